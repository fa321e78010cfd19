"""Data frames as leads. Stand-ins have the methods that are used of the real ones."""

from __future__ import annotations

import math
from typing import Any

import pytest

from smartlead_async import InvalidRequestError, LeadInput, Smartlead
from smartlead_async.models.data_frames import lead_rows
from smartlead_async.models.lead_input import to_lead
from smartlead_async.sandbox import Sandbox
from smartlead_sync import Smartlead as SyncSmartlead
from smartlead_sync.sandbox import Sandbox as SyncSandbox

HEADER = ["E-mail", "Phone", "Note"]
ROWS = [("a@b.co", 4912.0, "x"), ("c@d.co", math.nan, None)]
OTHERS = [("e@f.co", 1, 2), ("g@h.co", 1, 2)]
LEADS = [LeadInput("a@b.co", phone_number=4912.0, custom_fields={"Note": "x"}), LeadInput("c@d.co")]


class Pandas:
    def __init__(self, rows: Any = ROWS, header: Any = HEADER) -> None:
        self.rows, self.columns = rows, header

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Any:
        return iter(self.columns)

    def itertuples(self, index: bool = True, name: str | None = "Pandas") -> Any:
        assert (index, name) == (False, None)
        return iter(self.rows)


class Polars:
    columns = HEADER

    def __len__(self) -> int:
        return len(ROWS)

    def __iter__(self) -> Any:
        return iter(zip(*ROWS, strict=True))

    def iter_rows(self) -> Any:
        return iter(ROWS)


class Arrow:
    """A table of pyarrow, a batch of one, and a column of this."""

    column_names = HEADER

    def __init__(self, rows: Any = ROWS) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def to_batches(self, *, max_chunksize: int) -> Any:
        return [Arrow([row]) for row in self.rows]

    @property
    def columns(self) -> Any:
        return [Column(column) for column in zip(*self.rows, strict=True)]


class Column(list):
    def to_pylist(self) -> list[Any]:
        return list(self)


FRAMES = [Pandas(), Polars(), Arrow()]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: type(frame).__name__)
def test_each_row_is_a_lead_by_the_names_of_the_columns(frame: Any):
    rows = lead_rows(frame)
    assert len(rows) == 2
    assert list(rows) == list(rows) == LEADS


def test_anything_else_is_left_alone():
    leads = [{"email": "a@b.co"}]
    assert lead_rows(leads) is leads


def test_a_row_that_makes_no_lead_stays_a_row_and_says_why():
    bad, good = lead_rows(Pandas([(None, 5, "x"), ("a@b.co", 4912.0, "x")]))
    assert (bad, good) == (dict(zip(HEADER, (None, 5, "x"), strict=True)), LEADS[0])
    with pytest.raises(InvalidRequestError, match="a lead needs an email"):
        to_lead(bad)


def test_equal_columns_are_told_apart():
    (row,) = lead_rows(Pandas([("a@b.co", 1, 2)], ["email", "Web", "Web"]))
    with pytest.raises(InvalidRequestError, match="'Web', 'Web#2' all mean website"):
        to_lead(row)


async def test_wherever_leads_are_taken_a_data_frame_is():
    frame = Pandas([*ROWS, ("nobody", 1, "x"), (None, 1, "x")])
    async with (
        Sandbox(rate_limits=()) as sandbox,
        Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead,
    ):
        report = await smartlead.leads.upload(sandbox.seed_campaign(), frame)
        result = await smartlead.leads.add(sandbox.seed_campaign(), Pandas(OTHERS))
        with pytest.raises(InvalidRequestError, match=r"leads\[0\]: a lead needs an email"):
            await smartlead.leads.add(sandbox.seed_campaign(), Pandas([(None, 1, "x")]))
        lists = await smartlead.lead_lists.create(list_name="x")
        await smartlead.lead_lists.import_leads(lists.id, lead_list=Pandas(), file_name="x")
    assert (report.added, report.total, result.added) == (2, 4, 2)
    assert [(lead.position, lead.reason, lead.message) for lead in report.failed] == [
        (2, "invalid", "not an email address"),
        (3, "invalid", "a lead needs an email"),
    ]
    assert report.failed[0].email == "nobody"


def test_in_the_synchronous_client_too():
    with (
        SyncSandbox(rate_limits=()) as sandbox,
        SyncSmartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead,
    ):
        assert smartlead.leads.upload(sandbox.seed_campaign(), Pandas()).added == 2
        assert smartlead.leads.add(sandbox.seed_campaign(), Pandas(OTHERS)).added == 2

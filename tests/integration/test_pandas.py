"""pandas frames in and out."""

from __future__ import annotations

import pandas as pd
import pytest

from smartlead_async import Smartlead
from smartlead_async.sandbox import Sandbox
from tests.integration.frames import COLUMNS, rows, upload

# The same columns with the ways in which pandas says that a value is missing.
FRAMES = {
    "inferred": lambda: pd.DataFrame(COLUMNS),  # NaN makes floats of whole numbers
    "nullable": lambda: pd.DataFrame(COLUMNS).convert_dtypes(),  # NA
    "objects": lambda: pd.DataFrame(COLUMNS, dtype=object),  # None
    "categories": lambda: pd.DataFrame(COLUMNS).astype({"First Name": "category"}),
    "indexed": lambda: pd.DataFrame(COLUMNS, index=[7, 5, 9]),
}


@pytest.mark.parametrize("kind", FRAMES)
async def test_a_frame_is_uploaded(smartlead: Smartlead, sandbox: Sandbox, kind: str):
    await upload(smartlead, sandbox, FRAMES[kind]())


async def test_a_missing_time_is_not_sent(smartlead: Smartlead, sandbox: Sandbox):
    times = pd.to_datetime(pd.Series(["2026-01-02", None], dtype=object))
    frame = pd.DataFrame({"email": ["ada@example.com", "grace@example.com"], "at": times})
    campaign = await smartlead.campaigns.create(name="Times")
    await smartlead.leads.upload(campaign.id, frame)
    fields = [lead["custom_fields"] for lead in sandbox.leads_of(campaign.id)]
    assert fields == [{"at": "2026-01-02T00:00:00"}, {}]


async def test_leads_make_a_frame_named_as_pandas_would(smartlead: Smartlead):
    flat = await rows(smartlead)
    frame = pd.DataFrame(flat)
    assert list(frame["lead.email"]) == ["ada@example.com", "grace@example.com"]
    assert frame["lead.custom_fields.Colour"].isna().tolist() == [False, True]
    assert frame["lead.id"].dtype == "int64"


async def test_flat_names_are_those_of_json_normalize(smartlead: Smartlead):
    campaign = await smartlead.campaigns.create(name="Same")
    people = [{"email": "ada@example.com", "custom_fields": {"Colour": "mauve"}}]
    await smartlead.leads.upload(campaign.id, people)
    (row,) = await smartlead.leads.list(campaign.id)
    normal = pd.json_normalize(row.to_dict()).to_dict("records")[0]
    flat = row.to_flat_dict()
    assert set(flat) == set(normal)
    assert {name: value for name, value in flat.items() if value is not None} == {
        name: value for name, value in normal.items() if value is not None
    }

"""polars frames in and out."""

from __future__ import annotations

import polars as pl

from smartlead_async import Smartlead
from smartlead_async.sandbox import Sandbox
from tests.integration.frames import COLUMNS, rows, upload


async def test_a_frame_is_uploaded(smartlead: Smartlead, sandbox: Sandbox):
    await upload(smartlead, sandbox, pl.DataFrame(COLUMNS))


async def test_categories_are_texts(smartlead: Smartlead, sandbox: Sandbox):
    frame = pl.DataFrame(COLUMNS).with_columns(pl.col("First Name").cast(pl.Categorical))
    await upload(smartlead, sandbox, frame)


async def test_leads_make_a_frame(smartlead: Smartlead):
    frame = pl.DataFrame(await rows(smartlead), infer_schema_length=None)
    assert frame["lead.email"].to_list() == ["ada@example.com", "grace@example.com"]
    assert frame["lead.custom_fields.Colour"].to_list() == ["mauve", None]
    assert frame["lead.id"].dtype == pl.Int64

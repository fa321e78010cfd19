"""pyarrow tables in and out."""

from __future__ import annotations

import pyarrow as pa

from smartlead_async import Smartlead
from smartlead_async.sandbox import Sandbox
from tests.integration.frames import COLUMNS, rows, upload


async def test_a_table_is_uploaded(smartlead: Smartlead, sandbox: Sandbox):
    await upload(smartlead, sandbox, pa.table(COLUMNS))


async def test_a_table_of_dictionaries_is_uploaded(smartlead: Smartlead, sandbox: Sandbox):
    table = pa.table(COLUMNS)
    encoded = table["First Name"].dictionary_encode()
    await upload(smartlead, sandbox, table.set_column(1, "First Name", encoded))


async def test_leads_make_a_table(smartlead: Smartlead):
    table = pa.Table.from_pylist(await rows(smartlead))
    assert table["lead.email"].to_pylist() == ["ada@example.com", "grace@example.com"]
    assert table["lead.id"].type == pa.int64()

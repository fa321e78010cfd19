"""Copy leads and replies to SQLite every night.

Run it from cron as often as you like: rows are replaced, never doubled. An outage of up to an hour
costs time, not the run.
"""

import asyncio
import sqlite3
from contextlib import closing

from smartlead_async import Smartlead

SCHEMA = """
CREATE TABLE IF NOT EXISTS leads (
    campaign_id INTEGER, lead_id INTEGER, email TEXT, status TEXT, category_id INTEGER,
    PRIMARY KEY (campaign_id, lead_id)
);
CREATE TABLE IF NOT EXISTS replies (
    campaign_id INTEGER, lead_id INTEGER, time TEXT, body TEXT,
    PRIMARY KEY (campaign_id, lead_id, time)
);
"""
AN_HOUR = 3600.0


async def copy_campaign(
    smartlead: Smartlead, database: sqlite3.Connection, campaign_id: int
) -> None:
    replied: list[int] = []
    async for row in smartlead.leads.iterate(campaign_id, patience=AN_HOUR):
        if row.lead is None:  # removed from the account
            continue
        lead = (campaign_id, row.lead.id, row.lead.email, row.status, row.lead_category_id)
        database.execute("INSERT OR REPLACE INTO leads VALUES (?, ?, ?, ?, ?)", lead)
        if row.lead_category_id is not None:  # the service gives replies a category
            replied.append(row.lead.id)
    for lead_id in replied:
        for message in await smartlead.leads.get_message_history(campaign_id, lead_id):
            if message.type == "REPLY":
                reply = (campaign_id, lead_id, str(message.time), message.email_body)
                database.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", reply)
    database.commit()


async def main() -> None:
    with closing(sqlite3.connect("smartlead.db")) as database:
        database.executescript(SCHEMA)
        async with Smartlead() as smartlead:
            for campaign in await smartlead.campaigns.list():
                await copy_campaign(smartlead, database, campaign.id)
        counts = "SELECT (SELECT count(*) FROM leads), (SELECT count(*) FROM replies)"
        print("{} leads, {} replies".format(*database.execute(counts).fetchone()))


asyncio.run(main())

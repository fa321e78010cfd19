"""Answer replies.

It answers the newest unread replies and marks them as read. An answer whose fate is unknown is not
sent again: look into the thread first.
"""

import asyncio

from smartlead_async import OutcomeUnknownError, Smartlead
from smartlead_async.models import InboxMessage

ANSWER = "<p>Thank you! Does Tuesday at ten suit you?</p>"


async def answer(smartlead: Smartlead, thread: InboxMessage) -> None:
    if thread.campaign is None or thread.lead is None or thread.lead.email is None:
        return
    lead = await smartlead.leads.get_by_email(thread.lead.email)
    history = await smartlead.leads.get_message_history(thread.campaign.id, lead.id)
    reply = [message for message in history if message.type == "REPLY"][-1]
    try:
        await smartlead.leads.reply_to(thread.campaign.id, lead.id, reply, email_body=ANSWER)
    except OutcomeUnknownError as error:
        print(f"{lead.email}: perhaps answered: {error}")
        return
    await smartlead.inbox.set_read_status(
        email_lead_map_id=thread.campaign_lead_map_id, read_status=True
    )
    print(f"{lead.email}: answered")


async def main() -> None:
    async with Smartlead() as smartlead:
        page = await smartlead.inbox.list_unread(limit=5)  # first collect, then change
        for thread in page:
            await answer(smartlead, thread)


asyncio.run(main())

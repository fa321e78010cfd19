"""Round trips through the areas where the sandbox keeps state, in both dialects, over sockets."""

from __future__ import annotations

from typing import Any

import pytest

from smartlead_async import APIError, NotFoundError, Smartlead
from smartlead_async.sandbox import CampaignLead, Sandbox
from tests.sandbox.asking import Ask

# Leads


async def test_a_category_shows_in_the_list_of_leads(
    ask: Ask, smartlead: Smartlead, sandbox: Sandbox, campaign: int
):
    lead = sandbox.seed_leads(campaign, 1)[0]
    path = f"POST /campaigns/{campaign}/leads/{lead}/category"
    assert (await ask(path, {"category_id": 3, "pause_lead": True}))["success"]
    (row,) = await smartlead.leads.list(campaign)
    assert (row.lead_category_id, row.status) == (3, "PAUSED")
    shown = await ask(f"GET /leads/{lead}")
    assert (shown["status"], shown["category_name"]) == ("PAUSED", "Meeting Booked")
    await ask(path, {"pause_lead": False})
    assert (await ask(f"GET /leads/{lead}"))["category_id"] == 3
    await ask(path, {"category_id": None})
    (row,) = await smartlead.leads.list(campaign)
    assert row.lead_category_id is None


async def test_a_lead_without_a_campaign_has_no_status(ask: Ask, sandbox: Sandbox):
    lead = sandbox.put_own_lead({"email": "ada@example.com"}, "2024-01-20T10:00:00.000Z")
    shown = await ask(f"GET /leads/{lead['id']}")
    assert (shown["email"], shown["status"]) == ("ada@example.com", None)


async def test_a_lead_is_completed_by_the_id_of_its_pair(
    ask: Ask, sandbox: Sandbox, campaign: int, replied: CampaignLead
):
    replied.status = "INPROGRESS"
    await ask(f"POST /campaigns/{campaign}/leads/{replied.campaign_lead_map_id}/manual-complete")
    assert replied.status == "COMPLETED"
    other = sandbox.seed_campaign("Q2")
    with pytest.raises(NotFoundError):
        await ask(f"POST /campaigns/{other}/leads/{replied.campaign_lead_map_id}/manual-complete")


async def test_activities_are_the_messages_of_all_campaigns(
    ask: Ask, sandbox: Sandbox, replied: CampaignLead
):
    every = await ask("GET /campaigns/all-leads-activities")
    is_first = sandbox.dialect.name == "reference"
    assert (every["total"], every["hasMore"]) == (4 if is_first else 3, False)
    (*_, last) = [row for row in every["data"] if row["lead_id"] == replied.lead["id"]]
    if is_first:
        assert last["activity_type"] == "email_replied"
    else:
        assert last["activities"][0]["reply_details"]["reply_email_body"] == "<p>Tell me more.</p>"
    page = await ask("GET /campaigns/all-leads-activities", offset=1, limit=1)
    assert (page["data"], page["hasMore"]) == (every["data"][1:2], True)
    until = {"event_time_to": "2020-01-01", "event_time_from": "2019-01-01"}
    assert (await ask("GET /campaigns/all-leads-activities", **until))["total"] == 0


async def test_histories_of_some_leads_or_of_all(ask: Ask, campaign: int, replied: CampaignLead):
    path = f"POST /campaigns/{campaign}/message-history-for-leads/bbfbdsFGHlBr76ruhjvh6fhHL"
    id_ = replied.lead["id"]
    some = await ask(path, {"lead_ids": [id_]})
    assert [each["type"] for each in some["data"][str(id_)]] == ["SENT", "REPLY"]
    assert len((await ask(path, {"lead_ids": None}))["data"]) == 4


# The block list


async def test_entries_of_the_block_list_are_listed_and_deleted(
    ask: Ask, smartlead: Smartlead, sandbox: Sandbox, campaign: int
):
    sandbox.block_list.add("example.org")
    await smartlead.leads.block(domain="example.net")
    await ask("POST /master-inbox/block-domains", {"domains": ["Spam.example"], "source": "bounce"})
    rows = await ask("GET /leads/get-domain-block-list")
    found = {row["email_or_domain"]: row["source"] for row in rows}
    assert found == {"example.org": "manual", "example.net": "manual", "spam.example": "bounce"}
    assert await ask("GET /leads/get-domain-block-list", offset=1, limit=1) == rows[1:2]
    named = await ask("GET /leads/get-domain-block-list", filter_email_or_domain="spam")
    assert [row["email_or_domain"] for row in named] == ["spam.example"]
    lead = {"email": "ada@spam.example"}
    await smartlead.leads.add(campaign, [lead])
    assert sandbox.leads_of(campaign) == []
    await ask("DELETE /leads/delete-domain-block-list", id=named[0]["id"])
    assert sandbox.block_list == {"example.org", "example.net"}
    await smartlead.leads.add(campaign, [lead])
    assert [each["email"] for each in sandbox.leads_of(campaign)] == ["ada@spam.example"]
    with pytest.raises(NotFoundError, match="Block list entry not found"):
        await ask("DELETE /leads/delete-domain-block-list", id=named[0]["id"])


# Clients


async def test_a_client_and_its_keys(ask: Ask, sandbox: Sandbox):
    fields = {"email": "a@acme.example", "name": "Acme"}
    made = (await ask("POST /client/save", {**fields, "password": "hidden"}))["data"]
    saved = await ask("POST /client/save", {**fields, "id": made["id"], "name": "Acme 2"})
    listed = await ask("GET /client/")
    rows = listed["data"] if sandbox.dialect.name == "reference" else listed
    assert [(row["id"], row["name"]) for row in rows] == [(made["id"], "Acme 2")]
    assert saved["data"]["api_key"] == made["api_key"]
    assert "hidden" not in str(sandbox.clients)
    key = (await ask("POST /client/api-key", {"clientId": str(made["id"]), "keyName": "A"}))["data"]
    assert (await ask("GET /client/api-key", clientId=made["id"]))["data"] == [key]
    assert (await ask("GET /client/api-key", status="inactive"))["data"] == []
    new = (await ask(f"PUT /client/api-key/reset/{key['id']}"))["data"]
    assert (new["id"], new["api_key"] != key["api_key"]) == (key["id"], True)
    await ask(f"DELETE /client/api-key/{key['id']}")
    assert sandbox.client_api_keys == {}


async def test_an_unknown_client_has_no_keys(ask: Ask):
    with pytest.raises(NotFoundError, match="Client not found"):
        await ask("POST /client/api-key", {"clientId": 1, "keyName": "A"})
    with pytest.raises(NotFoundError, match="API key not found"):
        await ask("DELETE /client/api-key/1")


# Lead lists


@pytest.fixture
async def lead_list(ask: Ask) -> int:
    return (await ask("POST /lead-list/", {"listName": "Q1 prospects"}))["data"]["id"]


async def test_a_lead_list_from_its_creation_to_its_end(ask: Ask, sandbox: Sandbox, lead_list: int):
    other = (await ask("POST /lead-list/", {"listName": "Others"}))["data"]["id"]
    await ask(f"PUT /lead-list/{lead_list}", {"listName": "Q2 prospects"})
    assert (await ask(f"GET /lead-list/{lead_list}"))["data"]["name"] == "Q2 prospects"
    named = await ask("GET /lead-list/", listName="prospects")
    assert [row["id"] for row in named["data"]] == [lead_list]
    await ask("POST /lead-list/assign-tags", {"listIds": [lead_list], "tagIds": [7, 8]})
    removed = {"listIds": [lead_list], "tagIds": [9], "removeTagIds": [7]}
    await ask("POST /lead-list/assign-tags", removed)
    assert sandbox.lead_lists[lead_list]["tag_ids"] == [8, 9]
    assert [row["id"] for row in (await ask("GET /lead-list/", tagIds="5,8"))["data"]] == [
        lead_list
    ]
    await ask(f"DELETE /lead-list/{lead_list}")
    assert list(sandbox.lead_lists) == [other]
    with pytest.raises(NotFoundError, match="Lead list not found"):
        await ask(f"GET /lead-list/{lead_list}")


async def test_leads_of_a_list_go_to_a_campaign(
    ask: Ask, sandbox: Sandbox, campaign: int, lead_list: int
):
    sandbox.block_list.add("blocked.example")
    names = ("a@example.com", "b@example.com", "a@example.com", "c@blocked.example")
    leads = [{"email": name, "first_name": "Ada"} for name in names]
    body = {"leadList": leads, "fileName": "leads.csv"}
    counts = (await ask(f"POST /lead-list/{lead_list}/import", body))["data"]
    assert counts == {"total_leads": 4, "imported": 2, "duplicates": 1, "blocked": 1}
    assert (await ask(f"GET /lead-list/{lead_list}"))["data"]["lead_count"] == 2
    push = {"campaignId": campaign, "action": "copy", "leadList": {"listId": lead_list}}
    for pushed in (2, 0):
        counts = (await ask("POST /leads/push-to-campaign", push))["data"]
        assert counts == {"total_leads": 2, "pushed": pushed, "duplicates": 2 - pushed}
    assert [lead["email"] for lead in sandbox.leads_of(campaign)] == [
        "a@example.com",
        "b@example.com",
    ]
    new = {"campaignName": "Q2", "action": "move", "leadList": {"listId": lead_list}}
    await ask("POST /leads/push-to-campaign", new)
    assert sandbox.lead_lists[lead_list]["lead_ids"] == []
    assert [each.fields["name"] for each in sandbox.campaigns.values()] == ["Q1", "Q2"]


async def test_leads_move_between_lists(ask: Ask, sandbox: Sandbox, lead_list: int):
    target = (await ask("POST /lead-list/", {"listName": "Target"}))["data"]["id"]
    leads = [{"email": "a@example.com"}, {"email": "b@example.com"}]
    await ask(f"POST /lead-list/{lead_list}/import", {"leadList": leads, "fileName": "a.csv"})
    ids = sandbox.lead_lists[lead_list]["lead_ids"]
    copied = {"action": "copy", "leadIds": ids[:1], "toListId": target}
    answer = await ask("POST /leads/leads/push-between-lists", copied)
    assert answer["data"] == {"total_leads_moved": 1}
    moved = {"action": "move", "fromListId": lead_list, "toListId": target}
    await ask("POST /leads/leads/push-between-lists", moved)
    kept = [sandbox.lead_lists[id_]["lead_ids"] for id_ in (lead_list, target)]
    assert kept == [[], ids]


async def test_a_push_that_names_nothing_is_refused(ask: Ask, lead_list: int):
    with pytest.raises(APIError, match="leadIds"):
        await ask("POST /leads/leads/push-between-lists", {"action": "copy", "toListId": lead_list})
    with pytest.raises(APIError, match="campaignId"):
        await ask("POST /leads/push-to-campaign", {"action": "copy"})


# Tags, notes, tasks


async def test_tags_of_leads(ask: Ask, sandbox: Sandbox, replied: CampaignLead):
    lead = replied.lead["id"]
    tag = (await ask("POST /tags", {"name": "VIP", "color": "#FF5733"}))["data"]
    for _ in range(2):
        await ask("POST /crm/leads/tags", {"leadId": lead, "tagIds": [tag["id"]]})
    (row,) = (await ask("GET /crm/leads/tags", leadId=lead))["data"]
    assert row == {**tag, "tag_mapping_id": row["tag_mapping_id"]}
    assert [each["id"] for each in (await ask("GET /crm/leads/tags"))["data"]] == [tag["id"]]
    item = await ask(f"GET /master-inbox/{replied.campaign_lead_map_id}")
    assert item["tags"] == ["VIP"]
    await ask(f"DELETE /crm/leads/tags/{row['tag_mapping_id']}")
    assert (await ask("GET /crm/leads/tags", leadId=lead))["data"] == []
    with pytest.raises(NotFoundError, match="Tag not found"):
        await ask("POST /crm/leads/tags", {"leadId": lead, "tagIds": [1]})


async def test_tags_of_email_accounts(ask: Ask, sandbox: Sandbox, campaign: int):
    accounts = sandbox.seed_email_accounts(2)
    sandbox.campaigns[campaign].email_account_ids = accounts
    tag = (await ask("POST /tags", {"name": "Primary"}))["data"]
    renamed = {**tag, "name": "Second"}
    await ask("POST /email-accounts/tag-manager", renamed)
    mapping = {"email_account_ids": accounts, "tag_ids": [tag["id"]]}
    await ask("POST /email-accounts/tag-mapping", mapping)
    one = {"email_account_ids": accounts[1:], "tag_ids": [tag["id"]]}
    await ask("DELETE /email-accounts/tag-mapping", one)
    emails = {"email_ids": ["sender0@outreach.example", "sender1@outreach.example"]}
    rows = (await ask("POST /email-accounts/tag-list", emails))["data"]
    assert [row["tags"] for row in rows] == [[renamed], []]
    shown = await ask(f"GET /campaigns/{campaign}/email-accounts", include_tags="true")
    assert [row["tags"] for row in shown] == [[renamed], []]


async def test_notes_and_tasks_belong_to_the_lead(ask: Ask, replied: CampaignLead):
    of_map = {"email_lead_map_id": str(replied.campaign_lead_map_id)}
    note = await ask("POST /master-inbox/create-note", {**of_map, "note_message": "Said yes"})
    task = await ask(
        "POST /master-inbox/create-task", {**of_map, "name": "Call", "priority": "HIGH"}
    )
    lead = replied.lead["id"]
    assert (await ask(f"GET /crm/leads/notes/{lead}"))["data"] == [note["data"]]
    (shown,) = (await ask(f"GET /crm/leads/tasks/{lead}"))["data"]
    assert (shown["id"], shown["status"]) == (task["data"]["task_id"], "pending")
    with pytest.raises(NotFoundError):
        await ask("POST /master-inbox/create-note", {"email_lead_map_id": 1, "note_message": "?"})


# Email accounts and campaigns


async def test_an_email_account_is_suspended_and_deleted(ask: Ask, sandbox: Sandbox, campaign: int):
    (account,) = sandbox.seed_email_accounts(1)
    sandbox.campaigns[campaign].email_account_ids = [account]
    for line, expected in (
        (f"PUT /email-accounts/suspend/{account}", True),
        (f"DELETE /email-accounts/unsuspend/{account}", False),
    ):
        assert (await ask(line))["data"] == {"accountId": account, "isSuspended": expected}
        assert sandbox.email_accounts[account]["is_suspended"] is expected
    assert (await ask(f"DELETE /email-accounts/{account}"))["emailAccountId"] == account
    assert (sandbox.email_accounts, sandbox.campaigns[campaign].email_account_ids) == ({}, [])
    with pytest.raises(NotFoundError, match="Email account not found"):
        await ask(f"DELETE /email-accounts/{account}")
    with pytest.raises(APIError, match="does not belong to you"):
        await ask(f"PUT /email-accounts/suspend/{account}")


async def test_an_account_with_a_token(ask: Ask, smartlead: Smartlead):
    token = {"scope": "mail", "token_type": "Bearer", "expiry_date": 1}
    names = {"from_name": "Ada", "from_email": "ada@example.com", "username": "ada@example.com"}
    flags = {"warmup_enabled": True, "use_whitelabel_credentials": False}
    made = await ask(
        "POST /email-accounts/save-oauth", {**names, **flags, "type": "GMAIL", "token": token}
    )
    account = await smartlead.email_accounts.get(made["data"]["id"])
    assert (account.from_email, account.type) == ("ada@example.com", "GMAIL")


async def test_a_campaign_is_duplicated_without_its_leads(
    ask: Ask, sandbox: Sandbox, campaign: int
):
    original = sandbox.campaigns[campaign]
    sandbox.seed_leads(campaign, 2)
    original.fields["status"] = "ACTIVE"
    original.sequences = [{"id": 1, "seq_number": 1, "email_campaign_id": campaign}]
    original.email_account_ids = sandbox.seed_email_accounts(1)
    id_ = (await ask(f"POST /campaigns/{campaign}/duplicate", {}))["newCampaignId"]
    copy = sandbox.campaigns[id_]
    assert (copy.fields["name"], copy.fields["status"], copy.leads) == ("Q1 - Copy", "DRAFTED", {})
    assert copy.email_account_ids == original.email_account_ids
    (step,) = copy.sequences
    assert (step["seq_number"], step["email_campaign_id"], step["id"] != 1) == (1, id_, True)
    with pytest.raises(APIError, match="Invalid campaign Id"):
        await ask("POST /campaigns/1/duplicate", {})


async def test_a_subsequence_is_a_campaign_with_a_parent(
    ask: Ask, smartlead: Smartlead, campaign: int
):
    body = {"parent_campaign_id": campaign, "subsequence_name": "Later"}
    id_ = (await ask("POST /campaigns/create-subsequence", body))["subsequence_id"]
    made = await smartlead.campaigns.get(id_)
    assert (made.name, made.parent_campaign_id) == ("Later", campaign)


# Webhooks


async def test_webhooks_of_a_campaign(ask: Ask, sandbox: Sandbox, campaign: int):
    path, is_first = f"/campaigns/{campaign}/webhooks", sandbox.dialect.name == "reference"
    hook = {"name": "CRM", "webhook_url": "https://example.com/hook"}
    filters = {"event_types": ["EMAIL_REPLY"], "categories": ["Interested"]}
    made = await ask(f"POST {path}", {**hook, **filters})
    id_ = (made["data"] if is_first else made)["id"]
    await ask(f"POST {path}", {**hook, **filters, "id": id_, "name": "ERP"})
    listed = await ask(f"GET {path}")
    rows = listed["data"] if is_first else listed
    assert [(row["id"], row["name"]) for row in rows] == [(id_, "ERP")]
    shown = (await ask(f"GET /webhook/{id_}"))["data"]
    assert (shown["name"], shown["email_campaign_id"]) == ("ERP", campaign)
    await ask(f"DELETE {path}/{id_}")
    assert sandbox.webhooks == {}
    with pytest.raises(NotFoundError, match="Webhook not found"):
        await ask(f"GET /webhook/{id_}")


async def test_webhooks_of_the_account(ask: Ask, sandbox: Sandbox):
    hook = {"webhook_url": "https://example.com/hook", "association_type": "user"}
    id_ = (await ask("POST /webhook/create", hook))["id"]
    assert (await ask(f"PUT /webhook/update/{id_}", {"name": "ERP"}))["id"] == id_
    assert sandbox.webhooks[id_]["name"] == "ERP"
    assert (await ask("DELETE /webhook/delete", {"id": id_}))["ok"]
    assert sandbox.webhooks == {}


# The rest


async def test_an_email_that_is_sent_is_kept(ask: Ask, sandbox: Sandbox):
    email = {"to": "ada@example.com", "subject": "Hi", "body": "<p>Hi</p>"}
    assert (await ask("POST /send-email/initiate", email))["success"]
    assert sandbox.sent_emails == [email]


async def test_names_and_statuses_of_the_analytics(ask: Ask, sandbox: Sandbox, campaign: int):
    sandbox.clients.append({"id": 5, "name": "Acme"})
    found = await ask("GET /analytics/campaign/list")
    assert found["data"]["campaign_list"] == [{"id": campaign, "name": "Q1"}]
    found = await ask("GET /analytics/client/list")
    assert found["data"]["client_list"] == [{"id": 5, "name": "Acme"}]
    found = await ask("GET /analytics/campaign/status-stats")
    assert found["data"]["campaign_status_stats"] == [{"status": "DRAFTED", "count": 1}]


@pytest.mark.parametrize("host", ["smart_delivery", "smart_prospect", "smart_senders"])
async def test_the_other_hosts_are_served_too(smartlead: Smartlead, host: Any):
    paths = {
        "smart_delivery": "/spam-test/seed/providers",
        "smart_prospect": "/search-email-leads/reply-analytics",
        "smart_senders": "/smart-senders/get-vendors",
    }
    assert await smartlead.request("GET", paths[host], host=host)

"""Mistakes that an editor shows: keys that no mapping has, and words that no argument takes.

Each line is a type error of mypy and of pyright.
"""

from __future__ import annotations

import smartlead_sync
from smartlead_async import (
    LeadDict,
    LeadImportSettingsDict,
    SequenceStepDict,
    SequenceVariantDict,
    Smartlead,
)
from smartlead_async.helpers import copy_leads
from smartlead_async.models import EmailAccountToken, OutOfOfficeSettingsDict, SequenceDelayDict


async def keys_of_leads(smartlead: Smartlead, dictionary: dict[str, str]) -> None:
    leads = smartlead.leads
    await leads.add(5, [{"emial": "a@b.co"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.add(5, [{"email": "a@b.co", "firstName": "Ada"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.add(5, [{"email": "a@b.co", "title": "Countess"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.add(5, [{"first_name": "Ada"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.add(5, [{"email": None}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.add(5, [{"email": "a@b.co", "custom_fields": "x"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.add(5, [dictionary])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.upload(5, [{"emial": "a@b.co"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await leads.upload(5, [dictionary])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await smartlead.lead_lists.import_leads(5, lead_list=[{"emial": "a@b.co"}], file_name="a.csv")  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


async def keys_of_settings(smartlead: Smartlead) -> None:
    leads = smartlead.leads
    await leads.add(5, [], settings={"ignore_unsubscribed_list": True})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await leads.upload(5, [], settings={"ignoreGlobalBlockList": True})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await leads.upload(5, [], settings={"ignore_global_block_list": "yes"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await copy_leads(smartlead, 5, 7, settings={"ignore_blocklist": True})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def keys_of_steps(smartlead: Smartlead) -> None:
    save = smartlead.campaigns.save_sequences
    await save(5, [{"seq_nmber": 1}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, [{"email_body": "Hi"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, [{"seq_number": "1", "email_body": "Hi"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, [{"seq_number": 1, "emailBody": "Hi"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, [{"seq_number": 1, "variants": [{"emailBody": "Hi"}]}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, [{"seq_number": 1, "variants": [{"subject": "Hi"}]}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, [{"seq_number": 1, "seq_delay_details": {"delay_days": 3}}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, [{"seq_number": 1, "variant_distribution_type": "EQUAL"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await save(5, {"seq_number": 1, "email_body": "Hi"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def keys_of_mappings_by_name() -> None:
    _lead: LeadDict = {"email": "a@b.co", "phone": "1"}  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    _number: LeadDict = {"email": "a@b.co", "phone_number": 1}  # type: ignore[typeddict-item]  # pyright: ignore[reportAssignmentType]
    _settings: LeadImportSettingsDict = {"ignore_duplicates": True}  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    _step: SequenceStepDict = {"seq_number": 1, "body": "Hi"}  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    _delay: SequenceDelayDict = {"delayInDays": 3}  # type: ignore[typeddict-item, typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    _variant: SequenceVariantDict = {"email_body": "Hi", "label": "A"}  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    _token: EmailAccountToken = {"acess_token": "x"}  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    _out_of_office: OutOfOfficeSettingsDict = {"ignoreOOOAsReply": True}  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]


async def words_of_campaigns(smartlead: Smartlead) -> None:
    campaigns = smartlead.campaigns
    await campaigns.update_status(1, "STRAT")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await campaigns.update_status(1, "paused")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await campaigns.update_status(1, "DRAFTED")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await campaigns.update_settings(1, track_settings=["DONT_OPEN_EMAIL"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await campaigns.update_settings(1, track_settings="DONT_EMAIL_OPEN")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await campaigns.update_settings(1, stop_lead_settings="REPLY")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await campaigns.update_settings(1, out_of_office_detection_settings={"ignoreOOO": True})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def words_of_the_rest(smartlead: Smartlead) -> None:
    hooks = smartlead.webhooks
    await hooks.create(webhook_url="https://a.co", event_types=["NOPE"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await hooks.create(webhook_url="https://a.co", event_types="EMAIL_REPLY")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await hooks.create(webhook_url="https://a.co", event_type="NOPE")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await hooks.create(webhook_url="https://a.co", event_type_map={"NOPE": True})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
    await hooks.create(webhook_url="https://a.co", association_type="team")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await hooks.update(1, event_types=["NOPE"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await smartlead.leads.list(5, status="paused")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.leads.iterate(5, status="paused")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.email_accounts.list(esp="gmail")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.email_accounts.update(5, smtp_port_type="tls")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.email_accounts.update(5, token={"acess_token": "x"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def the_same_without_await(smartlead: smartlead_sync.Smartlead) -> None:
    smartlead.leads.add(5, [{"emial": "a@b.co"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    smartlead.leads.upload(5, [{"emial": "a@b.co"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    smartlead.leads.list(5, status="paused")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.campaigns.save_sequences(5, [{"seq_nmber": 1}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    smartlead.campaigns.update_status(1, "STRAT")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.webhooks.update(1, event_types=["NOPE"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, assert_type

import smartlead_async
from smartlead_sync import (
    Acknowledgement,
    AddLeadsResult,
    Campaign,
    CampaignLead,
    EmailAccount,
    ExportedLead,
    Items,
    Lead,
    LeadCategory,
    LeadDict,
    LeadInput,
    Page,
    RateLimit,
    Smartlead,
    SmartleadError,
    UploadError,
    UploadProgress,
    UploadReport,
    Webhook,
)
from smartlead_sync.sandbox import Fault, Sandbox


def script() -> None:
    with Smartlead(rate_limits=(RateLimit(10, 2.0),), on_attempt=print) as smartlead:
        assert_type(smartlead, Smartlead)
        assert_type(smartlead.with_options(timeout=5.0), Smartlead)
        assert_type(smartlead.request("GET", "/campaigns"), Any)
        campaigns(smartlead)
        leads(smartlead)
        assert_type(smartlead.email_accounts.list(limit=5), Page[EmailAccount])
        assert_type(smartlead.email_accounts.iterate(), Items[EmailAccount])
        assert_type(smartlead.webhooks.list(), list[Webhook])
        smartlead.close()


def campaigns(smartlead: Smartlead) -> None:
    assert_type(smartlead.campaigns.create(name="Q1"), Campaign)
    assert_type(smartlead.campaigns.get(5), Campaign)
    assert_type(smartlead.campaigns.list(), list[Campaign])
    assert_type(smartlead.campaigns.delete(5), Acknowledgement)
    smartlead.campaigns.get("5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def leads(smartlead: Smartlead) -> None:
    assert_type(smartlead.leads.list(5), Page[CampaignLead])
    assert_type(smartlead.leads.get_by_email("ada@example.com"), Lead)
    assert_type(smartlead.leads.list_categories(), list[LeadCategory])
    assert_type(smartlead.leads.add(5, [LeadInput(email="ada@example.com")]), AddLeadsResult)
    assert_type(smartlead.leads.export_csv(5, "leads.csv"), Path)
    for row in smartlead.leads.iterate(5, status="INPROGRESS"):
        assert_type(row, CampaignLead)
    with smartlead.leads.export(5) as rows:
        assert_type(rows, Items[ExportedLead])
        assert_type(rows.pages(), Generator[list[ExportedLead], None, None])


def show(progress: UploadProgress) -> None:
    assert_type(progress.added, int)


def upload(smartlead: Smartlead) -> UploadReport | None:
    rows: Iterator[LeadDict] = ({"email": f"lead{number}@example.com"} for number in range(5))
    try:
        return smartlead.leads.upload(5, rows, on_progress=show)
    except UploadError as error:
        assert_type(error.report, UploadReport)
    except SmartleadError:
        pass
    return None


def what_is_shared_is_the_same_type(campaign: smartlead_async.Campaign) -> Campaign:
    return campaign


def sandbox() -> None:
    with Sandbox(rate_limits=()) as sandbox:
        assert_type(sandbox, Sandbox)
        assert_type(sandbox.fault("html"), Fault)
        assert_type(sandbox.base_url, str)
        assert_type(sandbox.state.lead_limit, int | None)
        sandbox.lead_limit = 5

"""Leads: ``/leads`` and ``/campaigns/{campaign_id}/leads``."""

from __future__ import annotations

import builtins
from collections.abc import Hashable, Mapping
from functools import partial
from typing import Final, Unpack, get_args

from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, lookup, many, page
from .._http.pagination import Items
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    block_entry,
    documented,
    email_address,
    exactly_one,
    in_range,
    moment,
    one_of,
    positive_id,
)
from ..models import (
    Acknowledgement,
    CampaignLead,
    CampaignLeadFilters,
    Lead,
    LeadCampaign,
    LeadCategory,
    LeadDetails,
    Page,
)
from ..models.lead_input import lead_changes
from ..models.leads import LeadEmailStatus, LeadStatusName
from ._base import Listing, optional
from .lead_activities import LeadActivities
from .lead_export import LeadExport
from .lead_import import LeadImport
from .lead_messages import LeadMessages

__all__ = ["Leads"]


def _identity(row: CampaignLead) -> Hashable | None:
    """Return what tells a row from all others; the row of a removed lead may have nothing."""
    return row.campaign_lead_map_id or (row.lead.id if row.lead else None)


_LEADS: Final = "/campaigns/{campaign_id}/leads"
_LEAD: Final = f"{_LEADS}/{{lead_id}}"
_LIST: Final = Listing(
    endpoint=Endpoint("GET", _LEADS, "safe", page(CampaignLead)),
    filters=CampaignLeadFilters,
    identity=_identity,
    wire={"email_status": "emailStatus"},
    checks={
        "status": partial(documented, words=get_args(LeadStatusName)),
        "lead_category_id": positive_id,
        "email_status": partial(one_of, allowed=get_args(LeadEmailStatus)),
        "created_at_gt": moment,
        "last_sent_time_gt": moment,
        "event_time_gt": moment,
    },
)
_GET: Final = Endpoint("GET", "/leads/{lead_id}", "safe", lookup(LeadDetails, "lead"))
_GET_BY_EMAIL: Final = Endpoint(
    "GET", "/leads/", "safe", lookup(Lead, "lead", missing="no lead has the address")
)
_CATEGORIES: Final = Endpoint("GET", "/leads/fetch-categories", "safe", many(LeadCategory))
_CAMPAIGNS: Final = Endpoint(
    "GET", "/leads/{lead_id}/campaigns", "safe", many(LeadCampaign, "campaigns")
)
_UPDATE: Final = Endpoint("POST", _LEAD, "idempotent", acknowledgement)
_PAUSE: Final = Endpoint("POST", f"{_LEAD}/pause", "idempotent", acknowledgement)
_RESUME: Final = Endpoint("POST", f"{_LEAD}/resume", "idempotent", acknowledgement)
_COMPLETE: Final = Endpoint(
    "POST", f"{_LEADS}/{{lead_map_id}}/manual-complete", "idempotent", acknowledgement
)
_CATEGORY: Final = Endpoint("POST", f"{_LEAD}/category", "idempotent", acknowledgement)
_ACCOUNT: Final = Endpoint(
    "POST", "/campaigns/update-lead-email-account", "idempotent", acknowledgement
)
_DELETE: Final = Endpoint("DELETE", _LEAD, "idempotent", acknowledgement)
_UNSUBSCRIBE: Final = Endpoint("POST", f"{_LEAD}/unsubscribe", "idempotent", acknowledgement)
_UNSUBSCRIBE_GLOBALLY: Final = Endpoint(
    "POST",
    "/leads/{lead_id}/unsubscribe",
    "idempotent",
    acknowledgement,
    failure_is_answer=lambda _: True,
)
_BLOCK: Final = Endpoint(
    "POST",
    "/leads/add-domain-block-list",
    "deduplicated",
    acknowledgement,
    other=wire_forms.BLOCK_LIST,
)


class Leads(LeadImport, LeadExport, LeadMessages, LeadActivities):
    """The leads of campaigns."""

    async def list(
        self,
        campaign_id: int,
        *,
        offset: int = 0,
        limit: int = 100,
        **filters: Unpack[CampaignLeadFilters],
    ) -> Page[CampaignLead]:
        """Return one page of a campaign's leads.

        ``GET /campaigns/{campaign_id}/leads``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-leads)).

        Args:
            offset: Leads to pass over.
            limit: Leads to return at most, 1 to 100.
            filters: See :class:`~smartlead_async.models.CampaignLeadFilters`.

        Returns:
            The page. The service keeps the rows of leads that were removed from the account, so
            that offsets stay the same: their ``lead`` is None, and ``removed`` counts them.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_LIST, campaign_id, start=offset, limit=limit, filters=filters)

    def iterate(
        self,
        campaign_id: int,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[CampaignLeadFilters],
    ) -> Items[CampaignLead]:
        """Return all leads of a campaign, in order, with pages read ahead.

        Offset paging is not a snapshot: changing leads so that they enter or leave the listing
        shifts those still to come. Collect first, then change. Rows of leads that were removed
        from the account are among them: their ``lead`` is None, and ``is_removed`` is true.

        Args:
            page_size: Leads to ask for at a time, 1 to 100.
            prefetch: Pages to read ahead; by default what one burst of the key's limit allows.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_async.models.CampaignLeadFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _LIST,
            campaign_id,
            page_size=page_size,
            prefetch=prefetch,
            patience=patience,
            filters=filters,
        )

    async def get(self, lead_id: int) -> LeadDetails:
        """Return a lead by id.

        ``GET /leads/{lead_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-lead-by-id)).

        Raises:
            NotFoundError: There is no such lead.
        """
        return await self._call(_GET.request(lead_id))

    async def get_by_email(self, email: str) -> Lead:
        """Return a lead by address.

        ``GET /leads/``
        ([API reference](https://api.smartlead.ai/api-reference/leads/get-by-email)).

        Args:
            email: Address of the lead.

        Raises:
            InvalidRequestError: That is not an address.
            NotFoundError: There is no such lead.
        """
        return await self._call(
            _GET_BY_EMAIL.request(query={"email": email_address("email", email)})
        )

    async def list_categories(self) -> builtins.list[LeadCategory]:
        """Return the categories of leads, whose ids differ from account to account.

        ``GET /leads/fetch-categories``
        ([API reference](https://api.smartlead.ai/api-reference/leads/categories)).
        """
        return await self._call(_CATEGORIES.request())

    async def list_campaigns(self, lead_id: int) -> builtins.list[LeadCampaign]:
        """Return the campaigns that a lead is in.

        ``GET /leads/{lead_id}/campaigns``.

        Raises:
            NotFoundError: There is no such lead.
        """
        return await self._call(_CAMPAIGNS.request(lead_id))

    async def update(
        self,
        campaign_id: int,
        lead_id: int,
        *,
        email: str | NotGiven = NOT_GIVEN,
        first_name: str | NotGiven | None = NOT_GIVEN,
        last_name: str | NotGiven | None = NOT_GIVEN,
        company_name: str | NotGiven | None = NOT_GIVEN,
        phone_number: str | NotGiven | None = NOT_GIVEN,
        website: str | NotGiven | None = NOT_GIVEN,
        location: str | NotGiven | None = NOT_GIVEN,
        linkedin_profile: str | NotGiven | None = NOT_GIVEN,
        company_url: str | NotGiven | None = NOT_GIVEN,
        custom_fields: Mapping[str, object] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Change fields of a lead; those not given stay as they are.

        ``POST /campaigns/{campaign_id}/leads/{lead_id}``. Some deployments are reported to ask for
        ``email`` in every update.

        Args:
            email: Address.
            first_name: First name.
            last_name: Last name.
            company_name: Company.
            phone_number: Phone number.
            website: Website.
            location: Location.
            linkedin_profile: LinkedIn profile URL.
            company_url: The company's website.
            custom_fields: Custom fields by name, 200 at most; values are sent as text, and
                fields that are not named stay as they are.

        Raises:
            InvalidRequestError: A value cannot be sent.
            NotFoundError: There is no such campaign or lead.
        """
        fields = {
            "email": email,
            "first_name": first_name,
            "last_name": last_name,
            "company_name": company_name,
            "phone_number": phone_number,
            "website": website,
            "location": location,
            "linkedin_profile": linkedin_profile,
            "company_url": company_url,
            "custom_fields": custom_fields,
        }
        given = {name: value for name, value in fields.items() if value is not NOT_GIVEN}
        return await self._call(_UPDATE.request(campaign_id, lead_id, json=lead_changes(given)))

    async def pause(self, campaign_id: int, lead_id: int) -> Acknowledgement:
        """Send a lead no more emails of a campaign until it is resumed.

        ``POST /campaigns/{campaign_id}/leads/{lead_id}/pause``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/pause-lead)).

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return await self._call(_PAUSE.request(campaign_id, lead_id))

    async def resume(
        self,
        campaign_id: int,
        lead_id: int,
        *,
        resume_lead_with_delay_days: int | NotGiven | None = NOT_GIVEN,
    ) -> Acknowledgement:
        """Send a paused lead emails of a campaign again.

        ``POST /campaigns/{campaign_id}/leads/{lead_id}/resume``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/resume-lead)).

        Args:
            resume_lead_with_delay_days: Days until the next email.

        Raises:
            NotFoundError: There is no such campaign or lead.
            ServerError: The service refuses with status 500 where the lead is unknown or has
                had the last step.
        """
        delay = resume_lead_with_delay_days
        body = {
            "resume_lead_with_delay_days": optional(
                in_range, "resume_lead_with_delay_days", delay, 0
            )
        }
        return await self._call(_RESUME.request(campaign_id, lead_id, json=body))

    async def mark_complete(self, campaign_id: int, lead_map_id: int) -> Acknowledgement:
        """Mark a lead as having completed a campaign: it gets no more emails of it.

        ``POST /campaigns/{campaign_id}/leads/{lead_map_id}/manual-complete``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/mark-lead-complete)).

        Args:
            lead_map_id: The lead's place in the campaign, ``campaign_lead_map_id`` of
                :class:`CampaignLead`; not the lead's id.

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return await self._call(_COMPLETE.request(campaign_id, lead_map_id))

    async def update_category(
        self,
        campaign_id: int,
        lead_id: int,
        *,
        category_id: int | NotGiven | None = NOT_GIVEN,
        pause_lead: bool | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Set the category of a lead in a campaign; other campaigns keep theirs.

        ``POST /campaigns/{campaign_id}/leads/{lead_id}/category``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-lead-category)).

        Args:
            category_id: The category, one of :meth:`list_categories`; None for no category.
            pause_lead: Whether to pause the lead too; the service's default is False.

        Raises:
            InvalidRequestError: The id is not positive.
            NotFoundError: There is no such campaign or lead.
        """
        body = {
            "category_id": optional(positive_id, "category_id", category_id),
            "pause_lead": pause_lead,
        }
        return await self._call(_CATEGORY.request(campaign_id, lead_id, json=body))

    async def update_email_account(
        self,
        *,
        email_account_id: int,
        email_campaign_id: int,
        email_lead_id: int,
        override_lead_email_account: bool | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Set the email account that sends a lead the emails of a campaign.

        ``POST /campaigns/update-lead-email-account``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-lead-email-account)).

        Args:
            email_account_id: Id of the email account that shall send.
            email_campaign_id: Id of the campaign whose emails it shall send to the lead.
            email_lead_id: Id of the lead in the account, ``row.lead.id`` of :meth:`list`.
            override_lead_email_account: Whether to replace the email account that the lead has
                already.

        Raises:
            InvalidRequestError: An id is not positive.
            NotFoundError: There is no such email account, campaign or lead.
        """
        body = {
            "email_account_id": positive_id("email_account_id", email_account_id),
            "email_campaign_id": positive_id("email_campaign_id", email_campaign_id),
            "email_lead_id": positive_id("email_lead_id", email_lead_id),
            "override_lead_email_account": override_lead_email_account,
        }
        return await self._call(_ACCOUNT.request(json=body))

    async def delete(self, campaign_id: int, lead_id: int) -> Acknowledgement:
        """Remove a lead from a campaign; other campaigns keep it.

        ``DELETE /campaigns/{campaign_id}/leads/{lead_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/delete-lead)).

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return await self._call(_DELETE.request(campaign_id, lead_id))

    async def unsubscribe(self, campaign_id: int, lead_id: int) -> Acknowledgement:
        """Unsubscribe a lead from a campaign; other campaigns may still send it emails.

        ``POST /campaigns/{campaign_id}/leads/{lead_id}/unsubscribe``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/unsubscribe-lead)).

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return await self._call(_UNSUBSCRIBE.request(campaign_id, lead_id))

    async def unsubscribe_globally(self, lead_id: int) -> Acknowledgement:
        """Unsubscribe a lead from all campaigns, those to come included.

        ``POST /leads/{lead_id}/unsubscribe``
        ([API reference](https://api.smartlead.ai/api-reference/leads/unsubscribe)).

        Returns:
            An acknowledgement whose ``ok`` is False where nothing had to be changed.

        Raises:
            NotFoundError: There is no such lead.
        """
        return await self._call(_UNSUBSCRIBE_GLOBALLY.request(lead_id))

    async def block(
        self,
        *,
        email: str | NotGiven = NOT_GIVEN,
        domain: str | NotGiven = NOT_GIVEN,
        client_id: int | NotGiven | None = NOT_GIVEN,
    ) -> Acknowledgement:
        """Never again send emails to an address, or to any address of a domain.

        ``POST /leads/add-domain-block-list``
        ([API reference](https://api.smartlead.ai/api-reference/utilities/domain-block-list)); where
        the service does not know ``email`` and ``domain``, either is sent as ``domain_block_list``.
        :func:`~smartlead_async.helpers.block_many` takes any number of them.

        Args:
            email: The address; or
            domain: the domain, such as ``example.com``; no URL, and no ``www.``. Pass one of them.
            client_id: The client whose campaigns it applies to (agency accounts), or None.

        Raises:
            InvalidRequestError: Both or neither are given, or it is no address or no bare domain;
                the error says which one it would have to be.
        """
        exactly_one({"email": email, "domain": domain})
        body = {
            "email": optional(partial(block_entry, only="email"), "email", email or NOT_GIVEN),
            "domain": optional(partial(block_entry, only="domain"), "domain", domain or NOT_GIVEN),
            "client_id": optional(positive_id, "client_id", client_id),
        }
        return await self._call(_BLOCK.request(json=body))

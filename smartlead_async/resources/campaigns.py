"""Campaigns: ``/campaigns``."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from functools import partial
from typing import Final, get_args

from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, lookup, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    documented,
    each,
    email_address,
    hour,
    in_range,
    known_fields,
    not_negative,
    percentage,
    positive_id,
    positive_ids,
    timezone_name,
    true_or_false,
    weekdays,
)
from ..models import (
    Acknowledgement,
    Campaign,
    CampaignStatus,
    EmailAccount,
    OutOfOfficeSettingsDict,
    StopLeadSetting,
    TrackSetting,
)
from ..models.campaigns import CampaignStatusName, StopLeadSettingName, TrackSettingName
from ._base import optional
from .campaign_sequences import CampaignSequences

__all__ = ["Campaigns"]

_CAMPAIGN: Final = "/campaigns/{campaign_id}"
_LIST: Final = Endpoint("GET", "/campaigns/", "safe", many(Campaign, "campaigns"))
_GET: Final = Endpoint("GET", _CAMPAIGN, "safe", lookup(Campaign, "campaign"))
_CREATE: Final = Endpoint("POST", "/campaigns/create", "never", one(Campaign, "campaign"))
_DUPLICATE: Final = Endpoint("POST", f"{_CAMPAIGN}/duplicate", "never", one(Campaign))
_TEAM_MEMBER: Final = Endpoint("POST", f"{_CAMPAIGN}/team-member", "idempotent", acknowledgement)
_TEST_EMAIL: Final = Endpoint("POST", f"{_CAMPAIGN}/send-test-email", "never", acknowledgement)
_STATUS: Final = Endpoint(
    "PATCH", f"{_CAMPAIGN}/status", "idempotent", acknowledgement, other=wire_forms.STATUS_BY_POST
)
_SCHEDULE: Final = Endpoint(
    "POST",
    f"{_CAMPAIGN}/schedule",
    "idempotent",
    acknowledgement,
    other=wire_forms.NEW_LEADS_PER_DAY,
)
_SETTINGS: Final = Endpoint(
    "POST",
    f"{_CAMPAIGN}/settings",
    "idempotent",
    acknowledgement,
    other=wire_forms.SECOND_VOCABULARY,
)
_DELETE: Final = Endpoint("DELETE", _CAMPAIGN, "idempotent", acknowledgement)
_ACCOUNTS: Final = Endpoint(
    "GET", f"{_CAMPAIGN}/email-accounts", "safe", many(EmailAccount, "email_accounts")
)
_ADD_ACCOUNTS: Final = Endpoint(
    "POST", f"{_CAMPAIGN}/email-accounts", "idempotent", acknowledgement
)
_REMOVE_ACCOUNTS: Final = Endpoint(
    "DELETE", f"{_CAMPAIGN}/email-accounts", "idempotent", acknowledgement
)


_one_not_tracked: Final = partial(documented, words=get_args(TrackSettingName))
_track_settings: Final = partial(each, check=_one_not_tracked)
_out_of_office: Final = partial(
    known_fields,
    known={
        "ignoreOOOasReply": true_or_false,
        "autoReactivateOOO": true_or_false,
        "reactivateOOOwithDelay": not_negative,
        "autoCategorizeOOO": true_or_false,
    },
)


class Campaigns(CampaignSequences):
    """The campaigns of an account, their schedule, settings, sequences and email accounts."""

    async def list(
        self,
        *,
        client_id: int | NotGiven = NOT_GIVEN,
        include_tags: bool | NotGiven = NOT_GIVEN,
    ) -> builtins.list[Campaign]:
        """Return all campaigns, newest first.

        ``GET /campaigns/``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-all)). The endpoint
        has no pages.

        Args:
            client_id: Only campaigns of this client (agency accounts).
            include_tags: Whether to fill in ``tags``; the service's default is False.
        """
        query = {
            "client_id": optional(positive_id, "client_id", client_id),
            "include_tags": include_tags,
        }
        return await self._call(_LIST.request(query=query))

    async def get(self, campaign_id: int, *, include_tags: bool | NotGiven = NOT_GIVEN) -> Campaign:
        """Return one campaign.

        ``GET /campaigns/{campaign_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-by-id)).

        Args:
            include_tags: Whether to fill in ``tags``; the service's default is False.

        Raises:
            NotFoundError: There is no such campaign; deleted ones included.
        """
        return await self._call(_GET.request(campaign_id, query={"include_tags": include_tags}))

    async def create(
        self, *, name: str | NotGiven = NOT_GIVEN, client_id: int | NotGiven | None = NOT_GIVEN
    ) -> Campaign:
        """Create a campaign, in status ``DRAFTED``.

        ``POST /campaigns/create``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/create)). Never repeated
        once it may have been carried out. The answer names little more than the id: :meth:`get`
        returns the rest.

        Args:
            name: Its name; the service's default is "Untitled Campaign".
            client_id: The client it belongs to (agency accounts), or None.

        Raises:
            OutcomeUnknownError: The campaign may or may not have been created.
        """
        body = {"name": name, "client_id": optional(positive_id, "client_id", client_id)}
        return await self._call(_CREATE.request(json=body))

    async def duplicate(
        self,
        campaign_id: int,
        *,
        duplicate_sub_sequence: bool | NotGiven = NOT_GIVEN,
        duplicate_client_label: bool | NotGiven = NOT_GIVEN,
    ) -> Campaign:
        """Create a copy of a campaign.

        ``POST /campaigns/{campaign_id}/duplicate``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/duplicate)). Never
        repeated once it may have been carried out.

        Args:
            duplicate_sub_sequence: Whether to copy its subsequences too; the service's default is
                False.
            duplicate_client_label: Whether the copy belongs to the same client; the service's
                default is False.

        Returns:
            The new campaign with only its id set; :meth:`get` returns the rest.

        Raises:
            OutcomeUnknownError: The copy may or may not have been created. The service is
                documented to answer status 500 for an unknown campaign, which is told by the
                error's words only.
        """
        body = {
            "duplicate_sub_sequence": duplicate_sub_sequence,
            "duplicate_client_label": duplicate_client_label,
        }
        return await self._call(_DUPLICATE.request(campaign_id, json=body))

    async def send_test_email(
        self,
        campaign_id: int,
        *,
        lead_id: int,
        sequence_number: int,
        selected_email_account_id: int | NotGiven = NOT_GIVEN,
        custom_email_address: str | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Send an email of a campaign's sequence now, as a test.

        ``POST /campaigns/{campaign_id}/send-test-email``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/send-test-email)). This
        sends a real email. Never repeated once it may have been carried out, so that nobody is
        mailed twice.

        Args:
            lead_id: The lead whose fields fill in the email.
            sequence_number: Step of the sequence, from 1.
            selected_email_account_id: The email account to send from.
            custom_email_address: Address to send to. Give it to be sure who gets the email.

        Raises:
            InvalidRequestError: An id or the step is not positive, or the address is invalid.
            NotFoundError: There is no such campaign or lead.
            OutcomeUnknownError: The email may or may not have been sent.
        """
        account, address = selected_email_account_id, custom_email_address
        body = {
            "leadId": positive_id("lead_id", lead_id),
            "sequenceNumber": in_range("sequence_number", sequence_number, 1),
            "selectedEmailAccountId": optional(positive_id, "selected_email_account_id", account),
            "customEmailAddress": optional(email_address, "custom_email_address", address),
        }
        return await self._call(_TEST_EMAIL.request(campaign_id, json=body))

    async def update_team_member(
        self, campaign_id: int, *, team_member_id: int | NotGiven | None = NOT_GIVEN
    ) -> Acknowledgement:
        """Assign a campaign to a member of the team.

        ``POST /campaigns/{campaign_id}/team-member``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-team-member)).

        Args:
            team_member_id: The team member, or None to unassign.

        Raises:
            InvalidRequestError: The id is not positive.
            NotFoundError: There is no such campaign.
        """
        body = {"teamMemberId": optional(positive_id, "team_member_id", team_member_id)}
        return await self._call(_TEAM_MEMBER.request(campaign_id, json=body))

    async def update_status(
        self, campaign_id: int, status: CampaignStatus | CampaignStatusName
    ) -> Acknowledgement:
        """Start, pause or stop a campaign.

        ``PATCH /campaigns/{campaign_id}/status``; where the service does not know it, ``POST`` with
        ``START`` in place of ``ACTIVE``.

        Args:
            status: ``ACTIVE`` to start or go on, ``PAUSED``, or ``STOPPED``, which is final.

        Raises:
            NotFoundError: There is no such campaign.
            APIError: The service refuses, such as for a campaign without leads.
        """
        body = {"status": documented("status", status, get_args(CampaignStatusName))}
        return await self._call(_STATUS.request(campaign_id, json=body))

    async def update_schedule(
        self,
        campaign_id: int,
        *,
        timezone: str,
        days_of_the_week: Sequence[int],
        start_hour: str,
        end_hour: str,
        min_time_btw_emails: int,
        max_leads_per_day: int,
    ) -> Acknowledgement:
        """Set when a campaign sends.

        ``POST /campaigns/{campaign_id}/schedule``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-schedule)); where
        the service does not know ``max_leads_per_day``, it is sent as ``max_new_leads_per_day``.

        Args:
            timezone: IANA timezone of the hours, such as ``America/New_York``.
            days_of_the_week: Days on which it sends, 0 = Sunday to 6 = Saturday.
            start_hour: From when on it sends, ``HH:MM`` of 24 hours.
            end_hour: Until when it sends, ``HH:MM`` of 24 hours.
            min_time_btw_emails: Minutes between two emails, at least.
            max_leads_per_day: Leads contacted a day, at most.

        Raises:
            InvalidRequestError: An argument is out of range.
            NotFoundError: There is no such campaign.
        """
        body = {
            "timezone": timezone_name("timezone", timezone),
            "days_of_the_week": weekdays("days_of_the_week", days_of_the_week),
            "start_hour": hour("start_hour", start_hour),
            "end_hour": hour("end_hour", end_hour),
            "min_time_btw_emails": in_range("min_time_btw_emails", min_time_btw_emails, 0),
            "max_leads_per_day": in_range("max_leads_per_day", max_leads_per_day, 0),
        }
        return await self._call(_SCHEDULE.request(campaign_id, json=body))

    async def update_settings(
        self,
        campaign_id: int,
        *,
        track_settings: Sequence[TrackSetting | TrackSettingName] | NotGiven = NOT_GIVEN,
        stop_lead_settings: StopLeadSetting | StopLeadSettingName | NotGiven = NOT_GIVEN,
        unsubscribe_text: str | NotGiven = NOT_GIVEN,
        send_as_plain_text: bool | NotGiven = NOT_GIVEN,
        follow_up_percentage: int | NotGiven = NOT_GIVEN,
        enable_ai_esp_matching: bool | NotGiven = NOT_GIVEN,
        client_id: int | NotGiven | None = NOT_GIVEN,
        name: str | NotGiven = NOT_GIVEN,
        force_plain_text: bool | NotGiven = NOT_GIVEN,
        auto_pause_domain_leads_on_reply: bool | NotGiven = NOT_GIVEN,
        ignore_ss_mailbox_sending_limit: bool | NotGiven = NOT_GIVEN,
        bounce_autopause_threshold: str | NotGiven = NOT_GIVEN,
        domain_level_rate_limit: bool | NotGiven = NOT_GIVEN,
        out_of_office_detection_settings: OutOfOfficeSettingsDict | NotGiven = NOT_GIVEN,
        add_unsubscribe_tag: bool | NotGiven = NOT_GIVEN,
        ai_categorisation_options: Sequence[int | str] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Change settings of a campaign; those not given stay as they are.

        ``POST /campaigns/{campaign_id}/settings``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-settings)). The
        service is reported to speak either of two vocabularies for tracking and stop settings:
        the documented words are translated where it refuses them, others are sent as they are.

        Args:
            track_settings: Things not to track: ``DONT_EMAIL_OPEN``, ``DONT_LINK_CLICK`` (or
                ``DONT_TRACK_EMAIL_OPEN``, ``DONT_TRACK_LINK_CLICK``,
                ``DONT_TRACK_REPLY_TO_AN_EMAIL``); empty to track everything.
            stop_lead_settings: The event that ends the sequence for a lead: ``REPLY_TO_AN_EMAIL``,
                ``OPENED_EMAIL``, ``CLICKED_LINK`` or ``NEVER`` (or ``OPEN_AN_EMAIL``,
                ``CLICK_ON_A_LINK``).
            unsubscribe_text: Text appended to emails.
            send_as_plain_text: Whether emails are plain text instead of HTML.
            follow_up_percentage: Share of leads that get follow-ups, 0 to 100.
            enable_ai_esp_matching: Whether email accounts are matched to leads by provider.
            client_id: The client it belongs to (agency accounts), or None.
            name: The campaign's name.
            force_plain_text: Whether to send plain text only.
            auto_pause_domain_leads_on_reply: Whether a reply pauses all leads of the domain.
            ignore_ss_mailbox_sending_limit: Whether to ignore the email accounts' own limits.
            bounce_autopause_threshold: Percentage of bounces that pauses the campaign, as text.
            domain_level_rate_limit: Whether to limit emails to one domain.
            out_of_office_detection_settings: How out-of-office replies are treated; see
                :class:`~smartlead_async.models.OutOfOfficeSettingsDict`.
            add_unsubscribe_tag: Whether emails carry a List-Unsubscribe header.
            ai_categorisation_options: Categories that replies are sorted into.

        Raises:
            InvalidRequestError: ``follow_up_percentage`` or ``client_id`` is out of range, or
                there is no such out-of-office setting.
            NotFoundError: There is no such campaign.
        """
        body = {
            "name": name,
            "track_settings": optional(_track_settings, "track_settings", track_settings),
            "stop_lead_settings": optional(
                documented, "stop_lead_settings", stop_lead_settings, get_args(StopLeadSettingName)
            ),
            "unsubscribe_text": unsubscribe_text,
            "send_as_plain_text": send_as_plain_text,
            "force_plain_text": force_plain_text,
            "follow_up_percentage": optional(
                percentage, "follow_up_percentage", follow_up_percentage
            ),
            "enable_ai_esp_matching": enable_ai_esp_matching,
            "client_id": optional(positive_id, "client_id", client_id),
            "auto_pause_domain_leads_on_reply": auto_pause_domain_leads_on_reply,
            "ignore_ss_mailbox_sending_limit": ignore_ss_mailbox_sending_limit,
            "bounce_autopause_threshold": bounce_autopause_threshold,
            "domain_level_rate_limit": domain_level_rate_limit,
            "out_of_office_detection_settings": optional(
                _out_of_office, "out_of_office_detection_settings", out_of_office_detection_settings
            ),
            "add_unsubscribe_tag": add_unsubscribe_tag,
            "ai_categorisation_options": ai_categorisation_options,
        }
        return await self._call(_SETTINGS.request(campaign_id, json=body))

    async def delete(self, campaign_id: int) -> Acknowledgement:
        """Delete a campaign for good.

        ``DELETE /campaigns/{campaign_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/delete)). On campaigns
        with much data the service takes long: see ``with_options(timeout=…)``.

        Raises:
            NotFoundError: There is no such campaign.
            APIError: The service refuses, such as for an active campaign.
        """
        return await self._call(_DELETE.request(campaign_id))

    async def list_email_accounts(
        self, campaign_id: int, *, include_tags: bool | NotGiven = NOT_GIVEN
    ) -> builtins.list[EmailAccount]:
        """Return the email accounts that a campaign sends from.

        ``GET /campaigns/{campaign_id}/email-accounts``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-email-accounts)).

        Args:
            include_tags: Whether to fill in ``tags``; the service's default is False.

        Raises:
            NotFoundError: There is no such campaign.
        """
        request = _ACCOUNTS.request(campaign_id, query={"include_tags": include_tags})
        return await self._call(request)

    async def add_email_accounts(
        self, campaign_id: int, email_account_ids: Sequence[int]
    ) -> Acknowledgement:
        """Add email accounts to a campaign.

        ``POST /campaigns/{campaign_id}/email-accounts``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/add-email-accounts)).

        Args:
            email_account_ids: The email accounts, which must be connected and not suspended.

        Raises:
            InvalidRequestError: There are no ids, or one is not a positive integer.
            NotFoundError: There is no such campaign or email account.
        """
        body = {"email_account_ids": positive_ids("email_account_ids", email_account_ids)}
        return await self._call(_ADD_ACCOUNTS.request(campaign_id, json=body))

    async def remove_email_accounts(
        self, campaign_id: int, email_account_ids: Sequence[int]
    ) -> Acknowledgement:
        """Remove email accounts from a campaign.

        ``DELETE /campaigns/{campaign_id}/email-accounts``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/remove-email-accounts)).

        Args:
            email_account_ids: Ids of email accounts that stop sending for it, at least one.

        Raises:
            InvalidRequestError: There are no ids, or one is not a positive integer.
            NotFoundError: There is no such campaign.
        """
        body = {"email_account_ids": positive_ids("email_account_ids", email_account_ids)}
        return await self._call(_REMOVE_ACCOUNTS.request(campaign_id, json=body))

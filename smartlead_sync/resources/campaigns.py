# Written by scripts/generate_sync.py from smartlead_async/resources/campaigns.py.
"""Campaigns: ``/campaigns``."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any

from smartlead_async import (
    NOT_GIVEN,
    Acknowledgement,
    Campaign,
    CampaignStatus,
    EmailAccount,
    NotGiven,
    SequenceStep,
    StopLeadSetting,
    TrackSetting,
)
from smartlead_async.resources.campaigns import Campaigns as AsyncCampaigns
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["Campaigns"]


class Campaigns(Facade[AsyncCampaigns]):
    """The campaigns of an account, their schedule, settings, sequences and email accounts."""

    def list(
        self, *, client_id: int | NotGiven = NOT_GIVEN, include_tags: bool | NotGiven = NOT_GIVEN
    ) -> builtins.list[Campaign]:
        """Return all campaigns, newest first.

        ``GET /campaigns/``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-all)). The endpoint
        has no pages.

        Args:
            client_id: Only campaigns of this client (agency accounts).
            include_tags: Whether to fill in ``tags``; the service's default is False.
        """
        return call(self._async.list(client_id=client_id, include_tags=include_tags))

    def get(self, campaign_id: int, *, include_tags: bool | NotGiven = NOT_GIVEN) -> Campaign:
        """Return one campaign.

        ``GET /campaigns/{campaign_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-by-id)).

        Args:
            include_tags: Whether to fill in ``tags``; the service's default is False.

        Raises:
            NotFoundError: There is no such campaign; deleted ones included.
        """
        return call(self._async.get(campaign_id, include_tags=include_tags))

    def create(
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
        return call(self._async.create(name=name, client_id=client_id))

    def update_status(self, campaign_id: int, status: CampaignStatus | str) -> Acknowledgement:
        """Start, pause or stop a campaign.

        ``PATCH /campaigns/{campaign_id}/status``; where the service does not know it, ``POST`` with
        ``START`` in place of ``ACTIVE``.

        Args:
            status: ``ACTIVE`` to start or go on, ``PAUSED``, or ``STOPPED``, which is final.

        Raises:
            NotFoundError: There is no such campaign.
            APIError: The service refuses, such as for a campaign without leads.
        """
        return call(self._async.update_status(campaign_id, status))

    def update_schedule(
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
        return call(
            self._async.update_schedule(
                campaign_id,
                timezone=timezone,
                days_of_the_week=in_list(days_of_the_week),
                start_hour=start_hour,
                end_hour=end_hour,
                min_time_btw_emails=min_time_btw_emails,
                max_leads_per_day=max_leads_per_day,
            )
        )

    def update_settings(
        self,
        campaign_id: int,
        *,
        track_settings: Sequence[TrackSetting | str] | NotGiven = NOT_GIVEN,
        stop_lead_settings: StopLeadSetting | str | NotGiven = NOT_GIVEN,
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
        out_of_office_detection_settings: Mapping[str, bool | float] | NotGiven = NOT_GIVEN,
        add_unsubscribe_tag: bool | NotGiven = NOT_GIVEN,
        ai_categorisation_options: Sequence[int | str] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Change settings of a campaign; those not given stay as they are.

        ``POST /campaigns/{campaign_id}/settings``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-settings)). The
        service is reported to speak either of two vocabularies for tracking and stop settings:
        those of the reference are translated where it refuses them, others are sent as they are.

        Args:
            track_settings: What not to track: ``DONT_EMAIL_OPEN``, ``DONT_LINK_CLICK`` (or
                ``DONT_TRACK_EMAIL_OPEN``, ``DONT_TRACK_LINK_CLICK``,
                ``DONT_TRACK_REPLY_TO_AN_EMAIL``); empty to track everything.
            stop_lead_settings: What ends the sequence for a lead: ``REPLY_TO_AN_EMAIL``,
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
            out_of_office_detection_settings: ``ignoreOOOasReply``, ``autoReactivateOOO`` and
                ``autoCategorizeOOO`` (booleans), ``reactivateOOOwithDelay`` (days).
            add_unsubscribe_tag: Whether emails carry a List-Unsubscribe header.
            ai_categorisation_options: Categories that replies are sorted into.

        Raises:
            InvalidRequestError: ``follow_up_percentage`` or ``client_id`` is out of range.
            NotFoundError: There is no such campaign.
        """
        return call(
            self._async.update_settings(
                campaign_id,
                track_settings=in_list(track_settings),
                stop_lead_settings=stop_lead_settings,
                unsubscribe_text=unsubscribe_text,
                send_as_plain_text=send_as_plain_text,
                follow_up_percentage=follow_up_percentage,
                enable_ai_esp_matching=enable_ai_esp_matching,
                client_id=client_id,
                name=name,
                force_plain_text=force_plain_text,
                auto_pause_domain_leads_on_reply=auto_pause_domain_leads_on_reply,
                ignore_ss_mailbox_sending_limit=ignore_ss_mailbox_sending_limit,
                bounce_autopause_threshold=bounce_autopause_threshold,
                domain_level_rate_limit=domain_level_rate_limit,
                out_of_office_detection_settings=out_of_office_detection_settings,
                add_unsubscribe_tag=add_unsubscribe_tag,
                ai_categorisation_options=in_list(ai_categorisation_options),
            )
        )

    def get_sequences(self, campaign_id: int) -> builtins.list[SequenceStep]:
        """Return the steps of a campaign's sequence, with their variants.

        ``GET /campaigns/{campaign_id}/sequences``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-sequences)).

        Raises:
            NotFoundError: There is no such campaign.
        """
        return call(self._async.get_sequences(campaign_id))

    def save_sequences(
        self, campaign_id: int, steps: Sequence[SequenceStep | Mapping[str, Any]]
    ) -> Acknowledgement:
        """Replace the steps of a campaign's sequence.

        ``POST /campaigns/{campaign_id}/sequences``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-sequences)); where
        the service refuses the bare list, ``{"sequences": […]}`` with ``seq_variants``. Never
        repeated once it may have been carried out. The service refuses it for an active campaign.

        Args:
            steps: All steps, as :class:`SequenceStep` or as mappings with the same names:
                ``seq_number`` from 1, ``seq_delay_details.delay_in_days`` from 0 to 365,
                ``variant_distribution_type``, and ``variants``.

        Raises:
            InvalidRequestError: There are no steps, or a number is out of range.
            OutcomeUnknownError: The steps may or may not have been saved.
        """
        return call(self._async.save_sequences(campaign_id, in_list(steps)))

    def delete(self, campaign_id: int) -> Acknowledgement:
        """Delete a campaign for good.

        ``DELETE /campaigns/{campaign_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/delete)). On campaigns
        with much data the service takes long: see ``with_options(timeout=…)``.

        Raises:
            NotFoundError: There is no such campaign.
            APIError: The service refuses, such as for an active campaign.
        """
        return call(self._async.delete(campaign_id))

    def list_email_accounts(
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
        return call(self._async.list_email_accounts(campaign_id, include_tags=include_tags))

    def add_email_accounts(
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
        return call(self._async.add_email_accounts(campaign_id, in_list(email_account_ids)))

    def remove_email_accounts(
        self, campaign_id: int, email_account_ids: Sequence[int]
    ) -> Acknowledgement:
        """Remove email accounts from a campaign.

        ``DELETE /campaigns/{campaign_id}/email-accounts``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/remove-email-accounts)).

        Args:
            email_account_ids: The email accounts.

        Raises:
            InvalidRequestError: There are no ids, or one is not a positive integer.
            NotFoundError: There is no such campaign.
        """
        return call(self._async.remove_email_accounts(campaign_id, in_list(email_account_ids)))

# Written by scripts/generate_sync.py from smartlead_async/resources/leads.py.
"""Leads: ``/leads`` and ``/campaigns/{campaign_id}/leads``."""

from __future__ import annotations

import builtins
import datetime as dt
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Unpack

from smartlead_async import (
    NOT_GIVEN,
    Acknowledgement,
    AddLeadsResult,
    CampaignLead,
    ExportedLead,
    Lead,
    LeadCampaign,
    LeadCategory,
    LeadImportSettings,
    LeadImportSettingsDict,
    LeadOutcome,
    Message,
    NotGiven,
    Page,
    UploadReport,
)
from smartlead_async.models import (
    CampaignLeadFilters,
    DataFrame,
    GivenLead,
    LeadActivity,
    LeadActivityFilters,
    LeadDetails,
    ReplyAttachmentDict,
)
from smartlead_async.resources.leads import Leads as AsyncLeads
from smartlead_async.upload import LeadSource
from smartlead_sync._arguments import OnProgress, in_list, lead_source, progress_hook
from smartlead_sync._facade import Facade, Items, Later
from smartlead_sync._loop_thread import call

__all__ = ["Leads"]


class Leads(Facade[AsyncLeads]):
    """The leads of campaigns."""

    def list(
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
            filters: See :class:`~smartlead_sync.models.CampaignLeadFilters`.

        Returns:
            The page. The service keeps the rows of leads that were removed from the account, so
            that offsets stay the same: their ``lead`` is None, and ``removed`` counts them.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list(campaign_id, offset=offset, limit=limit, **filters))

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
            filters: See :class:`~smartlead_sync.models.CampaignLeadFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate,
                    campaign_id,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

    def get(self, lead_id: int) -> LeadDetails:
        """Return a lead by id.

        ``GET /leads/{lead_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-lead-by-id)).

        Raises:
            NotFoundError: There is no such lead.
        """
        return call(self._async.get(lead_id))

    def get_by_email(self, email: str) -> Lead:
        """Return a lead by address.

        ``GET /leads/``
        ([API reference](https://api.smartlead.ai/api-reference/leads/get-by-email)).

        Args:
            email: Address of the lead.

        Raises:
            InvalidRequestError: That is not an address.
            NotFoundError: There is no such lead.
        """
        return call(self._async.get_by_email(email))

    def list_categories(self) -> builtins.list[LeadCategory]:
        """Return the categories of leads, whose ids differ from account to account.

        ``GET /leads/fetch-categories``
        ([API reference](https://api.smartlead.ai/api-reference/leads/categories)).
        """
        return call(self._async.list_categories())

    def list_campaigns(self, lead_id: int) -> builtins.list[LeadCampaign]:
        """Return the campaigns that a lead is in.

        ``GET /leads/{lead_id}/campaigns``.

        Raises:
            NotFoundError: There is no such lead.
        """
        return call(self._async.list_campaigns(lead_id))

    def update(
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
        return call(
            self._async.update(
                campaign_id,
                lead_id,
                email=email,
                first_name=first_name,
                last_name=last_name,
                company_name=company_name,
                phone_number=phone_number,
                website=website,
                location=location,
                linkedin_profile=linkedin_profile,
                company_url=company_url,
                custom_fields=custom_fields,
            )
        )

    def pause(self, campaign_id: int, lead_id: int) -> Acknowledgement:
        """Send a lead no more emails of a campaign until it is resumed.

        ``POST /campaigns/{campaign_id}/leads/{lead_id}/pause``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/pause-lead)).

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return call(self._async.pause(campaign_id, lead_id))

    def resume(
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
        return call(
            self._async.resume(
                campaign_id, lead_id, resume_lead_with_delay_days=resume_lead_with_delay_days
            )
        )

    def mark_complete(self, campaign_id: int, lead_map_id: int) -> Acknowledgement:
        """Mark a lead as having completed a campaign: it gets no more emails of it.

        ``POST /campaigns/{campaign_id}/leads/{lead_map_id}/manual-complete``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/mark-lead-complete)).

        Args:
            lead_map_id: The lead's place in the campaign, ``campaign_lead_map_id`` of
                :class:`CampaignLead`; not the lead's id.

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return call(self._async.mark_complete(campaign_id, lead_map_id))

    def update_category(
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
        return call(
            self._async.update_category(
                campaign_id, lead_id, category_id=category_id, pause_lead=pause_lead
            )
        )

    def update_email_account(
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
        return call(
            self._async.update_email_account(
                email_account_id=email_account_id,
                email_campaign_id=email_campaign_id,
                email_lead_id=email_lead_id,
                override_lead_email_account=override_lead_email_account,
            )
        )

    def delete(self, campaign_id: int, lead_id: int) -> Acknowledgement:
        """Remove a lead from a campaign; other campaigns keep it.

        ``DELETE /campaigns/{campaign_id}/leads/{lead_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/delete-lead)).

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return call(self._async.delete(campaign_id, lead_id))

    def unsubscribe(self, campaign_id: int, lead_id: int) -> Acknowledgement:
        """Unsubscribe a lead from a campaign; other campaigns may still send it emails.

        ``POST /campaigns/{campaign_id}/leads/{lead_id}/unsubscribe``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/unsubscribe-lead)).

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return call(self._async.unsubscribe(campaign_id, lead_id))

    def unsubscribe_globally(self, lead_id: int) -> Acknowledgement:
        """Unsubscribe a lead from all campaigns, those to come included.

        ``POST /leads/{lead_id}/unsubscribe``
        ([API reference](https://api.smartlead.ai/api-reference/leads/unsubscribe)).

        Returns:
            An acknowledgement whose ``ok`` is False where nothing had to be changed.

        Raises:
            NotFoundError: There is no such lead.
        """
        return call(self._async.unsubscribe_globally(lead_id))

    def block(
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
        :func:`~smartlead_sync.helpers.block_many` takes any number of them.

        Args:
            email: The address; or
            domain: the domain, such as ``example.com``; no URL, and no ``www.``. Pass one of them.
            client_id: The client whose campaigns it applies to (agency accounts), or None.

        Raises:
            InvalidRequestError: Both or neither are given, or it is no address or no bare domain;
                the error says which one it would have to be.
        """
        return call(self._async.block(email=email, domain=domain, client_id=client_id))

    def add(
        self,
        campaign_id: int,
        leads: Sequence[GivenLead] | DataFrame,
        *,
        settings: LeadImportSettings | LeadImportSettingsDict | None = None,
        lead_list_ids: Sequence[int] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
    ) -> AddLeadsResult:
        """Add up to 400 leads to a campaign in one request; :meth:`upload` takes any number.

        ``POST /campaigns/{campaign_id}/leads``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/add-leads)). Leads that
        are in the campaign already are not added again, so that repeating the call does no harm.

        Args:
            leads: The leads, at most 400, in any form that :meth:`upload` takes.
            settings: Which checks of the service to leave out.
            lead_list_ids: Lists that the leads belong to.
            type: Kind of import.

        Returns:
            The result for each of them, also where the plan is full (``is_lead_limit_exhausted``).

        Raises:
            InvalidRequestError: There are no leads or too many, or one of them is invalid.
        """
        return call(
            self._async.add(
                campaign_id,
                in_list(leads),
                settings=settings,
                lead_list_ids=in_list(lead_list_ids),
                type=type,
            )
        )

    def upload(
        self,
        campaign_id: int,
        leads: LeadSource,
        *,
        settings: LeadImportSettings | LeadImportSettingsDict | None = None,
        dedupe: bool = True,
        max_in_flight: int = 10,
        journal: str | os.PathLike[str] | None = None,
        patience: float = 900.0,
        on_progress: OnProgress | None = None,
    ) -> UploadReport:
        """Add any number of leads to a campaign, and account for each of them.

        ``POST /campaigns/{campaign_id}/leads``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/add-leads)), 400 leads at
        a time, several requests at once within the rate limit. The input is read lazily. Leads that
        are invalid, that the service refuses, or over which it fails while it answers others, end
        in the report's ``failed`` and do not stop the upload; a full plan does, and the rest of the
        input is counted as not attempted.

        With a journal, the same call finishes a job that was interrupted, by whatever: an error,
        Ctrl-C, ``kill -9``, a power cut. The input is read again from its start and must give
        the same leads in the same order. Chunks that were settled are compared with the journal
        and not sent again. Chunks that were in flight are sent again; leads in them that are
        present already count as ``present_after_retry``. Leads that were not attempted, or whose
        outcome is unknown, are sent. The report covers the whole job. A chunk is entered, with
        ``synchronous=FULL``, before it is sent. Only failed leads are stored, and the addresses
        of leads that were skipped by name. :func:`read_journal` tells how far a job is.

        Args:
            leads: The leads: any iterable or async iterable of :class:`LeadInput`, of mappings with
                the same names, or of :class:`Lead`, :class:`CampaignLead` and
                :class:`ExportedLead`; or a data frame of pandas or polars, or a table of pyarrow,
                whose columns are recognized as by :meth:`LeadInput.from_row`.
            settings: Which checks of the service to leave out.
            dedupe: Whether to leave out leads whose address (in lower case) came earlier in the
                input; it costs about 60 bytes of memory for each lead.
            max_in_flight: Requests under way at a time; by default, as many as the default
                rate limit lets out at once.
            journal: An SQLite file on a local disk that remembers what was sent and what became
                of it; made if there is none. An empty file ``…-lock`` lies beside it. One upload
                at a time can use it.
            patience: Seconds to wait for a service that cannot be reached or answers 5xx, counted
                from its last answer. Meanwhile one request at a time goes out, at most 30 seconds
                after the one before, or as much later as ``Retry-After`` asks for. 0 stops the
                upload once the retries of its requests are used up.
            on_progress: Called with an :class:`UploadProgress` after each chunk, in the order of
                completion, never twice at once; the last call has ``done=True``.

        Returns:
            The result for each lead: ``total == added + skipped + len(failed) + not_attempted``.

        Raises:
            InvalidRequestError: An argument makes no sense. The leads are something else than
                leads: none of the first 400 is one, all for the same reason, or none of the two or
                more of a shorter input has the form of one. The error shows the first; nothing was
                sent.
            ConfigurationError: The journal is in use, damaged, or of another job: other leads
                (the position of the first is named), campaign, settings or ``dedupe``. Nothing
                was sent.
            UploadError: The service, the input or ``on_progress`` failed; ``report`` holds
                everything known by then, and the cause is chained.
        """
        with lead_source(leads) as source:
            return call(
                self._async.upload(
                    campaign_id,
                    source,
                    settings=settings,
                    dedupe=dedupe,
                    max_in_flight=max_in_flight,
                    journal=journal,
                    patience=patience,
                    on_progress=progress_hook(on_progress),
                )
            )

    def upload_stream(
        self,
        campaign_id: int,
        leads: LeadSource,
        *,
        settings: LeadImportSettings | LeadImportSettingsDict | None = None,
        dedupe: bool = True,
        max_in_flight: int = 10,
        journal: str | os.PathLike[str] | None = None,
        patience: float = 900.0,
    ) -> Items[LeadOutcome]:
        """Add any number of leads to a campaign, and yield the outcome of each of them.

        ``POST /campaigns/{campaign_id}/leads``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/add-leads)). This is
        :meth:`upload`, told lead by lead, in the order of completion: the leads of a chunk follow
        one another. It runs while the outcomes are asked for, and its memory does not grow with
        their number. Leaving the loop early ends it; with a journal, the same call goes on.

        A lead whose status is ``unexplained`` may have been added or left out: the service gives
        only numbers for the chunk. All other leads have the status that
        the report of :meth:`upload` would count them under.

        Args:
            leads: As for :meth:`upload`.
            settings: Which checks of the service to leave out.
            dedupe: Whether to leave out leads whose address (in lower case) came earlier in the
                input; it costs about 60 bytes of memory for each lead.
            max_in_flight: Requests under way at a time.
            journal: As for :meth:`upload`. The outcomes of the whole job are told, those that an
                earlier run knew first.
            patience: Seconds to wait for a service that cannot be reached or answers 5xx.

        Returns:
            The outcomes: exactly one for each lead that was read.

        Raises:
            InvalidRequestError: An argument makes no sense.
            ConfigurationError: The journal cannot be used, as for :meth:`upload`.
            UploadError: The service or the input failed. It is raised when all outcomes are told;
                ``report`` counts them.
        """
        with ExitStack() as held:
            source = held.enter_context(lead_source(leads))
            return Items(
                call(
                    Later(
                        self._async.upload_stream,
                        campaign_id,
                        source,
                        settings=settings,
                        dedupe=dedupe,
                        max_in_flight=max_in_flight,
                        journal=journal,
                        patience=patience,
                    ).run()
                ),
                held.pop_all(),
            )

    def export(self, campaign_id: int, *, patience: float = 0.0) -> Items[ExportedLead]:
        """Return all leads of a campaign with their figures, read from one CSV download.

        ``GET /campaigns/{campaign_id}/leads-export``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/export-leads)). The file
        is downloaded to disk when the first lead is asked for, and then read row by row.
        ``timeout`` is the longest silence of the service.

        Args:
            patience: Seconds to wait for a service that cannot be reached or answers 5xx, before
                the download begins again.

        Raises:
            NotFoundError: There is no such campaign.
            ResponseDecodeError: A row cannot be understood; ``location`` says which.
        """
        return Items(call(Later(self._async.export, campaign_id, patience=patience).run()))

    def export_csv(
        self, campaign_id: int, path: str | os.PathLike[str], *, patience: float = 0.0
    ) -> Path:
        """Download all leads of a campaign with their figures into a CSV file.

        ``GET /campaigns/{campaign_id}/leads-export``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/export-leads)). The file
        appears when it is complete; a failure leaves what was there before. ``timeout`` is the
        longest silence of the service.

        Args:
            path: The file, which is replaced if it exists.
            patience: Seconds to wait for a service that cannot be reached or answers 5xx, before
                the download begins again.

        Returns:
            The path of the file.

        Raises:
            NotFoundError: There is no such campaign.
            OSError: The file cannot be written.
        """
        return call(self._async.export_csv(campaign_id, path, patience=patience))

    def get_message_history(
        self,
        campaign_id: int,
        lead_id: int,
        *,
        event_time_gt: dt.datetime | str | NotGiven = NOT_GIVEN,
        show_plain_text_response: bool | NotGiven = NOT_GIVEN,
    ) -> builtins.list[Message]:
        """Return the emails exchanged with a lead in a campaign.

        ``GET /campaigns/{campaign_id}/leads/{lead_id}/message-history``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-lead-history)).

        Args:
            event_time_gt: Only messages after this time (ISO 8601, or a datetime; without a
                timezone it is UTC).
            show_plain_text_response: Whether bodies come as plain text.

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        return call(
            self._async.get_message_history(
                campaign_id,
                lead_id,
                event_time_gt=event_time_gt,
                show_plain_text_response=show_plain_text_response,
            )
        )

    def get_message_history_bulk(
        self,
        campaign_id: int,
        *,
        lead_ids: Sequence[int] | NotGiven | None = NOT_GIVEN,
        event_time_gt: dt.datetime | str | NotGiven = NOT_GIVEN,
    ) -> dict[int, builtins.list[Message]]:
        """Return the emails exchanged with several leads of a campaign.

        ``POST /campaigns/{campaign_id}/message-history-for-leads/bbfbdsFGHlBr76ruhjvh6fhHL``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-leads-history-bulk)).
        The last part of the path is the same for every account.

        Args:
            lead_ids: The leads; None for all leads of the campaign.
            event_time_gt: Only messages after this time (ISO 8601, or a datetime; without a
                timezone it is UTC).

        Returns:
            The messages of each lead, under the lead's id.

        Raises:
            InvalidRequestError: The list is empty, or an id is not a positive integer.
            NotFoundError: There is no such campaign.
        """
        return call(
            self._async.get_message_history_bulk(
                campaign_id, lead_ids=in_list(lead_ids), event_time_gt=event_time_gt
            )
        )

    def reply(
        self,
        campaign_id: int,
        *,
        lead_id: int,
        email_body: str,
        reply_message_id: str,
        reply_email_time: dt.datetime | str,
        email_stats_id: str | NotGiven = NOT_GIVEN,
        to_email: str | NotGiven = NOT_GIVEN,
        to_first_name: str | NotGiven = NOT_GIVEN,
        to_last_name: str | NotGiven = NOT_GIVEN,
        cc: str | NotGiven = NOT_GIVEN,
        bcc: str | NotGiven = NOT_GIVEN,
        reply_email_body: str | NotGiven = NOT_GIVEN,
        scheduled_time: dt.datetime | str | NotGiven = NOT_GIVEN,
        schedule_condition: str | NotGiven = NOT_GIVEN,
        add_signature: bool | NotGiven = NOT_GIVEN,
        seq_type: str | NotGiven = NOT_GIVEN,
        attachments: Sequence[ReplyAttachmentDict] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Send a reply into the thread with a lead.

        ``POST /campaigns/{campaign_id}/reply-email-thread``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/reply-email-thread)).
        Never repeated once it may have been carried out, so that no prospect is mailed twice.
        :meth:`get_message_history` tells the ids and times to refer to.

        Where the service refuses ``lead_id``, the reply is sent without it and with
        ``email_stats_id`` instead, from then on at once. A refused reply was not sent. If
        ``email_stats_id`` is not given, it is read from the message history first.

        Args:
            lead_id: Id of the lead in the account, ``row.lead.id`` of :meth:`list`.
            email_body: HTML of the reply.
            reply_message_id: ``message_id`` of the message that is replied to.
            reply_email_time: Its time (ISO 8601, or a datetime; without a timezone it is UTC).
            email_stats_id: Its ``stats_id``. Where the service asks for it, giving it saves
                reading the message history.
            to_email: Address to send to, if another.
            to_first_name: First name of the recipient.
            to_last_name: Last name of the recipient.
            cc: Addresses that get a copy, separated by commas.
            bcc: Addresses that get a hidden copy, separated by commas.
            reply_email_body: HTML of the message that is replied to, to be quoted.
            scheduled_time: When to send; at once if not given.
            schedule_condition: Under what condition to send.
            add_signature: Whether to append the email account's signature.
            seq_type: Kind of step that the reply counts as.
            attachments: Files; see :class:`~smartlead_sync.models.ReplyAttachmentDict`.

        Raises:
            InvalidRequestError: A required text is empty, an id is not positive, or an attachment
                has an unknown key or no ``file_url``; or the service asks for ``email_stats_id``,
                and the lead's message history holds no message ``reply_message_id`` that tells it.
            OutcomeUnknownError: The reply may or may not have been sent: look at the message
                history before sending it again.
        """
        return call(
            self._async.reply(
                campaign_id,
                lead_id=lead_id,
                email_body=email_body,
                reply_message_id=reply_message_id,
                reply_email_time=reply_email_time,
                email_stats_id=email_stats_id,
                to_email=to_email,
                to_first_name=to_first_name,
                to_last_name=to_last_name,
                cc=cc,
                bcc=bcc,
                reply_email_body=reply_email_body,
                scheduled_time=scheduled_time,
                schedule_condition=schedule_condition,
                add_signature=add_signature,
                seq_type=seq_type,
                attachments=in_list(attachments),
            )
        )

    def reply_to(
        self,
        campaign_id: int,
        lead_id: int,
        message: Message,
        *,
        email_body: str,
        cc: str | NotGiven = NOT_GIVEN,
        bcc: str | NotGiven = NOT_GIVEN,
        scheduled_time: dt.datetime | str | NotGiven = NOT_GIVEN,
        add_signature: bool | NotGiven = NOT_GIVEN,
        attachments: Sequence[ReplyAttachmentDict] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Send a reply to a message of a lead's history, which tells the ids and the time.

        ``POST /campaigns/{campaign_id}/reply-email-thread``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/reply-email-thread)).
        :meth:`reply` is the same call with each of them by hand, and takes more keywords. Never
        repeated once it may have been carried out, so that no prospect is mailed twice.

        Args:
            message: The message, as :meth:`get_message_history` returns it.
            email_body: HTML of the reply.
            cc: Addresses that get a copy, separated by commas.
            bcc: Addresses that get a hidden copy, separated by commas.
            scheduled_time: When to send; at once if not given.
            add_signature: Whether to append the email account's signature.
            attachments: Files; see :class:`~smartlead_sync.models.ReplyAttachmentDict`.

        Raises:
            InvalidRequestError: The message tells no id or no time, or :meth:`reply` refuses an
                argument.
            OutcomeUnknownError: The reply may or may not have been sent: look at the message
                history before sending it again.
        """
        return call(
            self._async.reply_to(
                campaign_id,
                lead_id,
                message,
                email_body=email_body,
                cc=cc,
                bcc=bcc,
                scheduled_time=scheduled_time,
                add_signature=add_signature,
                attachments=in_list(attachments),
            )
        )

    def list_activities(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[LeadActivityFilters]
    ) -> Page[LeadActivity]:
        """Return one page of the activities of leads, over all campaigns.

        ``GET /campaigns/all-leads-activities``
        ([API reference](https://api.smartlead.ai/api-reference/leads/activities)).

        Args:
            offset: Activities to pass over.
            limit: Activities to return at most, 1 to 1000.
            filters: See :class:`~smartlead_sync.models.LeadActivityFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            BadRequestError: The service does not understand a time.
        """
        return call(self._async.list_activities(offset=offset, limit=limit, **filters))

    def iterate_activities(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[LeadActivityFilters],
    ) -> Items[LeadActivity]:
        """Return the activities of all leads, page by page, in order.

        Args:
            page_size: Activities to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_sync.models.LeadActivityFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_activities,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

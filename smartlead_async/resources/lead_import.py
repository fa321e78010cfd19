"""Adding leads to campaigns: ``POST /campaigns/{campaign_id}/leads``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from .._codec import DecodeProblem
from .._errors import InvalidRequestError
from .._http.call import Observer
from .._http.endpoint import Endpoint
from .._http.envelopes import one
from .._http.pagination import Items
from .._limiter import Lane
from .._options import NOT_GIVEN, NotGiven
from .._validate import each, file_path, known_fields, positive_id, positive_ids, true_or_false
from .._watch import watching
from ..models import (
    AddLeadsResult,
    DataFrame,
    GivenLead,
    LeadImportSettings,
    LeadImportSettingsDict,
    LeadInput,
)
from ..models.data_frames import lead_rows
from ..models.lead_input import check, to_lead
from ..upload import (
    CHUNK_SIZE,
    JournalFile,
    LeadOutcome,
    LeadSource,
    OnProgress,
    UploadReport,
)
from ._base import Resource, optional

if TYPE_CHECKING:
    from ..upload._run import Upload

__all__ = ["LeadImport", "read_settings"]

_read_counts: Final = one(AddLeadsResult)


def _read(payload: Any) -> AddLeadsResult:
    return AddLeadsResult() if payload == {} else _read_counts(payload)


def _accounts_for_leads(payload: Any) -> bool:
    """Return whether an answer that says it failed tells why no more leads were added.

    A full plan does, and so do reasons that explain all rows, such as ``{"ok": false,
    "total_leads": 4, "duplicate_count": 4}``. A count of added leads does not undo a failure.
    """
    try:
        answer = _read(payload)
    except DecodeProblem:
        return False
    rows = max(answer.upload_count or 0, answer.total_leads or 0)
    explained = sum(answer.skipped_by_reason.values())
    return bool(
        answer.is_lead_limit_exhausted
        or answer.lead_import_stopped_count
        or (explained and answer.added + explained >= rows)
    )


_ADD: Final = Endpoint(
    "POST",
    "/campaigns/{campaign_id}/leads",
    "deduplicated",
    _read,
    failure_is_answer=_accounts_for_leads,
)


_SETTINGS: Final = dict.fromkeys(LeadImportSettingsDict.__annotations__, true_or_false)


class LeadImport(Resource):
    """The part of :class:`Leads` that adds them."""

    async def add(
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
        inputs = each("leads", lead_rows(leads), _checked)
        if not 1 <= len(inputs) <= CHUNK_SIZE:
            raise InvalidRequestError(
                f"leads must hold 1 to {CHUNK_SIZE} leads, not {len(inputs)}: "
                "upload() takes any number",
                field="leads",
            )
        extra = {
            "lead_list_ids": optional(positive_ids, "lead_list_ids", lead_list_ids),
            "type": type,
        }
        result = await self._add(campaign_id, read_settings(settings), inputs, extra=extra)
        if watching.watch is not None:
            from ..upload._accounting import settle, tell  # noqa: PLC0415 - few programs need it

            tell(watching.watch, settle(list(enumerate(inputs)), result, resent=False))
        return result

    async def upload(
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
        job = self._job(
            campaign_id,
            leads,
            settings,
            journal,
            dedupe=dedupe,
            max_in_flight=max_in_flight,
            patience=patience,
        )
        return await job.run(on_progress=on_progress)

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
        job = self._job(
            campaign_id,
            leads,
            settings,
            journal,
            dedupe=dedupe,
            max_in_flight=max_in_flight,
            patience=patience,
        )
        return Items(job.outcomes(), f"the upload to campaign {campaign_id}")

    def _job(
        self,
        campaign_id: int,
        leads: LeadSource,
        settings: LeadImportSettings | LeadImportSettingsDict | None,
        journal: str | os.PathLike[str] | None,
        *,
        dedupe: bool,
        max_in_flight: int,
        patience: float,
    ) -> Upload:
        # brings SQLite, and is a part that many programs never use
        from ..upload._run import Upload  # noqa: PLC0415

        positive_id("campaign_id", campaign_id)
        once = LeadImport(self._caller.without_retries())
        wire_settings = read_settings(settings)
        path = None if journal is None else file_path("journal", journal)
        return Upload(
            partial(self._add, campaign_id, wire_settings, lane="bulk"),
            leads,
            dedupe=dedupe,
            max_in_flight=max_in_flight,
            journal=None if path is None else JournalFile(path, campaign_id, wire_settings),
            patience=patience,
            probe=partial(once._add, campaign_id, wire_settings, lane="bulk"),
        )

    async def _add(
        self,
        campaign_id: int,
        settings: Mapping[str, bool],
        leads: Sequence[LeadInput],
        observer: Observer | None = None,
        *,
        lane: Lane = "interactive",
        extra: Mapping[str, Any] | None = None,
    ) -> AddLeadsResult:
        body: dict[str, Any] = {"lead_list": [lead.to_wire() for lead in leads], **(extra or {})}
        if settings:
            body["settings"] = settings
        request = _ADD.request(campaign_id, json=body)
        return await self._call(request, lane=lane, observer=observer)


def _checked(where: str, lead: GivenLead) -> LeadInput:
    try:
        return check(to_lead(lead))
    except InvalidRequestError as error:
        problem, field = str(error), error.field
    raise InvalidRequestError(f"{where}: {problem}", field=f"{where}.{field}")


def read_settings(given: LeadImportSettings | LeadImportSettingsDict | None) -> dict[str, bool]:
    """Return the settings to send.

    Raises:
        InvalidRequestError: It is no mapping, holds a setting that the API does not have, or a
            value that is no truth value.
    """
    if given is None:
        return {}
    wire = given.to_wire() if isinstance(given, LeadImportSettings) else given
    sent = known_fields("settings", wire, _SETTINGS)
    return {name: value for name, value in sent.items() if value is not None}

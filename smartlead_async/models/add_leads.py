"""The answer to adding leads to a campaign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from .._codec import DecodeProblem, is_list, is_object, json_object, structure
from ._base import Model, names

__all__ = ["AddLeadsResult", "SkippedLead", "explaining"]

# The answer's count for each reason, and the words by which the reason of one lead is recognised,
# the more specific ones first: "already exists (duplicate)" is not a plain duplicate, and of a
# lead in another campaign this one holds nothing.
_REASONS: Final = {
    "unsubscribed": ("unsubscribed_leads", "unsub"),
    "bounced": ("bounce_count", "bounce"),
    "invalid": ("invalid_email_count", "invalid"),
    "blocked": ("block_count", "block"),
    "already_in_campaign": (
        "already_added_to_campaign",
        "(already|in (the |this )?campaign)(?!.*other campaign)",
    ),
    "duplicate": ("duplicate_count", "duplicate|other campaign"),
}
_COUNTS: Final = (
    "added_count",
    "skipped_count",
    "upload_count",
    "total_leads",
    "lead_import_stopped_count",
)


def _reason(text: str) -> str | None:
    words = re.sub(r"[\s_-]+", " ", text.lower())
    return next((key for key, (_, known) in _REASONS.items() if re.search(known, words)), None)


@frozen(kw_only=True, repr=False, eq=False)
class SkippedLead(Model):
    """A lead that the answer lists as not added.

    Attributes:
        email: Address.
        reason: Why, in the service's words.
        id: Identifier, where one is sent.
    """

    email: str | None = field(default=None, metadata=names("email", "lead_email"))
    reason: str | None = field(default=None, metadata=names("reason", "error", "message", "status"))
    id: int | None = field(default=None, metadata=names("id", "lead_id"))

    @property
    def reason_key(self) -> str | None:
        """The key of :attr:`AddLeadsResult.skipped_by_reason` that it counts for, if any."""
        return _reason(self.reason or "")


@frozen(kw_only=True, repr=False, eq=False)
class AddLeadsResult(Model):
    """The result of adding leads (``POST /campaigns/{campaign_id}/leads``).

    The service is seen to answer in two generations. Attributes of the generation that it did not
    use are None; ``added`` and ``skipped_by_reason`` work for both. Where a list of leads comes in
    place of a count, its length is the count and the leads are in ``skipped_leads``. Counts that
    are zero may be missing; an answer ``{}`` to a success counts nothing at all.

    A full plan is answered with ``ok: false`` and the counts beside it, and that is a result like
    any other.

    Attributes:
        ok: Whether the call succeeded (second generation).
        success: Whether the call succeeded (first generation).
        message: The service's words.
        added_count: Leads added (first generation).
        skipped_count: Leads not added (first generation).
        lead_ids: Identifiers of the leads added (first generation).
        upload_count: Rows processed or leads added: see :attr:`added` (second generation).
        total_leads: Rows processed or leads added: see :attr:`added` (second generation).
        block_count: Leads on a block list.
        duplicate_count: Leads that are already in the account.
        invalid_email_count: Leads with an invalid address.
        already_added_to_campaign: Leads that were already in this campaign.
        unsubscribed_leads: Leads that have unsubscribed.
        bounce_count: Leads whose address has bounced before.
        invalid_emails: Invalid addresses.
        skipped_leads: Leads that the answer lists as not added.
        is_lead_limit_exhausted: Whether the plan is full, so that adding more is pointless.
        lead_import_stopped_count: Leads not taken because the plan is full.
        error: The reason, in the service's words.
        email_to_lead_id_map: Lead ids by address.
    """

    ok: bool | None = None
    success: bool | None = None
    message: str | None = None
    added_count: int | None = None
    skipped_count: int | None = None
    lead_ids: tuple[int, ...] = ()
    upload_count: int | None = None
    total_leads: int | None = None
    block_count: int | None = None
    duplicate_count: int | None = None
    invalid_email_count: int | None = None
    already_added_to_campaign: int | None = None
    unsubscribed_leads: int | None = None
    bounce_count: int | None = None
    invalid_emails: tuple[str, ...] = ()
    skipped_leads: tuple[SkippedLead, ...] = ()
    is_lead_limit_exhausted: bool = False
    lead_import_stopped_count: int = 0
    error: str | None = None
    email_to_lead_id_map: dict[str, Any] | None = field(
        default=None, hash=False, metadata=names("emailToLeadIdMap", "email_to_lead_id_map")
    )

    @property
    def added(self) -> int:
        """Number of leads added.

        Sources disagree which of ``upload_count`` and ``total_leads`` counts the processed rows:
        without ``added_count``, the smaller is taken.
        """
        if self.added_count is not None:
            return self.added_count
        seen = [count for count in (self.upload_count, self.total_leads) if count is not None]
        return min(seen, default=0)

    @property
    def skipped_by_reason(self) -> dict[str, int]:
        """Number of leads not added, by reason, without zeros.

        The keys are ``duplicate``, ``already_in_campaign``, ``blocked``, ``unsubscribed``,
        ``bounced`` and ``invalid``, and the names of :attr:`other_counts` that tell why leads
        were not added.
        """
        listed = Counter(lead.reason_key for lead in self.skipped_leads)
        listed["invalid"] = max(listed["invalid"], len(self.invalid_emails))
        counts = Counter(
            {
                reason: max(getattr(self, count) or 0, listed[reason])
                for reason, (count, _) in _REASONS.items()
            }
        )
        counts.update(explaining(self.other_counts, self._left_out(counts)))
        return {reason: count for reason, count in counts.items() if count > 0}

    @property
    def other_counts(self) -> dict[str, int]:
        """The answer's counts that are not documented, by name without ``_count``, without zeros.

        ``skipped_in_other_campaign_count`` is ``skipped_in_other_campaign`` here.
        """
        counts = {
            name.removesuffix("_count"): _number(value)
            for name, value in self.extra.items()
            if name.endswith("_count")
        }
        return {name: count for name, count in counts.items() if name and count > 0}

    @property
    def ids_by_email(self) -> dict[str, int]:
        """Identifiers of leads by address, as far as the answer tells both."""
        ids = _ids_by_email(self.email_to_lead_id_map or {})
        for lead in self.skipped_leads:
            if lead.email and lead.id is not None:
                ids[lead.email] = lead.id
        return ids

    def _left_out(self, explained: Mapping[str, int]) -> int | None:
        """Return how many leads were not added for none of these reasons, if that can be told."""
        rows = max(self.upload_count or 0, self.total_leads or 0)
        if self.skipped_count is not None:
            rows = self.added + self.skipped_count
        if rows <= self.added:  # both counts are of the leads added
            return None
        stopped = max(0, self.lead_import_stopped_count)
        return max(0, rows - self.added - stopped - sum(explained.values()))

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Bring both generations into one form: counts are numbers, leads are listed once."""
        data = {name: value for name, value in data.items() if value not in (None, "")}
        if is_object(data.get("lead_ids")):
            data["email_to_lead_id_map"] = data.pop("lead_ids")
        if error := json_object(data.get("error")):
            data["error"] = error.get("message") or error.get("code")
        listed = data.pop("skipped_leads", None)
        skipped = [_skipped(item) for item in listed] if is_list(listed) else []
        for reason, (count, _) in _REASONS.items():
            if is_list(leads := data.get(count)):
                skipped += [{"reason": reason} | _skipped(item) for item in leads]
        for count in (*_COUNTS, *(count for count, _ in _REASONS.values())):
            if is_list(leads := data.get(count)):
                data[count] = len(leads)
        if skipped or is_list(listed):
            data["skipped_leads"] = skipped
        elif listed is not None:  # a count in place of the list
            data.setdefault("skipped_count", listed)
        if is_list(invalid := data.get("invalid_emails")):
            data["invalid_emails"] = [_address(item) for item in invalid]
        return data


def explaining(counts: Mapping[str, int], left_out: int | None) -> dict[str, int]:
    """Return those counts that tell why leads were left out; a greater one counts something else.

    Args:
        counts: The counts, by name.
        left_out: How many leads were left out without a reason; None if that is not known.
    """
    if left_out is None:
        return dict(counts)
    reasons: dict[str, int] = {}
    for name, count in counts.items():
        if count <= left_out:
            reasons[name] = count
            left_out -= count
    return reasons


def _ids_by_email(given: Mapping[str, Any]) -> dict[str, int]:
    """Return the ids of a map of addresses, or of a map of such maps."""
    ids: dict[str, int] = {}
    for name, value in given.items():
        if is_object(value):
            ids |= _ids_by_email(value)
        elif number := _number(value):
            ids[name] = number
    return ids


def _number(value: object) -> int:
    try:
        return structure(value, int)
    except DecodeProblem:
        return 0


def _address(item: object) -> Any:
    return item.get("email") if is_object(item) else item


def _skipped(item: object) -> dict[str, Any]:
    if is_object(item):
        return item
    if isinstance(item, str):
        return {"email": item}
    if isinstance(item, int):
        return {"id": item}
    raise DecodeProblem("expected a lead", "$.skipped_leads")

"""The differences between the documents and the reports of integrators, as two tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .._public import public
from ._answer import Refusal

__all__ = ["DIALECTS", "LIVE", "REFERENCE", "Dialect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One way of speaking the API; `dataclasses.replace(REFERENCE, …)` makes another.

    Args:
        name: Routes marked with another dialect's name do not exist in this one.
        generation: Which of the two generations of names and forms answers use.
        statuses: Campaign statuses, as written and as they read back.
        track_settings: Tracking flags, as written and as they read back.
        stop_lead_settings: Stop conditions, as written and as they read back.
        daily_cap: The schedule's key for new leads per day.
        username: The key of the login name when an email account is created.
        least_minutes: The fewest minutes between two emails.
        unscheduled: Fields of a campaign that was never scheduled.
        sequences: The key that holds the steps, or None for a bare array.
        variants: The key of a step that holds its variants, on writing.
        thread: The keys by which a reply names its thread.
        skips_duplicates: The value of `ignore_duplicate_leads_in_other_campaign` with which leads
            of other campaigns are left out.
        refuses_unknown_keys: Whether a key that the server does not know is refused.
        refuses_invalid_emails: Whether one bad address fails its chunk, or is only counted.
        names_refused_lead: Whether such a refusal says which lead it was.
    """

    name: Literal["reference", "live"]
    generation: Literal[1, 2]
    statuses: Mapping[str, str]
    track_settings: Mapping[str, str]
    stop_lead_settings: Mapping[str, str]
    daily_cap: str
    username: str
    least_minutes: int
    unscheduled: Mapping[str, Any]
    sequences: str | None
    variants: str
    thread: tuple[str, ...]
    skips_duplicates: bool
    refuses_unknown_keys: bool
    refuses_invalid_emails: bool
    names_refused_lead: bool = True

    def count(self, number: int) -> int | str:
        """Return a count, as text in the second generation."""
        return number if self.generation == 1 else str(number)

    def rate(self, part: int, whole: int) -> float | str:
        """Return a percentage: a number, or text with its sign."""
        share = percentage(part, whole)
        return share if self.generation == 1 else f"{share:g}%"

    def done(self, message: str, **more: Any) -> dict[str, Any]:
        """The acknowledgement of a write: a sentence, or `ok` and what stands beside it."""
        if self.generation == 1:
            return {"success": True, "message": message}
        return {"ok": True, **more}

    def refusal(self, field: str, rule: str) -> Refusal:
        """A validation error: 422 with a sentence, or 400 with the text of the Joi library."""
        if self.generation == 1:
            return Refusal(422, {"error": f"{field} {rule}"})
        return Refusal(400, {"message": f'"{field}" {rule}'})


def percentage(part: int, whole: int) -> float:
    """Return the share of a part in percent; nothing of nothing is none."""
    return round(100 * part / whole, 1) if whole else 0.0


REFERENCE = Dialect(
    name="reference",
    generation=1,
    statuses={"ACTIVE": "ACTIVE", "PAUSED": "PAUSED", "STOPPED": "STOPPED"},
    track_settings={value: value for value in ("DONT_EMAIL_OPEN", "DONT_LINK_CLICK")},
    stop_lead_settings={
        value: value for value in ("REPLY_TO_AN_EMAIL", "OPENED_EMAIL", "CLICKED_LINK", "NEVER")
    },
    daily_cap="max_leads_per_day",
    username="username",
    least_minutes=1,
    unscheduled={},
    sequences=None,
    variants="variants",
    thread=("lead_id", "reply_message_id", "reply_email_time"),
    skips_duplicates=False,
    refuses_unknown_keys=False,
    refuses_invalid_emails=True,
)
"""The API as documents 000 to 004 of the vendor describe it."""

LIVE = Dialect(
    name="live",
    generation=2,
    statuses={"START": "ACTIVE", "PAUSED": "PAUSED", "STOPPED": "STOPPED"},
    track_settings={
        "DONT_TRACK_EMAIL_OPEN": "DONT_EMAIL_OPEN",
        "DONT_TRACK_LINK_CLICK": "DONT_LINK_CLICK",
        "DONT_TRACK_REPLY_TO_AN_EMAIL": "DONT_REPLY_TO_AN_EMAIL",
    },
    stop_lead_settings={
        "REPLY_TO_AN_EMAIL": "REPLY_TO_AN_EMAIL",
        "OPEN_AN_EMAIL": "OPENED_EMAIL",
        "CLICK_ON_A_LINK": "CLICKED_LINK",
        "NEVER": "NEVER",
    },
    daily_cap="max_new_leads_per_day",
    username="user_name",
    least_minutes=3,
    unscheduled={"min_time_btwn_emails": None, "max_leads_per_day": None},
    sequences="sequences",
    variants="seq_variants",
    thread=("email_stats_id",),
    skips_duplicates=True,
    refuses_unknown_keys=True,
    refuses_invalid_emails=False,
)
"""The API as its answers were recorded and reported by those who use it."""

DIALECTS = {dialect.name: dialect for dialect in (REFERENCE, LIVE)}


public("smartlead_async.sandbox", Dialect)

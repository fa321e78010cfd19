"""The leads of a copy or a move, and the account of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import frozen

from .._html import html_table
from .._public import public

__all__ = ["LeftLead", "MoveReport", "Reason", "Reasons", "Row", "as_address", "report_of"]

# Told with the wrong value of the setting of duplicates; the other one tells the real reason.
_OF_THE_SETTING: Final = frozenset({"duplicate", "skipped_in_other_campaign", "unexplained"})


@frozen(kw_only=True)
class LeftLead:
    """A lead that is not where it was to go, or still where it was.

    Attributes:
        lead_id: Its id.
        email: Its address.
        reason: ``unsubscribed``, ``no_address``, a reason of an :class:`UploadReport`, several of
            those joined by "or" where the service gives numbers only, or ``not_removed``.
        message: The reason in words, if there are any.
    """

    lead_id: int
    email: str | None
    reason: str
    message: str | None = None


@frozen(kw_only=True)
class MoveReport:
    """The account of leads that were copied or moved, earlier runs with the journal included.

    ``total == copied + already_there + len(missing)``, always, and after a move
    ``copied + already_there == removed + len(not_removed)``.

    Attributes:
        total: Leads found in the source.
        copied: Leads that are in the target now, and were not before.
        already_there: Leads that were in the target before.
        missing: Leads that the target does not list; they stay in the source.
        removed: Leads removed from the source.
        not_removed: Leads that are in both campaigns, because they could not be removed.
    """

    total: int
    copied: int
    already_there: int
    missing: tuple[LeftLead, ...]
    removed: int = 0
    not_removed: tuple[LeftLead, ...] = ()

    def __repr__(self) -> str:
        return f"<MoveReport: {self}>"

    def _repr_html_(self) -> str:
        """Return the account and the first leads that are missing, for notebooks."""
        return html_table(str(self), self.missing)

    def __str__(self) -> str:
        """Return the account as one line."""
        return (
            f"{self.total:,} leads: {self.copied:,} copied, {self.already_there:,} already there, "
            f"{len(self.missing):,} missing, {self.removed:,} removed, "
            f"{len(self.not_removed):,} not removed"
        )


def as_address(email: str | None) -> str:
    """Return an address in the form in which two are compared."""
    return (email or "").strip().lower()


@frozen
class Row:
    """A lead of the job.

    Attributes:
        lead_id: Its id.
        fields: What a :class:`LeadInput` takes.
        is_unsubscribed: Whether it must not be sent, since it left the source.
        was_there: Whether the target listed it before the job began.
        is_removed: Whether it was removed from the source, after the target listed it.
    """

    lead_id: int
    fields: Mapping[str, Any]
    is_unsubscribed: bool = False
    was_there: bool = False
    is_removed: bool = False

    @property
    def address(self) -> str:
        """Its address; empty if there is none."""
        return as_address(self.fields["email"])

    @property
    def is_sendable(self) -> bool:
        """Whether it may be added to the target."""
        return bool(self.address) and not self.is_unsubscribed

    def is_in(self, there: Collection[str]) -> bool:
        """Return whether it is in the target, which lists these addresses."""
        return self.is_removed or self.address in there

    def left(self, reason: str, message: str | None = None) -> LeftLead:
        """Return the entry of a report about it."""
        return LeftLead(
            lead_id=self.lead_id, email=self.fields["email"], reason=reason, message=message
        )


@frozen
class Reason:
    """A reason for which a lead was left out, or one of its chunk if it ``is_sure`` of none."""

    name: str
    message: str | None = None
    is_sure: bool = True


Reasons: TypeAlias = Mapping[int, list[Reason]]


def report_of(
    rows: Sequence[Row],
    there: Collection[str],
    reasons: Mapping[int, Sequence[Reason]],
    staying: Sequence[LeftLead] | None,
) -> MoveReport:
    """Return the account of a job.

    Args:
        rows: The leads.
        there: The addresses that the target lists.
        reasons: The reasons that were told, by lead id.
        staying: The leads that could not be removed; None if none was to be.
    """
    missing = [row for row in rows if not row.is_in(there)]
    arrived = len(rows) - len(missing)
    already_there = sum(row.was_there and row.is_in(there) for row in rows)
    return MoveReport(
        total=len(rows),
        copied=arrived - already_there,
        already_there=already_there,
        missing=tuple(_missing(row, reasons.get(row.lead_id, ())) for row in missing),
        removed=0 if staying is None else arrived - len(staying),
        not_removed=tuple(staying or ()),
    )


def _missing(row: Row, told: Sequence[Reason]) -> LeftLead:
    if not row.is_sendable:
        return row.left("unsubscribed" if row.address else "no_address")
    told = [reason for reason in told if reason.name not in _OF_THE_SETTING] or told
    told = [reason for reason in told if reason.is_sure] or told
    names = sorted({reason.name for reason in told})
    message = next((reason.message for reason in told if reason.message), None)
    return row.left(" or ".join(names) or "unexplained", message)


public("smartlead_async.helpers", LeftLead, MoveReport)

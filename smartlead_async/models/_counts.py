"""Figures that many answers share. Rates are percentages: ``"34%"`` and ``34`` are ``34.0``."""

from __future__ import annotations

from attrs import field, frozen

from .._public import public
from ._base import Model, names

__all__ = ["Counts", "Performance", "Totals"]


@frozen(kw_only=True, repr=False, eq=False)
class Counts(Model):
    """Numbers of emails, and rates in percent."""

    sent: int | None = field(default=None, metadata=names("sent", "sent_count", "total_sent"))
    opened: int | None = field(default=None, metadata=names("opened", "open_count", "total_opened"))
    clicked: int | None = field(
        default=None, metadata=names("clicked", "click_count", "total_clicked")
    )
    replied: int | None = field(
        default=None, metadata=names("replied", "reply_count", "total_replied")
    )
    bounced: int | None = field(
        default=None, metadata=names("bounced", "bounce_count", "total_bounced")
    )
    unsubscribed: int | None = field(
        default=None, metadata=names("unsubscribed", "unsubscribed_count", "total_unsubscribed")
    )
    open_rate: float | None = None
    click_rate: float | None = None
    reply_rate: float | None = None
    bounce_rate: float | None = None
    unsubscribe_rate: float | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Totals(Model):
    """Numbers of emails under the names of totals, and rates in percent."""

    total_sent: int | None = field(default=None, metadata=names("total_sent", "sent_count", "sent"))
    total_opened: int | None = field(
        default=None, metadata=names("total_opened", "open_count", "opened")
    )
    total_clicked: int | None = field(
        default=None, metadata=names("total_clicked", "click_count", "clicked")
    )
    total_replied: int | None = field(
        default=None, metadata=names("total_replied", "reply_count", "replied")
    )
    total_bounced: int | None = field(
        default=None, metadata=names("total_bounced", "bounce_count", "bounced")
    )
    total_unsubscribed: int | None = field(
        default=None,
        metadata=names(
            "total_unsubscribed", "unsubscribed_count", "unsubscribe_count", "unsubscribed"
        ),
    )
    open_rate: float | None = None
    click_rate: float | None = None
    reply_rate: float | None = None
    bounce_rate: float | None = None
    unsubscribe_rate: float | None = None

    @property
    def sent_count(self) -> int | None:
        """``total_sent`` under the name of the other generation."""
        return self.total_sent

    @property
    def open_count(self) -> int | None:
        """``total_opened`` under the name of the other generation."""
        return self.total_opened

    @property
    def click_count(self) -> int | None:
        """``total_clicked`` under the name of the other generation."""
        return self.total_clicked

    @property
    def reply_count(self) -> int | None:
        """``total_replied`` under the name of the other generation."""
        return self.total_replied

    @property
    def bounce_count(self) -> int | None:
        """``total_bounced`` under the name of the other generation."""
        return self.total_bounced

    @property
    def unsubscribed_count(self) -> int | None:
        """``total_unsubscribed`` under the name of the other generation."""
        return self.total_unsubscribed


@frozen(kw_only=True, repr=False, eq=False)
class Performance(Counts):
    """The usual figures of a group of emails, such as those of a campaign or of a domain.

    Attributes:
        sent: Emails sent.
        opened: Opens.
        clicked: Clicks.
        replied: Replies.
        bounced: Bounces.
        unsubscribed: Unsubscribed leads.
        positive_replied: Replies that show interest.
        unique_lead_count: Leads that were sent an email.
        unique_open_count: Leads that opened one.
        open_rate: Share opened.
        click_rate: Share clicked.
        reply_rate: Share replied to.
        positive_reply_rate: Share that showed interest.
        bounce_rate: Share that came back.
        unsubscribe_rate: Share that led to unsubscribing.
    """

    positive_replied: int | None = None
    unique_lead_count: int | None = None
    unique_open_count: int | None = None
    positive_reply_rate: float | None = None


public("smartlead_async.models", Counts, Performance, Totals)

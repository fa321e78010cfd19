"""Email accounts and their warmup."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Required, TypeAlias, TypedDict

from attrs import field, frozen

from .._options import NotGiven
from .._secret import Secret
from ._base import Model, OpenEnum, names
from .campaigns import Tag

__all__ = [
    "AccountType",
    "EmailAccount",
    "EmailAccountFilters",
    "EmailAccountToken",
    "OAuthToken",
    "PortType",
    "WarmupDay",
    "WarmupDetails",
    "WarmupStats",
    "WarmupStatus",
]


AccountTypeName: TypeAlias = Literal["GMAIL", "OUTLOOK", "SMTP", "ZOHO"]


class AccountType(OpenEnum):
    """Provider of an account."""

    GMAIL = "GMAIL"
    OUTLOOK = "OUTLOOK"
    SMTP = "SMTP"
    ZOHO = "ZOHO"


class WarmupStatus(OpenEnum):
    """State of an account's warmup."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    PAUSED = "PAUSED"


PortTypeName: TypeAlias = Literal["TLS", "SSL", "STARTTLS"]


class PortType(OpenEnum):
    """Encryption of an SMTP or IMAP connection."""

    TLS = "TLS"
    SSL = "SSL"
    STARTTLS = "STARTTLS"


@frozen(kw_only=True, repr=False, eq=False)
class WarmupDetails(Model):
    """Warmup of an account.

    Attributes:
        id: Identifier; sent with a single account only.
        status: State.
        warmup_created_at: When warmup was set up.
        reply_rate: Share of warmup emails that are replied to, in percent.
        warmup_key_id: Key that marks warmup emails.
        warmup_reputation: Percent as a number (``"95%"`` and ``95`` are both ``95.0``), or a
            word such as ``excellent``.
        total_sent_count: Warmup emails sent.
        total_spam_count: How many of them landed in spam.
        blocked_reason: Why warmup is blocked, if it is.
        is_warmup_blocked: Whether warmup is blocked.
        warmup_min_count: Warmup emails a day, at least.
        warmup_max_count: Warmup emails a day, at most.
        max_email_per_day: Emails a day, at most.
        total_warmup_per_day: Warmup emails a day; sent when an account was created.
    """

    id: int | None = None
    status: WarmupStatus | None = None
    warmup_created_at: dt.datetime | None = field(
        default=None, metadata=names("warmup_created_at", "created_at")
    )
    reply_rate: float | None = None
    warmup_key_id: int | str | None = None
    warmup_reputation: float | str | None = None
    total_sent_count: int | None = None
    total_spam_count: int | None = None
    blocked_reason: str | None = None
    is_warmup_blocked: bool | None = None
    warmup_min_count: int | None = None
    warmup_max_count: int | None = None
    max_email_per_day: int | None = None
    total_warmup_per_day: int | None = None

    @property
    def created_at(self) -> dt.datetime | None:
        """When warmup was set up, under the name that a single account uses."""
        return self.warmup_created_at


@frozen(kw_only=True, repr=False, eq=False)
class EmailAccount(Model):
    """An email account: in a list, by id, of a campaign, or just created.

    ``GET /email-accounts/``, ``GET /email-accounts/{id}/`` and
    ``GET /campaigns/{campaign_id}/email-accounts``.

    Attributes:
        id: Identifier.
        from_email: Address.
        from_name: Name shown to recipients.
        type: Provider.
        username: Login name.
        password: Password. In lists it is base64: see :meth:`Secret.decode`.
        smtp_host: SMTP server.
        smtp_port: SMTP port.
        smtp_port_type: Encryption of the SMTP connection.
        is_smtp_success: Whether the SMTP connection works.
        smtp_failure_error: Why it does not.
        imap_host: IMAP server.
        imap_port: IMAP port.
        imap_port_type: Encryption of the IMAP connection.
        imap_username: IMAP login name.
        imap_password: IMAP password, like ``password``.
        is_different_imap_account: Whether IMAP has credentials of its own.
        is_imap_success: Whether the IMAP connection works.
        imap_failure_error: Why it does not.
        message_per_day: Emails a day, at most.
        daily_sent_count: Emails sent today.
        min_time_to_wait_in_mins: Minutes between two emails, at least.
        signature: HTML signature.
        custom_tracking_domain: Own domain of tracking links.
        bcc_email: Address that gets a copy of every email.
        different_reply_to_address: Reply-to address, if another.
        user_id: The owner.
        client_id: The client it belongs to, if any.
        campaign_count: Number of campaigns that use it.
        campaign_ids: Those campaigns; sent with a single account only.
        created_at: When it was added.
        updated_at: When it was last changed.
        warmup_details: Its warmup.
        warmup_enabled: Whether warmup is on; sent with a campaign's accounts.
        warmup_reputation: As in :class:`WarmupDetails`; sent with a campaign's accounts.
        is_suspended: Whether sending is suspended.
        tags: Labels; sent only when asked for with ``include_tags``.
    """

    id: int = field(metadata=names("id", "email_account_id", "emailAccountId"))
    from_email: str | None = None
    from_name: str | None = None
    type: AccountType | None = None
    username: str | None = field(default=None, metadata=names("username", "user_name"))
    password: Secret | None = None
    smtp_host: str | None = None
    smtp_port: int | None = None
    smtp_port_type: PortType | None = None
    is_smtp_success: bool | None = None
    smtp_failure_error: str | None = None
    imap_host: str | None = None
    imap_port: int | None = None
    imap_port_type: PortType | None = None
    imap_username: str | None = None
    imap_password: Secret | None = None
    is_different_imap_account: bool | None = None
    is_imap_success: bool | None = None
    imap_failure_error: str | None = None
    message_per_day: int | None = field(
        default=None, metadata=names("message_per_day", "max_email_per_day")
    )
    daily_sent_count: int | None = None
    min_time_to_wait_in_mins: int | None = field(
        default=None,
        metadata=names("minTimeToWaitInMins", "min_time_to_wait_in_mins", "time_to_wait_in_mins"),
    )
    signature: str | None = None
    custom_tracking_domain: str | None = field(
        default=None, metadata=names("custom_tracking_domain", "custom_tracking_url")
    )
    bcc_email: str | None = field(default=None, metadata=names("bcc_email", "bcc"))
    different_reply_to_address: str | None = None
    user_id: int | None = None
    client_id: int | None = None
    campaign_count: int | None = None
    campaign_ids: tuple[int, ...] = ()
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    warmup_details: WarmupDetails | None = None
    warmup_enabled: bool | None = None
    warmup_reputation: float | str | None = None
    is_suspended: bool | None = None
    tags: tuple[Tag, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class WarmupDay(Model):
    """One day of an account's warmup.

    Attributes:
        date: The day.
        sent: Warmup emails sent.
        spam: How many landed in spam.
        delivered: How many were delivered.
        opened: How many were opened.
        replied: How many were replied to.
        save_from_spam_count: How many were moved out of spam.
        id: Identifier of the row.
    """

    date: dt.date
    sent: int | None = field(default=None, metadata=names("sent", "sent_count"))
    spam: int | None = field(default=None, metadata=names("spam", "spam_count"))
    delivered: int | None = field(default=None, metadata=names("delivered", "inbox_count"))
    opened: int | None = None
    replied: int | None = field(default=None, metadata=names("replied", "reply_count"))
    save_from_spam_count: int | None = None
    id: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class WarmupStats(Model):
    """The last seven days of an account's warmup (``GET …/warmup-stats``).

    Both generations of the answer give the same object.

    Attributes:
        total_sent: Warmup emails sent.
        spam_count: How many landed in spam.
        inbox_count: How many landed in the inbox.
        warmup_email_received_count: Warmup emails received.
        reputation_score: As ``warmup_reputation`` in :class:`WarmupDetails`.
        daily_stats: Day by day.
        id: The account.
    """

    total_sent: int | None = field(default=None, metadata=names("total_sent", "sent_count"))
    spam_count: int | None = None
    inbox_count: int | None = None
    warmup_email_received_count: int | None = None
    reputation_score: float | str | None = None
    daily_stats: tuple[WarmupDay, ...] = field(
        default=(), metadata=names("daily_stats", "stats_by_date")
    )
    id: int | None = None

    @property
    def sent_count(self) -> int | None:
        """Warmup emails sent, under the name of the other generation."""
        return self.total_sent

    @property
    def stats_by_date(self) -> tuple[WarmupDay, ...]:
        """Day by day, under the name of the other generation."""
        return self.daily_stats


class EmailAccountFilters(TypedDict, total=False):
    """Filters of email accounts.

    Attributes:
        is_in_use: Only those used in campaigns, or only those not used.
        email_warmup_status: Only those whose warmup has this status.
        is_smtp_success: Only those whose SMTP connection works, or only those where it fails.
        is_warmup_blocked: Only those whose warmup is blocked, or only those where it is not.
        esp: Only those of this email service provider: ``GMAIL``, ``OUTLOOK`` or ``SMTP``.
        username: Only those whose user name contains this text.
        client_id: Only those of this client (agency accounts).
    """

    is_in_use: bool | NotGiven
    email_warmup_status: Literal["ACTIVE", "INACTIVE"] | NotGiven
    is_smtp_success: bool | NotGiven
    is_warmup_blocked: bool | NotGiven
    esp: AccountType | AccountTypeName | NotGiven
    username: str | NotGiven
    client_id: int | NotGiven


OAuthProvider: TypeAlias = Literal["GMAIL", "OUTLOOK"]


class EmailAccountToken(TypedDict, total=False):
    """Token of a provider beside the password of an email account.

    Attributes:
        scope: Permissions, separated by spaces.
        access_token: The token itself.
        refresh_token: Token that gets new access tokens.
        id_token: Token that tells who the owner is.
        expiry_date: When the access token expires, in epoch milliseconds.
    """

    scope: str
    access_token: str | Secret
    refresh_token: str | Secret
    id_token: str | Secret
    expiry_date: int


class OAuthToken(TypedDict, total=False):
    """Token with which a provider lets the service send from an email account.

    Attributes:
        scope: Permissions, separated by spaces.
        token_type: Kind of token, usually ``Bearer``.
        access_token: The token itself.
        refresh_token: Token that gets new access tokens.
        expiry_date: When the access token expires, in epoch milliseconds.
        id_token: Token that tells who the owner is.
        expiry: When the access token expires, as ISO 8601 text.
        expires_in: Seconds until the access token expires.
        ext_expires_in: Seconds until it expires while the provider is down.
    """

    scope: Required[str]
    token_type: Required[str]
    access_token: str | Secret
    refresh_token: str | Secret
    expiry_date: Required[int]
    id_token: str | Secret
    expiry: str
    expires_in: int
    ext_expires_in: int

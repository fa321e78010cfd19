"""Email accounts: ``/email-accounts``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, Unpack, cast, overload

from .._errors import InvalidRequestError
from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, lookup, one, page
from .._http.pagination import Items
from .._options import NOT_GIVEN, NotGiven
from .._secret import Secret
from .._validate import (
    email_address,
    in_range,
    mapping,
    non_empty_text,
    one_of,
    positive_id,
    true_or_false,
)
from ..models import (
    AccountType,
    Acknowledgement,
    EmailAccount,
    EmailAccountFilters,
    Page,
    PortType,
    WarmupStats,
)
from ._base import Listing, Resource, optional

__all__ = ["EmailAccounts"]

_MOST_PORT: Final = 65535

_ACCOUNT: Final = "/email-accounts/{email_account_id}"
_LIST: Final = Listing(
    endpoint=Endpoint("GET", "/email-accounts/", "safe", page(EmailAccount, ("email_accounts",))),
    filters=EmailAccountFilters,
    identity=lambda account: account.id,
    wire={
        "is_in_use": "isInUse",
        "email_warmup_status": "emailWarmupStatus",
        "is_smtp_success": "isSmtpSuccess",
        "is_warmup_blocked": "isWarmupBlocked",
    },
    checks={
        "email_warmup_status": partial(one_of, allowed=("ACTIVE", "INACTIVE")),
        "client_id": positive_id,
    },
)
_GET: Final = Endpoint("GET", f"{_ACCOUNT}/", "safe", lookup(EmailAccount, "email_account"))
_CREATE: Final = Endpoint(
    "POST",
    "/email-accounts/save",
    "never",
    one(EmailAccount, "email_account"),
    other=wire_forms.USER_NAME,
)
_UPDATE: Final = Endpoint("POST", _ACCOUNT, "idempotent", acknowledgement)
_WARMUP: Final = Endpoint("POST", f"{_ACCOUNT}/warmup", "idempotent", acknowledgement)
_WARMUP_STATS: Final = Endpoint("GET", f"{_ACCOUNT}/warmup-stats", "safe", lookup(WarmupStats))


class EmailAccounts(Resource):
    """The email accounts that campaigns send from."""

    async def list(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[EmailAccountFilters]
    ) -> Page[EmailAccount]:
        """Return one page of email accounts.

        ``GET /email-accounts/``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/get-all)). The
        service does not tell the total.

        Args:
            offset: Email accounts to pass over.
            limit: Email accounts to return at most, 1 to 100.
            filters: See :class:`~smartlead_async.models.EmailAccountFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_LIST, start=offset, limit=limit, filters=filters)

    def iterate(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        **filters: Unpack[EmailAccountFilters],
    ) -> Items[EmailAccount]:
        """Return all email accounts, page by page, with one page read ahead.

        Args:
            page_size: Email accounts to ask for at a time, 1 to 100.
            prefetch: Pages to read ahead where the service tells the total.
            filters: See :class:`~smartlead_async.models.EmailAccountFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(_LIST, page_size=page_size, prefetch=prefetch, filters=filters)

    async def get(
        self, email_account_id: int, *, fetch_campaigns: bool | NotGiven = NOT_GIVEN
    ) -> EmailAccount:
        """Return one email account.

        ``GET /email-accounts/{email_account_id}/``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/get-by-id)). Unlike
        in a list, its passwords are reported to come in clear.

        Args:
            fetch_campaigns: Whether to fill in ``campaign_ids``; the service's default is False.

        Raises:
            NotFoundError: There is no such email account.
        """
        query = {"fetch_campaigns": fetch_campaigns}
        return await self._call(_GET.request(email_account_id, query=query))

    async def create(
        self,
        *,
        from_name: str,
        from_email: str,
        username: str,
        password: str | Secret,
        smtp_host: str,
        smtp_port: int,
        smtp_port_type: PortType | str,
        imap_host: str,
        imap_port: int,
        max_email_per_day: int | NotGiven = NOT_GIVEN,
        custom_tracking_url: str | NotGiven | None = NOT_GIVEN,
        bcc: str | NotGiven | None = NOT_GIVEN,
        signature: str | NotGiven | None = NOT_GIVEN,
        imap_user_name: str | NotGiven = NOT_GIVEN,
        imap_password: str | Secret | NotGiven = NOT_GIVEN,
        different_reply_to_address: str | NotGiven = NOT_GIVEN,
        time_to_wait_in_mins: int | NotGiven = NOT_GIVEN,
        client_id: int | NotGiven = NOT_GIVEN,
        is_suspended: bool | NotGiven = NOT_GIVEN,
        type: AccountType | str | NotGiven = NOT_GIVEN,
        token: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        warmup_enabled: bool | NotGiven = NOT_GIVEN,
        total_warmup_per_day: int | NotGiven = NOT_GIVEN,
        daily_rampup: int | NotGiven = NOT_GIVEN,
        reply_rate_percentage: int | NotGiven = NOT_GIVEN,
        id: int | NotGiven | None = NOT_GIVEN,
    ) -> EmailAccount:
        """Add an email account.

        ``POST /email-accounts/save``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/add-smtp)); where the
        service does not know ``username``, it is sent as ``user_name``. Never repeated once it may
        have been carried out. The answer names little more than the id: :meth:`get` returns the
        rest.

        Args:
            from_name: Name shown to recipients.
            from_email: Address.
            username: Login name, usually the address.
            password: Password, or app password. It shows nowhere.
            smtp_host: SMTP server.
            smtp_port: SMTP port, usually 587 for TLS and 465 for SSL.
            smtp_port_type: Encryption of the SMTP connection: ``TLS`` or ``SSL``.
            imap_host: IMAP server.
            imap_port: IMAP port, usually 993.
            max_email_per_day: Emails a day, at most.
            custom_tracking_url: Own domain of tracking links, or None.
            bcc: Address that gets a copy of every email, or None.
            signature: HTML signature, or None.
            imap_user_name: IMAP login name, if another.
            imap_password: IMAP password, if another. It shows nowhere.
            different_reply_to_address: Reply-to address, if another.
            time_to_wait_in_mins: Minutes between two emails, at least.
            client_id: The client it belongs to (agency accounts).
            is_suspended: Whether sending is suspended.
            type: Provider: ``SMTP``, ``GMAIL`` or ``OUTLOOK``.
            token: OAuth token of the provider: ``scope``, ``access_token``, ``refresh_token``,
                ``id_token``, ``expiry_date`` (epoch milliseconds). It shows nowhere.
            warmup_enabled: Whether warmup is on.
            total_warmup_per_day: Warmup emails a day.
            daily_rampup: Warmup emails to add each day.
            reply_rate_percentage: Share of warmup emails to reply to, in percent.
            id: An email account to overwrite instead.

        Raises:
            InvalidRequestError: A required text is empty, or a number is out of range.
            BadRequestError: The service cannot connect to the email account.
            OutcomeUnknownError: The email account may or may not have been added.
        """
        password, imap_password, hidden = _hide(password), _hide(imap_password), _hide_in(token)
        del token
        body = _account(
            from_name=from_name,
            from_email=from_email,
            username=username,
            password=password,
            smtp_host=smtp_host,
            smtp_port=smtp_port,
            smtp_port_type=smtp_port_type,
            imap_host=imap_host,
            imap_port=imap_port,
            max_email_per_day=max_email_per_day,
            custom_tracking_url=custom_tracking_url,
            bcc=bcc,
            signature=signature,
            imap_user_name=imap_user_name,
            imap_password=imap_password,
            different_reply_to_address=different_reply_to_address,
            time_to_wait_in_mins=time_to_wait_in_mins,
            client_id=client_id,
            is_suspended=is_suspended,
            type=type,
            token=hidden,
            warmup_enabled=warmup_enabled,
            total_warmup_per_day=total_warmup_per_day,
            daily_rampup=daily_rampup,
            reply_rate_percentage=reply_rate_percentage,
            id=id,
        )
        return await self._call(_CREATE.request(json=body))

    async def update(
        self,
        email_account_id: int,
        *,
        from_name: str | NotGiven = NOT_GIVEN,
        from_email: str | NotGiven = NOT_GIVEN,
        username: str | NotGiven = NOT_GIVEN,
        password: str | Secret | NotGiven = NOT_GIVEN,
        smtp_host: str | NotGiven = NOT_GIVEN,
        smtp_port: int | NotGiven = NOT_GIVEN,
        smtp_port_type: PortType | str | NotGiven = NOT_GIVEN,
        imap_host: str | NotGiven = NOT_GIVEN,
        imap_port: int | NotGiven = NOT_GIVEN,
        max_email_per_day: int | NotGiven = NOT_GIVEN,
        custom_tracking_url: str | NotGiven | None = NOT_GIVEN,
        bcc: str | NotGiven | None = NOT_GIVEN,
        signature: str | NotGiven | None = NOT_GIVEN,
        imap_user_name: str | NotGiven = NOT_GIVEN,
        imap_password: str | Secret | NotGiven = NOT_GIVEN,
        different_reply_to_address: str | NotGiven = NOT_GIVEN,
        time_to_wait_in_mins: int | NotGiven = NOT_GIVEN,
        client_id: int | NotGiven = NOT_GIVEN,
        is_suspended: bool | NotGiven = NOT_GIVEN,
        type: AccountType | str | NotGiven = NOT_GIVEN,
        token: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        warmup_enabled: bool | NotGiven = NOT_GIVEN,
        total_warmup_per_day: int | NotGiven = NOT_GIVEN,
        daily_rampup: int | NotGiven = NOT_GIVEN,
        reply_rate_percentage: int | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Change an email account; what is not given stays as it is.

        ``POST /email-accounts/{email_account_id}``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/update)).

        Args:
            from_name: Name shown to recipients.
            from_email: Address.
            username: Login name, usually the address.
            password: Password, or app password. It shows nowhere.
            smtp_host: SMTP server.
            smtp_port: SMTP port, usually 587 for TLS and 465 for SSL.
            smtp_port_type: Encryption of the SMTP connection: ``TLS`` or ``SSL``.
            imap_host: IMAP server.
            imap_port: IMAP port, usually 993.
            max_email_per_day: Emails a day, at most.
            custom_tracking_url: Own domain of tracking links, or None.
            bcc: Address that gets a copy of every email, or None.
            signature: HTML signature, or None.
            imap_user_name: IMAP login name, if another.
            imap_password: IMAP password, if another. It shows nowhere.
            different_reply_to_address: Reply-to address, if another.
            time_to_wait_in_mins: Minutes between two emails, at least.
            client_id: The client it belongs to (agency accounts).
            is_suspended: Whether sending is suspended.
            type: Provider: ``SMTP``, ``GMAIL`` or ``OUTLOOK``.
            token: OAuth token of the provider: ``scope``, ``access_token``, ``refresh_token``,
                ``id_token``, ``expiry_date`` (epoch milliseconds). It shows nowhere.
            warmup_enabled: Whether warmup is on.
            total_warmup_per_day: Warmup emails a day.
            daily_rampup: Warmup emails to add each day.
            reply_rate_percentage: Share of warmup emails to reply to, in percent.

        Raises:
            InvalidRequestError: A text is empty, or a number is out of range.
            NotFoundError: There is no such email account.
        """
        password, imap_password, hidden = _hide(password), _hide(imap_password), _hide_in(token)
        del token
        body = _account(
            from_name=from_name,
            from_email=from_email,
            username=username,
            password=password,
            smtp_host=smtp_host,
            smtp_port=smtp_port,
            smtp_port_type=smtp_port_type,
            imap_host=imap_host,
            imap_port=imap_port,
            max_email_per_day=max_email_per_day,
            custom_tracking_url=custom_tracking_url,
            bcc=bcc,
            signature=signature,
            imap_user_name=imap_user_name,
            imap_password=imap_password,
            different_reply_to_address=different_reply_to_address,
            time_to_wait_in_mins=time_to_wait_in_mins,
            client_id=client_id,
            is_suspended=is_suspended,
            type=type,
            token=hidden,
            warmup_enabled=warmup_enabled,
            total_warmup_per_day=total_warmup_per_day,
            daily_rampup=daily_rampup,
            reply_rate_percentage=reply_rate_percentage,
        )
        return await self._call(_UPDATE.request(email_account_id, json=body))

    async def configure_warmup(
        self,
        email_account_id: int,
        *,
        warmup_enabled: bool,
        total_warmup_per_day: int | NotGiven = NOT_GIVEN,
        daily_rampup: int | NotGiven = NOT_GIVEN,
        reply_rate_percentage: int | NotGiven = NOT_GIVEN,
        warmup_key_id: str | NotGiven = NOT_GIVEN,
        auto_adjust_warmup: bool | NotGiven = NOT_GIVEN,
        is_rampup_enabled: bool | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Switch warmup of an email account on or off, and set how it goes.

        ``POST /email-accounts/{email_account_id}/warmup``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/warmup-settings)).

        Args:
            warmup_enabled: Whether warmup is on.
            total_warmup_per_day: Warmup emails a day, 1 to 50.
            daily_rampup: Warmup emails to add each day. Sources disagree about its range, so it
                is left to the service.
            reply_rate_percentage: Share of warmup emails to reply to, 20 to 100 percent.
            warmup_key_id: Key that marks warmup emails.
            auto_adjust_warmup: Whether the service adapts the volume.
            is_rampup_enabled: Whether the volume grows day by day.

        Raises:
            InvalidRequestError: A number is out of range.
            NotFoundError: There is no such email account.
        """
        total, rate = total_warmup_per_day, reply_rate_percentage
        body = {
            "warmup_enabled": true_or_false("warmup_enabled", warmup_enabled),
            "total_warmup_per_day": optional(in_range, "total_warmup_per_day", total, 1, 50),
            "daily_rampup": daily_rampup,
            "reply_rate_percentage": optional(in_range, "reply_rate_percentage", rate, 20, 100),
            "warmup_key_id": warmup_key_id,
            "auto_adjust_warmup": auto_adjust_warmup,
            "is_rampup_enabled": is_rampup_enabled,
        }
        return await self._call(_WARMUP.request(email_account_id, json=body))

    async def get_warmup_stats(self, email_account_id: int) -> WarmupStats:
        """Return the last seven days of an email account's warmup.

        ``GET /email-accounts/{email_account_id}/warmup-stats``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/warmup-stats)).

        Raises:
            NotFoundError: There is no such email account.
        """
        return await self._call(_WARMUP_STATS.request(email_account_id))


_TEXTS: Final = ("from_name", "username", "smtp_host", "imap_host", "smtp_port_type")
_PORTS: Final = ("smtp_port", "imap_port")
_CREDENTIALS: Final = ("password", "imap_password")


def _account(**fields: Any) -> dict[str, Any]:
    """Return the fields of an email account as they are written."""
    body = {name: value for name, value in fields.items() if value is not NOT_GIVEN}
    for name in body.keys() & set(_TEXTS):
        non_empty_text(name, body[name])
    for name in body.keys() & set(_PORTS):
        in_range(name, body[name], 1, _MOST_PORT)
    for name in body.keys() & set(_CREDENTIALS):
        _check_credential(name, body[name])
    if "token" in body:
        mapping("token", body["token"])
    if "client_id" in body:
        optional(positive_id, "client_id", body["client_id"])
    if "from_email" in body:
        body["from_email"] = email_address("from_email", body["from_email"])
    return body


@overload
def _hide(value: str | Secret) -> Secret: ...
@overload
def _hide(value: str | Secret | NotGiven) -> Secret | NotGiven: ...
def _hide(value: str | Secret | NotGiven) -> Secret | NotGiven:
    """Return a credential, of whatever type, so that no traceback shows it."""
    return value if isinstance(value, Secret | NotGiven) else Secret(value)


def _hide_in(token: Mapping[str, Any] | NotGiven) -> Mapping[str, Any] | Secret | NotGiven:
    if isinstance(token, NotGiven):
        return token
    if not isinstance(cast("object", token), Mapping):
        return Secret(cast("Any", token))
    return {
        name: _hide(value) if isinstance(value, str) else value for name, value in token.items()
    }


def _check_credential(name: str, value: Secret) -> None:
    if not isinstance(cast("object", value.reveal()), str):
        raise InvalidRequestError(f"{name} must be text", field=name)

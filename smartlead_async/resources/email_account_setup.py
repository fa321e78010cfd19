"""Email accounts as they are added and changed: credentials, servers and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast, get_args

from .._codec import is_list
from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, one
from .._options import NOT_GIVEN, NotGiven
from .._secret import Secret
from .._validate import (
    documented,
    email_address,
    in_range,
    known_fields,
    non_empty_text,
    one_of,
    positive_id,
    true_or_false,
)
from ..models import (
    AccountType,
    Acknowledgement,
    EmailAccount,
    EmailAccountToken,
    OAuthToken,
    PortType,
)
from ..models.email_accounts import AccountTypeName, OAuthProvider, PortTypeName
from ._base import Resource, optional
from ._credentials import credential, hidden

__all__ = ["EmailAccountSetup"]

_MOST_PORT: Final = 65535

_CREATE: Final = Endpoint(
    "POST",
    "/email-accounts/save",
    "never",
    one(EmailAccount, "email_account"),
    other=wire_forms.USER_NAME,
)
_CREATE_OAUTH: Final = Endpoint(
    "POST", "/email-accounts/save-oauth", "never", one(EmailAccount, "email_account")
)
_UPDATE: Final = Endpoint(
    "POST", "/email-accounts/{email_account_id}", "idempotent", acknowledgement
)


class EmailAccountSetup(Resource):
    """The part of :class:`EmailAccounts` that adds and changes them."""

    async def create(
        self,
        *,
        from_name: str,
        from_email: str,
        username: str,
        password: str | Secret,
        smtp_host: str,
        smtp_port: int,
        smtp_port_type: PortType | PortTypeName,
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
        type: AccountType | AccountTypeName | NotGiven = NOT_GIVEN,
        token: EmailAccountToken | NotGiven = NOT_GIVEN,
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
            InvalidRequestError: A required text is empty, a number is out of range, or the token
                has a field that is unknown.
            BadRequestError: The service cannot connect to the email account.
            OutcomeUnknownError: The email account may or may not have been added.
        """
        password, imap_password, secrets = (
            hidden(password),
            hidden(imap_password),
            _hide_in(token),
        )
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
            token=secrets,
            warmup_enabled=warmup_enabled,
            total_warmup_per_day=total_warmup_per_day,
            daily_rampup=daily_rampup,
            reply_rate_percentage=reply_rate_percentage,
            id=id,
        )
        return await self._call(_CREATE.request(json=body))

    async def create_oauth(
        self,
        *,
        from_name: str,
        from_email: str,
        username: str,
        type: OAuthProvider,
        token: OAuthToken,
        warmup_enabled: bool,
        use_whitelabel_credentials: bool,
        id: int | NotGiven | None = NOT_GIVEN,
        max_email_per_day: int | NotGiven = NOT_GIVEN,
        custom_tracking_url: str | NotGiven = NOT_GIVEN,
        bcc: str | NotGiven = NOT_GIVEN,
        time_to_wait_in_mins: int | NotGiven = NOT_GIVEN,
        signature: str | NotGiven = NOT_GIVEN,
        total_warmup_per_day: int | NotGiven = NOT_GIVEN,
        daily_rampup: int | NotGiven = NOT_GIVEN,
        reply_rate_percentage: int | NotGiven = NOT_GIVEN,
        client_id: int | NotGiven = NOT_GIVEN,
    ) -> EmailAccount:
        """Add an email account of Google or Microsoft, with a token in place of a password.

        ``POST /email-accounts/save-oauth``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/add-oauth)). Never
        repeated once it may have been carried out. The answer names little more than the id:
        :meth:`get` returns the rest.

        Args:
            from_name: Name shown to recipients.
            from_email: Address.
            username: Login name, usually the address.
            type: Provider: ``GMAIL`` or ``OUTLOOK``.
            token: The provider's token, see :class:`~smartlead_async.models.OAuthToken`. It shows
                nowhere.
            warmup_enabled: Whether warmup is on.
            use_whitelabel_credentials: Whether the token was issued to your own OAuth application.
            id: An email account to overwrite instead.
            max_email_per_day: Emails a day, at most.
            custom_tracking_url: Own domain of tracking links.
            bcc: Address that gets a copy of every email.
            time_to_wait_in_mins: Minutes between two emails, at least.
            signature: HTML signature.
            total_warmup_per_day: Warmup emails a day.
            daily_rampup: Warmup emails to add each day.
            reply_rate_percentage: Share of warmup emails to reply to, in percent.
            client_id: The client it belongs to (agency accounts).

        Raises:
            InvalidRequestError: A required text is empty, the provider is another one, or the
                token lacks a field or has one that is unknown.
            BadRequestError: The token is invalid, or has expired.
            OutcomeUnknownError: The email account may or may not have been added.
        """
        secrets = _hide_in(token)
        del token
        body = _account(
            from_name=from_name,
            from_email=from_email,
            username=username,
            type=one_of("type", type, get_args(OAuthProvider)),
            token=known_fields("token", cast("Any", secrets), _TOKEN, _REQUIRED_OF_TOKEN),
            warmup_enabled=true_or_false("warmup_enabled", warmup_enabled),
            use_whitelabel_credentials=true_or_false(
                "use_whitelabel_credentials", use_whitelabel_credentials
            ),
            id=optional(positive_id, "id", id),
            max_email_per_day=max_email_per_day,
            custom_tracking_url=custom_tracking_url,
            bcc=bcc,
            time_to_wait_in_mins=time_to_wait_in_mins,
            signature=signature,
            total_warmup_per_day=total_warmup_per_day,
            daily_rampup=daily_rampup,
            reply_rate_percentage=reply_rate_percentage,
            client_id=client_id,
        )
        return await self._call(_CREATE_OAUTH.request(json=body))

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
        smtp_port_type: PortType | PortTypeName | NotGiven = NOT_GIVEN,
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
        type: AccountType | AccountTypeName | NotGiven = NOT_GIVEN,
        token: EmailAccountToken | NotGiven = NOT_GIVEN,
        warmup_enabled: bool | NotGiven = NOT_GIVEN,
        total_warmup_per_day: int | NotGiven = NOT_GIVEN,
        daily_rampup: int | NotGiven = NOT_GIVEN,
        reply_rate_percentage: int | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Change an email account. Arguments that are not given stay unchanged.

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
            InvalidRequestError: A text is empty, a number is out of range, or the token has a
                field that is unknown.
            NotFoundError: There is no such email account.
        """
        password, imap_password, secrets = (
            hidden(password),
            hidden(imap_password),
            _hide_in(token),
        )
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
            token=secrets,
            warmup_enabled=warmup_enabled,
            total_warmup_per_day=total_warmup_per_day,
            daily_rampup=daily_rampup,
            reply_rate_percentage=reply_rate_percentage,
        )
        return await self._call(_UPDATE.request(email_account_id, json=body))


_TEXTS: Final = ("from_name", "username", "smtp_host", "imap_host")
_WORDS: Final = {"smtp_port_type": get_args(PortTypeName), "type": get_args(AccountTypeName)}
_PORTS: Final = ("smtp_port", "imap_port")
_CREDENTIALS: Final = ("password", "imap_password")
_TOKEN: Final = dict.fromkeys(OAuthToken.__annotations__)
_REQUIRED_OF_TOKEN: Final = ("scope", "token_type", "expiry_date")


def _account(**fields: Any) -> dict[str, Any]:
    """Return the fields of an email account as they are written."""
    body = {name: value for name, value in fields.items() if value is not NOT_GIVEN}
    for name in body.keys() & set(_TEXTS):
        non_empty_text(name, body[name])
    for name in body.keys() & _WORDS.keys():
        documented(name, body[name], _WORDS[name])
    for name in body.keys() & set(_PORTS):
        in_range(name, body[name], 1, _MOST_PORT)
    for name in body.keys() & set(_CREDENTIALS):
        credential(name, body[name])
    if "token" in body:
        body["token"] = known_fields("token", body["token"], _TOKEN)
    if "client_id" in body:
        optional(positive_id, "client_id", body["client_id"])
    if "from_email" in body:
        body["from_email"] = email_address("from_email", body["from_email"])
    return body


def _hide_in(
    token: EmailAccountToken | OAuthToken | NotGiven,
) -> Mapping[str, Any] | Secret | NotGiven:
    if isinstance(token, NotGiven):
        return token
    if not isinstance(cast("object", token), Mapping):
        return Secret(cast("Any", token))
    return {name: _hide_texts(value) for name, value in token.items()}


def _hide_texts(value: Any) -> Any:
    """Return a value in which all texts are hidden, wherever they are."""
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, Any]", value)
        return {name: _hide_texts(item) for name, item in fields.items()}
    return [_hide_texts(item) for item in value] if is_list(value) else value

# Written by scripts/generate_sync.py from smartlead_async/resources/email_accounts.py.
"""Email accounts: ``/email-accounts``."""

from __future__ import annotations

from typing import Unpack

from smartlead_async import (
    NOT_GIVEN,
    AccountType,
    Acknowledgement,
    EmailAccount,
    NotGiven,
    Page,
    PortType,
    Secret,
    WarmupStats,
)
from smartlead_async.models import EmailAccountFilters, EmailAccountToken, OAuthToken
from smartlead_async.models.email_accounts import AccountTypeName, OAuthProvider, PortTypeName
from smartlead_async.resources.email_accounts import EmailAccounts as AsyncEmailAccounts
from smartlead_sync._facade import Facade, Items, Later
from smartlead_sync._loop_thread import call

__all__ = ["EmailAccounts"]


class EmailAccounts(Facade[AsyncEmailAccounts]):
    """The email accounts that campaigns send from."""

    def list(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[EmailAccountFilters]
    ) -> Page[EmailAccount]:
        """Return one page of email accounts.

        ``GET /email-accounts/``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/get-all)). The
        service does not tell the total.

        Args:
            offset: Email accounts to pass over.
            limit: Email accounts to return at most, 1 to 100.
            filters: See :class:`~smartlead_sync.models.EmailAccountFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list(offset=offset, limit=limit, **filters))

    def iterate(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[EmailAccountFilters],
    ) -> Items[EmailAccount]:
        """Return all email accounts, page by page, with one page read ahead.

        Args:
            page_size: Email accounts to ask for at a time, 1 to 100.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_sync.models.EmailAccountFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

    def get(
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
        return call(self._async.get(email_account_id, fetch_campaigns=fetch_campaigns))

    def delete(self, email_account_id: int) -> Acknowledgement:
        """Delete an email account; campaigns no longer send from it.

        ``DELETE /email-accounts/{email_account_id}``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/delete)).

        Raises:
            NotFoundError: There is no such email account.
        """
        return call(self._async.delete(email_account_id))

    def suspend(self, email_account_id: int) -> Acknowledgement:
        """Suspend an email account: it sends nothing until :meth:`unsuspend`.

        ``PUT /email-accounts/suspend/{email_account_id}``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/suspend)).

        Raises:
            BadRequestError: There is no such email account.
        """
        return call(self._async.suspend(email_account_id))

    def unsuspend(self, email_account_id: int) -> Acknowledgement:
        """Let a suspended email account send again. Nothing is deleted, despite the method.

        ``DELETE /email-accounts/unsuspend/{email_account_id}``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/unsuspend)).

        Raises:
            BadRequestError: There is no such email account.
        """
        return call(self._async.unsuspend(email_account_id))

    def configure_warmup(
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
        return call(
            self._async.configure_warmup(
                email_account_id,
                warmup_enabled=warmup_enabled,
                total_warmup_per_day=total_warmup_per_day,
                daily_rampup=daily_rampup,
                reply_rate_percentage=reply_rate_percentage,
                warmup_key_id=warmup_key_id,
                auto_adjust_warmup=auto_adjust_warmup,
                is_rampup_enabled=is_rampup_enabled,
            )
        )

    def get_warmup_stats(self, email_account_id: int) -> WarmupStats:
        """Return the last seven days of an email account's warmup.

        ``GET /email-accounts/{email_account_id}/warmup-stats``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/warmup-stats)).

        Raises:
            NotFoundError: There is no such email account.
        """
        return call(self._async.get_warmup_stats(email_account_id))

    def create(
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
        made = self._async.create(
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
            token=token,
            warmup_enabled=warmup_enabled,
            total_warmup_per_day=total_warmup_per_day,
            daily_rampup=daily_rampup,
            reply_rate_percentage=reply_rate_percentage,
            id=id,
        )
        del imap_password, password, token
        return call(made)

    def create_oauth(
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
            token: The provider's token, see :class:`~smartlead_sync.models.OAuthToken`. It shows
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
        made = self._async.create_oauth(
            from_name=from_name,
            from_email=from_email,
            username=username,
            type=type,
            token=token,
            warmup_enabled=warmup_enabled,
            use_whitelabel_credentials=use_whitelabel_credentials,
            id=id,
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
        del token
        return call(made)

    def update(
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
        made = self._async.update(
            email_account_id,
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
            token=token,
            warmup_enabled=warmup_enabled,
            total_warmup_per_day=total_warmup_per_day,
            daily_rampup=daily_rampup,
            reply_rate_percentage=reply_rate_percentage,
        )
        del imap_password, password, token
        return call(made)

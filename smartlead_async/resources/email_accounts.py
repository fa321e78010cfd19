"""Email accounts: ``/email-accounts``."""

from __future__ import annotations

from functools import partial
from typing import Final, Unpack, get_args

from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, lookup, page
from .._http.pagination import Items
from .._options import NOT_GIVEN, NotGiven
from .._validate import documented, in_range, one_of, positive_id, true_or_false
from ..models import Acknowledgement, EmailAccount, EmailAccountFilters, Page, WarmupStats
from ..models.email_accounts import AccountTypeName
from ._base import Listing, optional
from .email_account_setup import EmailAccountSetup

__all__ = ["EmailAccounts"]

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
        "esp": partial(documented, words=get_args(AccountTypeName)),
        "client_id": positive_id,
    },
)
_GET: Final = Endpoint("GET", f"{_ACCOUNT}/", "safe", lookup(EmailAccount, "email_account"))
_DELETE: Final = Endpoint("DELETE", _ACCOUNT, "idempotent", acknowledgement)
_SUSPEND: Final = Endpoint(
    "PUT", "/email-accounts/suspend/{email_account_id}", "idempotent", acknowledgement
)
_UNSUSPEND: Final = Endpoint(
    "DELETE", "/email-accounts/unsuspend/{email_account_id}", "idempotent", acknowledgement
)
_WARMUP: Final = Endpoint("POST", f"{_ACCOUNT}/warmup", "idempotent", acknowledgement)
_WARMUP_STATS: Final = Endpoint("GET", f"{_ACCOUNT}/warmup-stats", "safe", lookup(WarmupStats))


class EmailAccounts(EmailAccountSetup):
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
        patience: float = 0.0,
        **filters: Unpack[EmailAccountFilters],
    ) -> Items[EmailAccount]:
        """Return all email accounts, page by page, with one page read ahead.

        Args:
            page_size: Email accounts to ask for at a time, 1 to 100.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_async.models.EmailAccountFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _LIST, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )

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

    async def delete(self, email_account_id: int) -> Acknowledgement:
        """Delete an email account; campaigns no longer send from it.

        ``DELETE /email-accounts/{email_account_id}``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/delete)).

        Raises:
            NotFoundError: There is no such email account.
        """
        return await self._call(_DELETE.request(email_account_id))

    async def suspend(self, email_account_id: int) -> Acknowledgement:
        """Suspend an email account: it sends nothing until :meth:`unsuspend`.

        ``PUT /email-accounts/suspend/{email_account_id}``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/suspend)).

        Raises:
            BadRequestError: There is no such email account.
        """
        return await self._call(_SUSPEND.request(email_account_id))

    async def unsuspend(self, email_account_id: int) -> Acknowledgement:
        """Let a suspended email account send again. Nothing is deleted, despite the method.

        ``DELETE /email-accounts/unsuspend/{email_account_id}``
        ([API reference](https://api.smartlead.ai/api-reference/email-accounts/unsuspend)).

        Raises:
            BadRequestError: There is no such email account.
        """
        return await self._call(_UNSUSPEND.request(email_account_id))

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

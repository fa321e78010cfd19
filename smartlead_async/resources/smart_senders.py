"""Smart Senders: domains and email accounts to buy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, lookup, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import each, in_range, known_fields, mapping, non_empty_text, positive_id
from ..models import (
    Acknowledgement,
    DomainOrder,
    EmailAccountCount,
    Model,
    OneTimePassword,
    OrderContact,
    SmartSendersOrder,
)
from ._base import Resource, optional

__all__ = ["SmartSenders"]

_HOST: Final = "smart_senders"
_VENDORS: Final = Endpoint("GET", "/smart-senders/get-vendors", "safe", many(Model), host=_HOST)
_SEARCH: Final = Endpoint("GET", "/smart-senders/search-domain", "safe", many(Model), host=_HOST)
_GENERATE: Final = Endpoint(
    "POST", "/smart-senders/auto-generate-mailboxes", "safe", many(Model), host=_HOST
)
_ORDER: Final = Endpoint("POST", "/smart-senders/place-order", "never", acknowledgement, host=_HOST)
_GET_ORDER: Final = Endpoint(
    "GET", "/smart-senders/order-details", "safe", lookup(SmartSendersOrder), host=_HOST
)
_DOMAINS: Final = Endpoint("GET", "/smart-senders/get-domain-list", "safe", many(Model), host=_HOST)
_OTP: Final = Endpoint(
    "GET", "/smart-senders/auth-secret", "safe", one(OneTimePassword), host=_HOST
)


class SmartSenders(Resource):
    """Smart Senders: domains and email accounts to buy."""

    async def list_vendors(self) -> list[Model]:
        """Return the vendors of domains and email accounts.

        ``GET /smart-senders/get-vendors``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/get-vendors)).

        Returns:
            The vendors. The service does not document their fields; all of them are in ``extra``.
        """
        return await self._call(_VENDORS.request())

    async def search_domain(
        self,
        *,
        domain_name: str | NotGiven = NOT_GIVEN,
        vendor_id: int | NotGiven = NOT_GIVEN,
    ) -> list[Model]:
        """Return domains that a vendor has on offer.

        ``GET /smart-senders/search-domain``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/search-domain)).

        Args:
            domain_name: Name to look for.
            vendor_id: Only domains of this vendor of :meth:`list_vendors`.

        Returns:
            The domains. The service does not document their fields; all of them are in ``extra``.

        Raises:
            InvalidRequestError: The name is empty, or the id is not positive.
        """
        query = {
            "domain_name": optional(non_empty_text, "domain_name", domain_name),
            "vendor_id": optional(positive_id, "vendor_id", vendor_id),
        }
        return await self._call(_SEARCH.request(query=query))

    async def auto_generate_mailboxes(
        self,
        *,
        vendor_id: int | str,
        domains: Mapping[str, EmailAccountCount] | NotGiven = NOT_GIVEN,
    ) -> list[Model]:
        """Propose addresses of email accounts for domains. Nothing is bought.

        ``POST /smart-senders/auto-generate-mailboxes``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/auto-generate)).

        Args:
            vendor_id: The vendor; here the service takes the id as text.
            domains: How many addresses to propose for each domain:
                ``{"example.com": {"count": 3}}``.

        Returns:
            The proposals. The service does not document their fields; all of them are in
            ``extra``.

        Raises:
            InvalidRequestError: The id is not positive, or a domain has an unknown field.
        """
        body = {
            "vendor_id": _vendor("vendor_id", vendor_id),
            "domains": optional(_counts, "domains", domains),
        }
        return await self._call(_GENERATE.request(json=body))

    async def place_order(
        self,
        *,
        vendor_id: int,
        forwarding_domain: str,
        user_details: OrderContact,
        domains: Sequence[DomainOrder],
    ) -> Acknowledgement:
        """Buy domains and email accounts. It costs money.

        ``POST /smart-senders/place-order``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/place-order)). The
        vendor charges for each domain and each email account. Never repeated once the order may
        have been placed.

        Args:
            vendor_id: Id of the vendor that is to be paid, from :meth:`list_vendors`.
            forwarding_domain: Domain that visitors of the new domains are sent to.
            user_details: Who orders; see :class:`~smartlead_async.models.OrderContact`.
            domains: Domains with their email accounts; see
                :class:`~smartlead_async.models.DomainOrder`.

        Returns:
            An acknowledgement. The service does not document its fields; all of them are in
            ``extra``.

        Raises:
            InvalidRequestError: A required field is missing or empty, or a field is unknown.
            OutcomeUnknownError: The order may or may not have been placed;
                :meth:`list_domains` shows the domains that were bought.
        """
        body = {
            "vendor_id": positive_id("vendor_id", vendor_id),
            "forwarding_domain": non_empty_text("forwarding_domain", forwarding_domain),
            "user_details": _contact("user_details", user_details),
            "domains": each("domains", domains, _domain),
        }
        return await self._call(_ORDER.request(json=body))

    async def get_order(self, order_id: str) -> SmartSendersOrder:
        """Return an order, with the passwords of its email accounts.

        ``GET /smart-senders/order-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/order-details)).

        Args:
            order_id: Identifier of the order.

        Raises:
            InvalidRequestError: The id is empty.
            NotFoundError: There is no such order.
        """
        query = {"order_id": non_empty_text("order_id", order_id)}
        return await self._call(_GET_ORDER.request(query=query))

    async def list_domains(self) -> list[Model]:
        """Return the domains that were bought.

        ``GET /smart-senders/get-domain-list``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/domain-list)).

        Returns:
            The domains. The service does not document their fields; all of them are in ``extra``.
        """
        return await self._call(_DOMAINS.request())

    async def get_otp(self, *, email_account: str) -> OneTimePassword:
        """Return a fresh one-time password of an email account that was bought.

        ``GET /smart-senders/auth-secret``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/get-otp)). The
        password shows nowhere; ``otp.reveal()`` returns it.

        Args:
            email_account: Address of the email account.

        Raises:
            InvalidRequestError: The address is empty.
            NotFoundError: There is no such email account.
        """
        query = {"email_account": non_empty_text("email_account", email_account)}
        return await self._call(_OTP.request(query=query))


_CONTACT: Final = (
    *("email", "firstName", "lastName", "company", "country", "city", "addressLineOne"),
    *("addressLineTwo", "postalCode", "state", "phoneCc", "phone", "languagePreference"),
)
_contact: Final = partial(known_fields, known=dict.fromkeys(_CONTACT))
_email_account: Final = partial[dict[str, Any]](
    known_fields,
    known={
        "mailbox": non_empty_text,
        "first_name": non_empty_text,
        "last_name": non_empty_text,
        "profile_pic": None,
        "parent_account_id": positive_id,
    },
    required=("mailbox", "first_name", "last_name"),
)
_domain: Final = partial[dict[str, Any]](
    known_fields,
    known={
        "domain_name": non_empty_text,
        "mailbox_details": partial(each, check=_email_account),
    },
    required=("domain_name", "mailbox_details"),
)
_count: Final = partial(known_fields, known={"count": partial(in_range, least=1)})


def _counts(name: str, domains: Mapping[str, EmailAccountCount]) -> dict[str, Any]:
    return {
        domain: _count(f"{name}.{domain}", count)
        for domain, count in mapping(name, domains).items()
    }


def _vendor(name: str, value: int | str) -> str:
    return non_empty_text(name, value) if isinstance(value, str) else str(positive_id(name, value))

# Written by scripts/generate_sync.py from smartlead_async/resources/smart_senders.py.
"""Smart Senders: domains and email accounts to buy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smartlead_async import NOT_GIVEN, Acknowledgement, Model, NotGiven
from smartlead_async.models import (
    DomainOrder,
    EmailAccountCount,
    OneTimePassword,
    OrderContact,
    SmartSendersOrder,
)
from smartlead_async.resources.smart_senders import SmartSenders as AsyncSmartSenders
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["SmartSenders"]


class SmartSenders(Facade[AsyncSmartSenders]):
    """Smart Senders: domains and email accounts to buy."""

    def list_vendors(self) -> list[Model]:
        """Return the vendors of domains and email accounts.

        ``GET /smart-senders/get-vendors``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/get-vendors)).

        Returns:
            The vendors. The service does not document their fields; all of them are in ``extra``.
        """
        return call(self._async.list_vendors())

    def search_domain(
        self, *, domain_name: str | NotGiven = NOT_GIVEN, vendor_id: int | NotGiven = NOT_GIVEN
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
        return call(self._async.search_domain(domain_name=domain_name, vendor_id=vendor_id))

    def auto_generate_mailboxes(
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
        return call(self._async.auto_generate_mailboxes(vendor_id=vendor_id, domains=domains))

    def place_order(
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
            user_details: Who orders; see :class:`~smartlead_sync.models.OrderContact`.
            domains: Domains with their email accounts; see
                :class:`~smartlead_sync.models.DomainOrder`.

        Returns:
            An acknowledgement. The service does not document its fields; all of them are in
            ``extra``.

        Raises:
            InvalidRequestError: A required field is missing or empty, or a field is unknown.
            OutcomeUnknownError: The order may or may not have been placed;
                :meth:`list_domains` shows the domains that were bought.
        """
        return call(
            self._async.place_order(
                vendor_id=vendor_id,
                forwarding_domain=forwarding_domain,
                user_details=user_details,
                domains=in_list(domains),
            )
        )

    def get_order(self, order_id: str) -> SmartSendersOrder:
        """Return an order, with the passwords of its email accounts.

        ``GET /smart-senders/order-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/order-details)).

        Args:
            order_id: Identifier of the order.

        Raises:
            InvalidRequestError: The id is empty.
            NotFoundError: There is no such order.
        """
        return call(self._async.get_order(order_id))

    def list_domains(self) -> list[Model]:
        """Return the domains that were bought.

        ``GET /smart-senders/get-domain-list``
        ([API reference](https://api.smartlead.ai/api-reference/smart-senders/domain-list)).

        Returns:
            The domains. The service does not document their fields; all of them are in ``extra``.
        """
        return call(self._async.list_domains())

    def get_otp(self, *, email_account: str) -> OneTimePassword:
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
        return call(self._async.get_otp(email_account=email_account))

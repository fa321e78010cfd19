# Written by scripts/generate_sync.py from smartlead_async/resources/clients.py.
"""Clients of an agency, and their API keys: ``/client``."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from smartlead_async import NOT_GIVEN, Acknowledgement, NotGiven, Secret
from smartlead_async.models import Client, ClientApiKey
from smartlead_async.resources.clients import Clients as AsyncClients
from smartlead_async.resources.clients import KeyStatus
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["Clients"]


class Clients(Facade[AsyncClients]):
    """Clients of an agency, and their API keys."""

    def list(self) -> builtins.list[Client]:
        """Return all clients.

        ``GET /client/``
        ([API reference](https://api.smartlead.ai/api-reference/clients/get-all)).
        """
        return call(self._async.list())

    def save(
        self,
        *,
        email: str,
        name: str,
        password: str | Secret | NotGiven = NOT_GIVEN,
        logo: str | NotGiven = NOT_GIVEN,
        logo_url: str | NotGiven = NOT_GIVEN,
        permission: Sequence[str] | NotGiven = NOT_GIVEN,
        is_credit_assigned: bool | NotGiven = NOT_GIVEN,
        email_credits: int | NotGiven = NOT_GIVEN,
        lead_credits: int | NotGiven = NOT_GIVEN,
        id: int | NotGiven = NOT_GIVEN,
        uuid: str | NotGiven = NOT_GIVEN,
    ) -> Client:
        """Add a client, or change one.

        ``POST /client/save``
        ([API reference](https://api.smartlead.ai/api-reference/clients/create)). With ``id`` that
        client is changed. Without it one is added; no two clients have the same address.

        Args:
            email: Address that the client logs in with.
            name: Name.
            password: Password of the client. It shows nowhere.
            logo: Logo, in base64.
            logo_url: URL of the logo.
            permission: Parts of the service that the client may use, such as ``campaigns``,
                ``email_accounts`` and ``leads``.
            is_credit_assigned: Whether the client has credits of its own.
            email_credits: Emails that it may send.
            lead_credits: Leads that it may add.
            id: The client to change.
            uuid: UUID of the client.

        Raises:
            InvalidRequestError: ``email`` is not an address, the name is empty, or ``id`` is not
                positive.
        """
        made = self._async.save(
            email=email,
            name=name,
            password=password,
            logo=logo,
            logo_url=logo_url,
            permission=in_list(permission),
            is_credit_assigned=is_credit_assigned,
            email_credits=email_credits,
            lead_credits=lead_credits,
            id=id,
            uuid=uuid,
        )
        del password
        return call(made)

    def list_api_keys(
        self,
        *,
        client_id: int | NotGiven = NOT_GIVEN,
        status: KeyStatus | NotGiven = NOT_GIVEN,
        key_name: str | NotGiven = NOT_GIVEN,
    ) -> builtins.list[ClientApiKey]:
        """Return the API keys of clients.

        ``GET /client/api-key``
        ([API reference](https://api.smartlead.ai/api-reference/clients/api-keys)).

        Args:
            client_id: Only keys of this client.
            status: Only keys in this state: ``active`` or ``inactive``.
            key_name: Only keys of this name.

        Raises:
            InvalidRequestError: The status is unknown, or the id is not positive.
        """
        return call(
            self._async.list_api_keys(client_id=client_id, status=status, key_name=key_name)
        )

    def create_api_key(self, *, client_id: int, key_name: str) -> ClientApiKey:
        """Create an API key for a client.

        ``POST /client/api-key``
        ([API reference](https://api.smartlead.ai/api-reference/clients/api-keys)). Never repeated
        once it may have been carried out.

        Args:
            client_id: Id of the client that is to use the key, from :meth:`list`.
            key_name: Name of the key: letters, digits, spaces, hyphens and underscores.

        Raises:
            InvalidRequestError: The id is not positive, or the name holds other characters.
            OutcomeUnknownError: The key may or may not have been created.
        """
        return call(self._async.create_api_key(client_id=client_id, key_name=key_name))

    def delete_api_key(self, api_key_id: int) -> Acknowledgement:
        """Delete an API key of a client.

        ``DELETE /client/api-key/{api_key_id}``
        ([API reference](https://api.smartlead.ai/api-reference/clients/api-keys)).

        Raises:
            NotFoundError: There is no such key.
        """
        return call(self._async.delete_api_key(api_key_id))

    def reset_api_key(self, api_key_id: int) -> Acknowledgement:
        """Replace an API key of a client by a new one.

        ``PUT /client/api-key/reset/{api_key_id}``
        ([API reference](https://api.smartlead.ai/api-reference/clients/api-keys)). The old key
        stops working. Never repeated once it may have been carried out: a repetition would replace
        the new key too.

        Returns:
            An acknowledgement. The service does not document its fields: if the new key is among
            them, it is in ``extra`` as a :class:`~smartlead_sync.Secret`.

        Raises:
            NotFoundError: There is no such key.
            OutcomeUnknownError: The key may or may not have been replaced.
        """
        return call(self._async.reset_api_key(api_key_id))

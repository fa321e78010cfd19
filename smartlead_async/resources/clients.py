"""Clients of an agency, and their API keys: ``/client``."""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Any, Final, Literal, TypeAlias, get_args

from .._codec import is_object
from .._errors import InvalidRequestError
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, many, one
from .._options import NOT_GIVEN, NotGiven
from .._secret import Secret
from .._validate import email_address, non_empty_text, non_empty_texts, one_of, positive_id
from ..models import Acknowledgement, Client, ClientApiKey
from ._base import Resource, optional
from ._credentials import credential, hidden

__all__ = ["Clients"]

KeyStatus: TypeAlias = Literal["active", "inactive"]

_LIST: Final = Endpoint("GET", "/client/", "safe", many(Client, "clients"))
_SAVE: Final = Endpoint("POST", "/client/save", "deduplicated", one(Client, "client"))
_LIST_KEYS: Final = Endpoint("GET", "/client/api-key", "safe", many(ClientApiKey))
_CREATE_KEY: Final = Endpoint("POST", "/client/api-key", "never", one(ClientApiKey))
_DELETE_KEY: Final = Endpoint(
    "DELETE", "/client/api-key/{api_key_id}", "idempotent", acknowledgement
)
_KEY: Final = re.compile("(new_?)?key", re.IGNORECASE)


def _with_keys_hidden(payload: Any) -> Any:
    if not is_object(payload):
        return payload
    return {
        name: hidden(value)
        if isinstance(value, str) and _KEY.fullmatch(name)
        else _with_keys_hidden(value)
        for name, value in payload.items()
    }


def _read_reset(payload: Any) -> Acknowledgement:
    return acknowledgement(_with_keys_hidden(payload))


_RESET_KEY: Final = Endpoint("PUT", "/client/api-key/reset/{api_key_id}", "never", _read_reset)


class Clients(Resource):
    """Clients of an agency, and their API keys."""

    async def list(self) -> builtins.list[Client]:
        """Return all clients.

        ``GET /client/``
        ([API reference](https://api.smartlead.ai/api-reference/clients/get-all)).
        """
        return await self._call(_LIST.request())

    async def save(
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
        secret = hidden(password)
        del password
        body = {
            "email": email_address("email", email),
            "name": non_empty_text("name", name),
            "password": optional(credential, "password", secret),
            "logo": logo,
            "logo_url": logo_url,
            "permission": optional(non_empty_texts, "permission", permission),
            "is_credit_assigned": is_credit_assigned,
            "email_credits": email_credits,
            "lead_credits": lead_credits,
            "id": optional(positive_id, "id", id),
            "uuid": uuid,
        }
        return await self._call(_SAVE.request(json=body))

    async def list_api_keys(
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
        query = {
            "clientId": optional(positive_id, "client_id", client_id),
            "status": optional(one_of, "status", status, get_args(KeyStatus)),
            "keyName": key_name,
        }
        return await self._call(_LIST_KEYS.request(query=query))

    async def create_api_key(self, *, client_id: int, key_name: str) -> ClientApiKey:
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
        body = {
            "clientId": positive_id("client_id", client_id),
            "keyName": _key_name("key_name", key_name),
        }
        return await self._call(_CREATE_KEY.request(json=body))

    async def delete_api_key(self, api_key_id: int) -> Acknowledgement:
        """Delete an API key of a client.

        ``DELETE /client/api-key/{api_key_id}``
        ([API reference](https://api.smartlead.ai/api-reference/clients/api-keys)).

        Raises:
            NotFoundError: There is no such key.
        """
        return await self._call(_DELETE_KEY.request(api_key_id))

    async def reset_api_key(self, api_key_id: int) -> Acknowledgement:
        """Replace an API key of a client by a new one.

        ``PUT /client/api-key/reset/{api_key_id}``
        ([API reference](https://api.smartlead.ai/api-reference/clients/api-keys)). The old key
        stops working. Never repeated once it may have been carried out: a repetition would replace
        the new key too.

        Returns:
            An acknowledgement. The service does not document its fields: if the new key is among
            them, it is in ``extra`` as a :class:`~smartlead_async.Secret`.

        Raises:
            NotFoundError: There is no such key.
            OutcomeUnknownError: The key may or may not have been replaced.
        """
        return await self._call(_RESET_KEY.request(api_key_id))


def _key_name(name: str, value: str) -> str:
    if not re.fullmatch(r"[\w -]+", non_empty_text(name, value)):
        raise InvalidRequestError(
            f"{name} must hold letters, digits, spaces, hyphens and underscores only", field=name
        )
    return value

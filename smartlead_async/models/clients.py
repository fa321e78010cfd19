"""Clients of an agency, and their API keys."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from .._secret import Secret
from ._base import Model, OpenEnum, names

__all__ = ["Client", "ClientApiKey", "ClientApiKeyStatus"]


class ClientApiKeyStatus(OpenEnum):
    """State of a client's API key."""

    ACTIVE = "active"
    INACTIVE = "inactive"


@frozen(kw_only=True, repr=False, eq=False)
class Client(Model):
    """A client of an agency (``GET /client/``, ``POST /client/save``).

    The analytics list the same clients as :class:`AnalyticsClient`, with the same ids.

    Attributes:
        id: Identifier.
        name: Name.
        email: Address that the client logs in with.
        api_key: Its API key; sent when the client was created.
        password: Its password, where the service sends it when the client was created.
        created_at: When it was created.
    """

    id: int = field(metadata=names("id", "clientId", "client_id"))
    name: str | None = None
    email: str | None = None
    api_key: Secret | None = None
    password: Secret | None = None
    created_at: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ClientApiKey(Model):
    """An API key of a client (``/client/api-key``).

    Attributes:
        id: Identifier.
        client_id: The client.
        key_name: Name of the key.
        api_key: The key itself.
        status: State.
        created_at: When it was created.
    """

    id: int
    client_id: int | None = field(default=None, metadata=names("client_id", "clientId"))
    key_name: str | None = field(default=None, metadata=names("key_name", "keyName"))
    api_key: Secret | None = field(default=None, metadata=names("api_key", "apiKey"))
    status: ClientApiKeyStatus | None = None
    created_at: dt.datetime | None = None

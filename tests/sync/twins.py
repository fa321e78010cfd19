"""The classes of smartlead_async that have a synchronous twin, and the twins."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import smartlead_async.sandbox
import smartlead_sync.sandbox


def areas(client: Any) -> dict[str, type]:
    """Return the class behind each area of a client, by the area's name."""
    names = [name for name, each in vars(type(client)).items() if isinstance(each, cached_property)]
    return {name: type(getattr(client, name)) for name in names}


with smartlead_sync.Smartlead("key") as _client:
    AREAS = dict(zip(areas(_client._async).values(), areas(_client).values(), strict=True))

TWINS: dict[type, type] = {
    smartlead_async.Smartlead: smartlead_sync.Smartlead,
    smartlead_async.sandbox.Sandbox: smartlead_sync.sandbox.Sandbox,
    **AREAS,
}

"""The type of the fixture that sends a request by its first line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

Ask: TypeAlias = Callable[..., Awaitable[Any]]

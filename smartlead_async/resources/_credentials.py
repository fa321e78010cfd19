"""Passwords and tokens among the arguments."""

from __future__ import annotations

from typing import cast, overload

from .._errors import InvalidRequestError
from .._options import NotGiven
from .._secret import Secret

__all__ = ["credential", "hidden"]


@overload
def hidden(value: str | Secret) -> Secret: ...
@overload
def hidden(value: str | Secret | NotGiven) -> Secret | NotGiven: ...
def hidden(value: str | Secret | NotGiven) -> Secret | NotGiven:
    """Return a credential, whatever its type, so that no traceback shows it."""
    return value if isinstance(value, Secret | NotGiven) else Secret(value)


def credential(name: str, value: Secret) -> Secret:
    """Return a credential that is text."""
    if not isinstance(cast("object", value.reveal()), str):
        raise InvalidRequestError(f"{name} must be text", field=name)
    return value

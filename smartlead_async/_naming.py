"""The name of the client whose call is under way, for errors and log lines."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from ._errors import ConfigurationError, SmartleadError
from ._validate import shown

__all__ = ["named", "read_name"]

_current: ContextVar[str] = ContextVar("smartlead_client", default="")


def read_name(given: object) -> str | None:
    """Return the name of a client.

    Raises:
        ConfigurationError: It is no printable text, or empty.
    """
    if given is None:
        return None
    if not isinstance(given, str) or not given.strip() or not given.isprintable():
        raise ConfigurationError(f"name must be printable text, not {shown(given)}")
    return given.strip()


@contextmanager
def named(client: str) -> Generator[None]:
    """Put the name of a client before errors and log lines of the block."""
    token = _current.set(client)
    try:
        yield
    except SmartleadError as error:
        error.client = client
        raise
    finally:
        _current.reset(token)


class _Prefix(logging.Filter):
    """Puts the name before log lines; the parts of the package below know no client."""

    def filter(self, record: logging.LogRecord) -> bool:
        if name := _current.get():
            escaped = name.replace("%", "%%") if record.args else name
            record.msg = f"{escaped}: {record.msg}"
        return True


_PREFIX: Final = _Prefix()
logging.getLogger("smartlead_async").addFilter(_PREFIX)

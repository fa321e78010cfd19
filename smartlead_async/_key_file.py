"""A file that maps names to API keys, in JSON or TOML."""

from __future__ import annotations

import json
import logging
import os
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from ._errors import ConfigurationError

__all__ = ["read_key_file"]

_log = logging.getLogger("smartlead_async")


def read_key_file(path: str | os.PathLike[str]) -> Any:
    """Return what the file holds; whether that is a mapping of keys is for the caller to see.

    Raises:
        ConfigurationError: The file cannot be read. No error holds any of its text.
    """
    file = Path(path)
    form = file.suffix.lower()
    if form not in _READERS:
        raise ConfigurationError(
            f"a file of API keys is JSON or TOML, by its name: {file} ends with neither .json "
            'nor .toml. In TOML, each line is such as: acme = "the key"'
        )
    try:
        _warn_if_shown(file)
        return _READERS[form](file.read_bytes())
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    except ConfigurationError as error:
        problem = str(error)
    except ValueError as error:
        problem = f"is not valid {form[1:].upper()}{_place_of(error)}"
    # raised out here: the errors above would bring the text of the file along
    raise ConfigurationError(f"{file} {problem}")


def _warn_if_shown(file: Path) -> None:
    if os.name == "posix" and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        _log.warning("%s holds API keys, and other users may read it: chmod 600 %s", file, file)


def _place_of(error: ValueError) -> str:
    found = re.search(r"line \d+,? column \d+", str(error))
    return f" at {found[0]}" if found else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ConfigurationError(f"names {name!r} twice: which key is it?")
        found[name] = value
    return found


_READERS: Final[Mapping[str, Callable[[bytes], Any]]] = {
    ".json": lambda content: json.loads(content, object_pairs_hook=_once),
    ".toml": lambda content: tomllib.loads(content.decode("utf-8-sig")),
}

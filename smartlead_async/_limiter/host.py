"""The limiter that shares the budget of a key between the processes of a host."""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias, cast
from weakref import WeakKeyDictionary, WeakValueDictionary

from .._errors import ConfigurationError
from .._options import RateLimit
from .._public import public
from .local import LocalRateLimiter
from .windows import lock

__all__ = ["HostRateLimiter"]

_Key: TypeAlias = tuple[str, tuple[RateLimit, ...]]


class HostRateLimiter:
    """Shares the budget of each API key between all processes of one user on one host.

    ::

        limiter = HostRateLimiter()
        async with Smartlead(limiter=limiter) as smartlead:
            ...

    Give all of them the same ``rate_limits``. The requests of a key are logged in a small file,
    which only the user may read. Its name is a hash of the key. A process that starts right after
    another, a fork and several event loops keep the limit together, first come, first served. A
    pause after a 429 holds for all. A process that is killed delays nobody, and a damaged file is
    made anew.

    Linux and macOS only. Containers share a file if they share its directory. For several hosts
    there is :class:`RedisRateLimiter`.

    Args:
        directory: Where the files are, on a disk of this host; made if it is missing. By default
            ``smartlead-async-<uid>`` in the directory for temporary files, the same for a login
            and for cron.

    Raises:
        ConfigurationError: The directory cannot be used, or the system is another one.
    """

    _directory: Path | str = "of unknown directory"  # for the repr while it is not checked yet

    def __init__(self, directory: str | os.PathLike[str] | None = None) -> None:
        if sys.platform not in ("linux", "darwin"):
            raise ConfigurationError(
                f"HostRateLimiter works on Linux and macOS, not on {sys.platform}: leave limiter "
                "out and make all calls from one process, or use RedisRateLimiter"
            )
        self._directory = _usable(_read_directory(directory))
        self._limiters: WeakKeyDictionary[
            asyncio.AbstractEventLoop, WeakValueDictionary[_Key, LocalRateLimiter]
        ] = WeakKeyDictionary()

    def for_key(self, key_id: str, rate_limits: Sequence[RateLimit]) -> LocalRateLimiter:
        """Return the limiter of a key in the running event loop; clients call this.

        Args:
            key_id: Hash of the API key.
            rate_limits: The limits of the client.
        """
        # there is no fcntl on Windows
        from .host_windows import HostWindows  # noqa: PLC0415

        limits = tuple(rate_limits)
        with lock:
            here = self._limiters.setdefault(asyncio.get_running_loop(), WeakValueDictionary())
            limiter = here.get((key_id, limits))
            if limiter is None:
                windows = HostWindows(self._path(key_id), limits)
                limiter = here[key_id, limits] = LocalRateLimiter(limits, windows)
        return limiter

    async def release(self) -> None:
        """Do nothing: the file is open only while it is read or written."""

    def _path(self, key_id: str) -> Path:
        return Path(self._directory) / hashlib.sha256(key_id.encode()).hexdigest()[:32]

    def __repr__(self) -> str:
        return f"<HostRateLimiter {self._directory}>"


def _read_directory(given: str | os.PathLike[str] | None) -> Path:
    if given is None:
        return Path(tempfile.gettempdir()) / f"smartlead-async-{os.getuid()}"
    if not isinstance(cast("object", given), str | os.PathLike) or not given:
        raise ConfigurationError(f"directory must be a path, not {given!r}")
    return Path(given).absolute()


def _usable(directory: Path) -> Path:
    """Return the directory, which is made if it is missing."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        problem = _problem_with(directory)
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        problem = f"cannot be made ({getattr(error, 'strerror', error)})"
    if problem is None:
        return directory
    raise ConfigurationError(
        f"directory {directory} {problem}: give HostRateLimiter a directory of your own"
    )


def _problem_with(directory: Path) -> str | None:
    found = directory.stat()
    if found.st_uid not in (os.getuid(), 0):
        return "belongs to another user"
    if found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX:
        return "may be changed by all users"
    return None if os.access(directory, os.W_OK | os.X_OK) else "cannot be written"


public("smartlead_async", HostRateLimiter)

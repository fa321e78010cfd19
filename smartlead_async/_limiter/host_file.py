"""A small file in which the processes of a host log their requests to one key, under a lock."""

from __future__ import annotations

import fcntl
import math
import os
import stat
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import Final

from attrs import define

from .._options import RateLimit
from .protocol import LONGEST_PAUSE

__all__ = ["HostFile", "LockedError", "Log", "clock"]

# The file: this header, then a record for each request. All times are seconds on the clock.
_HEADER: Final = Struct("=8s40sdQ")  # magic, id of the boot, pause until, whether a probe follows
_PAUSE: Final = Struct("=dQ")
_PAUSE_AT: Final = _HEADER.size - _PAUSE.size
_RECORD: Final = Struct("=dQ")  # time from which the request counts (-inf: not at all), its id
_MAGIC: Final = b"smartle1"
_CLOCK: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # it goes on in sleep
_TRIES: Final = 20
_A_MOMENT: Final = 0.0005  # seconds; the lock is held for a twentieth of that


def clock() -> float:
    """Return the seconds since the host was started, the same for all its processes."""
    return time.clock_gettime(_CLOCK)


class LockedError(OSError):
    """Another process keeps the lock, as one does that was stopped while it held it."""


@define
class Log:
    """What the file holds, while it is locked.

    Attributes:
        now: The time on the clock.
        times: From when each request counts.
        ids: Their ids, in the same order.
        paused_until: The time before which nothing goes out.
        probe: Whether one request goes out alone then.
    """

    _fd: int
    now: float
    times: Sequence[float] = ()
    ids: Sequence[int] = ()
    paused_until: float = 0.0
    probe: bool = False

    def position(self, id_: int, most: int, longest: float) -> int:
        """Return where the record of a request is, or where to write it.

        A record is overwritten when it has left the longest window and ``most`` are there.
        """
        if id_ in self.ids:
            return self.ids.index(id_)
        oldest = min(self.times, default=math.inf)
        if len(self.times) >= most and oldest + longest <= self.now:
            return self.times.index(oldest)
        return len(self.times)

    def write(self, position: int, moment: float, id_: int) -> None:
        """Write a record."""
        os.pwrite(self._fd, _RECORD.pack(moment, id_), _HEADER.size + position * _RECORD.size)

    def move(self, id_: int, seconds: float) -> None:
        """Let a request count later, if it is still there."""
        if id_ in self.ids:
            position = self.ids.index(id_)
            self.write(position, self.times[position] + seconds, id_)

    def withdraw(self, id_: int) -> None:
        """Let a request no longer count."""
        if id_ in self.ids:
            self.write(self.ids.index(id_), -math.inf, 0)

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until then, unless a longer pause is on."""
        if until > self.paused_until:
            os.pwrite(self._fd, _PAUSE.pack(until, probe), _PAUSE_AT)


class HostFile:
    """The file of one key.

    Args:
        path: Its path.
        limits: The limits to keep.
        latest: Seconds from now on; a record of a later time makes no sense.
    """

    def __init__(self, path: Path, limits: Sequence[RateLimit], latest: float) -> None:
        self.path = path
        self._shortest = min(limits, key=lambda limit: limit.per_seconds)
        self._latest = latest
        self._boot = _boot_id()

    @contextmanager
    def locked(self) -> Generator[Log]:
        """Lock the file, and make it anew if it is from before a restart, or damaged.

        It is opened each time: so the lock holds between threads and between a process and its
        forks, too. The kernel lets go of it when the process dies.

        Raises:
            LockedError: Another process keeps it locked.
            OSError: The file cannot be used.
        """
        fd, size = _open_and_lock(self.path)
        try:
            yield self._read(fd, size)
        finally:
            fcntl.flock(fd, fcntl.LOCK_UN)  # a process forked meanwhile has the file open, too
            os.close(fd)

    def _read(self, fd: int, size: int) -> Log:
        data = os.pread(fd, size, 0)
        now = clock()
        return self._log(fd, now, data) or self._new_log(fd, now, data)

    def _new_log(self, fd: int, now: float, data: bytes) -> Log:
        """Start the file anew; if it was damaged, as if the shortest window were full."""
        damaged = data and not _is_of_another_boot(data, self._boot)
        spent = self._shortest.max_requests if damaged else 0
        os.ftruncate(fd, 0)
        header = _HEADER.pack(_MAGIC, self._boot, 0.0, 0)
        os.pwrite(fd, header + _RECORD.pack(now, 0) * spent, 0)
        return Log(fd, now, [now] * spent, [0] * spent)

    def _log(self, fd: int, now: float, data: bytes) -> Log | None:
        """Return what the file holds; None if that makes no sense."""
        count, rest = divmod(len(data) - _HEADER.size, _RECORD.size)
        if count < 0 or rest:
            return None
        magic, boot, paused_until, probe, *records = _layout(count).unpack(data)
        if magic != _MAGIC or boot != self._boot:
            return None
        times = records[::2]
        pause_is_right = 0 <= paused_until <= now + LONGEST_PAUSE + 1
        if not pause_is_right or not _are_times(times, now + self._latest):
            return None
        return Log(fd, now, times, records[1::2], paused_until, probe != 0)


@lru_cache(maxsize=32)
def _layout(count: int) -> Struct:
    """Return the format of a file with so many records."""
    return Struct(_HEADER.format + "dQ" * count)


def _open_and_lock(path: Path) -> tuple[int, int]:
    """Return the descriptor and the size of the file."""
    while True:
        fd = _open(path)
        try:
            _lock(fd)
            found = os.fstat(fd)
            _check(found)
        except BaseException:
            os.close(fd)
            raise
        if found.st_nlink:
            return fd, found.st_size
        os.close(fd)  # somebody has deleted it meanwhile


def _open(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:  # somebody has tidied up
        path.parent.mkdir(mode=0o700, exist_ok=True)
        return os.open(path, flags, 0o600)


def _check(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
        raise PermissionError("it is not a file of this user")


def _lock(fd: int) -> None:
    for _ in range(_TRIES):
        try:
            return fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_A_MOMENT)
    raise LockedError("another process keeps it locked")


def _are_times(times: Sequence[float], latest: float) -> bool:
    return max(times, default=0.0) <= latest and not math.isnan(sum(times))


def _is_of_another_boot(data: bytes, boot: bytes) -> bool:
    if len(data) < _HEADER.size:
        return False
    magic, found, *_ = _HEADER.unpack_from(data)
    return bool(magic == _MAGIC and found != boot)


def _boot_id() -> bytes:
    """Return the name of the time since the host was started, padded as in the header."""
    name = b""
    if sys.platform == "darwin":
        name = _of_the_kernel(b"kern.bootsessionuuid")
    else:
        with suppress(OSError):  # without it, times that make no sense tell of a restart
            name = Path("/proc/sys/kernel/random/boot_id").read_bytes().strip()
    return name[:40].ljust(40, b"\0")


def _of_the_kernel(variable: bytes) -> bytes:
    import ctypes  # noqa: PLC0415 - slow to import, and needed on macOS only

    text, size = ctypes.create_string_buffer(64), ctypes.c_size_t(64)
    ctypes.CDLL(None).sysctlbyname(variable, text, ctypes.byref(size), None, 0)
    return text.value

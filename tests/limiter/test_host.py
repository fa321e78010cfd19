"""Limiters that share a key through a file; each stands for a process of its own."""

from __future__ import annotations

import asyncio
import fcntl
import math
import os
import signal
import stat
import struct
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    ConfigurationError,
    HostRateLimiter,
    KeyedRateLimiter,
    RateLimit,
    RateLimiterUnavailableError,
    Smartlead,
)
from smartlead_async._limiter import (
    KeyPaused,
    LocalRateLimiter,
    QueueTooLong,
    host_file,
    host_windows,
)
from tests.support import in_a_fork
from tests.virtual_loop import run_virtual

virtual = pytest.mark.virtual_time
LIMIT = RateLimit(4, 2.0)
HEADER, RECORD = 64, 16
BOOTED = 5000.0


@pytest.fixture(autouse=True)
def _virtual_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the host's clock go as that of the event loop."""
    if request.node.get_closest_marker("virtual_time"):
        monkeypatch.setattr(host_file, "clock", lambda: BOOTED + now())


def now() -> float:
    return asyncio.get_running_loop().time()


class Host:
    """Processes on one key, and when their requests went out."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.sent: list[float] = []

    def process(self, *limits: RateLimit) -> LocalRateLimiter:
        return HostRateLimiter(self.directory).for_key("key", limits or (LIMIT,))

    @property
    def file(self) -> Path:
        [file] = self.directory.iterdir()
        return file

    async def call(self, process: LocalRateLimiter, **bounds: float) -> float:
        permit = await process.acquire_within("bulk", **bounds)
        permit.sent()
        self.sent.append(now())
        permit.done(200, {})
        return self.sent[-1]

    async def calls(self, *processes: LocalRateLimiter, each: int) -> list[float]:
        return await asyncio.gather(*(self.call(p) for p in processes for _ in range(each)))

    def fullest(self, limit: RateLimit = LIMIT) -> int:
        window = limit.per_seconds
        return max(sum(a <= b < a + window for b in self.sent) for a in self.sent)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


# -- one budget ------------------------------------------------------------------------------------


@virtual
async def test_processes_use_the_limit_to_the_full_and_never_exceed_it(host):
    await host.calls(host.process(), host.process(), host.process(), each=8)
    assert host.fullest() == 4
    assert now() <= 5 * LIMIT.per_seconds * 1.01


@virtual
async def test_all_limits_of_a_key_hold_at_once(host):
    limits = (LIMIT, RateLimit(6, 10.0))
    await host.calls(host.process(*limits), host.process(*limits), each=7)
    assert [host.fullest(limit) for limit in limits] == [4, 6]


@virtual
async def test_processes_that_follow_one_another_keep_the_limit(host):
    for _ in range(50):
        await host.call(host.process())
    assert host.fullest() == 4


@virtual
async def test_the_processes_take_turns(host):
    first, second = host.process(), host.process()
    ahead = [asyncio.create_task(host.call(first)) for _ in range(40)]
    await asyncio.sleep(0.1)
    await host.calls(second, each=8)
    assert now() < 9
    for task in ahead:
        task.cancel()


@virtual
async def test_a_request_counts_from_its_latest_arrival(host):
    process, other = host.process(), host.process()
    for answered_after in (0.02, 0.5):  # so 0.48 s may have passed on the way
        permit = await process.acquire("bulk")
        permit.sent()
        await asyncio.sleep(answered_after)
        permit.done(200, {})
    slow = now()
    await host.calls(other, each=3)
    assert max(host.sent) >= slow + LIMIT.per_seconds - 0.03 - 0.5


@virtual
async def test_a_request_counts_from_its_departure_if_the_connection_was_slow(host):
    permits = [await host.process().acquire("bulk") for _ in range(4)]
    await asyncio.sleep(1)
    for permit in permits:
        permit.sent()
    assert await host.call(host.process()) == pytest.approx(1 + LIMIT.per_seconds, abs=0.02)


@virtual
async def test_a_place_that_is_given_back_is_free(host):
    permits = [await host.process().acquire("bulk") for _ in range(4)]
    permits[1].cancelled()
    assert await host.call(host.process()) == 0


@virtual
async def test_a_pause_holds_for_all_processes(host):
    process, other = host.process(), host.process()
    (await process.acquire("bulk")).done(429, {"retry-after": "9"})
    state = other.state()
    assert (state.free_slots, round(state.paused_for_s)) == (0, 9)
    with pytest.raises(KeyPaused):
        await other.acquire_within("bulk", longest_pause=5)
    assert 9 <= await host.call(host.process()) < 9.1


@virtual
async def test_a_call_that_a_pause_turns_away_leaves_nothing_behind(host):
    (await host.process().acquire("bulk")).done(429, {"retry-after": "9"})
    for _ in range(12):
        with pytest.raises(KeyPaused):
            await host.process().acquire_within("bulk", longest_pause=5)
    assert max(await host.calls(host.process(), each=4)) < 9.1


@virtual
async def test_a_probe_goes_first_after_a_pause_that_was_cut(host):
    process, other = host.process(), host.process()
    (await process.acquire("bulk")).done(429, {"retry-after": "9999"})
    waiting = [asyncio.create_task(other.acquire("bulk")) for _ in range(2)]
    await asyncio.sleep(3601)
    assert [task.done() for task in waiting] == [True, False]
    waiting[0].result().done(200, {})
    await waiting[1]


@virtual
async def test_a_call_that_would_wait_too_long_is_turned_away(host):
    await host.calls(host.process(), each=4)
    with pytest.raises(QueueTooLong):
        await host.process().acquire_within("bulk", longest_wait=1)


@virtual
async def test_free_places_are_known(host):
    process = host.process(LIMIT, RateLimit(5, 60.0))
    assert process.state().free_slots == 4
    await host.calls(host.process(), each=3)
    assert process.state().free_slots == 1
    await asyncio.sleep(3)
    assert process.state().free_slots == 2


def test_forks_keep_the_limit_together(tmp_path):
    limiter = HostRateLimiter(tmp_path)
    limit = RateLimit(5, 0.1)

    async def six_calls() -> str:
        process = limiter.for_key("key", (limit,))
        sent = []
        for _ in range(6):
            permit = await process.acquire("bulk")
            permit.sent()
            sent.append(time.monotonic())
            permit.done(200, {})
        return " ".join(map(str, sent))

    forks = [in_a_fork(lambda: asyncio.run(six_calls())) for _ in range(3)]
    sent = [float(moment) for fork in forks for moment in fork().split()]
    assert len(sent) == 18
    assert max(sum(a <= b < a + limit.per_seconds for b in sent) for a in sent) == 5


# -- the file --------------------------------------------------------------------------------------


@virtual
async def test_only_the_user_may_read_the_file_and_its_name_tells_nothing(tmp_path):
    limiter = HostRateLimiter(tmp_path / "made")
    async with Smartlead("secret-key", limiter=limiter) as smartlead:
        await smartlead._caller.channel.limiter().acquire("bulk")
    [file] = (tmp_path / "made").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "secret" not in file.name
    assert b"secret" not in file.read_bytes()


@virtual
async def test_the_file_stays_small(host):
    for _ in range(60):
        await host.call(host.process())
    assert host.file.stat().st_size <= HEADER + 5 * RECORD


PAUSED = struct.Struct("=d")
DAMAGES = {
    "cut in the header": lambda data: data[:30],
    "cut in a record": lambda data: data[:-5],
    "of another kind": lambda data: b"x" + data[1:],
    "a time that is none": lambda data: data[:HEADER] + PAUSED.pack(math.nan) + data[HEADER + 8 :],
    "a time without end": lambda data: data[:HEADER] + PAUSED.pack(math.inf) + data[HEADER + 8 :],
    "a pause of days": lambda data: data[:48] + PAUSED.pack(1e6) + data[56:],
}


@virtual
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
async def test_a_damaged_file_is_made_anew_and_counts_as_full(host, damage):
    await host.calls(host.process(), each=4)
    host.file.write_bytes(damage(host.file.read_bytes()))
    assert await host.call(host.process()) == pytest.approx(LIMIT.per_seconds, abs=0.02)


@given(st.binary(max_size=200))
@settings(max_examples=30)
def test_no_content_keeps_a_call_from_going_out(data):
    async def scenario() -> None:
        with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
            patch.setattr(host_file, "clock", lambda: BOOTED + now())
            host = Host(Path(directory))
            await host.process().acquire("bulk")
            host.file.write_bytes(data)
            await asyncio.wait_for(host.call(host.process()), 3)

    run_virtual(scenario())


@virtual
async def test_a_file_from_before_a_restart_of_the_host_does_not_count(host, monkeypatch):
    await host.calls(host.process(), each=4)
    monkeypatch.setattr(host_file, "_boot_id", lambda: b"another".ljust(40, b"\0"))
    assert host.process().state().free_slots == 4
    await host.calls(host.process(), each=4)
    assert now() == 0


@virtual
async def test_a_file_that_is_tidied_away_is_made_again(host, tmp_path):
    host.directory = tmp_path / "inner"
    process = host.process()
    await host.call(process)
    host.file.unlink()
    host.directory.rmdir()
    await host.call(process)
    assert host.file.exists()


@virtual
async def test_a_file_that_is_deleted_while_it_is_locked_is_left(host, monkeypatch):
    process = host.process()
    await host.call(process)
    lock, deleted = host_file._lock, []

    def delete_first(fd: int) -> None:
        if not deleted:
            deleted.append(host.file.unlink())
        lock(fd)

    monkeypatch.setattr(host_file, "_lock", delete_first)
    await host.call(process)
    assert host.file.stat().st_size == HEADER + RECORD


# -- the lock --------------------------------------------------------------------------------------


def test_a_process_killed_inside_the_lock_delays_nobody(host, monkeypatch):
    async def be_killed() -> None:
        with host.process()._windows._file.locked():
            os.kill(os.getpid(), signal.SIGKILL)

    async def one_call() -> float:
        return await host.call(host.process())

    assert in_a_fork(lambda: asyncio.run(be_killed()))() == ""
    monkeypatch.setattr(host_file, "_TRIES", 1)
    monkeypatch.setattr(host_windows, "_PATIENCE", 0.0)
    asyncio.run(one_call())


@pytest.fixture
async def locked(host, monkeypatch) -> int:
    """The file, locked by a process that does not go on."""
    monkeypatch.setattr(host_file, "_A_MOMENT", 0.0)
    await host.call(host.process())
    fd = os.open(host.file, os.O_RDWR)
    fcntl.flock(fd, fcntl.LOCK_EX)
    yield fd
    os.close(fd)


@virtual
async def test_a_call_waits_for_the_lock(host, locked):
    call = asyncio.create_task(host.call(host.process()))
    await asyncio.sleep(5)
    fcntl.flock(locked, fcntl.LOCK_UN)
    assert 5 <= await call <= 5.1


@virtual
async def test_a_call_gives_up_on_the_lock_in_the_end(host, locked):
    process = host.process()
    with pytest.raises(RateLimiterUnavailableError, match="another process keeps it locked"):
        await process.acquire("bulk")
    assert now() == pytest.approx(10, abs=0.1)
    assert process.state().free_slots is None
    fcntl.flock(locked, fcntl.LOCK_UN)
    await host.call(process)


@virtual
async def test_an_update_that_finds_the_file_locked_is_left_out(host, locked):
    fcntl.flock(locked, fcntl.LOCK_UN)
    process = host.process()
    permit = await process.acquire("bulk")
    fcntl.flock(locked, fcntl.LOCK_EX)
    permit.done(429, {"retry-after": "3"})
    assert process.state().paused_for_s >= 3


@virtual
@pytest.mark.parametrize("instead", ["directory", "link", "pipe", "of another user"])
async def test_what_is_no_file_of_the_user_is_not_used(host, monkeypatch, instead):
    process = host.process()
    await host.call(process)
    file = host.file
    if instead == "of another user":
        monkeypatch.setattr(os, "getuid", lambda: 12345)
    else:
        file.unlink()
    if instead == "directory":
        file.mkdir()
    elif instead == "link":
        file.symlink_to("/dev/null")
    elif instead == "pipe":
        os.mkfifo(file)
    with pytest.raises(RateLimiterUnavailableError, match=file.name):
        await process.acquire("bulk")


# -- options ---------------------------------------------------------------------------------------


def test_the_default_directory_is_one_for_the_user(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    limiter = HostRateLimiter()
    assert isinstance(limiter, KeyedRateLimiter)
    directory = tmp_path / f"smartlead-async-{os.getuid()}"
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert repr(limiter) == f"<HostRateLimiter {directory}>"


@pytest.mark.parametrize("given", [5, b"x", "", ["x"], "a\0b"])
def test_a_directory_that_is_none(given):
    with pytest.raises(ConfigurationError, match="directory"):
        HostRateLimiter(given)


def test_a_directory_that_others_may_change(tmp_path):
    tmp_path.chmod(0o777)
    with pytest.raises(ConfigurationError, match=f"{tmp_path} may be changed by all users"):
        HostRateLimiter(tmp_path)
    tmp_path.chmod(0o1777)
    HostRateLimiter(tmp_path)


def test_a_directory_of_another_user(tmp_path, monkeypatch):
    os.chown(tmp_path, 12345, -1) if os.getuid() == 0 else monkeypatch.setattr(
        os, "getuid", lambda: 12345
    )
    with pytest.raises(ConfigurationError, match="belongs to another user"):
        HostRateLimiter(tmp_path)


def test_a_directory_that_cannot_be_written(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.touch()
    for path in (file, file / "below"):
        with pytest.raises(ConfigurationError, match=f"{path} cannot be made"):
            HostRateLimiter(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ConfigurationError, match=f"{tmp_path} cannot be written"):
        HostRateLimiter(tmp_path)


def test_another_system_has_other_ways(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(ConfigurationError, match=r"Linux and macOS, not on win32: .*Redis"):
        HostRateLimiter()

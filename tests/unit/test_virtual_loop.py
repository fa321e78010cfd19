from __future__ import annotations

import asyncio
import threading

import pytest

from tests.virtual_loop import DeadlockError, VirtualTimeLoop, run_virtual

DAY = 86_400.0


def test_sleep_moves_the_clock_exactly_and_takes_no_real_time() -> None:
    async def main() -> list[float]:
        loop = asyncio.get_running_loop()
        seen = [loop.time()]
        for seconds in (0.1, 0.2, 3 * DAY):
            await asyncio.sleep(seconds)
            seen.append(loop.time())
        return seen

    # A loop that really slept would not come back within the life of this test.
    assert run_virtual(main()) == [0.0, 0.1, 0.1 + 0.2, 0.1 + 0.2 + 3 * DAY]


def test_timers_fire_in_order_whatever_the_order_of_their_making() -> None:
    async def main() -> list[str]:
        order: list[str] = []

        async def note(name: str, after: float) -> None:
            await asyncio.sleep(after)
            order.append(name)

        await asyncio.gather(note("late", 2.0), note("early", 1.0), note("at once", 0))
        return order

    assert run_virtual(main()) == ["at once", "early", "late"]


def test_a_cancelled_timer_does_not_move_the_clock() -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        loop.call_later(50.0, lambda: None).cancel()
        await asyncio.sleep(1.0)
        return loop.time()

    assert run_virtual(main()) == 1.0


def test_timeouts_expire_in_virtual_time() -> None:
    async def main() -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(600):
                await asyncio.Event().wait()
        return asyncio.get_running_loop().time()

    assert run_virtual(main()) == 600.0


def test_a_dead_wait_is_reported_with_the_tasks_that_wait() -> None:
    async def waits_for_nobody() -> None:
        await asyncio.Event().wait()

    with pytest.raises(DeadlockError, match=r"(?s)no timer is set at 0\.0 s.*waits_for_nobody"):
        run_virtual(waits_for_nobody())


def test_tasks_clean_up_after_a_dead_wait() -> None:
    cleaned = []

    async def main() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(5.0)
            cleaned.append(True)

    with pytest.raises(DeadlockError):
        run_virtual(main())
    assert cleaned == [True]


def test_the_clock_stands_still_while_a_thread_works() -> None:
    async def main() -> tuple[bool, float]:
        loop = asyncio.get_running_loop()
        loop.call_later(1.0, lambda: None)
        release = threading.Event()
        work = loop.run_in_executor(None, release.wait)
        jumped = loop._jump()
        release.set()
        await work
        return jumped, loop.time()

    assert run_virtual(main()) == (False, 0.0)


def test_threads_are_joined_without_moving_the_clock() -> None:
    """``asyncio.Runner`` joins them under a timeout, which must not expire at once."""
    loops: list[asyncio.AbstractEventLoop] = []

    async def main() -> int:
        loops.append(asyncio.get_running_loop())
        return await asyncio.to_thread(threading.get_ident)

    assert run_virtual(main()) != threading.get_ident()
    assert loops[0].time() == 0.0


def test_exceptions_and_results_come_back_and_the_loop_is_closed() -> None:
    loops: list[asyncio.AbstractEventLoop] = []

    async def fail() -> None:
        loops.append(asyncio.get_running_loop())
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        run_virtual(fail())
    assert loops[0].is_closed()


@pytest.mark.virtual_time
async def test_the_marker_runs_a_test_on_virtual_time(virtual_start: float) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    await asyncio.sleep(DAY)
    assert loop.time() == virtual_start + DAY


@pytest.fixture
async def virtual_start() -> float:
    """An async fixture shares the loop of the test that uses it."""
    return asyncio.get_running_loop().time()


async def test_without_the_marker_the_loop_is_the_ordinary_one() -> None:
    assert not isinstance(asyncio.get_running_loop(), VirtualTimeLoop)

"""The loop thread against signals, forks and the end of the interpreter, in real processes.

Every script runs in a process of its own and prints what happened; the time limit only keeps a
hang from blocking the test run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import smartlead_sync

ROOT = Path(smartlead_sync.__file__).parents[1]
PRELUDE = """
import asyncio, atexit, gc, os, signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored under nohup
from smartlead_sync import _loop_thread
from smartlead_sync._loop_thread import PageIterator, batches, call, on_caller
from smartlead_async._errors import ClientClosedError

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

def interrupt():
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

async def one():
    return 1

async def tasks_left():
    return len(asyncio.all_tasks()) - 1
"""

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs pthread_kill")


def run(tmp_path: Path, script: str, *, prelude: str = PRELUDE) -> list[str]:
    """Run a script that must end well and write nothing to stderr; return what it printed."""
    path = tmp_path / "script.py"
    path.write_text(prelude + textwrap.dedent(script))
    # 3.12 warns of any fork in a process with threads; here that is the point.
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", str(path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


# --- Ctrl-C --------------------------------------------------------------------------------------


@needs_signals
def test_ctrl_c_cancels_the_call_and_waits_for_its_clean_up(tmp_path: Path):
    assert run(
        tmp_path,
        """
        async def held_by_the_server():
            interrupt()
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)
                say("cleaned up")

        try:
            call(held_by_the_server())
        except KeyboardInterrupt:
            say("interrupted")
        say("left", call(tasks_left()))
        """,
    ) == ["cleaned up", "interrupted", "left 0"]


@needs_signals
def test_a_second_ctrl_c_leaves_at_once(tmp_path: Path):
    assert run(
        tmp_path,
        """
        _loop_thread.CLEAN_UP_SECONDS = 1e6
        release = asyncio.Event()

        async def stubborn():
            interrupt()
            try:
                await asyncio.Event().wait()
            finally:
                interrupt()
                await release.wait()

        async def let_go():
            release.set()

        try:
            call(stubborn())
        except KeyboardInterrupt:
            say("interrupted", call(tasks_left()))
        call(let_go())
        """,
    ) == ["interrupted 1"]


@needs_signals
def test_ctrl_c_does_not_wait_for_ever_for_the_clean_up(tmp_path: Path):
    assert run(
        tmp_path,
        """
        _loop_thread.CLEAN_UP_SECONDS = 0.01
        release = asyncio.Event()

        async def stubborn():
            interrupt()
            try:
                await asyncio.Event().wait()
            finally:
                await release.wait()

        async def let_go():
            release.set()

        try:
            call(stubborn())
        except KeyboardInterrupt:
            say("interrupted", call(tasks_left()))
        call(let_go())
        """,
    ) == ["interrupted 1"]


@needs_signals
@pytest.mark.parametrize("wait", ["asyncio.Event().wait()", "asyncio.sleep(0)"])
def test_no_task_is_left_wherever_ctrl_c_strikes(tmp_path: Path, wait: str):
    assert run(
        tmp_path,
        f"""
        import queue, warnings
        warnings.simplefilter("ignore")  # struck before the call: the coroutine never began
        _loop_thread.CLEAN_UP_SECONDS = 1e6
        go, struck = queue.SimpleQueue(), queue.SimpleQueue()

        def strike():
            while go.get():
                interrupt()
                struck.put(None)

        async def job():
            await {wait}

        call(one())
        threading.Thread(target=strike, daemon=True).start()
        for _ in range(400):
            try:
                go.put(True)
                call(job())
                struck.get()
                while True:  # the signal has been sent: it is about to be noticed
                    pass
            except KeyboardInterrupt:
                pass
        say("left", call(tasks_left()))
        """,
    ) == ["left 0"]


@needs_signals
def test_ctrl_c_while_a_page_is_awaited_cleans_the_iterator_up(tmp_path: Path):
    assert run(
        tmp_path,
        """
        async def pages():
            try:
                yield [1]
                interrupt()
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)
                say("cleaned up")

        try:
            for page in PageIterator(pages()):
                say(page)
        except KeyboardInterrupt:
            say("interrupted", call(tasks_left()))
        """,
    ) == ["[1]", "cleaned up", "interrupted 0"]


@needs_signals
def test_ctrl_c_is_not_masked_by_an_iterator_whose_clean_up_hangs(tmp_path: Path):
    assert run(
        tmp_path,
        """
        _loop_thread.CLEAN_UP_SECONDS = 0.01
        release = asyncio.Event()

        async def pages():
            try:
                interrupt()
                await asyncio.Event().wait()
                yield [1]
            finally:
                await release.wait()

        async def let_go():
            release.set()

        try:
            list(PageIterator(pages()))
        except KeyboardInterrupt:
            say("interrupted")
        call(let_go())
        """,
    ) == ["interrupted"]


# --- forks ---------------------------------------------------------------------------------------

FORK = (
    PRELUDE
    + """
def in_child(function, leave=os._exit):
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            function()
            status = 0
        finally:
            leave(status)
    return pid

def ended_well(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
"""
)


@needs_fork
def test_a_child_forked_after_the_first_use_has_a_loop_thread_of_its_own(tmp_path: Path):
    assert run(
        tmp_path,
        """
        async def process_and_loop():
            return os.getpid(), id(asyncio.get_running_loop())

        parent, loop = call(process_and_loop())

        def child():
            assert call(process_and_loop())[0] == os.getpid() != parent
            assert call(process_and_loop())[1] != loop

        say(ended_well(in_child(child)), call(process_and_loop()) == (parent, loop))
        """,
        prelude=FORK,
    ) == ["True True"]


@needs_fork
def test_a_child_forked_while_the_loop_was_being_started_works(tmp_path: Path):
    assert run(
        tmp_path,
        """
        with _loop_thread._shared._lock:
            child = in_child(lambda: call(one()))
        say(ended_well(child), call(one()))
        """,
        prelude=FORK,
    ) == ["True 1"]


@needs_fork
@pytest.mark.parametrize("leave", ["sys.exit"])  # the client's tests leave in other ways
def test_a_call_in_flight_is_undisturbed_by_children(tmp_path: Path, leave: str):
    assert run(
        tmp_path,
        f"""
        class Server:
            async def start(self):
                self.asked, self.answer = threading.Event(), asyncio.Event()
                server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
                self.port = server.sockets[0].getsockname()[1]
                self.server = server

            async def serve(self, reader, writer):
                await reader.readline()
                self.asked.set()
                await self.answer.wait()
                writer.write(b"answer\\n")
                writer.close()
                await writer.wait_closed()

            async def release(self):
                self.answer.set()

            async def stop(self):
                self.server.close()
                await self.server.wait_closed()

        async def request(port):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(b"question\\n")
                return (await reader.readline()).decode().strip()
            finally:
                writer.close()
                await writer.wait_closed()

        async def listing():
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            try:
                while True:
                    yield [1, 2]
            finally:
                writer.close()

        def child():
            global items
            items = None
            for _ in range(20):
                assert call(one()) == 1
                gc.collect()

        server = Server()
        call(server.start())
        items = PageIterator(listing())
        next(items)
        answers = []
        thread = threading.Thread(target=lambda: answers.append(call(request(server.port))))
        thread.start()
        server.asked.wait()
        children = [in_child(child, {leave}) for _ in range(4)]
        say([ended_well(pid) for pid in children])
        call(server.release())
        thread.join()
        items.close()
        call(server.stop())
        say(answers)
        """,
        prelude=FORK,
    ) == ["[True, True, True, True]", "['answer']"]


@needs_fork
def test_an_inherited_iterator_is_refused_in_the_child_and_goes_on_in_the_parent(tmp_path: Path):
    assert run(
        tmp_path,
        """
        async def pages():
            try:
                yield [1]
                yield [2]
            finally:
                say("closed in", "parent" if os.getpid() == parent else "child")

        def child():
            try:
                next(items)
            except ClientClosedError as error:
                say("forked" in str(error))
            items.close()

        parent = os.getpid()
        items = PageIterator(pages())
        say(next(items))
        say(ended_well(in_child(child)))
        say(list(items))
        """,
        prelude=FORK,
    ) == ["[1]", "True", "True", "closed in parent", "[[2]]"]


@needs_fork
@pytest.mark.parametrize("leave", ["os._exit", "sys.exit"])
def test_a_fork_within_a_callback_ends_the_call_in_the_child_only(tmp_path: Path, leave: str):
    """Clean-up that ran in the child too would close the connections of the parent."""
    assert run(
        tmp_path,
        f"""
        async def job(ask):
            try:
                return await ask()
            finally:
                say("cleaned up in the", "parent" if os.getpid() == parent else "child")

        def run_job():
            try:
                return call(job(on_caller(os.fork)))
            except ClientClosedError:
                return 0

        parent = os.getpid()
        pid = run_job()
        if os.getpid() != parent:
            gc.collect()
            {leave}(0 if call(one()) == 1 else 1)
        say(ended_well(pid))
        """,
        prelude=FORK,
    ) == ["cleaned up in the parent", "True"]


@needs_fork
def test_a_prefork_pool_serves_many_jobs_a_worker(tmp_path: Path):
    """As Celery does it: use the client at import, fork the workers, feed them by pipes."""
    assert run(
        tmp_path,
        """
        async def double(number):
            await asyncio.sleep(0)
            return number * 2

        def worker(jobs, results):
            for line in os.fdopen(jobs):
                os.write(results, f"{call(double(int(line)))}\\n".encode())

        call(one())
        results, into_results = os.pipe()
        workers = []
        for number in range(3):
            jobs, into_jobs = os.pipe()
            workers.append(in_child(lambda: (os.close(into_jobs), worker(jobs, into_results))))
            os.close(jobs)
            os.write(into_jobs, "".join(f"{number * 10 + k}\\n" for k in range(10)).encode())
            os.close(into_jobs)
        os.close(into_results)
        answers = sorted(int(line) for line in os.fdopen(results))
        say(all(map(ended_well, workers)), answers == [2 * n for n in range(30)], call(one()))
        """,
        prelude=FORK,
    ) == ["True True 1"]


@needs_fork
@pytest.mark.parametrize("method", ["fork"])  # the client's tests start pools in other ways
def test_a_multiprocessing_pool_works(tmp_path: Path, method: str):
    assert run(
        tmp_path,
        f"""
        import multiprocessing

        async def square(number):
            await asyncio.sleep(0)
            return number * number

        def job(number):
            return call(square(number))

        if __name__ == "__main__":
            say(job(3))
            with multiprocessing.get_context("{method}").Pool(2, maxtasksperchild=3) as pool:
                say(pool.map(job, range(8), chunksize=1))
                pool.close()
                pool.join()
            say(job(4))
        """,
    ) == ["9", "[0, 1, 4, 9, 16, 25, 36, 49]", "16"]


# --- the end of the interpreter ------------------------------------------------------------------


def test_exit_cancels_what_still_runs_and_waits_for_its_clean_up(tmp_path: Path):
    assert run(
        tmp_path,
        """
        async def start():
            global background
            background = asyncio.create_task(forever())
            await asyncio.to_thread(int)  # an executor, whose threads end before the loop does

        async def forever():
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)
                say("cleaned up")

        call(start())
        """,
    ) == ["cleaned up"]


def test_exit_closes_an_open_iterator_quietly(tmp_path: Path):
    assert run(
        tmp_path,
        """
        async def inner():
            try:
                while True:
                    yield [1, 2]
            finally:
                await asyncio.sleep(0)
                say("inner closed")

        async def outer():
            pages = inner()
            try:
                async for page in pages:
                    yield page
            finally:
                await pages.aclose()

        iterators = [PageIterator(outer()) for _ in range(5)]
        say([next(iterator) for iterator in iterators])
        """,
    ) == [str([[1, 2]] * 5), *["inner closed"] * 5]


def test_exit_with_a_call_in_flight_on_a_daemon_thread_is_quiet(tmp_path: Path):
    assert (
        run(
            tmp_path,
            """
        begun = threading.Event()

        async def forever():
            begun.set()
            await asyncio.Event().wait()

        threading.Thread(target=lambda: call(forever()), daemon=True).start()
        begun.wait()
        """,
        )
        == []
    )


def test_a_thread_that_outlives_the_main_thread_goes_on_calling(tmp_path: Path):
    assert run(
        tmp_path,
        """
        def work():
            threading.main_thread().join()
            say("after the main thread:", call(one()))

        call(one())
        threading.Thread(target=work).start()
        """,
    ) == ["after the main thread: 1"]


def test_exit_handlers_may_call_when_they_were_registered_after_the_import(tmp_path: Path):
    early = """
import atexit
def too_late():
    try:
        call(one())
    except ClientClosedError as error:
        say("refused:", "exiting" in str(error))
atexit.register(too_late)
"""
    assert run(
        tmp_path,
        """
        atexit.register(lambda: say("handler:", call(one())))
        call(one())
        """,
        prelude=early + PRELUDE,
    ) == ["handler: 1", "refused: True"]


def test_a_first_call_in_an_exit_handler_works_or_is_refused(tmp_path: Path):
    """3.12.0 and 3.12.1 start no thread that late."""
    assert run(
        tmp_path,
        """
        @atexit.register
        def handler():
            try:
                say(call(one()) == 1)
            except ClientClosedError:
                say(sys.version_info[:2] == (3, 12))
        """,
    ) == ["True"]


@pytest.mark.parametrize("used", [True, False])
def test_a_finalizer_at_interpreter_exit_is_refused_at_once(tmp_path: Path, used: bool):
    assert run(
        tmp_path,
        f"""
        class Client:
            def __del__(self, call=call, one=one, say=say, closed=ClientClosedError):
                try:
                    call(one())
                except closed:
                    say("refused")

        if {used}:
            call(one())
        client = Client()
        client.itself = client
        """,
    ) == ["refused"]

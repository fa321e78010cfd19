"""The synchronous client against signals, forks and the end of the interpreter.

Every script runs in a process of its own, against a server in this one, and prints what happened;
the time limit only keeps a hang from blocking the test run.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import textwrap
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from itertools import cycle
from pathlib import Path

import pytest

import smartlead_sync
from smartlead_async.sandbox import Sandbox
from tests.support import Loopback, Received, answer

ROOT = Path(smartlead_sync.__file__).parents[1]
PRELUDE = """
import asyncio, atexit, gc, os, signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored under nohup
from smartlead_sync import ClientClosedError, RateLimit, Smartlead
from smartlead_sync._loop_thread import call

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

async def tasks():
    return [task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()}]

def in_child(function, leave=os._exit):
    pid = os.fork()
    if pid:
        return pid
    try:
        function()
    except BaseException as error:
        say("child:", repr(error))
        leave(1)
    leave(0)

def ended_well(pid):
    return os.waitpid(pid, 0)[1] == 0

limits = [RateLimit(1000, 1.0)]
smartlead = Smartlead("key", rate_limits=limits)
"""

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
needs_sigint = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")


async def run(
    tmp_path: Path,
    base_url: str,
    script: str,
    *,
    meanwhile: Callable[[asyncio.subprocess.Process], Awaitable[None]] | None = None,
    flags: tuple[str, ...] = (),
    stderr: str = "",
) -> list[str]:
    """Run a script that must end well; return what it printed."""
    path = tmp_path / "script.py"
    path.write_text(PRELUDE + textwrap.dedent(script), "utf-8")
    process = await asyncio.create_subprocess_exec(
        # 3.12 warns of any fork in a process with threads; here that is the point.
        *(sys.executable, "-W", "ignore::DeprecationWarning", *flags, str(path)),
        env=os.environ | {"PYTHONPATH": str(ROOT), "SMARTLEAD_BASE_URL": base_url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(60):
            if meanwhile is not None:
                await meanwhile(process)
            printed, problems = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (process.returncode, problems.decode()) == (0, stderr)
    return printed.decode().splitlines()


reader_of_task: ContextVar[asyncio.StreamReader] = ContextVar("reader_of_task")


class Held(Loopback):
    """Answers requests below /held only once one below /release has come."""

    def __init__(self) -> None:
        super().__init__(self.behave)
        self.holds = asyncio.Event()
        self.released = asyncio.Event()
        self.hung_up = asyncio.Event()

    async def behave(self, request: Received, writer: asyncio.StreamWriter) -> None:
        path = request.path.removeprefix("/api/v1")
        if path.startswith("/release"):
            self.released.set()
        if path.startswith("/held"):
            self.holds.set()
            await self._hold()
        await answer(200, {"path": path})(request, writer)

    async def _hold(self) -> None:
        end, release = (
            asyncio.create_task(event)
            for event in (reader_of_task.get().read(), self.released.wait())
        )
        await asyncio.wait({end, release}, return_when=asyncio.FIRST_COMPLETED)
        if end.done():
            self.hung_up.set()
        end.cancel()
        release.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reader_of_task.set(reader)
        await super()._serve(reader, writer)


# --- Ctrl-C --------------------------------------------------------------------------------------


@needs_sigint
async def test_ctrl_c_gives_up_a_request_that_the_server_still_holds(tmp_path: Path):
    async with Held() as server:

        async def interrupt(process: asyncio.subprocess.Process) -> None:
            await server.holds.wait()
            process.send_signal(signal.SIGINT)
            await server.hung_up.wait()

        assert await run(
            tmp_path,
            server.url,
            """
            try:
                smartlead.request("GET", "/held")
            except KeyboardInterrupt:
                say("interrupted", call(tasks()))
            say(smartlead.request("GET", "/other"), call(tasks()))
            smartlead.close()
            """,
            meanwhile=interrupt,
        ) == ["interrupted []", "{'path': '/other'} []"]
        assert not server.released.is_set()


@needs_sigint
@pytest.mark.parametrize("journal", [None, "leads.journal"])
async def test_after_ctrl_c_in_an_upload_the_next_run_finishes_it(
    tmp_path: Path, journal: str | None
):
    path = str(tmp_path / journal) if journal else None
    async with Sandbox(rate_limits=()) as sandbox:
        campaign_id = sandbox.seed_campaign()
        hang = sandbox.fault("hang", path="/campaigns/", times=3)

        async def interrupt(process: asyncio.subprocess.Process) -> None:
            while hang.times:  # noqa: ASYNC110  # the sandbox tells nobody
                await asyncio.sleep(0.001)
            process.send_signal(signal.SIGINT)

        assert await run(
            tmp_path,
            sandbox.base_url,
            f"""
            smartlead.close()
            with Smartlead("{sandbox.api_key}", rate_limits=limits) as smartlead:
                def leads():
                    for number in range(4000):
                        yield {{"email": f"lead{{number}}@example.com"}}

                try:
                    smartlead.leads.upload({campaign_id}, leads(), journal={path!r})
                except KeyboardInterrupt:
                    say("interrupted", call(tasks()))
                report = smartlead.leads.upload({campaign_id}, leads(), journal={path!r})
                say(report.total, report.total == report.added + report.skipped)
            """,
            meanwhile=interrupt,
        ) == ["interrupted []", "4000 True"]
        assert len(sandbox.leads_of(campaign_id)) == 4000


# --- forks ---------------------------------------------------------------------------------------


LEAVE = {
    "exits": "pass",
    "collects": "gc.collect()",
    "drops": "del globals()['smartlead']; gc.collect()",
    "closes": "smartlead.close()",
    "leaves by with": "smartlead.__exit__(None, None, None)",
}


@needs_fork
@pytest.mark.parametrize(
    ("end", "leave"), zip(LEAVE, cycle(["os._exit", "sys.exit"]), strict=False)
)
async def test_a_call_in_flight_is_undisturbed_by_children(tmp_path: Path, end: str, leave: str):
    """The parent has one connection with a request in flight and one that is idle."""
    async with Held() as server:
        assert await run(
            tmp_path,
            server.url,
            f"""
            def child():
                for number in range(20):
                    path = f"/child/{{number}}"
                    assert smartlead.request("GET", path) == {{"path": path}}
                {LEAVE[end]}

            answers = []
            def hold():
                answers.append(smartlead.request("GET", "/held"))

            thread = threading.Thread(target=hold)
            thread.start()
            while not smartlead.request("GET", "/idle"):
                pass
            children = [in_child(child, {leave}) for _ in range(4)]
            say([ended_well(pid) for pid in children])
            say(smartlead.request("GET", "/release"))
            thread.join()
            say(answers)
            smartlead.close()
            """,
        ) == ["[True, True, True, True]", "{'path': '/release'}", "[{'path': '/held'}]"]
        paths = [request.path for request in server.requests]
        assert sum("/child/" in path for path in paths) == 80
        idle, release = (
            next(r.connection for r in server.requests if r.path.endswith(path))
            for path in ("/idle", "/release")
        )
        assert idle == release  # the parent's connection is still there


@needs_fork
async def test_a_client_that_a_child_closed_is_open_in_the_parent(tmp_path: Path):
    async with Held() as server:
        assert await run(
            tmp_path,
            server.url,
            """
            def child():
                smartlead.close()
                try:
                    smartlead.request("GET", "/child")
                except ClientClosedError:
                    say("closed")

            smartlead.request("GET", "/first")
            say(ended_well(in_child(child)), smartlead.request("GET", "/second"))
            smartlead.close()
            """,
        ) == ["closed", "True {'path': '/second'}"]


@needs_fork
async def test_a_prefork_pool_serves_many_jobs_a_worker(tmp_path: Path):
    """As Celery does it: use the client at import, fork the workers, feed them by pipes."""
    async with Held() as server:
        assert await run(
            tmp_path,
            server.url,
            """
            def worker(jobs, results):
                for line in os.fdopen(jobs):
                    path = smartlead.request("GET", f"/job/{line.strip()}")["path"]
                    os.write(results, f"{path}\\n".encode())

            smartlead.request("GET", "/at-import")
            results, into_results = os.pipe()
            workers = []
            for number in range(3):
                jobs, into_jobs = os.pipe()
                work = lambda: (os.close(into_jobs), worker(jobs, into_results))
                workers.append(in_child(work, sys.exit))
                os.close(jobs)
                os.write(into_jobs, "".join(f"{number * 10 + k}\\n" for k in range(10)).encode())
                os.close(into_jobs)
            os.close(into_results)
            answers = {line.strip() for line in os.fdopen(results)}
            say(all(map(ended_well, workers)), answers == {f"/job/{n}" for n in range(30)})
            say(smartlead.request("GET", "/after"))
            smartlead.close()
            """,
        ) == ["True True", "{'path': '/after'}"]


@pytest.mark.parametrize(
    "method", [pytest.param("fork", marks=needs_fork), pytest.param("forkserver"), "spawn"]
)
async def test_a_multiprocessing_pool_works(tmp_path: Path, method: str):
    async with Held() as server:
        assert await run(
            tmp_path,
            server.url,
            f"""
            import multiprocessing

            def work(number):
                return smartlead.request("GET", f"/job/{{number}}")["path"]

            if __name__ == "__main__":
                smartlead.request("GET", "/first")
                with multiprocessing.get_context("{method}").Pool(2) as pool:
                    say(pool.map(work, range(8)) == [f"/job/{{n}}" for n in range(8)])
                    pool.close()
                    pool.join()
                say(smartlead.request("GET", "/after"))
            smartlead.close()
            """.replace(
                "            smartlead.close()\n",
                "            if __name__ == '__main__':\n                smartlead.close()\n",
            ),
        ) == ["True", "{'path': '/after'}"]


@needs_fork
async def test_a_sandbox_is_not_closed_by_a_child(tmp_path: Path):
    assert await run(
        tmp_path,
        "http://127.0.0.1",
        """
        from smartlead_sync.sandbox import Sandbox

        smartlead.close()
        with Sandbox(rate_limits=()) as sandbox:
            with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead:
                def child():
                    assert smartlead.campaigns.list() == []
                    sandbox.close()

                smartlead.campaigns.list()
                pid = in_child(child, sys.exit)
                say(ended_well(pid), smartlead.campaigns.list())
            with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead:
                say(smartlead.campaigns.list())
        """,
    ) == ["True []", "[]"]


# --- exit ----------------------------------------------------------------------------------------


UNCLOSED = {
    "used": "smartlead.request('GET', '/idle')",
    "unused": "pass",
    "with an iterator": "items = smartlead.leads.iterate(5)",
    "in a function": "(lambda client: client.request('GET', '/idle'))(smartlead)",
}


@pytest.mark.parametrize("use", UNCLOSED)
async def test_exit_without_close_is_quiet(tmp_path: Path, use: str):
    async with Held() as server:
        assert await run(tmp_path, server.url, f"{UNCLOSED[use]}\nsay('end')") == ["end"]


async def test_exit_with_a_call_in_flight_is_quiet(tmp_path: Path):
    async with Held() as server:
        assert await run(
            tmp_path,
            server.url,
            """
            hold = lambda: smartlead.request("GET", "/held")
            threading.Thread(target=hold, daemon=True).start()
            while not smartlead.request("GET", "/idle"):
                pass
            say("end")
            """,
        ) == ["end"]


async def test_exit_in_the_middle_of_an_iteration_is_quiet(tmp_path: Path):
    async with Sandbox(rate_limits=()) as sandbox:
        campaign_id = sandbox.seed_campaign()
        sandbox.seed_leads(campaign_id, 1000)
        assert await run(
            tmp_path,
            sandbox.base_url,
            f"""
            smartlead = Smartlead("{sandbox.api_key}", rate_limits=limits)
            items = smartlead.leads.iterate({campaign_id})
            say([next(items).lead.email for _ in range(101)][-1])
            """,
        ) == ["lead100@company3.example"]


async def test_exit_without_close_is_at_most_a_resource_warning(tmp_path: Path):
    """Shown with -X dev, where a traceback would show as well."""
    async with Held() as server:
        path = tmp_path / "script.py"
        path.write_text(PRELUDE + "smartlead.request('GET', '/idle')", "utf-8")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-X", "dev", str(path)),
            env=os.environ | {"PYTHONPATH": str(ROOT), "SMARTLEAD_BASE_URL": server.url},
            stderr=asyncio.subprocess.PIPE,
        )
        _, problems = await process.communicate()
    assert process.returncode == 0
    assert "ResourceWarning: unclosed Smartlead client" in problems.decode()
    assert "Traceback" not in problems.decode()
    assert "Error" not in problems.decode()


async def test_use_after_the_exit_handlers_is_refused_at_once(tmp_path: Path):
    async with Held() as server:
        assert (
            await run(
                tmp_path,
                server.url,
                """
            class Late:
                def __del__(self, closed=ClientClosedError, say=say, make=Smartlead):
                    request = lambda: self.client.request("GET", "/late")
                    for late in (request, self.client.close, lambda: make("key")):
                        try:
                            late()
                        except closed as error:
                            say("refused:", str(error)[:31])

            late = Late()
            late.client, late.itself = smartlead, late
            smartlead.request("GET", "/first")
            """,
            )
            == ["refused: too late for a synchronous call"] * 3
        )

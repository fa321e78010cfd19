"""The synchronous client against the sandbox and a loopback server."""

from __future__ import annotations

import asyncio
import gc
import logging
import pickle
import threading
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from smartlead_sync import (
    AttemptInfo,
    Campaign,
    CampaignLead,
    ClientClosedError,
    ConfigurationError,
    InvalidRequestError,
    Items,
    LeadInput,
    NotFoundError,
    RateLimit,
    Smartlead,
    UploadError,
    UploadProgress,
    UploadReport,
    _loop_thread,
)
from smartlead_sync._arguments import lead_source
from smartlead_sync._loop_thread import call
from smartlead_sync.helpers import attachable_accounts, shared_leads
from smartlead_sync.sandbox import Sandbox
from tests.support import (
    CANARY,
    Behaviour,
    CountingLimiter,
    Loopback,
    Received,
    answer,
    assert_no_canary,
    everything_of,
    never,
)

ROOT = Path(__file__).parents[2]


def leads(count: int) -> list[dict[str, str]]:
    return [{"email": f"lead{number}@example.com"} for number in range(count)]


def loop_thread() -> int:
    async def ident() -> int:
        return threading.get_ident()

    return call(ident())


# --- calls ---------------------------------------------------------------------------------------


def test_a_script_from_start_to_end(smartlead: Smartlead, sandbox: Sandbox):
    campaign = smartlead.campaigns.create(name="Q1")
    assert isinstance(campaign, Campaign)
    report = smartlead.leads.upload(campaign.id, leads(1000))
    assert (report.total, report.added) == (1000, 1000)
    assert [row.lead.email for row in smartlead.leads.iterate(campaign.id)] == [
        lead["email"] for lead in leads(1000)
    ]
    assert smartlead.request("GET", "/campaigns/")[0]["id"] == campaign.id
    assert len(sandbox.leads_of(campaign.id)) == 1000
    smartlead.campaigns.delete(campaign.id)
    with pytest.raises(NotFoundError):
        smartlead.campaigns.get(campaign.id)


async def test_a_call_works_inside_a_running_loop(smartlead: Smartlead):
    """As in a notebook, where the kernel's own event loop runs the cell."""
    assert smartlead.campaigns.list() == []
    assert list(smartlead.email_accounts.iterate()) == []


def test_an_export(smartlead: Smartlead, sandbox: Sandbox, tmp_path: Path):
    campaign_id = sandbox.seed_campaign()
    sandbox.seed_leads(campaign_id, 700)
    with smartlead.leads.export(campaign_id) as rows:
        assert len(list(rows)) == 700
    path = smartlead.leads.export_csv(campaign_id, tmp_path / "leads.csv")
    assert len(path.read_text("utf-8").splitlines()) == 701


def test_functions_over_the_client(smartlead: Smartlead, sandbox: Sandbox):
    ids = [sandbox.seed_campaign(), sandbox.seed_campaign()]
    settings = {"ignore_duplicate_leads_in_other_campaign": True}
    for campaign_id in ids:
        smartlead.leads.add(campaign_id, [{"email": "ada@example.com"}], settings=settings)
    assert shared_leads(smartlead, iter(ids)) == {"ada@example.com": tuple(ids)}
    sandbox.seed_email_accounts(2)
    assert isinstance(attachable_accounts(smartlead), list)


def test_siblings_share_the_session_and_are_closed_together(smartlead: Smartlead):
    sibling = smartlead.with_options(timeout=5.0, max_retries=0)
    assert type(sibling) is Smartlead
    assert sibling.campaigns.list() == []
    sibling.close()
    sibling.close()
    with pytest.raises(ClientClosedError):
        smartlead.campaigns.list()


def test_a_resource_is_one_object_so_that_tests_can_replace_its_methods(
    smartlead: Smartlead, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(smartlead.campaigns, "list", lambda: ["replaced"])
    assert smartlead.campaigns.list() == ["replaced"]


def test_a_limiter_of_the_caller_is_asked(sandbox: Sandbox):
    limiter = CountingLimiter()
    with Smartlead(sandbox.api_key, base_url=sandbox.base_url, limiter=limiter) as smartlead:
        smartlead.campaigns.list()
    assert limiter.sent == 1


def test_a_call_on_the_loop_thread_is_refused_at_once(sandbox: Sandbox):
    class Reentrant(CountingLimiter):
        async def acquire(self, lane: Any) -> Any:
            return smartlead.campaigns.list()

    with (
        Smartlead(sandbox.api_key, base_url=sandbox.base_url, limiter=Reentrant()) as smartlead,
        pytest.raises(ConfigurationError, match="own thread"),
    ):
        smartlead.campaigns.list()


def test_clients_of_one_key_must_agree_on_its_limits(sandbox: Sandbox):
    with Smartlead(sandbox.api_key, rate_limits=[RateLimit(5, 1.0)]) as first:
        with pytest.raises(ConfigurationError, match="5 per 1 s"):
            Smartlead(sandbox.api_key, rate_limits=[RateLimit(6, 1.0)])
        first.close()


# --- many threads --------------------------------------------------------------------------------


def test_32_threads_keep_one_rate_limit_and_none_starves():
    """The server's window is shorter by what a busy machine may delay a request on its way."""
    calls, threads = 4, 32
    ours = [RateLimit(threads // 2, 0.5)]
    barrier = threading.Barrier(threads)
    with Sandbox(rate_limits=[RateLimit(threads // 2, 0.25)]) as sandbox:
        ids = [sandbox.seed_campaign() for _ in range(threads)]

        def work(campaign_id: int) -> None:
            with Smartlead(
                sandbox.api_key, base_url=sandbox.base_url, rate_limits=ours
            ) as smartlead:
                barrier.wait()
                for _ in range(calls):
                    assert smartlead.campaigns.get(campaign_id).id == campaign_id

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, ids))
        order = [int(record.path.rpartition("/")[2]) for record in sandbox.log]
        assert sandbox.rate_limited == 0
    assert {order.count(id_) for id_ in ids} == {calls}
    first = {id_: order.index(id_) for id_ in ids}
    last = {id_: len(order) - order[::-1].index(id_) for id_ in ids}
    assert max(first.values()) < min(last.values())


# --- iteration -----------------------------------------------------------------------------------


class Boom(Exception):
    """An error of the test's own."""


def reading_ahead() -> int:
    """Return how many tasks of the loop read pages."""

    async def count() -> int:
        return sum("_read_span" in repr(task.get_coro()) for task in asyncio.all_tasks())

    return call(count())


@contextmanager
def served(*behaviours: Behaviour) -> Iterator[Loopback]:
    """A loopback server on the loop thread."""
    server = Loopback(*behaviours)
    call(server.__aenter__())
    try:
        yield server
    finally:
        call(server.__aexit__())


async def first_pages(request: Received, writer: asyncio.StreamWriter) -> None:
    """Give two of ten pages, and keep the client waiting for the others."""
    offset = int(request.query["offset"])
    if offset > 100:
        return await never(request, writer)
    rows = [
        {"campaign_lead_map_id": number, "lead": {"id": number, "email": f"lead{number}@x.example"}}
        for number in range(offset, offset + 100)
    ]
    body = {"total_leads": "1000", "offset": offset, "limit": 100, "data": rows}
    return await answer(200, body)(request, writer)


@pytest.fixture
def limiter() -> CountingLimiter:
    return CountingLimiter()


@pytest.fixture
def listing(limiter: CountingLimiter) -> Iterator[Callable[[], Items[CampaignLead]]]:
    """Make an iterator that has 101 items at once, and then reads further pages in vain."""
    with (
        served(first_pages) as server,
        Smartlead("key", base_url=server.url, limiter=limiter) as smartlead,
    ):
        yield lambda: smartlead.leads.iterate(5, prefetch=4)


def none_in_flight(limiter: CountingLimiter) -> bool:
    """Return whether every request is over, without a moment for the loop to end it."""
    return all(permit.said[-1] in {"done", "cancelled"} for permit in limiter.permits)


def break_off(items: Items[CampaignLead]) -> None:
    for row in items:
        if row.lead.id == 100:
            assert reading_ahead() > 0
            break


def close_it(items: Items[CampaignLead]) -> None:
    for _ in range(101):
        next(items)
    assert reading_ahead() > 0
    items.close()
    items.close()
    assert list(items) == []


def leave_a_with_block(items: Items[CampaignLead]) -> None:
    with items:
        for _ in range(101):
            next(items)
        assert reading_ahead() > 0


def break_off_pages(items: Items[CampaignLead]) -> None:
    for number, _ in enumerate(items.pages()):
        if number == 1:
            assert reading_ahead() > 0
            break


@pytest.mark.parametrize("leave", [break_off, close_it, leave_a_with_block, break_off_pages])
def test_leaving_early_cancels_what_is_read_ahead_before_control_returns(
    listing: Callable[[], Items[CampaignLead]],
    leave: Callable[[Items[CampaignLead]], None],
    limiter: CountingLimiter,
):
    leave(listing())
    assert none_in_flight(limiter)
    assert reading_ahead() == 0


def test_an_exception_cancels_what_is_read_ahead_before_it_is_handled(
    listing: Callable[[], Items[CampaignLead]], limiter: CountingLimiter
):
    def read() -> None:
        for row in listing():
            if row.lead.id == 100:
                assert reading_ahead() > 0
                raise Boom

    with pytest.raises(Boom):
        read()
    assert none_in_flight(limiter)
    assert reading_ahead() == 0


def test_pages_go_on_where_the_items_stopped(smartlead: Smartlead, sandbox: Sandbox):
    campaign_id = sandbox.seed_campaign()
    ids = sandbox.seed_leads(campaign_id, 250)
    items = smartlead.leads.iterate(campaign_id)
    assert [next(items).lead.id for _ in range(30)] == ids[:30]
    pages = [[row.lead.id for row in page] for page in items.pages()]
    assert list(map(len, pages)) == [70, 100, 50]
    assert list(chain(*pages)) == ids[30:]
    assert list(items) == []


def test_an_iterator_of_a_closed_client_says_so(smartlead: Smartlead):
    items = smartlead.leads.iterate(5)
    smartlead.close()
    with pytest.raises(ClientClosedError):
        next(items)


# --- uploads -------------------------------------------------------------------------------------


def adds_up(report: UploadReport) -> bool:
    parts = (report.added, report.skipped, len(report.failed), report.not_attempted)
    return report.total == sum(parts) and report.skipped == sum(report.skipped_by_reason.values())


def tasks_of_uploads() -> list[str]:
    async def names() -> list[str]:
        return [t.get_name() for t in asyncio.all_tasks() if "smartlead upload" in t.get_name()]

    return call(names())


@pytest.fixture
def campaign_id(sandbox: Sandbox) -> int:
    return sandbox.seed_campaign()


def test_callback_and_leads_run_on_the_calling_thread_and_may_call_the_client(
    smartlead: Smartlead, sandbox: Sandbox, campaign_id: int
):
    threads: set[int] = set()
    counts: list[int] = []

    def rows() -> Iterator[dict[str, str]]:
        for lead in leads(1000):
            threads.add(threading.get_ident())
            yield lead
        assert smartlead.campaigns.get(campaign_id).id == campaign_id

    def show(progress: UploadProgress) -> None:
        threads.add(threading.get_ident())
        counts.append(smartlead.leads.list(campaign_id).total or 0)
        assert progress.total_hint is None
        if progress.done:
            assert (progress.read, progress.added) == (1000, 1000)

    report = smartlead.leads.upload(campaign_id, rows(), on_progress=show)
    assert (report.total, report.added) == (1000, 1000)
    assert threads == {threading.get_ident()}
    assert counts[-1] == 1000
    assert len(sandbox.leads_of(campaign_id)) == 1000


def test_outcomes_are_told_while_leads_are_read_on_the_calling_thread(
    smartlead: Smartlead, sandbox: Sandbox, campaign_id: int
):
    threads: set[int] = set()

    def rows() -> Iterator[dict[str, str]]:
        for lead in leads(2000):
            threads.add(threading.get_ident())
            yield lead

    outcomes = []
    for outcome in smartlead.leads.upload_stream(campaign_id, rows()):
        outcomes.append(outcome)
        if len(outcomes) == 1:
            assert smartlead.campaigns.get(campaign_id).id == campaign_id
    assert sorted(outcome.position for outcome in outcomes) == list(range(2000))
    assert {outcome.status for outcome in outcomes} == {"added"}
    assert threads == {threading.get_ident()}
    assert len(sandbox.leads_of(campaign_id)) == 2000


def test_an_upload_that_is_left_early_lets_go_of_its_leads_on_the_calling_thread(
    smartlead: Smartlead, campaign_id: int
):
    closed: list[int] = []

    def rows() -> Iterator[dict[str, str]]:
        try:
            yield from leads(20_000)
        finally:
            closed.append(threading.get_ident())

    with smartlead.leads.upload_stream(campaign_id, rows(), max_in_flight=1) as outcomes:
        assert next(outcomes).status == "added"
    assert closed == [threading.get_ident()]
    with pytest.raises(UploadError) as caught:
        list(smartlead.leads.upload_stream(campaign_id, Unreadable()))
    assert isinstance(caught.value.__cause__, Boom)
    with pytest.raises(InvalidRequestError, match="iterable"):
        smartlead.leads.upload_stream(campaign_id, "leads.csv")


def test_the_length_of_a_sized_input_is_known(smartlead: Smartlead, campaign_id: int):
    hints: set[int | None] = set()
    rows = [LeadInput(email="ada@example.com")]
    smartlead.leads.upload(campaign_id, rows, on_progress=lambda p: hints.add(p.total_hint))
    assert hints == {1}


def test_an_asynchronous_iterable_is_taken_too(smartlead: Smartlead, campaign_id: int):
    async def rows() -> Any:
        for lead in leads(3):
            yield lead

    assert smartlead.leads.upload(campaign_id, rows()).added == 3


@pytest.mark.parametrize("wrong", ["leads.csv", {"email": "ada@example.com"}, None, 5])
def test_what_is_no_iterable_of_leads_is_refused(
    smartlead: Smartlead, campaign_id: int, wrong: Any
):
    with pytest.raises(InvalidRequestError, match="iterable"):
        smartlead.leads.upload(campaign_id, wrong)


@pytest.mark.parametrize("before", [0, 1, 399, 400, 401, 1000])
def test_an_error_of_the_leads_ends_the_upload_with_a_report(
    smartlead: Smartlead, campaign_id: int, before: int
):
    def rows() -> Iterator[dict[str, str]]:
        yield from leads(before)
        raise Boom

    with pytest.raises(UploadError) as caught:
        smartlead.leads.upload(campaign_id, rows())
    assert isinstance(caught.value.__cause__, Boom)
    assert caught.value.report.total == before
    assert adds_up(caught.value.report)


def test_a_journal_finishes_a_job_that_the_callback_broke_off(
    smartlead: Smartlead, sandbox: Sandbox, campaign_id: int, tmp_path: Path
):
    def show(progress: UploadProgress) -> None:
        raise Boom

    def upload(on_progress: Callable[[UploadProgress], None] | None = None) -> UploadReport:
        rows, journal = iter(leads(5000)), tmp_path / "journal"
        return smartlead.leads.upload(
            campaign_id, rows, journal=journal, max_in_flight=1, on_progress=on_progress
        )

    with pytest.raises(UploadError):
        upload(show)
    assert 400 <= len(sandbox.leads_of(campaign_id)) < 5000
    report = upload()
    assert (report.total, adds_up(report)) == (5000, True)
    assert len(sandbox.leads_of(campaign_id)) == 5000
    assert upload().total == 5000


class Unreadable:
    """Cannot even be begun."""

    def __iter__(self) -> Iterator[Any]:
        raise Boom


def test_leads_that_cannot_be_begun_end_the_upload_with_a_report(
    smartlead: Smartlead, campaign_id: int
):
    with pytest.raises(UploadError) as caught:
        smartlead.leads.upload(campaign_id, Unreadable())
    assert isinstance(caught.value.__cause__, Boom)
    assert caught.value.report.total == 0


def test_an_error_of_the_callback_ends_the_upload_with_a_report(
    smartlead: Smartlead, sandbox: Sandbox, campaign_id: int
):
    def show(progress: UploadProgress) -> None:
        raise Boom

    with pytest.raises(UploadError) as caught:
        smartlead.leads.upload(campaign_id, leads(5000), on_progress=show)
    report = caught.value.report
    assert isinstance(caught.value.__cause__, Boom)
    assert adds_up(report)
    assert report.added == len(sandbox.leads_of(campaign_id)) >= 400
    assert tasks_of_uploads() == []


def interrupt_in_the_callback() -> dict[str, Any]:
    def show(_: UploadProgress) -> None:
        raise KeyboardInterrupt

    return {"leads": leads(5000), "on_progress": show}


def interrupt_in_the_leads() -> dict[str, Any]:
    def rows() -> Iterator[dict[str, str]]:
        yield from leads(1000)
        raise KeyboardInterrupt

    return {"leads": rows()}


@pytest.mark.parametrize("arguments", [interrupt_in_the_callback, interrupt_in_the_leads])
def test_ctrl_c_in_the_callers_code_passes_through_an_upload_and_leaves_no_task(
    smartlead: Smartlead,
    campaign_id: int,
    arguments: Callable[[], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(_loop_thread, "CLEAN_UP_SECONDS", 1e6)  # however slow the machine is
    with pytest.raises(KeyboardInterrupt):
        smartlead.leads.upload(campaign_id, **arguments())
    assert tasks_of_uploads() == []
    report = smartlead.leads.upload(campaign_id, leads(5000))
    assert (report.total, adds_up(report)) == (5000, True)


def test_leads_are_let_go_on_the_calling_thread_whatever_the_loop_still_holds():
    """Their clean-up may close what belongs to that thread, such as a database cursor."""
    closed_on: list[int] = []

    def rows() -> Generator[dict[str, str], None, None]:
        try:
            yield from leads(1000)
        finally:
            closed_on.append(threading.get_ident())

    with lead_source(rows()) as source:
        reading = aiter(source)
        assert call(anext(reading)) == leads(1)[0]
    assert closed_on == [threading.get_ident()]
    call(reading.aclose())


class Lazy:
    """A database query: an iterable with a length that is carried out when it is read."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows = list(rows)
        self.read_on: set[int] = set()

    def __iter__(self) -> Iterator[Any]:
        self.read_on.add(threading.get_ident())
        return iter(self.rows)

    def __len__(self) -> int:
        self.read_on.add(threading.get_ident())
        return len(self.rows)


@pytest.mark.parametrize("method", ["add", "upload"])
def test_a_lazy_query_is_carried_out_on_the_calling_thread(
    smartlead: Smartlead, campaign_id: int, method: str
):
    query = Lazy(leads(3))
    assert getattr(smartlead.leads, method)(campaign_id, query).added == 3
    assert query.read_on == {threading.get_ident()}


# --- on_attempt ----------------------------------------------------------------------------------


def test_on_attempt_runs_on_the_calling_thread_before_the_call_returns(sandbox: Sandbox):
    seen: list[tuple[str, int]] = []

    def watch(info: AttemptInfo) -> None:
        seen.append((info.path, threading.get_ident()))

    with Smartlead(sandbox.api_key, base_url=sandbox.base_url, on_attempt=watch) as smartlead:
        smartlead.campaigns.list()
    assert seen == [("/campaigns/", threading.get_ident())]


def test_an_error_of_on_attempt_is_logged_and_costs_nothing(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
):
    def watch(_: AttemptInfo) -> None:
        raise Boom

    with Smartlead(sandbox.api_key, base_url=sandbox.base_url, on_attempt=watch) as smartlead:
        assert smartlead.campaigns.list() == []
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (record.name, record.message) == ("smartlead_async", "on_attempt raised")


# --- what is refused, hidden and warned of -------------------------------------------------------


def test_a_session_is_refused():
    with pytest.raises(ConfigurationError, match="session"):
        Smartlead("key", session=object())


@pytest.mark.parametrize(
    "options",
    [{"timeout": -1}, {"session": object()}, {"base_url": "http://example.com"}],
    ids=["timeout", "session", "base_url"],
)
def test_the_key_shows_in_no_traceback_of_the_constructor(options: dict[str, Any]):
    with pytest.raises(ConfigurationError) as caught:
        Smartlead(CANARY, proxy=f"http://user:{CANARY}@proxy.example", **options)
    assert_no_canary(everything_of(caught.value))


def test_the_key_shows_in_no_traceback_of_a_call():
    with (
        served(answer(400, {"error": CANARY})) as server,
        Smartlead(CANARY, base_url=server.url, limiter=CountingLimiter()) as smartlead,
    ):
        assert_no_canary(repr(smartlead), repr(smartlead.leads))
        for attempt in (
            lambda: smartlead.campaigns.get(5),
            lambda: list(smartlead.leads.iterate(5)),
            lambda: smartlead.leads.upload(5, leads(1), on_progress=lambda _: None),
        ):
            try:
                attempt()
            except Exception as error:  # noqa: BLE001  # of several kinds
                assert_no_canary(everything_of(error))


def test_a_password_shows_in_no_traceback(smartlead: Smartlead):
    smartlead.close()
    account = {"from_name": "A", "from_email": "a@example.com", "username": "a"}
    smtp = {"smtp_host": "s", "smtp_port": 587, "smtp_port_type": "TLS"}
    imap = {"imap_host": "i", "imap_port": 993}
    with pytest.raises(ClientClosedError) as caught:
        smartlead.email_accounts.create(
            **account, **smtp, **imap, password=CANARY, imap_password=CANARY
        )
    assert_no_canary(everything_of(caught.value))


def test_repr_and_pickle(smartlead: Smartlead, sandbox: Sandbox):
    assert repr(smartlead) == f"<Smartlead {sandbox.base_url}>"
    smartlead.close()
    assert repr(smartlead) == f"<Smartlead {sandbox.base_url} closed>"
    assert repr(Smartlead.__new__(Smartlead)) == "<Smartlead>"
    for each in (smartlead, smartlead.leads, sandbox):
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(each)


def test_a_dropped_client_is_warned_of_once(sandbox: Sandbox):
    smartlead = Smartlead(sandbox.api_key, base_url=sandbox.base_url)
    smartlead.campaigns.list()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del smartlead
        gc.collect()
    assert [str(warning.message) for warning in caught] == [
        "unclosed Smartlead client: use async with (with in smartlead_sync), or close it"
    ]


# --- the sandbox ---------------------------------------------------------------------------------


def test_the_state_of_the_sandbox_can_be_read_and_changed(
    smartlead: Smartlead, sandbox: Sandbox, campaign_id: int
):
    sandbox.lead_limit = 1
    report = smartlead.leads.upload(campaign_id, leads(3))
    assert (report.added, report.stopped_by) == (1, "lead_limit")
    assert list(sandbox.campaigns) == [campaign_id]
    assert sandbox.request_count == len(sandbox.log)
    sandbox.fault("status", status=503)
    assert smartlead.campaigns.get(campaign_id).id == campaign_id


def test_a_sandbox_is_started_and_closed_without_with():
    sandbox = Sandbox(rate_limits=())
    assert sandbox.start() is sandbox
    sandbox.close()
    sandbox.close()
    with pytest.raises(RuntimeError, match="not running"):
        _ = sandbox.base_url

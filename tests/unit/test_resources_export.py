from __future__ import annotations

import asyncio
import errno
import gzip
import io
import threading
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from smartlead_async import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AttemptInfo,
    ExportedLead,
    InvalidRequestError,
    Items,
    NotFoundError,
    ResponseDecodeError,
    Smartlead,
)
from smartlead_async._http import export as export_module
from smartlead_async._http import retry
from smartlead_async._http.export import FileSink
from tests.support import Loopback, Received, answer, client_of, drop, http, never, raw, truncated

CSV = {"content-type": "text/csv; charset=utf-8"}
COLUMNS = (
    "id,campaign_lead_map_id,status,created_at,first_name,last_name,email,phone_number,"
    "company_name,website,location,custom_fields,linkedin_profile,company_url,is_unsubscribed,"
    "last_email_sequence_sent,is_interested,open_count,click_count,reply_count"
)
ADA = (
    "2995276770,9433664091,INPROGRESS,2025-01-15T10:00:00.000Z,Ada,Lovelace,ada@example.com,+1,"
    '"Engines, Ltd",,"London,\nUK","{""age"": ""36""}",,,false,2,true,3,1,'
)


def table(*rows: str) -> bytes:
    return ("\n".join(rows) + "\n").encode()


def many(count: int) -> bytes:
    return table(
        "id,email", *(f"{number},lead{number}@example.com" for number in range(1, count + 1))
    )


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def csv(body: bytes) -> Any:
    return answer(200, body, CSV)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry.backoff, "full_jitter", lambda _: 0.0)


async def exported(*behaviours: Any, **options: Any) -> list[ExportedLead]:
    async with Loopback(*behaviours) as server, client_of(server, **options) as smartlead:
        return [lead async for lead in smartlead.leads.export(5)]


async def collect(leads: Items[ExportedLead], into: list[ExportedLead]) -> None:
    async for lead in leads:
        into.append(lead)  # noqa: PERF401 - those before an error count


class TestReading:
    async def test_the_documented_columns(self):
        (lead,) = await exported(csv(table(COLUMNS, ADA)))
        assert (lead.id, lead.email, lead.status) == (2995276770, "ada@example.com", "INPROGRESS")
        assert (lead.company_name, lead.location) == ("Engines, Ltd", "London,\nUK")
        assert lead.custom_fields == {"age": "36"}
        assert (lead.is_unsubscribed, lead.is_interested) == (False, True)
        assert (lead.open_count, lead.click_count, lead.reply_count) == (3, 1, None)
        assert lead.created_at is not None
        assert lead.website is None
        assert lead.extra == {}

    async def test_columns_are_read_by_name(self):
        rows = table("category, email ,new column", "Interested,ada@example.com,7")
        (lead,) = await exported(csv(rows))
        assert (lead.email, lead.category, lead.id) == ("ada@example.com", "Interested", None)
        assert lead.extra == {"new column": "7"}

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
    async def test_byte_order_mark_line_ends_and_blank_lines(self, mark: bytes, line_end: bytes):
        body = mark + table("email,first_name", "", "zoë@example.com,Zoë").replace(b"\n", line_end)
        (lead,) = await exported(csv(body))
        assert (lead.email, lead.first_name) == ("zoë@example.com", "Zoë")

    async def test_a_header_alone_is_a_campaign_without_leads(self):
        assert await exported(csv(table(COLUMNS))) == []

    async def test_order_is_kept_over_all_batches(self):
        leads = await exported(csv(many(1234)))
        assert [lead.id for lead in leads] == list(range(1, 1235))

    async def test_pages_hold_some_rows_each(self):
        async with Loopback(csv(many(1001))) as server, client_of(server) as smartlead:
            pages = [len(page) async for page in smartlead.leads.export(5).pages()]
        assert pages == [500, 500, 1]

    async def test_nothing_is_sent_before_the_first_lead_is_asked_for(self):
        async with Loopback(csv(many(3))) as server, client_of(server) as smartlead:
            leads = smartlead.leads.export(5)
            assert server.requests == []
            assert (await anext(leads)).id == 1
            await leads.aclose()
        assert server.requests[0].path == "/api/v1/campaigns/5/leads-export"

    async def test_a_wrong_id_is_refused_before(self):
        async with client_of("http://127.0.0.1:1/api/v1") as smartlead:
            with pytest.raises(InvalidRequestError):
                smartlead.leads.export(0)
            with pytest.raises(InvalidRequestError):
                await smartlead.leads.export_csv(0, "never.csv")


class TestTheDownload:
    @pytest.mark.parametrize("first", [drop(), answer(503), answer(500, {"message": "x"})])
    async def test_is_repeated_after_a_passing_failure(self, first: Any):
        assert len(await exported(first, csv(many(2)))) == 2

    async def test_that_is_cut_off_starts_again_and_yields_no_lead_twice(self):
        body = many(20_000)
        cut = http(200, body, CSV | {"content-length": str(len(body) + 1)})
        assert len(cut) > export_module._WRITE_SIZE

        async def cut_off(_: Received, writer: asyncio.StreamWriter) -> None:
            writer.write(cut[: len(cut) // 2])
            await writer.drain()
            writer.close()

        leads = await exported(cut_off, csv(body))
        assert [lead.id for lead in leads] == list(range(1, 20_001))

    async def test_gives_up_like_any_other_call(self):
        with pytest.raises(APIConnectionError):
            await exported(truncated(many(3)), max_retries=1)

    async def test_silence_is_a_timeout(self):
        async def begin(_: Received, writer: asyncio.StreamWriter) -> None:
            writer.write(http(200, many(3), CSV | {"content-length": "100000"}))
            await never(_, writer)

        with pytest.raises(APITimeoutError):
            await exported(begin, timeout=0.05, max_retries=0)

    async def test_timeout_is_silence_and_not_the_whole(self, monkeypatch: pytest.MonkeyPatch):
        seen: list[aiohttp.ClientTimeout] = []
        request = aiohttp.ClientSession.request

        def spy(self: Any, *args: Any, **kwargs: Any) -> Any:
            seen.append(kwargs["timeout"])
            return request(self, *args, **kwargs)

        monkeypatch.setattr(aiohttp.ClientSession, "request", spy)
        await exported(csv(many(1)), timeout=45)
        assert seen == [aiohttp.ClientTimeout(total=None, connect=10, sock_read=45)]

    async def test_its_size_is_reported(self):
        attempts: list[AttemptInfo] = []
        body = many(5000)
        await exported(csv(body), on_attempt=attempts.append)
        assert [attempt.bytes for attempt in attempts] == [len(body)]

    @pytest.mark.parametrize(
        ("behaviour", "error"),
        [
            (answer(404, {"error": "Campaign not found"}), NotFoundError),
            (answer(200, {"ok": False, "message": "no export"}), APIError),
            (answer(200, {"success": True, "data": "later"}), ResponseDecodeError),
            (answer(200, "<html><body>Sign in</body></html>"), ResponseDecodeError),
            (answer(200, b" \n[1"), ResponseDecodeError),
            (answer(200, "success"), ResponseDecodeError),
            (answer(200, b""), NotFoundError),
            (answer(200, {}), NotFoundError),
            (answer(200, []), NotFoundError),
            (answer(204), NotFoundError),
        ],
    )
    async def test_an_answer_that_is_no_export_is_an_error(
        self, behaviour: Any, error: type[Exception], tmp_path: Path
    ):
        with pytest.raises(error) as caught:
            await exported(behaviour)
        assert "/campaigns/5/leads-export" in str(caught.value)
        async with Loopback(behaviour) as server, client_of(server) as smartlead:
            with pytest.raises(error):
                await smartlead.leads.export_csv(5, tmp_path / "leads.csv")
        assert files_in(tmp_path) == []


class TestMalformedRows:
    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            ("3", "1 cells under 4 columns"),
            ("3,c@example.com,,,5", "5 cells under 4 columns"),
            ("three,c@example.com,,", "number"),
            ('3,c@example.com,"{""a"":",', ""),
            ('3,"c"@example.com,,', "expected"),
            ('3,"c@example.com,,', "end of data"),
            ("3,\udcff@example.com,,", "UTF-8"),
            (",,,7", "neither an email nor an id"),
        ],
    )
    async def test_are_named_by_their_row_after_the_rows_before(self, row: str, problem: str):
        rows = ["id,email,custom_fields,open_count", "1,a@example.com,{},0", "2,b@example.com,,"]
        body = "\n".join([*rows, row]).encode("utf-8", "surrogateescape")
        before: list[ExportedLead] = []
        async with Loopback(csv(body)) as server, client_of(server) as smartlead:
            with pytest.raises(ResponseDecodeError, match="row 3") as caught:
                await collect(smartlead.leads.export(5), before)
        assert [lead.id for lead in before] == [1, 2]
        assert caught.value.location.startswith("row 3")
        assert problem in caught.value.problem
        assert (caught.value.status_code, caught.value.method) == (200, "GET")

    async def test_the_cell_is_named(self):
        with pytest.raises(ResponseDecodeError) as caught:
            await exported(csv(table("email,open_count", "a@example.com,many")))
        assert caught.value.location == "row 1.open_count"
        assert caught.value.body == b"a@example.com,many"

    @pytest.mark.parametrize("header", ["name,open_count", '"id', "\udcff"])
    async def test_so_is_the_first_row(self, header: str):
        with pytest.raises(ResponseDecodeError, match="the first row"):
            await exported(csv(header.encode("utf-8", "surrogateescape")))


class TestSaving:
    async def test_the_file_holds_the_bytes_of_the_answer(self, tmp_path: Path):
        path, body = tmp_path / "leads.csv", many(30_000)
        path.write_text("old")
        async with Loopback(csv(body)) as server, client_of(server) as smartlead:
            assert await smartlead.leads.export_csv(5, str(path)) == path
        assert path.read_bytes() == body
        assert files_in(tmp_path) == [path]

    async def test_a_failure_leaves_what_was_there(self, tmp_path: Path):
        path = tmp_path / "leads.csv"
        path.write_text("old")
        server = Loopback(truncated(many(3)))
        async with server, client_of(server, max_retries=0) as smartlead:
            with pytest.raises(APIConnectionError):
                await smartlead.leads.export_csv(5, path)
        assert path.read_text() == "old"
        assert files_in(tmp_path) == [path]

    async def test_so_does_cancellation(self, tmp_path: Path):
        path, arrived = tmp_path / "leads.csv", asyncio.Event()

        async def begin(request: Received, writer: asyncio.StreamWriter) -> None:
            writer.write(http(200, many(30_000), CSV | {"content-length": "1000000"}))
            await writer.drain()
            arrived.set()
            await never(request, writer)

        async with Loopback(begin) as server, client_of(server) as smartlead:
            saving = asyncio.create_task(smartlead.leads.export_csv(5, path))
            await arrived.wait()
            assert len(files_in(tmp_path)) == 1
            saving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await saving
        assert files_in(tmp_path) == []

    async def test_a_full_disk_is_no_lost_connection(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(*_: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        async with Loopback(csv(many(30_000))) as server, client_of(server) as smartlead:
            for broken in ("_empty", "_put"):
                with monkeypatch.context() as patch:
                    patch.setattr(export_module, broken, fail)
                    with pytest.raises(OSError, match="No space") as caught:
                        await smartlead.leads.export_csv(5, tmp_path / "leads.csv")
                assert caught.value.errno == errno.ENOSPC
        assert len(server.requests) == 2
        assert files_in(tmp_path) == []

    async def test_a_folder_that_does_not_exist_is_told_before_anything_is_sent(
        self, tmp_path: Path
    ):
        async with Loopback(csv(many(1))) as server, client_of(server) as smartlead:
            with pytest.raises(FileNotFoundError):
                await smartlead.leads.export_csv(5, tmp_path / "missing" / "leads.csv")
        assert server.requests == []


class TestTheSink:
    async def test_writes_in_large_pieces_and_off_the_event_loop(self):
        writers: list[int] = []

        class File(io.BytesIO):
            def write(self, data: Any) -> int:
                writers.append(threading.get_ident())
                return super().write(data)

        file = File()
        sink = FileSink(file)
        await sink.restart()
        for _ in range(100):
            await sink.write(b"x" * 10_000)
        await sink.flush()
        assert file.getvalue() == b"x" * 1_000_000
        assert len(writers) == 4
        assert threading.get_ident() not in writers

    async def test_is_not_left_while_a_thread_has_its_file_in_hand(self):
        writing, finish = asyncio.Event(), threading.Event()
        loop = asyncio.get_running_loop()

        class File(io.BytesIO):
            def write(self, data: Any) -> int:
                loop.call_soon_threadsafe(writing.set)
                finish.wait()
                return super().write(data)

        file = File()
        sink = FileSink(file)
        await sink.write(b"abc")
        flushing = asyncio.create_task(sink.flush())
        await writing.wait()
        flushing.cancel()
        loop.call_soon(finish.set)
        with pytest.raises(asyncio.CancelledError):
            await flushing
        assert file.getvalue() == b"abc"

    async def test_forgets_all_when_it_starts_again(self):
        file = io.BytesIO()
        sink = FileSink(file)
        for text in (b"a" * 300_000 + b"b", b"c"):
            await sink.restart()
            await sink.write(text)
        await sink.flush()
        assert file.getvalue() == b"c"


async def test_an_export_is_left_early(smartlead_of_many: Smartlead):
    async with smartlead_of_many.leads.export(5) as leads:
        async for lead in leads:
            assert lead.id == 1
            break


@pytest.fixture
async def smartlead_of_many() -> Any:
    async with Loopback(csv(many(2000))) as server, client_of(server) as smartlead:
        yield smartlead


# -- cut in the middle ---------------------------------------------------------------------------

TABLE = many(2000)
GZIPPED = gzip.compress(TABLE)


def cut(body: bytes, *, chunked: bool = False, **headers: str) -> Any:
    """Send half of a body, in a form in which the end is missing, and close the connection."""
    half = body[: len(body) // 2]
    if chunked:
        head = {"content-length": None, "transfer-encoding": "chunked"}
        return raw(http_head(head | headers) + b"%x\r\n%b\r\n" % (len(half), half))
    return raw(http(200, half, CSV | {"content-length": str(len(body))} | headers))


def http_head(headers: dict[str, str | None]) -> bytes:
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode()


CUT = {
    "content-length": cut(TABLE),
    "chunked": cut(TABLE, chunked=True),
    "gzip": answer(200, GZIPPED[: len(GZIPPED) // 2], CSV | {"content-encoding": "gzip"}),
    "gzip without its last byte": answer(200, GZIPPED[:-1], CSV | {"content-encoding": "gzip"}),
    "gzip, chunked": cut(GZIPPED, chunked=True, **{"content-encoding": "gzip"}),
    "reset": drop(),
}


@pytest.mark.parametrize("first", CUT)
async def test_an_export_that_is_cut_is_asked_for_again(first: str, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    async with Loopback(CUT[first], csv(TABLE)) as server, client_of(server) as smartlead:
        await smartlead.leads.export_csv(5, path)
    assert path.read_bytes() == TABLE
    assert len(server.requests) == 2


@pytest.mark.parametrize("every", CUT)
async def test_an_export_that_is_cut_each_time_leaves_the_old_file(
    every: str, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("the old leads")
    async with Loopback(CUT[every]) as server, client_of(server, max_retries=2) as smartlead:
        with pytest.raises(APIConnectionError, match=r"lost .*3 attempts"):
            await smartlead.leads.export_csv(5, path)
        with pytest.raises(APIConnectionError):
            [lead async for lead in smartlead.leads.export(5)]
    assert path.read_text() == "the old leads"
    assert files_in(tmp_path) == [path]
    assert len(server.requests) == 6


async def test_exports_are_asked_for_uncompressed_and_taken_compressed(tmp_path: Path) -> None:
    compressed = answer(200, GZIPPED, CSV | {"content-encoding": "gzip"})
    async with Loopback(compressed) as server, client_of(server) as smartlead:
        path = await smartlead.leads.export_csv(5, tmp_path / "leads.csv")
    assert path.read_bytes() == TABLE
    assert server.requests[0].headers["accept-encoding"] == "identity"


async def test_exports_are_not_bounded_but_what_comes_in_their_place_is(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    json = answer(200, b'{"data": "' + b"x" * 5000 + b'"}')
    async with (
        Loopback(csv(TABLE), json) as server,
        client_of(server, max_response_bytes=1000) as smartlead,
    ):
        await smartlead.leads.export_csv(5, path)
        with pytest.raises(ResponseDecodeError, match="max_response_bytes"):
            await smartlead.leads.export_csv(5, path)
    assert path.read_bytes() == TABLE

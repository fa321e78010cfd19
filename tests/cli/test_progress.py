from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from rich.console import Console
from rich.text import Text

from smartlead_async import UploadProgress
from smartlead_async.cli import _progress
from smartlead_async.cli._progress import (
    LiveMeter,
    Meter,
    PlainMeter,
    Watch,
    is_live,
    make_meter,
    status,
)


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "expected"),
    [
        (0, 100, 0.0, "0 leads/s · requests: 3 · 429s: 1 · ETA -:--"),
        (50, 100, 2.0, "25 leads/s · requests: 3 · 429s: 1 · ETA 0:02"),
        (1_000, 9_000_000, 1.0, "1,000 leads/s · requests: 3 · 429s: 1 · ETA 2:29:59"),
        (100, 100, 61.0, "2 leads/s · requests: 3 · 429s: 1 · in 1:01"),
        (0, 0, 0.0, "0 leads/s · requests: 3 · 429s: 1 · in 0:00"),
    ],
)
def test_status_names_speed_requests_and_time_to_go(done, total, elapsed, expected):
    words = status(done=done, total=total, elapsed=elapsed, requests=3, rate_limited=1)
    assert words == expected


def test_the_plain_meter_prints_a_line_a_tenth(capsys):
    meter = PlainMeter("Importing", 1000)
    for done in range(0, 1001, 10):
        meter.update(done, requests=1, rate_limited=0)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("Importing: 100 of 1,000 · ")
    assert lines[-1].startswith("Importing: 1,000 of 1,000 · ")


def progress(elapsed: float, waiting_since: float | None) -> UploadProgress:
    return UploadProgress(
        read=400,
        added=0,
        skipped=0,
        failed=0,
        total_hint=1000,
        requests=1,
        rate_limited=0,
        elapsed=elapsed,
        waiting_since=waiting_since,
    )


def test_the_plain_meter_prints_a_line_when_a_wait_begins(capsys, monkeypatch):
    watch = Watch(PlainMeter("Importing", 1000), patience=900)
    for elapsed, since in [(10, None), (25, 12), (150, 12), (160, None), (400, 170), (410, 170)]:
        monkeypatch.setattr(_progress.time, "monotonic", lambda now=elapsed: 1000.0 + now)
        watch(progress(elapsed, since))
    assert capsys.readouterr().err.splitlines() == [
        "Importing: the service has not answered for 0:13, trying again until 15:00",
        "Importing: the service has not answered for 3:50, trying again until 15:00",
    ]


def test_the_bar_shows_a_wait_until_it_ends():
    meter = LiveMeter("Importing", 1000, console=terminal(120))
    watch = Watch(meter, patience=900)
    watch(progress(142, 12))
    assert str(meter.__rich__()) == (
        "the service has not answered for 2:10, trying again until 15:00"
    )
    watch(progress(150, None))
    assert "leads/s" in str(meter.__rich__())


def test_speed_covers_earlier_runs(capsys, monkeypatch):
    monkeypatch.setattr(_progress.time, "monotonic", lambda: 100.0)
    PlainMeter("Importing", 1000, elapsed=10.0).update(500, requests=1, rate_limited=0)
    assert "· 50 leads/s ·" in capsys.readouterr().err


def test_the_speed_of_the_bar_covers_earlier_runs():
    console = terminal(120)
    with LiveMeter("Importing", 100, console=console, elapsed=3_600.0) as meter:
        meter.update(100, requests=1, rate_limited=0)
    assert "in 1:00:0" in console.file.getvalue()


def test_the_plain_meter_copes_with_an_empty_job(capsys):
    PlainMeter("Importing", 0).update(0, requests=0, rate_limited=0)
    assert capsys.readouterr().err.startswith("Importing: 0 of 0")


def terminal(width: int) -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=width, _environ={"TERM": "xterm"})


@pytest.mark.parametrize("width", [80, 120])
def test_the_bar_fits_the_terminal(monkeypatch, width):
    words = "2,000 leads/s · requests: 2,500 · 429s: 12 · ETA 12:34"
    monkeypatch.setattr(_progress, "status", lambda **_: words)
    console = terminal(width)
    with LiveMeter("Importing", 1_000_000, console=console) as meter:
        meter.update(999_999, requests=2_500, rate_limited=12)
    drawn = Text.from_ansi(console.file.getvalue().replace("\r", "\n")).plain.splitlines()
    assert drawn[-1].startswith("Importing ━")
    assert drawn[-1].endswith(words)
    assert len(drawn[-1]) < width


def test_the_live_bar_shows_the_status(monkeypatch):
    console = terminal(120)
    with LiveMeter("Importing", 100, console=console) as meter:
        meter.update(100, requests=25, rate_limited=3)
    assert "100 %" in console.file.getvalue()
    assert "requests: 25 · 429s: 3 · in 0:00" in console.file.getvalue()


def test_a_bar_needs_a_terminal_that_takes_control_codes(monkeypatch):
    stderr = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(_progress.sys, "stderr", stderr)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert is_live()
    monkeypatch.setenv("TERM", "dumb")
    assert not is_live()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not is_live()
    monkeypatch.delenv("NO_COLOR")
    stderr.isatty = lambda: False
    assert not is_live()
    monkeypatch.setattr(_progress.sys, "stderr", None)
    assert not is_live()


@pytest.mark.parametrize(("live", "kind"), [(True, LiveMeter), (False, PlainMeter)])
def test_the_meter_suits_the_terminal(monkeypatch, live, kind):
    monkeypatch.setattr(_progress, "is_live", lambda: live)
    assert type(make_meter("Importing", 1)) is kind
    assert type(make_meter("Importing", 1, quiet=True)) is Meter


def test_a_watch_remembers_how_far_an_upload_is():
    seen = []

    class Recorder(Meter):
        def update(self, done, *, requests, rate_limited):
            seen.append((done, requests, rate_limited))

    watch = Watch(Recorder())
    progress = UploadProgress(
        read=9, added=4, skipped=2, failed=1, total_hint=9, requests=3, rate_limited=1, elapsed=0.5
    )
    watch(progress)
    assert (watch.settled, watch.latest, seen) == (7, progress, [(7, 3, 1)])

"""``smartlead leads export``."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, TypeAlias, Unpack

import click

from smartlead_async import Smartlead

from ._exit import UnusableInput
from ._printing import is_terminal, say, say_json
from ._progress import Pulse, make_pulse, size
from ._service import ServiceOptions, fetch, service_options

__all__ = ["export"]

_LOOK_EVERY: Final = 0.2  # seconds
_STDOUT: Final = Path("-")
Writer: TypeAlias = Callable[[Smartlead, int, Path], Awaitable[int]]
"""Writes the leads of a campaign to a file and returns their number."""


class ExportOptions(ServiceOptions):
    """The values of the options."""

    quiet: bool
    as_json: bool


def _read_output(_context: click.Context, _option: click.Parameter, given: Path) -> Path:
    if given == _STDOUT:
        return given
    if given.suffix.lower() not in _WRITERS:
        raise click.BadParameter(f"{given.name!r} must end in {' or '.join(_WRITERS)}")
    if not given.parent.is_dir():
        raise click.BadParameter(f"there is no folder {given.parent}")
    return given


async def _write_csv(client: Smartlead, campaign: int, path: Path) -> int:
    """Write the CSV file of the service, unchanged."""
    await client.leads.export_csv(campaign, path)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return sum(1 for row in csv.reader(file) if row) - 1


async def _write_json_lines(client: Smartlead, campaign: int, path: Path) -> int:
    """Write one object per line, with the custom fields as an object."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        async for batch in client.leads.export(campaign).pages():
            lines = [json.dumps(lead.to_dict(), ensure_ascii=False) for lead in batch]
            file.write("".join(f"{line}\n" for line in lines))
            count += len(batch)
    return count


_WRITERS: Final[dict[str, Writer]] = {".csv": _write_csv, ".jsonl": _write_json_lines}


@click.command(short_help="Export the leads of a campaign to a file.")
@click.option(
    "--campaign",
    type=click.IntRange(min=1),
    required=True,
    metavar="ID",
    help="Campaign to export.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path),
    required=True,
    metavar="FILE",
    callback=_read_output,
    help="File to write: .csv (as the service sends it) or .jsonl. An existing file is replaced. "
    '"-" writes CSV to standard output.',
)
@click.option("--quiet", is_flag=True, help="Print errors only.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@service_options
def export(*, campaign: int, output: Path, **options: Unpack[ExportOptions]) -> None:
    """Export all leads of a campaign, with their figures, to a file.

    The file appears only when it is complete. A failure leaves an existing file as it was. On
    standard output, nothing is written before the export is complete.
    """
    to_stdout = output == _STDOUT
    if to_stdout and options["as_json"]:
        raise click.UsageError("--json and -o - would both write to standard output")
    started = time.monotonic()
    try:
        count, written = _export(options, campaign, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnusableInput(f"cannot write {output}: {error.strerror or error}") from None
    if options["as_json"]:
        say_json({"file": str(output), "leads": count, "bytes": written})
    elif not options["quiet"]:
        elapsed = time.monotonic() - started
        where = "standard output" if to_stdout else output
        say(f"{count:,} leads in {where} ({size(written)}, {elapsed:,.1f} s)", err=to_stdout)


def _export(options: ExportOptions, campaign: int, output: Path) -> tuple[int, int]:
    """Write a file beside the output, then move it into place; return its leads and bytes."""
    place = None if output == _STDOUT else output.parent
    with tempfile.TemporaryDirectory(prefix=".smartlead-", dir=place) as folder:
        part = Path(folder, "leads.csv" if place is None else output.name)
        with make_pulse("Exporting", quiet=options["quiet"]) as pulse:
            count = fetch(options, lambda client: _watched(client, campaign, part, pulse))
        written = part.stat().st_size
        if place is None:
            _print_file(part)
        else:
            part.replace(output)
    return count, written


def _print_file(path: Path) -> None:
    """Write a file to standard output, byte for byte unless a person reads it."""
    if is_terminal():
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            for line in lines:
                say(line.rstrip("\n"))
        return
    with path.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()


async def _watched(client: Smartlead, campaign: int, path: Path, pulse: Pulse) -> int:
    watching = asyncio.create_task(_watch(path.parent, pulse))
    try:
        return await _WRITERS[path.suffix.lower()](client, campaign, path)
    finally:
        watching.cancel()


async def _watch(folder: Path, pulse: Pulse) -> None:
    while True:
        # the file may be renamed meanwhile
        with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
            pulse.update(sum(entry.stat().st_size for entry in entries))
        await asyncio.sleep(_LOOK_EVERY)

"""Write docs/benchmarks.md, its charts and the table of the README from benchmarks/results.json.

``make bench`` measures. This measures nothing, so that ``--check`` says the same on any machine::

    python scripts/generate_benchmarks.py [--check]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import _generating
from scripts._charts import Bar, Lane, bars, lanes
from scripts._generating import ROOT

BEGIN: Final = "<!-- written by scripts/generate_benchmarks.py -->"
END: Final = "<!-- end -->"
BANNER: Final = "<!-- Written by scripts/generate_benchmarks.py from benchmarks/results.json. -->\n"
NAIVE: Final = "aiohttp, AsyncLimiter(10, 2), gather"
OURS: Final = "smartlead-async"
DECIMALS: Final = {"%": 1, "µs": 1, "ms": 2, "s": 2, "MB": 1, "ratio": 3}


def page(results: dict[str, Any]) -> str:
    """Return docs/benchmarks.md."""
    compared = results["compared"]
    short = "**This was a short run: its figures mean little.** " if results["quick"] else ""
    return f"""\
{BANNER}
# Benchmarks

{short}Measured on {results["date"]} at commit `{results["commit"]}` with Python
{results["python"]} on {results["machine"]}. `make bench` measures again and writes
`benchmarks/results.json`; `make generate` writes this page.

## Beside what people do today

{compared["leads"]:,} leads are uploaded to a local server that keeps a strict sliding log of 10
requests in 2 seconds, over a network of 80 ± 60 ms. At best that takes {compared["least_s"]:.2f} s.
Each program has a process of its own; `benchmarks/_contenders.py` holds them all.

![Requests over time](assets/requests.svg)

{comparison(compared["contenders"])}

Time counts from the first request. CPU and memory are those of the whole process, imports included.

![Time of the upload](assets/upload-time.svg)

## Every figure and its bar

The share of the limit for n requests is ideal(n) / elapsed, where ideal(n) is
2 s · ⌊(n - 1) / 10⌋ and one round trip. The network is steady at 80 ms, or jittery with a mean of
150 ms and a tail to 1 s.

![Share of the rate limit](assets/share-of-limit.svg)

![Costs in relation to their bars](assets/costs.svg)

{table(results["rows"])}
"""


def readme(text: str, results: dict[str, Any]) -> str:
    """Return the README with the present table between its two comments."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    table = comparison(results["compared"]["contenders"])
    return f"{before}{begin}\n{table}\n{end}{after}"


def comparison(contenders: list[dict[str, Any]]) -> str:
    return _table(
        "| program | time | 429s | leads lost | CPU | memory |",
        [
            f"| {each['name']} | {each['elapsed_s']:.1f} s | {each['limited']} "
            f"| {each['lost']:,} | {each['cpu_s']:.2f} s | {each['peak_mb']:.0f} MB |"
            for each in contenders
        ],
    )


def table(rows: list[dict[str, Any]]) -> str:
    return _table(
        "| what | measured | bar | |",
        [
            f"| {row['what']} | {figure(row)} | {'≥' if row['at_least'] else '≤'} {row['bar']:g} "
            f"{row['unit']} | {'' if row['ok'] else '**missed**'} |"
            for row in rows
        ],
    )


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows])


def figure(row: dict[str, Any]) -> str:
    return f"{row['measured']:.{DECIMALS.get(row['unit'], 0)}f} {row['unit']}"


def charts(results: dict[str, Any]) -> dict[str, str]:
    """Return the charts by name."""
    contenders = {each["name"]: each for each in results["compared"]["contenders"]}
    return {
        "requests": requests_over_time(contenders, results["compared"]["leads"]),
        "upload-time": upload_time(results["compared"]),
        "share-of-limit": shares(results["rows"]),
        "costs": costs(results["rows"]),
    }


def requests_over_time(contenders: dict[str, Any], leads: int) -> str:
    rows = [
        Lane(
            {NAIVE: "AsyncLimiter and gather"}.get(name, name),
            [(at, status != 429) for at, status in contenders[name]["answers"]],
            f"429s: {contenders[name]['limited']}, leads lost: {contenders[name]['lost']:,}",
        )
        for name in (NAIVE, OURS)
    ]
    most = _round_up(max(at for row in rows for at, _ in row.points))
    title = f"Requests of an upload of {leads:,} leads (red: refused with 429)"
    return lanes(title, "seconds since the start", rows, most)


def upload_time(compared: dict[str, Any]) -> str:
    rows = [
        Bar(
            each["name"],
            each["elapsed_s"],
            f"{each['elapsed_s']:.1f} s" + (f", {each['lost']:,} lost" if each["lost"] else ""),
            _kind(each),
            compared["least_s"],
        )
        for each in compared["contenders"]
    ]
    most = _round_up(1.25 * max(row.value for row in rows))
    title = f"Time to upload {compared['leads']:,} leads (line: what the limit allows)"
    return bars(title, "seconds", rows, most)


def _kind(contender: dict[str, Any]) -> str:
    if contender["lost"]:
        return "bad"
    return "good" if contender["name"] == OURS else "other"


def shares(rows: list[dict[str, Any]]) -> str:
    shown = [
        _against_bar(row, row["what"].partition(": share of the limit")[0], 1.0, figure(row))
        for row in rows
        if row["at_least"]
    ]
    return bars("Share of the rate limit (line: the bar)", "% of the limit", shown, 100)


def costs(rows: list[dict[str, Any]]) -> str:
    shown = [
        _against_bar(row, row["what"], 100 / row["bar"], f"{figure(row)} of {row['bar']:g}")
        for row in rows
        if not row["at_least"] and row["bar"] and row["unit"] in {"µs", "ms", "s", "MB", "ratio"}
    ]
    return bars("Costs in relation to their bars (line: the bar)", "% of the bar", shown, 150)


def _against_bar(row: dict[str, Any], label: str, scale: float, note: str) -> Bar:
    kind = "good" if row["ok"] else "bad"
    return Bar(label, row["measured"] * scale, note, kind, row["bar"] * scale)


def _round_up(value: float) -> float:
    """Return the next multiple of 5."""
    return 5 * -(-value // 5)


def main() -> None:
    results = json.loads((ROOT / "benchmarks/results.json").read_text("utf-8"))
    drawn = {f"docs/assets/{name}.svg": chart for name, chart in charts(results).items()}
    pages = {
        "docs/benchmarks.md": page(results),
        "README.md": readme((ROOT / "README.md").read_text("utf-8"), results),
    }
    _generating.run("generate_benchmarks.py", pages | drawn, there=set())


if __name__ == "__main__":
    main()

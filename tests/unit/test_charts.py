"""Charts of the benchmarks, and the rows that they show."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks._rows import Row
from scripts._charts import Bar, Lane, bars, lanes

SVG = "{http://www.w3.org/2000/svg}"
RESULTS = Path(__file__).parents[2] / "benchmarks/results.json"


def drawn(chart: str, tag: str) -> list[ET.Element]:
    return ET.fromstring(chart).findall(SVG + tag)


def test_a_bar_is_as_long_as_its_value_and_ends_with_the_axis():
    chart = bars("Time", "seconds", [Bar("a", 5, "5 s"), Bar("b & c", 99, "99 s", "bad", 2)], 10)
    half, whole = (float(each.attrib["width"]) for each in drawn(chart, "rect"))
    assert half * 2 == whole
    assert [each.attrib["class"] for each in drawn(chart, "rect")] == ["good", "bad"]
    words = [each.text for each in drawn(chart, "text")]
    assert {"Time", "seconds", "a", "b & c", "99 s", "0", "10"} <= set(words)


def test_points_at_one_moment_stand_above_one_another():
    chart = lanes("R", "s", [Lane("ours", [(0.0, True), (0.0, False), (5.0, True)], "x")], 10)
    (x1, y1), (x2, y2), (x3, y3) = (
        (float(each.attrib["cx"]), float(each.attrib["cy"])) for each in drawn(chart, "circle")
    )
    assert (x1, y1) == (x2, y2 + 7)
    assert (x3 > x1, y3) == (True, y1)
    assert [each.attrib["class"] for each in drawn(chart, "circle")].count("bad") == 1


def test_a_chart_has_colours_for_dark_pages():
    assert "prefers-color-scheme: dark" in bars("T", "s", [], 1)


def test_a_row_tells_whether_its_bar_is_reached():
    share = Row("share", 97.9, 98, "%", at_least=True)
    cost = Row("cost", 150.0, 150, "µs")
    assert (share.ok, cost.ok) == (False, True)
    assert str(share).split()[-5:] == ["%", "≥", "98", "%", "MISSED"]
    assert cost.to_dict()["ok"] is True


def test_the_results_have_the_form_that_the_documentation_shows():
    results = json.loads(RESULTS.read_text("utf-8"))
    names = {"date", "commit", "python", "machine", "quick", "rows", "compared"}
    assert set(results) == names
    for row in results["rows"]:
        row.pop("ok")
        assert Row(**row).what
    assert {each["name"] for each in results["compared"]["contenders"]} >= {"smartlead-async"}

"""Every Python block of the README, AGENTS.md and the documentation runs, against the sandbox.

The blocks of a page share their names, as a reader expects, and may use ``await`` at the top. A
block after the line ``<!-- not run: reason -->`` is only compiled. A block of text right after a
block of Python is what it prints. The tabs of a page run one after the other, and "sync" is "async"
without ``await``.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
import re
import tempfile
import textwrap
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.generate_cookbook import without_await

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"^(?P<not_run><!-- not run: [^\n]+ -->\n)?```python\n(?P<source>.*?)^```$"
    r"(?:\n\n```text\n(?P<output>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
TABS = re.compile(
    r'^=== "async"\n(?P<one>(?:\n|    .*\n)+)=== "sync"\n(?P<other>(?:\n|    .*\n)+)', re.MULTILINE
)
TAB = re.compile(r'^=== "\w+"\n((?:\n|    .*\n)+)', re.MULTILINE)


def read(page: Path) -> str:
    """Return the text of a page, on the same lines, as if it had no tabs."""
    return TAB.sub(lambda tab: f"\n{textwrap.dedent(tab[1])}", page.read_text("utf-8"))


PAGES = [
    page
    for page in (ROOT / "README.md", ROOT / "AGENTS.md", *sorted((ROOT / "docs").glob("*.md")))
    if BLOCK.search(read(page))
]
LEADS_CSV = """\
email,first_name,last_name,company_name,Favourite colour
ada@example.com,Ada,Lovelace,"Engines, Ltd",mauve
grace@example.com,Grace,Hopper,Navy,blue
"""


@contextlib.contextmanager
def loop_in_thread() -> Iterator[asyncio.AbstractEventLoop]:
    """Run a loop beside the snippets, which have their own and may block."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """What the snippets take for granted: a key, a server that knows it, a file of leads."""
    from smartlead_async.sandbox import Sandbox

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "leads.csv").write_text(LEADS_CSV, "utf-8")
    with loop_in_thread() as loop:
        sandbox = Sandbox(rate_limits=())
        asyncio.run_coroutine_threadsafe(sandbox.start(), loop).result()
        monkeypatch.setenv("SMARTLEAD_API_KEY", sandbox.api_key)
        monkeypatch.setenv("SMARTLEAD_BASE_URL", sandbox.base_url)
        monkeypatch.setenv("SMARTLEAD_WEBHOOK_SECRET", "hunter2")
        yield
        asyncio.run_coroutine_threadsafe(sandbox.aclose(), loop).result()


def compile_block(page: Path, text: str, block: re.Match[str]) -> CodeType:
    """Compile one block so that tracebacks show the page and its line."""
    lines_above = text.count("\n", 0, block.start("source"))
    source = "\n" * lines_above + block["source"]
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    return compile(source, str(page), "exec", flags=flags, dont_inherit=True)


@pytest.mark.usefixtures("_surroundings")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_snippets_run(page: Path) -> None:
    text = read(page)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for block in BLOCK.finditer(text):
        code = compile_block(page, text, block)
        if block["not_run"]:
            continue
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            result = eval(code, namespace)
            if code.co_flags & inspect.CO_COROUTINE:
                asyncio.run(result)
        if block["output"] is not None:
            assert printed.getvalue() == block["output"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tabs_show_the_same_program(page: Path) -> None:
    text = page.read_text("utf-8")
    tabs = list(TABS.finditer(text))
    assert len(tabs) == text.count('\n=== "') / 2
    for found in tabs:
        assert statements(found["other"]) == statements(without_await(found["one"]))


def statements(tab: str) -> list[str]:
    """Return the statements but ``import asyncio`` and the like, which one form may not need."""
    block = BLOCK.search(textwrap.dedent(tab))
    assert block is not None
    body = ast.parse(block["source"]).body
    return [ast.unparse(each) for each in body if not isinstance(each, ast.Import)]

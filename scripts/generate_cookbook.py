"""Write docs/cookbook/, a page for each file of examples/cookbook: async, sync, and its output.

The sync form is made from the async one, unless a framework calls the program. Both run here,
against a sandbox, and must print the same; so a page that is up to date shows a program that works.
The page on Celery shows ``examples/celery_import``, which has tests of its own::

    python scripts/generate_cookbook.py [--check]
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import threading
import warnings
from collections.abc import Iterator
from itertools import starmap
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import _generating
from scripts._generating import ROOT
from smartlead_async.sandbox import Sandbox

RECIPES: Final = ROOT / "examples" / "cookbook"
PAGES: Final = ROOT / "docs" / "cookbook"
BANNER: Final = "<!-- Written by scripts/generate_cookbook.py -->"
# (pattern, replacement) from async to sync, in this order
TO_SYNC: Final = (
    (r"^import asyncio\n", ""),
    (r"\basyncio\.run\(main\(\)\)", "main()"),
    (r"\bsmartlead_async\b", "smartlead_sync"),
    (r"\basync (?=def|with|for)", ""),
    (r"\bawait ", ""),
    (r"(?<=\[)(.*) async (?=for)", r"\1 "),
    (r"^@pytest\.mark\.asyncio\n", ""),
)


def sync_form(source: str) -> str:
    """Return a recipe for smartlead_sync."""
    return _generating.formatted("recipe.py", without_await(source))


def without_await(source: str) -> str:
    """Return a program for smartlead_sync, not formatted."""
    for pattern, replacement in TO_SYNC:
        source = re.sub(pattern, replacement, source, flags=re.MULTILINE)
    return source


def page(path: Path) -> tuple[str, str]:
    """Return the path and the text of a recipe's page."""
    forms = forms_of(path)
    printed = {form: output(path, source) for form, source in forms.items()}
    if len(set(printed.values())) > 1:
        raise SystemExit(f"the forms of {path.name} differ: {printed}")
    title, _, about = _parted(forms["async"])[0].partition("\n\n")
    code = {form: _block(_parted(source)[1]) for form, source in forms.items()}
    shown = "".join(starmap(_tab, code.items())) if len(code) > 1 else code["async"] + "\n\n"
    text = f"{BANNER}\n\n# {title.rstrip('.')}\n\n{about.strip()}\n\n{shown}It prints:\n\n"
    name = path.stem.replace("_", "-")
    return f"docs/cookbook/{name}.md", f"{text}```text\n{printed['async']}```\n"


def forms_of(path: Path) -> dict[str, str]:
    """Return the sources of a recipe by the form of its calls."""
    source = path.read_text("utf-8")
    is_called = "asyncio.run(main())" not in source and not _is_test(path)
    return {"async": source} | ({} if is_called else {"sync": sync_form(source)})


def _is_test(path: Path) -> bool:
    return path.stem.startswith("test_")


def _parted(source: str) -> tuple[str, str]:
    _, docstring, code = source.split('"""', 2)
    return docstring, code


def _block(code: str) -> str:
    return f"```python\n{code.strip()}\n```"


def _tab(name: str, block: str) -> str:
    return f'=== "{name}"\n\n{textwrap.indent(block, "    ")}\n\n'


def output(path: Path, source: str) -> str:
    """Run a recipe in a world of its own, and return what it prints."""
    if _is_test(path):
        return tested(path.name, source)
    printed = io.StringIO()
    with world(), contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(source, str(path), "exec"), {"__name__": "__main__"})  # noqa: S102 - ours
    return printed.getvalue()


def tested(name: str, source: str) -> str:
    """Run a recipe by pytest, and return its result without the time."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, name).write_text(source, "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            command, cwd=directory, env=environment, capture_output=True, text=True, check=False
        )
    if ran.returncode:
        raise SystemExit(ran.stdout)
    return re.sub(r" in [\d.]+s\n.*", "\n", ran.stdout, flags=re.DOTALL)


@contextlib.contextmanager
def world() -> Iterator[None]:
    """Enter a directory with the files that recipes read, and the environment of a sandbox."""
    sandbox = Sandbox(rate_limits=(), dialect="live")
    other = Sandbox(rate_limits=(), dialect="live", seed="demo", beside=sandbox)
    _populate(sandbox)
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as directory, _running(sandbox, other):
        os.environ.update(SMARTLEAD_API_KEY=sandbox.api_key, SMARTLEAD_BASE_URL=sandbox.base_url)
        os.chdir(directory)
        domains = [f"domain{number}.example" for number in range(500)]
        keys = Path("keys.toml")
        keys.touch(mode=0o600)
        given = {"acme": sandbox.api_key, "globex": other.api_key, "initech": "a-revoked-key"}
        keys.write_text("".join(f'{name} = "{key}"\n' for name, key in given.items()), "utf-8")
        Path("domains.txt").write_text("\n".join([*domains, "https://spam.example"]), "utf-8")
        try:
            yield
        finally:
            os.chdir(before)


def _populate(sandbox: Sandbox) -> None:
    """Make two active campaigns of a client, with leads in all states, and email accounts."""
    state = sandbox.state
    client = {"id": 7, "name": "Acme", "email": "acme@example.com"}
    state.clients.append(client)
    for name, leads in (("Winter", 8), ("Summer", 4)):
        id_ = state.seed_campaign(name, client_id=client["id"])
        state.campaigns[id_].fields["status"] = "ACTIVE"
        state.seed_leads(id_, leads)
    accounts = state.seed_email_accounts(4)
    state.email_accounts[accounts[0]]["is_smtp_success"] = False
    state.email_accounts[accounts[1]]["warmup_details"]["status"] = "INACTIVE"


@contextlib.contextmanager
def _running(*sandboxes: Sandbox) -> Iterator[None]:
    """Run sandboxes in an event loop of their own: recipes have theirs, or none."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    for sandbox in sandboxes:
        asyncio.run_coroutine_threadsafe(sandbox.start(), loop).result()
    try:
        yield
    finally:
        for sandbox in sandboxes:
            asyncio.run_coroutine_threadsafe(sandbox.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def celery_page() -> str:
    folder = ROOT / "examples" / "celery_import"
    files = [(name, (folder / name).read_text("utf-8")) for name in ("tasks.py", "import_csv.py")]
    shown = "".join(f"\n## {name}\n\n{_block(source)}\n" for name, source in files)
    return f"{BANNER}\n\n{(folder / 'README.md').read_text('utf-8')}{shown}"


def main() -> None:
    texts = dict(map(page, sorted(RECIPES.glob("*.py"))))
    texts["docs/cookbook/celery.md"] = celery_page()
    there = _generating.written_before(PAGES.glob("*.md"), BANNER)
    _generating.run(Path(__file__).name, texts, there)


if __name__ == "__main__":
    main()

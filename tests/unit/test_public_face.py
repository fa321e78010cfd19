"""What the package shows, and what its modules may import."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
import typing
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import smartlead_async
from tests.for_each import for_each

PACKAGE = Path(smartlead_async.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# Which modules may import a library; a name that ends with a slash is a package.
ALLOWED = {
    "aiohttp": {"_http/transport.py", "sandbox/", "webhooks/_aiohttp.py", "cli/_webhooks.py"},
    "yarl": {"_http/transport.py", "sandbox/"},
    "multidict": {"sandbox/"},
    "aiolimiter": {"_limiter/"},
    "backoff": {"_http/retry.py"},
    "cattrs": {"_codec.py"},
    "orjson": {"_codec.py"},
    "click": {"cli/"},
    "rich": {"cli/"},
    "redis": {"_limiter/"},
    "opentelemetry": {"telemetry.py"},
}


def imported(module: Path) -> set[str]:
    """Return the top-level names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_are_imported_in_one_place_each(module: Path) -> None:
    place = str(module.relative_to(PACKAGE))
    for library in imported(module) & set(ALLOWED):
        assert any(
            place == allowed or (allowed.endswith("/") and place.startswith(allowed))
            for allowed in ALLOWED[library]
        ), f"{place} imports {library}"


def test_the_command_uses_public_names_only() -> None:
    for module in MODULES:
        parents = module.relative_to(PACKAGE).parts[:-1]
        if "cli" not in parents:
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                outside = node.level > len(parents) or (node.module or "").startswith(
                    "smartlead_async"
                )
                parts = (node.module or "").split(".")
                assert not (outside and any(part.startswith("_") for part in parts)), (
                    f"{module.name} imports {node.module}"
                )


def test_all_is_sorted_complete_and_importable() -> None:
    names = smartlead_async.__all__
    assert len(names) == len(set(names))
    assert names == sorted(names, key=_isort_key)
    public = {
        name
        for name, value in vars(smartlead_async).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "annotations"
    }
    assert public | {"__version__"} == set(names)


def _isort_key(name: str) -> tuple[int, str]:
    """Constants, classes, the rest: the order that ruff keeps ``__all__`` in."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


PUBLIC = [(name, getattr(smartlead_async, name)) for name in smartlead_async.__all__]
CLASSES = [(name, value) for name, value in PUBLIC if inspect.isclass(value)]


@pytest.mark.parametrize(("name", "value"), CLASSES, ids=[name for name, _ in CLASSES])
def test_every_public_class_and_method_is_documented(name: str, value: type) -> None:
    assert (value.__doc__ or "").strip(), name
    for method, function in vars(value).items():
        if method.startswith("_") or not callable(inspect.unwrap(function)):
            continue
        if inspect.isfunction(function):
            assert (function.__doc__ or "").strip(), f"{name}.{method}"


RESOURCES = [
    (f"{area}.{name}", method)
    for area, attribute in vars(smartlead_async.Smartlead).items()
    if isinstance(attribute, cached_property)
    for name, method in inspect.getmembers(
        type(getattr(smartlead_async.Smartlead("key"), area)), inspect.isfunction
    )
    if not name.startswith("_")
]


IDS = {"self", "campaign_id", "lead_id", "email_account_id", "webhook_id"}
IDS |= {"api_key_id", "folder_id", "lead_list_id", "reply_id", "spam_test_id"}
"""Arguments that need no words: they say whose method it is, and which."""


@for_each(("name", "method"), RESOURCES)
def test_every_endpoint_documents_its_arguments(name: str, method: Any) -> None:
    text = inspect.getdoc(method) or ""
    arguments = [a for a in inspect.signature(method).parameters if a not in IDS]
    assert text, name
    for argument in arguments:
        assert f"\n    {argument}: " in text, f"{name} says nothing of {argument}"


def test_every_error_is_public_and_in_the_tree_of_the_module() -> None:
    from smartlead_async import _errors

    errors = {n for n, v in vars(_errors).items() if inspect.isclass(v) and not n.startswith("_")}
    errors = {name for name in errors if issubclass(getattr(_errors, name), Exception)}
    assert errors == set(_errors.__all__) <= set(smartlead_async.__all__)
    for name in errors:
        assert name in (_errors.__doc__ or "")
        assert issubclass(getattr(_errors, name), smartlead_async.SmartleadError)


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


# Takes long to import, and a program may never need it: one that neither uploads nor reads
# webhooks, keeps its limits in Redis, and gets no answer that cannot be understood.
UNUSED = {
    "aiohttp.web",
    "aiolimiter",
    "cattrs",
    "click",
    "redis",
    "rich",
    "smartlead_async._limiter.host",
    "smartlead_async._limiter.redis",
    "smartlead_async.webhooks",
    "smartlead_async.models.webhook_events",
    "smartlead_async.cli",
    "smartlead_async.sandbox",
    "smartlead_async.upload._run",
    "sqlite3",
    "zoneinfo",
}


def in_a_fresh_process(program: str) -> Any:
    """Return the literal that a program prints."""
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return ast.literal_eval(ran.stdout)


def test_importing_the_package_imports_nothing_that_few_programs_use() -> None:
    loaded = in_a_fresh_process(
        "import sys, aiohttp; before = set(sys.modules); import smartlead_async; "
        "print(set(sys.modules) - before)"
    )
    assert "smartlead_async._client" in loaded
    assert not loaded & UNUSED


def test_every_name_is_listed_before_it_is_imported_and_can_be_imported() -> None:
    program = (
        "import smartlead_async as package; listed = dir(package); "
        "there = set(vars(package)); names = {}; exec('from smartlead_async import *', names); "
        "print((listed, set(package.__all__) - there, list(names)))"
    )
    listed, later, imported = in_a_fresh_process(program)
    assert {"JournalStatus", "RedisRateLimiter", "parse_webhook"} <= later
    assert set(smartlead_async.__all__) <= set(listed)
    assert set(smartlead_async.__all__) <= set(imported)


def test_a_name_that_the_package_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'smartlead_async' has no attribute 'nonsense'"):
        smartlead_async.nonsense  # noqa: B018


@pytest.mark.parametrize("package", ["smartlead_async", "smartlead_async.models"])
def test_what_is_imported_later_is_where_type_checkers_find_it(package: str) -> None:
    module = importlib.import_module(package)
    (branch,) = (node for node in _tree(module).body if isinstance(node, ast.If))
    for node in branch.body:
        assert isinstance(node, ast.ImportFrom)
        place = importlib.import_module("." * node.level + (node.module or ""), package)
        for alias in node.names:
            assert getattr(module, alias.name) is getattr(place, alias.name)
    known = {alias.name for node in branch.body for alias in getattr(node, "names", ())}
    later = set(inspect.getclosurevars(module.__getattr__).nonlocals["place_of"])
    assert known == later <= set(module.__all__)


def test_importing_the_package_imports_the_models_of_no_area_but_campaigns() -> None:
    loaded = in_a_fresh_process("import sys, smartlead_async; print(set(sys.modules))")
    models = {name for name in loaded if name.startswith("smartlead_async.models.")}
    assert {name.rpartition(".")[2] for name in models} == {
        "_base",
        "acknowledgement",
        "campaigns",
        "page",
    }


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text("utf-8"))


FACES = [
    f"{package}{place}"
    for package in ("smartlead_async", "smartlead_sync")
    for place in ("", ".models", ".helpers", ".sandbox")
]


@for_each("face", FACES)
def test_public_names_are_shown_where_they_are_imported_from(face: str) -> None:
    module = importlib.import_module(face)
    for name in module.__all__:
        thing = getattr(module, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert "._" not in thing.__module__, thing
            assert getattr(importlib.import_module(thing.__module__), name) is thing
            if inspect.isclass(thing):
                typing.get_type_hints(thing)  # annotations are still understood

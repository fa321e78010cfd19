"""Every public name of smartlead_async has its twin in smartlead_sync, or is the same object."""

from __future__ import annotations

import importlib.resources
import inspect
import re
import subprocess
import sys
import tomllib
import typing
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

import smartlead_async
import smartlead_async.helpers
import smartlead_async.models
import smartlead_async.sandbox
import smartlead_sync
import smartlead_sync.helpers
import smartlead_sync.models
import smartlead_sync.sandbox
from tests.for_each import for_each
from tests.sync.twins import AREAS

pytestmark = pytest.mark.no_cover  # it would take twice as long

ROOT = Path(__file__).parents[2]
PACKAGES = {
    smartlead_async: smartlead_sync,
    smartlead_async.helpers: smartlead_sync.helpers,
    smartlead_async.models: smartlead_sync.models,
    smartlead_async.sandbox: smartlead_sync.sandbox,
}
SPECIAL = {"__aenter__": "__enter__", "__aexit__": "__exit__", "__aiter__": "__iter__"}
RUNS_ON_THE_LOOP = {
    smartlead_async.HostRateLimiter,
    smartlead_async.RedisRateLimiter,
    smartlead_async.sandbox.Fault,
}
SPECIAL |= {"__anext__": "__next__", "aclose": "close"}


def is_asynchronous(value: object) -> bool:
    """Return whether users await a value, or methods of it."""
    if inspect.iscoroutinefunction(value):
        return True
    if not inspect.isclass(value) or getattr(value, "_is_protocol", False):
        return False
    if value in RUNS_ON_THE_LOOP:
        return False
    members = [member for _, member in inspect.getmembers(value, inspect.isfunction)]
    return any(map(inspect.iscoroutinefunction, members))


NAMES = [(package, name) for package in PACKAGES for name in package.__all__]
TWINS = [
    (getattr(package, name), getattr(PACKAGES[package], name))
    for package, name in NAMES
    if inspect.isclass(getattr(package, name)) and is_asynchronous(getattr(package, name))
] + list(AREAS.items())


def methods() -> Iterator[Any]:
    """Yield every public method, property and coroutine function with its twin."""
    for package, name in NAMES:
        if inspect.iscoroutinefunction(getattr(package, name)):
            yield pytest.param(getattr(package, name), getattr(PACKAGES[package], name), id=name)
    for cls, twin in TWINS:
        for name, member in inspect.getmembers(cls):
            public = not name.startswith("_") or name in SPECIAL or name == "__init__"
            if public and (inspect.isfunction(member) or isinstance(member, property)):
                own = SPECIAL.get(name, name)
                yield pytest.param(member, getattr(twin, own, None), id=f"{cls.__name__}.{own}")


METHODS = list(methods())


def text(annotation: object) -> str:
    """Return an annotation as a reader sees it."""
    plain = str(annotation).replace("builtins.", "").replace("'", '"')
    return plain.replace("AbstractAsyncContextManager", "AbstractContextManager")


def test_there_is_a_twin_of_everything_asynchronous():
    names = {cls.__name__ for cls, _ in TWINS}
    classes = {"Fleet", "Items", "Sandbox", "Smartlead", "WebhookInbox"}
    assert names == classes | {cls.__name__ for cls in AREAS}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_the_packages_have_the_same_names(package: Any):
    assert PACKAGES[package].__all__ == package.__all__


@for_each(("package", "name"), NAMES)
def test_what_is_not_asynchronous_is_the_same_object(package: Any, name: str):
    there, here = getattr(package, name), getattr(PACKAGES[package], name)
    assert (here is there) != is_asynchronous(there)


@for_each(("method", "twin"), METHODS)
def test_a_method_has_the_same_signature(method: Any, twin: Any):
    if isinstance(method, property):
        assert isinstance(twin, property)
        method, twin = method.fget, twin.fget
    expected, actual = inspect.signature(method), inspect.signature(twin)
    if method.__qualname__ in {"Items.__init__", "Items.pages"}:  # written by hand, for pages
        return
    if method.__name__ == "__init__" and "caller" in expected.parameters:  # made by the client
        return
    assert [
        (p.name, p.kind, p.default, text(p.annotation)) for p in actual.parameters.values()
    ] == [(p.name, p.kind, p.default, text(p.annotation)) for p in expected.parameters.values()]
    assert text(actual.return_annotation) == text(expected.return_annotation)


@for_each("twin", [case.values[1] for case in METHODS])
def test_annotations_can_be_resolved_and_nothing_is_awaited(twin: Any):
    function = twin.fget if isinstance(twin, property) else twin
    assert not inspect.iscoroutinefunction(function)
    assert not inspect.isasyncgenfunction(function)
    assert "collections.abc.Async" not in str(typing.get_type_hints(function).get("return"))


@for_each(("method", "twin"), METHODS)
def test_a_method_has_its_docstring_with_examples_made_synchronous(method: Any, twin: Any):
    assert bool(twin.__doc__) == bool(method.__doc__)
    if method.__doc__ and getattr(method, "__name__", "") != "__init__":
        assert twin.__doc__.split(".")[0].split() == method.__doc__.split(".")[0].split()
        assert not re.search(
            r"\bawait\b|\basync (with|for|def)|aclose|smartlead_async", twin.__doc__
        )


@pytest.mark.parametrize(("cls", "twin"), TWINS, ids=lambda value: value.__name__)
def test_a_class_has_its_docstring_with_examples_made_synchronous(cls: type, twin: type):
    assert twin.__doc__.splitlines()[0] in {
        cls.__doc__.splitlines()[0].replace("async ", ""),
        (cls.__doc__.splitlines()[0].replace("an async iterator", "an iterator")),
    }
    assert not re.search(r"\bawait\b|\basync (with|for|def)|aclose|smartlead_async", twin.__doc__)


@pytest.mark.parametrize(("cls", "twin"), TWINS, ids=lambda value: value.__name__)
def test_the_twin_has_no_public_name_of_its_own(cls: type, twin: type):
    expected = {SPECIAL.get(name, name) for name in dir(cls) if not name.startswith("_")}
    actual = {name for name in dir(twin) if not name.startswith("_")}
    assert {name for name in actual if name not in expected} == set()


def test_the_areas_of_the_client_are_documented_alike():
    there, here = (areas(package.Smartlead) for package in (smartlead_async, smartlead_sync))
    assert list(here) == list(there)
    for name, area in here.items():
        assert area.__doc__ == there[name].__doc__
        assert inspect.signature(area.func) == inspect.signature(there[name].func)


def areas(client: type) -> dict[str, Any]:
    return {name: each for name, each in vars(client).items() if isinstance(each, cached_property)}


@pytest.mark.parametrize("package", ["smartlead_async", "smartlead_sync"])
def test_an_area_is_imported_when_it_is_used(package: str):
    program = f"""
import sys
import {package} as package

def loaded():
    return {{name for name in sys.modules if ".resources" in name}}

assert not loaded(), loaded()
package.Smartlead("key").webhooks
assert "{package}.resources.webhooks" in loaded()
assert "{package}.resources.leads" not in loaded(), loaded()
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_both_packages_are_typed_and_in_the_wheel():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    in_wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    for package in (smartlead_async, smartlead_sync):
        assert importlib.resources.files(package).joinpath("py.typed").is_file()
        assert package.__name__ in in_wheel

"""Every generated method hands all its arguments on, and returns what it gets."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Iterator
from typing import Any, Self

import pytest

import smartlead_sync.sandbox
from smartlead_sync import Items
from tests.for_each import for_each
from tests.sync.twins import TWINS

SPECIAL = {"__aenter__": "__enter__", "__aexit__": "__exit__", "aclose": "close"}
CALLBACKS = {"on_progress"}  # replaced on the way: tests of the client show by what


class Behind:
    """Stands in for an asynchronous object, and remembers the one call that reaches it."""

    def __init__(self, cls: type) -> None:
        self._cls = cls
        self.call: tuple[str, dict[str, Any], int] | None = None

    def __getattr__(self, name: str) -> Any:
        method = inspect.getattr_static(self._cls, name, None)
        if method is None:  # the pages of a listing
            return lambda: None

        def record(*args: Any, **kwargs: Any) -> Self:
            bound = inspect.signature(method).bind(self, *args, **kwargs).arguments
            del bound["self"]
            self.call = (name, bound, threading.get_ident())
            return self

        async def record_later(*args: Any, **kwargs: Any) -> Self:
            await asyncio.sleep(0)
            return record(*args, **kwargs)

        return record_later if inspect.iscoroutinefunction(method) else record

    # looked up on the class, and not by __getattr__
    def __aenter__(self) -> Any:
        return self.__getattr__("__aenter__")()

    def __aexit__(self, *exc_info: object) -> Any:
        return self.__getattr__("__aexit__")(*exc_info)


def given_to(method: Any) -> tuple[list[Any], dict[str, Any], dict[str, Any]]:
    """Return arguments, and what should arrive."""
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    for parameter in list(inspect.signature(method).parameters.values())[1:]:
        value = None if parameter.name in CALLBACKS else object()
        if parameter.kind is parameter.VAR_POSITIONAL:
            args += (value,)
            expected[parameter.name] = (value,)
        elif parameter.kind is parameter.VAR_KEYWORD:
            kwargs["something_else"] = value
            expected[parameter.name] = {"something_else": value}
        elif parameter.kind is parameter.KEYWORD_ONLY:
            kwargs[parameter.name] = expected[parameter.name] = value
        else:
            args.append(value)
            expected[parameter.name] = value
    return args, kwargs, expected


def methods() -> Iterator[Any]:
    for cls in TWINS:
        for name, method in inspect.getmembers(cls, inspect.isfunction):
            if not name.startswith("_") or name in SPECIAL:
                yield pytest.param(cls, name, method, id=f"{cls.__name__}.{name}")


METHODS = list(methods())


@for_each(("cls", "name", "method"), METHODS)
def test_every_argument_arrives_on_the_loop_thread(cls: type, name: str, method: Any):
    behind, twin = Behind(cls), TWINS[cls].__new__(TWINS[cls])
    twin._async = behind
    args, kwargs, expected = given_to(method)

    result = getattr(twin, SPECIAL.get(name, name))(*args, **kwargs)

    assert behind.call is not None
    called, arguments, thread = behind.call
    assert (called, arguments) == (name, expected)
    assert thread != threading.get_ident()
    returns = str(inspect.signature(method).return_annotation)
    if returns == "Self":
        assert (result is twin) == inspect.iscoroutinefunction(method)
        assert result._async is behind
    elif returns.startswith("Items"):
        assert isinstance(result, Items)
    else:
        assert result is (None if returns == "None" else behind)


def test_every_attribute_of_the_state_is_reached_through_the_sandbox():
    sandbox = smartlead_sync.sandbox.Sandbox()
    for name in [name for name in vars(sandbox.state) if not name.startswith("_")]:
        value = object()
        setattr(sandbox, name, value)
        assert getattr(sandbox, name) is getattr(sandbox.state, name) is value

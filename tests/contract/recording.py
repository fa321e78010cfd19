"""The client's methods, with a recorder in place of the pipeline.

The tests of the catalogue reach the private modules of the SDK through this one alone.
"""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import (
    Any,
    NamedTuple,
    NotRequired,
    Required,
    Unpack,
    get_args,
    get_origin,
    get_type_hints,
)

from smartlead_async import NOT_GIVEN, RateLimit, Smartlead, SmartleadError
from smartlead_async._codec import dumps, field_names
from smartlead_async._http.endpoint import Request
from smartlead_async._http.export import FileSink, read_export
from smartlead_async._http.response import interpret
from smartlead_async._http.transport import RawResponse
from smartlead_async._options import HOSTS, Options
from smartlead_async.resources._base import Resource

__all__ = ["HOSTS", "FileSink", "RawResponse", "field_names", "interpret", "read_export"]

EMPTY = inspect.Parameter.empty
"""The default of an argument that has none."""


def _areas() -> dict[str, type[Resource]]:
    client = Smartlead("key")
    public = (name for name in dir(client) if not name.startswith("_"))
    found = {name: getattr(client, name) for name in public}
    return {name: type(each) for name, each in found.items() if isinstance(each, Resource)}


AREAS = _areas()


class Keyword(NamedTuple):
    """An argument of a method."""

    default: Any
    hint: Any
    by_position: bool


def public_methods() -> set[str]:
    return {
        f"{area}.{name}"
        for area, cls in AREAS.items()
        for name, _ in inspect.getmembers(cls, inspect.isfunction)
        if not name.startswith("_")
    }


def method_of(call: str) -> Callable[..., Any]:
    area, name = call.split(".")
    return getattr(AREAS[area], name)


@functools.cache
def keywords_of(call: str) -> dict[str, Keyword]:
    """Return a method's arguments, those of ``**filters: Unpack[SomeTypedDict]`` among them."""
    method, found = method_of(call), dict[str, Keyword]()
    hints = get_type_hints(method)
    for name, each in list(inspect.signature(method).parameters.items())[1:]:
        if each.kind is each.VAR_KEYWORD:
            found |= _unpacked(hints[name])
        else:
            is_positional = each.kind is each.POSITIONAL_OR_KEYWORD
            found[name] = Keyword(each.default, hints[name], is_positional)
    return found


def documentation_of(call: str) -> str:
    """Return a method's docstring, with that of its filters, which are described there once."""
    method = method_of(call)
    unpacked = [h for h in get_type_hints(method).values() if get_origin(h) is Unpack]
    described = [method, *(get_args(hint)[0] for hint in unpacked)]
    return "\n".join(inspect.getdoc(each) or "" for each in described)


def _unpacked(hint: Any) -> dict[str, Keyword]:
    assert get_origin(hint) is Unpack, f"{hint} does not say which keywords there are"
    (fields,) = get_args(hint)
    # __required_keys__ does not see Required and NotRequired in annotations that are text.
    marks = {
        name: get_origin(each) for name, each in get_type_hints(fields, include_extras=True).items()
    }
    required = {name for name in fields.__required_keys__ if marks[name] is not NotRequired}
    required |= {name for name, mark in marks.items() if mark is Required}
    return {
        name: Keyword(EMPTY if name in required else NOT_GIVEN, each, by_position=False)
        for name, each in get_type_hints(fields).items()
    }


class Sent(Exception):
    """Ends a call where it would be sent."""


class Recorder:
    """Takes the place of the pipeline."""

    channel = SimpleNamespace(rate_limits=(RateLimit(10, 2.0),))
    options = Options()

    def __init__(self) -> None:
        self.requests: list[Request[Any]] = []

    async def send(self, request: Request[Any], **_: Any) -> Any:
        self.requests.append(request)
        raise Sent


class Service(Recorder):
    """Takes the place of the pipeline, and answers."""

    def __init__(self, answer: RawResponse) -> None:
        super().__init__()
        self._answer = answer

    async def send(self, request: Request[Any], *, sink: Any = None, **_: Any) -> Any:
        answer = self._answer
        if sink is not None and answer.status == 200:
            await sink.write(answer.body)
            answer = RawResponse(answer.status, answer.headers, b"", len(answer.body))
        result = interpret(request, answer)
        if isinstance(result, SmartleadError):
            raise result
        return result


async def requested(call: str, *args: Any, **kwargs: Any) -> Request[Any]:
    """Return the first request that a method makes."""
    recorder = Recorder()
    answer = _bound(call, recorder)(*args, **kwargs)
    try:
        await (anext(answer) if hasattr(answer, "__anext__") else answer)
    except Sent:
        return recorder.requests[0]
    raise AssertionError(f"{call} sent nothing")


async def answered(raw: RawResponse, call: str, *args: Any, **kwargs: Any) -> Any:
    """Return what a method makes of an answer."""
    answer = _bound(call, Service(raw))(*args, **kwargs)
    return [each async for each in answer] if hasattr(answer, "__anext__") else await answer


def _bound(call: str, pipeline: Recorder) -> Callable[..., Any]:
    area, name = call.split(".")
    return getattr(AREAS[area](pipeline), name)


def body_of(request: Request[Any]) -> Any:
    """Return a request's body as the service reads it."""
    return NOT_GIVEN if request.json is NOT_GIVEN else json.loads(dumps(request.json))

"""A test that goes through many cases in one go.

Hundreds of endpoints make thousands of cases, and pytest takes longer to set up and to report a
test than most of them run.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import Any


def for_each(
    names: str | Sequence[str], cases: Iterable[Any], ids: Callable[[Any], object] = repr
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Run a test for each case, as ``pytest.mark.parametrize`` does, but as one test.

    It fails with all the cases that fail. Fixtures are made once: what a case changes, the next one
    sees.

    Args:
        names: The argument, or the arguments, that a case is given as.
        cases: The cases: values, tuples of values for several arguments, or ``pytest.param``.
        ids: Returns the name of a case that has none of its own.
    """
    arguments = [names] if isinstance(names, str) else list(names)
    named = [(_name(case, ids), _values(case, arguments)) for case in cases]
    assert named

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(test)
        async def run_async(*args: Any, **kwargs: Any) -> None:
            with _collected() as failures:
                for name, given in named:
                    with _noted(name, failures):
                        await test(*args, **kwargs, **given)

        @functools.wraps(test)
        def run(*args: Any, **kwargs: Any) -> None:
            with _collected() as failures:
                for name, given in named:
                    with _noted(name, failures):
                        test(*args, **kwargs, **given)

        signature = inspect.signature(test)
        others = [p for p in signature.parameters.values() if p.name not in arguments]
        made: Any = run_async if inspect.iscoroutinefunction(test) else run
        made.__signature__ = signature.replace(parameters=others)
        return made

    return decorate


def _name(case: Any, ids: Callable[[Any], object]) -> str:
    own = getattr(case, "id", None) if hasattr(case, "marks") else None
    values = case.values if hasattr(case, "marks") else case
    return own or str(ids(values[0] if isinstance(values, tuple) else values))


def _values(case: Any, arguments: list[str]) -> dict[str, Any]:
    values = case.values if hasattr(case, "marks") else case
    if len(arguments) == 1 and not hasattr(case, "marks"):
        values = (values,)
    return dict(zip(arguments, values, strict=True))


@contextmanager
def _noted(name: str, failures: list[Exception]) -> Generator[None]:
    try:
        yield
    except Exception as error:  # noqa: BLE001 - all that fail are told
        error.add_note(f"case: {name}")
        failures.append(error)


@contextmanager
def _collected() -> Generator[list[Exception]]:
    failures: list[Exception] = []
    yield failures
    if failures:
        raise ExceptionGroup(f"{len(failures)} cases", failures)

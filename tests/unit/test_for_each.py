"""The loop over cases fails as tests of their own would."""

from __future__ import annotations

import asyncio

import pytest

from tests.for_each import for_each


@for_each(("number", "square"), [(2, 4), pytest.param(3, 8, id="three"), (4, 15)])
def check(self: object, number: int, square: int) -> None:
    assert number**2 == square


@for_each("number", [1, -1])
async def check_later(number: int) -> None:
    await asyncio.sleep(0)
    assert number > 0


def test_it_fails_with_all_cases_that_fail():
    with pytest.raises(ExceptionGroup) as caught:
        check(None)
    assert [error.__notes__ for error in caught.value.exceptions] == [["case: three"], ["case: 4"]]


async def test_so_do_coroutines():
    with pytest.raises(ExceptionGroup) as caught:
        await check_later()
    assert [error.__notes__ for error in caught.value.exceptions] == [["case: -1"]]

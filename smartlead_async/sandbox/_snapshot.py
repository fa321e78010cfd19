"""Copies of an account, to go back to."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from .._public import public
from ._state import State


class Snapshot:
    """An account as it was; see `Sandbox.snapshot`."""

    def __init__(self, state: State) -> None:
        self._fields: dict[str, Any] = deepcopy(vars(state))

    def restore(self, state: State) -> None:
        """Make an account what it was. The object stays: others hold it."""
        vars(state).clear()
        vars(state).update(deepcopy(self._fields))


public("smartlead_async.sandbox", Snapshot)

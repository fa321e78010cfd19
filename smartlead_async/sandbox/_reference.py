"""The objects of the reference with their defaults, and the keys that bodies may hold."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_DATA = json.loads(Path(__file__).with_name("reference.json").read_text())
_SHAPES: dict[str, Json] = _DATA["shapes"]
_NESTED = {
    name: [
        (key, pickle.dumps(each)) for key, each in value.items() if isinstance(each, dict | list)
    ]
    for name, value in _SHAPES.items()
}
KEYS: dict[str, list[str]] = _DATA["keys"]
LEAD_KEYS = frozenset(KEYS["lead"])


def shape(name: str, /, **fields: Any) -> Json:
    """Make a new object of the reference."""
    made = _SHAPES[name].copy()
    for key, each in _NESTED[name]:
        made[key] = pickle.loads(each)  # noqa: S301 - pickled above; the quickest deep copy
    made.update(fields)
    return made

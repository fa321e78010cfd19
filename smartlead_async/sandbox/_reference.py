"""The objects of the reference with their defaults, and the keys that bodies may hold."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_DATA = json.loads(Path(__file__).with_name("reference.json").read_text())
_SHAPES = {name: pickle.dumps(value) for name, value in _DATA["shapes"].items()}
KEYS: dict[str, list[str]] = _DATA["keys"]


def shape(name: str, /, **fields: Any) -> Json:
    """Make a new object of the reference; unpickling is the quickest deep copy."""
    return {**pickle.loads(_SHAPES[name]), **fields}  # noqa: S301 - pickled above

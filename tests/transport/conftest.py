from __future__ import annotations

import pytest

from smartlead_async._http import retry


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat at once: how long is waited is tested on virtual time, in tests/unit."""
    monkeypatch.setattr(retry.backoff, "full_jitter", lambda _: 0.0)
    monkeypatch.setattr(retry, "pause_after_429", lambda *_, **__: 0.001)

from __future__ import annotations

from typing import assert_type

import smartlead_async
from smartlead_async import JournalStatus, WebhookEvent, parse_webhook, read_journal


def what_is_imported_later_is_known_all_the_same() -> None:
    assert_type(parse_webhook(b"{}"), WebhookEvent)
    assert_type(read_journal("journal"), JournalStatus)


def a_name_that_does_not_exist_is_an_error() -> None:
    del smartlead_async.nonsense  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]

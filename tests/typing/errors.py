from __future__ import annotations

from typing import assert_type

from smartlead_async import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    BlockedByEdgeError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    SmartleadError,
)


def what_the_server_said(error: APIError) -> None:
    assert_type(error.status_code, int)
    assert_type(error.code, str | None)
    assert_type(error.message, str)
    assert_type(error.headers, dict[str, str])
    assert_type(error.retry_after, float | None)


def errors_are_caught_by_their_kind(
    edge: BlockedByEdgeError,
    limited: RateLimitError,
    timeout: APITimeoutError,
    unknown: OutcomeUnknownError,
) -> None:
    permission: PermissionDeniedError = edge
    api: APIError = limited
    connection: APIConnectionError = timeout
    base: SmartleadError = unknown
    # What must not be repeated is never caught by code that repeats lost connections.
    wrong: APIConnectionError = unknown  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    del permission, api, connection, base, wrong

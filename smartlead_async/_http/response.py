"""Reading an answer: its payload, or the typed error it stands for (pure)."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from .._codec import DecodeProblem, json_object, loads
from .._errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    BlockedByEdgeError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
    SmartleadError,
    ValidationError,
)
from .._headers import asked_by_header
from .endpoint import Request
from .envelopes import NothingFound
from .transport import RawResponse

__all__ = ["body_retry_after", "interpret", "lacks_json"]

T = TypeVar("T")

_ERRORS: Final[Mapping[int, type[APIError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
}
_LONGEST_MESSAGE: Final = 300
_ENVELOPE: Final = frozenset({"error", "message", "success", "ok", "status", "statusCode", "data"})
_MAY_BE_DONE: Final = (
    "It may have been carried out all the same: check on the service before repeating it"
)


def interpret(request: Request[T], raw: RawResponse) -> T | SmartleadError:
    """Return what the request's caller gets, or the error to raise.

    Args:
        request: The request that was sent.
        raw: The answer to it.
    """
    try:
        if not 200 <= raw.status < 300:
            return _refusal(request, raw, _lenient_payload(raw))
        payload = _payload(raw)
        if _says_failed(payload) and not request.failure_is_answer(payload):
            return _refusal(request, raw, payload)
        return request.read(payload)
    except NothingFound:
        return NotFoundError(
            status_code=raw.status,
            message="nothing found (empty answer)",
            method=request.method,
            path=request.path,
            body=_lenient_payload(raw),
            headers=raw.headers,
        )
    except DecodeProblem as problem:
        return ResponseDecodeError(
            problem.problem,
            location=problem.location,
            body=raw.body,
            method=request.method,
            path=request.path,
            status_code=raw.status,
        )


def lacks_json(request: Request[Any], raw: RawResponse) -> bool:
    """Return whether an answer is a 2xx with a text, or nothing, in place of the JSON that is due.

    Args:
        request: The request that was sent.
        raw: The answer to it.
    """
    if not 200 <= raw.status < 300 or raw.body.lstrip().startswith((b"{", b"[")):
        return False
    try:
        is_text = isinstance(_payload(raw), str)
    except DecodeProblem:
        is_text = True
    return is_text and isinstance(interpret(request, raw), ResponseDecodeError)


def body_retry_after(raw: RawResponse) -> float | None:
    """Return the seconds that the body of a 429 asks to wait."""
    return _retry_after(_lenient_payload(raw))


def _payload(raw: RawResponse) -> Any:
    """Return the JSON value, or plain text as str, which is empty for an empty body."""
    body = raw.body.strip().removeprefix(BOM_UTF8)
    if not body:
        return ""
    try:
        return loads(body)
    except DecodeProblem:
        text = body.decode("utf-8", "replace")
        if text[0] in '{["<':
            raise
        return text


def _lenient_payload(raw: RawResponse) -> Any:
    """Return the payload, None for an empty body, or text for what only looks like JSON."""
    try:
        payload = _payload(raw)
    except DecodeProblem:
        return raw.body.decode("utf-8", "replace")
    return None if payload == "" else payload


def _says_failed(payload: Any) -> bool:
    verdict = json_object(payload)
    return verdict.get("ok") is False or verdict.get("success") is False


def _refusal(request: Request[Any], raw: RawResponse, payload: Any) -> APIError:
    return _error_class(raw)(
        status_code=raw.status,
        message=_message(payload, raw),
        method=request.method,
        path=request.path,
        code=_code(payload),
        details=_details(payload),
        body=payload,
        headers=raw.headers,
        retry_after=_first(asked_by_header(raw.headers), _retry_after(payload)),
        remedy=_MAY_BE_DONE if raw.status >= 500 and request.repeat == "never" else "",
    )


def _error_class(raw: RawResponse) -> type[APIError]:
    if raw.status == 403 and _is_html(raw):
        return BlockedByEdgeError
    if raw.status >= 500:
        return ServerError
    return _ERRORS.get(raw.status, APIError)


def _is_html(raw: RawResponse) -> bool:
    return "html" in raw.headers.get("content-type", "") or raw.body.lstrip()[:1] == b"<"


def _message(payload: Any, raw: RawResponse) -> str:
    """Return the server's words: error.message, then error and message, then the text itself."""
    if isinstance(payload, dict):
        fields, error = json_object(payload), _error_object(payload)
        candidates = (error.get("message") or error.get("code") or fields.get("error"),)
        words = [
            word for word in (*candidates, fields.get("message")) if word and isinstance(word, str)
        ]
        text = ": ".join(dict.fromkeys(words)) or "no message"
    elif isinstance(payload, str):
        text = _html_gist(payload) if _is_html(raw) else payload
    elif 300 <= raw.status < 400:
        text = "a redirect, which is not followed"
    else:
        text = "no message"
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + "…"


def _html_gist(page: str) -> str:
    """Return the text of an HTML page's title or preformatted message."""
    for tag in ("pre", "title", "h1"):
        if found := re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", page, re.DOTALL | re.IGNORECASE):
            return f"an HTML page: {' '.join(found[1].split())}"
    return "an HTML page"


def _error_object(payload: Any) -> Mapping[str, Any]:
    return json_object(json_object(payload).get("error"))


def _code(payload: Any) -> str | None:
    code = _error_object(payload).get("code")
    if code is None:
        fields = json_object(payload)
        code = _first(fields.get("errorCode"), fields.get("code"))
    return None if code is None else str(code)


def _details(payload: Any) -> Any:
    """Return ``error.details``, or the fields that stand beside the message."""
    details = _error_object(payload).get("details")
    if details is None:
        fields = json_object(payload)
        details = {name: fields[name] for name in fields if name not in _ENVELOPE} or None
    return details


def _retry_after(payload: Any) -> float | None:
    value = _first(
        _error_object(payload).get("retry_after"), json_object(payload).get("retry_after")
    )
    try:
        seconds = float(value) if value is not None else None
    except (TypeError, ValueError):
        return None
    return seconds if seconds is not None and 0 <= seconds < 1e9 else None


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)

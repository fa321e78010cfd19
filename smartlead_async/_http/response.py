"""Reading an answer: its payload, or the typed error it stands for."""

from __future__ import annotations

import math
import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any, Final, TypeGuard, TypeVar
from urllib.parse import parse_qsl, urljoin, urlsplit

from attrs import evolve

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
from .._headers import MOST_ASKED, asked_by_header
from .._scalars import is_list, is_object
from .endpoint import Request, quote_path
from .envelopes import NothingFound
from .transport import RawResponse

__all__ = [
    "asked_to_wait",
    "interpret",
    "is_unknown_route",
    "lacks_json",
    "redirected",
    "refuses_form",
]

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
    """Return the result of a call, or the error to raise.

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
    except NothingFound as nothing:
        return NotFoundError(
            status_code=raw.status,
            message=_missing(request, nothing.words),
            remedy=_not_found_remedy(request),
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
            headers=raw.headers,
        )


def _missing(request: Request[Any], words: str) -> str:
    """Return the sentence that a thing does not exist: "there is no campaign 7"."""
    if words:
        return " ".join([words, *(value for _, value in request.query)])
    things = [f"{_noun(name)} {value}" for name, value in request.ids().items()]
    return f"there is no {' of '.join(reversed(things))}" if things else "there is no such thing"


def _noun(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _not_found_remedy(request: Request[Any]) -> str:
    """Return the advice for an id that the account does not have."""
    return "If the id is right, it may belong to another API key" if request.ids() else ""


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


def asked_to_wait(raw: RawResponse) -> float | None:
    """Return the seconds that the body of a 429 asks to wait, None for any other answer."""
    return _retry_after(_lenient_payload(raw)) if raw.status == 429 else None


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
    """Return the payload: None for an empty body, text for a body that only looks like JSON."""
    try:
        payload = _payload(raw)
    except DecodeProblem:
        return _text(raw)
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
        remedy=_remedy(request, raw),
    )


def _remedy(request: Request[Any], raw: RawResponse) -> str:
    if raw.status >= 500 and request.repeat == "never":
        return _MAY_BE_DONE
    is_answer = raw.status == 404 and not _is_html(raw) and not _CANNOT.search(_text(raw))
    return _not_found_remedy(request) if is_answer else ""


def _text(raw: RawResponse) -> str:
    return raw.body.decode("utf-8", "replace")


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
    return min(seconds, MOST_ASKED) if seconds is not None and 0 <= seconds < math.inf else None


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def redirected(base_url: str, request: Request[T], location: str) -> Request[T] | None:
    """Return the read that a redirect to below the same base URL stands for."""
    if request.method != "GET" or not location:
        return None
    try:
        target = urlsplit(urljoin(base_url + request.path, location))
    except ValueError:
        return None
    base = urlsplit(base_url)
    same_host = (target.scheme, target.netloc) == (base.scheme, base.netloc)
    if not same_host or not target.path.startswith(base.path + "/"):
        return None
    pairs = parse_qsl(target.query, keep_blank_values=True)
    query = tuple(pair for pair in pairs if pair[0] != "api_key")
    path = quote_path(target.path.removeprefix(base.path))
    return evolve(request, path=path, query=query or request.query)


# ── refusals of a wire form ──────────────────────────────────────────────────────────────────

_CANNOT: Final = re.compile(r"\bCannot (GET|POST|PUT|PATCH|DELETE) /")
_ALLOWED: Final = re.compile(r"one of:?\s*\[?([^\]\n]*)\]?", re.IGNORECASE)
_WAY_TO: Final = re.compile(r"\w+(?:\[\d+\])*\.(?=\w)")
"""The part before the offending key of a path such as ``sequences[0].subject``."""
_ITSELF: Final = '"value"'
"""The name that validators give to a whole body."""


def refuses_form(answer: object, sent: Request[Any], other: Request[Any]) -> TypeGuard[APIError]:
    """Return whether an answer refuses the form that was sent, so that the other may be tried.

    Such a refusal is definite: nothing was carried out, so the other form repeats nothing.

    Args:
        answer: The answer, or the error that it stands for.
        sent: The request that was sent.
        other: The same request in the other form.
    """
    if not isinstance(answer, APIError) or other.form is None:
        return False
    if (sent.method, sent.path) != (other.method, other.path) and is_unknown_route(answer):
        return True
    return not other.form.route_only and _names_difference(answer, sent.json, other.json)


def is_unknown_route(answer: object) -> bool:
    """Return whether an answer says that there is no such method and path, whatever the ids."""
    if not isinstance(answer, APIError) or answer.status_code != 404:
        return isinstance(answer, APIError) and answer.status_code == 405
    if not isinstance(answer.body, str):
        return _CANNOT.search(answer.message) is not None
    is_html = "html" in answer.headers.get("content-type", "") or answer.body.lstrip()[:1] == "<"
    return is_html or _CANNOT.search(answer.body) is not None


def _names_difference(error: APIError, sent: Any, other: Any) -> bool:
    """Return whether a body was refused for a key or value that the other form lacks.

    Args:
        error: The refusal.
        sent: The body that was refused.
        other: The body of the other form.
    """
    if error.status_code not in {400, 422}:
        return False
    own, others = _words(sent), _words(other)
    different = own ^ others
    if type(sent) is not type(other):
        different.add(_ITSELF)

    def without_own(allowed: re.Match[str]) -> str:
        # the service accepts the value that was sent, so the refusal is about another one
        return "" if _mentions(allowed[0], own - others) else allowed[0]

    said = _WAY_TO.sub("", "\n".join((error.message, *_words(error.body))))
    return _mentions(_ALLOWED.sub(without_own, said), different)


def _mentions(text: str, words: set[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


def _words(value: Any) -> set[str]:
    """Return all keys and texts of a JSON value."""
    if isinstance(value, str):
        return {value}
    if is_list(value):
        return set[str]().union(*map(_words, value))
    if is_object(value):
        return set(value).union(*map(_words, value.values()))
    return set()

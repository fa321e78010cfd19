"""Webhook deliveries as typed events, whatever server framework receives them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol, TypeAlias

from .._codec import DecodeProblem, dumps, is_object, loads, structure
from .._errors import ConfigurationError, ResponseDecodeError, WebhookVerificationError
from .._public import public
from .._secret import Secret
from ..models.webhook_events import EVENTS, UnknownEvent, WebhookEvent

__all__ = ["Body", "Headers", "delivery_id", "parse_webhook", "read_secret"]

_SIGNATURE: Final = "x-smartlead-signature"
_REQUEST_ID: Final = "x-request-id"


class Headers(Protocol):
    """The headers of a request, as any framework holds them."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Return names and values."""
        ...


Body: TypeAlias = bytes | str | Mapping[str, Any]


def parse_webhook(
    body: Body, *, headers: Headers | None = None, secret: str | Secret | None = None
) -> WebhookEvent:
    """Return the event in the body of a webhook delivery.

    With ``secret``, the delivery must prove that it comes from the service: by the header
    ``X-Smartlead-Signature`` if there is one (the HMAC-SHA256 of the body), else by ``secret_key``
    in the body. Without, anyone who knows the URL can send events.

    An optional field that cannot be read does not cost the delivery: it stays in ``extra``.

    Args:
        body: The body of the POST request, as received. A signature cannot be checked if the body
            is a mapping, decoded already: then ``secret_key`` counts.
        headers: The headers of the request, of any framework.
        secret: The secret that the service signs with, or the ``secret_key`` of its bodies.

    Raises:
        WebhookVerificationError: If the delivery does not prove that it comes from the service;
            the text says which check failed.
        ResponseDecodeError: If the body is not an event; ``location`` says where it is not.
        ConfigurationError: If ``secret`` is empty.
    """
    secret = read_secret(secret)
    signature = None if isinstance(body, Mapping) else _header(headers, _SIGNATURE)
    if secret and signature:
        _check_signature(signature, _raw(body), secret)
    try:
        data = dict(body) if isinstance(body, Mapping) else loads(body)
        if secret and not signature:
            _check_secret_key(data, secret)
        return _event(data)
    except DecodeProblem as found:
        problem = found
    raise ResponseDecodeError(
        problem.problem, location=problem.location, body=_raw(body), what="delivery"
    )


def read_secret(given: object) -> Secret | None:
    """Return the secret of deliveries.

    Raises:
        ConfigurationError: It is not text, or empty: anyone can sign with that.
    """
    if given is None:
        return None
    secret = given.reveal() if isinstance(given, Secret) else given
    if not isinstance(secret, str) or not secret.strip():
        raise ConfigurationError(
            "secret must be text and not empty: pass the webhook's, or None to verify nothing"
        )
    return Secret(secret)


def delivery_id(body: Body, headers: Headers | None) -> str:
    """Return the identity of a delivery, the same each time it is sent.

    The service names a delivery in ``X-Request-Id``; without it, equal bodies are one delivery.
    """
    request_id = _header(headers, _REQUEST_ID)
    return request_id or f"sha256:{hashlib.sha256(_raw(body)).hexdigest()}"


def _header(headers: Headers | None, name: str) -> str | None:
    """Return the value of a header whose name may be in any case, None if it is empty."""
    found = (value for key, value in headers.items() if key.lower() == name) if headers else ()
    return next(iter(found), "").strip() or None


def _raw(body: Body) -> bytes:
    if isinstance(body, bytes):
        return body
    return body.encode(errors="replace") if isinstance(body, str) else dumps(dict(body))


def _check_signature(signature: str, body: bytes, secret: Secret) -> None:
    expected = hmac.new(secret.reveal().encode(), body, hashlib.sha256).hexdigest()
    if not _same(signature.lower().removeprefix("sha256="), expected):
        raise WebhookVerificationError(
            "the header X-Smartlead-Signature is not the signature of this body with this secret"
        )


def _check_secret_key(data: Any, secret: Secret) -> None:
    key = data.get("secret_key") if is_object(data) else None
    if not isinstance(key, str) or not key:
        raise WebhookVerificationError(
            "the delivery has neither the header X-Smartlead-Signature nor secret_key in its body"
        )
    if not _same(key, secret.reveal()):
        raise WebhookVerificationError("secret_key in the body is not the secret")


def _same(given: str, expected: str) -> bool:
    """Compare in constant time, so that no guess learns how much of it was right."""
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode(errors="replace"))


def _event(data: Any) -> WebhookEvent:
    name = data.get("event_type") or data.get("event") if is_object(data) else ""
    if data and name is None:
        raise DecodeProblem("event_type is missing", "$.event_type")
    cls = EVENTS.get(name, UnknownEvent) if isinstance(name, str) else UnknownEvent
    return structure(data, cls)


public("smartlead_async", parse_webhook)

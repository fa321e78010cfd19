"""Every error this package raises.

::

    SmartleadError
    ├── ConfigurationError            no or empty key, bad option
    ├── InvalidRequestError           an argument the API is known to refuse
    ├── ClientClosedError             used after close, or at interpreter exit
    ├── QueueTimeoutError             the turn would come later than max_queue_wait
    ├── RateLimiterUnavailableError   the store of a shared rate limiter does not answer
    ├── WebhookVerificationError      a delivery that is not the service's
    ├── APIError                      the server answered with a refusal
    │   ├── BadRequestError           400
    │   ├── AuthenticationError       401
    │   ├── PermissionDeniedError     403
    │   │   └── BlockedByEdgeError    403 as an HTML page from the network edge
    │   ├── NotFoundError             404, or an empty answer to a lookup
    │   ├── ConflictError             409
    │   ├── ValidationError           422
    │   ├── RateLimitError            429, after waiting as long as allowed
    │   └── ServerError               5xx
    ├── APIConnectionError            no complete answer; repeating this call is safe
    │   └── APITimeoutError
    ├── OutcomeUnknownError           a non-repeatable request may have been carried out
    ├── ResponseDecodeError           a 2xx that cannot be understood
    └── UploadError                   an upload stopped; defined beside its report, in ``upload``
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ._public import public

__all__ = [
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "BlockedByEdgeError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "InvalidRequestError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "QueueTimeoutError",
    "RateLimitError",
    "RateLimiterUnavailableError",
    "ResponseDecodeError",
    "ServerError",
    "SmartleadError",
    "ValidationError",
    "WebhookVerificationError",
]


def _restore(
    cls: type[SmartleadError], args: tuple[Any, ...], state: dict[str, Any]
) -> SmartleadError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


class SmartleadError(Exception):
    """Base of every error of this package. All of them can be pickled.

    Attributes:
        client: The name of the client whose call failed; None if it has none. It precedes the text.
    """

    client: str | None = None

    def __str__(self) -> str:
        text = super().__str__()
        return f"{self.client}: {text}" if self.client else text

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (type(self), self.args, self.__dict__))


class ConfigurationError(SmartleadError):
    """The client cannot work as configured: no or an empty key, a bad option, a foreign journal."""


class InvalidRequestError(SmartleadError, ValueError):
    """An argument the API is known to refuse. Nothing was sent.

    Attributes:
        field: The name of the offending argument.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class ClientClosedError(SmartleadError):
    """The client was closed, or the interpreter is exiting."""


class QueueTimeoutError(SmartleadError):
    """The call would wait for its turn longer than ``max_queue_wait``. Nothing was sent.

    Attributes:
        foreseen_s: Seconds that the call would have waited, as far as was known.
    """

    def __init__(self, foreseen_s: float, max_queue_wait: float) -> None:
        super().__init__(
            f"not sent: its turn would come in {foreseen_s:.1f} s, later than max_queue_wait "
            f"({max_queue_wait:g} s); try later, lower the load on this key, or raise "
            "max_queue_wait"
        )
        self.foreseen_s = foreseen_s


class RateLimiterUnavailableError(SmartleadError):
    """The store of a shared rate limiter cannot be used, or the limiter broke.

    This attempt was not sent. The cause is chained, unless it would show a password.
    """


class WebhookVerificationError(SmartleadError):
    """A webhook delivery does not prove that it comes from the service.

    The text says which check failed, and never shows the secret.
    """


class _CallError(SmartleadError):
    """An error that belongs to one call: it carries the method and the path, never the query."""

    def __init__(
        self, text: str, *, method: str, path: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(text)
        self.method = method
        self.path = path
        self.headers = dict(headers or {})

    @property
    def request_id(self) -> str | None:
        """The service's name for the request (``X-Request-Id``), None if it sent none."""
        return self.headers.get("x-request-id")


class APIError(_CallError):
    """The server answered, and the answer is a refusal.

    Attributes:
        status_code: HTTP status. 2xx when the body itself says that the call failed.
        code: Machine-readable code of the body, if any (``"RATE_LIMIT_EXCEEDED"``).
        message: The server's own words.
        details: The body's words about the offending field, if any.
        body: The body: decoded JSON, or text.
        headers: The answer's headers, names in lower case.
        request_id: The service's name for the request, None if it sent none.
        method: HTTP method of the call.
        path: Path of the call below the base URL, without its query.
        retry_after: Seconds the server asked to wait, if it did.
    """

    remedy: ClassVar[str] = ""

    def __init__(
        self,
        *,
        status_code: int,
        message: str,
        method: str,
        path: str,
        code: str | None = None,
        details: Any = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        retry_after: float | None = None,
        remedy: str = "",
    ) -> None:
        text = f"{method} {path} → {status_code}: {message}"
        remedy = remedy or self.remedy
        text = f"{text.rstrip('.')}. {remedy}" if remedy else text
        super().__init__(text, method=method, path=path, headers=headers)
        self.status_code = status_code
        self.code = code
        self.message = message
        self.details = details
        self.body = body
        self.retry_after = retry_after


class BadRequestError(APIError):
    """400: the server refused the parameters or the body."""


class AuthenticationError(APIError):
    """401: the API key is missing, wrong or revoked."""

    remedy = (
        "Check the API key: in Smartlead, Settings → Activate API shows it; "
        "pass it as api_key or set SMARTLEAD_API_KEY"
    )


class PermissionDeniedError(APIError):
    """403: the key is valid but may not do this."""


class BlockedByEdgeError(PermissionDeniedError):
    """403 as an HTML page: the network edge refused the client, not the API the key."""

    remedy = (
        "The request was blocked before it reached the API (this says nothing about the key); "
        "try another user_agent, or another network"
    )


class NotFoundError(APIError):
    """404, or an empty answer to a lookup."""


class ConflictError(APIError):
    """409: the call contradicts the current state."""


class ValidationError(APIError):
    """422: a value violates a constraint."""


class RateLimitError(APIError):
    """429, after pauses of ``max_rate_limit_wait`` seconds in all.

    Or the key is paused for longer than that: then this attempt was not sent, and the text says
    until when; ``retry_after`` tells in how many seconds.
    """

    remedy = "Lower the load on this key, or raise max_rate_limit_wait"


class ServerError(APIError):
    """5xx: the server failed. A call that must not be repeated may have been carried out."""


class APIConnectionError(_CallError):
    """No complete answer: not connected, or cut off. Repeating this call is safe."""


class APITimeoutError(APIConnectionError):
    """No complete answer in time. Repeating this call is safe."""


class OutcomeUnknownError(_CallError):
    """A request that must not be repeated may or may not have been carried out.

    Not an :class:`APIConnectionError`, so that code which repeats those never repeats this.
    Look at the service (for a reply: the message history) before sending again.

    Attributes:
        cause: Why the outcome is unknown, in words.
        status_code: The HTTP status, if an answer (502, 503, 504) came from a proxy.
        headers: That answer's headers, names in lower case.
        request_id: The service's name for the request, None if it sent none.
    """

    def __init__(
        self,
        *,
        method: str,
        path: str,
        cause: str,
        status_code: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            f"{method} {path} → outcome unknown: {cause}. It may have been carried out: "
            "check on the service before repeating it",
            method=method,
            path=path,
            headers=headers,
        )
        self.cause = cause
        self.status_code = status_code


class ResponseDecodeError(_CallError):
    """Data from the service cannot be understood.

    As the answer to a write it means that the write was carried out; where the service answered
    with a text in place of JSON, that the write may have been.

    Attributes:
        problem: The problem, in words.
        location: JSON path of the offending value, such as ``$.data[0].id``.
        status_code: HTTP status of the answer; None for data that did not come from a call.
        body: The body as received.
        headers: The answer's headers, names in lower case.
        request_id: The service's name for the request, None if it sent none.
    """

    def __init__(
        self,
        problem: str,
        *,
        location: str = "$",
        body: bytes = b"",
        method: str = "",
        path: str = "",
        status_code: int | None = None,
        headers: Mapping[str, str] | None = None,
        what: str = "answer",
    ) -> None:
        origin = f"{method} {path} → {status_code}: " if method else ""
        super().__init__(
            f"{origin}cannot understand the {what} at {location}: {problem}",
            method=method,
            path=path,
            headers=headers,
        )
        self.problem = problem
        self.location = location
        self.status_code = status_code
        self.body = body


public(
    "smartlead_async",
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    BlockedByEdgeError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    QueueTimeoutError,
    RateLimitError,
    RateLimiterUnavailableError,
    ResponseDecodeError,
    ServerError,
    SmartleadError,
    ValidationError,
    WebhookVerificationError,
)

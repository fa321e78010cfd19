"""The wire forms: where the service is reported to understand another form than the reference's.

The reference's form is always sent first. :data:`OTHER_FORMS` is the one table of the others.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from attrs import evolve, frozen

from .._errors import APIError, SmartleadError
from .._scalars import is_list, is_object
from .endpoint import Request, fill

__all__ = [
    "OTHER_FORMS",
    "Form",
    "FormMemory",
    "is_unknown_route",
    "names_difference",
    "other_form",
]

T = TypeVar("T")
Route: TypeAlias = tuple[str, str]
"""Method and path template."""

_log = logging.getLogger("smartlead_async")


@frozen
class Arguments:
    """What a call says, in one form or the other.

    Attributes:
        ids: The ids in the path.
        query: Query parameters, as text.
        json: The body, or NOT_GIVEN for none.
    """

    ids: tuple[int, ...]
    query: tuple[tuple[str, str], ...]
    json: Any


def _unchanged(given: Arguments) -> Arguments:
    return given


@frozen
class Form:
    """Another form of an endpoint.

    Attributes:
        method: HTTP method.
        path: Path below the base URL; ``{name}`` stands for the next of the ids.
        rewrite: Says the same in this form; None where this form cannot say it.
        route_only: Whether only the lack of the first form's route leads here.
    """

    method: str
    path: str
    rewrite: Callable[[Arguments], Arguments | None] = _unchanged
    route_only: bool = False


# ── rewriting ────────────────────────────────────────────────────────────────────────────────


def _renamed(**names: str) -> Callable[[Arguments], Arguments]:
    def rewrite(given: Arguments) -> Arguments:
        return evolve(
            given, json={names.get(name, name): value for name, value in given.json.items()}
        )

    return rewrite


def _reworded(**words: Mapping[str, str]) -> Callable[[Arguments], Arguments]:
    """Replace values of the named fields, or of the lists in them."""

    def translate(name: str, value: Any) -> Any:
        if is_list(value):
            return [translate(name, item) for item in value]
        return words.get(name, {}).get(value, value) if isinstance(value, str) else value

    def rewrite(given: Arguments) -> Arguments:
        body = {name: translate(name, value) for name, value in given.json.items()}
        return evolve(given, json=body)

    return rewrite


def _wrapped_steps(given: Arguments) -> Arguments:
    steps = [
        {"seq_variants" if name == "variants" else name: value for name, value in step.items()}
        for step in given.json
    ]
    return evolve(given, json={"sequences": steps})


def _block_list(given: Arguments) -> Arguments:
    body = dict(given.json)
    entries = [body.pop(name) for name in ("email", "domain") if name in body]
    return evolve(given, json={"domain_block_list": entries, **body})


def _with_dates(given: Arguments) -> Arguments | None:
    dates = {"start_date", "end_date"}
    return given if dates <= {name for name, _ in given.query} else None


def _scoped_webhook(given: Arguments) -> Arguments:
    """Say what the webhook belongs to, and its events as switches."""
    body = dict(given.json)
    scopes = {"email_campaign_id": "campaign", "client_id": "client"}
    scope = next((scopes[name] for name in scopes if body.get(name) is not None), "user")
    body.setdefault("association_type", scope)
    if "event_types" in body:
        switches = dict.fromkeys(body.pop("event_types") or (), True)
        body["event_type_map"] = switches | (body.get("event_type_map") or {})
    return evolve(given, json=body)


def _by_sending(given: Arguments) -> Arguments:
    """Name the email that is replied to in place of the lead."""
    body = {name: value for name, value in given.json.items() if name != "lead_id"}
    return evolve(given, json={"email_stats_id": None, **body})


def _id_in_body(given: Arguments) -> Arguments:
    return evolve(given, ids=(), json={"id": given.ids[0]})


# ── the table ────────────────────────────────────────────────────────────────────────────────

OTHER_FORMS: Final[Mapping[Route, Form]] = {
    ("PATCH", "/campaigns/{campaign_id}/status"): Form(
        "POST", "/campaigns/{campaign_id}/status", _reworded(status={"ACTIVE": "START"})
    ),
    ("POST", "/campaigns/{campaign_id}/schedule"): Form(
        "POST",
        "/campaigns/{campaign_id}/schedule",
        _renamed(max_leads_per_day="max_new_leads_per_day"),
    ),
    ("POST", "/campaigns/{campaign_id}/settings"): Form(
        "POST",
        "/campaigns/{campaign_id}/settings",
        _reworded(
            track_settings={
                "DONT_EMAIL_OPEN": "DONT_TRACK_EMAIL_OPEN",
                "DONT_LINK_CLICK": "DONT_TRACK_LINK_CLICK",
            },
            stop_lead_settings={
                "OPENED_EMAIL": "OPEN_AN_EMAIL",
                "CLICKED_LINK": "CLICK_ON_A_LINK",
            },
        ),
    ),
    ("POST", "/campaigns/{campaign_id}/sequences"): Form(
        "POST", "/campaigns/{campaign_id}/sequences", _wrapped_steps
    ),
    ("POST", "/email-accounts/save"): Form(
        "POST", "/email-accounts/save", _renamed(username="user_name")
    ),
    ("POST", "/leads/add-domain-block-list"): Form(
        "POST", "/leads/add-domain-block-list", _block_list
    ),
    ("POST", "/campaigns/{campaign_id}/reply-email-thread"): Form(
        "POST", "/campaigns/{campaign_id}/reply-email-thread", _by_sending
    ),
    ("GET", "/analytics/overview"): Form("GET", "/analytics/overall-stats-v2", _with_dates),
    ("POST", "/webhooks"): Form("POST", "/webhook/create", _scoped_webhook, route_only=True),
    ("PATCH", "/webhooks/{webhook_id}"): Form(
        "PUT", "/webhook/update/{webhook_id}", route_only=True
    ),
    ("DELETE", "/webhooks/{webhook_id}"): Form(
        "DELETE", "/webhook/delete", _id_in_body, route_only=True
    ),
}
"""The second form of each endpoint that is reported to have one, by the reference's route."""


def other_form(request: Request[T]) -> Request[T] | None:
    """Return a request in the other form, or None if there is none or it would be the same."""
    form = OTHER_FORMS.get((request.method, request.template))
    if form is None:
        return None
    given = form.rewrite(Arguments(request.ids, request.query, request.json))
    if given is None:
        return None
    other = evolve(
        request,
        method=form.method,
        path=fill(form.path, given.ids),
        query=given.query,
        json=given.json,
    )
    return None if other == request else other


# ── refusals ─────────────────────────────────────────────────────────────────────────────────

_CANNOT: Final = re.compile(r"\bCannot (GET|POST|PUT|PATCH|DELETE) /")
_ALLOWED: Final = re.compile(r"one of:?\s*\[?([^\]\n]*)\]?", re.IGNORECASE)
_WAY_TO: Final = re.compile(r"\w+(?:\[\d+\])*\.(?=\w)")
"""What comes before the offending key in a path such as ``sequences[0].subject``."""
_ITSELF: Final = '"value"'
"""What validators call a body as a whole."""


def is_unknown_route(answer: object) -> bool:
    """Return whether an answer says that there is no such method and path, whatever the ids."""
    if not isinstance(answer, APIError) or answer.status_code != 404:
        return isinstance(answer, APIError) and answer.status_code == 405
    if not isinstance(answer.body, str):
        return _CANNOT.search(answer.message) is not None
    is_html = "html" in answer.headers.get("content-type", "") or answer.body.lstrip()[:1] == "<"
    return is_html or _CANNOT.search(answer.body) is not None


def names_difference(error: APIError, sent: Any, other: Any) -> bool:
    """Return whether a refused body is refused for a key or value that the other form lacks.

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
        # the service takes what was sent: this is about something else
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


# ── trying ───────────────────────────────────────────────────────────────────────────────────


class FormMemory:
    """Remembers which form of an endpoint succeeded, for all clients of a channel."""

    def __init__(self) -> None:
        self._other_succeeded: dict[Route, bool] = {}
        self._announced: set[Route] = set()

    async def send(
        self, request: Request[T], send: Callable[[Request[T]], Awaitable[T | SmartleadError]]
    ) -> T | SmartleadError:
        """Send a request in the form that is known to work, else the reference's, else the other.

        Args:
            request: The request in the reference's form.
            send: Carries out a request in one form; returns its answer or error.
        """
        other = other_form(request)
        if other is None:
            return await send(request)
        route = (request.method, request.template)
        prefer_other = self._other_succeeded.get(route, False)
        first, second = (other, request) if prefer_other else (request, other)
        refusal = await send(await _completed(first, other))
        if not isinstance(refusal, APIError):
            return refusal
        by_body = not OTHER_FORMS[route].route_only
        named = by_body and names_difference(refusal, first.json, second.json)
        elsewhere = (first.method, first.path) != (second.method, second.path)
        if not (named or (elsewhere and is_unknown_route(refusal))):
            return refusal
        self._announce(route, refusal, second)
        answer = await send(await _completed(second, other))
        if isinstance(answer, SmartleadError):
            return _both_refused(refusal, answer) if _is_refusal(answer) else answer
        self._other_succeeded[route] = not prefer_other
        return answer

    def _announce(self, route: Route, refusal: APIError, second: Request[Any]) -> None:
        if route in self._announced:
            return
        self._announced.add(route)
        _log.info(
            "%s %s → %d: trying the other reported form, %s %s",
            refusal.method,
            refusal.path,
            refusal.status_code,
            second.method,
            second.path,
        )


async def _completed(request: Request[T], other: Request[T]) -> Request[T]:
    """Return a request with what only the other form needs, if it is that form."""
    if request is not other or request.look_up is None:
        return request
    return evolve(request, json={**request.json, **await request.look_up()})


def _is_refusal(error: SmartleadError) -> bool:
    return (
        isinstance(error, APIError) and 400 <= error.status_code < 500 and error.status_code != 429
    )


def _both_refused(first: APIError, second: SmartleadError) -> APIError:
    first.add_note(f"the other reported form was refused too: {second}")
    return first

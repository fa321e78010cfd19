"""Data sets that a sandbox may begin with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from .._errors import ConfigurationError

if TYPE_CHECKING:
    from ._server import Sandbox

STEPS: Final = [
    {
        "seq_number": number,
        "seq_delay_details": {"delay_in_days": delay},
        "variant_distribution_type": "MANUALLY_EQUAL",
        "variants": [{"subject": subject, "email_body": body, "variant_label": "A"}],
    }
    for number, delay, subject, body in (
        (1, 0, "A question, {{first_name}}", "<p>Who looks after email?</p>"),
        (2, 3, "", "<p>Did you see my question?</p>"),
        (3, 5, "", "<p>Shall I ask somebody else?</p>"),
    )
]
SCHEDULE: Final = {
    "timezone": "Europe/Berlin",
    "days_of_the_week": [1, 2, 3, 4, 5],
    "start_hour": "09:00",
    "end_hour": "17:00",
    "min_time_btw_emails": 10,
    "max_new_leads_per_day": 50,
    "max_leads_per_day": 50,
}


def populate(sandbox: Sandbox, seed: int | str | None) -> None:
    """Fill an account with the data set of that name; a number names none.

    Raises:
        ConfigurationError: There is no data set of that name.
    """
    if not isinstance(seed, str):
        return
    if seed not in DATASETS:
        names = ", ".join(DATASETS)
        raise ConfigurationError(f"seed must be a number or the name of a data set: {names}")
    DATASETS[seed](sandbox)


def _demo(sandbox: Sandbox) -> None:
    """Make campaigns in three states, good and bad email accounts, and leads in every state."""
    state = sandbox.state
    accounts = state.seed_email_accounts(5)
    state.email_accounts[accounts[3]]["is_smtp_success"] = False
    state.email_accounts[accounts[4]]["warmup_details"]["is_warmup_blocked"] = True
    _ask(sandbox, "/client/save", {"name": "Acme", "email": "acme@example.com"})
    client = state.clients[0]
    tag = state.next_id()
    state.tags[tag] = {"id": tag, "name": "VIP", "color": "#C0FFEE"}
    state.account_tags[accounts[0]] = [tag]
    for name, status, leads in (("Summer", "DRAFTED", 0), ("Spring", "ACTIVE", 16)):
        _campaign(sandbox, name, status, leads, accounts=accounts[:3], client_id=client["id"])
    _campaign(sandbox, "Autumn", "PAUSED", 4, accounts=accounts[:3])
    rows = [row for each in state.campaigns.values() for row in each.leads.values()]
    paused, unsubscribed, completed = (rows[index] for index in (8, 9, 13))
    paused.status = "PAUSED"
    unsubscribed.is_unsubscribed = True
    completed.status = "COMPLETED"


def _campaign(
    sandbox: Sandbox,
    name: str,
    status: str,
    leads: int,
    *,
    accounts: list[int],
    client_id: int | None = None,
) -> None:
    id_ = sandbox.state.seed_campaign(name, client_id=client_id)
    _ask(sandbox, f"/campaigns/{id_}/sequences", STEPS)
    _ask(sandbox, f"/campaigns/{id_}/schedule", SCHEDULE)
    _ask(sandbox, f"/campaigns/{id_}/email-accounts", {"email_account_ids": accounts})
    sandbox.state.seed_leads(id_, leads)
    sandbox.state.campaigns[id_].fields["status"] = status


def _ask(sandbox: Sandbox, path: str, body: Any) -> Any:
    """Send a request to the sandbox, as a client would."""
    answer = sandbox.answer("POST", path, {}, json.dumps(body).encode())
    if answer.status >= 400:
        raise AssertionError(f"{path}: {answer.body.decode()}")
    return json.loads(answer.body)


DATASETS: Final[Mapping[str, Callable[[Sandbox], None]]] = {"demo": _demo}

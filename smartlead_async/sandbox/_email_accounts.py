"""Email accounts and their warmup."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from ._answer import Refusal
from ._reference import KEYS, Json
from ._routing import Call, Pages, Routes

routes, pages = Routes(), Pages()

# Written name → the name that reads back.
WRITTEN = {name: name for name in KEYS["email_account"]} | {
    "user_name": "username",
    "imap_user_name": "imap_username",
    "max_email_per_day": "message_per_day",
    "custom_tracking_url": "custom_tracking_domain",
    "bcc": "bcc_email",
    "time_to_wait_in_mins": "minTimeToWaitInMins",
}


@routes.add("GET", "/email-accounts/")
def list_email_accounts(call: Call) -> Any:
    offset, limit = call.page(100)
    rows = [each for each in call.state.email_accounts.values() if _matches(call, each)]
    return [_view(call, each) for each in rows[offset : offset + limit]]


def _matches(call: Call, account: Json) -> bool:
    warmup = account["warmup_details"]
    facts = {
        "isInUse": str(bool(call.state.campaigns_of_account(account["id"]))).lower(),
        "emailWarmupStatus": warmup["status"],
        "isSmtpSuccess": str(account["is_smtp_success"]).lower(),
        "isWarmupBlocked": str(warmup["blocked_reason"] is not None).lower(),
        "esp": account["type"],
        "client_id": str(account["client_id"]),
    }
    wanted = call.query.get("username", "").lower()
    return wanted in str(account["username"]).lower() and all(
        call.query.get(key, fact) == fact for key, fact in facts.items()
    )


def _view(call: Call, account: Json) -> Json:
    secrets = {key: _base64(account[key]) for key in ("password", "imap_password")}
    count = len(call.state.campaigns_of_account(account["id"]))
    reputation = f"{account['warmup_details']['warmup_reputation']}%"
    warmup = {**account["warmup_details"], "warmup_reputation": reputation}
    return {**account, **secrets, "campaign_count": count, "warmup_details": warmup}


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@routes.add("GET", "/email-accounts/{email_account_id}")
def get_email_account(call: Call) -> Any:
    account = call.email_account()
    if not call.flag("fetch_campaigns"):
        return account
    return {**account, "campaign_ids": call.state.campaigns_of_account(account["id"])}


@routes.add("POST", "/email-accounts/save")
def create_email_account(call: Call) -> Any:
    login = ("from_name", "from_email", call.dialect.username, "password")
    servers = ("smtp_host", "smtp_port", "imap_host", "imap_port")
    required = (*login, *servers, *(("smtp_port_type",) if call.first else ()))
    body = call.body(required, _optional(call, "id", "token", "warmup_enabled", *KEYS["warmup"]))
    if str(body["smtp_host"]).endswith(".invalid"):
        cause = {"message": "SMTP connection failed", "error": "Invalid credentials"}
        raise Refusal(400, {"ok": False, **cause})
    account = call.state.put_email_account(**_read_names(body))
    account["warmup_details"]["status"] = "ACTIVE" if body.get("warmup_enabled") else "INACTIVE"
    message = {"ok": True, "message": "Email account added successfully"}
    if not call.first:
        ids = {"emailAccountId": account["id"], "warmupKey": "sandbox-warmup"}
        return {**message, **ids}
    shown = ("id", "from_email", "is_smtp_success", "is_imap_success")
    return {**message, "data": {key: account[key] for key in shown}}


@pages.add("email_accounts.create_oauth")
def create_oauth_email_account(call: Call) -> Any:
    account = call.state.put_email_account(**_read_names(call.fields))
    status = "ACTIVE" if call.fields["warmup_enabled"] else "INACTIVE"
    account["warmup_details"]["status"] = status
    shown = ("id", "from_email", "type", "is_smtp_success", "is_imap_success")
    data = {key: account[key] for key in shown}
    return {"ok": True, "message": "OAuth account added successfully", "data": data}


def _optional(call: Call, *more: str) -> tuple[str, ...]:
    other = "user_name" if call.first else "username"
    return (*(name for name in WRITTEN if name != other), *more)


def _read_names(body: Json) -> Json:
    return {WRITTEN[key]: value for key, value in body.items() if key in WRITTEN}


@routes.add("POST", "/email-accounts/{email_account_id}")
def update_email_account(call: Call) -> Any:
    account = call.email_account()
    account.update(_read_names(call.body((), _optional(call))), updated_at=call.state.now())
    return {"ok": True, "message": "Email account updated successfully"}


@routes.add("POST", "/email-accounts/{email_account_id}/warmup")
def update_warmup(call: Call) -> Any:
    account = call.email_account()
    body = call.body(("warmup_enabled",), KEYS["warmup"])
    limits = {"total_warmup_per_day": (1, 50), "reply_rate_percentage": (20, 100)}
    for key, (low, high) in limits.items():
        if key in body:
            call.number(key, body[key], low, high)
    warmup = account["warmup_details"]
    warmup.update({key: body[key] for key in KEYS["warmup"] if key in body})
    warmup["status"] = "ACTIVE" if body["warmup_enabled"] else "INACTIVE"
    warmup["reply_rate"] = body.get("reply_rate_percentage", warmup["reply_rate"])
    return {"ok": True, "message": "Warmup settings updated successfully"}


@routes.add("GET", "/email-accounts/{email_account_id}/warmup-stats")
def get_warmup_stats(call: Call) -> Any:
    if call.ids["email_account_id"] not in call.state.email_accounts:
        raise Refusal(404, {"message": "Email account not found", "status": "error"})
    today = call.state.clock.now().date()
    days = [str(today - timedelta(days=back)) for back in range(6, -1, -1)]
    count = call.dialect.count
    if call.first:
        rows = [{"date": day, "sent": 20, "spam": 0, "delivered": 20} for day in days]
        totals = {"total_sent": 140, "spam_count": 3, "reputation_score": 95}
        return {**totals, "daily_stats": [{**row, "opened": 16, "replied": 6} for row in rows]}
    counts: Json = {"sent_count": count(20), "reply_count": count(6), "save_from_spam_count": 0}
    sums = {"sent_count": count(140), "spam_count": count(3), "inbox_count": count(137)}
    rows = [{"id": index, "date": day, **counts} for index, day in enumerate(days, 1)]
    id_ = call.ids["email_account_id"]
    return {"id": id_, **sums, "warmup_email_received_count": count(42), "stats_by_date": rows}


@pages.add("email_accounts.suspend")
def suspend_email_account(call: Call) -> Any:
    return _suspended(call, is_suspended=True)


@pages.add("email_accounts.unsuspend")
def unsuspend_email_account(call: Call) -> Any:
    return _suspended(call, is_suspended=False)


def _suspended(call: Call, *, is_suspended: bool) -> Json:
    account = call.state.email_accounts.get(call.ids["email_account_id"])
    if account is None:
        message = "Email account not found or does not belong to you"
        raise Refusal(400, {"success": False, "message": message})
    account["is_suspended"] = is_suspended
    data = {"accountId": account["id"], "isSuspended": is_suspended}
    word = "suspended" if is_suspended else "unsuspended"
    return {"success": True, "message": f"Email account {word} successfully", "data": data}


@pages.add("email_accounts.delete")
def delete_email_account(call: Call) -> Any:
    id_ = call.ids["email_account_id"]
    if call.state.email_accounts.pop(id_, None) is None:
        error = {"message": "Email account not found!", "errorCode": "ACCOUNT_NOT_FOUND"}
        raise Refusal(404, {"ok": False, **error, "emailAccountId": id_})
    call.state.account_tags.pop(id_, None)
    for campaign_id in call.state.campaigns_of_account(id_):
        call.state.campaigns[campaign_id].email_account_ids.remove(id_)
    message = "Email account deleted successfully!"
    return {"ok": True, "message": message, "emailAccountId": id_}

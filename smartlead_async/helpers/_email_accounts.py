"""Email accounts: whether they can send, and which are fit for a campaign."""

from __future__ import annotations

from typing import Final

from .. import EmailAccount, Smartlead, WarmupStatus
from .._public import public
from .._validate import instance, percentage

__all__ = ["account_faults", "attachable_accounts", "is_warm"]

_GOOD_REPUTATIONS: Final = frozenset({"excellent", "good"})


def account_faults(account: EmailAccount) -> list[str]:
    """Return the faults that keep an email account from sending; none if all is well.

    An email account can be attached to a campaign if it is connected, both SMTP and IMAP, and not
    suspended. Blocked warmup counts as a fault too.

    Args:
        account: The email account, of a list or by id.
    """
    instance("account", account, EmailAccount)
    warmup = account.warmup_details
    blocked = warmup is not None and (warmup.is_warmup_blocked or warmup.blocked_reason)
    faults = {
        "SMTP not connected": account.is_smtp_success is not True,
        "IMAP not connected": account.is_imap_success is not True,
        "suspended": bool(account.is_suspended),
        "warmup blocked": bool(blocked),
    }
    return [fault for fault, is_there in faults.items() if is_there]


def is_warm(account: EmailAccount, *, min_reputation: float = 90.0) -> bool:
    """Return whether an email account is warmed up: warmup is on, and its reputation high.

    Args:
        account: The email account, of a list or of a campaign.
        min_reputation: Least reputation in percent; where the service sends a word instead,
            ``excellent`` and ``good`` are high enough.
    """
    instance("account", account, EmailAccount)
    percentage("min_reputation", min_reputation)
    details = account.warmup_details
    is_on = account.warmup_enabled if details is None else details.status == WarmupStatus.ACTIVE
    reputation = account.warmup_reputation if details is None else details.warmup_reputation
    if isinstance(reputation, str):
        return bool(is_on) and reputation.strip().lower() in _GOOD_REPUTATIONS
    return bool(is_on) and reputation is not None and reputation >= min_reputation


async def attachable_accounts(
    smartlead: Smartlead, *, min_reputation: float = 90.0
) -> list[EmailAccount]:
    """Return the email accounts that are fit to be attached to a campaign.

    They are connected, not suspended and warm, as :func:`account_faults` and :func:`is_warm`
    say. ``GET /email-accounts/``.

    Args:
        smartlead: The client.
        min_reputation: Least warmup reputation in percent.
    """
    instance("smartlead", smartlead, Smartlead)
    percentage("min_reputation", min_reputation)
    return [
        account
        async for account in smartlead.email_accounts.iterate()
        if not account_faults(account) and is_warm(account, min_reputation=min_reputation)
    ]


public("smartlead_async.helpers", account_faults, attachable_accounts, is_warm)

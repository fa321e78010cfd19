"""Smart Senders: domains and email accounts to buy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Required, TypedDict

from attrs import frozen

from .._secret import Secret
from ._base import Model

__all__ = [
    "DomainOrder",
    "EmailAccountCount",
    "EmailAccountOrder",
    "OneTimePassword",
    "OrderContact",
    "OrderedEmailAccount",
    "SmartSendersOrder",
]


@frozen(kw_only=True, repr=False, eq=False)
class OrderedEmailAccount(Model):
    """An email account of an order.

    Attributes:
        email: Address.
        password: Password.
    """

    email: str
    password: Secret | None = None


@frozen(kw_only=True, repr=False, eq=False)
class SmartSendersOrder(Model):
    """An order of domains and email accounts (``GET /smart-senders/order-details``).

    Attributes:
        order_id: Identifier.
        status: State, such as ``completed``.
        domain: The domain.
        email_accounts: The email accounts, with their passwords.
        created_at: When it was placed.
        expires_at: When it expires.
    """

    order_id: str
    status: str | None = None
    domain: str | None = None
    email_accounts: tuple[OrderedEmailAccount, ...] = ()
    created_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class OneTimePassword(Model):
    """A one-time password of an email account (``GET /smart-senders/auth-secret``).

    Attributes:
        otp: The password.
        expires_in: Seconds that it is good for.
    """

    otp: Secret
    expires_in: int | None = None


class EmailAccountCount(TypedDict, total=False):
    """How many email accounts to propose for a domain.

    Attributes:
        count: Their number.
    """

    count: int


class OrderContact(TypedDict, total=False):
    """Who places an order.

    Attributes:
        email: Address.
        first_name: First name.
        last_name: Last name.
        company: Company.
        country: Country.
        city: City.
        address_line_one: Street and number.
        address_line_two: More of the address.
        postal_code: Postal code.
        state: State or region.
        phone_cc: Country code of the phone number, such as ``+1``.
        phone: Phone number without it.
        language_preference: Language, such as ``en``.
    """

    email: str
    first_name: str
    last_name: str
    company: str
    country: str
    city: str
    address_line_one: str
    address_line_two: str
    postal_code: str
    state: str
    phone_cc: str
    phone: str
    language_preference: str


class EmailAccountOrder(TypedDict, total=False):
    """An email account to buy. The address and both names are required.

    Attributes:
        mailbox: Address.
        first_name: First name of the sender.
        last_name: Last name of the sender.
        profile_pic: Picture of the sender.
        parent_account_id: The email account that it belongs to.
    """

    mailbox: Required[str]
    first_name: Required[str]
    last_name: Required[str]
    profile_pic: str
    parent_account_id: int


class DomainOrder(TypedDict, total=False):
    """A domain to buy, with its email accounts. Both are required.

    Attributes:
        domain_name: The domain.
        mailbox_details: Its email accounts.
    """

    domain_name: Required[str]
    mailbox_details: Required[Sequence[EmailAccountOrder]]

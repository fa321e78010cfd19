"""Addresses as the service writes them: text, an object with a name beside, or a list of these."""

from __future__ import annotations

from typing import Any, Final

from .._codec import is_list, is_object

__all__ = ["with_plain_addresses"]

_ADDRESS_KEYS: Final = ("address", "email", "email_address")
_PARTIES: Final = ("from", "from_email", "sent_from", "to", "to_email", "sent_to")


def with_plain_addresses(data: dict[str, Any]) -> dict[str, Any]:
    """Return a message or event with its addresses as text.

    A value that was no text stays under the name with ``_as_sent`` added, and so in ``extra``.
    """
    plain: dict[str, Any] = {}
    for name in _PARTIES:
        if is_object(party := data.get(name)) or is_list(party):
            plain |= {name: ", ".join(_addresses(party)) or None, f"{name}_as_sent": party}
    copies = data.get("cc_emails")
    if is_list(copies) and any(is_object(item) for item in copies):
        plain |= {"cc_emails": _addresses(copies), "cc_emails_as_sent": copies}
    return data | plain if plain else data


def _addresses(value: Any) -> list[str]:
    if is_list(value):
        return [address for item in value for address in _addresses(item)]
    if is_object(value):
        value = next((value[key] for key in _ADDRESS_KEYS if value.get(key)), None)
    return [value] if isinstance(value, str) else []

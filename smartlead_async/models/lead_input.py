"""Leads as they are given to the API, and the settings of an import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Self, cast

import attrs
from attrs import field, frozen

from .._errors import InvalidRequestError
from .._scalars import as_text
from .._validate import email_address, nearest

__all__ = ["LeadImportSettings", "LeadInput", "check", "lead_changes", "to_lead"]

_MAX_CUSTOM_FIELDS: Final = 200
_MISSING_TYPES: Final = frozenset({"NAType", "NaTType"})  # what pandas puts into empty cells


@frozen
class LeadInput:
    """A lead to be added to a campaign.

    Values that are not text are sent as text; None and empty text are not sent.

    Attributes:
        email: Address.
        first_name: First name.
        last_name: Last name.
        company_name: Company.
        phone_number: Phone number.
        website: Website.
        location: Location.
        linkedin_profile: LinkedIn profile URL.
        company_url: The company's website.
        custom_fields: Custom fields by name, 200 at most.
    """

    email: str
    first_name: str | None = field(default=None, kw_only=True)
    last_name: str | None = field(default=None, kw_only=True)
    company_name: str | None = field(default=None, kw_only=True)
    phone_number: str | None = field(default=None, kw_only=True)
    website: str | None = field(default=None, kw_only=True)
    location: str | None = field(default=None, kw_only=True)
    linkedin_profile: str | None = field(default=None, kw_only=True)
    company_url: str | None = field(default=None, kw_only=True)
    custom_fields: Mapping[str, object] = field(factory=dict[str, object], kw_only=True, hash=False)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """Return the lead with these fields.

        Raises:
            InvalidRequestError: If a key is not a field of a lead, or ``email`` is missing.
        """
        unknown = [as_text(key) for key in mapping if key not in _FIELDS]
        if unknown:
            raise InvalidRequestError(
                f"unknown lead fields: {', '.join(map(_with_hint, unknown))} "
                "(LeadInput.from_row puts them into custom_fields)",
                field=unknown[0],
            )
        if "email" not in mapping:
            raise InvalidRequestError("a lead needs an email", field="email")
        given: dict[str, Any] = {key: mapping[key] for key in mapping if mapping[key] is not None}
        email: Any = given.pop("email", "")
        return cls(email, **given)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Return the lead of a table row: columns that are not lead fields become custom fields.

        Empty cells are dropped.

        Raises:
            InvalidRequestError: If there is no ``email``, or ``custom_fields`` is no mapping.
        """
        cells = {key: value for key, value in row.items() if not _is_missing(value)}
        custom = cells.pop("custom_fields", {})
        if not isinstance(custom, Mapping):
            raise InvalidRequestError("custom_fields must be a mapping", field="custom_fields")
        columns = {key: value for key, value in cells.items() if key not in _FIELDS}
        fields = {key: value for key, value in cells.items() if key in _FIELDS}
        return cls.from_mapping({**fields, "custom_fields": {**custom, **columns}})

    def to_wire(self) -> dict[str, Any]:
        """Return the lead as the API takes it: what is set, as text."""
        wire: dict[str, Any] = {name: getattr(self, name) for name in _TEXT_FIELDS}
        wire = _texts(wire) | {"email": self.email.strip()}
        custom = _texts(self.custom_fields)
        return wire | {"custom_fields": custom} if custom else wire


_FIELDS: Final = frozenset(attrs.fields_dict(LeadInput))
_TEXT_FIELDS: Final = tuple(
    name for name in attrs.fields_dict(LeadInput) if name != "custom_fields"
)


def _with_hint(key: str) -> str:
    near = nearest(key, _FIELDS)
    return f"{key} (did you mean {near}?)" if near else key


@frozen(kw_only=True)
class LeadImportSettings:
    """How leads are imported.

    None leaves the choice to the service and is not sent.

    Attributes:
        ignore_global_block_list: Skip the check against the global block list.
        ignore_unsubscribe_list: Skip the check against unsubscribed leads.
        ignore_community_bounce_list: Skip the check against the community's bounces.
        ignore_duplicate_leads_in_other_campaign: Documented as: take leads that are in other
            campaigns too. The live service is reported to do the reverse: with True it skips
            these leads. Try it with a few leads and read the counts of the answer.
        return_lead_ids: Ask for the ids of the leads added.
    """

    ignore_global_block_list: bool | None = None
    ignore_unsubscribe_list: bool | None = None
    ignore_community_bounce_list: bool | None = None
    ignore_duplicate_leads_in_other_campaign: bool | None = None
    return_lead_ids: bool | None = None

    def to_wire(self) -> dict[str, bool]:
        """Return the settings as the API takes them: those that are set."""
        return {name: value for name, value in attrs.asdict(self).items() if value is not None}


def to_lead(item: object) -> LeadInput:
    """Return a lead that the user gave as a :class:`LeadInput` or as a mapping.

    Raises:
        InvalidRequestError: If it is neither, or a mapping with unknown keys.
    """
    if isinstance(item, LeadInput):
        return item
    if isinstance(item, Mapping):
        return LeadInput.from_mapping(cast("Mapping[str, Any]", item))
    raise InvalidRequestError(
        f"a lead must be a LeadInput or a mapping, not {type(item).__name__}", field="leads"
    )


def check(lead: LeadInput) -> LeadInput:
    """Return the lead if the API can take it.

    Raises:
        InvalidRequestError: If it cannot; ``field`` names the offending field.
    """
    _check_email(lead.email)
    for name in _TEXT_FIELDS[1:]:
        if (value := getattr(lead, name)) is not None:
            _check_value(name, value)
    _check_custom_fields(lead.custom_fields)
    return lead


def lead_changes(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return changed fields of a lead as the API takes them: as text, with empty text and null.

    Raises:
        InvalidRequestError: If the API cannot take one; ``field`` names it.
    """
    plain = {name: fields[name] for name in fields if name != "custom_fields"}
    custom: Any = fields.get("custom_fields") or {}
    _check_custom_fields(custom)
    for name, value in plain.items():
        _check_value(name, value)
    if "email" in plain:
        _check_email(plain["email"])
        plain["email"] = plain["email"].strip()
    wire: dict[str, Any] = _texts_or_null(plain)
    return wire | {"custom_fields": _texts_or_null(custom)} if custom else wire


def _check_custom_fields(given: object) -> None:
    if not isinstance(given, Mapping):
        raise InvalidRequestError("custom_fields must be a mapping", field="custom_fields")
    fields = cast("Mapping[object, object]", given)
    if len(fields) > _MAX_CUSTOM_FIELDS:
        raise InvalidRequestError(
            f"{len(fields)} custom fields, at most {_MAX_CUSTOM_FIELDS} are allowed",
            field="custom_fields",
        )
    for name, value in fields.items():
        if not isinstance(name, str):
            raise InvalidRequestError(
                "the names of custom fields must be text", field="custom_fields"
            )
        _check_value("custom_fields", name)
        _check_value("custom_fields", value)


def _check_email(email: object) -> None:
    if not isinstance(email, str) or not email.strip():
        raise InvalidRequestError("a lead needs an email", field="email")
    _check_value("email", email)
    email_address("email", email)


def _check_value(name: str, value: object) -> None:
    if type(value) is str and value.isascii() and "\x00" not in value:
        return
    text = _sendable(name, value)
    if "\x00" in text:
        raise InvalidRequestError(f"{name} contains a NUL character", field=name)
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidRequestError(f"{name} is not valid Unicode", field=name)


def _sendable(name: str, value: object) -> str:
    if not _is_container(value):
        try:
            return _text(value)
        except ValueError:  # more digits than sys.get_int_max_str_digits() allows
            raise InvalidRequestError(f"{name} is too long a number", field=name) from None
        except Exception:  # noqa: BLE001, S110 - the type may be anybody's
            pass
    raise InvalidRequestError(
        f"{name}: a {type(value).__name__} cannot be sent as text", field=name
    )


def _is_container(value: object) -> bool:
    return isinstance(value, Mapping | list | tuple | set | frozenset | bytes | bytearray)


def _is_missing(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, float):
        return value != value  # noqa: PLR0124 - true for NaN alone
    return value is None or type(value).__name__ in _MISSING_TYPES


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items() if not _is_missing(value)}


def _texts_or_null(values: Mapping[str, object]) -> dict[str, str | None]:
    return {name: None if value is None else _text(value) for name, value in values.items()}

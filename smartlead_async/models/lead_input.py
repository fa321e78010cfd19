"""Leads as they are given to the API, and the settings of an import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from numbers import Real
from typing import Any, Final, Self, TypeAlias, cast

import attrs
from attrs import field, frozen

from .._errors import InvalidRequestError
from .._scalars import as_text
from .._validate import email_address, nearest
from .columns import lead_columns
from .inputs import LeadDict
from .leads import CampaignLead, ExportedLead, Lead

__all__ = [
    "GivenLead",
    "LeadImportSettings",
    "LeadInput",
    "cell_text",
    "check",
    "lead_changes",
    "to_lead",
]

_MAX_CUSTOM_FIELDS: Final = 200
_BOOLEANS: Final = frozenset({"bool", "bool_"})  # NumPy's have these names too


@frozen
class LeadInput:
    """A lead to be added to a campaign.

    Values that are not text are sent as text, ``5.0`` as ``5``. None, empty text, and the NaN, NA
    and NaT of data frames are not sent.

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
    def from_row(cls, row: Mapping[str, Any], *, columns: Mapping[str, str] | None = None) -> Self:
        """Return the lead of a table row: columns that are not lead fields become custom fields.

        Columns are recognized by name, as by the command ``smartlead leads import``: ``E-mail`` is
        ``email``, ``First Name`` and ``firstName`` are ``first_name``, ``Company`` is
        ``company_name``. Empty cells are dropped.

        Args:
            row: The cells by column. ``custom_fields`` may hold more of them by name.
            columns: What to take columns for instead: a column → a field, the name of a custom
                field, or "" to leave the column out.

        Raises:
            InvalidRequestError: There is no address, two columns mean the same field, a column of
                ``columns`` does not exist, or ``custom_fields`` is no mapping.
        """
        if not isinstance(row, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidRequestError("a row must be a mapping", field="leads")
        cells = dict(row)
        custom = _custom_cells(cells.pop(_CUSTOM, None))
        lead: dict[str, Any] = {}
        for column, value in zip(lead_columns(tuple(cells), columns), cells.values(), strict=True):
            if column.target is not None and not _is_missing(value):
                (custom if column.is_custom else lead)[column.target] = value
        if "email" not in lead:
            raise InvalidRequestError("a lead needs an email", field="email")
        return cls(**lead, custom_fields=custom)

    def to_wire(self) -> dict[str, Any]:
        """Return the lead as the API takes it: what is set, as text."""
        wire: dict[str, Any] = {name: getattr(self, name) for name in _TEXT_FIELDS}
        wire = _texts(wire) | {"email": self.email.strip()}
        custom = _texts(self.custom_fields)
        return wire | {"custom_fields": custom} if custom else wire


GivenLead: TypeAlias = LeadInput | LeadDict | Lead | CampaignLead | ExportedLead
"""A lead in any form that is taken wherever leads are added."""


class Row(dict[str, Any]):
    """A row of a data frame: its columns need not be fields of a lead."""


_CUSTOM: Final = "custom_fields"
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
    """Return a lead that the user gave in any of the forms of :data:`GivenLead`.

    Raises:
        InvalidRequestError: It has none of these forms, or is a mapping with unknown keys.
    """
    if isinstance(item, LeadInput):
        return item
    if isinstance(item, Row):
        return LeadInput.from_row(item)
    if isinstance(item, Mapping):
        return LeadInput.from_mapping(cast("Mapping[str, Any]", item))
    lead = item.lead if isinstance(item, CampaignLead) else item
    if isinstance(lead, Lead | ExportedLead):
        return LeadInput(**{name: getattr(lead, name) for name in _FIELDS})
    if isinstance(item, CampaignLead):
        raise InvalidRequestError("the lead was removed from the account", field="leads")
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


def _custom_cells(given: object) -> dict[Any, Any]:
    if _is_missing(given):
        return {}
    if not isinstance(given, Mapping):
        raise InvalidRequestError("custom_fields must be a mapping", field=_CUSTOM)
    cells = cast("Mapping[object, object]", given).items()
    return {name: value for name, value in cells if not _is_missing(value)}


def _is_missing(value: object) -> bool:
    """Return whether a cell is empty; data frames hold NaN, NaT, NA or None there."""
    if isinstance(value, str):
        return not value.strip()
    if value is None or type(value).__name__ == "NAType":  # it compares to nothing
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - true for NaN and NaT alone
    except Exception:  # noqa: BLE001 - the type may be anybody's
        return False


def cell_text(value: object) -> str:
    """Return a cell of a table as the text that is sent; empty if it is not sent."""
    return "" if _is_missing(value) else _text(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if type(value).__name__ in _BOOLEANS:
        return text.lower()
    # A column of whole numbers with an empty cell is one of floats to spreadsheets and pandas.
    return text.removesuffix(".0") if isinstance(value, Real) else text


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items() if not _is_missing(value)}


def _texts_or_null(values: Mapping[str, object]) -> dict[str, str | None]:
    return {name: None if value is None else _text(value) for name, value in values.items()}

"""Which column of a table is which field of a lead (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from ._exit import UnusableInput

__all__ = ["Column", "described", "lead_of", "map_columns"]

# Field of a lead → what its column may be called besides, in lower case and without separators.
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("emailaddress", "mail", "emailid"),
    "first_name": ("givenname", "forename"),
    "last_name": ("surname", "familyname"),
    "company_name": ("company", "organization", "organisation"),
    "phone_number": ("phone", "telephone"),
    "website": ("web", "homepage"),
    "location": (),
    "linkedin_profile": ("linkedin", "linkedinurl", "linkedinprofileurl"),
    "company_url": ("companywebsite",),
}


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


_FIELD_OF: Final = {
    name: field
    for field, aliases in _ALIASES.items()
    for name in (_plain(field), *aliases)
}  # fmt: skip


@frozen
class Column:
    """A column and where its cells go.

    Attributes:
        header: What the table calls it.
        target: A field of a lead, or the name of a custom field; None if it is not sent.
    """

    header: str
    target: str | None

    @property
    def is_custom(self) -> bool:
        """Whether it becomes a custom field."""
        return self.target is not None and self.target not in _ALIASES


def map_columns(header: Sequence[str], chosen: Mapping[str, str]) -> tuple[Column, ...]:
    """Return the columns of a table.

    Args:
        header: Names of the columns.
        chosen: What the user says: the name of a column → a field, the name of a custom field,
            or nothing for a column that is not to be sent.

    Raises:
        UnusableInput: A chosen column does not exist, two columns have one target, or none holds
            the addresses.
    """
    if missing := [name for name in chosen if name not in header]:
        raise UnusableInput(f"the file has no column {missing[0]!r}: it has {_listed(header)}")
    columns = tuple(Column(name, _target(chosen.get(name, name))) for name in header)
    _check(columns)
    return columns


def _target(name: str) -> str | None:
    return _FIELD_OF.get(_plain(name), name) or None


def _check(columns: Sequence[Column]) -> None:
    headers: defaultdict[str, list[str]] = defaultdict(list)
    for column in columns:
        if column.target is not None:
            headers[column.target].append(column.header)
    for target, names in headers.items():
        if len(names) > 1:
            raise UnusableInput(
                f"the columns {_listed(names)} all mean {target}: choose with --map COLUMN=FIELD "
                "(--map COLUMN= leaves a column out)"
            )
    if "email" not in headers:
        raise UnusableInput(
            "no column holds the e-mail addresses: name it with --map COLUMN=email "
            f"(the file has {_listed([column.header for column in columns])})"
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names)


def described(columns: Sequence[Column]) -> str:
    """Return in a sentence what becomes of the columns."""
    fields = [f"{c.header} → {c.target}" for c in columns if c.target and not c.is_custom]
    custom = [
        c.header if c.header == c.target else f"{c.header} → {c.target}"
        for c in columns
        if c.is_custom
    ]
    unsent = [c.header or "(no name)" for c in columns if c.target is None]
    groups = (("Columns", fields), ("custom fields", custom), ("not sent", unsent))
    return "; ".join(f"{title}: {', '.join(names)}" for title, names in groups if names)


def lead_of(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, Any]:
    """Return the lead of a row, without its empty cells."""
    lead: dict[str, Any] = {"email": ""}
    custom: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if cell and column.target is not None:
            (custom if column.is_custom else lead)[column.target] = cell
    return {**lead, "custom_fields": custom} if custom else lead

"""The columns of a table of leads: which field of a lead, or which custom field, each one is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NoReturn

from attrs import frozen

from .._errors import InvalidRequestError
from .._scalars import as_text
from .._validate import email_address

__all__ = ["LeadColumn", "lead_columns", "numbered"]

# Field of a lead → other names of its column, in lower case and without separators.
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
class LeadColumn:
    """A column and its target.

    Attributes:
        header: Its name in the table.
        target: A field of a lead or the name of a custom field; None if it is not sent.
    """

    header: str
    target: str | None

    @property
    def is_custom(self) -> bool:
        """Whether the column becomes a custom field."""
        return self.target is not None and self.target not in _ALIASES


def numbered(header: Iterable[object]) -> tuple[str, ...]:
    """Return the names of columns; the second of two equal ones becomes ``Company#2``."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for given in header:
        name = as_text(given)
        seen[name] += 1
        names.append(f"{name}#{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(names)


def lead_columns(
    header: Sequence[str], chosen: Mapping[str, str] | None = None
) -> tuple[LeadColumn, ...]:
    """Return the columns of a table.

    A column is recognized by its name in any case, with any separators: ``First Name`` and
    ``firstName`` are ``first_name``, ``E-mail`` is ``email``, ``Company`` is ``company_name``. All
    others are custom fields. ``Company#2`` means the same as ``Company`` if there is one.

    Args:
        header: Names of the columns, such as :func:`numbered` returns.
        chosen: What to take columns for instead: a column → a field, the name of a custom field,
            or "" to leave the column out.

    Raises:
        InvalidRequestError: A chosen column does not exist, two columns have the same target, or no
            column holds the addresses.
    """
    return _lead_columns(tuple(header), tuple((chosen or {}).items()))


@lru_cache(maxsize=64)  # the rows of a table have their columns in common
def _lead_columns(
    header: tuple[str, ...], chosen: tuple[tuple[str, str], ...]
) -> tuple[LeadColumn, ...]:
    choices = dict(chosen)
    if odd := [name for name in header if not _is_text(name)]:
        raise InvalidRequestError(
            f"the names of columns must be text, not {odd[0]!r} (csv.DictReader puts cells under "
            "None that have no column)",
            field="columns",
        )
    if missing := [name for name in choices if name not in header]:
        raise InvalidRequestError(
            f"there is no column {missing[0]!r} among {_listed(header)}", field=missing[0]
        )
    meanings = (choices.get(name, _first(name, header)) for name in header)
    columns = tuple(map(LeadColumn, header, map(_target, meanings)))
    _check(columns)
    return columns


def _first(name: str, header: Sequence[str]) -> str:
    """Return the name of the first of several equal columns: ``Company`` for ``Company#2``."""
    base, mark, number = name.rpartition("#")
    return base if mark and number.isdigit() and base in header else name


def _is_text(name: object) -> bool:
    return isinstance(name, str)


def _target(name: str) -> str | None:
    return _FIELD_OF.get(_plain(name), name) or None


def _check(columns: Sequence[LeadColumn]) -> None:
    headers: defaultdict[str, list[str]] = defaultdict(list)
    for column in columns:
        if column.target is not None:
            headers[column.target].append(column.header)
    for target, names in headers.items():
        if len(names) > 1:
            raise InvalidRequestError(
                f"the columns {_listed(names)} all mean {target}: leave out or rename "
                f"{names[-1]!r}",
                field=names[-1],
            )
    if "email" not in headers:
        _no_addresses([column.header for column in columns])


def _no_addresses(header: Sequence[str]) -> NoReturn:
    if address := next(filter(_is_address, header), None):
        raise InvalidRequestError(
            f"the first row holds {address!r}, so that the names of the columns are missing: add a "
            "row with names above it, such as email, first_name, company_name",
            field="columns",
        )
    named = list(filter(None, header))
    raise InvalidRequestError(
        f"no column holds the email addresses: there are {_listed(named)}", field="email"
    )


def _is_address(name: str) -> bool:
    try:
        return bool(email_address("email", name))
    except InvalidRequestError:
        return False


def _listed(names: Sequence[object]) -> str:
    return ", ".join(map(repr, names)) or "none"

"""Read a sheet of a workbook: ``.xlsx``, ``.xls`` and ``.ods``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smartlead_async.models.lead_input import cell_text

from .._exit import UnusableInput

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

__all__ = ["is_workbook", "open_sheet", "sheet_names"]

_MAGIC: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a ZIP archive; the container of .xls


def is_workbook(path: Path) -> bool:
    """Return whether a file is a workbook by its first bytes, whatever its name says."""
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


def sheet_names(path: Path, chosen: str | None = None) -> tuple[str, list[str]]:
    """Return the name of the sheet to read, and of the others that hold rows.

    Args:
        path: The workbook.
        chosen: The sheet that the user chose; by default the first visible one with rows.

    Raises:
        UnusableInput: The workbook cannot be read or has no such sheet.
    """
    book = _opened(path)
    names = _filled(book)
    if chosen is not None and chosen not in book.sheet_names:
        listed = ", ".join(map(repr, book.sheet_names))
        raise UnusableInput(f"there is no sheet {chosen!r}: there are {listed}")
    name = chosen or next(iter(names or book.sheet_names))
    return name, [other for other in names if other != name]


def open_sheet(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet with their numbers; skip blank ones.

    Cells are text, as they would be sent: ``5.0`` is ``5``, a date is ``2025-01-31``.

    Raises:
        UnusableInput: The workbook cannot be read.
    """
    rows = _opened(path).get_sheet_by_name(name).iter_rows()
    for number, row in enumerate(rows, 1):
        cells = [cell_text(cell).strip() for cell in row]
        if any(cells):
            yield number, cells


def _filled(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if (sheet.typ, sheet.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
        and book.get_sheet_by_name(sheet.name).height
    ]


def _opened(path: Path) -> CalamineWorkbook:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ModuleNotFoundError:
        raise UnusableInput(
            "a workbook needs one more package: pip install 'smartlead-async[excel]' (or save the "
            "sheet as CSV UTF-8)"
        ) from None
    try:
        with path.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)
    except PasswordError:
        problem = "the workbook has a password: save it without one"
    except CalamineError as error:
        problem = f"it is no workbook that can be read ({error}): save the sheet as CSV UTF-8"
    raise UnusableInput(problem)

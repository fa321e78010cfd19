"""Data frames as leads: pandas, polars and pyarrow, known by their methods and never imported."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final, Protocol, overload

from attrs import frozen

from .._errors import InvalidRequestError
from .columns import numbered
from .lead_input import GivenLead, LeadInput, Row

__all__ = ["DataFrame", "lead_rows"]

_ROWS_AT_A_TIME: Final = 1_000


class DataFrame(Protocol):
    """A data frame of pandas or polars, or a table of pyarrow."""

    @property
    def shape(self) -> Any: ...  # noqa: D102 - rows and columns


@frozen(eq=False)
class _Table:
    """The rows of a data frame as leads. One that makes no lead stays a row.

    Attributes:
        names: Names of its columns.
        cells: Returns the cells of each row.
        size: Number of its rows.
    """

    names: tuple[str, ...]
    cells: Callable[[], Iterable[tuple[Any, ...]]]
    size: int

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[LeadInput | Row]:
        return (_lead(Row(zip(self.names, cells, strict=True))) for cells in self.cells())


@overload
def lead_rows(source: Iterable[GivenLead] | DataFrame) -> Iterable[GivenLead]: ...
@overload
def lead_rows(
    source: Iterable[GivenLead] | AsyncIterable[GivenLead] | DataFrame,
) -> Iterable[GivenLead] | AsyncIterable[GivenLead]: ...
def lead_rows(source: Any) -> Any:
    """Return the rows of a data frame as leads; anything else as it is.

    Columns are recognized as by :meth:`LeadInput.from_row`.
    """
    if hasattr(source, "itertuples"):
        cells = partial(source.itertuples, index=False, name=None)
        return _Table(numbered(source.columns), cells, len(source))
    if hasattr(source, "iter_rows"):
        return _Table(numbered(source.columns), source.iter_rows, len(source))
    if hasattr(source, "to_batches"):
        return _Table(numbered(source.column_names), partial(_arrow_cells, source), len(source))
    return source


def _arrow_cells(table: Any) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=_ROWS_AT_A_TIME):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _lead(row: Row) -> LeadInput | Row:
    try:
        return LeadInput.from_row(row)
    except InvalidRequestError:
        return row  # to_lead() says why

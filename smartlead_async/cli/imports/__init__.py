"""Import leads from files: ``smartlead leads import`` and ``smartlead leads import-status``."""

from __future__ import annotations

from ._account import bad_rows, cost_figures, leads_figures, print_failed
from ._command import import_
from ._journal import import_status
from ._lead_file import BadRow, LeadFile

__all__ = [
    "BadRow",
    "LeadFile",
    "bad_rows",
    "cost_figures",
    "import_",
    "import_status",
    "leads_figures",
    "print_failed",
]

"""The answer to a write that has nothing else to say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import field, frozen

from .._codec import DecodeProblem, is_object
from ._base import Model, names
from .campaigns import Campaign, Schedule

__all__ = ["Acknowledgement"]


@frozen(kw_only=True, repr=False, eq=False)
class Acknowledgement(Model):
    """The service has carried out a write.

    Attributes:
        ok: False only where the service says that nothing had to be changed.
        message: The service's words, if any.
        campaign: The campaign with its new status, after a change of status.
        schedule: The new schedule, after a change of schedule.
        will_resume_at: When sending goes on, after resuming a lead.
    """

    ok: bool = field(default=True, metadata=names("ok", "success"))
    message: str | None = None
    campaign: Campaign | None = None
    schedule: Schedule | None = None
    will_resume_at: datetime | None = None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Lift what is wrapped in ``data``; an acknowledgement without ``ok`` is one as well."""
        rest = {name: value for name, value in data.items() if name != "data"}
        wrapped = data.get("data")
        if isinstance(wrapped, str):
            rest.setdefault("message", wrapped)
        elif is_object(wrapped):
            rest = wrapped | rest
        elif wrapped is not None:
            rest["data"] = wrapped
        if rest.get("ok", rest.get("success")) is not None:
            return rest
        if rest.get("error"):
            raise DecodeProblem("an error in place of an acknowledgement")
        return rest | {"ok": True}

"""Tasks about leads."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from attrs import field, frozen

from ._base import Model, OpenEnum, names

__all__ = ["LeadTask", "TaskPriority"]

TaskPriorityName: TypeAlias = Literal["LOW", "MEDIUM", "HIGH"]


class TaskPriority(OpenEnum):
    """Urgency of a task."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


@frozen(kw_only=True, repr=False, eq=False)
class LeadTask(Model):
    """A task about a lead.

    Attributes:
        id: Identifier.
        name: Name.
        description: Description of the task.
        priority: Urgency.
        status: State, such as ``pending``; sent in a list.
        due_date: When it is due.
        lead_id: The lead; sent in a list.
        email_lead_map_id: The lead's place in a campaign; sent when the task was created.
        created_at: When it was created.
    """

    id: int = field(metadata=names("id", "task_id"))
    name: str | None = None
    description: str | None = None
    priority: TaskPriority | None = None
    status: str | None = None
    due_date: datetime | None = None
    lead_id: int | None = None
    email_lead_map_id: int | None = None
    created_at: datetime | None = None

"""Tasks about leads."""

from __future__ import annotations

import builtins
import datetime as dt
from functools import partial
from typing import Final, get_args

from .._http.endpoint import Endpoint, time_text
from .._http.envelopes import many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import moment, non_empty_text, one_of, positive_id
from ..models import LeadTask, TaskPriority
from ..models.lead_tasks import TaskPriorityName
from ._base import Resource, optional

__all__ = ["LeadTasks"]

_LIST: Final = Endpoint("GET", "/crm/leads/tasks/{lead_id}", "safe", many(LeadTask))
_CREATE: Final = Endpoint("POST", "/master-inbox/create-task", "never", one(LeadTask))


class LeadTasks(Resource):
    """Tasks about leads."""

    async def list(self, lead_id: int) -> builtins.list[LeadTask]:
        """Return the tasks about a lead.

        ``GET /crm/leads/tasks/{id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tasks/get-all)).

        Raises:
            NotFoundError: There is no such lead; or the service does not know the route, which is
                reported of all that begin with ``/crm``.
        """
        return await self._call(_LIST.request(lead_id))

    async def create(
        self,
        *,
        email_lead_map_id: int,
        name: str,
        description: str | NotGiven = NOT_GIVEN,
        priority: TaskPriorityName | TaskPriority | NotGiven = NOT_GIVEN,
        due_date: dt.datetime | str | NotGiven = NOT_GIVEN,
    ) -> LeadTask:
        """Create a task about a lead.

        ``POST /master-inbox/create-task``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tasks/create)). Never
        repeated once it may have been carried out.

        Args:
            email_lead_map_id: The lead's place in a campaign; not the lead's id.
            name: Name of the task.
            description: Description of the task.
            priority: ``LOW``, ``MEDIUM``, the service's default, or ``HIGH``.
            due_date: When it is due (ISO 8601, or a datetime; without a timezone it is UTC).

        Raises:
            InvalidRequestError: The id is not positive, the name is empty, or the priority is
                none of these.
            OutcomeUnknownError: The task may or may not have been created.
        """
        one_of_them = partial(one_of, allowed=get_args(TaskPriorityName))
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "name": non_empty_text("name", name),
            "description": description,
            "priority": optional(one_of_them, "priority", priority),
            "due_date": time_text(optional(moment, "due_date", due_date)),
        }
        return await self._call(_CREATE.request(json=body))

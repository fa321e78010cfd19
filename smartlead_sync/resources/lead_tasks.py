# Written by scripts/generate_sync.py from smartlead_async/resources/lead_tasks.py.
"""Tasks about leads."""

from __future__ import annotations

import builtins
import datetime as dt

from smartlead_async import NOT_GIVEN, NotGiven
from smartlead_async.models import LeadTask, TaskPriority
from smartlead_async.models.lead_tasks import TaskPriorityName
from smartlead_async.resources.lead_tasks import LeadTasks as AsyncLeadTasks
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["LeadTasks"]


class LeadTasks(Facade[AsyncLeadTasks]):
    """Tasks about leads."""

    def list(self, lead_id: int) -> builtins.list[LeadTask]:
        """Return the tasks about a lead.

        ``GET /crm/leads/tasks/{id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tasks/get-all)).

        Raises:
            NotFoundError: There is no such lead; or the service does not know the route, which is
                reported of all that begin with ``/crm``.
        """
        return call(self._async.list(lead_id))

    def create(
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
        return call(
            self._async.create(
                email_lead_map_id=email_lead_map_id,
                name=name,
                description=description,
                priority=priority,
                due_date=due_date,
            )
        )

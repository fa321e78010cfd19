"""Lists of leads outside campaigns: ``/lead-list``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, Literal, TypeAlias, Unpack, get_args

from .._errors import InvalidRequestError
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledged, acknowledgement, lookup, one, page
from .._http.pagination import Items
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    bounded_list,
    each,
    exactly_one,
    joined_ids,
    known_fields,
    mapping,
    non_empty_text,
    one_of,
    positive_id,
    true_or_false,
)
from ..models import (
    Acknowledgement,
    DataFrame,
    GivenLead,
    LeadDict,
    LeadList,
    LeadListFilters,
    LeadListImport,
    LeadListImportSettings,
    LeadSelection,
    MovedLeads,
    Page,
    PushedLeads,
)
from ..models.data_frames import lead_rows
from ..models.lead_input import check, to_lead
from ._base import Listing, Resource, optional

__all__ = ["LeadLists"]

PushAction: TypeAlias = Literal["copy", "move"]

_ONE: Final = "/lead-list/{lead_list_id}"
_LIST: Final = Listing(
    endpoint=Endpoint("GET", "/lead-list/", "safe", page(LeadList, (), ("total",))),
    filters=LeadListFilters,
    most=1000,
    identity=lambda row: row.id,
    wire={"list_name": "listName", "tag_ids": "tagIds"},
    checks={"tag_ids": joined_ids},
)
_CREATE: Final = Endpoint("POST", "/lead-list/", "never", one(LeadList))
_GET: Final = Endpoint("GET", _ONE, "safe", lookup(LeadList))
_UPDATE: Final = Endpoint("PUT", _ONE, "idempotent", one(LeadList))
_DELETE: Final = Endpoint("DELETE", _ONE, "idempotent", acknowledgement)
_IMPORT: Final = Endpoint("POST", f"{_ONE}/import", "deduplicated", acknowledged(LeadListImport))
_ASSIGN_TAGS: Final = Endpoint("POST", "/lead-list/assign-tags", "idempotent", acknowledgement)
_PUSH: Final = Endpoint(
    "POST", "/leads/push-to-campaign", "deduplicated", acknowledged(PushedLeads)
)
_MOVE: Final = Endpoint(
    "POST", "/leads/leads/push-between-lists", "deduplicated", acknowledged(MovedLeads)
)

_up_to_ten_ids: Final = partial(bounded_list, check=positive_id, least=1, most=10)
_lead_ids: Final = partial(bounded_list, check=positive_id, least=1, most=10_000)
_selection: Final = partial(
    known_fields,
    known={"listId": positive_id, "leadIds": _lead_ids, "allLeads": true_or_false},
)
_import_settings: Final = partial(known_fields, known={"ignoreGlobalBlockList": true_or_false})
_action: Final = partial(one_of, allowed=get_args(PushAction))


class LeadLists(Resource):
    """Lists of leads outside campaigns."""

    async def list(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[LeadListFilters]
    ) -> Page[LeadList]:
        """Return one page of the lists of leads.

        ``GET /lead-list/``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/get-all)). The service
        does not tell the total.

        Args:
            offset: Lists to pass over.
            limit: Lists to return at most, 1 to 1000.
            filters: See :class:`~smartlead_async.models.LeadListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_LIST, start=offset, limit=limit, filters=filters)

    def iterate(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[LeadListFilters],
    ) -> Items[LeadList]:
        """Return all lists of leads, page by page, with one page read ahead.

        Args:
            page_size: Lists to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_async.models.LeadListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _LIST, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )

    async def create(self, *, list_name: str) -> LeadList:
        """Create a list of leads.

        ``POST /lead-list/``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/create)). Never repeated
        once it may have been carried out.

        Args:
            list_name: Name; it is read back as ``name``.

        Raises:
            InvalidRequestError: The name is empty.
            OutcomeUnknownError: The list may or may not have been created.
        """
        body = {"listName": non_empty_text("list_name", list_name)}
        return await self._call(_CREATE.request(json=body))

    async def get(self, lead_list_id: int) -> LeadList:
        """Return one list of leads, without the leads.

        ``GET /lead-list/{lead_list_id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/get-by-id)).

        Raises:
            NotFoundError: There is no such list.
        """
        return await self._call(_GET.request(lead_list_id))

    async def update(self, lead_list_id: int, *, list_name: str) -> LeadList:
        """Rename a list of leads.

        ``PUT /lead-list/{lead_list_id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/update)).

        Args:
            list_name: New name.

        Raises:
            InvalidRequestError: The name is empty.
            NotFoundError: There is no such list.
        """
        body = {"listName": non_empty_text("list_name", list_name)}
        return await self._call(_UPDATE.request(lead_list_id, json=body))

    async def delete(self, lead_list_id: int) -> Acknowledgement:
        """Delete a list of leads.

        ``DELETE /lead-list/{lead_list_id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/delete)).

        Raises:
            NotFoundError: There is no such list.
        """
        return await self._call(_DELETE.request(lead_list_id))

    async def import_leads(
        self,
        lead_list_id: int,
        *,
        lead_list: Sequence[GivenLead] | DataFrame,
        file_name: str,
        email_fields_added: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        custom_fields: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        csv_settings: LeadListImportSettings | NotGiven = NOT_GIVEN,
    ) -> LeadListImport:
        """Import leads into a list.

        ``POST /lead-list/{lead_list_id}/import``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/import-leads)). Leads
        that are there already are not added again, so that repeating the call does no harm. Here
        the service calls a lead's company ``company``; ``company_name`` is sent under that name.

        Args:
            lead_list: Leads to import, in any form that :meth:`Leads.upload` takes.
            file_name: Name of the import, such as that of the CSV file they come from.
            email_fields_added: The lead fields of the import, under the API's names. The service
                does not document their form.
            custom_fields: The custom fields of the import, under the API's names; also without a
                documented form.
            csv_settings: Which checks of the service to leave out; see
                :class:`~smartlead_async.models.LeadListImportSettings`.

        Raises:
            InvalidRequestError: A lead is invalid, the file name is empty, or there is no such
                setting.
            NotFoundError: There is no such list.
        """
        body = {
            "leadList": each("lead_list", lead_rows(lead_list), _lead),
            "fileName": non_empty_text("file_name", file_name),
            "emailFieldsAdded": optional(mapping, "email_fields_added", email_fields_added),
            "customFields": optional(mapping, "custom_fields", custom_fields),
            "csvSettings": optional(_import_settings, "csv_settings", csv_settings),
        }
        return await self._call(_IMPORT.request(lead_list_id, json=body))

    async def assign_tags(
        self,
        *,
        list_ids: Sequence[int],
        tag_ids: Sequence[int],
        remove_tag_ids: Sequence[int] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Add tags to lists of leads, and remove some.

        ``POST /lead-list/assign-tags``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/assign-tags)).

        Args:
            list_ids: The lists, 1 to 10.
            tag_ids: Tags to add, 1 to 10.
            remove_tag_ids: Tags to remove, 1 to 10.

        Raises:
            InvalidRequestError: There are no ids or too many, or one is not positive.
        """
        body = {
            "listIds": _up_to_ten_ids("list_ids", list_ids),
            "tagIds": _up_to_ten_ids("tag_ids", tag_ids),
            "removeTagIds": optional(_up_to_ten_ids, "remove_tag_ids", remove_tag_ids),
        }
        return await self._call(_ASSIGN_TAGS.request(json=body))

    async def push_to_campaign(
        self,
        *,
        action: PushAction,
        campaign_id: int | NotGiven = NOT_GIVEN,
        campaign_name: str | NotGiven = NOT_GIVEN,
        lead_list: LeadSelection | NotGiven = NOT_GIVEN,
        csv_settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        filters: Mapping[str, Any] | NotGiven = NOT_GIVEN,
    ) -> PushedLeads:
        """Add leads of lists to a campaign.

        ``POST /leads/push-to-campaign``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/push-to-campaign)). Leads
        that are in the campaign already are not added again.

        Args:
            action: ``copy`` leaves the leads in their list, ``move`` takes them out of it.
            campaign_id: The campaign; or
            campaign_name: its name. Pass one of them. The service creates a campaign of that name
                if there is none.
            lead_list: Which leads; see :class:`~smartlead_async.models.LeadSelection`.
            csv_settings: Which checks of the service to leave out, under the API's names.
            filters: Only leads that these filters let through, under the API's names.

        Raises:
            InvalidRequestError: The action is unknown, the selection is wrong, or both or neither
                of ``campaign_id`` and ``campaign_name`` are given.
            NotFoundError: There is no such campaign or list.
        """
        exactly_one({"campaign_id": campaign_id, "campaign_name": campaign_name})
        body = {
            "campaignId": optional(positive_id, "campaign_id", campaign_id),
            "campaignName": optional(non_empty_text, "campaign_name", campaign_name),
            "action": _action("action", action),
            "leadList": optional(_selection, "lead_list", lead_list),
            "csvSettings": optional(mapping, "csv_settings", csv_settings),
            "filters": optional(mapping, "filters", filters),
        }
        return await self._call(_PUSH.request(json=body))

    async def push_between_lists(
        self,
        *,
        action: PushAction,
        to_list_id: int,
        lead_ids: Sequence[int] | NotGiven = NOT_GIVEN,
        from_list_id: int | NotGiven = NOT_GIVEN,
    ) -> MovedLeads:
        """Copy or move leads from one list to another.

        ``POST /leads/leads/push-between-lists``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/push-between-lists)).

        Args:
            action: ``copy`` leaves the leads in their list, ``move`` takes them out of it.
            to_list_id: The list that they are added to.
            lead_ids: These leads, 1 to 10,000; or
            from_list_id: all leads of this list. Pass one of them.

        Raises:
            InvalidRequestError: The action is unknown, there are too many leads, an id is not
                positive, or both or neither of ``lead_ids`` and ``from_list_id`` are given.
            NotFoundError: There is no such list.
        """
        exactly_one({"lead_ids": lead_ids, "from_list_id": from_list_id})
        body = {
            "action": _action("action", action),
            "leadIds": optional(_lead_ids, "lead_ids", lead_ids),
            "fromListId": optional(positive_id, "from_list_id", from_list_id),
            "toListId": positive_id("to_list_id", to_list_id),
        }
        return await self._call(_MOVE.request(json=body))


def _lead(where: str, given: GivenLead) -> dict[str, Any]:
    """Return a lead as a list takes it."""
    lead = _renamed(where, given) if isinstance(given, Mapping) else given
    try:
        wire = check(to_lead(lead)).to_wire()
    except InvalidRequestError as error:
        problem, field = str(error), error.field
    else:
        company = wire.pop("company_name", NOT_GIVEN)
        return wire if company is NOT_GIVEN else wire | {"company": company}
    raise InvalidRequestError(f"{where}: {problem}", field=f"{where}.{field}")


def _renamed(where: str, lead: LeadDict) -> dict[str, object]:
    """Return a lead with its ``company``, the name of lead lists, as ``company_name``."""
    if "company" in lead and "company_name" in lead:
        raise InvalidRequestError(
            f"{where}.company says the same as company_name: pass one of them", field=where
        )
    return {"company_name" if key == "company" else key: value for key, value in lead.items()}

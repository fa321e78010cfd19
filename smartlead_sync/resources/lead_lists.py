# Written by scripts/generate_sync.py from smartlead_async/resources/lead_lists.py.
"""Lists of leads outside campaigns: ``/lead-list``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from smartlead_async import NOT_GIVEN, Acknowledgement, LeadDict, LeadInput, NotGiven, Page
from smartlead_async.models import (
    LeadList,
    LeadListFilters,
    LeadListImport,
    LeadListImportSettings,
    LeadSelection,
    MovedLeads,
    PushedLeads,
)
from smartlead_async.resources.lead_lists import LeadLists as AsyncLeadLists
from smartlead_async.resources.lead_lists import PushAction
from smartlead_sync._arguments import in_list, in_lists
from smartlead_sync._facade import Facade, Items, Later
from smartlead_sync._loop_thread import call

__all__ = ["LeadLists"]


class LeadLists(Facade[AsyncLeadLists]):
    """Lists of leads outside campaigns."""

    def list(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[LeadListFilters]
    ) -> Page[LeadList]:
        """Return one page of the lists of leads.

        ``GET /lead-list/``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/get-all)). The service
        does not tell the total.

        Args:
            offset: Lists to pass over.
            limit: Lists to return at most, 1 to 1000.
            filters: See :class:`~smartlead_sync.models.LeadListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list(offset=offset, limit=limit, **in_lists(filters)))

    def iterate(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        **filters: Unpack[LeadListFilters],
    ) -> Items[LeadList]:
        """Return all lists of leads, page by page, with one page read ahead.

        Args:
            page_size: Lists to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead where the service tells the total.
            filters: See :class:`~smartlead_sync.models.LeadListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate, page_size=page_size, prefetch=prefetch, **in_lists(filters)
                ).run()
            )
        )

    def create(self, *, list_name: str) -> LeadList:
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
        return call(self._async.create(list_name=list_name))

    def get(self, lead_list_id: int) -> LeadList:
        """Return one list of leads, without the leads.

        ``GET /lead-list/{lead_list_id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/get-by-id)).

        Raises:
            NotFoundError: There is no such list.
        """
        return call(self._async.get(lead_list_id))

    def update(self, lead_list_id: int, *, list_name: str) -> LeadList:
        """Rename a list of leads.

        ``PUT /lead-list/{lead_list_id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/update)).

        Args:
            list_name: New name.

        Raises:
            InvalidRequestError: The name is empty.
            NotFoundError: There is no such list.
        """
        return call(self._async.update(lead_list_id, list_name=list_name))

    def delete(self, lead_list_id: int) -> Acknowledgement:
        """Delete a list of leads.

        ``DELETE /lead-list/{lead_list_id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-lists/delete)).

        Raises:
            NotFoundError: There is no such list.
        """
        return call(self._async.delete(lead_list_id))

    def import_leads(
        self,
        lead_list_id: int,
        *,
        lead_list: Sequence[LeadInput | LeadDict],
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
            lead_list: Leads to import: :class:`LeadInput` or mappings.
            file_name: Name of the import, such as that of the CSV file they come from.
            email_fields_added: The lead fields of the import, under the API's names. The service
                does not document their form.
            custom_fields: The custom fields of the import, under the API's names; also without a
                documented form.
            csv_settings: Which checks of the service to leave out; see
                :class:`~smartlead_sync.models.LeadListImportSettings`.

        Raises:
            InvalidRequestError: A lead is invalid, the file name is empty, or there is no such
                setting.
            NotFoundError: There is no such list.
        """
        return call(
            self._async.import_leads(
                lead_list_id,
                lead_list=in_list(lead_list),
                file_name=file_name,
                email_fields_added=email_fields_added,
                custom_fields=custom_fields,
                csv_settings=csv_settings,
            )
        )

    def assign_tags(
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
        return call(
            self._async.assign_tags(
                list_ids=in_list(list_ids),
                tag_ids=in_list(tag_ids),
                remove_tag_ids=in_list(remove_tag_ids),
            )
        )

    def push_to_campaign(
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
            lead_list: Which leads; see :class:`~smartlead_sync.models.LeadSelection`.
            csv_settings: Which checks of the service to leave out, under the API's names.
            filters: Only leads that these filters let through, under the API's names.

        Raises:
            InvalidRequestError: The action is unknown, the selection is wrong, or both or neither
                of ``campaign_id`` and ``campaign_name`` are given.
            NotFoundError: There is no such campaign or list.
        """
        return call(
            self._async.push_to_campaign(
                action=action,
                campaign_id=campaign_id,
                campaign_name=campaign_name,
                lead_list=lead_list,
                csv_settings=csv_settings,
                filters=filters,
            )
        )

    def push_between_lists(
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
        return call(
            self._async.push_between_lists(
                action=action,
                to_list_id=to_list_id,
                lead_ids=in_list(lead_ids),
                from_list_id=from_list_id,
            )
        )

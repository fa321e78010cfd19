"""Where the SDK departs from the catalogue's pages on purpose, each with the reason.

The catalogue's rows are merged with the reference's own forms by rule (``catalogue.py``). What no
rule can know is said here, so that every other row needs no Python at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen


@frozen(kw_only=True)
class Departure:
    """How a method departs from its row.

    Attributes:
        reason: Why.
        left_out: Documented names that no keyword stands for; a field is ``name.field``.
        required: Names that have no default although they need not be given.
        optional: Names that may be left out although they are said to be required.
        also_of: Other rows whose parameters are optional keywords of this method.
        keywords: Keywords that are not the wire name in snake_case.
        by_position: Keywords that may be given by position, after the ids.
        one_of: Keywords of which a call takes exactly one.
        undocumented: Parameters that the page leaves out, as the catalogue would state them,
            with ``place``: ``query`` or ``body``.
    """

    reason: str = ""
    left_out: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    also_of: tuple[str, ...] = ()
    keywords: Mapping[str, str] = field(factory=dict, hash=False)
    by_position: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    undocumented: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)


_PLACEMENT_TEST: tuple[Mapping[str, Any], ...] = (
    {"name": "test_name", "type": "string", "place": "body"},
    {"name": "description", "type": "string", "place": "body"},
    {"name": "campaign_id", "type": "number", "place": "body"},
    {"name": "sequence_mapping_id", "type": "number", "place": "body"},
    {"name": "sender_accounts", "type": "array", "items": "string", "place": "body"},
    {"name": "provider_ids", "type": "array", "items": "number", "place": "body"},
    {"name": "spam_filters", "type": "array", "items": "string", "place": "body"},
    {"name": "link_checker", "type": "boolean", "place": "body"},
    {"name": "all_email_sent_without_time_gap", "type": "boolean", "place": "body"},
    {"name": "min_time_btwn_emails", "type": "number", "min": 0, "place": "body"},
    {
        "name": "min_time_unit",
        "type": "string",
        "enum": ["minutes", "hours", "days"],
        "place": "body",
    },
    {"name": "is_warmup", "type": "boolean", "place": "body"},
)

DEPARTURES: Mapping[str, Departure] = {
    "analytics.overview": Departure(
        reason="the second form of the route takes filters, and asks for both dates",
        also_of=("analytics.overall_stats",),
        optional=("start_date", "end_date"),
    ),
    "campaigns.add_email_accounts": Departure(
        reason="one reference page names a single account, the others a list: the list does both",
        left_out=("email_account_id",),
        by_position=("email_account_ids",),
    ),
    "campaigns.remove_email_accounts": Departure(
        reason="the reference names a single account, all other pages a list: the list does both",
        left_out=("email_account_id",),
        required=("email_account_ids",),
        by_position=("email_account_ids",),
    ),
    "campaigns.update_schedule": Departure(
        reason="the page nests the schedule; the reference's flat form is what the service takes",
        left_out=("schedule",),
    ),
    "campaigns.update_status": Departure(
        reason="a status is all that this call is about", by_position=("status",)
    ),
    "email_accounts.create": Departure(
        reason="the page's name of username; it is sent where the service refuses the reference's",
        left_out=("user_name",),
    ),
    "email_accounts.update": Departure(
        reason="the reference accepts every field of a new account, but an id of its own",
        also_of=("email_accounts.create",),
        left_out=("user_name", "id"),
    ),
    "email_accounts.update_warmup": Departure(
        reason="required in the reference, but not by the service nor on the page",
        optional=("total_warmup_per_day", "daily_rampup", "reply_rate_percentage"),
    ),
    "lead_lists.import_leads": Departure(
        reason="the page shows the fields of a lead in its example alone",
        undocumented=(
            {
                "name": "leadList",
                "type": "array",
                "required": True,
                "place": "body",
                "fields": [
                    {"name": "email", "type": "string", "required": True},
                    {"name": "first_name", "type": "string"},
                    {"name": "last_name", "type": "string"},
                    {"name": "company", "type": "string"},
                ],
            },
        ),
    ),
    "leads.add_to_campaign": Departure(
        reason="shorter by position; a map of ids has no place in the accounting of an import",
        keywords={"lead_list": "leads"},
        by_position=("leads",),
        left_out=("settings.return_lead_ids",),
    ),
    "leads.get_by_email": Departure(
        reason="an address is all that this call is about", by_position=("email",)
    ),
    "sequences.save": Departure(
        reason="the reference's bare list; the page wraps it in an object, the second form",
        left_out=("sequences",),
        keywords={"[]": "steps"},
        by_position=("steps",),
    ),
    "smart_delivery.create_automated_test": Departure(
        reason="the page has no body; the vendor's older page and other clients name its fields",
        undocumented=(
            *_PLACEMENT_TEST,
            {"name": "folder_id", "type": "number", "place": "body"},
            {
                "name": "schedule_start_time",
                "type": "string",
                "format": "ISO 8601",
                "place": "body",
            },
            {"name": "test_end_date", "type": "string", "format": "YYYY-MM-DD", "place": "body"},
            {"name": "every_days", "type": "number", "min": 1, "place": "body"},
            {
                "name": "scheduler_cron_value",
                "type": "object",
                "place": "body",
                "fields": [
                    {"name": "tz", "type": "string"},
                    {"name": "days", "type": "array", "items": "number (0-7)"},
                    {"name": "startHour", "type": "string", "format": "HH:MM"},
                    {"name": "endHour", "type": "string", "format": "HH:MM"},
                ],
            },
        ),
    ),
    "smart_delivery.create_manual_test": Departure(
        reason="the page has no body; the vendor's older page and other clients name its fields",
        undocumented=_PLACEMENT_TEST,
    ),
    "smart_delivery.delete_tests": Departure(
        reason="the page has no body; the vendor's older page and other clients send the ids so",
        undocumented=(
            {
                "name": "spamTestIds",
                "type": "array",
                "items": "number",
                "minItems": 1,
                "place": "body",
            },
        ),
    ),
    "smart_delivery.list_folders": Departure(
        reason="the vendor's older page and another client page the folders, and filter by name",
        undocumented=(
            {"name": "offset", "type": "number", "min": 0, "place": "query"},
            {"name": "limit", "type": "number", "min": 1, "place": "query"},
            {"name": "name", "type": "string", "place": "query"},
        ),
    ),
    "smart_delivery.list_tests": Departure(
        reason="the page has no body; the vendor's older page and other clients page so",
        undocumented=(
            {"name": "testType", "type": "string", "enum": ["manual", "auto"], "place": "query"},
            {"name": "offset", "type": "number", "min": 0, "place": "body"},
            {"name": "limit", "type": "number", "min": 1, "place": "body"},
        ),
    ),
    "smart_prospect.fetch_contacts": Departure(
        reason="the page asks for the contacts or for their number", one_of=("id", "limit")
    ),
    "smart_prospect.get_contacts": Departure(
        reason="the page asks for the contacts or for their search", one_of=("id", "filter_id")
    ),
    "smart_senders.auto_generate_mailboxes": Departure(
        reason="the page shows the fields of a domain in its example alone",
        undocumented=(
            {
                "name": "domains",
                "type": "object",
                "place": "body",
                "fields": [
                    {
                        "name": "example.com",
                        "type": "object",
                        "fields": [{"name": "count", "type": "number"}],
                    }
                ],
            },
        ),
    ),
    "smart_senders.get_order": Departure(
        reason="an id is all that this call is about", by_position=("order_id",)
    ),
    "statistics.get_mailbox_statistics": Departure(
        reason="a second key has no place in a query, which is shown: a client is made with it",
        left_out=("private_api_key",),
    ),
    "lead_lists.push_between_lists": Departure(
        reason="the page asks for the leads or for their list", one_of=("leadIds", "fromListId")
    ),
    "lead_lists.push_to_campaign": Departure(
        reason="the page asks for a campaign by its id or by its name",
        one_of=("campaignId", "campaignName"),
    ),
    "utilities.send_email": Departure(
        reason="the page asks for an email account by its address or by its id",
        one_of=("fromEmail", "fromEmailId"),
    ),
    "utilities.add_to_block_list": Departure(
        reason="the reference takes one entry; the page's list is the second form",
        left_out=("domain_block_list",),
        one_of=("email", "domain"),
    ),
    "utilities.delete_from_block_list": Departure(
        reason="an id is all that this call is about", by_position=("id",)
    ),
    "webhooks.create": Departure(
        reason="the second form of the route takes more fields",
        also_of=("webhooks.create_scoped",),
    ),
    "webhooks.update": Departure(
        reason="the second form of the route takes more fields",
        also_of=("webhooks.update_scoped",),
    ),
}


def departure_of(id_: str) -> Departure:
    """Return how the method of a row departs from it; most do not."""
    return DEPARTURES.get(id_, Departure())


OTHER_METHODS: Mapping[str, str] = {
    "leads.export_csv": "writes what leads.export reads into a file",
    "leads.reply_to": "replies to a message of the history, by leads.reply's endpoint",
    "leads.upload": "adds any number of leads, by leads.add's endpoint",
    "leads.upload_stream": "is leads.upload, told lead by lead",
}
"""Public methods that are no endpoint's own, and why they are there."""

OPEN = "a vocabulary that grows: the service decides"
UNCHECKED: Mapping[tuple[str, str], str] = {
    ("campaigns.update_settings", "stop_lead_settings"): OPEN,
    ("campaigns.update_settings", "track_settings[]"): OPEN,
    ("campaigns.update_status", "status"): OPEN,
    ("email_accounts.create", "smtp_port_type"): OPEN,
    ("email_accounts.create", "type"): OPEN,
    ("email_accounts.list", "esp"): OPEN,
    ("email_accounts.update", "smtp_port_type"): OPEN,
    ("email_accounts.update", "type"): OPEN,
    ("email_accounts.update_warmup", "daily_rampup"): "the pages disagree about its range",
    ("leads.list_by_campaign", "status"): OPEN,
    ("sequences.save", "[].variant_distribution_type"): OPEN,
    ("webhooks.create", "association_type"): OPEN,
    ("webhooks.save_for_campaign", "event_types[]"): "the service takes other names than the page",
    ("webhooks.update", "event_types[]"): OPEN,
}
"""Documented limits that are left to the service: (row, parameter), and why."""

READ_BY: Mapping[str, str] = {
    "analytics.overall_stats": "analytics.get_overview",
    "webhooks.get": "webhooks.create",
    "webhooks.list_for_campaign": "webhooks.list",
    "webhooks.save_for_campaign": "webhooks.create",
}
"""Rows without a method yet whose examples another method reads: the same objects."""

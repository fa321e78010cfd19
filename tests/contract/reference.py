"""The endpoints of the reference, written down by hand from its documents 000 to 004.

One row an endpoint, in the order of document 004. A parameter is named as on the wire, with a value
as a caller gives it (... for what is given by position) and as it is sent. ``extra`` holds what is
not in the reference but on the vendor's other pages: it is optional in every method.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple


class Parameter(NamedTuple):
    name: str
    given: Any
    sent: Any
    required: bool = False


class Row(NamedTuple):
    number: int
    method: str
    path: str
    documents: str
    call: str
    ids: tuple[int, ...] = ()
    positional: tuple[Any, ...] = ()
    query: tuple[Parameter, ...] = ()
    body: tuple[Parameter, ...] | list[Any] | None = None
    extra: tuple[Parameter, ...] = ()


def optional(name: str, given: Any, sent: Any = ...) -> Parameter:
    return Parameter(name, given, given if sent is ... else sent)


def required(name: str, given: Any, sent: Any = ...) -> Parameter:
    return optional(name, given, sent)._replace(required=True)


CLIENT_ID = optional("client_id", 7)
CLIENT_ID_QUERY = optional("client_id", 7, "7")
TAGS = optional("include_tags", True, "true")
OFFSET = optional("offset", 200, "200")
LIMIT = optional("limit", 50, "50")
NOON = dt.datetime(2024, 1, 20, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
NOON_TEXT = "2024-01-20T10:00:00.000Z"
CAMPAIGN, LEAD, ACCOUNT, WEBHOOK = 2710262, 2995276770, 456, 31

LEAD_FIELDS = (
    optional("email", "ada@example.com"),
    optional("first_name", "Ada"),
    optional("last_name", "Lovelace"),
    optional("company_name", "Engines, Ltd"),
    optional("phone_number", "+1234567890"),
    optional("website", "https://example.com"),
    optional("location", "London"),
    optional("linkedin_profile", "https://linkedin.com/in/ada"),
    optional("company_url", "https://example.com"),
    optional("custom_fields", {"age": 36}, {"age": "36"}),
)
ACCOUNT_FIELDS = (
    required("from_name", "Ada Lovelace"),
    required("from_email", "ada@example.com"),
    required("username", "ada@example.com"),
    required("password", "hunter2"),
    required("smtp_host", "smtp.example.com"),
    required("smtp_port", 587),
    required("smtp_port_type", "TLS"),
    required("imap_host", "imap.example.com"),
    required("imap_port", 993),
    optional("max_email_per_day", 50),
    optional("custom_tracking_url", None),
    optional("bcc", None),
    optional("signature", "<p>Ada</p>"),
)
ACCOUNT_EXTRA = (
    optional("imap_user_name", "ada"),
    optional("imap_password", "hunter3"),
    optional("different_reply_to_address", "replies@example.com"),
    optional("time_to_wait_in_mins", 5),
    CLIENT_ID,
    optional("is_suspended", False),
    optional("type", "SMTP"),
    optional("token", {"scope": "mail", "access_token": "abc", "expiry_date": 1}),
    optional("warmup_enabled", True),
    optional("total_warmup_per_day", 20),
    optional("daily_rampup", 2),
    optional("reply_rate_percentage", 30),
)
STEP = {
    "seq_number": 1,
    "seq_delay_details": {"delay_in_days": 0},
    "variant_distribution_type": "MANUALLY_EQUAL",
    "variants": [{"subject": "Hi", "email_body": "<p>Hi</p>", "variant_label": "A"}],
}

ROWS = (
    Row(
        1,
        "GET",
        "/campaigns/",
        "003, 004",
        "campaigns.list",
        query=(CLIENT_ID_QUERY, TAGS),
    ),
    Row(2, "GET", "/campaigns/{campaign_id}", "004", "campaigns.get", (CAMPAIGN,), extra=(TAGS,)),
    Row(
        3,
        "POST",
        "/campaigns/create",
        "004",
        "campaigns.create",
        body=(optional("name", "Q1"), optional("client_id", None)),
    ),
    Row(
        4,
        "PATCH",
        "/campaigns/{campaign_id}/status",
        "004",
        "campaigns.update_status",
        (CAMPAIGN,),
        ("ACTIVE",),
        body=(required("status", ..., "ACTIVE"),),
    ),
    Row(
        5,
        "POST",
        "/campaigns/{campaign_id}/schedule",
        "004",
        "campaigns.update_schedule",
        (CAMPAIGN,),
        body=(
            required("timezone", "America/New_York"),
            required("days_of_the_week", (1, 2, 3, 4, 5), [1, 2, 3, 4, 5]),
            required("start_hour", "09:00"),
            required("end_hour", "19:00"),
            required("min_time_btw_emails", 24),
            required("max_leads_per_day", 100),
        ),
    ),
    Row(
        6,
        "POST",
        "/campaigns/{campaign_id}/settings",
        "004",
        "campaigns.update_settings",
        (CAMPAIGN,),
        body=(
            optional("track_settings", ["DONT_EMAIL_OPEN"]),
            optional("stop_lead_settings", "REPLY_TO_AN_EMAIL"),
            optional("unsubscribe_text", "Click here to unsubscribe"),
            optional("send_as_plain_text", False),
            optional("follow_up_percentage", 20),
            optional("enable_ai_esp_matching", True),
            optional("client_id", None),
        ),
        extra=(
            optional("name", "Q2"),
            optional("force_plain_text", True),
            optional("auto_pause_domain_leads_on_reply", True),
            optional("ignore_ss_mailbox_sending_limit", False),
            optional("bounce_autopause_threshold", "5"),
            optional("domain_level_rate_limit", True),
            optional("out_of_office_detection_settings", {"ignoreOOOasReply": True}),
            optional("add_unsubscribe_tag", True),
            optional("ai_categorisation_options", [1, 2]),
        ),
    ),
    Row(
        7,
        "GET",
        "/campaigns/{campaign_id}/sequences",
        "004",
        "campaigns.get_sequences",
        (CAMPAIGN,),
    ),
    Row(
        8,
        "POST",
        "/campaigns/{campaign_id}/sequences",
        "004",
        "campaigns.save_sequences",
        (CAMPAIGN,),
        ([STEP],),
        body=[STEP],
    ),
    Row(9, "DELETE", "/campaigns/{campaign_id}", "004", "campaigns.delete", (CAMPAIGN,)),
    Row(
        10,
        "GET",
        "/campaigns/{campaign_id}/email-accounts",
        "000, 004",
        "campaigns.list_email_accounts",
        (CAMPAIGN,),
        query=(TAGS,),
    ),
    Row(
        11,
        "POST",
        "/campaigns/{campaign_id}/email-accounts",
        "001, 004",
        "campaigns.add_email_accounts",
        (CAMPAIGN,),
        ((456, 457),),
        body=(required("email_account_ids", ..., [456, 457]),),
    ),
    Row(
        12,
        "DELETE",
        "/campaigns/{campaign_id}/email-accounts",
        "004",
        "campaigns.remove_email_accounts",
        (CAMPAIGN,),
        ([456],),
        body=(required("email_account_ids", ..., [456]),),
    ),
    Row(13, "GET", "/leads/{lead_id}/campaigns", "004", "leads.list_campaigns", (LEAD,)),
    Row(
        14,
        "GET",
        "/email-accounts/",
        "002, 004",
        "email_accounts.list",
        query=(
            OFFSET,
            LIMIT,
            optional("isInUse", True, "true"),
            optional("emailWarmupStatus", "ACTIVE"),
            optional("isSmtpSuccess", False, "false"),
            optional("isWarmupBlocked", False, "false"),
            optional("esp", "GMAIL"),
            optional("username", "ada"),
            CLIENT_ID_QUERY,
        ),
    ),
    Row(
        15,
        "POST",
        "/email-accounts/save",
        "004",
        "email_accounts.create",
        body=ACCOUNT_FIELDS,
        extra=(*ACCOUNT_EXTRA, optional("id", 9)),
    ),
    Row(
        16,
        "POST",
        "/email-accounts/{email_account_id}",
        "004",
        "email_accounts.update",
        (ACCOUNT,),
        body=tuple(field._replace(required=False) for field in ACCOUNT_FIELDS),
        extra=ACCOUNT_EXTRA,
    ),
    Row(
        17,
        "GET",
        "/email-accounts/{email_account_id}/",
        "004",
        "email_accounts.get",
        (ACCOUNT,),
        extra=(optional("fetch_campaigns", True, "true"),),
    ),
    Row(
        18,
        "POST",
        "/email-accounts/{email_account_id}/warmup",
        "004",
        "email_accounts.configure_warmup",
        (ACCOUNT,),
        body=(
            required("warmup_enabled", True),
            # Required in document 004, but not to the service: see the design's names.
            optional("total_warmup_per_day", 20),
            optional("daily_rampup", 2),
            optional("reply_rate_percentage", 30),
        ),
        extra=(
            optional("warmup_key_id", "key"),
            optional("auto_adjust_warmup", True),
            optional("is_rampup_enabled", True),
        ),
    ),
    Row(
        19,
        "GET",
        "/email-accounts/{email_account_id}/warmup-stats",
        "004",
        "email_accounts.get_warmup_stats",
        (ACCOUNT,),
    ),
    Row(
        20,
        "GET",
        "/campaigns/{campaign_id}/leads",
        "004",
        "leads.list",
        (CAMPAIGN,),
        query=(OFFSET, LIMIT),
        extra=(
            optional("status", "INPROGRESS"),
            optional("lead_category_id", 1, "1"),
            optional("emailStatus", "is_replied"),
            optional("created_at_gt", NOON, NOON_TEXT),
            optional("last_sent_time_gt", "2024-01-20T10:00:00Z"),
            optional("event_time_gt", NOON, NOON_TEXT),
        ),
    ),
    Row(
        21,
        "GET",
        "/leads/",
        "004",
        "leads.get_by_email",
        positional=("ada@example.com",),
        query=(required("email", ..., "ada@example.com"),),
    ),
    Row(22, "GET", "/leads/fetch-categories", "004", "leads.list_categories"),
    Row(
        23,
        "POST",
        "/campaigns/{campaign_id}/leads",
        "004",
        "leads.add",
        (CAMPAIGN,),
        ([{field.name: field.given for field in LEAD_FIELDS}],),
        body=(
            required("lead_list", ..., [{field.name: field.sent for field in LEAD_FIELDS}]),
            optional(
                "settings",
                {
                    "ignore_global_block_list": False,
                    "ignore_unsubscribe_list": False,
                    "ignore_community_bounce_list": False,
                    "ignore_duplicate_leads_in_other_campaign": False,
                },
            ),
        ),
        extra=(optional("lead_list_ids", [3]), optional("type", "csv")),
    ),
    Row(
        24,
        "POST",
        "/campaigns/{campaign_id}/leads/{lead_id}",
        "004",
        "leads.update",
        (CAMPAIGN, LEAD),
        body=LEAD_FIELDS,
    ),
    Row(
        25,
        "POST",
        "/campaigns/{campaign_id}/leads/{lead_id}/pause",
        "004",
        "leads.pause",
        (CAMPAIGN, LEAD),
    ),
    Row(
        26,
        "POST",
        "/campaigns/{campaign_id}/leads/{lead_id}/resume",
        "004",
        "leads.resume",
        (CAMPAIGN, LEAD),
        body=(),
        extra=(optional("resume_lead_with_delay_days", 3),),
    ),
    Row(
        27,
        "DELETE",
        "/campaigns/{campaign_id}/leads/{lead_id}",
        "004",
        "leads.delete",
        (CAMPAIGN, LEAD),
    ),
    Row(
        28,
        "POST",
        "/campaigns/{campaign_id}/leads/{lead_id}/unsubscribe",
        "004",
        "leads.unsubscribe",
        (CAMPAIGN, LEAD),
    ),
    Row(29, "POST", "/leads/{lead_id}/unsubscribe", "004", "leads.unsubscribe_globally", (LEAD,)),
    Row(
        30,
        "POST",
        "/leads/add-domain-block-list",
        "004",
        "leads.block",
        body=(optional("email", "ada@example.com"),),  # or domain, never both: see the tests
        extra=(CLIENT_ID,),
    ),
    Row(
        31,
        "GET",
        "/campaigns/{campaign_id}/leads/{lead_id}/message-history",
        "004",
        "leads.get_message_history",
        (CAMPAIGN, LEAD),
        extra=(
            optional("event_time_gt", NOON, NOON_TEXT),
            optional("show_plain_text_response", True, "true"),
        ),
    ),
    Row(
        32,
        "POST",
        "/campaigns/{campaign_id}/reply-email-thread",
        "004",
        "leads.reply",
        (CAMPAIGN,),
        body=(
            required("lead_id", 789),
            required("email_body", "<p>Hi John, thanks for your reply...</p>"),
            required("reply_message_id", "msg_abc123"),
            required("reply_email_time", NOON, NOON_TEXT),
        ),
        extra=(
            optional("email_stats_id", "stats-1"),
            optional("to_email", "ada@example.com"),
            optional("to_first_name", "Ada"),
            optional("to_last_name", "Lovelace"),
            optional("cc", "a@example.com,b@example.com"),
            optional("bcc", "c@example.com"),
            optional("reply_email_body", "<p>Tell me more.</p>"),
            optional("scheduled_time", NOON, NOON_TEXT),
            optional("schedule_condition", "always"),
            optional("add_signature", True),
            optional("seq_type", "EMAIL"),
            optional("attachments", [{"file_url": "https://example.com/a.pdf"}]),
        ),
    ),
    Row(33, "GET", "/campaigns/{campaign_id}/leads-export", "004", "leads.export", (CAMPAIGN,)),
    Row(
        34,
        "GET",
        "/campaigns/{campaign_id}/statistics",
        "004",
        "analytics.get_campaign_statistics",
        (CAMPAIGN,),
        query=(
            optional("email_sequence_number", 1, "1"),
            optional("email_status", "opened"),
            OFFSET,
            optional("limit", 1000, "1000"),
        ),
        extra=(
            optional("sent_time_start_date", NOON, NOON_TEXT),
            optional("sent_time_end_date", "2024-01-20"),
        ),
    ),
    Row(
        35,
        "GET",
        "/campaigns/{campaign_id}/analytics-by-date",
        "004",
        "analytics.get_campaign_by_date",
        (CAMPAIGN,),
        query=(
            required("start_date", dt.date(2024, 1, 1), "2024-01-01"),
            required("end_date", "2024-01-31"),
        ),
        extra=(optional("time_zone", "Europe/Berlin"),),
    ),
    Row(
        36,
        "GET",
        "/campaigns/{campaign_id}/analytics",
        "004",
        "analytics.get_campaign",
        (CAMPAIGN,),
    ),
    Row(
        37,
        "GET",
        "/analytics/overview",
        "004",
        "analytics.get_overview",
        extra=(
            optional("start_date", dt.date(2024, 1, 1), "2024-01-01"),
            optional("end_date", "2024-03-31"),
            optional("timezone", "Europe/Berlin"),
            optional("client_ids", [7, 8], "7,8"),
            optional("campaign_ids", [1], "1"),
            optional("is_agency", False, "false"),
            optional("full_data", True, "true"),
        ),
    ),
    Row(
        38,
        "POST",
        "/webhooks",
        "004",
        "webhooks.create",
        # Document 004 names the route alone; another page asks for the URL.
        body=(required("webhook_url", "https://example.com/hook"),),
        extra=(
            optional("event_types", ["EMAIL_REPLY"]),
            optional("name", "CRM"),
            optional("email_campaign_id", CAMPAIGN),
            CLIENT_ID,
            optional("association_type", "campaign"),
            optional("event_type_map", {"EMAIL_REPLY": True}),
            optional("category_id_map", {"1": True}),
            optional("event_type", "EMAIL_REPLY"),
            optional("category_id", 1),
            optional("webhook_type", "crm"),
            optional("force_create", True),
        ),
    ),
    Row(39, "GET", "/webhooks", "004", "webhooks.list"),
    Row(
        40,
        "PATCH",
        "/webhooks/{webhook_id}",
        "004",
        "webhooks.update",
        (WEBHOOK,),
        body=(),
        extra=(
            optional("webhook_url", "https://example.com/hook"),
            optional("event_types", ["EMAIL_REPLY"]),
            optional("name", "CRM"),
            optional("categories", ["Interested"]),
        ),
    ),
    Row(41, "DELETE", "/webhooks/{webhook_id}", "004", "webhooks.delete", (WEBHOOK,)),
)

OTHER_WAYS = {
    "leads.iterate": "leads.list",
    "leads.upload": "leads.add",
    "leads.export_csv": "leads.export",
    "email_accounts.iterate": "email_accounts.list",
    "analytics.iterate_campaign_statistics": "analytics.get_campaign_statistics",
}
"""Methods without an endpoint of their own, and whose they call."""

"""The objects that the API sends and takes."""

from __future__ import annotations

import typing

__all__ = [
    "AccountType",
    "Acknowledgement",
    "AddLeadsResult",
    "AnalyticsByDate",
    "AnalyticsOverview",
    "Campaign",
    "CampaignAnalytics",
    "CampaignLead",
    "CampaignLeadFilters",
    "CampaignStatistics",
    "CampaignStatisticsFilters",
    "CampaignStatus",
    "EmailAccount",
    "EmailAccountFilters",
    "EmailStats",
    "ExportedLead",
    "Lead",
    "LeadCampaign",
    "LeadCampaignData",
    "LeadCategory",
    "LeadImportSettings",
    "LeadInput",
    "LeadStatus",
    "Message",
    "MessageType",
    "Model",
    "OpenEnum",
    "Page",
    "PortType",
    "Schedule",
    "SentimentType",
    "SequenceDelay",
    "SequenceStep",
    "SequenceVariant",
    "SkippedLead",
    "StopLeadSetting",
    "Tag",
    "TrackSetting",
    "VariantDistribution",
    "WarmupDay",
    "WarmupDetails",
    "WarmupStats",
    "WarmupStatus",
    "Webhook",
    "WebhookEventType",
    "check",
    "lead_changes",
    "to_lead",
]

# Add a name in three places: above, for type checkers, and in the table. A test compares them.
if typing.TYPE_CHECKING:
    from ._base import Model, OpenEnum
    from .acknowledgement import Acknowledgement
    from .add_leads import AddLeadsResult, SkippedLead
    from .analytics import (
        AnalyticsByDate,
        AnalyticsOverview,
        CampaignAnalytics,
        CampaignStatistics,
        CampaignStatisticsFilters,
    )
    from .campaigns import (
        Campaign,
        CampaignStatus,
        Schedule,
        SequenceDelay,
        SequenceStep,
        SequenceVariant,
        StopLeadSetting,
        Tag,
        TrackSetting,
        VariantDistribution,
    )
    from .email_accounts import (
        AccountType,
        EmailAccount,
        EmailAccountFilters,
        PortType,
        WarmupDay,
        WarmupDetails,
        WarmupStats,
        WarmupStatus,
    )
    from .lead_input import LeadImportSettings, LeadInput, check, lead_changes, to_lead
    from .leads import (
        CampaignLead,
        CampaignLeadFilters,
        EmailStats,
        ExportedLead,
        Lead,
        LeadCampaign,
        LeadCampaignData,
        LeadCategory,
        LeadStatus,
        Message,
        MessageType,
        SentimentType,
    )
    from .page import Page
    from .webhooks import Webhook, WebhookEventType
else:
    from .. import _lazy

    __getattr__, __dir__ = _lazy.lazy(
        __name__,
        {
            "._base": ("Model", "OpenEnum"),
            ".acknowledgement": ("Acknowledgement",),
            ".add_leads": ("AddLeadsResult", "SkippedLead"),
            ".analytics": (
                "AnalyticsByDate",
                "AnalyticsOverview",
                "CampaignAnalytics",
                "CampaignStatistics",
                "CampaignStatisticsFilters",
            ),
            ".campaigns": (
                "Campaign",
                "CampaignStatus",
                "Schedule",
                "SequenceDelay",
                "SequenceStep",
                "SequenceVariant",
                "StopLeadSetting",
                "Tag",
                "TrackSetting",
                "VariantDistribution",
            ),
            ".email_accounts": (
                "AccountType",
                "EmailAccount",
                "EmailAccountFilters",
                "PortType",
                "WarmupDay",
                "WarmupDetails",
                "WarmupStats",
                "WarmupStatus",
            ),
            ".lead_input": ("LeadImportSettings", "LeadInput", "check", "lead_changes", "to_lead"),
            ".leads": (
                "CampaignLead",
                "CampaignLeadFilters",
                "EmailStats",
                "ExportedLead",
                "Lead",
                "LeadCampaign",
                "LeadCampaignData",
                "LeadCategory",
                "LeadStatus",
                "Message",
                "MessageType",
                "SentimentType",
            ),
            ".page": ("Page",),
            ".webhooks": ("Webhook", "WebhookEventType"),
        },
    )

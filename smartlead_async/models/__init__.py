"""The objects that the API sends and takes."""

from __future__ import annotations

import typing

__all__ = [
    "AccountType",
    "Acknowledgement",
    "ActivityEmail",
    "ActivityReply",
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
    "LeadActivity",
    "LeadActivityFilters",
    "LeadCampaign",
    "LeadCampaignData",
    "LeadCategory",
    "LeadDetails",
    "LeadImportSettings",
    "LeadInput",
    "LeadStatus",
    "Message",
    "MessageType",
    "Model",
    "OAuthToken",
    "OpenEnum",
    "Page",
    "PortType",
    "RetriggeredEvents",
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
    "WebhookSummary",
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
        OAuthToken,
        PortType,
        WarmupDay,
        WarmupDetails,
        WarmupStats,
        WarmupStatus,
    )
    from .lead_activities import ActivityEmail, ActivityReply, LeadActivity, LeadActivityFilters
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
        LeadDetails,
        LeadStatus,
        Message,
        MessageType,
        SentimentType,
    )
    from .page import Page
    from .webhooks import RetriggeredEvents, Webhook, WebhookEventType, WebhookSummary
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
                "OAuthToken",
                "PortType",
                "WarmupDay",
                "WarmupDetails",
                "WarmupStats",
                "WarmupStatus",
            ),
            ".lead_activities": (
                "ActivityEmail",
                "ActivityReply",
                "LeadActivity",
                "LeadActivityFilters",
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
                "LeadDetails",
                "LeadStatus",
                "Message",
                "MessageType",
                "SentimentType",
            ),
            ".page": ("Page",),
            ".webhooks": (
                "RetriggeredEvents",
                "Webhook",
                "WebhookEventType",
                "WebhookSummary",
            ),
        },
    )

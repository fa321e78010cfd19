"""The objects that the API sends and takes."""

from ._base import Model, OpenEnum
from .acknowledgement import Acknowledgement
from .add_leads import AddLeadsResult, SkippedLead
from .analytics import AnalyticsByDate, AnalyticsOverview, CampaignAnalytics, CampaignStatistics
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
    PortType,
    WarmupDay,
    WarmupDetails,
    WarmupStats,
    WarmupStatus,
)
from .lead_input import LeadImportSettings, LeadInput, check, lead_changes, to_lead
from .leads import (
    CampaignLead,
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

__all__ = [
    "AccountType",
    "Acknowledgement",
    "AddLeadsResult",
    "AnalyticsByDate",
    "AnalyticsOverview",
    "Campaign",
    "CampaignAnalytics",
    "CampaignLead",
    "CampaignStatistics",
    "CampaignStatus",
    "EmailAccount",
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

"""The Smartlead API, typed: campaigns, leads and email accounts within the rate limit.

::

    from smartlead_async import Smartlead

    async with Smartlead() as smartlead:  # SMARTLEAD_API_KEY
        campaign = await smartlead.campaigns.create(name="Q1")
        report = await smartlead.leads.upload(campaign.id, leads)
"""

from __future__ import annotations

import importlib
import typing

from ._client import Smartlead
from ._errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    BlockedByEdgeError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    QueueTimeoutError,
    RateLimitError,
    RateLimiterUnavailableError,
    ResponseDecodeError,
    ServerError,
    SmartleadError,
    ValidationError,
)
from ._http.pagination import Items
from ._limiter import (
    KeyedRateLimiter,
    Lane,
    Permit,
    RateLimiter,
    RateLimitState,
    ReportedLimit,
)
from ._options import NOT_GIVEN, AttemptInfo, NotGiven, RateLimit
from ._secret import Secret
from ._version import __version__
from .models import (
    AccountType,
    Acknowledgement,
    AddLeadsResult,
    AnalyticsByDate,
    AnalyticsOverview,
    Campaign,
    CampaignAnalytics,
    CampaignLead,
    CampaignStatistics,
    CampaignStatus,
    EmailAccount,
    EmailStats,
    ExportedLead,
    Lead,
    LeadCampaign,
    LeadCampaignData,
    LeadCategory,
    LeadImportSettings,
    LeadInput,
    LeadStatus,
    Message,
    MessageType,
    Model,
    OpenEnum,
    Page,
    PortType,
    Schedule,
    SentimentType,
    SequenceDelay,
    SequenceStep,
    SequenceVariant,
    SkippedLead,
    StopLeadSetting,
    Tag,
    TrackSetting,
    VariantDistribution,
    WarmupDay,
    WarmupDetails,
    WarmupStats,
    WarmupStatus,
    Webhook,
    WebhookEventType,
)
from .upload import FailedLead, LeftOut, UploadError, UploadProgress, UploadReport

__all__ = [
    "NOT_GIVEN",
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AccountType",
    "Acknowledgement",
    "AddLeadsResult",
    "AnalyticsByDate",
    "AnalyticsOverview",
    "AttemptInfo",
    "AuthenticationError",
    "BadRequestError",
    "BlockedByEdgeError",
    "Campaign",
    "CampaignAnalytics",
    "CampaignLead",
    "CampaignStatistics",
    "CampaignStatus",
    "CampaignStatusChangedEvent",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "EmailAccount",
    "EmailAccountDisconnectedEvent",
    "EmailBouncedEvent",
    "EmailClickedEvent",
    "EmailOpenedEvent",
    "EmailRepliedEvent",
    "EmailSentEvent",
    "EmailStats",
    "ExportedLead",
    "FailedLead",
    "InvalidRequestError",
    "Items",
    "JournalStatus",
    "KeyedRateLimiter",
    "Lane",
    "Lead",
    "LeadCampaign",
    "LeadCampaignData",
    "LeadCategory",
    "LeadCategoryUpdatedEvent",
    "LeadCorrespondence",
    "LeadImportSettings",
    "LeadInput",
    "LeadStatus",
    "LeadUnsubscribedEvent",
    "LeftOut",
    "LinkedInDisconnectedEvent",
    "ManualStepReachedEvent",
    "Message",
    "MessageType",
    "Model",
    "NotFoundError",
    "NotGiven",
    "OpenEnum",
    "OutcomeUnknownError",
    "Page",
    "PermissionDeniedError",
    "Permit",
    "PortType",
    "QueueTimeoutError",
    "RateLimit",
    "RateLimitError",
    "RateLimitState",
    "RateLimiter",
    "RateLimiterUnavailableError",
    "RedisRateLimiter",
    "ReportedLimit",
    "ResponseDecodeError",
    "Schedule",
    "Secret",
    "SentimentType",
    "SequenceDelay",
    "SequenceStep",
    "SequenceVariant",
    "ServerError",
    "SkippedLead",
    "Smartlead",
    "SmartleadError",
    "StopLeadSetting",
    "Tag",
    "TrackSetting",
    "UntrackedReplyEvent",
    "UploadError",
    "UploadProgress",
    "UploadReport",
    "ValidationError",
    "VariantDistribution",
    "WarmupDay",
    "WarmupDetails",
    "WarmupStats",
    "WarmupStatus",
    "Webhook",
    "WebhookCategory",
    "WebhookEvent",
    "WebhookEventType",
    "WebhookLead",
    "WebhookMessage",
    "__version__",
    "parse_webhook",
    "read_journal",
]

if typing.TYPE_CHECKING:
    from ._limiter.redis import RedisRateLimiter
    from ._webhooks import (
        CampaignStatusChangedEvent,
        EmailAccountDisconnectedEvent,
        EmailBouncedEvent,
        EmailClickedEvent,
        EmailOpenedEvent,
        EmailRepliedEvent,
        EmailSentEvent,
        LeadCategoryUpdatedEvent,
        LeadCorrespondence,
        LeadUnsubscribedEvent,
        LinkedInDisconnectedEvent,
        ManualStepReachedEvent,
        UntrackedReplyEvent,
        WebhookCategory,
        WebhookEvent,
        WebhookLead,
        WebhookMessage,
        parse_webhook,
    )
    from .upload._status import JournalStatus, read_journal
else:
    # What many programs never use is imported when one of its names is used. The names that are
    # not listed here are those of the webhook events.
    _LATER = {
        "JournalStatus": ".upload._status",
        "RedisRateLimiter": "._limiter.redis",
        "read_journal": ".upload._status",
    }

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = importlib.import_module(_LATER.get(name, "._webhooks"), __name__)
        value = globals()[name] = getattr(module, name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})

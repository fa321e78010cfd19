"""Keywords that most of the analytics take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Required, TypedDict

from .._options import NotGiven

__all__ = [
    "AnalyticsFilters",
    "ClientPerformanceFilters",
    "DetailedAnalyticsFilters",
    "SentTimeFilters",
]


class _Days(TypedDict, total=False):
    start_date: Required[dt.date | str]
    end_date: Required[dt.date | str]
    client_ids: Sequence[int] | NotGiven


class SentTimeFilters(_Days, total=False):
    """The range of days and the filters of figures by the time of sending.

    Attributes:
        start_date: First day (a date, or ISO 8601 text).
        end_date: Last day.
        timezone: IANA timezone of the days, such as ``America/New_York``.
        client_ids: Only campaigns of these clients (agency accounts).
        campaign_ids: Only these campaigns.
    """

    timezone: Required[str]
    campaign_ids: Sequence[int] | NotGiven


class AnalyticsFilters(_Days, total=False):
    """The range of days and the filters of figures.

    Attributes:
        start_date: First day (a date, or ISO 8601 text).
        end_date: Last day.
        timezone: IANA timezone of the days, such as ``America/New_York``. Sources disagree on
            whether the service asks for it.
        client_ids: Only campaigns of these clients (agency accounts).
        campaign_ids: Only these campaigns.
    """

    timezone: str | NotGiven
    campaign_ids: Sequence[int] | NotGiven


class DetailedAnalyticsFilters(AnalyticsFilters, total=False):
    """The range of days and the filters of figures that come in more or less detail.

    Attributes:
        start_date: First day (a date, or ISO 8601 text).
        end_date: Last day.
        timezone: IANA timezone of the days, such as ``America/New_York``. Sources disagree on
            whether the service asks for it.
        client_ids: Only campaigns of these clients (agency accounts).
        campaign_ids: Only these campaigns.
        full_data: Whether to return all figures.
    """

    full_data: bool | NotGiven


class ClientPerformanceFilters(_Days, total=False):
    """The range of days and the filters of the figures of clients.

    Attributes:
        start_date: First day (a date, or ISO 8601 text).
        end_date: Last day.
        timezone: IANA timezone of the days, such as ``America/New_York``. Sources disagree on
            whether the service asks for it.
        client_ids: Only these clients.
        filter: Another filter; the vendor does not describe it.
        full_data: Whether to return all figures.
    """

    timezone: str | NotGiven
    filter: str | NotGiven
    full_data: bool | NotGiven

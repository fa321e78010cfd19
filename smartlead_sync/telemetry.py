"""Spans and metrics of calls: those of ``smartlead_async.telemetry``, which cover both packages."""

from smartlead_async.telemetry import Instrumentation, instrument

__all__ = ["Instrumentation", "instrument"]

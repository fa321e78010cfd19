"""Turn errors into one sentence and an exit status."""

from __future__ import annotations

from typing import IO, Any, Final

import click

from smartlead_async import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    BlockedByEdgeError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
    SmartleadError,
    UploadError,
    UploadReport,
)

from ._printing import OutputError, printable, say

__all__ = [
    "LEADS_MISSING",
    "SAFE_TO_REPEAT",
    "CommandError",
    "InternalError",
    "Interrupted",
    "Refused",
    "UnusableInput",
    "explained",
    "in_short",
]

LEADS_MISSING: Final = 1
"""Exit status when the command finished but some leads are missing or failed."""
SAFE_TO_REPEAT: Final = (
    "Repeating the import is safe: leads already in the campaign are not added again."
)


class CommandError(click.ClickException):
    """Ends the command with a sentence on stderr and the exit status of its class.

    Args:
        message: The sentence.
    """

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence on stderr."""
        del file  # click gives none
        say(f"Error: {self.message}", err=True, color="red")


class UnusableInput(CommandError):
    """The input cannot be used, or a file cannot be read or written."""

    exit_code = 2


class Refused(CommandError):
    """The service refused."""

    exit_code = 3


class NoUsableAnswer(CommandError):
    """The service was not reached or failed. Trying again may help."""

    exit_code = 4


class InternalError(CommandError):
    """A bug in this package."""

    exit_code = 5


class Interrupted(CommandError):
    """The user pressed Ctrl-C."""

    exit_code = 130

    def __init__(self, message: str = "Interrupted.") -> None:
        super().__init__(message)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence without "Error:", because an interruption is none."""
        del file
        say(self.message, err=True)


# The first class that fits decides.
_MEANINGS: Final[tuple[tuple[type[SmartleadError], type[CommandError], str], ...]] = (
    (AuthenticationError, Refused, "the API key was not accepted"),
    (BlockedByEdgeError, Refused, "the service's network edge blocked the request"),
    (PermissionDeniedError, Refused, "the API key may not do this"),
    (NotFoundError, Refused, "the service found nothing under this id or name"),
    (RateLimitError, NoUsableAnswer, "the rate limit stayed exhausted"),
    (ServerError, NoUsableAnswer, "the service failed, try again later"),
    (APIError, Refused, "the service refused"),
    (APITimeoutError, NoUsableAnswer, "the service did not answer in time"),
    (APIConnectionError, NoUsableAnswer, "the service cannot be reached"),
    (OutcomeUnknownError, NoUsableAnswer, "the outcome is unknown"),
    (ResponseDecodeError, NoUsableAnswer, "the service sent an unreadable answer"),
)


def explained(error: BaseException) -> CommandError:
    """Return the error to show to the user for any error."""
    if isinstance(error, UploadError):
        return _stopped(error)
    if isinstance(error, CommandError):
        return error
    for kind, ending, meaning in _MEANINGS:
        if isinstance(error, kind):
            return ending(f"{meaning}: {error}")
    if isinstance(error, SmartleadError | OutputError):  # wrong configuration or arguments
        return UnusableInput(str(error))
    if isinstance(error, OSError):
        return UnusableInput(_in_words(error))
    return InternalError(
        f"an internal error, please report it: {type(error).__name__}: {error} "
        "(python -X dev -m smartlead_async.cli … shows the traceback)"
    )


def _stopped(error: UploadError) -> CommandError:
    report = error.report
    why = explained(error.__cause__ or RuntimeError("no cause"))
    advice = " ".join(getattr(error, "__notes__", [SAFE_TO_REPEAT]))
    waited = f" --patience {error.patience:g} is used up." if error.patience is not None else ""
    return type(why)(
        f"{why.message.rstrip('.')}.{waited} The import stopped: {in_short(report)}. {advice}"
    )


def in_short(report: UploadReport) -> str:
    """Return the counts of an import as part of a sentence."""
    return (
        f"{report.added:,} leads added, {report.skipped:,} skipped, "
        f"{len(report.failed):,} failed, {report.not_attempted:,} read but not sent"
    )


def _in_words(error: OSError) -> str:
    where = "" if error.filename is None else f"{error.filename}: "
    return f"{where}{error.strerror or error}"

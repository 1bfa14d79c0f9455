"""What can go wrong, as a tree; each error carries its exit code.

    BriefingError
      UsageError                2   the command line or the configuration
      DocumentError             1   one input; the others go on
        UnreadableError             missing, not permitted, not a file
        FormatError                 not the format it claims, or none we know
        EmptyError                  no text in it
        LanguageError               not French
        LimitError                  too long, too deep, took too long
        CoverageError               too little of it could be translated
        DoubtError                  doubtful sentences under --strict
        CrashError                  the process that worked on it died
      ModelError                3   model files are missing, altered or unfit
        DependencyError             a package of an extra is not installed
      OutputError               4   cannot be written
      GateError                 5   more of a run is in doubt than may be

A message says what happened, to which file, and what to do next.
"""

from __future__ import annotations


class BriefingError(Exception):
    """Base of all errors that are shown without a traceback."""

    exit_code = 1

    @property
    def kind(self) -> str:
        """The error's name in the ledger: `LanguageError` becomes `language`."""
        return type(self).__name__.removesuffix("Error").lower()


class UsageError(BriefingError):
    """The command line or the configuration asks for something impossible."""

    exit_code = 2


class DocumentError(BriefingError):
    """One input failed; the others go on."""


class UnreadableError(DocumentError):
    """The input is missing, not permitted, or no regular file."""


class FormatError(DocumentError):
    """The bytes are not of the format they claim to be, or of none we know."""


class EmptyError(DocumentError):
    """There is no text in the input."""


class LanguageError(DocumentError):
    """The text is not French."""


class LimitError(DocumentError):
    """The input is larger, deeper or slower than the limits allow."""


class CoverageError(DocumentError):
    """Too many sentences could not be translated."""


class DoubtError(DocumentError):
    """Some sentences are doubtful, and the run is strict."""


class CrashError(DocumentError):
    """The process that worked on this document died, every time."""


class ModelError(BriefingError):
    """Model files are missing, altered or unfit."""

    exit_code = 3


class DependencyError(ModelError):
    """A package that this option needs is not installed."""


class OutputError(BriefingError):
    """An output could not be written."""

    exit_code = 4


class GateError(BriefingError):
    """More of a run is in doubt than may be."""

    exit_code = 5

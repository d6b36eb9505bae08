"""Every failure a user can meet, with its exit code.

A message is one clear sentence built from facts: what was expected, what was found,
where, and what to do. Exit codes follow the table in the README.
"""

from __future__ import annotations


class CeasefiresError(Exception):
    """A failure with a message for the user and an exit code for the shell."""

    exit_code = 1


class UsageProblem(CeasefiresError):
    """A wrong argument, an unknown or ill-typed parameter, an unknown conflict."""

    exit_code = 2


class InputProblem(CeasefiresError):
    """Input data that cannot be used: binary, wrong encoding, damaged table, too large."""

    exit_code = 3


class NotebookFailed(CeasefiresError):
    """A notebook raised, timed out, or found no kernel."""

    exit_code = 4


class RenderFailed(CeasefiresError):
    """The page could not be rendered or did not pass its own check."""

    exit_code = 5


class CannotWrite(CeasefiresError):
    """A file or folder cannot be written."""

    exit_code = 73


class LockHeld(CeasefiresError):
    """Another run holds the lock."""

    exit_code = 75

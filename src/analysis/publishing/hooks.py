"""Commands of the user's own that run after an edition was made, or failed: to mail a page, to raise an alarm.

A hook is a shell command. What happened stands in its environment, never in the command's text:

    CEASEFIRES_EDITION    name of the edition
    CEASEFIRES_STATUS     made or failed
    CEASEFIRES_REASON     why it was made, or the message of the failure
    CEASEFIRES_EXIT_CODE  0, or the exit code of the failure
    CEASEFIRES_PAGE       path of the page (after a failure: of the last good one, or empty)
    CEASEFIRES_FOLDER     folder of the edition
    CEASEFIRES_LOG        log of the run, or empty
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import CeasefiresError

HOOK_SECONDS = 300.0


class HookFailed(CeasefiresError):
    """A hook could not be run, failed, or ran out of time."""


@dataclass(frozen=True)
class Happening:
    """What a hook is told."""

    edition: str
    status: str
    reason: str
    exit_code: int
    folder: Path
    page: Path | None = None
    log: Path | None = None

    def environment(self) -> dict[str, str]:
        """The variables of the hook."""
        told = {
            "EDITION": self.edition,
            "STATUS": self.status,
            "REASON": self.reason,
            "EXIT_CODE": str(self.exit_code),
            "FOLDER": str(self.folder),
            "PAGE": str(self.page or ""),
            "LOG": str(self.log or ""),
        }
        return {f"CEASEFIRES_{name}": value for name, value in told.items()}


def run_hook(command: str, happening: Happening, seconds: float = HOOK_SECONDS) -> None:
    """Run a hook in the edition's folder and stay silent where it succeeds. Raises HookFailed."""
    which = f"--on-{'success' if happening.status == 'made' else 'failure'} of {happening.edition}"
    folder = happening.folder if happening.folder.is_dir() else None
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            env=os.environ | happening.environment(),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise HookFailed(
            f"Expected the command {which} to end within {seconds:g} s, it was still running and was ended."
        ) from None
    except OSError as problem:
        raise HookFailed(f"Expected a shell for {which}, could not start it: {problem.strerror}.") from None
    if done.returncode:
        told = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()[-1]
        raise HookFailed(
            f"Expected the command {which} to succeed, it ended with {done.returncode}: {told} "
            f"(command: {command})"
        )

"""What a report is made from, told by the folder of tables: the data date and the tables' hashes."""

from __future__ import annotations

import json
from datetime import date

from analysis import files
from analysis.errors import InputProblem
from analysis.project import Project
from analysis.publishing.provenance import folder_hashes

# The description that the store writes; reading it here spares an unchanged report the import of pandas.
DESCRIPTION = "datapackage.json"


def read_data_date(project: Project) -> str:
    """Return the data date of the built tables as an ISO day.

    Raises InputProblem where the tables were never built or their description is damaged, CannotWrite where a file
    lies in the place of their folder.
    """
    files.expect_folder(project.processed)
    path = project.processed / DESCRIPTION
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["as_of"]
        return date.fromisoformat(told).isoformat()
    except FileNotFoundError:
        raise InputProblem(
            f"Expected built tables with {path}, found no such file; run `ceasefires build`."
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise InputProblem(
            f"Expected the data date in {path}, found a damaged file; run `ceasefires build` to make it again."
        ) from None


def hash_tables(project: Project) -> dict[str, str]:
    """Return the SHA-256 of every table file by name. Raises OSError."""
    return folder_hashes(project.processed, "*.parquet")

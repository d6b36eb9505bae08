"""What the study's tests share: the tables of a small invented conflict."""

from __future__ import annotations

import pytest
from projects import shipped_project
from valley import CONFLICT, Tables, valley_tables

from analysis.pipeline import build
from analysis.store import Tables as StoredTables
from analysis.store import read_tables
from analysis.study import briefing
from analysis.study.briefing import Report


@pytest.fixture
def valley() -> Tables:
    return valley_tables()


@pytest.fixture
def report(valley: Tables) -> Report:
    return briefing.report_on(valley, CONFLICT)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> StoredTables:
    """The tables built from the shipped raw data."""
    project = shipped_project(tmp_path_factory.mktemp("shipped"))
    build(project)
    return read_tables(project)

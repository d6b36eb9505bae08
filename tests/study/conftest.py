"""What the study's tests share: the tables of a small invented conflict."""

from __future__ import annotations

import pytest
from valley import CONFLICT, Tables, valley_tables

from analysis.study import briefing
from analysis.study.briefing import Report


@pytest.fixture
def valley() -> Tables:
    return valley_tables()


@pytest.fixture
def report(valley: Tables) -> Report:
    return briefing.report_on(valley, CONFLICT)

"""What the sentence after a ceasefire makes of it, in words that do not name it again."""

from __future__ import annotations

import pytest
from coded_rows import found

SIGNED = "Mali and the MNLA signed a ceasefire on 3 May 2014. "

TOLD_AFTER = {
    "Broken the same night.": "violated",
    "Ten minutes after the deadline the guns started again.": "collapsed",
    "The town is being mortared at dinner.": "violated",
    "Government planes bomb two villages before the week is over.": "violated",
    "Government soldiers storm villages near Gao.": "violated",
    "It never materialised.": "not_implemented",
    "It was never carried out.": "not_implemented",
    "Nobody took notice.": "not_implemented",
    "That one stood.": "held",
    "It was almost calm for a week.": "held",
    "Both sides kept it until 2015.": "held",
    "Bamako tore it up in June.": "denounced",
    "The MNLA walked out on 3 June.": "denounced",
    "On 31 May the army suspended its participation.": "denounced",
    "A day later the MNLA withdrew from it.": "denounced",
    "It was allowed to lapse.": "expired",
    "By the next morning it was in shreds.": "collapsed",
    "Within hours both sides accused each other of violating it.": "violated",
    # Nothing of the ceasefire itself, or nothing that happened.
    "The minister feared that the MNLA walked out.": "unknown",
    "The delegates walked to the hotel.": "unknown",
    "He tore up his speech.": "unknown",
    "Its text was kept secret.": "unknown",
    "The towns were in ruins.": "unknown",
}


@pytest.mark.parametrize(("after", "outcome"), TOLD_AFTER.items())
def test_outcome_told_after(after: str, outcome: str) -> None:
    (attempt,) = found(SIGNED + after)
    assert attempt["outcome"] == outcome

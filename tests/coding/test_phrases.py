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
    "It was shot to pieces in days.": "collapsed",
    "On 6 February a bomb put an end to it.": "collapsed",
    "It kept the town quiet until October, when the MNLA attacked.": "collapsed",
    "In 2016 the MNLA took up arms again.": "collapsed",
    "It took effect on 1 August and held until February 2015.": "collapsed",
    "Both armies ignored it from the outset.": "violated",
    "Neither did not always keep it, and Mali did not always keep it.": "violated",
    "It was broken only by small incidents.": "held",
    "No major fighting has been seen since.": "held",
    "The MNLA said that it will not extend the truce.": "expired",
    "It was never really carried out.": "not_implemented",
    "In 2016 the sides replaced it with a peace accord.": "superseded",
    "The minister called it a mere farce.": "rejected",
    # Nothing of the ceasefire itself, or nothing that happened.
    "The minister called it a success.": "unknown",
    "Two shops ignored its customers.": "unknown",
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

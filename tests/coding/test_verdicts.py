"""Verdicts on a ceasefire, told in one of the next sentences or beside its name: what became of it in the end."""

from __future__ import annotations

import pytest
from coded_rows import found

SIGNED = "On 3 May 2014, the government of Mali and the MNLA agreed to a ceasefire. The text was published in Bamako. "

VERDICTS = {
    # Nothing is left of it.
    "By the end of June nobody pretended any longer that the ceasefire existed.": "collapsed",
    "Within a fortnight nothing was left of it.": "collapsed",
    "Nothing remains of the truce today.": "collapsed",
    "The truce had by then no meaning.": "collapsed",
    "It proved as short-lived as those before it.": "collapsed",
    "The respite was brief.": "collapsed",
    "The peace lasted barely a month.": "collapsed",
    "The accord did not survive the winter.": "collapsed",
    "It lasted, after a fashion, until October.": "collapsed",
    "It held, with exceptions, for about a week.": "collapsed",
    # A deed ends it.
    "The MNLA's capture of Menaka in June put paid to the ceasefire.": "collapsed",
    "The ambush ended the truce.": "collapsed",
    "The bombing of a bus in July brought the ceasefire to an end.": "collapsed",
    # The war is back.
    "But the guns spoke again within the week.": "collapsed",
    "In September the army went back on the offensive.": "collapsed",
    "The two sides were at war again by autumn.": "collapsed",
    "On 4 September full-scale fighting was under way again.": "collapsed",
    "In June the MNLA took up arms once more.": "collapsed",
    "Rocket fire at the town was resumed in the evening.": "collapsed",
    # It is kept badly.
    "It was honoured more in the breach than in the observance.": "violated",
    "It was never more than partly observed.": "violated",
    "The truce had been only patchily kept.": "violated",
    "The truce was punctuated by incidents.": "violated",
    "The truce was far from watertight.": "violated",
    "Despite the ceasefire, fighting in the hills continued.": "violated",
    "Army tanks go on shelling Kidal.": "violated",
    "Operations in the interior were in fact never halted.": "violated",
    "It had barely been proclaimed when mortars hit the market.": "violated",
    "There were shooting incidents almost daily.": "violated",
    # It never was.
    "It never came into force.": "not_implemented",
    "It was stillborn.": "not_implemented",
    "No unit on the ground observed it.": "not_implemented",
    "Nothing came of it.": "not_implemented",
    "Neither side stopped shooting.": "not_implemented",
    # It stands.
    "It held, with few exceptions, until the final settlement and beyond.": "held",
    "Since then not a shot has been fired across the river.": "held",
    "By all accounts both sides kept to it.": "held",
    "It would prove durable.": "held",
    "The fighting came to an end that day.": "held",
    "It brought the war to an end.": "held",
    "There has been no fighting since.": "held",
    "The front was quiet.": "held",
    "It was not abandoned.": "held",
    # One side says that it is over.
    "In September the MNLA said the truce had lost its meaning.": "denounced",
    "In September the MNLA declared both talks and ceasefire at an end.": "denounced",
    "In September the army announced the end of the ceasefire.": "denounced",
    "On 4 September the MNLA no longer considered itself bound by Kidal.": "denounced",
    "The president lifted the ceasefire on 4 September and ordered operations to resume.": "denounced",
    # Its term runs out, or another takes its place.
    "It ended on schedule on 3 August.": "expired",
    "When its ninety days were up no one proposed to prolong it.": "expired",
    "The arrangement was folded into the peace agreement signed in Algiers in June 2015.": "superseded",
    # Told of something else, or not so.
    "It was not over.": "unknown",
    "It was over a hundred pages long.": "unknown",
    "The minister said that the meeting was over.": "unknown",
    "Nothing came of the talks on taxes.": "unknown",
    "The two were back at the table.": "unknown",
    "The drought came to an end in June.": "unknown",
    "The visit was brief.": "unknown",
    "The studio ended its broadcast.": "unknown",
}


@pytest.mark.parametrize(("after", "outcome"), VERDICTS.items())
def test_verdict_told_after(after: str, outcome: str) -> None:
    (attempt,) = found(SIGNED + after)
    assert attempt["outcome"] == outcome


BESIDE = {
    "; lifted on 30 July when the army missed the deadline": "denounced",
    ", but within days there were reports of fighting near Gao": "violated",
    ", and within hours soldiers attacked Gao": "violated",
    ", but the army resumes its air strikes six hours later": "collapsed",
    ", which the army in Gao ignored": "violated",
    ", which was refused": "rejected",
    # A list of what else happened.
    "; lifted spirits were seen in Gao": "unknown",
    ", and the minister flew home": "unknown",
}


@pytest.mark.parametrize(("beside", "outcome"), BESIDE.items())
def test_verdict_told_in_the_same_sentence(beside: str, outcome: str) -> None:
    kind = "offered" if outcome == "rejected" else "declared"
    (attempt,) = found(f"Mali was at war. On 3 May 2014 the MNLA {kind} a ceasefire to the army{beside}.")
    assert attempt["outcome"] == outcome


def test_an_agreement_is_not_refused_by_who_refuses_something_later() -> None:
    text = (
        SIGNED
        + "In January 2015 a bomb set off new fighting in Gao. The MNLA demanded the surrender of the town, "
        "and when "
        "this was refused it shelled it."
    )
    (attempt,) = found(text)
    assert attempt["outcome"] == "violated"


def test_a_call_that_a_side_is_not_bound_by_is_refused() -> None:
    text = (
        "On 12 July 1982 the Security Council called for a ceasefire between Iran and Iraq. Iran declared "
        "that it was not "
        "bound by it."
    )
    (attempt,) = found(text)
    assert (attempt["kind"], attempt["outcome"]) == ("call", "rejected")

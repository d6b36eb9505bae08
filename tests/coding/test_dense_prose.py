"""Long-winded articles and terse chronologies: each construction beside one that looks alike and must not be touched.

Each case is (what it shows, the text, the attempts in text order).
"""

from __future__ import annotations

from coded_rows import Case, Row, found, row, table

WAR = " Many soldiers had died in the war by then."
TRUCE = "On 3 May 2014 Mali and the MNLA agreed to a ceasefire. "


def _truce(outcome: str = "unknown") -> list[Row]:
    return [row("2014-05-03", "Mali; MNLA", "bilateral", outcome)]


PLANS: list[Case] = [
    (
        "a part of the accord says that fighting ends",
        "Mali and the MNLA initialled an accord at Kidal on 25 July 1993, whose first part laid down that hostilities "
        "would cease seven days later.",
        [row("1993-07-25", "Mali; MNLA", "bilateral")],
    ),
    (
        "the accords themselves say so",
        "The Kidal accords, signed on 18 March 2012 by Mali and the MNLA, provided that hostilities would end at noon "
        "the next day.",
        [row("2012-03-18", "MNLA; Mali", "bilateral")],
    ),
    (
        "a resolution that says so is none",
        "A resolution adopted by the Security Council on 18 March 2012 stated that hostilities between Mali and the "
        "MNLA would end in time.",
        [],
    ),
    (
        "a plan under which one would begin",
        "On 13 September 2013 the MNLA put forward a plan under which a ceasefire would come into effect on 15 "
        "November. Mali turned it down in October.",
        [row("2013-09-13", "MNLA; Mali", "proposal", "rejected", callers="MNLA")],
    ),
    (
        "a day in the name of the paper",
        "The Kidal Accord of 30 November 1996, by which Mali and the MNLA were to end hostilities with immediate "
        "effect, was welcomed with a procession." + WAR,
        [row("1996-11-30", "Mali; MNLA", "agreement")],
    ),
    (
        "'to which' somebody agreed",
        "The ceasefire to which Mali and the MNLA agreed on 22 August 2012 allowed joint patrols.",
        [row("2012-08-22", "Mali; MNLA", "bilateral")],
    ),
    (
        "a delegation led by somebody signed it",
        "The ceasefire that the MNLA delegation led by Bilal Ag Acherif had signed with Mali in Algiers on 15 December "
        "2012 was to last for a month.",
        [row("2012-12-15", "MNLA; Mali", "bilateral")],
    ),
    (
        "there should be one",
        "Algeria proposed on 22 March 2012 that there should be a ceasefire of three months between Mali and the MNLA.",
        [row("2012-03-22", "Mali; MNLA", "proposal")],
    ),
    (
        "there was said to be none",
        "On 22 March 2012 Mali repeated that there was no ceasefire with the MNLA.",
        [],
    ),
    (
        "what the accord contains",
        "On 30 November 2012 the Kidal accord is signed by Mali and the MNLA. It contains an immediate end to "
        "hostilities.",
        [row("2012-11-30", "Mali; MNLA", "agreement")],
    ),
]  # fmt: skip


@table(PLANS)
def test_papers_and_plans(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


ANSWERS: list[Case] = [
    (
        "on another day",
        "Mali declared a ceasefire on 23 July 2014, and the MNLA responded in kind two days later.",
        [row("2014-07-23", "Mali", "unilateral"), row("2014-07-25", "MNLA", "unilateral")],
    ),
    (
        "refused",
        "Mali declared a ceasefire on 23 July 2014, which the MNLA did not reciprocate.",
        [row("2014-07-23", "Mali", "unilateral", "rejected")],
    ),
    (
        "only on a condition",
        "Mali declared a ceasefire on 23 July 2014 and would prolong it on 1 August if the MNLA followed suit.",
        [row("2014-07-23", "Mali", "unilateral")],
    ),
    (
        "an offer that is answered is a truce",
        "Mali offered a truce to the MNLA on 23 July 2014, and the MNLA reciprocated a few hours later.",
        [row("2014-07-23", "Mali; MNLA", "bilateral", callers="Mali")],
    ),
    (
        "what is told of the truce is told of both",
        "On 24 March 2014 Mali declared a ceasefire. On 25 March the MNLA declared a ceasefire, too. Fighting resumed "
        "on 24 August, and the truce was over.",
        [row("2014-03-24", "Mali", "unilateral", "collapsed"), row("2014-03-25", "MNLA", "unilateral", "collapsed")],
    ),
    (
        "arms laid down for a time",
        "The MNLA laid down its arms for ten days on 3 May 2014." + WAR,
        [row("2014-05-03", "MNLA", "unilateral")],
    ),
    (
        "the Front",
        "The Polisario Front fought Morocco for years. On 6 September 1991 the Front declared a ceasefire.",
        [row("1991-09-06", "Polisario Front", "unilateral")],
    ),
    (
        "an order to one's own army",
        "On 20 March 2014 the president of Mali, after long hesitation, instructed the army to cease operations "
        "against the MNLA.",
        [row("2014-03-20", "Mali", "unilateral")],
    ),
]  # fmt: skip


@table(ANSWERS)
def test_declarations_and_their_answers(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


DAYS: list[Case] = [
    (
        "what is planned does not move the story",
        "On 13 September 2013 the MNLA said that its men would join a party by the end of January. On 11 November Mali "
        "and the MNLA agreed to a ceasefire.",
        [row("2013-11-11", "Mali; MNLA", "bilateral")],
    ),
    (
        "not until",
        "Not until 28 November 2012 did Mali and the MNLA agree to a ceasefire.",
        [row("2012-11-28", "Mali; MNLA", "bilateral")],
    ),
    (
        "until, of an end",
        "On 28 November 2012 Mali and the MNLA agreed to a ceasefire until 5 December.",
        [row("2012-11-28", "Mali; MNLA", "bilateral")],
    ),
    (
        "after a dated clause of the same sentence",
        "The two leaders met in January 2012, and on 26 December Mali and the MNLA agreed to cease hostilities.",
        [row("2012-12-26", "Mali; MNLA", "bilateral")],
    ),
    (
        "an entry that looks ahead",
        "2012\n24 March - Mali and the MNLA agree to a truce. Trucks get through by June.\n"
        "15 October - Algeria calls for a ceasefire between Mali and the MNLA.",
        [
            row("2012-03-24", "Mali; MNLA", "bilateral"),
            row("2012-10-15", "Mali; MNLA", "call", callers="Algeria"),
        ],
    ),
    (
        "months that head an entry",
        "2014\n3 May 2014: Mali celebrates.\nMay-July 2015: War in the north. In the last week of June Mali and the "
        "MNLA agree to a truce.",
        [row("2015-06", "Mali; MNLA", "bilateral")],
    ),
    (
        "a title that is a day",
        "May 20, 2023 (Saturday)\n\nArmed conflicts and attacks\nMali War\nMali and the MNLA sign a ceasefire in "
        "Algiers. (Reuters)",
        [row("2023-05-20", "Mali; MNLA", "bilateral")],
    ),
    (
        "years above a section",
        "War in Mali\n\n2012-2016\nFighting began in 2012. Talks were opened in July 2014. On 4 August Mali and the "
        "MNLA agreed to a ceasefire.",
        [row("2014-08-04", "Mali; MNLA", "bilateral")],
    ),
    (
        "a look back",
        "On 6 January 2013 fighting began. Mali and the MNLA spoke of the accord that they had signed in May 2011. On "
        "20 September Mali and the MNLA agreed to a ceasefire.",
        [row("2013-09-20", "Mali; MNLA", "bilateral")],
    ),
    (
        "elections to come",
        "Mali and the MNLA met on 29 October 2012 and spoke of elections in March; on 1 November Mali and the MNLA "
        "agreed to a ceasefire.",
        [row("2012-11-01", "Mali; MNLA", "bilateral")],
    ),
    (
        "the first days of May",
        "In 2014 the siege went on. In the first days of May a ceasefire between Mali and the MNLA came into force.",
        [row("2014-05", "Mali; MNLA", "bilateral")],
    ),
    (
        "a day of the month told before",
        "The war went on in January 2012. Mali and the MNLA agreed to a ceasefire on the 22nd of that month.",
        [row("2012-01-22", "Mali; MNLA", "bilateral")],
    ),
    (
        "told by its distance as well",
        "On 28 February 2012, five days after the assault on Kidal, Mali and the MNLA agreed to a ceasefire.",
        [row("2012-02-28", "Mali; MNLA", "bilateral")],
    ),
    (
        "a day that is a name",
        "DR Congo and the March 23 Movement agreed to a ceasefire on 3 May 2013.",
        [row("2013-05-03", "DR Congo; March 23 Movement", "bilateral")],
    ),
]  # fmt: skip


@table(DAYS)
def test_days_of_dense_prose(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


AFTERMATH: list[Case] = [
    (
        "an act of war that followed",
        TRUCE + "Within a week soldiers and rebels had clashed near Kidal.",
        _truce("violated"),
    ),
    ("an attack in the same breath", TRUCE[:-2] + ", but troops attacked Kidal the next day.", _truce("violated")),
    ("kept by nobody's breach", TRUCE + "It was broken by no one.", _truce("held")),
    ("broken by somebody", TRUCE + "It was broken by both sides.", _truce("collapsed")),
    ("frozen", TRUCE + "It was frozen by Mali in June.", _truce("denounced")),
    ("troops that are pulled out", TRUCE + "The troops were pulled out by the 16th.", _truce()),
    ("a side that pulls out", TRUCE + "In June the MNLA pulled out of it.", _truce("denounced")),
    ("in force for a short time", TRUCE + "It was in force for barely two weeks.", _truce("collapsed")),
    ("survives for a time", TRUCE + "It survived ten days.", _truce("collapsed")),
    ("considered at an end", TRUCE + "In June the MNLA considered the truce at an end.", _truce("denounced")),
    ("acts of war before it", TRUCE + "Earlier, troops had attacked Kidal.", _truce()),
    ("a noun and its place", TRUCE + "By late June air strikes on Kidal had started again.", _truce("collapsed")),
    ("called off", TRUCE + "Mali called the truce off on 2 June.", _truce("denounced")),
    ("declared over on a day", TRUCE + "Mali declared the truce over on 2 June 2014.", _truce("denounced")),
    ("a refusal to make it longer", TRUCE + "Mali declined a request to prolong it.", _truce("expired")),
    ("not fully observed", TRUCE + "It was not fully observed.", _truce("violated")),
    ("not observed", TRUCE + "It was not observed.", _truce("collapsed")),
    ("kept for a time", TRUCE + "It was kept, with minor incidents, for six months.", _truce("collapsed")),
    ("kept", TRUCE + "It was kept, with minor incidents.", _truce("held")),
    ("a peace that was short", TRUCE + "The peace was a short one.", _truce("collapsed")),
    ("hardly any incidents", TRUCE + "There were scarcely any incidents.", _truce("held")),
    ("incidents", TRUCE + "There were several incidents.", _truce("violated")),
    ("a war that did not resume", TRUCE + "Large-scale war did not resume.", _truce("held")),
    ("it began late", TRUCE + "It did not come into effect until 20 June.", _truce()),
    (
        "a call that nobody heeded",
        "On 3 May 2014 Algeria called for a ceasefire between Mali and the MNLA; neither side complied.",
        [row("2014-05-03", "Mali; MNLA", "call", "not_implemented", callers="Algeria")],
    ),
    (
        "a plan that fell through",
        "On 3 May 2014 Algeria proposed a ceasefire between Mali and the MNLA. Mali hesitated and the plan fell "
        "through.",
        [row("2014-05-03", "Mali; MNLA", "proposal", "rejected", callers="Algeria")],
    ),
    (
        "refused is what was told last",
        "In 2012 Algeria called for a ceasefire between Mali and the MNLA. On 10 June 2013 Mali declared a unilateral "
        "ceasefire. The MNLA would not hear of it.",
        [
            row("2012", "Mali; MNLA", "call", callers="Algeria"),
            row("2013-06-10", "Mali", "unilateral", "rejected"),
        ],
    ),
    (
        "one side accepts, the other does not",
        "On 22 September 2012 Algeria proposed a truce to Mali and the MNLA; the MNLA accepted it, Mali did not." + WAR,
        [row("2012-09-22", "Mali; MNLA", "proposal", "rejected", callers="Algeria")],
    ),
    (
        "one side accepts, the other refuses",
        "On 22 September 2012 Algeria proposed a truce to Mali and the MNLA; Mali accepted it, the MNLA refused." + WAR,
        [row("2012-09-22", "Mali; MNLA", "proposal", "rejected", callers="Algeria")],
    ),
    (
        "both sides accept, what one does not is another thing",
        "On 22 September 2012 Algeria proposed a truce to Mali and the MNLA; the MNLA accepted it, and Mali did not "
        "wait." + WAR,
        [row("2012-09-22", "Mali; MNLA", "proposal", "unknown", callers="Algeria")],
    ),
    (
        "without an end from a day on",
        "Mali and the MNLA agreed on a ceasefire on 1 August 2013. It was made indefinite in July 2014." + WAR,
        [
            row("2013-08-01", "Mali; MNLA", "bilateral", "superseded"),
            row("2014-07", "Mali; MNLA", "bilateral", "unknown"),
        ],
    ),
]  # fmt: skip


@table(AFTERMATH)
def test_what_became_of_it(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


NONE: list[Case] = [
    (
        "groups that once made peace",
        "A distinction was made between ceasefire groups and other groups in Mali in 2005, and the former kept their "
        "weapons." + WAR,
        [],
    ),
    (
        "arms laid down for good",
        "The MNLA laid down its arms in April 2009 and was registered as a party." + WAR,
        [],
    ),
    (
        "a name for something else",
        "The MNLA fought Mali for years." + WAR + " In 2009 traders kept what the press called a truce over prices.",
        [],
    ),
    (
        "the war is declared over",
        "On 18 January 2012 Mali declared the end of the war with the MNLA." + WAR,
        [],
    ),
    (
        "a truce on the pitch, in a text on a war",
        "The MNLA fought Mali for years." + WAR + " In 2009 a football tournament was held, before which the fan clubs "
        "proclaimed a truce.",
        [],
    ),
    (
        "a custom",
        "The MNLA fought Mali for years." + WAR + " By custom the clans keep a truce during the wrestling matches.",
        [],
    ),
]  # fmt: skip


@table(NONE)
def test_no_attempt(text: str, expected: list[Row]) -> None:
    assert found(text) == expected

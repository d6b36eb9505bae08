"""What the words around a ceasefire make of it: frames that are common in articles, news and chronologies.

Each case is (what it shows, the text, the attempts in text order); beside most stands a text that looks alike and
tells of none, or of something else.
"""

from __future__ import annotations

from coded_rows import Case, Row, found, row, table

WAR = " Many soldiers had died in the war by then."

PAPERS: list[Case] = [
    (
        "a paper through which",
        "On 2 November 2015 Mali and the MNLA signed an Agreement for Lasting Peace through a Permanent "
        "Cessation of Hostilities.",
        [row("2015-11-02", "Mali; MNLA", "bilateral")],
    ),
    (
        "a road map that includes one",
        "On 9 March 2003 Mali and the MNLA adopted a road map which includes a ceasefire and elections.",
        [row("2003-03-09", "Mali; MNLA", "bilateral")],
    ),
    (
        "protocols that provide for one",
        "Mali and the MNLA signed two protocols in Kidal on 10 June 1996, providing for a ceasefire and the "
        "exchange of prisoners.",
        [row("1996-06-10", "Mali; MNLA", "bilateral")],
    ),
    (
        "the day of the paper, not of its start",
        "In Kidal, on 25 July 1993, Mali and the MNLA signed an agreement that established a ceasefire from 1 August.",
        [row("1993-07-25", "Mali; MNLA", "bilateral")],
    ),
    (
        "a deal that pauses fighting",
        "Israel and Hamas agreed on 22 November 2023 to a deal that will pause fighting in Gaza for four days.",
        [row("2023-11-22", "Hamas; Israel", "bilateral")],
    ),
    (
        "a quoted agreement to stop",
        'Mali and the MNLA reached a verbal "gentleman\'s agreement" to stop fighting in January 2004, which broke '
        "down in 2006.",
        [row("2004-01", "Mali; MNLA", "bilateral", "collapsed")],
    ),
    (
        "a paper that made the guns fall silent",
        "A truce of 1990 failed. On 31 August 2015 Mali and the MNLA signed the Kidal Accord. The guns fell silent.",
        [
            row("1990", "Mali; MNLA", "bilateral", "collapsed"),
            row("2015-08-31", "Mali; MNLA", "agreement", "held"),
        ],
    ),
    (
        "a paper after which fighting went on",
        "A truce of 1990 failed. On 31 August 2015 Mali and the MNLA signed an accord on power. Fighting continued.",
        [row("1990", "Mali; MNLA", "bilateral", "collapsed")],
    ),
    (
        "an anniversary that is not its base",
        "On 17 July 2008, the thirtieth anniversary of his coming to power, the president of Yemen declared that the "
        "war was over. The Houthis and Yemen agreed to a ceasefire on 4 September.",
        [row("2008-09-04", "Houthis; Yemen", "bilateral")],
    ),
    (
        "a paper about something else",
        "Mali and the MNLA signed an agreement on 3 May 2014 on schools." + WAR,
        [],
    ),
]


@table(PAPERS)
def test_papers(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


NOT_PARTIES: list[Case] = [
    (
        "where it was made",
        "The Lomé ceasefire of 18 May 1999 between Mali and the MNLA was broken within weeks.",
        [row("1999-05-18", "Mali; MNLA", "bilateral", "collapsed")],
    ),
    (
        "a capital that stands for its state",
        "On 3 May 1994 Baku and Yerevan agreed to a ceasefire.",
        [row("1994-05-03", "Armenia; Azerbaijan", "bilateral")],
    ),
    (
        "those who helped",
        "A ceasefire between Mali and the MNLA was forged on 22 June 2001 with Libyan and Algerian help.",
        [row("2001-06-22", "Mali; MNLA", "bilateral", mediators="Algeria; Libya")],
    ),
    (
        "the state of an officer on the other side",
        "Libya's eastern commander Khalifa Haftar declared a ceasefire on 18 January 2020.",
        [row("2020-01-18", "House of Representatives", "unilateral")],
    ),
    (
        "a mediator's state is not the government",
        "On 22 February 2002 the government and the LTTE signed a ceasefire agreement brokered by Norway.",
        [row("2002-02-22", "LTTE; Sri Lanka", "agreement", mediators="Norway")],
    ),
    (
        "a third party and an organisation announce",
        "The ceasefire was announced on 3 May 2014 by the United States and the United Nations. Mali and the MNLA "
        "said that they would honour it.",
        [row("2014-05-03", "Mali; MNLA", "bilateral", mediators="United Nations; United States")],
    ),
]


@table(NOT_PARTIES)
def test_who_is_no_party(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


def _mediated(mediators: str) -> list[Row]:
    return [row("2014-05-03", "Mali; MNLA", "bilateral", mediators=mediators)]


SIDES: list[Case] = [
    (
        "what stands between commas tells who it is",
        "The ELN, Colombia's last guerrilla army, declared a unilateral ceasefire on 1 April 2020.",
        [row("2020-04-01", "ELN", "unilateral")],
    ),
    (
        "two men of one state are rivals",
        "President Pascal Lissouba and Sassou Nguesso signed a ceasefire in Libreville on 14 July 1997.",
        [row("1997-07-14", "Denis Sassou Nguesso; Republic of the Congo", "bilateral")],
    ),
    (
        "a president's envoy is no rival",
        "On 27 October 2007 al-Bashir's envoy Nafie Ali Nafie declared a unilateral ceasefire in Sudan.",
        [row("2007-10-27", "Sudan", "unilateral")],
    ),
    (
        "a paper named for a capital",
        "In the war of Ukraine and the separatists, a ceasefire of the Minsk Protocol began on 5 September 2014.",
        [row("2014-09-05", "Ukraine; separatists", "bilateral")],
    ),
    (
        "letters of a state in a text that names it only so",
        "US forces and the Mahdi Army agreed to a truce on 27 May 2004, after Iraqi police had left Najaf.",
        [row("2004-05-27", "Mahdi Army; United States", "bilateral")],
    ),
]


@table(SIDES)
def test_sides(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


MEDIATORS: list[Case] = [
    (
        "convened",
        "At a summit convened by ECOWAS on 3 May 2014, Mali and the MNLA signed a ceasefire.",
        _mediated("ECOWAS"),
    ),
    (
        "in the chair",
        "With Algeria in the chair, Mali and the MNLA signed a ceasefire on 3 May 2014.",
        _mediated("Algeria"),
    ),
    (
        "brought together",
        "Mali and the MNLA, brought together by Algeria, signed a ceasefire on 3 May 2014.",
        _mediated("Algeria"),
    ),
    (
        "persuaded both sides",
        "Algeria persuaded both sides to meet, and Mali and the MNLA signed a ceasefire on 3 May 2014.",
        _mediated("Algeria"),
    ),
    (
        "told in the sentence before",
        "Algeria mediated in talks that opened in April 2014. Mali and the MNLA signed a ceasefire on 3 May 2014.",
        _mediated("Algeria"),
    ),
    (
        "mediation of something else, in another paragraph",
        "Algeria mediated in a quarrel over water.\n\nMali and the MNLA signed a ceasefire on 3 May 2014.",
        _mediated(""),
    ),
    (
        "persuaded one's own side",
        "The minister persuaded Algeria to send food. Mali and the MNLA signed a ceasefire on 3 May 2014.",
        _mediated(""),
    ),
]


@table(MEDIATORS)
def test_mediators(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


DAYS: list[Case] = [
    (
        "the day of the sentence before",
        "On 5 May 1992 the leaders of Azerbaijan and Armenia met. They agreed to a ceasefire.",
        [row("1992-05-05", "Armenia; Azerbaijan", "bilateral")],
    ),
    (
        "a day that opens what comes next",
        "Mali and the MNLA agreed to a truce on 5 May 2014, but on 8 May the town was taken.",
        [row("2014-05-05", "Mali; MNLA", "bilateral")],
    ),
    (
        "counted from what comes later",
        "In Kidal on 27 September 2014, one day before the president's death, Mali and the MNLA signed a ceasefire.",
        [row("2014-09-27", "Mali; MNLA", "bilateral")],
    ),
    (
        "observed since",
        "Mali and the MNLA have observed a ceasefire since 27 November 2014.",
        [row("2014-11-27", "Mali; MNLA", "bilateral", "held")],
    ),
    (
        "after 'and', with a verb of its own",
        "Mali and the MNLA accepted the plan in July 2014, and a ceasefire came into effect on 20 August 2014.",
        [row("2014-08-20", "Mali; MNLA", "bilateral")],
    ),
    (
        "a relative clause far behind",
        "Algeria negotiated a ceasefire between Malian government forces and the MNLA around the town, which went "
        "into effect on 10 February 2014.",
        [row("2014-02-10", "Mali; MNLA", "bilateral", mediators="Algeria")],
    ),
    (
        "one of several, its days between commas",
        "A first truce between Mali and the MNLA, in effect from 11 June to 8 July 2014, was followed by ten days "
        "of fighting.",
        [row("2014-06-11", "Mali; MNLA", "bilateral")],
    ),
]


@table(DAYS)
def test_days(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


LONGER: list[Case] = [
    (
        "signed, then extended, in one sentence",
        "A ceasefire between Mali and the MNLA was signed on 3 May 2014 and was extended on 3 June to the end of the "
        "year.",
        [
            row("2014-05-03", "Mali; MNLA", "bilateral", "superseded"),
            row("2014-06-03", "Mali; MNLA", "bilateral"),
        ],
    ),
    (
        "told of 'it'",
        "Mali and the MNLA signed a ceasefire in April 2014. It took effect on 20 October and was extended on 1 "
        "November.",
        [
            row("2014-04", "Mali; MNLA", "bilateral", "superseded"),
            row("2014-11-01", "Mali; MNLA", "bilateral"),
        ],
    ),
    (
        "not renewed",
        "A ceasefire between Mali and the MNLA was signed on 3 May 2014. It expired on 3 June and was not renewed.",
        [row("2014-05-03", "Mali; MNLA", "bilateral", "expired")],
    ),
    (
        "the same year",
        "Mali and the MNLA met in April 2014. On 17 September of the same year they signed a ceasefire in Kidal.",
        [row("2014-09-17", "Mali; MNLA", "bilateral")],
    ),
]


@table(LONGER)
def test_extensions(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


ACTORS: list[Case] = [
    (
        "an organisation imposes one",
        "Mali and the MNLA were at war. The Security Council imposed a ceasefire which came into force on 22 September "
        "2014.",
        [row("2014-09-22", "Mali; MNLA", "bilateral")],
    ),
    (
        "a movement told by its leader",
        "Sankoh announced in February 1996, days before the elections, that his movement would observe a truce.",
        [row("1996-02", "Revolutionary United Front", "unilateral")],
    ),
    (
        "signers told after the day",
        "War went on despite the ceasefire of 8 April 2014, which Mali and the MNLA had signed with Chad as mediator.",
        [row("2014-04-08", "Mali; MNLA", "bilateral", mediators="Chad")],
    ),
    (
        "a demand accepted",
        "Mali and the MNLA accepted the Council's demand for a ceasefire on 22 September 2014.",
        [row("2014-09-22", "Mali; MNLA", "bilateral")],
    ),
    (
        "a decree",
        "Yeltsin's decree of 31 March 1996 ordered an end to military operations in Chechnya.",
        [row("1996-03-31", "Russia", "unilateral")],
    ),
]


@table(ACTORS)
def test_whose_it_is(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


REFUSED: list[Case] = [
    (
        "an offer turned down",
        "An MNLA offer of a truce was turned down by Mali in March 2014.",
        [row("2014-03", "MNLA; Mali", "proposal", "rejected", callers="MNLA")],
    ),
    (
        "an offer spurned, told from the other side",
        "The MNLA spurned the Malian offer of a ceasefire on 23 March 2014.",
        [row("2014-03", "MNLA; Mali", "proposal", "rejected")],
    ),
    (
        "a truce dismissed as a move",
        "Mali declared a unilateral ceasefire on 23 March 2014. The MNLA dismissed the move as a joke.",
        [row("2014-03-23", "Mali", "unilateral", "rejected")],
    ),
    (
        "talks that end without one",
        "Talks between Mali and the MNLA on a ceasefire ended on 23 March 2014 without agreement.",
        [],
    ),
    ("an offer of something else", "The MNLA spurned the Malian offer of seats on 23 March 2014." + WAR, []),
]


@table(REFUSED)
def test_refusals(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


STOPPED: list[Case] = [
    (
        "halted under an agreement",
        "In the war of Mali and the MNLA, hostilities were halted on 12 May 2014 under an Algerian-mediated agreement.",
        [row("2014-05-12", "Mali; MNLA", "bilateral", mediators="Algeria")],
    ),
    (
        "halted by conquest",
        "In the war of Mali and the MNLA, hostilities were halted on 12 May 2014 by the fall of Kidal.",
        [],
    ),
    (
        "what a truce ended",
        "A week of fighting between Mali and the MNLA was brought to an end by a truce on 14 May 2014.",
        [row("2014-05-14", "Mali; MNLA", "bilateral", "held")],
    ),
    (
        "its terms",
        "By the terms of the armistice, which took effect on 11 November 2014, Mali was to leave the town to the MNLA.",
        [row("2014-11-11", "Mali; MNLA", "bilateral")],
    ),
    (
        "but fighting resumed",
        "Mali and the MNLA agreed to a truce on 14 May 2014, but fighting resumed in June.",
        [row("2014-05-14", "Mali; MNLA", "bilateral", "collapsed")],
    ),
    (
        "offered to somebody",
        "On 1 June 2014 Mali offered the MNLA a ceasefire and talks.",
        [row("2014-06-01", "Mali; MNLA", "proposal", callers="Mali")],
    ),
    (
        "strikes being suspended",
        "Yemen's Houthis said on 20 September 2019 that they were suspending drone and missile strikes.",
        [row("2019-09-20", "Houthis", "unilateral")],
    ),
    (
        "operations called off",
        "On 21 March 2014 Mali ordered the army to call off counter-insurgency operations.",
        [row("2014-03-21", "Mali", "unilateral")],
    ),
    (
        "a regime of silence",
        'Russia declared a "regime of silence" in Aleppo on 3 May 2016.',
        [row("2016-05-03", "Russia", "unilateral")],
    ),
    (
        "a company's operations",
        "The court ordered the company to cease operations by 3 May 2015." + WAR,
        [],
    ),
]


@table(STOPPED)
def test_what_is_stopped(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


LINES: list[Case] = [
    (
        "the second half of a line",
        "- 5 Sept. 2014 – Kidal Protocol signed by Mali and the MNLA; ceasefire from 18:00.",
        [row("2014-09-05", "MNLA; Mali", "bilateral")],
    ),
    (
        "brokered, and what followed",
        "- 25 October 2014: Algeria-brokered ceasefire between Mali and the MNLA; fighting continues.",
        [row("2014-10-25", "MNLA; Mali", "bilateral", "violated", mediators="Algeria")],
    ),
    (
        "withdrawal from one",
        "- 22 February 2014: Mali and the MNLA sign a ceasefire.\n"
        "- 2 January 2015: Mali announces its withdrawal from the ceasefire agreement.",
        [row("2014-02-22", "MNLA; Mali", "bilateral", "denounced")],
    ),
]


@table(LINES)
def test_lines_of_chronologies(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


def test_a_new_one_is_another() -> None:
    text = "Mali and the MNLA signed a ceasefire in May 2014. It was broken; a new one was agreed on 19 July 2014."
    assert [r["date"] for r in found(text)] == ["2014-05", "2014-07-19"]


def test_one_that_is_signed_after_a_call() -> None:
    text = (
        "On 6 November 2014 ECOWAS called for a ceasefire, and on 28 November Mali and the MNLA signed one."
    )
    assert [(r["date"], r["kind"]) for r in found(text)] == [
        ("2014-11-06", "call"),
        ("2014-11-28", "bilateral"),
    ]


def test_another_one_arranged_by_a_third() -> None:
    text = (
        "The Malian army and the MNLA fought over Kidal. Iran brokered a ceasefire in May 2014. In August of that year "
        "Kazakhstan arranged another one, which came into effect on 1 September."
    )
    assert [(r["date"], r["parties"], r["mediators"]) for r in found(text)] == [
        ("2014-05", ["MNLA", "Mali"], ["Iran"]),
        ("2014-08", ["MNLA", "Mali"], ["Kazakhstan"]),
    ]


ASKED: list[Case] = [
    (
        "proposed to both by a third",
        "Egypt proposed a ceasefire to Israel and Hamas on 14 July 2014. Hamas rejected the proposal.",
        [row("2014-07-14", "Hamas; Israel", "proposal", "rejected", callers="Egypt")],
    ),
    (
        "called for, in the passive",
        "A ceasefire was called for by the Arab League on 3 May 2014 in the war between Mali and the MNLA.",
        [row("2014-05-03", "MNLA; Mali", "call", callers="Arab League")],
    ),
    (
        "an appeal ignored",
        "On 3 May 2014 the United Nations appealed to Mali and the MNLA for a truce. The appeal was ignored.",
        [row("2014-05-03", "MNLA; Mali", "call", "rejected", callers="United Nations")],
    ),
    ("a question", "Will Mali and the MNLA agree to a ceasefire on 3 May 2014?", []),
    (
        "who says so is no party",
        "According to Russia, Georgia and South Ossetia agreed to a ceasefire on 7 August 2008.",
        [row("2008-08-07", "Georgia; South Ossetia", "bilateral")],
    ),
    (
        "told by a spokesman",
        "A spokesman for the MNLA said on 3 May 2014 that it had declared a unilateral ceasefire.",
        [row("2014-05-03", "MNLA", "unilateral")],
    ),
    (
        "each announces one",
        "On 3 May 2014 Mali and the MNLA both announced ceasefires.",
        [row("2014-05-03", "MNLA; Mali", "bilateral")],
    ),
    (
        "less violence",
        "Mali and the MNLA agreed on 3 May 2014 to a seven-day reduction in violence.",
        [row("2014-05-03", "MNLA; Mali", "bilateral")],
    ),
    (
        "less violence, not agreed",
        "Mali saw a reduction in violence after the MNLA left on 3 May 2014." + WAR,
        [],
    ),
]


@table(ASKED)
def test_calls_and_tellers(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


TOLD: list[Case] = [
    (
        "a second renewal, some sentences later",
        "Mali and the MNLA signed a truce on 2 April 2014. Schools opened. Roads were mended. Wells were dug. Trees "
        "were planted. On 2 August 2014 the envoy announced a second renewal, to 2 October.",
        [
            row("2014-04-02", "MNLA; Mali", "bilateral", "superseded"),
            row("2014-08-02", "MNLA; Mali", "bilateral"),
        ],
    ),
    (
        "three days more",
        "Mali and the MNLA signed a truce on 2 April 2014. On 5 April both sides consented to three days more.",
        [
            row("2014-04-02", "MNLA; Mali", "bilateral", "superseded"),
            row("2014-04-05", "MNLA; Mali", "bilateral"),
        ],
    ),
    (
        "the renewal of something else",
        "Mali and the MNLA signed a truce on 2 April 2014. On 5 April the Council approved the renewal of the mandate.",
        [row("2014-04-02", "MNLA; Mali", "bilateral")],
    ),
    (
        "guns that would fall silent",
        "The leaders said on 12 February 2015 that the guns in Kidal would fall silent at midnight on Saturday. Mali "
        "and the MNLA had been at war.",
        [row("2015-02-12", "MNLA; Mali", "bilateral")],
    ),
    (
        "an agreement ending hostilities",
        "On 23 February 2014 Mali and the MNLA signed an agreement ending hostilities between their forces.",
        [row("2014-02-23", "MNLA; Mali", "bilateral")],
    ),
    (
        "arranged for the firing to stop",
        "On 13 August 2014 Mali and the MNLA met at Kidal and arranged for the firing to stop at noon.",
        [row("2014-08-13", "MNLA; Mali", "bilateral")],
    ),
    (
        "told by a spokesman after the comma",
        "The MNLA will stop military operations on 3 May 2014, its spokesman said.",
        [row("2014-05-03", "MNLA", "unilateral")],
    ),
    (
        "an order to one's fighters",
        "On 2 February 2014 a website published the MNLA's order to its fighters to refrain from offensive operations.",
        [row("2014-02-02", "MNLA", "unilateral")],
    ),
    (
        "a long list of those called upon",
        "ECOWAS called on the Army of Mali, the MNLA, the HCUA and the MAA on 6 August 2014 to observe a ceasefire.",
        [row("2014-08-06", "HCUA; MAA; MNLA; Mali", "call", callers="ECOWAS")],
    ),
    (
        "came to one",
        "The minister said that Mali and the MNLA, meeting on 3 May 2014, had come to a ceasefire agreement.",
        [row("2014-05-03", "MNLA; Mali", "agreement")],
    ),
    (
        "a vote for one",
        "On 26 November 2014 the cabinet of Mali voted for a ceasefire with the MNLA.",
        [row("2014-11-26", "MNLA; Mali", "bilateral")],
    ),
]


@table(TOLD)
def test_ways_of_telling(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


DEEDS: list[Case] = [
    (
        "a pact called a cessation of hostilities only later",
        "Mali and the MNLA initialled a pact on 3 May 2014. The Cessation of Hostilities Agreement binds both armies.",
        [row("2014-05-03", "MNLA; Mali", "agreement")],
    ),
    (
        "a paper by another name",
        "On 23 January 2008 Mali and the MNLA signed an acte d'engagement that provided for an immediate ceasefire.",
        [row("2008-01-23", "MNLA; Mali", "bilateral")],
    ),
    (
        "decided to cease fire",
        "On 25 July 2014 Mali and the MNLA decided to cease fire for three months.",
        [row("2014-07-25", "MNLA; Mali", "bilateral")],
    ),
    (
        "would cease fire",
        "The ministry of Mali announced on 30 August 2014 that government forces would cease fire.",
        [row("2014-08-30", "Mali", "unilateral")],
    ),
    (
        "agreed that there should be one",
        "On 17 October 2014 Mali and the MNLA agreed that there should be a ceasefire.",
        [row("2014-10-17", "MNLA; Mali", "bilateral")],
    ),
    (
        "an agreement of another day in the same sentence",
        "The MNLA declared a ceasefire on 8 October 2014 and signed an agreement with Mali on 25 May 2015.",
        [row("2014-10-08", "MNLA", "unilateral")],
    ),
    (
        "converted",
        "On 31 December 2014 Mali and the MNLA converted the truce into a four-month cessation of hostilities.",
        [row("2014-12-31", "MNLA; Mali", "bilateral")],
    ),
    (
        "a halt, one-sided",
        "The MNLA had taken Kidal. On 9 April 2014 Mali proclaimed a two-week unilateral halt.",
        [row("2014-04-09", "Mali", "unilateral")],
    ),
    (
        "a halt to something else",
        "On 9 April 2014 the MNLA demanded an immediate halt to arms sales to Mali." + WAR,
        [],
    ),
    (
        "leaders of a group",
        "On the day after the wave of 26 December 2014 the MNLA's exiled leaders in Paris declared a truce.",
        [row("2014-12-27", "MNLA", "unilateral")],
    ),
]


@table(DEEDS)
def test_deeds(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


PRONOUNS: list[Case] = [
    (
        "he declares one",
        "Daniel Ortega met the envoys of the United States. On 3 May 1988 he declared a unilateral ceasefire.",
        [row("1988-05-03", "Nicaragua", "unilateral")],
    ),
    (
        "decreed by him",
        "Aslan Maskhadov led the Chechen fighters against Russia. On 2 February 2005 it was reported that a halt to "
        "all offensive operations had been decreed by him.",
        [row("2005-02-02", "Chechen", "unilateral")],
    ),
    (
        "he persuaded both sides",
        "Jimmy Carter flew to Mali. On 3 May 2014 he persuaded both sides to halt the fighting, and the army and the "
        "MNLA were quiet for a week.",
        [row("2014-05-03", "MNLA; Mali", "bilateral", mediators="Jimmy Carter (Carter Center)")],
    ),
    (
        "across what stands between commas",
        "Mali concluded with the MNLA on 3 December 2014 at Kidal, where two presidents were steering the talks, a "
        "ceasefire for a month.",
        [row("2014-12-03", "MNLA; Mali", "bilateral")],
    ),
    (
        "renamed after the comma",
        "Mali and the MNLA agreed to a truce on 3 May 2014. On 31 May the sides replaced it with a longer arrangement, "
        "the Cessation of Hostilities Agreement.",
        [
            row("2014-05-03", "MNLA; Mali", "bilateral", "superseded"),
            row("2014-05-31", "MNLA; Mali", "agreement"),
        ],
    ),
    (
        "one of its own",
        "On 26 April 2014 the MNLA declared a truce. The government's answer came on 3 May, when Mali proclaimed one "
        "of its own.",
        [row("2014-04-26", "MNLA", "unilateral"), row("2014-05-03", "Mali", "unilateral")],
    ),
    (
        "no offensive action",
        "On 3 September 2014 the MNLA announced that it would undertake no offensive action for three months.",
        [row("2014-09-03", "MNLA", "unilateral")],
    ),
    (
        "a labour dispute",
        "On 4 March 1953 the union and the employers agreed to a truce, under which pickets would be withdrawn. It "
        "collapsed within days; each side accused the other of breaking it, and the arbitrator went home.",
        [],
    ),
    (
        "asked for again and again",
        "The Security Council has on many occasions demanded that Mali and the MNLA cease fire.",
        [],
    ),
]


@table(PRONOUNS)
def test_who_is_meant(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


def test_entries_under_a_weekday_and_date() -> None:
    text = (
        "News in brief\n\nWednesday 17 July 2024\n\n- Mali and the MNLA agree to a truce.\n- Rain in Gao.\n\n"
        "Tuesday, 30 July 2024\n\n- The MNLA declares a ceasefire.\n"
    )
    assert [(r["date"], r["kind"]) for r in found(text)] == [
        ("2024-07-17", "bilateral"),
        ("2024-07-30", "unilateral"),
    ]


def test_war_told_half_a_year_later_is_no_breach() -> None:
    lines = "- 7 August 2001: Mali and the MNLA sign a ceasefire.\n- {}: The MNLA attacks a post.\n"
    assert [r["outcome"] for r in found(lines.format("9 August 2001"))] == ["violated"]
    assert [r["outcome"] for r in found(lines.format("9 August 2003"))] == ["unknown"]


def test_the_day_of_signing_told_later() -> None:
    text = (
        "GAO, Nov 11 (2000) - Mali and the MNLA have promised one another to stop fighting for a month. "
        "The document was signed here on Friday evening."
    )
    assert [r["date"] for r in found(text)] == ["2000-11-10"]


def test_a_day_of_this_year() -> None:
    text = "On 23 April of this year Mali and the MNLA signed a ceasefire."
    assert [r["date"] for r in found(text, "2025-07-19")] == ["2025-04-23"]

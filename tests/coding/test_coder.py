"""Short texts and the ceasefire attempts that they tell: one table for each kind of construction.

Each case is (what it shows, the text, the attempts in text order). Texts are made up or simplified; what is
expected follows the text alone.
"""

from __future__ import annotations

import pytest
from coded_rows import Case, Row, found, row, table

from analysis.coding.attempts.coder import Document, code_text
from analysis.coding.attempts.json_rows import to_rows

AGREED: list[Case] = [
    (
        "signed",
        ("The government of Colombia and the FARC signed a bilateral ceasefire in Havana on 23 June 2016."),
        [row("2016-06-23", "Colombia; FARC", "bilateral")],
    ),
    (
        "agreed to",
        (
            "Eritrea and Ethiopia agreed to a ceasefire on 18 June 2000 after two years of "
            "fighting over Badme."
        ),
        [row("2000-06-18", "Eritrea; Ethiopia", "bilateral")],
    ),
    (
        "passive",
        "A ceasefire was agreed between Iran and Iraq on 20 August 1988.",
        [row("1988-08-20", "Iran; Iraq", "bilateral")],
    ),
    (
        "passive with a document",
        "A ceasefire agreement was signed by Chad and Libya on 11 September 1987.",
        [row("1987-09-11", "Chad; Libya", "agreement")],
    ),
    (
        "nominal",
        ("The signing of a ceasefire between Angola and FLEC on 18 July 2006 was welcomed by Portugal."),
        [row("2006-07-18", "Angola; FLEC", "bilateral")],
    ),
    (
        "named document",
        ("The Liberian government and LURD rebels signed a ceasefire agreement in Accra on 17 June 2003."),
        [row("2003-06-17", "Liberia; LURD", "agreement")],
    ),
    (
        "reached with",
        ("On 1 February 1999 the Ugandan government reached a truce with the rebels of the UNRF II."),
        [row("1999-02-01", "Uganda; UNRF II", "bilateral")],
    ),
    (
        "subject",
        "The truce between Israel and Hezbollah came into force on 14 August 2006.",
        [row("2006-08-14", "Israel; Hezbollah", "bilateral")],
    ),
    (
        "took effect",
        "A ceasefire between Russia and Georgia took effect on 12 August 2008.",
        [row("2008-08-12", "Russia; Georgia", "bilateral")],
    ),
    (
        "cessation of hostilities",
        "On 23 January 2014 South Sudan and the SPLM-IO signed a cessation of hostilities.",
        [row("2014-01-23", "South Sudan; SPLM-IO", "bilateral")],
    ),
    (
        "verb of stopping",
        "Algeria and Morocco agreed on 30 October 1963 to stop fighting.",
        [row("1963-10-30", "Algeria; Morocco", "bilateral")],
    ),
    (
        "three parties",
        "On 17 March 1990 Angola, UNITA and South Africa signed a ceasefire.",
        [row("1990-03-17", "Angola; UNITA; South Africa", "multilateral")],
    ),
    (
        "month only",
        "Ecuador and Peru agreed to a ceasefire in February 1995.",
        [row("1995-02", "Ecuador; Peru", "bilateral")],
    ),
    (
        "year only",
        "Ecuador and Peru agreed to a ceasefire in 1995.",
        [row("1995", "Ecuador; Peru", "bilateral")],
    ),
    ("no date", "Ecuador and Peru agreed to a ceasefire.", [row(None, "Ecuador; Peru", "bilateral")]),
    (
        "headline and lead",
        (
            "Israel, Hamas agree to truce\n\nGAZA, 19 June 2008 - Israel and Hamas agreed to "
            "a six-month truce on Thursday."
        ),
        [row("2008-06-19", "Israel; Hamas", "bilateral")],
    ),
    (
        "chronology lines",
        (
            "Chronology\n\n3 May 1992: Moldova and Transnistria signed a ceasefire.\n\n21 "
            "July 1992: Moldova and Russia signed a ceasefire agreement."
        ),
        [
            row("1992-05-03", "Moldova; Transnistria", "bilateral"),
            row("1992-07-21", "Moldova; Russia", "agreement"),
        ],
    ),
    (
        "chronology line without a verb",
        "Chronology of the war\n\n11 May 1999: Ceasefire between India and Pakistan.",
        [row("1999-05-11", "India; Pakistan", "bilateral")],
    ),
    (
        "adjective and noun",
        ("An indefinite ceasefire between the Philippines and the MILF was reached on 19 July 2003."),
        [row("2003-07-19", "Philippines; MILF", "bilateral")],
    ),
]

ONE_SIDED: list[Case] = [
    (
        "declared",
        "On 24 December 2001 UNITA rebels declared a unilateral ceasefire over Christmas.",
        [row("2001-12-24", "UNITA", "unilateral")],
    ),
    (
        "announced",
        "The IRA announced a complete cessation of hostilities on 31 August 1994.",
        [row("1994-08-31", "IRA", "unilateral")],
    ),
    (
        "passive declared",
        "A one-week truce was declared by the ELN on 20 December 2017.",
        [row("2017-12-20", "ELN", "unilateral")],
    ),
    (
        "ordered its troops",
        (
            "President Santos of Colombia ordered the army on 10 March 2015 to stop bombing "
            "FARC camps for a month."
        ),
        [row("2015-03-10", "Colombia", "unilateral")],
    ),
    (
        "relative clause",
        "The ceasefire that ETA declared on 22 March 2006 surprised Spain.",
        [row("2006-03-22", "ETA", "unilateral")],
    ),
    (
        "suspended operations",
        "The URNG suspended offensive operations on 20 March 1996.",
        [row("1996-03-20", "URNG", "unilateral")],
    ),
    (
        "pledged",
        "On 5 May 2011 the PKK pledged a ceasefire until the elections.",
        [row("2011-05-05", "PKK", "unilateral")],
    ),
]

MEDIATED: list[Case] = [
    (
        "brokered",
        "Qatar brokered a ceasefire between Djibouti and Eritrea on 6 June 2010.",
        [row("2010-06-06", "Djibouti; Eritrea", "bilateral", mediators="Qatar")],
    ),
    (
        "X-brokered",
        ("An Egyptian-brokered ceasefire between Israel and Islamic Jihad took effect on 14 November 2019."),
        [row("2019-11-14", "Israel; Islamic Jihad", "bilateral", mediators="Egypt")],
    ),
    (
        "mediated by",
        (
            "The LTTE and the government of Sri Lanka signed a ceasefire agreement on 22 "
            "February 2002, mediated by Norway."
        ),
        [row("2002-02-22", "LTTE; Sri Lanka", "agreement", mediators="Norway")],
    ),
    (
        "passive brokered by",
        "A truce between Senegal and the MFDC was brokered by Guinea-Bissau on 31 May 1991.",
        [row("1991-05-31", "Senegal; MFDC", "bilateral", mediators="Guinea-Bissau")],
    ),
    (
        "through the mediation of",
        ("Through the mediation of Algeria, Mali and the CSP agreed to a ceasefire on 20 February 2020."),
        [row("2020-02-20", "Mali; CSP", "bilateral", mediators="Algeria")],
    ),
    (
        "at the request of",
        "At the request of Saudi Arabia, Yemen and the Houthis halted fire on 10 December 2015.",
        [row("2015-12-10", "Yemen; Houthis", "bilateral")],
    ),
    (
        "as both said",
        ("As both Armenia and Azerbaijan said, a ceasefire was reached on 14 September 2022 between them."),
        [row("2022-09-14", "Armenia; Azerbaijan", "bilateral")],
    ),
    (
        "after talks in a capital",
        ("After talks in Moscow, Tajikistan and the opposition signed a ceasefire on 23 December 1996."),
        [row("1996-12-23", "Tajikistan; opposition", "bilateral")],
    ),
]

ASKED_FOR: list[Case] = [
    (
        "called for",
        ("On 3 March 2011 the African Union called for an immediate ceasefire between Libya and the rebels."),
        [row("2011-03-03", "Libya; rebels", "call", callers="African Union")],
    ),
    (
        "urged to agree",
        (
            "The United Nations urged Ethiopia and the Tigray People's Liberation Front on 4 "
            "November 2021 to agree to an immediate ceasefire."
        ),
        [row("2021-11-04", "Ethiopia; Tigray People's Liberation Front", "call", callers="United Nations")],
    ),
    (
        "appealed",
        "Pope Francis appealed on 6 December 2023 for a ceasefire between Israel and Hamas.",
        [row("2023-12-06", "Israel; Hamas", "call", callers="Holy See")],
    ),
    (
        "proposed by a party",
        "On 4 June 2009 Hamas proposed a ceasefire to Israel. Israel rejected it.",
        [row("2009-06-04", "Hamas; Israel", "proposal", "rejected", callers="Hamas")],
    ),
]

OUTCOMES: list[Case] = [
    (
        "broke down",
        ("India and the NSCN signed a ceasefire on 25 July 1997. The truce broke down in May 2001."),
        [row("1997-07-25", "India; NSCN", "bilateral", "collapsed")],
    ),
    (
        "fighting resumed",
        ("Angola and UNITA signed a ceasefire on 24 March 1991. Fighting resumed in October 1992."),
        [row("1991-03-24", "Angola; UNITA", "bilateral", "collapsed")],
    ),
    (
        "expired",
        ("The ceasefire that the Sandinistas declared on 21 March 1988 expired on 1 November 1989."),
        [row("1988-03-21", "Sandinistas", "unilateral", "expired")],
    ),
    (
        "called off",
        "ETA declared a ceasefire on 22 March 2006. It ended the truce on 5 June 2007.",
        [row("2006-03-22", "ETA", "unilateral", "denounced")],
    ),
    (
        "withdrew from",
        (
            "The Philippines and the NPA agreed to a truce on 21 August 2016. The NPA "
            "withdrew from the ceasefire on 1 February 2017."
        ),
        [row("2016-08-21", "Philippines; NPA", "bilateral", "denounced")],
    ),
    (
        "held",
        "Niger and the FLAA signed a truce on 15 May 1994. The truce has held.",
        [row("1994-05-15", "Niger; FLAA", "bilateral", "held")],
    ),
    (
        "is still in force",
        "Syria and Israel agreed to a ceasefire on 31 May 1974. It is still in force.",
        [row("1974-05-31", "Syria; Israel", "bilateral", "held")],
    ),
    (
        "violated",
        (
            "India and Pakistan agreed on a ceasefire on 25 November 2003. Both armies have "
            "violated it almost every month."
        ),
        [row("2003-11-25", "India; Pakistan", "bilateral", "violated")],
    ),
    (
        "violated, no collapse",
        (
            "Ukraine and Russia signed a ceasefire on 5 September 2014. The ceasefire was "
            "violated 40 times in its first week."
        ),
        [row("2014-09-05", "Ukraine; Russia", "bilateral", "violated")],
    ),
    (
        "the day of the collapse is not the day of the agreement",
        ("The truce that Sri Lanka and the LTTE had signed in February 2002 collapsed on 3 January 2008."),
        [row("2002-02", "Sri Lanka; LTTE", "bilateral", "collapsed")],
    ),
    (
        "never got off the ground",
        ("Mali and the HCUA announced a truce on 16 February 2015, but it never got off the ground."),
        [row("2015-02-16", "Mali; HCUA", "bilateral", "not_implemented")],
    ),
    (
        "has frayed",
        "Israel and Hezbollah agreed to a truce on 27 November 2024. It has frayed since.",
        [row("2024-11-27", "Israel; Hezbollah", "bilateral", "violated")],
    ),
    (
        "one side's claim does not decide",
        (
            "Armenia and Azerbaijan agreed to a truce on 10 October 2020. Azerbaijan accused "
            "Armenia of violating the truce."
        ),
        [row("2020-10-10", "Armenia; Azerbaijan", "bilateral")],
    ),
    (
        "attempted",
        (
            "Papua New Guinea and the BRA signed a ceasefire on 24 May 1990. The BRA tried "
            "to denounce the ceasefire."
        ),
        [row("1990-05-24", "Papua New Guinea; BRA", "bilateral")],
    ),
    (
        "it ended the war",
        "The ceasefire of 20 August 1988 between Iran and Iraq ended the war.",
        [row("1988-08-20", "Iran; Iraq", "bilateral")],
    ),
    (
        "prolonged",
        (
            "Chad and the MDJT signed a ceasefire on 7 January 2002. On 7 July 2002 they "
            "extended the ceasefire by three months."
        ),
        [
            row("2002-01-07", "Chad; MDJT", "bilateral", "superseded"),
            row("2002-07-07", "Chad; MDJT", "bilateral"),
        ],
    ),
    (
        "extension alone",
        ("Sudan and the SPLM-North extended their cessation of hostilities by six months on 18 June 2016."),
        [row("2016-06-18", "Sudan; SPLM-North", "bilateral")],
    ),
]

NO_ATTEMPT = [
    ("hypothetical", "If the rebels agreed to a ceasefire, the government of Chad would release prisoners."),
    (
        "explainer",
        (
            "When a ceasefire agreement is signed, it typically sets out lines of control "
            "and the day on which fighting stops."
        ),
    ),
    (
        "explainer with an adverb",
        ("A ceasefire is usually agreed between two armies before peace talks, and it often fails."),
    ),
    ("denied", "Turkey denied that it had agreed to a ceasefire with the PKK on 20 August 2005."),
    ("planned talks", "Yemen's government and the Houthis will meet to discuss a formal ceasefire."),
    (
        "talks on a ceasefire",
        "Talks on a ceasefire between Myanmar and the KIO went on in Ruili in February 2013.",
    ),
    ("tried to reach", "Burundi's government was trying to reach a ceasefire with the FNL in March 2006."),
    ("no ceasefire", "There was no ceasefire between Somalia and al-Shabaab in 2012."),
    ("monitoring team", "The truce monitoring team in Nepal opened an office in Pokhara on 2 May 2003."),
    ("ceasefire line", "Two soldiers of India died near the ceasefire line in Kashmir on 4 May 1971."),
    (
        "collective",
        ("Several ceasefires between the Taliban and the Afghan government have failed since 2018."),
    ),
    (
        "trade",
        (
            "The United States and China agreed to a 90-day truce in their tariff war; "
            "duties on exports and shares of retailers fell."
        ),
    ),
    (
        "sport",
        (
            "The two coaches called a truce before the derby; their football clubs share a "
            "league and a stadium."
        ),
    ),
    (
        "fiction",
        ("In the novel the heroine signs a truce with the dragon king, and the film follows the book."),
    ),
    (
        "war without a ceasefire",
        ("Rebels of the FNL attacked an army post in Burundi on 3 May 2001 and killed two soldiers."),
    ),
]

SEVERAL: list[Case] = [
    (
        "a second one",
        (
            "Sudan and the SPLA agreed to a truce in March 1994. A second truce between them "
            "was signed on 27 March 1995."
        ),
        [row("1994-03", "Sudan; SPLA", "bilateral"), row("1995-03-27", "Sudan; SPLA", "bilateral")],
    ),
    (
        "later mention is the same",
        (
            "Egypt and Israel signed a ceasefire on 7 August 1970. The ceasefire ended the "
            "War of Attrition. Egypt and Israel kept the ceasefire of August 1970 for three "
            "years."
        ),
        [row("1970-08-07", "Egypt; Israel", "bilateral", "held")],
    ),
    (
        "a new fragment",
        (
            "Colombia and the EPL signed a truce on 23 August 1984.\n\nMANILA, 5 May 1987 - "
            "The NPA declared a truce on Tuesday."
        ),
        [row("1984-08-23", "Colombia; EPL", "bilateral"), row("1987-05-05", "NPA", "unilateral")],
    ),
    (
        "different parties",
        (
            "Lebanon and Fatah al-Islam agreed to a truce on 20 May 2007. Israel and Hamas "
            "agreed to a truce on 19 June 2008."
        ),
        [
            row("2007-05-20", "Lebanon; Fatah al-Islam", "bilateral"),
            row("2008-06-19", "Israel; Hamas", "bilateral"),
        ],
    ),
]

DATED: list[Case] = [
    (
        "numbers that are no dates",
        (
            "Under Resolution 1701 and with 2000 troops at the border, Israel and Hezbollah "
            "agreed to a ceasefire on 14 August 2006.[41]"
        ),
        [row("2006-08-14", "Israel; Hezbollah", "bilateral")],
    ),
    (
        "the modal may",
        "Both may break it, but Eritrea and Ethiopia signed a ceasefire on 18 June 2000.",
        [row("2000-06-18", "Eritrea; Ethiopia", "bilateral")],
    ),
    (
        "the next day",
        (
            "Talks began on 3 May 1999. The next day Kosovo Liberation Army rebels and "
            "Serbia agreed to a truce."
        ),
        [row("1999-05-04", "Kosovo Liberation Army; Serbia", "bilateral")],
    ),
    (
        "two weeks later",
        "The war began on 1 March 1992. Two weeks later Croatia and Serbia agreed to a truce.",
        [row("1992-03-15", "Croatia; Serbia", "bilateral")],
    ),
    (
        "since",
        ("A ceasefire between Morocco and the Polisario Front has been in force since September 1991."),
        [row("1991-09", "Morocco; Polisario Front", "bilateral", "held")],
    ),
]


@table(AGREED)
def test_agreed_by_the_parties(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(ONE_SIDED)
def test_declared_by_one_side(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(MEDIATED)
def test_brought_about_by_others(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(ASKED_FOR)
def test_called_for_or_proposed(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(OUTCOMES)
def test_what_became_of_it(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(SEVERAL)
def test_several_in_one_text(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(DATED)
def test_the_day_of_an_attempt(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", [text for _, text in NO_ATTEMPT], ids=[why for why, _ in NO_ATTEMPT])
def test_no_attempt_is_told(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Thailand and Cambodia agreed to a truce on Monday.", "2025-07-30", "2025-07-28"),
        ("Thailand and Cambodia agreed to a truce yesterday.", "2025-07-30", "2025-07-29"),
        ("Thailand and Cambodia agreed to a truce on 28 July.", "2025-07-30", "2025-07-28"),
        ("Thailand and Cambodia agreed to a truce on 28 December.", "2026-01-05", "2025-12-28"),
    ],
    ids=["weekday", "yesterday", "day and month", "over the turn of the year"],
)
def test_day_counted_from_publication(text: str, published: str, day: str) -> None:
    assert found(text, published) == [row(day, "Thailand; Cambodia", "bilateral")]


def test_several_at_once_are_one_collective_mention() -> None:
    rows = to_rows(
        code_text(Document("Several ceasefires between the Taliban and the Afghan government have failed."))
    )
    assert [(r["collective"], r["outcome"], r["kind"]) for r in rows] == [(True, "collapsed", None)]


def test_evidence_is_the_words_of_the_text() -> None:
    text = (
        "It rained.\n\n“Mali and the CMA signed a truce on 23 May 2014,” he said. The "
        "truce collapsed on 16 August 2014."
    )
    (attempt,) = to_rows(code_text(Document(text)))
    quotes = [piece["quote"] for piece in attempt["evidence"]]
    assert all(text[p["start"] : p["end"]] == p["quote"] for p in attempt["evidence"])
    assert any("signed a truce" in quote for quote in quotes)
    assert any("collapsed" in quote for quote in quotes)
    assert attempt["outcome_date"] == "2014-08-16"

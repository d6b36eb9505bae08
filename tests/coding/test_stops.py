"""Ceasefires told by a verb of stopping, members of several told together, and the days and sides beside them."""

from __future__ import annotations

from coded_rows import Case, Row, found, row, table

STOPS: list[Case] = [
    (
        "an end put to the fighting",
        "Ecuador and Peru pledged on 17 February 1995 to put an immediate end to three weeks of fighting.",
        [row("1995-02-17", "Ecuador; Peru", "bilateral")],
    ),
    (
        "what stands between commas governs nothing",
        "Mali and the MNLA pledged, with Algeria's help, to cease hostilities from 3 May 2015.",
        [row("2015-05-03", "Mali; MNLA", "bilateral", mediators="Algeria")],
    ),
    (
        "an order to one's own men",
        "Ethiopia told its army on 3 May 2001 to stop firing.",
        [row("2001-05-03", "Ethiopia", "unilateral")],
    ),
    (
        "an order that fighting should stop",
        "Eritrea's president decreed on 3 May 2001 that military operations against Ethiopia would be suspended.",
        [row("2001-05-03", "Eritrea", "unilateral")],
    ),
    (
        "an agreement that hostilities would cease",
        "Ethiopia and Eritrea agreed on 3 May 2001 that all hostilities would cease at midnight.",
        [row("2001-05-03", "Ethiopia; Eritrea", "bilateral")],
    ),
    (
        "a forecast is no promise",
        "Eritrea said on 3 May 2001 that fighting in Ethiopia would end soon with its victory.",
        [],
    ),
    (
        "a demand, with the resolution and the day before its that-clause",
        (
            "The Security Council demanded in Resolution 1199 on 3 May 2001 that Ethiopia and Eritrea "
            "cease hostilities at once."
        ),
        [row("2001-05-03", "Ethiopia; Eritrea", "call", callers="UN Security Council")],
    ),
    (
        "an announcement, and whose it is",
        "The PKK's announcement that it would stop fighting from 1 September 1999 was not answered by Turkey.",
        [row("1999-09-01", "PKK", "unilateral")],
    ),
    (
        "those who are told hold no fire",
        "Hamas told mediators on 3 May 2001 it would hold its fire for ten days.",
        [row("2001-05-03", "Hamas", "unilateral")],
    ),
    (
        "one who gets others to stop mediates",
        "Egypt got Hamas and Israel to halt attacks on 3 May 2001.",
        [row("2001-05-03", "Hamas; Israel", "bilateral", mediators="Egypt")],
    ),
    (
        "a day and an hour set without a word of asking",
        "In Artsakh and Azerbaijan all hostilities are to end on 20 September 2023 at 13:00.",
        [row("2023-09-20", "Artsakh; Azerbaijan", "bilateral")],
    ),
]

TOGETHER: list[Case] = [
    (
        "members of what is told together",
        (
            "Sudan's army and the RSF have made many truces. The first was declared on 16 April 2023. "
            "Another, negotiated by the United States and Saudi Arabia, was signed on 20 May 2023 and expired "
            "on 3 June. A third was proclaimed on 9 June 2023."
        ),
        [
            row("2023-04-16", "Sudan; RSF", "bilateral"),
            row("2023-05-20", "Sudan; RSF", "bilateral", "expired", mediators="United States; Saudi Arabia"),
            row("2023-06-09", "Sudan; RSF", "bilateral"),
        ],
    ),
    (
        "members of one sentence, each with its own day",
        (
            "Three truces were agreed between Armenia and Azerbaijan. The first, on 10 October 2020, collapsed "
            "within minutes. The second was announced on 17 October 2020 and the third, brokered by the United "
            "States, on 26 October 2020."
        ),
        [
            row("2020-10-10", "Armenia; Azerbaijan", "bilateral", "collapsed"),
            row("2020-10-17", "Armenia; Azerbaijan", "bilateral"),
            row("2020-10-26", "Armenia; Azerbaijan", "bilateral", mediators="United States"),
        ],
    ),
    (
        "firsts of other things",
        (
            "Mali and the MNLA signed a ceasefire on 3 May 2014. The first talks, on 10 June 2014, were held in "
            "Algiers. Another was a former minister."
        ),
        [row("2014-05-03", "Mali; MNLA", "bilateral")],
    ),
]

BESIDE: list[Case] = [
    (
        "between one and another, whatever verb follows",
        "The truce between Mali and the MNLA was announced on 3 May 2014.",
        [row("2014-05-03", "Mali; MNLA", "bilateral")],
    ),
    (
        "a second verb told of the same truce",
        "A truce between Mali and the MNLA was signed on 20 May 2014, but broke down within a day.",
        [row("2014-05-20", "Mali; MNLA", "bilateral", "collapsed")],
    ),
    (
        "a second verb told of somebody else",
        "The truce between Mali and the MNLA was signed on 20 May 2014 and Mali violated the embargo.",
        [row("2014-05-20", "Mali; MNLA", "bilateral")],
    ),
    (
        "a weekday wins over the day of the report",
        "29 June 2021 – The Ethiopian government on Monday declared a unilateral ceasefire in Tigray.",
        [row("2021-06-28", "Ethiopia", "unilateral")],
    ),
    (
        "a line of a chronology keeps its day",
        "29 June 2021 – The Ethiopian government declares a unilateral ceasefire in Tigray.",
        [row("2021-06-29", "Ethiopia", "unilateral")],
    ),
    (
        "the hour does not hide the day",
        "Azerbaijan and Armenia both announced that a ceasefire had come into force at 12:00 on 5 April 2016.",
        [row("2016-04-05", "Azerbaijan; Armenia", "bilateral")],
    ),
    (
        "a place for which somebody mediates",
        (
            "A ceasefire brokered by the United States for Nagorno-Karabakh between Armenia and Azerbaijan took "
            "effect on 26 October 2020."
        ),
        [row("2020-10-26", "Armenia; Azerbaijan", "bilateral", mediators="United States")],
    ),
]

PAPERS_AND_SIDES: list[Case] = [
    (
        "a paper to end hostilities",
        "A second accord to end hostilities between Mozambique and Renamo was signed on 5 September 2014.",
        [row("2014-09-05", "Mozambique; Renamo", "agreement")],
    ),
    (
        "a paper that somebody only calls for",
        "India called on 3 May 2003 for an agreement to stop firing with Pakistan.",
        [row("2003-05-03", "India; Pakistan", "call", callers="India")],
    ),
    (
        "a signed paper that provides for one",
        "On 23 September 1991 Armenia and Azerbaijan signed a communiqué that provides for an immediate ceasefire.",
        [row("1991-09-23", "Armenia; Azerbaijan", "bilateral")],
    ),
    (
        "an answer in kind",
        "The LTTE declared a truce on 2 April 2001, and Sri Lanka answered on 5 April 2001 with a truce of its own.",
        [row("2001-04-02", "LTTE", "unilateral"), row("2001-04-05", "Sri Lanka", "unilateral")],
    ),
    (
        "an answer of another kind",
        "The LTTE declared a truce on 2 April 2001, and Sri Lanka answered with shells.",
        [row("2001-04-02", "LTTE", "unilateral")],
    ),
    (
        "one who only stands beside",
        "Abdullah Ocalan, beside Jalal Talabani in Bar Elias, declares a truce from 20 March 1993.",
        [row("1993-03-20", "Kurdistan Workers' Party", "unilateral")],
    ),
    (
        "people of a place are not the state of their name",
        (
            "Azerbaijan and the Armenians of Nagorno-Karabakh extended their three-day truce on 29 July 1993 by "
            "another five days."
        ),
        [row("1993-07-29", "Azerbaijan; Nagorno-Karabakh", "bilateral")],
    ),
    (
        "the government that the groups of a country fight",
        (
            "The Tigray People's Liberation Front has its seat in Mekelle, in the north of Ethiopia. Eritrean "
            "forces fought there too. In June 2021 the federal government declared a unilateral ceasefire."
        ),
        [row("2021-06", "Ethiopia", "unilateral")],
    ),
]

MORE_WORDS: list[Case] = [
    (
        "a truce that took hold",
        (
            "The guns fell silent in Yemen on 2 April 2022 as a truce between the Houthis and the Saudi-led "
            "coalition took hold."
        ),
        [row("2022-04-02", "Houthis; Saudi-led coalition", "bilateral")],
    ),
    (
        "one not agreed yet",
        "Chad's government and FACT rebels have yet to agree a truce, the mediator said on 3 May 2022.",
        [],
    ),
    (
        "one deal, though what it stops is many",
        "Kyiv and Moscow have struck a deal to halt strikes on energy sites, officials said on 25 March 2025.",
        [row("2025-03-25", "Ukraine; Russia", "bilateral")],
    ),
    (
        "the day of the next deed",
        "M23 rebels declared a unilateral ceasefire from 4 February 2025 but took Nyabibwe a day later.",
        [row("2025-02-04", "M23", "unilateral")],
    ),
    (
        "the words of a paper",
        "The Parties, Sudan and the SPLM-N, shall cease all hostilities with effect from 1 October 2019.",
        [row("2019-10-01", "Sudan; SPLM-N", "bilateral")],
    ),
    (
        "one not accepted",
        "Russia proposed a 30-day ceasefire to Ukraine on 11 March 2025; Kyiv did not accept it.",
        [row("2025-03-11", "Russia; Ukraine", "proposal", "rejected", callers="Russia")],
    ),
]


@table(MORE_WORDS)
def test_more_words_around_one(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(PAPERS_AND_SIDES)
def test_papers_and_sides(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(STOPS)
def test_a_verb_of_stopping(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(TOGETHER)
def test_members_of_what_is_told_together(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@table(BESIDE)
def test_what_stands_beside(text: str, expected: list[Row]) -> None:
    assert found(text) == expected

"""Constructions of long sentences, lists and pages: which day, whose side, whether there is an attempt at all."""

from __future__ import annotations

from coded_rows import Case, Row, found, row, table

WAR = "The war between Mali and the MNLA began in January 2012.\n\n"

CONSTRUCTIONS: list[Case] = [
    # There is one, though no verb of agreeing governs it.
    (
        "a noun with its day, and another verb",
        WAR + "A truce from midnight on 15 May 2014, two weeks ahead of the talks, brought the first quiet.",
        [row("2014-05-15", "Mali; MNLA", "bilateral")],
    ),
    (
        "told with its end",
        WAR + "A ceasefire between Mali and the MNLA on 5 June 2014 was broken on 9 June.",
        [row("2014-06-05", "Mali; MNLA", "bilateral", "collapsed")],
    ),
    (
        "a paper at a distance from what it is about",
        WAR
        + "An accord between Mali and the MNLA in July 2014, also at Kidal, to stop fighting in Gao was signed.",
        [row("2014-07", "Mali; MNLA", "bilateral")],
    ),
    (
        "a ceasefire that will begin on a named day",
        WAR + "A full ceasefire will be in force as of 00:01 hours on 27 July 2014.",
        [row("2014-07-27", "Mali; MNLA", "bilateral")],
    ),
    (
        "an object behind a speech",
        WAR + "On 15 October 2014 the MNLA announced in an address to the nation a unilateral ceasefire.",
        [row("2014-10-15", "MNLA", "unilateral")],
    ),
    (
        "a stop that is under way",
        WAR + "On 3 April 2014 the MNLA announces that it is stopping all activities.",
        [row("2014-04-03", "MNLA", "unilateral")],
    ),
    (
        "the last word of two relative clauses counts",
        WAR
        + "A truce for the feast, which the envoy had proposed and both sides accepted in August 2014, was hailed.",
        [row("2014-08", "Mali; MNLA", "bilateral")],
    ),
    (
        "kept, so there was one",
        "July 17, 2014 - At the request of the UN both Israel and Hamas observe a five-hour humanitarian pause.",
        [row("2014-07-17", "Israel; Hamas", "bilateral", "held")],
    ),
    (
        "begun, after an apposition",
        "A truce with the MNLA (Azawad), a group which rejects the peace of Mali, began on Oct 17, 2014.",
        [row("2014-10-17", "Mali; MNLA", "bilateral")],
    ),
    (
        "a second one, agreed to",
        "Jordan and the PLO agreed to a ceasefire on 17 September 1970. The king agreed to a second one on "
        "25 September.",
        [row("1970-09-17", "Jordan; PLO", "bilateral"), row("1970-09-25", "Jordan; PLO", "bilateral")],
    ),
    (
        "dated by its signing, told later",
        "The truce between Colombia and the ELN expired on Saturday. It had been signed in Havana on June 9, 2023.",
        [row("2023-06-09", "Colombia; ELN", "bilateral", "expired")],
    ),
    ("kept in general", WAR + "Warring parties often observe a truce around feasts.", []),
    ("hopes", WAR + "Hopes for a truce faded in June 2014.", []),
    ("a conditional past", WAR + "Without a truce by June 2014, aid would run out.", []),
    ("an envoy without one", WAR + "The envoy left Kidal on 15 May 2014 without a truce.", []),
    ("a song", WAR + "A truce was mentioned in the song released on 15 May 2014.", []),
    (
        "shots exchanged, a truce over",
        WAR + "On 9 July 2014 shots were exchanged and the truce collapsed.",
        [row(None, "Mali; MNLA", "bilateral", "collapsed")],
    ),
    (
        "an explainer: nobody and no day",
        "What a ceasefire is\n\nA ceasefire can be announced by one side alone, or be signed by both after "
        "the war. In 2024 "
        "violence grew.",
        [],
    ),
    (
        "a war in a film",
        "The Last Armistice (film)\n\nThe army and the rebels fight a war. On 3 May the general "
        "and the rebels agree to a truce.",
        [],
    ),
    (
        "a study of truces",
        "Researchers in Norway put a database of truces online.\n\nThe study finds that a commander is "
        "told to hold fire at midnight. The scientists declared a truce to be war by other means.",
        [],
    ),
    (
        "a halt to the killing, and ceasing fire",
        WAR + "On 3 May 2014 Mali and the MNLA agreed on ceasing fire.",
        [row("2014-05-03", "Mali; MNLA", "bilateral")],
    ),
    # Several in one sentence.
    (
        "extended on two days",
        "Dhlakama on 27 December 2016 announced a one-week truce in Mozambique, extended on 3 January by "
        "sixty days and on 3 "
        "March for another sixty.",
        [
            row("2016-12-27", "RENAMO", "unilateral", "superseded"),
            row("2017-01-03", "RENAMO", "unilateral", "superseded"),
            row("2017-03-03", "RENAMO", "unilateral"),
        ],
    ),
    (
        "announced in one month, extended in the next",
        WAR + "A ceasefire announced by Mali and the MNLA in the course of their meeting in March 2014 was "
        "extended in April.",
        [row("2014-03", "Mali; MNLA", "bilateral", "superseded"), row("2014-04", "Mali; MNLA", "bilateral")],
    ),
    # Whose it is.
    (
        "a list of three after a day",
        "On 28 November 1990 the NPFL, the INPFL and the AFL signed a ceasefire in Liberia.",
        [row("1990-11-28", "NPFL; INPFL; AFL", "multilateral")],
    ),
    (
        "who agrees on one between two others",
        "Russia and Turkey agreed on 5 May 2016 to a ceasefire between the Syrian government and the rebels.",
        [row("2016-05-05", "Syria; rebels", "bilateral", mediators="Russia; Turkey")],
    ),
    (
        "a mediator before the list of those who sign",
        "Under the mediation of Abdulsalami Abubakar, the government of Liberia, LURD and MODEL signed a "
        "ceasefire on 17 June "
        "2003 in Accra.",
        [
            row(
                "2003-06-17",
                "Liberia; LURD; MODEL",
                "multilateral",
                mediators="Abdulsalami Abubakar (ECOWAS)",
            )
        ],
    ),
    (
        "one side stops, whoever the other is",
        "On 25 July 2016 Duterte declared a unilateral ceasefire with the NPA in the Philippines.",
        [row("2016-07-25", "Philippines", "unilateral")],
    ),
    (
        "accepted by one, declined by the other",
        "A plan of 24 November 1934 for a ceasefire in the war was agreed to by Bolivia and declined by Paraguay.",
        [row("1934-11-24", "Bolivia; Paraguay", "proposal", "rejected")],
    ),
    # Which day.
    (
        "the dateline has the year of the publication's text, a background year does not count",
        "BISHKEK, Sept 17 2022 - The border guards of Kyrgyzstan and Tajikistan agreed on Friday to stop "
        "shooting. In April 2021 "
        "about 50 people died there.",
        [row("2022-09-16", "Kyrgyzstan; Tajikistan", "bilateral")],
    ),
    (
        "of that year",
        "Israeli troops fought Hezbollah in the 34-day war of 2006. The ceasefire came into effect on "
        "August 14 of that year.",
        [row("2006-08-14", "Israel; Hezbollah", "bilateral")],
    ),
    (
        "a winter that reaches into spring",
        "In the winter of 1994-95 Russian troops fought Chechen rebels in Grozny. A ceasefire proclaimed by "
        "the Russian "
        "government on 10 January was broken within hours.",
        [row("1995-01-10", "Russia", "unilateral", "collapsed")],
    ),
    (
        "the year of a line crossed",
        "In 1965 India and Pakistan were at war. From 5 August men crossed the line of 1949 and on 4 "
        "September both agreed to a "
        "ceasefire.",
        [row("1965-09-04", "India; Pakistan", "bilateral")],
    ),
    (
        "the year of a protocol named in a note of another",
        "Brasilia, 1 March 1995\n\nBrazil, coordinator of the guarantors of the Rio Protocol of 1942, tells "
        "of the war. On 13 February "
        "Peru announced a unilateral ceasefire.",
        [row("1995-02-13", "Peru", "unilateral")],
    ),
    (
        "the day that a copied page gives itself",
        "Home | World\nPublished 28 November 2024, 21:14 GMT\n\nIsraeli troops and Hezbollah signed a "
        "ceasefire on Tuesday.",
        [row("2024-11-26", "Israel; Hezbollah", "bilateral")],
    ),
    (
        "units told to halt, under an order told before",
        "In the Philippines the NPA declared a ceasefire on 26 March 2020. All units were told to halt "
        "offensive operations.",
        [row("2020-03-26", "NPA", "unilateral")],
    ),
    (
        "renewed many times",
        WAR + "A ceasefire was signed on 3 May 2014. It was renewed many times, and talks were held in 2016.",
        [row("2014-05-03", "Mali; MNLA", "bilateral")],
    ),
    (
        "a ceasefire as a test",
        WAR + "In September 2014 the envoy made a ceasefire one of four tests of good faith.",
        [],
    ),
    (
        "an hour is no year",
        "16 August 1974. Turkey announces a ceasefire in Cyprus with effect from 1800 hours.",
        [row("1974-08-16", "Turkey", "unilateral")],
    ),
    (
        "the day in the month of the entry",
        "2003 January - Nepal and the Maoists declare a ceasefire on the 29th.\n2003 August - The Maoists end it.",
        [row("2003-01-29", "Nepal; Maoists", "bilateral", "denounced")],
    ),
    (
        "the day of another paper",
        "On 24 June 1991 Croatia and Slovenia agreed to a ceasefire, and this was sealed with the accords "
        "of 23 October.",
        [row("1991-06-24", "Croatia; Slovenia", "bilateral")],
    ),
    (
        "news by topic below its day",
        "Portal of April 2023\n\nAPRIL 21, 2023 (FRIDAY)\nArmed conflicts and attacks\n- The RSF in Sudan "
        "declares a truce.\n"
        "APRIL 24, 2023 (MONDAY)\nArmed conflicts and attacks\n- The army of Sudan and the RSF agree to a "
        "ceasefire.\nScience\n",
        [row("2023-04-21", "RSF", "unilateral"), row("2023-04-24", "Sudan; RSF", "bilateral")],
    ),
    (
        "a heading names what the text then tells",
        "Tigray war\n\nCeasefire of June 2021\n\nOn 28 June 2021 the Ethiopian government declared a "
        "ceasefire. The TPLF "
        "fought on.",
        [row("2021-06-28", "Ethiopia", "unilateral", "violated")],
    ),
    (
        "diseases and weapons are no sides",
        "In the war in Yemen the COVID-19 pandemic spread and F-16 jets flew. On 8 April 2020 Yemen and the "
        "Houthis agreed to a "
        "truce.",
        [row("2020-04-08", "Yemen; Houthis", "bilateral")],
    ),
]


@table(CONSTRUCTIONS)
def test_construction(text: str, expected: list[Row]) -> None:
    assert found(text) == expected

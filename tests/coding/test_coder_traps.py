"""What misleads coders of real text, one short example each: dates that are not the day of the attempt, sides without a
name, words that only look like an attempt, the marks of web copies.
"""

from __future__ import annotations

from coded_rows import Case, Row, found, row, table

TRAPS: list[Case] = [
    (
        "the day of the report and of the collapse are not the day of the truce",
        (
            "Speaking on 4 March 2015, the minister said that the truce between Mali and the "
            "CMA signed in June 2014 had collapsed."
        ),
        [row("2014-06", "Mali; CMA", "bilateral", "collapsed")],
    ),
    (
        "sides without a name",
        "The government and the rebels signed a ceasefire on 7 May 2000 in Sierra Leone.",
        [row("2000-05-07", "Sierra Leone; rebels", "bilateral")],
    ),
    (
        "urging to respect one is no call for one",
        "On 3 May 2013 the United Nations urged M23 to respect the ceasefire.",
        [],
    ),
    (
        "the standing state is no attempt",
        "On 12 June 2012 Azerbaijan violated the ceasefire regime 80 times, Armenia said.",
        [],
    ),
    (
        "cease fire as a verb",
        "On 5 October 2020 France called on Armenia and Azerbaijan to cease fire immediately.",
        [row("2020-10-05", "Armenia; Azerbaijan", "call", callers="France")],
    ),
    (
        "the place of talks is no mediator",
        (
            "The foreign ministers of Armenia and Azerbaijan agreed in Moscow on 10 October "
            "2020 to a humanitarian ceasefire."
        ),
        [row("2020-10-10", "Armenia; Azerbaijan", "bilateral")],
    ),
    (
        "a clock time",
        ("The ceasefire between Syria and the rebels came into force at midnight on 30 December 2016."),
        [row("2016-12-30", "Syria; rebels", "bilateral")],
    ),
    (
        "a headline in capitals",
        (
            "SUDAN AND JEM SIGN CEASEFIRE\n\nN'DJAMENA, 8 April 2004 - Sudan and the JEM "
            "signed a ceasefire on Thursday."
        ),
        [row("2004-04-08", "Sudan; JEM", "bilateral")],
    ),
    (
        "bullets with their dates",
        (
            "Truces of the war:\n\n- 3 May 1992: Croatia and Serbia signed a truce.\n- 6 "
            "June 1992: Croatia declared a unilateral ceasefire."
        ),
        [row("1992-05-03", "Croatia; Serbia", "bilateral"), row("1992-06-06", "Croatia", "unilateral")],
    ),
    (
        "a table of plain text",
        (
            "Date | Event\n1992-05-03 | Croatia and Serbia sign a truce\n1992-06-06 | "
            "Croatia declares a ceasefire"
        ),
        [row("1992-05-03", "Croatia; Serbia", "bilateral"), row("1992-06-06", "Croatia", "unilateral")],
    ),
    (
        "a commander speaks for his side",
        "General Ratko Mladic ordered Bosnian Serb troops to cease fire on 14 September 1995.",
        [row("1995-09-14", "Bosnian Serb", "unilateral")],
    ),
    (
        "accepted",
        "Iraq accepted a ceasefire with Iran on 6 August 1988.",
        [row("1988-08-06", "Iraq; Iran", "bilateral")],
    ),
    (
        "talks that failed",
        (
            "Talks between South Sudan and the SPLM-IO in Addis Ababa failed to produce a "
            "ceasefire in March 2015."
        ),
        [],
    ),
    ("considered", "Kenya's president said that al-Shabaab was considering a ceasefire in 2013.", []),
    (
        "announced in reported speech",
        "The LRA said it would observe a ceasefire from 4 August 2006.",
        [row("2006-08-04", "LRA", "unilateral")],
    ),
    ("a denial", "Hamas denied that a truce had been reached with Israel on 12 May 2023.", []),
    ("rumours", "Rumours of a ceasefire between Iran and Iraq went round in 1984.", []),
    (
        "a date as heading",
        "12 May 1994\n\nArmenia and Azerbaijan agree to a ceasefire, mediated by Russia.",
        [row("1994-05-12", "Armenia; Azerbaijan", "bilateral", mediators="Russia")],
    ),
    (
        "a lost blank after the full stop",
        ("The truce was signed by Chad and FROLINAT on 24 March 1978.It broke down in April 1978."),
        [row("1978-03-24", "Chad; FROLINAT", "bilateral", "collapsed")],
    ),
    (
        "doubled text",
        (
            "Chad and FROLINAT signed a truce on 24 March 1978.\n\nChad and FROLINAT signed "
            "a truce on 24 March 1978."
        ),
        [row("1978-03-24", "Chad; FROLINAT", "bilateral")],
    ),
]


@table(TRAPS)
def test_trap(text: str, expected: list[Row]) -> None:
    assert found(text) == expected

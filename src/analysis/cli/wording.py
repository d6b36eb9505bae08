"""What the command line says of itself: enough to work with, without any other page."""

from __future__ import annotations

PURPOSE = """\
Code ceasefire attempts and their outcomes from texts, keep them as tables, and make reports from them.

Texts lie in data/raw/texts with a row each in data/raw/sources.csv; tables go to data/processed, pages to reports."""

EPILOG = """\
a first hour:
  ceasefires build                                       make the tables from data/raw
  ceasefires report briefing                             make the page reports/index.html leads to
  ceasefires code news.txt --published 2020-11-12        see what is found in a text, with the words it rests on
  ceasefires add news.txt --published 2020-11-12 --publisher "The Paper"
  ceasefires COMMAND --help                              what a command does, with an example

exit codes: 0 done (also where a text holds no attempt) · 1 a fault, a problem of `doctor`, or an edition too old ·
2 wrong use · 3 bad data · 4 notebook failed · 5 page not sound · 73 cannot write · 75 another run is at work ·
130 interrupted"""

# Command -> one line for the list, and what its own --help says.
COMMANDS = {
    "build": (
        "make the tables from data/raw",
        """\
Read every text that data/raw/sources.csv lists, code it, link what it tells to the hand-coded chronology, and write all
tables to data/processed as Parquet and CSV, with a description of every column. The same raw data give the same bytes.
If anything is wrong nothing is written, and the former tables stay.

example:
  ceasefires build -v""",
    ),
    "code": (
        "print the attempts that a text tells of, with the words they rest on",
        """\
Code texts as they are, without adding them to the project: for each attempt at a ceasefire its date, parties,
mediators, kind and outcome, and the sentences it was read from. English only; a text in another language is named as
such and not coded. A text without any attempt is no error.

examples:
  ceasefires code news.txt --published 2020-11-12
  ceasefires code *.txt --conflict nagorno-karabakh --json > attempts.json""",
    ),
    "add": (
        "add texts to data/raw",
        """\
Copy texts into data/raw/texts and write their rows, with checksums, into data/raw/sources.csv. All of them are added,
or none. What you leave out stays empty in the row and can be written there later.

example:
  ceasefires add news.txt --conflict nagorno-karabakh --publisher "The Paper" --published 2020-11-12""",
    ),
    "report": (
        "run notebooks and publish them as pages",
        """\
Run a notebook on the tables of data/processed with the parameters you set, check the page, and publish it under
reports; without a name, make every edition that reports/editions.toml lists. If anything fails, the page published
before stays as it was. Nothing is done where nothing has changed.

examples:
  ceasefires report --dry-run
  ceasefires report briefing
  ceasefires report briefing -p start=2020-09-27 -p title="The second war" """,
    ),
    "params": (
        "show what can be set in a notebook",
        """\
Print the parameters of a notebook: name, type, default and meaning.

example:
  ceasefires params briefing""",
    ),
    "list": (
        "list the published reports",
        """\
Print every published page: edition, as-of day, when it was generated, and where it lies.

example:
  ceasefires list""",
    ),
    "status": (
        "say how old every edition is",
        """\
Print for every edition when it was last made or found unchanged, and whether `report` would make it now, and why.
Ends with 1 where one was never made or, with --max-age, is older: a second scheduler can watch the first.

example:
  ceasefires status --max-age 8d""",
    ),
    "diff": (
        "say what changed between two editions",
        """\
Print which attempts are new, gone, ended, coded anew or linked anew, and which sources were added, from one run of an
edition to another, or to the tables as they are now.

examples:
  ceasefires diff briefing
  ceasefires diff briefing/2025-12-31-0a1b2c3d briefing --json""",
    ),
    "export": (
        "print the tables in the shape of another project, or write a workbook",
        """\
Print the tables as CSV: declarations by party with the names and numeric codes of the ETH/PRIO ceasefire data (cf; an
unknown year, month or day is -1), events in the manner of PLOVER (plover), or days surely in force by pair of parties
and month (dyad-month). Or write all tables as one workbook, a sheet for each and a dictionary of the columns (excel).

examples:
  ceasefires export cf > declarations.csv
  ceasefires export excel -o tables.xlsx""",
    ),
    "schedule": (
        "print an entry for cron, systemd, GitHub or Airflow",
        """\
Print what makes a scheduler build the tables and make the reports that are due, with the full paths of this machine:
a line of a crontab, a service and timer of systemd, a workflow of GitHub Actions for the repository the project lies
in, or a DAG of Airflow. The entry itself says where it belongs. Nothing is installed.

examples:
  ceasefires schedule print cron
  ceasefires schedule print systemd --day daily --time 05:30
  ceasefires schedule print github > .github/workflows/reports.yml
  ceasefires schedule print airflow > ~/airflow/dags/ceasefires.py""",
    ),
    "evaluate": (
        "measure the coding against gold labels",
        """\
Code the texts of a set of gold labels and print precision, recall and F1 of attempts and of each field, with 95 %
intervals, agreement on which passages belong together (B-cubed), false attempts per 1,000 texts without a ceasefire,
how far confidence can be trusted, and every error to read. Texts lie beside the gold file, as its text_file says, and
a day of publication is taken from its published. With --against: what a former version had right or wrong otherwise.

examples:
  ceasefires evaluate tests/corpus/dev
  ceasefires evaluate tests/corpus/dev --json > former.json
  ceasefires evaluate tests/corpus/dev --against former.json""",
    ),
    "doctor": (
        "say what is wrong with the setup, and what to do",
        """\
Look at what builds and reports rest on: Python and packages, the kernel, data/raw, the tables, room and rights to
write, runs at work, the list of editions, and what a PDF needs. Prints a line for each, OK, note or problem, and below
a problem what to do. Changes nothing. Ends with 1 where there is a problem.

examples:
  ceasefires doctor
  ceasefires doctor --json""",
    ),
    "lab": (
        "open JupyterLab on the project's notebooks",
        """\
Open JupyterLab in the project's folder; Ctrl-C twice ends it.

example:
  ceasefires lab""",
    ),
}

ADD_OPTIONS = {
    "conflict": "conflict of conflicts.csv (may be left out where it lists only one)",
    "publisher": "who published the text",
    "published": "day of publication, as 2020-11-12",
    "title": "title of the text (with one file only)",
    "url": "web address, http or https (with one file only)",
    "retrieved": "day on which the text was taken from its address",
    "licence": "licence of the text, as an SPDX id or in words",
    "language": "ISO 639-1 code, such as en",
    "source_type": "agreement_text, news, statement, chronology, report, encyclopaedia or web_copy",
    "alignment": "side of the publisher: armenia, azerbaijan, artsakh, russia, ethiopia, tigray, third_party, neutral "
    "or unknown",
}

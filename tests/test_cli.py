"""The command line: what it prints, its exit codes, and one line for every problem."""

from __future__ import annotations

import json
import os
import resource
import shlex
import signal
import subprocess
import sys
import textwrap

import pytest
from projects import ROOT, files_of, small_project

from analysis import cli, pipeline
from analysis.cli import main
from analysis.cli.arguments import make_parser
from analysis.cli.wording import COMMANDS
from analysis.publishing import commands
from analysis.sources import raw_text

TRUCE = (
    "On 10 October 2020 Armenia and Azerbaijan signed a ceasefire agreement brokered by Russia after weeks of war. "
    "The ceasefire collapsed on 11 October 2020 when fighting resumed."
)
FRENCH = (
    "Le cessez-le-feu conclu à Moscou entre l'Arménie et l'Azerbaïdjan n'a pas été respecté dans la région, et les "
    "combats ont repris sur le front après quelques heures."
)


@pytest.fixture
def text(tmp_path):
    """A text file with a truce in it."""
    path = tmp_path / "truce.txt"
    path.write_text(TRUCE, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path):
    """A project with one text."""
    return small_project(tmp_path / "project", {"a.txt": TRUCE})


def run(capsys, *arguments):
    """Exit code, what was printed, and the lines told about problems."""
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err.splitlines()


def run_apart(*arguments, **options):
    """The command in a process of its own."""
    command = [sys.executable, "-m", "analysis", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


# --- help


def test_help_imports_nothing_that_takes_time():
    script = (
        "import sys\nfrom analysis.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "slow = {'pandas', 'pyarrow', 'nbconvert', 'papermill', 'plotly', 'ahocorasick_rs'} & set(sys.modules)\n"
        "sys.exit(repr(slow) if slow else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_with_an_example(capsys, command):
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"  ceasefires {command}" in capsys.readouterr().out


def test_every_command_has_its_help_and_its_function():
    assert set(COMMANDS) == set(cli.COMMANDS)
    assert all(make_parser().parse_args([name, *_needed(name)]).command == name for name in COMMANDS)


def _needed(command):
    needed = {"code": ["x"], "add": ["x"], "report": ["x"], "params": ["x"], "export": ["cf"], "diff": ["x"],
              "schedule": ["print", "cron"]}  # fmt: skip
    return needed.get(command, [])


def test_version(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("ceasefires ")


def test_without_a_command_the_help_is_told_as_a_wrong_use(capsys):
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err[0].startswith("usage: ceasefires")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["bulid"], "invalid choice: 'bulid'"),
        (["code"], "FILE"),
        (["build", "--fast"], "unrecognized arguments: --fast"),
        (["report", "briefing", "--wait", "long"], "invalid float value: 'long'"),
    ],
)
def test_a_wrong_argument_is_one_line_that_names_the_help(capsys, arguments, told):
    code, out, err = run(capsys, *arguments)
    assert (code, out, len(err)) == (2, "", 1)
    assert told in err[0]
    assert "--help`." in err[0]


# --- code


def test_code_shows_each_attempt_with_the_words_it_rests_on(capsys, text):
    code, out, err = run(capsys, "code", text)
    assert (code, err) == (0, [])
    assert f"{text}: 1 attempt" in out
    assert "1. agreement · Armenia, Azerbaijan · 2020-10-10 (signed, to the day)" in out
    assert "mediators: Russia" in out
    assert "outcome: collapsed, 2020-10-11" in out
    assert f"0-{TRUCE.index(' The ceasefire')}: “On 10 October 2020 Armenia" in out


def test_code_json_is_an_array_with_one_object_per_text(capsys, text):
    code, out, err = run(capsys, "code", text, "--published", "2020-10-12", "--json")
    assert (code, err) == (0, [])
    (one,) = json.loads(out)
    assert list(one) == ["text_file", "attempts"]
    assert one["text_file"] == str(text)
    (attempt,) = one["attempts"]
    assert list(attempt) == [
        "date", "precision", "date_kind", "parties", "mediators", "callers", "kind", "outcome", "outcome_date",
        "collective", "confidence", "evidence",
    ]  # fmt: skip
    assert (attempt["date"], attempt["precision"], attempt["date_kind"]) == ("2020-10-10", "day", "signed")
    assert all(TRUCE[one["start"] : one["end"]] == one["quote"] for one in attempt["evidence"])


def test_code_takes_several_files_in_their_order(capsys, text, tmp_path):
    second = tmp_path / "a.txt"
    second.write_text("Nothing of the kind.", encoding="utf-8")
    code, out, _ = run(capsys, "code", text, second, "--json")
    assert code == 0
    assert [one["text_file"] for one in json.loads(out)] == [str(text), str(second)]


def test_published_dates_what_the_text_leaves_to_the_day_of_writing(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Armenia and Azerbaijan agreed to a ceasefire on Saturday after weeks of fighting.", encoding="utf-8"
    )
    code, out, _ = run(capsys, "code", path, "--published", "2020-10-12", "--json")
    assert code == 0
    assert json.loads(out)[0]["attempts"][0]["date"] == "2020-10-10"


def test_a_text_of_no_ceasefire_is_no_error(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The harvest was good, and the village sang of it all night.", encoding="utf-8")
    assert run(capsys, "code", path) == (0, f"{path}: no ceasefire attempt found\n", [])
    assert json.loads(run(capsys, "code", path, "--json")[1])[0]["attempts"] == []


def test_a_text_in_another_language_is_named_and_not_coded(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(FRENCH, encoding="utf-8")
    code, out, err = run(capsys, "code", path, "--json")
    assert (code, json.loads(out)[0]["attempts"]) == (0, [])
    assert err == [
        f"ceasefires: warning: {path} is in French, which the rules do not read; it was not coded."
    ]


def test_an_empty_file_is_told(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    code, _, err = run(capsys, "code", path)
    assert (code, err) == (0, [f"ceasefires: warning: {path} is empty: nothing can be coded from it."])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n\x00\x01", "Expected a text in {path}, found a binary file"),
        (b"a truce\x00", "Expected a text in {path}, found a binary file"),
        (
            "un cessez-le-feu agréé".encode("latin-1"),
            "Expected UTF-8 in {path}, found the byte 0xe9 at byte 20 (line 1)",
        ),
        ("a truce".encode("utf-16"), "Expected UTF-8 in {path}, found UTF-16"),
    ],
)
def test_bytes_that_are_no_text_are_bad_input(capsys, tmp_path, content, told):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    code, out, err = run(capsys, "code", path)
    assert (code, out, len(err)) == (3, "", 1)
    assert err[0].startswith("ceasefires: " + told.format(path=path))


def test_a_file_of_50_mb_is_too_large(capsys, tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    code, _, err = run(capsys, "code", path)
    assert (code, len(err)) == (3, 1)
    assert "a text of at most 20 MB, found 50.0 MB" in err[0]
    assert raw_text.LARGEST == 20_000_000


def test_every_file_that_cannot_be_read_has_its_own_line(capsys, tmp_path, text):
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe")
    code, out, err = run(capsys, "code", tmp_path / "gone.txt", text, tmp_path / "b.txt")
    assert (code, out, len(err)) == (3, "", 2)
    assert "gone.txt, found none" in err[0]
    assert "b.txt, found UTF-16" in err[1]


@pytest.mark.parametrize("day", ["2020-02-30", "2020-1-1", "20201112", "yesterday", "2020-11-12T00:00"])
def test_published_wants_a_day_of_the_calendar(capsys, text, day):
    code, _, err = run(capsys, "code", text, "--published", day)
    assert (code, len(err)) == (2, 1)
    assert f"found {day!r}" in err[0]


def test_published_goes_with_one_file_only(capsys, text):
    code, _, err = run(capsys, "code", text, text, "--published", "2020-10-12")
    assert (code, len(err)) == (2, 1)
    assert "--published with one file only, found 2 files" in err[0]


def test_an_unknown_conflict_is_told_with_the_nearest(capsys, text, project):
    code, _, err = run(capsys, "--root", project.root, "code", text, "--conflict", "nagorno")
    assert (code, len(err)) == (2, 1)
    assert "did you mean nagorno-karabakh?" in err[0]
    assert run(capsys, "code", text, "--root", project.root, "--conflict", "nagorno-karabakh")[0] == 0


def test_code_needs_no_project(tmp_path, text):
    done = run_apart("code", text, cwd=tmp_path, env={**os.environ, "CEASEFIRES_ROOT": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "")


def test_characters_that_steer_a_terminal_are_not_printed(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TRUCE.replace("brokered", "\x1b[31mbrokered"), encoding="utf-8")
    assert "\x1b" not in run(capsys, "code", path)[1]


# --- build and add


def test_build_is_quiet_where_nobody_watches(capsys, project):
    assert run(capsys, "--root", project.root, "build") == (0, "", [])
    assert (project.processed / "attempts.csv").is_file()


def test_build_says_more_where_asked(capsys, project):
    code, out, err = run(capsys, "build", "--root", project.root, "-v")
    assert code == 0
    assert out.startswith("1 attempts, 2 mentions in 1 sources, as of 2020-10-11, built in ")
    assert err[0] == "reading data/raw …"


def test_raw_data_that_cannot_be_used_are_bad_input(capsys, project):
    (project.texts / "a.txt").write_text("another", encoding="utf-8")
    code, out, err = run(capsys, "--root", project.root, "build")
    assert (code, out, len(err)) == (3, "", 1)
    assert err[0].startswith("ceasefires: Expected the bytes of ")


def test_a_disk_that_takes_no_more_is_told_and_the_former_tables_stay(project):
    assert run_apart("--root", project.root, "build").returncode == 0
    before = files_of(project.processed)

    def allow_small_files_only():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = run_apart("--root", project.root, "build", preexec_fn=allow_small_files_only)
    assert done.returncode == 73
    assert done.stderr.startswith("ceasefires: Expected to write ")
    assert len(done.stderr.splitlines()) == 1
    assert files_of(project.processed) == before


def test_no_project_is_a_wrong_use(capsys, tmp_path):
    code, _, err = run(capsys, "--root", tmp_path, "build")
    assert (code, len(err)) == (2, 1)
    assert "data/raw" in err[0]


def test_add_writes_a_row_and_says_what_comes_next(capsys, project, tmp_path):
    path = tmp_path / "new.txt"
    path.write_text("A truce held.", encoding="utf-8")
    code, out, err = run(
        capsys, "--root", project.root, "add", path, "--publisher", "The Paper", "--published", "2020-11-12"
    )
    assert (code, err) == (0, [])
    assert out.startswith("Added new. Run `ceasefires build`")
    assert "The Paper" in (project.raw / "sources.csv").read_text(encoding="utf-8")
    assert run(capsys, "--root", project.root, "add", path)[0] == 3


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--published", "2020-13-01", "2020-13-01"),
        ("--conflict", "nagorno", "did you mean nagorno-karabakh?"),
        ("--source-type", "newspaper", "--source-type to be one of"),
    ],
)
def test_add_refuses_what_no_row_may_hold(capsys, project, text, option, value, told):
    before = files_of(project.raw)
    code, _, err = run(capsys, "--root", project.root, "add", text, option, value)
    assert (code, len(err)) == (2, 1)
    assert told in err[0]
    assert files_of(project.raw) == before


# --- reports


def test_report_hands_its_options_on(monkeypatch, project):
    seen = []
    monkeypatch.setattr(commands, "report", lambda *given: seen.append(given) or 0)
    arguments = ["--root", str(project.root), "report", "briefing", "-p", "start=2020-09-27", "-p", "title=A",
                 "--as-of", "2021-01-01", "--force", "--wait", "5"]  # fmt: skip
    assert main(arguments) == 0
    ((found, notebook, options),) = seen
    assert (found.root, notebook) == (project.root, "briefing")
    assert (options.assignments, options.as_of) == (["start=2020-09-27", "title=A"], "2021-01-01")
    assert (options.force, options.wait, options.timeout) == (True, 5.0, None)


def test_params_and_list_hand_their_options_on(monkeypatch, project):
    seen = []
    monkeypatch.setattr(commands, "params", lambda *given, **named: seen.append((given[1:], named)) or 0)
    monkeypatch.setattr(
        commands, "list_reports", lambda *given, **named: seen.append((given[1:], named)) or 0
    )
    assert main(["--root", str(project.root), "params", "briefing", "--json"]) == 0
    assert main(["--root", str(project.root), "list"]) == 0
    assert seen == [(("briefing",), {"as_json": True}), ((), {"as_json": False})]


def test_a_report_on_a_damaged_table_is_bad_input(capsys, project):
    run(capsys, "--root", project.root, "build")
    (project.processed / "datapackage.json").write_text("{", encoding="utf-8")
    (project.notebooks).mkdir()
    (project.notebooks / "briefing.ipynb").write_bytes((ROOT / "notebooks" / "briefing.ipynb").read_bytes())
    code, _, err = run(capsys, "--root", project.root, "report", "briefing")
    assert (code, len(err)) == (3, 1)
    assert "ceasefires build" in err[0]


def test_lab_opens_jupyter_in_the_project(monkeypatch, project):
    seen = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: seen.append(arguments))
    monkeypatch.chdir(project.root)
    assert main(["--root", str(project.root), "lab"]) == 0
    assert seen[0][1:3] == ["-m", "jupyterlab"]


# --- evaluate


def gold(tmp_path):
    """One labelled text, that of the truce."""
    attempt = {
        "date": "2020-10-10",
        "parties": ["Armenia", "Azerbaijan"],
        "kind": "agreement",
        "evidence": [],
    }
    labels = {"texts": [{"text_file": "truce.txt", "group": "one", "attempts": [attempt]}]}
    (tmp_path / "gold.json").write_text(json.dumps(labels), encoding="utf-8")
    return tmp_path / "gold.json"


def test_evaluate_measures_the_coding_of_gold_texts(capsys, tmp_path, text):
    code, out, err = run(capsys, "evaluate", gold(tmp_path))
    assert (code, err) == (0, [])
    assert "recall" in out
    found = json.loads(run(capsys, "evaluate", gold(tmp_path), "--json")[1])
    assert {one["name"]: one["value"] for one in found["measures"]}["recall"] == 1.0


def test_evaluate_says_where_gold_labels_are_missing(capsys, project, tmp_path):
    code, _, err = run(capsys, "--root", project.root, "evaluate")
    assert (code, len(err)) == (3, 1)
    assert "name a file with gold labels" in err[0]
    assert run(capsys, "evaluate", tmp_path / "gone.json")[0] == 3


# --- what goes wrong in the program


def break_build(monkeypatch, error):
    def broken(*arguments):
        raise error

    monkeypatch.setattr(pipeline, "build", broken)


def test_a_fault_of_the_program_is_one_line_without_a_trace(capsys, monkeypatch, project):
    break_build(monkeypatch, TypeError("odd"))
    code, _, err = run(capsys, "--root", project.root, "build")
    assert (code, len(err)) == (1, 1)
    assert "a fault of the program (TypeError: odd)" in err[0]


@pytest.mark.parametrize("flag", ["-v", "--verbose"])
def test_the_trace_is_shown_where_asked(capsys, monkeypatch, project, flag):
    break_build(monkeypatch, TypeError("odd"))
    _, _, err = run(capsys, "--root", project.root, "build", flag)
    assert "Traceback (most recent call last):" in err


def test_ctrl_c_ends_with_130_and_one_line(capsys, monkeypatch, project):
    break_build(monkeypatch, KeyboardInterrupt())
    code, _, err = run(capsys, "--root", project.root, "build")
    assert (code, err) == (130, ["", "Interrupted: nothing was left half done."])


def test_ctrl_c_in_a_real_process_leaves_the_former_tables(project):
    assert run_apart("--root", project.root, "build").returncode == 0
    before = files_of(project.processed)
    script = textwrap.dedent(f"""
        import os, signal, sys
        from analysis import store
        from analysis.cli import main
        swap = store.files.swap_folder
        def interrupted(target):
            os.kill(os.getpid(), signal.{signal.SIGINT.name})
            swap(target)
        store.files.swap_folder = interrupted
        sys.exit(main(["--root", {str(project.root)!r}, "build"]))
    """)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert files_of(project.processed) == before


def test_a_reader_that_goes_away_is_no_fault(text):
    command = (
        f"{shlex.join([sys.executable, '-m', 'analysis', 'code', *[str(text)] * 400, '--json'])} | head -c 10"
    )
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (141, "")


def test_a_terminal_that_knows_only_ascii_gets_escapes(text):
    text.write_text(TRUCE.replace("brokered", "“brokered”"), encoding="utf-8")
    done = run_apart("code", text, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "\\u201cbrokered" in done.stdout

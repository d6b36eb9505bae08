"""The tables are written whole or not at all, read back as they were, and every damage is told."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from example_tables import AS_OF, changed, make_tables
from frictionless import validate

from analysis import codebook, files, store
from analysis.errors import CannotWrite, CeasefiresError, InputProblem, LockHeld
from analysis.project import Project

META = {"as_of": AS_OF, "inputs": {"sources.csv": "ab" * 32}, "version": "0.1.0"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    return Project(tmp_path)


@pytest.fixture
def built(project: Project) -> Project:
    store.write_tables(make_tables(), project, META)
    return project


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def message_of(call: Callable[[], Any], kind: type[CeasefiresError]) -> str:
    with pytest.raises(kind) as problem:
        call()
    return str(problem.value)


# ---- what is written


def test_what_is_read_is_what_was_written(built: Project) -> None:
    tables = store.read_tables(built)
    assert list(tables) == list(codebook.load_codebook().tables)
    for name, frame in make_tables().items():
        pd.testing.assert_frame_equal(tables[name], frame)


def test_the_data_date_and_what_the_build_told_come_back(built: Project) -> None:
    tables = store.read_tables(built)
    assert tables.as_of == date(2025, 8, 8)
    assert tables.meta == META


def test_two_runs_give_the_same_bytes(built: Project) -> None:
    before = bytes_of(built.processed)
    store.write_tables(make_tables(), built, META | {"as_of": date(2025, 8, 8)})
    assert bytes_of(built.processed) == before


def test_the_order_of_rows_does_not_change_the_bytes(built: Project) -> None:
    before = bytes_of(built.processed)
    turned = {name: frame.iloc[::-1] for name, frame in make_tables().items()}
    store.write_tables(turned, built, META)
    assert bytes_of(built.processed) == before


def test_each_table_lies_there_as_parquet_and_csv_with_a_dictionary(built: Project) -> None:
    names = {f"{name}.{suffix}" for name in make_tables() for suffix in ("csv", "parquet")}
    assert set(bytes_of(built.processed)) == names | {"datapackage.json", "README.md", ".gitignore"}
    assert (built.processed / "README.md").read_text(encoding="utf-8") == codebook.describe_tables()


def test_nothing_is_left_beside_the_tables(built: Project) -> None:
    assert sorted(path.name for path in built.processed.parent.iterdir()) == ["processed", "raw"]


def test_the_data_package_is_valid(built: Project) -> None:
    report = validate(str(built.processed / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    assert report.stats["tasks"] == len(make_tables())


def test_the_data_package_notices_a_changed_csv(built: Project) -> None:
    with (built.processed / "aliases.csv").open("a") as file:
        file.write("Artsakh,nobody\n")
    assert not validate(str(built.processed / "datapackage.json")).valid


def test_a_formula_is_guarded_in_the_csv_and_exact_in_the_parquet(project: Project) -> None:
    store.write_tables(changed("actors", 0, label="=cmd|' /C calc'!A0"), project, META)
    assert "armenia,'=cmd|' /C calc'!A0,state" in (project.processed / "actors.csv").read_text()
    assert store.read_tables(project)["actors"].at[0, "label"] == "=cmd|' /C calc'!A0"
    assert validate(str(project.processed / "datapackage.json")).valid


def test_days_in_parquet_are_days(built: Project) -> None:
    assert pq.read_schema(built.processed / "attempts.parquet").field("signed_lo").type == pa.date32()


def test_what_a_person_put_into_the_folder_stays_and_a_former_table_goes(built: Project) -> None:
    folder = built.processed
    (folder / "my notes.txt").write_text("keep me")
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.txt").write_text("and me")
    (folder / "events.csv").write_text("of a former codebook")
    package = json.loads((folder / "datapackage.json").read_text())
    package["resources"].append(
        {"name": "events", "path": "events.csv", "parquet": {"path": "events.parquet"}}
    )
    (folder / "datapackage.json").write_text(json.dumps(package))
    store.write_tables(make_tables(), built, META)
    assert (folder / "my notes.txt").read_text() == "keep me"
    assert (folder / "drafts" / "a.txt").read_text() == "and me"
    assert not (folder / "events.csv").exists()


def test_the_ignore_file_of_the_folder_stays_as_it_is(project: Project) -> None:
    project.processed.mkdir()
    (project.processed / ".gitignore").write_text("# mine\n*\n!.gitignore\n")
    store.write_tables(make_tables(), project, META)
    assert (project.processed / ".gitignore").read_text() == "# mine\n*\n!.gitignore\n"


def test_a_link_to_a_folder_elsewhere_stays_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "large-disk").mkdir()
    project.processed.symlink_to(tmp_path / "large-disk")
    store.write_tables(make_tables(), project, META)
    assert project.processed.is_symlink()
    assert store.read_tables(project).as_of == date(2025, 8, 8)


# ---- what is refused on writing


def test_a_table_that_breaks_the_codebook_is_not_written(built: Project) -> None:
    before = bytes_of(built.processed)
    broken = changed("attempts", 0, outcome="successful")
    told = message_of(lambda: store.write_tables(broken, built, META), InputProblem)
    assert told.startswith(
        "Expected tables as the codebook declares them, found: Table attempts, column outcome: successful is not "
    )
    assert bytes_of(built.processed) == before


def test_an_id_that_leads_nowhere_is_not_written(project: Project) -> None:
    broken = changed("participants", 0, actor_id="georgia")
    told = message_of(lambda: store.write_tables(broken, project, META), InputProblem)
    assert "column actor_id: georgia stands in no row of table actors." in told
    assert not project.processed.exists()


def test_an_absent_and_an_unknown_table(project: Project) -> None:
    tables = make_tables()
    tables["events"] = tables.pop("spells")
    told = message_of(lambda: store.write_tables(tables, project, META), InputProblem)
    assert told == (
        "Expected exactly the tables of the codebook, found events beyond it and spells absent; "
        "give every table, empty where it has no rows."
    )


@pytest.mark.parametrize("as_of", [None, "May 1994", datetime(2025, 8, 8, 12), 2025])
def test_a_data_date_that_is_no_day(project: Project, as_of: Any) -> None:
    told = message_of(lambda: store.write_tables(make_tables(), project, {"as_of": as_of}), InputProblem)
    assert told == f"Expected the data date as_of as a day, found {as_of!r}."


def test_a_name_that_the_description_needs_itself(project: Project) -> None:
    meta = META | {"resources": []}
    told = message_of(lambda: store.write_tables(make_tables(), project, meta), InputProblem)
    assert told == "Expected own names in the description of the tables, found resources."


def test_a_file_in_the_place_of_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    told = message_of(lambda: store.write_tables(make_tables(), Project(tmp_path), META), CannotWrite)
    assert told == (
        f"Expected to write {tmp_path / 'data' / 'processed'}, found that it cannot be written (File exists); "
        "free space or change who may write there, then run again."
    )
    assert CannotWrite.exit_code == 73


def test_a_full_disk_leaves_the_former_tables(built: Project) -> None:
    before = bytes_of(built.processed)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        told = message_of(lambda: store.write_tables(make_tables(), built, META), CannotWrite)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert told.startswith(
        f"Expected to write {built.processed}, found that it cannot be written (File too large)"
    )
    assert bytes_of(built.processed) == before
    assert sorted(path.name for path in built.processed.parent.iterdir()) == ["processed", "raw"]


def test_another_run_at_work(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.0)
    data = built.processed.parent
    with files.locked(data):
        told = message_of(lambda: store.write_tables(make_tables(), built, META), LockHeld)
        assert told == (
            f"Expected to be alone in {data}, found another run at work there; wait for it to end, then run again."
        )
    store.write_tables(make_tables(), built, META)


def test_readers_do_not_keep_each_other_out(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.0)
    with files.locked(built.processed.parent, shared=True):
        assert store.read_tables(built).as_of == date(2025, 8, 8)


def test_a_writer_waits_for_a_reader_to_end(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.0)
    with (
        files.locked(built.processed.parent, shared=True),
        pytest.raises(LockHeld, match="found another run at work there"),
    ):
        store.write_tables(make_tables(), built, META)


# ---- what is refused on reading


REMEDY = "run `ceasefires build` to make the tables again."


def test_tables_that_were_never_built(project: Project) -> None:
    told = message_of(lambda: store.read_tables(project), InputProblem)
    path = project.processed / "datapackage.json"
    assert told == f"Expected built tables with {path}, found no such file; {REMEDY}"


def test_a_missing_table(built: Project) -> None:
    path = built.processed / "attempts.parquet"
    path.unlink()
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert told == f"Expected a table in {path}, found no such file; {REMEDY}"
    assert InputProblem.exit_code == 3


def test_a_folder_in_the_place_of_a_table(built: Project) -> None:
    path = built.processed / "attempts.parquet"
    path.unlink()
    path.mkdir()
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert told == f"Expected a table in {path}, found that it cannot be read (Is a directory); {REMEDY}"


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"not a table at all", None])
def test_a_damaged_table(built: Project, damage: bytes | None) -> None:
    path = built.processed / "attempts.parquet"
    path.write_bytes(path.read_bytes()[:-100] if damage is None else damage)
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert told == f"Expected a Parquet table in {path}, found a damaged file; {REMEDY}"


def test_one_flipped_bit_is_noticed(built: Project) -> None:
    path = built.processed / "attempts.parquet"
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(bytes(content))
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert str(path) in told
    assert told.endswith(REMEDY)


def test_a_sound_table_of_another_build(built: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "other")
    store.write_tables(changed("attempts", 0, name="Another name"), other, META)
    path = built.processed / "attempts.parquet"
    shutil.copy(other.processed / "attempts.parquet", path)
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert told == (
        f"Expected in {path} the bytes that datapackage.json names, found a file changed since, or of another "
        f"build; {REMEDY}"
    )


def test_tables_of_another_codebook(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    path = built.processed / "datapackage.json"
    package = json.loads(path.read_text())
    package["resources"] = [r for r in package["resources"] if r["name"] != "spells"]
    path.write_text(json.dumps(package))
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert told == f"Expected the table spells in {path}, found tables of another codebook; {REMEDY}"


def put_in_place(project: Project, name: str, table: pa.Table) -> Path:
    """Write a Parquet file over a table and name its bytes in the description, as another version would."""
    path = project.processed / f"{name}.parquet"
    pq.write_table(table, path)
    description = project.processed / "datapackage.json"
    package = json.loads(description.read_text())
    for described in package["resources"]:
        if described["name"] == name:
            described["parquet"]["hash"] = f"sha256:{store.hashlib.sha256(path.read_bytes()).hexdigest()}"
    description.write_text(json.dumps(package))
    return path


def test_a_table_with_a_column_of_another_type(built: Project) -> None:
    path = put_in_place(built, "aliases", pa.table({"surface": [1], "actor_id": ["armenia"]}))
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert told == (
        f"Expected the table aliases as the codebook declares it in {path}, found: column surface is missing, "
        f"unknown or of another type. It is of another version; {REMEDY}"
    )


def test_a_table_with_a_value_of_another_codebook(built: Project) -> None:
    table = pq.read_table(built.processed / "actors.parquet")
    kinds = pa.array(["empire"] * len(table), pa.string())
    put_in_place(built, "actors", table.set_column(table.schema.get_field_index("kind"), "kind", kinds))
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert "found: Table actors, column kind: empire is not allowed; expected one of state," in told


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"as_of": "2025-08-08"}', '{"as_of": "soon", "resources": []}']
)
def test_a_damaged_description(built: Project, damage: str) -> None:
    path = built.processed / "datapackage.json"
    path.write_text(damage)
    told = message_of(lambda: store.read_tables(built), InputProblem)
    assert told == f"Expected the description of the tables in {path}, found a damaged file; {REMEDY}"


def test_a_damaged_description_does_not_stop_the_next_build(built: Project) -> None:
    (built.processed / "datapackage.json").write_text("{")
    store.write_tables(make_tables(), built, META)
    assert store.read_tables(built).as_of == date(2025, 8, 8)


# ---- crashes


CRASHES = Path(__file__).with_name("crash_at_every_step.py")


def crash_while_writing(folder: Path, every: int) -> list[str]:
    """What was left after each crash: `former` or `new` tables, whole."""
    command = [sys.executable, str(CRASHES), str(folder), str(every)]
    environment = os.environ | {"PYTHONPATH": str(CRASHES.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_a_crash_leaves_former_or_new_tables_whole(tmp_path: Path) -> None:
    left = crash_while_writing(tmp_path, every=9)
    assert left[:8] == ["former"] * 8
    assert left[-1] == "new"
    assert set(left) == {"former", "new"}


@pytest.mark.soak
def test_a_crash_at_any_step_leaves_former_or_new_tables_whole(tmp_path: Path) -> None:
    left = crash_while_writing(tmp_path, every=1)
    assert len(left) > 45
    assert set(left) == {"former", "new"}


def test_former_tables_are_brought_back_by_the_next_reader(built: Project) -> None:
    os.rename(built.processed, files.former_path(built.processed))
    assert store.read_tables(built).as_of == date(2025, 8, 8)
    assert built.processed.is_dir()


def test_former_tables_are_brought_back_by_the_next_writer(built: Project) -> None:
    (built.processed / "my notes.txt").write_text("keep me")
    os.rename(built.processed, files.former_path(built.processed))
    store.write_tables(make_tables(), built, META)
    assert (built.processed / "my notes.txt").read_text() == "keep me"


def test_an_interrupt_between_the_renames_leaves_the_former_tables(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(built.processed)
    rename = os.rename

    def interrupted(source: Path, target: Path) -> None:
        if target == built.processed and source == files.staged_path(built.processed):
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(files.os, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.write_tables(changed("actors", 0, label="New"), built, META)
    assert bytes_of(built.processed) == before
    assert sorted(path.name for path in built.processed.parent.iterdir()) == ["processed", "raw"]

"""A file or folder changes whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import files
from analysis.errors import CannotWrite


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    files.replace_file(path, b"former")
    files.replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"former")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    with pytest.raises(CannotWrite) as problem:
        files.replace_file(path, b"new")
    assert str(problem.value) == (
        f"Expected to write {path}, found that it cannot be written (No space left on device); "
        "free space or change who may write there, then run again."
    )
    assert path.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_swapped(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    target.mkdir()
    (target / "former").touch()
    (files.start_stage(target) / "new").touch()
    files.swap_folder(target)
    assert [path.name for path in target.iterdir()] == ["new"]
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_crash_left_in_the_stage_is_thrown_away(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    (files.start_stage(target) / "half").touch()
    assert list(files.start_stage(target).iterdir()) == []


def test_a_crash_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    files.former_path(target).mkdir()
    assert files.needs_recovery(target)
    files.recover_folder(target)
    assert target.is_dir()
    assert not files.needs_recovery(target)


def test_a_folder_that_is_there_needs_no_recovery(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    target.mkdir()
    files.former_path(target).mkdir()
    files.recover_folder(target)
    assert files.former_path(target).is_dir()

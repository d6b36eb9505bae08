"""Files of other datasets that analysts download themselves: their shape is checked, nothing is shipped or fetched.

| shape | file | columns that are needed |
|---|---|---|
| `cf` | ETH/PRIO Civil Conflict Ceasefires, .xlsx or .csv | cf_id, actor_name, cf_dec_*, end_* (yr, month, day) |
| `pax` | PA-X Peace Agreements Database, .csv or .xlsx | Con, AgtId, Agt, Dat, Stage |
| `ucdp_ged` | UCDP Georeferenced Event Dataset, .csv | id, country, date_start, date_end, best, low, high |
| `ucdp_termination` | UCDP Conflict Termination Dataset, .xlsx or .csv | conflict_id, year, an outcome |
| `acled` | ACLED export, .csv or .xlsx | event_id_cnty, event_date, event_type, country, fatalities |

Names of columns are those of the files as programs that read them use them: CF of October 2022, PA-X 6 to 8, GED 19 to
25, Termination 3-2021 and the later layout (`c_outcome`), ACLED exports since 2023. Other columns are left alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import InputProblem

DELIMITERS = ",;\t"
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """A dataset by its columns: each entry of `needed` is a column, or several names of one column over time."""

    name: str
    label: str
    needed: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> list[str]:
        """The present name of each column."""
        return [names[0] for names in self.needed]


def _shape(name: str, label: str, columns: str) -> Shape:
    return Shape(name, label, tuple(tuple(part.split("|")) for part in columns.split()))


SHAPES = {
    one.name: one
    for one in (
        _shape("cf", "ETH/PRIO ceasefire file",
               "cf_id actor_name cf_dec_yr cf_dec_month cf_dec_day end_yr end_month end_day"),
        _shape("pax", "PA-X file", "Con AgtId Agt Dat Stage"),
        _shape("ucdp_ged", "UCDP GED file", "id country date_start date_end best low high"),
        _shape("ucdp_termination", "UCDP termination file", "conflict_id year c_outcome|outcome c_epterm|confterm"),
        _shape("acled", "ACLED export", "event_id_cnty event_date event_type country fatalities"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Dataset:
    """A downloaded file: its shape, and the needed columns as text, missing cells as None; the index is the line."""

    shape: Shape
    path: Path
    frame: pd.DataFrame


@dataclass(frozen=True)
class ViolentEvent:
    """An event of UCDP GED or ACLED: first and last possible day, country, deaths (best, least, most)."""

    event_id: str
    first: dt.date
    last: dt.date
    country: str
    best: int
    low: int
    high: int


def read_dataset(path: str | Path, shape: str = "") -> Dataset:
    """Read a downloaded file; without `shape` it is the one whose columns the file has most of.

    Raises InputProblem where the file is missing, is no table, or a needed column is missing or was renamed.
    """
    path = Path(path)
    if not path.is_file():
        raise InputProblem(f"Expected a downloaded file at {path}, found none; check the path.")
    book = path.suffix.lower() in (".xlsx", ".xlsm")
    header = _book_header(path) if book else _text_header(path)[0]
    found = SHAPES[shape] if shape else _nearest_shape(path, header)
    kept = _present_columns(path, found, header)
    frame = _read_book(path, list(kept)) if book else _read_text(path, list(kept))
    frame = frame.rename(columns=kept)[found.columns].astype(object)
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return Dataset(found, path, frame.where(frame.notna() & (frame != ""), None))


def read_events(path: str | Path) -> list[ViolentEvent]:
    """The events of a UCDP GED file or an ACLED export, by day.

    ACLED gives one day and one number of deaths; GED an interval of days and three estimates.
    Raises InputProblem as `read_dataset` does, for a file of another shape, and for a cell that is no day or number.
    """
    data = read_dataset(path)
    if data.shape.name == "ucdp_ged":
        events = list(_ged_events(data))
    elif data.shape.name == "acled":
        events = list(_acled_events(data))
    else:
        raise InputProblem(
            f"Expected a UCDP GED file or an ACLED export in {data.path}, found a {data.shape.label}: it tells of no "
            "violent events; name a file that does."
        )
    return sorted(events, key=lambda event: (event.first, event.event_id))


def _ged_events(data: Dataset) -> Iterator[ViolentEvent]:
    for line, row in zip(data.frame.index, data.frame.to_dict("records"), strict=True):
        deaths = [_number(data, line, name, row[name]) for name in ("best", "low", "high")]
        first, last = (_day(data, line, name, row[name]) for name in ("date_start", "date_end"))
        yield ViolentEvent(str(row["id"]), first, last, str(row["country"] or ""), *deaths)


def _acled_events(data: Dataset) -> Iterator[ViolentEvent]:
    for line, row in zip(data.frame.index, data.frame.to_dict("records"), strict=True):
        day = _day(data, line, "event_date", row["event_date"])
        deaths = _number(data, line, "fatalities", row["fatalities"])
        yield ViolentEvent(
            str(row["event_id_cnty"]), day, day, str(row["country"] or ""), deaths, deaths, deaths
        )


def _nearest_shape(path: Path, header: list[str]) -> Shape:
    def share(shape: Shape) -> float:
        return sum(any(name in header for name in names) for names in shape.needed) / len(shape.needed)

    best = max(SHAPES.values(), key=share)
    if share(best) <= 0.5:
        labels = ", ".join(shape.label for shape in SHAPES.values())
        raise InputProblem(
            f"Expected one of these in {path}: {labels}; found a table with the columns {', '.join(header[:8])}; "
            "download the file anew and leave its header as it is."
        )
    return best


def _present_columns(path: Path, shape: Shape, header: list[str]) -> dict[str, str]:
    """Each needed column as it stands in the file -> its present name."""
    kept = {}
    for names in shape.needed:
        present = next((name for name in names if name in header), None)
        if present is None:
            near = difflib.get_close_matches(
                names[0].lower(), [name.lower() for name in header], n=1, cutoff=0.6
            )
            found = next((name for name in header if near and name.lower() == near[0]), "")
            instead = f"found {found!r} instead" if found else "found none like it"
            raise InputProblem(
                f"Expected the column {names[0]!r} of a {shape.label} in {path}, {instead}; download the file anew, "
                "or give the column its name back."
            )
        kept[present] = names[0]
    return kept


def _text_header(path: Path) -> tuple[list[str], str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline()
    except UnicodeDecodeError:
        raise InputProblem(
            f"Expected a table in UTF-8 in {path}, found other bytes; save it as CSV in UTF-8, or as .xlsx."
        ) from None
    delimiter = max(DELIMITERS, key=line.count)
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])], delimiter


def _read_text(path: Path, columns: list[str]) -> pd.DataFrame:
    delimiter = _text_header(path)[1]
    try:
        return pd.read_csv(
            path, sep=delimiter, usecols=columns, dtype=str, encoding="utf-8-sig", skipinitialspace=True
        )
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise InputProblem(
            f"Expected a whole table in {path}, found a damaged one ({error}); download it anew."
        ) from None


def _book_header(path: Path) -> list[str]:
    return [str(name).strip() for name in _open_book(path, nrows=0).columns]


def _read_book(path: Path, columns: list[str]) -> pd.DataFrame:
    return _open_book(path, usecols=columns)


def _open_book(path: Path, **options: object) -> pd.DataFrame:
    try:
        return pd.read_excel(path, dtype=str, engine="openpyxl", **options)  # type: ignore[call-overload]
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise InputProblem(
            f"Expected an Excel workbook in {path}, found what is none ({error}); download it anew, or save it as CSV."
        ) from None


def _day(data: Dataset, line: int, column: str, cell: str | None) -> dt.date:
    """An ISO day, also with a time behind it, or `10 October 2020`."""
    text = (cell or "").strip()
    parts = text.replace("-", " ").split()
    try:
        if len(parts) == 3 and parts[1].lower() in _MONTHS:
            return dt.date(int(parts[2]), _MONTHS.index(parts[1].lower()) + 1, int(parts[0]))
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        raise InputProblem(
            f"Expected a day such as 2020-10-10 in column {column!r}, line {line} of {data.path}, found {text!r}; "
            "download the file anew: a spreadsheet may have rewritten it."
        ) from None


def _number(data: Dataset, line: int, column: str, cell: str | None) -> int:
    try:
        number = float(cell or "")
        if number < 0 or number != int(number):
            raise ValueError
    except ValueError:
        raise InputProblem(
            f"Expected a whole number from 0 on in column {column!r}, line {line} of {data.path}, found "
            f"{cell or ''!r}; download the file anew."
        ) from None
    return int(number)

"""A raw text as characters: strict UTF-8, no newline translation, so that offsets into it hold for ever."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import InputProblem

LARGEST = 20_000_000
SUFFIXES = (".txt", ".md", ".html", ".htm")

# How common files that are no text begin.
BINARY_STARTS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)
UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path) -> str:
    """The characters of the text file `path`; a byte order mark and carriage returns are kept. May be empty.

    Raises InputProblem where there is no such file, or it is binary, not UTF-8, or over 20 MB.
    """
    return decode_text(read_raw_bytes(path), path)


def read_raw_bytes(path: Path) -> bytes:
    """The bytes of the file `path`. Raises InputProblem where it is missing, unreadable or over 20 MB."""
    try:
        if not path.is_file():
            raise InputProblem(f"Expected a text file at {path}, found none; check the path.")
        size = path.stat().st_size
        if size > LARGEST:
            raise InputProblem(
                f"Expected a text of at most {LARGEST // 1_000_000} MB, found "
                f"{size / 1_000_000:.1f} MB in {path}; "
                "split it into several texts."
            )
        return path.read_bytes()
    except OSError as error:
        raise InputProblem(
            f"Expected to read {path}, found that it cannot be read ({error.strerror}); "
            "check who may read the file."
        ) from error


def decode_text(content: bytes, path: Path) -> str:
    """`content`, the bytes of `path`, as characters. Raises InputProblem where it is binary or not UTF-8."""
    if content.startswith(UTF16_STARTS):
        raise InputProblem(
            f"Expected UTF-8 in {path}, found UTF-16 (its byte order mark is at byte 0); save "
            "the file as UTF-8."
        )
    if content.startswith(BINARY_STARTS) or b"\0" in content:
        raise InputProblem(
            f"Expected a text in {path}, found a binary file; save its words as a .txt, .md or "
            ".html file in UTF-8."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputProblem(
            f"Expected UTF-8 in {path}, found the byte 0x{content[error.start]:02x} at byte {error.start} "
            f"(line {line}); save the file as UTF-8."
        ) from None

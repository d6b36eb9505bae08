"""What the source texts say: the sentences that speak of a ceasefire, each coded mention marked, with their company."""

from __future__ import annotations

from typing import Any

from analysis.study.blocks import Passages
from analysis.study.evidence import source_fields
from analysis.study.lifeline_marks import Href
from analysis.study.records import Record, group_by
from analysis.study.selection import HAND_SOURCE, Selection
from analysis.study.wording import count

# Sentences shown on each side of one with a coded mention.
AROUND = 1
GAP = " […] "


def quote_passages(selection: Selection, href: Href) -> Passages:
    """One entry per selected text: its telling sentences in order, mentions marked and linked to their evidence.

    Texts that tell of no ceasefire come last.
    """
    sentences = group_by(selection.rows["sentences"], "source_id")
    mentions = group_by(selection.rows["mentions"], "source_id")
    links = _links(selection)
    entries: list[dict[str, Any]] = []
    for source_id in selection.source_ids:
        if source_id == HAND_SOURCE:
            continue
        told = sorted(sentences.get(source_id, []), key=lambda row: row["start"])
        segments = _segments(told, mentions.get(source_id, []), links, href)
        title = selection.source_rows.get(source_id, {}).get("title") or source_id
        entries.append({**source_fields(selection, source_id), "title": title, "segments": segments})
    entries.sort(key=lambda entry: not any(segment["mark"] for segment in entry["segments"]))
    n = sum(len(rows) for rows in mentions.values())
    title = f"{count(n, 'mention')} of ceasefires in {count(len(entries), 'source text')}"
    return Passages(id="passages", title=title, entries=entries)


def _links(selection: Selection) -> dict[str, str]:
    """The first selected attempt that each mention is linked to."""
    known = {life.id for life in selection.lives}
    links: dict[str, str] = {}
    for row in selection.rows["mention_attempts"]:
        if row["attempt_id"] in known:
            links.setdefault(row["mention_id"], row["attempt_id"])
    return links


def _segments(
    sentences: list[Record], mentions: list[Record], links: dict[str, str], href: Href
) -> list[dict[str, Any]]:
    by_sentence = group_by(mentions, "sentence_id")
    telling = {n for n, row in enumerate(sentences) if row["sentence_id"] in by_sentence}
    shown = sorted({n + d for n in telling for d in range(-AROUND, AROUND + 1)} & set(range(len(sentences))))
    if not shown:
        return [_plain("No sentence of this text was coded as speaking of a ceasefire.")]
    segments, last = [], None
    for n in shown:
        segments += _joint(sentences, last, n)
        segments += _mark(sentences[n], by_sentence.get(sentences[n]["sentence_id"], []), links, href)
        last = n
    return segments


def _joint(sentences: list[Record], last: int | None, n: int) -> list[dict[str, Any]]:
    """What stands between two shown sentences: a space, a new fragment, or a gap."""
    if last is None:
        return [_plain(GAP.lstrip())] if n > 0 else []
    if n > last + 1:
        return [_plain(GAP)]
    same = sentences[n]["fragment_no"] == sentences[last]["fragment_no"]
    return [_plain(" " if same else "\n\n")]


def _mark(row: Record, mentions: list[Record], links: dict[str, str], href: Href) -> list[dict[str, Any]]:
    """A sentence cut at the marks of its mentions; marks that overlap become one."""
    text, segments, at = str(row["text"]), [], 0
    for first, last, attempt in _spans(row, mentions, links):
        if first > at:
            segments.append(_plain(text[at:first]))
        address = href(attempt, "mentions") if attempt else ""
        segments.append({"text": text[first:last], "mark": True, "href": address})
        at = last
    return segments + ([_plain(text[at:])] if at < len(text) else [])


def _spans(row: Record, mentions: list[Record], links: dict[str, str]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for mention in sorted(mentions, key=lambda item: item["trigger_start"] or 0):
        first, last = _span(row, mention)
        attempt = links.get(mention["mention_id"], "")
        if spans and first < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]), spans[-1][2] or attempt)
        else:
            spans.append((first, last, attempt))
    return spans


def _span(row: Record, mention: Record) -> tuple[int, int]:
    """Where a mention's trigger lies in the sentence's text; the whole sentence where offsets do not fit it."""
    length = len(str(row["text"]))
    if mention["trigger_start"] is None or row["end"] - row["start"] != length:
        return 0, length
    first = max(mention["trigger_start"] - row["start"], 0)
    last = min((mention["trigger_end"] or mention["trigger_start"]) - row["start"], length)
    return (first, last) if first < last else (0, length)


def _plain(text: str) -> dict[str, Any]:
    return {"text": text, "mark": False, "href": ""}

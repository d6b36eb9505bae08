"""The clause machine: words typed, nouns with what governs them and what is said of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sentence_reading import clause_of, reader_of

from analysis.coding.sentences.clauses import ClauseReader


def noun(reader: ClauseReader) -> int:
    return next(i for i, item in enumerate(reader.items) if item.kind == "cf")


def verb(reader: ClauseReader, word: str) -> int:
    return next(i for i, item in enumerate(reader.items) if item.word == word)


def test_words_are_typed() -> None:
    items = clause_of("On 3 May 1994 Mali may not sign the truce, said Niger.").items
    assert [(item.kind, item.word) for item in items] == [
        ("prep", "on"),
        ("date", "3 may 1994"),
        ("actor", "mali"),
        ("modal", "may"),
        ("neg", "not"),
        ("verb", "sign"),
        ("det", "the"),
        ("cf", "truce"),
        ("punct", ","),
        ("verb", "said"),
        ("actor", "niger"),
        ("punct", "."),
    ]


def test_items_are_in_order_and_give_their_words() -> None:
    text = "“Mali” and the ELN – since May – had, he says, agreed to cease fire (3 times) in 1994."
    clause = clause_of(text)
    for before, after in pairwise(clause.items):
        assert before.end <= after.start
    assert all(clause.view.lower[item.start : item.end].strip() for item in clause.items)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("They broke the truce.", "broke", "verb"),
        ("The call for a truce came late.", "call", "head"),
        ("They call for a truce.", "call", "verb"),
        ("The signing of a truce came late.", "signing", "head"),
        ("They halted the fighting.", "halted the fighting", "stop"),
        ("That truce held.", "that", "det"),
        ("The truce that held was theirs.", "that", "rel"),
    ],
)
def test_noun_or_verb_is_told_by_neighbours(text: str, word: str, kind: str) -> None:
    assert next(item.kind for item in clause_of(text).items if item.word == word) == kind


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        ("A truce was signed.", "signed", True),
        ("A truce had been finally signed.", "signed", True),
        ("They signed a truce.", "signed", False),
        ("They were late and signed a truce.", "signed", False),
    ],
)
def test_passive(text: str, word: str, passive: bool) -> None:
    reader = reader_of(text)
    assert reader.items[verb(reader, word)].passive is passive


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("Mali did not sign a truce.", "sign", True),
        ("Mali never signed a truce.", "signed", True),
        ("Mali signed no truce.", "signed", False),
        ("Mali signed a truce, not a treaty.", "signed", False),
        ("Mali did not stay but signed a truce.", "signed", False),
    ],
)
def test_negation_of_a_verb(text: str, word: str, negated: bool) -> None:
    reader = reader_of(text)
    assert reader.negated(verb(reader, word)) is negated


@pytest.mark.parametrize(
    ("text", "word", "modal"),
    [
        ("Mali will sign a truce.", "sign", "will"),
        ("Mali may soon sign a truce.", "sign", "may"),
        ("Mali signed a truce.", "signed", ""),
    ],
)
def test_modal_of_a_verb(text: str, word: str, modal: str) -> None:
    reader = reader_of(text)
    assert reader.modal(verb(reader, word)) == modal


@pytest.mark.parametrize(
    ("text", "governor"),
    [
        ("Mali signed a truce.", "signed"),
        ("Mali signed a long and fragile truce.", "signed"),
        ("Mali signed an immediate, unconditional truce.", "signed"),
        ("France called for a truce.", "called"),
        ("The call for a truce came late.", "call"),
        ("Mali agreed to a truce.", "agreed"),
        ("The truce held.", None),
    ],
)
def test_what_governs_the_noun(text: str, governor: str | None) -> None:
    reader = reader_of(text)
    left, _ = reader.left_edge(noun(reader))
    found = reader.governor(left)
    assert (reader.items[found.index].word if found else None) == governor


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The truce collapsed.", ["collapsed"]),
        ("The truce, signed in May, collapsed.", ["signed", "collapsed"]),
        ("The truce that collapsed was theirs.", ["collapsed"]),
        ("The truce collapsed when the army attacked.", ["collapsed"]),
        ("Mali said.", None),
    ],
)
def test_what_is_said_of_the_noun(text: str, said: list[str] | None) -> None:
    reader = reader_of(text)
    if said is None:
        assert not any(item.kind == "cf" for item in reader.items)
        return
    found = reader.said_of(noun(reader), subject=True)
    assert [reader.items[predicate.index].word for predicate in found] == said


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("Several truces collapsed.", True),
        ("Truces collapsed.", True),
        ("The truce collapsed.", False),
        ("Another truce collapsed.", False),
    ],
)
def test_plural(text: str, plural: bool) -> None:
    reader = reader_of(text)
    index = noun(reader)
    _, modifiers = reader.left_edge(index)
    _, right = reader.compound(index)
    assert reader.is_plural(index, right, modifiers) is plural


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("They signed a ceasefire agreement.", "document"),
        ("They refused a ceasefire proposal.", "proposal"),
        ("They held ceasefire talks.", "talks"),
        ("The ceasefire line is long.", "standing"),
        ("Ceasefire violations went on.", "violation"),
        ("They signed a ceasefire.", ""),
    ],
)
def test_compound_nouns(text: str, compound: str) -> None:
    reader = reader_of(text)
    assert reader.compound(noun(reader))[0] == compound


def test_clauses_of_a_sentence_are_numbered() -> None:
    reader = reader_of("Mali signed a truce after Niger accepted it, and Chad rejected it.")
    ids = reader.clause_ids()
    assert ids == sorted(ids)
    assert ids[verb(reader, "signed")] != ids[verb(reader, "accepted")] != ids[verb(reader, "rejected")]


@pytest.mark.parametrize(
    ("text", "generic", "conditional"),
    [
        ("A truce usually holds.", True, False),
        ("If a truce is signed, it holds.", False, True),
        ("A truce was signed.", False, False),
    ],
)
def test_general_and_conditional_sentences(text: str, generic: bool, conditional: bool) -> None:
    reader = reader_of(text)
    assert (reader.is_generic(), reader.is_conditional(noun(reader))) == (generic, conditional)

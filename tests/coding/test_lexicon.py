"""The words of ceasefires as data: inflection, verbs with particles, nouns in all their spellings."""

from __future__ import annotations

import pytest

from analysis.coding.sentences.lexicon import inflect, load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("sign", ["sign", "signs", "signed", "signing"]),
        ("declare", ["declare", "declares", "declared", "declaring"]),
        ("agree", ["agree", "agrees", "agreed", "agreeing"]),
        ("ratify", ["ratify", "ratifies", "ratified", "ratifying"]),
        ("obey", ["obey", "obeys", "obeyed", "obeying"]),
        ("reach", ["reach", "reaches", "reached", "reaching"]),
        ("stop", ["stop", "stops", "stopped", "stopping"]),
        ("commit", ["commit", "commits", "committed", "committing"]),
        ("broker", ["broker", "brokers", "brokered", "brokering"]),
        ("violate", ["violate", "violates", "violated", "violating"]),
    ],
)
def test_regular_verbs(base: str, forms: list[str]) -> None:
    assert list(inflect(base).values()) == forms


@pytest.mark.parametrize(
    ("word", "lemma", "name", "form"),
    [
        ("signed", "sign", "agree", "ed"),
        ("agrees", "agree", "agree", "s"),
        ("struck", "strike", "agree", "ed"),
        ("swore", "swear", "declare", "ed"),
        ("brokering", "broker", "broker", "ing"),
        ("led", "lead", "result", "ed"),
        ("urged", "urge", "call", "ed"),
        ("offered", "offer", "propose", "ed"),
        ("rejects", "reject", "reject", "s"),
        ("broke", "break", "violate", "ed"),
        ("breach", "breach", "violate", "base"),
    ],
)
def test_verb_forms_with_their_class(word: str, lemma: str, name: str, form: str) -> None:
    found = LEXICON.verbs[word]
    assert (found.lemma, found.form) == (lemma, form)
    assert name in found.classes


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("broke down", "collapse"),
        ("turned down", "reject"),
        ("put forward", "propose"),
        ("entered into", "agree"),
        ("hammered out", "agree"),
    ],
)
def test_verbs_with_particles(words: str, name: str) -> None:
    first, *rest = words.split()
    options = dict(LEXICON.phrases[first])
    assert name in options[tuple(rest)].classes


NOUNS = [
    "ceasefire",
    "ceasefires",
    "cease-fire",
    "cease fire",
    "cease -\nfire",
    "truce",
    "armistice",
    "hudna",
    "cessation of hostilities",
    "cessation  of\nhostilities",
    "suspension of all military operations",
    "halt to the fighting",
    "ceasere",
    "cease re",
    "ceasefre",
    "48-hour pause",
]
NO_NOUNS = [
    "ceaseless fire",
    "the end of the road",
    "trucebreaker",
    "a spruce tree",
    "cease and desist",
    "an end to the meeting",
    "a pause in his speech",
]


@pytest.mark.parametrize("words", NOUNS)
def test_names_of_a_ceasefire(words: str) -> None:
    match = LEXICON.name_pattern.search(f"they spoke of a {words} that day")
    assert match is not None
    assert match.group().startswith(words.split("-")[0][:5]) or words == "48-hour pause"


@pytest.mark.parametrize("words", NO_NOUNS)
def test_words_that_are_no_name_of_a_ceasefire(words: str) -> None:
    assert LEXICON.name_pattern.search(f"they spoke of {words} that day") is None


@pytest.mark.parametrize(
    "words",
    [
        "halted the fighting",
        "suspend all offensive operations",
        "laid down their arms",
        "put down their weapons",
        "hold their fire",
        "stood down",
        "stop shooting",
    ],
)
def test_verbs_that_mean_a_ceasefire(words: str) -> None:
    assert LEXICON.verbal_pattern.search(f"they {words} that day") is not None


@pytest.mark.parametrize(
    "words", ["halted the train", "stopped the car", "laid down the law", "held their breath"]
)
def test_verbs_of_stopping_other_things(words: str) -> None:
    assert LEXICON.verbal_pattern.search(f"they {words} that day") is None


def test_every_verb_form_has_a_class() -> None:
    forms = [*LEXICON.verbs.values(), *(form for options in LEXICON.phrases.values() for _, form in options)]
    assert len(forms) > 500
    assert all(form.classes and form.lemma for form in forms)
    assert {form.form for form in forms} <= {"base", "s", "ed", "past", "part", "ing"}


def test_longest_phrase_comes_first() -> None:
    for options in LEXICON.phrases.values():
        sizes = [len(rest) for rest, _ in options]
        assert sizes == sorted(sizes, reverse=True)

"""Which texts the rules may read."""

from __future__ import annotations

import pytest

from analysis.text.language import guess_language

ENGLISH = (
    "Armenia and Azerbaijan agreed on Saturday to a ceasefire in Nagorno-Karabakh after talks in Moscow, the Russian "
    "foreign minister said. The ceasefire was to take effect at noon."
)
FOREIGN = {
    "fr": (
        "Le cessez-le-feu conclu à Moscou entre l'Arménie et l'Azerbaïdjan n'a pas été respecté dans la région, et les "
        "combats ont repris sur le front après quelques heures."
    ),
    "de": (
        "Die Waffenruhe, die in der Nacht vereinbart wurde, ist nach Angaben der beiden Seiten nicht eingehalten "
        "worden, und die Kämpfe dauern auch an der Grenze an."
    ),
    "es": (
        "El alto el fuego acordado en Moscú entre las dos partes no se respetó y los combates continuaron en la "
        "región durante la noche, según las autoridades de la capital."
    ),
    "tr": (
        "Ateşkes ile ilgili görüşmeler bir süre daha devam edecek ve iki ülke tarafından kabul edilen metin için bu "
        "hafta sonra bir toplantı olarak planlanan görüşme yapılacak."
    ),
}
SCRIPTS = {
    "Cyrillic": "Армения и Азербайджан договорились о прекращении огня в Нагорном Карабахе с полудня десятого октября.",
    "Armenian": "Հայաստանն ու Ադրբեջանը պայմանավորվել են հրադադարի մասին Լեռնային Ղարաբաղում։",
    "Arabic": "اتفقت الحكومة والمعارضة على وقف إطلاق النار في المدينة ابتداء من يوم الجمعة.",
    "Georgian": "მხარეები შეთანხმდნენ ცეცხლის შეწყვეტაზე დღეს შუადღიდან მთელ ტერიტორიაზე.",
}


def test_english_is_read():
    assert guess_language(ENGLISH).code == "en"
    assert guess_language(ENGLISH).is_english


@pytest.mark.parametrize("code", FOREIGN)
def test_another_language_is_named_and_not_read(code):
    found = guess_language(FOREIGN[code])
    assert (found.code, found.is_english) == (code, False)


@pytest.mark.parametrize("script", SCRIPTS)
def test_another_script_is_named_and_not_read(script):
    found = guess_language(SCRIPTS[script])
    assert script in found.name
    assert not found.is_english


@pytest.mark.parametrize("text", ["", "42", "Truce in Karabakh", "Paris Rome Baku " * 20])
def test_what_has_too_few_words_to_say_is_read(text):
    assert guess_language(text).is_english


def test_english_with_a_foreign_quotation_is_read():
    assert guess_language(
        f"{ENGLISH} The paper wrote: « Le cessez-le-feu conclu dans la nuit. » {ENGLISH}"
    ).is_english


def test_english_with_names_in_another_script_is_read():
    assert guess_language(f"{ENGLISH} {SCRIPTS['Armenian']} {ENGLISH}").is_english

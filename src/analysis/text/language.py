"""Is a text English? The rules read English only; a text in another language is said to be one, not misread."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words that any page of running text in the language is full of, and that are rare in the others.
_FREQUENT = {
    "en": (
        "the of and to in that was for with on by from at it as were has had been which "
        "this their have not are"
    ),
    "fr": (
        "le la les des et du une est dans que pour qui sur au par avec ne pas cette ont "
        "été aux leur mais après"
    ),
    "de": (
        "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch "
        "nach wurde über bei"
    ),
    "es": "el la los las de y que en del un una por con para se al su es no fue entre sobre como más ha",
    "it": "il di che la e un una per con del della dei nel non sono è gli le da alla anche tra più",
    "pt": "o a os as de e que em um uma para com do da dos das não no na por ao foi entre mais",
    "nl": "de het een van en in op dat met te zijn voor niet aan is door ook naar werd bij",
    "tr": "ve bir bu için ile da de olarak olan daha çok sonra kadar olduğu tarafından ise gibi",
    "pl": "i w na z do się nie że jest to o po przez od dla oraz został który",
    "ro": "și de la în cu pe din nu că a fost pentru este prin după care între",
    "id": "yang dan di dari untuk dengan pada ini itu dalam tidak akan oleh telah juga",
    "az": "və bir bu üçün ilə ki də da olan sonra edilib tərəfindən olub",
}
_NAMES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "tr": "Turkish",
    "pl": "Polish",
    "ro": "Romanian",
    "id": "Indonesian",
    "az": "Azerbaijani",
}
# First and last code point of scripts that English is not written in.
_SCRIPTS = (
    ("Greek", 0x0370, 0x03FF),
    ("Cyrillic", 0x0400, 0x052F),
    ("Armenian", 0x0530, 0x058F),
    ("Hebrew", 0x0590, 0x05FF),
    ("Arabic", 0x0600, 0x077F),
    ("Devanagari", 0x0900, 0x097F),
    ("Bengali", 0x0980, 0x09FF),
    ("Tamil", 0x0B80, 0x0BFF),
    ("Thai", 0x0E00, 0x0E7F),
    ("Burmese", 0x1000, 0x109F),
    ("Georgian", 0x10A0, 0x10FF),
    ("Ethiopic", 0x1200, 0x137F),
    ("Chinese or Japanese", 0x3040, 0x9FFF),
    ("Korean", 0xAC00, 0xD7AF),
)
_WORD = re.compile(r"[^\W\d_]+")
_LOOK_AT = 20_000
_FEWEST_WORDS = 12
_FOREIGN_SCRIPT = 0.4
_OUTWEIGHS = 1.5


@dataclass(frozen=True)
class Language:
    """What a text is written in. `code` is ISO 639-1, empty where only the script is known or the text is too
    short."""

    code: str
    name: str

    @property
    def is_english(self) -> bool:
        """Whether the rules may read the text: English, or too short to say."""
        return self.code == "en" or not self.name


def guess_language(text: str) -> Language:
    """Return the language of `text`, judged by its script and its most frequent small words.

    A text of a few words, or one whose words tell nothing (a table of names), has no name and counts as readable.
    """
    sample = text[:_LOOK_AT]
    letters = [char for char in sample if char.isalpha()]
    script = _foreign_script(letters)
    if script:
        return Language("", f"a language in {script} script")
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(words) < _FEWEST_WORDS:
        return Language("", "")
    shares = {code: sum(word in _SETS[code] for word in words) / len(words) for code in _SETS}
    best = max(shares, key=lambda code: (shares[code], code == "en"))
    if best == "en" or shares[best] < 0.12 or shares[best] < _OUTWEIGHS * shares["en"]:
        return Language("en", "English") if shares["en"] >= 0.08 else Language("", "")
    return Language(best, _NAMES[best])


def _foreign_script(letters: list[str]) -> str | None:
    for name, first, last in _SCRIPTS:
        count = sum(first <= ord(char) <= last for char in letters)
        if letters and count / len(letters) > _FOREIGN_SCRIPT:
            return name
    return None


_SETS = {code: frozenset(words.split()) for code, words in _FREQUENT.items()}

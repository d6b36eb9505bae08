"""The words of `frames.toml`, ready for look-up: every verb form and noun with its class."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_VOWELS = "aeiou"


@dataclass(frozen=True)
class VerbForm:
    """One form of a verb: its classes (several where the word has several senses) and what form it is."""

    lemma: str
    classes: frozenset[str]
    form: str  # base, s, ed (past and participle), past, part, ing


# Phrases by their first word: the words that follow, and the verb they are.
Phrases = dict[str, list[tuple[tuple[str, ...], VerbForm]]]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Look-up tables by lower-case word; phrases are found by their first word."""

    verbs: dict[str, VerbForm]
    phrases: Phrases
    compounds: dict[str, str]
    heads: dict[str, str]
    head_phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    stopping: dict[str, VerbForm]
    name_pattern: re.Pattern[str]
    verbal_pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    data = tomllib.loads(
        resources.files("analysis.coding.sentences").joinpath("frames.toml").read_text("utf-8")
    )
    verbs, phrases = _index_verbs(data["verbs"])
    heads, head_phrases = _index_heads(data["heads"])
    return Lexicon(
        verbs=verbs,
        phrases=phrases,
        compounds={word: kind for kind, words in reversed(data["compounds"].items()) for word in words},
        heads=heads,
        head_phrases=head_phrases,
        stopping=_index_verbs({"stop": {"forms": data["verbal"]["verbs"]}})[0],
        name_pattern=_name_pattern(data["names"]["nouns"]),
        verbal_pattern=_verbal_pattern(data["verbal"]),
    )


def inflect(base: str) -> dict[str, str]:
    """Return the regular forms of a verb: form name -> word, for 'base', 's', 'ed' and 'ing'."""
    if base.endswith("ee"):
        return {"base": base, "s": base + "s", "ed": base + "d", "ing": base + "ing"}
    if base.endswith("e"):
        return {"base": base, "s": base + "s", "ed": base + "d", "ing": base[:-1] + "ing"}
    if base.endswith("y") and base[-2] not in _VOWELS:
        return {"base": base, "s": base[:-1] + "ies", "ed": base[:-1] + "ied", "ing": base + "ing"}
    s = "es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s"
    stem = base + base[-1] if _doubles(base) else base
    return {"base": base, "s": base + s, "ed": stem + "ed", "ing": stem + "ing"}


# Longer verbs double their last letter only where the last syllable is stressed.
_STRESSED = frozenset(("commit", "permit", "submit", "recommit"))


def _doubles(base: str) -> bool:
    if len(base) < 3 or base[-1] in _VOWELS + "wxy" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    return len(base) <= 4 or base in _STRESSED


def _index_verbs(classes: dict[str, dict[str, list[str]]]) -> tuple[dict[str, VerbForm], Phrases]:
    forms: dict[str, tuple[str, str, set[str]]] = {}
    for name, entry in classes.items():
        for line in entry["forms"]:
            for word, (lemma, form) in _forms_of(line).items():
                known = forms.setdefault(word, (lemma, form, set()))
                known[2].add(name)
    for name, entry in classes.items():
        for phrase in entry.get("phrases", ()):
            forms.setdefault(phrase, (phrase, "ed", {name}))
    verbs: dict[str, VerbForm] = {}
    phrases: Phrases = {}
    for words, (lemma, form, names) in forms.items():
        known_form = VerbForm(lemma, frozenset(names), form)
        first, *rest = words.split()
        if rest:
            phrases.setdefault(first, []).append((tuple(rest), known_form))
        else:
            verbs[first] = known_form
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return verbs, phrases


_PARTICLES = frozenset(
    (
        "its nothing smoke shape being about amid a stop immediate up off down out apart into grief tatters pieces "
        "full fully in effect force forward indefinite open-ended upon to an end over with aside away way hold "
        "operation claims parties through from exist effective about calm blame accusations unilaterally "
        "ready broker cease take back live terms together known place on undone unstuck"
    ).split()
)


def _forms_of(line: str) -> dict[str, tuple[str, str]]:
    words = line.split()
    first, particle = words[0], " ".join(words[1:])
    if not particle or all(word in _PARTICLES or word in ("be",) for word in words[1:]):
        tail = f" {particle}" if particle else ""
        return {form + tail: (line, name) for name, form in inflect(first).items()}
    if all(len(word) > 2 and word[:2] == first[:2] for word in words[1:]) or words[1] not in _PARTICLES:
        return _irregular(words)
    return _irregular_phrases(words)


def _irregular(words: list[str]) -> dict[str, tuple[str, str]]:
    return {word: (words[0], _form_name(words[0], word, index)) for index, word in enumerate(words)}


def _irregular_phrases(words: list[str]) -> dict[str, tuple[str, str]]:
    """'break down broke down broken down ...': every form carries the same particle words."""
    first = words[0]
    size = next(i for i in range(2, len(words)) if words[i] not in _PARTICLES)
    tail = words[1:size]
    forms = [words[i] for i in range(0, len(words), size)]
    lemma = " ".join([first, *tail])
    return {
        " ".join([word, *tail]): (lemma, _form_name(first, word, index)) for index, word in enumerate(forms)
    }


def _form_name(base: str, word: str, index: int) -> str:
    if index == 0:
        return "base"
    if word.endswith("ing"):
        return "ing"
    if word.endswith("s") and word not in ("was",):
        return "s"
    return "ed"


def _index_heads(
    classes: dict[str, list[str]],
) -> tuple[dict[str, str], dict[str, list[tuple[tuple[str, ...], str]]]]:
    single: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, words in classes.items():
        for word in words:
            first, *rest = word.split()
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), name))
            else:
                single.setdefault(first, name)
    return single, phrases


def _name_pattern(nouns: list[str]) -> re.Pattern[str]:
    """All names of a ceasefire, with blanks or hyphens between, lost ligatures and lost blanks allowed."""
    # "ceasefire" itself is found inside words run together; a lost ligature needs the end of the word.
    plain = (
        r"cease[\s-]{0,3}fires?|(?<![\w])(?:cease[\s-]{0,3}(?:f|i|fi)?\s?res?|truces?"
        r"|armistices?|hudnas?|tahdiyas?)(?![\w])"
    )
    words = sorted(
        (noun for noun in nouns if " " in noun and not noun.startswith("cease ")), key=len, reverse=True
    )
    spelled = "|".join(re.sub(r"\\?[ -]", r"[\\s-]{1,3}", re.escape(noun)) for noun in words)
    timed = (
        r"(?<=hour )(?:pause|lull|halt)|(?<=day )(?:pause|lull|halt)|(?<=week )(?:pause|lull|halt)"
        r"|(?:(?<=\ba )|(?<=the )|(?<=mutual )|(?<=voluntary ))stand-down"
        r"|standstill(?=\s+(?:of|for)\s+[\w-]+\s+(?:hours|days|weeks|months))"
        # "proclaimed a unilateral halt", "called for an immediate stop", but "an immediate halt to the sale"
        r"|(?:(?<=unilateral )|(?<=mutual )|(?<=immediate ))(?:pause|halt|stop)(?!\s+(?:to|of|in|on|at|for)\b)"
    )
    return re.compile(rf"{plain}|(?<![\w])(?:{spelled}|{timed}|{_COMPOSED})(?![\w])")


# A noun of stopping, up to four qualifiers, and an act of war: "suspension of offensive military operations".
_QUALIFIERS = (
    r"(?:(?:the|all|any|their|its|his|own|mutual|offensive|armed|military|combat|government|army|rebel|guerrilla"
    r"|hostile|further|active|cross-border|long-range"
    r"|air|ground|drone|missile|rocket|artillery|acts|of|and|heavy|such|these"
    r"|strategic|aerial|violent|terrorist|[a-z]+(?:ian|ean|ani|eli|aqi|emi|ish|ese|can))\s+){0,5}"
)
_COMPOSED = (
    r"(?:cessation|suspension|discontinuance|halt|halting|stop|stopping|pause|moratorium|freeze"
    r"|ceasing|cease|stand-?down|abstention)"
    rf"\s+(?:of|to|in|on|from)\s+{_QUALIFIERS}"
    r"(?:hostilities|fighting|fire|firing|operations|actions|activities|activity"
    r"|attacks|strikes|airstrikes|bombardments?"
    r"|bombing|shelling|offensives?|combat|violence|acts|shooting|armed conflict"
    r"|armed confrontation|war|use of force|armed struggle|assault|attack|advance|offensive)"
    # An end is one only of the fighting itself: "the end of combat operations" is a victory as often.
    rf"|(?:end|ending|discontinuation|termination)\s+(?:of|to|in)\s+{_QUALIFIERS}"
    r"(?:hostilities|fighting|firing|bombardments?|shelling|violence|shooting"
    r"|armed conflict|armed confrontation|war|use of force)"
)


# "All military action on the front should cease": what is to stop stands before the verb.
STOPPED_SUBJECT = re.compile(
    r"(?:hostilities|fighting|firing|shooting|shelling|combat|violence|armed conflict"
    r"|(?:military|combat|offensive|armed|hostile)\s+"
    r"(?:operations?|actions?|activit(?:y|ies))|all\s+operations|operations(?=\s+(?:in|against)\s)|acts\s+of\s+(?:\w+\s+)?(?:violence|confrontation|hostility|war))(?:\s+(?:in|on|along|across|around|against|at|between|by)"
    r"(?:\s+[\w()-]+){1,9}?)?\s+(?:should|must|would|will|shall|(?:is|are|was|were|had|have|has)\s+to)\s+(?:\w+ly\s+)?"
    r"(?:be\s+(?:halted|stopped|suspended|ended|ceased)|cease|stop|end)"
    # "a note stating that all firing had been stopped"
    r"|(?:hostilities|fighting|firing|shelling|all\s+operations)(?:\s+(?:in|on|along|by)(?:\s+[\w-]+){1,4}?)?"
    r"\s+(?:had|has|have)\s+been\s+(?:halted|stopped|suspended)"
    # "A deal is signed: fighting to end, troops to go home": in the manner of headlines
    r"|(?:hostilities|fighting|firing|shelling)\s+to\s+(?:end|cease|stop)(?=[,;.]|$|\s(?:at|on|from|by)\b)"
    # "recommended that firing cease within six days", "urged that all hostilities be ended"
    r"|hostilities\s+(?:were|are)\s+(?:over|at an end)"
    r"|(?:hostilities|fighting|firing|shooting|shelling|military operations)\s+"
    r"(?:be\s+(?:halted|stopped|suspended|ended)|cease|stop)(?!\w)"
    # "agreed that the guns in Donetsk would fall silent"
    r"|(?:guns|weapons|cannons?|rifles)(?:\s+(?:in|on|along|around)(?:\s+[\w-]+){1,5}?)?\s+(?:should|must|would|will"
    r"|shall|(?:is|are|was|were)\s+to)\s+(?:fall|go|be|rest)\s+silent(?:ed|ced)?"
    # "were halted on 12 May under an agreement": done, and by consent
    r"|(?:hostilities|fighting|firing|shelling)\s+(?:(?:was|were)\s+(?:halted|stopped|suspended|ended)|ceased|stopped)"
    r"(?=[^.;]{0,60}\b(?:under|by|with|in accordance with) (?:(?:an?|the) (?:[\w-]+ ){0,3}?"
    r"(?:agreement|accord|protocol|deal|resolution)|resolution)\b)"
)


def _verbal_pattern(data: dict[str, list[str]]) -> re.Pattern[str]:
    verbs, phrases = _index_verbs({"stop": {"forms": data["verbs"]}})
    words = [
        *verbs,
        *(f"{first} {' '.join(rest)}" for first, options in phrases.items() for rest, _ in options),
    ]
    verb = "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in words), key=len, reverse=True))
    thing = "|".join(
        sorted((re.escape(word).replace(r"\ ", r"\s+") for word in data["objects"]), key=len, reverse=True)
    )
    # "refrain at once from", "put an immediate end to", "puts a stop to"
    verb += (
        r"|(?:refrain|desist)(?:s|ed|ing)?(?:\s+\w+){1,2}\s+from"
        r"|put(?:s|ting)?\s+(?:an?\s+)?(?:immediate\s+|complete\s+|total\s+|final\s+)?(?:end|stop|halt)\s+to"
    )
    filler = (
        r"(?:\s+(?:the|all|their|its|his|any|further|armed|military|offensive|operational|cross-border"
        r"|mutual|such|these|those|both|active|combat|rocket|ground|on|to|of|use|in|against|other"
        r"|for|two|three|four|five|six|ten|\d+|days|weeks|months|years|more|than|a|an|acts|each"
        r"|heavy|air|aerial|artillery|drone|missile|large-scale|major|bloody|continued|hostile|and"
        r"|army|police|government|rebel|troop|counter-?insurgency|guerrilla|long-range|retaliatory|ongoing|current|planned|naval|terrorist)){0,6}"
    )
    no_operations = (
        r"(?:(?:not|neither)\s+(?:conduct|carry out|undertake|launch|engage in|mount|initiate)"
        r"|(?:undertake|undertook|undertaking|conduct|launch|mount|engage in|carry out|carries out|carried out|take"
        r"|takes)\s+no)"
        r"\s+(?:any\s+)?(?:further\s+|more\s+|new\s+)?(?:(?:offensive|military|hostile|combat|armed)\s+"
        r"(?:actions?|operations?|activit(?:y|ies)|acts)|offensives?|attacks?)"
    )
    no_attack = (
        r"not\s+(?:to\s+)?(?:attack|shoot at|fire (?:on|upon|at))\s+(?:each other|one another|the other)"
        r"|neither\s+(?:side|army|party|camp)\s+(?:would|will|shall|was to|is to)\s+(?:attack|shoot|fire)"
        r"|refrain(?:s|ed|ing)?\s+from\s+(?:attacking|shelling|bombing|shooting|firing)"
        r"|down\s+(?:their|its|his)\s+(?:arms|weapons|guns)"
    )
    hold_fire = (
        r"(?:hold|holds|held|holding)\s+(?:their|its|his)\s+(fire)|(?:put|puts|putting)\s+down\s+(?:their"
        r"|its|his)?\s*(arms|weapons|guns)|(?:stand|stands|stood|standing)\s+(down)"
    )
    return re.compile(
        rf"(?<![\w-])(?:({verb}){filler}\s+({thing})|{no_operations}|{no_attack}|{hold_fire}|{STOPPED_SUBJECT.pattern})(?![\w-])"
    )

"""Is a text about war at all? Truces are also called in tariff wars, on football pitches and in novels."""

from __future__ import annotations

import re

_WAR = re.compile(
    r"\b(?:troops?|rebels?|soldiers?|insurgents?|guerrillas?|militants?|militias?"
    r"|fighters|army|armies|armed|military|fighting|fought|hostilities|shelling"
    r"|shelled|artillery|offensive|attack(?:s|ed)?|war|wars|"
    r"battle|clash(?:es|ed)?|killed|bomb(?:s|ed|ing|ings|ardment)?|air ?strikes?"
    r"|rockets?|mortars?|front ?lines?|siege|besieged|prisoners|peacekeepers?"
    r"|separatists?|invasion|invaded|gunmen|commanders?|general|generals|"
    r"violence|conflict|casualties|wounded|refugees|withdrawal|weapons|forces"
    r"|shooting|guns|peace|violat(?:e|es|ed|ing|ion|ions)|combat|operations|borders?"
    r"|terrorist|security council|armistice|cessation|liberation|front)\b"
)
_FIGURATIVE = re.compile(
    r"\b(?:tariffs?|airbus|boeing|subsid(?:y|ies)|aircraft dispute|steel|aluminium"
    r"|aluminum|quotas|trade (?:war|deal|truce|talks|tensions|dispute)|price war"
    r"|patents?|lawsuits?|shareholders?|shares|stocks|investors|duties|exports"
    r"|imports|chip ?makers?|smartphone|retailers?|supermarkets?|advertis\w+|"
    r"football|soccer|cricket|rugby|striker|coach|gaffer|season|league|derby|match"
    r"|matches|goals?|penalty|dressing room|midfielder|referee|championship|tournament"
    r"|"
    r"novel|comic|comics|fiction|fictional|film|movie|episode|album|character"
    r"|characters|superhero|video game|gameplay|players?|stage|theatre|play|playwright"
    r"|actor|actress|director|starring|audience|box office|starjammers|"
    r"curry|wedding|mother-in-law|siblings?|neighbours? from hell|divorce|husband"
    r"|wife|landlord|celebrity|tabloids?|reality show|singer|rapper|"
    r"suppose that|imagine that|thought experiment|game theory|board game|campaign trail"
    r"|primaries|senate|caucus|budget|filibuster|filter|software|browsers?|fire department"
    r"|firefighters|wildfire|trade unions?|labou?r (?:dispute|movement)|employers?|employees|wages?|pay dispute"
    r"|pickets?|picketing|dockers?|strikers|arbitrator|piece rates|shop stewards?|walkout|boardroom|merger)\b"
)


def count_war_words(lower: str) -> int:
    """Return how many different words of war a text has."""
    return len(set(_WAR.findall(lower)))


def is_figurative(lower: str, war_words: int) -> bool:
    """The words of other fields outnumber those of war: the truce is a figure of speech."""
    others = set(_FIGURATIVE.findall(lower))
    return len(others) >= 2 and len(others) * 2 > war_words

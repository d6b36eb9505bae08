"""Is a text about war at all? Truces are also called in tariff wars, on football pitches and in novels."""

from __future__ import annotations

import re

import ahocorasick_rs

_WAR = frozenset(
    (
        "troop troops rebel rebels soldier soldiers insurgent insurgents guerrilla guerrillas militant militants "
        "militia militias fighters army armies armed military fighting fought hostilities shelling shelled "
        "artillery offensive attack attacks attacked war wars battle clash clashes clashed killed bomb bombs bombed "
        "bombing bombings bombardment airstrike airstrikes rocket rockets mortar mortars frontline frontlines siege "
        "besieged prisoners peacekeeper peacekeepers separatist separatists invasion invaded gunmen commander "
        "commanders general generals violence conflict casualties wounded refugees withdrawal weapons forces "
        "shooting guns peace violate violates violated violating violation violations combat operations border "
        "borders terrorist armistice cessation liberation front feud feuding rifles"
    ).split()
)
_WAR_PHRASES = ("air strike", "security council")
_FIGURATIVE = frozenset(
    (
        "tariff tariffs airbus boeing subsidy subsidies steel aluminium aluminum quotas patent patents lawsuit "
        "lawsuits shareholder shareholders shares stocks investors duties exports imports chipmaker chipmakers "
        "smartphone retailer retailers supermarket supermarkets advertise advertised advertiser advertisers "
        "advertising advertisement advertisements football soccer cricket rugby striker coach gaffer season league "
        "derby match matches goal goals penalty midfielder referee championship tournament novel comic comics "
        "fiction fictional film movie episode album character characters superhero gameplay player players stage "
        "theatre play playwright actor actress director starring audience starjammers curry wedding sibling "
        "siblings divorce husband wife landlord celebrity tabloid tabloids singer rapper primaries senate caucus "
        "budget filibuster filter software browser browsers firefighters wildfire employer employers employees wage "
        "wages picket pickets picketing docker dockers strikers arbitrator walkout walkouts boardroom merger union "
        "unions railway railways conductors overtime conciliation cycling peloton riders cyclist cyclists "
        "grand-prix gamer gamers multiplayer gaming discount discounts supermarkets shoppers grocer grocers prices "
        "brand brands studio codex servers sequel console consoles playable click screen keyboard olympic television "
        "teams sponsors screenplay researchers scientists dataset database statistics study"
    ).split()
)
_FIGURATIVE_PHRASES = (
    "aircraft dispute",
    "trade war",
    "trade deal",
    "trade truce",
    "trade talks",
    "trade tensions",
    "trade dispute",
    "price war",
    "chip maker",
    "dressing room",
    "video game",
    "box office",
    "mother-in-law",
    "neighbour from hell",
    "neighbours from hell",
    "reality show",
    "suppose that",
    "imagine that",
    "thought experiment",
    "game theory",
    "board game",
    "strategy game",
    "computer game",
    "role-playing",
    "campaign trail",
    "fire department",
    "trade union",
    "labor dispute",
    "labor movement",
    "labour dispute",
    "labour movement",
    "pay dispute",
    "piece rates",
    "shop steward",
)


# What is looked for: its letters, whether it is a word (a phrase may begin and end within words), whether it is of war.
_SOUGHT = [
    *((word, True, True) for word in sorted(_WAR)),
    *((phrase, False, True) for phrase in _WAR_PHRASES),
    *((word, True, False) for word in sorted(_FIGURATIVE)),
    *((phrase, False, False) for phrase in _FIGURATIVE_PHRASES),
]
_AUTOMATON = ahocorasick_rs.AhoCorasick([sought[0] for sought in _SOUGHT])


# What the opening lines of a text on a made-up war say of it: "The Last Armistice (film)", "is a 1987 drama film".
_MADE_UP = re.compile(
    r"\((?:\d{4} )?(?:film|novel|video game|play|song|album|comics?|tv series|board game)\)"
    r"|\bis an? (?:\d{4} )?(?:[\w-]+ ){0,4}?(?:film|novel|video game|board game|strategy game|comic|television series"
    r"|opera)\b"
)
_OPENING = 400
# "A wrestling tournament, during which the clans keep a truce": in a text on a war, a sentence on a game.
OF_GAMES = re.compile(
    r"\b(?:tournament|football|soccer|wrestling|championships?|olympics?|cup match|fan clubs?|ultras|hooligans"
    r"|supporters'|league match|goalkeeper|youth player|clubs' managers|stadium announcer)\b"
)


class Setting:
    """What a text has been about so far: read piece by piece, it counts different words of war and of other fields."""

    def __init__(self) -> None:
        self._war: set[str] = set()
        self._others: set[str] = set()
        self._is_made_up = self._is_open = False

    def read(self, lower: str) -> None:
        """Take in the next piece of a text, in lower case."""
        if not self._is_open:
            self._is_open, self._is_made_up = True, _MADE_UP.search(lower, 0, _OPENING) is not None
        size = len(lower)
        for index, start, end in _AUTOMATON.find_matches_as_indexes(lower, overlapping=True):
            name, is_word, of_war = _SOUGHT[index]
            if is_word and ((start and _in_word(lower[start - 1])) or (end < size and _in_word(lower[end]))):
                continue
            (self._war if of_war else self._others).add(name)

    @property
    def is_war(self) -> bool:
        """Two words of war at least have been read."""
        return len(self._war) >= 2

    @property
    def is_figurative(self) -> bool:
        """The words of other fields outnumber those of war: the truce is a figure of speech."""
        return self._is_made_up or (len(self._others) >= 2 and len(self._others) * 2 > len(self._war))


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"

"""Fighting that is told after a ceasefire: that it is back, went on or has stopped, and single acts of war."""

from __future__ import annotations

import re

from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Clause
from analysis.coding.sentences.set_phrases import NEGATED

_RESUMED = re.compile(
    r"\b(?:(?:fighting|hostilities|clashes|violence|war|conflict|shelling|attacks?|combat|rocket fire|(?:air ?)?strikes"
    r"|battles?|bombing|offensives?|operations|gun ?battles|skirmishes|bloodshed)\s+(?:\w+ly\s+)?(?:(?:had"
    r"|have|has|was|were)\s+)?"
    r"(?:(?:soon|quickly|then|again|later|also|immediately|once again)\s+)?(?:resumed?|resumes"
    r"|restart(?:ed|s)|recommence[sd]?|reignited|re-?erupted|(?:erupted|broke out|flared(?: up)?"
    r"|began|started) (?:again|anew|once more|afresh|shortly|soon)|returns?|returned|was renewed"
    r"|were renewed|picks? up|picked up)"
    r"|(?:fighting|shelling|attacks?|shooting|strikes|clashes|hostilities|combat|bombing|bombardment|raids)"
    r" (?:on|in|at|near|around|between|along|against|over) (?:[\w'-]+ ){1,6}?(?:(?:had|have|has|was|were) )?"
    r"(?:(?:soon|quickly|then|also|already) )?(?:resumed?|resumes|restart(?:ed|s)?|recommence[sd]?|renewed"
    r"|(?:started|began|erupted|broke out|flared(?: up)?|going on) (?:again|anew|once more|afresh)"
    r"|flared|erupted|broke out)"
    r"|(?:fighting|war|shelling|shooting|attacks|clashes|battle) (?:was|were|is|are) (?:\w+ )?"
    r"(?:in full swing|under way|raging) again"
    r"|rocket fire (?:at|on|into) (?:[\w-]+ ){1,5}?(?:is|was|has been) resumed"
    r"|(?:resum(?:ed?|es|ing|ption)|restart(?:ed|ing)|renew(?:ed|al)|return(?:ed)?"
    r"|resurgence|new outbreak|fresh outbreak|outbreak|new wave|recommenced)\s+(?:of\s+"
    r"|to\s+|in\s+)?(?:the\s+|its\s+|their\s+|all-out\s+|full-scale\s+|open\s+"
    r"|large-scale\s+|heavy\s+|armed\s+|military\s+|use of\s+)*"
    r"(?:fighting|hostilities|clashes|violence|war|attacks|shelling|campaign|struggle"
    r"|combat|offensive|operations|bombing|insurgency|arms|battle|conflict"
    r"|(?:air ?)?strikes|rocket fire|raids)"
    r"|(?:guns|mortars|cannons?|artillery|shooting|shelling|firing|fighting) (?:start(?:ed|s)?"
    r"|opens?|opened|began|begins?|spoke|speaks?|boomed|roared|breaks? out|erupts?|resumes?)"
    r" (?:up )?(?:again|anew|once more)"
    r"|(?:took|take|taking|takes) up (?:their |its )?arms (?:again|once more|anew)"
    r"|(?:proclaim|declar|announc)(?:s|es|ed)? (?:an? )?[\x22']?(?:all-out|total|open|full-scale) war"
    r"|(?:clashed|fought|attacked|struck|shelled)(?: [\w'-]+){0,3}? (?:again|anew|once more|afresh)"
    r"|went back to (?:war|fighting|arms|the bush)|(?:plunged|slid|relapsed) back into (?:war"
    r"|conflict|fighting|violence)|return(?:ed)? to arms|(?:second|new|fresh|renewed"
    r"|major) (?:offensive|invasion|assault|war)\b"
    r"|(?:new|fresh|further|another) (?:rounds?|waves?|bouts?|outbreaks?|spells?) of "
    r"(?:fighting|clashes|violence|hostilities)"
    r"|(?:fighting|clashes|war) (?:broke out|erupted|flared))"
)

_WENT_ON = re.compile(
    r"\b(?:fighting|hostilities|clashes|violence|war|shelling|attacks|shooting|(?:air ?)?strikes|(?:air )?raids|gunfire"
    r"|firing|bombardment|skirmishes|battles|combats?|exchanges?(?: of (?:fire|artillery|shells))?(?: \w+ \w+)?)"
    r"\s+(?:\w+ly\s+)?(?:continued?|continues|goes on|go on"
    r"|went on|persisted|raged on|dragged on|carried on|intensified|intensifying|intensify"
    r"|did not (?:stop|abate|cease|subside|die down|let up)|never (?:stopped|ceased|abated)"
    r"|showed? no signs? of (?:abating|stopping|ending)"
    r"|kept up|(?:had|has) not (?:stopped|ceased|abated)"
    r"|has continued|have continued"
    r"|was reported|were reported)\b"
    r"|\b(?:fighting|clashes|shelling|attacks|violence) (?:in|around|on|along|near|at|for|over) (?:[\w'-]+ ){1,4}?"
    r"(?:continued|went on|intensified|raged on|persisted)\b"
    r"|\b(?:new|fresh|major|heavy) (?:combats?|fighting|clashes|shelling|attacks|hostilities)\b"
    r"|\b(?:fought|fights?|battled) on\b"
    r"|\b(?:goes? on|went on|kept(?: on)?|keeps?(?: on)?|carried on|continue[sd]?(?: to)?|continuing to)"
    r" (?:shell|fir|attack|bomb|fight|shoot|bombard|strik|raid|advanc)(?:s|ing|ed|e)?\b"
    r"|\bcontinue[sd]? (?:with )?(?:its|their|his|the) (?:\w+ )?"
    r"(?:operations?|offensives?|attacks?|bombing|shelling|advance|campaign|raids|assaults?)\b"
)

_CALMED = re.compile(
    r"\b(?:(?:almost|largely|mostly|quite|fairly) (?:calm|quiet)|(?:calm|quiet) for (?:an?|some|several|two|three|\d+)"
    r" (?:hours?|days?|weeks?|months?)|calmest|never broken"
    r"|no (?:\w+ )?(?:fighting|clashes|shelling|violations|incidents|attacks?|breach(?:es)?"
    r"|shots?) (?:was|were|has been|have been|had been)|calm (?:returned|prevailed|was restored"
    r"|held)|guns (?:in [\w ]+ )?(?:fell|fall|falls|have fallen|had fallen|went"
    r"|are|were|have been|remain|remained|stayed) silent"
    r"|(?:has|have|had) (?:largely |mostly |relatively )?(?:remained|stayed|been) (?:\w+ly )?(?:quiet|calm|peaceful)"
    r"|(?:fighting|skirmishes|clashes|shooting|firing) (?:had |has |have )?(?:peter|ebb|di)(?:s|es|ed) "
    r"(?:out|away|down)"
    r"|(?:fighting|hostilities|shooting|firing) (?:had |has |have )?(?:stopped|ceased|died down|subsided|halted))\b"
)

# Acts of war told after a ceasefire: weak evidence of breaches, used only where nothing better is told.
_ATTACKS = re.compile(
    r"\b(?:attack(?:s|ed)?|(?:was|were) (?:again |soon |already )?(?:attacking|storming|advancing)"
    r"|(?:pressed|presses) (?:on with )?(?:its|their|the|his) (?:advance|offensive|attacks?)|went into action"
    r"|shell(?:s|ed|ing)|bombs?|bombed|bombing|bombard(?:ed"
    r"|ments?)|air ?strikes?|air raids?|raid(?:s|ed)?|open(?:s|ed)? fire|firing|fired (?:at"
    r"|on|upon)|clash(?:es|ed)|killed|killing|storm(?:s|ed)?|ambush(?:es|ed)?|offensives?"
    r"|"
    r"mortars?|mortared|rocket(?:s|ed)?|artillery|under fire|gunfire|gun ?battles?|fighting|looting"
    r"|missiles?|drones?|seize[sd]?|captured?s?|overr[au]ns?|recaptured?s?|retook|retakes?|advance(?:d|s)|assault(?:s"
    r"|ed)?|skirmish(?:es)?|exchange(?:d|s)? (?:of )?fire|breach(?:es|ed)?|violations"
    r"|(?:tanks|troops|soldiers|columns|forces|fighters|units|infantry|paratroopers|guerrillas|militiamen) (?:had )?"
    r"(?:entered?|enters|rolled|moved|crossed|pushed|poured|drove|marched|landed|set off|swept|took|takes?)"
    r"|sent (?:aircraft|troops|tanks|armou?r|planes|soldiers|helicopters) (?:against|into)"
    r"|massacred?s?|gunned down|shot dead|mined|landmines"
    r"|battles?|sank|shots rang|rocket launchers|struck|invade[sd]|invasion|bursts|explosions?|shots|blown up"
    r"|blew up|besieged?|rounds"
    r"|counter-?(?:attack|offensive)(?:s|ed)?|sniper (?:fire|shots)|shootings?)\b"
)

BACKGROUND = re.compile(
    r"\b(?:had|earlier|before(?! (?:the (?:week|day|month|night|hour|ink)|dawn|noon))"
    r"|previous(?:ly)?|prior|since (?:the|19|20)|so far"
    r"|in recent|last (?:week|month|year)|began in|after (?:weeks|months|years"
    r"|days)|ended|ending|stopped|halted|no|not|without|if|would|could|(?<!\d )may(?! \d)|might"
    r"|anniversary|in memory|refrain|stop|cease|end|halt|prevent|avoid)\b"
)

_MARKS = (",", ";", "\u2014")

# What `Clause.held` says by its bits: which of the patterns may match.
_MAY_RESUME, _MAY_GO_ON, _MAY_CALM, MAY_ATTACK = 1 << 0, 1 << 1, 1 << 2, 1 << 3

_MAY_FIGHT = _MAY_RESUME | _MAY_GO_ON | _MAY_CALM

_HAD_DONE = re.compile(r"\bhad (?:\w+ly )?\w+(?:ed|en|t)\b[^;]*$")
# Said of another place.
_ELSEWHERE = re.compile(r"\b(?:by contrast|elsewhere|unlike|in neighbou?ring|on (?:the )?other fronts?)\b")
_AFTER = re.compile(r"\b(?:after|since|despite|under|following|in spite of|notwithstanding)\b")

# "The ceasefire comes into force, and within hours soldiers attacked": told after it in the same breath.
SOON = re.compile(
    r"\b(?:within (?:hours|days|weeks|minutes|a day|the hour|the day|a few|an hour|a week|a fortnight|a month"
    r"|(?:\d+|two|three|four|six) (?:hours|days|weeks))|(?:hours|minutes|days) later"
    r"|the same (?:night|day|evening)|that (?:same )?(?:night|evening)|the (?:next|following) (?:day|morning|night))\b"
)


def find_attack(lower: str, start: int, end: int) -> re.Match[str] | None:
    """The first act of war in a part of the sentence that tells no background."""
    for match in _ATTACKS.finditer(lower, start, end):
        first = max(start, *(lower.rfind(mark, start, match.start()) for mark in _MARKS))
        close = min(k if (k := lower.find(mark, match.end(), end)) >= 0 else end for mark in _MARKS)
        background = BACKGROUND.search(lower, first, close)
        if (
            background is None
            and match.group().endswith("ing")
            and _HAD_DONE.search(lower, start, match.start())
        ):
            # "The week before, rebels had attacked a convoy, killing five."
            continue
        # "Within a week soldiers and rebels had clashed": told as what followed.
        if background is None or (background.group() == "had" and SOON.search(lower, start, match.start())):
            return match
    return None


def attacks(clause: Clause, after: bool = False, start: int | None = None) -> list[Event]:
    """Acts of war; `after`: told beside the ceasefire in one sentence ("a month after it was signed, troops
    clashed"), or from `start` on."""
    lower = clause.view.lower
    if not clause.held & MAY_ATTACK:
        return []
    if (
        after
        and not _AFTER.search(lower, clause.start, clause.end)
        and not SOON.search(lower, clause.start, clause.end)
    ):
        return []
    if clause.kind in ("heading", "title"):
        # "Armed conflicts and attacks": a topic, not an act of war.
        return []
    match = find_attack(lower, clause.start if start is None else start, clause.end)
    if match is None:
        return []
    event = Event(match.start(), match.end(), "violation", state="violated", rule="fight.attack", weight=0.2)
    event.dates = [("ended", date) for date in clause.dates_near(match.start())]
    return [event]


def before_ceasefire(clause: Clause) -> list[Event]:
    """'Clashes resumed hours after the ceasefire took effect': what is told before the 'after' came later."""
    if not clause.held & _MAY_FIGHT:
        return []
    noun = next((item.start for item in clause.items if item.kind == "cf"), None)
    if noun is None:
        return []
    turn = next((m.start() for m in _AFTER.finditer(clause.view.lower, clause.start, noun)), None)
    if turn is None or turn - clause.start < 12:
        return []
    before = [i for i in clause.items if i.end <= turn]
    head = Clause(clause.view, before, clause.start, turn, clause.kind, clause.held)
    return fighting(head)


_TURN = re.compile(r"\b(?:but|until|before|however|only (?:for|to)|then|although|though|yet|while)\b|;")


def after_turn(clause: Clause, named: int) -> list[Event]:
    """'agreed to a truce, but fighting resumed': what is told after the 'but' came later."""
    may = clause.held & (_MAY_FIGHT | MAY_ATTACK)
    turn = _TURN.search(clause.view.lower, named, clause.end) if may else None
    if turn is None:
        return []
    items = [i for i in clause.items if i.start >= turn.end()]
    rest = Clause(clause.view, items, turn.end(), clause.end, clause.kind, clause.held)
    return fighting(rest) or attacks(rest)


_UNTIL = re.compile(r"[^.;]{0,15}\b(?:until|till)\b(?! now| today| then| this day)")


def fighting(clause: Clause) -> list[Event]:
    """'Fighting resumed', 'clashes went on', 'the guns fell silent': whose ceasefire it was, another has to say."""
    lower = clause.view.lower
    if _ELSEWHERE.search(lower, clause.start, clause.end):
        return []
    for bit, pattern, state, rule in (
        (_MAY_RESUME, _RESUMED, "collapsed", "fight.resumed"),
        (_MAY_GO_ON, _WENT_ON, "violated", "fight.continued"),
        (_MAY_CALM, _CALMED, "held", "fight.calm"),
    ):
        match = pattern.search(lower, clause.start, clause.end) if clause.held & bit else None
        if match and not NEGATED.search(lower, clause.start, match.start()):
            if state == "held" and _UNTIL.match(lower, match.end()):
                # "It kept the town quiet until 15 October, when ..."
                state = "collapsed"
            act = {"collapsed": "collapse", "violated": "violation", "held": "implementation"}[state]
            event = Event(match.start(), match.end(), act, state=state, rule=rule)
            event.dates = [("ended", date) for date in clause.dates_near(match.start())]
            return [event]
    return []


def fight_patterns() -> dict[int, re.Pattern[str]]:
    """Return the patterns of this module by the bit of `Clause.held` that says which may match."""
    return {_MAY_RESUME: _RESUMED, _MAY_GO_ON: _WENT_ON, _MAY_CALM: _CALMED, MAY_ATTACK: _ATTACKS}

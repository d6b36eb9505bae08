"""The forms in which actors are named: offices, forces, groups, generic sides, unknown organisations and persons."""

from __future__ import annotations

import re

_OFFICE = (
    r"government|authorities|administration|regime|leadership|side|delegation"
    r"|delegates|officials?|leaders?|president|presidents|prime ministers?|foreign ministers?"
    r"|"
    r"defen[cs]e ministers?|ministers?|ministry|foreign ministry|defen[cs]e ministry"
    r"|premier|chancellor|king|emir|envoys?|ambassadors?|diplomats?|negotiators?"
    r"|mediators?|representatives?|"
    r"spokes(?:man|woman|person)|state media|state television|parliament|cabinet"
    r"|military officials?|security council|foreign secretary|secretary of state"
    r"|high command|general staff|chief of staff|parliamentary delegation"
)
_FORCES = (
    r"army|armed forces|military|forces|troops|soldiers|navy|air force|police"
    r"|security forces|government forces|defen[cs]e forces|"
    r"government troops|army units|commanders?|peacekeepers|peacekeeping forces?"
    r"|peacekeeping contingent|peace-?keeping troops|border guards|servicemen"
    r"|units|national army|command|generals?"
)
_GROUP = (
    r"rebels?|rebel groups?|rebel forces|rebel movement|insurgents?|insurgency"
    r"|separatists?|secessionists?|guerrillas?|guerillas?|opposition|opposition forces"
    r"|opposition groups|militants?|militiamen|"
    r"militias?|fighters|factions?|tribes?|tribesmen|clans?|gunmen|paramilitar(?:y"
    r"|ies)|islamists?|nationalists|warlords?|resistance|irregulars|revolutionaries"
    r"|dissidents|communists|mutineers|armed groups?|exiles|contras"
)
_LINK = (
    r"(?:'s?|s')?\s+(?:(?:national|transitional|interim|federal|central|then|acting"
    r"|former|de facto|de-facto|new|military|regular|elite|deputy|special|top"
    r"|senior|chief|visiting|outgoing)\s+){0,3}"
)
OFFICE_AFTER = re.compile(
    rf"{_LINK}(?:{_OFFICE}|{_FORCES})\b(?:\s+(?:forces|troops|officials?|leaders?"
    rf"|of state|commanders?|spokes(?:man|woman|person)|soldiers|delegation|representatives?"
    rf"|of (?:foreign affairs|defen[cs]e)))?"
)
FORCE_WORD = re.compile(rf"\b(?:{_FORCES})\b")
GROUP_AFTER = re.compile(
    rf"(?:'s?)?\s+(?:(?!(?:and|or|but|by|with|in|of|at|on|from|to|the)\s)[a-z-]+\s+)?(?:{_GROUP})\b(?:\s+(?:forces|groups?|leaders?"
    rf"|fighters|commanders?|coalition|movement|representatives))?"
)
MODIFIED = re.compile(
    r"-(?:led|backed|allied|aligned|affiliated|held|controlled|occupied|populated"
    r"|based|born|style|made|supported|run|speaking|majority|dominated|trained"
    r"|armed|funded|loyal)\b"
)
BROKERED = re.compile(
    r"(?:-|\s)(?:brokered|mediated|sponsored|negotiated|facilitated|proposed|initiated"
    r"|organi[sz]ed|monitored|drafted|supervised|guaranteed)\b"
)
EVENT_NAME = re.compile(
    r"[\s-]+(?:war|civil war|crisis|conflict|revolution|peninsula|border|sea|river"
    r"|valley|mountains?|spring|city|town|village|province|region|language|airspace"
    r"|territory|soil|positions?|news|people)\b"
)
ENVOY_TO = re.compile(
    r"(?:secretary of state|secretary|minister|office|commissioner)\s+for\s+$"
    r"|(?:ambassador|envoy|representative|delegate|mission|trip|visit|return|ambassadors)s?\s+(?:to"
    r"|for|in)\s+(?:the\s+)?$"
)
PLACE_WORD = re.compile(
    r"\b(?:in|at|near|from|around|outside|inside|across|over|via|leave|left|into"
    r"|north of|south of|east of|west of|city of|town of|capital|outside of|streets of"
    r"|towards?)\s+(?:the\s+)?$"
)
CREDIT = re.compile(r"[.!?][\"']?\s?\($")
COALITION = re.compile(r"\bthe coalition\b(?! (?:of|between|government|partners?))")
TOWN_BEFORE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom)\s+(?:[A-Z][\w'-]+\s?){1,3},\s+$")
NAMED_FOR_PLACE = re.compile(
    r"\s+(?:ii\s+|i\s+)?(?:(?:peace|ceasefire|cease-fire|humanitarian)\s+)?(?:protocols?|agreements?|accords?"
    r"|declaration|memorandum|communique|process|talks|round|summit|conference|treaty|truce|armistice|ceasefire"
    r"|cease-fire|formula|document|package|principles|meeting|negotiations)\b"
)
GENERIC = re.compile(
    rf"\b(?:(?P<both>(?:(?<=- )|(?<=: )|(?<=\n))sides(?=\s)|(?:both|the two|the"
    rf"|all|all the|the warring|all warring|the opposing|the rival|warring|rival"
    rf"|opposing|all three|the three|the four|either|neither|each)\s+"
    r"(?:(?:conflict(?:ing)?|war|warring|opposing|rival|belligerent|contending|feuding"
    r"|signatory|armed|neighbou?ring|main|fighting|hostile)\s+)*(?:sides?|part(?:ies"
    r"|y)|countries|nations|neighbou?rs|governments|armies|factions|belligerents"
    r"|combatants|leaders|presidents|foreign ministers|groups|combatants|delegations"
    r"|states|militaries|foes|rivals|camps|movements|signatories"
    r"|(?:foreign |defen[cs]e )?minist(?:ries|ers)|high commands|general staffs|adversaries|enemies|opponents"
    r"|capitals|negotiators|commanders|heads of (?:state|government)))"
    r"|(?P<government>(?:the\s+)?(?:government(?:'s)?(?:\s+(?:forces|troops|side"
    r"|officials|army|soldiers|delegation|negotiators))?|pro-government (?:forces"
    r"|militias?)|the military|the army|the regime|the junta|the authorities|the military government"
    r"|loyalist forces|the armed forces|federal (?:government|forces|army|troops)|state forces"
    r"|army|security forces|republican forces))"
    rf"|(?P<nonstate>the (?:armed |rebel |militant |insurgent |separatist |guerrilla )?(?:group"
    rf"|movement|organi[sz]ation)\b|(?:the\s+)?(?:(?:ex-|pro-|anti-)?[a-z]++(?:-[a-z]++)?\s+)?(?:{_GROUP})(?:\s+(?:forces"
    rf"|groups?|leaders?|fighters|commanders?|coalition|movement|alliance|representatives"
    rf"|command))?))\b"
)
_NOT_GROUP = frozenset("clan factions faction clans tribe resistance opposition".split())
_ORG_WORD = (
    r"Front|Army|Movement|Party|Brigades?|Battalion|Militias?|Forces?|Council"
    r"|Union|Alliance|Coalition|Command|League|Guards?|Organi[sz]ation|Group|Faction"
    r"|"
    r"Congress|Resistance|Committee|Authority|Government|Room|Rally|Vanguard|Tigers"
    r"|Corps|Assembly|Bloc|Cartel|Administration|Delegation|Mission|Directorate"
    r"|Companies"
)
_CAPS = r"[A-Z][\w'-]*[\w]"
ORG = re.compile(
    rf"\b(?:{_CAPS}\s+(?:(?:of|for|and|the|de|al|la|y|do|da)\s+)?(?:the\s+)?){{0,5}}?(?:{_ORG_WORD})\b(?:\s+(?:of"
    rf"|for|in|to)\s+(?:the\s+)?(?:{_CAPS})(?:\s+(?:of|and|the)\s+(?:the\s+)?{_CAPS}"
    rf"|\s+{_CAPS}){{0,5}})?(?:\s+\(([A-Z][A-Za-z0-9-]{{1,9}})\))?"
)
# What `ORG` ends with where it names the letters of a group.
SHORT_NAME = re.compile(
    r"\b[Tt]he (Front|Movement|Alliance|League|Resistance|Brotherhood)\b(?! (?:of|for|[A-Z]))"
)
BRACKETED = re.compile(r"\s\([A-Z][A-Za-z0-9-]{1,9}\)")
CAPS_GROUP = re.compile(rf"\b((?:{_CAPS}\s+){{0,3}}{_CAPS})\s+(?:{_GROUP}|{_FORCES})\b")
TITLED = re.compile(
    r"\b(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Gg]eneral|[Cc]olonel"
    r"|[Mm]ajor|[Cc]aptain|[Cc]ommander|[Ll]eader|[Ee]nvoy|[Mm]ediator|[Ff]acilitator"
    r"|[Bb]ishop|[Aa]rchbishop|[Cc]ardinal|[Ss]heikh|[Cc]ount|[Ll]ord|[Ss]ir|Mr"
    r"|Mrs|Ms|Dr|"
    r"[Aa]mbassador|[Cc]hief|[Ss]ecretary|[Mm]inister|[Dd]iplomat|[Gg]overnor"
    r"|[Oo]fficer|[Ee]mir|[Kk]ing|[Pp]rince|[Ss]enator|warlord|strongman)\.?\s((?:[A-Z][\w'-]+)(?:\s(?:(?:al"
    r"|bin|de|van|von|el|der)[\s-])?[A-Z][\w'-]+){0,3})"
)
NOT_NAMES = frozenset(
    (
        "The A An In On At And But Of For Affairs Assembly Council Staff Minister Secretary "
        "Agreement Security Command Peace Secretariat"
    ).split()
)
# Begins with a capital and looks back afterwards: the search then skips to the next capital.
ACRONYM = re.compile(r"[A-Z](?<!\w[A-Z])(?:[A-Z]+[A-Za-z]?(?:-[A-Z0-9][A-Za-z0-9]*)?\b|[A-Z]*\d+\b)")
NOT_ACTOR_ACRONYM = frozenset(
    "GMT UTC BST EST EDT CET EET MSK TV BBC CNN AFP AP DPA NYT UPI ITAR TASS RIA IST "
    "AM PM POW POWS DMZ IDP IDPS NGO NGOS ID CEO PC II III IV VI VII IX XI UK US USA "
    "DDR SSR HQ PDF ISBN MP MPS PM FM FMS CEASEFIRE "
    "TRUCE DVD CD THE AND FOR OF IN ON TO BY LOC AK RPG RPGS MOD MFA DW SMS GPS KM NO "
    "YES NBC ABC CBS PBS".split()
)
# Diseases and weapons are written like groups: COVID-19, F-16, T-72.
NOT_A_GROUP = re.compile(r"COVID(?:-\d+)?|[A-Za-z]{1,3}-\d+[A-Za-z]?")
LEADER_END = re.compile(
    r"(?:leaders?|presidents?|ministers?|envoys?|commanders?|chiefs?|spokes(?:man"
    r"|woman|person)|premier|generals?|representatives?|mediators?|diplomats?"
    r"|ambassadors?|officials?|of state)$"
)
PAPER = re.compile(
    r"(?i)\b(?:cease-?fire|truce|armistice|agreement|accord|hostilities|protocol|treaty|declaration)\b"
)
COORDINATION = re.compile(r"\s*(?:,|and|or|, and|&|/|-)\s*(?:the\s+)?")
SENTENCE_WORDS = frozenset(
    "the a an in on at by and but after when while following both for with from as heavy if unless although though "
    "fierce these some several many most all no its his their this that those other "
    "two three four local government rebel opposition "
    "pro-government islamist armed foreign un us".split()
)
LEADING = re.compile(
    (
        r"^(?:(?:of|and|with|by|to|for|from|in|on|the|a|an|both|all|some|between|against"
        r"|when|as|while|that)\s+)+"
    ),
    re.IGNORECASE,
)

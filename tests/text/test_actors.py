"""Who is named: states and their capitals, offices and persons, groups known and unknown, sides without a name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from analysis.text.actor_spans import ActorSpan
from analysis.text.cast import Cast
from analysis.text.gazetteer_index import load_gazetteer
from analysis.text.view import make_view


def reader(text: str, year: int | None = None, theatre: str = "") -> Cast:
    return Cast(make_view(text), load_gazetteer(), year, frozenset(theatre.split()))


def read(text: str, year: int | None = None, theatre: str = "") -> list[ActorSpan]:
    return reader(text, year, theatre).read(0, len(text))


def named(text: str, year: int | None = None, theatre: str = "") -> list[str]:
    """The actors that act in a text: those whose adjective only qualifies a noun are left out."""
    return [span.actor_id for span in read(text, year, theatre) if not span.attributive]


KNOWN = [
    ("Mali and Niger met.", ["mali", "niger"], "states"),
    (
        "The Colombian government met the ELN.",
        ["colombia", "eln-colombia"],
        "adjective with government; acronym",
    ),
    (
        "Peru's army fought Shining Path rebels.",
        ["peru", "shining-path"],
        "possessive with army; group with a noun",
    ),
    ("An Egyptian official spoke.", ["egypt"], "adjective with official"),
    ("Polish police came.", ["poland"], "an adjective that is a word too"),
    ("The U.S. Secretary of State called.", ["united-states"], "U.S. with an office"),
    ("The UN and the AU wrote to M23.", ["un", "african-union", "m23"], "short acronyms"),
    ("The Organization of African Unity sent a team.", ["oau"], "organisation in another spelling"),
    ("The International Committee of the Red Cross asked.", ["icrc"], "humanitarian organisation"),
    ("The Arab League and ECOWAS came.", ["arab-league", "ecowas"], "regional organisations"),
    ("The Kosovo Liberation Army stopped.", ["kla"], "a group whose name holds a place"),
    ("The Israel Defense Forces stopped.", ["israel"], "an army stands for its state"),
    ("Georgia and Abkhazia met.", ["georgia", "abkhazia"], "a de facto state is its own actor"),
    ("The Lord's Resistance Army stopped.", ["lra"], "a name with an apostrophe"),
    ("The Lord’s Resistance Army stopped.", ["lra"], "a typographic apostrophe"),
    ("FARC-EP commanders spoke.", ["farc"], "an acronym with a hyphen"),
    ("Prime Minister Netanyahu spoke.", ["israel"], "title and surname"),
    ("Pope John Paul II wrote.", ["holy-see"], "a name with a number"),
    ("US envoy Richard Holbrooke told us to wait.", ["united-states"], "us is no US"),
    ("TALIBAN AND KABUL MEET", ["taliban", "afghanistan"], "all capitals"),
]


@pytest.mark.parametrize(("text", "expected", "why"), KNOWN, ids=[why for _, _, why in KNOWN])
def test_known_actors(text: str, expected: list[str], why: str) -> None:
    found = [actor for actor in named(text) if actor in load_gazetteer().actors]
    assert found == expected


PLACES = [
    ("Kabul rejected the offer.", ["afghanistan"], "a capital that acts is a government"),
    ("An agreement with Kiev followed.", ["ukraine"], "a capital that is dealt with"),
    ("The envoys met in Kabul.", [], "a capital where one meets"),
    ("Shells fell near Kabul.", [], "near"),
    ("They marched from Khartoum.", [], "from"),
    ("Syrian villages burned.", [], "an adjective of a place qualifies"),
    ("The Iran-Iraq war went on.", ["iran"], "the name of a war"),
    ("Turkey-backed fighters shelled the road.", ["turkey-backed-fighters"], "X-backed: X does not act"),
    ("Iran-aligned militias shelled the road.", ["iran-aligned-militias"], "X-aligned"),
    ("A Chinese-brokered truce followed.", ["china"], "X-brokered: X acts"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PLACES, ids=[why for _, _, why in PLACES])
def test_places_and_governments(text: str, expected: list[str], why: str) -> None:
    assert named(text) == expected


PERSONS = [
    ("President Aliyev signed in 1994.", "heydar-aliyev", "azerbaijan"),
    ("President Aliyev signed in 2020.", "ilham-aliyev", "azerbaijan"),
    ("In 1995 Boris Yeltsin spoke.", "boris-yeltsin", "russia"),
    ("In 1995 Dzhokhar Dudayev spoke.", "dzhokhar-dudayev", "chechnya"),
    ("Juan Manuel Santos signed in 2016.", "juan-manuel-santos", "colombia"),
]


@pytest.mark.parametrize(("text", "person", "actor"), PERSONS, ids=[row[0] for row in PERSONS])
def test_persons_speak_for_an_actor_by_the_years_of_the_text(text: str, person: str, actor: str) -> None:
    (span,) = read(text)
    assert (span.person, span.actor_id) == (person, actor)


def test_year_of_publication_chooses_where_the_text_has_none() -> None:
    (old,) = read("President Aliyev signed.", 1994)
    (new,) = read("President Aliyev signed.", 2020)
    assert (old.person, new.person) == ("heydar-aliyev", "ilham-aliyev")


def test_adjectives_before_one_office_all_act() -> None:
    assert named("Russian, Azerbaijani and Armenian foreign ministers met.") == [
        "russia",
        "azerbaijan",
        "armenia",
    ]


def test_named_leaders_of_a_group_are_no_further_actors() -> None:
    found = read("FARC leaders Rodrigo Londoño and Iván Márquez met Ecuador's president.")
    assert next(span.actor_id for span in found if span.known) == "farc"
    assert len({span.actor_id for span in found if span.known}) == 2


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The Blue Valley Liberation Front stopped.", "Blue Valley Liberation Front"),
        ("The Popular Army of Oltania stopped.", "Popular Army of Oltania"),
        ("Oltanian rebels stopped.", "Oltanian rebels"),
        ("The BVLF stopped.", "BVLF"),
    ],
    ids=["front", "army of a land", "rebels of a land", "acronym"],
)
def test_unknown_groups_are_found_by_their_form(text: str, label: str) -> None:
    (span,) = read(text)
    assert (span.label, span.known) == (label, False)


def test_acronym_stands_for_the_name_it_was_given_with() -> None:
    text = "The Blue Valley Liberation Front (BVLF) stopped. The BVLF kept its word."
    first, second = read(text)
    assert first.actor_id == second.actor_id == "blue-valley-liberation-front"
    assert second.label == "Blue Valley Liberation Front"


@pytest.mark.parametrize(
    "text", ["The BBC reported at 10 GMT.", "The POWS left the DMZ.", "On TV the BBC said so."]
)
def test_other_acronyms_are_no_groups(text: str) -> None:
    assert named(text) == []


GENERIC = [
    ("both sides", "both"),
    ("the two governments", "both"),
    ("the warring parties", "both"),
    ("the rebels", "nonstate"),
    ("separatist forces", "nonstate"),
    ("the opposition", "nonstate"),
    ("the guerrilla movement", "nonstate"),
    ("government forces", "government"),
    ("the military", "government"),
    ("the junta", "government"),
]


@pytest.mark.parametrize(("words", "kind"), GENERIC)
def test_sides_without_a_name(words: str, kind: str) -> None:
    (span,) = read(f"It was {words} that agreed.")
    assert (span.generic, span.known) == (kind, False)


def test_main_state_and_group_are_those_the_text_is_about() -> None:
    found = reader(
        "Peru's army fought Shining Path. Peru lost two men, Shining Path three. Peru said nothing."
    )
    state, group = found.main_state(), found.main_group()
    assert state is not None
    assert group is not None
    assert (state.actor_id, group.actor_id) == ("peru", "shining-path")


def test_main_state_is_open_where_two_are_named_alike() -> None:
    assert reader("Eritrea and Ethiopia met.").main_state() is None


def test_a_state_outside_the_fighting_is_an_outsider() -> None:
    found = reader("The M23 rebels fought the Congolese army. Kenya announced a truce.", theatre="COD")
    assert found.is_outsider("kenya")
    assert not found.is_outsider("dr-congo")


def test_spans_cover_the_words_and_never_overlap() -> None:
    text = "UN envoy Hans Grundberg, the Houthis, Yemen's government forces and Saudi Arabia's foreign minister met."
    found = read(text)
    assert [text[span.start : span.end] for span in found if span.actor_id == "saudi-arabia"] == [
        "Saudi Arabia's foreign minister"
    ]
    for before, after in pairwise(found):
        assert before.end <= after.start


def test_names_within_words_are_none() -> None:
    assert named("The maliciously omanised chadors and nigeriens of Peruvia.") == []


def test_fighters_of_a_de_facto_state_are_its_side() -> None:
    (span,) = [s for s in read("Chechen rebels attacked the post.") if s.end > 0]
    assert (span.actor_id, span.kind) == ("chechnya", "de_facto")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Naivasha, Kenya, both sides signed.", []),
        ("Troops of Mali, Kenya and Chad met.", ["mali", "kenya", "chad"]),
        ("A truce was declared. (AFP)", []),
        ("The AFP and the rebels fought in the Philippines.", ["philippines", "rebels", "philippines"]),
    ],
)
def test_where_it_was_and_who_reports_it(text: str, expected: list[str]) -> None:
    assert [s.actor_id for s in read(text) if s.generic != "both"] == expected


def test_the_coalition_is_the_one_named_before() -> None:
    spans = read("The Saudi-led coalition bombed Sanaa. The coalition declared a halt.")
    assert [s.actor_id for s in spans if "coalition" in s.actor_id] == ["saudi-led-coalition"] * 2
    assert not [s for s in read("The coalition government fell in Yemen.") if "coalition" in s.actor_id]


def test_rebels_of_a_group_are_that_group() -> None:
    spans = read("The Tuareg rebels of the MNLA left Kidal in Mali.")
    assert [s.actor_id for s in spans if s.kind == "nonstate"] == ["mnla"]

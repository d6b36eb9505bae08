"""The lists of actors and places are complete, consistent and free of surfaces that ordinary words would set off."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import analysis.text

FOLDER = Path(analysis.text.__file__).parent / "gazetteer"

COLUMNS = {
    "actors": "actor_id label kind iso3 gw country represents office valid_from valid_to provenance",
    "aliases": "surface actor_id form case_sensitive provenance",
    "offices": "person_id actor_id office valid_from valid_to provenance",
    "places": "place_id label other_names lat lon country_iso3 geonameid provenance",
    "generic": "surface type number provenance",
    "wars": "name side_a side_b valid_from valid_to provenance",
}
SORT_KEYS = {
    "actors": ("actor_id",),
    "aliases": ("surface", "actor_id"),
    "offices": ("person_id", "valid_from", "valid_to"),
    "places": ("place_id",),
    "generic": ("surface",),
    "wars": ("name",),
}
FLOORS = {"state": 200, "de_facto": 35, "igo": 150, "ngo": 20, "nonstate": 400, "person": 500}
FORMS = {
    "name",
    "short",
    "acronym",
    "adjective",
    "demonym",
    "capital",
    "government",
    "army",
    "leader_title",
    "alt_spelling",
}
GENERIC_TYPES = {
    "government",
    "military",
    "nonstate",
    "both",
    "mediator",
    "peacekeeper",
    "monitor",
    "civilian",
}
# Words of the language that are also the name of an actor: only the spelling of the list may match.
TRAP_WORDS = """
    us un who is it ira eta car au cia pa pac may bush rice powell ban major brown polish pole poles dane danes
    swede swedes jordan amal tigers volunteers model mend lima sucre rome bern tunis kingston quartet quad quint sac
    far raj emirates america let contra contras irregulars provisionals loyalists loyalist republicans republican
    platform fact store biff simba ninjas cobras bandits royalists tusk barrack gato crocker trimble rusk hoss tenet
    haig mane jarring hijab trump franco castro troika entente pentagon kisan apo pdf pdfs whites reds aurora bongo
    pagan wade bio straw cook hague hunt heath reid raw sad said doe taylor cash lady stanley carter gallant begin
    male boxers kohl adams santos amin karen lao wa pale begin aziz nk fit for not pan pit net tan nap ram red all map
""".split()
# "turkey" and "china" in small letters are far more often the state than the bird or the cups.
STATES_THAT_ARE_WORDS = {"turkey", "china", "chad", "niger", "guinea", "japan"}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one list."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sides(war: dict[str, str]) -> tuple[set[str], set[str]]:
    """The actors of the two sides of a war."""
    return set(war["side_a"].split("|")), set(war["side_b"].split("|"))


def actors() -> dict[str, dict[str, str]]:
    """The actors by their id."""
    return {row["actor_id"]: row for row in rows("actors")}


def bearers(surface: str) -> set[str]:
    """The actors that bear a surface."""
    return {row["actor_id"] for row in rows("aliases") if row["surface"] == surface}


@pytest.mark.parametrize("name", COLUMNS)
def test_each_list_has_its_columns_and_a_provenance_everywhere(name: str) -> None:
    listed = rows(name)
    assert list(listed[0]) == COLUMNS[name].split()
    assert [row for row in listed if None in row or None in row.values()] == []
    assert [row for row in listed if not row["provenance"].strip()] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_each_list_is_sorted_by_its_key(name: str) -> None:
    keys = [tuple(row[column] for column in SORT_KEYS[name]) for row in rows(name)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", COLUMNS)
def test_each_list_is_plain_utf8_in_normal_form_c(name: str) -> None:
    raw = (FOLDER / f"{name}.csv").read_bytes()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert unicodedata.normalize("NFC", text) == text
    cells = [cell for row in rows(name) for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "  " in cell] == []


def test_ids_are_slugs_and_unique() -> None:
    for name, column in (("actors", "actor_id"), ("places", "place_id")):
        ids = [row[column] for row in rows(name)]
        assert [each for each in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each)] == []
        assert [each for each, times in Counter(ids).items() if times > 1] == []


def test_every_reference_names_a_listed_actor() -> None:
    known = actors()
    assert {row["actor_id"] for row in rows("aliases")} - set(known) == set()
    assert {row["actor_id"] for row in rows("offices")} - set(known) == set()
    assert {row["represents"] for row in known.values() if row["represents"]} - set(known) == set()
    people = {each for each, row in known.items() if row["kind"] == "person"}
    assert {row["person_id"] for row in rows("offices")} == people


def test_every_actor_has_a_surface() -> None:
    assert set(actors()) - {row["actor_id"] for row in rows("aliases")} == set()


def test_an_actor_has_each_surface_once() -> None:
    seen = Counter(
        (row["surface"] if row["case_sensitive"] == "1" else row["surface"].casefold(), row["actor_id"])
        for row in rows("aliases")
    )
    assert [key for key, times in seen.items() if times > 1] == []


def test_the_lists_are_as_large_as_promised() -> None:
    kinds = Counter(row["kind"] for row in rows("actors"))
    assert set(kinds) == set(FLOORS)
    assert {kind: number for kind, number in kinds.items() if number < FLOORS[kind]} == {}
    assert len(rows("places")) >= 290
    assert len(rows("generic")) >= 300
    assert len(rows("wars")) >= 400


def test_values_come_from_the_vocabularies() -> None:
    assert {row["form"] for row in rows("aliases")} <= FORMS
    assert {row["case_sensitive"] for row in rows("aliases")} == {"0", "1"}
    assert {row["type"] for row in rows("generic")} <= GENERIC_TYPES
    assert {row["number"] for row in rows("generic")} == {"singular", "plural"}


def test_years_and_days_are_well_formed_and_in_order() -> None:
    for row in rows("actors") + rows("offices") + rows("wars"):
        first, last = row["valid_from"], row["valid_to"]
        for day in (first, last):
            assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", day), row
        assert not first or not last or first[:4] <= last[:4], row


def test_codes_are_well_formed_and_a_state_has_its_own() -> None:
    known = actors().values()
    assert [row for row in known if not re.fullmatch(r"([A-Z]{3})?", row["iso3"])] == []
    assert [row for row in known if not re.fullmatch(r"\d{0,3}", row["gw"])] == []
    assert [row for row in known if not re.fullmatch(r"([A-Z]{3}(\|[A-Z]{3})*)?", row["country"])] == []
    taken = Counter(row["iso3"] for row in known if row["iso3"])
    assert [code for code, times in taken.items() if times > 1] == []
    assert [row for row in known if row["kind"] in ("nonstate", "de_facto") and not row["country"]] == []


def test_known_codes() -> None:
    known = actors()
    codes = {
        "armenia": ("ARM", "371"),
        "azerbaijan": ("AZE", "373"),
        "russia": ("RUS", "365"),
        "iran": ("IRN", "630"),
        "turkey": ("TUR", "640"),
    }
    assert {each: (known[each]["iso3"], known[each]["gw"]) for each in codes} == codes


def test_coordinates_lie_on_the_globe_and_come_in_pairs() -> None:
    for row in rows("places"):
        assert bool(row["lat"]) == bool(row["lon"]), row
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row


def test_ordinary_words_match_only_as_they_are_written() -> None:
    traps = set(TRAP_WORDS)
    caught = {
        row["surface"]
        for row in rows("aliases")
        if row["case_sensitive"] == "0" and row["surface"].casefold() in traps
    }
    assert caught - STATES_THAT_ARE_WORDS == set()


def test_short_acronyms_match_only_as_they_are_written() -> None:
    short = [row["surface"] for row in rows("aliases") if row["case_sensitive"] == "0"]
    assert [surface for surface in short if re.fullmatch(r"[A-Z][A-Z.]{0,3}[A-Z]?", surface)
            and len(surface.replace(".", "")) <= 3] == []  # fmt: skip
    assert [surface for surface in short if len(surface) == 1] == []


def test_generic_surfaces_are_lower_case_and_name_nobody() -> None:
    named = {row["surface"] for row in rows("aliases")}
    named |= {row["surface"].casefold() for row in rows("aliases") if row["case_sensitive"] == "0"}
    listed = {row["surface"] for row in rows("generic")}
    assert len(listed) == len(rows("generic"))
    written = {each.replace("United Nations", "").replace("U.N.", "").replace("UN ", "") for each in listed}
    assert {each for each in written if each != each.lower()} == set()
    assert listed & named == set()


def test_rival_names_of_karabakh_lead_to_one_actor() -> None:
    for surface in (
        "Nagorno-Karabakh",
        "Nagorny Karabakh",
        "Mountainous Karabakh",
        "Artsakh",
        "NKR",
        "Հայաստան",
        "Stepanakert",
        "Khankendi",
        "Xankəndi",
        "Dağlıq Qarabağ",
        "Нагорный Карабах",
    ):
        assert bearers(surface) == ({"armenia"} if surface == "Հայաստան" else {"nagorno-karabakh"})


def test_a_misspelling_leads_to_the_person() -> None:
    assert bearers("Pachinjan") == {"nikol-pashinyan"}
    assert bearers("Erdogan") == bearers("Erdoğan") == {"recep-tayyip-erdogan"}


def test_namesakes_are_kept_apart() -> None:
    assert bearers("Aliyev") == {"heydar-aliyev", "ilham-aliyev"}
    assert bearers("Sargsyan") == {"serzh-sargsyan", "vazgen-sargsyan", "armen-sargsyan"}
    assert bearers("Heydar Aliyev") == {"heydar-aliyev"}
    assert bearers("Congolese") == {"congo", "dr-congo"}
    assert {"sierra-leone", "slm-a", "sla-lebanon"} <= bearers("SLA")


def test_an_office_says_for_whom_a_person_speaks() -> None:
    kocharyan = [row for row in rows("offices") if row["person_id"] == "robert-kocharyan"]
    assert {row["actor_id"] for row in kocharyan if row["valid_to"] <= "1997-03-20"} == {"nagorno-karabakh"}
    assert {row["actor_id"] for row in kocharyan if row["valid_from"] >= "1997-03-20"} == {"armenia"}


def test_homonymous_places_are_kept_apart() -> None:
    called = {
        name: {
            row["place_id"]
            for row in rows("places")
            if name in (row["label"], *row["other_names"].split("|"))
        }
        for name in ("Martuni", "Tripoli", "Barda", "Fizuli")
    }
    assert called == {
        "Martuni": {"martuni-nk", "martuni-am"},
        "Tripoli": {"tripoli", "tripoli-lebanon"},
        "Barda": {"barda-az", "barda-ru"},
        "Fizuli": {"fizuli-az", "fizuli-tovuz"},
    }


def test_tovuz_and_tavush_are_two_places() -> None:
    names = {row["place_id"]: {row["label"], *row["other_names"].split("|")} for row in rows("places")}
    assert not names["tovuz"] & names["tavush"]


def test_a_war_has_two_sides_of_listed_actors_that_differ() -> None:
    known = set(actors())
    for war in rows("wars"):
        one, other = sides(war)
        assert one | other <= known, war
        assert one & other == set(), war
        assert len(one) + len(other) == len(f"{war['side_a']}|{war['side_b']}".split("|")), war


def test_a_war_begins_at_some_time() -> None:
    assert [war for war in rows("wars") if not war["valid_from"]] == []


def test_a_name_of_a_war_stands_once_and_has_plain_hyphens() -> None:
    names = Counter(war["name"].casefold() for war in rows("wars"))
    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if re.search("[\u2010-\u2015\u2212’‘]", name)] == []


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("Nagorno-Karabakh conflict", {"armenia", "nagorno-karabakh"}, {"azerbaijan"}),
        ("Sri Lankan Civil War", {"sri-lanka"}, {"ltte"}),
        ("Iran-Iraq War", {"iran"}, {"iraq"}),
        ("Sudan-SPLM-N conflict", {"sudan"}, {"splm-n"}),
        ("War in Donbas", {"ukraine"}, {"donetsk-pr", "luhansk-pr"}),
        ("First Chechen War", {"russia"}, {"chechnya"}),
    ],
)
def test_both_sides_of_a_war(name: str, one: set[str], other: set[str]) -> None:
    assert [sides(war) for war in rows("wars") if war["name"] == name] == [(one, other)]


@pytest.mark.parametrize(
    ("surface", "side"),
    [
        ("Government of National Accord", "libya-gna"),
        ("Transitional Federal Government", "somalia-tfg"),
        ("State of Cambodia", "state-of-cambodia"),
        ("Provisional Revolutionary Government", "viet-cong"),
        ("GUNT", "gunt-chad"),
        ("IGNU", "ignu-liberia"),
        ("Bosnian Serbs", "republika-srpska"),
        ("Croatian Serbs", "republika-srpska-krajina"),
        ("Greek Cypriots", "greek-cypriots"),
        ("Kosovo Albanians", "kosovo"),
        ("Iraqi Kurds", "iraqi-kurdistan"),
        ("Chechens", "chechnya"),
    ],
)
def test_a_rival_government_and_a_people_are_sides_of_their_own(surface: str, side: str) -> None:
    assert bearers(surface) == {side}
    assert actors()[side]["kind"] in ("de_facto", "nonstate")


def test_turkish_cypriots_before_and_after_1974() -> None:
    assert bearers("Turkish Cypriots") == {"northern-cyprus", "turkish-cypriot-fighters"}


@pytest.mark.parametrize(
    "surface",
    "Muslims|Muslim forces|Christian militia|Christian militias|loyalists|Loyalists|Republicans|Republican forces"
    "|nationalists|communists|Royalists|Eastern Front|Southern Front|National Army|Popular Front".split("|"),
)
def test_words_that_mean_another_side_in_every_war_are_not_listed(surface: str) -> None:
    assert bearers(surface) == set()

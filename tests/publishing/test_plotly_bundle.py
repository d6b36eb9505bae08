"""plotly.js is cut to the wanted trace types, or left whole where its form is another one."""

from __future__ import annotations

import pytest

from analysis.publishing.packing import plotly_js
from analysis.publishing.plotly_bundle import trimmed


def trace(name: str) -> str:
    return f'{name}I=W((e,t)=>{{t.exports={{moduleType:"trace",name:"{name}",x:1}}}});var '


BUNDLE = (
    "var P=(()=>{var W=0;var core=W((e,t)=>{t.exports={register(){}}});var "
    + 'shared=W((e,t)=>{t.exports="shared"});var '
    + trace("bar")
    + 'map=W((e,t)=>{shared();t.exports="map"});var '
    + 'mapTI=W((e,t)=>{map();t.exports={moduleType:"trace",name:"map"}});var '
    + "b=W((e,t)=>{t.exports=barI()});var m=W((e,t)=>{t.exports=mapTI()});var "
    + "all=W((e,t)=>{var r=core();r.register([b(),m()]);t.exports=r});return all();})();"
)


def test_what_no_wanted_type_reaches_is_emptied() -> None:
    cut = trimmed(BUNDLE, frozenset({"scatter", "bar"}))
    assert "r.register([b()])" in cut
    assert "map=W(()=>{});var mapTI=W(()=>{});var " in cut
    assert "shared=W(()=>{});var " in cut
    assert 'name:"bar"' in cut
    assert cut.endswith("return all();})();")


BETWEEN = BUNDLE.replace(
    "});var mapTI",
    '});function used(){return helper()}function helper(){return"}"}'
    "function unused(){return used()}var left=1;var mapTI",
).replace("t.exports={register(){}}", "t.exports={register(){used()}}")


def test_functions_between_emptied_modules_stay_where_something_names_them() -> None:
    cut = trimmed(BETWEEN, frozenset({"bar"}))
    assert (
        'map=W(()=>{});function used(){return helper()}function helper(){return"}"}var left=1;var mapTI'
        in cut
    )
    assert "unused" not in cut


def test_the_style_sheet_of_the_map_library_is_left_out() -> None:
    style = f'(function(){{if(!document.getElementById("{"0a" * 32}")){{add()}}}})()'
    cut = trimmed(
        BUNDLE.replace(
            "var P=(()=>{var W=0;var ", f"var P=(()=>{{var W=0;var css=W(()=>{{{style}}});var "
        ).replace("register(){}", "register(){css()}"),
        frozenset({"bar"}),
    )
    assert "css=W(()=>{});var core" in cut


def test_without_registered_types_the_core_stays() -> None:
    assert "r.register([])" in trimmed(BUNDLE, frozenset({"scatter"}))


@pytest.mark.parametrize("source", ["", "var Plotly={};", BUNDLE.replace("register([", "register(x,[")])
def test_a_bundle_of_another_form_is_left_whole(source: str) -> None:
    assert trimmed(source, frozenset({"bar"})) == source


def test_a_type_that_is_not_found_leaves_it_whole() -> None:
    assert trimmed(BUNDLE, frozenset({"bar", "globe"})) == BUNDLE


def test_the_installed_plotly_js_shrinks_to_less_than_a_quarter() -> None:
    cut = trimmed(plotly_js(), frozenset({"scatter", "bar"}))
    assert len(cut) < len(plotly_js()) / 4
    assert "maplibregl-map{" not in cut

"""plotly.js cut down to what the pages draw: its maps, 3D and finance modules are most of its size.

The bundle is a list of modules, each `name=W((exports,module)=>{...})`, and ends in one call that registers
the trace types. Types that pages do not draw are taken out of that call, modules that nothing reaches any more
are emptied, and functions between them that nothing names are left out. A bundle of another form is left as it
is: larger, and right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.publishing.js_text import brackets

#: Where a module's name ends, and the name: a pattern that begins with the name tries every letter of 5 MB.
_MODULE = re.compile(r"=(?:W|Ea)\((?=\(|[\w$]+=>)")
_NAME = re.compile(r"(?<![\w$.])[\w$]+\Z")
_LONGEST_NAME = 40
_REGISTERED = re.compile(r"\.register\(\[([\w$]+\(\)(?:,[\w$]+\(\))*)\]\)")
_CALL = re.compile(r"(?<![\w$.])([\w$]+)\(")
#: How a module ends where the next one follows at once.
_TAIL = re.compile(r"\}\)(;var |,)\Z")
_NAMED = re.compile(r"moduleType:\"trace\",name:\"(\w+)\"")
#: A function that stands by itself between two statements.
_FUNCTION = re.compile(r"(?:(?<=[;}])|\A)function ([\w$]+)(?=\()")
#: The map library's style sheet, which a page's policy refuses.
_STYLE = re.compile(r"[\w$]+=W\(\(\)=>\{\(function\(\)\{if\(!document\.getElementById\(\"[0-9a-f]{64}\"\)\)")
_WORD = re.compile(r"[\w$]+")
#: What is part of plotly.js without being registered.
ALWAYS = "scatter"


@dataclass(frozen=True)
class _Module:
    name: str
    text: str

    @property
    def called(self) -> set[str]:
        return set(_CALL.findall(self.text))


@dataclass(frozen=True)
class _Piece:
    """A stretch of the bundle; a function that may be left out has a name."""

    name: str
    text: str


def trimmed(source: str, wanted: frozenset[str]) -> str:
    """Return plotly.js `source` with the trace types in `wanted` and scatter only.

    Returns it unchanged where it does not have the form told above or lacks a wanted type.
    """
    listed = list(_REGISTERED.finditer(source))
    if len(listed) != 1 or not (modules := _split(source)[1]):
        return source
    kept = _registered(modules, listed[0][1].split(","), wanted)
    if kept is None:
        return source
    shorter = source[: listed[0].start()] + f".register([{','.join(kept)}])" + source[listed[0].end() :]
    return _without_unreached(shorter)


def _registered(listed: list[_Module], calls: list[str], wanted: frozenset[str]) -> list[str] | None:
    """The registering calls of the wanted types, None where one of them is not found."""
    modules = {module.name: module for module in listed}
    kept: dict[str, str] = {}
    for call in calls:
        module = modules.get(call.removesuffix("()"))
        inner = [modules[name].text for name in module.called if name in modules] if module else []
        for name in {found for text in inner for found in _NAMED.findall(text)} & wanted:
            kept[name] = call
    return list(kept.values()) if set(kept) == wanted - {ALWAYS} else None


def _split(source: str) -> tuple[str, list[_Module]]:
    """What stands before the first module, and the modules."""
    found = list(_named_starts(source))
    ends = [start for _, start in found[1:]] + [len(source)]
    return source[: found[0][1] if found else None], [
        _Module(name, source[start:end]) for (name, start), end in zip(found, ends, strict=True)
    ]


def _named_starts(source: str) -> Iterator[tuple[str, int]]:
    """The name of each module, and where it begins."""
    for found in _MODULE.finditer(source):
        before = max(0, found.start() - _LONGEST_NAME)
        name = _NAME.search(source[before : found.start()])
        if name:
            yield name[0], before + name.start()


def _without_unreached(source: str) -> str:
    before, modules = _split(source)
    reached = _reached({module.name: module for module in modules}, modules[-1].name)
    pieces = [_Piece("", before)]
    for module in modules:
        keeps = module.name in reached and not _STYLE.match(module.text)
        pieces += [_Piece("", module.text)] if keeps else _emptied(module)
    needed = _needed(pieces)
    return "".join(piece.text for piece in pieces if not piece.name or piece.name in needed)


def _needed(pieces: list[_Piece]) -> set[str]:
    """The functions between emptied modules that what is kept names, directly or through one another."""
    functions = {piece.name: piece.text for piece in pieces if piece.name}
    waiting = [piece.text for piece in pieces if not piece.name]
    needed: set[str] = set()
    while waiting:
        named = set(_WORD.findall(waiting.pop())) & functions.keys() - needed
        needed |= named
        waiting += [functions[name] for name in named]
    return needed


def _reached(modules: dict[str, _Module], entry: str) -> set[str]:
    seen, waiting = set[str](), [entry]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += modules[name].called & modules.keys()
    return seen


def _emptied(module: _Module) -> list[_Piece]:
    """A module without its body, and the functions that stand between it and the next one, each by itself."""
    kind = "Ea" if module.text.startswith(f"{module.name}=Ea(") else "W"
    empty = f"{module.name}={kind}(()=>{{}})"
    if tail := _TAIL.search(module.text):
        return [_Piece("", empty + tail[1])]
    _, end = brackets(module.text, len(module.name))
    if end < 0:
        return [_Piece("", module.text)]
    return [_Piece("", empty), *_functions(module.text[end:])]


def _functions(source: str) -> Iterator[_Piece]:
    """Cut what stands between two modules into its functions and the rest."""
    at = 0
    while at < len(source):
        opened, end = brackets(source, at)
        following = _FUNCTION.search(source, at)
        if end < 0 or not following:
            yield _Piece("", source[at:])
            return
        if following.start() == at:
            end = brackets(source, end)[1]
            if end < 0:
                yield _Piece("", source[at:])
                return
            yield _Piece(following[1], source[at:end])
        else:
            end = min(end, following.start()) if following.start() < opened else end
            yield _Piece("", source[at:end])
        at = end

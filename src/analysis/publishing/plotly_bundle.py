"""plotly.js cut down to what the pages draw: its maps, 3D and finance modules are most of its size.

The bundle is a list of modules, each `name=W((exports,module)=>{...})`, and ends in one call that registers
the trace types. Types that pages do not draw are taken out of that call, and modules that nothing reaches any
more are emptied. A bundle of another form is left as it is: larger, and right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Where a module's name ends, and the name: a pattern that begins with the name tries every letter of 5 MB.
_MODULE = re.compile(r"=(?:W|Ea)\((?=\(|[\w$]+=>)")
_NAME = re.compile(r"(?<![\w$.])[\w$]+\Z")
_LONGEST_NAME = 40
_REGISTERED = re.compile(r"\.register\(\[([\w$]+\(\)(?:,[\w$]+\(\))*)\]\)")
_CALL = re.compile(r"(?<![\w$.])([\w$]+)\(")
#: How a module ends where the next one follows at once.
_TAIL = re.compile(r"\}\)(;var |,)\Z")
_NAMED = re.compile(r"moduleType:\"trace\",name:\"(\w+)\"")
#: What is part of plotly.js without being registered.
ALWAYS = "scatter"


@dataclass(frozen=True)
class _Module:
    name: str
    text: str

    @property
    def called(self) -> set[str]:
        return set(_CALL.findall(self.text))


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
    return before + "".join(one.text if one.name in reached else _emptied(one) for one in modules)


def _reached(modules: dict[str, _Module], entry: str) -> set[str]:
    seen, waiting = set[str](), [entry]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += modules[name].called & modules.keys()
    return seen


def _emptied(module: _Module) -> str:
    tail = _TAIL.search(module.text)
    kind = "Ea" if module.text.startswith(f"{module.name}=Ea(") else "W"
    return f"{module.name}={kind}(()=>{{}}){tail[1]}" if tail else module.text

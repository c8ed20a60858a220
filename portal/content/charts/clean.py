"""What pygal draws, made fit for a strict content security policy and for every reader.

Inline styles, scripts and tooltips go; classes stay for the style sheet; texts get
their size and anchor as attributes, and long labels break into lines.
"""

from typing import Any

from .data import text_width

LINE = 1.25
# Line breaking rules (JIS X 4051): what never begins and what never ends a line.
_NEVER_FIRST = frozenset("、。，．・）」』】〕％%ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")
_NEVER_LAST = frozenset("（「『【〔")
_DROPPED = {"defs", "desc", "style", "script"}


def wrap(text: str, *, ems: float) -> list[str]:
    """``text`` in lines of at most ``ems``; words stay whole where they fit."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and text_width(line + piece.rstrip()) > ems:
            lines.append(line.strip())
            line = ""
        line += piece
    return [part for part in [*lines, line.strip()] if part] or [""]


def _pieces(text: str) -> list[str]:
    """Words of latin text, single characters of Japanese; marks stay with their words."""
    pieces: list[str] = []
    for char in text:
        last = pieces[-1][-1] if pieces else " "
        word = char.isascii() and last.isascii() and last != " "
        if pieces and (word or char in _NEVER_FIRST or last in _NEVER_LAST):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _name(node: Any) -> str:
    return str(node.tag).rsplit("}", 1)[-1] if isinstance(node.tag, str) else "#comment"


def strip(node: Any) -> None:
    """Drop what is not drawing, from ``node`` down."""
    for child in list(node):
        name = _name(child)
        empty = name == "g" and len(child) == 0
        tooltip = "tooltip" in child.get("class", "").split()
        if name in _DROPPED or name == "#comment" or name == "title" or empty or tooltip:
            node.remove(child)
            continue
        child.attrib.pop("style", None)
        if name == "rect" and child.get("class") == "background":
            node.remove(child)
            continue
        strip(child)


def each(node: Any, name: str, *, within: str) -> list[Any]:
    """All ``name`` elements below the groups of class ``within``."""
    found = []
    for group in node.iter():
        if _name(group) == "g" and set(within.split()) <= set(group.get("class", "").split()):
            found += [child for child in group.iter() if _name(child) == name]
    return found


def break_lines(text: Any, *, ems: float, size: float, upward: bool = False) -> None:
    """Break a text element's words into lines, centred on its place or hanging from it."""
    lines = wrap(text.text or "", ems=ems)
    if len(lines) == 1:
        return
    x, y = text.get("x", "0"), float(text.get("y", "0"))
    start = y - (len(lines) - 1) * size * LINE / 2 if upward else y
    text.text = None
    for number, line in enumerate(lines):
        part = text.makeelement("tspan", {"x": x, "y": f"{start + number * size * LINE:.1f}"})
        part.text = line
        text.append(part)

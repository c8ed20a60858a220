"""The data file of the home page turned into its stream."""

from typing import Any

from .opening_values import Raw, html, items


def home_body(text: dict[str, Any], *, key: str, language: str) -> list[Raw]:
    """The stream of the home page, from top to bottom."""
    stream: list[Raw] = []

    def add(kind: str, value: Raw | None) -> None:
        if value:
            stream.append({"type": kind, "value": value, "id": _identity(key, language, kind)})

    def listed(name: str) -> Raw | None:
        part = text.get(name)
        if not part:
            return None
        return {
            "title": part["title"],
            "lead": part.get("lead", ""),
            "items": items([dict(item) for item in part["items"]], f"{key}{language}{name}"),
        }

    add("hero", text.get("hero"))
    if text.get("doors"):
        add("doors", {"items": items(list(text["doors"]), f"{key}{language}doors")})
    add("situations", listed("situations"))
    sections = text.get("sections") or {}
    if "events" in sections:
        add("section", {"key": "events", **sections["events"]})
    add("figures", listed("figures"))
    if "communities" in sections:
        add("section", {"key": "communities", **sections["communities"]})
    if "news" in sections:
        add("section", {"key": "news", **sections["news"]})
    if text.get("intro"):
        add("intro", {**text["intro"], "text": html(text["intro"]["text"], language)})
    for number, block in enumerate(stream):
        block["id"] = _identity(key, language, f"{block['type']}-{number}")
    return stream


def _identity(key: str, language: str, name: str) -> str:
    return items([None], f"{key}/{language}/{name}")[0]["id"]

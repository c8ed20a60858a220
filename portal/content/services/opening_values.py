"""Shapes of the data files turned into what StreamFields store."""

import re
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from portal.content.blocks.tabular import write

Raw = dict[str, Any]
Resolve = Callable[[str], int | None]
_HREF = re.compile(r'href="/(?!en/|/)')


def html(text: Any, language: str) -> str:
    """Rich text whose links inside the portal stay in ``language``."""
    text = str(text or "").strip()
    return _HREF.sub('href="/en/', text) if language == "en" else text


def source(value: Raw | None) -> Raw:
    """A source with every field; dates as text, whole or not."""
    value = value or {}
    return {
        "title": str(value.get("title") or ""),
        "publisher": str(value.get("publisher") or ""),
        "url": str(value.get("url") or ""),
        "date": str(value.get("date") or ""),
        "status": str(value.get("status") or "V"),
    }


def sources(values: list[Raw] | None, *, key: str) -> list[Raw]:
    """The stream of a page's sources."""
    return [
        {"type": "source", "value": source(value), "id": _id(key, "source", index)}
        for index, value in enumerate(values or [])
    ]


def body(blocks: list[Raw] | None, *, key: str, language: str, resolve: Resolve) -> list[Raw]:
    """The stream of a page's body; ids stay the same from run to run.

    Args:
        blocks: ``{type, value}`` as in the data files.
        key: the page, for the ids.
        language: for links.
        resolve: gives the id of the page at a path, None if there is none.

    Raises:
        ValueError: a block has an unknown type or lacks something; the message names it.
    """
    stream = []
    for index, block in enumerate(blocks or []):
        kind, value = block["type"], block["value"]
        identity = _id(key, language, index)
        convert = _CONVERT.get(kind)
        if convert is None:
            raise ValueError(f"{key}: unknown block type {kind!r}.")
        try:
            converted = convert(value, identity, language, resolve)
        except (KeyError, IndexError, TypeError) as error:
            place = f"{key} ({language}), block {index + 1} ({kind})"
            raise ValueError(f"{place}: {type(error).__name__} {error}") from error
        if converted is not None:
            stream.append({"type": kind, "value": converted, "id": identity})
    return stream


def items(values: list[Any], identity: str) -> list[Raw]:
    """The stored form of a list block."""
    return [
        {"type": "item", "value": value, "id": _id(identity, "item", index)}
        for index, value in enumerate(values)
    ]


def _id(*parts: Any) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(str(part) for part in parts)))


def _same_length(expected: list[Any], found: list[Any], name: str) -> None:
    """A comma in an unquoted YAML list cuts a cell in two; better to hear of it."""
    if len(expected) != len(found):
        raise IndexError(f"{name}: {len(found)} values for {len(expected)} headings")


def _plain(value: Any, identity: str, language: str, resolve: Resolve) -> Any:
    return str(value.get("text") if isinstance(value, dict) else value)


def _text(value: Any, identity: str, language: str, resolve: Resolve) -> Any:
    return html(value, language)


def _steps(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw:
    steps = [
        {
            "title": step["title"],
            "minutes": step.get("minutes"),
            "text": html(step.get("text"), language),
        }
        for step in value["steps"]
    ]
    return {"title": value["title"], "steps": items(steps, identity)}


def _checklist(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw:
    return {
        "title": value["title"],
        "items": items([str(item) for item in value["items"]], identity),
    }


def _callout(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw:
    return {
        "kind": value["kind"],
        "title": value["title"],
        "text": html(value["text"], language),
    }


def _checked(value: Raw) -> Raw:
    return {
        "title": value["title"],
        "unit": str(value.get("unit") or ""),
        "note": str(value.get("note") or ""),
        "needs_check": bool(value.get("needs_check")),
        "source": source(value.get("source")),
    }


def _figure(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw:
    return {**_checked(value), "value": str(value["value"])}


def _chart(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw:
    series = value["series"]
    for row in series:
        _same_length(value["labels"], row["values"], row["name"])
    rows: list[list[Any]] = [[value.get("corner", ""), *(row["name"] for row in series)]]
    rows += [
        [label, *(row["values"][index] for row in series)]
        for index, label in enumerate(value["labels"])
    ]
    return {**_checked(value), "kind": value["kind"], "data": write(rows)}


def _table(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw:
    for row in value["rows"]:
        _same_length(value["headers"], row, str(row[:1]))
    given = value.get("sources") or ([value["source"]] if value.get("source") else [])
    return {
        "caption": value["caption"],
        "data": write([value["headers"], *value["rows"]]),
        "sources": items([source(one) for one in given], identity),
    }


def _tool_card(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw | None:
    page = resolve(f"tools/{value['tool']}")
    return {"tool": page, "text": str(value.get("text") or "")} if page else None


def _related(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw | None:
    pages = [page for path in value["pages"] if (page := resolve(path.strip("/")))]
    return {"title": value["title"], "pages": items(pages, identity)} if pages else None


def _contact(value: Raw, identity: str, language: str, resolve: Resolve) -> Raw:
    return {
        **{name: str(value.get(name) or "") for name in ("name", "phone", "url", "hours", "text")},
        "needs_check": bool(value.get("needs_check")),
    }


_CONVERT: dict[str, Callable[[Any, str, str, Resolve], Any]] = {
    "heading": _plain,
    "text": _text,
    "steps": _steps,
    "checklist": _checklist,
    "callout": _callout,
    "figure": _figure,
    "chart": _chart,
    "table": _table,
    "tool_card": _tool_card,
    "related": _related,
    "contact": _contact,
}

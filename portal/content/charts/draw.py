"""Charts as accessible SVG: pygal draws, :mod:`.clean` makes it fit."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pygal
from pygal.style import Style

from . import clean
from .data import ChartData, spoken, text_width
from .tiles import tiles


@dataclass(frozen=True)
class Size:
    """One of the two widths a chart is drawn in; the style sheet shows the one that fits."""

    name: str
    width: int
    text: int
    label_share: float


SIZES = (Size("narrow", 340, 14, 0.36), Size("wide", 680, 14, 0.3))
SMALL = Size("compact", 320, 14, 0.36)
GAP = 8
OWN_REGION = {"九州", "九州7県", "Kyushu", "Seven prefectures", "Seven prefectures of Kyushu"}


@lru_cache(maxsize=512)
def draw(data: ChartData, size: Size, identity: str) -> str:
    """The SVG of ``data`` at ``size``; ``identity`` makes its ids unique on the page."""
    root = tiles(data, size.width, size.text) if data.kind == "map" else _pygal(data, size)
    root.attrib.pop("id", None)
    form = " map" if data.kind == "map" else ""
    root.set("class", f"chart-{size.name}{form}")
    root.set("role", "img")
    root.set("aria-labelledby", f"{identity}-t {identity}-d")
    for position, (tag, suffix, words) in enumerate(
        [("title", "t", data.title), ("desc", "d", data.description)]
    ):
        node = Element(tag, {"id": f"{identity}-{suffix}"})
        node.text = words
        root.insert(position, node)
    return _written(root)


def _written(root: Any) -> str:
    """The element as text, with namespaces that HTML understands without prefixes."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.rsplit("}", 1)[-1]
    root.attrib.pop("xmlns", None)
    return tostring(root, encoding="unicode")


class _Measured:
    """A pygal chart whose margins are given instead of guessed from latin letters."""

    measured: tuple[float, float, float, float]

    def _compute_margin(self) -> None:
        super()._compute_margin()  # type: ignore[misc]
        box = self.margin_box  # type: ignore[attr-defined]
        box.top, box.right, box.bottom, box.left = self.measured


class _HorizontalBar(_Measured, pygal.HorizontalBar):
    """Bars that run to the right."""


class _HorizontalStacked(_Measured, pygal.HorizontalStackedBar):
    """Bars of parts that run to the right."""


class _Column(_Measured, pygal.Bar):
    """Bars that stand."""


class _Line(_Measured, pygal.Line):
    """Lines over time."""


def _pygal(data: ChartData, size: Size) -> Any:
    lying = data.kind in {"bar", "stacked"}
    chart = _lying(data, size) if lying else _standing(data, size)
    labels, series = list(data.labels), list(data.series)
    if lying:
        labels.reverse()
    chart.x_labels = labels
    for one in series:
        values = [
            None if value is None else {"value": value, "formatter": data.said}
            for value in (reversed(one.values) if lying else one.values)
        ]
        chart.add(one.name, values)
    root = chart.render_tree()
    clean.strip(root)
    if len(series) == 1 and data.kind in {"bar", "column"}:
        _mark_own(root, labels)
    _finish(root, data, size, lying=lying)
    return root


def _options(size: Size, height: float) -> dict[str, Any]:
    fonts = {
        f"{part}_font_size": size.text
        for part in ("label", "major_label", "value", "value_label", "legend", "title")
    }
    return {
        "width": size.width,
        "height": round(height),
        "style": Style(font_family="inherit", transition="0s", **fonts),
        "show_legend": False,
        "js": [],
        "no_prefix": True,
        "print_values": True,
        "value_formatter": spoken,
        "truncate_label": -1,
        "margin": 0,
        "include_x_axis": True,
    }


def _label_ems(size: Size) -> float:
    return size.width * size.label_share / size.text


def _lying(data: ChartData, size: Size) -> Any:
    ems = _label_ems(size)
    lines = [clean.wrap(label, ems=ems) for label in data.labels]
    widest = max((text_width(line) for label in lines for line in label), default=0)
    tallest = max((len(label) for label in lines), default=1)
    stacked = data.kind == "stacked"
    bars = 1 if stacked else len(data.series)
    row = max(34 if bars == 1 else 20 * bars + 14, tallest * size.text * clean.LINE + 12)
    values = [data.said(value) for one in data.series for value in one.values]
    right = 4 if stacked else max((text_width(value) for value in values), default=0) * size.text
    chart = (_HorizontalStacked if stacked else _HorizontalBar)(
        **_options(size, row * len(data.labels) + 8),
        show_x_labels=False,
        show_x_guides=False,
        show_y_guides=False,
        print_values_position="center" if stacked else "top",
    )
    chart.measured = (2, right + GAP + 2, 2, widest * size.text + GAP + 2)
    return chart


def _standing(data: ChartData, size: Size) -> Any:
    numbers = [value for one in data.series for value in one.values if value is not None]
    left = max((text_width(spoken(value)) for value in numbers), default=1) * size.text + GAP + 6
    slot = (size.width - left) / max(len(data.labels), 1) / size.text - 0.4
    lines = max((len(clean.wrap(label, ems=slot)) for label in data.labels), default=1)
    bottom = lines * size.text * clean.LINE + GAP
    kind = _Line if data.kind == "line" else _Column
    chart = kind(
        **_options(size, size.width * (0.62 if size.width < 500 else 0.46) + bottom),
        show_x_guides=False,
        show_minor_y_labels=True,
        y_labels_major_count=3,
        min_scale=3,
        max_scale=5,
        dots_size=4,
        range=(min([0, *numbers]), max(numbers, default=1) * 1.08),
        print_values_position="top",
    )
    right = size.text * 2 if data.kind == "line" else 8
    chart.measured = (size.text * 1.6, right, bottom, left)
    return chart


def _mark_own(root: Any, labels: list[str]) -> None:
    """Let the bars of the bureau's own region stand out among the others."""
    for rect, label in zip(clean.each(root, "rect", within="series"), labels, strict=False):
        if label in OWN_REGION:
            rect.set("class", f"{rect.get('class', '')} own".strip())


def _finish(root: Any, data: ChartData, size: Size, *, lying: bool) -> None:
    """Sizes, anchors and line breaks of the texts."""
    for text in clean.each(root, "text", within=""):
        text.set("font-size", str(size.text))
        text.attrib.pop("class", None)
    labels = clean.each(root, "text", within="axis y" if lying else "axis x")
    slot = size.width / max(len(data.labels), 1) / size.text - 0.6
    for text in labels:
        text.set("text-anchor", "end" if lying else "middle")
        ems = _label_ems(size) if lying else slot
        clean.break_lines(text, ems=ems, size=size.text, upward=lying)
    if not lying:
        for text in clean.each(root, "text", within="axis y"):
            text.set("text-anchor", "end")
    for text in clean.each(root, "text", within="text-overlay"):
        text.set("class", "chart-value")
        if data.kind == "bar":
            text.set("text-anchor", "start")
        elif data.kind == "stacked":
            text.set("class", "chart-part")
        else:
            text.set("text-anchor", "middle")
            text.set("y", f"{float(text.get('y', 0)) - 4:.1f}")
    if data.kind == "line":
        dots = clean.each(root, "circle", within="series")
        texts = clean.each(root, "text", within="text-overlay")
        for dot, text in zip(dots, texts, strict=False):
            text.set("x", dot.get("cx", "0"))
            text.set("y", f"{float(dot.get('cy', 0)) - 9:.1f}")


def gauge(share: float, identity: str, words: str) -> str:
    """A bar that is ``share`` (0 to 1) full, for a figure on the home page."""
    root = Element(
        "svg",
        {
            "viewBox": "0 0 300 16",
            "class": "gauge",
            "role": "img",
            "aria-labelledby": f"{identity}-t",
        },
    )
    SubElement(root, "title", {"id": f"{identity}-t"}).text = words
    frame = {"y": "0", "x": "0", "height": "16", "rx": "3"}
    SubElement(root, "rect", {**frame, "width": "300", "class": "gauge-all"})
    width = f"{300 * min(max(share, 0), 1):.0f}"
    SubElement(root, "rect", {**frame, "width": width, "class": "gauge-part"})
    return _written(root)

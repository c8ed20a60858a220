"""A map of Kyushu as tiles: one of the same size for each prefecture, roughly in its place."""

from xml.etree.ElementTree import Element, SubElement

from portal.taxonomy.terms import PREFECTURES

from .data import ChartData

PLACES = {
    "saga": (0, 0),
    "fukuoka": (1, 0),
    "oita": (2, 0),
    "nagasaki": (0, 1),
    "kumamoto": (1, 1),
    "miyazaki": (2, 1),
    "kagoshima": (1, 2),
    "okinawa": (0, 3),
}
LEVELS = 4
GAP = 6
INKS = {3: " on-mid", 4: " on-dark"}


def _codes() -> dict[str, str]:
    """Prefecture codes by the names a table may use: 福岡県, 福岡, Fukuoka, fukuoka."""
    names = {}
    for code, ja, en in PREFECTURES:
        names |= {ja: code, ja.removesuffix("県"): code, en.lower(): code, code: code}
    return names


def tiles(data: ChartData, width: int, text: int) -> Element:
    """The map of the first series; the darker, the more. Names outside Kyushu are left out."""
    codes = _codes()
    values = data.series[0].values if data.series else ()
    placed = [
        (PLACES[code], label, value)
        for label, value in zip(data.labels, values, strict=False)
        if (code := codes.get(label.strip().lower(), "")) in PLACES
    ]
    side = (width - 2 * GAP) / 3
    height = side * 0.72
    rows = max((row for (_column, row), _label, _value in placed), default=0) + 1
    root = Element("svg", {"viewBox": f"0 0 {width} {rows * (height + GAP) - GAP:.0f}"})
    known = [value for _place, _label, value in placed if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    for (column, row), label, value in placed:
        level = 0
        if value is not None:
            share = (value - low) / (high - low) if high > low else 1
            level = 1 + round(share * (LEVELS - 1))
        x, y = column * (side + GAP), row * (height + GAP)
        group = SubElement(root, "g", {"class": "tile"})
        SubElement(
            group,
            "rect",
            {
                "x": f"{x:.1f}",
                "y": f"{y:.1f}",
                "width": f"{side:.1f}",
                "height": f"{height:.1f}",
                "rx": "8",
                "class": f"level-{level}",
            },
        )
        for words, depth, size, kind in (
            (label, 0.4, text, "tile-name"),
            (data.said(value), 0.74, text + 5, "tile-value"),
        ):
            node = SubElement(
                group,
                "text",
                {
                    "x": f"{x + side / 2:.1f}",
                    "y": f"{y + height * depth:.1f}",
                    "font-size": str(size),
                    "text-anchor": "middle",
                    "class": f"{kind}{INKS.get(level, '')}",
                },
            )
            node.text = words
    return root

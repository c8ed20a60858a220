"""How search grows, as a picture: both axes in powers of ten."""

import math
from collections.abc import Sequence
from typing import Any

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 700, 40, 360
DOCUMENTS = (1_000, 100_000)
MILLISECONDS = (1, 1_000)
# Figure, what people read, colour (told apart by shape as well).
SERIES = (
    ("new words cpu p95", "words not asked before", "#b45309", "square"),
    ("facets cpu p95", "with facets", "#1d4ed8", "circle"),
    ("plain cpu p95", "words only", "#0f766e", "diamond"),
)


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Slope of the straight line through ``points`` with both axes in logarithms."""
    xs, ys = zip(*((math.log(x), math.log(y)) for x, y in points), strict=True)
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / across


def _x(documents: float) -> float:
    low, high = map(math.log10, DOCUMENTS)
    return LEFT + (math.log10(documents) - low) / (high - low) * (RIGHT - LEFT)


def _y(milliseconds: float) -> float:
    low, high = map(math.log10, MILLISECONDS)
    return BOTTOM - (math.log10(milliseconds) - low) / (high - low) * (BOTTOM - TOP)


def _mark(shape: str, x: float, y: float, colour: str) -> str:
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}"/>'
    turned = f' transform="rotate(45 {x:.1f} {y:.1f})"' if shape == "diamond" else ""
    return (
        f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{colour}"{turned}/>'
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def _axes() -> list[str]:
    parts = []
    for power in range(4):
        y = _y(10**power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#d1d5db"/>')
        parts.append(_text(LEFT - 8, y + 5, f"{10**power:,}", "end"))
    for power in (3, 4, 5):
        x = _x(10**power)
        parts.append(f'<path d="M{x:.1f} {TOP}V{BOTTOM}" stroke="#d1d5db"/>')
        anchor = "end" if power == 5 else "middle"
        parts.append(_text(x, BOTTOM + 22, f"{10**power:,}", anchor))
    parts.append(_text(LEFT, 22, "Processor time of a search, p95 (milliseconds)"))
    parts.append(_text((LEFT + RIGHT) / 2, BOTTOM + 46, "documents in the index", "middle"))
    for limit, words in ((50, "50 ms, target"), (100, "100 ms, target with facets")):
        y = _y(limit)
        parts.append(
            f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#991b1b" stroke-dasharray="6 4"/>'
        )
        parts.append(_text(RIGHT, y - 6, words, "end"))
    return parts


def drawn(rows: Sequence[dict[str, Any]]) -> str:
    """An SVG of the embedded engine's p95 by number of documents."""
    rows = [row for row in rows if row["engine"] == "embedded"]
    parts = _axes()
    for number, (figure, words, colour, shape) in enumerate(SERIES):
        points = [(row["documents"], max(row[figure], MILLISECONDS[0])) for row in rows]
        places = [(_x(x), _y(y)) for x, y in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [_mark(shape, x, y, colour) for x, y in places]
        x, y = LEFT + 20, TOP + 22 + 24 * number
        parts.append(_mark(shape, x, y - 5, colour))
        growth = f"exponent {exponent(points):.2f}"
        parts.append(_text(x + 14, y, f"{words} ({growth})"))
    body = "\n  ".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="Noto Sans JP, sans-serif" font-size="14" fill="#111827">\n'
        "  <title>Processor time of a search by number of documents</title>\n"
        f'  <rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        f"  {body}\n</svg>\n"
    )

"""The year as a picture: one panel for each figure, one bar for each way of assigning."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .year import Figures

NAMES = {"first_come": "First come", "greedy": "Best pair first", "solved": "Solved as a whole"}
COLOURS = {"first_come": "#949494", "greedy": "#5c7ea8", "solved": "#0017c1"}
WIDTH, PANEL, BAR, LEFT, RIGHT = 720, 150, 24, 150, 70


@dataclass(frozen=True)
class Panel:
    """One figure: what it says, how it is read off and written, and where its scale ends."""

    title: str
    read: Callable[[Figures], float]
    written: Callable[[float], str]
    end: float


def _panels(figures: Mapping[str, Figures]) -> list[Panel]:
    return [
        Panel(
            "Troubles solved, of all needs",
            lambda one: one.outcome_rate,
            lambda value: f"{value:.1%}",
            1.0,
        ),
        Panel(
            "Fit of the agreed pairs, summed over the year",
            lambda one: one.quality,
            lambda value: f"{value:.0f}",
            max(one.quality for one in figures.values()) * 1.1,
        ),
        Panel(
            "Weeks from need to first proposal, mean (less is better)",
            lambda one: one.waited,
            lambda value: f"{value:.2f}",
            max(0.01, *(one.waited for one in figures.values())) * 1.1,
        ),
        Panel(
            "Gini of experts' load (less is more even)",
            lambda one: one.gini,
            lambda value: f"{value:.3f}",
            max(0.01, *(one.gini for one in figures.values())) * 1.1,
        ),
    ]


def _bars(panel: Panel, figures: Mapping[str, Figures], top: int) -> list[str]:
    lines = [f'<text x="16" y="{top + 20}" font-weight="700">{escape(panel.title)}</text>']
    for row, (name, found) in enumerate(figures.items()):
        value, y = panel.read(found), top + 34 + row * (BAR + 10)
        length = max(1.0, (WIDTH - LEFT - RIGHT) * value / panel.end)
        lines += [
            f'<text x="{LEFT - 10}" y="{y + 17}" text-anchor="end">{NAMES[name]}</text>',
            f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" '
            f'fill="{COLOURS[name]}"/>',
            f'<text x="{LEFT + length + 8:.1f}" y="{y + 17}">{panel.written(value)}</text>',
        ]
    return lines


def draw(figures: Mapping[str, Figures], *, title: str) -> str:
    """The figures as SVG text."""
    panels = _panels(figures)
    height = 44 + len(panels) * PANEL
    said = "; ".join(
        f"{panel.title}: "
        + ", ".join(
            f"{NAMES[name]} {panel.written(panel.read(one))}" for name, one in figures.items()
        )
        for panel in panels
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-labelledby="year-title year-text" font-family="Noto Sans JP, sans-serif" '
        'font-size="14" fill="#1a1a1c">',
        f'<title id="year-title">{escape(title)}</title>',
        f'<desc id="year-text">{escape(said)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="28" font-size="17" font-weight="700">{escape(title)}</text>',
    ]
    for place, panel in enumerate(panels):
        lines += _bars(panel, figures, 44 + place * PANEL)
    return "\n".join([*lines, "</svg>", ""])

"""Charts: what they say, and that nothing inline is left in them."""

import pytest

from portal.content.charts.clean import wrap
from portal.content.charts.data import ChartData, number, spoken, text_width
from portal.content.charts.draw import SIZES, SMALL, draw, gauge
from portal.content.templatetags.content_tags import plain_date

ROWS = [["県", "件数", "連携"], ["福岡", "1,951", "17"], ["佐賀", "375.5", ""], ["<b>", "−2", "x"]]
KINDS = ["bar", "column", "line", "stacked", "map"]


def data(kind="bar", rows=ROWS):
    return ChartData.from_rows(kind=kind, title="福岡が<多い>", unit="件", rows=rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [*SIZES, SMALL])
def test_drawing_is_accessible_and_carries_no_code(kind, size):
    svg = draw(data(kind), size, "c1")
    assert 'role="img"' in svg
    assert 'aria-labelledby="c1-t c1-d"' in svg
    assert '<title id="c1-t">福岡が&lt;多い&gt;</title>' in svg
    for forbidden in ("<style", "<script", "style=", "onclick", "<b>", "xlink", "http"):
        assert forbidden not in svg


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_survives_an_empty_table(kind):
    assert "<svg" in draw(data(kind, [["県", "件数"]]), SIZES[0], "c2")


def test_values_are_written_for_people():
    assert data().rows == [
        ["福岡", "1,951.0", "17.0"],
        ["佐賀", "375.5", "–"],
        ["<b>", "-2.0", "–"],
    ]
    assert "福岡 1,951.0" in data().description


def test_whole_numbers_stay_whole():
    assert data(rows=[["県", "件数"], ["福岡", "1951"]]).rows == [["福岡", "1,951"]]


@pytest.mark.parametrize(
    ("cell", "expected"), [("１，９５１", 1951), ("−3", -3), ("", None), (" 2.5 ", 2.5)]
)
def test_cells_are_read_with_patience(cell, expected):
    assert number(cell) == expected


def test_words_are_no_numbers():
    with pytest.raises(ValueError, match="could not convert"):
        number("多数")


def test_long_labels_break_into_lines_that_fit():
    lines = wrap("卸売業・小売業および飲食サービス業", ems=8)
    assert len(lines) > 1
    assert all(text_width(line) <= 8 for line in lines)
    assert wrap("Seven prefectures of Kyushu", ems=8)[0] == "Seven"


def test_labels_stay_inside_a_narrow_drawing():
    label = "非常に長い名前をもつ業種の分類その一"
    svg = draw(data(rows=[["業種", "件数"], [label, "3"]]), SIZES[0], "c3")
    assert svg.count("<tspan") >= 2


def test_map_leaves_out_what_is_not_kyushu():
    svg = draw(
        data("map", [["県", "件数"], ["福岡県", "2"], ["Saga", "1"], ["東京都", "9"]]),
        SIZES[0],
        "c4",
    )
    assert svg.count('class="tile"') == 2


def test_gauge_is_bounded():
    assert 'width="300" class="gauge-part"' in gauge(1.7, "g", "x")
    assert 'width="0" class="gauge-part"' in gauge(-1, "g", "x")


def test_spoken_numbers():
    assert [spoken(value) for value in (1951, 14.4, None)] == ["1,951", "14.4", "–"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-12-31", "2022年12月31日"),
        ("2026-03", "2026年3月"),
        ("2026", "2026年"),
        ("2026-13", "2026-13"),
        ("春", "春"),
        (None, ""),
    ],
)
def test_dates_are_written_for_people(value, expected):
    assert plain_date(value) == expected

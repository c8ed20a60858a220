"""Line breaks and dates as they are set in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from portal.templatetags.typography import (
    apart,
    bracketed,
    lang,
    listed,
    long_day,
    phrases,
    short_moment,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("サイバーセキュリティお助け隊", "サイバーセキュリティ<wbr>お助け隊"),
        ("セキュリティ対策", "セキュリティ<wbr>対策"),
        ("データを守る", "データを守る"),
        ("<b>メール</b>", "&lt;b&gt;メール&lt;/b&gt;"),
    ],
)
def test_a_line_may_break_where_katakana_ends_and_a_word_begins(text, shown):
    assert phrases(text) == shown


def test_days_are_said_in_the_language_of_the_moment():
    day = date(2026, 11, 23)
    assert long_day(day) == "2026年11月23日（月）"
    with translation.override("en"):
        assert long_day(day) == "Monday 23 November 2026"


def test_japanese_words_are_named_on_a_page_of_another_language():
    assert lang("控えの取り方") == ""
    with translation.override("en"):
        assert lang("控えの取り方") == ' lang="ja"'
        assert lang("How we keep copies") == ""


def test_days_and_times_are_british_in_english_and_apart_in_japanese():
    moment = datetime(2026, 11, 29, 14, 5, tzinfo=UTC)
    assert date_format(moment, "DATETIME_FORMAT") == "2026年11月29日 14:05"
    with translation.override("en"):
        assert date_format(moment, "DATE_FORMAT") == "29 November 2026"
        assert date_format(moment, "DATETIME_FORMAT") == "29 November 2026, 14:05"


def test_moments_are_shown_in_japans_time():
    moment = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert short_moment(moment) == "11月24日（火） 01:30"
    assert short_moment(moment.date()) == "11月23日（月）"


def test_facts_and_names_are_joined_as_the_language_does():
    names = ["<b>", "製造業"]
    assert (apart(), listed(names)) == (" ・ ", "&lt;b&gt;・製造業")
    assert bracketed("Webex") == "（Webex）"
    with translation.override("en"):
        assert (apart(), listed(names)) == (" · ", "&lt;b&gt;, 製造業")
        assert bracketed("Webex") == " (Webex)"

"""What the page of an event says beside time and places: speakers, conditions, its series."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from events.models import Series
from tests.events.test_pages import indexes, make_page, page, queries, text
from tests.factories import events as make

__all__ = ["indexes", "page"]
pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


def make_image():
    return get_image_model().objects.create(title="顔写真", file=get_test_image_file())


def test_the_page_names_speakers_and_the_other_events_of_the_series(client, indexes):
    series = Series.objects.create(code="drills", title_ja="演習の輪")
    speakers = [
        {"type": "speaker", "value": {"name": name, "kana": "", "bio": "<b>紹介</b>"}}
        for name in ("髙﨑 健", "𠮷田 花")
    ]
    page = make_page(indexes["ja"], make.make_event(series=series), speakers=speakers)
    make.make_session(page.event)
    other = make_page(
        indexes["ja"], make.make_event(series=series, is_sample=True), title="次の演習"
    )
    make.make_session(other.event)
    unpublished = make_page(indexes["ja"], make.make_event(series=series), title="まだの演習")
    unpublished.unpublish()
    found = text(client, page.url)
    assert "髙﨑 健" in found
    assert "&lt;b&gt;紹介&lt;/b&gt;" in found
    assert "【デモ開催】次の演習" in found
    assert "まだの演習" not in found


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_speaker_has_a_photograph_at_the_cost_of_one_query(client, page):
    make.make_type(make.make_session(page.event))
    queries(client, page.url)
    before = queries(client, page.url)
    photos = [make_image(), make_image()]
    page.speakers = [
        {"type": "speaker", "value": {"name": f"講師{photo.pk}", "photo": photo.pk}}
        for photo in photos
    ]
    page.save_revision().publish()
    assert text(client, page.url).count('class="speaker-photo"') == 2
    assert queries(client, page.url) == before + 1 <= 8


def test_the_page_says_who_may_apply_and_how_places_are_given(client, page):
    session = make.make_session(page.event, access_ja="駅から徒歩5分")
    viewer = make.make_type(session, label_ja="オンライン見学", mode="online", unit="person")
    team = make.make_type(
        session,
        allocation="selection",
        min_attendees=3,
        fallback=viewer,
        fee_yen=3000,
        roles=["management", "systems"],
        eligible_sizes=["6-20"],
        once_per_fiscal_year=True,
        results_at=datetime(2099, 1, 20, tzinfo=TOKYO),
    )
    team.eligible_sectors.set(["manufacturing"])
    team.eligible_prefectures.set(["fukuoka", "saga"])
    page.event.hosts.create(role="co_organiser", name_ja="支援機関", receives_data=True)
    found = text(client, page.url)
    for words in (
        "駅から徒歩5分",
        "7社",
        "1社3〜6人",
        "締切のあとに申込内容を見て選びます。結果は2099年1月20日（火）ごろにお知らせします",
        "経営、システム",
        "所在地: 福岡県、佐賀県",
        "従業員数: 6〜20人",
        "1社につき年度内に1回まで",
        "1社 3,000円",
        "希望すれば「オンライン見学」で参加できます",
        "先着順で、申し込むとすぐに決まります",
        "共催: 支援機関",
    ):
        assert words in found, words

"""Every kind of page, in both languages, on a phone and on a desk, passes axe and fits."""

import pytest

from tests.browser.accessibility import DESK, PHONE, look_at

VIEWS = [
    "/search/",
    "/search/?q=BCP",
    "/search/?q=北九州 演習&order=soonest",
    "/search/?q=ありませんでした",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/matching/",
    "/matching/needs/",
    "/matching/seeds/",
    "/matching/from-check/",
    "/self-check/",
    "/registrations/exercises/",
    "/mypage/notices/account/",
    "/registrations/open-data/",
    "/registrations/widget/",
]
MEMBER_VIEWS = [
    "/mypage/",
    "/mypage/profile/",
    "/mypage/security/",
    "/mypage/organization/",
    "/mypage/members/",
    "/mypage/data/",
    "/registrations/",
    "/registrations/calendars/",
    "/matching/needs/new/",
    "/matching/seeds/new/",
    "/matching/alerts/",
]
BOTH = [("ja", ""), ("en", "/en")]


# Every page in both languages and at both widths, but not in all four pairs: a minute saved.
@pytest.mark.parametrize(
    ("language", "prefix", "phone"),
    [(*BOTH[0], True), (*BOTH[1], False)],
    ids=["ja-390", "en-1280"],
)
def test_public_pages(portal, open_browser, language, prefix, phone):
    pages = [path for _type, found, path in portal.page_addresses() if found == language]
    assert len(pages) > 8
    paths = pages + [prefix + view for view in VIEWS]
    assert look_at(open_browser(phone=phone), paths, dark=language == "ja") == {}


@pytest.mark.parametrize(("language", "prefix"), BOTH, ids=["ja", "en"])
def test_pages_of_a_member(portal, open_browser, language, prefix):
    page = open_browser(account="company")
    paths = [prefix + view for view in MEMBER_VIEWS]
    assert look_at(page, paths, sizes=[PHONE, DESK]) == {}


@pytest.mark.parametrize(("language", "prefix"), BOTH, ids=["ja", "en"])
def test_a_page_that_is_not_there(portal, open_browser, language, prefix):
    page = open_browser(phone=True)
    assert look_at(page, [f"{prefix}/no-such-page/"], expected=404) == {}
    assert page.locator("html").get_attribute("lang") == language

"""Opening an account, passkeys, the organization's address: with and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import DESK, PHONE, look_at
from tests.browser.pages.entrance import sign_up
from tests.browser.pages.pressing import go_by

SECURITY_VIEWS = [
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/totp/activate/",
    "/accounts/email/",
    "/accounts/password/set/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/mypage/organization/new/",
]


def plug_in_authenticator(page: Page) -> None:
    """A device with fingerprint reader, as Chromium's developer tools simulate it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_is_added_and_opens_the_account(portal, open_browser):
    page = open_browser(phone=True)
    sign_up(page, portal, "passkey@example.jp")
    plug_in_authenticator(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="追加する").click()
    expect(page.get_by_text("パスキーを追加しました。")).to_be_visible()
    page.get_by_role("button", name="パスキーを使う").click()
    expect(page.get_by_role("heading", name="回復用コード")).to_be_visible()
    page.goto("/accounts/logout/")
    go_by(page.get_by_role("button", name="ログアウトする"))
    page.goto("/accounts/login/?next=/mypage/security/")
    page.get_by_role("button", name="パスキーでログイン").click()
    expect(page).to_have_url(re.compile("/mypage/security/$"))


def test_a_refused_passkey_is_explained(portal, open_browser):
    page = open_browser()
    page.goto("/accounts/login/")
    page.evaluate("void (navigator.credentials.get = () => Promise.reject(new Error('no')))")
    page.get_by_role("button", name="パスキーでログイン").click()
    expect(page.get_by_role("alert")).to_contain_text("ほかの方法を選んでください")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_organization_is_registered_with_its_address(portal, open_browser, javascript):
    page = open_browser(phone=True, javascript=javascript)
    sign_up(page, portal, f"organization-{javascript}@example.jp".lower())
    page.locator("[name=family_name]").fill("山田")
    page.locator("[name=given_name]").fill("太郎")
    page.locator("[name=name]").fill("ｶﾌﾞｼｷｶﾞｲｼｬ試験")
    page.locator("[name=postal_code]").fill("８１２ー８５４６")
    page.get_by_role("button", name="住所を入れる").click()
    expect(page.locator("[name=city]")).to_have_value("福岡市博多区博多駅東")
    expect(page.locator("[name=street]")).to_have_value("2丁目11-1")
    expect(page.locator("[name=name]")).to_have_value("ｶﾌﾞｼｷｶﾞｲｼｬ試験")
    page.locator("[name=sector]").select_option("manufacturing")
    page.locator("[name=size]").select_option("6-20")
    page.locator("#organization-form").get_by_role("button", name="登録する").last.click()
    expect(page).to_have_url(re.compile("/mypage/$"))
    expect(page.get_by_role("heading", name="カブシキガイシャ試験")).to_be_visible()


def test_a_wrong_number_is_explained_where_it_stands(portal, open_browser):
    page = open_browser()
    sign_up(page, portal, "wrong-number@example.jp")
    page.locator("[name=corporate_number]").fill("4000012090002")
    page.locator("#organization-form").get_by_role("button", name="登録する").last.click()
    link = page.get_by_role("link", name=re.compile("法人番号のどこかの数字が違います"))
    link.click()
    expect(page.locator("[name=corporate_number]")).to_be_focused()
    expect(page.locator("[name=corporate_number]")).to_have_value("4000012090002")


def test_staff_reach_the_admin_only_with_their_second_factor(portal, open_browser):
    page = open_browser()
    account = portal.accounts["administrator"]
    page.goto("/admin/")
    page.get_by_label("メールアドレス").fill(account.email)
    page.get_by_label("パスワード").fill(account.password)
    go_by(page.get_by_role("button", name="ログイン", exact=True))
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    page.get_by_label("コード").fill(portal.code_of("administrator"))
    go_by(page.get_by_role("button", name="ログイン", exact=True))
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_pages_of_security(portal, open_browser):
    page = open_browser()
    sign_up(page, portal, "look@example.jp")
    paths = [prefix + view for prefix in ("", "/en") for view in SECURITY_VIEWS]
    assert look_at(page, paths, sizes=[PHONE, DESK]) == {}

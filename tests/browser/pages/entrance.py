"""Signing up and signing in."""

import re

from playwright.sync_api import Page, expect

from tests.browser.portal import Portal


def sign_in(page: Page, portal: Portal, name: str) -> None:
    """Sign in with a sample account, with its second factor if it has one."""
    account = portal.accounts[name]
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill(account.email)
    page.get_by_label("パスワード").fill(account.password)
    page.get_by_role("button", name="ログイン", exact=True).click()
    if account.secret:
        page.get_by_label("コード").fill(portal.code_of(name))
        page.get_by_role("button", name="ログイン", exact=True).click()
    expect(page).not_to_have_url(re.compile("/accounts/"))


def sign_up(page: Page, portal: Portal, email: str) -> None:
    """Open an account with the code that the mail brings."""
    page.goto("/accounts/signup/")
    page.get_by_label("メールアドレス").fill(email)
    page.get_by_role("button", name="確認コードを受け取る").click()
    mail = portal.mail_to(email)
    body = mail.get_body(("plain",))
    assert body is not None
    code = re.search(r"^\s*([A-Z0-9][A-Z0-9-]{5,})\s*$", body.get_content(), re.MULTILINE)
    assert code, body.get_content()
    page.get_by_label("コード").fill(code[1])
    page.locator("main form").first.get_by_role("button").first.click()
    expect(page).not_to_have_url(re.compile("/accounts/"))

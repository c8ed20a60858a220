"""Signing up and signing in."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pages.pressing import go_by
from tests.browser.portal import Portal

CODE = re.compile(r"^\s+(\d{6})\s*$", re.MULTILINE)


def sign_in(page: Page, portal: Portal, name: str) -> None:
    """Sign in with a sample account, with its second factor if it has one."""
    account = portal.accounts[name]
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill(account.email)
    page.get_by_label("パスワード").fill(account.password)
    go_by(page.get_by_role("button", name="ログイン", exact=True))
    if account.secret:
        page.get_by_label("コード").fill(portal.code_of(name))
        go_by(page.get_by_role("button", name="ログイン", exact=True))
    expect(page).not_to_have_url(re.compile("/accounts/"))


def confirm_address(page: Page, portal: Portal, email: str) -> None:
    """Type the code that the mail to ``email`` brought."""
    body = portal.mail_to(email, "確認コード").get_body(("plain",))
    assert body is not None
    code = CODE.search(body.get_content())
    assert code, body.get_content()
    page.get_by_label("コード").fill(code[1])
    page.get_by_role("button", name="確認する").click()


def sign_up(page: Page, portal: Portal, email: str) -> None:
    """Open an account without password; ends where the organization is registered."""
    page.goto("/accounts/signup/")
    page.get_by_label("メールアドレス").fill(email)
    page.get_by_role("button", name="確認コードを受け取る").click()
    confirm_address(page, portal, email)
    expect(page).to_have_url(re.compile("/mypage/organization/new/$"))

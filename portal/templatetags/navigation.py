"""Menus, language links and addresses the layout needs; no query for the menu itself."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import strip_tags
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

register = template.Library()


@dataclass(frozen=True)
class Link:
    """One entry of a menu."""

    label: str
    url: str
    hint: str = ""
    current: bool = False


def language_root() -> str:
    """``/`` in Japanese, ``/en/`` in English."""
    code = get_language() or settings.LANGUAGE_CODE
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def address(name: str, fallback: str) -> str:
    """The address of a named view; until the room has it, the fallback."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return language_root() + fallback


def _path(context: template.Context) -> str:
    request: HttpRequest | None = context.get("request")
    return request.path if request else ""


@register.inclusion_tag("components/messages.html", takes_context=True)
def message_list(context: template.Context) -> dict[str, Any]:
    """What has just happened, as told by Django's messages."""
    return {"messages": context.get("messages")}


@register.simple_tag(takes_context=True)
def document_words(context: template.Context) -> dict[str, Any]:
    """Title and description of the page at hand; blocks of a template override them."""
    page = context.get("page")
    title = getattr(page, "seo_title", "") or getattr(page, "title", "") or "SECUNITY Portal"
    description = getattr(page, "search_description", "") or getattr(page, "summary", "")
    if not description:
        description = _(
            "九州の中小企業がサイバー攻撃に備え、被害のときに助けを得るための"
            "地域SECUNITYの窓口です。"
        )
    return {
        "title": title,
        "description": strip_tags(str(description)),
        "is_home": _path(context) == language_root(),
    }


@register.simple_tag(takes_context=True)
def main_navigation(context: template.Context) -> dict[str, Any]:
    """Home, sections, account, emergency and footer links in the language of the moment."""
    root, path = language_root(), _path(context)

    def link(label: str, slug: str, hint: str = "") -> Link:
        url = f"{root}{slug}/"
        return Link(label, url, hint, path.startswith(url))

    user = context.get("user")
    if user is not None and user.is_authenticated:
        account = Link(_("マイページ"), address("accounts:mypage", "mypage/"))
    else:
        account = Link(_("ログイン"), address("account_login", "accounts/login/"))
    return {
        "home": root,
        "sections": [
            link(_("学ぶ"), "guides", _("今日からできる対策")),
            link(_("ツール"), "tools", _("使える道具とサービス")),
            link(_("数字で見る"), "figures", _("被害と備えの今")),
            link(_("イベント"), "events", _("セミナーと演習")),
            link(_("コミュニティ"), "communities", _("業種ごとの仲間")),
            link(_("相談する"), "matching", _("困りごとを専門家へ")),
        ],
        "account": account,
        "emergency": link(_("被害に遭ったら"), "emergency"),
        "about": [
            link(_("このサイトについて"), "about"),
            link(_("お知らせ"), "news"),
            link(_("お問い合わせ"), "contact"),
            link(_("アクセシビリティ"), "accessibility"),
            link(_("個人情報の取扱い"), "privacy"),
            link(_("サイトマップ"), "sitemap"),
        ],
    }


def _translations(context: template.Context, path: str) -> dict[str, str]:
    """Language → path of this very page; only languages in which it exists."""
    page = context.get("page")
    here = get_language() or settings.LANGUAGE_CODE
    found = {here: path}
    if page is not None and hasattr(page, "language_paths"):
        return found | page.language_paths
    if page is not None and hasattr(page, "get_translations"):
        request = context.get("request")
        for other in page.get_translations().live().select_related("locale"):
            address = other.get_url(request=request)
            if address:
                found[other.locale.language_code] = address
        return found
    for code, _name in settings.LANGUAGES:
        if code != here:
            translated = translate_url(path, code)
            if translated != path:
                found[code] = translated
    return found


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> dict[str, Any]:
    """Canonical address, alternates for search engines, and the switch of the header."""
    path = _path(context)
    base = settings.BASE_URL
    if not path:
        return {"base": base, "canonical": "", "alternates": [], "switch": []}
    here = get_language() or settings.LANGUAGE_CODE
    paths = _translations(context, path)
    alternates = [
        (code, base + paths[code]) for code, _name in settings.LANGUAGES if code in paths
    ]
    if settings.LANGUAGE_CODE in paths:
        alternates.append(("x-default", base + paths[settings.LANGUAGE_CODE]))
    switch = []
    for code, name in settings.LANGUAGES:
        if code == here:
            continue
        with override(code):
            switch.append((code, name, paths.get(code) or language_root()))
    return {
        "base": base,
        "canonical": base + path,
        "alternates": alternates if len(paths) > 1 else [],
        "switch": switch,
    }

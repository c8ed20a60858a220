"""The coordinator's desk in the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import desk_urls, permissions
from .outcomes import pages


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern | URLResolver]:
    """The desk at /admin/matching/."""
    return [path("matching/", include(desk_urls))]


class DeskMenuItem(MenuItem):
    """Shown to coordinators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person at hand is one."""
        return permissions.is_coordinator(request.user)


@hooks.register("before_publish_page")
def only_agreed_words(request: HttpRequest, page: Any) -> Any:
    """A story's page is published in the words both sides agreed to, or not at all."""
    story = pages.story_of(page)
    if story is None or pages.may_be_public(page, story):
        return None
    messages.error(
        request,
        _(
            "この事例は、双方が同意した文章でだけ公開できます。文章を変えるときは、"
            "コーディネーターが書き直し、もう一度双方の同意をもらいます。"
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_admin_menu_item")
def desk_menu() -> Any:
    """One entry that opens the worklist."""
    return DeskMenuItem(
        _("マッチング"),
        reverse_lazy("matchmaking_desk:worklist"),
        name="matching",
        icon_name="link",
        order=350,
    )

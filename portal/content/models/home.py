"""The home page: where do I start?"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.content.blocks.home import HomeBlock
from portal.content.fields import BodyField

from .base import PortalPage


class HomePage(PortalPage):
    """The root of one language."""

    search_source = None

    body = BodyField(HomeBlock(), verbose_name=_("内容"), blank=True)

    template = "portal/content/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("ホーム")
        verbose_name_plural = _("ホーム")

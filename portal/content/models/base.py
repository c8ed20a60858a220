"""What all public pages have in common."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from portal.content.blocks import BodyBlock
from portal.content.blocks.sources import SourceBlock
from portal.content.chosen import preload
from portal.content.fields import BodyField
from portal.content.frame import Frame, frame_of

Crumb = tuple[str, str]


class PortalPage(Page):
    """A page that everyone may read.

    ``search_source`` names the search source that finds pages of this type, None
    if none does; ``search_kind`` is its facet. A system check asks for both.
    ``search_boost`` below 1 puts pages that only lead on behind those that answer.
    """

    search_source: ClassVar[str | None]
    search_kind: ClassVar[str] = ""
    search_boost: ClassVar[float] = 1.0
    # Pages are public and cached; see docs/decisions/0022.
    private_page_options: ClassVar[list[str]] = []
    show_in_menus_default = False
    # Wagtail's search asks the database itself; there is no index of its own to keep.
    search_auto_update: ClassVar[bool] = False

    summary = models.TextField(
        _("要約"), max_length=400, blank=True, help_text=_("一覧と検索結果に出ます。")
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    @cached_property
    def frame(self) -> Frame:
        """Ancestors and translations; the public view has found them already."""
        return frame_of(self)

    @property
    def breadcrumb(self) -> list[Crumb]:
        """The way from the home page to this one."""
        return [(page.title, page.url or "") for page in [*self.frame.ancestors, self]]

    @property
    def home_url(self) -> str:
        """The address of the home page in the language of this page."""
        crumbs = self.breadcrumb
        return crumbs[0][1]

    @property
    def language_paths(self) -> dict[str, str]:
        """The address of this page in each language in which it is public."""
        return {
            language: url
            for language, page in self.frame.translations.items()
            if (url := page.url)
        }

    @property
    def body_streams(self) -> list[Any]:
        """The streams in which charts and text are looked for."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Read the pages that the body names all at once."""
        preload(self.body_streams)
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """None: public pages cannot be made private."""
        return PageViewRestriction.objects.none()


class BodyPage(PortalPage):
    """A page with a body of blocks, sources and a date of review."""

    body = BodyField(BodyBlock(), verbose_name=_("本文"), blank=True)
    sources: StreamField = BodyField(
        [("source", SourceBlock())], verbose_name=_("出典"), blank=True
    )
    published_on = models.DateField(_("公開日"), null=True, blank=True)
    reviewed_on = models.DateField(_("最終確認日"), null=True, blank=True)

    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("body")]
    source_panels: ClassVar[list[Any]] = [
        FieldPanel("sources"),
        MultiFieldPanel([FieldPanel("published_on"), FieldPanel("reviewed_on")], _("日付")),
    ]

    class Meta:
        abstract = True

    @property
    def body_streams(self) -> list[Any]:
        """The body."""
        return [self.body]

"""What the opening pages of the sections have in common."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.content.blocks import BodyBlock
from portal.content.fields import BodyField
from portal.content.listing import PARAMETERS, Listing, assemble

from .base import PortalPage


class SectionIndexPage(PortalPage):
    """A section: a word of introduction and the list of its pages."""

    search_source = "content"
    search_kind = "page"
    search_boost = 0.5
    # The page type listed, as "content.GuidePage", and its order.
    lists: ClassVar[type[Any]]
    order: ClassVar[tuple[str, ...]] = ("path",)
    per_page: ClassVar[int] = 12

    intro = BodyField(BodyBlock(), verbose_name=_("紹介"), blank=True)

    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True

    @property
    def body_streams(self) -> list[Any]:
        """The introduction."""
        return [self.intro]

    def listed(self) -> models.QuerySet[Any]:
        """The public pages of this section, in the language of the section."""
        return self.lists.objects.child_of(self).live().order_by(*self.order)

    def listing(self, request: HttpRequest) -> Listing:
        """The list as narrowed by the address."""
        return assemble(queryset=self.listed(), params=request.GET, per_page=self.per_page)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list and the filter's hidden values."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.listing(request)
        context["parameters"] = PARAMETERS
        return context

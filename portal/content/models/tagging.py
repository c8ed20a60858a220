"""Pages tagged with the words of ``portal.taxonomy``."""

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from portal.content.tags import FACETS, Tag, Tags, no_tags, read_tags
from portal.taxonomy.models import Audience, Sector, Theme


class TaggedPage(models.Model):
    """A page with sectors, themes and audiences."""

    sectors = ParentalManyToManyField(Sector, verbose_name=_("業種"), blank=True)
    themes = ParentalManyToManyField(Theme, verbose_name=_("テーマ"), blank=True)
    audiences = ParentalManyToManyField(Audience, verbose_name=_("対象"), blank=True)

    tag_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel(name) for name in FACETS], _("分類")),
    ]

    class Meta:
        abstract = True

    @property
    def first_sector(self) -> str:
        """The code of the first sector, empty without one."""
        sectors = self.tags["sectors"]
        return sectors[0].code if sectors else ""

    @cached_property
    def tags(self) -> Tags:
        """Tags by facet, in the order of the lists."""
        if self.pk and not self.__dict__.get("_cluster_related_objects"):
            return read_tags(type(self), [self.pk]).get(self.pk, no_tags())
        return {name: [Tag(t.code, t.label) for t in getattr(self, name).all()] for name in FACETS}

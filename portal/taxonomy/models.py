"""The words everything is tagged with: closed lists with staff-editable labels."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """One word of a closed list; ``code`` is its identity for life."""

    code = models.CharField(_("コード"), max_length=40, primary_key=True, editable=False)
    label_ja = models.CharField(_("名称（日本語）"), max_length=80)
    label_en = models.CharField(_("名称（英語）"), max_length=80)
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the moment."""
        return self.label_en if (get_language() or "ja").startswith("en") else self.label_ja


class Sector(Term):
    """業種: the fields the community is organised by."""

    class Meta(Term.Meta):
        verbose_name = _("業種")
        verbose_name_plural = _("業種")


class Theme(Term):
    """テーマ: what a guide, an event, a need or a seed is about."""

    class Meta(Term.Meta):
        verbose_name = _("テーマ")
        verbose_name_plural = _("テーマ")


class Audience(Term):
    """対象: for whom."""

    class Meta(Term.Meta):
        verbose_name = _("対象")
        verbose_name_plural = _("対象")


class Prefecture(Term):
    """都道府県; ``code`` is romanised, ``position`` the JIS X 0401 number."""

    class Meta(Term.Meta):
        verbose_name = _("都道府県")
        verbose_name_plural = _("都道府県")

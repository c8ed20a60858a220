"""What of this room can be found: open seeds, and open needs without names."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from search.documents import COORDINATOR, MEMBERS, PUBLIC, Document

from . import matching, permissions, privacy_check
from .enums import Visibility
from .models import Need, Seed

LANGUAGE = "ja"
_READERS = {
    Visibility.PUBLIC_ANONYMOUS: (PUBLIC,),
    Visibility.MEMBERS: (MEMBERS,),
    Visibility.COORDINATOR: (COORDINATOR,),
}


def _address(name: str, pk: Any) -> str:
    with override(LANGUAGE):
        return reverse(name, args=[pk])


class SeedSource:
    """Published seeds, for everybody."""

    name = "seed"
    kinds = {"seed": _("支援（シーズ）")}

    def document(self, pk: Any) -> Document | None:
        """The seed as a document, None unless it is published and not expired."""
        seed = Seed.objects.open().with_terms().filter(pk=pk).first()
        if seed is None:
            return None
        profile = matching.seed_profile(seed)
        return Document(
            source=self.name,
            pk=str(seed.pk),
            kind="seed",
            language=LANGUAGE,
            title=seed.shown_title,
            summary=seed.organization.name,
            body=privacy_check.mask(seed.body),
            url=_address("matchmaking:seed", seed.pk),
            sectors=profile.sectors,
            themes=profile.themes,
            prefectures=profile.prefectures,
            date=timezone.localdate(seed.published_at),
        )

    def pks(self) -> Iterable[Any]:
        """All open seeds."""
        return Seed.objects.open().order_by("pk").values_list("pk", flat=True)

    def visible(self, pks: Iterable[str], viewer: Any) -> set[str]:
        """Those still open."""
        found = Seed.objects.open().filter(pk__in=list(pks)).values_list("pk", flat=True)
        return {str(pk) for pk in found}


class NeedSource:
    """Published needs, each for those its visibility names; never the company's name."""

    name = "need"
    kinds = {"need": _("困りごと（ニーズ）")}

    def document(self, pk: Any) -> Document | None:
        """The need as a document, None unless it is published and not expired."""
        need = Need.objects.open().with_terms().filter(pk=pk).first()
        if need is None:
            return None
        return Document(
            source=self.name,
            pk=str(need.pk),
            kind="need",
            language=LANGUAGE,
            title=need.shown_title,
            summary="",
            body=need.shown_body,
            url=_address("matchmaking:need", need.pk),
            sectors=(str(need.sector_id),),
            themes=tuple(theme.code for theme in need.themes.all()),
            prefectures=(str(need.prefecture_id),),
            date=timezone.localdate(need.published_at),
            visibility=_READERS[Visibility(need.visibility)],
        )

    def pks(self) -> Iterable[Any]:
        """All open needs."""
        return Need.objects.open().order_by("pk").values_list("pk", flat=True)

    def visible(self, pks: Iterable[str], viewer: Any) -> set[str]:
        """Those still open that ``viewer`` may read."""
        scopes = permissions.scopes(viewer or AnonymousUser())
        found = Need.objects.open().readable_with(scopes).filter(pk__in=list(pks))
        return {str(pk) for pk in found.values_list("pk", flat=True)}

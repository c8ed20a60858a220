"""Finding what an address names, or answering as if it were not there."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Organization

from .. import permissions
from ..models import Introduction, Need, Seed


def readable_need(user: Any, pk: int) -> Need:
    """The need ``pk``; not found for those who may not read it."""
    need = get_object_or_404(Need.objects.with_terms().select_related("organization"), pk=pk)
    if not permissions.can_read_need(user, need):
        raise Http404
    return need


def belongs_at_desk(user: Any, need: Need) -> bool:
    """Whether ``user`` reads ``need`` only as coordinator: behind the second factor, then."""
    return permissions.is_coordinator(user) and not permissions.owns_need(user, need)


def own_need(user: Any, pk: int) -> Need:
    """The need ``pk`` of an organization of ``user``."""
    need = readable_need(user, pk)
    if not permissions.owns_need(user, need):
        raise Http404
    return need


def readable_seed(user: Any, pk: int) -> Seed:
    """The seed ``pk``; not found for those who may not read it."""
    seed = get_object_or_404(Seed.objects.with_terms(), pk=pk)
    if not permissions.can_read_seed(user, seed):
        raise Http404
    return seed


def own_seed(user: Any, pk: int) -> Seed:
    """The seed ``pk`` of an organization of ``user``."""
    seed = readable_seed(user, pk)
    if not permissions.owns_seed(user, seed):
        raise Http404
    return seed


def open_introduction(user: Any, pk: int) -> Introduction:
    """The introduction ``pk``; not found for those who take no part in it."""
    introduction = get_object_or_404(Introduction.objects.with_sides(), pk=pk)
    if not permissions.can_open_introduction(user, introduction):
        raise Http404
    return introduction


def organizations(user: Any, *, provider: bool = False) -> list[Organization]:
    """The organizations for which ``user`` may post."""
    found = Organization.objects.filter(pk__in=permissions.organization_ids(user))
    if provider:
        found = found.filter(is_provider=True)
    return list(found.order_by("name", "pk"))


def without_organization(request: HttpRequest) -> HttpResponse:
    """Send people who belong nowhere to where they can name their organization."""
    messages.info(request, _("はじめに、事業者（会社やお店）を登録してください。"))
    return redirect(f"{reverse('accounts:organization')}?{urlencode({'next': request.path})}")

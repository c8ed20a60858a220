"""参加者名簿（共催者）: the read-only list of a co-host."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from portal.privacy import services as privacy

from ... import permissions
from ...models import Session
from ...selectors import shared as selectors

PER_PAGE = 50


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Company, names, departments and job titles of those who consented."""
    session = get_object_or_404(Session.objects.select_related("event"), pk=pk)
    hosts = list(permissions.co_host_of(request.user, session.event))
    if not hosts:
        raise Http404
    found = selectors.participants(session, hosts)
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    privacy.record(
        action="registrations.shared",
        target=f"session:{session.pk}",
        actor=request.user,
        detail={"hosts": [host.pk for host in hosts], "rows": len(listed.object_list)},
    )
    return render(
        request,
        "events/admin/shared.html",
        {"shared_session": session, "hosts": hosts, "page": listed},
    )

"""A calendar of one's own registrations: made and revoked on my page, read by programs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import rate_limit
from portal.delivery import files

from .. import links
from ..forms.feed import FeedForm
from ..selectors import feed_tokens as selectors
from ..services import calendar
from ..services import feed_tokens as service
from .conditional import too_many

NEW = "new_private_feed"


@login_required
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The addresses in use; a new one is shown in full once."""
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = (translation.get_language() or "ja")[:2]
        try:
            token, secret = service.create(
                user=request.user, name=form.cleaned_data["name"], language=language
            )
        except service.TooManyFeeds as error:
            form.add_error(None, error.message)
        else:
            request.session[NEW] = [token.pk, secret]
            return redirect("events:private_feeds")
    pk, secret = request.session.pop(NEW, (0, "")) if request.method == "GET" else (0, "")
    feeds = selectors.feeds_of(request.user)
    made = next((feed for feed in feeds if feed.pk == pk), None)
    address = links.absolute("events:private_feed", secret, language="ja") if made else ""
    context = {
        "form": form,
        "feeds": feeds,
        "made": made,
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "events/private_feeds.html", context, status=status)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an address void."""
    if service.revoke(user=request.user, pk=pk):
        messages.success(request, _("購読を止めました。このアドレスからはもう読めません。"))
    else:
        messages.info(request, _("この購読はすでに止まっています。"))
    return redirect("events:private_feeds")


@require_safe
def calendar_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar; whoever has the address reads it, so nothing in it opens anything."""
    if not rate_limit.within(request, "private_feed"):
        return too_many()
    token = selectors.by_secret(secret)
    if token is None:
        return _locked(HttpResponse(status=404))
    with translation.override(token.language):
        content = calendar.personal(
            sessions=[
                (
                    found.session,
                    links.absolute(
                        "events:registration", found.reference, language=token.language
                    ),
                    found.is_confirmed,
                )
                for found in selectors.registrations_in(token)
            ],
            language=token.language,
            name=_("SECUNITY Portal 申し込んだイベント"),
        )
    service.note_use(token, now=timezone.now())
    return _locked(files.calendar(content, filename="registrations.ics"))


def _locked(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody, told to nobody."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response

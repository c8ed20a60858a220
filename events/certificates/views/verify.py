"""Whether a certificate counts: public, and says no more than the paper in hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import rate_limit

from .. import masks
from ..forms.verify import CodeForm, NameForm
from ..selectors import certificates as selectors

LIMIT = "certificate_verify"


def _sealed(response: HttpResponse) -> HttpResponse:
    """Kept out of search engines; other sites never learn the address.

    ``no-referrer`` would be too much: browsers then send the form with an origin of ``null``.
    """
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
@require_http_methods(["GET", "HEAD"])
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code on the paper."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        letters = "".join(char for char in form.cleaned_data["code"].upper() if char.isalnum())
        if letters.isascii() and letters:
            return _sealed(redirect("certificates:verify", letters))
        form.add_error("code", CodeForm.UNKNOWN)
    return _sealed(render(request, "events/certificates/ask.html", {"form": form}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Event, day, issuer, whether it counts; the name to whoever knows the family name."""
    if not rate_limit.within(request, LIMIT):
        return _sealed(rate_limit.too_many(request))
    certificate = selectors.by_code(code)
    if certificate is None:
        response = render(
            request, "events/certificates/unknown.html", {"form": CodeForm()}, status=404
        )
        return _sealed(response)
    form = NameForm(request.POST if request.method == "POST" else None)
    name = masks.masked(certificate)
    is_known = False
    if form.is_bound and form.is_valid():
        is_known = masks.knows(certificate, form.cleaned_data["family_name"])
        if is_known:
            name = certificate.full_name
        else:
            form.add_error("family_name", NameForm.WRONG)
    context = {
        "certificate": certificate,
        "words": certificate.printed,
        "name": name,
        "is_known": is_known,
        "form": form,
    }
    return _sealed(render(request, "events/certificates/verify.html", context))

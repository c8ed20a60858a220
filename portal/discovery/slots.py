"""Under the results: keep this search."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from search.slots import Question

from .enums import Rhythm
from .selectors.saved import searches_of


def save_this_search(request: HttpRequest, question: Question) -> SafeString:
    """A form for who is signed in, the way there for others; one query at most."""
    context = {"question": question, "rhythms": Rhythm.choices, "default": Rhythm.WEEKLY}
    if request.user.is_authenticated:
        language = (get_language() or "ja").split("-")[0]
        context["saved"] = (
            searches_of(request.user).filter(address=question.address, language=language).first()
        )
    else:
        back = reverse("search:results") + question.address
        context["login_url"] = f"{reverse('account_login')}?{urlencode({'next': back})}"
    return render_to_string("portal/discovery/save_search.html", context, request=request)

"""What this room adds to the Wagtail admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .views import report
from .viewsets import SearchGroup


@hooks.register("register_admin_viewset")
def search_group() -> SearchGroup:
    """Words, promotions, and the way to the report."""
    return SearchGroup()


@hooks.register("register_admin_urls")
def report_pages() -> list[URLPattern]:
    """What is asked, and what staff decide about it."""
    return [
        path("search/report/", report.show, name="discovery_report"),
        path("search/report.csv", report.export, name="discovery_report_csv"),
        path("search/report/decide/", report.decide, name="discovery_decide"),
    ]

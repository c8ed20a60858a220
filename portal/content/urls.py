"""Addresses of the room: downloads, then the page tree, which takes all the rest."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from .views.downloads import data_csv
from .views.pages import serve

urlpatterns = [
    path("data/<int:page_id>/<uuid:block_id>.csv", data_csv, name="data_csv"),
    # Wagtail makes the addresses of pages from this name.
    re_path(serve_pattern, serve, name="wagtail_serve"),
]

"""Addresses of the room."""

from django.urls import path

from . import machine_views, views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("opened/", views.opened, name="opened"),
    path("suggest/", machine_views.suggest, name="suggest"),
    path("feed/", machine_views.feed, name="feed"),
    path("opensearch.xml", machine_views.opensearch, name="opensearch"),
]

"""Addresses without a language: the sitemap and robots.txt."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from .views.machines import PageSitemap, robots

urlpatterns = [
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]

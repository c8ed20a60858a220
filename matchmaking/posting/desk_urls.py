"""Addresses of this part at the coordinator's desk."""

from django.urls import path, re_path

from . import desk_views

urlpatterns = [
    re_path(
        r"^(?P<kind>needs|seeds)/(?P<pk>[0-9]{1,18})/versions/$",
        desk_views.versions,
        name="versions",
    ),
    path("versions/<int:pk>/restore/", desk_views.restore, name="restore"),
    path("evidence/<int:pk>/confirm/", desk_views.confirm, name="confirm_evidence"),
    path("sources/", desk_views.sources, name="sources"),
]

"""Addresses under ``/admin/events/after/``."""

from django.urls import path, re_path

from .views import desk, gifts

app_name = "certificates_desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("<int:session_id>/", desk.session, name="session"),
    path("<int:session_id>/issue/", desk.issue_all, name="issue_all"),
    path("<int:session_id>/issue/<int:pk>/", desk.issue_one, name="issue_one"),
    path("<int:session_id>/certificates.pdf", desk.paper, name="papers"),
    path("<int:session_id>/sample.pdf", desk.sample, name="sample"),
    path("<int:session_id>/certificates/<int:pk>.pdf", desk.paper, name="paper"),
    re_path(
        r"^(?P<session_id>\d+)/certificates/(?P<pk>\d+)/(?P<action>revoke|reissue)/$",
        desk.act,
        name="act",
    ),
    path("<int:session_id>/materials/", gifts.materials, name="materials"),
    path("<int:session_id>/materials/<int:pk>/", gifts.material, name="material"),
    path("<int:session_id>/materials/<int:pk>/drop/", gifts.drop_material, name="drop_material"),
    path("<int:session_id>/report/", gifts.report, name="report"),
    path("<int:session_id>/report.pdf", gifts.report_paper, name="report_paper"),
    path("event/<int:event_id>/report.pdf", gifts.event_paper, name="event_paper"),
]

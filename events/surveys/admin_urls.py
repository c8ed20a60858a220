"""Addresses under ``/admin/events/surveys/``."""

from django.urls import path, re_path

from .views import desk

app_name = "surveys_desk"
urlpatterns = [
    path("<int:session_id>/", desk.edit, name="edit"),
    path("<int:session_id>/pattern/", desk.keep_as_pattern, name="pattern"),
    path("<int:session_id>/preview/", desk.preview, name="preview"),
    path("<int:session_id>/results/", desk.read, name="results"),
    path("<int:session_id>/answers.csv", desk.export, name="export"),
    path("<int:session_id>/questions/add/", desk.question, name="question_add"),
    path("<int:session_id>/questions/<int:pk>/", desk.question, name="question"),
    re_path(
        r"^(?P<session_id>\d+)/questions/(?P<pk>\d+)/(?P<action>up|down|drop)/$",
        desk.act,
        name="act",
    ),
]

"""Addresses of the room."""

from django.urls import include, path, re_path

from .appointments import views as appointments
from .meetings import views as meetings
from .outcomes import views as outcomes
from .posting import urls as posting
from .thread import views as thread
from .views import introductions, needs, public, seeds

app_name = "matchmaking"
urlpatterns = [
    path("", public.index, name="index"),
    path("needs/", public.needs, name="needs"),
    path("needs/new/", needs.new, name="need_new"),
    path("needs/<int:pk>/", needs.detail, name="need"),
    path("needs/<int:pk>/edit/", needs.edit, name="need_edit"),
    re_path(
        r"^needs/(?P<pk>[0-9]{1,18})/(?P<action>close|reopen|renew|submit)/$",
        needs.act,
        name="need_act",
    ),
    path("needs/<int:pk>/ask/<int:seed_pk>/", needs.ask, name="ask"),
    path("needs/<int:pk>/dismiss/<int:seed_pk>/", needs.dismiss, name="dismiss"),
    path("", include(posting)),
    path("seeds/", public.seeds, name="seeds"),
    path("seeds/new/", seeds.new, name="seed_new"),
    path("seeds/<int:pk>/", public.seed, name="seed"),
    path("seeds/<int:pk>/edit/", seeds.edit, name="seed_edit"),
    re_path(
        r"^seeds/(?P<pk>[0-9]{1,18})/(?P<action>close|reopen|renew)/$", seeds.act, name="seed_act"
    ),
    path("meetings/<int:pk>/", meetings.day, name="meeting_day"),
    path("meetings/<int:pk>/leave/", meetings.leave, name="meeting_day_leave"),
    re_path(
        r"^meetings/(?P<pk>[0-9]{1,18})/timetable\.(?P<kind>pdf|ics)$",
        meetings.file,
        name="meeting_day_file",
    ),
    path("provider/", seeds.mine, name="provider"),
    path("introductions/<int:pk>/", introductions.detail, name="introduction"),
    re_path(
        r"^introductions/(?P<pk>[0-9]{1,18})/(?P<action>agree|decline|withdraw)/$",
        introductions.decide,
        name="decide",
    ),
    path("introductions/<int:pk>/words/", introductions.show_words, name="show_words"),
    path("introductions/<int:pk>/messages/", thread.thread, name="thread"),
    path("introductions/<int:pk>/files/<slug:key>/", thread.file, name="thread_file"),
    path("introductions/<int:pk>/meeting/", appointments.propose, name="appointment"),
    path("introductions/<int:pk>/meeting.ics", appointments.file, name="appointment_file"),
    re_path(
        r"^introductions/(?P<pk>[0-9]{1,18})/meeting/(?P<action>choose|cancel)/$",
        appointments.act,
        name="appointment_act",
    ),
    path("introductions/<int:pk>/outcome/", introductions.record_outcome, name="record_outcome"),
    path("outcomes/<str:token>/", outcomes.answer, name="outcome_answer"),
    path("stories/<int:pk>/", outcomes.story, name="story"),
    re_path(
        r"^stories/(?P<pk>[0-9]{1,18})/(?P<action>agree|decline|withdraw)/$",
        outcomes.decide_story,
        name="story_decide",
    ),
]

"""Addresses of the coordinator's desk, below the admin."""

from django.urls import include, path, re_path

from .appointments import views as appointments
from .later import loaded
from .learning import feedback_views as feedback
from .learning import gap_views as gaps
from .outcomes import desk_views as outcomes
from .posting import desk_urls as posting
from .thread import desk_views as inbound
from .thread import views as thread
from .undelivered import desk_views as undelivered
from .views import desk

app_name = "matchmaking_desk"
urlpatterns = [
    path("", desk.worklist, name="worklist"),
    path("", include(posting)),
    path("gaps/", gaps.report, name="gaps"),
    path("gaps.csv", gaps.table, name="gaps_csv"),
    path("feedback/", feedback.report, name="feedback"),
    path("weights/", loaded("learning.views.weights"), name="weights"),
    path("weights/switch/", loaded("learning.views.switch"), name="weights_switch"),
    path("week/", loaded("weekly.views.week"), name="week"),
    path("week/refresh/", loaded("weekly.views.refresh"), name="week_refresh"),
    path("week/accept/", loaded("weekly.views.accept"), name="week_accept"),
    path("week/needs/<int:pk>/", loaded("weekly.views.need"), name="week_need"),
    path("week/needs/<int:pk>/decide/", loaded("weekly.views.decide"), name="week_decide"),
    path("meetings/", loaded("meetings.desk_views.day_list"), name="meeting_days"),
    path("meetings/new/", loaded("meetings.desk_views.edit"), name="meeting_day_new"),
    path("meetings/<int:pk>/", loaded("meetings.desk_views.day"), name="meeting_day"),
    path("meetings/<int:pk>/edit/", loaded("meetings.desk_views.edit"), name="meeting_day_edit"),
    path(
        "meetings/<int:pk>/invite/",
        loaded("meetings.desk_views.invite"),
        name="meeting_day_invite",
    ),
    re_path(
        r"^meetings/(?P<pk>[0-9]{1,18})/(?P<action>solve|publish|cancel)/$",
        loaded("meetings.desk_views.act"),
        name="meeting_day_act",
    ),
    path(
        "meetings/<int:pk>/gone/<int:participant_pk>/",
        loaded("meetings.desk_views.gone"),
        name="meeting_day_gone",
    ),
    path(
        "meetings/<int:pk>/<slug:kind>.pdf",
        loaded("meetings.desk_views.paper"),
        name="meeting_day_paper",
    ),
    path("needs/", desk.need_list, name="needs"),
    path("needs/<int:pk>/", desk.need, name="need"),
    path("needs/<int:pk>/moderate/", desk.moderate_need, name="moderate_need"),
    path("needs/<int:pk>/propose/<int:seed_pk>/", desk.propose, name="propose"),
    path("seeds/", desk.seed_list, name="seeds"),
    path("seeds/<int:pk>/", desk.seed, name="seed"),
    path("seeds/<int:pk>/moderate/", desk.moderate_seed, name="moderate_seed"),
    path("introductions/", desk.introduction_list, name="introductions"),
    path("introductions/<int:pk>/", desk.introduction, name="introduction"),
    path("introductions/<int:pk>/broker/", desk.broker, name="broker"),
    path("introductions/<int:pk>/messages/", thread.thread, {"desk": True}, name="thread"),
    path(
        "introductions/<int:pk>/files/<slug:key>/",
        thread.file,
        {"desk": True},
        name="thread_file",
    ),
    path(
        "introductions/<int:pk>/meeting/",
        appointments.propose,
        {"desk": True},
        name="appointment",
    ),
    path(
        "introductions/<int:pk>/meeting.ics",
        appointments.file,
        {"desk": True},
        name="appointment_file",
    ),
    re_path(
        r"^introductions/(?P<pk>[0-9]{1,18})/meeting/(?P<action>choose|cancel)/$",
        appointments.act,
        {"desk": True},
        name="appointment_act",
    ),
    path("mail/", inbound.mails, name="inbound_mails"),
    path("mail/<int:pk>/", inbound.mail, name="inbound_mail"),
    re_path(
        r"^mail/(?P<pk>[0-9]{1,18})/(?P<action>release|drop)/$",
        inbound.settle,
        name="inbound_mail_settle",
    ),
    re_path(
        r"^mail/undelivered/(?P<pk>[0-9]{1,18})/(?P<action>again|settled)/$",
        undelivered.act,
        name="undelivered_act",
    ),
    path("introductions/<int:pk>/heard/", outcomes.heard, name="outcome_heard"),
    path("introductions/<int:pk>/story/", outcomes.edit_story, name="story_edit"),
    path("stories/", outcomes.story_list, name="stories"),
    path("stories/<int:pk>/", outcomes.story, name="story"),
    path("stories/<int:pk>/ask/", outcomes.ask_story, name="story_ask"),
    path("dashboard/", loaded("dashboard.views.show"), name="dashboard"),
    path("dashboard/figures.csv", loaded("dashboard.views.table"), name="dashboard_csv"),
    path("dashboard/report.pdf", loaded("dashboard.views.paper"), name="dashboard_report"),
]

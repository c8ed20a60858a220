"""Addresses of this part, within those of the room."""

from django.urls import path

from . import views

urlpatterns = [
    path("from-search/", views.from_search, name="from_search"),
    path("from-check/", views.from_check, name="from_check"),
    path("from-event/", views.from_event, name="from_event"),
    path("needs/blank/", views.blank, name="need_blank"),
    path("needs/<int:pk>/files/", views.attach, name="attach"),
    path("needs/<int:pk>/files/<str:key>/", views.download, name="attachment"),
    path("needs/<int:pk>/files/<str:key>/remove/", views.detach, name="detach"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/stop/<str:token>/", views.alerts_stop, name="alerts_stop"),
    path("renew/<str:token>/", views.renew, name="renew"),
    path("provider/<int:pk>/evidence/", views.provider_evidence, name="evidence"),
]

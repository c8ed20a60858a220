"""Addresses of what anybody may read, take along or put on a page of their own."""

from django.urls import path

from .views import api, feeds, open_data, private_feed, sessions, widget

urlpatterns = [
    path("feed.<str:extension>", feeds.feed, name="feed"),
    path("session/<int:pk>/", sessions.page, name="session"),
    path("session/<int:pk>/calendar.ics", sessions.calendar_file, name="session_calendar"),
    path("calendars/", private_feed.show, name="private_feeds"),
    path("calendars/<int:pk>/revoke/", private_feed.revoke, name="private_feed_revoke"),
    path("calendars/<str:secret>.ics", private_feed.calendar_file, name="private_feed"),
    path("open-data/", open_data.page, name="open_data"),
    path("widget/", widget.frame, name="widget"),
    path("widget/events-widget.js", widget.script, name="widget_script"),
    path("api/v1/", api.root, name="api_root"),
    path("api/v1/openapi.json", api.description, name="api_openapi"),
    path("api/v1/events/", api.events, name="api_events"),
    path("api/v1/events/<slug:code>/", api.event, name="api_event"),
    path("api/v1/sessions/<int:pk>/", api.session, name="api_session"),
    path("api/<path:rest>", api.nothing),
]

"""Addresses of the room, under ``/registrations/``."""

from django.urls import include, path, register_converter

from .converters import ReferenceConverter
from .views import (
    apply,
    attendees,
    change,
    files,
    offers,
    registrations,
    review,
    uploads,
)

register_converter(ReferenceConverter, "reference")

app_name = "events"
urlpatterns = [
    path("", registrations.mine, name="registrations"),
    path("apply/<int:type_id>/", apply.form, name="apply"),
    path("apply/<int:type_id>/review/", review.review, name="review"),
    path("", include("events.public_urls")),
    path("<reference:reference>/", registrations.detail, name="registration"),
    path("<reference:reference>/receipt/", registrations.receipt, name="registration_receipt"),
    path("<reference:reference>/change/", change.change, name="registration_change"),
    path("<reference:reference>/files/<str:key>/", uploads.download, name="registration_upload"),
    path("<reference:reference>/cancel/", registrations.cancel, name="registration_cancel"),
    path("<reference:reference>/ticket.pdf", files.ticket, name="registration_ticket"),
    path("<reference:reference>/calendar.ics", files.calendar_file, name="registration_calendar"),
    path("me/<str:token>/", attendees.page, name="attendee"),
    path("me/<str:token>/ticket.pdf", attendees.ticket, name="attendee_ticket"),
    path("me/<str:token>/calendar.ics", attendees.calendar_file, name="attendee_calendar"),
    path("offer/<str:token>/accept/", offers.answer, {"kind": "accept"}, name="offer_accept"),
    path("offer/<str:token>/decline/", offers.answer, {"kind": "decline"}, name="offer_decline"),
    path("link/<str:token>/", registrations.detail, name="manage"),
    path("link/<str:token>/receipt/", registrations.receipt, name="manage_receipt"),
    path("link/<str:token>/change/", change.change, name="manage_change"),
    path("link/<str:token>/files/<str:key>/", uploads.download, name="manage_upload"),
    path("link/<str:token>/cancel/", registrations.cancel, name="manage_cancel"),
    path("link/<str:token>/ticket.pdf", files.ticket, name="manage_ticket"),
    path("link/<str:token>/calendar.ics", files.calendar_file, name="manage_calendar"),
]

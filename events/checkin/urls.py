"""Addresses of this part, under ``/registrations/checkin/``."""

from django.urls import path

from .views import desk, device, gate, papers, staff

app_name = "checkin"
urlpatterns = [
    path("", desk.index, name="index"),
    path("join/<int:pk>/", gate.shared, name="shared"),
    path("me/<str:token>/join/", gate.enter, name="enter"),
    path("me/<str:token>/ticket.png", gate.qr, name="qr"),
    path("<int:pk>/", desk.page, name="desk"),
    path("<int:pk>/receive/", desk.receive, name="receive"),
    path("<int:pk>/people/", desk.people_page, name="people"),
    path("<int:pk>/people/undo/", desk.undo, name="undo"),
    path("<int:pk>/settle/<uuid:key>/", desk.settle, name="settle"),
    path("<int:pk>/guest/", staff.guest, name="guest"),
    path("<int:pk>/link/", staff.link, name="link"),
    path("<int:pk>/report/", staff.report, name="report"),
    path("<int:pk>/badges.pdf", papers.badges, name="badges"),
    path("<int:pk>/people.pdf", papers.people, name="people_paper"),
    path("<int:pk>/sw.js", device.worker, name="worker"),
    path("<int:pk>/roster.json", device.roster, name="roster"),
    path("<int:pk>/numbers.json", device.numbers, name="numbers"),
    path("<int:pk>/reports/", device.receive, name="reports"),
]

"""Addresses of this part, under ``/registrations/selection/``."""

from django.urls import path

from .views import public

app_name = "selection"
urlpatterns = [
    path("lottery/verify_lottery.py", public.script, name="script"),
    path("lottery/<slug:code>/", public.lottery, name="lottery"),
    path("lottery/<slug:code>/lottery.json", public.lottery_file, name="lottery_file"),
]

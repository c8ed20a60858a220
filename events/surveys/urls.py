"""Addresses of this part, under ``/registrations/surveys/``."""

from django.urls import path

from .views import answers

app_name = "surveys"
urlpatterns = [path("<str:token>/", answers.answer, name="answer")]

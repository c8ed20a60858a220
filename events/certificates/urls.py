"""Addresses of this part, under ``/registrations/certificates/``."""

from django.urls import path

from .views import personal, verify

app_name = "certificates"
urlpatterns = [
    path("verify/", verify.ask, name="ask"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("me/<str:token>/certificate.pdf", personal.certificate, name="certificate"),
    path("me/<str:token>/certificate/", personal.claim, name="claim"),
    path("me/<str:token>/materials/", personal.materials, name="materials"),
    path("me/<str:token>/materials/<int:pk>/", personal.material, name="material"),
]

"""Addresses of the portal; rooms are named by string, never imported."""

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from portal import admin_account, admin_entrance, health, views

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("sw.js", views.service_worker, name="service_worker"),
    path("admin/login/", admin_entrance.sign_in),
    path("admin/logout/", account_views.logout),
    path("admin/account/", admin_account.own_account),
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("", include("portal.content.machine_urls")),
]
if not settings.PRODUCTION:
    from django.conf.urls.static import static  # only where no web server serves uploads

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("mypage/searches/", include("portal.discovery.urls")),
    path("mypage/", include("portal.accounts.urls")),
    path("self-check/", include("portal.assessment.urls")),
    path("search/", include("search.urls")),
    path("registrations/selection/", include("events.selection.urls")),
    path("registrations/checkin/", include("events.checkin.urls")),
    path("registrations/surveys/", include("events.surveys.urls")),
    path("registrations/certificates/", include("events.certificates.urls")),
    path("registrations/exercises/", include("events.exercises.urls")),
    path("registrations/", include("events.urls")),
    path("matching/", include("matchmaking.urls")),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("", include("portal.content.urls")),
    prefix_default_language=False,
)

handler500 = "portal.middleware.errors.failed"

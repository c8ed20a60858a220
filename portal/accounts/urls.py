"""Addresses of the room."""

from django.urls import path

from .views import members, mypage, organization, personal_data

app_name = "accounts"
urlpatterns = [
    path("", mypage.show, name="mypage"),
    path("profile/", mypage.profile, name="profile"),
    path("security/", mypage.security, name="security"),
    path("organization/", organization.show, name="organization"),
    path("organization/new/", organization.create, name="organization_create"),
    path("organization/<int:pk>/edit/", organization.edit, name="organization_edit"),
    path("organization/postcode/", organization.postcode, name="postcode"),
    path("organization/join/", organization.ask_to_join, name="ask_to_join"),
    path("members/", members.members, name="members"),
    path("members/<int:pk>/role/", members.change_role, name="member_role"),
    path("members/<int:pk>/remove/", members.remove, name="member_remove"),
    path("invitations/<int:pk>/cancel/", members.cancel_invitation, name="invitation_cancel"),
    path("invitations/<str:token>/", members.invitation, name="invitation"),
    path("data/", personal_data.show, name="personal_data"),
    path("data/export/", personal_data.export, name="export"),
    path("data/erase/", personal_data.request_erasure, name="erase"),
    path("data/keep/", personal_data.withdraw_erasure, name="keep"),
    path("data/consents/<int:pk>/", personal_data.withdraw_consent, name="consent_withdraw"),
    path("notices/account/", personal_data.notice, name="notice"),
    path("notices/<slug:code>/<slug:version>/", personal_data.notice, name="notice_version"),
]

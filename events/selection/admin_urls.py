"""Addresses of this part below the admin, under ``/admin/events/selection/``."""

from django.urls import path

from .views import letters, lottery, overview, proposals, sheets

app_name = "events_selection"
urlpatterns = [
    path("", overview.index, name="index"),
    path("session/<int:session_id>/", overview.session, name="session"),
    path("lottery/<int:type_id>/", lottery.page, name="lottery"),
    path("lottery/<int:type_id>/draw/", lottery.perform, name="lottery_draw"),
    path("lottery/<int:type_id>/apply/", lottery.apply, name="lottery_apply"),
    path("sheet/<int:type_id>/", sheets.ranking, name="sheet"),
    path("sheet/<int:type_id>/open/", sheets.open_sheet, name="sheet_open"),
    path("sheet/<int:type_id>/criteria/", sheets.criteria, name="criteria"),
    path("sheet/<int:type_id>/copy/", sheets.copy, name="sheet_copy"),
    path("sheet/<int:type_id>/score/", sheets.score_list, name="scores"),
    path("sheet/<int:type_id>/score/<int:registration_id>/", sheets.score, name="score"),
    path("sheet/<int:type_id>/propose/", proposals.propose, name="propose"),
    path("proposal/<int:pk>/", proposals.page, name="proposal"),
    path("proposal/<int:pk>/<str:step>/", proposals.decide, name="decide"),
    path("letters/session/<int:session_id>/", letters.batches, name="batches"),
    path("letters/<int:pk>/", letters.batch, name="batch"),
    path("letters/<int:pk>/send/", letters.send, name="batch_send"),
    path("letters/<int:pk>/discard/", letters.discard, name="batch_discard"),
    path("letters/letter/<int:pk>/", letters.letter, name="letter"),
]

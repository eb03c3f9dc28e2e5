"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from gridwarden.exchange.web import endpoint, views

app_name = "exchange"
urlpatterns = [
    path("", views.peer_list, name="peers"),
    path("new/", views.new_peer, name="new"),
    path("<int:peer_id>/", views.peer_page, name="peer"),
    path("<int:peer_id>/edit/", views.edit_peer, name="edit"),
    path("<int:peer_id>/key/", views.renew_key, name="key"),
    path("<int:peer_id>/words/<str:table>/", views.words_page, name="words"),
    path("matters/<int:matter_id>/", views.matter_page, name="matter"),
    path("messages/<int:message_id>/settle/", views.settle, name="settle"),
    path("in/<slug:code>/", endpoint.inbox, name="inbox"),
]

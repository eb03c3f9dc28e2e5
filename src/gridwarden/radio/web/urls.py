"""Addresses of talk."""

from __future__ import annotations

from django.urls import path

from gridwarden.radio.web import log, talk

app_name = "radio"
urlpatterns = [
    path("radio/", talk.group_list, name="groups"),
    path("radio/log/", log.log_page, name="log"),
    path("radio/log/new/", log.new_entry, name="new-entry"),
    path("radio/log/vehicles/", log.vehicles, name="vehicles"),
    path("radio/voice/<int:message_id>/", talk.voice, name="voice"),
    path("radio/<str:kind>/<int:about_id>/", talk.talk_page, name="talk"),
    path("radio/<str:kind>/<int:about_id>/say/", talk.say, name="say"),
    path("radio/<str:kind>/<int:about_id>/read/", talk.read, name="read"),
    path("radio/<str:kind>/<int:about_id>/messages/", talk.messages_part, name="messages"),
]

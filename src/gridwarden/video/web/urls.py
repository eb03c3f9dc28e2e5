"""Addresses of video."""

from __future__ import annotations

from django.urls import path

from gridwarden.video.web import views, watching

app_name = "video"
urlpatterns = [
    path("video/", views.source_list, name="sources"),
    path("video/new/", views.new_source, name="new"),
    path("video/<int:source_id>/", watching.player, name="source"),
    path("video/<int:source_id>/watch/", watching.watch, name="watch"),
    path("video/<int:source_id>/stop/", watching.stop, name="stop"),
    path("video/<int:source_id>/picture/", watching.picture, name="picture"),
    path("video/<int:source_id>/retire/", views.retire, name="retire"),
]

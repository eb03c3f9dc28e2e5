"""Addresses of the API's clients."""

from __future__ import annotations

from django.urls import URLPattern, path

from gridwarden.platform.api.web import views

app_name = "api_clients"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("new/", views.create, name="create"),
    path("revoke/", views.revoke, name="revoke"),
]

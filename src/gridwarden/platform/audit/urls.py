"""Addresses of the audit trail."""

from __future__ import annotations

from django.urls import URLPattern, path

from gridwarden.platform.audit.web import views

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("verify/", views.verify, name="verify"),
]

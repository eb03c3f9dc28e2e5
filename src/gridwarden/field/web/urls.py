"""Addresses of the phone pages."""

from __future__ import annotations

from django.urls import path

from gridwarden.field.web import views

app_name = "field"
urlpatterns = [
    path("", views.home, name="home"),
    path("report/", views.report, name="report"),
]

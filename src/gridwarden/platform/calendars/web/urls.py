"""Addresses of calendars."""

from __future__ import annotations

from django.urls import path

from gridwarden.platform.calendars.web import views

app_name = "calendars"
urlpatterns = [
    path("", views.year, name="year"),
    path("<slug:code>/days/<str:on>/", views.day, name="day"),
    path("<slug:code>/days/<str:on>/clear/", views.clear, name="clear"),
    path("<slug:code>/hours/", views.hours, name="hours"),
    path("<slug:code>/hours/<str:valid_from>/drop/", views.drop_hours, name="drop-hours"),
    path("<slug:code>/import/", views.bring_in, name="import"),
]

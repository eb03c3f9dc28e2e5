"""Addresses of patrols."""

from __future__ import annotations

from django.urls import path

from gridwarden.patrols.web import phones, views

app_name = "patrols"
urlpatterns = [
    path("patrols/devices/", views.device_list, name="devices"),
    path("patrols/devices/new/", views.new_device, name="new"),
    path("patrols/devices/<int:device_id>/", views.device_page, name="device"),
    path("patrols/devices/<int:device_id>/speak/", views.speak, name="speak"),
    path("patrols/devices/<int:device_id>/photograph/", views.photograph, name="photograph"),
    path("patrols/devices/<int:device_id>/watch/", views.watch, name="watch"),
    path("patrols/devices/<int:device_id>/renew/", views.renew, name="renew"),
    path("patrols/devices/<int:device_id>/retire/", views.retire, name="retire"),
    path("t/<str:token>/", phones.report, name="phone"),
]

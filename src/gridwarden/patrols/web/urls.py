"""Addresses of patrols."""

from __future__ import annotations

from django.urls import path

from gridwarden.patrols.web import coverage_urls, day_track, live, phones, views

app_name = "patrols"
urlpatterns = [
    *coverage_urls.urlpatterns,
    path("patrols/", live.overview, name="overview"),
    path("patrols/alarms/", live.alarm_list, name="alarms"),
    path("patrols/alarms/<int:alarm_id>/", live.alarm_page, name="alarm"),
    path("patrols/alarms/<int:alarm_id>/acknowledge/", live.acknowledge, name="acknowledge"),
    path("patrols/rules/", live.rules_page, name="rules"),
    path("patrols/devices/", views.device_list, name="devices"),
    path("patrols/devices/new/", views.new_device, name="new"),
    path("patrols/devices/<int:device_id>/", views.device_page, name="device"),
    path("patrols/devices/<int:device_id>/replay/", day_track.replay, name="replay"),
    path("patrols/devices/<int:device_id>/speak/", views.speak, name="speak"),
    path("patrols/devices/<int:device_id>/photograph/", views.photograph, name="photograph"),
    path("patrols/devices/<int:device_id>/watch/", views.watch, name="watch"),
    path("patrols/devices/<int:device_id>/intervals/", views.intervals, name="intervals"),
    path("patrols/devices/<int:device_id>/holder/", views.hand_over, name="holder"),
    path("patrols/devices/<int:device_id>/renew/", views.renew, name="renew"),
    path("patrols/devices/<int:device_id>/retire/", views.retire, name="retire"),
    path("t/<str:token>/", phones.report, name="phone"),
]

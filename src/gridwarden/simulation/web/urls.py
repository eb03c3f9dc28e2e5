"""Addresses of the simulation."""

from __future__ import annotations

from django.urls import path

from gridwarden.simulation.web import views

app_name = "simulation"
urlpatterns = [path("progress/", views.progress, name="progress")]

"""Addresses of Open311 GeoReport v2."""

from __future__ import annotations

from django.urls import path

from gridwarden.intake.open311 import views
from gridwarden.intake.web import public_open311

app_name = "open311"
urlpatterns = [
    path("discovery.<str:form>", views.discovery, name="discovery"),
    path("v2/", public_open311.about, name="root"),
    path("v2/discovery.<str:form>", views.discovery, name="discovery_v2"),
    path("v2/services.<str:form>", views.service_list, name="services"),
    path("v2/services/<str:code>.<str:form>", views.service_definition, name="definition"),
    path("v2/requests.<str:form>", views.request_list, name="requests"),
    path("v2/requests/<str:number>.<str:form>", views.request_page, name="request"),
    path("v2/tokens/<str:code>.<str:form>", views.token, name="token"),
]

"""Addresses of contracts."""

from __future__ import annotations

from django.urls import path

from gridwarden.contracts.web import views

app_name = "contracts"
urlpatterns = [
    path("", views.contract_list, name="list"),
    path("new/", views.new_contract, name="new"),
    path("<int:contract_id>/", views.contract_page, name="page"),
    path("<int:contract_id>/edit/", views.edit_contract, name="edit"),
    path("<int:contract_id>/sign/", views.sign_contract, name="sign"),
    path("<int:contract_id>/end/", views.end_contract, name="end"),
]

"""Addresses of inspections: desk, phone, and the party's page."""

from __future__ import annotations

from django.urls import path

from gridwarden.inspections.web import articles, notices, phone, public, slip_urls

app_name = "inspections"
urlpatterns = [
    path("inspections/notices/", notices.notice_list, name="notices"),
    path("inspections/notices/<int:notice_id>/", notices.notice_page, name="notice"),
    path("inspections/notices/<int:notice_id>/map.svg", notices.map_of, name="map"),
    path("inspections/notices/<int:notice_id>/<str:paper>.pdf", notices.pdf, name="pdf"),
    path("inspections/notices/<int:notice_id>/void/", notices.void, name="void"),
    path("inspections/notices/<int:notice_id>/service/", notices.serve, name="serve"),
    path("inspections/parties/", notices.party_list, name="parties"),
    path("inspections/rechecks/", phone.recheck_list, name="rechecks"),
    path("inspections/articles/", articles.article_list, name="articles"),
    path("inspections/articles/supplied/", articles.seed, name="seed-articles"),
    path("inspections/articles/new/", articles.add, name="add-article"),
    path("inspections/articles/<int:article_id>/revise/", articles.revise, name="revise-article"),
    path("inspections/articles/<int:article_id>/end/", articles.repeal, name="repeal-article"),
    path("inspections/settings/", articles.rule, name="rule"),
    path("field/notices/new/", phone.issue, name="issue"),
    path("field/orders/new/<int:case_id>/", phone.order, name="order"),
    path("field/rechecks/<int:recheck_id>/", phone.recheck, name="recheck"),
    path("n/<str:code>/", public.paper, name="public"),
    path("n/<str:code>/map.svg", public.map_of, name="public-map"),
    *slip_urls.urlpatterns,
]

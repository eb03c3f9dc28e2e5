"""Addresses of menu."""

from __future__ import annotations

from django.urls import path

from gridwarden.menu.web.views import bench, publishing, reading

app_name = "menu"
urlpatterns = [
    path("", reading.current, name="current"),
    path("versions/", reading.history, name="history"),
    path("versions/<int:number>/", reading.version, name="version"),
    path("supplied/", bench.seed, name="seed"),
    path("draft/", bench.draft, name="draft"),
    path("draft/begin/", bench.begin, name="begin"),
    path("draft/discard/", bench.discard, name="discard"),
    path("draft/compare/", publishing.comparison, name="comparison"),
    path("draft/publish/", publishing.publish, name="publish"),
    path("draft/lines/new/", bench.new_item, name="new-item"),
    path("draft/lines/<int:item_id>/", bench.show_item, name="item"),
    path("draft/lines/<int:item_id>/edit/", bench.edit_item, name="edit-item"),
    path("draft/lines/<int:item_id>/move/", bench.move_item, name="move-item"),
    path("draft/lines/<int:item_id>/remove/", bench.remove_item, name="remove-item"),
    path("draft/lines/<int:item_id>/conditions/new/", bench.new_condition, name="new-condition"),
    path("draft/conditions/<int:condition_id>/edit/", bench.edit_condition, name="edit-condition"),
    path("draft/conditions/<int:condition_id>/move/", bench.move_condition, name="move-condition"),
    path("draft/conditions/<int:condition_id>/remove/", bench.remove_condition, name="remove-condition"),
]

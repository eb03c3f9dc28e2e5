"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from gridwarden.intake.web import desk_answers, desk_archive, desk_keeping, desk_transfers, understanding

urlpatterns = [
    path("transfers/", desk_transfers.transfer_list, name="transfers"),
    path("transfers/import/", desk_transfers.import_list, name="import"),
    path("archive/", desk_archive.archive_list, name="archive"),
    path("archive/release/", desk_archive.ask_release, name="ask-release"),
    path("archive/<int:report_id>/", desk_archive.file_page, name="file"),
    path("archive/<int:report_id>/file.pdf", desk_archive.file_pdf, name="file-pdf"),
    path("archive/<int:report_id>/return/", desk_transfers.send_back, name="return"),
    path("archive/<int:report_id>/call/", desk_answers.call, name="call"),
    path("answers/", desk_answers.answer_list, name="answers"),
    path("answers/<int:answer_id>/rule/", desk_answers.rule, name="rule-answer"),
    path("cases/<int:case_id>/answer/", desk_answers.draft, name="draft"),
    path("callbacks/", desk_answers.callback_list, name="callbacks"),
    path("releases/", desk_keeping.release_list, name="releases"),
    path("releases/<int:release_id>/rule/", desk_keeping.rule_release, name="rule-release"),
    path("releases/<int:release_id>/file/", desk_keeping.take_release, name="take-release"),
    path("understanding/", understanding.understanding, name="understanding"),
    path("understanding/<int:version>/adopt/", understanding.adopt, name="adopt"),
    path("retention/", desk_keeping.retention_page, name="retention"),
]

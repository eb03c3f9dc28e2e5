"""What recurs, and when (local time)."""

from __future__ import annotations

from gridwarden.platform.jobs.timetable import Entry, daily, every

#: name → what runs and when; ``gridwarden status`` shows how each went.
TIMETABLE = {
    "stalled jobs": Entry("gridwarden.platform.jobs.jobs.requeue_stalled", every(minutes=1)),
    "finished jobs": Entry("gridwarden.platform.jobs.jobs.forget_finished", daily("01:40")),
    "calendars watched": Entry("gridwarden.platform.calendars.jobs.watch_calendars", daily("06:00")),
    "messages sent": Entry("gridwarden.platform.notifications.jobs.sweep", every(minutes=1)),
    "messages forgotten": Entry("gridwarden.platform.notifications.jobs.tidy", daily("03:40")),
    "audit signed": Entry("gridwarden.platform.audit.jobs.sign_audit", every(minutes=10)),
    "audit verified": Entry("gridwarden.platform.jobs.nightly.audit_verified", daily("02:40")),
    "answers forgotten": Entry("gridwarden.platform.api.jobs.forget_answers", daily("03:20")),
    "sessions forgotten": Entry("gridwarden.platform.accounts.jobs.forget_sessions", daily("03:30")),
    "exchange sent": Entry("gridwarden.exchange.jobs.sweep", every(seconds=30)),
    "reports anonymised": Entry("gridwarden.intake.jobs.anonymise_reports", daily("03:50")),
    "suggestions learned": Entry("gridwarden.intake.jobs.learn", daily("05:10")),
    "places gathered": Entry("gridwarden.grids.jobs.gather_places", daily("00:50")),
    "devices watched": Entry("gridwarden.patrols.jobs.watch_devices", every(seconds=10)),
    "coverage computed": Entry("gridwarden.patrols.jobs.compute_coverage", daily("00:30")),
    "positions forgotten": Entry("gridwarden.patrols.jobs.forget_fixes", daily("01:20")),
    "case timers reconciled": Entry("gridwarden.cases.jobs.reconcile_timers", daily("04:00")),
    "photos verified": Entry("gridwarden.platform.jobs.nightly.photos_verified", daily("02:10")),
    "photos fingerprinted": Entry("gridwarden.platform.attachments.jobs.fingerprint_photos", daily("04:20")),
    "photos examined": Entry("gridwarden.cases.jobs.examine_left_over", daily("04:40")),
    "photos collected": Entry("gridwarden.platform.attachments.jobs.collect_photos", daily("03:10")),
}
#: Contexts keep their queued tasks in ``jobs.py``.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

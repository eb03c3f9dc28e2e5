"""Extension, suspension, supervision, appeal, merging, dividing: the hard turns of a case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: What was closed before was closed after a check; of adopted cases nobody knows.
CHECKED = """
UPDATE cases_case SET closed_how = 'checked' WHERE state = 'closed' AND NOT flags @> ARRAY['adopted']::varchar[];
"""
FINAL = """
CREATE TRIGGER cases_ruling_final BEFORE UPDATE OR DELETE ON cases_ruling
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("attachments", "0002_noted_by"),
        ("cases", "0007_evidence_is_final"),
        ("grids", "0002_version"),
        ("workforce", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("overdue_at", models.DateTimeField(null=True)),
                ("reply", models.TextField(blank=True)),
                ("replied_by_name", models.CharField(blank=True, max_length=150)),
                ("replied_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DispatchReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("urgency", models.CharField(max_length=8)),
                ("state", models.CharField(default="demanded", max_length=10)),
                ("issued_by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("warn_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("signed_off_by_name", models.CharField(blank=True, max_length=150)),
                ("signed_off_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.CharField(max_length=10)),
                ("standing", models.CharField(default="waiting", max_length=9)),
                ("station", models.CharField(blank=True, max_length=10)),
                ("subject_kind", models.CharField(blank=True, max_length=10)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("until", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("station", models.CharField(max_length=10)),
                ("is_granted", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="alarm",
            name="cases_alarm_once",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_desk_work_lies_at_the_desk",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_nothing_due_after_the_end",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_registered",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_dispatched",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_handler_named",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_handled",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_checker_named",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_checked_after_the_work",
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="cases_evidence_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="step",
            name="cases_step_move_known",
        ),
        migrations.RemoveConstraint(
            model_name="step",
            name="cases_step_state_known",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_open",
        ),
        migrations.AddField(
            model_name="alarm",
            name="extensions",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="closed_how",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="case",
            name="closed_parts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="followers",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="open_parts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="return_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="suspend_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="suspended_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="clock",
            name="exempt_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="clock",
            name="exempted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="clock",
            name="extensions",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="deadlinechange",
            name="cause",
            field=models.CharField(default="calendar", max_length=10),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("district"),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "checked",
                            "checking",
                            "dispatched",
                            "handled",
                            "handling",
                            "parted",
                            "registered",
                            "reported",
                            "suspended",
                            "verified",
                            "verifying",
                        ],
                    )
                ),
                include=("state",),
                name="cases_open",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="cases_merged_here"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("parent__isnull", False)), fields=["parent"], name="cases_parts_of"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("return_count__gt", 0)),
                fields=["district", "-opened_at", "-id"],
                name="cases_returned",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_how", "forced")),
                fields=["district", "-opened_at", "-id"],
                name="cases_forced",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("open_parts__gt", 0), ("closed_parts__gt", 0), _connector="OR"),
                fields=["district", "-opened_at", "-id"],
                name="cases_parted",
            ),
        ),
        migrations.RunSQL(CHECKED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.UniqueConstraint(
                fields=("clock", "level", "kind", "extensions"), name="cases_alarm_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "cancelled",
                            "checked",
                            "checking",
                            "closed",
                            "dispatched",
                            "handled",
                            "handling",
                            "merged",
                            "parted",
                            "refused",
                            "registered",
                            "reported",
                            "suspended",
                            "verified",
                            "verifying",
                        ],
                    )
                ),
                name="cases_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["parted", "refused", "registered", "reported", "verified", "verifying"]),
                        _negated=True,
                    ),
                    ("level", 4),
                    _connector="OR",
                ),
                name="cases_desk_work_lies_at_the_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                "checked",
                                "checking",
                                "closed",
                                "dispatched",
                                "handled",
                                "handling",
                                "parted",
                                "registered",
                                "suspended",
                            ],
                        ),
                        models.Q(("flags__contains", ["adopted"]), _negated=True),
                        models.Q(("closed_how__in", ("forced", "parts")), _negated=True),
                        _negated=True,
                    ),
                    models.Q(("condition__isnull", False), ("registered_at__isnull", False)),
                    _connector="OR",
                ),
                name="cases_registered",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["checked", "checking", "closed", "dispatched", "handled", "handling"]),
                        models.Q(("flags__contains", ["adopted"]), _negated=True),
                        models.Q(("closed_how__in", ("forced", "parts")), _negated=True),
                        _negated=True,
                    ),
                    ("dispatched_at__isnull", False),
                    _connector="OR",
                ),
                name="cases_dispatched",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["checked", "checking", "closed", "handled", "handling"]),
                        models.Q(("flags__contains", ["adopted"]), _negated=True),
                        models.Q(("closed_how__in", ("forced", "parts")), _negated=True),
                        _negated=True,
                    ),
                    ("handler__isnull", False),
                    _connector="OR",
                ),
                name="cases_handler_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["checked", "checking", "closed", "handled"]),
                        models.Q(("flags__contains", ["adopted"]), _negated=True),
                        models.Q(("closed_how__in", ("forced", "parts")), _negated=True),
                        _negated=True,
                    ),
                    ("handled_at__isnull", False),
                    _connector="OR",
                ),
                name="cases_handled",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["checked", "checking", "closed"]),
                        models.Q(("flags__contains", ["adopted"]), _negated=True),
                        models.Q(("closed_how__in", ("forced", "parts")), _negated=True),
                        _negated=True,
                    ),
                    ("checker__isnull", False),
                    _connector="OR",
                ),
                name="cases_checker_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["checked", "closed"]),
                        models.Q(("flags__contains", ["adopted"]), _negated=True),
                        models.Q(("closed_how__in", ("forced", "parts")), _negated=True),
                        _negated=True,
                    ),
                    models.Q(("checked_at__gte", models.F("handled_at")), ("checked_at__isnull", False)),
                    _connector="OR",
                ),
                name="cases_checked_after_the_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["cancelled", "closed", "merged", "refused"]), _negated=True),
                    ("due_at", None),
                    _connector="OR",
                ),
                name="cases_nothing_due_after_the_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "suspended"), ("suspended_until__isnull", False)),
                    models.Q(
                        models.Q(("state", "suspended"), _negated=True),
                        models.Q(("suspended_until__isnull", False), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cases_suspended_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("suspend_count__lte", 1)), name="cases_suspended_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "merged"), ("merged_into__isnull", False)),
                    models.Q(
                        models.Q(("state", "merged"), _negated=True),
                        models.Q(("merged_into__isnull", False), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cases_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    models.Q(("parent", models.F("id")), _negated=True),
                ),
                name="cases_above_is_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "closed"),
                        models.Q(("flags__contains", ["adopted"]), _negated=True),
                        ("closed_how__in", ["checked", "forced", "parts"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", "closed"),
                            models.Q(("flags__contains", ["adopted"]), _negated=True),
                            _negated=True,
                        ),
                        models.Q(("closed_how__in", ["checked", "forced", "parts"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cases_closed_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["cancelled", "closed", "merged", "refused"]), _negated=True),
                    ("open_parts", 0),
                    _connector="OR",
                ),
                name="cases_no_open_part_after_the_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exempted_at__isnull", False), _negated=True),
                    ("breached_at__isnull", False),
                    _connector="OR",
                ),
                name="cases_clock_excused_if_broken",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("extensions", 0), models.Q(("extensions__lte", 2), ("stage", "handle")), _connector="OR"
                ),
                name="cases_clock_extended_twice_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("cause__in", ["calendar", "extension"])), name="cases_deadline_change_cause_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["after", "before", "check", "other", "paper", "verify"])),
                name="cases_evidence_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "move__in",
                        [
                            "accept",
                            "cancel",
                            "close",
                            "confirm",
                            "deny",
                            "dispatch",
                            "fail_check",
                            "feed_back",
                            "finish",
                            "force_close",
                            "hand_down",
                            "hand_up",
                            "handle_on_the_spot",
                            "merge",
                            "open",
                            "pass_check",
                            "recall",
                            "refuse",
                            "register",
                            "reopen",
                            "request_support",
                            "resume",
                            "return_dispatch",
                            "send_to_check",
                            "send_to_verify",
                            "split",
                            "suspend",
                            "unmerge",
                        ],
                    )
                ),
                name="cases_step_move_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "to_state__in",
                        [
                            "cancelled",
                            "checked",
                            "checking",
                            "closed",
                            "dispatched",
                            "handled",
                            "handling",
                            "merged",
                            "parted",
                            "refused",
                            "registered",
                            "reported",
                            "suspended",
                            "verified",
                            "verifying",
                        ],
                    )
                ),
                name="cases_step_state_known",
            ),
        ),
        migrations.AddField(
            model_name="demand",
            name="replied_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dispatchreturn",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="dispatchreturn",
            name="proposed_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workforce.unit",
            ),
        ),
        migrations.AddField(
            model_name="dispatchreturn",
            name="step",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="returned", to="cases.step"
            ),
        ),
        migrations.AddField(
            model_name="dispatchreturn",
            name="unit",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.unit"
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="issued_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="issued_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workforce.unit",
            ),
        ),
        migrations.AddField(
            model_name="demand",
            name="order",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="demands", to="cases.order"
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="attachment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="attachments.attachment"
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="unit",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.unit"
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="cases.request"
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="by_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workforce.unit",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="request",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="cases.request"
            ),
        ),
        migrations.AddIndex(
            model_name="dispatchreturn",
            index=models.Index(fields=["-at", "-id"], name="cases_return_latest"),
        ),
        migrations.AddConstraint(
            model_name="dispatchreturn",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="cases_return_once"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["case", "id"], name="cases_order_of_case"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("state", "signed_off"), _negated=True),
                fields=["due_at", "id"],
                name="cases_order_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("urgency__in", ["ordinary", "urgent"])), name="cases_order_urgency_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["demanded", "replied", "signed_off"])), name="cases_order_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "demanded"), _negated=True), ("due_at__isnull", False), _connector="OR"
                ),
                name="cases_order_due_while_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "signed_off"), _negated=True), ("signed_off_at__isnull", False), _connector="OR"
                ),
                name="cases_order_signed_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.UniqueConstraint(fields=("order", "number"), name="cases_demand_once"),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("at"))), name="cases_demand_leaves_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at__isnull", False), _negated=True),
                    models.Q(("reply", ""), _negated=True),
                    _connector="OR",
                ),
                name="cases_demand_replied_in_words",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["case", "turn", "standing"], name="cases_request_of_case"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("standing", "waiting")),
                fields=["station", "at", "id"],
                name="cases_request_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", ["appeal", "extension", "suspension"])), name="cases_request_turn_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["granted", "lapsed", "refused", "waiting", "withdrawn"])),
                name="cases_request_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("station__in", ["", "dispatcher", "lead", "registrar"])),
                name="cases_request_station_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject_kind__in", ["", "overdue"])), name="cases_request_subject_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "waiting"), ("decided_at", None), models.Q(("station", ""), _negated=True)),
                    models.Q(
                        models.Q(("standing", "waiting"), _negated=True),
                        ("decided_at__isnull", False),
                        ("station", ""),
                    ),
                    _connector="OR",
                ),
                name="cases_request_waits_for_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("turn", "appeal"), ("subject_id__isnull", False), models.Q(("subject_kind", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("turn", "appeal"), _negated=True),
                        models.Q(
                            ("subject_id__isnull", False), models.Q(("subject_kind", ""), _negated=True), _negated=True
                        ),
                    ),
                    _connector="OR",
                ),
                name="cases_appeal_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("turn", "suspension"), ("until__isnull", False)),
                    models.Q(
                        models.Q(("turn", "suspension"), _negated=True),
                        models.Q(("until__isnull", False), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cases_suspension_names_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", "waiting")), fields=("case", "turn"), name="cases_request_one_waits"
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                condition=models.Q(("turn", "appeal"), models.Q(("standing", "withdrawn"), _negated=True)),
                fields=("subject_kind", "subject_id"),
                name="cases_appealed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(fields=("request", "station"), name="cases_ruling_once"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(fields=("request", "by"), name="cases_ruling_by_another"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("station__in", ["dispatcher", "lead", "registrar"])),
                name="cases_ruling_station_known",
            ),
        ),
        migrations.RunSQL(FINAL, "DROP TRIGGER cases_ruling_final ON cases_ruling;"),
    ]

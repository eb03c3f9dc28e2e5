"""Devices, where they were, where they are, and what they are told."""

from __future__ import annotations

import django.contrib.gis.db.models.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: Parted by UTC day. No index on places: each would halve the speed at which fixes come in.
FIXES = """
CREATE TABLE patrols_fix (
    device_id bigint NOT NULL,
    at timestamptz NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    speed_kmh double precision NOT NULL,
    course_deg smallint NOT NULL,
    altitude_m smallint NOT NULL,
    accuracy_m double precision,
    flags smallint NOT NULL,
    alarm bigint NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (device_id, at)
) PARTITION BY RANGE (at);
CREATE INDEX patrols_fix_at ON patrols_fix USING brin (at);
"""
#: The serving role may not make tables, so these run with their owner's rights; both do one thing and nothing else.
DAYS = """
CREATE FUNCTION patrols_prepare_day(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
DECLARE part text := 'patrols_fix_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass(part) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('patrols_fix'));
        EXECUTE format(
            'CREATE TABLE IF NOT EXISTS %I PARTITION OF patrols_fix FOR VALUES FROM (%L) TO (%L)',
            part, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC'
        );
    END IF;
END $$;
CREATE FUNCTION patrols_drop_days(before date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
DECLARE part text; dropped integer := 0;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'patrols_fix'::regclass AND c.relname < 'patrols_fix_' || to_char(before, 'YYYYMMDD')
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;
"""
NO_DAYS = "DROP FUNCTION patrols_prepare_day(date); DROP FUNCTION patrols_drop_days(date);"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grids", "0004_wishes"),
        ("workforce", "0003_rosters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=40)),
                ("plate", models.CharField(blank=True, max_length=12)),
                ("terminal", models.CharField(blank=True, max_length=20)),
                ("version", models.CharField(default="2013", max_length=4)),
                ("profile", models.CharField(default="standard", max_length=20)),
                ("key_digest", models.BinaryField(blank=True, max_length=32, null=True)),
                ("enrolled_at", models.DateTimeField()),
                ("registered_at", models.DateTimeField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "district",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grids.district",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.staff",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LastPosition",
            fields=[
                (
                    "device",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="last",
                        serialize=False,
                        to="patrols.device",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("place", django.contrib.gis.db.models.fields.PointField(srid=4490)),
                ("speed_kmh", models.FloatField()),
                ("course_deg", models.SmallIntegerField()),
                ("flags", models.SmallIntegerField()),
                ("alarm", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Command",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.PositiveIntegerField()),
                ("body", models.BinaryField(max_length=1023)),
                ("words", models.CharField(max_length=600)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("given_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commands",
                        to="patrols.device",
                    ),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FIXES, "DROP TABLE patrols_fix"), migrations.RunSQL(DAYS, NO_DAYS)],
            state_operations=[
                migrations.CreateModel(
                    name="Fix",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "device", "at", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("lat", models.FloatField()),
                        ("lon", models.FloatField()),
                        ("speed_kmh", models.FloatField()),
                        ("course_deg", models.SmallIntegerField()),
                        ("altitude_m", models.SmallIntegerField()),
                        ("accuracy_m", models.FloatField(null=True)),
                        ("flags", models.SmallIntegerField()),
                        ("alarm", models.BigIntegerField()),
                        ("received_at", models.DateTimeField()),
                        (
                            "device",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="patrols.device",
                            ),
                        ),
                    ],
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="device",
            index=models.Index(fields=["district", "kind", "id"], name="patrols_device_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["phone", "vehicle"])), name="patrols_device_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__in", ["2011", "2013", "2019"])), name="patrols_device_version_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("profile__in", ["flagged_2013", "lenient", "standard"])),
                name="patrols_device_profile_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="patrols_device_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "vehicle"), models.Q(("terminal", ""), _negated=True)),
                    models.Q(("key_digest__isnull", False), ("kind", "phone"), ("terminal", "")),
                    _connector="OR",
                ),
                name="patrols_device_known_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None), models.Q(("terminal", ""), _negated=True)),
                fields=("terminal",),
                name="patrols_device_terminal_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "phone")), fields=("key_digest",), name="patrols_device_token_once"
            ),
        ),
        migrations.AddIndex(
            model_name="command",
            index=models.Index(fields=["device", "-id"], name="patrols_command_of_device"),
        ),
        migrations.AddIndex(
            model_name="command",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["device", "id"], name="patrols_command_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="command",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["done", "failed", "sent", "waiting"])),
                name="patrols_command_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="command",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="patrols_command_worded"
            ),
        ),
        migrations.AddConstraint(
            model_name="command",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at", None), ("state", "waiting")),
                    ("state", "failed"),
                    ("sent_at__isnull", False),
                    _connector="OR",
                ),
                name="patrols_command_moments",
            ),
        ),
    ]

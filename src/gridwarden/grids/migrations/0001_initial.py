"""Tables of the territory."""

import uuid

import django.contrib.gis.db.models.fields
import django.contrib.gis.db.models.functions
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Backdrop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_key", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("geom", django.contrib.gis.db.models.fields.GeometryField(srid=4490)),
                (
                    "shape",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.gis.db.models.functions.Transform(models.F("geom"), 3857),
                        output_field=django.contrib.gis.db.models.fields.GeometryField(spatial_index=False, srid=3857),
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code6", models.CharField(max_length=6, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("boundary", django.contrib.gis.db.models.fields.MultiPolygonField(srid=4490)),
                (
                    "shape",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.gis.db.models.functions.Transform(models.F("boundary"), 3857),
                        output_field=django.contrib.gis.db.models.fields.GeometryField(spatial_index=False, srid=3857),
                    ),
                ),
                ("plane_srid", models.PositiveIntegerField()),
                ("source_crs", models.CharField(max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="Grid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=80)),
                ("grid_class", models.CharField(max_length=1)),
                ("patrol_mode", models.CharField(max_length=8)),
                ("geom", django.contrib.gis.db.models.fields.MultiPolygonField(srid=4490)),
                (
                    "shape",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.gis.db.models.functions.Transform(models.F("geom"), 3857),
                        output_field=django.contrib.gis.db.models.fields.GeometryField(spatial_index=False, srid=3857),
                    ),
                ),
                ("area_m2", models.FloatField()),
                ("diameter_m", models.FloatField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("file_name", models.CharField(max_length=200)),
                ("file_sha256", models.CharField(max_length=64)),
                ("source_crs", models.CharField(max_length=10)),
                ("options", models.JSONField(default=dict)),
                ("outcome", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="Road",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_key", models.CharField(max_length=80)),
                ("osm_id", models.BigIntegerField(blank=True, null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("highway", models.CharField(max_length=30)),
                ("grade", models.CharField(max_length=12)),
                ("grade_source", models.CharField(default="highway_tag", max_length=12)),
                ("grade_reason", models.CharField(blank=True, max_length=300)),
                ("control", models.CharField(max_length=10)),
                ("geom", django.contrib.gis.db.models.fields.MultiLineStringField(srid=4490)),
                (
                    "shape",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.gis.db.models.functions.Transform(models.F("geom"), 3857),
                        output_field=django.contrib.gis.db.models.fields.GeometryField(spatial_index=False, srid=3857),
                    ),
                ),
                ("length_m", models.FloatField()),
            ],
        ),
        migrations.CreateModel(
            name="StagedFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("file_name", models.CharField(max_length=200)),
                ("source_crs", models.CharField(max_length=10)),
                ("options", models.JSONField(default=dict)),
                ("content", models.BinaryField()),
                ("uploaded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Zone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("geom", django.contrib.gis.db.models.fields.MultiPolygonField(srid=4490)),
                (
                    "shape",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.gis.db.models.functions.Transform(models.F("geom"), 3857),
                        output_field=django.contrib.gis.db.models.fields.GeometryField(spatial_index=False, srid=3857),
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TerritoryVersion",
            fields=[
                (
                    "district",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="version",
                        serialize=False,
                        to="grids.district",
                    ),
                ),
                ("version", models.BigIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="district",
            index=django.contrib.postgres.indexes.GistIndex(fields=["shape"], name="grids_district_shape"),
        ),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.CheckConstraint(
                condition=models.Q(("code6__regex", "^[0-9]{6}$")), name="grids_district_code6_digits"
            ),
        ),
        migrations.AddField(
            model_name="backdrop",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="backdrops", to="grids.district"
            ),
        ),
        migrations.AddField(
            model_name="grid",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grids", to="grids.district"
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="imports", to="grids.district"
            ),
        ),
        migrations.AddField(
            model_name="road",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roads", to="grids.district"
            ),
        ),
        migrations.AddField(
            model_name="stagedfile",
            name="district",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grids.district"),
        ),
        migrations.AddField(
            model_name="stagedfile",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="zones", to="grids.district"
            ),
        ),
        migrations.AddIndex(
            model_name="backdrop",
            index=django.contrib.postgres.indexes.GistIndex(fields=["shape"], name="grids_backdrop_shape"),
        ),
        migrations.AddConstraint(
            model_name="backdrop",
            constraint=models.UniqueConstraint(fields=("district", "source_key"), name="grids_backdrop_source_key"),
        ),
        migrations.AddConstraint(
            model_name="backdrop",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["building", "green", "railway", "water", "waterway"])),
                name="grids_backdrop_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="grid",
            index=django.contrib.postgres.indexes.GistIndex(fields=["shape"], name="grids_grid_shape"),
        ),
        migrations.AddConstraint(
            model_name="grid",
            constraint=models.CheckConstraint(
                condition=models.Q(("grid_class__in", ["A", "B", "C"])), name="grids_grid_grid_class_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="grid",
            constraint=models.CheckConstraint(
                condition=models.Q(("patrol_mode__in", ["foot", "vehicle"])), name="grids_grid_patrol_mode_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="grid",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                name="grids_grid_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="grid",
            constraint=models.CheckConstraint(
                condition=models.Q(("area_m2__gt", 0), ("diameter_m__gt", 0)), name="grids_grid_measured"
            ),
        ),
        migrations.AddConstraint(
            model_name="grid",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.F("district"), "="),
                    (models.F("code"), "="),
                    (
                        models.Func(
                            models.F("valid_from"),
                            models.F("valid_to"),
                            models.Value("[)"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="grids_grid_one_version_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["district", "kind", "-at"], name="grids_import_latest"),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["boundary", "grids", "roads", "zones"])),
                name="grids_import_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="road",
            index=django.contrib.postgres.indexes.GistIndex(fields=["shape"], name="grids_road_shape"),
        ),
        migrations.AddIndex(
            model_name="road",
            index=models.Index(fields=["district", "grade", "name"], name="grids_road_grade"),
        ),
        migrations.AddConstraint(
            model_name="road",
            constraint=models.UniqueConstraint(fields=("district", "source_key"), name="grids_road_source_key"),
        ),
        migrations.AddConstraint(
            model_name="road",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__in", ["arterial", "back_street", "secondary"])),
                name="grids_road_grade_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="road",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade_source__in", ["highway_tag", "override"])),
                name="grids_road_grade_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="road",
            constraint=models.CheckConstraint(
                condition=models.Q(("control__in", ["controlled", "regulated", "strict"])),
                name="grids_road_control_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="road",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grade_source", "override"), _negated=True),
                    models.Q(("grade_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="grids_road_override_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["boundary", "grids", "roads", "zones"])),
                name="grids_stagedfile_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="zone",
            index=django.contrib.postgres.indexes.GistIndex(fields=["shape"], name="grids_zone_shape"),
        ),
        migrations.AddConstraint(
            model_name="zone",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["core", "excluded", "town", "village", "water"])),
                name="grids_zone_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="zone",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                name="grids_zone_ends_after_start",
            ),
        ),
    ]

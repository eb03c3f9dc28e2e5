"""A paper keeps who stood at its head and whom the party could call, whatever they are called later."""

from django.db import migrations, models

#: Papers handed over before bear what they have been printed with up to now.
AS_PRINTED = """
ALTER TABLE inspections_notice DISABLE TRIGGER inspections_notice_final;
UPDATE inspections_notice paper
SET authority = COALESCE(NULLIF(rule.authority, ''), district.name || '城市管理局'),
    authority_phone = COALESCE(rule.phone, '')
FROM grids_district district LEFT JOIN inspections_noticerule rule ON rule.district_id = district.id
WHERE district.id = paper.district_id;
ALTER TABLE inspections_notice ENABLE TRIGGER inspections_notice_final;
"""


class Migration(migrations.Migration):
    dependencies = [("grids", "0003_designs"), ("inspections", "0002_slips")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="authority",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="notice",
            name="authority_phone",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.RunSQL(AS_PRINTED, migrations.RunSQL.noop),
    ]

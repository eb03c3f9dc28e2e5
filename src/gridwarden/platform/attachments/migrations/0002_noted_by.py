from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attachments", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="noted_by",
            field=models.CharField(blank=True, max_length=8),
        ),
        # Until now only cameras noted anything.
        migrations.RunSQL(
            "UPDATE attachments_attachment SET noted_by = 'camera' WHERE taken_at IS NOT NULL OR taken_lon IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("noted_by__in", ("", "camera", "phone"))), name="attachment_noted_by"
            ),
        ),
    ]

"""Keep on each broken limit for handling the unit that had the case when it ran out."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

#: As it is found for new ones: the last that got the case before the very moment.
_FILL = """
UPDATE cases_clock SET answering_unit_id = had.owner
FROM cases_clock AS broken
JOIN LATERAL (
    SELECT (step.changes ->> 'owner')::bigint AS owner FROM cases_step AS step
    WHERE step.case_id = broken.case_id AND step.changes ? 'owner' AND step.at < broken.breached_at
    ORDER BY step.seq DESC LIMIT 1
) AS had ON true
WHERE broken.id = cases_clock.id AND broken.stage = 'handle' AND broken.breached_at IS NOT NULL AND had.owner IS NOT NULL
"""


class Migration(migrations.Migration):
    """One column, filled from the steps."""

    dependencies = [("cases", "0012_unfindable_numbers"), ("workforce", "0003_rosters")]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="answering_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workforce.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=Q(answering_unit__isnull=False),
                fields=["case", "answering_unit"],
                name="cases_clock_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=~Q(answering_unit__isnull=False) | Q(breached_at__isnull=False, stage="handle"),
                name="cases_clock_answered_if_broken",
            ),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop, elidable=True),
    ]

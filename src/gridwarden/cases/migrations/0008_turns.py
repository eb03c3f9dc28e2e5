"""Extension, suspension, supervision, appeal, merging: the hard turns of a case."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_evidence_is_final")]
    operations: list[migrations.operations.base.Operation] = []

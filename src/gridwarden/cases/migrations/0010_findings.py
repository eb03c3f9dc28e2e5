"""What was found about a photo: shown to the checker, decided by nobody."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_routing")]
    operations: list[migrations.operations.base.Operation] = []

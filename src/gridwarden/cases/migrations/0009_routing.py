"""Routing rules: to whom a case goes, as data."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_turns")]
    operations: list[migrations.operations.base.Operation] = []

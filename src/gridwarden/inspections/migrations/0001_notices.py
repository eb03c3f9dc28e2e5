"""Rectification notices, their parties, rechecks and orders."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [("cases", "0007_evidence_is_final")]

    operations = []

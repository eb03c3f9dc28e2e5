"""Allowances need no log: losing them in a crash only gives callers a fresh start."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]
    operations = [
        migrations.RunSQL("ALTER TABLE api_allowance SET UNLOGGED", "ALTER TABLE api_allowance SET LOGGED"),
    ]

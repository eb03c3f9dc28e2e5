"""Hold what single-column constraints cannot say."""

from django.db import migrations

# A grid's keeper of one kind is unique because unit_kind is part of the exclusion constraint;
# this key keeps unit_kind equal to the unit's own kind.
KIND = """
ALTER TABLE workforce_unitgrid ADD CONSTRAINT workforce_unitgrid_kind_is_the_units
    FOREIGN KEY (unit_id, unit_kind) REFERENCES workforce_unit (id, kind) DEFERRABLE INITIALLY DEFERRED;
"""
UNKIND = "ALTER TABLE workforce_unitgrid DROP CONSTRAINT workforce_unitgrid_kind_is_the_units;"


class Migration(migrations.Migration):
    dependencies = [("workforce", "0001_initial")]
    operations = [migrations.RunSQL(KIND, UNKIND)]

"""Refuse to change or delete what a photo proves: evidence is part of the tracking file, which only grows."""

from django.db import migrations

FINAL = """
CREATE TRIGGER cases_evidence_final BEFORE UPDATE OR DELETE ON cases_evidence
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_open_in_order")]
    operations = [migrations.RunSQL(FINAL, "DROP TRIGGER cases_evidence_final ON cases_evidence;")]

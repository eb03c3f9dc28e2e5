"""Refuse to change or delete the steps of a case and what it told: the tracking file only grows."""

from django.db import migrations

FINAL = """
CREATE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the tracking file only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER cases_step_final BEFORE UPDATE OR DELETE ON cases_step
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER cases_feedback_final BEFORE UPDATE OR DELETE ON cases_feedback
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""
LOOSE = """
DROP TRIGGER cases_feedback_final ON cases_feedback;
DROP TRIGGER cases_step_final ON cases_step;
DROP FUNCTION cases_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(FINAL, LOOSE)]

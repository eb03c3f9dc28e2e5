"""Let final rows lose words in a transaction that says so: the reporter's time is over, the history stays."""

from django.db import migrations

LOSES_WORDS = """
CREATE OR REPLACE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('gridwarden.redacting', true) = 'on'
        AND to_jsonb(NEW) - ARRAY['note', 'text'] = to_jsonb(OLD) - ARRAY['note', 'text'] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the tracking file only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
"""
ONLY_GROWS = """
CREATE OR REPLACE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the tracking file only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_findings")]
    operations = [migrations.RunSQL(LOSES_WORDS, ONLY_GROWS)]

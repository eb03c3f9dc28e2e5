"""Wake listeners when an event commits."""

from django.db import migrations

NOTIFY = """
CREATE FUNCTION events_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('gridwarden_events', NEW.district_id || ':' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER events_notify AFTER INSERT ON events_eventrow FOR EACH ROW EXECUTE FUNCTION events_notify();
"""
SILENCE = "DROP TRIGGER events_notify ON events_eventrow; DROP FUNCTION events_notify();"


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(NOTIFY, SILENCE)]

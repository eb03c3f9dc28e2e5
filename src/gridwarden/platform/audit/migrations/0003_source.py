"""Tell where a row was asked for, cover it by the digest, and refuse TRUNCATE as well."""

from django.db import migrations, models

DIGEST = """
CREATE OR REPLACE FUNCTION audit_digest(entry audit_auditentry) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        encode(entry.previous, 'hex'), entry.district_id, entry.seq,
        extract(epoch FROM entry.at)::text, entry.actor_id, entry.actor_name,
        entry.action, entry.subject_type, entry.subject_id, entry.data, entry.source)::text, 'UTF8'))
$$;
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
BEFORE = """
DROP TRIGGER audit_refuse_truncate ON audit_auditentry;
CREATE OR REPLACE FUNCTION audit_digest(entry audit_auditentry) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        encode(entry.previous, 'hex'), entry.district_id, entry.seq,
        extract(epoch FROM entry.at)::text, entry.actor_id, entry.actor_name,
        entry.action, entry.subject_type, entry.subject_id, entry.data)::text, 'UTF8'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]
    operations = [
        migrations.AddField("auditentry", "source", models.CharField(blank=True, default="", max_length=45)),
        migrations.RunSQL(DIGEST, BEFORE),
    ]

"""Chain the rows by hash and refuse to change them."""

from django.db import migrations

CHAIN = """
CREATE FUNCTION audit_digest(entry audit_auditentry) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        encode(entry.previous, 'hex'), entry.district_id, entry.seq,
        extract(epoch FROM entry.at)::text, entry.actor_id, entry.actor_name,
        entry.action, entry.subject_type, entry.subject_id, entry.data)::text, 'UTF8'))
$$;
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit_chain'), NEW.district_id::int);
    SELECT seq, digest INTO last FROM audit_auditentry
        WHERE district_id = NEW.district_id ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last.seq, 0) + 1;
    NEW.previous := coalesce(last.digest, ''::bytea);
    NEW.digest := audit_digest(NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit_auditentry FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON audit_auditentry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
"""
UNCHAIN = """
DROP TRIGGER audit_refuse ON audit_auditentry; DROP FUNCTION audit_refuse();
DROP TRIGGER audit_chain ON audit_auditentry; DROP FUNCTION audit_chain(); DROP FUNCTION audit_digest(audit_auditentry);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(CHAIN, UNCHAIN)]

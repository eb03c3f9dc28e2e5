"""Keep each chain's head beside it, and refuse to change signed checkpoints.

The head moves when a transaction commits, once however many rows it wrote: moved with every row, the many
versions of one head row would make a large import quadratic. The function runs as the owner of the tables,
so the program's own role cannot write heads.
"""

from django.db import migrations

HEAD = """
CREATE FUNCTION audit_move_head() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM audit_auditentry WHERE district_id = NEW.district_id AND seq = NEW.seq + 1) THEN
        RETURN NULL;
    END IF;
    INSERT INTO audit_head AS head (district_id, seq, digest) VALUES (NEW.district_id, NEW.seq, NEW.digest)
        ON CONFLICT (district_id) DO UPDATE SET seq = EXCLUDED.seq, digest = EXCLUDED.digest
        WHERE head.seq < EXCLUDED.seq;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_move_head AFTER INSERT ON audit_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_move_head();
INSERT INTO audit_head (district_id, seq, digest)
    SELECT DISTINCT ON (district_id) district_id, seq, digest FROM audit_auditentry ORDER BY district_id, seq DESC;
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON audit_checkpoint
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
"""
NO_HEAD = """
DROP TRIGGER audit_refuse ON audit_checkpoint;
DROP TRIGGER audit_move_head ON audit_auditentry;
DROP FUNCTION audit_move_head();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_heads")]
    operations = [migrations.RunSQL(HEAD, NO_HEAD)]

"""Number every change of a district's territory and tell the processes that keep it in memory."""

from django.db import migrations

TABLES = {
    "grids_district": "id",
    "grids_zone": "district_id",
    "grids_road": "district_id",
    "grids_backdrop": "district_id",
    "grids_grid": "district_id",
}

# The number comes from a sequence because a sequence never takes a number back: two transactions,
# one of them undone, cannot leave two territories under one number. It is drawn once more under the
# row's lock, so that a district's numbers grow in the order of the commits.
FUNCTION = """
CREATE SEQUENCE grids_version_seq;
CREATE FUNCTION grids_bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
    number bigint;
BEGIN
    FOR touched IN EXECUTE format('SELECT DISTINCT %I AS district FROM changed ORDER BY 1', TG_ARGV[0]) LOOP
        INSERT INTO grids_territoryversion (district_id, version)
            SELECT id, nextval('grids_version_seq') FROM grids_district WHERE id = touched.district
            ON CONFLICT (district_id) DO UPDATE SET version = nextval('grids_version_seq')
            RETURNING version INTO number;
        IF number IS NOT NULL THEN
            PERFORM pg_notify('gridwarden_grids', touched.district || ':' || number);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""
NO_FUNCTION = "DROP FUNCTION grids_bump_version(); DROP SEQUENCE grids_version_seq;"

TRIGGER = """
CREATE TRIGGER {table}_{verb}_bumps_version AFTER {verb} ON {table} REFERENCING {row} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION grids_bump_version('{column}');
"""
NO_TRIGGER = "DROP TRIGGER {table}_{verb}_bumps_version ON {table};"


def _each(template):
    return "".join(
        template.format(table=table, column=column, verb=verb, row="OLD" if verb == "delete" else "NEW")
        for table, column in TABLES.items()
        for verb in ("insert", "update", "delete")
        if (table, verb) != ("grids_district", "delete")
    )


class Migration(migrations.Migration):
    dependencies = [("grids", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, NO_FUNCTION),
        migrations.RunSQL(_each(TRIGGER), _each(NO_TRIGGER)),
    ]

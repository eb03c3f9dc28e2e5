"""Refuse every change to a published menu, whoever asks."""

from django.db import migrations

GUARD = """
CREATE FUNCTION menu_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
    IF TG_TABLE_NAME = 'menu_menu' THEN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published menu is final' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_TABLE_NAME = 'menu_menuitem' THEN
        touched := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.menu_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.menu_id END];
    ELSE
        SELECT array_agg(menu_id) INTO touched FROM menu_menuitem WHERE id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.item_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.item_id END);
    END IF;
    IF EXISTS (SELECT 1 FROM menu_menu WHERE id = ANY (touched) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published menu is final' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER menu_final BEFORE UPDATE OR DELETE ON menu_menu
    FOR EACH ROW EXECUTE FUNCTION menu_refuse_published();
CREATE TRIGGER menu_item_final BEFORE INSERT OR UPDATE OR DELETE ON menu_menuitem
    FOR EACH ROW EXECUTE FUNCTION menu_refuse_published();
CREATE TRIGGER menu_condition_final BEFORE INSERT OR UPDATE OR DELETE ON menu_condition
    FOR EACH ROW EXECUTE FUNCTION menu_refuse_published();
"""
UNGUARD = """
DROP TRIGGER menu_condition_final ON menu_condition;
DROP TRIGGER menu_item_final ON menu_menuitem;
DROP TRIGGER menu_final ON menu_menu;
DROP FUNCTION menu_refuse_published();
"""


class Migration(migrations.Migration):
    dependencies = [("menu", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]

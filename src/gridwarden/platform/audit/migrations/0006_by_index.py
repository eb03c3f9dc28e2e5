"""Have the triggers look rows up by index from the first row on.

Their plans are kept for a session; made while the table is nearly empty they would read it from end to end
for every row, and a large import into a fresh installation would be quadratic.
"""

from django.db import migrations

BY_INDEX = """
ALTER FUNCTION audit_chain() SET enable_seqscan = off;
ALTER FUNCTION audit_move_head() SET enable_seqscan = off;
"""
AS_PLANNED = """
ALTER FUNCTION audit_chain() RESET enable_seqscan;
ALTER FUNCTION audit_move_head() RESET enable_seqscan;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_head_trigger")]
    operations = [migrations.RunSQL(BY_INDEX, AS_PLANNED)]

"""Let searches forget the telephones and identity numbers in what reporters told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from gridwarden.cases.domain.sources import OWN_FINDINGS
from gridwarden.platform.contacts import without_contacts
from gridwarden.platform.search.bigrams import lexemes

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: Any text with so many digits, in whatever width and with whatever between them, or an address of mail.
_SUSPECT = r"([0-9０-９][- ]?){7}|@"
_BATCH = 500


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take out of each vector what only a contact brought in."""
    told = apps.get_model("cases", "Case").objects.exclude(source__in=[source.value for source in OWN_FINDINGS])
    rows = told.extra(where=["description ~ %s OR address ~ %s"], params=[_SUSPECT, _SUSPECT]).values_list(
        "pk", "number", "address", "description"
    )
    with editor.connection.cursor() as cursor:
        for pk, number, *texts in rows.iterator(chunk_size=_BATCH):
            kept = lexemes("\n".join([number, *map(without_contacts, texts)]))
            gone = sorted(set(lexemes("\n".join(texts))) - set(kept))
            if gone:
                cursor.execute("UPDATE cases_case SET search = ts_delete(search, %s::text[]) WHERE id = %s", [gone, pk])


class Migration(migrations.Migration):
    """Only the search column changes."""

    dependencies = [("cases", "0011_redaction")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]

"""The two halves of a search in the database: what a row is found by, and what is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Lookup, TextField, Value

from gridwarden.platform.search.bigrams import lexemes, tsquery

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


def vector(*texts: str) -> Func:
    """Return what a row with these texts is found by, to be stored in a ``SearchVectorField``."""
    words = Value(lexemes("\n".join(texts)), output_field=ArrayField(TextField()))
    return Func(words, function="array_to_tsvector", template="%(function)s(%(expressions)s::text[])",
                output_field=SearchVectorField())  # fmt: skip


@SearchVectorField.register_lookup
class Holds(Lookup):
    """``filter(search__holds="道路 积水")``: rows that hold all of it; an empty query finds everything."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Compare the stored vector with the query of the text."""
        query = tsquery(str(self.rhs))
        if not query:
            return "true", ()
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} @@ %s::tsquery", (*params, query)

"""Run as a program: write the table of who may open what, for whoever changes routes. Read the diff.

``python -m tests.integration.access.write`` asks what is new and forgets what is gone; with ``all`` it asks everything.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import django
from django.db import connections, transaction
from django.test.utils import setup_test_environment, teardown_databases, teardown_test_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

WHAT = ("new", "all")


def main(what: str = "new") -> None:
    """Ask in a test database of its own, and write the answers down."""
    if what not in WHAT:
        sys.exit(f"Say one of {', '.join(WHAT)}, not {what}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gridwarden.config.settings.test")
    django.setup()
    with _database():
        write(anew=what == "all")


def write(*, anew: bool) -> None:
    """Ask on behalf of every role what is new, or with ``anew`` everything; nothing but the table is changed."""
    from tests.factories import cases as factory  # noqa: PLC0415 - after the set-up
    from tests.integration.access import matrix  # noqa: PLC0415

    with transaction.atomic():
        stage, table = factory.build(), matrix.declared()
        found = {matrix.VISITOR: matrix.answers(stage, matrix.VISITOR)}
        there = set(found[matrix.VISITOR])
        kept = set() if anew else there & set(table[matrix.VISITOR])
        for role in matrix.CALLERS[1:]:
            found[role] = {key: word for key, word in table[role].items() if key in kept}
            found[role] |= matrix.answers(stage, role, among=there - kept)
        transaction.set_rollback(True)
    matrix.write(found)
    print(f"{len(there)} routes, {len(there - kept)} asked: {matrix.TABLE}")  # noqa: T201 - its answer


@contextmanager
def _database() -> Iterator[None]:
    """Have a test database, on the server that DATABASE_URL names or on the throw-away one of the tests."""
    from gridwarden.config.settings.paths import HOME  # noqa: PLC0415 - after the set-up
    from gridwarden.platform.cluster.throwaway import shared_cluster  # noqa: PLC0415
    from tests import databases  # noqa: PLC0415

    with ExitStack() as stack:
        default = connections["default"].settings_dict
        if "DATABASE_URL" not in os.environ:
            cluster = stack.enter_context(shared_cluster(HOME / "test"))
            default["HOST"] = str(cluster.layout.socket_folder)
        default["TEST"]["NAME"] += "_access"  # the tests may be running
        setup_test_environment()
        stack.callback(teardown_test_environment)
        made = databases.make(keep=False)
        stack.callback(teardown_databases, made, verbosity=0)
        yield


if __name__ == "__main__":
    main(*sys.argv[1:])

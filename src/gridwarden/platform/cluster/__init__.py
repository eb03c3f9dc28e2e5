"""The private PostgreSQL cluster that serves when no DATABASE_URL names a server."""

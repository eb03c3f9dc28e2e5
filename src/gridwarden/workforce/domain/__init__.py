"""Rules of units, roles and postings, without a database."""

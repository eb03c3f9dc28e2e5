"""Rules of the inspection menu, without a database."""

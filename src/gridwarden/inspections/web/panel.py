"""The papers of a case on the case's page."""

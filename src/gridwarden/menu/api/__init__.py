"""The menu over the API."""

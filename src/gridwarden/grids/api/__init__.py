"""The territory over the API."""

"""The workforce over the API."""

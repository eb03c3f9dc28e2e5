"""Patrols in the API."""

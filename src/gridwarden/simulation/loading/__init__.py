"""Bring the invented district into the database through the actions that people use."""

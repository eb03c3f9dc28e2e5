"""Readers of the files that a territory comes in; each turns a format into features or drafts."""

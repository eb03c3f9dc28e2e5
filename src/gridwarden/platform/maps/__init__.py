"""The map in a page: its configuration and its place in a template."""

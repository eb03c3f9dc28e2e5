"""Cameras: where they are, and how their pictures come to a page."""

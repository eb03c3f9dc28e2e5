"""Drawn photos: a street with something wrong, and the same street put right."""

"""Talk, without Django."""

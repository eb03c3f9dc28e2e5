"""What video sources are, without Django."""

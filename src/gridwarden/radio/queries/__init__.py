"""What is asked about talk."""

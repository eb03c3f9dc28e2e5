"""What is asked about video sources."""

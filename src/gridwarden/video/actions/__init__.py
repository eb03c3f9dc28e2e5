"""What is done with video sources."""

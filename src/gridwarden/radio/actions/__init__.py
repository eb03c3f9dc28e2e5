"""What is done in talk."""

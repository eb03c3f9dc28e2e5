"""What is done across contexts."""

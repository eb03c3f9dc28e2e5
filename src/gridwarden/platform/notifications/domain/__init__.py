"""What can be decided about messages without a database."""

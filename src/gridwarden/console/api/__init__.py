"""What the console shows, over the API."""

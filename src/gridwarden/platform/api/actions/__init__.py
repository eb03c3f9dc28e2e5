"""What happens to clients of the API."""

"""The API's shared parts: problems, who calls, keys that make a write happen once, paging."""

"""What pages and routes of contexts above may show of a case: cards, looks, its file, bodies of the API."""

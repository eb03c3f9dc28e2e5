"""Take the whole installation away in a folder, and bring it back, with proof that nothing changed between."""

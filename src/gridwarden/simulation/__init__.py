"""A district living its days through the same actions as people: demo, load tests, what-ifs."""

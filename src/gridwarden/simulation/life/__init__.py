"""The days of the invented district: what happens, who does what about it, and when."""

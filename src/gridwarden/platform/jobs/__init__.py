"""What runs without anybody asking: the worker with its loops, and what recurs by the clock."""

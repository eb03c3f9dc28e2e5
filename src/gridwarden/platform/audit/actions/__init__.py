"""Sign where the chains end, and verify them."""

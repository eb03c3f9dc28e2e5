"""What a territory is made of and the rules it must keep; no framework here."""

"""Photos as evidence: checked, cleaned, stored with their digest, shown only to those who may see their owner."""

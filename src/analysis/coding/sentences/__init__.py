"""What one sentence says of a ceasefire: its words, clauses, events and states."""

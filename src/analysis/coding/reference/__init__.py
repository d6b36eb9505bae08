"""The hand-coded chronology: cells into tidy tables."""

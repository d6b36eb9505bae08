"""From the events of one text to its attempts, their sides, dates and outcomes."""

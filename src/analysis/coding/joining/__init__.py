"""From coded texts and the reference chronology to tables: mentions, links, readings."""

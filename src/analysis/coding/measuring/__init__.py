"""How well the coding agrees with labelled texts."""

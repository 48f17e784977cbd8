"""How papers look on screen: marks, and text that fits its cells."""

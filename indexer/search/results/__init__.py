"""What a list shows of each report found: its name, its hits by section, and passages."""

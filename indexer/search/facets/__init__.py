"""How many of the reports found have each value of a filter."""

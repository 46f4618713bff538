"""The canonical texts of an index segment as one array, and where literals stand in it."""

"""The words of an index segment with their posting lists."""

"""What else could be asked: beginnings completed, slips mended, conditions dropped, each counted."""

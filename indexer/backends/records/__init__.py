"""What is stored of each report: its source text, and how that is written."""

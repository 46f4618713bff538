"""How numbers and strings lie in files, and whether what is read is what was written."""

"""How is the text divided? Headings, by form and numbering, and the sections that they begin."""

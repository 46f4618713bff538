"""What can be suggested: words, names and headings, with their pinyin."""

"""How do all results look as a file?

Every writer takes a `Listing` and gives pieces of a file as they are made: the page, the API and the command line
write the same bytes, with memory for one report at a time.
"""

from __future__ import annotations

from indexer.export.citation import bibtex, citation
from indexer.export.columns import COLUMNS, Column
from indexer.export.formats import FORMATS, Export, Format, export

__all__ = ["COLUMNS", "FORMATS", "Column", "Export", "Format", "bibtex", "citation", "export"]

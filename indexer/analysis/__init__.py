"""Which terms does this text give?

Not for reading files, for the query language or for storage: text in, terms and positions out.

    text ──normalise──► Reading ──canon──► canonical text: where a literal stands
              │            └──shingles──► signature: which texts say nearly the same
              └──tokenise──► words: which texts are about it, and how much

Every position counts code points of a reading's text; `Reading.span` leads back to the source.
"""

from __future__ import annotations

from indexer.analysis.analysis import Analysis
from indexer.analysis.canon import canon
from indexer.analysis.default import default_analysis
from indexer.analysis.equivalents import equivalents
from indexer.analysis.forms import Form
from indexer.analysis.function_words import function_words
from indexer.analysis.literal import continuations, non_overlapping, occurrences
from indexer.analysis.pairs import pairs_of
from indexer.analysis.pinyin import homophones, pinyin_of, sounds_alike, spellings
from indexer.analysis.reading import Reading
from indexer.analysis.scanner import han_places
from indexer.analysis.script import t2s
from indexer.analysis.shingles import BINS, Shingles, estimates, resemblance, shingles, signature
from indexer.analysis.tokens import Token
from indexer.analysis.vocabulary import TermCounts, Terms, Vocabulary, count_by_group

__all__ = [
    "BINS",
    "Analysis",
    "Form",
    "Reading",
    "Shingles",
    "TermCounts",
    "Terms",
    "Token",
    "Vocabulary",
    "canon",
    "continuations",
    "count_by_group",
    "default_analysis",
    "equivalents",
    "estimates",
    "function_words",
    "han_places",
    "homophones",
    "non_overlapping",
    "occurrences",
    "pairs_of",
    "pinyin_of",
    "resemblance",
    "shingles",
    "signature",
    "sounds_alike",
    "spellings",
    "t2s",
]

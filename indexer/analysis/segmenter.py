"""Chinese words: the most probable path over jieba's dictionary, without its hidden Markov model.

Without the model a stretch of words is cut alone as it is cut inside its run (0 of 15,740 differ, 23 with it), so the
query and the text agree. Only runs of Han characters are given to a segmenter.
"""

from __future__ import annotations

import sys
import warnings
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from indexer.analysis.dictionary import Dictionary
from indexer.analysis.resources import read_lines

__all__ = ["JiebaSegmenter", "RjiebaSegmenter", "Segmenter", "installed_segmenter"]

_SAME_WORDS = frozenset({"0.2.2"})
"""Versions of rjieba that the tests found to cut as jieba does; a version is added after they passed with it."""

_SHORT = 500
"""Characters that jieba cuts in less than a millisecond: as long as a query may be."""


_MODEL = "jieba.finalseg"
"""Where jieba keeps its hidden Markov model: 30 ms to load, and nothing here uses it."""


class _LateModule(ModuleType):
    """Stands for a module that is loaded when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
            vars(self).update(vars(import_module(self.__name__)))
        try:
            return vars(self)[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


class Segmenter(Protocol):
    """Cuts runs of Han characters into words. Safe to share between threads."""

    @property
    def name(self) -> str:
        """For the fingerprint: library and version whose words it gives."""

    @property
    def dictionary(self) -> Dictionary:
        """Frequencies by which it cuts."""

    def cut(self, runs: str) -> list[str]:
        """Cut runs of Han characters with line ends between them.

        Gives words that put together are the runs; each line end is one of them, and each run is cut as it is alone.
        """


class JiebaSegmenter:
    """jieba, with a tokenizer of its own and nothing in the system's folder for temporary files.

    jieba itself would write its parsed dictionary there and load it from there, where any user of the machine can put
    another; it saves no time.
    """

    def __init__(self) -> None:
        self._jieba = _import_jieba()
        self.dictionary = _shipped_dictionary()

    @property
    def name(self) -> str:
        """Library and version."""
        return _jieba_name()

    def cut(self, runs: str) -> list[str]:
        """Cut runs of Han characters; 1.3 MB/s."""
        self.dictionary.need(runs)
        words: list[str] = self._tokenizer.lcut(runs, HMM=False)
        return words

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401 - jieba ships no types
        tokenizer = self._jieba.Tokenizer()
        tokenizer.FREQ = self.dictionary.frequencies
        tokenizer.total = self.dictionary.total
        tokenizer.initialized = True
        return tokenizer


class RjiebaSegmenter:
    """rjieba (`nianbao[fast]`): the same words (a test compares), 20 times as fast, with a dictionary of its own.

    To load it takes 0.15 s and 55 MB, so what few texts a search has to cut are cut by jieba, and it is loaded for the
    first long one.

    A version that is known to give jieba's words goes by jieba's name, so that an index is not refused because the
    extra was installed or removed since it was built.

    Args:
        short: Characters of the longest text that is left to jieba.
    """

    def __init__(self, short: int = _SHORT) -> None:
        self._short = short
        self._jieba = JiebaSegmenter()
        self.dictionary = self._jieba.dictionary

    @cached_property
    def name(self) -> str:
        """Library and version whose words it gives."""
        installed = _installed_version("rjieba")
        return _jieba_name() if installed in _SAME_WORDS else f"rjieba {installed}"

    def cut(self, runs: str) -> list[str]:
        """Cut runs of Han characters; 33 MB/s."""
        if len(runs) <= self._short and self.name == _jieba_name():
            return self._jieba.cut(runs)
        words: list[str] = self._cutter.cut(runs, False)  # noqa: FBT003 - the argument is called hmm and has no keyword
        return words

    @cached_property
    def _cutter(self) -> Any:  # noqa: ANN401 - rjieba ships no types
        cutter = import_module("rjieba").Jieba()
        for word, frequency in _user_words().items():
            cutter.add_word(word, frequency, "n")
        return cutter


def installed_segmenter() -> Segmenter:
    """The fast segmenter where it is installed, else jieba's."""
    return JiebaSegmenter() if find_spec("rjieba") is None else RjiebaSegmenter()


def _shipped_dictionary() -> Dictionary:
    jieba = Path(str(_import_jieba().__file__))
    return Dictionary(jieba.with_name("dict.txt").read_bytes(), _user_words())


def _jieba_name() -> str:
    return f"jieba {_import_jieba().__version__}"


def _installed_version(package: str) -> str:
    """The version of an installed package, read from the name of the folder that describes it.

    So it is found in a millisecond; `importlib.metadata`, which takes 40, is asked where that name does not tell.
    """
    spec = find_spec(package)
    beside = Path(spec.origin).parent.parent if spec and spec.origin else Path()
    found = [folder.stem.removeprefix(f"{package}-") for folder in beside.glob(f"{package}-*.dist-info")]
    if len(found) == 1:
        return found[0]
    from importlib.metadata import version  # noqa: PLC0415 - see above

    return version(package)


def _user_words() -> dict[str, int]:
    entries = (line.split(" ") for line in read_lines("user_words.txt"))
    return {word: int(frequency) for word, frequency in entries}


@cache
def _import_jieba() -> ModuleType:
    """Import jieba without its warnings, its log handler, setuptools and its hidden Markov model.

    It has escapes that Python warns of whenever it compiles them. It asks for `pkg_resources` (90 ms, deprecated, with
    warnings of its own) only to open its dictionary, and opens it without where an import of that name fails.
    """
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # documented: makes an import fail
    try:
        sys.modules.setdefault(_MODEL, _LateModule(_MODEL))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415 - only here its warnings are expected
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.default_logger.removeHandler(jieba.log_console)  # logging is configured by the program
    module: ModuleType = jieba
    return module

"""The dictionary that is parsed as far as it is needed."""

import threading
from random import Random

import jieba
import pytest

from indexer.analysis.dictionary import Dictionary

LINES = "甲 3 n\n甲乙 5 n\n甲乙丙丁 2 n\n乙 7 v\nA座 4 n\n甲丙 1 n\n".encode()


LONG = 501
"""Characters of a text for which all words of each character are parsed."""


@pytest.fixture(scope="module")
def parsed() -> tuple[dict[str, int], int]:
    """The frequencies and the total that jieba makes of its file."""
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        frequencies, total = tokenizer.gen_pfdict(file)
    return frequencies, total


@pytest.fixture(scope="module")
def lines() -> bytes:
    """The file that jieba ships."""
    with jieba.Tokenizer().get_dict_file() as file:
        data: bytes = file.read()
    return data


def test_equals_jieba(parsed: tuple[dict[str, int], int], lines: bytes) -> None:
    """Parsed to the end, frequencies, beginnings of words and the total are those that jieba makes of its file."""
    expected, total = parsed
    dictionary = Dictionary(lines, {})
    dictionary.need("".join({word[0] for word in expected}))
    assert total == dictionary.total
    assert total == dictionary._total_of_lines()
    assert expected == dictionary.frequencies


def test_short_texts_have_all_their_words(parsed: tuple[dict[str, int], int], lines: bytes) -> None:
    """Whatever was asked for before, every stretch of a text has the frequency that jieba gives it."""
    expected, _ = parsed
    words, random = sorted(expected), Random(3)
    dictionary = Dictionary(lines, {})
    for _ in range(2000):
        text = "".join(random.choices(words, k=3))
        dictionary.need(text)
        stretches = {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)}
        found = {stretch: dictionary.frequencies.get(stretch, 0) for stretch in stretches}
        assert found == {stretch: expected.get(stretch, 0) for stretch in stretches}
    assert dictionary.frequencies.items() <= expected.items()


def test_only_what_is_needed() -> None:
    """Of a short text the words that may stand in it are there, of a long one all that begin with its characters."""
    dictionary = Dictionary(LINES, {})
    dictionary.need("甲")
    assert dictionary.frequencies == {"甲": 3}
    dictionary.need("甲乙")
    assert dictionary.frequencies == {"甲": 3, "甲乙": 5, "甲乙丙": 0, "甲乙丙丁": 2, "乙": 7}
    dictionary.need("甲" * LONG)
    assert dictionary.frequencies == {"甲": 3, "甲乙": 5, "甲乙丙": 0, "甲乙丙丁": 2, "乙": 7, "甲丙": 1}
    dictionary.need("A座")
    assert dictionary.frequencies["A座"] == 4
    assert dictionary.total == 22


def test_unknown_characters() -> None:
    """A character that begins no word is nothing to parse."""
    dictionary = Dictionary(LINES, {})
    dictionary.need("戊🙂")
    assert dictionary.frequencies == {}


def test_user_words_are_those_of_add_word() -> None:
    """A user word replaces the frequency of the same word, adds to the total, and its beginnings are known."""
    words = {"微信": 5, "编委办": 5, "政府": 9}
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    for word, frequency in words.items():
        tokenizer.add_word(word, frequency)
    with tokenizer.get_dict_file() as file:
        dictionary = Dictionary(file.read(), words)
    dictionary.need("微信编委办政府")
    assert words.items() <= dictionary.frequencies.items()
    dictionary.need("微编政" * LONG)
    expected = {word: frequency for word, frequency in tokenizer.FREQ.items() if word[0] in "微编政"}
    found = {word: frequency for word, frequency in dictionary.frequencies.items() if word[0] in "微编政"}
    assert found == expected
    assert tokenizer.total == dictionary.total


@pytest.mark.parametrize(("lines", "user_words"), [(LINES + b"\n", {}), (LINES, {"甲": 4}), (LINES, {"戊": 3})])
def test_digest_tells_dictionaries_apart(lines: bytes, user_words: dict[str, int]) -> None:
    """Other lines, other frequencies and other user words are another dictionary."""
    assert Dictionary(LINES, {"甲": 3}).digest != Dictionary(lines, user_words).digest


def test_threads_see_whole_words() -> None:
    """Whoever comes back from `need` finds the words, whichever thread parsed them."""
    dictionary = Dictionary("".join(f"{chr(code)}字 2 n\n" for code in range(0x4E00, 0x5600)).encode(), {})
    missing: list[str] = []

    def look_up() -> None:
        for code in range(0x4E00, 0x5600):
            dictionary.need(f"{chr(code)}字")
            if dictionary.frequencies.get(f"{chr(code)}字") != 2:
                missing.append(chr(code))

    threads = [threading.Thread(target=look_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert missing == []

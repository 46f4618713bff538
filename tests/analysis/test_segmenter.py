"""Cutting Chinese words."""

import importlib.util
import logging
import marshal
import os
import random
import re
import subprocess
import sys
import threading
from pathlib import Path

import jieba
import pytest

from indexer.analysis.characters import HAN
from indexer.analysis.fold import fold
from indexer.analysis.resources import read_lines
from indexer.analysis.script import t2s
from indexer.analysis.segmenter import JiebaSegmenter, RjiebaSegmenter

HAN_RUNS = re.compile(f"[{HAN}]+")


@pytest.fixture(scope="module")
def segmenter() -> JiebaSegmenter:
    """The default segmenter."""
    return JiebaSegmenter()


@pytest.fixture(scope="module")
def runs(seeds: dict[str, str]) -> list[str]:
    """Every run of Han characters of the sample reports."""
    return HAN_RUNS.findall(t2s(fold("\n".join(seeds.values()))))


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("政府信息公开条例", "政府 信息 公开 条例"),
        ("依申请公开", "依 申请 公开"),
        ("年度报告", "年度报告"),
        ("微信公众号", "微信 公众号"),
        ("区编办", "区 编办"),
        ("朱浩东任", "朱 浩 东 任"),  # names are characters: the model would have made a word of them
        ("〇㐀𠮷", "〇 㐀 𠮷"),
        ("的", "的"),
    ],
)
def test_cut(segmenter: JiebaSegmenter, run: str, words: str) -> None:
    """The most probable words of the dictionary, the user words among them, and single characters for the rest."""
    assert words.split() == segmenter.cut(run)


def test_equals_jieba(segmenter: JiebaSegmenter, runs: list[str]) -> None:
    """The words are those of jieba itself with its whole dictionary and the same user words."""
    own = jieba.Tokenizer()
    with own.get_dict_file() as file:
        own.FREQ, own.total = own.gen_pfdict(file)
    own.initialized = True
    for line in read_lines("user_words.txt"):
        word, frequency = line.split()
        own.add_word(word, int(frequency))
    assert [list(own.cut(run, HMM=False)) for run in runs] == [segmenter.cut(run) for run in runs]


def test_cut_alone_as_in_context(segmenter: JiebaSegmenter, runs: list[str]) -> None:
    """A stretch that begins and ends at borders of words is cut alone as it is cut in its run: 2,000 stretches."""
    rng = random.Random(11)
    for _ in range(2000):
        words = segmenter.cut(rng.choice(runs))
        start = rng.randrange(len(words))
        stretch = words[start : start + rng.randint(1, 6)]
        assert stretch == segmenter.cut("".join(stretch))


CUT_SOMETHING = """
from indexer.analysis import default_analysis
print([token.term for token in default_analysis().query_tokens("政府信息")])
"""


def test_nothing_is_written_or_read_outside(tmp_path: Path) -> None:
    """No file appears in the folder for temporary files, a dictionary planted there is not loaded, and nobody warns.

    Everything is compiled anew, because jieba's warnings come from the compiler.
    """
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    planted = temporary / "jieba.cache"
    planted.write_bytes(marshal.dumps(({"府信": 10**9, "府": 1, "政": 1, "信": 1, "息": 1}, 10**9)))
    before = planted.read_bytes()
    command = [sys.executable, "-W", "error", "-X", f"pycache_prefix={tmp_path / 'compiled'}", "-c", CUT_SOMETHING]
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        command,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("['政府', '信息']\n", "", 0)
    assert list(temporary.iterdir()) == [planted]
    assert planted.read_bytes() == before


def test_importing_the_layer_is_light() -> None:
    """Neither jieba nor setuptools is imported before something has to be cut."""
    program = "import sys, indexer.analysis; print({'jieba', 'pkg_resources', 'opencc'} & set(sys.modules))"
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True, timeout=120
    )
    assert done.stdout == "set()\n"


def test_import_leaves_no_trace(segmenter: JiebaSegmenter) -> None:
    """Of jieba's import neither a log handler stays nor a name that later imports would find blocked."""
    assert segmenter.name.startswith("jieba ")
    assert logging.getLogger("jieba").handlers == []
    assert None is not sys.modules.get("pkg_resources", "absent")


def test_model_is_loaded_for_whoever_uses_it() -> None:
    """Cutting loads nothing of jieba's hidden Markov model; who asks jieba for it in the same process has it."""
    program = (
        "import sys\n"
        "from indexer.analysis.segmenter import JiebaSegmenter\n"
        "JiebaSegmenter().cut('政府信息')\n"
        "print('jieba.finalseg.prob_emit' in sys.modules)\n"
        "import jieba\n"
        "print(jieba.lcut('杭研大厦'), hasattr(jieba.finalseg, 'cut'), hasattr(jieba.finalseg, 'nothing'))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-X", "utf8", "-c", program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    assert done.stdout == "False\n['杭研', '大厦'] True False\n"


def test_threads_agree(runs: list[str]) -> None:
    """Eight threads that use one segmenter from its first word on get the same words."""
    shared = JiebaSegmenter()
    some = runs[:400]
    expected = [JiebaSegmenter().cut(run) for run in some[:3]] + [shared.cut(run) for run in some[3:]]
    fresh = JiebaSegmenter()
    answers: list[list[list[str]]] = []
    threads = [threading.Thread(target=lambda: answers.append([fresh.cut(run) for run in some])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [expected] * 8 == answers


def test_fast_segmenter_agrees(segmenter: JiebaSegmenter, runs: list[str]) -> None:
    """Rjieba cuts the reports, words side by side at random and characters at random as jieba does."""
    if importlib.util.find_spec("rjieba") is None:
        pytest.skip("rjieba is not installed (the optional extra `fast`)")
    fast = RjiebaSegmenter(short=0)
    rng = random.Random(3)
    words = [word for run in runs for word in segmenter.cut(run)]
    several = ["".join(rng.choices(words, k=5)) for _ in range(2000)]
    junk = ["".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(8)) for _ in range(2000)]
    rare = ["政府〇信息", "㐀政府", "政府𠮷信息", "龦信息"]
    texts = [*runs, *several, *junk, *rare]
    assert [segmenter.cut(text) for text in texts] == [fast.cut(text) for text in texts]
    assert segmenter.dictionary.digest == fast.dictionary.digest
    assert segmenter.name == fast.name, "an index is read whichever of the two is installed"


def test_fast_segmenter_loads_for_long_texts_alone(segmenter: JiebaSegmenter) -> None:
    """A query is cut without it; both ways give the same words."""
    if importlib.util.find_spec("rjieba") is None:
        pytest.skip("rjieba is not installed (the optional extra `fast`)")
    text = "政府信息公开工作年度报告"
    program = (
        "import sys\nfrom indexer.analysis.segmenter import RjiebaSegmenter\nfast = RjiebaSegmenter()\n"
        f"print(fast.cut({text!r}), 'rjieba' in sys.modules)\n"
        f"print(fast.cut({text!r} * 90)[:3], 'rjieba' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True, timeout=120
    )
    words = segmenter.cut(text)
    assert f"{words} False\n{words[:3]} True\n" == done.stdout


@pytest.mark.parametrize("short", [None, 0, 500])
def test_runs_together_are_cut_as_alone(short: int | None, runs: list[str]) -> None:
    """Runs with line ends between them give the words of each, and the line ends; rare characters are no exception."""
    if short is not None and importlib.util.find_spec("rjieba") is None:
        pytest.skip("rjieba is not installed (nianbao[fast])")
    segmenter = JiebaSegmenter() if short is None else RjiebaSegmenter(short)
    every = [*runs, "〇㐀𠮷", "二〇一五", "", "的", "𠀀豈"]
    alone = [word for run in every for word in [*segmenter.cut(run), "\n"]]
    assert alone == segmenter.cut("\n".join([*every, ""]))

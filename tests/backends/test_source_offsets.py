"""The few numbers that tell where a reading stands in its source say the same as its two offsets a character."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import default_analysis
from indexer.backends.source_offsets import JoinedOffsets, SourceOffsets

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("政府a1. \n\r\t２（\u200b\u3000\xa0檔案資訊")), max_size=60)


@given(TEXTS)
def test_offsets_are_those_of_the_reading(text: str) -> None:
    """Of every range of the reading the same range of the source; and which characters stand one for one."""
    main = default_analysis().normalise(text)[0]
    joined, length = JoinedOffsets([SourceOffsets.of(main)], [0], [0]), len(main.text)
    ranges = [(start, end) for start in range(length) for end in range(start + 1, length + 1)]

    firsts, afters = np.array(ranges, np.int32).reshape(-1, 2).T
    starts, ends = joined.spans(firsts, afters)
    assert [main.span(*each) for each in ranges] == list(zip(starts.tolist(), ends.tolist(), strict=True))
    assert (np.int32, np.int32) == (starts.dtype, ends.dtype)

    singles = [main.span(place, place + 1) for place in range(length)]
    alone = [end - start == 1 for start, end in singles]
    assert alone == joined.alone(length).tolist()
    held = {start for (start, _), single in zip(singles, alone, strict=True) if single}
    assert [place not in held for place in range(len(text))] == joined.apart(length, len(text)).tolist()


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_offsets_of_several_readings(texts: list[str], gaps: list[int]) -> None:
    """Ranges of readings that stand one behind another, with gaps, are those of each in its source."""
    mains = [default_analysis().normalise(text)[0] for text in texts]
    sizes = [gap + len(main.text) for gap, main in zip(gaps, mains, strict=False)]
    readings = [end - len(main.text) for end, main in zip(accumulate(sizes), mains, strict=True)]
    sources = [0, *accumulate(map(len, texts))][:-1]
    asked = [(number, place) for number, main in enumerate(mains) for place in range(len(main.text))]

    firsts = np.array([readings[number] + place for number, place in asked], np.int32)
    starts, ends = JoinedOffsets([SourceOffsets.of(main) for main in mains], readings, sources).spans(
        firsts, firsts + np.int32(1)
    )
    expected = [(sources[number], mains[number].span(place, place + 1)) for number, place in asked]
    assert [(base + start, base + end) for base, (start, end) in expected] == list(
        zip(starts.tolist(), ends.tolist(), strict=True)
    )

"""The few numbers that tell where a reading stands in its source say the same as its two offsets a character."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import default_analysis
from indexer.backends.source_offsets import SourceOffsets

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("政府a1. \n\r\t２（\u200b\u3000\xa0檔案資訊")), max_size=60)


@given(TEXTS)
def test_offsets_are_those_of_the_reading(text: str) -> None:
    """Of every range of the reading the same range of the source; and which characters stand one for one."""
    main = default_analysis().normalise(text)[0]
    offsets, length = SourceOffsets.of(main), len(main.text)
    ranges = [(start, end) for start in range(length) for end in range(start + 1, length + 1)]

    firsts, afters = np.array(ranges, np.int32).reshape(-1, 2).T
    starts, ends = offsets.spans(firsts, afters)
    assert [main.span(*each) for each in ranges] == list(zip(starts.tolist(), ends.tolist(), strict=True))
    assert (np.int32, np.int32) == (starts.dtype, ends.dtype)

    spans = [main.span(place, place + 1) for place in range(length)]
    alone = [end - start == 1 for start, end in spans]
    assert alone == offsets.alone(length).tolist()
    held = {start for (start, _), single in zip(spans, alone, strict=True) if single}
    assert [place not in held for place in range(len(text))] == offsets.apart(length, len(text)).tolist()

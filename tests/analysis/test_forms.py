"""What a piece of a query looks for."""

import pytest
from hypothesis import given
from text_sources import sources

from indexer.analysis import Analysis, Form


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("政府", [Form("政府", "政府", ("政府",), single=True)]),
        ("政务公开", [Form("政务公开", "政务公开", ("政务", "公开"), single=False)]),
        ("39号", [Form("39号", "39号", ("39号",), single=True)]),
        ("82.2％", [Form("82.2%", "82.2%", ("82.2%",), single=True)]),
        ("App", [Form("app", "app", ("app",), single=True)]),
        ("局局", [Form("局局", "局局", ("局",), single=False)]),
        ("政府-", [Form("政府-", "政府-", ("政府",), single=False)]),
        ("かな", [Form("かな", "かな", (), single=False)]),
        ("—", [Form("-", "-", (), single=False)]),
        (" 政府\n", [Form("政府", "政府", ("政府",), single=True)]),
        ("政\n府", [Form("政府", "政府", ("政", "府"), single=False)]),
        ("信息 公开", [Form("信息公开", "信息公开", ("信息", "公开"), single=False)]),
        (
            "入口網站",
            [
                Form("入口网站", "入口网站", ("入口", "网站"), single=False),
                Form("门户网站", "门户网站", ("门户网站",), single=True),
            ],
        ),
        ("看著", [Form("看著", "看着", ("看", "著"), single=False)]),
        ("\u200d 單、涉企", [Form("单、涉企", "单、涉企", ("单", "涉企"), single=False)]),
        ("é", [Form("é", "é", ("é",), single=True), Form("e\u0301", "e\u0301", (), single=False)]),
        ("ガス", [Form("ガス", "ガス", (), single=False), Form("カ\u3099ス", "カ\u3099ス", (), single=False)]),
        ("\uf900", [Form("岂", "岂", ("岂",), single=True)]),
        ("", []),
        (" \n\u3000", []),
        ("\u200b\ufeff", []),
        ("\u200b \u200b", []),
    ],
)
def test_named(analysis: Analysis, piece: str, expected: list[Form]) -> None:
    """A form is the piece as read, without blanks at its ends, with its distinct terms; of nothing there is none."""
    assert expected == list(analysis.forms(piece))


@given(sources)
def test_forms_are_what_a_text_is_compared_with(analysis: Analysis, piece: str) -> None:
    """A form is never empty, begins and ends with something visible, and has its terms in it, each once."""
    forms = analysis.forms(piece)
    assert bool(analysis.normalise(piece)[0].text) == bool(forms)
    for form in forms:
        assert form.text == form.text.strip()
        assert analysis.canon(form.text) == form.needle
        assert all(segment in form.text for segment in form.segments)
        assert len(set(form.segments)) == len(form.segments)
        assert form.single == (form.segments == (form.text,))

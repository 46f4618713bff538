"""Labels of the tables that sites put above a document: who issued it, when, under which number.

Entries of the 政府信息公开目录 have an index number, a name, a summary and a date of creation (条例 2007 article 19);
sites add their own. Labels are often set with blanks (索 引 号).
"""

from __future__ import annotations

__all__ = ["INDEX_NUMBER", "ISSUED", "ISSUER", "OTHER", "PUBLISHED", "UNDATED", "either"]

INDEX_NUMBER = ("索引号", "信息索引", "索引号码", "索取号")

ISSUER = (
    *(
        "发布机构",
        "发布单位",
        "发布部门",
        "发布机关",
        "发文机关",
        "发文机构",
        "发文单位",
        "公开机构",
        "公开部门",
        "公开单位",
    ),
    *(
        "公开责任部门",
        "公开主体",
        "责任部门",
        "责任单位",
        "制作单位",
        "制作机构",
        "编制单位",
        "编写单位",
        "信息来源",
        "文章来源",
    ),
    *("稿件来源", "供稿单位", "信息提供单位", "来源单位", "来源部门", "来源"),
)

PUBLISHED = ("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "发表时间", "上网日期", "信息时间")
"""Days on which the document was put before the public."""

ISSUED = ("发文日期", "发文时间", "更新日期", "更新时间", "日期", "时间")
"""Days that are most often the same, and count where no better one is given."""

UNDATED = ("成文日期", "成文时间", "生成日期", "生成时间", "生效日期", "失效日期", "废止日期", "有效期", "截止日期")
"""Days of another thing: of signing, of coming into force, of its end."""

OTHER = (
    *(
        "主题分类",
        "信息分类",
        "公文种类",
        "体裁分类",
        "组配分类",
        "服务对象",
        "服务对象分类",
        "主题词",
        "关键词",
        "关键字",
    ),
    *(
        "公开方式",
        "公开范围",
        "公开形式",
        "公开类别",
        "公开属性",
        "公开程序",
        "公开时限",
        "有效性",
        "时效性",
        "信息状态",
        "文号",
    ),
    *(
        "发文字号",
        "文件编号",
        "统一登记号",
        "内容概述",
        "所属机构",
        "所属栏目",
        "阅读",
        "浏览次数",
        "阅读次数",
        "点击数",
    ),
    *(
        "点击率",
        "点击次数",
        "点击量",
        "浏览量",
        "访问量",
        "访问次数",
        "字号",
        "字体",
        "字体大小",
        "视力保护色",
        "保护视力色",
        "分享",
        "分享到",
    ),
    *("分享至", "作者", "编辑", "责任编辑", "审核", "责编", "校对", "录入", "信息审核", "初审", "终审", "语种"),
)


def either(*labels: str) -> str:
    """A regular expression for any of the labels, the longest first, with blanks inside."""
    ordered = sorted(labels, key=len, reverse=True)
    return "|".join(" {0,3}".join(label) for label in ordered)

"""What made reports are made of: headings as published under both forms of the law, and clauses with slots."""

from __future__ import annotations

__all__ = ["BODIES", "CLAUSES", "HEADINGS_2008", "HEADINGS_2019", "ISSUERS", "SURNAMES", "SYLLABLES"]

# Each heading with the kind of clause below it. Until 2018 the order and wording were free within items of the law;
# since then the form is fixed.
HEADINGS_2008: tuple[tuple[tuple[str, ...], str], ...] = (
    (("概述", "总体情况", "政府信息公开工作基本情况", "组织领导和制度建设情况"), "support"),
    (("主动公开政府信息的情况", "主动公开情况", "重点领域信息公开情况", "做好主动公开工作"), "proactive"),
    (("依申请公开政府信息的情况", "依申请公开办理情况", "政府信息依申请公开情况"), "requests"),
    (("回应解读情况", "政策解读与回应关切情况", "政民互动情况"), "response"),
    (("政府信息公开的收费及减免情况", "收费和减免情况"), "fees"),
    (("因政府信息公开申请行政复议、提起行政诉讼的情况", "复议、诉讼和申诉情况"), "remedies"),
    (("公开平台建设情况", "政府网站建设情况", "公开渠道和载体建设"), "platform"),
    (("存在的主要问题及改进措施", "主要问题和下一步打算", "不足之处和改进情况"), "problems"),
    (("需要说明的其他事项", "其他需要报告的事项"), "other"),
)
HEADINGS_2019: tuple[tuple[tuple[str, ...], str], ...] = (
    (("总体情况",), "support"),
    (("主动公开政府信息情况",), "proactive"),
    (("收到和处理政府信息公开申请情况",), "requests"),
    (("因政府信息公开工作被申请行政复议、提起行政诉讼情况",), "remedies"),
    (("存在的主要问题及改进情况",), "problems"),
    (("其他需要报告的事项",), "other"),
)

BODIES = (
    *("", "", "", "办公室", "财政局", "教育局", "民政局", "公安局", "司法局", "水利局", "统计局", "审计局", "商务局"),
    *("农业农村局", "生态环境局", "市场监督管理局", "发展和改革委员会", "卫生健康委员会", "人力资源和社会保障局"),
    *("自然资源局", "交通运输局", "文化和旅游局", "应急管理局", "住房和城乡建设局", "医疗保障局", "林业和草原局"),
)
ISSUERS = ("政办发", "政发", "府办发", "政办函", "府发", "公开办")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁"
SYLLABLES = (
    "安宝北滨昌长城川春大德定东恩方丰峰福富港高公光广桂海汉和河恒红湖花华怀黄惠吉济佳建江金锦京景靖开康兰丽连良林临灵龙隆"
    "罗梅美密民明南宁盘平萍浦齐千青清庆泉仁荣瑞沙山上绍石寿水松泰唐天田铁通同万望威文武西溪仙咸襄新兴秀徐宣阳义宜永玉元岳云"
)

# Slots: {n} a number, {p} a percentage, {d} a day, {doc} a document number, {place} a region, {town} a township,
# {firm} a company, {who} a person, {noun} {noun2} {verb} {adj} words of the dictionary, {year}, {last} the year before.
CLAUSES: dict[str, tuple[str, ...]] = {
    "support": (
        "{year}年，{place}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进{noun}{noun2}工作",
        "成立由{who}任组长的政务公开工作领导小组，明确专人负责{noun}信息的{verb}",
        "制定印发《{place}{noun}{noun2}管理办法》（{doc}）",
        "全年组织{noun}培训班{n}期，培训工作人员{n}人次",
        "将政务公开纳入年度绩效考核，所占分值权重为{p}",
        "对{town}、{town}等单位的{noun}公开情况进行督查，{verb}问题{n}个",
        "坚持以公开为常态、不公开为例外，{verb}{adj}的{noun}{noun2}机制",
        "严格执行保密审查制度，做到“先审查、后公开”，{noun}{verb}更加{adj}",
    ),
    "proactive": (
        "全年主动公开政府信息{n}条，其中{noun}类信息{n}条，占总数的{p}",
        "通过政府门户网站公开{noun}信息{n}条，通过政务微博公开信息{n}条，政务微信公开信息{n}条",
        "及时公开{town}{noun}{noun2}项目的{verb}情况，涉及资金{n}万元",
        "公开{firm}等企业的行政处罚信息{n}件、行政许可信息{n}件",
        "现行有效规章{n}件，本年制发行政规范性文件{n}件，废止{n}件",
        "推进财政预决算、{noun}、{noun2}等重点领域信息公开",
        "{d}，公布《关于{verb}{noun}{noun2}的实施意见》（{doc}）",
        "加大{noun}、征地补偿、保障性住房和{noun2}等信息公开力度",
    ),
    "requests": (
        "本年度共收到政府信息公开申请{n}件，比{last}年增加{n}件，增长{p}",
        "其中当面申请{n}件，网络申请{n}件，信函申请{n}件，申请内容主要涉及{noun}、{noun2}等方面",
        "予以公开{n}件，部分公开{n}件，不予公开{n}件，本机关不掌握相关政府信息{n}件",
        "所有申请均在法定期限内答复，按时答复率{p}",
        "{town}居民{who}申请公开{noun}{noun2}情况，已依法答复",
        "法人或者其他组织申请{n}件，其中商业企业{n}件，{firm}提出{n}件",
    ),
    "response": (
        "围绕{noun}{noun2}召开新闻发布会{n}次，发布政策解读稿件{n}篇",
        "及时回应{town}群众关于{noun}的咨询和投诉，办理“12345”热线诉求{n}件，满意率{p}",
        "主要负责同志{who}参加在线访谈，就{noun}{noun2}与网民交流",
        "对{firm}反映的{noun}问题进行{verb}，并公开办理结果",
    ),
    "fees": (
        "全年没有收取任何政府信息公开费用",
        "{year}年依申请公开收取检索、复制、邮寄等费用共计{n}元，减免{n}元",
    ),
    "remedies": (
        "全年因政府信息公开被申请行政复议{n}件，结果维持{n}件，结果纠正{n}件",
        "被提起行政诉讼{n}件，其中{firm}诉{noun}答复案已审结",
        "本年度没有因政府信息公开工作被申请行政复议、提起行政诉讼",
    ),
    "platform": (
        "{verb}政府网站{noun}专栏，设置{noun2}等栏目{n}个，全年访问量{n}次",
        "依托政务服务中心、档案馆、图书馆设立政府信息查阅点{n}个，{town}便民服务站{verb}{noun}查询终端",
        "政务新媒体共{n}个，粉丝{n}人，发布{noun}信息{n}条",
        "完成“{noun}{noun2}”数据库建设，{verb}数据{n}条",
    ),
    "problems": (
        "一是{noun}公开的主动性还不够{adj}，{noun2}内容有待{verb}",
        "二是部分单位对{noun}的认识不到位，{town}的{noun2}更新不及时",
        "下一步将加强业务培训，{verb}{noun}{noun2}制度，提高公开质量",
        "三是政策解读形式较为单一，{adj}的{noun}解读产品偏少",
        "今后要{verb}{noun}渠道，推动{noun2}公开规范化、标准化",
    ),
    "other": (
        "本年度没有其他需要报告的事项",
        "{place}{noun}与{noun2}情况已在相关专栏公开，可登录网站查阅",
        "根据《政府信息公开信息处理费管理办法》，{year}年收取信息处理费{n}元",
    ),
}

"""How much does a text look like Chinese prose? Tells the right decoding from the wrong ones.

Bytes read in a wrong encoding give Chinese characters too, but spread evenly over all the thousands there are, while
prose is made of few hundred.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from indexer.code_points import CODE_POINTS, code_points

__all__ = ["beyond_ascii", "common_places", "commonness"]

_COMMON = (
    "的人国一年和中在为大业有以行建民第是法地发政市会成区工全新设定上生条于动作不部产化用理当主进十公实等个学时应家务经加后出展规其三合高体本管力制及开保日与关事机城者对二位方分了之重长提代推或物自月可入文"
    "要能同水资由下施他员持通项府并改名现到目安级内治期门所院平省利强被立面多增四西海共外南度路得任品元教企量东军性前电而道造来特场基权质台服金创处线过社点系县斯北心统五程最标向数科单使运万交农明责小间车育"
    "世战至表议山因式色子构次村护委总也这联活营办商亚达相深济组种范域美州好计支境称将件决技都收正取尔划集防准原各专监升领依证源环此投常接完口两华更里港快起但案续信效马天约结球布列型德照广据义受形查意批从坚"
    "就书赛站职流报审六示协导术格医态优无争费队情河供放克解指园比乡居类司风传督林落直首求们江王打认罗群游百未则转岛拉反然校属请土调界引选律具例际清消获士记食包款告先党八语近湾复织字整亿七史气备镇融革果局古"
    "置号确按龙检举如带网米族英九少影节非研香执修变始视维空精巴头参绿著违申题需做承积旅纪别评已率根予团验善知采朝太该许尼除铁排易普策星回兴身负帝兰险众围料干严房预我纳说历限卫给核问诉住阿还步止试稳功手速令"
    "國為業發會區設條於動產當進實個學時應務經後規體製開與關機對長資員項並併現級內門強東軍電來場權質臺創處線過點係縣統標數單運萬農責間車戰議構護總這聯營辦亞達濟組種範計稱將決爾劃準專監領證環兩華裡續馬約結廣"
    "據義從堅書賽職報審協導術醫態優無爭費隊園鄉類風傳們認羅遊則轉島屬請調選際獲記黨語灣復複織億氣備鎮號確龍檢舉帶網節執變視維頭參綠題積紀別評團驗採該許鐵興負蘭險眾圍乾幹嚴預納說歷衛給問還試穩"
)
"""The 500 commonest characters of encyclopedia articles, government work reports and laws, Simplified and Traditional;
they make 70 to 86 % of the Han characters of each of these collections."""
_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉〔〕【】「」『』—…　"
_RUNS = re.compile(f"[{_COMMON}{_PUNCTUATION}]+")


def beyond_ascii(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def common_places(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Whether each code point is a common character."""
    return _common()[codes]


@cache
def _common() -> npt.NDArray[np.bool_]:
    table = np.zeros(CODE_POINTS, np.bool_)
    table[code_points(_COMMON + _PUNCTUATION)] = True
    return table


def commonness(text: str) -> float:
    """Share of the characters beyond ASCII that are common in Chinese prose; 0 without any.

    Chinese has 0.5 to 0.9, in a wrong encoding 0.0 to 0.15; about 50 MB/s, because runs are taken out at once.
    """
    beyond = beyond_ascii(text)
    return (len(text) - len(_RUNS.sub("", text))) / beyond if beyond else 0.0

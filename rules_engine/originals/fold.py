"""Texts made alike: what a copy changes without changing the document does not count."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

# What NFKC leaves apart although writers and web pages use one for the other.
_PUNCTUATION: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("—–―‒−‐‑─", "-"),
        **dict.fromkeys("•・‧∙", "·"),
        **dict.fromkeys("〔【［", "["),
        **dict.fromkeys("〕】］", "]"),
        "〈": "<",
        "〉": ">",
        "。": ".",
        "〜": "~",
    }
)

# The characters of numbers, posts, bodies and periods in traditional script. Only those that stand for one simplified
# character in every word are here, so that nothing is ever folded wrongly.
_TRADITIONAL: Final = (
    "兩萬億個週時鐘點數過長區縣鄉鎮黨組書記員辦務處廳導領門關閉總機構負責調審計師顧問監紀檢駐軍團隊聯網資產業單項"
    "會議題報簽發閱讀稅銀險證質環衛醫學勞動稱職實驗評選舉應須該則條節頁專類別現場輪換帶補據運營權參與協決請階後來"
    "內開給還進達這從當將種樣"
)
_SIMPLIFIED: Final = (
    "两万亿个周时钟点数过长区县乡镇党组书记员办务处厅导领门关闭总机构负责调审计师顾问监纪检驻军团队联网资产业单项"
    "会议题报签发阅读税银险证质环卫医学劳动称职实验评选举应须该则条节页专类别现场轮换带补据运营权参与协决请阶后来"
    "内开给还进达这从当将种样"
)
_TO_SIMPLIFIED: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def folded(text: str) -> str:
    """A text without white space and invisible characters, full-width and half-width forms made one."""
    wide = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION)
    return "".join(c for c in wide if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def fingerprint(text: str) -> str:
    """`sha256:` and the SHA-256 of the folded text in UTF-8."""
    return f"sha256:{hashlib.sha256(folded(text).encode()).hexdigest()}"


def simplified(text: str) -> str:
    """A text with the traditional characters of numbers, posts and bodies in their simplified forms; others stay."""
    return text.translate(_TO_SIMPLIFIED)

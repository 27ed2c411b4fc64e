"""The page's own texts."""

from __future__ import annotations

from typing import Final

from rules_engine.text import Text

TEXTS: Final = {
    "title_all": Text("各地政府工作规则对照", "Work rules of governments, side by side"),
    "title_parameters": Text("限额对照", "Limits, side by side"),
    "title_rules": Text("规定对照", "Norms, side by side"),
    "title_case": Text("同一案例的各地结论", "One case, put to every district"),
    "documents": Text("所对照的文件", "Documents compared"),
    "version": Text("版本", "version"),
    "contents": Text("本页内容", "On this page"),
    "extents": Text("各地规定的疏密", "How much each district regulates"),
    "extent_note": Text(
        "数字是各地就该行为编入规则包的规定项数；颜色深浅是这一数字占各地规定合计的比例，几地都有的同一规定在合计中只计一次。"
        "规定多只说明规定得细，不说明宽严；一句条文可能编为几项规定，未编入的内容不在其中。点开一格可看该地的各项规定和条款。",
        "Each number is how many norms about the act the district's pack holds; the shade is its share of all norms "
        "that the districts together hold, where a norm that several have counts once. More norms mean closer "
        "regulation, not stricter: one sentence of an article may be several norms, and what is not encoded is not "
        "counted. Open a cell to see the district's norms with their articles.",
    ),
    "measure": Text("计数范围", "Count"),
    "measure_all": Text("全部规定", "all norms"),
    "measure_binding": Text("强制规定", "binding norms"),
    "measure_softer": Text("原则上、一般、鼓励", "softer norms"),
    "measure_open": Text("许可与转引", "permits and referrals"),
    "together": Text("各地合计", "together"),
    "act": Text("行为", "act"),
    "limits": Text("限额", "Limits"),
    "limit": Text("限额", "limit"),
    "strictness": Text("宽严", "Strictness"),
    "beside": Text("行对列", "row beside column"),
    "norms": Text("各项规定", "Norms"),
    "norm": Text("规定", "norm"),
    "search": Text("查找", "Search"),
    "search_hint": Text("词语、条号或标识", "words, articles or ids"),
    "show": Text("显示", "Show"),
    "show_all": Text("全部", "everything"),
    "show_differs": Text("各地不尽相同的", "what is not alike everywhere"),
    "show_several": Text("至少两地有的", "what several districts have"),
    "show_every": Text("各地都有的", "what every district has"),
    "districts": Text("辖区", "Districts"),
    "open_all": Text("展开所列", "Open what is listed"),
    "close_all": Text("全部收起", "Close all"),
    "print": Text("打印", "Print"),
    "found": Text("项", "rows"),
    "nothing": Text("没有符合条件的内容。", "Nothing matches."),
    "keyboard": Text(
        "键盘：Tab 或方向键移动，回车展开，Esc 收起，/ 查找。",
        "Keys: Tab or arrows to move, Enter to open, Esc to close, / to search.",
    ),
    "close": Text("关闭", "Close"),
    "left_out": Text("未编入、须另行核对的内容", "Not encoded, to be checked by hand"),
    "norms_of": Text("项规定", "norms"),
    "article": Text("条款", "article"),
    "rule": Text("规则", "rule"),
    "needs_script": Text(
        "浏览器未运行脚本：内容俱在，但不能查找和筛选。",
        "Scripts do not run here: all content is there, but there is no search.",
    ),
}

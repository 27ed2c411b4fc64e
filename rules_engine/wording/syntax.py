"""What the readers of YAML and JSON say of broken text, which is English alone, told in both languages with a mend."""

from __future__ import annotations

from typing import Final

from rules_engine.text import Text

_ALIGNED: Final = Text(
    "同一层的各项须左侧对齐；文字中有冒号的，请整段加引号",
    "align the entries of one level; put text that has a colon in quotes",
)
_SPACES: Final = Text("缩进请用空格，不用制表符", "indent with spaces, not with tabs")
_FLOW: Final = Text(
    "各项之间用半角逗号；文字中有逗号、冒号、括号的，请加引号",
    "separate entries by commas; put text that has a comma, a colon or a bracket in quotes",
)
_QUOTED: Final = Text("以此字符开头的文字请加引号", "put text that begins with this character in quotes")
_CLOSED: Final = Text("请补上收尾的引号或括号", "close the quotation mark or the bracket")
_COLON: Final = Text("键与值之间写半角冒号和一个空格", "write a colon and a space between a key and its value")

# What the C reader of YAML and the Python one say begins or contains these words; the first that fits tells.
_YAML: Final[tuple[tuple[str, str, Text], ...]] = (
    ("tab character", "缩进中有制表符", _SPACES),
    ("mapping values are not allowed", "此处不能有冒号：缩进不对，或者文字未加引号", _ALIGNED),
    ("entries are not allowed", "列表的 `-` 不能写在这里", _ALIGNED),
    ("expected key", "此处的缩进与上文不一致", _ALIGNED),
    ("expected '-' indicator", "此处应是列表的下一项", _ALIGNED),
    ("<block end>", "此处的缩进与上文不一致", _ALIGNED),
    ("<document start>", "此处的缩进与上文不一致", _ALIGNED),
    ("expected ',' or '}'", "花括号内缺少逗号，或者没有收尾", _FLOW),
    ("expected ',' or ']'", "方括号内缺少逗号，或者没有收尾", _FLOW),
    ("expected ':'", "此处缺少冒号", _COLON),
    ("end of stream", "引号没有收尾", _CLOSED),
    ("node content", "此处缺少内容，或者多了一个括号", _FLOW),
)
_JSON: Final[tuple[tuple[str, str, Text | None], ...]] = (
    (
        "property name",
        "此处应是加半角双引号的键",
        Text('键写作 "facts"', 'write a key as "facts", in double quotes'),
    ),
    ("',' delimiter", "此处缺少逗号，或者括号没有收尾", None),
    ("':' delimiter", "此处缺少冒号", None),
    (
        "Expecting value",
        "此处应有一个值",
        Text(
            "文字须加半角双引号；末项之后不加逗号",
            "put text in double quotes; no comma follows the last entry",
        ),
    ),
    ("trailing comma", "末项之后多了一个逗号", None),
    ("Unterminated string", "引号没有收尾", None),
    (
        "Extra data",
        "结尾之后还有内容",
        Text("一行一个案例的文件请命名为 .jsonl", "a file of a case a line ends in .jsonl"),
    ),
    ("control character", "文字中有换行或控制字符", Text("换行写作 \\n", "write a line break as \\n")),
    ("escape", "转义写法不对", Text("反斜杠本身写作 \\\\", "write a backslash itself as \\\\")),
    ("is no number", "不是数值", None),
)


def yaml_reason(problem: str, line: str, column: int) -> tuple[Text, Text | None]:
    """What is wrong with a line of YAML at a column, counted from 1, and how to mend it; `problem` is the reader's."""
    here = line[column - 1 : column]
    if "cannot start any token" in problem:
        if here == "\t":
            return Text("缩进中有制表符", problem), _SPACES
        return Text(f"文字不能以 `{here}` 开头", problem), _QUOTED
    for said, zh, help_ in _YAML:
        if said in problem:
            return Text(zh, problem), help_
    return Text(problem, problem), None


def json_reason(problem: str) -> tuple[Text, Text | None]:
    """What is wrong with JSON text, and how to mend it; `problem` is the reader's."""
    for said, zh, help_ in _JSON:
        if said in problem:
            shown = f"{problem.removesuffix(' is no number')} {zh}" if said == "is no number" else zh
            return Text(shown, problem), help_
    return Text(problem, problem), None


def full_width(line: str) -> Text | None:
    """What mends a line in which a Chinese keyboard put punctuation that YAML takes for text."""
    if "：" in line and ": " not in line and not line.endswith(":"):
        return Text(
            "冒号须用半角，后加一个空格，如 `辖区: 红桥区`",
            "write an ASCII colon and a space, as in `辖区: 红桥区`",
        )
    return None

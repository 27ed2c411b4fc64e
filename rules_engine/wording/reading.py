"""Problems of reading a file, before anything is known of its meaning."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.wording.syntax import full_width, json_reason, yaml_reason


def not_found(name: str) -> Problem:
    return Problem("file-not-found", Text(f"没有文件 `{name}`", f"there is no file `{name}`"))


def not_a_file(name: str) -> Problem:
    return Problem(
        "not-a-file",
        Text(f"`{name}` 不是文件", f"`{name}` is not a file"),
        help=Text(
            "请给出一个 YAML 或 JSON 文件，或用 - 从标准输入读取", "give a YAML or JSON file, or - for standard input"
        ),
    )


def not_a_folder(name: str) -> Problem:
    return Problem(
        "not-a-folder",
        Text(f"`{name}` 不是文件夹", f"`{name}` is not a folder"),
        help=Text("请给出放有规则包的文件夹", "give a folder that holds packs"),
    )


def not_readable(name: str, reason: str) -> Problem:
    return Problem("file-not-readable", Text(f"无法读取 `{name}`：{reason}", f"`{name}` cannot be read: {reason}"))


def too_large(name: str, limit: int) -> Problem:
    return Problem(
        "file-too-large",
        Text(
            f"`{name}` 超过 {limit // 2**20} MiB，不予读取",
            f"`{name}` is larger than {limit // 2**20} MiB and is not read",
        ),
        help=Text("请拆分文件", "split the file"),
    )


def not_utf8(name: str, offset: int) -> Problem:
    return Problem(
        "not-utf8",
        Text(f"`{name}` 第 {offset + 1} 个字节起不是 UTF-8", f"`{name}` is not UTF-8 from byte {offset + 1} on"),
        help=table(name)
        or Text(
            "请另存为 UTF-8 编码；记事本中为“另存为”，编码选 UTF-8",
            "save the file as UTF-8; some editors write GBK",
        ),
    )


def table(name: str) -> Text | None:
    """What reads a file whose name says that it is a table."""
    if name.lower().endswith((".csv", ".xlsx", ".xls", ".parquet")):
        return Text("整张表格用 `rules-engine batch` 核对", "`rules-engine batch` takes tables")
    return None


def empty(name: str, span: Span | None) -> Problem:
    return Problem("empty-file", Text(f"`{name}` 没有内容", f"`{name}` is empty"), span)


def not_yaml(span: Span, reason: str) -> Problem:
    line, above = span.source.line(span.line), span.source.line(span.line - 1)
    told, help_ = yaml_reason(reason, line, span.column)
    help_ = full_width(line) or full_width(above) or help_
    return Problem(
        "not-yaml", Text(f"不是合格的 YAML：{told.zh}", f"not readable as YAML: {told.en}"), span, help=help_
    )


def not_json(span: Span, reason: str) -> Problem:
    told, help_ = json_reason(reason)
    return Problem(
        "not-json", Text(f"不是合格的 JSON：{told.zh}", f"not readable as JSON: {told.en}"), span, help=help_
    )


def too_deep(span: Span, limit: int) -> Problem:
    return Problem("too-deep", Text(f"嵌套超过 {limit} 层", f"nested more than {limit} deep"), span)


def too_many(span: Span, limit: int) -> Problem:
    return Problem("too-many-nodes", Text(f"内容超过 {limit} 项", f"more than {limit} entries"), span)


def too_many_problems(span: Span | None, limit: int) -> Problem:
    return Problem(
        "too-many-problems",
        Text(f"问题超过 {limit} 个，其余未查", f"more than {limit} problems; the rest is not looked at"),
        span,
    )


def no_alias(span: Span) -> Problem:
    return Problem(
        "alias",
        Text("不接受 YAML 的锚点与别名", "YAML anchors and aliases are not accepted"),
        span,
        help=Text("请把内容写出来", "write the content out"),
    )


def no_tag(span: Span, tag: str) -> Problem:
    return Problem("tag", Text(f"不接受 YAML 标签 `{tag}`", f"the YAML tag `{tag}` is not accepted"), span)


def key_not_text(span: Span) -> Problem:
    return Problem("key-not-text", Text("键必须是文字", "a key must be plain text"), span)


def duplicate_key(span: Span, key: str, first: Span) -> Problem:
    return Problem("duplicate-key", Text(f"键 `{key}` 重复", f"the key `{key}` stands twice"), span, related=(first,))


def one_document(span: Span) -> Problem:
    return Problem("one-document", Text("此文件只能有一个文档", "this file takes one document only"), span)

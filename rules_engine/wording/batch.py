"""Problems of tables of cases: of their columns, of their rows, and of runs over them."""

from __future__ import annotations

from collections.abc import Iterable

from rules_engine.problem import Problem
from rules_engine.text import Text

# --- columns


def unknown_column(number: int, header: str, near: str) -> Problem:
    help_ = Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None
    return Problem(
        "unknown-column",
        Text(
            f"第 {number} 列 `{header}` 不是词表中的事实，也不是案例的项目",
            f"column {number}, `{header}`, is no fact of the vocabulary and no entry of a case",
        ),
        help=help_
        or Text(
            "用 `rules-engine vocabulary 行为` 查看可用事实；加 --ignore-unknown 则略去此列",
            "`rules-engine vocabulary ACTION` lists the facts; --ignore-unknown leaves the column out",
        ),
    )


def nameless_column(number: int) -> Problem:
    return Problem(
        "unknown-column",
        Text(f"第 {number} 列没有列名", f"column {number} has no name"),
        help=Text("请在首行写列名；加 --ignore-unknown 则略去此列", "name it; --ignore-unknown leaves the column out"),
    )


def column_twice(number: int, header: str, first: int) -> Problem:
    return Problem(
        "column-twice",
        Text(
            f"第 {number} 列 `{header}` 与第 {first} 列说的是同一项",
            f"column {number}, `{header}`, repeats column {first}",
        ),
    )


def column_type(header: str, type_: str) -> Problem:
    return Problem(
        "column-type",
        Text(
            f"列 `{header}` 的类型 {type_} 无法读取", f"the column `{header}` is of the type {type_}, which is not read"
        ),
    )


def no_column(key: str, header: str) -> Problem:
    return Problem(
        "missing-column",
        Text(f"表中没有 `{header}` 列", f"the table has no column `{key}`"),
        help=Text(f"请加此列，或用 --{key} 对全表指定", f"add it, or name one for all rows by --{key}"),
    )


def no_head(name: str) -> Problem:
    return Problem(
        "empty-file",
        Text(f"`{name}` 没有内容", f"`{name}` is empty"),
        help=Text("首行应是列名", "the first line names the columns"),
    )


def unknown_answer(name: str, near: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        "unknown-answer",
        Text(f"结果中没有 `{name}` 列", f"answers have no column `{name}`"),
        help=Text(f"是否指 `{near}`？", f"did you mean `{near}`?")
        if near
        else Text(f"可选：{listed}", f"there are: {listed}"),
    )


# --- rows


def ragged(found: int, expected: int) -> Problem:
    cells = "1 cell" if found == 1 else f"{found} cells"
    return Problem(
        "ragged-row",
        Text(
            f"此行有 {found} 个单元格，应有 {expected} 个",
            f"the row has {cells} instead of {expected}",
        ),
    )


def open_quote() -> Problem:
    return Problem(
        "open-quote", Text("引号没有成对", "a quotation mark is never closed"), help=Text("请补上引号", "close it")
    )


def stray_return() -> Problem:
    return Problem(
        "stray-return",
        Text("单元格中有未加引号的回车符", "a carriage return stands outside quotation marks"),
        help=Text("请以换行符（LF 或 CRLF）分行", "end lines with LF or CRLF"),
    )


def not_encoded(encoding: str) -> Problem:
    return Problem(
        "not-encoded",
        Text(f"此行不是 {encoding} 编码", f"the row is not {encoding}"),
        help=Text(
            "请另存为 UTF-8；文件若为 GBK/GB18030，用 --encoding gb18030",
            "save the file as UTF-8; of a file in GBK or GB18030, say --encoding gb18030",
        ),
    )


def not_a_record(place: int) -> Problem:
    return Problem(
        "not-json",
        Text(
            f"此行不是 JSON 对象，第 {place} 个字符处有误",
            f"the line is no JSON object: it goes wrong at character {place}",
        ),
        help=Text('请写成 {"action": "…", …} 的形式，一行一个', 'write one object a line, such as {"action": "…", …}'),
    )


def no_number(text: str) -> Problem:
    return Problem("not-json", Text(f"JSON 中没有 `{text}`", f"JSON has no `{text}`"))


def too_deep() -> Problem:
    return Problem("not-json", Text("此行的括号层数过多", "the line has too many brackets within one another"))


def too_long(limit: int) -> Problem:
    return Problem(
        "row-too-long", Text(f"此行超过 {limit // 2**20} MiB", f"the row is longer than {limit // 2**20} MiB")
    )


def no_value(key: str, header: str) -> Problem:
    return Problem("missing-key", Text(f"此行缺少 `{header}`", f"the row lacks `{key}`"))


# --- runs


def unknown_format(name: str, known: Iterable[str], option: str) -> Problem:
    names = list(known)
    zh, en = "、".join(names), ", ".join(names)
    book = name.lower().endswith(".xlsx") and ".xlsx" not in names
    return Problem(
        "unknown-format",
        Text(f"不能由 `{name}` 看出文件格式", f"`{name}` does not tell the format of the file"),
        help=Text(
            f"请用后缀 {zh} 之一，或用 {option} 指明{'；XLSX 用 --workbook 另写' if book else ''}",
            f"let the name end with one of {en}, or say {option}{'; --workbook writes XLSX besides' if book else ''}",
        ),
    )


def not_a_workbook(name: str) -> Problem:
    return Problem(
        "unknown-format",
        Text(f"`--workbook {name}` 不是 XLSX 文件名", f"`--workbook {name}` names no XLSX file"),
        help=Text("请用后缀 .xlsx", "let the name end with .xlsx"),
    )


def too_many_for_people(name: str, most: int, output: str) -> Problem:
    return Problem(
        "too-many-rows",
        Text(f"超过 {most:,} 行，未写 `{name}`", f"more than {most:,} rows: `{name}` is not written"),
        help=Text(f"全部结果在 `{output}` 中", f"all answers are in `{output}`"),
    )


def same_file(name: str) -> Problem:
    return Problem(
        "same-file",
        Text(f"`{name}` 不能兼作两个文件", f"`{name}` cannot be two of the files at once"),
    )


def is_a_folder(name: str) -> Problem:
    return Problem(
        "not-a-file", Text(f"`{name}` 是文件夹，不能写成文件", f"`{name}` is a folder and cannot be written as a file")
    )


def unfinished(folder: str) -> Problem:
    return Problem(
        "unfinished-run",
        Text(f"上次运行未完成，已完成的部分在 `{folder}`", f"an unfinished run has left its parts in `{folder}`"),
        help=Text("加 --resume 接着做，或删除该文件夹重做", "add --resume to go on, or remove the folder"),
    )


def changed(what: Text) -> Problem:
    return Problem(
        "changed-run",
        Text(f"不能接着做：{what.zh}与上次不同", f"the run cannot go on: {what.en} differs from the first time"),
        help=Text("请删除未完成的部分，重新运行", "remove its parts and start again"),
    )


def no_resume() -> Problem:
    return Problem(
        "no-resume",
        Text("从标准输入读取时不能接着做", "a run over standard input cannot be resumed"),
        help=Text("请把输入存成文件", "save the input as a file"),
    )


def bad_encoding(name: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        "unknown-encoding",
        Text(f"不认识编码 `{name}`", f"`{name}` is no encoding that is read"),
        help=Text(f"可用：{listed}", f"there are: {listed}"),
    )


def not_readable(name: str, format_: str, reason: str) -> Problem:
    return Problem(
        "not-readable",
        Text(f"`{name}` 不能作为 {format_} 读取：{reason}", f"`{name}` is not readable as {format_}: {reason}"),
    )

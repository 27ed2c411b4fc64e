"""Problems of tables on a cluster."""

from __future__ import annotations

from collections.abc import Iterable

from rules_engine.problem import Problem
from rules_engine.text import Text

# --- what is missing


def on_a_cluster() -> Text:
    return Text("在集群上运行", "running on a cluster")


def no_java(master: str) -> Text:
    return Text(
        f"Spark 不能在 `{master}` 上启动；它需要 Java 17 或更高版本（请安装后设置 JAVA_HOME），"
        "地址应如 local[4]、yarn、spark://主机:7077",
        f"Spark did not start on `{master}`; it needs Java 17 or later (install it and set JAVA_HOME), and a master "
        "such as local[4], yarn or spark://HOST:7077",
    )


def no_session(master: str, reason: str) -> Text:
    return Text(f"不能在 `{master}` 上启动 Spark：{reason}", f"Spark did not start on `{master}`: {reason}")


def other_engine(here: str, there: str) -> Text:
    return Text(
        f"提交作业处是 rules-engine {here}，执行器上是 {there}；请使两处版本一致",
        f"the job comes from rules-engine {here}, and the executor has {there}; install the same version on both",
    )


# --- tables


def not_a_row() -> Problem:
    return Problem("not-a-row", Text("此行不能读成表中的一行", "the text does not make a row of the table"))


def nothing_read() -> Problem:
    return Problem(
        "nothing-read",
        Text("表中没有一列可读", "no column of the table is read"),
        help=Text(
            "列名应为事实的标识或名称，见 `rules-engine vocabulary 行为`",
            "columns are named by the ids or labels of facts: `rules-engine vocabulary ACTION` lists them",
        ),
    )


def no_kept(header: str) -> Problem:
    return Problem("no-such-column", Text(f"表中没有要保留的列 `{header}`", f"there is no column `{header}` to keep"))


def kept_twice(header: str) -> Problem:
    return Problem(
        "column-twice",
        Text(
            f"保留的列 `{header}` 与答复的列同名",
            f"the column `{header}` is to be kept, and answers have one of that name",
        ),
        help=Text("请先给此列改名", "rename it first"),
    )


# --- runs of the command


def not_read(name: str, reason: str) -> Problem:
    return Problem("not-readable", Text(f"Spark 不能读取 `{name}`：{reason}", f"Spark cannot read `{name}`: {reason}"))


def not_read_there(format_: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        "unknown-format",
        Text(f"在集群上不能读取 {format_}", f"{format_} is not read on a cluster"),
        help=Text(f"可读取：{listed}", f"there are: {listed}"),
    )


def not_written(format_: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        "unknown-format",
        Text(f"在集群上不能写成 {format_}", f"{format_} is not written on a cluster"),
        help=Text(f"可写成：{listed}", f"there are: {listed}"),
    )


def gave_up(reason: str) -> Problem:
    return Problem(
        "job-failed",
        Text(f"集群上的作业失败：{reason}", f"the job failed on the cluster: {reason}"),
        help=Text(
            "已写出的部分不完整，请删除后重新运行", "what it has written is not complete: remove it and run again"
        ),
    )


def no_scheme(name: str) -> Problem:
    return Problem(
        "not-a-path",
        Text(f"结果位置 `{name}` 不能带存储系统的名称", f"`{name}`, to be written, names a file system"),
        help=Text(
            "请写默认文件系统中的路径；写入其他存储请用库函数 check_table",
            "write a path of the default file system; to write elsewhere, call check_table in a program",
        ),
    )


def is_there(name: str) -> Problem:
    return Problem(
        "is-there",
        Text(f"`{name}` 已经存在", f"`{name}` is there already"),
        help=Text(
            "集群上不覆盖已有结果，请换一个名称或先删除",
            "a cluster writes over nothing: remove it or choose another name",
        ),
    )


def no_stream() -> Problem:
    return Problem(
        "no-stream",
        Text("集群不能读取标准输入", "a cluster cannot read standard input"),
        help=Text("请给出集群能读到的文件", "name a file that the cluster can read"),
    )


def no_resume() -> Problem:
    return Problem(
        "no-resume",
        Text("在集群上不用 --resume", "--resume is not for clusters"),
        help=Text(
            "失败的任务由 Spark 自行重做；中断的运行请重新开始",
            "Spark repeats tasks that fail; start a broken run again",
        ),
    )

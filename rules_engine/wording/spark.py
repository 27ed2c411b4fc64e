"""Problems of tables on a cluster."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.text import Text

# --- what is missing


def no_spark() -> Text:
    return Text(
        "在集群上运行需要 PySpark，请运行：pip install 'rules-engine[spark]'",
        "running on a cluster needs PySpark; install it with: pip install 'rules-engine[spark]'",
    )


def no_java() -> Text:
    return Text(
        "Spark 没有启动；它需要 Java 17 或更高版本，请安装后设置 JAVA_HOME",
        "Spark did not start; it needs Java 17 or later: install it and set JAVA_HOME",
    )


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

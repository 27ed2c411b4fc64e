"""Problems of a dossier."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def is_dossier(span: Span | None, path: str) -> Problem:
    return Problem(
        "is-dossier",
        Text("这是一份卷宗，此处须是单个案例", "this is a dossier, and a single case is asked for"),
        span,
        path,
        Text(
            "`rules-engine check` 可核对整份卷宗；其他命令请把其中一步写成案例文件",
            "`rules-engine check` takes dossiers; for other commands write one of its steps as a case",
        ),
    )


def not_dossier(span: Span | None, path: str) -> Problem:
    return Problem(
        "not-dossier",
        Text("卷宗须写成键与值", "a dossier is written as keys and values"),
        span,
        path,
        Text("至少要有 jurisdiction 和 steps", "it needs jurisdiction and steps at least"),
    )


def unknown_key(span: Span | None, path: str, key: str, near: str) -> Problem:
    help_ = Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None
    return Problem(
        "unknown-key", Text(f"卷宗没有 `{key}` 这一项", f"a dossier has no entry `{key}`"), span, path, help_
    )


def unknown_step_key(span: Span | None, path: str, key: str, near: str) -> Problem:
    help_ = Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None
    return Problem(
        "unknown-key", Text(f"卷宗的步骤没有 `{key}` 这一项", f"a step has no entry `{key}`"), span, path, help_
    )


def key_twice(span: Span | None, path: str, key: str, first: Span | None) -> Problem:
    return Problem(
        "key-twice",
        Text(f"`{key}` 给了两次", f"`{key}` is given twice"),
        span,
        path,
        related=(first,) if first else (),
    )


def missing_key(span: Span | None, path: str, key: Text) -> Problem:
    return Problem("missing-key", Text(f"卷宗缺少 `{key.zh}`", f"the dossier lacks `{key.en}`"), span, path)


def not_steps(span: Span | None, path: str) -> Problem:
    return Problem(
        "not-steps",
        Text("steps 须是各步行为的列表，至少一步", "steps is a list of acts, one at least"),
        span,
        path,
        Text("每一步写作 - action: 行为，并写日期和事实", "each one as `- action: …` with its date and its facts"),
    )


def too_many_steps(span: Span | None, path: str, most: int) -> Problem:
    return Problem("too-many-steps", Text(f"一份卷宗至多 {most} 步", f"a dossier has at most {most} steps"), span, path)


def not_of_step(span: Span | None, path: str, key: str) -> Problem:
    return Problem(
        "not-of-step",
        Text(f"`{key}` 在卷宗中只写一次，不写在步骤里", f"`{key}` is said once for the whole dossier, not at a step"),
        span,
        path,
    )


def step_twice(span: Span | None, path: str, name: str, first: Span | None) -> Problem:
    return Problem(
        "step-twice",
        Text(f"两个步骤的编号都是 `{name}`", f"two steps have the id `{name}`"),
        span,
        path,
        related=(first,) if first else (),
    )


def fact_differs(span: Span | None, path: str, fact: str, shared: Span | None) -> Problem:
    return Problem(
        "fact-differs",
        Text(f"此步的 `{fact}` 与共用事实的值不同", f"`{fact}` has another value here than among the shared facts"),
        span,
        path,
        Text(
            "各步不同的事实不要写进共用事实，请逐步写明",
            "a fact that differs from act to act is no shared fact: state it at each step",
        ),
        related=(shared,) if shared else (),
    )


def unused_shared(span: Span | None, path: str, name: str) -> Problem:
    return Problem(
        "unused-fact",
        Text(f"没有哪一步用到共用事实 `{name}`", f"no step uses the shared fact `{name}`"),
        span,
        path,
        severity="warning",
    )


def out_of_order(span: Span | None, path: str, step: Text, day: str, other: Text, other_day: str) -> Problem:
    return Problem(
        "out-of-order",
        Text(
            f"{step.zh}（{day}）写在{other.zh}（{other_day}）之后，日期却在其前",
            f"{step.en} ({day}) is written after {other.en} ({other_day}), and dated before it",
        ),
        span,
        path,
        Text("各步按办理先后排列，请核对日期", "steps stand in the order in which they are done: check the dates"),
        severity="warning",
    )


def done_before(span: Span | None, path: str, step: Text, day: str, other: Text, other_day: str) -> Problem:
    return Problem(
        "out-of-order",
        Text(
            f"{step.zh}履行的义务（{day}）由{other.zh}（{other_day}）产生，却早于它",
            f"the duty done at {step.en} ({day}) arises at {other.en} ({other_day}), and is done before it",
        ),
        span,
        path,
        Text("义务产生之后才能履行，请核对日期", "a duty is done after it has arisen: check the dates"),
        severity="warning",
    )

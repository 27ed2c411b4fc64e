"""Problems of an event."""

from __future__ import annotations

from collections.abc import Iterable

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def _nearest(near: str) -> Text | None:
    return Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None


def _accepted(names: Iterable[Text]) -> Text:
    listed = list(names)
    zh = "、".join(dict.fromkeys(name.zh for name in listed))
    return Text(f"可用：{zh or '无'}", f"accepted: {', '.join(name.en for name in listed) or 'none'}")


def not_an_event(span: Span | None, path: str) -> Problem:
    return Problem(
        "not-an-event",
        Text("事件须写成键与值", "an event is written as keys and values"),
        span,
        path,
        Text("至少要有 编号、事件、日期（id、kind、on）", "it needs id, kind and on at least"),
    )


def unknown_key(span: Span | None, path: str, key: str, near: str) -> Problem:
    return Problem(
        "unknown-key", Text(f"事件没有 `{key}` 这一项", f"an event has no entry `{key}`"), span, path, _nearest(near)
    )


def key_twice(span: Span | None, path: str, key: Text) -> Problem:
    return Problem("key-twice", Text(f"`{key.zh}` 写了两次", f"`{key.en}` is given twice"), span, path)


def missing_key(span: Span | None, path: str, key: Text) -> Problem:
    return Problem("missing-key", Text(f"事件缺少 `{key.zh}`", f"the event lacks `{key.en}`"), span, path)


def no_jurisdiction(span: Span | None, path: str) -> Problem:
    return Problem(
        "missing-key",
        Text("事件缺少 `辖区`", "the event lacks `jurisdiction`"),
        span,
        path,
        help=Text("请逐件写明，或者在命令中指定辖区", "write it in each event, or name it to the command"),
    )


def too_long(span: Span | None, path: str, most: int) -> Problem:
    return Problem(
        "too-long", Text(f"`{path}` 超过 {most} 个字符", f"`{path}` is longer than {most} characters"), span, path
    )


def unknown_kind(span: Span | None, path: str, kind: str, near: str) -> Problem:
    return Problem(
        "unknown-event",
        Text(f"词表没有事件 `{kind}`", f"the vocabulary has no event `{kind}`"),
        span,
        path,
        _nearest(near)
        or Text(
            "用 `rules-engine vocabulary events` 查看全部事件", "`rules-engine vocabulary events` lists all events"
        ),
    )


def not_names(span: Span | None, path: str) -> Problem:
    return Problem(
        "not-names",
        Text("名称须写成名称项与名称", "names are written as keys and names"),
        span,
        path,
        Text("例如 部门: 教育和体育局", "for example department: 教育和体育局"),
    )


def unknown_name(span: Span | None, path: str, name: str, event: Text, accepted: Iterable[Text]) -> Problem:
    return Problem(
        "unknown-name",
        Text(f"事件 `{event.zh}` 没有名称项 `{name}`", f"the event `{event.en}` has no name `{name}`"),
        span,
        path,
        _accepted(accepted),
    )


def missing_name(span: Span | None, path: str, name: Text, event: Text) -> Problem:
    return Problem(
        "missing-name",
        Text(f"事件 `{event.zh}` 须写明 `{name.zh}`", f"the event `{event.en}` must say its `{name.en}`"),
        span,
        path,
    )


def not_of_event(span: Span | None, path: str, fact: Text, event: Text, accepted: Iterable[Text]) -> Problem:
    return Problem(
        "not-of-event",
        Text(f"事件 `{event.zh}` 不记载事实 `{fact.zh}`", f"the event `{event.en}` does not tell the fact `{fact.en}`"),
        span,
        path,
        _accepted(accepted),
    )


def not_lasting(span: Span | None, path: str, event: Text) -> Problem:
    return Problem(
        "not-lasting",
        Text(f"事件 `{event.zh}` 没有止日，不写 until", f"the event `{event.en}` does not last, so it has no `until`"),
        span,
        path,
    )


def ends_before(span: Span | None, path: str) -> Problem:
    return Problem("ends-before", Text("止日早于起日", "the last day is before the first"), span, path)


def needs_time(span: Span | None, path: str, event: Text) -> Problem:
    return Problem(
        "needs-time",
        Text(f"事件 `{event.zh}` 须写到时分", f"the event `{event.en}` needs a time of day"),
        span,
        path,
        Text("如 2026-11-20 09:30", "such as 2026-11-20 09:30"),
    )


def voids_itself(span: Span | None, path: str) -> Problem:
    return Problem("voids-itself", Text("事件不能撤销自己", "an event cannot void itself"), span, path)


def unknown_act_name(span: Span | None, path: str, name: str, accepted: Iterable[Text]) -> Problem:
    return Problem(
        "unknown-name",
        Text(f"没有事件有名称项 `{name}`", f"no event has a name `{name}`"),
        span,
        path,
        _accepted(accepted),
    )

"""Problems of ledgers and of the events that they are given."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def _nearest(near: str) -> Text | None:
    return Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None


def unusable(place: str, reason: str) -> Problem:
    return Problem(
        "ledger", Text(f"台账 `{place}` 不能使用：{reason}", f"the ledger `{place}` cannot be used: {reason}")
    )


def changed(place: str) -> Problem:
    return Problem(
        "ledger-changed",
        Text(f"读取期间，台账 `{place}` 被他人改动", f"the ledger `{place}` was changed while it was read"),
        help=Text("请再读一次", "read it again"),
    )


def no_ledger(place: str) -> Problem:
    return Problem(
        "no-ledger",
        Text(f"没有台账 `{place}`", f"there is no ledger `{place}`"),
        help=Text(
            "首次 `rules-engine ledger add` 或 `ledger import` 时建立；用 --ledger 或 RULES_ENGINE_LEDGER 指定别处",
            "the first `rules-engine ledger add` or `ledger import` makes it; --ledger or RULES_ENGINE_LEDGER names"
            " another",
        ),
    )


def other_content(event: str, jurisdiction: str, differs: str) -> Problem:
    return Problem(
        "other-content",
        Text(
            f"台账中 {jurisdiction} 已有事件 `{event}`，内容不同（{differs}）",
            f"the ledger of {jurisdiction} has an event `{event}` with other content ({differs})",
        ),
        help=Text(
            "更正请用新标识的事件，并写 voids 指明代替哪一件",
            "a correction is a new event with its own id, whose `voids` names the one that it replaces",
        ),
    )


def nothing_to_void(event: str, voids: str, near: str) -> Problem:
    return Problem(
        "unknown-event",
        Text(f"`{event}` 要撤销的事件 `{voids}` 不在台账中", f"`{event}` voids `{voids}`, which the ledger has not"),
        help=_nearest(near),
    )


def voided_already(event: str, voids: str, by: str) -> Problem:
    return Problem(
        "voided-already",
        Text(
            f"`{event}` 要撤销的事件 `{voids}` 已由 `{by}` 撤销",
            f"`{event}` voids `{voids}`, which `{by}` has voided already",
        ),
        help=Text(f"如需更正，请撤销 `{by}`", f"to correct it, void `{by}`"),
    )


def voids_a_voiding(event: str, voids: str) -> Problem:
    return Problem(
        "voids-a-voiding",
        Text(
            f"`{event}` 要撤销的 `{voids}` 本身是作废记录，不能再撤销",
            f"`{event}` voids `{voids}`, which only voids another event and cannot be voided",
        ),
        help=Text("误作废的，请把原事件用新标识重新记入", "what was voided by mistake is added anew under a new id"),
    )


# --- reading


def bad_note(span: Span | None, path: str, most: int) -> Problem:
    return Problem(
        "bad-note",
        Text(f"备注须是不超过{most}字的一行文字", f"a note is one line of {most} characters at most"),
        span,
        path,
    )


def not_a_pair(word: str) -> Problem:
    return Problem(
        "not-a-pair",
        Text(f"`{word}` 须写成 名称=值", f"`{word}` is not written as name=value"),
        help=Text("例如 department=教育局", "for example department=教育局"),
    )


def csv_header(span: Span | None, name: str) -> Problem:
    return Problem(
        "csv-header",
        Text(f"表头 `{name}` 为空或重复", f"the column heading `{name}` is empty or stands twice"),
        span,
    )


def csv_row(span: Span | None, wanted: int, found: int) -> Problem:
    return Problem(
        "csv-row",
        Text(f"此行有 {found} 格，表头有 {wanted} 列", f"the row has {found} cells, the heading {wanted} columns"),
        span,
    )


def not_csv(span: Span | None, reason: str) -> Problem:
    return Problem("not-csv", Text(f"不是可读的 CSV：{reason}", f"not readable as CSV: {reason}"), span)


def no_such_event(event: str, near: str) -> Problem:
    return Problem(
        "unknown-event", Text(f"台账中没有事件 `{event}`", f"the ledger has no event `{event}`"), help=_nearest(near)
    )


def several_events(event: str, jurisdictions: str) -> Problem:
    return Problem(
        "several-events",
        Text(
            f"几个辖区都有事件 `{event}`：{jurisdictions}",
            f"several jurisdictions have an event `{event}`: {jurisdictions}",
        ),
        help=Text("用 --jurisdiction 指明", "name one with --jurisdiction"),
    )


def ended_already(event: str, until: str) -> Problem:
    return Problem(
        "ended-already",
        Text(f"事件 `{event}` 已记止于 `{until}`", f"the event `{event}` is known to end on `{until}`"),
        help=Text("更正请作废后重记", "to correct it, void it and add it anew"),
    )


def bad_term() -> Problem:
    return Problem(
        "bad-term",
        Text("届期须写首日，末日不早于首日", "a term has a first day, and its last one is not before it"),
        path="--term-from",
    )


def no_dossier() -> Problem:
    return Problem(
        "no-dossier",
        Text("台账只补入单个案例的事实，不用于卷宗", "a ledger gives facts to single cases, not to a dossier"),
        path="--ledger",
        help=Text("请把各步骤写成单个案例", "write the steps as cases of their own"),
    )


# --- watching

_WHOLE_HISTORY = Text(
    "请记入台账并用 `rules-engine ledger check` 核对全部历史；或以更大的 --late 重新运行",
    "add it to the ledger and ask `rules-engine ledger check` of the whole history, or watch with more --late",
)


def too_late(event: str, about: str, horizon: str) -> Problem:
    return Problem(
        "too-late",
        Text(
            f"事件 `{event}` 涉及 {about}，而 {horizon} 以前的事件已不再记住",
            f"the event `{event}` is about {about}, and nothing before {horizon} is remembered any more",
        ),
        help=_WHOLE_HISTORY,
    )


def voids_unremembered(event: str, voided: str, horizon: str) -> Problem:
    return Problem(
        "too-late",
        Text(
            f"事件 `{event}` 要作废 `{voided}`，而这一事件没有记住，可能是 {horizon} 以前的",
            f"the event `{event}` voids `{voided}`, which is not remembered: it may be one from before {horizon}",
        ),
        help=_WHOLE_HISTORY,
    )


def opened_late(event: str, day: str, since: str) -> Problem:
    return Problem(
        "opened-late",
        Text(
            f"`{event}` 称台账自 {day} 起完整，而核对已按自 {since} 起完整开始",
            f"`{event}` tells that the ledger is complete from {day}, and it is watched as complete from {since}",
        ),
        help=Text("请把它放在最前，或用 --since 指定后重新运行", "let it come first, or begin anew with --since"),
    )


def line_too_long(span: Span | None, most: int) -> Problem:
    return Problem("line-too-long", Text(f"此行超过 {most} 字节", f"the line has more than {most} bytes"), span)


def line_not_utf8(span: Span | None) -> Problem:
    return Problem("not-utf8", Text("此行不是 UTF-8 编码", "the line is not UTF-8"), span)


def bad_late() -> Problem:
    return Problem(
        "bad-late",
        Text("可以迟到的天数须为 0 至 36500", "an event may come from 0 to 36500 days late"),
        path="--late",
    )

"""What the project's own words are called on screens: verdicts, outcomes, forces, kinds, reasons."""

from __future__ import annotations

from typing import Final

from rules_engine.decision import DutyState, Silence, Status, Verdict
from rules_engine.history import Standing
from rules_engine.norm import Force, Form, NormKind
from rules_engine.text import Text

VERDICT: Final = {
    Verdict.ALLOW: Text("符合", "conforms"),
    Verdict.DENY: Text("不符合", "does not conform"),
    Verdict.INCOMPLETE: Text("待补充", "incomplete"),
    Verdict.SILENT: Text("未规定", "not regulated"),
}
STATUS: Final = {
    Status.VIOLATED: Text("违反", "violated"),
    Status.DEPARTED: Text("偏离", "departed from"),
    Status.UNDETERMINED: Text("待定", "undetermined"),
    Status.SATISFIED: Text("满足", "satisfied"),
    Status.HOLDS: Text("成立", "holds"),
    Status.PENDING: Text("待履行", "still to be done"),
    Status.MOOT: Text("无论是否适用均已满足", "met whether it applies or not"),
    Status.REFERS: Text("另见他规", "refers elsewhere"),
    Status.NOT_APPLICABLE: Text("不适用", "does not apply"),
}
STANDING: Final = {
    Standing.VIOLATED: Text("违反", "violated"),
    Standing.DEPARTED: Text("偏离", "departed from"),
    Standing.PENDING: Text("待履行", "still to be done"),
    Standing.UNKNOWN: Text("待定", "undetermined"),
    Standing.KEPT: Text("符合", "kept"),
}
FORCE: Final = {
    Force.MUST: Text("强制", "must"),
    Force.IN_PRINCIPLE: Text("原则上", "in principle"),
    Force.GENERALLY: Text("一般", "generally"),
    Force.ENCOURAGED: Text("鼓励", "encouraged"),
}
KIND: Final = {
    NormKind.COMPETENCE: Text("权限", "competence"),
    NormKind.VALIDITY: Text("有效要件", "validity"),
    NormKind.PROCEDURE: Text("程序", "procedure"),
    NormKind.PROHIBITION: Text("禁止", "prohibition"),
    NormKind.DUTY: Text("义务", "duty"),
    NormKind.DISCLOSURE: Text("公开", "disclosure"),
    NormKind.CONDUCT: Text("行为规范", "conduct"),
}
FORM: Final = {
    Form.REQUIRE: Text("要求", "requires"),
    Form.FORBID: Text("禁止", "forbids"),
    Form.PERMIT: Text("许可", "permits"),
    Form.DUTY: Text("事后义务", "duty afterwards"),
    Form.REFER: Text("转引", "refers"),
}
DUTY_STATE: Final = {
    DutyState.PENDING: Text("待履行", "still to be done"),
    DutyState.DONE: Text("已履行", "done"),
    DutyState.LATE: Text("已逾期", "overdue"),
    DutyState.UNKNOWN: Text("期限或适用待定", "whether or when is not known yet"),
}
PROMPTLY: Final = Text("条款未定具体日期，宜及时履行", "the article sets no day: to be done promptly")
SILENCE: Final = {
    Silence.NO_RULE: Text("没有关于此行为的规定", "no rule speaks of this act"),
    Silence.NONE_APPLIES: Text(
        "有关于此行为的规定，但其条件均不具备", "rules speak of this act, but none applies to this case"
    ),
    Silence.NOT_IN_FORCE: Text("行为之日本规则不在施行期内", "the document is not in force on the day of the act"),
    Silence.NOT_BOUND: Text("本规则不约束行为机关", "the document does not bind the organ that acts"),
}
WHY: Final = {
    "history": Text("须看多次行为", "needs several acts"),
    "evaluative": Text("属评价性要求", "evaluative"),
    "residual": Text("属兜底事项", "residual clause"),
    "elsewhere": Text("见于其他行为", "encoded under another act"),
    "liability": Text("属责任追究", "liability"),
    "organisation": Text("属机构设置", "organisation"),
}
ARTICLE_STATUS: Final = {
    "encoded": Text("已编入", "encoded"),
    "guidance": Text("指导性，不作规则", "guidance, no rule"),
    "definition": Text("定义性，不作规则", "definition, no rule"),
}
TYPE: Final = {
    "flag": Text("是或否", "yes or no"),
    "count": Text("整数", "a whole number"),
    "money": Text("金额，如 500万元", "an amount, such as 500万元"),
    "date": Text("日期，如 2026-11-20，或 尚未", "a date, such as 2026-11-20, or not_yet"),
    "datetime": Text("时刻，如 2026-11-20 09:30，或 尚未", "a moment, such as 2026-11-20 09:30, or not_yet"),
    "enum": Text("选一", "one of"),
    "set": Text("可多选", "any of"),
}

CLOSING: Final = Text(
    "以上只说明拟作行为与本工作规则的符合情况；法律、法规、规章及上级规定优先适用，不因此视为合法。",
    "This tells only whether the act conforms to these work rules; the law above them prevails, and it is no finding of"
    " lawfulness.",
)
NOT_FORBIDDEN: Final = Text(
    "本规则没有为此行为提供依据，只是没有规定与之抵触；行政机关作出行为仍须另有依据。",
    "These rules give no ground for the act; they are only not against it. A public body still needs a ground to act.",
)
NOT_PERMISSION: Final = Text(
    "未规定不等于允许：行政机关作出行为须有依据。",
    "Not regulated does not mean permitted: a public body needs a ground to act.",
)


def stamp(jurisdiction: str, version: str) -> Text:
    """Which pack answered, and its version."""
    zh, en = (f"，版本 {version}", f", version {version}") if version else ("", "")
    return Text(f"规则包 {jurisdiction}{zh}", f"pack {jurisdiction}{en}")

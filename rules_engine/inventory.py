"""What a pack holds, for the README beside it: figures, readings and their rivals, what was left out and why.

`python -m rules_engine.inventory policies/hongqiao` rewrites the part of the README between the two marks; a
test holds it current. What stands outside the marks is written by hand.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.conformance.histories import read_histories
from rules_engine.conformance.reading import read_cases
from rules_engine.conformance.survivors import read_survivors
from rules_engine.engine import Engine
from rules_engine.norm import Force, LeftOut, Norm

BEGIN: Final = "<!-- inventory: begin -->"
END: Final = "<!-- inventory: end -->"

_FORCES: Final = {
    Force.MUST: "必须 must",
    Force.IN_PRINCIPLE: "原则上 in principle",
    Force.GENERALLY: "一般 generally",
    Force.ENCOURAGED: "鼓励 encouraged",
}
_WHY: Final = {
    "history": "一段时间内的多个事件，条文未定次数 · a history of events, for which the article gives no number",
    "evaluative": "评价性要求，事实无从判断 · evaluative, no fact decides them",
    "residual": "兜底条款 · residual clauses",
    "elsewhere": "由别处编码 · encoded elsewhere",
    "liability": "责任追究 · liability",
    "organisation": "机构与组成 · organisation",
}


def inventory(engine: Engine, jurisdiction: str) -> str:
    """The generated part of a pack's README, without its marks."""
    pack, vocabulary = engine.pack(jurisdiction), engine.vocabulary
    cases = len(read_cases(engine, jurisdiction)), len(read_histories(engine, jurisdiction))
    figures = _figures(pack, cases, len(read_survivors(engine.folder, pack)))
    return "\n".join((*figures, *_readings(pack, vocabulary), *_left_out(pack), *_not_encoded(pack))) + "\n"


def with_inventory(readme: str, engine: Engine, jurisdiction: str) -> str:
    """A README whose part between the marks is as the pack is now; the marks are added where they are missing."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before.rstrip()}\n\n{BEGIN}\n{inventory(engine, jurisdiction)}{END}\n{after.lstrip()}"


def _norms(pack: Pack) -> list[Norm]:
    """The norms of a pack, of one act and about a history, in the document's order; those read alike once."""
    norms = [*(rule.norm for rule in pack.rules), *(rule.norm for rule in pack.history)]
    told = {(norm.id, norm.reading, norm.rival): norm for norm in reversed(norms)}
    return sorted(told.values(), key=lambda norm: (norm.citation.cite, norm.id))


def _figures(pack: Pack, cases: tuple[int, int], survivors: int) -> Iterator[str]:
    statuses = Counter(article.status for article in pack.articles.values())
    forces = Counter(rule.norm.force for rule in pack.rules)
    forms = Counter(rule.norm.form.value for rule in pack.rules)
    yield "## 数字 · Figures"
    yield ""
    by_status = ", ".join(f"{name} {count}" for name, count in sorted(statuses.items()))
    by_force = ", ".join(f"{_FORCES[force]} {forces[force]}" for force in Force if forces[force])
    yield f"- 条文 articles: {len(pack.articles)}（{by_status}）"
    yield f"- 规则 rules: {len(pack.rules)}（{by_force}）"
    yield f"- 主体 bodies: {', '.join(f'{name} {count}' for name, count in sorted(forms.items()))}"
    patterns = Counter(type(rule.pattern).__name__.lower() for rule in pack.history)
    listed = ", ".join(f"{name} {count}" for name, count in sorted(patterns.items()))
    yield f"- 须看多次事件的规则 norms about a history of events: {len(pack.history)}（{listed}）"
    yield f"- 参数 parameters: {len(pack.parameters)}；定义 definitions: {len(pack.definitions)}"
    yield f"- 案例 cases: {cases[0]}；历史案例 history cases: {cases[1]}"
    yield f"- 经证明不改变结论的变异 mutations proved to change nothing: {survivors}"
    yield f"- 有另解的规则 rules with a rival reading: {len({norm.id for norm in _norms(pack) if norm.rival})}"
    yield ""


def _readings(pack: Pack, vocabulary: Vocabulary) -> Iterator[str]:
    yield "## 解读与另解 · Readings and rivals"
    yield ""
    yield "| 条款 | 规则 | 采用的解读 | 另一解读 |"
    yield "| --- | --- | --- | --- |"
    for norm in _norms(pack):
        if norm.reading is None and norm.rival is None:
            continue
        reading = (
            norm.reading.zh if norm.reading else "；".join(vocabulary.readings[name].text.zh for name in norm.rests_on)
        )
        rival = norm.rival.zh if norm.rival else "–"
        yield f"| {norm.citation.cite} | {norm.title.zh} | {reading or '依条文字面'} | {rival} |"
    yield ""
    relied = Counter(name for norm in _norms(pack) for name in norm.rests_on)
    if relied:
        yield "共同解读 shared readings（`policies/vocabulary/readings.yaml`）："
        yield ""
        for name in sorted(relied):
            shared = vocabulary.readings[name]
            other = f"（另解：{shared.rival.zh}）" if shared.rival else ""
            yield f"- `{name}`：{shared.text.zh}{other}；{relied[name]} 条规则"
        yield ""


def _left_out(pack: Pack) -> Iterator[str]:
    groups: dict[str, list[LeftOut]] = {}
    for article in pack.articles.values():
        for left in article.left_out:
            groups.setdefault(left.why, []).append(left)
    yield "## 未编码的内容 · What is left out"
    yield ""
    for why, title in _WHY.items():
        if why not in groups:
            continue
        yield f"### {title}（{len(groups[why])}）"
        yield ""
        yield from (f"- {left.cite}：{left.text.zh}" for left in groups[why])
        yield ""


def _not_encoded(pack: Pack) -> Iterator[str]:
    yield "### 整条不编码的条文 · Articles without rules"
    yield ""
    for article in pack.articles.values():
        if article.status != "encoded" and article.why:
            yield f"- {article.number} {article.heading.zh}：{article.why.zh}"


def main() -> None:
    """Rewrite the READMEs of the packs whose folders are named on the command line; other folders are left alone."""
    for folder in (Path(name) for name in sys.argv[1:] if (Path(name) / "pack.yaml").is_file()):
        engine = Engine.load(folder.parent)
        readme = folder / "README.md"
        text = readme.read_text(encoding="utf-8") if readme.exists() else f"# {folder.name}\n"
        readme.write_text(with_inventory(text, engine, folder.name), encoding="utf-8")


if __name__ == "__main__":
    main()

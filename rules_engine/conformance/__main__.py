"""The cases of packs from the command line: `python -m rules_engine.conformance JURISDICTION [--packs DIR]`."""

from __future__ import annotations

import argparse
import sys

from rules_engine.conformance.reading import read_cases
from rules_engine.conformance.run import PackResult, run_pack
from rules_engine.engine import Engine
from rules_engine.problem import ProblemsError


def main() -> int:
    """Run the cases and print what is not as expected: 0 where all is, 1 where not, 2 where a file is wrong."""
    parser = argparse.ArgumentParser(prog="rules_engine.conformance", description="run the cases of packs")
    parser.add_argument("jurisdictions", nargs="*", metavar="JURISDICTION", help="default: all")
    parser.add_argument("--packs", metavar="DIR", help="a folder of packs of your own")
    parser.add_argument("--only", metavar="TEXT", default="", help="only cases whose id or file's name holds TEXT")
    options = parser.parse_args()
    code = 0
    try:
        engine = Engine.load(options.packs)
    except ProblemsError as error:
        return _complain(error)
    for jurisdiction in options.jurisdictions or engine.jurisdictions:
        try:
            result = run_pack(engine, jurisdiction, read_cases(engine, jurisdiction, only=options.only))
        except ProblemsError as error:
            code = _complain(error)
            continue
        _show(result)
        code = max(code, 1 if result.failures else 0)
    return code


def _complain(error: ProblemsError) -> int:
    for problem in error.problems:
        help_line = f"    {problem.help.en}\n" if problem.help else ""
        sys.stderr.write(f"{problem.line()}\n{help_line}")
    sys.stderr.write(f"{len(error.problems)} problems\n")
    return 2


def _show(result: PackResult) -> None:
    for failure in result.failures:
        span = failure.case.span
        _say(f"{failure.case.id}  ({span.source.name}:{span.line})" if span else failure.case.id)
        for difference in failure.differences:
            _say(f"    {difference.entry}: expected {difference.expected}, got {difference.got}")
            for norm in difference.rules:
                _say(f"        {norm.id}  {norm.title.zh}")
    passed = len(result.results) - len(result.failures)
    _say(f"{result.jurisdiction}: {passed} of {len(result.results)} cases as expected")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())

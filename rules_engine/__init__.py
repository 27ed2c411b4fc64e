"""Whether a proposed act of a county government conforms to its work rules, by which article, and what is missing.

`Engine.load().check(jurisdiction, action, facts)` is the whole of it. Where to look for a part:

- *From a pack's text to its rules*: `source` is a text with its places, `parse` makes trees of it (`parsed`), `check`
  makes of these what cannot be wrong any more (`checked`), and `plan` orders that for one action (`program`). `shelf`
  and `library` have the packs of a folder, `bundled` knows where the shipped ones are, `stored` keeps what was checked.
- *What rules speak of*: `value`, `period` and `expression` are facts, time and conditions, `norm` is what is cited,
  `history` an event and what is asked of events, `record` what of many events counts; `literal`, `names` and `text`
  are how all that is written.
- *From a question to its answer*: `intake` reads a `case`, and `json_facts` the facts of one; `evaluate` has the
  meaning and the quicker evaluators that agree with it, `dispatch` chooses among them, `decision` is the answer, and
  `engine` strings the steps together.
- *From an answer to what follows*: `inquiry` asks for what is missing and finds what would mend an act, `obligations`
  and `dossier` tell what is to be done, `rivals` what another reading would change.
- *More than one case*: `batch` takes tables of cases, `ledger` what has happened, `comparison` several districts.
- *Packs under examination*: `conformance` runs their cases, `analyse` looks at all cases at once, `originals` holds
  them against the documents, which `user_folder` has a place for, and `inventory` counts what they hold.
- *Words*: `wording` says what is wrong with an input (`problem`), `render` shows answers, `cli` is the command line.
"""

from rules_engine.case import Case
from rules_engine.decision import Decision, Finding, Status, Verdict
from rules_engine.engine import Engine
from rules_engine.problem import (
    CaseError,
    CheckError,
    EngineUnavailable,
    LedgerError,
    PackError,
    ParseError,
    Problem,
    RulesEngineError,
)

__version__ = "0.1.0"

__all__ = [
    "Case",
    "CaseError",
    "CheckError",
    "Decision",
    "Engine",
    "EngineUnavailable",
    "Finding",
    "LedgerError",
    "PackError",
    "ParseError",
    "Problem",
    "RulesEngineError",
    "Status",
    "Verdict",
]

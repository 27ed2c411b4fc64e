"""The same two actions arranged by hand for speed: nested by what most conditions ask, each question asked once.

It is about the least that the same conditions can cost in Python, and no longer shows which rule is which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.rule_by_rule import BOUND, IN_FORCE, Judgement
from rules_engine import Case

DEPUTIES = frozenset({"deputy", "executive_deputy"})
UPWARD = frozenset({"city_government", "party_committee", "superior"})
DOWNWARD = frozenset({"departments", "lower", "public", "subordinate_units"})
LEVEL = frozenset({"city_department", "other_district", "peer"})
MEETINGS = frozenset({"executive", "head_office", "plenary", "topical"})


def hold_a_meeting(case: Case) -> Judgement:
    """`meeting.hold`: articles 40 to 43 and 45, sixteen rules of which permits cannot be violated."""
    violated: list[str] = []
    facts: Mapping[str, Any] = case.facts
    if case.date < IN_FORCE or facts.get("organ", "government") not in BOUND:
        return "silent", violated
    meeting: Any = facts["meeting"]
    if meeting == "plenary":
        if facts["chair"] != "head":
            violated.append("hongqiao.40.plenary-chair")
        if facts["present"] * 2 < facts["members"]:
            violated.append("hongqiao.40.plenary-quorum")
        if facts["organiser"] != "office":
            violated.append("hongqiao.43.meeting-organised-by-office")
    elif meeting == "executive":
        chair = facts["chair"]
        if not (chair == "head" or (chair == "executive_deputy" and facts["chair_entrusted_by"] == "head")):
            violated.append("hongqiao.41.executive-chair")
        present, members = facts["present"], facts["members"]
        if present * 2 < members:
            violated.append("hongqiao.41.executive-quorum")
        if "personnel" in facts["agenda"] and present * 3 < members * 2:
            violated.append("hongqiao.41.executive-quorum-personnel")
        if facts["organiser"] != "office":
            violated.append("hongqiao.43.meeting-organised-by-office")
    elif meeting == "head_office":
        chair = facts["chair"]
        if not (chair == "head" or (chair == "executive_deputy" and facts["chair_entrusted_by"] == "head")):
            violated.append("hongqiao.42.head-office-chair")
        if facts["present"] * 2 < facts["members"]:
            violated.append("hongqiao.42.head-office-quorum")
        if facts["organiser"] != "office":
            violated.append("hongqiao.43.meeting-organised-by-office")
    elif meeting == "topical":
        if facts["chair"] not in {"head", "executive_deputy", "deputy"}:
            violated.append("hongqiao.45.topical-chair")
    else:
        return "silent", violated
    return ("deny" if violated else "allow"), violated


def sign_a_document(case: Case) -> Judgement:
    """`document.sign`: articles 6, 50 and 51, twenty-four rules, of which six displace others."""
    violated: list[str] = []
    facts: Mapping[str, Any] = case.facts
    if case.date < IN_FORCE or facts.get("organ", "government") not in BOUND:
        return "silent", violated
    issued_as, signer, cleared_by = facts["issued_as"], facts["signer"], facts["cleared_by"]
    if issued_as in {"government", "office"} and cleared_by.isdisjoint(
        ("office", "office_deputy_in_charge", "office_director")
    ):
        violated.append("hongqiao.50.office-reviews-draft")
    if issued_as == "government":
        _sign_for_the_government(facts, signer, cleared_by, violated)
    elif issued_as == "government_with_outside":
        _pass_the_chain(facts, facts["subjects"], cleared_by, violated)
        if signer != "head":
            violated.append("hongqiao.51.joint-outside-by-head")
    elif issued_as == "office":
        _sign_for_the_office(facts, signer, cleared_by, violated)
    else:
        return "silent", violated
    return ("deny" if violated else "allow"), violated


def _sign_for_the_government(facts: Mapping[str, Any], signer: str, cleared_by: Any, violated: list[str]) -> None:
    kind, recipient, subjects = facts["document_kind"], facts["recipient"], facts["subjects"]
    by_head = signer == "head"
    authorised = facts["signer_authorised_by"] == "head"
    if kind == "bill" and not by_head:
        violated.append("hongqiao.51.bill-by-head")
    if kind == "order" and not by_head:
        violated.append("hongqiao.51.order-by-head")
    personnel = "personnel" in subjects or "department_leaders" in subjects
    portfolio = "head_portfolio" in subjects
    appointment, to_city = kind == "appointment", recipient == "city_government"
    if (appointment or personnel) and not by_head:
        violated.append("hongqiao.51.appointment-by-head")
    weighty = facts["weight"] in {"important", "major"} or not subjects.isdisjoint(
        ("planning", "policy", "project", "staff_and_property", "coordinating_body", "funds", "powers")
    )
    decided = facts["meeting_decided"] in MEETINGS
    chained = to_city or appointment or portfolio or personnel or weighty or decided
    if chained:
        _pass_the_chain(facts, subjects, cleared_by, violated)
    if portfolio and not by_head:
        violated.append("hongqiao.51.head-portfolio-by-head")
    if to_city and not by_head:
        violated.append("hongqiao.51.to-city-by-head")
    ordinary = not chained and kind not in {"bill", "order"}
    general = ordinary and recipient not in UPWARD
    stands_in = general and facts.get("signer_stands_in", False) and signer in DEPUTIES
    if not general:
        by_deputy = by_head or (signer in DEPUTIES and authorised)
        if recipient in DOWNWARD and not by_deputy:
            violated.append("hongqiao.51.downward-signer")
        if recipient in LEVEL and not by_deputy:
            violated.append("hongqiao.51.parallel-signer")
    by_executive = by_head or (signer == "executive_deputy" and authorised)
    if recipient in UPWARD and not by_executive:
        violated.append("hongqiao.51.upward-signer")
    if decided and not by_executive:
        violated.append("hongqiao.51.meeting-decided-signer")
    if weighty and not by_executive:
        violated.append("hongqiao.51.weighty-signer")
    if ordinary:
        if facts["other_portfolios"] and not by_head and not facts["countersigned"]:
            violated.append("hongqiao.51.other-portfolios-countersign")
        if "office_deputy_in_charge" not in cleared_by:
            violated.append("hongqiao.51.portfolio-office-deputy-review")
        if general and not (stands_in or by_head or (signer in DEPUTIES and (facts["signer_in_charge"] or authorised))):
            violated.append("hongqiao.51.portfolio-signer")


def _pass_the_chain(facts: Mapping[str, Any], subjects: Any, cleared_by: Any, violated: list[str]) -> None:
    if not facts["cleared_in_order"]:
        violated.append("hongqiao.51.chain-in-order")
    by_leader = facts["signer"] == "executive_deputy" and facts["signer_in_charge"]
    if "head_portfolio" not in subjects and "leader_in_charge" not in cleared_by and not by_leader:
        violated.append("hongqiao.51.chain-leader-in-charge")
    if "office_deputy_in_charge" not in cleared_by:
        violated.append("hongqiao.51.chain-office-deputy")
    if "office_director" not in cleared_by:
        violated.append("hongqiao.51.chain-office-director")


def _sign_for_the_office(facts: Mapping[str, Any], signer: str, cleared_by: Any, violated: list[str]) -> None:
    if facts.get("notes_consent", False):
        on_consent = facts["leader_consented"] and signer == "office_director"
        if (
            not on_consent
            and signer != "head"
            and not (signer in DEPUTIES and (facts["signer_in_charge"] or facts.get("signer_stands_in", False)))
        ):
            violated.append("hongqiao.51.office-name-noting-consent")
    elif signer not in {"head", "office_director"}:
        violated.append("hongqiao.51.office-name-by-director")
    if "office_deputy_in_charge" not in cleared_by:
        violated.append("hongqiao.51.office-name-office-deputy-review")


FUNCTIONS: Mapping[str, Callable[[Case], Judgement]] = {
    "meeting.hold": hold_a_meeting,
    "document.sign": sign_a_document,
}

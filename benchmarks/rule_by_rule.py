"""Two actions of the Hongqiao pack as a programmer would first write them: one `if` for each rule, in plain Python.

A function takes a complete case whose facts have their types, and returns the verdict and the ids of the violated
rules. It gives no citations, no grounds, no advice and no missing facts, and checks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rules_engine import Case

Judgement = tuple[str, list[str]]

IN_FORCE = date(2023, 1, 9)
BOUND = frozenset(
    {
        *("government", "office", "department", "lead_department", "topic_department", "department_legal_unit"),
        *("duty_office", "supervision_office", "legal_office", "coordinating_body", "coordinating_body_office"),
        *("dispatched", "division", "street"),
    }
)
DEPUTIES = ("deputy", "executive_deputy")
UPWARD = ("city_government", "party_committee", "superior")
DOWNWARD = ("departments", "lower", "public", "subordinate_units")
LEVEL = ("city_department", "other_district", "peer")
MEETINGS = ("executive", "head_office", "plenary", "topical")
PERSONNEL = ("personnel", "department_leaders")
CHAINED = ("head_portfolio", *PERSONNEL)
WEIGHTY = ("planning", "policy", "project", "staff_and_property", "coordinating_body", "funds", "powers")


def hold_a_meeting(case: Case) -> Judgement:
    """`meeting.hold`: articles 40 to 43 and 45; of its sixteen rules seven are permits, which nothing violates."""
    violated: list[str] = []
    facts: Mapping[str, Any] = case.facts
    if case.date < IN_FORCE or facts.get("organ", "government") not in BOUND:
        return "silent", violated
    meeting = facts["meeting"]
    chair = facts["chair"]
    entrusted_by = facts["chair_entrusted_by"]
    members = facts["members"]
    present = facts["present"]
    if meeting == "plenary" and chair != "head":
        violated.append("hongqiao.40.plenary-chair")
    if meeting == "plenary" and present * 2 < members:
        violated.append("hongqiao.40.plenary-quorum")
    if meeting == "executive" and not (chair == "head" or (chair == "executive_deputy" and entrusted_by == "head")):
        violated.append("hongqiao.41.executive-chair")
    if meeting == "executive" and present * 2 < members:
        violated.append("hongqiao.41.executive-quorum")
    if meeting == "executive" and "personnel" in facts["agenda"] and present * 3 < members * 2:
        violated.append("hongqiao.41.executive-quorum-personnel")
    if meeting == "head_office" and not (chair == "head" or (chair == "executive_deputy" and entrusted_by == "head")):
        violated.append("hongqiao.42.head-office-chair")
    if meeting == "head_office" and present * 2 < members:
        violated.append("hongqiao.42.head-office-quorum")
    if meeting in {"executive", "head_office", "plenary"} and facts["organiser"] != "office":
        violated.append("hongqiao.43.meeting-organised-by-office")
    if meeting == "topical" and chair not in {"head", "executive_deputy", "deputy"}:
        violated.append("hongqiao.45.topical-chair")
    if violated:
        return "deny", violated
    return ("allow" if meeting in MEETINGS else "silent"), violated


def sign_a_document(case: Case) -> Judgement:  # noqa: PLR0915 -- one `if` for each rule
    """`document.sign`: articles 6, 50 and 51; three of its twenty-four rules displace others."""
    violated: list[str] = []
    facts: Mapping[str, Any] = case.facts
    if case.date < IN_FORCE or facts.get("organ", "government") not in BOUND:
        return "silent", violated
    issued_as = facts["issued_as"]
    kind = facts["document_kind"]
    recipient = facts["recipient"]
    subjects = facts["subjects"]
    signer = facts["signer"]
    cleared_by = facts["cleared_by"]
    government = issued_as == "government"
    authorised = facts["signer_authorised_by"] == "head"
    head_chain = issued_as == "government_with_outside" or (
        government
        and (recipient == "city_government" or kind == "appointment" or any(subject in subjects for subject in CHAINED))
    )
    weighty = government and (
        facts["weight"] in {"important", "major"} or any(subject in subjects for subject in WEIGHTY)
    )
    decided = government and facts["meeting_decided"] in MEETINGS
    ordinary = government and kind not in {"order", "bill"} and not head_chain and not weighty and not decided
    chained = head_chain or weighty or decided
    stands_in = ordinary and facts.get("signer_stands_in", False) and recipient not in UPWARD and signer in DEPUTIES
    by_portfolio = ordinary and recipient not in UPWARD
    by_deputy = signer == "head" or (signer in DEPUTIES and authorised)
    by_executive = signer == "head" or (signer == "executive_deputy" and authorised)
    if issued_as in {"government", "office"} and not (
        "office" in cleared_by or "office_deputy_in_charge" in cleared_by or "office_director" in cleared_by
    ):
        violated.append("hongqiao.50.office-reviews-draft")
    if government and kind == "bill" and signer != "head":
        violated.append("hongqiao.51.bill-by-head")
    if government and kind == "order" and signer != "head":
        violated.append("hongqiao.51.order-by-head")
    on_personnel = kind == "appointment" or any(subject in subjects for subject in PERSONNEL)
    if government and on_personnel and signer != "head":
        violated.append("hongqiao.51.appointment-by-head")
    if chained and not facts["cleared_in_order"]:
        violated.append("hongqiao.51.chain-in-order")
    cleared_by_leader = "leader_in_charge" in cleared_by or (signer == "executive_deputy" and facts["signer_in_charge"])
    if chained and "head_portfolio" not in subjects and not cleared_by_leader:
        violated.append("hongqiao.51.chain-leader-in-charge")
    if chained and "office_deputy_in_charge" not in cleared_by:
        violated.append("hongqiao.51.chain-office-deputy")
    if chained and "office_director" not in cleared_by:
        violated.append("hongqiao.51.chain-office-director")
    if government and "head_portfolio" in subjects and signer != "head":
        violated.append("hongqiao.51.head-portfolio-by-head")
    if issued_as == "government_with_outside" and signer != "head":
        violated.append("hongqiao.51.joint-outside-by-head")
    if government and recipient == "city_government" and signer != "head":
        violated.append("hongqiao.51.to-city-by-head")
    if government and recipient in DOWNWARD and not by_portfolio and not stands_in and not by_deputy:
        violated.append("hongqiao.51.downward-signer")
    if government and recipient in LEVEL and not by_portfolio and not stands_in and not by_deputy:
        violated.append("hongqiao.51.parallel-signer")
    if government and recipient in UPWARD and not by_executive:
        violated.append("hongqiao.51.upward-signer")
    if decided and not by_executive:
        violated.append("hongqiao.51.meeting-decided-signer")
    if weighty and not by_executive:
        violated.append("hongqiao.51.weighty-signer")
    if ordinary and facts["other_portfolios"] and signer != "head" and not facts["countersigned"]:
        violated.append("hongqiao.51.other-portfolios-countersign")
    if ordinary and "office_deputy_in_charge" not in cleared_by:
        violated.append("hongqiao.51.portfolio-office-deputy-review")
    if (
        by_portfolio
        and not stands_in
        and not (signer == "head" or (signer in DEPUTIES and (facts["signer_in_charge"] or authorised)))
    ):
        violated.append("hongqiao.51.portfolio-signer")
    office = issued_as == "office"
    notes_consent = office and facts.get("notes_consent", False)
    on_consent = notes_consent and facts["leader_consented"] and signer == "office_director"
    if office and not notes_consent and signer not in {"office_director", "head"}:
        violated.append("hongqiao.51.office-name-by-director")
    if (
        notes_consent
        and not on_consent
        and signer != "head"
        and not (signer in DEPUTIES and (facts["signer_in_charge"] or facts.get("signer_stands_in", False)))
    ):
        violated.append("hongqiao.51.office-name-noting-consent")
    if office and "office_deputy_in_charge" not in cleared_by:
        violated.append("hongqiao.51.office-name-office-deputy-review")
    if violated:
        return "deny", violated
    return ("allow" if issued_as in {"government", "government_with_outside", "office"} else "silent"), violated


FUNCTIONS: Mapping[str, Callable[[Case], Judgement]] = {
    "meeting.hold": hold_a_meeting,
    "document.sign": sign_a_document,
}

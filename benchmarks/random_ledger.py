"""The events of eight years in five districts as they are sent, the same ones each time; few break a norm."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

DISTRICTS = ("funing", "hongqiao", "hongshan", "huancui", "lulong")
FIRST, LAST = date(2018, 11, 21), date(2026, 11, 20)
DAYS = (LAST - FIRST).days
LEADERS = [f"领导{number}" for number in range(1, 9)]
OFFICERS = [f"负责人{number}" for number in range(1, 121)]
DEPARTMENTS = [f"部门{number}" for number in range(1, 61)]
MINUTES = ("minutes_drafted", "minutes_sent_for_review", "minutes_signed", "minutes_issued", "decisions_published")
WRONG = 0.001
"""The share of what is late, left out or too much."""

Written = dict[str, Any]


def written_events(number: int, seed: int = 7) -> Iterator[Written]:
    """So many events as mappings, one district after another, each in the order of its days."""
    for place, district in enumerate(DISTRICTS):
        share = number * (place + 1) // len(DISTRICTS) - number * place // len(DISTRICTS)
        yield from _District(district, random.Random(seed + place)).events(share)  # noqa: S311 -- no secrets here


class _District:
    """The events of one district."""

    def __init__(self, name: str, draw: random.Random) -> None:
        self.name, self.draw, self.found = name, draw, list[Written]()

    def events(self, number: int) -> list[Written]:
        self.say("ledger_opened", 0)
        self.yearly()
        for day in range(0, DAYS, 10):
            self.meeting(day, "executive")
        acts = (self.meeting, self.task, self.opinion, self.paper, self.leave, self.checked)
        while len(self.found) < number:
            self.draw.choices(acts, (30, 20, 20, 15, 14, 1))[0](self.draw.randrange(DAYS))
        self.found.sort(key=lambda event: str(event["on"])[:10])
        return self.found[:number]

    def say(
        self, kind: str, day: float, names: Written | None = None, fields: Written | None = None, **more: str
    ) -> None:
        """Note an event so many days after the first, if that is not to come; now and then it is put right later."""
        if day > DAYS:
            return
        on = FIRST + timedelta(days=int(day))
        event = {"id": f"{self.name}-{len(self.found)}", "jurisdiction": self.name, "kind": kind, "on": on.isoformat()}
        event |= {key: value for key, value in (("names", names), ("fields", fields)) if value} | more
        self.found.append(event)
        if self.draw.random() < WRONG and kind != "ledger_opened":
            self.found.append(event | {"id": f"{event['id']}-again", "voids": event["id"]})

    def often(self, share: float = 1 - WRONG) -> bool:
        return self.draw.random() < share

    def chosen(self, *values: str) -> str:
        return self.draw.choice(values)

    def lasting(self, kind: str, day: int, days: int, names: Written, fields: Written) -> None:
        last = FIRST + timedelta(days=day + days - 1)
        self.say(kind, day, names, fields, **({"until": last.isoformat()} if last <= LAST else {}))

    def yearly(self) -> None:
        """What comes so often a year."""
        for leader in LEADERS:
            self.say("in_office", 0, {"leader": leader}, {"person": "deputy", "foreign_portfolio": False})
        for year in range(0, DAYS, 365):
            self.say("reported_to_deputies", year + 30)
            self.say("briefed_cppcc_members", year + 31)
            self.meeting(year + 60, "plenary")
            for department in DEPARTMENTS:
                for day in (year + 90, year + 200)[: 1 + self.often(20 * WRONG)]:
                    fields = {"issued_as": "department", "district_wide": True, "meeting": "department_conference"}
                    self.say("conference_held", day, {"department": department}, fields)
            for number, leader in enumerate(LEADERS):
                self.say("research_topic_set", year + 50, {"leader": leader, "topic": f"课题{year}-{number}"})
                traveller = {"traveller": "deputy", "foreign_portfolio": False}
                if self.often(0.3):
                    self.lasting("trip_abroad", year + 20 * number, 8, {"leader": leader}, traveller)
                for day in range(year, year + 365, 12):
                    self.lasting("field_research", day + number % 3, 3, {"leader": leader}, {"visitor": "deputy"})
        for quarter in range(0, DAYS, 80):
            self.say("information_circulated", quarter)
            for leader in LEADERS:
                self.say("petitioners_received", quarter + 5, {"leader": leader})

    def meeting(self, day: int, meeting: str = "topical") -> None:
        """A meeting, what is done about its minutes, and what units say of them."""
        names = {"meeting_ref": f"会议{len(self.found)}"}
        fields = {"meeting": meeting, "extra_meeting": False, "secret_by_law": False, "fit_to_publish": True}
        self.say("meeting_held", day, names, fields)
        for kind in MINUTES:
            if self.often():
                self.say(kind, day + self.often(0.2) * (kind != "minutes_drafted") + (not self.often()) * 9, names)
        units = {**names, "unit": self.draw.choice(DEPARTMENTS)}
        self.say("minutes_comments_asked", day, units)
        self.say("minutes_commented", day + 1, units)

    def task(self, day: int) -> None:
        names = {"task": f"事项{len(self.found)}", "unit": self.draw.choice(DEPARTMENTS)}
        due = FIRST + timedelta(days=day + 20)
        source = self.chosen("deployment", "instruction", "superior")
        self.say("task_assigned", day, names, {"task_source": source, "report_due_on": due.isoformat()})
        if self.often():
            self.say(
                "task_reported", day + self.draw.randrange(20) + (not self.often()) * 9, names, {"in_writing": True}
            )

    def opinion(self, day: int) -> None:
        names = {"matter_ref": f"征询{len(self.found)}", "department": self.draw.choice(DEPARTMENTS)}
        fields = {"consult_purpose": self.chosen("request_paper", "meeting_topic", "draft_document")}
        self.say("opinion_asked", day, names, fields)
        if self.often():
            self.say("opinion_given", day + 1 + (not self.often()) * 9, names, {"reply_in_writing": True})

    def paper(self, day: int) -> None:
        names = {"paper": f"公文{len(self.found)}"}
        self.say("paper_instructed", day, names)
        if self.often():
            self.say("paper_forwarded", day, names)

    def leave(self, day: int) -> None:
        """A leave of somebody who is no leader; more rarely of a leader, whose partner seldom is away as well."""
        days = self.draw.randrange(1, 6)
        if self.often(0.98):
            away = {
                "traveller": "department_head",
                "absence": self.chosen("leave", "business_trip"),
                "leaves_city": True,
            }
            self.lasting("leave_taken", day, days, {"leader": self.draw.choice(OFFICERS)}, away)
            return
        number = self.draw.randrange(len(LEADERS))
        away = {"traveller": "deputy", "absence": "leave", "leaves_city": self.often(0.5)}
        self.lasting("leave_taken", day, days, {"leader": LEADERS[number], "partner": LEADERS[number ^ 1]}, away)

    def checked(self, day: int) -> None:
        """What was asked for from above, told by telephone and in writing."""
        names = {"incident": f"信息{len(self.found)}"}
        at = datetime.combine(FIRST + timedelta(days=day), time(self.draw.randrange(8, 18), self.draw.randrange(60)))
        for kind, minutes in (("check_requested", 0), ("check_phoned", 15), ("check_written", 40)):
            late = 30 * (not self.often())
            moment = at + timedelta(minutes=minutes + late * (minutes > 0))
            self.say(kind, day, names, on=moment.isoformat(" ", "minutes"))

"""How strict districts are on one action, as a drawing: the stricter stands above, and a line says that it is.

Strictness is no order: it is compared over the cases of which both speak, so that a line cannot be inferred from two
others. Every line is drawn; districts without one stand apart below. Districts that are equal to one another and stand
alike to all the rest share a box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules_engine.analyse.strictness import Relation
from rules_engine.source import display_width

Pair = tuple[str, str]
Names = tuple[str, ...]
Point = tuple[int, int]

_COLUMN: Final = 7  # pixels that a column of text takes
_LINE: Final = 20  # pixels from one line of a box to the next
_PAD: Final = 12
_ACROSS: Final = 28  # pixels between boxes beside one another
_DOWN: Final = 46  # and below one another


@dataclass(frozen=True, slots=True)
class Box:
    """One district, or several that are alike; `x` and `y` are its corner.

    `apart` tells that it is one district to which no line leads.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    apart: bool

    @property
    def middle(self) -> int:
        """Its middle, from the left."""
        return self.x + self.width // 2

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """The lines of its text, each with the height at which it stands."""
        return tuple((self.y + _LINE * number + _LINE - 5 + _PAD // 3, text) for number, text in enumerate(self.labels))


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a stricter box to a looser one, or between equal ones; `path` is an SVG path."""

    path: str
    equal: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """The drawing, with its size in pixels."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def lattice(labels: Mapping[str, str], relations: Mapping[Pair, Relation]) -> Lattice:
    """The drawing of some districts; `relations` has both directions of each pair."""
    groups = _alike(tuple(labels), relations)
    pairs = [(one, other) for one in groups for other in groups if one is not other]
    stricter = [pair for pair in pairs if _is(pair, Relation.STRICTER, relations)]
    equal = [pair for pair in pairs if _is(pair, Relation.EQUAL, relations)]
    linked = {group for pair in (*stricter, *equal) for group in pair}
    depth = _depths([group for group in groups if group in linked], stricter, equal)
    levels = [[g for g in groups if g in linked and depth[g] == level] for level in sorted(set(depth.values()))]
    apart = [group for group in groups if group not in linked]
    boxes = _placed([*levels, *([apart] if apart else [])], labels, apart)
    lines = [Line(_path(boxes[one], boxes[other], boxes.values()), equal=False) for one, other in stricter]
    lines += [
        Line(_path(boxes[one], boxes[other], boxes.values()), equal=True)
        for one, other in equal
        if groups.index(one) < groups.index(other)
    ]
    width = max(box.x + box.width for box in boxes.values()) + _PAD
    height = max(box.y + box.height for box in boxes.values()) + _PAD
    return Lattice(tuple(boxes.values()), tuple(lines), width, height)


def _is(pair: tuple[Names, Names], relation: Relation, relations: Mapping[Pair, Relation]) -> bool:
    return relations[pair[0][0], pair[1][0]] is relation


def _depths(
    groups: Sequence[Names], stricter: Sequence[tuple[Names, Names]], equal: Sequence[tuple[Names, Names]]
) -> dict[Names, int]:
    """How far down each group stands: below all that are stricter, beside those that are equal, as far as can be.

    As strictness is no order, it may run in a circle; the depths are then those after as many rounds as there are
    groups, and some line points upwards.
    """
    depth = dict.fromkeys(groups, 0)
    for _ in groups:
        for above, below in stricter:
            depth[below] = max(depth[below], depth[above] + 1)
        for one, other in equal:
            depth[one] = depth[other] = max(depth[one], depth[other])
    return depth


def _alike(names: Sequence[str], relations: Mapping[Pair, Relation]) -> list[Names]:
    """The districts in groups whose members are equal and stand alike to all the rest."""
    groups: list[Names] = []
    for name in names:
        for at, group in enumerate(groups):
            rest = [other for other in names if other != name and other not in group]
            if all(
                relations[name, member] is Relation.EQUAL
                and all(relations[name, other] is relations[member, other] for other in rest)
                for member in group
            ):
                groups[at] = (*group, name)
                break
        else:
            groups.append((name,))
    return groups


def _placed(levels: Sequence[Sequence[Names]], labels: Mapping[str, str], apart: Sequence[Names]) -> dict[Names, Box]:
    """The boxes, level by level from above, each level in the middle."""
    sizes = {
        group: (
            max(display_width(labels[name]) for name in group) * _COLUMN + 2 * _PAD,
            len(group) * _LINE + _PAD,
        )
        for level in levels
        for group in level
    }
    widths = [sum(sizes[group][0] for group in level) + _ACROSS * (len(level) - 1) for level in levels]
    found: dict[Names, Box] = {}
    y = _PAD
    for level, wide in zip(levels, widths, strict=True):
        x = _PAD + (max(widths) - wide) // 2
        for group in level:
            width, height = sizes[group]
            shown = tuple(labels[name] for name in group)
            found[group] = Box(group, shown, x, y, width, height, group in apart and len(group) == 1)
            x += width + _ACROSS
        y += max(sizes[group][1] for group in level) + _DOWN
    return found


def _path(one: Box, other: Box, boxes: Iterable[Box]) -> str:
    """The line between two boxes: straight, or bent as far as it must be to pass by the others."""
    start, end = _ends(one, other)
    rest = [box for box in boxes if box not in (one, other)]
    step = _ACROSS + max(one.width, other.width) // 2
    for bend in (0, step, -step, 2 * step, -2 * step, 3 * step):
        # Between boxes beside one another a line bends downwards, else sideways.
        across, down = (0, bend) if one.y == other.y else (bend, 0)
        middle = ((start[0] + end[0]) // 2 + across, (start[1] + end[1]) // 2 + down)
        points = [_on(start, middle, end, at / 24) for at in range(25)]
        if not any(_inside(point, box) for point in points for box in rest):
            break
    if middle == ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2):
        return f"M{start[0]},{start[1]} L{end[0]},{end[1]}"
    return f"M{start[0]},{start[1]} Q{middle[0]},{middle[1]} {end[0]},{end[1]}"


def _ends(one: Box, other: Box) -> tuple[Point, Point]:
    """Where a line leaves one box and meets the other."""
    if one.y == other.y:
        beside = one.x < other.x
        return (
            (one.x + one.width * beside, one.y + one.height // 2),
            (other.x + other.width * (not beside), other.y + other.height // 2),
        )
    above = one.y < other.y
    return (one.middle, one.y + one.height * above), (other.middle, other.y + other.height * (not above))


def _on(start: Point, middle: Point, end: Point, part: float) -> tuple[float, float]:
    """A point of a bent line."""
    first, second, third = (1 - part) ** 2, 2 * part * (1 - part), part**2
    return (
        first * start[0] + second * middle[0] + third * end[0],
        first * start[1] + second * middle[1] + third * end[1],
    )


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box.x - 3 <= point[0] <= box.x + box.width + 3 and box.y - 3 <= point[1] <= box.y + box.height + 3

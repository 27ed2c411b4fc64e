"""Small charts of lines on two logarithmic axes, as SVG text; nothing but Python is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 340, 250, 58, 34, 14, 44
INKS = ("#1f5fa8", "#c2571a", "#3c8d40")

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: `lines` by their names, each with its points."""

    title: str
    x: str
    y: str
    lines: Mapping[str, Points]


def drawn(panels: Sequence[Panel]) -> str:
    """Panels two in a row."""
    rows = -(-len(panels) // 2)
    body = [
        f'<g transform="translate({at % 2 * WIDTH} {at // 2 * HEIGHT})">{_panel(panel)}</g>'
        for at, panel in enumerate(panels)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {rows * HEIGHT}" '
        f'width="{2 * WIDTH}" height="{rows * HEIGHT}" font-family="sans-serif" font-size="11" fill="#222">\n'
        '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _panel(panel: Panel) -> str:
    xs = [x for points in panel.lines.values() for x, _ in points]
    ys = [y for points in panel.lines.values() for _, y in points]
    x_from, x_to = floor(log10(min(xs))), ceil(log10(max(xs)))
    y_from, y_to = floor(log10(min(ys))), max(ceil(log10(max(ys))), floor(log10(min(ys))) + 1)

    def place(x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - x_from) / (x_to - x_from)
        up = (log10(y) - y_from) / (y_to - y_from)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    parts = [f'<text x="{LEFT}" y="16" font-size="13" font-weight="bold">{panel.title}</text>']
    for power in range(x_from, x_to + 1):
        x, bottom = place(10**power, 10**y_from)
        parts.append(f'<path d="M{x:.1f} {TOP}V{bottom:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 14:.1f}" text-anchor="middle">{_power(power)}</text>')
    for power in range(y_from, y_to + 1):
        left, y = place(10**x_from, 10**power)
        parts.append(f'<path d="M{left:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 5:.1f}" y="{y + 4:.1f}" text-anchor="end">{_power(power)}</text>')
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
    parts.append(f'<text x="{middle:.1f}" y="{HEIGHT - 10}" text-anchor="middle">{panel.x}</text>')
    parts.append(f'<text x="{LEFT}" y="29" fill="#555">{panel.y}</text>')
    for ink, (name, points) in zip(INKS, panel.lines.items(), strict=False):
        places = [place(x, y) for x, y in points]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{ink}" stroke-width="1.8"/>')
        parts.extend(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{ink}"/>' for x, y in places)
        x, y = places[-1]
        parts.append(f'<text x="{x:.1f}" y="{y - 7:.1f}" text-anchor="end" fill="{ink}">{name}</text>')
    return "".join(parts)


def _power(power: int) -> str:
    return f"{10.0**power:g}" if abs(power) < 4 else f"10<tspan dy='-4' font-size='8'>{power}</tspan>"

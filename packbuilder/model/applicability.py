"""For which cases a layout is made."""

from __future__ import annotations

from packbuilder.model.case import CaseFile
from packbuilder.model.layout import ACTION, PICKETS
from packbuilder.model.loaded import Branch, Layout, Subject


def made_for(layout: Layout, case: Subject, branch: Branch | None = None) -> bool:
    """Whether a layout is made of a case, in an edition for a branch or for none."""
    facts = layout.facts
    if facts.each in {"campaign", "signer"}:  # they are not made of a case alone
        return False
    if case.facts.kind not in {None, *facts.kinds} or case.facts.status not in facts.states:
        return False
    return all(_has(name, case, branch) for name in facts.given)


def pickets(case: Subject, branch: Branch) -> tuple[int, ...]:
    """Which of the pickets of a branch are held for a case, by their places in its file."""
    return tuple(n for n, picket in enumerate(branch.facts.pickets) if picket.case == case.slug)


def _has(name: str, case: Subject, branch: Branch | None) -> bool:
    """Whether a case has a part of that name, a text, or an action of that kind; `pickets` are the branch's own."""
    if name == PICKETS and branch is not None:
        return bool(pickets(case, branch))
    kind = "picket" if name == PICKETS else name.removeprefix(ACTION)
    if name == PICKETS or name.startswith(ACTION):
        return any(action.kind == kind for action in case.facts.actions)
    if name in CaseFile.model_fields:
        return bool(getattr(case.facts, name, None))
    return any(name in texts for texts in case.texts.values())

"""The table of steps as docs/life-of-a-project.md shows it: as a table, and as a picture."""

from grants.living.transitions import FINAL, TRANSITIONS, Paper
from household_groups.models.life import ProjectStepKind


def as_markdown() -> str:
    """The table as docs/life-of-a-project.md shows it; a test holds the two together."""
    lines = [
        "| from | step | right | not by who | papers | what has to hold | words |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for each in TRANSITIONS:
        cells = (
            each.before.value if each.before else "–",
            each.step.value,
            each.action.value,
            ", ".join([*each.not_by, *(["added a paper of it"] if each.not_on_own_papers else [])]),
            ", ".join(_paper(paper) for paper in each.papers),
            "; ".join(each.conditions),
            "needed" if each.needs_words else "",
        )
        lines.append(f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |"))
    return "\n".join(lines)


def as_diagram() -> str:
    """The table as a picture, for the same page."""
    lines = ["stateDiagram-v2"]
    lines += [
        f"    {each.before.value if each.before else '[*]'} --> {each.step.value}" for each in TRANSITIONS
    ]
    lines += [f"    {step.value} --> [*]" for step in ProjectStepKind if step in FINAL]
    return "\n".join(lines)


def _paper(paper: Paper) -> str:
    said = paper.kind.value if paper.at_least == 1 else f"{paper.at_least} × {paper.kind.value}"
    return f"{said}, or why not" if paper.unless_said else said

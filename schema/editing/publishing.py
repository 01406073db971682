"""What would be said of an edition if it were published now."""

from models.editing.publishing_rules import publishing_problems
from models.editing.reading import State
from models.problems import Problem as ContentProblem
from schema.access.problems import PlainProblem, Problem, ProblemCode, Severity
from schema.editing.names import shown
from schema.editing.readings import EntryReading


def problems_of(reading: EntryReading, state: State) -> list[Problem]:
    """List what is wrong with an edition, warnings among it."""
    zone = reading.circumstances.site.zone
    found = publishing_problems(reading.model, reading.states.entry, state.values, state.sources, reading.now, zone)
    return [problem_of(each) for each in found]


def problem_of(problem: ContentProblem) -> Problem:
    """Show a problem."""
    severity = Severity.WARNING if problem.is_warning else Severity.BLOCKING
    return PlainProblem(
        code=ProblemCode(problem.code), severity=severity, path=shown(problem.field), message=problem.reason
    )

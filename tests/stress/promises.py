"""All promises, a line each, in the order of the document."""

from tests.stress.promise import NO_DATABASE, Promise

PROMISES: tuple[Promise, ...] = (
    Promise("P1", "No fund is ever over-committed.", "tests.stress.no_overcommitment"),
    Promise(
        "P2",
        "All caps hold together, and every grant is what the contract says, whatever happens in which order.",
        "tests.properties.histories",
        alone=False,
    ),
    Promise(
        "P3",
        "What is sent twice at one moment is recorded once, and nobody gets an error.",
        "tests.stress.sent_twice",
    ),
    Promise(
        "P3",
        "What is sent again because the answer was lost is recorded once.",
        "tests.stress.queue_replayed",
    ),
    Promise(
        "P4",
        "The same id with other content is refused, seen by the officer, and alters nothing.",
        "tests.stress.other_content",
    ),
    Promise(
        "P6",
        "A contribution is taken back once, however often that is asked, and all of its money is free again.",
        "tests.stress.reversed_once",
    ),
    Promise(
        "P7",
        "A rule that is amended changes nothing that was decided before.",
        "tests.properties.amended_rules",
        alone=False,
    ),
    Promise(
        "P8",
        "Where money is split, not a minor unit is lost or made.",
        "tests.properties.splits",
        NO_DATABASE,
        alone=False,
    ),
    Promise(
        "P9",
        "A conversion is rounded once, to the nearest minor unit.",
        "tests.properties.conversion",
        NO_DATABASE,
        alone=False,
    ),
    Promise(
        "P10",
        "A process that dies takes nothing along: what was acknowledged is there, once, and nothing by half.",
        "tests.stress.nothing_lost_by_kills",
    ),
    Promise(
        "P10",
        "A command that dies leaves nothing by half, and can be called again.",
        "tests.stress.commands_killed",
    ),
    Promise(
        "P11",
        "What is acknowledged was written to the disk before.",
        "tests.stress.on_disk",
    ),
    Promise(
        "P12",
        "A full disk is a clean refusal: nothing is lost, all can be read, and it goes on by itself.",
        "tests.stress.full_disk",
    ),
    Promise(
        "P13",
        "The report of a closed quarter is one file for ever.",
        "tests.properties.sealed_reports",
        alone=False,
    ),
    Promise(
        "P14",
        "A contribution counts in the quarter of the day on which it was received, where it was received.",
        "tests.properties.quarter_edges",
        alone=False,
    ),
    Promise(
        "P15",
        "A clock that is wrong does the books no harm.",
        "tests.properties.wrong_clock",
        alone=False,
    ),
    Promise(
        "P18",
        "Whoever alters the journal is found, wherever and however.",
        "tests.properties.tampered",
        alone=False,
    ),
    Promise(
        "P19",
        "A backup made while people work brings back all that was acknowledged before it began.",
        "tests.stress.restored",
    ),
    Promise(
        "T1",
        "The tests notice when a safeguard is missing.",
        "tests.mutants.killing",
        NO_DATABASE,
        alone=False,
    ),
)

"""What is asked for is made once, by one worker at a time, whatever ends that worker."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from core.audit import note
from core.database import transaction
from core.errors import Refusal
from core.jobs import leases
from core.jobs.asking import MOST_WAITING
from core.jobs.files import KEPT
from core.jobs.kinds import Making
from core.jobs.leases import LEASE, MOST_TRIES, claim
from core.jobs.models import JobState
from core.jobs.presence import SEEN_WITHIN, be_gone, be_seen, is_anybody_working
from core.jobs.progress import Phase, begin, counted
from core.jobs.refusals import JobReason
from core.jobs.rows import file_of_jobs, kept_jobs
from core.jobs.sweeping import put_back, remove_old
from core.journal.settings import HeadsReason
from core.migrations import check
from tests.core.jobs.conftest import NOW, Bench


def _now() -> datetime:
    return datetime.now(UTC)


def test_what_is_asked_for_is_made_and_kept_for_a_week(bench: Bench) -> None:
    id = bench.ask(span="2020-Q2")
    bench.work_off()
    job = bench.job(id)
    assert (job.state, job.size, bench.files()) == (JobState.DONE, 14, ["TJ-KHT 2020-Q2"])
    remove_old(bench.books, bench.folder, _now() + KEPT - timedelta(minutes=1))
    assert bench.files() == ["TJ-KHT 2020-Q2"]
    remove_old(bench.books, bench.folder, _now() + KEPT)
    assert bench.files() == []


def test_the_same_wish_is_the_same_job_until_the_books_go_on(bench: Bench) -> None:
    first = bench.ask(span="2020-Q2")
    assert bench.ask(span="2020-Q2") == first
    others = {bench.ask(span="2020-Q3"), bench.ask("bahrom", span="2020-Q2")}
    bench.work_off()
    assert bench.ask(span="2020-Q2") == first
    transaction(bench.books, lambda books: note(books, bench.programme_id, "funds", "F", by="zarina", at=NOW))
    assert bench.ask(span="2020-Q2") not in {first, *others}
    assert len({first, *others}) == 3


def test_of_one_person_a_few_wait_at_a_time(bench: Bench) -> None:
    first, *_ = [bench.ask(span=str(number)) for number in range(MOST_WAITING)]
    with pytest.raises(Refusal) as refused:
        bench.ask(span="one more")
    assert refused.value.reason is JobReason.TOO_MANY
    assert bench.ask(span="0") == first
    assert bench.ask("bahrom", span="one more")
    bench.change(first, state=JobState.DONE)
    assert bench.ask(span="one more") != first


def test_a_clock_that_was_set_back_keeps_no_job_from_being_made(bench: Bench) -> None:
    running, waiting = bench.ask(span="2020-Q2"), bench.ask(span="2020-Q3")
    later = _now() + timedelta(hours=1)
    with kept_jobs(bench.books) as rows:
        claim(rows, running, later)
        be_seen(rows, "one", later)
        assert not is_anybody_working(rows, later - 2 * SEEN_WITHIN)
    bench.change(waiting, offered_at=later)
    assert put_back(bench.books, lambda: True, _now()) == [running, waiting]


def test_a_folder_that_takes_no_file_is_a_fault_like_any_other(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.folder.write_text("where the folder should be")
    id = bench.ask(span="2020-Q2")
    bench._work_on(id)
    assert (bench.job(id).state, bench.job(id).tries) == (JobState.QUEUED, 1)
    assert f"J{id}-" in caplog.text
    assert "FileExistsError" in caplog.text


def test_one_worker_at_a_time_and_a_dead_one_is_followed_by_another(bench: Bench) -> None:
    id = bench.ask(span="2020-Q2")
    with kept_jobs(bench.books) as rows:
        first = claim(rows, id, NOW)
        assert first is not None
        assert claim(rows, id, NOW + LEASE) is None
        second = claim(rows, id, NOW + LEASE + timedelta(seconds=1))
        assert second is not None
        assert not leases.renew(rows, first, NOW, "reading", 1, 2)
        assert not leases.finish(rows, first, NOW, "late", 1)
        assert leases.renew(rows, second, NOW, "reading", 1, 2)
    assert bench.job(id).tries == 2


def test_what_a_killed_worker_left_is_made_by_the_next(bench: Bench) -> None:
    id = bench.ask(span="2020-Q2")
    with kept_jobs(bench.books) as rows:
        claim(rows, id, _now())
    bench.work_off()
    assert bench.job(id).state is JobState.RUNNING
    bench.change(id, leased_until=NOW)
    bench.work_off()
    assert (bench.job(id).state, bench.job(id).tries) == (JobState.DONE, 2)


def test_a_job_that_ends_its_worker_every_time_fails_and_can_be_asked_for_again(bench: Bench) -> None:
    id = bench.ask(span="2020-Q2")
    bench.change(id, state=JobState.RUNNING, worker="w", tries=MOST_TRIES, leased_until=NOW)
    assert put_back(bench.books, lambda: True, _now()) == []
    job = bench.job(id)
    assert (job.state, job.failure) == (JobState.FAILED, None)
    assert str(job.reference).startswith(f"J{id}-")
    assert bench.ask(span="2020-Q2") != id


def test_a_fault_is_tried_three_times(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_making: Making) -> None:
        raise ZeroDivisionError

    bench.make_with(fail)
    id = bench.ask(span="2020-Q2")
    for tries in range(1, MOST_TRIES + 1):
        bench.work_off()
        assert bench.job(id).tries == tries
        bench.change(id, offered_at=NOW)
    job = bench.job(id)
    assert (job.state, bench.files()) == (JobState.FAILED, [])
    assert str(job.reference) in caplog.text


def test_a_refusal_is_said_to_who_asked_and_not_tried_again(bench: Bench) -> None:
    def refuse(_making: Making) -> None:
        raise Refusal(HeadsReason.UNREADABLE, why="of a test")

    bench.make_with(refuse)
    id = bench.ask(span="2020-Q2")
    bench.work_off()
    job = bench.job(id)
    assert (job.state, job.tries) == (JobState.FAILED, 1)
    assert "of a test" in str(job.failure)


def test_a_worker_that_is_told_to_stop_gives_its_job_back(bench: Bench) -> None:
    def stop(_making: Making) -> None:
        raise KeyboardInterrupt

    bench.make_with(stop)
    id = bench.ask(span="2020-Q2")
    with pytest.raises(KeyboardInterrupt):
        bench._work_on(id)
    assert (bench.job(id).state, bench.job(id).tries) == (JobState.QUEUED, 0)


def test_who_lost_a_job_leaves_nothing_of_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs.progress._TOLD_EVERY", 0.01)

    def be_slow(making: Making) -> None:
        bench.change(1, worker="another")
        while True:  # until the thread that tells finds out
            making.progress.step(1)

    bench.make_with(be_slow)
    id = bench.ask(span="2020-Q2")
    bench.work_off()
    assert (bench.job(id).worker, bench.job(id).state, bench.files()) == ("another", JobState.RUNNING, [])


def test_progress_is_told_while_rows_pass(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs.progress._TOLD_EVERY", 0.01)
    seen: list[tuple[str | None, int | None]] = []

    def count(making: Making) -> None:
        begin(Phase.READING, 500)
        for number in counted(range(500)):
            if number == 400:
                while bench.job(id).done != 250:
                    pass
                seen.append((bench.job(id).phase, bench.job(id).of))
        write(making)

    def write(making: Making) -> None:
        making.path.write_text("done")

    bench.make_with(count)
    id = bench.ask(span="2020-Q2")
    bench.work_off()
    assert seen == [("reading", 500)]
    assert bench.job(id).state is JobState.DONE


def test_a_worker_is_there_while_it_says_so(bench: Bench) -> None:
    with kept_jobs(bench.books) as rows:
        assert not is_anybody_working(rows, NOW)
        be_seen(rows, "one", NOW)
        assert is_anybody_working(rows, NOW + timedelta(seconds=10))
        assert not is_anybody_working(rows, NOW + timedelta(seconds=20))
        be_seen(rows, "one", NOW + timedelta(seconds=20))
        be_gone(rows, "one", NOW + timedelta(seconds=21))
        assert not is_anybody_working(rows, NOW + timedelta(seconds=21))


def test_jobs_on_sqlite_leave_the_file_of_the_books_alone(bench: Bench) -> None:
    bench.ask(span="2020-Q2")
    there = set(sa.inspect(bench.books).get_table_names())
    if bench.books.dialect.name == "sqlite":
        assert file_of_jobs(bench.books).is_file()
        assert not there & {"job", "task"}
    else:
        assert {"job", "huey_task"} <= there
        check(bench.books)

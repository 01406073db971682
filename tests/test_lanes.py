"""Lanes: of a worker's threads as few work at a time as there are lanes, and more once those take long."""

from threading import Event, Lock

import pytest

from delivery.edge.lanes import Lanes, leave_lane

LONG = 30
"""Seconds after which a test has failed; nothing takes them."""


@pytest.fixture
def pools():
    made = []

    def make(*arguments, **options):
        made.append(Lanes(*arguments, **options))
        return made[-1]

    yield make
    for pool in made:
        pool.shutdown()


class Counter:
    """Counts how many tasks run at a time."""

    def __init__(self):
        self.lock, self.now, self.most = Lock(), 0, 0

    def __call__(self, number):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        sum(range(2_000))
        with self.lock:
            self.now -= 1
        return number


@pytest.mark.parametrize("lanes", [1, 2])
def test_so_many_tasks_run_at_a_time_as_there_are_lanes(pools, lanes):
    pool, count = pools(8, lanes, LONG), Counter()
    futures = [pool.submit(count, number) for number in range(500)]
    assert [future.result(LONG) for future in futures] == list(range(500))
    assert count.most <= lanes
    assert pool.started <= lanes


def test_what_takes_long_lets_others_pass(pools):
    pool, go_on = pools(4, 1, 0.001), Event()
    slow = [pool.submit(go_on.wait, LONG) for _ in range(3)]
    assert pool.submit(lambda: "short").result(LONG) == "short"
    assert not any(future.done() for future in slow)
    go_on.set()
    assert [future.result(LONG) for future in slow] == [True] * 3
    assert [pool.submit(abs, -1).result(LONG) for _ in range(50)] == [1] * 50


def test_who_waits_lets_others_pass_at_once(pools):
    pool, go_on = pools(4, 1, LONG), Event()

    def wait():
        leave_lane()
        leave_lane()
        return go_on.wait(LONG)

    waiting = [pool.submit(wait) for _ in range(3)]
    assert pool.submit(lambda: "short").result(LONG) == "short"
    go_on.set()
    assert [future.result(LONG) for future in waiting] == [True] * 3
    assert pool.free == 1
    assert not pool.held


def test_no_more_threads_are_started_than_there_may_be(pools):
    pool, go_on = pools(3, 1, 0.001), Event()
    slow = [pool.submit(go_on.wait, LONG) for _ in range(10)]
    go_on.set()
    assert all(future.result(LONG) for future in slow)
    assert pool.started <= 3


def test_what_fails_is_told_and_leaves_the_lane(pools):
    pool = pools(2, 1, LONG)
    failed = pool.submit(int, "x")
    with pytest.raises(ValueError, match="invalid literal"):
        failed.result(LONG)
    assert pool.submit(int, "7").result(LONG) == 7


def test_a_pool_that_is_shut_does_what_waits_and_takes_no_more(pools):
    pool, go_on = pools(2, 1, LONG), Event()
    first, second = pool.submit(go_on.wait, LONG), pool.submit(int, "7")
    pool.shutdown(wait=False)
    with pytest.raises(RuntimeError):
        pool.submit(int, "8")
    go_on.set()
    assert (first.result(LONG), second.result(LONG)) == (True, 7)


def test_outside_of_a_pool_there_is_no_lane_to_leave():
    leave_lane()

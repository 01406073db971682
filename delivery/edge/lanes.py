"""Lanes: of a worker's threads as few work at a time as are fastest, and further ones as soon as those take long.

    requests in a queue ─> a thread takes the next one, where a lane is free
                             ├ done within the patience: the same thread takes the next, which wakes nobody
                             └ not done by then, or it waits for a slot: the lane is given to another thread

Threads of Python that are ready at the same time hand the interpreter to each other, which costs a request more than it
takes: so on SQLite there is one lane, and a short request is answered as by a worker of one thread. One that takes
long goes on without a lane, beside those that come after it.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Condition, Lock, Thread, local
from time import monotonic
from typing import Any

PATIENCE = 0.005
"""Seconds for which a request has its lane: most take one or two thousandths, and nobody notices five."""


class Lane:
    """A lane that a thread has since an instant of the monotonic clock, until it is given to others."""

    def __init__(self) -> None:
        self.since = monotonic()


Task = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...]]

HELD = local()
"""What each thread works in: `pool` and `lane`."""


class Lanes(Executor):
    """At most so many *threads*, started as they are needed, in so many *lanes*, each with *patience* seconds."""

    def __init__(self, threads: int, lanes: int, patience: float = PATIENCE) -> None:
        self.most, self.free, self.patience = threads, lanes, patience
        self.started = self.idle = 0
        self.is_shut = self.is_watched = False
        self.tasks: deque[Task] = deque()
        self.held: dict[Lane, None] = {}
        lock = Lock()
        self.ready, self.overdue = Condition(lock), Condition(lock)
        self.start(self.watch)

    def submit(self, task: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":  # type: ignore[override]
        """Let a thread do a task as soon as a lane is free."""
        future: Future[Any] = Future()
        with self.ready:
            if self.is_shut:
                raise RuntimeError("The worker takes no requests any more.")
            self.tasks.append((future, task, arguments))
            self.go_on()
        return future

    def go_on(self) -> None:
        """See to tasks that wait: a thread takes one, or the lanes are watched. The caller has the lock."""
        if self.free:
            self.wake()
        elif not self.is_watched:
            self.overdue.notify()

    def wake(self) -> None:
        """Let a thread take a task."""
        if self.idle:
            self.ready.notify()
        elif self.started < self.most:
            self.started, self.idle = self.started + 1, self.idle + 1
            self.start(self.work)

    def start(self, run: Callable[[], None]) -> None:
        """Start a thread; it ends with its process."""
        Thread(target=run, name="lane", daemon=True).start()

    def work(self) -> None:
        """Do tasks, each in a lane."""
        while taken := self.take():
            lane, task = taken
            HELD.pool, HELD.lane = self, lane
            perform(task)
            with self.ready:
                self.release(lane)
                self.idle += 1

    def take(self) -> tuple[Lane, Task] | None:
        """Wait for a task and a lane; None once there will be none. Who waits, or was just started, is idle."""
        with self.ready:
            while not (self.tasks and self.free):
                if self.is_shut:
                    return None
                self.ready.wait()
            self.idle -= 1
            self.free -= 1
            lane = Lane()
            self.held[lane] = None
            task = self.tasks.popleft()
            if self.tasks:
                self.go_on()
            return lane, task

    def release(self, lane: Lane) -> None:
        """Let others have a lane, unless they have it already. The caller has the lock."""
        if lane in self.held:
            del self.held[lane]
            self.free += 1

    def leave(self, lane: Lane) -> None:
        """Let others have the lane of a thread that goes on with its task."""
        with self.ready:
            self.release(lane)
            if self.tasks:
                self.go_on()

    def watch(self) -> None:
        """Give lanes to others that were held for too long while tasks wait."""
        with self.overdue:
            while not self.is_shut:
                if self.free or not self.tasks:
                    self.overdue.wait()
                    continue
                lane = next(iter(self.held))
                left = lane.since + self.patience - monotonic()
                if left > 0:
                    self.is_watched = True
                    self.overdue.wait(left)
                    self.is_watched = False
                else:
                    self.release(lane)
                    self.wake()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  (the library's)
        """Take no tasks any more, and do those that wait."""
        with self.ready:
            self.is_shut = True
            self.ready.notify_all()
            self.overdue.notify_all()


def perform(task: Task) -> None:
    """Do a task, and note how it ended."""
    future, do, arguments = task
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(do(*arguments))
    except BaseException as error:  # noqa: BLE001  (as in the library's: who asks for the result gets it)
        future.set_exception(error)


def leave_lane() -> None:
    """Let others have the lane of this thread, if it has one: it is about to wait."""
    pool = getattr(HELD, "pool", None)
    if pool is not None:
        pool.leave(HELD.lane)

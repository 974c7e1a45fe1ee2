# SPDX-License-Identifier: GPL-3.0-or-later
"""Many runs, in several processes with a world of their own each."""

import dataclasses
import multiprocessing
import traceback

from fault.judge import judge
from fault.run import Run
from fault.world import World

# Of what the runs are: their surroundings, one of them, and what it is held against.
COMMANDS = (World, Run, judge)


@dataclasses.dataclass(frozen=True)
class Outcome:
    seed: int
    kind: str
    text: str               # what was done, and what happened
    occurred: bool
    wrong: tuple            # sentences
    said: str               # by the program


def run_seed(kind, world, seed):
    _world, run_type, judge_run = kind
    run = run_type.draw(world, seed)
    text = f"seed {seed}: {run}"
    try:
        run.go()
        wrong = tuple(judge_run(run))
    except Exception:       # pylint: disable=broad-except  # a seed that cannot be run is one that failed
        return Outcome(seed, run.fault.name, text, False, (traceback.format_exc(),), "")
    said = f"status {run.status}\n{run.output.decode(errors='replace')}\n{run.errors.decode(errors='replace')}"
    return Outcome(seed, run.fault.name, text, run.has_occurred, wrong, said)


def _work(kind, program, library, tasks, queue):
    """Each task is a list of seeds, of which those after the first that occurs are left out."""
    try:
        with kind[0](program, library) as world:
            for seeds in iter(tasks.get, None):
                for seed in seeds:
                    outcome = run_seed(kind, world, seed)
                    queue.put(outcome)
                    if outcome.occurred or outcome.wrong:
                        break
    finally:
        queue.put(None)


def run_all(program, library, tasks, jobs=2, kind=COMMANDS):
    """The outcomes of all tasks, in the order in which they are there."""
    context = multiprocessing.get_context("fork")
    waiting, done = context.SimpleQueue(), context.SimpleQueue()
    processes = [context.Process(target=_work, args=(kind, program, library, waiting, done)) for _ in range(jobs)]
    for process in processes:
        process.start()
    feeder = context.Process(target=_feed, args=(waiting, tasks, jobs))
    feeder.start()
    for _ in processes:
        yield from iter(done.get, None)
    for process in [*processes, feeder]:
        process.join()


def _feed(waiting, tasks, jobs):
    for task in tasks:
        waiting.put(task)
    for _ in range(jobs):
        waiting.put(None)

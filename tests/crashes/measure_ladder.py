"""Climb the whole ladder and print its counts (README, "Figures").

python tests/crashes/measure_ladder.py [EVERY [NAME]]

EVERY 7 takes each seventh rung, beginning elsewhere in each scenario; NAME the scenarios whose name holds it.
"""

import resource
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crash_ladder import SCENARIOS, Tally, climb, list_kills, list_refusals, open_ladder, prepare
from shimmed_command import compile_shim


def measure_ladder(every: int = 1, name: str = "", climbers: int = 2) -> int:
    """Climb every `every`th rung of the scenarios of this name, and print what came of it; return the faults."""
    whole = Tally()
    began = time.monotonic()
    with TemporaryDirectory() as place, ExitStack() as stack:
        commands = open_ladder(stack, compile_shim(Path(place)), climbers)
        for number, scenario in enumerate(SCENARIOS):
            if name in scenario.name:
                home = Path(place) / str(number)
                prepared = prepare(scenario, home, commands[0])
                for what, faults in (("killed", list_kills(prepared)), ("refused", list_refusals(prepared))):
                    tally = climb(prepared, faults[number % every :: every], home, commands)
                    _say(f"{time.monotonic() - began:6.0f} s  {tally.tell(f'{scenario.name}, {what}')}")
                    whole.add(tally)
    for fault in whole.faults:
        _say(f"  fault: {fault}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    points, seconds = sum(whole.rungs.values()), time.monotonic() - began
    _say(f"{points} points, {whole.states} states, {len(whole.faults)} faults")
    _say(f"{seconds:.0f} s by the clock, {used.ru_utime + used.ru_stime:.0f} s of processor time")
    return len(whole.faults)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a measurement prints its figures


if __name__ == "__main__":
    sys.exit(measure_ladder(*(int(word) if word.isdigit() else word for word in sys.argv[1:])) > 0)  # type: ignore[arg-type]

"""From a key press to the first sample of its tone reaching the sound device.

Run it where there is a speaker (a virtual one will do): `python benchmarks/key_latency.py`.
Target: median 30 ms. Keys are pressed while a sound plays, as in a greeting.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from simulator.adapters.player_miniaudio import MiniaudioPlayer
from simulator.ports import PortError

TARGET_MEDIAN_MS = 30.0
_PAUSE_SECONDS = 0.07
_READY_SECONDS = 5.0


def measure(player: MiniaudioPlayer, presses: int) -> list[float]:
    """Press keys during a ring; returns milliseconds, one for each press."""
    player.beep(threading.Event())  # opens the device: a call does that with its first ring
    stop = threading.Event()
    rings = threading.Thread(target=ring_on, args=(player, stop))
    rings.start()
    for count in range(presses):
        player.key("0123456789*#"[count % 12])
        time.sleep(_PAUSE_SECONDS)
    deadline = time.monotonic() + _READY_SECONDS
    while len(found := player.key_latencies_seconds()) < presses and time.monotonic() < deadline:
        time.sleep(_PAUSE_SECONDS)
    stop.set()
    rings.join()
    return [seconds * 1000 for seconds in found]


def ring_on(player: MiniaudioPlayer, stop: threading.Event) -> None:
    """Ring until stopped."""
    while not stop.is_set():
        player.ring(stop)


def main() -> int:
    """Print median and 99th percentile; 1 if the target is missed, 3 without a speaker."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=200)
    parser.add_argument("--speaker", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        player = MiniaudioPlayer(Path(folder) / "log", chosen.speaker)
        try:
            found = measure(player, min(chosen.presses, 500))
        except PortError as error:
            print(error, file=sys.stderr)
            return 3
        finally:
            player.close()
    median = statistics.median(found)
    worst = statistics.quantiles(found, n=100)[98]
    print(f"{len(found)} keys: median {median:.1f} ms, 99th percentile {worst:.1f} ms")
    return 0 if median <= TARGET_MEDIAN_MS else 1


if __name__ == "__main__":
    sys.exit(main())

"""A sound card that is not there: our own PulseAudio with a null speaker and a fake microphone.

Programs started with `env` play into `speaker`, where `hear` records them, and record from `mic`,
into which `speak` plays. Silence runs into both all the time: without it, a stream's first block
comes up to two seconds late. Works as root, without a session bus, and ends only what it started.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RATE_HZ = 48_000
LATENCY_MSEC = 20
PROGRAMS = ("pulseaudio", "pactl", "paplay", "parec", "pacat")
_START_SECONDS = 15.0
_END_SECONDS = 5.0


class SoundCardFailed(RuntimeError):
    """PulseAudio did not do what was asked of it."""


def missing_programs() -> list[str]:
    """What would have to be installed first."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


class SoundCard:
    """One PulseAudio, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "pulseaudio.log"
        self._socket = folder / "pulse.sock"
        self._commands = folder / "commands.sock"
        self._server = f"unix:{self._socket}"
        self._daemon: subprocess.Popen[bytes] | None = None
        self._helpers: list[subprocess.Popen[bytes]] = []
        self._microphone: str | None = None
        self.env = {
            "PULSE_SERVER": self._server,
            "PULSE_RUNTIME_PATH": str(folder / "runtime"),
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_CLIENTCONFIG": str(folder / "client.conf"),
            "PULSE_LATENCY_MSEC": "60",
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }

    def start(self) -> None:
        """Start everything; it is in working order when this returns."""
        self._write_configuration()
        self._daemon = subprocess.Popen(
            ["pulseaudio", *self._options()],
            env=self._environment(XDG_RUNTIME_DIR=str(self._folder), HOME=str(self._folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._daemon_answers, _START_SECONDS, "PulseAudio to answer")
        self.plug()
        self._pactl("set-default-sink", "speaker")
        for sink in ("speaker", "micfeed"):
            self._run_along("pacat", "--raw", *_LATENCY, "-d", sink, "/dev/zero")
        for source in ("speaker.monitor", "mic"):
            with self.record(source):
                pass

    def stop(self) -> None:
        """End every process that was started here."""
        for process in self._helpers:
            _end(process)
        self._helpers.clear()
        if self._daemon is not None:
            _end(self._daemon)
            self._daemon = None

    @contextmanager
    def hear(self) -> Iterator[Path]:
        """Record what the speaker plays, from now to the end of the block; then it is a WAV."""
        with self.record("speaker.monitor") as path:
            yield path

    @contextmanager
    def record(self, source: str) -> Iterator[Path]:
        """Record a source into a WAV: mono, 16 bits, 48 kHz. Sound is flowing when this enters."""
        number = len(list(self._folder.glob("heard-*.raw")))
        raw = self._folder / f"heard-{number}.raw"
        path = raw.with_suffix(".wav")
        with raw.open("wb") as out:
            recorder = subprocess.Popen(
                ["parec", "--raw", *_LATENCY, *_FORMAT, "-d", source],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
            )
        self._helpers.append(recorder)
        try:
            wait_until(lambda: raw.stat().st_size > 0, _START_SECONDS, f"sound from {source}")
            yield path
        finally:
            self._helpers.remove(recorder)
            _end(recorder)
            pcm = raw.read_bytes()
            with wave.open(str(path), "wb") as wav:
                wav.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
                wav.writeframes(pcm[: len(pcm) // 2 * 2])

    def speak(self, path: Path) -> subprocess.Popen[bytes]:
        """Begin to play a WAV into the microphone; `wait()` on the answer for its end."""
        return self._run_along("paplay", "--latency-msec=40", "-d", "micfeed", str(path))

    def play(self, path: Path) -> subprocess.Popen[bytes]:
        """Begin to play a WAV on the speaker, as any other program might."""
        return self._run_along("paplay", "--latency-msec=40", "-d", "speaker", str(path))

    def unplug(self) -> None:
        """Take the microphone away; who records from it loses the stream.

        PulseAudio would move streams to another source, the speaker's monitor at worst, so they are
        ended first.
        """
        if self._microphone is not None:
            for output in self._recordings_from("mic"):
                self._command(f"kill-source-output {output}")
            wait_until(lambda: not self._recordings_from("mic"), _START_SECONDS, "streams to end")
            self._pactl("unload-module", self._microphone)
            self._microphone = None

    def plug(self) -> None:
        """Put the microphone back."""
        if self._microphone is None:
            self._microphone = self._pactl(
                "load-module",
                "module-remap-source",
                "source_name=mic",
                "master=micfeed.monitor",
                "source_properties=device.description=FakeMicrophone",
            ).strip()
            self._pactl("set-default-source", "mic")

    def sources(self) -> list[str]:
        """The names of all sources, the monitors of the sinks among them."""
        return [source[1] for source in self._listed("sources")]

    def _recordings_from(self, name: str) -> list[str]:
        """The numbers of the streams that record from a source."""
        numbers = {source[1]: source[0] for source in self._listed("sources")}
        return [o[0] for o in self._listed("source-outputs") if o[1] == numbers[name]]

    def _listed(self, kind: str) -> list[list[str]]:
        return [line.split("\t") for line in self._pactl("list", "short", kind).splitlines()]

    def _command(self, line: str) -> None:
        """Give PulseAudio an order that pactl does not know."""
        with socket.socket(socket.AF_UNIX) as channel:
            channel.settimeout(_START_SECONDS)
            channel.connect(str(self._commands))
            channel.sendall(f"{line}\n".encode())
            channel.shutdown(socket.SHUT_WR)
            while channel.recv(4096):
                pass

    def _options(self) -> list[str]:
        return [
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--disallow-exit=yes",
            "--use-pid-file=no",
            "--realtime=no",
            "--high-priority=no",
            f"--log-target=file:{self._log}",
            "-L",
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            "-L",
            f"module-cli-protocol-unix socket={self._commands}",
            "-L",
            f"module-null-sink sink_name=speaker rate={RATE_HZ} channels=2 "
            "sink_properties=device.description=FakeSpeaker",
            "-L",
            f"module-null-sink sink_name=micfeed rate={RATE_HZ} channels=1 "
            "sink_properties=device.description=MicrophoneFeed",
        ]

    def _write_configuration(self) -> None:
        (self._folder / "runtime").mkdir(mode=0o700, exist_ok=True)
        (self._folder / "client.conf").write_text("autospawn = no\n", "utf-8")
        # Programs that know ALSA only come here too.
        device = f'{{ type pulse server "{self._server}" }}\n'
        (self._folder / "asound.conf").write_text(
            "</usr/share/alsa/alsa.conf>\n"
            + "".join(f"{name} {device}" for name in ("pcm.!default", "ctl.!default", "pcm.pulse")),
            "utf-8",
        )

    def _environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, **self.env, **more}

    def _daemon_answers(self) -> bool:
        if self._daemon is not None and self._daemon.poll() is not None:
            raise SoundCardFailed(f"PulseAudio ended: {self._log_text()}")
        return self._pactl_run("info").returncode == 0

    def _pactl(self, *words: str) -> str:
        done = self._pactl_run(*words)
        if done.returncode != 0:
            raise SoundCardFailed(f"pactl {' '.join(words)}: {done.stderr}\n{self._log_text()}")
        return done.stdout

    def _pactl_run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *words],
            env=self._environment(LC_ALL="C"),
            capture_output=True,
            text=True,
            timeout=_START_SECONDS,
            check=False,
        )

    def _run_along(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._helpers.append(process)
        return process

    def _log_text(self) -> str:
        with suppress(OSError):
            return self._log.read_text("utf-8", errors="replace")[-2000:]
        return "(no log)"


_LATENCY = (f"--latency-msec={LATENCY_MSEC}",)
_FORMAT = (f"--rate={RATE_HZ}", "--channels=1", "--format=s16le")


def wait_until(is_so: Callable[[], bool], seconds: float, what: str) -> None:
    """Look again and again until something is so; a failure names what was waited for."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise SoundCardFailed(f"Waited {seconds:.0f} s for {what}, in vain.")
        time.sleep(0.02)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

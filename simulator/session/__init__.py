"""Carries out a call's effects through the ports, keeps its journal, hands it to the graders."""

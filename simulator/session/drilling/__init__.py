"""Drills: runs of quick choices, of whole calls against the clock or by chance, of one part."""

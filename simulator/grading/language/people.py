"""Words that tell whose something is: the prospect's, or the rep's own firm's."""

from __future__ import annotations

TO_YOU = frozenset({
    "you", "your", "you're", "you've", "you'd", "yours", "congratulations", "congrats", "kudos",
    "yourself", "youre", "youve",
})  # fmt: skip
OF_US = frozenset({"we", "our", "us", "we've", "we're", "ours", "ourselves", "weve"})
NOTICED = frozenset({
    "saw", "see", "seen", "read", "noticed", "heard", "hear", "watched", "caught", "loved", "know",
    "looked", "listened", "understand", "gather", "spotted", "found", "came",
})  # fmt: skip
"""After "we saw" or "we read" comes what the prospect did."""
DID = frozenset({
    "took", "has", "had", "won", "opened", "launched", "is", "was", "just", "got", "moved", "made",
    "signed", "landed", "acquired", "bought", "expanded", "merged",
})  # fmt: skip
"""After a firm's name comes what that firm did."""

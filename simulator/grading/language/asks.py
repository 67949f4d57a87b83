"""What a message asks for, by the channel on which the answer should come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simulator.grading.language.phone_number import readings
from simulator.grading.transcript import Span

Channel = Literal["call", "email", "text", "site", "calendar", "forward", "answer"]

_CALL = (
    r"\b(?:call|ring|phone|dial|buzz)(?:ing)? (?:me|us)(?: back)?\b"
    r"|\bgive (?:me|us|my \w+) (?:an? )?(?:\w+ ){0,2}?(?:call|ring|shout|buzz|bell|tinkle|holler)\b"
    r"|(?<!no )(?<!not )\b(?:call|ring|phone) (?:me )?(?:back|anytime|any time|whenever|before|when"
    r"|on|at)\b(?= (?:on |at |me |any|when|before|oh|zero|one|two|three|four|five|six|seven|eight"
    r"|nine|\d|this|my|the|if|for|and|so|to|monday|tuesday|wednesday|thursday|friday))"
    r"|\blet['’]?s (?:talk|speak|have a (?:call|chat))\b|\b(?:ring|call|phone) the (?:office|store|shop)\b|\bcall (?:me )?back\b|\b(?:call|ring|phone) or (?=text|email|e-mail|mail|shoot|drop|send)|(?:, |\bor )(?:call|phone|ring)(?= (?:oh|zero|one|two|three|four|five|six|seven|eight|nine|\d))|\breturn (?:my|the|this) call\b"
    r"|\bpick up the phone\b|\bget me on\b|\b(?:reach|find|catch|get) me (?:at|on|here|back|any)\b"
    r"|\bget (?:back to|hold of) me\b|\b(?:reach|get) me\b(?= (?:by|via) (?:phone|mobile|cell))"
)
_EMAIL = (
    r"\b(?:reply|respond|write back)(?:ing)? (?:to|on) (?:my|the|that|this|it|me by)\b"
    r"(?: \w+){0,3}? ?(?:e-?mail|note|message|mail|one|it)?\b"
    r"|\b(?:send|shoot|drop|fire|ping|fling|pop|flick|zip|fire off|send over) (?:me |us |over )?"
    r"(?:back )?(?:an? |your )?(?:\w+ ){0,2}?(?:e-?mail|note|line|message|reply)\b"
    r"|(?<!an )(?<!my )(?<!the )(?<!your )(?<!by )(?<!i can )(?<!i could )(?<!i'll )(?<!i will )"
    r"(?<!can )\b(?:e-?mail|mail) (?:me|us)\b|\byou (?:can|could) (?:just |also )?e-?mail\b|\btell me (?:your|there|their) e-?mail\b|\bor e-?mail\b|\bmy e-?mail(?: address)?(?:['’]s| is)\b"
    r"|\b(?:\w+ ){1,3}at \w+(?: \w+)? dot (?!dot)\w+\b|\b\S+@\S+"
    r"|\bby (?:reply|e-?mail|return)\b|\bjust (?:reply|hit reply)\b|\bhit reply\b"
    r"|\breply to me\b|\bwrite (?:to )?me\b|\bwrite back\b"
)
_TEXT = (
    r"\b(?:text|whatsapp|dm) (?:me|us|back|this number|that number)\b"
    r"|\b(?:send|shoot|drop|fire|ping) (?:me |us )?(?:over )?an? (?:\w+ )?(?:text|dm|whatsapp)\b"
    r"|\b(?:call|ring|phone) or text\b|\bmessage me on (?:linkedin|whatsapp)\b"
    r"|\b(?:connect|message|find|add) (?:with )?(?:me )?(?:on|via) linkedin\b|\bfacebook me\b"
    r"|\bor (?:um |uh |er |like )?linkedin\b|\bmessage us\b|\b(?:hit|get) me up on (?!the phone)\w+\b"
)
_SITE = (
    r"\b(?:visit|check out|check|go to|look at|head (?:over )?to|see|browse|look up|hop on|jump on|"
    r"have a (?:look|gander|peek|nose) (?:at|on|around|round)|take a (?:look|peek) at|pop (?:on|over)"
    r"(?: to)?|go on|find us (?:at|on|online)|log (?:on|in) to|swing by|poke around(?: on)?) "
    r"(?:\w+ ){0,3}?(?:web ?site|web ?page|site|page|online|portal|landing page)\b"
    r"|\b(?:visit|check out|go to|see|at|on|look at|head to|over to|it['’]?s|is) "
    r"(?:www[. ])?(?:\w+[- ]){0,3}?\w+(?: dot (?!dot)\w+|\.(?:com|co|org|net|io|uk|example))\b"
    r"|\b(?<!at )(?<!by )[a-z0-9]+(?: [a-z0-9]+)? dot (?:com|example|org|net|io|co)\b"
    r"|\bsign up at\b|\b(?:google us|look us up|find us online|look at us online|on our (?:web ?)?site)\b"
    r"|\bdownload (?:our|the|it|a copy)\b|\bfill (?:in|out) (?:the|our|a) (?:form|survey)\b"
    r"|\bhave a (?:look|gander|peek|nose) (?:at|on) (?:\w+ ){1,4}?dot \w+\b"
)
_CALENDAR = (
    r"\b(?:book|grab|pick|choose|find|reserve|claim|schedule|set up|put) (?:\w+ ){0,4}?"
    r"(?:time|slot|spot|meeting|call|demo|half hour|hour|minutes|appointment|something|yourself) "
    r"(?:\w+ ){0,2}?(?:on|in|off|from|through|via|using|with) (?:\w+ ){0,2}?"
    r"(?:calendar|calendly|diary|link|scheduler|booking)\b"
    r"|\b(?:on|in|use|through|via|using|to) (?:my|the|our|this|that) "
    r"(?:\w+ )?(?:calendar|calendly|diary|scheduler|scheduling link|booking (?:page|link)|"
    r"calendar link)\b"
    r"|\b(?:accept|confirm) (?:the|my|that) (?:\w+ )?(?:invite|invitation)\b|\bcalendar link\b"
    r"|\bbook (?:time|a (?:slot|time|demo|call|meeting)|yourself)\b|\bbook (?:in|straight in)\b"
)
_FORWARD = (
    r"\b(?:pass|forward|hand|relay) (?:this|it|that|my \w+|me)\b"
    r"(?: \w+){0,4}? ?(?:on|along|over|to|message|details|name)\b"
)
_ANSWER = (
    r"\b(?:let me know|tell me|drop me) (?:who|a name|whose|if)\b|\bwho (?:would|might) that be\b"
    r"|\b(?:put|get) me (?:in touch|through|on to)\b|\b(?:point|steer|direct|refer|nudge) me\b"
    r"|\bpointing me\b|\btransfer me\b|\bconnect me\b"
    r"|\bgrateful for a name\b|\ba name would be\b|\b(?:let me know|let us know)\b"
)
_CHANNELS: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("forward", re.compile(_FORWARD, re.IGNORECASE)),
    ("calendar", re.compile(_CALENDAR, re.IGNORECASE)),
    ("text", re.compile(_TEXT, re.IGNORECASE)),
    ("email", re.compile(_EMAIL, re.IGNORECASE)),
    ("site", re.compile(_SITE, re.IGNORECASE)),
    ("call", re.compile(_CALL, re.IGNORECASE)),
    ("answer", re.compile(_ANSWER, re.IGNORECASE)),
)
"""More specific ones first: "send this on" is not an email, "call on my calendar" not a call."""
_NO_CALL = re.compile(
    r"\b(?:no need|don['’]?t need|do not need|needn['’]?t|no reason|not necessary|don['’]?t have)"
    r"(?: for you)?(?: to)?(?: \w+){0,2}? (?:call|ring|phone)\b|\b(?:don['’]?t|do not|please don['’]?t)"
    r"(?: \w+)? (?:call|ring|phone)\b|\bno (?:call ?back|return call)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:i|we)(?:['’]?ll| will| can| could|['’]?d| would|['’]?m going to|['’]?m happy to)?"
    r"(?: (?:also|just|gladly|happily|always|love to|be happy to|like to|try to|then|even))*\s*$",
    re.IGNORECASE,
)
"""Before what the rep will do: "I can email you", "I'll ring you on Friday"."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked, and where."""

    channel: Channel
    span: Span


def asks(text: str, number: str, max_errors: int) -> tuple[Ask, ...]:
    """Everything that is asked, in order. A number that is left asks for a call.

    `number` is the rep's, of which `max_errors` digits may be amiss. Who says that there is no need
    to call does not ask for it, though the number is left.
    """
    found = list(_phrases(text))
    if _NO_CALL.search(text):
        found = [a for a in found if a.channel != "call"]
    else:
        found += [Ask("call", heard.span) for heard in readings(text, number, max_errors)]
    if any(a.channel != "answer" for a in found):
        found = [a for a in found if a.channel != "answer"]
    return tuple(sorted(found, key=lambda a: a.span.start))


def _phrases(text: str) -> Iterator[Ask]:
    taken: list[Span] = []
    for channel, pattern in _CHANNELS:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            overlaps = any(span.start < t.end and t.start < span.end for t in taken)
            if overlaps or _OWN.search(text[: span.start]):
                continue
            taken.append(span)
            yield Ask(channel, span)

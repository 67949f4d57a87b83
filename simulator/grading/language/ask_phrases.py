"""How people ask to be answered, channel by channel, as patterns of small letters.

Each pattern is one way of saying it. `asks.py` looks for them, the more special channels first.
"""

from __future__ import annotations

import re

_TOP_LEVEL = r"(?:com|co|org|net|io|uk|example)"
_A_NUMBER = r"(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|\d)"
_SOON = (
    r"(?:on|at|me|any|when|before|this|my|the|if|for|and|so|to|monday|tuesday|wednesday|thursday|"
    rf"friday|{_A_NUMBER})"
)


def _any(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{way})" for way in ways), re.IGNORECASE)


CALL = _any(
    r"\b(?:call|ring|phone|dial|buzz)(?:ing)? (?:me|us)(?: back)?\b",
    r"\bgive (?:me|us|my \w+) (?:an? )?(?:\w+ ){0,2}?(?:call|ring|shout|buzz|bell|tinkle|holler)\b",
    r"(?<!no )(?<!not )\b(?:call|ring|phone) (?:me )?"
    rf"(?:back|anytime|any time|whenever|before|when|on|at)\b(?= {_SOON})",
    r"\blet['’]?s (?:talk|speak|have a (?:call|chat))\b",
    r"\b(?:ring|call|phone) the (?:office|store|shop)\b",
    r"\bcall (?:me )?back\b",
    r"\b(?:call|ring|phone) or (?=text|email|e-mail|mail|shoot|drop|send)",
    rf"(?:, |\bor )(?:call|phone|ring)(?= {_A_NUMBER})",
    r"\breturn (?:my|the|this) call\b",
    r"\bpick up the phone\b",
    r"\bget me on\b",
    r"\b(?:reach|find|catch|get) me (?:at|on|here|back|any)\b",
    r"\bget (?:back to|hold of) me\b",
    r"\b(?:reach|get) me\b(?= (?:by|via) (?:phone|mobile|cell))",
)
EMAIL = _any(
    r"\b(?:reply|respond|write back)(?:ing)? (?:to|on) (?:my|the|that|this|it|me by)\b"
    r"(?: \w+){0,3}? ?(?:e-?mail|note|message|mail|one|it)?\b",
    r"\b(?:send|shoot|drop|fire|ping|fling|pop|flick|zip|fire off|send over) (?:me |us |over )?"
    r"(?:back )?(?:an? |your )?(?:\w+ ){0,2}?(?:e-?mail|note|line|message|reply)\b",
    r"(?<!an )(?<!my )(?<!the )(?<!your )(?<!by )(?<!i can )(?<!i could )(?<!i'll )(?<!i will )"
    r"(?<!can )\b(?:e-?mail|mail) (?:me|us)\b",
    r"\byou (?:can|could) (?:just |also )?e-?mail\b",
    r"\btell me (?:your|there|their) e-?mail\b",
    r"\bor e-?mail\b",
    r"\bmy e-?mail(?: address)?(?:['’]s| is)\b",
    r"\b(?:\w+ ){1,3}at \w+(?: \w+)? dot (?!dot)\w+\b",
    rf"\b\w+ at \w+(?: \w+)? ?\.{_TOP_LEVEL}\b",
    r"(?<!\S)[^\s@]{1,64}@\S{1,255}",
    r"\bby (?:reply|e-?mail|return)\b",
    r"\bjust (?:reply|hit reply)\b",
    r"\bhit reply\b",
    r"\breply to me\b",
    r"\bwrite (?:to )?me\b",
    r"\bwrite back\b",
)
TEXT = _any(
    r"\b(?:text|whatsapp|dm) (?:me|us|back|this number|that number)\b",
    r"\b(?:send|shoot|drop|fire|ping) (?:me |us )?(?:over )?an? (?:\w+ )?(?:text|dm|whatsapp)\b",
    r"\b(?:call|ring|phone) or text\b",
    r"\bmessage me on (?:linkedin|whatsapp)\b",
    r"\b(?:connect|message|find|add) (?:with )?(?:me )?(?:on|via) linkedin\b",
    r"\bfacebook me\b",
    r"\bor (?:um |uh |er |like )?linkedin\b",
    r"\bmessage us\b",
    r"\b(?:hit|get) me up on (?!the phone)\w+\b",
)
_LOOK = (
    r"(?:visit|check out|check|go to|look at|head (?:over )?to|see|browse|look up|hop on|jump on|"
    r"have a (?:look|gander|peek|nose) (?:at|on|around|round)|take a (?:look|peek) at|"
    r"pop (?:on|over)(?: to)?|go on|find us (?:at|on|online)|log (?:on|in) to|swing by|"
    r"poke around(?: on)?)"
)
SITE = _any(
    rf"\b{_LOOK} (?:\w+ ){{0,3}}?"
    r"(?:web ?site|web ?page|site|page|online|portal|landing page)\b",
    r"\b(?:visit|check out|go to|see|at|on|look at|head to|over to|it['’]?s|is) "
    rf"(?:www[. ])?(?:\w+[- ]){{0,3}}?\w+(?: dot (?!dot)\w+| ?\.{_TOP_LEVEL})\b",
    rf"\b(?<!at )(?<!by )[a-z0-9]+(?: [a-z0-9]+)? dot {_TOP_LEVEL}\b",
    r"\bsign up at\b",
    r"\b(?:google us|look us up|find us online|look at us online|on our (?:web ?)?site)\b",
    r"\bdownload (?:our|the|it|a copy)\b",
    r"\bfill (?:in|out) (?:the|our|a) (?:form|survey)\b",
    r"\bhave a (?:look|gander|peek|nose) (?:at|on) (?:\w+ ){1,4}?dot \w+\b",
)
_BOOK = r"(?:book|grab|pick|choose|find|reserve|claim|schedule|set up|put)"
_A_TIME = (
    r"(?:time|slot|spot|meeting|call|demo|half hour|hour|minutes|appointment|something|yourself)"
)
CALENDAR = _any(
    rf"\b{_BOOK} (?:\w+ ){{0,4}}?{_A_TIME} (?:\w+ ){{0,2}}?(?:on|in|off|from|through|via|using|"
    r"with) (?:\w+ ){0,2}?(?:calendar|calendly|diary|link|scheduler|booking)\b",
    r"\b(?:on|in|use|through|via|using|to) (?:my|the|our|this|that) (?:\w+ )?(?:calendar|calendly|"
    r"diary|scheduler|scheduling link|booking (?:page|link)|calendar link)\b",
    r"\b(?:accept|confirm) (?:the|my|that) (?:\w+ )?(?:invite|invitation)\b",
    r"\bcalendar link\b",
    r"\bbook (?:time|a (?:slot|time|demo|call|meeting)|yourself)\b",
    r"\bbook (?:in|straight in)\b",
)
FORWARD = _any(
    r"\b(?:pass|forward|hand|relay) (?:this|it|that|my \w+|me)\b"
    r"(?: \w+){0,4}? ?(?:on|along|over|to|message|details|name)\b",
)
ANSWER = _any(
    r"\b(?:let me know|tell me|drop me) (?:who|a name|whose|if)\b",
    r"\bwho (?:would|might) that be\b",
    r"\b(?:put|get) me (?:in touch|through|on to)\b",
    r"\b(?:point|steer|direct|refer|nudge) me\b",
    r"\bpointing me\b",
    r"\btransfer me\b",
    r"\bconnect me\b",
    r"\bgrateful for a name\b",
    r"\ba name would be\b",
    r"\b(?:let me know|let us know)\b",
)
NO_CALL = _any(
    r"\b(?:no need|don['’]?t need|do not need|needn['’]?t|no reason|not necessary|don['’]?t have)"
    r"(?: for you)?(?: to)?(?: \w+){0,2}? (?:call|ring|phone)\b",
    r"\b(?:don['’]?t|do not|please don['’]?t)(?: \w+)? (?:call|ring|phone)\b",
    r"\bno (?:call ?back|return call)\b",
)
"""After these the number is left for something else."""
OWN = re.compile(
    r"\b(?:i|we)(?:['’]?ll| will| can| could|['’]?d| would|['’]?m going to|['’]?m happy to)?"
    r"(?: (?:also|just|gladly|happily|always|love to|be happy to|like to|try to|then|even))*\s*$",
    re.IGNORECASE,
)
"""Before what the rep will do: "I can email you", "I'll ring you on Friday"."""

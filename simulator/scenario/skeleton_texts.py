"""The fixed parts of a new scenario's file; `$words` are filled in by `skeleton`."""

from __future__ import annotations

from typing import Final

GREETINGS: Final = {
    "personal_mailbox": (
        "You've reached $name at $company. I can't take your call right now. Please leave your "
        "name and your number, and I'll call you back."
    ),
    "vendor_line": (
        "Thank you for calling the vendor information line of $company. Please leave your name, "
        "your company and what you offer, and our team will review it."
    ),
    "wrong_contact": (
        "Hi, this is Sam Porter in accounts payable at $company. I'm away from my desk. Please "
        "leave a message, and I'll get back to you."
    ),
}

CUES_HEARD: Final = {
    "personal_mailbox": "You've reached $name",
    "vendor_line": "vendor information line",
    "wrong_contact": "this is Sam Porter in accounts payable",
}
"""The deciding words of those greetings."""

CALL: Final = """\
# yaml-language-server: $$schema=$schema
# A call for Rolecall. Lines that begin with # are notes for you, and can go. Change the words until
# the call is yours; `rolecall check` on this file says what is wrong and what could be better.
id: $id
version: 1 # one more whenever something else becomes right
type: $type
level: 1 # 1 to 3
title: $title # what lists show: it must not give the answer
industry: $industry
$lines
# Who the rep plays, and what the rep sells.
rep:
  name: $rep
  company: $rep_company
  number: $number
  offer: $offer

# Whom the rep wants to reach.
prospect:
  name: $prospect
  title: $prospect_title
  company: $company
  # also: [nicknames, and other forms of the name]

# What the rep has found out. The phrases are ways to say it aloud, in a few rare words: add more.
research:
$research

# What the rep reads before the call: why this person, and where the number is from; never the
# answer.
brief: $brief

# A message that would be called back: 35 to 80 words.
model:
  text: $model

# A message that would not, and the criteria that it fails.
poor:
  text: $poor
  fails: [personal_hook, early_hook, reason_to_call_back, cliche_opener, apologetic_hedging]
"""

_SLOTS: Final = """\
# Words that differ from call to call, so that the second call is no test of memory. Take out the #
# signs, and write {who.first}, {who.last} and {who.firm} wherever these words stand; what begins
# with a brace needs quotes: "{who.first} {who.last}".
# slots:
#   who:
#     - {first: Robin, last: Vale, firm: Marlow Foods}
#     - {first: Casey, last: Dunn, firm: Orchard Mills}

# The call: the first line answers. The cue is the words of its greeting that decide, exactly.
lines:
"""

_OWN: Final = """\
    kind: own_mailbox
    voice: $voice # `rolecall preview` plays it; the others are the files in `voices`
    greeting: {greeting}
    cue: {cue}
    then: beep
    keys: {{"#": beep}}
    choice:
      best: leave
      rule: OWN
      why: >-
        Their own name, in their own voice: this mailbox is theirs. This is the place for the
        message that you prepared.
"""

_OPERATOR_AND_DESK: Final = """\
  operator:
    kind: operator
    voice: operator
    greeting: $operator
    then: conversation
    choice:
      best: ask_by_name
      rule: GENERAL
      why: >-
        Whoever answers here connects people, and buys nothing. A name is put through, and a pitch
        is not.
    conversation:
      people:
        - name: $name
          says: One moment, I'll put you through.
          to: desk
      # What is said to somebody who pitches instead of asking; without a place to go, they hang up.
      pitched:
        says: We don't take offers on this line. Goodbye.
  desk:
""" + _OWN.format(greeting="$desk", cue="$desk_cue")

LINES: Final = {
    "personal_mailbox": "cues: [named_own_voice] # what it trains\n\n"
    + _SLOTS
    + "  desk:\n"
    + _OWN.format(greeting="$greeting", cue="$cue"),
    "vendor_line": "cues: [vendor_hotline] # what it trains\n\n"
    + _SLOTS
    + """\
  vendors:
    kind: general_mailbox
    voice: announcer
    greeting: $greeting
    cue: $cue
    then: beep
    keys: {"0": operator, "0#": operator, "#": beep}
    choice:
      best: zero_out
      rule: GENERAL
      why: >-
        This line belongs to nobody, and nobody calls back from it. Press 0#, get a person, and
        start over with a name.
"""
    + _OPERATOR_AND_DESK,
    "wrong_contact": "cues: [colleague] # what it trains\n\n"
    + _SLOTS
    + """\
  extension:
    kind: other_mailbox
    voice: tom
    greeting: $greeting
    cue: $cue
    then: beep
    keys: {"0": operator, "0#": operator, "#": beep}
    choice:
      best: hang_up
      acceptable: [zero_out]
      rule: UNSURE
      why: >-
        This is somebody else's mailbox, and a message for your prospect does not belong here. Hang
        up and look for the right number; asking the operator by name is fine too.
"""
    + _OPERATOR_AND_DESK,
}

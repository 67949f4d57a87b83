"""A scenario as plain, frozen values.

A scenario is a small graph of **lines** (Dana's own mailbox, a vendor line, an operator ...). The
first line in the file answers the call; keys and operators lead to the others. What may stand in a
field is said by the field's description, which `docs/scenario-format.md` repeats.

Three words that must not blur: a fact's `phrases` are ways in which a rep might mention it, a
line's `cue` is the deciding words of its greeting, and a scenario's `cues` are the names of what
it trains.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from simulator.scenario.control import refuse_control_characters, refuse_more_than_a_line

ScenarioType = Literal["personal_mailbox", "vendor_line", "wrong_contact"]
LineKind = Literal[
    "own_mailbox", "other_mailbox", "general_mailbox", "operator", "directory", "screening"
]
Then = Literal["beep", "full", "hang_up", "conversation"]
Rule = Literal[
    "OWN", "GENERAL", "UNSURE", "NO-ASK", "RELEVANT", "PERSONAL", "SHORT", "REASON", "NO-DUMP",
    "SLOW", "ALIVE", "PRACTISED", "CALLBACK",
]  # fmt: skip

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(refuse_more_than_a_line),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(refuse_control_characters),
]
Made = Annotated[
    str,
    StringConstraints(
        pattern=r"^(leave|hang_up|zero_out|key:[0-9*#]|answer_screen|ask_by_name|ask_who|pitch)$"
    ),
]
"""What a rep can do on a line, in the words that scenario files, events and scorecards share."""
Keys = Annotated[str, StringConstraints(pattern=r"^([0-9*#]|0#)$")]

SlotName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=30)]
SlotText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400, pattern=r"^[^{}]*$"),
    AfterValidator(refuse_control_characters),
]
Option = SlotText | Annotated[dict[SlotName, SlotText], Field(min_length=1, max_length=8)]
"""One choice of a slot: a text for `{slot}`, or several that belong together, for `{slot.part}`."""
Manner = Literal[
    "plain", "formal", "chatty", "hurried", "car", "robot", "seasonal", "outdated", "long_menu",
    "two_languages",
]  # fmt: skip
Temper = Literal["friendly", "brisk", "guarded", "weary", "formal", "chatty"]
Unfit = Literal["irrelevant", "stale", "intrusive"]

SKIP_TO_BEEP = "beep"
"""Where a key may lead besides another line: straight to the beep."""


class Value(BaseModel):
    """The strict, frozen shape of everything below."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Rep(Value):
    """Who the rep plays."""

    name: Name = Field(description="the rep's full name")
    company: Name = Field(description="whom the rep works for")
    number: Annotated[str, StringConstraints(pattern=r"^[0-9][0-9 .()-]{5,20}[0-9]$")] = Field(
        description="the number to call back, as it would be written: 617-555-0142"
    )
    offer: Text = Field(description="what the rep sells, in a few words")


class Prospect(Value):
    """Whom the rep wants to reach."""

    name: Name = Field(description="the full name, by which an operator is asked")
    title: Name = Field(description="what they do there: Head of Packaging")
    company: Name = Field(description="whom they work for")
    also: tuple[Name, ...] = Field(
        default=(), max_length=50, description="nicknames and other forms of the name"
    )


class Fact(Value):
    """One thing the rep has found out about the prospect."""

    id: Slug = Field(description="a short name of the fact, its own in this file")
    text: Text = Field(description="the fact, as the brief shows it")
    phrases: tuple[Name, ...] = Field(
        min_length=1, max_length=50, description="ways in which a rep might mention the fact"
    )
    unfit: Unfit | None = Field(
        default=None, description="why a rep should leave it unsaid; the brief does not tell"
    )
    why: Text | None = Field(
        default=None, description="with `unfit`: what the rep is told who said it all the same"
    )


class GreetingCaption(Value):
    """One caption of a recorded greeting."""

    at_seconds: float = Field(ge=0, le=600, description="when it is heard, from the beginning")
    text: Text = Field(description="what is said there")


class RecordedGreeting(Value):
    """A greeting that the scenario brings as a sound file."""

    wav: Name = Field(description="a WAV file beside the scenario")
    captions: tuple[GreetingCaption, ...] = Field(
        min_length=1, max_length=300, description="what is said in it, and when"
    )

    @property
    def text(self) -> str:
        """All captions as one text."""
        return " ".join(c.text for c in self.captions)


class Reply(Value):
    """What the other side says to a request, and where it leads."""

    says: Text = Field(description="the answer, as it is spoken")
    to: Slug | None = Field(default=None, description="the line that follows; none: the call ends")


class Person(Reply):
    """Somebody an operator can be asked for."""

    name: Name = Field(description="the name to ask for")
    also: tuple[Name, ...] = Field(
        default=(), max_length=50, description="other forms of the name, such as Mr. Hayes"
    )


class Conversation(Value):
    """How a live person (operator, screening, directory) reacts."""

    temper: Temper = Field(default="friendly", description="how the person is disposed")
    people: tuple[Person, ...] = Field(
        default=(), max_length=9, description="who can be asked for by name"
    )
    who: Reply | None = Field(default=None, description="asked who handles it")
    pitched: Reply | None = Field(default=None, description="pitched instead of asked")
    answered: Reply | None = Field(default=None, description="a screening question was answered")
    repeat: Text = Field(
        default="Sorry, I didn't catch that. Who would you like to speak to?",
        description="what is said when a request was not understood",
    )
    gives_up: Text = Field(
        default="I'm sorry, I can't help you with that. Goodbye.",
        description="what is said before the other side hangs up",
    )


class Choice(Value):
    """The decision that a line asks for."""

    best: Made = Field(description="what is right here")
    acceptable: tuple[Made, ...] = Field(
        default=(), max_length=20, description="what is also fine here"
    )
    rule: Rule = Field(description="the rule behind it")
    why: Text = Field(description="what the cue told, and what is right, as the rep reads it")
    inferred: bool = Field(
        default=False, description="true where the founding text is silent and this is our answer"
    )


class Line(Value):
    """One line of the call."""

    kind: LineKind = Field(description="whose line this is")
    voice: Slug = Field(description="who speaks: the id of a file in `voices`")
    manner: tuple[Manner, ...] = Field(
        default=("plain",), min_length=1, max_length=3, description="how the greeting sounds"
    )
    greeting: Text | RecordedGreeting = Field(
        description="what is heard: a text to be spoken, or a sound file with captions"
    )
    cue: Name | None = Field(default=None, description="the greeting's deciding words")
    then: Then = Field(description="what follows the greeting")
    keys: dict[Keys, Slug] = Field(
        default_factory=dict, description="keys accepted, and the line each leads to, or `beep`"
    )
    max_message_seconds: float = Field(
        default=60.0, ge=5, le=300, description="when a recording ends by itself"
    )
    conversation: Conversation | None = Field(
        default=None, description="with `then: conversation`: what the other side answers"
    )
    choice: Choice | None = Field(
        default=None, description="what is right here; a mailbox always has it"
    )

    @property
    def greeting_text(self) -> str:
        """The words of the greeting, spoken or recorded."""
        return self.greeting if isinstance(self.greeting, str) else self.greeting.text


class ModelMessage(Value):
    """A message that would be called back."""

    text: Text = Field(description="the message, 35 to 80 words")


class PoorMessage(Value):
    """A message that fails, and the criteria it fails."""

    text: Text = Field(description="the message")
    fails: tuple[Name, ...] = Field(
        min_length=1, max_length=30, description="the ids of the criteria that it fails"
    )


class Scenario(Value):
    """One whole call."""

    id: Slug = Field(description="the call's own name, by which lists and results know it")
    version: int = Field(ge=1, description="1, and one more whenever something else is right")
    type: ScenarioType = Field(description="what kind of call it is")
    level: int = Field(ge=1, le=3, description="how hard it is")
    title: Name = Field(description="what lists show; it must not give the answer")
    industry: Name = Field(default="other", description="the prospect's, in a word or two")
    cues: tuple[Name, ...] = Field(
        min_length=1, max_length=5, description="what the call trains; see the list of cues"
    )
    twin_of: Slug | None = Field(
        default=None, description="the scenario that differs in one cue, and in what is right"
    )
    slots: dict[SlotName, Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]] = Field(
        default_factory=dict,
        max_length=8,
        description="words that differ from call to call: `{name}` in a text takes one option",
    )
    rep: Rep = Field(description="who calls")
    prospect: Prospect = Field(description="who is called")
    research: tuple[Fact, ...] = Field(
        min_length=1, max_length=50, description="what the rep has found out"
    )
    brief: Text = Field(description="what the rep is told before the call")
    rings: int = Field(default=1, ge=1, le=6, description="how often it rings")
    lines: dict[Slug, Line] = Field(
        min_length=1,
        max_length=60,
        description="the lines of the call by name; the first one answers",
    )
    model: ModelMessage = Field(description="a message that would be called back")
    poor: PoorMessage = Field(description="a message that would not, and why")

    @property
    def to_mention(self) -> tuple[Fact, ...]:
        """The facts that a rep may mention."""
        return tuple(fact for fact in self.research if fact.unfit is None)

    @property
    def better_unsaid(self) -> tuple[Fact, ...]:
        """The facts that are better left unsaid."""
        return tuple(fact for fact in self.research if fact.unfit is not None)

    @property
    def first_line(self) -> str:
        """The id of the line that answers."""
        return next(iter(self.lines))

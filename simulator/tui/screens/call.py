"""The call. Calm and physical: captions, a clock, a keypad; nothing moves that means nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, assert_never

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.call import effects as fx
from simulator.ports import PortError, ScenarioFile
from simulator.practice.occasion import BY_ITSELF, Occasion
from simulator.session.runner import Session
from simulator.tui.call_stage import CallStage, EffectBegan, LevelHeard, NoticeGiven
from simulator.tui.commands import bindings
from simulator.tui.messages import CallGraded, HomeRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.answer import Answer
from simulator.tui.widgets.conversation import Conversation
from simulator.tui.widgets.keypad import Keypad, PhoneKey
from simulator.tui.widgets.turn import Turn, TurnPanel
from simulator.tui.wording import PHASES, YOUR_MESSAGE, clock
from simulator.wording import ENDINGS

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import Sound
    from simulator.session.desk import Desk

TICKS_PER_SECOND = 12
PROBLEM_SECONDS = 20.0
WRITING_DOWN = "Writing down what you said ..."
GRADING = "Grading ..."
KEYS = frozenset("0123456789*#")
MOST_PASTED = 15
"""No telephone number is longer (ITU-T E.164); the rest of a page would only make noise."""
LEAVING = "Hanging up, and keeping what you said. Once more quits at once."


class CallScreen(Page):
    """One call under way, and its grading."""

    CSS_PATH = "call.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("call")
    where = "call"
    purpose = "Listen, decide, and act: press keys, hang up, or speak after the beep."
    allows_palette = False
    AUTO_FOCUS = ""

    def __init__(
        self, file: ScenarioFile, desk: Desk, *, typed: bool, occasion: Occasion = BY_ITSELF
    ) -> None:
        """`occasion` is the drill or exam in which the call is made, if it is in one."""
        super().__init__()
        self._occasion = occasion
        self._file = file
        self._desk = desk
        self._typed = typed
        self._session: Session | None = None
        self.state = "dialling"
        """The phase of the call, as the session names it."""
        self._is_over = False
        self._is_leaving = False
        self._has_failed = False

    @override
    def body(self) -> ComposeResult:
        with Horizontal(id="call"):
            with Vertical(id="said"):
                yield Conversation()
                yield TurnPanel()
                yield Static(id="notice", markup=False)
            yield Keypad()

    def on_mount(self) -> None:
        """Dial."""
        prospect = self._file.scenario.prospect
        self.heading.show(left=Content(f"Calling {prospect.name} · {prospect.company}"))
        self.set_interval(1 / TICKS_PER_SECOND, self._tick)
        self._run_call()

    @work(exclusive=True)
    async def _run_call(self) -> None:
        try:
            setting = await asyncio.to_thread(
                self._desk.new_setting, self._file, typed=self._typed, occasion=self._occasion
            )
            self._session = Session(setting, self._desk.ports, CallStage(self))
            ended = await self._session.run()
            self._say(LEAVING if self._is_leaving else GRADING)
            attempt, problem = await self._desk.grade(ended)
        except PortError as error:
            self._fail(str(error))
            return
        if self._is_leaving:
            self.app.exit()
            return
        if problem is not None:
            self.app.notify(problem, severity="warning", timeout=PROBLEM_SECONDS, markup=False)
        self.post_message(CallGraded(attempt, self._file))

    @override
    def can_leave_now(self) -> bool:
        if self._session is None or self._has_failed:
            return True
        self._is_leaving = True
        self.action_hang_up()
        self._say(LEAVING)
        return False

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "hang_up" and self._typed:
            return False  # a space typed a moment too early must not end the call; Esc does
        if action == "done":
            return self._turn.turn == "speaking" if self.is_mounted else False
        return super().check_action(action, parameters)

    def action_press(self, key: str) -> None:
        """Press a key of the phone."""
        if self._session is not None:
            self._session.press(key)

    def action_done(self) -> None:
        """End the turn with a live person."""
        if self._session is not None:
            self._session.done_speaking()

    def action_hang_up(self) -> None:
        """Hang up; what was typed so far counts as said. After the call: go home, if it failed."""
        if self._has_failed:
            self.post_message(HomeRequested())
        elif self._session is not None and not self._is_over:
            if self._turn.is_typing:
                self._session.type(self._turn.typed_text)
            self._session.hang_up()

    def action_escape(self) -> None:
        """Close the help, if it is open; else hang up."""
        if not self.hid_pane():
            self.action_hang_up()

    def on_phone_key_clicked(self, event: PhoneKey.Clicked) -> None:
        """A key was clicked."""
        self.action_press(event.key)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is dialled, as far as a phone has keys for it; an answer takes its own."""
        for key in [key for key in event.text if key in KEYS][:MOST_PASTED]:
            self.action_press(key)

    def on_answer_sent(self, event: Answer.Sent) -> None:
        """What the rep would have said."""
        if self._session is not None and self._turn.is_typing:
            if event.text.strip():
                self._conversation.add("you", event.text)
            self._session.type(event.text)

    def on_effect_began(self, event: EffectBegan) -> None:
        """Show what the call does now."""
        self.state = event.phase
        self._show(event)
        self._tick()
        self.refresh_bindings()

    def on_level_heard(self, event: LevelHeard) -> None:
        """Show how loud the rep is."""
        self._turn.hear(event.level)

    def on_notice_given(self, event: NoticeGiven) -> None:
        """Something does not work."""
        self._say(event.sentence)

    @property
    def _turn(self) -> TurnPanel:
        return self.query_one(TurnPanel)

    @property
    def _conversation(self) -> Conversation:
        return self.query_one(Conversation)

    def _show(self, event: EffectBegan) -> None:
        match event.effect:
            case fx.SoundKey(key=key):
                self.query_one(Keypad).light(key)
                self._conversation.press(key)
            case fx.Ring() | fx.Beep() | fx.PlayGreeting() | fx.Say() as effect:
                self._their_turn(effect, event.sound)
            case fx.Record() | fx.Listen() as effect:
                self._rep_turn(effect)
            case fx.End(reason=reason):
                self._end(reason)
            case fx.StartTimer() | fx.CancelTimer() | fx.StopRecording():
                pass
            case _:
                assert_never(event.effect)

    def _their_turn(
        self, effect: fx.Ring | fx.Beep | fx.PlayGreeting | fx.Say, sound: Sound | None
    ) -> None:
        now = self._now()
        self._turn.begin("theirs", now)
        self.remove_class("-recording")
        self._conversation.settle(self._now())
        if isinstance(effect, fx.Beep):
            self._conversation.add("phone", "beep")
        if sound is not None:
            from_seconds = effect.from_seconds if isinstance(effect, fx.PlayGreeting) else 0.0
            self._conversation.begin(sound, now, from_seconds)

    def _rep_turn(self, effect: fx.Record | fx.Listen) -> None:
        self._conversation.settle(self._now())
        is_typed = self._session is not None and self._session.is_typed
        turns: tuple[Turn, Turn] = (
            ("typing_message", "recording")
            if isinstance(effect, fx.Record)
            else ("typing_answer", "speaking")
        )
        self._turn.begin(turns[0 if is_typed else 1], self._now(), effect.max_seconds)
        self.set_class(self._turn.turn == "recording", "-recording")

    def _end(self, reason: fx.EndReason) -> None:
        self._is_over = True
        self._turn.begin("theirs", self._now())
        self._conversation.settle(self._now())
        self._conversation.add("phone", ENDINGS[reason])
        self.remove_class("-recording")
        self.add_class("-over")
        if not self._is_leaving:
            self._say(WRITING_DOWN)

    def _fail(self, sentence: str) -> None:
        self._has_failed = True
        self._say(f"{sentence} Press esc to go back to the calls.")
        if self._is_leaving:
            self.app.exit()

    def _tick(self) -> None:
        if self._is_over:
            return
        now = self._now()
        self._conversation.tick(now)
        self._turn.tick(now)
        words = PHASES.get(self.state, self.state)
        if self._turn.turn == "typing_message":
            words = YOUR_MESSAGE  # nothing is recorded
        self.heading.show(right=f"{words}   {clock(now)}")

    def _now(self) -> float:
        return self._session.seconds if self._session is not None else 0.0

    def _say(self, sentence: str) -> None:
        line = self.query_one("#notice", Static)
        line.update(Content(sentence))
        line.add_class("-shown")

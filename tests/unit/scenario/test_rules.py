"""What must hold between the fields of a scenario."""

import pytest

from simulator.scenario.problem import did_you_mean, listed, nearest
from simulator.scenario.rules import Surroundings
from tests.unit.scenario.texts import AROUND, SCENARIO, complaints, replaced

ORDERS = "lines.orders"
BROKEN_RULES = [
    # what is written, what is written instead, the whole complaint or its beginning
    ('"0": operator, "0#": operator, 9: list, ', '"0#": operator, ',
     "53:3: lines.list: no key and no reply leads here from `orders`"),
    ("          to: ben\n", "", "57:3: lines.ben: no key and no reply leads here from `orders`"),
    ("9: list", "9: lst",
     "31:46: lines.orders.keys.9: there is no line `lst` (did you mean `list`?)"),
    ("9: list", "9: zebra",
     "31:46: lines.orders.keys.9: there is no line `zebra`; "
     "allowed: `orders`, `operator`, `list`, `ben` or `beep`"),
    ("    then: hang_up", "    then: hang_up\n    keys: {1: beep}",
     "58:15: lines.list.keys.1: there is no beep on this line: it has `then: hang_up`"),
    ("    then: hang_up", "    then: hang_up\n    keys: {1: bean}",
     "58:15: lines.list.keys.1: there is no line `bean` (did you mean `ben`?); "
     "allowed: `orders`, `operator`, `list` or `ben`"),
    ("          to: ben", "          to: bern",
     "47:15: lines.operator.conversation.people[0].to: there is no line `bern` (did "
     "you mean `ben`?)"),
    ("{says: No names here., to: orders}", "{says: No., to: order}",
     "51:28: lines.operator.conversation.who.to: there is no line `order`"),
    ("  list:\n", "  beep:\n", "53:3: lines.beep: a line cannot be called `beep`"),
    ("    voice: ben\n", "    voice: bren\n",
     "60:12: lines.ben.voice: there is no voice `bren` (did you mean `ben`?); "
     "allowed: `ben` or `robot`"),
    ("cue: the order line", "cue: the ordering line",
     "29:10: lines.orders.cue: `the ordering line` is not in the greeting"),
    ("cue: Ben Wood", "cue: Ben Woods", "66:10: lines.ben.cue: `Ben Woods` is not in the greeting"),
    ("    cue: the order line\n", "", "26:5: lines.orders.cue: this key is missing: which words"),
    ("    choice: {best: leave, rule: OWN, why: It is Ben.}\n", "",
     "59:5: lines.ben.choice: this key is missing; only lines of kind `operator` or `directory`"),
    ("    then: hang_up", "    then: conversation",
     "54:5: lines.list.conversation: this key is missing; it says what the other side answers"),
    ("    then: conversation", "    then: hang_up",
     "43:5: lines.operator.conversation: never used: this line has `then: hang_up`"),
    ("best: zero_out", "best: key:5",
     "33:13: lines.orders.choice.best: `key:5` cannot be done here: `5` leads to no line"),
    ("best: zero_out", 'best: "key:#"',
     "33:13: lines.orders.choice.best: `key:#` cannot be done here: `#` leads to no line"),
    ("best: zero_out", "best: key:0",
     "33:13: lines.orders.choice.best: `key:0` cannot be done here: pressing 0 is "
     "written `zero_out`"),
    ("best: zero_out", "best: ask_by_name",
     "33:13: lines.orders.choice.best: `ask_by_name` cannot be done here: there are no `people`"),
    ('"0": operator, "0#": operator, 9: list, ', "8: operator, 9: list, ",
     "33:13: lines.orders.choice.best: `zero_out` cannot be done here: neither `0` nor `0#`"),
    ("{best: ask_by_name,", "{best: answer_screen,",
     "42:20: lines.operator.choice.best: `answer_screen` cannot be done here: there "
     "is no `answered`"),
    ("{best: ask_by_name,", "{best: leave,",
     "42:20: lines.operator.choice.best: `leave` cannot be done here: no beep follows "
     "(the line has `then: conversation`)"),
    ("acceptable: [hang_up]", "acceptable: [zero_out]",
     "34:20: lines.orders.choice.acceptable[0]: `zero_out` is the best decision already"),
    ("acceptable: [hang_up]", "acceptable: [hang_up, hang_up]",
     "34:29: lines.orders.choice.acceptable[1]: `hang_up` is listed twice"),
    ("acceptable: [hang_up]", "acceptable: [pitch]",
     "34:20: lines.orders.choice.acceptable[0]: `pitch` cannot be done here: there is "
     "no `pitched`"),
    ("acceptable: [hang_up]", "acceptable: [ask_who]",
     "34:20: lines.orders.choice.acceptable[0]: `ask_who` cannot be done here: there is no `who`"),
    ("        - name: Ben Wood", "        - name: Bob Wood",
     "45:17: lines.operator.conversation.people[0].name: `ben` is the own mailbox of Ben Wood"),
    ("also: [Mrs. Lake]", "also: [ben wood]",
     "48:17: lines.operator.conversation.people[1].name: `ben wood` is what Ben Wood "
     "is called too"),
    ("fails: [pace,", "fails: [paice,",
     "70:30: poor.fails[0]: `paice` is no criterion (did you mean `pace`?); allowed: "
     "`personal_hook`"),
    ("fails: [pace,", "fails: [personal_hook,",
     "70:45: poor.fails[1]: `personal_hook` is listed twice"),
    ("id: oats", "id: rye", "20:9: research[1].id: `rye` is given to two facts"),
    ("level: 2", "level: 2\ntwin_of: bakery", "5:10: twin_of: a scenario is not its own twin"),
    ("at_seconds: 1.5", "at_seconds: 0",
     "65:24: lines.ben.greeting.captions[1].at_seconds: must be later than the "
     "caption before (0 s)"),
    ("ben.wav", "../ben.wav", "62:12: lines.ben.greeting.wav: `../ben.wav` must not leave"),
    ("ben.wav", "a/../../b.wav", "62:12: lines.ben.greeting.wav: `a/../../b.wav` must not leave"),
    ("ben.wav", "/etc/ben.wav",
     "62:12: lines.ben.greeting.wav: `/etc/ben.wav` must be a path that"),
    ("ben.wav", "~/ben.wav", "62:12: lines.ben.greeting.wav: `~/ben.wav` must be a path that"),
    ("ben.wav", "C:/ben.wav", "62:12: lines.ben.greeting.wav: `C:/ben.wav` must be a path that"),
    ("ben.wav", "a\\ben.wav",
     "62:12: lines.ben.greeting.wav: `a\\ben.wav`: write / between folders"),
    ("ben.wav", "ben.mp3", "62:12: lines.ben.greeting.wav: `ben.mp3` must be a WAV file"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "beginning"), BROKEN_RULES)
def test_a_broken_rule_is_told_with_its_place(old: str, new: str, beginning: str) -> None:
    said = complaints(replaced(old, new))
    assert any(s.startswith(beginning) for s in said), said


def test_a_scenario_that_keeps_all_rules_has_no_complaints() -> None:
    assert complaints(SCENARIO) == []


def test_all_broken_rules_are_told_at_once() -> None:
    text = replaced("cue: the order line", "cue: nothing like it")
    text = replaced("9: list", "9: nowhere", text)
    assert [c.split(": ")[1] for c in complaints(text)] == [
        "lines.orders.cue", "lines.orders.keys.9", "lines.list",
    ]  # fmt: skip


def test_an_operator_and_a_directory_need_no_choice() -> None:
    text = replaced("    choice: {best: ask_by_name, rule: OWN, why: Ask for Ben.}\n", "")
    assert complaints(text) == []


def test_a_screening_line_is_answered_without_a_cue() -> None:
    text = replaced("kind: operator", "kind: screening")
    text = replaced("best: ask_by_name", "best: answer_screen", text)
    text = replaced("      pitched:", "      answered:", text)
    assert complaints(text) == []


def test_a_key_that_leads_to_a_line_can_be_the_decision() -> None:
    assert complaints(replaced("best: zero_out", "best: key:9")) == []


def test_a_nickname_of_the_prospect_leads_to_their_mailbox() -> None:
    text = replaced("  title: Baker\n", "  title: Baker\n  also: [Benny]\n")
    assert complaints(replaced("        - name: Ben Wood", "        - name: Benny", text)) == []


def test_a_reply_without_a_line_ends_the_call() -> None:
    assert complaints(replaced("{says: The order line., to: orders}", "{says: Bye.}")) == []


def test_voices_are_not_checked_where_none_are_known() -> None:
    assert complaints(SCENARIO, Surroundings()) == []


def test_no_voice_at_hand_is_said_so() -> None:
    said = complaints(SCENARIO, Surroundings(voices=()))
    assert said[0].endswith("there is no voice `robot`; allowed: none")


def test_what_is_wrong_with_a_recording_is_told_at_its_name() -> None:
    around = Surroundings(voices=AROUND.voices, wav_fault=lambda wav: f"{wav} is gone")
    assert complaints(SCENARIO, around) == ["62:12: lines.ben.greeting.wav: ben.wav is gone"]


def test_an_id_that_is_taken_is_told_with_its_owner() -> None:
    around = Surroundings(voices=AROUND.voices, taken={"bakery": "old.yaml"})
    assert complaints(SCENARIO, around) == [
        "1:5: id: old.yaml has this id already; give this scenario another"
    ]


def test_near_words_are_offered_whatever_their_case() -> None:
    assert nearest("Generil", ["OWN", "GENERAL"]) == "GENERAL"
    assert nearest("xyz", ["OWN", "GENERAL"]) is None
    assert did_you_mean("xyz", ["OWN"]) == ""


def test_lists_read_as_people_write_them() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed("abc")] == [
        "", "`a`", "`a` or `b`", "`a`, `b` or `c`",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("text: He bakes oats.", "text: He bakes oats.\n    unfit: stale", "`why` is missing"),
        ("text: He bakes oats.", "text: He bakes oats.\n    why: No.", "`unfit` is missing"),
        ("cues: [vendor_hotline]", "cues: [vendor_hotlin]", "(did you mean `vendor_hotline`?)"),
        ("cues: [vendor_hotline]", "cues: [full, full]", "`full` is listed twice"),
    ],
)
def test_facts_and_cues_are_held_to_their_words(old: str, new: str, told: str) -> None:
    said = complaints(replaced(old, new))
    assert len(said) == 1
    assert told in said[0]


def test_a_rep_needs_a_fact_that_may_be_mentioned() -> None:
    text = replaced("text: He bakes rye.", "text: Rye.\n    unfit: stale\n    why: No.")
    text = replaced("text: He bakes oats.", "text: Oats.\n    unfit: stale\n    why: No.", text)
    assert ["every fact is `unfit`" in said for said in complaints(text)] == [True]


def test_of_very_many_words_only_some_are_told() -> None:
    told = listed(f"w{number}" for number in range(1000))
    assert told.startswith("`w0`, `w1`")
    assert len(told) < 1000

"""Every way in which the fields of a scenario or a voice can be wrong, with its place."""

import pytest

from simulator.scenario.model import RecordedGreeting
from simulator.scenario.parse import ScenarioError, parse_scenario, parse_voice
from tests.unit.scenario.texts import SCENARIO, VOICE, complaints, replaced, voice_complaints


def test_a_scenario_without_faults_becomes_values() -> None:
    scenario = parse_scenario(SCENARIO, "x.yaml")
    assert scenario.first_line == "orders"
    assert scenario.lines["orders"].keys == {
        "0": "operator", "0#": "operator", "9": "list", "#": "beep",
    }  # fmt: skip
    assert scenario.cues == ("vendor_hotline",)
    greeting = scenario.lines["ben"].greeting
    assert isinstance(greeting, RecordedGreeting)
    assert greeting.captions[0].at_seconds == 0.0
    assert scenario.lines["ben"].greeting_text == "Ben Wood here. Leave one."


def test_a_voice_without_faults_becomes_values() -> None:
    voice = parse_voice(VOICE, "x.yaml")
    assert (voice.natural.pitch, voice.system.prefer, voice.line) == (1.0, ("Alex",), "mobile")


WRONG_FIELDS = [
    # what is written, what is written instead, where and which key, what the sentence tells
    ("title: The bakery\n", "", "1:1: title", "this key is missing"),
    ("    then: hang_up\n", "", "54:5: lines.list.then", "this key is missing"),
    ("brief: You", "brieff: You", "23:1: brieff",
     "(did you mean `brief`?); allowed: `id`, `version`"),
    ("brief: You call the bakery.\n", "", "1:1: brief", "(what the rep is told before the call)"),
    ("    kind: directory", "    kind: direktory", "54:11: lines.list.kind",
     "`direktory` is not known (did you mean `directory`?); allowed: `own_mailbox`, "
     "`other_mailbox`"),
    ("vendor_line\n", "robocall\n", "3:7: type",
     "`robocall` is not known; allowed: `personal_mailbox`, `vendor_line` or `wrong_contact`"),
    ("rule: GENERAL", "rule: GENRIL", "35:13: lines.orders.choice.rule", "did you mean `GENERAL`?"),
    ("best: zero_out", "best: zeroout", "33:13: lines.orders.choice.best",
     "`zeroout` will not do (did you mean `zero_out`?); allowed: `leave`, `hang_up`"),
    ("id: rye", "id: Rye Bread", "17:9: research[0].id", "small letters and digits"),
    ("9: list", "12: list", "31:43: lines.orders.keys.12", "one of the keys 0-9, `*` and `#`"),
    ("9: list", "9: The List", "31:46: lines.orders.keys.9", "small letters and digits"),
    ("617-555-0100", "call me", "10:11: rep.number", "like `617-555-0142`"),
    ("617-555-0100", "6175550100", "10:11: rep.number", "was read as a number: put it in quotes"),
    ("name: Ada Stone", "name: true", "8:9: rep.name", "read as true or false: put it in quotes"),
    ("offer: ovens", "offer:", "11:9: rep.offer", "nothing is written here; must be text"),
    ("offer: ovens", "offer: ''", "11:10: rep.offer", "must not be empty"),
    ("offer: ovens", "offer: [a, b]", "11:10: rep.offer", "must be text, not a list"),
    ("offer: ovens", "offer: {a: b}", "11:10: rep.offer", "must be text, not keys with values"),
    ("offer: ovens", f"offer: {'o' * 2001}", "11:10: rep.offer", "at most 2000 characters"),
    ("version: 1\n", "version: one\n", "2:10: version", "must be a whole number, not `one`"),
    ("version: 1\n", "version: 1.5\n", "2:10: version", "must be a whole number, not `1.5`"),
    ("version: 1\n", "version: 0\n", "2:10: version", "must be 1 or more, not `0`"),
    ("level: 2", "level: 4", "4:8: level", "must be 3 or less, not `4`"),
    ("cues: [vendor_hotline]", "cues: vendor", "6:7: cues", "must be a list, like `[one, two]`"),
    ("cues: [vendor_hotline]", "cues: []", "6:7: cues", "must not be empty"),
    ("model: {text: Hello Ben.}", "model: Hello", "69:8: model", "must be keys with values"),
    ("greeting: Say a name.", "greeting: 12", "56:15: lines.list.greeting",
     "must be text or keys with values, indented below, not `12`"),
    ("greeting: Say a name.", "greeting: ''", "56:15: lines.list.greeting", "must not be empty"),
    ("greeting: Say a name.", "greeting: {wav: a.wav}", "56:15: lines.list.greeting.captions",
     "this key is missing"),
    ("      wav: ben.wav\n", "      wave: ben.wav\n      wav: 3\n", "62:7: lines.ben.greeting.wave",
     "(did you mean `wav`?); allowed: `file`, `wav` or `captions`"),
    ("      wav: ben.wav\n", "      wav: ben.wav\n      file: b.ogg\n", "62:7: lines.ben.greeting",
     "a recorded greeting has one sound: give `file`, and no `wav`"),
    ("      wav: ben.wav\n", "", "62:7: lines.ben.greeting", "a recorded greeting has one sound"),
    ("at_seconds: 1.5", "at_seconds: soon", "65:24: lines.ben.greeting.captions[1].at_seconds",
     "must be a number, not `soon`"),
    ("why: Nobody listens.", "why: Nobody.\n      inferred: yes",
     "37:17: lines.orders.choice.inferred", "must be `true` or `false`, not `yes`"),
    ("to: ben", "too: ben", "47:11: lines.operator.conversation.people[0].too",
     "allowed: `says`, `to`, `name` or `also`"),
    ("    then: hang_up", "    then: hang up and then call back later again tomorrow",
     "57:11: lines.list.then", "`hang up and then call back later again t…`"),
    ("offer: ovens", r'offer: "ovens\e[2J"', "11:10: rep.offer", "control character U+001B"),
    ("greeting: Say a name.", r'greeting: "Say\x9b2J a name."', "56:15: lines.list.greeting",
     "control character U+009B"),
    ("offer: ovens", r'offer: "\u202eovens"', "11:10: rep.offer", "control character U+202E"),
    ("name: Ada Stone", r'name: "Ada\aStone"', "8:9: rep.name", "control character U+0007"),
    ("name: Ada Stone", r'name: "Ada\nStone"', "8:9: rep.name", "must stand on one line"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "told"), WRONG_FIELDS)
def test_a_wrong_field_is_named_with_its_place(old: str, new: str, place: str, told: str) -> None:
    said = [c for c in complaints(replaced(old, new)) if c.startswith(f"{place}: ")]
    assert len(said) == 1, complaints(replaced(old, new))
    assert told in said[0]


def test_a_text_may_have_several_lines_and_tabs() -> None:
    scenario = parse_scenario(replaced("offer: ovens", r'offer: "ovens\n\tfor bread"'), "x.yaml")
    assert scenario.rep.offer == "ovens\n\tfor bread"


def test_a_problem_quotes_no_control_characters() -> None:
    (said,) = complaints(replaced("level: 2", 'level: 2\n"\\e[2J": x'))
    assert "\x1b" not in said
    assert "unknown key" in said


def test_one_fault_makes_one_sentence() -> None:
    assert len(complaints(replaced("greeting: Say a name.", "greeting: 12"))) == 1
    assert len(complaints(replaced("greeting: Say a name.", "greeting: ''"))) == 1
    assert len(complaints(replaced("9: list", "12: list"))) == 1


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    assert len(complaints(replaced("brief: You", "brieff: You"))) == 1
    assert len(complaints(replaced("brief: You", "zebra: You"))) == 2


def test_too_many_people_are_too_many() -> None:
    many = "".join(f"        - {{name: P{n}, says: Hello.}}\n" for n in range(9))
    old = "        - name: Amy Lake\n"
    assert "45:9: lines.operator.conversation.people: too many: at most 9 are allowed" in (
        complaints(replaced(old, many + old))
    )


def test_all_faults_of_a_file_are_told_at_once_and_in_order() -> None:
    text = replaced("level: 2", "level: 9")
    text = replaced("rule: GENERAL", "rule: NONE", text)
    text = replaced("id: bakery", "id: Bakery", text)
    assert [c.split(": ")[1] for c in complaints(text)] == [
        "id", "level", "lines.orders.choice.rule",
    ]  # fmt: skip


def test_a_key_given_twice_is_told_together_with_other_faults() -> None:
    text = replaced("level: 2", "level: 9\ntitle: Twice")
    assert complaints(text) == [
        "4:8: level: must be 3 or less, not `9`",
        "6:1: title: this key is given twice; the first is in line 5",
    ]


def test_an_error_reads_as_lines_that_an_editor_understands() -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(replaced("level: 2", "level: 9"), "desk.yaml")
    assert str(caught.value) == "desk.yaml:4:8: level: must be 3 or less, not `9`"


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        ("line: mobile", "line: phone", "6:7: line", "allowed: `desk`, `mobile` or `clear`"),
        ("pitch: 1,", "pitch: 9,", "3:18: natural.pitch", "must be 1.5 or less"),
        ("en-us+m3", "English", "4:17: espeak.voice", "like `en-us` or `en-us+f3`"),
        ("pitch: 40", "pitch: high", "4:34: espeak.pitch", "must be a whole number"),
        ("[Alex]", "[Alex, 7]", "5:25: system.prefer[1]", "put it in quotes"),
        ("description: A baker.\n", "", "1:1: description", "this key is missing"),
    ],
)
def test_a_wrong_voice_is_named_with_its_place(old: str, new: str, place: str, told: str) -> None:
    said = voice_complaints(replaced(old, new, VOICE))
    assert len(said) == 1
    assert said[0].startswith(f"{place}: ")
    assert told in said[0]


def test_a_voice_that_is_not_yaml_is_a_sentence() -> None:
    assert voice_complaints("id: [")[0].startswith("1:6: not valid YAML")

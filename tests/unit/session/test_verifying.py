"""A sealed exam that nobody touched is consistent; one that somebody edited says where."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from simulator.grading.rubric import load_rubric
from simulator.practice.exam_parse import load_exam
from simulator.session.examining import sealed_reading
from simulator.session.examining.findings import Finding, differing
from simulator.session.examining.relistening import likeness, relistened
from simulator.session.examining.sealed_reading import NoSealedExam, opened_exam
from simulator.session.examining.sealing import Sealed, write_sealed
from simulator.session.simulated import Script
from tests.unit.session.exam_kit import SHORT, Candidate, Edited, Hearing, found_in, whole_exam
from tests.unit.session.kit import Broken

CORRECTED = b"Hi, this is somebody else altogether."
Edit = Callable[[Edited], object]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """An exam that was passed, once for all tests."""
    return whole_exam(tmp_path_factory.mktemp("exam"), SHORT)


@pytest.fixture
def edited(done: Sealed) -> Edited:
    """Its files, to be edited."""
    return Edited(dict(done.files))


def told(path: Path, **others: Any) -> list[Finding]:
    return [one for one in found_in(path, **others) if one.kind != "note"]


def refused(path: Path) -> str:
    with pytest.raises(NoSealedExam) as why:
        read_all(path)
    return str(why.value)


def read_all(path: Path) -> None:
    with opened_exam(path) as file:
        for name in file.names:
            file.read(name)


def test_a_sealed_exam_is_consistent(done: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "mine.rolecall-exam"
    write_sealed(done.files, path)

    assert told(path) == []
    assert done.manifest.result.passed
    assert [call.place for call in done.manifest.calls] == [1, 2, 3]
    (note,) = found_in(path)
    assert note.sentence.startswith("It was sealed with Rolecall 0.1.0; this is Rolecall 0.0.test.")


def test_one_that_was_unpacked_and_packed_again_is_consistent(
    edited: Edited, tmp_path: Path
) -> None:
    path = tmp_path / "again.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("calls/", b"")
        for name, content in sorted(edited.files.items()):
            zipped.writestr(name, content)

    assert told(path) == []


def test_every_single_file_that_is_edited_is_named(done: Sealed, tmp_path: Path) -> None:
    for name, content in done.files:
        files = Edited(dict(done.files))
        at = content.rindex(b"\n") if name.endswith(".json") else len(content) // 2
        files.files[name] = content[:at] + bytes([content[at] ^ 0x2A]) + content[at + 1 :]
        path = files.at(tmp_path / "edited.rolecall-exam")
        found = told(path)
        about = {one.about for one in found if one.kind == "difference"}
        assert about & {name, "seal.txt"}, (name, found)


def test_every_single_file_that_is_missing_is_named(done: Sealed, tmp_path: Path) -> None:
    for name, _ in done.files:
        files = Edited(dict(done.files))
        del files.files[name]
        path = files.at(tmp_path / "less.rolecall-exam")
        if name == "manifest.json":
            assert refused(path).startswith("There is no manifest.json in it")
            continue
        assert any(one.about == name and "missing" in one.sentence for one in told(path)), name


def _score(card: Any) -> None:
    card["score"]["overall"] = 99.0


def _swap_calls(manifest: Any) -> None:
    calls = manifest["calls"]
    calls[0], calls[1] = calls[1], calls[0]


def _place(manifest: Any) -> None:
    manifest["calls"][1]["place"] = 5


def _drop_last(manifest: Any) -> None:
    manifest["calls"].pop()


def _other_rubric(manifest: Any) -> None:
    manifest["rubric"]["sha256"] = "0" * 64


def _other_scenario(manifest: Any) -> None:
    manifest["calls"][0]["scenario"]["sha256"] = "0" * 64


def _unknown_scenario(manifest: Any) -> None:
    manifest["calls"][0]["scenario"]["id"] = "nobody-home"


def _unknown_rubric(manifest: Any) -> None:
    manifest["rubric"]["id"] = "mine"


def _double_tap(manifest: Any) -> None:
    tap = load_rubric("double-tap")
    manifest["rubric"] = {"id": tap.id, "sha256": tap.sha256}


def _unknown_exam(manifest: Any) -> None:
    manifest["exam"]["id"] = "easy"


def _other_exam(manifest: Any) -> None:
    manifest["exam"]["sha256"] = "0" * 64


def _passed(manifest: Any) -> None:
    manifest["result"]["passed_calls"] = 1


def _early(manifest: Any) -> None:
    manifest["started_at"] = "2026-11-29T09:01:00+00:00"


def _soon(manifest: Any) -> None:
    manifest["finished_at"] = "2026-11-29T09:05:00+00:00"


def _no_moment(manifest: Any) -> None:
    manifest["finished_at"] = "this morning"


def _unrated(answers: Any) -> None:
    answers["self_rating"] = None


def _other_correction(answers: Any) -> None:
    answers["corrections"]["take-1"] = "Hi."


def _empty_correction(answers: Any) -> None:
    answers["corrections"]["take-1"] = "..."


def _embedded(card: Any) -> None:
    card["language"]["embeddings"] = True


def _other_models(card: Any) -> None:
    card["language"]["weights_sha256"] = "0" * 64


def _words(transcripts: Any) -> None:
    transcripts["take-1"]["text"] = transcripts["take-1"]["text"].replace("Hi", "Ho", 1)


def _length(transcripts: Any) -> None:
    transcripts["take-1"]["seconds"] = 9.0


def _typed(manifest: Any) -> None:
    manifest["calls"][0]["typed"] = True


def _corrected_sum(manifest: Any) -> None:
    manifest["calls"][0]["as_corrected"]["overall"] = 90.0


def _overall(manifest: Any) -> None:
    manifest["calls"][0]["overall"] = 99.0


def _attempt(manifest: Any) -> None:
    manifest["calls"][0]["attempt"] = manifest["calls"][1]["attempt"]


def _extra(manifest: Any) -> None:
    listed = dict(manifest["calls"][0]["files"][0], name="calls/02-vendor-box-full/take-9.wav")
    manifest["calls"][0]["files"].append(listed)


def _unlisted(manifest: Any) -> None:
    del manifest["calls"][0]["files"][0]


def _title(manifest: Any) -> None:
    manifest["exam"]["title"] = "Grand certification"


def _many(card: Any) -> None:
    for line in card["arithmetic"]:
        line["weight"] = 77


def _erased(manifest: Any) -> None:
    call = manifest["calls"][0]
    sound = call["files"].pop()
    call["erased"] = [
        {"take": "take-1", "sha256": sound["sha256"], "erased_at": "2026-11-29T10:00:00+00:00"}
    ]


J, T, A, S, M = (
    "journal.jsonl",
    "transcripts.json",
    "answers.json",
    "scorecard.json",
    "manifest.json",
)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda e: e.change(S, _score), "score.overall is 99 in the file"),
        (lambda e: e.change(S, _score), "It says of the score: 95.7; the scorecard says 99.0."),
        (lambda e: e.change(S, _many), "more places differ as well."),
        (lambda e: e.change(T, _words), "in the file, and “Ho Teresa"),
        (lambda e: e.change(T, _length), "It is 20.0 seconds long, and the call says 9.0."),
        (lambda e: e.change(M, _swap_calls), "Call 1 is vendor-box-full (2); the exam has own-new"),
        (lambda e: e.change(M, _swap_calls), "Their numbers do not go up one by one from 1."),
        (lambda e: e.change(M, _place), "The manifest does not list it."),
        (lambda e: e.change(M, _drop_last), "There are 2 calls; the exam has 3."),
        (lambda e: e.change(M, _drop_last), "the manifest does not know of it."),
        (lambda e: e.change(M, _other_rubric), "and another version of it is here, so the grade"),
        (lambda e: e.change(M, _unknown_rubric), "the rubric “mine”, and it is not here, so the g"),
        (lambda e: e.change(M, _double_tap), "by “double-tap”; the exam asks for “snell”."),
        (lambda e: e.change(M, _other_scenario), "and another version of it is here, so the grade"),
        (lambda e: e.change(M, _unknown_scenario), "the scenario “nobody-home”, and it is not her"),
        (lambda e: e.change(M, _unknown_exam), "There is no exam “easy” here"),
        (lambda e: e.change(M, _other_exam), "It is another version of “certification” than the"),
        (lambda e: e.change(M, _title), "Its title or version is not the one of that exam."),
        (lambda e: e.change(M, _passed), "passed_calls is 1 in the file, and 3 by what its calls"),
        (lambda e: e.change(M, _early), "Call 1 began before the exam was begun: calls overlap, "),
        (lambda e: e.change(M, _soon), "The exam ended before call 3 had ended."),
        (lambda e: e.change(M, _no_moment), "A moment in the manifest is no date and time with"),
        (lambda e: e.change(M, _typed), "Whether answers were typed is not what the transcripts"),
        (lambda e: e.change(M, _corrected_sum), "What it says of the corrected words is not so."),
        (lambda e: e.change(M, _overall), "It says of the score: 99.0; the scorecard says 95.7."),
        (lambda e: e.change(M, _attempt), "The same call stands in the file twice."),
        (lambda e: e.change(M, _extra), "This is no file that is sealed with the call."),
        (lambda e: e.change(M, _unlisted), "the manifest does not know of it."),
        (lambda e: e.change(M, _erased), "It was erased before the exam was sealed, so what was"),
        (lambda e: e.change(A, _unrated), "its rep has not said whether they would call back"),
        (lambda e: e.change(A, _other_correction), "message.transcript is “Hi, this is somebody "),
        (lambda e: e.change(A, _empty_correction), "its parts do not fit together"),
        (lambda e: e.change(S, _embedded), "Messages were read by their meaning, which this"),
        (lambda e: e.change(S, _other_models), "The models that judge words are others than"),
        (lambda e: e.replace(J, b'"at_seconds": 0.0', b'"at_seconds": 99.0'), "The moments go"),
        (lambda e: e.replace(J, b'"RingEnded"', b'"HungUp"'), "cannot happen there in a call to"),
        (lambda e: e.replace(J, b'"seconds": 20.0', b'"seconds": 30.0'), "the call says 30."),
        (lambda e: e.replace(J, b"speech_seconds", b"speach_seconds"), "Recorded has no field spe"),
        (lambda e: e.replace(J, b'"exam"', b'"call"'), "was made on another occasion than this."),
        (lambda e: e.replace(J, b'"with_hints": false', b'"with_hints": true'), "Hints were taken"),
        (lambda e: e.replace(J, b'"place": 0', b'"place": 1'), "on another occasion than this."),
        (lambda e: e.replace(J, b"T09:00:00", b"T08:00:00"), "By its first line the start is 2026"),
        (lambda e: e.replace(S, b"{", b"["), "It cannot be read: it is not JSON."),
        (lambda e: e.replace(S, b'"passed"', b'"is_passed"'), "It cannot be read: "),
        (lambda e: e.replace(T, b"Hi", b"\xff\xfe"), "It is not UTF-8 text."),
        (lambda e: e.replace(J, b"Dialled", b"\xff\xfe"), "It is not UTF-8 text."),
        (lambda e: e.replace("take-1.wav", b"RIFF", b"RAFF"), "It is no recording that can be hea"),
        (lambda e: e.replace("result.txt", b"passed", b"PASSED"), "Its text is not the one that f"),
    ],
)  # fmt: skip
def test_an_edit_is_found_though_all_hashes_were_made_anew(
    edited: Edited, tmp_path: Path, edit: Edit, expected: str
) -> None:
    edit(edited)

    found = told(edited.sealed_again().at(tmp_path / "forged.rolecall-exam"))

    assert any(expected in one.sentence for one in found), found


def test_a_manifest_that_was_edited_breaks_the_seal(edited: Edited, tmp_path: Path) -> None:
    edited.change(M, lambda manifest: manifest.update(rep="Somebody Else"))

    found = told(edited.at(tmp_path / "renamed.rolecall-exam"))

    assert {one.about for one in found} == {"seal.txt", "result.txt"}


def test_a_file_that_does_not_belong_there_is_named(edited: Edited, tmp_path: Path) -> None:
    edited.files["notes.txt"] = b"trust me"

    (found,) = told(edited.sealed_again().at(tmp_path / "more.rolecall-exam"))

    assert found.about == "notes.txt"
    assert found.sentence == "It is in the file, and the manifest does not know of it."


def test_what_a_person_understood_has_to_follow_from_the_words(
    edited: Edited, tmp_path: Path
) -> None:
    name = next(n for n, c in edited.files.items() if n.endswith(J) and b'"Heard"' in c)
    lines = edited.files[name].decode().splitlines()
    at = next(i for i, line in enumerate(lines) if '"Heard"' in line)
    event = json.loads(lines[at])
    lines[at] = json.dumps(event | {"text": "Something else."})
    edited.files[name] = ("\n".join(lines) + "\n").encode()

    found = told(edited.sealed_again().at(tmp_path / "turn.rolecall-exam"))

    assert any("the person understood something else" in one.sentence for one in found), found


def test_a_call_that_does_not_end_is_no_call(edited: Edited, tmp_path: Path) -> None:
    name = edited.name(J)
    edited.files[name] = b"".join(edited.files[name].splitlines(keepends=True)[:4])

    found = told(edited.sealed_again().at(tmp_path / "short.rolecall-exam"))

    assert any(one.sentence == "The call does not end." for one in found), found


def test_overlapping_calls_are_named(edited: Edited, tmp_path: Path) -> None:
    for name in edited.files:
        if name.startswith("calls/02") and name.endswith(J):
            edited.files[name] = edited.files[name].replace(b"T09:03:00", b"T09:00:10")
    edited.change(
        M, lambda m: m["calls"][1].update(started_at=m["calls"][1]["started_at"].replace(
            "T09:03:00", "T09:00:10"))
    )  # fmt: skip

    found = told(edited.sealed_again().at(tmp_path / "at-once.rolecall-exam"))

    assert any(
        "Call 2 began before call 1 had ended: calls overlap" in one.sentence for one in found
    )


def test_with_meaning_at_hand_a_call_by_words_alone_is_still_graded_by_words(
    done: Sealed, tmp_path: Path
) -> None:
    path = tmp_path / "mine.rolecall-exam"
    write_sealed(done.files, path)

    def never(texts: object) -> Any:
        raise AssertionError("graded by meaning")

    assert told(path, has_meaning=True, graded=lambda grade: grade(never)) == []


def test_another_version_of_the_exam_here_compares_the_rest(done: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "mine.rolecall-exam"
    write_sealed(done.files, path)
    newer = replace(SHORT, sha256="1" * 64)

    (found,) = told(path, exam=lambda _: newer)

    assert found.kind == "not compared"
    assert found.about == "the exam"


def test_recordings_are_listened_to_again(done: Sealed, edited: Edited, tmp_path: Path) -> None:
    texts = {
        f"{name.split('/')[1][:2]}-{take}": words["text"]
        for name, content in done.files
        if name.endswith(T)
        for take, words in json.loads(content).items()
    }

    class Again(Hearing):
        @override
        def transcribe(self, path: Path, complete: Any, stop: Any) -> Any:
            self.said[path] = f"{texts[path.stem]} Thanks."
            return super().transcribe(path, complete, stop)

    path = edited.at(tmp_path / "mine.rolecall-exam")
    with opened_exam(path) as file:
        first = [one for one in relistened(file, Again()) if one.kind != "note"]
        broken = list(relistened(file, Broken("The model is gone.")))

    assert first == []
    assert broken[0].kind == "not compared"
    assert broken[0].sentence.endswith("The model is gone.")


def test_words_that_were_not_said_are_heard_out(edited: Edited, tmp_path: Path) -> None:
    class Other(Hearing):
        @override
        def transcribe(self, path: Path, complete: Any, stop: Any) -> Any:
            self.said[path] = "Nothing of the kind was ever said to anybody."
            return super().transcribe(path, complete, stop)

    with opened_exam(edited.at(tmp_path / "mine.rolecall-exam")) as file:
        found = list(relistened(file, Other()))

    assert found[0].kind == "difference"
    assert found[0].sentence.startswith("It does not say what the transcript says. Heard now: ")
    assert found[-1].sentence.endswith("recordings heard anew.")


@pytest.mark.parametrize(
    ("one", "other", "at_least", "at_most"),
    [
        ("", "", 1.0, 1.0),
        ("Hi, Dana Kim!", "hi dana kim", 1.0, 1.0),
        ("Hi Dana, this is Alex Reed.", "Hi Dana, this is Alec Reed.", 0.8, 0.9),
        ("Hi Dana", "We sell shovels", 0.0, 0.1),
    ],
)
def test_the_likeness_of_words(one: str, other: str, at_least: float, at_most: float) -> None:
    assert at_least <= likeness(one, other) <= at_most


def test_pieces_of_json_differ_where_they_do() -> None:
    sealed = {"a": [1, {"b": True}], "c": None, "d": [1, 2], "e": 1.0}
    follows = {"a": [1, {"b": 1}], "c": "x", "d": [1], "e": 1.0 + 1e-9}

    assert [place for place, _, _ in differing(sealed, follows)] == ["a[1].b", "c", "d"]


# Files that are no sealed exams.


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return data.getvalue()


def named(name: str, content: bytes = b"x") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()


def linked() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        info = zipfile.ZipInfo("result.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    return data.getvalue()


def encrypted() -> bytes:
    data = bytearray(named("manifest.json"))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    return bytes(data)


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", b"0" * 50_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"hello", "It is not a sealed exam, or was cut short on its way: it cannot be opened."),
        (zipped(), "There is no manifest.json in it: it is not a sealed exam of Rolecall."),
        (named("../../manifest.json"), "../../manifest.json in it: its path has a `..`"),
        (named("/etc/passwd"), "/etc/passwd in it: its path begins at the top of a disk"),
        (named("C:\\x.txt"), "C:\\x.txt in it: its path has a \\"),
        (linked(), "result.txt in it: it is a link or a special file."),
        (encrypted(), "manifest.json in it: it is encrypted."),
        (bomb(), "manifest.json is larger than anything that is sealed."),
        (named("manifest.json", b"\xff"), "manifest.json is not UTF-8 text."),
        (named("manifest.json", b"{"), "manifest.json cannot be read: it is not JSON."),
        (named("manifest.json", b"[" * 100_000), "manifest.json cannot be read: it is not JSON."),
        (named("manifest.json", b"{}"), "manifest.json is not that of a sealed exam."),
        (named("manifest.json", b'{"rolecall_exam": true}'), "manifest.json is not that of a seal"),
        (named("manifest.json", b'{"rolecall_exam": 2}'), "A newer Rolecall sealed it (format 2;"),
        (named("manifest.json", b'{"rolecall_exam": 1}'), "manifest.json cannot be read: made_wit"),
        (named("manifest.json", b" " * 5_000_000), "manifest.json is larger than anything that is"),
    ],
)  # fmt: skip
def test_what_is_no_sealed_exam_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "what.rolecall-exam"
    path.write_bytes(content)

    assert refused(path).startswith(sentence)


def test_a_file_that_was_cut_short_is_refused(done: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "whole.rolecall-exam"
    write_sealed(done.files, path)
    whole = path.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert refused(path).startswith("It is not a sealed exam, or was cut short")


def test_damaged_bytes_in_the_middle_are_refused(done: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "whole.rolecall-exam"
    write_sealed(done.files, path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))

    assert "is damaged: the file was cut short or changed on its way" in refused(path)


def test_too_many_or_too_large_files_are_refused(
    done: Sealed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "whole.rolecall-exam"
    write_sealed(done.files, path)
    monkeypatch.setattr(sealed_reading, "MOST_ENTRIES", 10)
    assert refused(path) == "There are more than 10 files in it."
    monkeypatch.setattr(sealed_reading, "MOST_FILE_BYTES", 10)
    assert refused(path) == "The file is larger than any sealed exam."


def test_an_exam_that_was_not_passed_is_as_consistent(tmp_path: Path) -> None:
    candidate = Candidate.at(tmp_path, SHORT)
    for _ in range(3):
        candidate.call(Script(hang_up_at_seconds=60.0))
        candidate.rate()
    sealed = candidate.exam.finish()
    path = tmp_path / "mine.rolecall-exam"
    write_sealed(sealed.files, path)

    assert not sealed.manifest.result.passed
    assert told(path) == []


def test_a_sound_that_unpacks_for_ever_is_stopped(edited: Edited, tmp_path: Path) -> None:
    name = edited.name("take-1.wav")
    edited.files[name] = bytes(20_000_000)
    path = tmp_path / "bomb.rolecall-exam"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for one, content in edited.files.items():
            file.writestr(one, content)

    assert refused(path).startswith(f"{name} unpacks to more than 200 times its size in the zip")


def test_the_whole_certification_is_sealed_and_verified(tmp_path: Path) -> None:
    path = tmp_path / "mine.rolecall-exam"
    sealed = whole_exam(tmp_path)
    write_sealed(sealed.files, path)

    assert sealed.manifest.result.passed
    assert told(path, exam=load_exam) == []

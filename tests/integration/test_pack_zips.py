"""Hostile zips: none writes elsewhere, fills disk or memory, or ends in a traceback."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.adapters.packs.store import PackStore
from simulator.adapters.packs.unpacking import entries_of, unpack
from simulator.scenario.pack import Limits, PackRefused
from simulator.scenario.problem import ProblemsFound
from tests.integration.pack_kit import all_below, as_zip, pack_files, wav_bytes

MEGABYTE = 1_000_000


def packed(
    *entries: tuple[zipfile.ZipInfo | str, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for entry, data in entries:
            file.writestr(entry, data)
    return made.getvalue()


def info(name: str, mode: int = 0, attributes: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16 | attributes
    return made


def refusal(tmp_path: Path, data: bytes, limits: Limits | None = None) -> str:
    """Why a zip is not installed; nothing may be written but inside the folder of packs."""
    path = tmp_path / "pack.zip"
    path.write_bytes(data)
    root = tmp_path / "data" / "packs"
    store = PackStore(root) if limits is None else PackStore(root, limits)
    with pytest.raises((PackRefused, ProblemsFound)) as found:
        store.add(path, lambda folder, manifest: None)
    assert all_below(tmp_path) <= {"pack.zip", "data", "data/packs", "data/packs/.lock"}
    return str(found.value)


def test_the_folder_around_a_pack_does_not_count_for_its_depth(tmp_path: Path) -> None:
    files = {**pack_files(), "greetings/a/b/c/ben.wav": wav_bytes()}
    path = as_zip(tmp_path / "crumbs.zip", files, inside="crumbs/")
    store = PackStore(tmp_path / "packs")
    assert store.add(path, lambda folder, manifest: None).pack.name == "crumbs"
    assert (tmp_path / "packs" / "crumbs" / "greetings" / "a" / "b" / "c" / "ben.wav").is_file()


def test_the_folder_around_a_pack_is_held_to_the_rules_too(tmp_path: Path) -> None:
    data = packed(*((f"../{name}", data) for name, data in pack_files().items()))
    assert "has a `..`" in refusal(tmp_path, data)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../x.md", "../x.md: its path has a `..`"),
        ("voices/../../x.md", "voices/../../x.md: its path has a `..`"),
        ("/tmp/x.md", "/tmp/x.md: its path begins at the top of a disk"),
        ("C:/x.md", "C:/x.md: its path begins at the top of a disk"),
        ("voices\\x.md", "parted by /"),
        ("..\\x.md", "parted by /"),
        ("voices//x.md", "a name in its path is missing"),
        ("voices/.x.md", "`.x.md` is hidden"),
        ("voices/aux.md", "a device on Windows"),
        ("voices/x\x1b[2J.md", "cannot be shown (U+001B)"),
    ],
)
def test_paths_that_lead_elsewhere_are_refused(tmp_path: Path, name: str, said: str) -> None:
    assert said in refusal(tmp_path, packed((name, b"?")))


def test_a_name_that_is_cut_at_a_nul_by_some_is_refused(tmp_path: Path) -> None:
    data = packed(("voices/x.md0.md", b"?")).replace(b"x.md0.md", b"x.md\0.md")
    assert "cannot be shown (U+0000)" in refusal(tmp_path, data)


@pytest.mark.parametrize(
    ("mode", "attributes", "said"),
    [
        (stat.S_IFLNK | 0o777, 0, "voices/x.md: it is a link; put a copy"),
        (0, 0x400, "voices/x.md: it is a link; put a copy"),
        (stat.S_IFIFO | 0o600, 0, "it is neither a file nor a folder"),
        (stat.S_IFCHR | 0o600, 0, "it is neither a file nor a folder"),
        (stat.S_IFSOCK | 0o600, 0, "it is neither a file nor a folder"),
    ],
)
def test_links_and_special_files_are_refused(
    tmp_path: Path, mode: int, attributes: int, said: str
) -> None:
    data = packed((info("voices/x.md", mode, attributes), b"/etc/passwd"))
    assert said in refusal(tmp_path, data)


def test_a_link_of_which_another_system_is_said_to_be_the_maker_is_refused(tmp_path: Path) -> None:
    link = info("voices/x.md", stat.S_IFLNK | 0o777)
    link.create_system = 0
    assert "it is a link" in refusal(tmp_path, packed((link, b"/etc/passwd")))


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2000])
def test_encrypted_zips_are_refused(tmp_path: Path, flag: int) -> None:
    data = bytearray(packed(("voices/x.md", b"secret")))
    at = data.index(b"PK\x01\x02") + 8
    struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | flag)
    assert "it is encrypted; pack it without a password" in refusal(tmp_path, bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_cannot_be_read_piece_by_piece_are_refused(
    tmp_path: Path, method: int
) -> None:
    data = packed(("voices/x.md", b"0" * MEGABYTE), method=method)
    assert "packed in an unusual way" in refusal(tmp_path, data)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("voices/a.md", "voices/a.md", "it is there twice"),
        ("voices/a.md", "voices/A.md", "some systems cannot tell it from"),
        ("notes.md", "notes.md/a.md", "both a file and a folder"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_clash_are_refused(tmp_path: Path, first: str, second: str, said: str) -> None:
    assert said in refusal(tmp_path, packed((first, b"1"), (second, b"2")))


def test_zips_in_a_zip_are_refused(tmp_path: Path) -> None:
    inner = packed(("bomb.txt", b"0" * MEGABYTE))
    assert "`.zip` files do not belong" in refusal(tmp_path, packed(("scenarios/x.zip", inner)))


# Bombs


def test_a_file_that_unpacks_to_far_more_than_it_takes_is_refused(tmp_path: Path) -> None:
    data = packed(("greetings/x.wav", b"\0" * 15 * MEGABYTE))
    assert len(data) < 20_000
    assert "more than 100 times its size in the zip" in refusal(tmp_path, data)


def test_a_short_silence_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(packed(("greetings/x.wav", b"\0" * (MEGABYTE - 1))))
    to = tmp_path / "to"
    to.mkdir()
    assert set(unpack(entries_of(path), to)) == {"greetings/x.wav"}


def test_many_files_that_are_small_only_in_the_zip_are_refused(tmp_path: Path) -> None:
    files = [(f"greetings/{n}.wav", b"\0" * (MEGABYTE - 1)) for n in range(60)]
    data = packed(*files)
    assert len(data) < 100_000
    assert refusal(tmp_path, data).startswith("It is too large: at most 50 MB are allowed in all")


def test_files_that_share_their_packed_bytes_are_counted_each(tmp_path: Path) -> None:
    """As in the bombs that unpack to petabytes: the directory names one place again and again."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b"\0" * (MEGABYTE - 1)
    body = stream.compress(content) + stream.flush()
    sizes = struct.pack("<LLL", zlib.crc32(content), len(body), len(content))
    local = entries = b""
    for number in range(100):
        name = f"greetings/{number:03}.wav".encode()
        if not local:
            local = struct.pack("<4s5H", b"PK\3\4", 20, 0, 8, 0, 33) + sizes
            local += struct.pack("<2H", len(name), 0) + name + body
        fixed = struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 8, 0, 33) + sizes
        entries += fixed + struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 100, 100, len(entries), len(local), 0)
    said = refusal(tmp_path, local + entries + end)
    # Python notices that the file's own name differs there, or that files overlap.
    assert "it is damaged, or the zip says something untrue" in said


def test_a_zip_with_too_many_files_is_refused_before_its_directory_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", *[0] * 6, *[0] * 3, *[0] * 5, 0, 0)
    entries = entry * 400_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entries), 0, 0)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "more than 2,000 files and folders" in refusal(tmp_path, entries + end)


def test_a_zip_with_a_few_files_too_many_is_refused(tmp_path: Path) -> None:
    files = [(f"voices/{n}.md", b"") for n in range(6)]
    assert "more than 5 files" in refusal(tmp_path, packed(*files), Limits(entries=5))


def test_a_zip_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    said = refusal(tmp_path, b"PK" + b"0" * 2000, Limits(zip_bytes=1000))
    assert said == "The zip is too large: at most 0.001 MB are allowed."


# Lies


def with_size(data: bytes, size: int) -> bytes:
    """The zip with another size of its first file, in the directory and before the file."""
    spoiled = bytearray(data)
    for mark, at in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        struct.pack_into("<L", spoiled, spoiled.index(mark) + at, size)
    return bytes(spoiled)


@pytest.mark.parametrize("size", [0, 10, 999_999, 1_000_001, 0xFFFFFFFE])
def test_a_size_that_is_a_lie_is_noticed(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * 3906 + b"0" * 64
    assert len(content) == MEGABYTE
    data = with_size(packed(("greetings/x.wav", content)), size)
    assert "the zip says something untrue" in refusal(tmp_path, data)


def test_a_bomb_that_is_said_to_be_small_writes_no_more_than_that(tmp_path: Path) -> None:
    data = with_size(packed(("greetings/x.wav", b"\0" * 15 * MEGABYTE)), 100)
    assert "the zip says something untrue" in refusal(tmp_path, data)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    data = bytearray(packed(("notes.md", b"hello" * 50), method=zipfile.ZIP_STORED))
    data[60] ^= 1
    assert refusal(tmp_path, bytes(data)).startswith("notes.md: it is damaged")


def spoil(data: bytes, spots: list[tuple[float, int]], cut: float) -> bytes:
    spoiled = bytearray(data)
    for where, value in spots:
        spoiled[int(where * (len(spoiled) - 1))] = value
    return bytes(spoiled[: int(len(spoiled) * cut)])


SMALL = {path: data for path, data in pack_files().items() if not path.endswith(".wav")}
WHOLE = packed(*SMALL.items())
SPOTS = st.lists(
    st.tuples(st.one_of(st.floats(0, 1), st.floats(0.85, 1)), st.integers(0, 255)), max_size=6
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(SPOTS, st.sampled_from([1.0, 1.0, 0.999, 0.9, 0.5, 0.01]))
def test_a_spoiled_zip_is_read_as_it_was_or_refused(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[float, int]], cut: float
) -> None:
    folder = tmp_path_factory.mktemp("spoiled")
    path, to = folder / "p.zip", folder / "to"
    to.mkdir()
    path.write_bytes(spoil(WHOLE, spots, cut))
    try:
        written = unpack(entries_of(path), to)
    except PackRefused:
        written = {}
    assert {p.name for p in folder.iterdir()} == {"p.zip", "to"}
    for name in written:
        if name in SMALL:
            assert (to / name).read_bytes() == SMALL[name]


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_no_zip_is_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.zip"
    path.write_bytes(data)
    with pytest.raises(PackRefused, match="neither a folder nor a zip"):
        entries_of(path)


@pytest.mark.parametrize("make", [packed, lambda: packed(("voices/", b""))])
def test_an_empty_zip_has_no_manifest(tmp_path: Path, make: Callable[[], bytes]) -> None:
    assert "There is no pack.yaml at its top" in refusal(tmp_path, make())

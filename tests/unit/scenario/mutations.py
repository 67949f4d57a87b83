"""Ways to spoil a file, by chance from a seed: its bytes, its lines, and what the YAML says."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import yaml

TOKENS = (
    b"\xff", b"\xed\xa0\x80", b"\x00", b"\x1b[2J", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8",
    "\u202eevil\u202c".encode(), "\u2066\u200b\u00ad".encode(), "e\u0301".encode(), "😀".encode(),
    b"\t", b"\r", b"\n", b"\n\n  ", b" ", b"&a ", b"*a ", b"<<: *a\n",
    b"!!python/object/apply:os.system ",
    b"!x ", b"\n---\n", b"\n...\n", b"%YAML 9.9\n", b"{who.first}", b"{who}", b"{}", b"{", b"}",
    b"[", b"]",
    b"{who.first.last}", b"{{months}}", b"{ who.first }", b"|-\n", b">9\n", b"? ", b"- ", b": ",
    b",",
    b"'", b'"', b"#", b"\\ud800", b'"\\ud83d"', b'"\\x00\\x9b"', b"0x1F", b".inf", b"-.nan",
    b"1e999", b"-1",
    b"9" * 400, b"~", b"null", b"true", b"x" * 3000, b"id: a\n", b"lines: {}\n", b"slots: [a]\n",
    b"keys: {0: 0}\n", b"- " * 40, b"[" * 40, b"{a: " * 40, b"a: &a [*a]\n",
)  # fmt: skip
"""What is hard on a reader of YAML, on a terminal, or on our own rules."""

TEXTS = (
    "", " ", "{who.first}", "{who}", "{months}", "{nobody}", "{}", "{", "}}", "\u202eabc",
    "\u2066x",
    "\u200b", "\x00", "\x1b[31m", "\x9b", "\x7f", "a\nb", "a\tb", "\u2028", "é" * 130, "x" * 2001,
    "x" * 40_000, "\ufeff", "\U0010ffff", "beep", "leave", "zero_out", "key:9", "key:0", "0#", "*",
    "../x.wav", "/etc/passwd", "C:x.wav", "a\\b.wav", "x.wav", "robot", "nobody", "true", "12:30",
    "&a", "*a", "!x", "- a", "a: b", "#", "%", "@", "`", "|", "يبدأ هنا", "Ω≈ç",
)  # fmt: skip
NUMBERS = (0, -1, 1, 2, 3, 7, 10**6, -(10**9), 10**15, 10**40, 0.5, -0.0, 1e-300, 1.7e308, 1e999)


def junk(rng: Random, depth: int = 0) -> Any:
    """Any value, mostly of the wrong kind."""
    match rng.randrange(9 if depth < 3 else 6):
        case 0 | 1:
            return rng.choice(TEXTS)
        case 2 | 3:
            return rng.choice(NUMBERS)
        case 4:
            return rng.choice([None, True, False])
        case 5:
            return rng.choice([[], {}, [[]], [{}], {"": ""}])
        case 6:
            return [junk(rng, depth + 1) for _ in range(rng.randrange(4))]
        case 7:
            return {rng.choice(TEXTS): junk(rng, depth + 1) for _ in range(rng.randrange(4))}
        case _:
            return nested(rng.choice([3, 18, 25, 200]), as_list=rng.random() < 0.5)


def nested(levels: int, *, as_list: bool) -> Any:
    """A value so many levels down."""
    value: Any = "deep"
    for _ in range(levels):
        value = [value] if as_list else {"a": value}
    return value


def mutated_bytes(rng: Random, data: bytes, other: bytes) -> bytes:
    """The bytes of a file with one to four things done to them; `other` is another file."""
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 4])):
        data = rng.choice(BYTE_WAYS)(rng, data, other)
    return data


def mutated_data(rng: Random, data: Any, other: Any) -> Any:
    """The data of a file with one to four things done to it; `other` is that of another file."""
    data = copy.deepcopy(data)
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 4])):
        _change(rng, data, other)
    return data


def written(rng: Random, data: Any) -> bytes:
    """Data as YAML, in one of the ways in which it may be written."""
    way = rng.randrange(8)
    if way == 0:
        text = yaml.dump(data, Dumper=_DUMPER, sort_keys=False, allow_unicode=True)
    elif way == 1:
        text = json.dumps(data, indent=2)
    else:  # most of the time as it is quickest
        text = "".join(f"{_quoted(k)}: {_quoted(v)}\n" for k, v in data.items())
    return str(text).encode("utf-8", "surrogatepass")


_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _at(rng: Random, data: bytes) -> int:
    return rng.randrange(len(data) + 1)


def _piece(rng: Random, data: bytes) -> tuple[int, int]:
    start = _at(rng, data)
    return start, min(len(data), start + rng.choice([1, 2, 8, 40, 200, 2000]))


def _flip(rng: Random, data: bytes, _: bytes) -> bytes:
    spoiled = bytearray(data)
    for _number in range(rng.choice([1, 1, 2, 8]) if data else 0):
        spoiled[rng.randrange(len(spoiled))] ^= 1 << rng.randrange(8)
    return bytes(spoiled)


def _letter(rng: Random, data: bytes, _: bytes) -> bytes:
    at = _at(rng, data)
    return data[:at] + rng.choice(b" :-{}[]#'\"&*!|>abc019\n".decode()).encode() + data[at + 1 :]


def _delete(rng: Random, data: bytes, _: bytes) -> bytes:
    start, end = _piece(rng, data)
    return data[:start] + data[end:]


def _double(rng: Random, data: bytes, _: bytes) -> bytes:
    start, end = _piece(rng, data)
    return data[:end] + data[start:end] * rng.choice([1, 1, 2, 50]) + data[end:]


def _insert(rng: Random, data: bytes, _: bytes) -> bytes:
    at = _at(rng, data)
    return data[:at] + rng.choice(TOKENS) * rng.choice([1, 1, 1, 1, 3, 300]) + data[at:]


def _cut_short(rng: Random, data: bytes, _: bytes) -> bytes:
    return data[: _at(rng, data)]


def _splice(rng: Random, data: bytes, other: bytes) -> bytes:
    return data[: _at(rng, data)] + other[_at(rng, other) :]


def _foreign_piece(rng: Random, data: bytes, other: bytes) -> bytes:
    at, (start, end) = _at(rng, data), _piece(rng, other)
    return data[:at] + other[start:end] + data[at:]


def _lines(rng: Random, data: bytes, other: bytes) -> bytes:
    """Lines swapped, deleted, given twice, indented otherwise, or taken from another file."""
    lines = data.splitlines(keepends=True) or [b""]
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(7):
        case 0:
            lines[one], lines[two] = lines[two], lines[one]
        case 1:
            del lines[one : one + rng.choice([1, 1, 2, 5])]
        case 2:
            lines[one:one] = lines[two : two + rng.choice([1, 3, 10])]
        case 3:
            lines[one] = b" " * rng.randrange(9) + lines[one].lstrip()
        case 4:
            others = other.splitlines(keepends=True) or [b""]
            lines = lines[:one] + others[min(one, len(others) - 1) :]
        case 5:
            lines[one] = lines[one].replace(b": ", b": " + rng.choice(TOKENS), 1)
        case _:
            return data.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\n\n", b" \n"]))
    return b"".join(lines)


def _value(rng: Random, data: bytes, _: bytes) -> bytes:
    """Another value behind a colon: the file is still YAML, mostly."""
    lines = data.splitlines(keepends=True)
    places = [n for n, line in enumerate(lines) if b": " in line]
    if not places:
        return data
    at = rng.choice(places)
    key = lines[at].partition(b": ")[0]
    lines[at] = key + b": " + _quoted(junk(rng)).encode("utf-8", "surrogatepass") + b"\n"
    return b"".join(lines)


BYTE_WAYS: tuple[Callable[[Random, bytes, bytes], bytes], ...] = (
    _flip, _letter, _letter, _delete, _double, _insert, _insert, _cut_short, _splice,
    _foreign_piece, _lines, _lines, _lines, _value, _value, _value,
)  # fmt: skip


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every list and mapping in the data with each of its indexes and keys."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield data, key
        if isinstance(value, (dict, list)):
            yield from _places(value)


def _change(rng: Random, data: Any, other: Any) -> None:  # noqa: C901 - a case for each kind
    places = list(_places(data))
    if not places:
        return
    holder, key = rng.choice(places)
    value = holder[key]
    match rng.randrange(11):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[_renamed(rng, str(key))] = holder.pop(key)
        case 2:
            foreign, its = rng.choice(list(_places(other)))
            holder[key] = copy.deepcopy(foreign[its])
        case 3:
            mine, its = rng.choice(places)
            holder[key] = copy.deepcopy(mine[its])
        case 4:
            holder[key] = rng.choice([[value], {"a": value}, [value, value], str(value)])
        case 5 if isinstance(value, str):
            at = rng.randrange(len(value) + 1)
            holder[key] = value[:at] + rng.choice(TEXTS) + value[at:]
        case 6 if isinstance(holder, list):
            holder.extend(copy.deepcopy(value) for _ in range(rng.choice([1, 2, 400])))
        case 7:
            _spoil_slots(rng, data)
        case 8:
            _lead_elsewhere(rng, data)
        case _:
            holder[key] = junk(rng)


def _renamed(rng: Random, key: str) -> str:
    return rng.choice([key[:-1], key + "s", key.upper(), key[::-1], rng.choice(TEXTS), "k" * 2000])


def _spoil_slots(rng: Random, data: Any) -> None:
    """Slots of odd shapes, too many of them, and options that do not fit together."""
    options: list[Any] = [
        ["a", "b"], ["a", {"b": "c"}], [{"first": "A"}, {"first": "B", "last": "C"}], [], ["a"],
        "a", {"a": "b"}, [1, 2], ["{who}", "{months}"], ["a"] * 7, [["a"], ["b"]], None,
        ["a", "b", "c", "d", "e"], [{"first": "{"}, {"first": "}"}], [{}, {}],
    ]  # fmt: skip
    slots = data.get("slots")
    if not isinstance(slots, dict):
        slots = data["slots"] = {}
    for _ in range(rng.choice([1, 1, 2, 9])):
        name = rng.choice(["who", "months", "a", "A", "a.b", "", "0", "b", "c", "d", "x" * 40])
        slots[name] = copy.deepcopy(rng.choice(options))
    if isinstance(data.get("brief"), str):
        data["brief"] += " " + rng.choice(["{who}", "{who.first}", "{a}", "{a.b}", "{x}", "{{a}}"])


def _lead_elsewhere(rng: Random, data: Any) -> None:
    """Keys and replies that lead to any line, the line itself, or nowhere: circles among them."""
    lines = data.get("lines")
    if not isinstance(lines, dict) or not lines:
        return
    names = [*lines, "beep", "nowhere", rng.choice(TEXTS)]
    for line in lines.values():
        if not isinstance(line, dict) or rng.random() < 0.4:
            continue
        keys = line.setdefault("keys", {})
        if isinstance(keys, dict):
            for _ in range(rng.choice([1, 1, 3, 20])):
                keys[rng.choice(["0", "0#", "#", "*", "9", "1", "10", "a"])] = rng.choice(names)
        if rng.random() < 0.3:
            line["then"] = rng.choice(["beep", "full", "hang_up", "conversation", "nothing"])

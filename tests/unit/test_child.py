"""Child processes: asked, stopped, killed, hung, replaced."""

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from simulator.child import Child, ChildDied, ChildRefused, open_private_log

SERVER = """
import os, sys, threading
sys.path.insert(0, {root!r})
from simulator.child import Refusal, Request, serve

def add(request):
    return {{"sum": request.params["a"] + request.params["b"]}}

def refuse(request):
    raise Refusal("There is no microphone.")

def count(request):
    for n in range(3):
        request.news(n=n)
    return {{"counted": 3}}

def wait(request):
    request.stop.wait(30)
    return {{"told_to_stop": request.stop.is_set()}}

def wait_for_signal(request):
    return {{"came": request.signal("complete").wait(10)}}

def hang(request):
    threading.Event().wait(60)

def crash(request):
    os._exit(3)

def bug(request):
    raise KeyError("bug")

def chatter(request):
    os.write(1, b"library says hello\\n")
    os.write(2, b"and complains\\n")
    print("and prints")
    return {{"done": True}}

serve({{name: handler for name, handler in list(globals().items()) if callable(handler)}})
"""


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    root = Path(__file__).parents[2]
    (tmp_path / "helpful_child.py").write_text(SERVER.format(root=str(root)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made = Child("helpful_child", tmp_path / "child.log", name="voice")
    yield made
    made.close()


def test_a_request_is_answered(child: Child) -> None:
    assert child.request("add", {"a": 1, "b": 2}) == {"sum": 3}


def test_requests_from_several_threads_get_their_own_answers(child: Child) -> None:
    sums: dict[int, int] = {}

    def ask(n: int) -> None:
        sums[n] = child.request("add", {"a": n, "b": n})["sum"]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sums == {n: 2 * n for n in range(20)}


def test_a_refusal_carries_its_sentence(child: Child) -> None:
    with pytest.raises(ChildRefused, match=r"There is no microphone\."):
        child.request("refuse", {})


def test_news_comes_before_the_answer(child: Child) -> None:
    news: list[int] = []
    child.request("count", {}, on_news=lambda n: news.append(n["n"]))
    assert news == [0, 1, 2]


def test_a_stopped_request_ends_with_the_childs_own_answer(child: Child) -> None:
    stop = threading.Event()
    threading.Timer(0.05, stop.set).start()
    assert child.request("wait", {}, stop=stop) == {"told_to_stop": True}


def test_a_signal_reaches_the_handler(child: Child) -> None:
    complete = threading.Event()
    complete.set()
    assert child.request("wait_for_signal", {}, signals={"complete": complete}) == {"came": True}


def test_a_child_that_ignores_stop_is_killed_within_half_a_second(child: Child) -> None:
    child.request("add", {"a": 0, "b": 0})
    stop = threading.Event()
    stop.set()
    begun = monotonic()
    assert child.request("hang", {}, stop=stop) == {"stopped": True}
    assert monotonic() - begun < 1.0
    assert child.request("add", {"a": 2, "b": 2}) == {"sum": 4}


def test_a_hung_child_is_replaced(child: Child) -> None:
    with pytest.raises(ChildDied, match="did not answer"):
        child.request("hang", {}, silent_seconds=0.3)
    assert child.request("add", {"a": 2, "b": 2}) == {"sum": 4}


@pytest.mark.parametrize("do", ["crash", "bug"])
def test_a_child_that_dies_is_replaced(child: Child, do: str) -> None:
    with pytest.raises(ChildDied, match="The voice stopped unexpectedly"):
        child.request(do, {})
    assert child.request("add", {"a": 2, "b": 2}) == {"sum": 4}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_child_killed_from_outside_is_replaced(child: Child) -> None:
    child.request("add", {"a": 0, "b": 0})
    first = child.pid
    assert first is not None
    killer = threading.Timer(0.1, os.kill, (first, signal.SIGKILL))
    killer.start()
    with pytest.raises(ChildDied):
        child.request("hang", {})
    assert child.request("add", {"a": 2, "b": 2}) == {"sum": 4}
    assert child.pid != first


def test_what_a_library_prints_goes_to_the_log(child: Child, tmp_path: Path) -> None:
    assert child.request("chatter", {}) == {"done": True}
    child.close()
    log = (tmp_path / "child.log").read_text()
    assert "library says hello" in log
    assert "and complains" in log


def test_a_log_that_cannot_be_made_is_no_reason_to_be_silent(child: Child, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("where the folder should be")
    without_log = Child("helpful_child", blocked / "cache" / "rolecall.log", name="voice")
    try:
        assert without_log.request("chatter", {}) == {"done": True}
    finally:
        without_log.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_the_log_and_its_folder_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    log = tmp_path / "cache" / "rolecall.log"
    with open_private_log(log) as file:
        file.write("words\n")
    assert [stat.S_IMODE(p.stat().st_mode) for p in (log.parent, log)] == [0o700, 0o600]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_log_that_others_could_read_is_made_private(tmp_path: Path) -> None:
    log = tmp_path / "rolecall.log"
    log.write_text("before\n")
    log.chmod(0o644)
    with open_private_log(log) as file:
        file.write("after\n")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.read_text() == "before\nafter\n"


def test_telling_does_not_wait_and_does_not_fail(child: Child) -> None:
    child.tell("crash", {})
    with pytest.raises(ChildDied):
        child.request("hang", {}, silent_seconds=5)
    child.tell("add", {"a": 1, "b": 1})
    assert child.request("add", {"a": 1, "b": 1}) == {"sum": 2}


def test_files_in_the_current_folder_are_not_executed(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "downloads"
    here.mkdir()
    (here / "queue.py").write_text("import os\nos._exit(9)\n")
    monkeypatch.chdir(here)
    assert child.request("add", {"a": 1, "b": 2}) == {"sum": 3}


IN_ORDER = """
import threading
from simulator.child import serve

def speak(request):
    for _ in range(request.params["segments"]):
        threading.Event().wait(0.1)
        request.news()

serve({"speak": speak}, one_at_a_time=True)
"""


def test_who_waits_for_the_turn_of_another_hears_that_the_child_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ordered_child.py").write_text(IN_ORDER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ordered = Child("ordered_child", tmp_path / "child.log", name="voice")
    try:
        ordered.request("speak", {"segments": 1})
        ordered.tell("speak", {"segments": 15})
        assert ordered.request("speak", {"segments": 1}, silent_seconds=0.8) == {}
    finally:
        ordered.close()


def test_a_child_stands_apart_from_the_terminals_interrupts(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.Popen
    asked: list[dict[str, Any]] = []

    def watched(*words: Any, **options: Any) -> Any:
        asked.append(options)
        return real(*words, **options)

    monkeypatch.setattr(subprocess, "Popen", watched)
    child.request("add", {"a": 0, "b": 0})

    on_windows = os.name == "nt"
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    assert (asked[0]["start_new_session"], asked[0]["creationflags"]) == (not on_windows, flags)


CONNECTS = """
import socket
from simulator.child import serve

def connect(request):
    refused = []
    for attempt in (
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        lambda: socket.socket().connect_ex(("127.0.0.1", 9)),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.gethostbyname("localhost"),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9)),
    ):
        try:
            attempt()
        except OSError as error:
            refused.append(str(error))
    return {"refused": refused}

def connect_locally(request):
    try:
        socket.socket(socket.AF_UNIX).connect(request.params["path"])
    except OSError as error:
        return {"error": type(error).__name__}

serve({"connect": connect, "connect_locally": connect_locally})
"""


@pytest.fixture
def connecting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    (tmp_path / "connecting_child.py").write_text(CONNECTS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made = Child("connecting_child", tmp_path / "child.log", name="voice")
    yield made
    made.close()


def test_no_child_opens_a_connection_even_to_this_machine(connecting: Child) -> None:
    answer = connecting.request("connect", {})
    assert answer == {"refused": ["Rolecall never opens a connection"] * 5}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such sockets")
def test_a_child_may_reach_the_sound_system_in_its_folder(
    connecting: Child, tmp_path: Path
) -> None:
    answer = connecting.request("connect_locally", {"path": str(tmp_path / "native")})
    assert answer == {"error": "FileNotFoundError"}


def test_closing_twice_is_fine(child: Child) -> None:
    child.request("add", {"a": 0, "b": 0})
    child.close()
    child.close()
    assert child.pid is None

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme

import simulator.tui
from simulator.commands import app as app_command
from simulator.settings import Preferences, load_preferences, places, save_preferences
from simulator.tui.app import RolecallApp
from simulator.tui.palette import Palette
from simulator.tui.themes import CONTRAST, DARK, LIGHT, LOOKS, THEMES, look_after
from tests.tui.driving import LARGE, SMALL, shows, until
from tests.tui.fakes import set_up

TUI = Path(simulator.tui.__file__).parent
COLOUR = r"\$([a-z-]+)(?: (\d+)%)?"
TEXT_RULE = re.compile(rf"(?<![a-z-])(?:color|border-title-color): {COLOUR}")
BACKGROUND_RULE = re.compile(rf"(?<![a-z-])background: {COLOUR}")
TEXT_STYLE = re.compile(rf'"(?:bold |underline |italic )*{COLOUR}"')
TERMINALS_OWN = re.compile(r"[^{}]*:ansi[^{}]*\{[^}]*\}")
"""Rules for themes of the terminal's own colours, which nobody can compute with."""
FAINT = {("foreground", "20"), ("foreground", "30"), ("foreground", "40")}
"""What is drawn and never read: lines, and where a bar could reach."""
LIT = (("background", ""), ("accent", ""))
"""A key of the phone while it is pressed: the one text that does not stand on a quiet ground."""

Shade = tuple[str, str]


def shades(pattern: re.Pattern[str], suffix: str) -> set[Shade]:
    """The colours that match in our files, as name and percentage ("" for all of it)."""
    files = sorted(TUI.rglob(f"*{suffix}"))
    texts = (TERMINALS_OWN.sub("", file.read_text(encoding="utf-8")) for file in files)
    return {found.groups(default="") for text in texts for found in pattern.finditer(text)}  # type: ignore[misc]


def pairs() -> Iterator[tuple[Shade, Shade]]:
    """Every text colour on every ground that our stylesheets and texts use."""
    texts = shades(TEXT_RULE, ".tcss") | shades(TEXT_STYLE, ".py")
    grounds = shades(BACKGROUND_RULE, ".tcss")
    for text in sorted(texts - FAINT - {LIT[0]}):
        for ground in sorted(grounds - {LIT[1]}):
            yield text, ground
    yield LIT


def luminance(color: Color) -> float:
    """Relative luminance, after WCAG 2.2."""
    parts = (channel / 255 for channel in (color.r, color.g, color.b))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio, after WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ratio(theme: Theme, text: Shade, ground: Shade) -> float:
    """How much a text stands out from its ground, both as they are painted."""
    colours = theme.to_color_system().generate()
    base = Color.parse(colours["background"])
    behind = Color.parse(colours[ground[0]])
    if ground[1]:
        behind = base + behind.with_alpha(int(ground[1]) / 100)
    value = colours[text[0]]
    if value.startswith("auto"):
        front = behind.get_contrast_text(int(value.removeprefix("auto ").rstrip("%")) / 100)
    else:
        front = Color.parse(value).with_alpha(int(text[1] or 100) / 100)
    return contrast(behind + front, behind)


def test_the_pairs_of_the_stylesheets_are_found() -> None:
    found = set(pairs())
    assert {
        (("text-muted", ""), ("background", "")),
        (("foreground", "75"), ("accent", "20")),
        (("text-error", ""), ("surface", "")),
        LIT,
    } <= found
    assert {ground[0] for _, ground in found} == {"background", "surface", "accent"}


def test_contrast_is_measured_as_the_guidelines_say() -> None:
    assert contrast(Color.parse("#ffffff"), Color.parse("#000000")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_its_ground(theme: Theme) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    found = {pair: ratio(theme, *pair) for pair in pairs()}
    assert not {pair: round(value, 2) for pair, value in found.items() if value < least}


def faint_texts(pilot: Pilot[None], least: float) -> dict[str, float]:
    """The texts on the screen that stand out less from what they are painted on."""
    found = {}
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            style, letters = segment.style, re.findall(r"\w", segment.text)
            if not letters or style is None or style.color is None or style.bgcolor is None:
                continue
            text, ground = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
            if contrast(text, ground) < least:
                found[segment.text.strip()] = round(contrast(text, ground), 2)
    return found


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_every_text_stands_out_as_it_is_painted(tmp_path: Path, theme: Theme) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    desk = set_up(tmp_path, notices=("No speaker.",)).desk
    async with RolecallApp(lambda: desk, theme.name).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        for keys in (["question_mark"], ["escape", "slash"], ["o", "shift+left"], ["escape"]):
            assert not faint_texts(pilot, least)
            await pilot.press(*keys)
            await pilot.pause()
        await pilot.press("enter")
        await shows(pilot, "Your notes")
        for keys in (["p", "n"], ["a", "b", "shift+left"], ["escape", "r"]):
            assert not faint_texts(pilot, least)
            await pilot.press(*keys)
            await pilot.pause()
        await shows(pilot, "Right choice on every line")
        assert not faint_texts(pilot, least)


def test_one_key_goes_through_all_themes_and_back_from_a_foreign_one() -> None:
    names = [theme.name for theme in THEMES]
    assert set(LOOKS) == set(names)
    assert [look_after(name) for name in names] == [*names[1:], names[0]]
    assert look_after("nord") == DARK.name


async def test_a_chosen_theme_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL, notifications=True) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        assert pilot.app.theme == DARK.name
        await pilot.press("ctrl+t")
        told = pilot.app._notifications
        await until(pilot, "it is told", lambda: [n.message for n in told] == ["Colours: light."])
        await until(pilot, "it is kept", lambda: desk.preferences.theme == LIGHT.name)
    assert load_preferences(desk.places.preferences)[0].theme == LIGHT.name
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        assert pilot.app.theme == LIGHT.name


async def test_the_first_picture_is_painted_in_the_chosen_theme_already(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    assert RolecallApp(lambda: desk, LIGHT.name).theme == LIGHT.name
    assert RolecallApp(lambda: desk, "there is none such").theme == DARK.name


def test_the_command_opens_the_app_in_the_kept_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(app_command, "sys", SimpleNamespace(stdin=terminal, stdout=terminal))
    opened: list[str] = []
    monkeypatch.setattr(RolecallApp, "run", lambda app: opened.append(app.theme))
    save_preferences(places().preferences, Preferences(theme=LIGHT.name))
    assert app_command.run(argparse.Namespace(scenarios=None)) == 0
    assert opened == [LIGHT.name]


async def test_every_theme_can_be_chosen_in_the_palette(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        assert set(LOOKS) <= set(pilot.app.available_themes)
        await pilot.press("ctrl+p")
        await until(pilot, "the palette", lambda: isinstance(pilot.app.screen, Palette))
        await pilot.press(*"theme")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        await pilot.press(*"rolecall-contrast")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, "the theme", lambda: pilot.app.theme == CONTRAST.name)


PROGRAM = """
import asyncio, json, sys
from pathlib import Path
from simulator.tui.app import RolecallApp
from tests.tui.driving import SMALL, screen_text, shows
from tests.tui.fakes import set_up

async def main():
    desk = set_up(Path(sys.argv[1])).desk
    async with RolecallApp(lambda: desk, "rolecall-light").run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        styles = [s.style for strip in pilot.app.screen._compositor.render_strips() for s in strip]
        for filter in pilot.app._filters:
            styles = [filter.apply([_segment(style)], _black())[0].style for style in styles] \\
                if filter.enabled else styles
        colours = {c.get_truecolor() for s in styles if s for c in (s.color, s.bgcolor) if c}
        print(json.dumps({
            "theme": pilot.app.theme,
            "text": screen_text(pilot),
            "animations": pilot.app.animation_level,
            "grey": all(c.red == c.green == c.blue for c in colours),
        }))

def _segment(style):
    from rich.segment import Segment
    return Segment("x", style)

def _black():
    from textual.color import Color
    return Color(0, 0, 0)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("variables", "theme", "is_grey", "animations"),
    [
        ({}, "rolecall-light", False, "full"),
        ({"TEXTUAL_THEME": "ansi-light"}, "ansi-light", False, "full"),
        ({"TEXTUAL_THEME": "ansi-dark"}, "ansi-dark", False, "full"),
        ({"NO_COLOR": "1", "TEXTUAL_ANIMATIONS": "none"}, "rolecall-light", True, "none"),
    ],
)
def test_what_the_terminal_was_told_about_colour_is_honoured(
    tmp_path: Path, variables: dict[str, str], theme: str, is_grey: bool, animations: str
) -> None:
    spared = {"NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"}
    clean = {name: value for name, value in os.environ.items() if name not in spared}
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        env={**clean, **variables, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    told = json.loads(found.stdout)
    assert "Her own [hold] box" in told["text"]
    assert "enter open" in told["text"]
    assert (told["theme"], told["animations"], told["grey"]) == (theme, animations, is_grey)

"""Bảng màu: readable in both themes, and the same in the settings and in the code."""

import tomllib
from pathlib import Path

import pytest

from thidua import palette

THEME = tomllib.loads(
    (Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)["theme"]
HUES = ("red", "orange", "yellow", "blue", "green", "violet", "gray")
MARKS = ("RANK_FIRST", "SELF_HAND", "CROSS_HAND", "VERIFIED_HAND", "NEUTRAL", "WARNING")
MARKS += ("ELIGIBLE", "EXCLUDED")
WORDS_AA = 4.5
SHAPES_AA = 3.0


def luminance(colour):
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_the_one_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_settings_repeat_the_palette():
    light, dark = THEME["light"], THEME["dark"]
    assert (
        light["backgroundColor"],
        light["secondaryBackgroundColor"],
        light["sidebar"]["backgroundColor"],
        light["textColor"],
        light["borderColor"],
        light["primaryColor"],
    ) == (
        palette.PAPER,
        palette.PANEL,
        palette.SIDEBAR,
        palette.INK,
        palette.LINE,
        palette.LACQUER,
    )
    assert (
        dark["backgroundColor"],
        dark["secondaryBackgroundColor"],
        dark["sidebar"]["backgroundColor"],
        dark["textColor"],
        dark["borderColor"],
        dark["primaryColor"],
        dark["linkColor"],
    ) == (
        palette.NIGHT_PAPER,
        palette.NIGHT_PANEL,
        palette.NIGHT_SIDEBAR,
        palette.NIGHT_INK,
        palette.NIGHT_LINE,
        palette.NIGHT_LACQUER,
        palette.NIGHT_LINK,
    )


def test_settings_repeat_the_scales():
    assert tuple(THEME["chartCategoricalColors"]) == palette.CATEGORICAL
    assert tuple(THEME["chartDivergingColors"]) == palette.DIVERGING
    assert tuple(THEME["light"]["chartSequentialColors"]) == palette.SEQUENTIAL
    assert tuple(THEME["dark"]["chartSequentialColors"]) == palette.SEQUENTIAL[::-1]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_can_be_read_on_every_ground(name):
    theme = THEME[name]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"]]
    grounds += theme["sidebar"].values()
    for ground in grounds:
        assert contrast(theme["textColor"], ground) >= 7
    for ground in grounds[:2]:
        assert contrast(theme["linkColor"], ground) >= WORDS_AA
    header = theme["dataframeHeaderBackgroundColor"]
    assert contrast(theme["dataframeHeaderTextColor"], header) >= WORDS_AA
    assert contrast(theme["codeTextColor"], theme["codeBackgroundColor"]) >= WORDS_AA


@pytest.mark.parametrize("hue", HUES)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_coloured_words_can_be_read_on_their_own_ground_and_on_the_page(name, hue):
    theme = THEME[name]

    for ground in (theme[f"{hue}BackgroundColor"], theme["backgroundColor"]):
        assert contrast(theme[f"{hue}TextColor"], ground) >= WORDS_AA


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_button_that_asks_to_be_pressed_is_seen_and_read(name):
    theme = THEME[name]

    assert contrast("#FFFFFF", theme["primaryColor"]) >= WORDS_AA
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= SHAPES_AA


@pytest.mark.parametrize("paper", ["PAPER", "PANEL", "NIGHT_PAPER", "NIGHT_PANEL"])
@pytest.mark.parametrize("mark", MARKS)
def test_marks_are_seen_on_paper_and_at_night(mark, paper):
    assert contrast(getattr(palette, mark), getattr(palette, paper)) >= SHAPES_AA


def test_other_colours_of_series_are_seen_on_both_pages():
    for colour in palette.CATEGORICAL:
        assert contrast(colour, palette.PAPER) >= SHAPES_AA
        assert contrast(colour, palette.NIGHT_PAPER) >= SHAPES_AA


def test_colours_that_stand_beside_each_other_differ():
    hands = {palette.SELF_HAND, palette.CROSS_HAND, palette.VERIFIED_HAND}
    verdicts = {palette.ELIGIBLE, palette.EXCLUDED}
    assert (len(hands), len(verdicts)) == (3, 2)
    assert len(set(palette.CATEGORICAL)) == len(palette.CATEGORICAL)


def test_scales_grow_steadily_so_that_they_survive_a_black_and_white_printer():
    light = [luminance(colour) for colour in palette.SEQUENTIAL]
    middle = [luminance(colour) for colour in palette.DIVERGING]

    assert light == sorted(light, reverse=True)
    assert middle[:5] == sorted(middle[:5])
    assert middle[5:] == sorted(middle[5:], reverse=True)
    assert len(palette.SEQUENTIAL) == len(palette.DIVERGING) == 10

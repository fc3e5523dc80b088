"""Pitches in equal temperament: twelve equal steps to the octave, A4 at 440 Hz."""

from fractions import Fraction

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def step_of(pitch: str) -> int:
    """Steps above A4: `step_of("A4")` is 0, `step_of("C5")` is 3."""
    name, octave = pitch[:-1], pitch[-1:]
    if name not in NAMES or not octave.isdigit():
        raise ValueError(f"{pitch!r} is no pitch; write a name and an octave, as 'C#4'")
    return NAMES.index(name) - NAMES.index("A") + 12 * (int(octave) - 4)


def frequency(pitch: str) -> float:
    """Oscillations a second."""
    return 440.0 * 2.0 ** (step_of(pitch) / 12)


def interval(low: str, high: str) -> int:
    """Steps from one pitch up to another."""
    return step_of(high) - step_of(low)


def pure(steps: int) -> Fraction:
    """The simple ratio that an interval of so many steps stands in for."""
    ratio = Fraction(2.0 ** (steps / 12)).limit_denominator(5)
    return ratio

"""Wilson's score interval of a proportion (Wilson 1927)."""

from math import sqrt

Z = 1.959963984540054


def interval(good, n):
    """The 95% interval of good out of n, as shares."""
    p, z = good / n, Z * Z / n
    middle, half = (p + z / 2) / (1 + z), Z * sqrt(p * (1 - p) / n + z / (4 * n)) / (1 + z)
    return max(0.0, middle - half), min(1.0, middle + half)

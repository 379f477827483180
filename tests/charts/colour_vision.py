"""How colours look to people who lack a kind of cone, and how far apart two colours then are.

Simulation: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
2009, severity 1. Distance: CIE 1976, in CIE Lab under D65.
"""

import itertools

import numpy as np

from tests.charts.contrast import linear

VISIONS = {
    "all cones": np.eye(3),
    "no L cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no M cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no S cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def least_distance(colors, vision):
    """The distance of the two of the "#rrggbb" colours that are most alike."""
    labs = [lab(vision @ np.array([linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5)])) for color in colors]
    return min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(labs, 2))


def lab(rgb):
    """CIE Lab of a linear sRGB colour."""
    ratios = XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(ratios > 0.008856, np.cbrt(ratios), 7.787 * ratios + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

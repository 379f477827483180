"""What each of many releases has of one sort, places or title words, to find quickly which have much in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Features:
    """The features of releases, each with a weight: how often the release has it, and how rare it is in all.

    Attributes:
        names: Per feature, what to call it.
        features, feature_weights: The features of release 0, then those of release 1, …; those of release r are
            `features[starts[r]:starts[r + 1]]`. Weights are such that the squares of a release's sum up to 1.
        starts: Where those of each release begin.
        releases, release_weights: The same by feature: the releases that have feature 0, then those with 1, ….
        release_starts: Where those of each feature begin.
    """

    names: tuple[str, ...]
    features: np.ndarray
    feature_weights: np.ndarray
    starts: np.ndarray
    releases: np.ndarray
    release_weights: np.ndarray
    release_starts: np.ndarray

    def likeness(self, release: int) -> np.ndarray:
        """How like each release is to one, 0 to 1 (cosine)."""
        total = len(self.starts) - 1
        own = slice(*self.starts[release : release + 2])
        spans = [slice(*self.release_starts[each : each + 2]) for each in self.features[own]]
        if not spans:
            return np.zeros(total)
        others = np.concatenate([self.releases[span] for span in spans])
        products = [
            self.release_weights[span] * weight for span, weight in zip(spans, self.feature_weights[own], strict=True)
        ]
        return np.bincount(others, np.concatenate(products), total)

    def shared(self, one: int, other: int) -> list[str]:
        """What to call the features that two releases share, those that weigh most in both first."""
        weights = [
            dict(zip(self.features[own].tolist(), self.feature_weights[own].tolist(), strict=True))
            for own in (slice(*self.starts[each : each + 2]) for each in (one, other))
        ]
        both = {each: weight * weights[1][each] for each, weight in weights[0].items() if each in weights[1]}
        return [self.names[each] for each in sorted(both, key=lambda each: (-both[each], each))]


def build_features(releases: np.ndarray, keys: pd.Series, total: int, names: Mapping[str, str]) -> Features:
    """The features of `total` releases.

    Args:
        releases: Per occurrence of a feature, the position of its release.
        keys: Per occurrence, which feature it is.
        total: How many releases there are.
        names: What to call the features, where that is not their key.
    """
    codes, found = pd.factorize(keys, sort=True)
    pairs = pd.DataFrame({"release": releases, "feature": codes}).value_counts().reset_index(name="count")
    rarity = np.log1p(total / np.bincount(pairs["feature"], minlength=len(found)))
    weights = (1 + np.log(pairs["count"].to_numpy())) * rarity[pairs["feature"]]
    squares = np.bincount(pairs["release"], weights**2, total)
    pairs = pairs.assign(weight=weights / np.sqrt(squares[pairs["release"]]))
    by_release, by_feature = pairs.sort_values(["release", "feature"]), pairs.sort_values(["feature", "release"])
    return Features(
        names=tuple(names.get(key, key) for key in found),
        features=by_release["feature"].to_numpy(),
        feature_weights=by_release["weight"].to_numpy(),
        starts=np.searchsorted(by_release["release"], np.arange(total + 1)),
        releases=by_feature["release"].to_numpy(),
        release_weights=by_feature["weight"].to_numpy(),
        release_starts=np.searchsorted(by_feature["feature"], np.arange(len(found) + 1)),
    )

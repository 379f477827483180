"""Release Explorer: read, place, explore and compare official releases."""

__version__ = "0.1.0"

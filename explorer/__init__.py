"""Release Explorer: read, place, explore and compare official releases."""

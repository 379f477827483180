"""Facts as files: places, spellings and the base map; SOURCES.md says where each comes from."""

"""Every error that the package raises on purpose; pages and the command line catch `ExplorerError`."""


class ExplorerError(Exception):
    """Base of all: the message says where, what was found, what is allowed and what to do."""


class ReadingError(ExplorerError, ValueError):
    """A file that cannot become a release; `outcome` is its one named outcome.

    `outcome` is one of `not found`, `unreadable`, `encrypted`, `not parsed`, `no text`, `too large`, `timed out`,
    `out of memory`, `unsupported`.
    """

    def __init__(self, message: str, *, outcome: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class GazetteerError(ExplorerError, ValueError):
    """A row of the gazetteer that is wrong."""


class LibraryError(ExplorerError, RuntimeError):
    """The library's file cannot be opened, read or written."""


class DamagedLibraryError(LibraryError):
    """The library's file is no sound database any more."""


class CorrectionError(ExplorerError, ValueError):
    """A correction that cannot be applied."""

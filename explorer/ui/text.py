"""Text of documents and files as plain text in Streamlit's labels, which otherwise read Markdown."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Escape text so that a Streamlit label, message or caption shows it as it is."""
    # A zero-width space keeps addresses from becoming links, and :names: and -> from becoming pictures.
    apart = re.sub(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])|[:@<>-](?=\S)", "\\g<0>\u200b", text)
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])", r"\\\1", apart)

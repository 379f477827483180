"""Texts that try to run a script, to reach the network, to cover the page or to break out of it; and a library of them.

Should one succeed, `window.__ran` is set, or a request goes to 127.0.0.2, which the browser tests take for a leak.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from explorer.geoparsing import load_geoparser
from explorer.library import Library
from explorer.library.corrections import Correction, anchor_at
from explorer.model import Place
from explorer.reading import Upload

AWAY = "http://127.0.0.2:9"
RUN = "window.__ran=1"
HOSTILE = (
    f"<script>{RUN}</script>",
    f"<img src={AWAY}/img onerror={RUN}>",
    f"<img srcset='{AWAY}/srcset 2x'>",
    f"<picture><source srcset={AWAY}/picture><img></picture>",
    f"<svg onload={RUN}><image href={AWAY}/svg></svg>",
    f"<iframe src={AWAY}/frame></iframe>",
    "<iframe srcdoc='<script>parent.__ran=1</script>'></iframe>",
    f"<a href=javascript:{RUN}>press</a>",
    f"<a href='&#x6a;avascript:{RUN}'>press</a>",
    f"<a href='java\tscript:{RUN}'>press</a>",
    f"<a href={AWAY}/top target=_top>press</a>",
    f"<a href={AWAY}/a ping={AWAY}/ping>press</a>",
    f"<form action={AWAY}/form><button>press</button></form>",
    f"<input type=image src={AWAY}/input>",
    f"<meta http-equiv=refresh content='0;url={AWAY}/meta'>",
    f"<style>@import '{AWAY}/import';body{{display:none}}</style>",
    f"<link rel=stylesheet href={AWAY}/link>",
    f"<base href={AWAY}/base/>",
    f"<div style='position:fixed;inset:0;z-index:9999;background:url({AWAY}/div)'>COVER</div>",
    f"<span style='background:url({AWAY}/span)'>s</span>",
    f"<video src={AWAY}/video autoplay></video>",
    f"<audio src={AWAY}/audio autoplay></audio>",
    f"<object data={AWAY}/object></object>",
    f"<embed src={AWAY}/embed>",
    f"<body background={AWAY}/body>",
    f"<table background={AWAY}/table><tr><td>cell",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<noscript><p title='</noscript><img src onerror={RUN}>'>",
    f"<svg></p><style><g title='</style><img src onerror={RUN}>'>",
    f"<details open ontoggle={RUN}>more</details>",
    f"<p onclick={RUN} onmouseover={RUN}>press</p>",
    f"<x/onclick={RUN}>press</x>",
    "<div id=root class=stApp name=body>twin</div>",
    "</p></div></div></main><h1>ESCAPED</h1>",
    f"<!--><img src onerror={RUN}>-->",
    f"<![CDATA[<img src onerror={RUN}>]]>",
    "<plaintext>",
    f"![picture]({AWAY}/markdown)",
    f"[![picture]({AWAY}/nested)](javascript:{RUN})",
    f"![picture][away]\n\n[away]: {AWAY}/reference",
    f"$\\href{{javascript:{RUN}}}{{x}}$ $\\includegraphics{{{AWAY}/tex}}$",
    ":material/home: :red[x] :streamlit: \u202etxt.live",
)


def make_hostile_library(path: Path) -> list[str]:
    """A library whose titles, texts, publishers, file names and corrections are hostile; returns its release ids.

    The first release has every text in its body, the others one each, as title too.
    """
    library, geoparser = Library.open(path), load_geoparser()
    everything = "\n\n".join(f"A strike near Mosul, Iraq, hit {text} today." for text in HOSTILE)
    uploads = [Upload("all.txt", f"All of them\n\nMarch 31, 2019\n\n{everything}\n".encode()), *map(_upload, range(42))]
    ids = [outcome.release_id for outcome in library.load_each(uploads, geoparser)]
    library.import_corrections(_corrections(library, ids), geoparser)
    library.close()
    return ids


def _upload(number: int) -> Upload:
    text = HOSTILE[number]
    fields = {
        "title": f"{text} {number}",
        "text": f"A strike near Raqqa, Syria, hit {text} on day {number}.",
        "date": f"2019-02-{1 + number % 28:02}",
        "publisher": text,
        "url": f"javascript:{RUN}//{text}",
    }
    name = f"{number}_{text.replace('/', '∕')}.jsonl"
    return Upload(name, (json.dumps(fields) + "\n").encode())


def _corrections(library: Library, ids: list[str]) -> list[Correction]:
    """For each text a new place so called, from a source and by a person so called; and one that fits nowhere."""
    made = []
    for number, text in enumerate(HOSTILE):
        release = library.release(ids[number + 1])
        start = release.text.index("Raqqa")
        place = Place(f"own:{text}", text, text, 34 + number / 40, 40.0, "village", "SY", text, 1.0, text)
        common = {"made_at": f"2026-11-20T10:00:{number:02}+00:00", "who": text, "why": text, "before": None}
        anchor = anchor_at(release.text, start, start + len("Raqqa"))
        made += [
            Correction(
                correction_id=f"place-{number}", release_id=ids[number + 1], field="place", after=asdict(place),
                anchor=anchor, **common
            ),
            Correction(correction_id=f"gone-{number}", release_id=text, field="title", after=text, **common),
        ]  # fmt: skip
    return made

"""The lines that state the day of publication, in eleven languages; § stands for the date in each."""

from __future__ import annotations

import re

from explorer.reading.datelines import CAPITAL
from explorer.reading.dates import weekday_pattern
from explorer.reading.headers import KIND, KINDS

WEEKDAY = rf"(?:(?i:{weekday_pattern()})(?!\w)[.,،]?\s*)?"
CLOCK = (
    r"\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AaPp]\.?[Mm]\b\.?)?"
    r"(?:\s*\(?(?:[A-Z]{2,4}|Z|[+-]\d\d:?\d\d)\)?(?![\w:]))?"
)
TIME = rf"(?:T{CLOCK}|(?:[\s,|•·/-]|at\b|às?\b|um\b|om\b|alle\b|ore\b|a las\b)*{CLOCK}(?:\s(?:Uhr|uur))?)?"
BY = r"(?:By:?|Story by|par|Auth?ora?:|Auteur\s*:)\s.{2,100}?"
SEPARATOR = r"\s*[|•·/–—-]\s*"
UPDATED = (
    r"(?:Last )?(?:Updated|Mise? à jour|Actuali[sz]ado|Atualizado|Aggiornato|Aktualisiert|Bijgewerkt|Zaktualizowano"
    r"|Güncelle(?:me|ndi)|अपडेटेड|अपडेट|[آأا]خر تحديث)"
)
LABEL = (
    r"(?i:(?:Date(?: (?:of publication|of release|de publication|published|posted))?"
    r"|(?:Publication|Publish|Release) date|(?:(?:First|Originally) )?(?:Published|Posted)|Created|Issued|Released"
    rf"|(?:For )?(?:(?:immediate|press|news|media) )?release|{UPDATED}|Publié|(?:ال)?تاريخ(?: (?:ال)?نشر)?|نُ?شر"
    r"|Publicado|Pubblicato|Veröffentlicht|Gepubliceerd|Geplaatst|Opublikowano|(?:Giriş|Yayın|Yayınlanma) Tarihi"
    r"|प्रकाशित|Datum|Data|Fecha)(?!\w)\s*(?:(?:on|le|em|el|il|am|op)\b|في|بتاريخ)?\s*[:–—-]?)"
)
PUBLISHER = r"CENTCOM|Central Command|CJTF-?OIR|Defense Media Activity"
SEAT = r"WASHINGTON|TAMPA, Fla\.|SOUTHWEST ASIA|(?:THE )?PENTAGON"  # alone on a line with a date
OFFICE = r".{0,60}\b(?:Department|Ministry|Armed Forces|National Defence|Government of)\b.{0,60}(?<!\.)"
DAY = rf"(?:{CLOCK}[,\s]+(?:on )?)?{WEEKDAY}§(?:,?\s(?i:{weekday_pattern()})(?!\w))?{TIME}[.,]?"
BARE_FORM = re.compile(DAY)
# Any other date in a release is of something else.
LABELLED_FORM = re.compile(
    rf"(?:{BY}{SEPARATOR})?{LABEL}\s*{DAY}"
    rf"(?:{SEPARATOR}See all updates|[\s,;|•·–—-]+(?i:{UPDATED})\b.{{0,60}}|(?:{SEPARATOR}|\s+)(?i:{BY}))?"
)
HEADER_FORMS = (
    LABELLED_FORM,
    *(
        re.compile(form)
        for form in (
            rf"{DAY}(?:(?:{SEPARATOR}|\s+){BY})?",
            rf"{DAY}{SEPARATOR}(?:(?i:{'|'.join(KINDS)})|\d+ \w+ ago)",
            rf"(?i:(?:{KIND.pattern}))§{TIME}",
            rf"{BY}{SEPARATOR}{DAY}",
            # By Pat Example, Reuters, Sept. 29, 2017 · Posted by admin on September 29, 2017
            rf"(?:By|BY|by):?(?! (?:{weekday_pattern()})\b)(?: [{CAPITAL}][\w.'’-]+,?){{1,6}}(?: on)? {DAY}",
            rf"(?i:Posted|Published) (?i:by):? \S.{{1,40}}?,?(?: on)? {DAY}",
            rf"(?i:Posted|Published)(?: on)?:? {DAY} (?:in|under) .{{2,40}}",
            # U.S. Central Command Public Affairs | Sept. 29, 2017
            rf"(?!.*(?i:photo))(?=.*\b(?:News|Public Affairs|Story|{PUBLISHER})\b)[^|§]{{2,80}}\|\s*{DAY}",
            rf"(?P<place>{SEAT}),? {DAY}",
            # June 29, 2017 – Ottawa, Ontario – National Defence
            rf"{DAY}{SEPARATOR}(?P<place>[A-Z][\w'’. -]{{2,30}}(?:, [A-Z][\w. ]{{1,20}})?){SEPARATOR}{OFFICE}",
            rf"(?P<place>[{CAPITAL}][\w'’ -]{{1,30}}),? (?:le|den) §",  # Paris, le 29 septembre 2017
            r"(?i:Release\s*(?:No|#|Number).{2,40})\s§.{0,30}",
            r".{10,200};\s*§",
        )
    ),
)
POST_FORM = re.compile(rf"{CLOCK}\s*[·•]\s*§(?:\s*[·•].*)?")  # at the end of a post: 12:55 AM · Feb 16, 2024
# Labels above a date that is not of publication.
OTHER_DAY = re.compile(
    r"(?:(?:incident|event|strike|attack|photo|birth) date|date taken"
    r"|date(?: and time)? of (?:the )?(?:incident|event|strike|attack|birth|death))[:.]?",
    re.IGNORECASE,
)
SITE_UPDATE = re.compile(r"Last\b", re.IGNORECASE)  # below a text, it is when somebody worked on the site
UPDATE = re.compile(rf"(?:^|[|•·]\s*)(?i:{UPDATED})\b")
ISSUED = re.compile(r"^\(?Sources?:.*\bissued\b|^\s*date \d{4}-", re.IGNORECASE)

"""The lines around releases that are not of them, and the reason each kind is left out for.

The forms were collected from pages of defense.gov, centcom.mil, inherentresolve.mil and sites that reprint them.
"""

TRANSLATED = "translation notice"
SHARE_WORD = (
    r"(print|e-?mail|share|tweet|facebook|twitter|linkedin|whatsapp|telegram|pinterest|reddit|copy link"
    r"|partager|compartilhar|compartir|condividi|teilen|delen|udostępnij|paylaş|शेयर करें|مشاركة)"
)
# A whole line that one of these patterns matches, without regard to case, is left out for the reason named.
LINE_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "site banner",
        (
            r"An official website of the United States government\.?",
            r"Here['’]s how you know",
            r"Official websites use \.(gov|mil)",
            r"(A )?\.(gov|mil) website belongs to .{0,600}",
            r"Secure \.(gov|mil) websites use HTTPS",
            r"A lock \(.{0,20}\) or https:// means .{0,300}",
            r"Skip to (main )?content.{0,40}",
            r"Maintenance window scheduled.{0,200}",
            r"(top|bottom) of page",
            r"There were [\d,]+ press releases posted in the last .{0,60}",
            r"\w+ Theme License is not validated.{0,200}",
            r"\w+ - Make a charitable donation.{0,200}",
            r"Using Internet Explorer \d+\?.{0,200}",
            r"This (web)?site uses cookies.{0,300}",
        ),
    ),
    (
        "historical-collection notice",
        (
            r"You have accessed part of a historical collection on .{0,400}",
            r"This information is provided for historical purposes only.{0,300}",
        ),
    ),
    (
        "letterhead",
        (
            r"CJTF-?OIR",
            r"HEADQUARTERS,? UNITED STATES CENTRAL COMMAND",
            r"7115 South Boundary Boulevard",
            r"MacDill AFB, Fla\..{0,40}",
            r"Phone:.{0,60}",
            r"(FOR )?IMMEDIATE RELEASE",
        ),
    ),
    ("page label", (r"Published", r"Share on", r"Published in partnership with")),
    ("breadcrumb", (r"HOME( ?[:>»/|] ?[\w' &-]{2,60}){1,6}",)),
    (
        "video player",
        (r"\d{1,2}:\d{2}(:\d{2})?", r"VIDEO \| ?\d.{0,200}", r"Play Video", r"Your browser doesn['’]t support HTML5"),
    ),
    (
        "photo credit",
        (
            r"Photo (By|Credit):.{0,120}",
            r"VIRIN:.{0,40}",
            r"Courtesy Photo( \|.{0,200})?",
            r"\d+ of \d+( \|.{0,200})?",
            r"Date Taken:.{1,40}",
            r"(Photo|Image) ID:.{1,40}",
            r"Resolution: ?\d+ ?[x×] ?\d+",
            r"(read more ?)+",
            r"\(Photo Credit: .{2,80}\)( VIEW ORIGINAL)?",
            r"Image (source|copyright),? .{2,60}",
            r"(Download|Share) Image:?.{0,60}",
            r"Photo Gallery",
        ),
    ),
    (
        "share and print links",
        (
            r"[\d.,]*K?\s*Shares?",
            rf"[|/·]? ?{SHARE_WORD}([ |/·,]+{SHARE_WORD})*[ |]*",
            r"(Print|E-?mail|Share) this( \w+)?",
            r"Share (on|via|to) .{2,60}",
        ),
    ),
    (
        "comment form",
        (
            r"Leave a (reply|comment).{0,60}",
            r"Cancel reply",
            r"\d+ (comments?|responses)",
            r"Post a comment",
            r"No comments:?",
            r"Your email address will not be published.{0,60}",
        ),
    ),
    (
        "sign-in form",
        (r"(Sign|Log) ?(in|up)( ?/ ?(sign )?(in|up))?", r"Forgot (your )?password\?", r"Subscribe( now| to .{2,60})?"),
    ),
    (
        "advertisement",
        (
            r"Advertise?ments?( ?- ?continue reading.{0,20})?",
            r"Sponsored( content)?",
            r"Publicidade?|Publicité|Pubblicità|Anzeige|Werbung|Advertentie|Reklama?|विज्ञापन|إعلان",
        ),
    ),
    (
        TRANSLATED,
        (
            r"(This (text|article|page|release) (was|has been|is) )?(Machine[- ]translated|(Automatically )?Translated"
            r" (automatically|by (a )?(machine|computer|Google)))\b.{0,160}",
            r"(Machine|Automatic|Google) translation\b.{0,160}",
        ),
    ),
    ("follow line", (r"\(?Follow .{2,60} on (Twitter|X|Facebook|Instagram)\b.{0,100}", r">> ?Follow .{2,60}")),
    ("source line", (r"\(?Sources?: .{2,160}",)),
    (
        "contact line",
        (
            r"((Tel|Telephone|Phone|Toll-free|Fax|DSN|Mobile|Cell)\b[\d ()+./|;,:-]{6,60}){1,4}",
            r"(For )?((media|press|general|further|more) )*(contacts?|inquiries|enquiries|queries)"
            r"(:|,| call\b| please\b).{0,80}(\w@\w|\d{3}\)?[ ./-]\d{3}).{0,120}",
        ),
    ),
    ("end mark", (r"-+ ?(30|ends?) ?-+", r"(# ?){3,}", r"[–—-]+ ?News Desk")),
    (
        "related links",
        (
            r"(Read|See|View) (more|also): .{3,200}",
            r"(Leia|Lea|Lire|Leggi|Lees|Lesen Sie|Zobacz|Czytaj) (também|también|aussi|anche|ook|auch|także|też)"
            r"\s?:.{3,200}",
            r"(İlgili Haber(ler)?|यह भी पढ़ें|اقر[أا] أيضا?ً?)\s?:.{3,200}",
            r"More (from|on) .{2,60}(?<![.!?])",
            r"Trending( now| topics)?",
            r"\(Continue reading at.{0,200}",
            r"You may also like.{0,40}",
            r"Search for related information by keyword:? .{2,300}",
            r"(Tags|Tagged|Filed under|Categories|Keywords): .{2,300}",
        ),
    ),
    ("embedded post", (r"[–—-] .{2,60} \(@\w+\).{0,40}", r"pic\.twitter\.com/\w+")),
    (
        "view counter",
        (
            r"[\d.,]+[KM]?Views[\d.,]+[KM]?",
            r"([\d.,]+[KM]? ?(views?|likes?|reposts?|replies|responses|downloads?)[ ,|·•]*)+",
            r"(Web )?(Views|Downloads|Hits):? ?[\d.,]+[KM]?",
            r"(Reading time:? )?\d+[ -]min(ute)?s?( read)?",
            r"(Posted by .{2,40} )?\d+ (minute|hour|day|week|month|year)s? ago( ?[|·•].{0,80})?",
        ),
    ),
    ("file number", (r"(Story|Document|Article|Post|Reference) (ID|No\.|number):? ?[\w. |:/-]{1,60}",)),
    ("data debris", (r"string\(\d+\) \".{0,10000}", r"WEBVTT")),
    ("page number", (r"Page \d+( of \d+)?", r"[–—-] ?\d{1,3} ?[–—-]")),
    ("copyright line", (r"(©|\(c\)|Copyright) .{0,160}", r"All rights reserved\.?")),
)

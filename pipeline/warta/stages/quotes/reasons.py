"""Why a quotation has no speaker: every value that `quotes.reason` can have, with what it means."""

from __future__ import annotations

ANONYMOUS = "the source is anonymous"
NOBODY_BEFORE = "nobody was named before the pronoun"
NO_GROUP_BEFORE = "the pronoun is plural and no group was named before it"
NOT_NAMED = "no speaker is named near the quotation"

REASONS = {
    ANONYMOUS: "the article itself keeps the name back: *sumber yang enggan disebut namanya*, and what that source goes on to say",
    NOBODY_BEFORE: "*ia*, *dia*, *-nya* in an article, or a part of one, that has named nobody yet",
    NO_GROUP_BEFORE: "*mereka*, *keduanya*, and no group has been named or has spoken",
    NOT_NAMED: "a quotation in marks without a cue, too far from anybody who speaks",
}

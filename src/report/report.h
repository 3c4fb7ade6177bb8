/* A report: the text that somebody published, and what its frame says of it.
 *
 * The text is the decoded input without a byte order mark, otherwise unchanged; of a web page, a
 * DOCX, ODT or PDF file it is the text extracted (document.h). All offsets inside uzel are bytes of
 * it. Its identity is the digest of that text. */
#ifndef REPORT_H
#define REPORT_H

#include "arena.h"
#include "calendar.h"
#include "digest.h"
#include "error.h"

enum { REPORT_LIMIT = 32 * 1024 * 1024 }; /* bytes of input; a larger one is refused */

enum credit_role { CREDIT_PRESS_SERVICE, CREDIT_AUTHOR, CREDIT_PHOTO };

struct credit {
    enum credit_role role;
    struct range name;
};

/* What a line of a report is for. */
enum block_kind {
    BLOCK_PROSE,
    BLOCK_TITLE,    /* the headline, or a line that repeats it */
    BLOCK_HEADING,  /* a heading inside the text */
    BLOCK_DATELINE, /* place, date, source, or several of them, without a sentence */
    BLOCK_LIST_ITEM,
    BLOCK_CREDIT, /* who wrote or photographed */
    BLOCK_NOISE   /* menus, counters, share buttons, tags, related headlines: not read */
};

struct block {
    enum block_kind kind;
    struct range range; /* without the line's end and outer white space; never empty */
};

/* What the user states about a report that it may not say itself; empty spans where he does not. */
struct report_hint {
    struct span id;        /* the file's stem */
    struct span source;    /* the file's name */
    struct span publisher; /* --source */
    struct span url;
    struct date published;
};

struct report {
    struct span id;
    struct span source;
    struct span publisher; /* from the hint, else as a web page says of itself; so is url */
    struct span url;
    struct span text;
    struct digest digest;
    struct range title;           /* empty where there is none */
    struct date published;        /* from the hint, else from the dateline */
    struct range published_range; /* the words of the dateline; empty where the user stated it */
    struct range agency;          /* who reports, as the dateline says; empty where it does not */
    bool published_by_user;
    const char *language;       /* ISO 639-1: "ru", "en", … "und" where unsure */
    const char *charset;        /* what the bytes were: "UTF-8", "windows-1251", … */
    const struct block *blocks; /* in the order of the text, not overlapping */
    size_t block_count;
    const struct credit *credits;
    size_t credit_count;
};

/* Makes a report of a file's bytes: tells what it is, extracts the text of a document or finds the
 * charset (UTF-8, windows-1251, KOI8-R, UTF-16 with or without a byte order mark) and decodes, and
 * reads the frame. All of it lives in arena; hint is copied. Errors, each with file=hint.source:
 * "report.empty", "report.binary" (offset), "report.charset" (offset), "report.truncated" (offset),
 * "report.too_large" (limit), and those of document_read(). Call within arena_run(). */
bool report_of_bytes(struct arena *arena, struct span bytes, const struct report_hint *hint,
                     struct report *report, struct error *error);

/* Makes a report of its text, valid UTF-8 that is taken as it is, whatever it looks like: of one
 * that was made before, or that somebody typed. Everything but text lives in arena, and hint is
 * copied; text must outlive the report. Errors, with file=hint.source: "report.empty",
 * "report.too_large" (limit). Call within arena_run(). */
bool report_of_text(struct arena *arena, struct span text, const struct report_hint *hint,
                    struct report *report, struct error *error);

#endif

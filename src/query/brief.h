/* Common ground: what two participants share, to be read before a visit: a brief of two pages.
 *
 * A participant is a region (a place of it, or one of its bodies: then all that names the place,
 * its bodies, or something in it counts), a corporation (with what is subordinate to it) or
 * anything else that facts name. Every line is a fact or a report and has its source. Comments and
 * what else parties alone may see are no facts, and never get in.
 *
 * Errors besides those of query.h: "query.brief_same": both are one. */
#ifndef BRIEF_H
#define BRIEF_H

#include "query.h"

enum {
    BRIEF_LINES = 8,  /* of a section, at most */
    BRIEF_ROWS = 160, /* of two printed pages, … */
    BRIEF_ROW = 104,  /* … of so many letters each: what a page has room for with some to spare */
    BRIEF_QUOTE = 170
};

struct query_brief_line {
    struct query_value fact; /* or thing; VALUE_NONE: a report, which its evidence names */
    struct span text;
    struct span note; /* how it stands, why it fits; may be empty */
    struct query_evidences evidence;
};

struct query_brief_section {
    const char *code; /* "agreements", "due", "shared", … : docs/api.md */
    struct span title;
    size_t total; /* lines that there are */
    struct {
        struct query_brief_line *items; /* that there is room for */
        size_t count;
        size_t capacity;
    } lines;
    struct span rest; /* «и ещё 4»; empty: all of them stand there */
    struct span path; /* of the page that has the rest; empty: there is none */
};

struct query_brief {
    struct query_value first;
    struct query_value second;
    struct span title;
    struct span summary;
    struct date day;
    bool cut;                             /* not all facts were looked at: there are too many */
    struct query_brief_section *sections; /* that have lines */
    size_t count;
};

/* The brief of two participants, by ids or names in any case. query.products must be there. */
bool query_brief(const struct query *query, struct span first, struct span second,
                 struct query_brief *brief, struct error *error);
void query_brief_write(const struct query *query, const struct query_brief *brief,
                       struct json *json);

#endif

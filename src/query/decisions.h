/* What was decided on who is who and on claims, and what is to be decided: the queue. */
#ifndef DECISIONS_H
#define DECISIONS_H

#include "query.h"

enum { QUEUE_PAGE = 20, QUEUE_PAGE_MOST = 500 };

/* A decision, ready to be shown. */
struct query_decision {
    size_t number;
    const char *code; /* "merge", "split", "differ", "confirm", "reject", "correct", "dismiss",
                         "undo" */
    struct span text; /* «объединено с «Ростех»» */
    struct span at;   /* ISO 8601, UTC */
    struct span author;
    struct span reason;         /* as the user gave it, or what the program found alike; empty */
    struct query_value subject; /* VALUE_NONE: none */
    struct query_value object;
    struct span report; /* of the claim; empty */
    struct span claim;  /* its id */
    struct span made;   /* id of the claim that states the corrected value; empty */
    size_t undoes;      /* numbers; 0 */
    size_t undone_by;
};

struct query_decisions {
    struct query_decision *items;
    size_t count;
    size_t capacity;
    size_t next; /* ask for those before this number for more; 0: there are no more */
};

/* Decisions on an entity and on what was merged into it (id empty: all), newest first, with numbers
 * below before (0: from the newest). Errors: "query.unknown_id", those of the store. */
bool query_decisions(const struct query *query, struct span id, size_t before, size_t limit,
                     struct query_decisions *decisions, struct error *error);
/* Things that decisions are on, by their numbers, as they are shown; begins with zeros. */
struct thing_known {
    int64_t number;
    struct query_value value;
};

struct things_known {
    struct thing_known *items;
    size_t count;
    size_t capacity;
};

/* What the decision of a number decides, in words, in the query's arena, of which little is taken
 * but for it, its act and things that are not yet among those known; empty where there is none.
 * Errors: those of the store. */
bool query_decision_text(const struct query *query, size_t number, struct things_known *things,
                         struct span *text, struct error *error);
void query_decisions_write(const struct query *query, const struct query_decisions *decisions,
                           struct json *json);

/* Why a candidate may be the thing, or not. */
struct query_reason {
    struct span code;
    struct span label;
    double weight; /* positive: speaks for it */
};

/* What waits for a decision. */
struct query_doubt {
    size_t number;
    const char *code; /* "same": subject may be object; "lost": a reading no longer has what a
                         decision was on */
    struct span text;
    struct query_value subject;
    struct query_value object;
    size_t subject_reports;
    size_t object_reports;
    struct span report; /* that raised it */
    struct span title;
    double score;
    struct query_reason *reasons;
    size_t reason_count;
    size_t decision; /* of "lost": its number */
    struct span at;
};

struct query_queue {
    size_t total;
    size_t offset;
    size_t limit;
    struct span summary;
    struct {
        struct query_doubt *items;
        size_t count;
        size_t capacity;
    } doubts;
};

/* The queue, lost decisions first, then the likeliest; limit 0: QUEUE_PAGE. */
bool query_queue(const struct query *query, size_t offset, size_t limit, struct query_queue *queue,
                 struct error *error);
void query_queue_write(const struct query *query, const struct query_queue *queue,
                       struct json *json);

#endif

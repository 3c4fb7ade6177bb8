/* Decisions of a user on who is who and on claims. Each can be undone. */
#ifndef DECIDE_H
#define DECIDE_H

#include "json.h"
#include "message.h"
#include "store_acts.h"
#include "work.h"

/* What a user wants decided. The names of the kinds, for the faces: "merge", "split", "differ",
 * "confirm", "reject", "correct", "dismiss", "undo", "fields", "add"; "same" and "different" answer
 * a doubt of the queue. What the kind does not need is empty or 0. */
struct work_order {
    struct span action;
    struct span entity;         /* id: merge (what is merged), split, differ; add: which known thing
                                   the name is ("new": none of them; empty: find it), or the fact to
                                   which values are added */
    struct span other;          /* id: merge (into what), differ */
    const struct span *reports; /* ids: split */
    size_t report_count;
    struct span claim;  /* id, "7.12": confirm, reject, correct, fields */
    struct span value;  /* correct: normalized ("2015-02-09", "P5Y", "2000000 RUB"), a code, an id
                           of an entity that the report names, of a signatory "PERSON > BODY", or a
                           text; fields: codes or names with commas between, "-" for none */
    struct span report; /* add: id */
    struct span kind;   /* add: of the thing or fact; may be empty where entity is given */
    struct span words;  /* add: "120-135" in code points of the report's text, or the words */
    struct span name;   /* add: what it is called; empty: the words, in the nominative */
    struct span values; /* add: "PROPERTY=VALUE@WORDS", one a line; without a value what the words
                           say, without words those of the addition */
    int64_t number;     /* of a doubt: same, different, dismiss; of a decision: undo */
    struct span reason; /* in the user's words */
    bool force;         /* do it though there are warnings, and changes since seen */
    bool has_seen;
    int64_t seen; /* number of the last decision that was seen on the claim or the entities; 0:
                     there was none */
};

enum { WORK_WARNINGS = 8 };

/* What became of it. */
struct work_decision {
    bool done;                           /* false: there are warnings or changes, and no force */
    int64_t number;                      /* of the decision */
    const char *warnings[WORK_WARNINGS]; /* keys of messages: "work.warning.region" */
    size_t warning_count;
    struct stored_acts changed; /* since what was seen, newest first: then it is not done */
    char
        entity[CANONICAL_TEXT]; /* the entity that there is now: merged into, split off; or empty */
};

/* Decides and commits. work->reader is needed to add alone. Errors: "work.unknown_action" (action),
 * "work.missing_…" (action), "work.unknown_entity" (id), "work.unknown_report" (id),
 * "work.bad_claim" (claim), "work.bad_value" (value), "work.unknown_field" (field), of an addition
 * "work.unknown_kind" (kind), "work.unknown_property" (property), "work.no_words" (words),
 * "work.many_words" (words: they stand there more than once), "work.unread_words" (words: they are
 * no such value), "work.long_name" (name), "work.is_list" (id); those of store_act(). */
bool work_decide(const struct work *work, const struct work_order *order,
                 struct work_decision *decision, struct error *error);

/* Writes it as one JSON object: docs/api.md. */
void work_decision_write(const struct work_decision *decision, const struct catalogue *catalogue,
                         enum tongue tongue, struct arena *arena, struct json *json);

#endif

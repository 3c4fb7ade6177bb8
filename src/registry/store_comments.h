/* The store's comments on entities and reports, and the files that are attached to them: a part of
 * store.h, whose head tells of errors, times and what lives in an arena.
 *
 * A comment hangs on the canonical entity on whose card it was written; where that was merged into
 * another it stands on the other's card. Or it hangs on the report on whose page it was written;
 * where a later version superseded that it stands on the later one's page too. Who may see and do
 * what is src/work's and src/query's. */
#ifndef STORE_COMMENTS_H
#define STORE_COMMENTS_H

#include "store.h"

/* The numbers stand in registries. */
enum comment_state {
    COMMENT_SHOWN,
    COMMENT_WITHDRAWN, /* by its author, who may take it back */
    COMMENT_HIDDEN,    /* by somebody else, for a reason */
    COMMENT_ERASED,    /* its words are gone; number, time and author stay */
    COMMENT_STATES
};

/* Who may read a comment. */
enum comment_audience {
    AUDIENCE_ALL,    /* whoever may read the card */
    AUDIENCE_PARTIES /* those alone who act for a party of the agreement on which it is */
};

struct stored_comment {
    int64_t number;
    int64_t entity;  /* canonical entity on whose card it was written; 0: on a report's page */
    int64_t report;  /* number of the report on whose page it was written; 0: on a card */
    int64_t thread;  /* the comment that began it: of that itself its own number */
    int64_t answers; /* the comment to which it is an answer; 0: it begins a thread */
    enum comment_audience audience;
    enum comment_state state;
    struct span author; /* "user:NAME" */
    struct span words;  /* of the newest version; empty where they were erased */
    struct span reason; /* for which it is hidden … */
    struct span hider;  /* … by whom: "user:NAME"; empty */
    int64_t version;    /* counts the changes, from 1 */
    int64_t made_at;    /* times */
    int64_t edited_at;  /* of the newest words; made_at where they are the first */
};

struct stored_comments {
    struct stored_comment *items;
    size_t count;
    size_t capacity;
};

/* An earlier or the present wording. */
struct stored_wording {
    int64_t version; /* of the comment, from which on it is worded so */
    int64_t at;
    struct span words;
};

struct stored_wordings {
    struct stored_wording *items;
    size_t count;
    size_t capacity;
};

/* Adds a comment, in a transaction: see store_write_begin(). thread is given where it is an answer,
 * else made; its number is given, its version is 1. */
bool store_comment_add(struct store *store, const struct stored_comment *comment, int64_t *number,
                       struct error *error);
/* Writes state, reason and hider of a comment and counts its version up, to that which is given; at
 * is when. words: a new wording; data is NULL where it stays as it is. */
bool store_comment_change(struct store *store, const struct stored_comment *comment,
                          struct span words, int64_t at, struct error *error);
/* Takes the words of a comment away, all wordings, its reason and its files. Afterwards
 * store_compact(), so that nothing remains in the registry's files. */
bool store_comment_erase(struct store *store, int64_t number, struct error *error);
/* Whom a comment mentions, by numbers of accounts; those that it mentioned before are forgotten. */
bool store_comment_mention(struct store *store, int64_t number, const int64_t *accounts,
                           size_t count, struct error *error);
bool store_comment(struct store *store, int64_t number, struct arena *arena,
                   struct stored_comment *comment, bool *found, struct error *error);
/* The wordings of a comment, the first first. */
bool store_wordings(struct store *store, int64_t number, struct arena *arena,
                    struct stored_wordings *wordings, struct error *error);

/* Threads of an entity or a report that began before a comment (0: the newest), at most limit of
 * them, the newest first: of each all comments in the order in which they were written. */
struct comments_wanted {
    int64_t entity; /* canonical; 0: those of the report */
    int64_t report;
    enum comment_audience audience;
    int64_t before;
    size_t limit;
};

bool store_comments(struct store *store, const struct comments_wanted *wanted, struct arena *arena,
                    struct stored_comments *comments, struct error *error);
/* How many comments of the entity or the report are shown; before and limit are not looked at. */
bool store_comments_count(struct store *store, const struct comments_wanted *wanted, int64_t *count,
                          struct error *error);
/* All comments of an author, by number. */
bool store_comments_by(struct store *store, struct span author, struct arena *arena,
                       struct stored_comments *comments, struct error *error);
/* What others wrote since a time to somebody: comments that mention the account, and answers to
 * comments of the author or in threads that he began; those that are shown, the newest first, at
 * most limit. account may be 0. */
struct stored_note {
    struct stored_comment comment;
    bool mentions;
};

struct stored_notes {
    struct stored_note *items;
    size_t count;
    size_t capacity;
};

bool store_comments_to(struct store *store, int64_t account, struct span author, int64_t since,
                       size_t limit, struct arena *arena, struct stored_notes *notes,
                       struct error *error);

/* ---- files ---- */

struct stored_attachment {
    int64_t number;
    int64_t comment;
    struct span name;
    struct span type; /* "application/pdf": by its content */
    int64_t size;
    struct digest digest;
    struct span bytes; /* of store_attachment() and _add() alone */
};

struct stored_attachments {
    struct stored_attachment *items;
    size_t count;
    size_t capacity;
};

bool store_attachment_add(struct store *store, const struct stored_attachment *attachment,
                          int64_t *number, struct error *error);
bool store_attachment(struct store *store, int64_t number, struct arena *arena,
                      struct stored_attachment *attachment, bool *found, struct error *error);
/* Those of a comment, without their bytes, by number. */
bool store_attachments(struct store *store, int64_t comment, struct arena *arena,
                       struct stored_attachments *attachments, struct error *error);
/* How many comments for parties alone, and files, the registry has. */
bool store_private_count(struct store *store, int64_t *comments, int64_t *files,
                         struct error *error);

/* Whether an organization is a party of a fact (an agreement, an application), which the kind's
 * properties that share name, as of today; both are canonical entities, redirects are followed.
 * What an account without the right to decide stated counts once somebody who has it confirmed it.
 */
bool store_is_party(struct store *store, int64_t fact, int64_t organization, struct arena *arena,
                    bool *is, struct error *error);

#endif

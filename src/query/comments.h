/* Comments on entities and reports, as the faces show them to who asks. */
#ifndef COMMENTS_H
#define COMMENTS_H

#include "query.h"
#include "store_comments.h"

/* Who asks. */
struct query_asker {
    struct span author;   /* "user:NAME"; empty: nobody */
    int64_t organization; /* for which he acts; 0: for none */
    bool may_comment;
    bool may_moderate; /* sees what is hidden, and why */
};

struct query_wording {
    int64_t version;
    struct span at;
    struct span words;
};

struct query_file {
    size_t number;
    struct span name;
    struct span type;
    size_t size;
    struct span digest; /* "sha256:…" */
};

struct query_comment {
    size_t number;
    size_t thread;
    size_t answers;     /* 0: it begins a thread */
    struct span entity; /* id of that on whose card it is, where it was asked for … */
    struct span report; /* … or of the report on whose page it is; empty */
    struct span on;     /* … and what that is called */
    struct span author; /* "user:NAME" */
    struct span shown;  /* the account's name for people; may be empty */
    struct span state;  /* "shown", "withdrawn", "hidden", "erased" */
    struct span state_label;
    struct span words;  /* data is NULL where who asks may not see them */
    struct span reason; /* likewise, and where there is none */
    struct span hider;
    struct span made_at;   /* 2026-11-29T10:00:00Z */
    struct span edited_at; /* empty: it never was */
    int64_t version;
    bool own;
    bool parties; /* for parties alone */
    bool mention; /* of notes: it mentions who asks; else it is an answer to him */
    struct {
        struct query_file *items;
        size_t count;
        size_t capacity;
    } files;
    struct {
        struct query_wording *items;
        size_t count;
        size_t capacity;
    } wordings;
};

enum { COMMENTS_PAGE = 20, COMMENTS_PAGE_MOST = 100 };

/* Which comments are asked for. */
struct query_comments_request {
    struct span entity; /* id of that on whose card they are */
    struct span report; /* id of the report on whose page they are; empty: those on a card */
    enum comment_audience audience;
    size_t before; /* threads that began before a comment; 0: the newest */
    size_t limit;  /* threads; 0: COMMENTS_PAGE */
};

struct query_comments {
    struct span entity; /* the canonical id; empty: they are on a report */
    struct span report; /* its id; empty */
    struct span name;
    enum comment_audience audience;
    size_t total; /* that are shown */
    struct span summary;
    size_t next; /* the before of the next page; 0 */
    bool may_comment;
    bool may_moderate;
    struct query_comment *items; /* threads, the newest first, each in the order of writing */
    size_t count;
    size_t capacity;
};

/* Whether there is the entity or the report, and who asks is one of those who may read its comments
 * for the audience: "query.unknown_id" (id) where not. What is withdrawn or erased and has no
 * answers is left out but for its author. */
bool query_comments(const struct query *query, const struct query_asker *asker,
                    const struct query_comments_request *request, struct query_comments *comments,
                    struct error *error);
/* One comment with its files and, for its author and who moderates, its wordings.
 * "query.unknown_comment" (number) where there is none, or none for who asks. */
bool query_comment(const struct query *query, const struct query_asker *asker, int64_t number,
                   struct query_comment *comment, struct error *error);
/* A comment as it is shown; told says that who asks may know of it. */
bool query_comment_show(const struct query *query, const struct query_asker *asker,
                        const struct stored_comment *stored, struct query_comment *comment,
                        struct error *error);
/* A file of a comment that who asks may read, with its bytes. "query.unknown_file" (number). */
bool query_attachment(const struct query *query, const struct query_asker *asker, int64_t number,
                      struct stored_attachment *file, struct error *error);

struct query_mentionable {
    struct span name;
    struct span shown;
    struct span entity_name; /* of the organization for which it acts; empty: none */
};

struct query_mentionables {
    struct query_mentionable *items;
    size_t count;
    size_t capacity;
};

enum { MENTIONABLES_MOST = 10 };

/* Accounts that can be mentioned whose name or shown name begins as was typed, in any case, by
 * name. entity: id of the organization for which they are to act; empty: any, or none. */
bool query_mentionables(const struct query *query, struct span typed, struct span entity,
                        struct query_mentionables *found, struct error *error);

/* Each as one JSON object: docs/api.md. */
void query_comment_write(const struct query_comment *comment, struct json *json);
void query_comments_write(const struct query *query, const struct query_comments *comments,
                          struct json *json);
void query_mentionables_write(const struct query_mentionables *found, struct json *json);
void query_file_write(const struct query_file *file, struct json *json);

#endif

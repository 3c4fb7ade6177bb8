/* Comments on cards and reports, their wordings, whom they mention, and the files attached to them.
 */
#include "store_comments.h"
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- reading ---- */

#define COLUMNS                                                                                    \
    " c.number, c.entity, c.thread, c.answers, c.audience, c.state, w.name,"                       \
    " coalesce((SELECT d.words FROM comment_words d WHERE d.comment = c.number"                    \
    "  ORDER BY d.version DESC LIMIT 1), ''), c.reason, coalesce(h.name, ''), c.version,"          \
    " c.made_at, coalesce((SELECT max(d.at) FROM comment_words d WHERE d.comment = c.number),"     \
    " c.made_at), c.report"
#define TABLES                                                                                     \
    " FROM comments c JOIN authors w ON w.number = c.author"                                       \
    " LEFT JOIN authors h ON h.number = c.hider"
#define COMMENTS "SELECT" COLUMNS TABLES
/* The entity and what was merged into it; the report and what it superseded. */
#define ENTITY_FAMILY                                                                              \
    "WITH RECURSIVE family(n) AS (SELECT ?1 UNION SELECT c.number FROM canonicals c"               \
    " JOIN family ON c.redirect = n) "
#define REPORT_FAMILY                                                                              \
    "WITH RECURSIVE family(n) AS (SELECT ?1 UNION SELECT r.number FROM reports r"                  \
    " JOIN family ON r.superseded_by = n) "

static struct stored_comment comment_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_comment){.number = column_integer(row, 0),
                                   .entity = column_integer(row, 1),
                                   .thread = column_integer(row, 2),
                                   .answers = column_integer(row, 3),
                                   .audience = (enum comment_audience)column_integer(row, 4),
                                   .state = (enum comment_state)column_integer(row, 5),
                                   .author = column_text(row, 6, arena),
                                   .words = column_text(row, 7, arena),
                                   .reason = column_text(row, 8, arena),
                                   .hider = column_text(row, 9, arena),
                                   .version = column_integer(row, 10),
                                   .made_at = column_integer(row, 11),
                                   .edited_at = column_integer(row, 12),
                                   .report = column_integer(row, 13)};
}

static bool comments_take(struct statement *statement, struct arena *arena,
                          struct stored_comments *comments, struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        *ARRAY_PUSH(arena, comments) = comment_take(statement, arena);
    }
    return done;
}

bool sql_comment(struct store *base, int64_t number, struct arena *arena,
                 struct stored_comment *comment, bool *found, struct error *error)
{
    struct statement statement;
    *comment = (struct stored_comment){0};
    if (!statement_begin(sql_of(base), COMMENTS " WHERE c.number = ?", &statement, error))
        return false;
    bind_integer(&statement, number);
    if (!statement_next(&statement, found, error))
        return false;
    if (*found)
        *comment = comment_take(&statement, arena);
    statement_end(&statement);
    return true;
}

bool sql_comments(struct store *base, const struct comments_wanted *wanted, struct arena *arena,
                  struct stored_comments *comments, struct error *error)
{
#define THREADS(family, on)                                                                        \
    family COMMENTS " WHERE c.thread IN (SELECT t.number FROM comments t JOIN family"              \
                    "  ON t." on " = n WHERE t.audience = ?2 AND t.answers = 0"                    \
                    "  AND t.number < ?3 ORDER BY t.number DESC LIMIT ?4)"                         \
                    " ORDER BY c.thread DESC, c.number"
    static const char on_entity[] = THREADS(ENTITY_FAMILY, "entity");
    static const char on_report[] = THREADS(REPORT_FAMILY, "report");
#undef THREADS
    struct statement statement;
    *comments = (struct stored_comments){0};
    if (!statement_begin(sql_of(base), wanted->entity ? on_entity : on_report, &statement, error))
        return false;
    bind_integer(&statement, wanted->entity ? wanted->entity : wanted->report);
    bind_integer(&statement, wanted->audience);
    bind_integer(&statement, wanted->before ? wanted->before : STORE_FOREVER);
    bind_integer(&statement, (int64_t)wanted->limit);
    return comments_take(&statement, arena, comments, error);
}

bool sql_comments_count(struct store *base, const struct comments_wanted *wanted, int64_t *count,
                        struct error *error)
{
#define SHOWN(family, on)                                                                          \
    family "SELECT count(*) FROM comments c JOIN family ON c." on " = n"                           \
           " WHERE c.audience = ?2 AND c.state = 0"
    static const char on_entity[] = SHOWN(ENTITY_FAMILY, "entity");
    static const char on_report[] = SHOWN(REPORT_FAMILY, "report");
#undef SHOWN
    return sql_number(sql_of(base), wanted->entity ? on_entity : on_report,
                      wanted->entity ? wanted->entity : wanted->report, wanted->audience, count,
                      error);
}

bool sql_comments_by(struct store *base, struct span author, struct arena *arena,
                     struct stored_comments *comments, struct error *error)
{
    struct statement statement;
    *comments = (struct stored_comments){0};
    if (!statement_begin(sql_of(base), COMMENTS " WHERE w.name = ? ORDER BY c.number", &statement,
                         error))
        return false;
    bind_text(&statement, author);
    return comments_take(&statement, arena, comments, error);
}

bool sql_comments_to(struct store *base, int64_t account, struct span author, int64_t since,
                     size_t limit, struct arena *arena, struct stored_notes *notes,
                     struct error *error)
{
    static const char find[] =
        "SELECT" COLUMNS ", CASE WHEN c.number IN (SELECT m.comment FROM comment_mentions m"
        "  WHERE m.account = ?1) THEN 1 ELSE 0 END" TABLES
        " WHERE c.state = 0 AND c.made_at >= ?2 AND w.name <> ?3 AND (c.number IN"
        "  (SELECT m.comment FROM comment_mentions m WHERE m.account = ?1)"
        "  OR (c.answers <> 0 AND EXISTS (SELECT 1 FROM comments o JOIN authors b"
        "   ON b.number = o.author WHERE o.number IN (c.answers, c.thread) AND b.name = ?3)))"
        " ORDER BY c.number DESC LIMIT ?4";
    enum { MENTIONS = 14 };
    struct statement statement;
    *notes = (struct stored_notes){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, account);
    bind_integer(&statement, since);
    bind_text(&statement, author);
    bind_integer(&statement, (int64_t)limit);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, notes) =
            (struct stored_note){.comment = comment_take(&statement, arena),
                                 .mentions = column_integer(&statement, MENTIONS) != 0};
    }
    return done;
}

bool sql_wordings(struct store *base, int64_t number, struct arena *arena,
                  struct stored_wordings *wordings, struct error *error)
{
    struct statement statement;
    *wordings = (struct stored_wordings){0};
    if (!statement_begin(sql_of(base),
                         "SELECT version, at, words FROM comment_words WHERE comment = ?"
                         " ORDER BY version",
                         &statement, error))
        return false;
    bind_integer(&statement, number);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, wordings) =
            (struct stored_wording){.version = column_integer(&statement, 0),
                                    .at = column_integer(&statement, 1),
                                    .words = column_text(&statement, 2, arena)};
    }
    return done;
}

/* ---- writing ---- */

static bool words_add(struct sql_store *store, int64_t number, int64_t version, int64_t at,
                      struct span words, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, "INSERT INTO comment_words VALUES(?, ?, ?, ?)", &statement, error))
        return false;
    bind_integer(&statement, number);
    bind_integer(&statement, version);
    bind_integer(&statement, at);
    bind_text(&statement, words);
    return statement_run(&statement, error);
}

bool sql_comment_add(struct store *base, const struct stored_comment *comment, int64_t *number,
                     struct error *error)
{
    static const char insert[] =
        "INSERT INTO comments VALUES(?, ?, ?, ?, ?, ?, ?, '', NULL, 1, ?, ?)";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t author;
    if (!sql_author(store, comment->author, &author, error) ||
        !sql_number(store, "SELECT coalesce(max(number), 0) + 1 FROM comments", 0, 0, number,
                    error) ||
        !statement_begin(store, insert, &statement, error))
        return false;
    bind_integer(&statement, *number);
    bind_integer(&statement, comment->entity);
    bind_integer(&statement, comment->answers ? comment->thread : *number);
    bind_integer(&statement, comment->answers);
    bind_integer(&statement, comment->audience);
    bind_integer(&statement, comment->state);
    bind_integer(&statement, author);
    bind_integer(&statement, comment->made_at);
    bind_integer(&statement, comment->report);
    return statement_run(&statement, error) &&
           words_add(store, *number, 1, comment->made_at, comment->words, error);
}

bool sql_comment_change(struct store *base, const struct stored_comment *comment, struct span words,
                        int64_t at, struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t hider = 0;
    if ((comment->hider.size && !sql_author(store, comment->hider, &hider, error)) ||
        !statement_begin(store,
                         "UPDATE comments SET state = ?, reason = ?, hider = ?, version = ?"
                         " WHERE number = ?",
                         &statement, error))
        return false;
    bind_integer(&statement, comment->state);
    bind_text(&statement, comment->reason);
    bind_optional(&statement, hider);
    bind_integer(&statement, comment->version);
    bind_integer(&statement, comment->number);
    return statement_run(&statement, error) &&
           (!words.data || words_add(store, comment->number, comment->version, at, words, error));
}

bool sql_comment_mention(struct store *base, int64_t number, const int64_t *accounts, size_t count,
                         struct error *error)
{
    struct sql_store *store = sql_of(base);
    if (!sql_run_with(store, "DELETE FROM comment_mentions WHERE comment = ?", &number, 1, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        int64_t values[] = {number, accounts[i]};
        if (!sql_run_with(store, "INSERT INTO comment_mentions VALUES(?, ?) ON CONFLICT DO NOTHING",
                          values, 2, error))
            return false;
    }
    return true;
}

/* What is gone of a comment whose words are to be forgotten. */
static const char *const erasing[] = {
    "DELETE FROM comment_words WHERE comment = ?",
    "DELETE FROM comment_mentions WHERE comment = ?",
    "DELETE FROM attachments WHERE comment = ?",
    "UPDATE comments SET state = 3, reason = '', hider = NULL WHERE number = ?",
};

bool sql_comment_erase(struct store *base, int64_t number, struct error *error)
{
    struct sql_store *store = sql_of(base);
    for (size_t i = 0; i < sizeof erasing / sizeof *erasing; i++)
        if (!sql_run_with(store, erasing[i], &number, 1, error))
            return false;
    return sql_audit_forget(store, error);
}

bool sql_comments_lose(struct sql_store *store, int64_t report, struct error *error)
{
    /* Nothing tells of the entity any more: no reading of another report ever did. */
    static const char find[] =
        "SELECT coalesce(min(c.number), 0) FROM comments c WHERE c.state <> 3 AND (c.report = ?1"
        " OR (c.entity IN (SELECT i.canonical FROM identities i WHERE i.report = ?1) AND NOT EXISTS"
        "  (SELECT 1 FROM identities o WHERE o.canonical = c.entity AND o.report <> ?1)))";
    for (int64_t number = 1; number;) {
        if (!sql_number(store, find, report, 0, &number, error) ||
            (number && !sql_comment_erase(&store->store, number, error)))
            return false;
    }
    return true;
}

/* ---- files ---- */

static struct stored_attachment attachment_take(const struct statement *row, struct arena *arena)
{
    struct stored_attachment taken = {.number = column_integer(row, 0),
                                      .comment = column_integer(row, 1),
                                      .name = column_text(row, 2, arena),
                                      .type = column_text(row, 3, arena),
                                      .size = column_integer(row, 4)};
    struct span digest = column_span(row, 5);
    if (digest.size == DIGEST_SIZE)
        memcpy(taken.digest.bytes, digest.data, DIGEST_SIZE);
    return taken;
}

bool sql_attachment_add(struct store *base, const struct stored_attachment *attachment,
                        int64_t *number, struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct statement statement;
    if (!sql_number(store, "SELECT coalesce(max(number), 0) + 1 FROM attachments", 0, 0, number,
                    error) ||
        !statement_begin(store, "INSERT INTO attachments VALUES(?, ?, ?, ?, ?, ?, ?)", &statement,
                         error))
        return false;
    bind_integer(&statement, *number);
    bind_integer(&statement, attachment->comment);
    bind_text(&statement, attachment->name);
    bind_text(&statement, attachment->type);
    bind_integer(&statement, attachment->size);
    bind_blob(&statement, (struct span){(const char *)attachment->digest.bytes, DIGEST_SIZE});
    bind_blob(&statement, attachment->bytes);
    return statement_run(&statement, error);
}

bool sql_attachment(struct store *base, int64_t number, struct arena *arena,
                    struct stored_attachment *attachment, bool *found, struct error *error)
{
    struct statement statement;
    *attachment = (struct stored_attachment){0};
    if (!statement_begin(sql_of(base),
                         "SELECT number, comment, name, type, size, digest, bytes FROM attachments"
                         " WHERE number = ?",
                         &statement, error))
        return false;
    bind_integer(&statement, number);
    if (!statement_next(&statement, found, error))
        return false;
    if (*found) {
        *attachment = attachment_take(&statement, arena);
        attachment->bytes = column_text(&statement, 6, arena);
    }
    statement_end(&statement);
    return true;
}

bool sql_attachments(struct store *base, int64_t comment, struct arena *arena,
                     struct stored_attachments *attachments, struct error *error)
{
    struct statement statement;
    *attachments = (struct stored_attachments){0};
    if (!statement_begin(sql_of(base),
                         "SELECT number, comment, name, type, size, digest FROM attachments"
                         " WHERE comment = ? ORDER BY number",
                         &statement, error))
        return false;
    bind_integer(&statement, comment);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, attachments) = attachment_take(&statement, arena);
    }
    return done;
}

bool sql_private_count(struct store *base, int64_t *comments, int64_t *files, struct error *error)
{
    struct sql_store *store = sql_of(base);
    return sql_number(store, "SELECT count(*) FROM comments WHERE audience = 1 AND state <> 3", 0,
                      0, comments, error) &&
           sql_number(store, "SELECT count(*) FROM attachments", 0, 0, files, error);
}

bool sql_attachments_check(struct sql_store *store, bool *sound, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, "SELECT number || '', digest, bytes FROM attachments", &statement,
                         error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct digest digest = digest_of(column_span(&statement, 2));
        struct span noted = column_span(&statement, 1);
        if (noted.size == DIGEST_SIZE && memcmp(noted.data, digest.bytes, DIGEST_SIZE) == 0)
            continue;
        *sound = false;
        sql_problem_add(store, "attachments", column_span(&statement, 0),
                        "not the bytes of its digest", error);
    }
    return done;
}

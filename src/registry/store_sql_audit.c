/* The audit trail: a chain of entries, each with the digest of the one before.
 *
 * An entry's own digest stands nowhere but in the next one, so nothing has to be kept in step. What
 * was changed is in the entry as a digest alone, behind random bytes that can be taken away. */
#include <stdio.h>
#include <sys/random.h>

#include "json.h"
#include "store_sql.h"

enum { CONTENT_LIMIT = 1024 * 1024 };

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- digests ---- */

static void part_append(struct buffer *out, struct span part)
{
    buffer_format(out, "%zu:", part.size);
    buffer_append(out, part);
    buffer_append_byte(out, ',');
}

static void number_part(struct buffer *out, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    part_append(out, span_of(text));
}

struct digest audit_digest(const struct stored_audit *entry)
{
    char content[DIGEST_TEXT], before[DIGEST_TEXT];
    struct buffer bytes;
    buffer_init(&bytes, CONTENT_LIMIT);
    number_part(&bytes, entry->number);
    number_part(&bytes, entry->at);
    part_append(&bytes, entry->author);
    part_append(&bytes, entry->what);
    part_append(&bytes, entry->object);
    part_append(&bytes, span_of(digest_write(&entry->content, content)));
    part_append(&bytes, span_of(digest_write(&entry->before, before)));
    struct digest digest = digest_of(buffer_span(&bytes));
    buffer_release(&bytes);
    return digest;
}

/* ---- reading ---- */

#define ENTRIES                                                                                    \
    "SELECT t.number, t.at, w.name, t.what, t.object, t.content, t.previous, t.salt"               \
    " FROM audit t JOIN authors w ON w.number = t.author"

static struct digest column_digest(const struct statement *row, int column)
{
    struct digest digest = {0};
    struct span bytes = column_span(row, column);
    if (bytes.size == DIGEST_SIZE)
        memcpy(digest.bytes, bytes.data, DIGEST_SIZE);
    return digest;
}

/* The spans are the row's, valid until the next step. */
static void entry_look(const struct statement *row, struct stored_audit *entry)
{
    *entry = (struct stored_audit){.number = column_integer(row, 0),
                                   .at = column_integer(row, 1),
                                   .author = column_span(row, 2),
                                   .what = column_span(row, 3),
                                   .object = column_span(row, 4),
                                   .content = column_digest(row, 5),
                                   .before = column_digest(row, 6),
                                   .salt = column_span(row, 7)};
}

bool sql_audits(struct store *base, struct span author, int64_t before, size_t limit,
                struct arena *arena, struct stored_audits *entries, struct error *error)
{
    struct statement statement;
    *entries = (struct stored_audits){0};
    if (!statement_begin(sql_of(base),
                         author.size ? ENTRIES " WHERE t.number < ? AND w.name = ?"
                                               " ORDER BY t.number DESC LIMIT ?"
                                     : ENTRIES " WHERE t.number < ? ORDER BY t.number DESC LIMIT ?",
                         &statement, error))
        return false;
    bind_integer(&statement, before ? before : STORE_FOREVER);
    if (author.size)
        bind_text(&statement, author);
    bind_integer(&statement, (int64_t)limit);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct stored_audit *entry = ARRAY_PUSH(arena, entries);
        entry_look(&statement, entry);
        entry->author = arena_copy(arena, entry->author);
        entry->what = arena_copy(arena, entry->what);
        entry->object = arena_copy(arena, entry->object);
        entry->salt = arena_copy(arena, entry->salt);
    }
    return done;
}

bool sql_audit_head(struct store *base, struct digest *head, int64_t *count, struct error *error)
{
    struct statement statement;
    struct stored_audit entry;
    bool row;
    *head = (struct digest){0};
    *count = 0;
    if (!statement_begin(sql_of(base), ENTRIES " ORDER BY t.number DESC LIMIT 1", &statement,
                         error) ||
        !statement_next(&statement, &row, error))
        return false;
    if (row) {
        entry_look(&statement, &entry);
        *head = audit_digest(&entry);
        *count = entry.number;
    }
    statement_end(&statement);
    return true;
}

/* How far the chain was followed. */
struct chain {
    int64_t number;
    struct digest last;
};

/* Whether the row is the next entry of the chain. */
static bool chain_follow(struct chain *chain, const struct statement *row)
{
    struct stored_audit entry;
    entry_look(row, &entry);
    if (entry.number != chain->number + 1 ||
        memcmp(entry.before.bytes, chain->last.bytes, DIGEST_SIZE) != 0)
        return false;
    chain->number = entry.number;
    chain->last = audit_digest(&entry);
    return true;
}

bool sql_audit_find(struct store *base, const struct digest *head, int64_t *number,
                    struct error *error)
{
    struct statement statement;
    struct chain chain = {0};
    *number = 0;
    if (!statement_begin(sql_of(base), ENTRIES " ORDER BY t.number", &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        if (!chain_follow(&chain, &statement)) {
            statement_end(&statement);
            return true;
        }
        if (memcmp(chain.last.bytes, head->bytes, DIGEST_SIZE) == 0)
            *number = chain.number;
    }
    return done;
}

bool sql_audit_check(struct sql_store *store, bool *sound, struct error *error)
{
    struct statement statement;
    struct chain chain = {0};
    bool done;
    if (!statement_begin(store, ENTRIES " ORDER BY t.number", &statement, error))
        return false;
    while (statement_row(&statement, &done, error)) {
        if (chain_follow(&chain, &statement))
            continue;
        *sound = false;
        sql_problem_add(store, "audit", column_span(&statement, 0), "the chain is broken", error);
        statement_end(&statement);
        return true;
    }
    return done;
}

/* ---- appending ---- */

static struct digest content_digest(struct span salt, struct span content)
{
    struct buffer bytes;
    buffer_init(&bytes, SIZE_MAX);
    buffer_append(&bytes, salt);
    buffer_append(&bytes, content);
    struct digest digest = digest_of(buffer_span(&bytes));
    buffer_release(&bytes);
    return digest;
}

bool sql_audit_add(struct store *base, const struct new_audit *entry, int64_t now,
                   struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct statement statement;
    struct digest before;
    int64_t count, author;
    char random[AUDIT_SALT];
    struct span salt = {random, sizeof random};
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return error_add(error, "registry.failed", "file", store->file, "reason", "no randomness",
                         NULL);
    if (!sql_audit_head(base, &before, &count, error) ||
        !sql_author(store, entry->author, &author, error) ||
        !statement_begin(store, "INSERT INTO audit VALUES(?, ?, ?, ?, ?, ?, ?, ?)", &statement,
                         error))
        return false;
    struct digest content = content_digest(salt, entry->content);
    bind_integer(&statement, count + 1);
    bind_integer(&statement, now);
    bind_integer(&statement, author);
    bind_text(&statement, span_of(entry->what));
    bind_text(&statement, entry->object);
    bind_blob(&statement, (struct span){(const char *)content.bytes, DIGEST_SIZE});
    bind_blob(&statement, (struct span){(const char *)before.bytes, DIGEST_SIZE});
    bind_blob(&statement, salt);
    return statement_run(&statement, error);
}

static bool is_user(struct span author)
{
    return span_starts_with(author, SPAN("user:"));
}

static bool numbered_add(struct sql_store *store, const char *what, const char *of, int64_t number,
                         struct span author, struct span content, int64_t now, struct error *error)
{
    char object[40];
    snprintf(object, sizeof object, "%s %lld", of, (long long)number);
    const struct new_audit entry = {author, what, span_of(object), content};
    return sql_audit_add(&store->store, &entry, now, error);
}

bool sql_audit_report(struct sql_store *store, const char *what, int64_t report, struct span author,
                      struct span content, int64_t now, struct error *error)
{
    return !is_user(author) ||
           numbered_add(store, what, "report", report, author, content, now, error);
}

static void act_content(const struct new_act *act, struct json *json)
{
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"subject", act->subject}, {"object", act->object}, {"report", act->report},
                   {"claim", act->claim},     {"doubt", act->doubt},   {"undoes", act->undoes}};
    json_object_begin(json);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        json_key(json, numbers[i].name);
        json_integer(json, numbers[i].value);
    }
    json_key(json, "reports");
    json_array_begin(json);
    for (size_t i = 0; i < act->report_count; i++)
        json_integer(json, act->reports[i]);
    json_array_end(json);
    json_key(json, "text");
    json_text(json, act->value.type == VALUE_TEXT ? act->value.text : SPAN(""));
    json_key(json, "fields");
    json_text(json, act->fields);
    json_key(json, "reason");
    json_text(json, act->reason);
    json_object_end(json);
}

bool sql_audit_act(struct sql_store *store, const struct new_act *act, int64_t number, int64_t now,
                   struct error *error)
{
    static const char *const whats[ACT_KINDS] = {
        [ACT_MERGE] = "merge",     [ACT_SPLIT] = "split",   [ACT_DIFFER] = "differ",
        [ACT_CONFIRM] = "confirm", [ACT_REJECT] = "reject", [ACT_CORRECT] = "correct",
        [ACT_DISMISS] = "dismiss", [ACT_UNDO] = "undo",     [ACT_FIELDS] = "fields",
        [ACT_REDACT] = "redact",   [ACT_ADD] = "add"};
    struct buffer content;
    struct json json;
    if (!is_user(act->author))
        return true;
    buffer_init(&content, CONTENT_LIMIT);
    json_init(&json, &content);
    act_content(act, &json);
    bool added = numbered_add(store, whats[act->kind], "decision", number, act->author,
                              buffer_span(&content), now, error);
    buffer_release(&content);
    return added;
}

bool sql_audit_forget(struct sql_store *store, struct error *error)
{
    return sql_run_with(store, "UPDATE audit SET salt = x''", NULL, 0, error);
}

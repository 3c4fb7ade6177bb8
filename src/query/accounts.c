/* Accounts, what lets somebody in, and the audit trail. */
#include "accounts.h"

#include <stdlib.h>

#include "decisions.h"
#include "store_comments.h"
#include "ties.h"
#include "write.h"

static struct span time_of(const struct query *query, int64_t time)
{
    char text[TIME_TEXT];
    return time ? arena_copy(query->arena, span_of(time_write(time, text))) : SPAN("");
}

static struct span label_of(const struct query *query, const char *family, const char *code)
{
    const char *key = arena_format(query->arena, "query.%s.%s", family, code).data;
    return message(query->catalogue, query->tongue, query->arena, key, NULL);
}

/* The id and the name of an entity as it is now; both empty where there is none. */
static bool entity_take(const struct query *query, int64_t number, struct span *id,
                        struct span *name, struct error *error)
{
    char text[CANONICAL_TEXT];
    struct stored_entity entity;
    bool found;
    *id = *name = SPAN("");
    if (!number)
        return true;
    if (!store_entity(query->store, number, query->arena, &entity, &found, error))
        return false;
    *id = arena_copy(query->arena, span_of(canonical_write(found ? entity.number : number, text)));
    if (found)
        *name = redacted_show(query, entity.name);
    return true;
}

/* ---- accounts ---- */

bool query_account(const struct query *query, const struct stored_account *stored,
                   struct query_account *account, struct error *error)
{
    const char *role = account_role_code(stored->role);
    const char *state = account_state_code(stored->state);
    *account = (struct query_account){.name = stored->name,
                                      .shown = stored->shown,
                                      .role = span_of(role),
                                      .role_label = label_of(query, "role", role),
                                      .state = span_of(state),
                                      .state_label = label_of(query, "account", state),
                                      .made_at = time_of(query, stored->made_at),
                                      .last_seen = time_of(query, stored->last_seen),
                                      .version = stored->version};
    return entity_take(query, stored->entity, &account->entity, &account->entity_name, error);
}

bool query_accounts(const struct query *query, struct query_accounts *accounts, struct error *error)
{
    struct stored_accounts stored;
    *accounts = (struct query_accounts){0};
    if (!store_accounts(query->store, query->arena, &stored, error))
        return false;
    for (size_t i = 0; i < stored.count; i++) {
        struct query_account *account = ARRAY_PUSH(query->arena, accounts);
        if (!query_account(query, &stored.items[i], account, error))
            return false;
        account->listed = true;
    }
    return true;
}

static void entity_write(struct span entity, struct span name, struct json *json)
{
    json_key(json, "entity");
    if (!entity.size) {
        json_null(json);
        return;
    }
    json_object_begin(json);
    key_text(json, "id", entity);
    key_text(json, "name", name);
    json_object_end(json);
}

void query_account_write(const struct query_account *account, struct json *json)
{
    json_object_begin(json);
    key_text(json, "name", account->name);
    json_key(json, "shown");
    json_text(json, account->shown);
    key_text(json, "role", account->role);
    key_text(json, "role_label", account->role_label);
    key_text(json, "state", account->state);
    key_text(json, "state_label", account->state_label);
    entity_write(account->entity, account->entity_name, json);
    json_key(json, "version");
    json_integer(json, account->version);
    key_text(json, "made_at", account->made_at);
    if (account->listed)
        key_text(json, "last_seen", account->last_seen);
    json_object_end(json);
}

void query_accounts_write(const struct query *query, const struct query_accounts *accounts,
                          struct json *json)
{
    (void)query;
    json_object_begin(json);
    json_key(json, "accounts");
    json_array_begin(json);
    for (size_t i = 0; i < accounts->count; i++)
        query_account_write(&accounts->items[i], json);
    json_array_end(json);
    json_object_end(json);
}

/* ---- invitations and tokens ---- */

static const char *secret_state(const struct stored_secret *secret, int64_t now)
{
    if (secret->kind == SECRET_INVITATION && secret->account)
        return "accepted";
    if (secret->ended_at)
        return "revoked";
    if (secret->until && now >= secret->until)
        return "expired";
    return secret->kind == SECRET_INVITATION ? "open" : "active";
}

bool query_secret(const struct query *query, const struct stored_secret *stored, int64_t now,
                  struct query_secret *secret, struct error *error)
{
    const char *role = account_role_code(stored->role), *state = secret_state(stored, now);
    struct stored_account account;
    bool found = false;
    *secret = (struct query_secret){.kind = stored->kind,
                                    .number = (size_t)stored->number,
                                    .role = span_of(role),
                                    .role_label = label_of(query, "role", role),
                                    .label = stored->label,
                                    .by = stored->author,
                                    .made_at = time_of(query, stored->made_at),
                                    .until = time_of(query, stored->until),
                                    .used_at = time_of(query, stored->used_at),
                                    .state = span_of(state),
                                    .state_label = label_of(query, "secret", state)};
    if (stored->account && !store_account(query->store, SPAN(""), stored->account, query->arena,
                                          &account, &found, error))
        return false;
    if (found)
        secret->account = account.name;
    return entity_take(query, stored->entity, &secret->entity, &secret->entity_name, error);
}

bool query_secrets(const struct query *query, enum secret_kind kind, int64_t account, int64_t now,
                   struct query_secrets *secrets, struct error *error)
{
    struct stored_secrets stored;
    *secrets = (struct query_secrets){0};
    if (!store_secrets(query->store, kind, account, query->arena, &stored, error))
        return false;
    for (size_t i = 0; i < stored.count; i++)
        if (!query_secret(query, &stored.items[i], now, ARRAY_PUSH(query->arena, secrets), error))
            return false;
    return true;
}

static void invitation_write_members(const struct query_secret *secret, struct json *json)
{
    key_text(json, "role", secret->role);
    key_text(json, "role_label", secret->role_label);
    entity_write(secret->entity, secret->entity_name, json);
    key_text(json, "by", secret->by);
    key_text(json, "account", secret->account);
}

void query_secret_write(const struct query_secret *secret, struct json *json)
{
    json_object_begin(json);
    key_count(json, "number", secret->number);
    if (secret->kind == SECRET_INVITATION) {
        invitation_write_members(secret, json);
    } else {
        key_text(json, "label", secret->label);
        key_text(json, "used_at", secret->used_at);
    }
    key_text(json, "made_at", secret->made_at);
    key_text(json, "until", secret->until);
    key_text(json, "state", secret->state);
    key_text(json, "state_label", secret->state_label);
    if (secret->text.size)
        key_text(json, "secret", secret->text);
    if (secret->address.size)
        key_text(json, "address", secret->address);
    json_object_end(json);
}

void query_secrets_write(const char *key, const struct query_secrets *secrets, struct json *json)
{
    json_object_begin(json);
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < secrets->count; i++)
        query_secret_write(&secrets->items[i], json);
    json_array_end(json);
    json_object_end(json);
}

/* ---- the audit trail ---- */

static struct span digest_show(const struct query *query, const struct digest *digest)
{
    char text[DIGEST_TEXT];
    return arena_copy(query->arena, span_of(digest_write(digest, text)));
}

static void entry_take(const struct query *query, const struct stored_audit *stored,
                       struct query_audit_entry *entry)
{
    const char *what = arena_copy(query->arena, stored->what).data;
    *entry = (struct query_audit_entry){.number = (size_t)stored->number,
                                        .first = (size_t)stored->number,
                                        .at = time_of(query, stored->at),
                                        .author = stored->author,
                                        .what = stored->what,
                                        .label = label_of(query, "audit", what),
                                        .object = stored->object,
                                        .content = digest_show(query, &stored->content),
                                        .before = digest_show(query, &stored->before)};
}

/* The number behind a kind in «report 7»; 0: the object is of another kind. */
static int64_t object_number(const struct query *query, struct span object, const char *kind)
{
    struct span found;
    if (!span_next_part(&object, ' ', &found) || !span_equal(found, span_of(kind)))
        return 0;
    return strtoll(arena_copy(query->arena, object).data, NULL, 10);
}

/* On what a comment is that all may read; what it says is not told, nor where parties write. */
static bool comment_tell(const struct query *query, int64_t number, struct query_audit_entry *entry,
                         struct error *error)
{
    struct lookup lookup;
    struct stored_comment comment;
    struct comment_place on = {0};
    bool found;
    struct arena_mark mark = arena_mark(query->arena);
    lookup_init(&lookup, query, error);
    if (!store_comment(query->store, number, query->arena, &comment, &found, error))
        return false;
    if (found && comment.audience == AUDIENCE_ALL)
        on = comment_place_show(&lookup, comment.entity, comment.report);
    /* Not all that is known of what it is on: of a long trail it would be more than there is room
     * for. */
    struct span id = on.report.size ? on.report : on.entity;
    struct span kept =
        arena_keep(query->arena, mark,
                   arena_format(query->arena, "%.*s%.*s", SPAN_ARGS(id), SPAN_ARGS(on.name)));
    *(on.report.size ? &entry->report : &entry->entity) = span_slice(kept, 0, id.size);
    entry->about = span_slice(kept, id.size, kept.size);
    return lookup_fine(&lookup);
}

/* What a report is called, a decision decides, or a comment is on. What was erased or redacted says
 * no more of it here than elsewhere. */
static bool about_tell(struct lookup *lookup, struct things_known *things,
                       struct query_audit_entry *entry)
{
    const struct query *query = lookup->query;
    int64_t report = object_number(query, entry->object, "report");
    int64_t decided = object_number(query, entry->object, "decision");
    int64_t comment = object_number(query, entry->object, "comment");
    if (report) {
        const struct stored_report *known = &lookup_report(lookup, report)->report;
        entry->report = known->id;
        entry->is_entry = known->id.size && stored_report_is_entry(known);
        entry->about = report_name_show(query, known);
    }
    if (comment && !comment_tell(query, comment, entry, lookup->error))
        return false;
    if (decided &&
        !query_decision_text(query, (size_t)decided, things, &entry->about, lookup->error))
        return false;
    return lookup_fine(lookup);
}

bool query_audit(const struct query *query, size_t before, size_t limit, struct query_audit *audit,
                 struct error *error)
{
    return query_audit_of(query, SPAN(""), before, limit, audit, error);
}

/* What one does at once may be several entries of the trail, of which the last tells of all: an
 * entry that is stated is a report with a date, what is erased is withdrawn first. */
static bool is_part(const struct stored_audit *part, const struct stored_audit *whole)
{
    static const struct {
        const char *part, *whole; /* the whole may go on */
    } pairs[] = {{"report.state", "entry."},
                 {"report.restore", "entry.restore"},
                 {"report.withdraw", "report.erase"}};
    if (part->at != whole->at || !span_equal(part->author, whole->author) ||
        !span_equal(part->object, whole->object))
        return false;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (span_equal(part->what, span_of(pairs[i].part)) &&
            span_starts_with(whole->what, span_of(pairs[i].whole)))
            return true;
    return false;
}

/* An act has at most so many parts: those of one at an end of the page may be on another page. */
enum { ACT_PARTS = 2 };

/* The entry that tells of the act of which one of the entries, newest first, is a part; itself. */
static size_t whole_find(const struct stored_audits *stored, size_t index)
{
    size_t whole = index;
    for (size_t i = index; i-- > 0 && index - i <= ACT_PARTS;) {
        if (stored->items[i].number != stored->items[i + 1].number + 1)
            break;
        if (is_part(&stored->items[index], &stored->items[i]))
            whole = i;
    }
    return whole;
}

static void act_tell(const struct stored_audits *stored, size_t index,
                     struct query_audit_entry *entry)
{
    size_t whole = whole_find(stored, index);
    if (whole != index)
        entry->part_of = (size_t)stored->items[whole].number;
    for (size_t i = index + 1; i < stored->count && whole_find(stored, i) == index; i++)
        entry->first = (size_t)stored->items[i].number;
}

bool query_audit_of(const struct query *query, struct span author, size_t before, size_t limit,
                    struct query_audit *audit, struct error *error)
{
    struct lookup lookup;
    struct stored_audits stored;
    struct things_known things = {0};
    struct digest head;
    size_t newer = before ? before + ACT_PARTS : 0;
    int64_t count;
    *audit = (struct query_audit){0};
    lookup_init(&lookup, query, error);
    if (!store_audit_head(query->store, &head, &count, error) ||
        !store_audits(query->store, author, (int64_t)newer, limit + 2 * ACT_PARTS, query->arena,
                      &stored, error))
        return false;
    audit->total = (size_t)count;
    audit->head = digest_show(query, &head);
    for (size_t i = 0; i < stored.count; i++) {
        if (before && (size_t)stored.items[i].number >= before)
            continue;
        if (audit->count == limit) {
            audit->next = audit->items[limit - 1].number;
            break;
        }
        struct query_audit_entry *entry = ARRAY_PUSH(query->arena, audit);
        entry_take(query, &stored.items[i], entry);
        act_tell(&stored, i, entry);
        if (!about_tell(&lookup, &things, entry))
            return false;
    }
    return true;
}

void query_audit_write(const struct query *query, const struct query_audit *audit,
                       struct json *json)
{
    (void)query;
    json_object_begin(json);
    key_text(json, "head", audit->head);
    key_count(json, "count", audit->total);
    json_key(json, "entries");
    json_array_begin(json);
    for (size_t i = 0; i < audit->count; i++) {
        const struct query_audit_entry *entry = &audit->items[i];
        json_object_begin(json);
        key_count(json, "number", entry->number);
        key_count(json, "first", entry->first);
        json_key(json, "part_of");
        if (entry->part_of)
            json_integer(json, (int64_t)entry->part_of);
        else
            json_null(json);
        key_text(json, "at", entry->at);
        key_text(json, "author", entry->author);
        key_text(json, "what", entry->what);
        key_text(json, "label", entry->label);
        key_text(json, "object", entry->object);
        key_text(json, "about", entry->about);
        key_text(json, "report", entry->report);
        key_text(json, "entity", entry->entity);
        key_flag(json, "is_entry", entry->is_entry);
        key_text(json, "content", entry->content);
        key_text(json, "before", entry->before);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "next");
    if (audit->next)
        json_integer(json, (int64_t)audit->next);
    else
        json_null(json);
    json_object_end(json);
}

/* Comments, as they are shown to who asks. */
#include "comments.h"

#include <stdio.h>

#include "accounts.h"
#include "ties.h"
#include "utf8.h"
#include "write.h"

static const char *const state_codes[COMMENT_STATES] = {"shown", "withdrawn", "hidden", "erased"};

static struct span moment(const struct query *query, int64_t time)
{
    char text[TIME_TEXT];
    return arena_copy(query->arena, span_of(time_write(time, text)));
}

static bool fail_number(const struct query *query, const char *key, int64_t number,
                        struct error *error)
{
    return error_add(error, key, "number",
                     arena_format(query->arena, "%lld", (long long)number).data, NULL);
}

/* ---- who may see what ---- */

static bool audience_has(const struct query *query, const struct query_asker *asker, int64_t entity,
                         enum comment_audience audience, bool *has, struct error *error)
{
    *has = audience == AUDIENCE_ALL;
    return *has || !asker->organization ||
           store_is_party(query->store, entity, asker->organization, query->arena, has, error);
}

static bool is_own(const struct query_asker *asker, const struct stored_comment *comment)
{
    return asker->author.size && span_equal(asker->author, comment->author);
}

/* What is hidden is seen by its author and by who moderates, what is withdrawn by its author. Who
 * moderates has no part in what is for parties unless he is of one. */
static bool words_are_seen(const struct query_asker *asker, const struct stored_comment *comment)
{
    switch (comment->state) {
    case COMMENT_SHOWN:
        return true;
    case COMMENT_HIDDEN:
        return is_own(asker, comment) || asker->may_moderate;
    case COMMENT_WITHDRAWN:
        return is_own(asker, comment);
    case COMMENT_ERASED:
    case COMMENT_STATES:
        break;
    }
    return false;
}

/* ---- one comment ---- */

static bool shown_name(const struct query *query, struct span author, struct span *shown,
                       struct error *error)
{
    struct stored_account account;
    struct span prefix = SPAN("user:");
    struct span name = span_slice(author, prefix.size, author.size);
    bool found;
    *shown = SPAN("");
    if (!span_starts_with(author, prefix) || !name.size)
        return true;
    if (!store_account(query->store, name, 0, query->arena, &account, &found, error))
        return false;
    if (found)
        *shown = account.shown;
    return true;
}

static bool files_show(const struct query *query, struct query_comment *comment,
                       struct error *error)
{
    struct stored_attachments stored;
    char digest[DIGEST_TEXT];
    if (!comment->parties || !comment->words.data)
        return true;
    if (!store_attachments(query->store, (int64_t)comment->number, query->arena, &stored, error))
        return false;
    for (size_t i = 0; i < stored.count; i++) {
        const struct stored_attachment *file = &stored.items[i];
        *ARRAY_PUSH(query->arena, &comment->files) = (struct query_file){
            .number = (size_t)file->number,
            .name = redacted_show(query, file->name),
            .type = file->type,
            .size = (size_t)file->size,
            .digest = arena_copy(query->arena, span_of(digest_write(&file->digest, digest)))};
    }
    return true;
}

bool query_comment_show(const struct query *query, const struct query_asker *asker,
                        const struct stored_comment *stored, struct query_comment *comment,
                        struct error *error)
{
    const char *state = state_codes[stored->state];
    const char *key = arena_format(query->arena, "query.comment.%s", state).data;
    bool seen = words_are_seen(asker, stored);
    *comment = (struct query_comment){.number = (size_t)stored->number,
                                      .thread = (size_t)stored->thread,
                                      .answers = (size_t)stored->answers,
                                      .author = stored->author,
                                      .state = span_of(state),
                                      .state_label = QUERY_TEXT(query, key),
                                      .made_at = moment(query, stored->made_at),
                                      .version = stored->version,
                                      .own = is_own(asker, stored),
                                      .parties = stored->audience == AUDIENCE_PARTIES};
    if (seen)
        comment->words = redacted_show(query, stored->words);
    if (seen && stored->edited_at != stored->made_at)
        comment->edited_at = moment(query, stored->edited_at);
    if (seen && stored->state == COMMENT_HIDDEN) {
        comment->reason = redacted_show(query, stored->reason);
        comment->hider = stored->hider;
    }
    return shown_name(query, stored->author, &comment->shown, error) &&
           files_show(query, comment, error);
}

static bool wordings_show(const struct query *query, struct query_comment *comment,
                          struct error *error)
{
    struct stored_wordings stored;
    if (!store_wordings(query->store, (int64_t)comment->number, query->arena, &stored, error))
        return false;
    for (size_t i = 0; i < stored.count; i++)
        *ARRAY_PUSH(query->arena, &comment->wordings) =
            (struct query_wording){.version = stored.items[i].version,
                                   .at = moment(query, stored.items[i].at),
                                   .words = redacted_show(query, stored.items[i].words)};
    return true;
}

bool query_comment(const struct query *query, const struct query_asker *asker, int64_t number,
                   struct query_comment *comment, struct error *error)
{
    struct stored_comment stored;
    bool found, has = false;
    if (!store_comment(query->store, number, query->arena, &stored, &found, error) ||
        (found && !audience_has(query, asker, stored.entity, stored.audience, &has, error)))
        return false;
    if (!has)
        return fail_number(query, "query.unknown_comment", number, error);
    if (!query_comment_show(query, asker, &stored, comment, error))
        return false;
    bool all = comment->words.data && (comment->own || asker->may_moderate);
    return !all || wordings_show(query, comment, error);
}

bool query_attachment(const struct query *query, const struct query_asker *asker, int64_t number,
                      struct stored_attachment *file, struct error *error)
{
    struct stored_comment comment;
    bool found, there = false, has = false;
    if (!store_attachment(query->store, number, query->arena, file, &found, error) ||
        (found &&
         !store_comment(query->store, file->comment, query->arena, &comment, &there, error)) ||
        (there && !audience_has(query, asker, comment.entity, comment.audience, &has, error)))
        return false;
    return (has && words_are_seen(asker, &comment)) ||
           fail_number(query, "query.unknown_file", number, error);
}

/* ---- those of an entity or a report ---- */

static bool has_answers(const struct stored_comments *comments, size_t index)
{
    for (size_t i = index + 1; i < comments->count; i++)
        if (comments->items[i].thread == comments->items[index].thread)
            return true;
    return false;
}

/* What nobody would learn anything from is left out: words that are gone under which nothing
 * stands. */
static bool is_told(const struct query_asker *asker, const struct stored_comments *comments,
                    size_t index)
{
    const struct stored_comment *comment = &comments->items[index];
    return words_are_seen(asker, comment) || comment->state == COMMENT_HIDDEN ||
           (!comment->answers && has_answers(comments, index));
}

static void page_end(const struct stored_comments *stored, size_t limit,
                     struct query_comments *comments, size_t *kept)
{
    size_t threads = 0;
    *kept = 0;
    while (*kept < stored->count) {
        threads += !stored->items[*kept].answers;
        if (threads > limit) {
            comments->next = (size_t)stored->items[*kept - 1].thread;
            return;
        }
        ++*kept;
    }
}

static bool page_show(const struct query *query, const struct query_asker *asker,
                      const struct stored_comments *stored, size_t limit,
                      struct query_comments *comments, struct error *error)
{
    size_t kept;
    page_end(stored, limit, comments, &kept);
    for (size_t i = 0; i < kept; i++)
        if (is_told(asker, stored, i) &&
            !query_comment_show(query, asker, &stored->items[i], ARRAY_PUSH(query->arena, comments),
                                error))
            return false;
    return true;
}

struct comment_place comment_place_show(struct lookup *lookup, int64_t entity, int64_t report)
{
    if (report) {
        const struct stored_report *on = &lookup_report(lookup, report)->report;
        return (struct comment_place){.report = on->id,
                                      .name = report_name_show(lookup->query, on)};
    }
    struct query_value on = entity_value_show(lookup, entity);
    return (struct comment_place){.entity = on.entity, .name = on.text};
}

static bool fail_unknown(const struct query *query, struct span id, struct error *error)
{
    return error_add(error, "query.unknown_id", "id", arena_copy(query->arena, id).data, NULL);
}

/* The entity of which comments are asked for, as a value. */
static bool entity_take(const struct query *query, const struct query_asker *asker, struct span id,
                        struct query_comments *comments, int64_t *number, struct error *error)
{
    struct stored_entity entity;
    struct lookup lookup;
    bool has;
    lookup_init(&lookup, query, error);
    if (!entity_asked(&lookup, id, &entity) ||
        !audience_has(query, asker, entity.number, comments->audience, &has, error))
        return false;
    if (!has)
        return fail_unknown(query, id, error);
    struct query_value value = entity_value_show(&lookup, entity.number);
    comments->entity = value.entity;
    comments->name = value.text;
    *number = entity.number;
    return lookup_fine(&lookup);
}

/* The report of which comments are asked for. On what was erased nothing can be said. */
static bool report_take(const struct query *query, struct span id, struct query_comments *comments,
                        int64_t *number, struct error *error)
{
    struct stored_report report;
    bool found;
    if (!store_report_by_id(query->store, id, query->arena, &report, &found, error))
        return false;
    if (!found || comments->audience != AUDIENCE_ALL)
        return fail_unknown(query, id, error);
    comments->report = report.id;
    comments->name = report_name_show(query, &report);
    comments->may_comment &= !report.erased;
    *number = report.number;
    return true;
}

bool query_comments(const struct query *query, const struct query_asker *asker,
                    const struct query_comments_request *request, struct query_comments *comments,
                    struct error *error)
{
    enum comment_audience audience = request->audience;
    size_t limit = request->limit ? request->limit : COMMENTS_PAGE;
    struct comments_wanted wanted = {
        .audience = audience, .before = (int64_t)request->before, .limit = limit + 1};
    struct stored_comments stored;
    int64_t total;
    *comments =
        (struct query_comments){.audience = audience,
                                .may_comment = asker->may_comment,
                                .may_moderate = asker->may_moderate && audience == AUDIENCE_ALL};
    bool taken = request->report.size
                     ? report_take(query, request->report, comments, &wanted.report, error)
                     : entity_take(query, asker, request->entity, comments, &wanted.entity, error);
    if (!taken || !store_comments(query->store, &wanted, query->arena, &stored, error) ||
        !store_comments_count(query->store, &wanted, &total, error) ||
        !page_show(query, asker, &stored, limit, comments, error))
        return false;
    comments->total = (size_t)total;
    comments->summary =
        total ? QUERY_TEXT(query, "query.comments", "count", number_show(query, (size_t)total).data)
              : QUERY_TEXT(query, "query.comments.none");
    return true;
}

/* ---- who can be mentioned ---- */

static bool begins(const struct query *query, struct span text, struct span typed)
{
    char *lower = ARENA_NEW(query->arena, char, text.size * 2 + 4);
    struct span folded = {lower, utf8_lower(text, lower, true)};
    size_t at = 0;
    while (at != SIZE_MAX) {
        if (span_starts_with(span_slice(folded, at, folded.size), typed))
            return true;
        at = span_find(folded, SPAN(" "), at);
        at = at == SIZE_MAX ? at : at + 1;
    }
    return false;
}

/* Whether an account acts for an organization; a reader acts for none. */
static bool acts_for(const struct query_account *account, enum account_role role,
                     struct span entity)
{
    return role >= ROLE_PARTICIPANT && span_equal(account->entity, entity);
}

bool query_mentionables(const struct query *query, struct span typed, struct span entity,
                        struct query_mentionables *found, struct error *error)
{
    struct stored_accounts all;
    char *lower = ARENA_NEW(query->arena, char, typed.size * 2 + 4);
    struct span folded = {lower, utf8_lower(typed, lower, true)};
    *found = (struct query_mentionables){0};
    if (!store_accounts(query->store, query->arena, &all, error))
        return false;
    for (size_t i = 0; i < all.count && found->count < MENTIONABLES_MOST; i++) {
        struct query_account account;
        if (all.items[i].state != ACCOUNT_ACTIVE || (!begins(query, all.items[i].name, folded) &&
                                                     !begins(query, all.items[i].shown, folded)))
            continue;
        if (!query_account(query, &all.items[i], &account, error))
            return false;
        if (entity.size && !acts_for(&account, all.items[i].role, entity))
            continue;
        *ARRAY_PUSH(query->arena, found) =
            (struct query_mentionable){account.name, account.shown, account.entity_name};
    }
    return true;
}

/* ---- as JSON ---- */

void query_file_write(const struct query_file *file, struct json *json)
{
    json_object_begin(json);
    key_count(json, "number", file->number);
    key_text(json, "name", file->name);
    key_text(json, "type", file->type);
    key_count(json, "size", file->size);
    key_text(json, "digest", file->digest);
    json_object_end(json);
}

static void lists_write(const struct query_comment *comment, struct json *json)
{
    if (comment->parties) {
        json_key(json, "files");
        json_array_begin(json);
        for (size_t i = 0; i < comment->files.count; i++)
            query_file_write(&comment->files.items[i], json);
        json_array_end(json);
    }
    if (!comment->wordings.count)
        return;
    json_key(json, "wordings");
    json_array_begin(json);
    for (size_t i = 0; i < comment->wordings.count; i++) {
        json_object_begin(json);
        json_key(json, "version");
        json_integer(json, comment->wordings.items[i].version);
        key_text(json, "at", comment->wordings.items[i].at);
        key_text(json, "words", comment->wordings.items[i].words);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_comment_write(const struct query_comment *comment, struct json *json)
{
    json_object_begin(json);
    key_count(json, "number", comment->number);
    key_count(json, "thread", comment->thread);
    json_key(json, "answers");
    if (comment->answers)
        json_integer(json, (int64_t)comment->answers);
    else
        json_null(json);
    key_text(json, "author", comment->author);
    key_text(json, "shown", comment->shown);
    key_flag(json, "own", comment->own);
    key_text(json, "state", comment->state);
    key_text(json, "state_label", comment->state_label);
    key_text(json, "words", comment->words);
    key_text(json, "reason", comment->reason);
    key_text(json, "hidden_by", comment->hider);
    key_text(json, "made_at", comment->made_at);
    key_text(json, "edited_at", comment->edited_at);
    json_key(json, "version");
    json_integer(json, comment->version);
    lists_write(comment, json);
    json_object_end(json);
}

void query_comments_write(const struct query *query, const struct query_comments *comments,
                          struct json *json)
{
    (void)query;
    json_object_begin(json);
    key_text(json, "entity", comments->entity);
    key_text(json, "report", comments->report);
    key_text(json, "name", comments->name);
    key_text(json, "summary", comments->summary);
    key_count(json, "total", comments->total);
    key_flag(json, "may_comment", comments->may_comment);
    key_flag(json, "may_moderate", comments->may_moderate);
    json_key(json, "comments");
    json_array_begin(json);
    for (size_t i = 0; i < comments->count; i++)
        query_comment_write(&comments->items[i], json);
    json_array_end(json);
    json_key(json, "next");
    if (comments->next)
        json_integer(json, (int64_t)comments->next);
    else
        json_null(json);
    json_object_end(json);
}

void query_mentionables_write(const struct query_mentionables *found, struct json *json)
{
    json_object_begin(json);
    json_key(json, "accounts");
    json_array_begin(json);
    for (size_t i = 0; i < found->count; i++) {
        json_object_begin(json);
        key_text(json, "name", found->items[i].name);
        key_text(json, "shown", found->items[i].shown);
        key_text(json, "entity_name", found->items[i].entity_name);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

/* The API's comments on entities and reports, those for parties alone, and the files attached to
 * these. */
#include "address.h"
#include "api_accounts.h"
#include "comment.h"
#include "comments.h"
#include "header.h"

/* ---- who asks ---- */

/* The organization for which an account acts; a reader acts for none. */
static int64_t organization_of(const struct asker *asker)
{
    const struct stored_account *account = &asker->access.account;
    return asker->access.known && account->role >= ROLE_PARTICIPANT ? account->entity : 0;
}

struct query_asker api_query_asker(struct exchange *exchange)
{
    const struct asker *asker = &exchange->asker;
    bool known = asker->access.known || asker->by == BY_KEY;
    return (struct query_asker){.author = known ? api_work(exchange).author : SPAN(""),
                                .organization = organization_of(asker),
                                .may_comment = asker_has(asker, RIGHT_COMMENT),
                                .may_moderate = asker_has(asker, RIGHT_EDIT)};
}

static struct work_commenter commenter_of(struct exchange *exchange)
{
    return (struct work_commenter){.organization = organization_of(&exchange->asker)};
}

/* The number that stands in the address. */
static bool number_take(struct exchange *exchange, int64_t *number)
{
    const struct body_field field = {.name = "number", .value = exchange->arguments[0]};
    *number = 0;
    return api_take_number(exchange, &field, number);
}

/* ---- asking ---- */

static unsigned answer_comments(struct exchange *exchange, struct query_comments_request request)
{
    static const char *const names[] = {"before", "limit", NULL};
    struct query query = api_query(exchange);
    struct query_asker asker = api_query_asker(exchange);
    struct query_comments comments;
    struct json json;
    int64_t before = 0, limit = COMMENTS_PAGE;
    if (!api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "before", 0, INT32_MAX, &before) ||
        !exchange_integer(exchange, "limit", 1, COMMENTS_PAGE_MOST, &limit))
        return api_status(exchange);
    request.before = (size_t)before;
    request.limit = (size_t)limit;
    if (!query_comments(&query, &asker, &request, &comments, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_comments_write(&query, &comments, &json);
    if (request.audience == AUDIENCE_PARTIES)
        exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_answer_comments(struct exchange *exchange)
{
    return answer_comments(exchange,
                           (struct query_comments_request){.entity = exchange->arguments[0]});
}

unsigned api_answer_report_comments(struct exchange *exchange)
{
    return answer_comments(exchange,
                           (struct query_comments_request){.report = exchange->arguments[0]});
}

unsigned api_answer_messages(struct exchange *exchange)
{
    return answer_comments(exchange,
                           (struct query_comments_request){.entity = exchange->arguments[0],
                                                           .audience = AUDIENCE_PARTIES});
}

unsigned api_answer_comment(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct query query = api_query(exchange);
    struct query_asker asker = api_query_asker(exchange);
    struct query_comment comment;
    struct json json;
    int64_t number;
    if (!api_parameters_known(exchange, none) || !number_take(exchange, &number) ||
        !query_comment(&query, &asker, number, &comment, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_comment_write(&comment, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_answer_mentionables(struct exchange *exchange)
{
    static const char *const names[] = {"q", "entity", NULL};
    struct query query = api_query(exchange);
    struct query_mentionables found;
    struct json json;
    if (!api_parameters_known(exchange, names) ||
        !query_mentionables(&query, exchange_parameter(exchange, "q"),
                            exchange_parameter(exchange, "entity"), &found, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_mentionables_write(&found, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_answer_attachment(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct query query = api_query(exchange);
    struct query_asker asker = api_query_asker(exchange);
    struct stored_attachment file;
    int64_t number;
    if (!api_parameters_known(exchange, none) || !number_take(exchange, &number) ||
        !query_attachment(&query, &asker, number, &file, &exchange->error))
        return api_status(exchange);
    struct span name = address_encode(exchange->arena, file.name);
    exchange->type = attachment_type(file.bytes);
    exchange->disposition =
        arena_format(exchange->arena, "attachment; filename*=UTF-8''%.*s", SPAN_ARGS(name)).data;
    buffer_append(&exchange->out, file.bytes);
    exchange->caching = CACHE_NEVER;
    return 200;
}

/* ---- changing ---- */

static unsigned answer_changed(struct exchange *exchange, const struct stored_comment *stored,
                               unsigned status)
{
    struct query query = api_query(exchange);
    struct query_asker asker = api_query_asker(exchange);
    struct query_comment comment;
    struct json json;
    if (!query_comment_show(&query, &asker, stored, &comment, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_comment_write(&comment, &json);
    exchange->caching = CACHE_NEVER;
    return status;
}

static unsigned add(struct exchange *exchange, struct work_comment_order order)
{
    enum { FIELD_WORDS, FIELD_ANSWERS, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "words"}, {.name = "answers"}};
    struct work work = api_work(exchange);
    struct stored_comment done;
    if (!api_take_body(exchange, fields, FIELDS) ||
        !api_take_number(exchange, &fields[FIELD_ANSWERS], &order.answers))
        return api_status(exchange);
    order.words = fields[FIELD_WORDS].value;
    order.organization = organization_of(&exchange->asker);
    if (!work_comment_add(&work, &order, &done, &exchange->error))
        return api_status(exchange);
    exchange->location =
        arena_format(exchange->arena, "/api/v1/comments/%lld", (long long)done.number).data;
    return answer_changed(exchange, &done, 201);
}

unsigned api_add_comment(struct exchange *exchange)
{
    return add(exchange, (struct work_comment_order){.entity = exchange->arguments[0]});
}

unsigned api_add_report_comment(struct exchange *exchange)
{
    return add(exchange, (struct work_comment_order){.report = exchange->arguments[0]});
}

unsigned api_add_message(struct exchange *exchange)
{
    return add(exchange, (struct work_comment_order){.entity = exchange->arguments[0],
                                                     .audience = AUDIENCE_PARTIES});
}

unsigned api_change_comment(struct exchange *exchange)
{
    enum { FIELD_WORDS, FIELD_VERSION, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "words"}, {.name = "version"}};
    struct work work = api_work(exchange);
    struct work_commenter who = commenter_of(exchange);
    struct stored_comment done;
    int64_t number, version = 0;
    if (!number_take(exchange, &number) || !api_take_body(exchange, fields, FIELDS) ||
        !api_take_number(exchange, &fields[FIELD_VERSION], &version))
        return api_status(exchange);
    /* Without the version that was seen nobody knows what he overwrites. */
    if (!version)
        error_add(&exchange->error, "server.parameter_missing", "name", "version", NULL);
    if (!version || !work_comment_change(&work, &who, number, fields[FIELD_WORDS].value, version,
                                         &done, &exchange->error))
        return api_status(exchange);
    return answer_changed(exchange, &done, 200);
}

/* Reads a field that is "true" or "false". */
static bool boolean_take(struct exchange *exchange, const struct body_field *field, bool *value)
{
    *value = span_equal(field->value, SPAN("true"));
    return *value || span_equal(field->value, SPAN("false")) ||
           error_add(&exchange->error,
                     field->value.data ? "server.parameter_invalid" : "server.parameter_missing",
                     "name", field->name, "value", arena_copy(exchange->arena, field->value).data,
                     NULL);
}

unsigned api_withdraw_comment(struct exchange *exchange)
{
    struct body_field field = {.name = "withdrawn"};
    struct work work = api_work(exchange);
    struct work_commenter who = commenter_of(exchange);
    struct stored_comment done;
    int64_t number;
    bool withdrawn;
    if (!number_take(exchange, &number) || !api_take_body(exchange, &field, 1) ||
        !boolean_take(exchange, &field, &withdrawn) ||
        !work_comment_withdraw(&work, &who, number, withdrawn, &done, &exchange->error))
        return api_status(exchange);
    return answer_changed(exchange, &done, 200);
}

unsigned api_hide_comment(struct exchange *exchange)
{
    struct body_field fields[] = {{.name = "hidden"}, {.name = "reason"}};
    struct work work = api_work(exchange);
    struct work_commenter who = commenter_of(exchange);
    struct stored_comment done;
    int64_t number;
    bool hidden;
    if (!number_take(exchange, &number) || !api_take_body(exchange, fields, 2) ||
        !boolean_take(exchange, &fields[0], &hidden) ||
        !work_comment_hide(&work, &who, number, hidden, fields[1].value, &done, &exchange->error))
        return api_status(exchange);
    return answer_changed(exchange, &done, 200);
}

unsigned api_add_attachment(struct exchange *exchange)
{
    static const char *const names[] = {"name", NULL};
    struct work work = api_work(exchange);
    struct work_commenter who = commenter_of(exchange);
    struct stored_attachment done;
    char digest[DIGEST_TEXT];
    struct json json;
    int64_t number;
    if (!api_parameters_known(exchange, names) || !number_take(exchange, &number) ||
        !work_attachment_add(&work, &who, number, exchange_parameter(exchange, "name"),
                             exchange->body, &done, &exchange->error))
        return api_status(exchange);
    const struct query_file file = {
        .number = (size_t)done.number,
        .name = done.name,
        .type = done.type,
        .size = (size_t)done.size,
        .digest = arena_copy(exchange->arena, span_of(digest_write(&done.digest, digest)))};
    json_init(&json, &exchange->out);
    query_file_write(&file, &json);
    exchange->location =
        arena_format(exchange->arena, "/api/v1/attachments/%lld", (long long)done.number).data;
    exchange->caching = CACHE_NEVER;
    return 201;
}

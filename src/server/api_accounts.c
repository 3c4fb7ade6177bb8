/* The API's accounts: who am I, and what administrators and owners of accounts change. */
#include "api_accounts.h"
#include "accounts.h"
#include "session.h"

bool api_take_body(struct exchange *exchange, struct body_field *fields, size_t count)
{
    static const char *const none[] = {NULL};
    return api_parameters_known(exchange, none) &&
           (!exchange->body.size ||
            body_read(exchange->arena, exchange->body, fields, count, &exchange->error));
}

bool api_take_number(struct exchange *exchange, const struct body_field *field, int64_t *number)
{
    struct span value = field->value;
    bool fine = value.size < 18;
    for (size_t i = 0; i < value.size && fine; i++)
        fine = value.data[i] >= '0' && value.data[i] <= '9';
    if (!fine)
        return error_add(&exchange->error, "server.parameter_invalid", "name", field->name, "value",
                         arena_copy(exchange->arena, value).data, NULL);
    return !value.size || span_to_integer(value, number);
}

/* The number that stands in the address. */
static bool number_argument(struct exchange *exchange, int64_t *number)
{
    const struct body_field field = {.name = "number", .value = exchange->arguments[0]};
    *number = 0;
    return api_take_body(exchange, NULL, 0) && api_take_number(exchange, &field, number);
}

/* ---- who am I ---- */

static const char *by_code(const struct asker *asker)
{
    static const char *const codes[] = {
        [BY_NOBODY] = NULL, [BY_KEY] = "key", [BY_SESSION] = "session", [BY_TOKEN] = "token"};
    return codes[asker->by];
}

static void asker_write(const struct asker *asker, const struct query_account *account,
                        struct json *json)
{
    json_object_begin(json);
    json_key(json, "accounts");
    json_boolean(json, asker->access.accounts);
    json_key(json, "readable");
    json_boolean(json, asker->access.accounts && asker->access.readable);
    json_key(json, "may_write");
    json_boolean(json, asker_has(asker, RIGHT_DECIDE));
    json_key(json, "by");
    json_string(json, by_code(asker));
    json_key(json, "account");
    if (account)
        query_account_write(account, json);
    else
        json_null(json);
    json_key(json, "rights");
    json_array_begin(json);
    for (enum right right = RIGHT_ANY; right < RIGHTS; right++)
        if (asker_has(asker, right))
            json_string(json, right_code(right));
    json_array_end(json);
    json_object_end(json);
}

unsigned api_answer_asker(struct exchange *exchange, const struct asker *asker)
{
    struct query query = api_query(exchange);
    struct query_account account;
    struct json json;
    if (asker->access.known &&
        !query_account(&query, &asker->access.account, &account, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    asker_write(asker, asker->access.known ? &account : NULL, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_answer_account(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    if (!api_parameters_known(exchange, none))
        return api_status(exchange);
    return api_answer_asker(exchange, &exchange->asker);
}

/* Without accounts there is nobody whose account this would be. */
bool api_needs_account(struct exchange *exchange)
{
    return exchange->asker.access.known || error_add(&exchange->error, "server.no_accounts", NULL);
}

/* ---- changes of accounts ---- */

static unsigned answer_changed(struct exchange *exchange, const struct stored_account *stored)
{
    struct query query = api_query(exchange);
    struct query_account account;
    struct json json;
    if (!query_account(&query, stored, &account, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_account_write(&account, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_change_own(struct exchange *exchange)
{
    struct body_field field = {.name = "shown"};
    struct work work = api_work(exchange);
    struct asker asker = exchange->asker;
    if (!api_needs_account(exchange) || !api_take_body(exchange, &field, 1))
        return api_status(exchange);
    const struct work_account_order order = {.name = asker.access.account.name,
                                             .shown = field.value};
    if (!work_account_change(&work, &order, &asker.access.account, &exchange->error))
        return api_status(exchange);
    return api_answer_asker(exchange, &asker);
}

unsigned api_change_account(struct exchange *exchange)
{
    enum { FIELD_ROLE, FIELD_STATE, FIELD_ENTITY, FIELD_SHOWN, FIELD_VERSION, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "role"},
                                        {.name = "state"},
                                        {.name = "entity"},
                                        {.name = "shown"},
                                        {.name = "version"}};
    struct work work = api_work(exchange);
    struct work_account_order order = {.name = exchange->arguments[0]};
    struct stored_account account;
    if (!api_take_body(exchange, fields, FIELDS) ||
        !api_take_number(exchange, &fields[FIELD_VERSION], &order.version))
        return api_status(exchange);
    order.role = fields[FIELD_ROLE].value;
    order.state = fields[FIELD_STATE].value;
    order.entity = fields[FIELD_ENTITY].value;
    order.shown = fields[FIELD_SHOWN].value;
    if (!work_account_change(&work, &order, &account, &exchange->error))
        return api_status(exchange);
    return answer_changed(exchange, &account);
}

unsigned api_answer_accounts(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct query query = api_query(exchange);
    struct query_accounts accounts;
    struct json json;
    if (!api_parameters_known(exchange, none) ||
        !query_accounts(&query, &accounts, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_accounts_write(&query, &accounts, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

/* ---- invitations and tokens ---- */

static unsigned answer_secret(struct exchange *exchange, const struct stored_secret *stored,
                              struct span text, struct span address, unsigned status)
{
    struct query query = api_query(exchange);
    struct query_secret secret;
    struct json json;
    if (!query_secret(&query, stored, api_now(), &secret, &exchange->error))
        return api_status(exchange);
    secret.text = text;
    secret.address = address;
    json_init(&json, &exchange->out);
    query_secret_write(&secret, &json);
    exchange->caching = CACHE_NEVER;
    return status;
}

static unsigned answer_secrets(struct exchange *exchange, enum secret_kind kind, int64_t account,
                               const char *key)
{
    static const char *const none[] = {NULL};
    struct query query = api_query(exchange);
    struct query_secrets secrets;
    struct json json;
    if (!api_parameters_known(exchange, none) ||
        !query_secrets(&query, kind, account, api_now(), &secrets, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_secrets_write(key, &secrets, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_answer_invitations(struct exchange *exchange)
{
    return answer_secrets(exchange, SECRET_INVITATION, 0, "invitations");
}

unsigned api_answer_tokens(struct exchange *exchange)
{
    if (!api_needs_account(exchange))
        return api_status(exchange);
    return answer_secrets(exchange, SECRET_TOKEN, exchange->asker.access.account.number, "tokens");
}

unsigned api_invite(struct exchange *exchange)
{
    enum { FIELD_ROLE, FIELD_ENTITY, FIELD_DAYS, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "role"}, {.name = "entity"}, {.name = "days"}};
    struct work work = api_work(exchange);
    struct stored_secret invitation;
    struct secret secret;
    int64_t days = INVITATION_DAYS;
    /* An invitation makes the second account at the earliest. */
    if (!api_needs_account(exchange) || !api_take_body(exchange, fields, FIELDS) ||
        !api_take_number(exchange, &fields[FIELD_DAYS], &days) ||
        !work_invite(&work, fields[FIELD_ROLE].value, fields[FIELD_ENTITY].value, days, &secret,
                     &invitation, &exchange->error))
        return api_status(exchange);
    struct span text = arena_copy(exchange->arena, span_of(secret.text));
    struct span address = arena_format(exchange->arena, "%.*s/#invitation=%s",
                                       SPAN_ARGS(exchange->origin), secret.text);
    return answer_secret(exchange, &invitation, text, address, 201);
}

unsigned api_revoke_invitation(struct exchange *exchange)
{
    struct work work = api_work(exchange);
    struct stored_secret invitation;
    int64_t number;
    if (!number_argument(exchange, &number) ||
        !work_secret_revoke(&work, SECRET_INVITATION, 0, number, &invitation, &exchange->error))
        return api_status(exchange);
    return answer_secret(exchange, &invitation, SPAN(""), SPAN(""), 200);
}

unsigned api_look_invitation(struct exchange *exchange)
{
    struct body_field field = {.name = "secret"};
    const struct lent *lent = exchange->borrowed;
    struct stored_secret invitation;
    if (!api_take_body(exchange, &field, 1) ||
        !work_invitation(lent->store, exchange->arena, field.value, api_now(), &invitation,
                         &exchange->error))
        return api_status(exchange);
    return answer_secret(exchange, &invitation, SPAN(""), SPAN(""), 200);
}

unsigned api_add_token(struct exchange *exchange)
{
    enum { FIELD_LABEL, FIELD_DAYS, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "label"}, {.name = "days"}};
    struct work work = api_work(exchange);
    struct stored_secret token;
    struct secret secret;
    int64_t days = 0;
    if (!api_needs_account(exchange) || !api_take_body(exchange, fields, FIELDS) ||
        !api_take_number(exchange, &fields[FIELD_DAYS], &days) ||
        !work_token_add(&work, &exchange->asker.access.account, fields[FIELD_LABEL].value, days,
                        &secret, &token, &exchange->error))
        return api_status(exchange);
    return answer_secret(exchange, &token,
                         arena_format(exchange->arena, TOKEN_PREFIX "%s", secret.text), SPAN(""),
                         201);
}

unsigned api_revoke_token(struct exchange *exchange)
{
    struct work work = api_work(exchange);
    struct stored_secret token;
    int64_t number;
    if (!api_needs_account(exchange) || !number_argument(exchange, &number) ||
        !work_secret_revoke(&work, SECRET_TOKEN, exchange->asker.access.account.number, number,
                            &token, &exchange->error))
        return api_status(exchange);
    return answer_secret(exchange, &token, SPAN(""), SPAN(""), 200);
}

/* ---- one's own sessions ---- */

static void session_write(const struct stored_secret *session, int64_t current, struct json *json)
{
    char time[TIME_TEXT];
    json_object_begin(json);
    json_key(json, "number");
    json_integer(json, session->number);
    json_key(json, "from");
    json_text(json, session->label);
    json_key(json, "made_at");
    json_string(json, time_write(session->made_at, time));
    json_key(json, "used_at");
    json_string(json, time_write(session->used_at, time));
    json_key(json, "until");
    json_string(json, time_write(session->until, time));
    json_key(json, "current");
    json_boolean(json, session->number == current);
    json_object_end(json);
}

unsigned api_answer_sessions(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    const struct work_access *access = &exchange->asker.access;
    struct query query = api_query(exchange);
    struct stored_secrets sessions;
    struct json json;
    if (!api_needs_account(exchange) || !api_parameters_known(exchange, none) ||
        !store_secrets(query.store, SECRET_SESSION, access->account.number, exchange->arena,
                       &sessions, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "sessions");
    json_array_begin(&json);
    for (size_t i = 0; i < sessions.count; i++)
        if (work_session_holds(&sessions.items[i], api_now()))
            session_write(&sessions.items[i], access->secret, &json);
    json_array_end(&json);
    json_object_end(&json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

/* Of the session that asks the cookie is taken back, as by logging out. */
unsigned api_end_session(struct exchange *exchange)
{
    const struct work_access *access = &exchange->asker.access;
    struct work work = api_work(exchange);
    struct json json;
    int64_t number;
    if (!api_needs_account(exchange) || !number_argument(exchange, &number) ||
        !work_session_revoke(&work, &access->account, number, &exchange->error))
        return api_status(exchange);
    if (number == access->secret)
        access_cookie(exchange, NULL);
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "ended");
    json_integer(&json, number);
    json_object_end(&json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

/* ---- settings and the audit trail ---- */

static unsigned answer_settings(struct exchange *exchange, bool readable)
{
    struct json json;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "readable");
    json_boolean(&json, readable);
    json_object_end(&json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_answer_settings(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    if (!api_parameters_known(exchange, none))
        return api_status(exchange);
    return answer_settings(exchange, exchange->asker.access.readable);
}

unsigned api_change_settings(struct exchange *exchange)
{
    struct body_field field = {.name = "readable"};
    struct work work = api_work(exchange);
    if (!api_needs_account(exchange) || !api_take_body(exchange, &field, 1))
        return api_status(exchange);
    bool readable = span_equal(field.value, SPAN("true"));
    if (!readable && !span_equal(field.value, SPAN("false")))
        error_add(&exchange->error,
                  field.value.data ? "server.parameter_invalid" : "server.parameter_missing",
                  "name", "readable", "value", arena_copy(exchange->arena, field.value).data, NULL);
    if (error_any(&exchange->error) || !work_readable_set(&work, readable, &exchange->error))
        return api_status(exchange);
    return answer_settings(exchange, readable);
}

unsigned api_answer_audit(struct exchange *exchange)
{
    static const char *const names[] = {"author", "before", "limit", NULL};
    struct query query = api_query(exchange);
    struct span author = exchange_parameter(exchange, "author");
    struct query_audit audit;
    struct json json;
    int64_t before = 0, limit = AUDIT_PAGE;
    if (!api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "before", 0, INT32_MAX, &before) ||
        !exchange_integer(exchange, "limit", 1, AUDIT_PAGE_MOST, &limit) ||
        !query_audit_of(&query, author, (size_t)before, (size_t)limit, &audit, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_audit_write(&query, &audit, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

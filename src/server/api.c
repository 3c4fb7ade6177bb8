/* The API's routes, and the connections to the registry that they borrow. */
#include "api.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "api_private.h"
#include "comment.h"
#include "fields.h"
#include "plans.h"
#include "words.h"

struct api {
    struct api_options options;
    struct service service;
    pthread_mutex_t mutex; /* of idle, version, day and stranger */
    struct lent *idle;
    uint64_t
        version; /* grows whenever a connection sees that somebody has written, or the day ends */
    struct date day;
    struct work_access stranger; /* who shows no secret … */
    uint64_t stranger_version;   /* … as of this version; 0: of none */
    struct lent writer;
    struct batches *batches;
    struct plan_jobs *plans;
};

/* Files wait in memory. */
static const struct batch_limits batch_limits = {
    .batches = 8,
    .files = BATCH_FILES_MOST,
    .waiting = 64 * 1024 * 1024,
    .unwatched = 30,
    .beat = 5,
};

bool api_is_long(const struct exchange *exchange)
{
    (void)exchange;
    return true;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/health", ROUTE_READ, RIGHT_ANY, 0, api_answer_health},
    {METHOD_GET, "/api/v1/openapi.json", ROUTE_KEPT, RIGHT_ANY, 0, api_answer_openapi},
    {METHOD_GET, "/api/v1/overview", ROUTE_SLOW, RIGHT_READ, 0, api_answer_overview},
    {METHOD_GET, "/api/v1/schema", ROUTE_KEPT, RIGHT_READ, 0, api_answer_schema},
    {METHOD_GET, "/api/v1/lists/:name", ROUTE_SLOW, RIGHT_READ, 0, api_answer_list,
     api_list_is_file},
    {METHOD_GET, "/api/v1/registry", ROUTE_READ, RIGHT_ADMINISTER, 0, api_answer_registry,
     api_is_long},
    {METHOD_GET, "/api/v1/map", ROUTE_SLOW, RIGHT_READ, 0, api_answer_map},
    {METHOD_GET, "/api/v1/entities/:id", ROUTE_KEPT, RIGHT_READ, 0, api_answer_card},
    {METHOD_GET, "/api/v1/entities/:id/facts", ROUTE_KEPT, RIGHT_READ, 0, api_answer_facts},
    {METHOD_GET, "/api/v1/programmes/:id/progress", ROUTE_SLOW, RIGHT_READ, 0, api_answer_progress},
    {METHOD_GET, "/api/v1/terms", ROUTE_SLOW, RIGHT_READ, 0, api_answer_terms},
    {METHOD_GET, "/api/v1/reports/:id", ROUTE_KEPT, RIGHT_READ, 0, api_answer_report},
    {METHOD_GET, "/api/v1/search", ROUTE_KEPT, RIGHT_READ, 0, api_answer_search},
    {METHOD_GET, "/api/v1/needs/:id/offers", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_offers_of_need},
    {METHOD_GET, "/api/v1/offers/:id/needs", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_needs_of_offer},
    {METHOD_POST, "/api/v1/tables", ROUTE_WRITE, RIGHT_PARTICIPATE, WRITTEN_TABLE_LIMIT,
     api_take_table},
    {METHOD_GET, "/api/v1/tables/needs", ROUTE_READ, RIGHT_READ, 0, api_answer_needs_template},
    {METHOD_GET, "/api/v1/tables/offers", ROUTE_READ, RIGHT_READ, 0, api_answer_offers_template},
    {METHOD_POST, "/api/v1/plans", ROUTE_TRY, RIGHT_PARTICIPATE, 4096, api_make_plan},
    {METHOD_GET, "/api/v1/plans", ROUTE_READ, RIGHT_READ, 0, api_answer_plans},
    {METHOD_GET, "/api/v1/plans/:id", ROUTE_READ, RIGHT_READ, 0, api_answer_plan},
    {METHOD_DELETE, "/api/v1/plans/:id", ROUTE_TRY, RIGHT_PARTICIPATE, 0, api_stop_plan},
    {METHOD_GET, "/api/v1/plans/:id/against/:other", ROUTE_READ, RIGHT_READ, 0, api_compare_plans},
    {METHOD_GET, "/api/v1/suggest", ROUTE_KEPT, RIGHT_READ, 0, api_answer_suggestions},
    {METHOD_GET, "/api/v1/network", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_picture},
    {METHOD_GET, "/api/v1/network/neighbours/:id", ROUTE_KEPT, RIGHT_READ, 0,
     api_answer_neighbours},
    {METHOD_GET, "/api/v1/network/paths/:from/:to", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_paths},
    {METHOD_GET, "/api/v1/network/conflicts/:expert/:applicant", ROUTE_READ, RIGHT_READ, 0,
     api_answer_conflicts},
    {METHOD_GET, "/api/v1/network/partners", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_partners},
    {METHOD_GET, "/api/v1/network/communities", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_communities},
    {METHOD_GET, "/api/v1/queue", ROUTE_READ, RIGHT_READ, 0, api_answer_queue},
    {METHOD_GET, "/api/v1/decisions", ROUTE_READ, RIGHT_READ, 0, api_answer_decisions},
    {METHOD_POST, "/api/v1/decisions", ROUTE_WRITE, RIGHT_DECIDE, 64 * 1024, api_decide},
    {METHOD_POST, "/api/v1/redactions", ROUTE_WRITE, RIGHT_ADMINISTER, 16 * 1024, api_redact},
    {METHOD_POST, "/api/v1/entries", ROUTE_WRITE, RIGHT_PARTICIPATE, WRITTEN_ENTRY_LIMIT,
     api_add_entry},
    {METHOD_GET, "/api/v1/entries/:id", ROUTE_READ, RIGHT_READ, 0, api_answer_entry},
    {METHOD_PUT, "/api/v1/entries/:id", ROUTE_WRITE, RIGHT_PARTICIPATE, WRITTEN_ENTRY_LIMIT,
     api_change_entry},
    {METHOD_PUT, "/api/v1/entries/:id/withdrawn", ROUTE_WRITE, RIGHT_PARTICIPATE, 4096,
     api_withdraw_entry},
    {METHOD_GET, "/api/v1/entities/:id/comments", ROUTE_READ, RIGHT_READ, 0, api_answer_comments},
    {METHOD_POST, "/api/v1/entities/:id/comments", ROUTE_WRITE, RIGHT_COMMENT,
     WRITTEN_COMMENT_LIMIT, api_add_comment},
    {METHOD_GET, "/api/v1/reports/:id/comments", ROUTE_READ, RIGHT_READ, 0,
     api_answer_report_comments},
    {METHOD_POST, "/api/v1/reports/:id/comments", ROUTE_WRITE, RIGHT_COMMENT, WRITTEN_COMMENT_LIMIT,
     api_add_report_comment},
    {METHOD_GET, "/api/v1/entities/:id/messages", ROUTE_READ, RIGHT_COMMENT, 0,
     api_answer_messages},
    {METHOD_POST, "/api/v1/entities/:id/messages", ROUTE_WRITE, RIGHT_COMMENT,
     WRITTEN_COMMENT_LIMIT, api_add_message},
    {METHOD_GET, "/api/v1/comments/accounts", ROUTE_READ, RIGHT_COMMENT, 0,
     api_answer_mentionables},
    {METHOD_GET, "/api/v1/comments/:number", ROUTE_READ, RIGHT_READ, 0, api_answer_comment},
    {METHOD_PUT, "/api/v1/comments/:number", ROUTE_WRITE, RIGHT_COMMENT, WRITTEN_COMMENT_LIMIT,
     api_change_comment},
    {METHOD_PUT, "/api/v1/comments/:number/withdrawn", ROUTE_WRITE, RIGHT_COMMENT, 4096,
     api_withdraw_comment},
    {METHOD_PUT, "/api/v1/comments/:number/hidden", ROUTE_WRITE, RIGHT_EDIT, 4096,
     api_hide_comment},
    {METHOD_POST, "/api/v1/comments/:number/attachments", ROUTE_WRITE, RIGHT_COMMENT,
     ATTACHMENT_MOST, api_add_attachment},
    {METHOD_GET, "/api/v1/attachments/:number", ROUTE_READ, RIGHT_COMMENT, 0,
     api_answer_attachment},
    {METHOD_GET, "/api/v1/brief", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_brief},
    {METHOD_GET, "/api/v1/partners", ROUTE_HEAVY, RIGHT_READ, 0, api_answer_prospects},
    {METHOD_GET, "/api/v1/reminders", ROUTE_READ, RIGHT_READ, 0, api_answer_reminders},
    {METHOD_GET, "/api/v1/feeds/reminders.ics", ROUTE_READ, RIGHT_ANY, 0, api_answer_calendar},
    {METHOD_GET, "/api/v1/feeds/reminders.atom", ROUTE_READ, RIGHT_ANY, 0, api_answer_web_feed},
    {METHOD_GET, "/api/v1/account/sessions", ROUTE_READ, RIGHT_OWN, 0, api_answer_sessions},
    {METHOD_DELETE, "/api/v1/account/sessions/:number", ROUTE_WRITE, RIGHT_OWN, 0, api_end_session},
    {METHOD_GET, "/api/v1/account/feed", ROUTE_READ, RIGHT_OWN, 0, api_answer_own_feed},
    {METHOD_POST, "/api/v1/account/feed", ROUTE_WRITE, RIGHT_OWN, 4096, api_make_feed},
    {METHOD_DELETE, "/api/v1/account/feed", ROUTE_WRITE, RIGHT_OWN, 0, api_end_feed},
    {METHOD_GET, "/api/v1/preferred", ROUTE_READ, RIGHT_READ, 0, api_answer_preferred},
    {METHOD_POST, "/api/v1/preferred", ROUTE_WRITE, RIGHT_EDIT, WRITTEN_COMMENT_LIMIT,
     api_open_preferred},
    {METHOD_GET, "/api/v1/preferred/:id", ROUTE_READ, RIGHT_READ, 0, api_answer_preferred_list,
     api_list_is_file},
    {METHOD_POST, "/api/v1/preferred/:id/items", ROUTE_WRITE, RIGHT_PARTICIPATE,
     WRITTEN_COMMENT_LIMIT, api_propose_preferred},
    {METHOD_POST, "/api/v1/preferred/:id/decisions", ROUTE_WRITE, RIGHT_EDIT, WRITTEN_COMMENT_LIMIT,
     api_decide_preferred},
    {METHOD_POST, "/api/v1/preferred/:id/uses", ROUTE_WRITE, RIGHT_PARTICIPATE,
     WRITTEN_COMMENT_LIMIT, api_use_preferred},
    {METHOD_GET, "/api/v1/reviews", ROUTE_READ, RIGHT_COMMENT, 0, api_answer_reviews},
    {METHOD_POST, "/api/v1/reviews", ROUTE_WRITE, RIGHT_EDIT, WRITTEN_COMMENT_LIMIT,
     api_open_review},
    {METHOD_GET, "/api/v1/reviews/:number", ROUTE_READ, RIGHT_COMMENT, 0, api_answer_review},
    {METHOD_PUT, "/api/v1/reviews/:number", ROUTE_WRITE, RIGHT_EDIT, WRITTEN_COMMENT_LIMIT,
     api_change_review},
    {METHOD_PUT, "/api/v1/reviews/:number/closed", ROUTE_WRITE, RIGHT_EDIT, 4096, api_close_review},
    {METHOD_POST, "/api/v1/reviews/:number/applications", ROUTE_WRITE, RIGHT_EDIT, 16 * 1024,
     api_add_application},
    {METHOD_PUT, "/api/v1/reviews/:number/applications/:application", ROUTE_WRITE, RIGHT_EDIT,
     16 * 1024, api_decide_application},
    {METHOD_POST, "/api/v1/reviews/:number/experts", ROUTE_WRITE, RIGHT_EDIT, 4096,
     api_add_reviewer},
    {METHOD_POST, "/api/v1/reviews/:number/assignments", ROUTE_WRITE, RIGHT_EDIT, 16 * 1024,
     api_assign_reviewer},
    {METHOD_GET, "/api/v1/reviews/:number/assignments/:assignment/marks", ROUTE_READ, RIGHT_COMMENT,
     0, api_answer_marks},
    {METHOD_PUT, "/api/v1/reviews/:number/assignments/:assignment/marks", ROUTE_WRITE, RIGHT_DECIDE,
     WRITTEN_MARKS_LIMIT, api_give_marks},
    {METHOD_PUT, "/api/v1/reviews/:number/assignments/:assignment/abstained", ROUTE_WRITE,
     RIGHT_DECIDE, 16 * 1024, api_abstain},
    {METHOD_POST, "/api/v1/reports", ROUTE_WRITE, RIGHT_EDIT, WRITTEN_REPORT_LIMIT, api_add_report},
    {METHOD_POST, "/api/v1/readings", ROUTE_TRY, RIGHT_TRY, WRITTEN_REPORT_LIMIT, api_try_report,
     api_is_long},
    {METHOD_POST, "/api/v1/batches", ROUTE_TRY, RIGHT_TRY, 1024, api_open_batch},
    {METHOD_PUT, "/api/v1/batches/:id/files/:number", ROUTE_TRY, RIGHT_TRY, WRITTEN_REPORT_LIMIT,
     api_give_file},
    {METHOD_GET, "/api/v1/batches/:id/events", ROUTE_READ, RIGHT_TRY, 0, api_watch_batch},
    {METHOD_DELETE, "/api/v1/batches/:id", ROUTE_TRY, RIGHT_TRY, 0, api_stop_batch},
    {METHOD_PUT, "/api/v1/reports/:id/published", ROUTE_WRITE, RIGHT_EDIT, 1024, api_date_report},
    {METHOD_PUT, "/api/v1/reports/:id/withdrawn", ROUTE_WRITE, RIGHT_EDIT, 4096,
     api_withdraw_report},
    {METHOD_GET, "/api/v1/account", ROUTE_READ, RIGHT_ANY, 0, api_answer_account},
    {METHOD_PUT, "/api/v1/account", ROUTE_WRITE, RIGHT_OWN, 4096, api_change_own},
    {METHOD_PUT, "/api/v1/account/password", ROUTE_WRITE, RIGHT_OWN, 4096, api_change_password,
     .prepare = api_prepare_password},
    {METHOD_GET, "/api/v1/account/tokens", ROUTE_READ, RIGHT_OWN, 0, api_answer_tokens},
    {METHOD_POST, "/api/v1/account/tokens", ROUTE_WRITE, RIGHT_OWN, 4096, api_add_token},
    {METHOD_DELETE, "/api/v1/account/tokens/:number", ROUTE_WRITE, RIGHT_OWN, 0, api_revoke_token},
    {METHOD_POST, "/api/v1/login", ROUTE_WRITE, RIGHT_ANY, 4096, api_login,
     .prepare = api_prepare_login},
    {METHOD_POST, "/api/v1/logout", ROUTE_WRITE, RIGHT_ANY, 4096, api_logout},
    {METHOD_POST, "/api/v1/invitations/look", ROUTE_SESSION, RIGHT_ANY, 4096, api_look_invitation},
    {METHOD_POST, "/api/v1/invitations/accept", ROUTE_WRITE, RIGHT_ANY, 4096, api_accept_invitation,
     .prepare = api_prepare_acceptance},
    {METHOD_GET, "/api/v1/invitations", ROUTE_READ, RIGHT_ADMINISTER, 0, api_answer_invitations},
    {METHOD_POST, "/api/v1/invitations", ROUTE_WRITE, RIGHT_ADMINISTER, 4096, api_invite},
    {METHOD_DELETE, "/api/v1/invitations/:number", ROUTE_WRITE, RIGHT_ADMINISTER, 0,
     api_revoke_invitation},
    {METHOD_GET, "/api/v1/accounts", ROUTE_READ, RIGHT_ADMINISTER, 0, api_answer_accounts},
    {METHOD_PUT, "/api/v1/accounts/:name", ROUTE_WRITE, RIGHT_ADMINISTER, 4096, api_change_account},
    {METHOD_GET, "/api/v1/settings", ROUTE_READ, RIGHT_ADMINISTER, 0, api_answer_settings},
    {METHOD_PUT, "/api/v1/settings", ROUTE_WRITE, RIGHT_ADMINISTER, 4096, api_change_settings},
    {METHOD_GET, "/api/v1/audit", ROUTE_READ, RIGHT_ADMINISTER, 0, api_answer_audit},
};

const struct api_options *api_options(const struct lent *lent)
{
    return &lent->api->options;
}

struct batches *api_batches(const struct lent *lent)
{
    return lent->api->batches;
}

struct plan_jobs *api_plans(const struct lent *lent)
{
    return lent->api->plans;
}

int64_t api_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct date today(const struct api_options *options)
{
    struct tm parts;
    time_t now = time(NULL);
    if (date_is_set(options->today) || !localtime_r(&now, &parts))
        return options->today;
    return (struct date){(int16_t)(parts.tm_year + 1900), (int8_t)(parts.tm_mon + 1),
                         (int8_t)parts.tm_mday};
}

struct query api_query(struct exchange *exchange)
{
    const struct lent *lent = exchange->borrowed;
    const struct api_options *options = api_options(lent);
    return (struct query){.store = lent->store,
                          .schema = reader_schema(options->reader),
                          .catalogue = exchange->catalogue,
                          .morphology = reader_morphology(options->reader),
                          .word_memory = lent->words,
                          .reference = reader_reference(options->reader),
                          .fields = reader_fields(options->reader),
                          .field_memory = lent->fields,
                          .products = options->products,
                          .registry = options->name,
                          .tongue = exchange->tongue,
                          .today = today(options),
                          .arena = exchange->arena};
}

static bool is_known(struct span given, const char *const *names)
{
    if (span_equal(given, SPAN("lang")))
        return true;
    for (; *names; names++) {
        struct span name = span_of(*names);
        bool prefix = span_ends_with(name, SPAN("."));
        if (prefix ? span_starts_with(given, name) : span_equal(given, name))
            return true;
    }
    return false;
}

bool api_parameter_known(struct exchange *exchange, struct span given, const char *const *names)
{
    return is_known(given, names) || error_add(&exchange->error, "server.parameter_unknown", "name",
                                               arena_copy(exchange->arena, given).data, NULL);
}

bool api_parameters_known(struct exchange *exchange, const char *const *names)
{
    for (size_t i = 0; i < exchange->target.parameter_count; i++)
        if (!api_parameter_known(exchange, exchange->target.parameters[i].name, names))
            return false;
    return true;
}

unsigned api_status(const struct exchange *exchange)
{
    static const struct {
        const char *beginning;
        unsigned status;
    } known[] = {
        {"query.unknown_id", 404},
        {"query.unknown_list", 404},
        {"query.no_need", 404},
        {"query.unknown_plan", 404},
        {"query.no_offer", 404},
        {"query.trade_many", 503},
        {"query.unknown_comment", 404},
        {"query.unknown_file", 404},
        {"query.unknown_review_state", 400},
        {"query.unknown_review", 404},
        {"query.not_preferred", 404},
        {"query.too_large", 503},
        {"query.", 400},
        {"work.unknown_action", 400},
        {"work.unknown_kind", 400},
        {"work.unknown_prop", 400},
        {"work.unknown_", 404},
        {"work.no_words", 400},
        {"work.many_words", 400},
        {"work.unread_words", 400},
        {"work.long_name", 400},
        {"sourcing.", 422},
        {"server.table_large", 413},
        {"report.too_large", 413},
        {"report.", 422},
        {"registry.no_key", 409},
        {"registry.not_one_file", 409},
        {"registry.uncounted", 409},
        {"registry.untitled", 409},
        {"registry.no_", 404},
        {"registry.act_", 409},
        {"work.login_failed", 403},
        {"work.invitation_ended", 404},
        {"work.password_", 400},
        {"work.no_memory", 503},
        {"server.too_many", 429},
        {"server.no_accounts", 409},
        {"work.missing_", 400},
        {"work.bad_", 400},
        {"work.comment_foreign", 403},
        {"work.comment_gone", 409},
        {"work.comment_changed", 409},
        {"work.comment_erased", 409},
        {"work.comment_", 400},
        {"work.review_marks_changed", 409},
        {"work.review_title", 400},
        {"work.review_words", 400},
        {"work.review_criteri", 400},
        {"work.review_scale", 400},
        {"work.review_days", 400},
        {"work.review_reason", 400},
        {"work.review_person", 400},
        {"work.review_mark", 400},
        {"work.review_outcome", 400},
        {"work.file_large", 413},
        {"work.file_", 400},
        {"work.preferred_decided", 409},
        {"work.preferred_", 400},
        {"work.entry_changed", 409},
        {"work.entry_withdrawn", 409},
        {"work.entry_large", 413},
        {"work.entry_party", 403},
        {"work.entry_editors", 403},
        {"work.entry_foreign", 403},
        {"work.entry_", 400},
        {"work.", 409},
        {"registry.nothing_", 400},
        {"registry.wrong_key", 409},
        {"resolve.redact_", 400},
        {"registry.busy", 503},
        {"export.stopped", 503},
        {"registry.stopped", 503},
        {"registry.read_only", 403},
        {"server.feed_unknown", 404},
        {"server.batch_unknown", 404},
        {"server.batch_twice", 409},
        {"server.busy", 503},
        {"server.body_", 400},
        {"server.parameter_", 400},
    };
    if (!error_any(&exchange->error))
        return 200;
    struct span key = span_of(exchange->error.items[0].key);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (span_starts_with(key, span_of(known[i].beginning)))
            return known[i].status;
    return 500;
}

static void lent_free(struct lent *lent)
{
    if (lent) {
        store_close(lent->store);
        word_memory_free(lent->words);
        field_memory_free(lent->fields);
    }
    free(lent);
}

static struct lent *lent_new(struct api *api, struct error *error)
{
    struct lent *lent = calloc(1, sizeof *lent);
    if (!lent) {
        error_add(error, "server.too_much", NULL);
        return NULL;
    }
    lent->api = api;
    word_memory_new(&lent->words);
    field_memory_new(&lent->fields);
    if (store_open(&lent->store, api->options.registry, STORE_READ,
                   reader_schema(api->options.reader), error))
        return lent;
    lent_free(lent);
    return NULL;
}

/* All that a question asks of the registry is of one moment, not before that of its version. */
static bool lent_begin(struct lent *lent, struct error *error)
{
    struct api *api = lent->api;
    struct date day = today(&api->options);
    int64_t seen;
    if (!store_version(lent->store, &seen, error))
        return false;
    pthread_mutex_lock(&api->mutex);
    api->version += !lent->has_seen || lent->seen != seen || date_compare(day, api->day) != 0;
    api->day = day;
    lent->seen = seen;
    lent->has_seen = true;
    lent->version = api->version;
    pthread_mutex_unlock(&api->mutex);
    return store_snapshot_begin(lent->store, error);
}

static uint64_t version(void *context, const void *borrowed)
{
    const struct lent *lent = borrowed;
    (void)context;
    return lent->version;
}

/* There are never more connections than threads that answer. */
static bool borrow(void *context, bool writing, void **borrowed, struct error *error)
{
    struct api *api = context;
    if (writing) {
        *borrowed = &api->writer;
        return api->writer.store ||
               store_open(&api->writer.store, api->options.registry, STORE_WRITE,
                          reader_schema(api->options.reader), error);
    }
    pthread_mutex_lock(&api->mutex);
    struct lent *lent = api->idle;
    if (lent)
        api->idle = lent->next;
    pthread_mutex_unlock(&api->mutex);
    /* A connection that has waited long may have been cut. */
    if (lent && !lent_begin(lent, NULL)) {
        lent_free(lent);
        lent = NULL;
    }
    if (!lent) {
        lent = lent_new(api, error);
        if (lent && !lent_begin(lent, error)) {
            lent_free(lent);
            lent = NULL;
        }
    }
    *borrowed = lent;
    return lent != NULL;
}

static void give_back(void *context, bool writing, void *borrowed)
{
    struct api *api = context;
    struct lent *lent = borrowed;
    if (writing) {
        store_commit(lent->store, NULL); /* drops what an error or the arena's end left begun */
        return;
    }
    store_snapshot_end(lent->store);
    pthread_mutex_lock(&api->mutex);
    lent->next = api->idle;
    api->idle = lent;
    pthread_mutex_unlock(&api->mutex);
}

/* What may be done without a secret changes with the registry alone, and most questions come so. */
static bool stranger_recall(struct api *api, uint64_t version, struct work_access *access)
{
    pthread_mutex_lock(&api->mutex);
    bool known = api->stranger_version == version;
    if (known)
        *access = api->stranger;
    pthread_mutex_unlock(&api->mutex);
    return known;
}

static void stranger_keep(struct api *api, uint64_t version, const struct work_access *access)
{
    pthread_mutex_lock(&api->mutex);
    api->stranger = *access;
    api->stranger_version = version;
    pthread_mutex_unlock(&api->mutex);
}

static bool find_asker(void *context, struct arena *arena, struct span session, struct span token,
                       struct work_access *access, struct error *error)
{
    void *borrowed;
    if (!borrow(context, false, &borrowed, error))
        return false;
    const struct lent *lent = borrowed;
    bool secret = session.size || token.size;
    bool found = (!secret && stranger_recall(context, lent->version, access)) ||
                 work_access_find(lent->store, arena, session, token, api_now(), access, error);
    if (found && !secret)
        stranger_keep(context, lent->version, access);
    give_back(context, false, borrowed);
    return found;
}

struct using
{
    struct work work;
    enum secret_kind kind;
    int64_t number;
};

static void use_write(void *context)
{
    struct using *using = context;
    work_secret_use(&using->work, using->kind, using->number, NULL);
}

static void use_note(void *context, void *borrowed, struct arena *arena, enum secret_kind kind,
                     int64_t number)
{
    const struct api *api = context;
    struct using using = {{.store = ((struct lent *)borrowed)->store,
                           .arena = arena,
                           .author = api->options.author,
                           .now = api_now()},
                          kind,
                          number};
    arena_run(arena, use_write, &using);
}

bool api_audit_head(struct api *api, struct digest *head, int64_t *count, struct error *error)
{
    void *lent;
    if (!borrow(api, false, &lent, error))
        return false;
    bool found = store_audit_head(((struct lent *)lent)->store, head, count, error);
    give_back(api, false, lent);
    return found;
}

bool api_has_accounts(struct api *api, bool *accounts, struct error *error)
{
    enum { ACCESS_LIMIT = 1024 * 1024 };
    struct work_access access;
    struct arena arena;
    arena_init(&arena, ACCESS_LIMIT);
    bool found = find_asker(api, &arena, SPAN(""), SPAN(""), &access, error);
    arena_release(&arena);
    *accounts = found && access.accounts;
    return found;
}

static void stop(void *context)
{
    struct api *api = context;
    batches_stop(api->batches);
    plan_jobs_stop(api->plans);
}

bool api_open(struct api **api, const struct api_options *options, struct error *error)
{
    struct api *new = calloc(1, sizeof *new);
    *api = NULL;
    if (!new)
        return error_add(error, "server.too_much", NULL);
    new->options = *options;
    new->writer.api = new;
    pthread_mutex_init(&new->mutex, NULL);
    new->service = (struct service){.routes = routes,
                                    .route_count = sizeof routes / sizeof *routes,
                                    .context = new,
                                    .borrow = borrow,
                                    .give_back = give_back,
                                    .version = version,
                                    .find = find_asker,
                                    .use = use_note,
                                    .stop = stop};
    new->batches = batches_new(&batch_limits, &(struct batch_reader){new, api_read_file});
    new->plans = plan_jobs_new(&new->options);
    if (!new->batches || !new->plans)
        error_add(error, "server.too_much", NULL);
    else
        new->idle = lent_new(new, error); /* a registry that cannot be read is told at once */
    *api = new;
    if (new->idle)
        return true;
    api_close(new);
    *api = NULL;
    return false;
}

void api_close(struct api *api)
{
    batches_free(api->batches);
    plan_jobs_free(api->plans);
    while (api->idle) {
        struct lent *lent = api->idle;
        api->idle = lent->next;
        lent_free(lent);
    }
    store_close(api->writer.store);
    pthread_mutex_destroy(&api->mutex);
    free(api);
}

const struct service *api_service(const struct api *api)
{
    return &api->service;
}

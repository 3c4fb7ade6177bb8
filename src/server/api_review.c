/* The API's expert reviews. Each change answers with the review as it is then, to who changed it.
 */
#include "api_accounts.h"
#include "review.h"
#include "reviews.h"

/* ---- who asks ---- */

static struct query_reviewing reviewing_of(const struct exchange *exchange)
{
    const struct asker *asker = &exchange->asker;
    return (struct query_reviewing){.account =
                                        asker->access.known ? asker->access.account.number : 0,
                                    .may_manage = asker_has(asker, RIGHT_EDIT)};
}

/* A number that stands in the address. */
static bool argument_take(struct exchange *exchange, size_t index, int64_t *number)
{
    const struct body_field field = {.name = "number", .value = exchange->arguments[index]};
    *number = 0;
    return api_take_number(exchange, &field, number);
}

/* A number that has to be among the fields. */
static bool needed_take(struct exchange *exchange, const struct body_field *field, int64_t *number)
{
    if (!field->value.size)
        return error_add(&exchange->error, "server.parameter_missing", "name", field->name, NULL);
    return api_take_number(exchange, field, number);
}

/* ---- asking ---- */

static unsigned answer_review(struct exchange *exchange, int64_t number, unsigned status)
{
    struct query query = api_query(exchange);
    struct query_reviewing asker = reviewing_of(exchange);
    struct query_review review;
    struct json json;
    if (!query_review(&query, &asker, number, &review, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_review_write(&query, &review, &json);
    exchange->caching = CACHE_NEVER;
    return status;
}

unsigned api_answer_review(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    int64_t number;
    if (!api_parameters_known(exchange, none) || !argument_take(exchange, 0, &number))
        return api_status(exchange);
    return answer_review(exchange, number, 200);
}

unsigned api_answer_reviews(struct exchange *exchange)
{
    static const char *const names[] = {"state", "entity", "own", "before", "limit", NULL};
    struct query query = api_query(exchange);
    struct query_reviewing asker = reviewing_of(exchange);
    struct query_reviews_order order = {
        .state = exchange_parameter(exchange, "state"),
        .entity = exchange_parameter(exchange, "entity"),
        .own = span_equal(exchange_parameter(exchange, "own"), SPAN("true"))};
    struct query_reviews reviews;
    struct json json;
    int64_t before = 0, limit = REVIEWS_PAGE;
    if (!api_parameters_known(exchange, names) ||
        !exchange_integer(exchange, "before", 0, INT32_MAX, &before) ||
        !exchange_integer(exchange, "limit", 1, REVIEWS_PAGE_MOST, &limit))
        return api_status(exchange);
    order.before = (size_t)before;
    order.limit = (size_t)limit;
    if (!query_reviews(&query, &asker, &order, &reviews, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_reviews_write(&query, &reviews, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

unsigned api_answer_marks(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct query query = api_query(exchange);
    struct query_reviewing asker = reviewing_of(exchange);
    struct stored_marks marks;
    struct json json;
    int64_t review, assignment;
    if (!api_parameters_known(exchange, none) || !argument_take(exchange, 0, &review) ||
        !argument_take(exchange, 1, &assignment) ||
        !query_review_marks(&query, &asker, review, assignment, &marks, &exchange->error))
        return api_status(exchange);
    json_init(&json, &exchange->out);
    query_review_marks_write(&query, &marks, &json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

/* ---- the call ---- */

unsigned api_open_review(struct exchange *exchange)
{
    enum { TITLE, SOUGHT, CRITERIA, SCALE, ENTITY, BEGINS, ENDS, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "title"}, {.name = "sought"}, {.name = "criteria"},
                                        {.name = "scale"}, {.name = "entity"}, {.name = "begins"},
                                        {.name = "ends"}};
    struct work work = api_work(exchange);
    struct work_review_order order = {0};
    struct stored_review done;
    if (!api_take_body(exchange, fields, FIELDS) ||
        !api_take_number(exchange, &fields[SCALE], &order.scale))
        return api_status(exchange);
    order.title = fields[TITLE].value;
    order.sought = fields[SOUGHT].value;
    order.criteria = fields[CRITERIA].value;
    order.entity = fields[ENTITY].value;
    order.begins = fields[BEGINS].value;
    order.ends = fields[ENDS].value;
    if (!work_review_open(&work, &order, &done, &exchange->error))
        return api_status(exchange);
    exchange->location =
        arena_format(exchange->arena, "/api/v1/reviews/%lld", (long long)done.number).data;
    return answer_review(exchange, done.number, 201);
}

unsigned api_change_review(struct exchange *exchange)
{
    enum { TITLE, SOUGHT, BEGINS, ENDS, VERSION, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "title"},
                                        {.name = "sought"},
                                        {.name = "begins"},
                                        {.name = "ends"},
                                        {.name = "version"}};
    struct work work = api_work(exchange);
    struct work_review_order order = {0};
    struct stored_review done;
    int64_t number;
    if (!argument_take(exchange, 0, &number) || !api_take_body(exchange, fields, FIELDS) ||
        !needed_take(exchange, &fields[VERSION], &order.version))
        return api_status(exchange);
    order.title = fields[TITLE].value;
    order.sought = fields[SOUGHT].value;
    order.begins = fields[BEGINS].value;
    order.ends = fields[ENDS].value;
    if (!work_review_change(&work, number, &order, &done, &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, number, 200);
}

unsigned api_close_review(struct exchange *exchange)
{
    struct body_field field = {.name = "closed"};
    struct work work = api_work(exchange);
    struct stored_review done;
    int64_t number;
    if (!argument_take(exchange, 0, &number) || !api_take_body(exchange, &field, 1))
        return api_status(exchange);
    /* What was closed stays so: who had seen the others' marks could change his own. */
    if (!span_equal(field.value, SPAN("true")))
        error_add(&exchange->error, "server.parameter_invalid", "name", field.name, "value",
                  arena_copy(exchange->arena, field.value).data, NULL);
    if (error_any(&exchange->error) || !work_review_close(&work, number, &done, &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, number, 200);
}

/* ---- applications and experts ---- */

unsigned api_add_application(struct exchange *exchange)
{
    struct body_field fields[] = {{.name = "entity"}, {.name = "note"}};
    struct work work = api_work(exchange);
    struct stored_application done;
    int64_t number;
    if (!argument_take(exchange, 0, &number) || !api_take_body(exchange, fields, 2) ||
        !work_application_add(&work, number, fields[0].value, fields[1].value, &done,
                              &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, number, 201);
}

unsigned api_decide_application(struct exchange *exchange)
{
    struct body_field fields[] = {{.name = "outcome"}, {.name = "reason"}};
    struct work work = api_work(exchange);
    int64_t number, application;
    if (!argument_take(exchange, 0, &number) || !argument_take(exchange, 1, &application) ||
        !api_take_body(exchange, fields, 2) ||
        !work_review_decide(&work, number, application, fields[0].value, fields[1].value,
                            &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, number, 200);
}

unsigned api_add_reviewer(struct exchange *exchange)
{
    struct body_field fields[] = {{.name = "account"}, {.name = "person"}};
    struct work work = api_work(exchange);
    struct stored_reviewer done;
    int64_t number;
    if (!argument_take(exchange, 0, &number) || !api_take_body(exchange, fields, 2) ||
        !work_reviewer_add(&work, number, fields[0].value, fields[1].value, &done,
                           &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, number, 201);
}

unsigned api_assign_reviewer(struct exchange *exchange)
{
    enum { APPLICATION, ACCOUNT, REASON, FIELDS };
    struct body_field fields[FIELDS] = {
        {.name = "application"}, {.name = "account"}, {.name = "reason"}};
    struct work work = api_work(exchange);
    struct query query = api_query(exchange);
    struct work_assignment_order order = {0};
    struct stored_assignment done;
    if (!argument_take(exchange, 0, &order.review) || !api_take_body(exchange, fields, FIELDS) ||
        !needed_take(exchange, &fields[APPLICATION], &order.application))
        return api_status(exchange);
    order.account = fields[ACCOUNT].value;
    order.reason = fields[REASON].value;
    if (!work_review_assign(&work, &query, &order, &done, &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, order.review, 201);
}

/* ---- marks ---- */

/* What an expert says, without his words. */
static bool marks_take(struct exchange *exchange, const struct body_field *version,
                       struct work_marks_order *order)
{
    order->account = reviewing_of(exchange).account;
    order->today = api_query(exchange).today;
    return argument_take(exchange, 0, &order->review) &&
           argument_take(exchange, 1, &order->assignment) &&
           needed_take(exchange, version, &order->version);
}

unsigned api_give_marks(struct exchange *exchange)
{
    enum { MARKS, WORDS, VERSION, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "marks"}, {.name = "words"}, {.name = "version"}};
    struct work work = api_work(exchange);
    struct work_marks_order order = {0};
    struct stored_assignment done;
    if (!api_take_body(exchange, fields, FIELDS) || !marks_take(exchange, &fields[VERSION], &order))
        return api_status(exchange);
    order.marks = fields[MARKS].value;
    order.words = fields[WORDS].value;
    if (!work_review_mark(&work, &order, &done, &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, order.review, 200);
}

unsigned api_abstain(struct exchange *exchange)
{
    enum { REASON, VERSION, FIELDS };
    struct body_field fields[FIELDS] = {{.name = "reason"}, {.name = "version"}};
    struct work work = api_work(exchange);
    struct work_marks_order order = {0};
    struct stored_assignment done;
    if (!api_take_body(exchange, fields, FIELDS) || !marks_take(exchange, &fields[VERSION], &order))
        return api_status(exchange);
    order.words = fields[REASON].value;
    if (!work_review_abstain(&work, &order, &done, &exchange->error))
        return api_status(exchange);
    return answer_review(exchange, order.review, 200);
}

/* The API's changes; they run one after another, in the server's line. */
#include "address.h"
#include "api_private.h"
#include "body.h"
#include "calendar_text.h"
#include "file.h"
#include "header.h"
#include "utf8.h"
#include "work.h"

enum { ID_LIMIT = 100 /* bytes of the id that a file's name gives */ };

/* What a user gives with a report's text: all optional. */
enum { FIELD_TEXT, FIELD_NAME, FIELD_PUBLISHED, FIELD_SOURCE, FIELD_URL, FIELDS };

struct work api_work(struct exchange *exchange)
{
    const struct lent *lent = exchange->borrowed;
    const struct api_options *options = api_options(lent);
    const struct work_access *access = &exchange->asker.access;
    struct span author = options->author;
    if (access->known)
        author = arena_format(exchange->arena, "user:%.*s", SPAN_ARGS(access->account.name));
    return (struct work){.store = lent->store,
                         .reader = options->reader,
                         .arena = exchange->arena,
                         .author = author,
                         .now = api_now(),
                         .fields = reader_fields(options->reader),
                         .reference = reader_reference(options->reader)};
}

static const char *outcome_code(enum resolve_outcome outcome)
{
    static const char *const codes[RESOLVED_OUTCOMES] = {[RESOLVED_NEW] = "new",
                                                         [RESOLVED_VERSION] = "version",
                                                         [RESOLVED_AGAIN] = "again",
                                                         [RESOLVED_STATED] = "stated",
                                                         [RESOLVED_UNCHANGED] = "unchanged",
                                                         [RESOLVED_WITHDRAWN] = "withdrawn"};
    return codes[outcome];
}

static unsigned answer_done(struct exchange *exchange, const struct work_report *done)
{
    struct json json;
    char published[DATE_TEXT];
    const struct stored_report *report = &done->report;
    bool new = done->outcome == RESOLVED_NEW || done->outcome == RESOLVED_VERSION;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "report");
    json_text(&json, report->id);
    json_key(&json, "title");
    json_text(&json, report->title);
    json_key(&json, "published");
    json_string(&json,
                date_is_set(report->published) ? date_write(report->published, published) : NULL);
    json_key(&json, "outcome");
    json_string(&json, outcome_code(done->outcome));
    json_key(&json, "facts");
    json_integer(&json, (int64_t)done->facts);
    json_object_end(&json);
    exchange->caching = CACHE_NEVER;
    return new ? 201 : 200;
}

static struct span without_folders(struct span name)
{
    struct span rest = name;
    struct span part;
    while (span_next_part(&rest, '/', &part))
        name = part;
    return name;
}

/* The id that a file's name gives: a stem, cut at a character's border. It becomes part of
 * addresses, where nothing but dots would mean a folder. */
static struct span id_of(struct span name)
{
    struct span id = utf8_cut(file_stem(without_folders(name)), ID_LIMIT);
    for (size_t i = 0; i < id.size; i++)
        if (id.data[i] != '.')
            return id;
    return SPAN("report");
}

static bool refuse(struct exchange *exchange, const struct body_field *field)
{
    struct span value = arena_copy(exchange->arena, field->value);
    return error_add(&exchange->error, "server.parameter_invalid", "name", field->name, "value",
                     value.data, NULL);
}

static bool date_of(struct exchange *exchange, const struct body_field *field, struct date *date)
{
    *date = (struct date){0};
    return field->value.size == 0 || date_of_typed(field->value, date) || refuse(exchange, field);
}

/* Other addresses than these would run scripts where a page makes a link of them. */
static bool url_is_fine(struct exchange *exchange, const struct body_field *field)
{
    struct span url = field->value;
    return url.size == 0 || span_starts_with(url, SPAN("http://")) ||
           span_starts_with(url, SPAN("https://")) || refuse(exchange, field);
}

/* Names and sources are shown and become part of addresses. */
static bool text_is_fine(struct exchange *exchange, const struct body_field *field)
{
    for (size_t i = 0; i < field->value.size; i++)
        if ((unsigned char)field->value.data[i] < 0x20 || field->value.data[i] == 0x7F)
            return refuse(exchange, field);
    return true;
}

/* The fields of a JSON body, or, where the body is the report's bytes, of the query string. */
static bool take_fields(struct exchange *exchange, struct body_field *fields)
{
    static const char *const names[] = {"name", "published", "source", "url", NULL};
    static const char *const none[] = {NULL};
    bool bytes = header_type_is(exchange->body_type, SPAN("application/octet-stream"));
    if (!api_parameters_known(exchange, bytes ? names : none))
        return false;
    if (!bytes)
        return body_read(exchange->arena, exchange->body, fields, FIELDS, &exchange->error);
    for (size_t i = FIELD_NAME; i < FIELDS; i++)
        fields[i].value = exchange_parameter(exchange, fields[i].name);
    fields[FIELD_TEXT].value = exchange->body;
    return true;
}

bool api_take_report(struct exchange *exchange, struct sent_report *sent)
{
    struct body_field fields[FIELDS] = {{.name = "text"},
                                        {.name = "name"},
                                        {.name = "published"},
                                        {.name = "source"},
                                        {.name = "url"}};
    struct report_hint *hint = &sent->hint;
    *sent = (struct sent_report){0};
    if (!take_fields(exchange, fields) || !text_is_fine(exchange, &fields[FIELD_NAME]) ||
        !text_is_fine(exchange, &fields[FIELD_SOURCE]) ||
        !url_is_fine(exchange, &fields[FIELD_URL]) ||
        !date_of(exchange, &fields[FIELD_PUBLISHED], &hint->published))
        return false;
    hint->id = id_of(fields[FIELD_NAME].value);
    hint->source = fields[FIELD_NAME].value.size > 0 ? fields[FIELD_NAME].value : hint->id;
    hint->publisher = fields[FIELD_SOURCE].value;
    hint->url = fields[FIELD_URL].value;
    sent->bytes = fields[FIELD_TEXT].value;
    return true;
}

unsigned api_add_report(struct exchange *exchange)
{
    struct work work = api_work(exchange);
    struct work_report *done = ARENA_NEW(exchange->arena, struct work_report, 1);
    struct sent_report sent;
    work.text_most = WRITTEN_TEXT_LIMIT;
    if (!api_take_report(exchange, &sent) ||
        !work_report_add(&work, sent.bytes, &sent.hint, done, &exchange->error))
        return api_status(exchange);
    struct span id = address_encode(exchange->arena, done->report.id);
    exchange->location = arena_format(exchange->arena, "/api/v1/reports/%s", id.data).data;
    return answer_done(exchange, done);
}

unsigned api_date_report(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct body_field field = {.name = "published"};
    struct work work = api_work(exchange);
    struct work_report *done = ARENA_NEW(exchange->arena, struct work_report, 1);
    struct date published;
    if (!api_parameters_known(exchange, none) ||
        !body_read(exchange->arena, exchange->body, &field, 1, &exchange->error))
        return api_status(exchange);
    if (field.value.size == 0)
        error_add(&exchange->error, "server.parameter_missing", "name", "published", NULL);
    if (error_any(&exchange->error) || !date_of(exchange, &field, &published) ||
        !work_report_date(&work, exchange->arguments[0], published, done, &exchange->error))
        return api_status(exchange);
    return answer_done(exchange, done);
}

/* {"withdrawn": "true", "reason": "…"}; "false" takes the report back. Erasing is the command's. */
unsigned api_withdraw_report(struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct body_field fields[] = {{.name = "withdrawn"}, {.name = "reason"}};
    struct work work = api_work(exchange);
    struct work_report *done = ARENA_NEW(exchange->arena, struct work_report, 1);
    if (!api_parameters_known(exchange, none) ||
        !body_read(exchange->arena, exchange->body, fields, 2, &exchange->error) ||
        !text_is_fine(exchange, &fields[1]))
        return api_status(exchange);
    bool withdrawn = span_equal(fields[0].value, SPAN("true"));
    if (!fields[0].value.size)
        error_add(&exchange->error, "server.parameter_missing", "name", "withdrawn", NULL);
    else if (!withdrawn && !span_equal(fields[0].value, SPAN("false")))
        refuse(exchange, &fields[0]);
    if (error_any(&exchange->error))
        return api_status(exchange);
    struct span id = exchange->arguments[0];
    if (withdrawn ? work_report_withdraw(&work, id, fields[1].value, done, &exchange->error)
                  : work_report_restore(&work, id, done, &exchange->error))
        return answer_done(exchange, done);
    return api_status(exchange);
}

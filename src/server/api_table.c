/* The API's tables of needs and offers: taken in, and empty ones to be filled in. */
#include "api_private.h"
#include "trade_import.h"
#include "trade_table.h"
#include "workbook.h"

enum {
    TABLE_TEXT = 16 * 1024 * 1024, /* bytes of a workbook's table */
    TABLE_ROWS = 2000,             /* others who write wait for them: larger ones by command */
    SCRATCH_MEMORY = 64 * 1024 * 1024
};

/* ---- reading ---- */

static bool rows_fit(struct exchange *exchange, struct span text)
{
    struct span line;
    size_t rows = 0;
    char most[24];
    while (span_next_line(&text, &line))
        rows += line.size > 0;
    if (rows <= TABLE_ROWS + 1) /* the first has the titles */
        return true;
    snprintf(most, sizeof most, "%d", TABLE_ROWS);
    return error_add(&exchange->error, "server.table_large", "most", most, NULL);
}

/* What the table is called, without a path. */
static struct span name_take(struct exchange *exchange)
{
    struct span name = exchange_parameter(exchange, "name");
    for (size_t i = name.size; i-- > 0;)
        if (name.data[i] == '/' || name.data[i] == '\\')
            return span_slice(name, i + 1, name.size);
    return name;
}

/* ---- taking in ---- */

static bool goes_on(void *context, size_t row, size_t rows)
{
    (void)row;
    (void)rows;
    return exchange_goes_on(context);
}

/* Who may not edit states what his own organization needs and makes alone. A user's file of a name
 * is known again by both. */
static struct work_trade table_of(struct exchange *exchange, const struct work *work,
                                  struct span name, struct span text)
{
    return (struct work_trade){.side = trade_side_of(text, exchange->arena),
                               .text = text,
                               .source = name,
                               .path = arena_format(exchange->arena, "%.*s/%.*s",
                                                    SPAN_ARGS(work->author), SPAN_ARGS(name)),
                               .own = !asker_has(&exchange->asker, RIGHT_EDIT),
                               .party = exchange->asker.access.account.entity,
                               .catalogue = exchange->catalogue,
                               .tongue = exchange->tongue,
                               .goes_on = goes_on,
                               .context = exchange};
}

static void done_write(struct exchange *exchange, const struct work_trade *table,
                       const struct work_trade_done *done)
{
    const struct {
        const char *name;
        size_t count;
    } counts[] = {{"added", done->added},
                  {"changed", done->changed},
                  {"unchanged", done->unchanged},
                  {"withdrawn", done->withdrawn}};
    struct json json;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "of");
    json_string(&json, table->side == TRADE_NEEDS ? "needs" : "offers");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        json_key(&json, counts[i].name);
        json_integer(&json, (int64_t)counts[i].count);
    }
    json_key(&json, "ignored");
    json_array_begin(&json);
    for (size_t i = 0; i < done->ignored.count; i++)
        json_text(&json, done->ignored.items[i]);
    json_array_end(&json);
    json_key(&json, "left_out");
    json_array_begin(&json);
    for (size_t i = 0; i < done->left_out.count; i++) {
        const struct trade_left_out *row = &done->left_out.items[i];
        json_object_begin(&json);
        json_key(&json, "line");
        json_integer(&json, (int64_t)row->line);
        json_key(&json, "column");
        if (row->column.size)
            json_text(&json, row->column);
        else
            json_null(&json);
        json_key(&json, "text");
        json_text(&json, row->text);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
}

static bool table_import(struct exchange *exchange, struct span name, struct span text)
{
    struct work work = api_work(exchange);
    const struct work_trade table = table_of(exchange, &work, name, text);
    struct work_trade_done done;
    struct arena scratch;
    if (!table.side)
        return error_add(&exchange->error, "sourcing.no_columns", "file",
                         arena_copy(exchange->arena, name).data, NULL);
    arena_init(&scratch, SCRATCH_MEMORY);
    bool good = work_trade_import(&work, &table, api_query(exchange).reference, &scratch, &done,
                                  &exchange->error);
    arena_release(&scratch);
    if (good && done.stopped)
        return error_add(&exchange->error, "registry.stopped", NULL);
    if (good)
        done_write(exchange, &table, &done);
    return good;
}

unsigned api_take_table(struct exchange *exchange)
{
    static const char *const names[] = {"name", NULL};
    struct span name = name_take(exchange), text;
    exchange->caching = CACHE_NEVER;
    if (!name.size)
        error_add(&exchange->error, "server.parameter_missing", "name", "name", NULL);
    if (error_any(&exchange->error) || !api_parameters_known(exchange, names) ||
        !table_decode(exchange->arena, exchange->body, name, TABLE_TEXT, &text, &exchange->error) ||
        !rows_fit(exchange, text) || !table_import(exchange, name, text))
        return api_status(exchange);
    return 200;
}

/* ---- empty ones ---- */

static unsigned answer_template(struct exchange *exchange, enum trade_side side, const char *name)
{
    static const char *const names[] = {"format", NULL};
    struct query query = api_query(exchange);
    enum export_format form = EXPORT_XLSX;
    struct export_done done;
    struct span given = exchange_parameter(exchange, "format");
    if (!api_parameters_known(exchange, names))
        return api_status(exchange);
    if (given.data && !api_table_asked(exchange, &form))
        error_add(&exchange->error, "server.parameter_invalid", "name", "format", "value",
                  arena_copy(exchange->arena, given).data, NULL);
    if (error_any(&exchange->error) ||
        !export_trade_template(&query, side, form, &done, &exchange->error))
        return api_status(exchange);
    return api_give_table(exchange, &query, &done, form, span_of(name));
}

unsigned api_answer_needs_template(struct exchange *exchange)
{
    return answer_template(exchange, TRADE_NEEDS, "needs");
}

unsigned api_answer_offers_template(struct exchange *exchange)
{
    return answer_template(exchange, TRADE_OFFERS, "offers");
}

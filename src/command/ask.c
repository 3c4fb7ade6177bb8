/* What the commands that ask a registry share. */
#include "ask.h"

#include <errno.h>
#include <time.h>

#include "data.h"
#include "fields.h"
#include "file.h"
#include "grid.h"
#include "output.h"
#include "products.h"
#include "reference.h"
#include "store.h"

enum { SCHEMA_LIMIT = 16 * 1024 * 1024, COLUMNS_MOST = 7, CELL_VALUES = 6, ALWAYS = 3 };

struct date clock_today(void)
{
    time_t now = time(NULL);
    struct tm parts;
    localtime_r(&now, &parts);
    return (struct date){(int16_t)(parts.tm_year + 1900), (int8_t)(parts.tm_mon + 1),
                         (int8_t)parts.tm_mday};
}

static bool schema_open(struct ask *ask, struct span folder)
{
    struct invocation *invocation = ask->invocation;
    const char *path = data_path(&invocation->arena, folder, "schema.json");
    struct buffer text;
    buffer_init(&text, SCHEMA_LIMIT);
    bool fine = file_read(path, &text, &invocation->error) &&
                schema_load(&ask->schema, buffer_span(&text), path, &invocation->error);
    buffer_release(&text);
    return fine;
}

static bool data_open(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct span folder;
    return invocation_data(invocation, &folder) && schema_open(ask, folder) &&
           morphology_open(&ask->morphology,
                           data_path(&invocation->arena, folder, "dictionary.bin"),
                           &invocation->error) &&
           reference_open(&ask->reference, folder, &invocation->error) &&
           fields_open(&ask->fields, folder, ask->morphology, &invocation->error);
}

struct span registry_name(const char *place, struct arena *arena)
{
    if (strstr(place, "://"))
        return store_place_name(place, arena);
    const char *slash = strrchr(place, '/');
    return span_of(slash && slash[1] ? slash + 1 : place);
}

/* --as-of and --known-at. */
static bool days_read(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    const char *as_of = option_value(invocation, "as-of");
    const char *known_at = option_value(invocation, "known-at");
    if (as_of && !query_day_read(span_of(as_of), &ask->query.as_of))
        return error_add(&invocation->error, "command.bad_date", "option", "as-of", "value", as_of,
                         NULL);
    if (known_at && !query_time_read(span_of(known_at), &ask->query.known_at))
        return error_add(&invocation->error, "command.bad_time", "option", "known-at", "value",
                         known_at, NULL);
    return true;
}

/* False where it cannot be done, with errors; *code is then the exit code. */
static bool ask_open(struct ask *ask, struct invocation *invocation, int *code)
{
    const char *place = option_value(invocation, "registry");
    *ask = (struct ask){.invocation = invocation};
    ask->query.today = clock_today();
    *code = EXIT_USAGE;
    if (!option_json(invocation, &ask->json) ||
        !option_date(invocation, "today", &ask->query.today) || !days_read(ask))
        return false;
    if (!place)
        return error_add(&invocation->error, "command.needs_registry", NULL);
    *code = EXIT_FAILED;
    if (!data_open(ask) ||
        !store_open(&ask->query.store, place, STORE_READ, ask->schema, &invocation->error) ||
        !store_snapshot_begin(ask->query.store, &invocation->error))
        return false;
    ask->query.schema = ask->schema;
    ask->query.catalogue = invocation->catalogue;
    ask->query.morphology = ask->morphology;
    ask->query.reference = ask->reference;
    ask->query.fields = ask->fields;
    ask->query.registry = registry_name(place, &invocation->arena);
    ask->query.tongue = invocation->tongue;
    ask->query.arena = &invocation->arena;
    return true;
}

bool ask_products(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    struct span folder;
    bool open = invocation_data(invocation, &folder) &&
                products_open(&ask->products, folder, ask->morphology, &invocation->error);
    ask->query.products = ask->products;
    return open;
}

static void ask_close(struct ask *ask)
{
    store_close(ask->query.store);
    products_close(ask->products);
    fields_close(ask->fields);
    reference_close(ask->reference);
    morphology_close(ask->morphology);
    schema_free(ask->schema);
}

int ask_run(struct invocation *invocation, int (*answer)(struct ask *ask))
{
    struct ask ask;
    int code;
    if (ask_open(&ask, invocation, &code))
        code = answer(&ask);
    else
        code =
            code == EXIT_USAGE ? invocation_misused(invocation) : invocation_fail(invocation, code);
    ask_close(&ask);
    return code;
}

void options_filter(const struct invocation *invocation, struct query_filters *filters)
{
    *filters = (struct query_filters){0};
    for (int i = 0; i < FILTERS; i++)
        filters->values[i] = span_of(option_value(invocation, filter_name((enum filter)i)));
}

bool ask_entry(struct ask *ask, size_t operand, struct span *id)
{
    struct invocation *invocation = ask->invocation;
    struct span given = operand < invocation->operand_count ? span_of(invocation->operands[operand])
                                                            : (struct span){0};
    return query_entry(&ask->query, given, id, &invocation->error);
}

int ask_failed(struct ask *ask)
{
    struct invocation *invocation = ask->invocation;
    if (ask_failed_by(ask, "query.unknown_id"))
        return invocation_fail(invocation, EXIT_INPUT);
    bool misused = error_any(&invocation->error) &&
                   span_starts_with(span_of(invocation->error.items[0].key), SPAN("query."));
    return misused ? invocation_misused(invocation) : invocation_fail(invocation, EXIT_FAILED);
}

bool ask_failed_by(const struct ask *ask, const char *key)
{
    const struct error *error = &ask->invocation->error;
    return error->count && strcmp(error->items[0].key, key) == 0;
}

void json_print(struct buffer *line)
{
    if (line->bad)
        output_fail(ENOMEM);
    else
        output_line(buffer_span(line));
    buffer_release(line);
}

struct span values_text(struct ask *ask, const struct query_values *values)
{
    struct arena *arena = &ask->invocation->arena;
    struct span text = {0};
    for (size_t i = 0; i < values->count && i < CELL_VALUES; i++)
        text =
            i ? arena_format(arena, "%.*s; %.*s", SPAN_ARGS(text), SPAN_ARGS(values->items[i].text))
              : values->items[i].text;
    return values->count > CELL_VALUES ? arena_format(arena, "%.*s; …", SPAN_ARGS(text)) : text;
}

struct span parts_join(struct ask *ask, const struct span *parts, size_t count)
{
    struct span text = {0};
    for (size_t i = 0; i < count; i++)
        if (parts[i].size)
            text = arena_format(&ask->invocation->arena, "%.*s%s%.*s", SPAN_ARGS(text),
                                text.size ? "  " : "", SPAN_ARGS(parts[i]));
    return text;
}

/* Whether any row of the list has a value in the column. */
static bool column_filled(const struct query_list *list, size_t column)
{
    for (size_t i = 0; i < list->rows.count; i++)
        if (list->rows.items[i].cells[column].count)
            return true;
    return false;
}

/* The columns worth printing: those that are filled, as many as one can read. */
static size_t columns_choose(const struct query_list *list, size_t *chosen)
{
    size_t count = 0;
    for (size_t i = 0; i < list->column_count && count < COLUMNS_MOST; i++)
        if (column_filled(list, i))
            chosen[count++] = i;
    return count;
}

void list_print(struct ask *ask, const struct query_list *list)
{
    struct grid grid;
    size_t chosen[COLUMNS_MOST], count = columns_choose(list, chosen);
    /* The names of facts repeat what their columns say. */
    bool named = !(list->kind && list->kind->is_fact) && !span_equal(list->name, SPAN("reports"));
    grid_init(&grid, &ask->invocation->arena);
    grid_column(&grid, TEXT(ask->invocation, "command.column.id"), false);
    if (named)
        grid_column(&grid, TEXT(ask->invocation, "command.column.name"), false);
    for (size_t i = 0; i < count; i++) {
        enum value_type type = list->columns[chosen[i]].type;
        grid_column(&grid, list->columns[chosen[i]].label,
                    type == VALUE_INTEGER || type == VALUE_NUMBER);
        if (i >= ALWAYS)
            grid_optional(&grid);
    }
    for (size_t i = 0; i < list->rows.count; i++) {
        struct span *cells = grid_row(&grid);
        *cells++ = list->rows.items[i].id;
        if (named)
            *cells++ = list->rows.items[i].name;
        for (size_t k = 0; k < count; k++)
            cells[k] = values_text(ask, &list->rows.items[i].cells[chosen[k]]);
    }
    if (list->rows.count)
        grid_print(&grid, output_width(), output_write);
}

struct span date_text(struct ask *ask, struct date date)
{
    struct invocation *invocation = ask->invocation;
    return message_date(invocation->catalogue, invocation->tongue, &invocation->arena, date);
}

void evidence_print(struct ask *ask, const struct query_evidence *evidence, size_t indent)
{
    struct arena *arena = &ask->invocation->arena;
    struct span date = date_text(ask, evidence->published);
    char places[2][24];
    snprintf(places[0], sizeof places[0], "%zu", evidence->start);
    snprintf(places[1], sizeof places[1], "%zu", evidence->end);
    struct span where =
        TEXT(ask->invocation, "command.show.evidence", "report",
             arena_copy(arena, evidence->report).data, "comma", date.size ? ", " : "", "date",
             date.size ? date.data : "", "start", places[0], "end", places[1]);
    output_lines(arena_format(arena, "«%.*s» (%s)", SPAN_ARGS(evidence->quote), where.data),
                 indent);
}

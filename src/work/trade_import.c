/* Rows of tables as entries. */
#include "trade_import.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "digest.h"
#include "map.h"
#include "utf8.h"

/* Which property of an entry a column fills. */
struct trade_property {
    enum trade_column column;
    const char *name;
};

static const struct trade_property need_properties[] = {
    {TRADE_ID, "number"},         {TRADE_WHO, "buyer"},
    {TRADE_PRODUCT, "goods"},     {TRADE_CODE, "okpd2"},
    {TRADE_UNIT, "unit"},         {TRADE_PRICE, "price"},
    {TRADE_CLUSTER, "cluster"},   {TRADE_REGION, "place"},
    {TRADE_LATITUDE, "latitude"}, {TRADE_LONGITUDE, "longitude"},
    {TRADE_AMOUNT, "quantity"},   {TRADE_BY, "by"},
    {TRADE_NOW, "bought_from"},   {TRADE_NOW_REGION, "bought_place"},
};
static const struct trade_property offer_properties[] = {
    {TRADE_ID, "number"},           {TRADE_WHO, "supplier"},    {TRADE_PRODUCT, "goods"},
    {TRADE_CODE, "okpd2"},          {TRADE_UNIT, "unit"},       {TRADE_PRICE, "price"},
    {TRADE_CLUSTER, "cluster"},     {TRADE_REGION, "place"},    {TRADE_LATITUDE, "latitude"},
    {TRADE_LONGITUDE, "longitude"}, {TRADE_AMOUNT, "capacity"}, {TRADE_PERIOD, "period"},
    {TRADE_LEAD, "lead_time"},      {TRADE_MINIMUM, "minimum"}, {TRADE_SHARED, "line"},
};

struct importing {
    const struct work *work;
    const struct work_trade *table;
    const struct schema_kind *kind;
    const struct trade_property *properties;
    size_t property_count;
    struct needs needs;
    struct offers offers;
    const struct trade_problems *problems;
    struct arena *scratch;
    struct work_trade_done *done;
    struct error *error;
    struct map keys; /* how often rows of the same words stood before */
    /* The row that is being taken. */
    const struct trade_line *line;
    const struct need *need;   /* NULL: it is an offer */
    const struct offer *offer; /* NULL: it is a need */
    unsigned same;             /* rows above it that have no id and the same words */
    struct error refused;
    bool fine;
};

/* ---- values, as entries take them ---- */

/* A text of a cell on one line. */
static struct span one_line(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, text.size + 1, 1);
    for (size_t i = 0; i < text.size; i++)
        out[i] = (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i];
    return span_trim((struct span){out, text.size});
}

/* A number in the form that both languages read alike. */
static struct span number_text(const struct importing *importing, double number)
{
    struct value value = {.type = VALUE_NUMBER, .number = number};
    struct span text = value_text(&value, importing->scratch);
    if (importing->table->tongue == TONGUE_ENGLISH)
        return text;
    char *russian = arena_alloc(importing->scratch, text.size + 1, 1);
    for (size_t i = 0; i < text.size; i++)
        russian[i] = text.data[i] == '.' ? ',' : text.data[i];
    return (struct span){russian, text.size};
}

/* What the registry has of that name, else something new of the kind; an id stays one. */
static struct span named_text(const struct importing *importing, const char *kind, struct span name)
{
    int64_t number;
    return canonical_read(name, &number)
               ? name
               : arena_format(importing->scratch, "%s?%.*s", kind, SPAN_ARGS(name));
}

/* Where something is brought to or from: a region, else another country. */
static struct span place_text(const struct importing *importing, const struct trade_place *place,
                              struct span region, struct span country)
{
    if (place->region)
        return named_text(importing, "Region", place->region->name);
    return country.size ? named_text(importing, "Country", country) : region;
}

/* The code of a period, and how many of what was said are in it: what has no code is a year's part.
 */
static const char *period_code(struct span said, double *times)
{
    static const char *const codes[] = {"day", "week", "month", "quarter", "year"};
    enum { CODES = sizeof codes / sizeof *codes };
    double days = 1, other = 1;
    period_read(said, &days);
    *times = 1;
    for (size_t i = 0; i < CODES; i++)
        if (period_read(span_of(codes[i]), &other) && fabs(other - days) < 1e-9)
            return codes[i];
    *times = other / days;
    return codes[CODES - 1];
}

static struct span date_text(const struct importing *importing, struct span said)
{
    char text[DATE_TEXT];
    struct date date;
    return trade_date_read(said, &date)
               ? arena_copy(importing->scratch, span_of(date_write(date, text)))
               : said;
}

static struct span amount_text(const struct importing *importing, struct span said)
{
    double amount;
    return amount_of_text(said, &amount) ? number_text(importing, amount) : said;
}

/* The degrees of a line; 0 has no text of its own in a table's cells. */
static struct span degrees_text(const struct importing *importing, enum trade_column column)
{
    const struct trade_place *place = &importing->line->place;
    return number_text(importing, column == TRADE_LATITUDE ? place->latitude : place->longitude);
}

/* What a column's cell is as a property's value; empty: it says nothing. */
static struct span value_of(const struct importing *importing, enum trade_column column)
{
    const struct span *cells = importing->line->cells;
    struct span said = one_line(importing->scratch, cells[column]);
    double times = 1, amount;
    int64_t number;
    switch (column) {
    case TRADE_WHO:
        return said.size ? named_text(importing, "Company", said) : said;
    case TRADE_CLUSTER:
        return said.size ? named_text(importing, "Cluster", said) : said;
    case TRADE_REGION:
        return place_text(importing, &importing->line->place, said, cells[TRADE_COUNTRY]);
    case TRADE_NOW_REGION:
        return place_text(importing, &importing->need->now, said,
                          cells[TRADE_NOW_PLACE].size ? cells[TRADE_NOW_PLACE]
                                                      : cells[TRADE_NOW_COUNTRY]);
    case TRADE_PRODUCT:
        return said.size ? said : cells[TRADE_CODE];
    case TRADE_PRICE:
        return said.size ? arena_format(importing->scratch, "%.*s RUB",
                                        SPAN_ARGS(amount_text(importing, said)))
                         : said;
    case TRADE_AMOUNT:
        period_code(cells[TRADE_PERIOD], &times);
        return amount_of_text(said, &amount) ? number_text(importing, amount * times) : said;
    case TRADE_MINIMUM:
        return amount_text(importing, said);
    case TRADE_LATITUDE:
    case TRADE_LONGITUDE:
        return importing->line->place.located ? degrees_text(importing, column) : SPAN("");
    case TRADE_BY:
        return date_text(importing, said);
    case TRADE_PERIOD:
        return span_of(period_code(said, &times));
    case TRADE_ID:
        return canonical_read(said, &number) ? cells[TRADE_NUMBER] : said;
    case TRADE_LEAD:
        return said.size ? arena_format(importing->scratch, "P%dD", importing->offer->lead_days)
                         : said;
    case TRADE_UNIT:
        return said.size ? span_of(importing->line->unit.name) : said;
    default:
        return said;
    }
}

static struct span lines_of(const struct importing *importing)
{
    struct arena *arena = importing->scratch;
    struct span id = importing->line->cells[TRADE_ID];
    int64_t number;
    struct span lines =
        canonical_read(id, &number)
            ? arena_format(arena, "%.*s %.*s\n", SPAN_ARGS(importing->kind->name), SPAN_ARGS(id))
            : arena_format(arena, "%.*s\n", SPAN_ARGS(importing->kind->name));
    for (size_t i = 0; i < importing->property_count; i++) {
        struct span value = value_of(importing, importing->properties[i].column);
        if (value.size)
            lines = arena_format(arena, "%.*s%s=%.*s\n", SPAN_ARGS(lines),
                                 importing->properties[i].name, SPAN_ARGS(value));
    }
    return lines;
}

/* ---- rows ---- */

static const char *number_words(char room[static 24], size_t number)
{
    snprintf(room, 24, "%zu", number);
    return room;
}

static struct span fold(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, text.size + 1, 1);
    return (struct span){out, utf8_lower(text, out, true)};
}

/* By what a row is known again: its id, else its words and how many rows with the same words stood
 * above it. A hash, for a path outlives the words that are redacted. */
static struct span path_of(struct importing *importing)
{
    const struct span *cells = importing->line->cells;
    struct arena *kept = importing->work->arena;
    struct span key;
    char digest[DIGEST_TEXT];
    importing->same = 0;
    if (cells[TRADE_ID].size) {
        key = arena_format(kept, "id\t%.*s", SPAN_ARGS(cells[TRADE_ID]));
    } else {
        struct span words =
            arena_format(kept, "%.*s\t%.*s\t%.*s", SPAN_ARGS(cells[TRADE_WHO]),
                         SPAN_ARGS(cells[TRADE_PRODUCT]), SPAN_ARGS(cells[TRADE_CODE]));
        words = fold(kept, words);
        importing->same = (*map_add(&importing->keys, words, NULL))++;
        key = arena_format(kept, "words\t%.*s\t%u", SPAN_ARGS(words), importing->same);
    }
    struct span whole = arena_format(kept, "%.*s\t%.*s\t%.*s", SPAN_ARGS(importing->table->path),
                                     SPAN_ARGS(importing->kind->name), SPAN_ARGS(key));
    const struct digest hash = digest_of(whole);
    struct span hex = span_of(digest_write(&hash, digest));
    enum { SHOWN = 16, MARK = sizeof "sha256:" - 1 };
    return arena_format(kept, "%.*s-%.*s", SPAN_ARGS(importing->kind->name), SHOWN,
                        hex.data + (span_starts_with(hex, SPAN("sha256:")) ? MARK : 0));
}

/* Whether the table has a column that fills the property. */
static bool is_told(const struct importing *importing, const struct schema_property *property)
{
    const struct span *titles = importing->line->titles;
    int64_t number;
    for (size_t i = 0; i < importing->property_count; i++) {
        enum trade_column column = importing->properties[i].column;
        if (!span_is(property->name, importing->properties[i].name))
            continue;
        if (column == TRADE_ID) /* that of the registry is no number of a table */
            return titles[TRADE_NUMBER].size ||
                   !canonical_read(importing->line->cells[TRADE_ID], &number);
        return titles[column].size || (column == TRADE_REGION && titles[TRADE_COUNTRY].size) ||
               (column == TRADE_NOW_REGION &&
                (titles[TRADE_NOW_PLACE].size || titles[TRADE_NOW_COUNTRY].size));
    }
    return false;
}

/* What the table has no column for stays as the entry has it. */
static bool rest_keep(struct importing *importing, struct span id, struct span *lines)
{
    struct work work = *importing->work;
    struct work_entry_told told;
    work.arena = importing->scratch;
    if (!work_entry_tell(&work, id, &told, &importing->refused))
        return false;
    if (told.facts.count != 1) /* it is no row's */
        return true;
    const struct told_fact *fact = &told.facts.items[0];
    for (size_t i = 0; i < fact->count; i++)
        if (!is_told(importing, fact->items[i].property))
            *lines = arena_format(importing->scratch, "%.*s%.*s=%.*s\n", SPAN_ARGS(*lines),
                                  SPAN_ARGS(fact->items[i].property->name),
                                  SPAN_ARGS(fact->items[i].given));
    return true;
}

/* A row that was exported has the id of its need or offer: the entry that states it alone is the
 * one that is changed. */
static bool exported_find(struct importing *importing, struct work_entry_order *order)
{
    const struct work *work = importing->work;
    struct stored_sources sources = {0};
    struct stored_report report;
    int64_t number;
    bool found = false;
    if (canonical_read(importing->line->cells[TRADE_ID], &number) &&
        !store_sources_of_entity(work->store, number, STORE_TODAY, (struct date){0}, 1,
                                 importing->scratch, &sources, &importing->refused))
        return false;
    if (sources.count && !store_report(work->store, sources.items[0].report, importing->scratch,
                                       &report, &found, &importing->refused))
        return false;
    if (found && stored_report_is_entry(&report)) {
        order->id = report.id;
        order->path = SPAN("");
    }
    return true;
}

/* The entry that is to be changed, and what it says that stays. */
static bool older_keep(struct importing *importing, struct work_entry_order *order)
{
    struct stored_report report;
    bool found = false;
    if (!exported_find(importing, order))
        return false;
    if (order->id.size)
        return rest_keep(importing, order->id, &order->facts);
    return store_report_by_path(importing->work->store, order->path, importing->scratch, &report,
                                &found, &importing->refused) &&
           (!found || report.withdrawn_at || report.erased ||
            rest_keep(importing, report.id, &order->facts));
}

/* Of which table it is; rows of the same words differ by it, since a text is stored once. */
static struct span note_of(const struct importing *importing)
{
    const struct work_trade *table = importing->table;
    char number[24];
    return message(table->catalogue, table->tongue, importing->scratch,
                   importing->same ? "work.trade_note_again" : "work.trade_note", "file",
                   arena_copy(importing->scratch, table->source).data, "number",
                   number_words(number, importing->same + 1), NULL);
}

static void left_out_add(struct importing *importing, size_t line, struct span column,
                         struct span text)
{
    *ARRAY_PUSH(importing->work->arena, &importing->done->left_out) = (struct trade_left_out){
        line, arena_copy(importing->work->arena, column), arena_copy(importing->work->arena, text)};
}

/* The title of the column that fills the property of a label. */
static struct span column_of_label(const struct importing *importing, struct span label)
{
    const struct span *titles = importing->line->titles;
    for (size_t i = 0; i < importing->property_count; i++) {
        const struct schema_property *property =
            schema_property_find(importing->kind, span_of(importing->properties[i].name));
        if (property &&
            (span_equal(property->label.ru, label) || span_equal(property->label.en, label)))
            return titles[importing->properties[i].column];
    }
    return SPAN("");
}

/* What an entry of the row was refused for; of the first reason. */
static void refusal_tell(struct importing *importing, const struct error_item *item)
{
    const struct work_trade *table = importing->table;
    struct arena *arena = importing->scratch;
    struct span column = SPAN("");
    char line[24];
    for (size_t i = 0; i < item->argument_count; i++)
        if (span_is(span_of(item->arguments[i].name), "property"))
            column = column_of_label(importing, span_of(item->arguments[i].value));
    struct span reason = message_of_error(table->catalogue, table->tongue, arena, item);
    struct span text = message(
        table->catalogue, table->tongue, arena, column.size ? "work.trade_cell" : "work.trade_row",
        "file", arena_copy(arena, table->source).data, "line",
        number_words(line, importing->line->line), "column", arena_copy(arena, column).data,
        "reason", arena_copy(arena, reason).data, NULL);
    left_out_add(importing, importing->line->line, column, text);
}

static void outcome_count(struct work_trade_done *done, enum resolve_outcome outcome)
{
    if (outcome == RESOLVED_UNCHANGED)
        done->unchanged++;
    else if (outcome == RESOLVED_WITHDRAWN)
        done->withdrawn++;
    else if (outcome == RESOLVED_VERSION)
        done->changed++;
    else
        done->added++;
}

/* Takes one row; what it is refused for does not keep the others, what the store fails in does. */
static void row_take(void *context)
{
    struct importing *importing = context;
    const struct work_trade *table = importing->table;
    struct work work = *importing->work;
    struct work_entry_order order = {.path = path_of(importing),
                                     .same_stays = true,
                                     .own = table->own,
                                     .party = table->party,
                                     .catalogue = table->catalogue,
                                     .tongue = table->tongue};
    struct work_entry entry;
    struct error *refused = &importing->refused;
    work.arena = importing->scratch;
    order.facts = lines_of(importing);
    order.note = note_of(importing);
    importing->fine = true;
    if (older_keep(importing, &order) && work_entry_state(&work, &order, &entry, refused)) {
        outcome_count(importing->done, entry.outcome);
    } else if (span_starts_with(span_of(refused->items[0].key), SPAN("work."))) {
        refusal_tell(importing, &refused->items[0]);
    } else {
        importing->fine = false;
        error_move(importing->error, refused);
    }
}

static bool row_import(struct importing *importing)
{
    arena_clear(importing->scratch);
    importing->fine = false;
    if (!arena_run(importing->scratch, row_take, importing))
        error_add(importing->error, "work.no_memory", NULL);
    store_commit(importing->work->store, NULL); /* drops what was begun and refused */
    error_release(&importing->refused);
    error_init(&importing->refused);
    return importing->fine;
}

/* ---- tables ---- */

static void problems_tell(struct importing *importing)
{
    const struct work_trade *table = importing->table;
    struct arena *arena = importing->work->arena;
    for (size_t i = 0; i < importing->problems->count; i++) {
        const struct trade_problem *problem = &importing->problems->items[i];
        char line[24];
        struct span text = message(table->catalogue, table->tongue, arena, problem->key, "file",
                                   arena_copy(arena, table->source).data, "line",
                                   number_words(line, problem->line), "column",
                                   arena_copy(arena, problem->column).data, "value",
                                   arena_copy(arena, problem->value).data, NULL);
        left_out_add(importing, problem->line, problem->column, text);
    }
}

static int by_line(const void *left, const void *right)
{
    const struct trade_left_out *one = left, *other = right;
    return (one->line > other->line) - (one->line < other->line);
}

static void lines_count(struct work_trade_done *done)
{
    if (done->left_out.count)
        qsort(done->left_out.items, done->left_out.count, sizeof *done->left_out.items, by_line);
    for (size_t i = 0; i < done->left_out.count; i++)
        done->lines_left_out +=
            !i || done->left_out.items[i].line != done->left_out.items[i - 1].line;
}

struct span work_trade_ignored(const struct trade_titles *ignored, struct span file,
                               const struct catalogue *catalogue, enum tongue tongue,
                               struct arena *arena)
{
    struct span titles = {0};
    for (size_t i = 0; i < ignored->count; i++) {
        struct span title = one_line(arena, ignored->items[i]);
        titles = tongue == TONGUE_RUSSIAN ? arena_format(arena, "%.*s%s«%.*s»", SPAN_ARGS(titles),
                                                         i ? ", " : "", SPAN_ARGS(title))
                                          : arena_format(arena, "%.*s%s“%.*s”", SPAN_ARGS(titles),
                                                         i ? ", " : "", SPAN_ARGS(title));
    }
    return titles.size ? message(catalogue, tongue, arena, "sourcing.ignored_columns", "file",
                                 arena_copy(arena, file).data, "titles", titles.data, NULL)
                       : titles;
}

/* False where one could not be taken for other reasons than its own. */
static bool rows_import(struct importing *importing)
{
    bool needs = importing->table->side == TRADE_NEEDS;
    const struct work_trade *table = importing->table;
    size_t count = needs ? importing->needs.count : importing->offers.count;
    for (size_t i = 0; i < count; i++) {
        importing->need = needs ? &importing->needs.items[i] : NULL;
        importing->offer = needs ? NULL : &importing->offers.items[i];
        importing->line = needs ? &importing->need->line : &importing->offer->line;
        importing->done->stopped = table->goes_on && !table->goes_on(table->context, i, count);
        if (importing->done->stopped)
            return true;
        if (!row_import(importing))
            return false;
    }
    return true;
}

bool work_trade_import(const struct work *work, const struct work_trade *table,
                       const struct reference *reference, struct arena *scratch,
                       struct work_trade_done *done, struct error *error)
{
    bool needs = table->side == TRADE_NEEDS;
    const char *kind = needs ? "need" : "offer";
    struct importing importing = {
        .work = work, .table = table, .scratch = scratch, .done = done, .error = error};
    *done = (struct work_trade_done){0};
    importing.kind = schema_kind_find(store_schema(work->store), span_of(kind));
    if (!importing.kind) /* of an older version's folder of data */
        return error_add(error, "schema.invalid", "file", "schema.json", "place", kind, "problem",
                         "missing", NULL);
    importing.properties = needs ? need_properties : offer_properties;
    importing.property_count = needs ? sizeof need_properties / sizeof *need_properties
                                     : sizeof offer_properties / sizeof *offer_properties;
    map_init(&importing.keys, work->arena);
    error_init(&importing.refused);
    if (needs ? !needs_read(table->text, table->source, reference, work->arena, &importing.needs,
                            error)
              : !offers_read(table->text, table->source, reference, work->arena, &importing.offers,
                             error))
        return false;
    importing.problems = needs ? &importing.needs.problems : &importing.offers.problems;
    done->ignored = needs ? importing.needs.ignored : importing.offers.ignored;
    problems_tell(&importing);
    bool good = rows_import(&importing);
    lines_count(done);
    return good;
}

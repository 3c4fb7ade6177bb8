/* Lists: filtered, counted, sorted, and cut into pages. */
#include <stdlib.h>

#include "activity.h"
#include "facets.h"
#include "list_filters.h"
#include "list_narrow.h"
#include "regions.h"
#include "store_facets.h"
#include "utf8.h"
#include "view.h"
#include "words.h"

static const struct schema_kind *report_kind(const struct query *query)
{
    return schema_kind_find(query->schema, SPAN("Report"));
}

const char *const *query_list_names(void)
{
    static const char *const names[] = {"agreements", "people",   "organizations", "sites",
                                        "clusters",   "projects", "programmes",    "places",
                                        "needs",      "offers",   "reports",       NULL};
    return names;
}

struct span query_list_label(const struct query *query, const char *name)
{
    const struct schema_kind *kind = schema_kind_find(query->schema, span_of(name));
    if (!shape_find(span_of(name)) && kind && strcmp(name, "reports") != 0)
        return label_show(query, &kind->plural);
    const char *key = arena_format(query->arena, "query.list.%s", name).data;
    return message(query->catalogue, query->tongue, query->arena, key, NULL);
}

/* ---- words ---- */

static struct span fold(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, text.size + 1, 1);
    return (struct span){out, utf8_lower(text, out, true)};
}

/* Takes the next run of letters and digits off *rest. */
static bool next_word(struct span *rest, struct span *word)
{
    size_t start = 0, end = 0;
    bool inside = false;
    while (end < rest->size) {
        size_t next = end;
        uint32_t code_point = utf8_next(*rest, &next);
        bool letter = code_point_is_letter(code_point) || code_point_is_digit(code_point) ||
                      code_point == '-';
        if (!letter && inside)
            break;
        if (letter && !inside)
            start = end;
        inside |= letter;
        end = next;
    }
    *word = span_slice(*rest, start, end);
    *rest = span_slice(*rest, end, rest->size);
    return inside;
}

/* Whether two lists of alternatives, "сталь|стать", have one in common. */
static bool lemmas_meet(struct span left, struct span right)
{
    for (struct span one; span_next_part(&left, '|', &one);) {
        struct span rest = right;
        for (struct span other; span_next_part(&rest, '|', &other);)
            if (span_equal(one, other))
                return true;
    }
    return false;
}

static bool text_has_lemma(const struct query *query, struct span text, struct span lemmas)
{
    for (struct span word; next_word(&text, &word);)
        if (lemmas_meet(search_lemmas(query->morphology, word, query->arena), lemmas))
            return true;
    return false;
}

static struct span row_text(struct lookup *lookup, const struct gathered *gathered,
                            const struct query_row *row)
{
    struct span text = row->name;
    for (size_t k = 0; k < gathered->column_count; k++)
        for (size_t i = 0; i < row->cells[k].count; i++)
            text = arena_format(lookup->arena, "%.*s\n%.*s", SPAN_ARGS(text),
                                SPAN_ARGS(row->cells[k].items[i].text));
    return text;
}

/* Whether the row holds all the words: as part of its text, or by lemma. */
static bool words_fit(struct lookup *lookup, const struct gathered *gathered,
                      const struct query_row *row, struct span words)
{
    struct span text = {0}, folded = {0};
    for (struct span word; next_word(&words, &word);) {
        if (!text.data) {
            text = row_text(lookup, gathered, row);
            folded = fold(lookup->arena, text);
        }
        if (span_find(folded, fold(lookup->arena, word), 0) != SIZE_MAX)
            continue;
        const struct morphology *morphology = lookup->query->morphology;
        if (!morphology ||
            !text_has_lemma(lookup->query, text, search_lemmas(morphology, word, lookup->arena)))
            return false;
    }
    return true;
}

/* ---- filters ---- */

/* Whether a date lies in "2015", "2014..2015", "2015-02.." or "..2015-02-09". */
static bool date_fits(struct date date, struct span wanted)
{
    char text[DATE_TEXT];
    size_t dots = span_find(wanted, SPAN(".."), 0);
    struct span given = span_of(date_write(date, text));
    if (dots == SIZE_MAX)
        return span_starts_with(given, wanted);
    struct span from = span_slice(wanted, 0, dots);
    struct span to = span_slice(wanted, dots + 2, wanted.size);
    return span_compare(given, from) >= 0 &&
           (!to.size || span_starts_with(given, to) || span_compare(given, to) <= 0);
}

static bool value_fits_filter(struct arena *arena, const struct query_value *value,
                              struct span wanted)
{
    switch (value->type) {
    case VALUE_DATE:
        return date_fits(value->plain.date, wanted);
    case VALUE_CHOICE:
        return span_equal(value->plain.choice->code, wanted);
    case VALUE_ENTITY:
    case VALUE_FACT:
        if (span_equal(value->entity, wanted))
            return true;
        break;
    case VALUE_SIGNATORY:
        return value_fits_filter(arena, value->person, wanted);
    default:
        break;
    }
    return span_equal(fold(arena, value->text), fold(arena, wanted));
}

static size_t column_find(const struct gathered *gathered, struct span name)
{
    size_t i = 0;
    while (i < gathered->column_count && !span_equal(gathered->columns[i].name, name))
        i++;
    return i;
}

/* Whether rows without a date are asked for, or all that have one. */
static bool wants_undated(const struct gathered *gathered, size_t column, struct span wanted)
{
    return gathered->columns[column].type == VALUE_DATE && span_equal(wanted, SPAN("none"));
}

static bool wants_dated(const struct gathered *gathered, size_t column, struct span wanted)
{
    return gathered->columns[column].type == VALUE_DATE && span_equal(wanted, SPAN("known"));
}

static bool kind_fits(const struct query_row *row, struct span names)
{
    struct span name;
    while (names.size && span_next_part(&names, ',', &name))
        if (span_equal(row->kind->name, name))
            return true;
    return false;
}

static bool filter_fits(const struct gathered *gathered, const struct query_row *row,
                        const struct query_filter *filter)
{
    struct arena *arena = gathered->lookup->arena;
    size_t column = column_find(gathered, filter->column);
    if (column == gathered->column_count) /* "name" */
        return span_equal(fold(arena, row->name), fold(arena, filter->value));
    if (wants_undated(gathered, column, filter->value))
        return row->cells[column].count == 0;
    if (wants_dated(gathered, column, filter->value))
        return row->cells[column].count > 0;
    if (span_equal(filter->column, SPAN(KIND_COLUMN)))
        return kind_fits(row, filter->value);
    for (size_t i = 0; i < row->cells[column].count; i++)
        if (value_fits_filter(arena, &row->cells[column].items[i], filter->value))
            return true;
    return false;
}

/* Whether text is what date_fits() takes: a date, or two with ".." between, one of which may be
 * missing. */
static bool is_date_filter(struct span text)
{
    struct date date;
    size_t dots = span_find(text, SPAN(".."), 0);
    if (dots == SIZE_MAX)
        return date_read(text, &date);
    struct span from = span_slice(text, 0, dots), to = span_slice(text, dots + 2, text.size);
    return (!from.size || date_read(from, &date)) && (!to.size || date_read(to, &date)) &&
           from.size + to.size;
}

static bool filter_check(const struct gathered *gathered, const struct query_filter *filter)
{
    struct arena *arena = gathered->lookup->arena;
    size_t column = column_find(gathered, filter->column);
    if (column == gathered->column_count || gathered->columns[column].type != VALUE_DATE ||
        is_date_filter(filter->value) || wants_undated(gathered, column, filter->value) ||
        wants_dated(gathered, column, filter->value))
        return true;
    return error_add(gathered->lookup->error, "query.bad_filter", "column",
                     arena_copy(arena, filter->column).data, "value",
                     arena_copy(arena, filter->value).data, NULL);
}

/* Every column that is asked for is there, and dates are dates. */
static bool request_check(const struct gathered *gathered, const struct query_list_request *request)
{
    struct arena *arena = gathered->lookup->arena;
    struct error *error = gathered->lookup->error;
    const char *list = arena_copy(arena, request->name).data;
    struct span sort = request->sort;
    if (span_starts_with(sort, SPAN("-")))
        sort = span_slice(sort, 1, sort.size);
    for (size_t i = 0; i <= request->filter_count; i++) {
        struct span name = i < request->filter_count ? request->filters[i].column : sort;
        if (name.size && !span_equal(name, SPAN("name")) && !span_equal(name, SPAN("reports")) &&
            column_find(gathered, name) == gathered->column_count)
            return error_add(error, "query.unknown_column", "list", list, "column",
                             arena_copy(arena, name).data, NULL);
    }
    for (size_t i = 0; i < request->filter_count; i++)
        if (!filter_check(gathered, &request->filters[i]))
            return false;
    return true;
}

/* The ids of all entities that a report's reading has; false where there is no such report. */
static bool report_entities(struct lookup *lookup, struct span id, struct map *ids)
{
    struct stored_report report;
    struct stored_sources sources = {0};
    const struct query *query = lookup->query;
    bool found;
    map_init(ids, lookup->arena);
    if (!store_report_by_id(query->store, id, lookup->arena, &report, &found, lookup->error))
        return false;
    if (!found)
        return error_add(lookup->error, "query.unknown_id", "id",
                         arena_copy(lookup->arena, id).data, NULL);
    if (!store_sources_of_report(query->store, report.number, lookup->arena, &sources,
                                 lookup->error))
        return false;
    for (size_t i = 0; i < sources.count; i++)
        map_add(ids, span_of(sources.items[i].canonical_id), NULL);
    return true;
}

/* What of the list names an entity that is asked for, or stands in the reports of a source. */
static bool rows_narrow(struct gathered *gathered, const struct query_list_request *request,
                        struct narrowed *narrowed)
{
    const struct schema_kind *kinds[KINDS_MOST + 1];
    size_t count = thing_kinds(gathered, kinds);
    const struct schema_kind *facts =
        gathered->kind && gathered->kind->is_fact ? gathered->kind : NULL;
    *narrowed = (struct narrowed){0};
    if (!list_names_entities(request) || span_equal(request->name, SPAN("reports")))
        return true;
    if (facts)
        kinds[count++] = facts;
    if (!list_narrow_entities(gathered->lookup, request, kinds, count, facts, narrowed))
        return false;
    gathered->lookup->cut |= narrowed->cut;
    return true;
}

static bool is_among(const struct narrowed *narrowed, const struct query_row *row)
{
    int64_t number;
    return !narrowed->any || (canonical_read(row->id, &number) && narrowed_has(narrowed, number));
}

/* Leaves the rows that are wanted; *doubtful: how many are left out for little confidence alone. */
static bool rows_filter(struct gathered *gathered, const struct query_list_request *request,
                        size_t *doubtful)
{
    struct lookup *lookup = gathered->lookup;
    struct map ids;
    struct region_filter regions;
    struct standing_filter standing;
    struct narrowed narrowed;
    const struct field *field;
    bool reports = span_equal(request->name, SPAN("reports"));
    bool placed = !reports && (request->region.size || request->district.size);
    size_t kept = 0;
    if (request->report.size && !report_entities(lookup, request->report, &ids))
        return false;
    if (!region_filter_read(lookup, request->region, request->district, &regions) ||
        !field_filter_read(lookup, request->field, &field) ||
        !standing_filter_read(lookup, request, &standing) ||
        !rows_narrow(gathered, request, &narrowed))
        return false;
    for (size_t i = 0; i < gathered->rows.count; i++) {
        struct query_row *row = &gathered->rows.items[i];
        bool fits = (!request->report.size || map_find(&ids, row->id)) &&
                    is_among(&narrowed, row) &&
                    (!standing.in_state || row->state == standing.state);
        for (size_t k = 0; k < request->filter_count && fits; k++)
            fits = filter_fits(gathered, row, &request->filters[k]);
        if (fits && field)
            fits = row_has_field(lookup, row, field);
        if (fits && placed)
            fits = region_filter_fits(lookup, &regions, row, gathered->columns,
                                      gathered->column_count);
        if (fits && request->words.size)
            fits = words_fit(lookup, gathered, row, request->words);
        if (fits && standing_fits(&standing, row))
            gathered->rows.items[kept++] = *row;
        else if (fits && !request->confidence.size && row->confidence > 0)
            (*doubtful)++; /* of what was rejected as a whole nothing is left */
    }
    gathered->rows.count = kept;
    return true;
}

/* ---- order ---- */

struct ordering {
    struct arena *arena;
    size_t column; /* column_count: name; above: reports */
    size_t column_count;
    bool reverse;
};

static int values_compare(const struct ordering *ordering, const struct query_value *left,
                          const struct query_value *right)
{
    if (left->type == VALUE_DATE && right->type == VALUE_DATE)
        return date_compare(left->plain.date, right->plain.date);
    if (left->type == VALUE_MONEY && right->type == VALUE_MONEY)
        return (left->plain.money.value > right->plain.money.value) -
               (left->plain.money.value < right->plain.money.value);
    if (left->type == VALUE_INTEGER && right->type == VALUE_INTEGER)
        return (left->plain.integer > right->plain.integer) -
               (left->plain.integer < right->plain.integer);
    if (left->type == VALUE_NUMBER && right->type == VALUE_NUMBER)
        return (left->plain.number > right->plain.number) -
               (left->plain.number < right->plain.number);
    return span_compare(fold(ordering->arena, left->text), fold(ordering->arena, right->text));
}

/* Empty cells stand last in either order; what is equal keeps the order of ids given. */
static int rows_compare(const void *one, const void *other, void *context)
{
    const struct ordering *ordering = context;
    const struct query_row *left = one, *right = other;
    int order = 0;
    if (ordering->column < ordering->column_count) {
        const struct query_values *a = &left->cells[ordering->column];
        const struct query_values *b = &right->cells[ordering->column];
        if (!a->count != !b->count)
            return a->count ? -1 : 1;
        order = a->count ? values_compare(ordering, &a->items[0], &b->items[0]) : 0;
    } else if (ordering->column > ordering->column_count) {
        order = (left->reports > right->reports) - (left->reports < right->reports);
    }
    if (order)
        return ordering->reverse ? -order : order;
    order = span_compare(fold(ordering->arena, left->name), fold(ordering->arena, right->name));
    if (ordering->column == ordering->column_count && ordering->reverse)
        order = -order;
    return order ? order : span_compare(left->id, right->id);
}

static void rows_sort(struct gathered *gathered, struct span sort)
{
    struct ordering ordering = {.arena = gathered->lookup->arena,
                                .column_count = gathered->column_count,
                                .reverse = span_starts_with(sort, SPAN("-"))};
    struct span name = span_slice(sort, ordering.reverse ? 1 : 0, sort.size);
    ordering.column = span_equal(name, SPAN("reports")) ? gathered->column_count + 1
                                                        : column_find(gathered, name);
    if (gathered->rows.count)
        qsort_r(gathered->rows.items, gathered->rows.count, sizeof *gathered->rows.items,
                rows_compare, &ordering);
}

/* ---- the summary ---- */

/* «14 соглашений: подписано — 12, готовится к подписанию — 2.» */
static struct span summary_make(const struct gathered *gathered, const struct query_list *list)
{
    if (list->more && !list->newest_only)
        return QUERY_TEXT(gathered->lookup->query, "query.more_than", "count",
                          number_show(gathered->lookup->query, list->total).data);
    const struct query *query = gathered->lookup->query;
    const char *key = gathered->shape ? gathered->shape->count : "count.rows";
    struct span count = number_show(query, list->total), parts = {0};
    struct span text =
        message(query->catalogue, query->tongue, query->arena, key, "count", count.data, NULL);
    for (size_t i = 0; i < list->filter_count && !parts.size; i++) {
        const struct query_facets *facets = &list->filters[i];
        bool status = facets->choices && (span_equal(facets->name, SPAN("status")) ||
                                          span_equal(facets->name, SPAN("stage")));
        for (size_t k = 0; k < facets->count && status; k++)
            parts = arena_format(query->arena, "%.*s%s%.*s — %s", SPAN_ARGS(parts),
                                 parts.size ? ", " : "", SPAN_ARGS(facets->items[k].text),
                                 number_show(query, facets->items[k].count).data);
    }
    return parts.size ? arena_format(query->arena, "%s: %s.", text.data, parts.data)
                      : arena_format(query->arena, "%s.", text.data);
}

/* ---- the list of reports ---- */

static struct query_value text_value(struct span text)
{
    return (struct query_value){.type = VALUE_TEXT, .text = text};
}

static void report_row_add(struct gathered *gathered, const struct stored_report *report)
{
    const struct query *query = gathered->lookup->query;
    struct arena *arena = gathered->lookup->arena;
    struct query_row *row = ARRAY_PUSH(arena, &gathered->rows);
    *row = (struct query_row){.id = report->id,
                              .kind = report_kind(query),
                              .name = report_name_show(query, report),
                              .confidence = 1,
                              .reports = 1,
                              .cells = ARENA_NEW(arena, struct query_values, 4)};
    if (date_is_set(report->published))
        *ARRAY_PUSH(arena, &row->cells[0]) = (struct query_value){
            .type = VALUE_DATE,
            .plain = {.type = VALUE_DATE, .date = report->published},
            .text = message_date(query->catalogue, query->tongue, arena, report->published)};
    if (report->title.size)
        *ARRAY_PUSH(arena, &row->cells[1]) = text_value(redacted_show(query, report->title));
    if (report->publisher.size)
        *ARRAY_PUSH(arena, &row->cells[2]) = text_value(redacted_show(query, report->publisher));
}

/* Columns that are filters of reports. */
static bool report_columns_take(struct lookup *lookup, const struct query_list_request *request,
                                struct query_filters *filters)
{
    for (size_t i = 0; i < request->filter_count; i++) {
        const struct query_filter *filter = &request->filters[i];
        struct query_filters one = {0};
        struct filter_days days;
        bool day = span_equal(filter->column, SPAN("published"));
        if (day && !filter_days_read(filter->value, &days))
            return error_add(lookup->error, "query.bad_filter", "column", "published", "value",
                             arena_copy(lookup->arena, filter->value).data, NULL);
        if (day)
            one.values[FILTER_DATE] = filter->value;
        else if (span_equal(filter->column, SPAN("publisher")))
            one.values[FILTER_SOURCE] = filter->value;
        if (!filters_join(lookup->query, filters, &one, lookup->error))
            return false;
    }
    return true;
}

/* What is wanted of the reports of a list, as the registry filters them. */
struct reports_wanted {
    struct report_filter *filter; /* NULL: nothing */
    bool decided;                 /* nothing else is wanted, and they are in an order of days */
    bool oldest;
};

static bool reports_want(struct lookup *lookup, const struct query_list_request *request,
                         struct reports_wanted *wanted)
{
    const struct query *query = lookup->query;
    static const unsigned fit =
        FILTERS_OF_LISTS &
        ~(FILTER_BIT(FILTER_STATUS) | FILTER_BIT(FILTER_STATE) | FILTER_BIT(FILTER_CONFIDENCE));
    struct query_filters filters = filters_of_list(request);
    bool title = false;
    *wanted = (struct reports_wanted){.oldest = span_equal(request->sort, SPAN("published"))};
    if (!filters_fit(query, &filters, fit, lookup->error) ||
        !report_columns_take(lookup, request, &filters) ||
        !report_filter_read(lookup, &filters, &wanted->filter))
        return false;
    if (!wanted->filter && request->facets)
        wanted->filter = ARENA_NEW(lookup->arena, struct report_filter, 1);
    if (wanted->filter)
        wanted->filter->unstated = true;
    for (size_t i = 0; i < request->filter_count; i++)
        title |= !span_equal(request->filters[i].column, SPAN("published")) &&
                 !span_equal(request->filters[i].column, SPAN("publisher"));
    wanted->decided =
        !query->known_at && !date_is_set(query->as_of) && !request->words.size && !title &&
        !request->report.size && !request->field.size &&
        (!request->sort.size || wanted->oldest || span_equal(request->sort, SPAN("-published")));
    return true;
}

/* A part of all reports, the newest first unless the oldest are asked for. */
static bool reports_part(struct lookup *lookup, const struct query_list_request *request,
                         const struct reports_wanted *wanted, struct query_list *list,
                         struct stored_reports *found)
{
    const struct listed_days any = {0};
    struct store *store = lookup->query->store;
    size_t total;
    list->sort = wanted->oldest ? SPAN("published") : SPAN("-published");
    if (wanted->filter ? !store_reports_wanted(store, wanted->filter, !wanted->oldest, NULL,
                                               request->offset, request->limit, lookup->arena,
                                               found, &total, NULL, lookup->error)
                       : !store_reports_listed(store, &any, !wanted->oldest, NULL, request->offset,
                                               request->limit, lookup->arena, found, lookup->error))
        return false;
    list->next_part = found->count == request->limit ? request->offset + found->count : 0;
    return true;
}

/* Those of a page, one more, and how many there are in all. */
static bool reports_ask(struct lookup *lookup, const struct query_list_request *request,
                        const struct reports_wanted *wanted, const struct list_cursor *cursor,
                        size_t limit, struct query_list *list, struct stored_reports *found)
{
    const struct listed_days any = {0};
    const struct listed_after after = {.number = cursor->number, .key = cursor->key};
    size_t offset = cursor->number ? 0 : cursor->offset;
    struct store *store = lookup->query->store;
    struct report_facets facets;
    if (!wanted->filter && !request->facets)
        return store_reports_listed(store, &any, !wanted->oldest, &after, offset, limit,
                                    lookup->arena, found, lookup->error) &&
               store_reports_listed_count(store, &any, LIST_COUNTED + 1, &list->total,
                                          lookup->error);
    if (!store_reports_wanted(store, wanted->filter, !wanted->oldest, &after, offset, limit,
                              lookup->arena, found, &list->total, request->facets ? &facets : NULL,
                              lookup->error))
        return false;
    if (request->facets)
        report_facets_show(lookup, &facets, false, &list->filters, &list->filter_count);
    return true;
}

/* A page of the reports. */
static bool reports_page(struct lookup *lookup, const struct query_list_request *request,
                         const struct reports_wanted *wanted, const struct list_cursor *cursor,
                         struct query_list *list, struct stored_reports *found)
{
    size_t limit = request->limit ? request->limit : LIST_PAGE;
    char day[DATE_TEXT];
    if (!reports_ask(lookup, request, wanted, cursor, limit + 1, list, found))
        return false;
    list->more = list->total > LIST_COUNTED;
    list->total = list->more ? LIST_COUNTED : list->total;
    if (found->count <= limit)
        return true;
    found->count = limit; /* one more was asked for, to know whether there is a next page */
    const struct stored_report *last = &found->items[found->count - 1];
    const struct list_cursor next = {.offset = cursor->offset + limit,
                                     .number = last->number,
                                     .key = span_of(date_write(last->published, day))};
    list->next_cursor = list_cursor_write(lookup, request, &next);
    return true;
}

/* The newest of those that the registry can tell, among which others are to be sought. */
static bool reports_seek(struct lookup *lookup, const struct reports_wanted *wanted,
                         struct stored_reports *found)
{
    struct store *store = lookup->query->store;
    size_t total;
    if (wanted->filter ? !store_reports_wanted(store, wanted->filter, true, NULL, 0, ITEMS_MOST,
                                               lookup->arena, found, &total, NULL, lookup->error)
                       : !store_reports(store, 0, true, false, ITEMS_MOST, lookup->arena, found,
                                        lookup->error))
        return false;
    lookup->cut = found->count == ITEMS_MOST;
    return true;
}

static void report_columns_make(struct lookup *lookup, struct gathered *gathered)
{
    static const struct {
        const char *name;
        const char *key;
        enum value_type type;
    } columns[] = {{"published", "query.column.published", VALUE_DATE},
                   {"title", "query.column.title", VALUE_TEXT},
                   {"publisher", "query.column.publisher", VALUE_TEXT},
                   {"facts", "query.column.facts", VALUE_INTEGER}};
    gathered->columns = ARENA_NEW(lookup->arena, struct query_column, 4);
    gathered->column_count = 4;
    for (size_t i = 0; i < 4; i++)
        gathered->columns[i] =
            (struct query_column){.name = span_of(columns[i].name),
                                  .label = message(lookup->query->catalogue, lookup->query->tongue,
                                                   lookup->arena, columns[i].key, NULL),
                                  .type = columns[i].type};
}

/* The newest of all; a page of them alone, where the registry can tell which are wanted. */
static bool gather_reports(struct lookup *lookup, const struct query_list_request *request,
                           const struct list_cursor *cursor, struct gathered *gathered,
                           struct query_list *list, enum page_rows *rows)
{
    static const struct shape reports = {
        .name = "reports", .sort = "-published", .count = "count.reports"};
    struct reports_wanted wanted;
    struct stored_reports found = {0};
    *gathered = (struct gathered){.lookup = lookup, .shape = &reports};
    report_columns_make(lookup, gathered);
    if (!reports_want(lookup, request, &wanted))
        return false;
    if (request->all) {
        *rows = wanted.decided ? ROWS_OF_PAGE : ROWS_OF_PART;
        if (!reports_part(lookup, request, &wanted, list, &found))
            return false;
    } else if (wanted.decided) {
        *rows = ROWS_OF_PAGE;
        if (!reports_page(lookup, request, &wanted, cursor, list, &found))
            return false;
    } else if (!reports_seek(lookup, &wanted, &found)) {
        return false;
    }
    for (size_t i = 0; i < found.count; i++)
        if (!stored_report_is_list(&found.items[i]) && !stored_report_is_entry(&found.items[i]) &&
            found.items[i].taken_in <= query_known_at(lookup->query) &&
            report_is_seen(lookup, found.items[i].number))
            report_row_add(gathered, &found.items[i]);
    return true;
}

/* How many facts each report on the page states; the whole list would cost too much. */
static bool report_facts_count(struct lookup *lookup, struct query_list *list)
{
    const struct query *query = lookup->query;
    for (size_t i = 0; i < list->rows.count; i++) {
        struct stored_report report;
        struct stored_sources sources = {0};
        bool found;
        if (!store_report_by_id(query->store, list->rows.items[i].id, query->arena, &report, &found,
                                lookup->error) ||
            !store_sources_of_report(query->store, report.number, query->arena, &sources,
                                     lookup->error))
            return false;
        int64_t facts = 0;
        for (size_t k = 0; k < sources.count; k++)
            facts += sources.items[k].kind->is_fact;
        *ARRAY_PUSH(query->arena, &list->rows.items[i].cells[3]) =
            (struct query_value){.type = VALUE_INTEGER,
                                 .plain = {.type = VALUE_INTEGER, .integer = facts},
                                 .text = number_show(query, (size_t)facts)};
    }
    return true;
}

/* ---- the question ---- */

/* What is said of the list beside its rows. */
static void list_name(const struct gathered *gathered, const struct query_list_request *request,
                      const struct list_cursor *cursor, struct query_list *list)
{
    const struct query *query = gathered->lookup->query;
    list->name = request->name;
    list->label = query_list_label(query, arena_copy(query->arena, request->name).data);
    list->kind = gathered->shape && gathered->shape->things[0] ? NULL : gathered->kind;
    list->offset = cursor->offset;
    list->limit = request->limit ? request->limit : LIST_PAGE;
    list->columns = gathered->columns;
    list->column_count = gathered->column_count;
}

/* Where the page begins among all rows: behind the last of the page before, if it is there still.
 */
static size_t start_find(const struct gathered *gathered, const struct list_cursor *cursor)
{
    char id[CANONICAL_TEXT];
    struct span last = cursor->number ? span_of(canonical_write(cursor->number, id)) : cursor->key;
    for (size_t i = 0; i < gathered->rows.count && last.size; i++)
        if (span_equal(gathered->rows.items[i].id, last))
            return i + 1;
    return cursor->offset < gathered->rows.count ? cursor->offset : gathered->rows.count;
}

static void cursor_note(const struct gathered *gathered, const struct query_list_request *request,
                        size_t start, struct query_list *list)
{
    struct list_cursor next = {.offset = start + list->rows.count};
    struct span last = list->rows.items[list->rows.count - 1].id;
    if (!canonical_read(last, &next.number))
        next = (struct list_cursor){.offset = next.offset, .key = last};
    list->next_cursor = list_cursor_write(gathered->lookup, request, &next);
}

/* Cuts the page out of all rows. */
static void list_cut(const struct gathered *gathered, const struct query_list_request *request,
                     const struct list_cursor *cursor, struct query_list *list)
{
    size_t count = gathered->rows.count;
    size_t start = start_find(gathered, cursor);
    if (request->cursor.size)
        list->offset = start;
    list->rows.items = gathered->rows.items + (count ? start : 0);
    list->rows.count = count - start;
    if (request->all)
        return;
    list->total = count;
    if (list->rows.count > list->limit) {
        list->rows.count = list->limit;
        cursor_note(gathered, request, start, list);
    }
    facets_of_rows(gathered, request->facets, list);
}

static void rows_fields_find(const struct gathered *gathered, struct query_list *list)
{
    for (size_t i = 0; i < list->rows.count; i++)
        row_fields_find(gathered->lookup, &list->rows.items[i]);
}

static void list_sum_up(const struct gathered *gathered, struct query_list *list)
{
    list->summary = summary_make(gathered, list);
    if (list->newest_only)
        list->summary =
            arena_format(gathered->lookup->arena, "%.*s %.*s", SPAN_ARGS(list->summary),
                         SPAN_ARGS(QUERY_TEXT(gathered->lookup->query, "query.newest_only")));
}

/* Facts that were rejected: no other list has them. */
static bool gather_rejected(struct lookup *lookup, const struct query_list_request *request,
                            struct gathered *gathered, enum page_rows *rows)
{
    struct stored_numbers facts = {0};
    const struct schema_kind *kind =
        gathered->kind && gathered->kind->is_fact ? gathered->kind : NULL;
    if (kind &&
        !store_facts_rejected(lookup->query->store, &kind, 1, lookup->arena, &facts, lookup->error))
        return false;
    lookup->rejected = true;
    *rows = ROWS_SOUGHT;
    return gather_some(lookup, request->name, facts.items, facts.count, gathered);
}

static bool wants_rejected(const struct query_list_request *request)
{
    return span_equal(request->state, query_state_code(STATE_REJECTED));
}

/* The list's columns and those of its rows that the registry can tell; *rows says which. */
static bool list_begin(struct lookup *lookup, struct query_list_request *request,
                       struct list_cursor *cursor, struct gathered *gathered,
                       struct query_list *list, enum page_rows *rows)
{
    bool reports = span_equal(request->name, SPAN("reports"));
    *rows = ROWS_ALL;
    if (!reports && !gather_begin(lookup, request->name, gathered))
        return error_add(lookup->error, "query.unknown_list", "name",
                         arena_copy(lookup->arena, request->name).data, NULL);
    if (!reports && !list_filters_apply(lookup, gathered, request))
        return false;
    if (!list_cursor_read(lookup, request, cursor) ||
        (reports && !gather_reports(lookup, request, cursor, gathered, list, rows)))
        return false;
    if (!lookup_fine(lookup) || !request_check(gathered, request))
        return false;
    if (!list->sort.size)
        list->sort = request->sort.size ? request->sort : list_own_sort(gathered);
    if (!reports && wants_rejected(request))
        return gather_rejected(lookup, request, gathered, rows);
    return reports || list_page(lookup, request, cursor, gathered, list, rows);
}

/* The facets that a page has already are kept. */
static void page_cut(struct gathered *gathered, const struct query_list_request *request,
                     const struct list_cursor *cursor, enum page_rows rows, struct query_list *list)
{
    if (rows == ROWS_OF_PAGE || rows == ROWS_OF_PART) {
        list->rows.items = gathered->rows.items;
        list->rows.count = gathered->rows.count;
        return;
    }
    rows_sort(gathered, list->sort);
    list_cut(gathered, request, cursor, list);
    list->more = list->newest_only = gathered->lookup->cut;
}

bool query_list(const struct query *query, const struct query_list_request *asked,
                struct query_list *list, struct error *error)
{
    struct lookup lookup;
    struct gathered gathered;
    struct list_cursor cursor;
    struct query_list_request request = *asked;
    enum page_rows rows;
    *list = (struct query_list){0};
    lookup_init(&lookup, query, error);
    bool reports = span_equal(request.name, SPAN("reports"));
    if (!list_begin(&lookup, &request, &cursor, &gathered, list, &rows))
        return false;
    if (!reports && rows == ROWS_ALL)
        gather(&lookup, request.name, &gathered);
    if (!lookup_fine(&lookup) ||
        (rows != ROWS_OF_PAGE && !rows_filter(&gathered, &request, &list->doubtful)))
        return false;
    list_name(&gathered, &request, &cursor, list);
    page_cut(&gathered, &request, &cursor, rows, list);
    rows_fields_find(&gathered, list);
    if (!request.all)
        list_sum_up(&gathered, list);
    return lookup_fine(&lookup) && (!reports || report_facts_count(&lookup, list));
}

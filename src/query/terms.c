/* Terms that end soon. */
#include "terms.h"

#include <stdlib.h>

#include "card_facts.h"
#include "rank.h"
#include "reminders.h"
#include "terms_of.h"
#include "ties.h"
#include "write.h"

enum { FACTS_MOST = 500, ROWS_LOOKED_AT = 100 };

/* The days from one to a later one. */
static int64_t days_between(struct date from, struct date to)
{
    int64_t days = 0;
    for (struct date day = from; date_compare(day, to) < 0 && days <= TERM_DAYS_MOST;
         day = date_add_days(day, 1))
        days++;
    return days;
}

/* Whether nothing ends any more: it was refused, declined, or has ended. */
static bool is_closed(struct span status)
{
    static const char *const closed[] = {"ended", "declined", "refused", "withdrawn", "left"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (span_equal(status, span_of(closed[i])))
            return true;
    return false;
}

/* The property that tells whether it holds: "status" or, of what was applied for, "outcome"; NULL.
 */
static const struct schema_property *status_property(const struct schema_kind *kind)
{
    const struct schema_property *status = schema_property_find(kind, SPAN("status"));
    return status ? status : schema_property_find(kind, SPAN("outcome"));
}

/* «Льгота или поддержка: до 1 марта 2027 г., осталось 12 дней» */
static void term_add(const struct query *query, const struct query_term *given, int64_t days,
                     struct query_term_list *terms)
{
    struct date day = query_day(query), last = date_last_day(given->until);
    if (date_compare(last, day) < 0 || date_compare(last, date_add_days(day, (int)days)) > 0)
        return;
    struct query_term *term = ARRAY_PUSH(query->arena, terms);
    *term = *given;
    term->days = (size_t)days_between(day, last);
    term->text =
        QUERY_TEXT(query, term->days ? "query.term.ends" : "query.term.ends_today", "label",
                   arena_copy(query->arena, label_show(query, &given->kind->label)).data, "date",
                   message_date(query->catalogue, query->tongue, query->arena, given->until).data,
                   "count", number_show(query, term->days).data);
}

static int by_day(const void *left, const void *right)
{
    const struct query_term *a = left, *b = right;
    int day = date_compare(date_last_day(a->until), date_last_day(b->until));
    return day ? day : span_compare(a->fact, b->fact);
}

static void terms_sort(struct query_term_list *terms)
{
    if (terms->count)
        qsort(terms->items, terms->count, sizeof *terms->items, by_day);
    if (terms->count > TERMS_MOST)
        terms->count = TERMS_MOST;
}

/* The day until which an item holds; unset: none is told. */
static struct date item_until(struct lookup *lookup, const struct item *item)
{
    const struct schema_property *property = schema_property_find(item->entity.kind, SPAN("until"));
    const struct stored_claim *until = property ? item_chosen(lookup, item, "until") : NULL;
    if (until)
        return until->value.date;
    return property ? date_reckoned(lookup, item, property) : (struct date){0};
}

void terms_of_items(struct lookup *lookup, const struct items *facts, int64_t days,
                    struct query_term_list *terms)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct item *item = &facts->items[i];
        const struct schema_property *status = status_property(item->entity.kind);
        struct date until = item_until(lookup, item);
        const struct stored_claim *state =
            status ? claim_chosen(lookup, item->claims, item->claim_count, status) : NULL;
        if (!date_is_set(until) ||
            (state && state->value.type == VALUE_CHOICE && is_closed(state->value.choice->code)))
            continue;
        const struct query_term term = {.fact = arena_copy(lookup->arena, span_of(item->entity.id)),
                                        .kind = item->entity.kind,
                                        .name = item_name(lookup, item),
                                        .until = until};
        term_add(lookup->query, &term, days, terms);
    }
    terms_sort(terms);
}

/* ---- of the whole registry ---- */

static const struct query_values *cell_of(const struct query_list *list,
                                          const struct query_row *row, struct span column)
{
    for (size_t i = 0; i < list->column_count; i++)
        if (span_equal(list->columns[i].name, column) && row->cells[i].count)
            return &row->cells[i];
    return NULL;
}

static bool row_is_closed(const struct query_list *list, const struct query_row *row)
{
    const struct schema_property *status = status_property(row->kind);
    const struct query_values *cell = status ? cell_of(list, row, status->name) : NULL;
    return cell && cell->items->type == VALUE_CHOICE && is_closed(cell->items->plain.choice->code);
}

static bool kind_look(const struct query *query, const char *kind, int64_t days,
                      struct query_term_list *terms, struct error *error)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    const struct span confident = SPAN("0.5.."); /* so that others need not be counted */
    struct query_list list;
    date_write(query_day(query), from);
    date_write(date_add_days(query_day(query), (int)days), to);
    const struct query_filter until = {SPAN("until"),
                                       arena_format(query->arena, "%s..%s", from, to)};
    const struct query_list_request request = {.name = span_of(kind),
                                               .filters = &until,
                                               .filter_count = 1,
                                               .sort = SPAN("until"),
                                               .confidence = confident,
                                               .limit = ROWS_LOOKED_AT};
    if (!query_list(query, &request, &list, error))
        return false;
    for (size_t i = 0; i < list.rows.count; i++) {
        const struct query_row *row = &list.rows.items[i];
        const struct query_values *cell = cell_of(&list, row, SPAN("until"));
        if (!cell || row_is_closed(&list, row))
            continue;
        const struct query_term term = {.fact = row->id,
                                        .kind = row->kind,
                                        .name = row->name,
                                        .until = cell->items->plain.date};
        term_add(query, &term, days, terms);
    }
    return true;
}

static const char *const kinds_looked_at[] = {"application", "benefit", "membership",
                                              "preferred_item", "preferred_list"};

static bool is_looked_at(const struct schema_kind *kind)
{
    for (size_t i = 0; i < sizeof kinds_looked_at / sizeof *kinds_looked_at; i++)
        if (span_equal(kind->name, span_of(kinds_looked_at[i])))
            return true;
    return false;
}

/* What reminders tell that ends besides: agreements, also those of which day of signing and term
 * alone are told, and programmes. */
static bool reminded_look(const struct query *query, int64_t days, struct query_term_list *terms,
                          struct error *error)
{
    struct query on_day = *query;
    const struct query_reminders_request request = {.days = days, .all = true};
    struct query_reminders reminders;
    on_day.today = query_day(query);
    if (!query_reminders(&on_day, &request, &reminders, error))
        return false;
    for (size_t i = 0; i < reminders.days.count; i++) {
        const struct query_reminder *day = &reminders.days.items[i];
        if (day->kind != REMINDER_ENDING || is_looked_at(day->fact.kind))
            continue;
        const struct query_term term = {.fact = day->fact.entity,
                                        .kind = day->fact.kind,
                                        .name = day->fact.text,
                                        .until = day->date};
        term_add(query, &term, days, terms);
    }
    return true;
}

static bool terms_of_registry(const struct query *query, int64_t days, bool agreements,
                              struct query_term_list *terms, struct error *error)
{
    for (size_t i = 0; i < sizeof kinds_looked_at / sizeof *kinds_looked_at; i++)
        if (!kind_look(query, kinds_looked_at[i], days, terms, error))
            return false;
    if (agreements && !reminded_look(query, days, terms, error))
        return false;
    terms_sort(terms);
    return true;
}

static bool terms_of_entity(const struct query *query, struct span id, int64_t days,
                            struct query_term_list *terms, struct error *error)
{
    const struct schema *schema = query->schema;
    const struct schema_kind **kinds =
        ARENA_NEW(query->arena, const struct schema_kind *, schema->kind_count);
    struct lookup lookup;
    struct stored_entity entity;
    struct items facts;
    size_t count = 0;
    lookup_init(&lookup, query, error);
    if (!entity_asked(&lookup, id, &entity))
        return false;
    for (size_t i = 0; i < schema->kind_count; i++)
        if (schema->kinds[i].is_fact && schema_property_find(&schema->kinds[i], SPAN("until")))
            kinds[count++] = &schema->kinds[i];
    facts_of_kinds(&lookup, entity.number, kinds, count, FACTS_MOST, &facts);
    terms_of_items(&lookup, &facts, days, terms);
    return lookup_fine(&lookup);
}

bool query_terms(const struct query *query, const struct query_terms_request *request,
                 struct query_terms *terms, struct error *error)
{
    int64_t days = request->days ? request->days : TERM_DAYS;
    *terms = (struct query_terms){.day = query_day(query),
                                  .until = date_add_days(query_day(query), (int)days)};
    return request->entity.size
               ? terms_of_entity(query, request->entity, days, &terms->terms, error)
               : terms_of_registry(query, days, request->agreements, &terms->terms, error);
}

/* ---- as JSON ---- */

void terms_write(const struct query *query, const struct query_term_list *terms, struct json *json)
{
    json_key(json, "terms");
    json_array_begin(json);
    for (size_t i = 0; i < terms->count; i++) {
        const struct query_term *term = &terms->items[i];
        json_object_begin(json);
        key_text(json, "fact", term->fact);
        kind_write_members(term->kind, json);
        key_text(json, "label", label_show(query, &term->kind->label));
        key_text(json, "name", term->name);
        key_date(query, json, "until", term->until);
        key_count(json, "days", term->days);
        key_text(json, "text", term->text);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_terms_write(const struct query *query, const struct query_terms *terms,
                       struct json *json)
{
    json_object_begin(json);
    key_date(query, json, "day", terms->day);
    key_date(query, json, "until", terms->until);
    terms_write(query, &terms->terms, json);
    json_object_end(json);
}

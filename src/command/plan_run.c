/* What uzel plan prints of a plan. */
#include "plan_run.h"

#include <stdio.h>

#include "grid.h"
#include "json.h"
#include "output.h"
#include "plan_kept.h"
#include "plan_words.h"
#include "trade_query.h"

enum { JSON_LIMIT = 512 * 1024 * 1024 };

static const struct need *need_of(const struct plan_telling *telling, uint32_t index)
{
    return &telling->plan->needs->items[index];
}

static const struct offer *offer_of(const struct plan_telling *telling,
                                    const struct plan_link *link)
{
    return &telling->plan->offers->items[link->match.offer];
}

/* Whoever buys or makes it; the id where nobody is named. */
static struct span who_text(const struct trade_line *line)
{
    return line->who.size ? line->who : line->id;
}

/* ---- the table ---- */

static struct grid grid_with(const struct plan_telling *telling, const char *const *titles,
                             size_t count)
{
    struct grid grid;
    grid_init(&grid, &telling->invocation->arena);
    for (size_t i = 0; i < count; i++)
        grid_column(&grid, TEXT(telling->invocation, titles[i]), false);
    return grid;
}

static void heading_print(const struct plan_telling *telling, const char *key)
{
    output_line(SPAN(""));
    output_line(TEXT(telling->invocation, key));
}

static void deliveries_print(const struct plan_telling *telling)
{
    static const char *const titles[] = {"sourcing.column.need",     "sourcing.column.buyer",
                                         "sourcing.column.supplier", "sourcing.column.quantity",
                                         "sourcing.column.nearness", "sourcing.column.why"};
    const struct plan *plan = telling->plan;
    struct grid grid = grid_with(telling, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < plan->deliveries.count; i++) {
        const struct plan_link *link = &plan->links.items[plan->deliveries.items[i].link];
        const struct need *need = need_of(telling, link->need);
        struct span *row = grid_row(&grid);
        row[0] = product_text(&need->line.product);
        row[1] = who_text(&need->line);
        row[2] = who_text(&offer_of(telling, link)->line);
        row[3] = quantity_text(&telling->query, need, plan->deliveries.items[i].quantity);
        row[4] = query_nearness_text(&telling->query, link->nearness);
        row[5] = query_match_text(&telling->query, &link->match);
    }
    if (!plan->deliveries.count)
        return;
    heading_print(telling, "sourcing.heading.deliveries");
    grid_print(&grid, output_width(), output_write);
}

static void gaps_print(const struct plan_telling *telling)
{
    static const char *const titles[] = {"sourcing.column.need", "sourcing.column.buyer",
                                         "sourcing.column.missing", "sourcing.column.cause"};
    const struct plan *plan = telling->plan;
    struct grid grid = grid_with(telling, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < plan->gaps.count; i++) {
        const struct need *need = need_of(telling, plan->gaps.items[i].need);
        struct span *row = grid_row(&grid);
        row[0] = product_text(&need->line.product);
        row[1] = who_text(&need->line);
        row[2] = quantity_text(&telling->query, need, plan->gaps.items[i].missing);
        row[3] = gap_text(&telling->query, telling->plan, &plan->gaps.items[i]);
    }
    if (!plan->gaps.count)
        return;
    heading_print(telling, "sourcing.heading.gaps");
    grid_print(&grid, output_width(), output_write);
}

static void changes_print(const struct plan_telling *telling)
{
    static const char *const titles[] = {"sourcing.column.need", "sourcing.column.offer",
                                         "sourcing.column.before", "sourcing.column.after"};
    const struct plan_changes *changes = telling->changes;
    struct grid grid = grid_with(telling, titles, sizeof titles / sizeof *titles);
    if (!changes)
        return;
    for (size_t i = 0; i < changes->count; i++) {
        const struct plan_change *change = &changes->items[i];
        const struct need *need = need_of(telling, change->need);
        struct span *row = grid_row(&grid);
        row[0] = product_text(&need->line.product);
        row[1] = change->offer;
        row[2] = quantity_text(&telling->query, need, change->before);
        row[3] = quantity_text(&telling->query, need, change->after);
    }
    heading_print(telling, changes->count ? "sourcing.heading.changes" : "sourcing.no_changes");
    if (changes->count)
        grid_print(&grid, output_width(), output_write);
    output_line(TEXT(
        telling->invocation, "sourcing.compared", "before",
        percent_text(&telling->query, changes->value_before / telling->plan->value).data, "after",
        percent_text(&telling->query, telling->plan->cover.value / telling->plan->value).data));
}

static void summary_print(const struct plan_telling *telling)
{
    struct span sentences[PLAN_SENTENCES];
    plan_sentences(&telling->query, telling->plan, sentences);
    for (size_t i = 0; i < PLAN_SENTENCES; i++)
        output_line(sentences[i]);
}

void plan_print(const struct plan_telling *telling)
{
    summary_print(telling);
    deliveries_print(telling);
    gaps_print(telling);
    changes_print(telling);
}

/* ---- JSON ---- */

/* Which need a delivery or gap is of. */
static void need_write(const struct need *need, struct json *json)
{
    json_key(json, "need");
    json_text(json, need->line.id);
    json_key(json, "buyer");
    json_text(json, need->line.who);
    json_key(json, "product");
    json_text(json, product_text(&need->line.product));
}

static void delivery_write(const struct plan_telling *telling, const struct plan_delivery *delivery,
                           struct json *json)
{
    const struct plan_link *link = &telling->plan->links.items[delivery->link];
    const struct need *need = need_of(telling, link->need);
    const struct offer *offer = offer_of(telling, link);
    json_object_begin(json);
    need_write(need, json);
    json_key(json, "offer");
    json_text(json, offer->line.id);
    json_key(json, "supplier");
    json_text(json, offer->line.who);
    json_key(json, "offered");
    json_text(json, product_text(&offer->line.product));
    json_key(json, "quantity");
    json_number(json, delivery->quantity / need->line.unit.factor);
    json_key(json, "unit");
    json_string(json, need->line.unit.name);
    json_key(json, "nearness");
    json_string(json, nearness_codes[link->nearness]);
    json_key(json, "score");
    json_number(json, (double)link->match.score);
    json_key(json, "why");
    json_text(json, query_match_text(&telling->query, &link->match));
    json_object_end(json);
}

static void gap_write(const struct plan_telling *telling, const struct plan_gap *gap,
                      struct json *json)
{
    const struct need *need = need_of(telling, gap->need);
    char date[DATE_TEXT];
    json_object_begin(json);
    need_write(need, json);
    json_key(json, "missing");
    json_number(json, gap->missing / need->line.unit.factor);
    json_key(json, "unit");
    json_string(json, need->line.unit.name);
    json_key(json, "reason");
    json_string(json, gap_codes[gap->reason]);
    if (gap->reason == GAP_LATE) {
        json_key(json, "earliest");
        json_string(json, date_write(gap->earliest, date));
    }
    if (gap->reason == GAP_LOT) {
        json_key(json, "lot");
        json_number(json, gap->lot / need->line.unit.factor);
    }
    json_key(json, "text");
    json_text(json, gap_text(&telling->query, telling->plan, gap));
    json_object_end(json);
}

static void shares_write(const char *key, const struct plan_shares *shares, struct json *json)
{
    json_key(json, key);
    json_object_begin(json);
    for (size_t i = 0; i < NEARNESSES; i++) {
        json_key(json, nearness_codes[i]);
        json_number(json, shares->by_nearness[i]);
    }
    json_key(json, "unknown");
    json_number(json, shares->unknown);
    json_key(json, "local_share");
    json_number(json, plan_local_share(shares));
    json_object_end(json);
}

static void totals_write(const struct plan *plan, struct json *json)
{
    const struct cover_plan *cover = &plan->cover;
    json_key(json, "needs");
    json_integer(json, (int64_t)plan->needs->count);
    json_key(json, "offers");
    json_integer(json, (int64_t)plan->offers->count);
    json_key(json, "links");
    json_integer(json, (int64_t)plan->links.count);
    json_key(json, "value");
    json_number(json, plan->value);
    json_key(json, "covered");
    json_number(json, cover->value);
    json_key(json, "covered_at_most");
    json_number(json, cover->value_bound);
    json_key(json, "gap");
    json_number(json, plan_gap(plan));
    json_key(json, "penalty");
    json_number(json, cover->penalty);
    json_key(json, "penalty_at_least");
    json_number(json, cover->penalty_bound);
    json_key(json, "components");
    json_integer(json, (int64_t)cover->components);
    json_key(json, "proved");
    json_integer(json, (int64_t)cover->proved);
    json_key(json, "interrupted");
    json_boolean(json, cover->stopped);
}

/* Who makes the offer of an id; empty where the table has it no more. */
static struct span supplier_of(const struct plan_telling *telling, struct span id)
{
    const struct offers *offers = telling->plan->offers;
    for (size_t i = 0; i < offers->count; i++)
        if (span_equal(offers->items[i].line.id, id))
            return offers->items[i].line.who;
    return SPAN("");
}

static void changes_write(const struct plan_telling *telling, struct json *json)
{
    const struct plan_changes *changes = telling->changes;
    if (!changes)
        return;
    json_key(json, "covered_before");
    json_number(json, changes->value_before);
    json_key(json, "changes");
    json_array_begin(json);
    for (size_t i = 0; i < changes->count; i++) {
        const struct plan_change *change = &changes->items[i];
        const struct need *need = need_of(telling, change->need);
        const struct query_plan_change told = {.need = need->line.id,
                                               .offer = change->offer,
                                               .product = product_text(&need->line.product),
                                               .buyer = need->line.who,
                                               .supplier = supplier_of(telling, change->offer),
                                               .unit = span_of(need->line.unit.name),
                                               .before = change->before / need->line.unit.factor,
                                               .after = change->after / need->line.unit.factor};
        query_plan_change_write(&told, json);
    }
    json_array_end(json);
}

void plan_print_json(const struct plan_telling *telling)
{
    const struct plan *plan = telling->plan;
    struct buffer buffer;
    struct json json;
    buffer_init(&buffer, JSON_LIMIT);
    json_init(&json, &buffer);
    json_object_begin(&json);
    totals_write(plan, &json);
    shares_write("before", &plan->before, &json);
    shares_write("after", &plan->after, &json);
    json_key(&json, "deliveries");
    json_array_begin(&json);
    for (size_t i = 0; i < plan->deliveries.count; i++)
        delivery_write(telling, &plan->deliveries.items[i], &json);
    json_array_end(&json);
    json_key(&json, "gaps");
    json_array_begin(&json);
    for (size_t i = 0; i < plan->gaps.count; i++)
        gap_write(telling, &plan->gaps.items[i], &json);
    json_array_end(&json);
    changes_write(telling, &json);
    json_object_end(&json);
    output_line(buffer_span(&buffer));
    if (buffer.bad)
        output_fail(12 /* ENOMEM */);
    buffer_release(&buffer);
}

bool plan_goes_on(bool progress, int *shown, double done)
{
    int hundredths = (int)(done * 100);
    if (progress && hundredths != *shown) {
        *shown = hundredths;
        fprintf(stderr, "\r\033[K%d %%", hundredths);
    }
    return !signals_interrupted();
}

/* ---- CSV ---- */

enum { CSV_COLUMNS = 11 };

void plan_print_csv(const struct plan_telling *telling)
{
    const struct plan *plan = telling->plan;
    struct arena *arena = &telling->invocation->arena;
    output_write(
        SPAN("need,buyer,product,offer,supplier,offered,quantity,unit,nearness,score,why\r\n"));
    for (size_t i = 0; i < plan->deliveries.count; i++) {
        const struct plan_link *link = &plan->links.items[plan->deliveries.items[i].link];
        const struct need *need = need_of(telling, link->need);
        const struct offer *offer = offer_of(telling, link);
        const struct span cells[CSV_COLUMNS] = {
            need->line.id,
            need->line.who,
            product_text(&need->line.product),
            offer->line.id,
            offer->line.who,
            product_text(&offer->line.product),
            arena_format(arena, "%.6f",
                         plan->deliveries.items[i].quantity / need->line.unit.factor),
            span_of(need->line.unit.name),
            span_of(nearness_codes[link->nearness]),
            arena_format(arena, "%.2f", (double)link->match.score),
            query_match_text(&telling->query, &link->match)};
        output_csv_row(cells, CSV_COLUMNS);
    }
    for (size_t i = 0; i < plan->gaps.count; i++) {
        const struct plan_gap *gap = &plan->gaps.items[i];
        const struct need *need = need_of(telling, gap->need);
        const struct span cells[CSV_COLUMNS] = {
            need->line.id,
            need->line.who,
            product_text(&need->line.product),
            SPAN(""),
            SPAN(""),
            SPAN(""),
            arena_format(arena, "%.6f", gap->missing / need->line.unit.factor),
            span_of(need->line.unit.name),
            SPAN(""),
            SPAN(""),
            gap_text(&telling->query, telling->plan, gap)};
        output_csv_row(cells, CSV_COLUMNS);
    }
}

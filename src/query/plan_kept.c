/* Plans that were kept. */
#include "plan_kept.h"

#include <math.h>

#include "plan_parse.h"
#include "write.h"

enum { PLANS_MOST = 10000, LANGUAGES = 2 };

static bool is_kept(const struct stored_report *report)
{
    return stored_report_is_plan(report) && !report->withdrawn_at && !report->erased;
}

/* The lines of a kept plan: the summary, then each language's. */
static bool lines_of(struct lookup *lookup, const struct stored_report *report,
                     struct span lines[1 + LANGUAGES])
{
    struct span text;
    if (!store_report_text(lookup->query->store, report->number, lookup->arena, &text,
                           lookup->error)) {
        lookup->failed = true;
        return false;
    }
    for (size_t i = 0; i < 1 + LANGUAGES; i++)
        if (!span_next_line(&text, &lines[i]))
            return false;
    return true;
}

static bool kept_fill(struct lookup *lookup, const struct stored_report *report,
                      struct query_kept_plan *plan)
{
    struct span lines[1 + LANGUAGES];
    struct parsed_summary summary;
    bool russian = lookup->query->tongue == TONGUE_RUSSIAN;
    if (!lines_of(lookup, report, lines) || !plan_summary_parse(lines[0], lookup->arena, &summary))
        return false;
    *plan = (struct query_kept_plan){
        .id = report->id,
        .title = russian ? summary.title_ru : summary.title_en,
        .at = time_show(lookup, report->taken_in),
        .by = report->reader,
        .needs = summary.needs,
        .gaps = summary.gaps,
        .covered_share = summary.covered_share,
        .local_before = summary.local_before,
        .local_after = summary.local_after,
        .interrupted = summary.interrupted,
        .text = lines[russian ? 1 : 2],
    };
    return true;
}

bool query_kept_plans(const struct query *query, struct query_kept_plans *plans,
                      struct error *error)
{
    struct lookup lookup;
    struct stored_reports lists;
    *plans = (struct query_kept_plans){0};
    lookup_init(&lookup, query, error);
    if (!store_lists(query->store, false, PLANS_MOST, query->arena, &lists, error))
        return false;
    for (size_t i = lists.count; i-- > 0;) {
        struct query_kept_plan plan;
        if (!is_kept(&lists.items[i]) || !kept_fill(&lookup, &lists.items[i], &plan))
            continue;
        plan.text = SPAN("");
        *ARRAY_PUSH(query->arena, plans) = plan;
    }
    return lookup_fine(&lookup);
}

bool query_kept_plan(const struct query *query, struct span id, struct query_kept_plan *plan,
                     struct error *error)
{
    struct lookup lookup;
    struct stored_report report;
    bool found;
    lookup_init(&lookup, query, error);
    if (!store_report_by_id(query->store, id, query->arena, &report, &found, error))
        return false;
    if (found && is_kept(&report) && kept_fill(&lookup, &report, plan))
        return true;
    return lookup_fine(&lookup) &&
           error_add(error, "query.unknown_plan", "id", arena_copy(query->arena, id).data, NULL);
}

bool query_kept_rows(const struct query *query, const struct query_kept_plan *plan,
                     struct query_plan_rows *rows, struct error *error)
{
    return plan_rows_parse(plan->text, query->arena, rows) ||
           error_add(error, "query.unknown_plan", "id", arena_copy(query->arena, plan->id).data,
                     NULL);
}

/* ---- comparing ---- */

static struct query_plan_change *change_of(struct query_plan_changes *changes, struct map *index,
                                           const struct query_plan_row *delivery,
                                           struct arena *arena)
{
    bool added;
    struct span key =
        arena_format(arena, "%.*s %.*s", SPAN_ARGS(delivery->need), SPAN_ARGS(delivery->offer));
    uint32_t *at = map_add(index, key, &added);
    if (added) {
        *ARRAY_PUSH(arena, &changes->changes) =
            (struct query_plan_change){.need = delivery->need,
                                       .offer = delivery->offer,
                                       .product = delivery->product,
                                       .buyer = delivery->buyer,
                                       .supplier = delivery->supplier,
                                       .unit = delivery->unit};
        *at = (uint32_t)changes->changes.count;
    }
    return &changes->changes.items[*at - 1];
}

static void unchanged_drop(struct query_plan_changes *changes)
{
    static const double little = 1e-6;
    size_t kept = 0;
    for (size_t i = 0; i < changes->changes.count; i++) {
        const struct query_plan_change *change = &changes->changes.items[i];
        if (fabs(change->before - change->after) > little * (change->before + change->after))
            changes->changes.items[kept++] = *change;
    }
    changes->changes.count = kept;
}

bool query_plans_compare(const struct query *query, struct span before, struct span after,
                         struct query_plan_changes *changes, struct error *error)
{
    struct query_plan_rows old, new;
    struct map index;
    *changes = (struct query_plan_changes){0};
    map_init(&index, query->arena);
    if (!query_kept_plan(query, before, &changes->before, error) ||
        !query_kept_plan(query, after, &changes->after, error) ||
        !query_kept_rows(query, &changes->before, &old, error) ||
        !query_kept_rows(query, &changes->after, &new, error))
        return false;
    for (size_t i = 0; i < old.count; i++)
        if (!old.items[i].gap)
            change_of(changes, &index, &old.items[i], query->arena)->before +=
                old.items[i].quantity;
    for (size_t i = 0; i < new.count; i++)
        if (!new.items[i].gap)
            change_of(changes, &index, &new.items[i], query->arena)->after += new.items[i].quantity;
    unchanged_drop(changes);
    return true;
}

/* ---- JSON ---- */

static void kept_write(const struct query_kept_plan *plan, struct json *json)
{
    json_object_begin(json);
    key_text(json, "id", plan->id);
    key_text(json, "title", plan->title);
    key_text(json, "at", plan->at);
    key_text(json, "by", plan->by);
    key_count(json, "needs", plan->needs);
    key_count(json, "gaps", plan->gaps);
    json_key(json, "covered_share");
    json_number(json, plan->covered_share);
    json_key(json, "local_before");
    json_number(json, plan->local_before);
    json_key(json, "local_after");
    json_number(json, plan->local_after);
    key_flag(json, "interrupted", plan->interrupted);
    json_object_end(json);
}

void query_kept_plans_write(const struct query *query, const struct query_kept_plans *plans,
                            struct json *json)
{
    (void)query;
    json_object_begin(json);
    json_key(json, "plans");
    json_array_begin(json);
    for (size_t i = 0; i < plans->count; i++)
        kept_write(&plans->items[i], json);
    json_array_end(json);
    json_object_end(json);
}

void query_kept_plan_write(const struct query *query, const struct query_kept_plan *plan,
                           struct buffer *out)
{
    struct json json;
    (void)query;
    json_init(&json, out);
    json_object_begin(&json);
    key_text(&json, "id", plan->id);
    key_text(&json, "at", plan->at);
    key_text(&json, "by", plan->by);
    /* The rest is the object that was kept: its members follow. */
    buffer_append(out, SPAN(","));
    buffer_append(out, span_slice(plan->text, 1, plan->text.size));
}

void query_plan_change_write(const struct query_plan_change *change, struct json *json)
{
    json_object_begin(json);
    key_text(json, "need", change->need);
    key_text(json, "offer", change->offer);
    key_text(json, "product", change->product);
    key_text(json, "buyer", change->buyer);
    key_text(json, "supplier", change->supplier);
    key_text(json, "unit", change->unit);
    json_key(json, "before");
    json_number(json, change->before);
    json_key(json, "after");
    json_number(json, change->after);
    json_object_end(json);
}

void query_plan_changes_write(const struct query *query, const struct query_plan_changes *changes,
                              struct json *json)
{
    (void)query;
    json_object_begin(json);
    json_key(json, "before");
    kept_write(&changes->before, json);
    json_key(json, "after");
    kept_write(&changes->after, json);
    json_key(json, "changes");
    json_array_begin(json);
    for (size_t i = 0; i < changes->changes.count; i++)
        query_plan_change_write(&changes->changes.items[i], json);
    json_array_end(json);
    json_object_end(json);
}

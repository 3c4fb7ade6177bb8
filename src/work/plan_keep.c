/* Keeping a sourcing plan. */
#include "plan_keep.h"

#include <stdio.h>

#include "change.h"
#include "listing.h"

static void summary_write(const struct query *query, const struct query_plan *plan,
                          struct json *json)
{
    const struct plan *made = &plan->plan;
    struct query asked = *query;
    json_object_begin(json);
    asked.tongue = TONGUE_RUSSIAN;
    json_key(json, "title_ru");
    json_text(json, query_plan_title(&asked, plan));
    asked.tongue = TONGUE_ENGLISH;
    json_key(json, "title_en");
    json_text(json, query_plan_title(&asked, plan));
    json_key(json, "needs");
    json_integer(json, (int64_t)made->needs->count);
    json_key(json, "gaps");
    json_integer(json, (int64_t)made->gaps.count);
    json_key(json, "covered_share");
    json_number(json, made->value > 0 ? made->cover.value / made->value : 0);
    json_key(json, "local_before");
    json_number(json, plan_local_share(&made->before));
    json_key(json, "local_after");
    json_number(json, plan_local_share(&made->after));
    json_key(json, "interrupted");
    json_boolean(json, made->cover.stopped);
    json_object_end(json);
}

bool work_plan_text(const struct query *query, const struct query_plan *plan, struct buffer *text,
                    struct error *error)
{
    static const enum tongue tongues[] = {TONGUE_RUSSIAN, TONGUE_ENGLISH};
    struct query asked = *query;
    struct json json;
    char limit[24];
    json_init(&json, text);
    summary_write(query, plan, &json);
    for (size_t i = 0; i < sizeof tongues / sizeof *tongues; i++) {
        buffer_append_byte(text, '\n');
        asked.tongue = tongues[i];
        json_init(&json, text);
        query_plan_write(&asked, plan, &json);
    }
    buffer_append_byte(text, '\n');
    snprintf(limit, sizeof limit, "%d", REPORT_LIMIT);
    return (!text->bad && text->size <= REPORT_LIMIT) ||
           error_add(error, "report.too_large", "file", "plan", "limit", limit, NULL);
}

static bool keep(const struct work *work, struct span id, struct span text,
                 struct stored_report *kept, struct error *error)
{
    const struct listing nothing = {0};
    const struct resolve_origin origin = {
        .path = id, .author = work->author, .restore = true, .now = work->now};
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    struct resolution resolution = {0};
    bool found;
    *report = (struct report){.id = id,
                              .source = id,
                              .text = arena_copy(work->arena, text),
                              .language = "ru",
                              .charset = PLAN_CHARSET};
    report->digest = digest_of(report->text);
    return resolve_listing(work->store, work->reader, report, &nothing, &origin, work->arena,
                           &resolution, error) &&
           change_note_report(work, resolution.outcome, resolution.report, &report->digest,
                              error) &&
           store_commit(work->store, error) &&
           store_report(work->store, resolution.report, work->arena, kept, &found, error);
}

bool work_plan_keep(const struct work *work, struct span text, struct stored_report *kept,
                    struct error *error)
{
    struct span id = arena_format(work->arena, "plan-%llx", (unsigned long long)work->now);
    return keep(work, id, text, kept, error);
}

bool work_plan_again(const struct work *work, const struct stored_report *stored,
                     struct error *error)
{
    struct span text;
    struct stored_report kept;
    return store_report_text(work->store, stored->number, work->arena, &text, error) &&
           keep(work, stored->id, text, &kept, error);
}

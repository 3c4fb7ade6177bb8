/* uzel diff: what a new reading of a registry's reports would change. */
#include "command.h"

#include "json.h"
#include "output.h"
#include "utf8.h"
#include "work.h"

enum { WORK_LIMIT = 1 << 30, PAGE = 500, LINE_LIMIT = 64 << 20 };

/* The comparison of all reports; each one's working memory is its own. */
struct comparison {
    struct invocation *invocation;
    struct work work;
    bool json;
    struct span id; /* of the report at hand */
    struct work_diff diff;
    bool fine;
    size_t compared;
    size_t changed;
    size_t added;
    size_t removed;
};

static struct span label_text(const struct invocation *invocation, const struct schema_label *label)
{
    return invocation->tongue == TONGUE_RUSSIAN ? label->ru : label->en;
}

static struct span words_of(const struct comparison *comparison,
                            const struct reading_change *change)
{
    return span_of_range(comparison->diff.text, change->evidence);
}

/* «+ Соглашение ru-…: Дата подписания — 2015-02-09 «9 февраля»» */
static void change_print(struct comparison *comparison, const struct reading_change *change)
{
    struct invocation *invocation = comparison->invocation;
    struct arena *arena = comparison->work.arena;
    char id[CANONICAL_TEXT] = "";
    if (change->canonical)
        canonical_write(change->canonical, id);
    struct span quote = words_of(comparison, change);
    output_lines(
        arena_format(
            arena, "%s %.*s%s%s%s%.*s: %.*s — %.*s%s%.*s%s", change->added ? "+" : "-",
            SPAN_ARGS(label_text(invocation, &change->kind->label)), change->canonical ? " " : "",
            id, change->name.size ? " " : "", SPAN_ARGS(change->name),
            SPAN_ARGS(label_text(invocation, &change->property->label)), SPAN_ARGS(change->value),
            quote.size ? " «" : "", SPAN_ARGS(quote), quote.size ? "»" : ""),
        2);
}

static void text_write(struct json *json, const char *key, struct span text)
{
    json_key(json, key);
    if (text.size)
        json_text(json, text);
    else
        json_null(json);
}

static void change_write(struct comparison *comparison, const struct reading_change *change)
{
    struct buffer line;
    struct json json;
    char id[CANONICAL_TEXT] = "";
    struct span text = comparison->diff.text;
    if (change->canonical)
        canonical_write(change->canonical, id);
    buffer_init(&line, LINE_LIMIT);
    json_init(&json, &line);
    json_object_begin(&json);
    text_write(&json, "report", comparison->diff.report.id);
    json_key(&json, "change");
    json_string(&json, change->added ? "added" : "removed");
    text_write(&json, "kind", change->kind->name);
    text_write(&json, "entity", span_of(id));
    text_write(&json, "name", change->name);
    text_write(&json, "property", change->property->name);
    text_write(&json, "value", change->value);
    text_write(&json, "quote", words_of(comparison, change));
    json_key(&json, "start");
    json_integer(&json, (int64_t)utf8_count(span_slice(text, 0, change->evidence.start)));
    json_key(&json, "end");
    json_integer(&json, (int64_t)utf8_count(span_slice(text, 0, change->evidence.end)));
    json_object_end(&json);
    output_line(buffer_span(&line));
    buffer_release(&line);
}

static void report_compare(void *context)
{
    struct comparison *comparison = context;
    struct error *error = &comparison->invocation->error;
    comparison->fine =
        work_report_diff(&comparison->work, comparison->id, &comparison->diff, error);
    if (!comparison->fine || !comparison->diff.compared)
        return;
    const struct reading_changes *changes = &comparison->diff.changes;
    comparison->compared++;
    comparison->changed += changes->count > 0;
    if (changes->count && !comparison->json)
        output_line(comparison->diff.report.id);
    for (size_t i = 0; i < changes->count && !output_failed(); i++) {
        const struct reading_change *change = &changes->items[i];
        comparison->added += change->added;
        comparison->removed += !change->added;
        if (comparison->json)
            change_write(comparison, change);
        else
            change_print(comparison, change);
    }
}

/* Compares a report; EXIT_INPUT where it is not there. */
static int one_compare(struct comparison *comparison, struct span id)
{
    struct invocation *invocation = comparison->invocation;
    arena_clear(comparison->work.arena);
    comparison->id = id;
    comparison->fine = false;
    if (!arena_run(comparison->work.arena, report_compare, comparison))
        error_add(&invocation->error, "command.no_memory_for", "file",
                  arena_copy(&invocation->arena, id).data, NULL);
    if (comparison->fine)
        return EXIT_DONE;
    bool unknown = span_starts_with(span_of(invocation->error.items[0].key), SPAN("work."));
    return invocation_fail(invocation, unknown ? EXIT_INPUT : EXIT_FAILED);
}

/* All reports that have a reading, in the order of intake. */
static int all_compare(struct comparison *comparison)
{
    struct invocation *invocation = comparison->invocation;
    struct arena page;
    int code = EXIT_DONE;
    arena_init(&page, WORK_LIMIT);
    for (int64_t after = 0; code == EXIT_DONE && !signals_interrupted() && !output_failed();) {
        struct stored_reports reports = {0};
        arena_clear(&page);
        if (!store_reports(comparison->work.store, after, false, false, PAGE, &page, &reports,
                           &invocation->error)) {
            code = invocation_fail(invocation, EXIT_FAILED);
            break;
        }
        if (!reports.count)
            break;
        for (size_t i = 0;
             i < reports.count && code == EXIT_DONE && !signals_interrupted() && !output_failed();
             i++) {
            code = one_compare(comparison, reports.items[i].id);
            after = reports.items[i].number;
        }
    }
    arena_release(&page);
    return signals_interrupted() && code == EXIT_DONE ? EXIT_INTERRUPTED : code;
}

static void summary_print(struct comparison *comparison)
{
    struct invocation *invocation = comparison->invocation;
    const size_t numbers[] = {comparison->compared, comparison->changed, comparison->added,
                              comparison->removed};
    const char *texts[4];
    for (size_t i = 0; i < 4; i++)
        texts[i] = message_number(invocation->tongue, &invocation->arena, (double)numbers[i]).data;
    output_line(TEXT(invocation, "command.diff.done", "count", texts[0], "changed", texts[1],
                     "added", texts[2], "removed", texts[3]));
}

static int reports_compare(struct comparison *comparison)
{
    struct invocation *invocation = comparison->invocation;
    struct arena arena;
    int code = EXIT_DONE;
    arena_init(&arena, WORK_LIMIT);
    comparison->work.arena = &arena;
    if (!invocation->operand_count)
        code = all_compare(comparison);
    for (size_t i = 0; i < invocation->operand_count && code != EXIT_FAILED; i++) {
        int result = one_compare(comparison, span_of(invocation->operands[i]));
        code = result == EXIT_DONE ? code : result;
    }
    arena_release(&arena);
    if (!comparison->json && code != EXIT_FAILED)
        summary_print(comparison);
    return code;
}

static int store_compare(struct comparison *comparison, const struct reader *reader)
{
    struct invocation *invocation = comparison->invocation;
    if (!store_open(&comparison->work.store, option_value(invocation, "registry"), STORE_READ,
                    reader_schema(reader), &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    comparison->work.reader = reader;
    int code = reports_compare(comparison);
    store_close(comparison->work.store);
    return code;
}

static int diff_run(struct invocation *invocation)
{
    struct comparison comparison = {.invocation = invocation};
    struct reader *reader;
    struct span folder;
    bool fine = option_json(invocation, &comparison.json);
    if (fine && !option_value(invocation, "registry"))
        error_add(&invocation->error, "command.needs_registry", NULL);
    if (error_any(&invocation->error))
        return invocation_misused(invocation);
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    int code = store_compare(&comparison, reader);
    reader_close(reader);
    return code;
}

static const struct command_option diff_options[] = {
    OPTION_REGISTRY, OPTION_FORMAT, {NULL, 0, NULL, NULL}};

extern const struct command command_diff;
const struct command command_diff = {
    .name = "diff",
    .arguments = "command.diff.arguments",
    .summary = "command.diff.summary",
    .description = "command.diff.description",
    .options = diff_options,
    .operands_most = SIZE_MAX,
    .run = diff_run,
};

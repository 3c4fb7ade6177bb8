/* Fuzzes what bytes become: the charset, the text, and the frame. Whatever the bytes are, either an
 * error is given or a report whose parts lie inside its text. */
#include <stdlib.h>

#include "report.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct job {
    struct arena arena;
    struct span bytes;
};

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_range(const struct report *report, struct range range)
{
    check(range.start <= range.end && range.end <= report->text.size);
    struct span words = span_of_range(report->text, range);
    check(utf8_check(words) == words.size);
}

static void check_report(const struct report *report)
{
    uint32_t last = 0;
    check(report->text.size > 0 && utf8_check(report->text) == report->text.size);
    check_range(report, report->title);
    check_range(report, report->published_range);
    check(!date_is_set(report->published) || date_is_valid(report->published));
    for (size_t i = 0; i < report->block_count; i++) {
        struct range range = report->blocks[i].range;
        check_range(report, range);
        check(range.start >= last && range.end > range.start);
        last = range.end;
    }
    for (size_t i = 0; i < report->credit_count; i++)
        check_range(report, report->credits[i].name);
}

static void run(void *context)
{
    struct job *job = context;
    struct report_hint hint = {.id = SPAN("fuzz"), .source = SPAN("fuzz.txt")};
    struct report report;
    struct error error;
    error_init(&error);
    if (report_of_bytes(&job->arena, job->bytes, &hint, &report, &error))
        check_report(&report);
    else
        check(error_any(&error));
    error_release(&error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct job job = {.bytes = {(const char *)data, size}};
    arena_init(&job.arena, (size_t)1 << 28);
    check(arena_run(&job.arena, run, &job));
    arena_release(&job.arena);
    return 0;
}

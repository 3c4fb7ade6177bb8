/* Prints what the frame of a report is read as, a block a line: for the golden files of test_frame
 * and for looking at reports by hand. Usage: dump_report FILE… */
#include "file.h"
#include "report.h"

static const char *const kinds[] = {"prose", "title",  "heading", "dateline",
                                    "item",  "credit", "noise"};
static const char *const roles[] = {"press_service", "author", "photo"};

struct job {
    struct arena arena;
    const char *path;
    struct span bytes;
    int status;
};

static void print_report(const struct report *report)
{
    char date[DATE_TEXT];
    printf("published %s\n", date_write(report->published, date));
    printf("language %s\ncharset %s\n", report->language, report->charset);
    if (report->publisher.size)
        printf("publisher %.*s\n", SPAN_ARGS(report->publisher));
    if (report->url.size)
        printf("url %.*s\n", SPAN_ARGS(report->url));
    for (size_t i = 0; i < report->credit_count; i++)
        printf("%s «%.*s»\n", roles[report->credits[i].role],
               SPAN_ARGS(span_of_range(report->text, report->credits[i].name)));
    for (size_t i = 0; i < report->block_count; i++)
        printf("%s: %.*s\n", kinds[report->blocks[i].kind],
               SPAN_ARGS(span_of_range(report->text, report->blocks[i].range)));
}

static void run(void *context)
{
    struct job *job = context;
    struct error error;
    struct report report;
    struct report_hint hint = {.source = span_of(job->path)};
    error_init(&error);
    if (report_of_bytes(&job->arena, job->bytes, &hint, &report, &error)) {
        print_report(&report);
    } else {
        printf("error %s", error.items[0].key);
        for (size_t i = 0; i < error.items[0].argument_count; i++)
            if (strcmp(error.items[0].arguments[i].name, "file") != 0)
                printf(" %s=%s", error.items[0].arguments[i].name,
                       error.items[0].arguments[i].value);
        printf("\n");
        job->status = 1;
    }
    error_release(&error);
}

int main(int count, char **arguments)
{
    int status = 0;
    for (int i = 1; i < count; i++) {
        struct mapped_file file;
        struct job job = {.path = arguments[i]};
        if (!mapped_file_open(&file, arguments[i], NULL))
            return 2;
        job.bytes = file.bytes;
        arena_init(&job.arena, (size_t)2 << 30);
        if (!arena_run(&job.arena, run, &job))
            return 2;
        arena_release(&job.arena);
        mapped_file_close(&file);
        status |= job.status;
    }
    return status;
}

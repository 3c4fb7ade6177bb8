/* Whether long reports are read as fast as short ones: bench_length DATA_FOLDER FILE…
 *
 * The files, one after another and again from the first, make a text of 30 MB. It is read as one
 * report, and cut into reports of 3 MB, 300 KB and 3 KB: the same words each time. Of the short
 * ones a part is read, spread over the whole text. Times are the CPU's for this process; what of
 * them is the system's, nearly all of it for pages of memory, is told beside, and the speed without
 * it. */
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "file.h"
#include "reading.h"

enum { LENGTH = 30 * 1000 * 1000, JSON_LIMIT = 1 << 30 };

struct bench {
    const struct reader *reader;
    struct reading_memory *memory;
    struct arena arena;
    struct buffer json;
    struct span document;
    size_t bytes, facts;
    double seconds, of_system;
};

static double cpu_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* What of them the system has used for us. */
static double system_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec / 1e6;
}

static void read_document(void *context)
{
    struct bench *bench = context;
    struct report_hint hint = {.id = SPAN("bench"), .source = SPAN("bench.txt")};
    struct report report;
    struct reading reading;
    struct json json;
    if (!report_of_bytes(&bench->arena, bench->document, &hint, &report, NULL))
        return;
    reading_with_memory(bench->reader, bench->memory, &bench->arena, &report, &reading);
    buffer_clear(&bench->json);
    json_init(&json, &bench->json);
    reading_write_json(bench->reader, &reading, NULL, &json);
    bench->facts += reading.fact_count;
}

/* The end of a piece: the next end of a line. */
static size_t piece_end(struct span text, size_t at, size_t size)
{
    size_t end = text.size - at < size ? text.size : at + size;
    while (end < text.size && text.data[end - 1] != '\n')
        end++;
    return end;
}

/* Reads pieces of a size, each STEP pieces one, where the whole takes too long. */
static void run_size(struct bench *bench, struct span text, size_t size)
{
    size_t number = 0, step = size < 100000 ? 8 : 1;
    bench->bytes = bench->facts = 0;
    bench->seconds = bench->of_system = 0;
    for (size_t at = 0; at < text.size; number++) {
        size_t end = piece_end(text, at, size);
        if (number % step == 0) {
            bench->document = span_slice(text, at, end);
            arena_clear(&bench->arena);
            double start = cpu_seconds(), of_system = system_seconds();
            if (!arena_run(&bench->arena, read_document, bench))
                fprintf(stderr, "bench_length: out of memory\n");
            bench->seconds += cpu_seconds() - start;
            bench->of_system += system_seconds() - of_system;
            bench->bytes += bench->document.size;
        }
        at = end;
    }
    double megabytes = (double)bench->bytes / 1e6;
    printf("%9.0f KB a report: %6.2f MB/s  %6.1f facts a MB  %7.2f s, the system's %5.2f s; "
           "without it %6.2f MB/s\n",
           (double)size / 1000, megabytes / bench->seconds, (double)bench->facts / megabytes,
           bench->seconds, bench->of_system, megabytes / (bench->seconds - bench->of_system));
    fflush(stdout);
}

static bool text_make(struct buffer *text, char **files)
{
    buffer_init(text, LENGTH + (64 << 20));
    while (text->size < LENGTH) {
        size_t before = text->size;
        for (char **file = files; *file && text->size < LENGTH; file++) {
            if (!file_read(*file, text, NULL))
                return false;
            buffer_append_string(text, "\n\n");
        }
        if (text->size <= before + 2)
            return false;
    }
    return !text->bad;
}

int main(int count, char **arguments)
{
    static const size_t sizes[] = {3000, 300000, 3000000, LENGTH};
    struct bench bench = {0};
    struct reader *reader;
    struct error error;
    struct buffer text;
    if (count < 3) {
        fprintf(stderr, "usage: bench_length DATA_FOLDER FILE...\n");
        return 2;
    }
    error_init(&error);
    if (!reader_open(&reader, span_of(arguments[1]), &error) || !text_make(&text, arguments + 2)) {
        fprintf(stderr, "bench_length: cannot read\n");
        return 1;
    }
    bench.reader = reader;
    arena_init(&bench.arena, (size_t)16 << 30);
    if (!reading_memory_new(&bench.memory, READING_MEMORY_FORMS))
        return 1;
    buffer_init(&bench.json, JSON_LIMIT);
    /* Cut at the end of a line, not within a letter. */
    size_t end = LENGTH;
    while (text.data[end - 1] != '\n')
        end--;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        run_size(&bench, span_slice(buffer_span(&text), 0, end), sizes[i]);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory: %.0f MB\n", (double)usage.ru_maxrss / 1024);
    buffer_release(&bench.json);
    buffer_release(&text);
    arena_release(&bench.arena);
    reading_memory_free(bench.memory);
    reader_close(reader);
    error_release(&error);
    return 0;
}

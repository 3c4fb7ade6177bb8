/* How fast reports are read: bench_reading DATA_FOLDER LEAST_SIZE COUNT FILE…
 *
 * The files are cut into documents of LEAST_SIZE bytes (and up to the next space), at most COUNT of
 * them (0: all). Three passes go over the same documents, each reading each document once:
 *
 *   look-up  fold, split into words, one dictionary look-up a word: what any reader must do
 *   tokens   decoding, the frame, tokens and sentences
 *   reading  the whole way from bytes to JSON
 *
 * Times are the CPU's for this process, so that a busy machine does not slow them down; the pages
 * of the files and the dictionary are touched before. */
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "dictionary.h"
#include "file.h"
#include "reading.h"
#include "utf8.h"

enum { LONGEST_WORD = 64, ARENA_LIMIT = 1 << 30, JSON_LIMIT = 1 << 26 };

struct bench {
    const struct reader *reader;
    struct reading_memory *memory;
    struct dictionary dictionary;
    struct arena arena;
    struct buffer json;
    size_t piece, count;
    struct span document;
    size_t documents, bytes, tokens, words, found, facts; /* of the pass under way */
    double seconds;
};

static double cpu_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void look_up(struct bench *bench, const uint8_t *codes, size_t size)
{
    struct dictionary_reading readings[8];
    bench->words++;
    bench->found += dictionary_find(&bench->dictionary, codes, size, readings, 8) > 0;
}

/* Folds, splits and looks up: letters become the dictionary's codes, which have no case. */
static void pass_look_up(void *context)
{
    struct bench *bench = context;
    uint8_t codes[LONGEST_WORD];
    size_t size = 0;
    for (size_t at = 0; at < bench->document.size;) {
        uint8_t code = dictionary_code(utf8_next(bench->document, &at));
        if (code && size < LONGEST_WORD) {
            codes[size++] = code;
            continue;
        }
        if (size > 0)
            look_up(bench, codes, size);
        size = 0;
    }
    if (size > 0)
        look_up(bench, codes, size);
}

static void pass_tokens(void *context)
{
    struct bench *bench = context;
    struct report_hint hint = {.id = SPAN("bench"), .source = SPAN("bench.txt")};
    struct report report;
    struct tokens tokens;
    if (!report_of_bytes(&bench->arena, bench->document, &hint, &report, NULL))
        return;
    tokens_of_report(&bench->arena, &report, &tokens);
    bench->tokens += tokens.count;
}

static void pass_reading(void *context)
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
    bench->tokens += reading.tokens.count;
    bench->facts += reading.fact_count;
}

static void read_document(struct bench *bench, void (*pass)(void *), struct span document)
{
    bench->document = document;
    arena_clear(&bench->arena);
    double start = cpu_seconds();
    if (!arena_run(&bench->arena, pass, bench))
        fprintf(stderr, "bench_reading: out of memory\n");
    bench->seconds += cpu_seconds() - start;
    bench->documents++;
    bench->bytes += document.size;
}

/* Cuts a file at spaces and reads its pieces. */
static void read_file(struct bench *bench, void (*pass)(void *), struct span bytes)
{
    for (size_t at = 0; at < bytes.size;) {
        if (bench->count && bench->documents >= bench->count)
            return;
        size_t end = bytes.size - at < bench->piece ? bytes.size : at + bench->piece;
        while (end < bytes.size && bytes.data[end] != ' ' && bytes.data[end] != '\n')
            end++;
        read_document(bench, pass, span_slice(bytes, at, end));
        at = end;
    }
}

static bool run_pass(struct bench *bench, const char *name, void (*pass)(void *), char **files)
{
    bench->documents = bench->bytes = bench->tokens = bench->words = bench->facts = 0;
    bench->found = 0;
    bench->seconds = 0;
    for (; *files; files++) {
        struct mapped_file file;
        if (!mapped_file_open(&file, *files, NULL))
            return false;
        /* Touch the pages, so that the disk is not measured. */
        bench->words += utf8_check(file.bytes) > file.bytes.size;
        read_file(bench, pass, file.bytes);
        mapped_file_close(&file);
    }
    double seconds = bench->seconds > 0 ? bench->seconds : 1e-9;
    size_t tokens = bench->tokens ? bench->tokens : bench->words;
    printf("%-8s %7zu documents %8.1f documents/s %7.2f MB/s %9.0f %s/s %7.3f s", name,
           bench->documents, (double)bench->documents / seconds,
           (double)bench->bytes / 1e6 / seconds, (double)tokens / seconds,
           bench->tokens ? "tokens" : "words", seconds);
    if (bench->facts)
        printf("  %zu facts", bench->facts);
    if (bench->found)
        printf("  %.1f %% found", 100.0 * (double)bench->found / (double)bench->words);
    printf("\n");
    return true;
}

static long peak_kilobytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static bool run(struct bench *bench, char **files)
{
    if (!run_pass(bench, "look-up", pass_look_up, files))
        return false;
    double look_up_seconds = bench->seconds;
    if (!run_pass(bench, "tokens", pass_tokens, files) ||
        !run_pass(bench, "reading", pass_reading, files))
        return false;
    printf("ratio of reading to look-up: %.1f\n", bench->seconds / look_up_seconds);
    printf("tokens of the reading: %zu\n", bench->tokens);
    printf("peak memory: %.1f MB\n", (double)peak_kilobytes() / 1024);
    return true;
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    struct reader *reader;
    struct error error;
    char dictionary[4096];
    if (count < 5) {
        fprintf(stderr, "usage: bench_reading DATA_FOLDER LEAST_SIZE COUNT FILE...\n");
        return 2;
    }
    error_init(&error);
    snprintf(dictionary, sizeof dictionary, "%s/dictionary.bin", arguments[1]);
    if (!reader_open(&reader, span_of(arguments[1]), &error) ||
        !dictionary_open(&bench.dictionary, dictionary, &error)) {
        fprintf(stderr, "bench_reading: %s in %s\n", error.items[0].key, arguments[1]);
        return 1;
    }
    bench.reader = reader;
    bench.piece = strtoul(arguments[2], NULL, 10);
    bench.count = strtoul(arguments[3], NULL, 10);
    arena_init(&bench.arena, ARENA_LIMIT);
    if (!reading_memory_new(&bench.memory, READING_MEMORY_FORMS))
        return 1;
    buffer_init(&bench.json, JSON_LIMIT);
    bool done = run(&bench, arguments + 4);
    buffer_release(&bench.json);
    arena_release(&bench.arena);
    reading_memory_free(bench.memory);
    dictionary_close(&bench.dictionary);
    reader_close(reader);
    error_release(&error);
    return done ? 0 : 1;
}

/* bench_dictionary DICTIONARY FILE…: how fast the dictionary opens and words are looked up.
 *
 * Prints, on one core: milliseconds to open; look-ups a second (morphology_analyze(): all readings
 * with lemmas and weights) over the running words of the texts, over each different word once, and
 * of these over the known and the unknown ones alone. A text that is not given can be any UTF-8. */
#include <inttypes.h>
#include <time.h>

#include "file.h"
#include "map.h"
#include "morphology.h"
#include "utf8.h"

enum { LEAST_SECONDS = 1 };

struct words {
    struct span *items;
    size_t count;
    size_t capacity;
};

/* Processor time: the machine may be busy with other work. */
static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Adds the Cyrillic words of a text. */
static void words_cut(struct arena *arena, struct span text, struct words *words)
{
    size_t offset = 0;
    while (offset < text.size) {
        size_t start = offset;
        uint32_t letter = utf8_next(text, &offset);
        size_t end = offset;
        while (code_point_is_cyrillic(letter) && offset < text.size) {
            end = offset;
            letter = utf8_next(text, &offset);
        }
        if (end > start && (end < offset || code_point_is_cyrillic(letter))) {
            *ARRAY_PUSH(arena, words) = span_slice(text, start, end);
        }
    }
}

/* Prints how many of the words are looked up in a second. */
static void measure(const struct morphology *morphology, const char *name,
                    const struct words *words)
{
    struct analysis items[ANALYSIS_LIMIT];
    uint64_t done = 0, readings = 0;
    double start = seconds_now(), end = start;
    while (words->count && end - start < LEAST_SECONDS) {
        for (size_t i = 0; i < words->count; i++) {
            readings += morphology_analyze(morphology, words->items[i], items, ANALYSIS_LIMIT);
        }
        done += words->count;
        end = seconds_now();
    }
    if (done) {
        printf("%-24s %9zu words  %6.2f million look-ups/s  %5.2f readings a word\n", name,
               words->count, (double)done / (end - start) / 1e6, (double)readings / (double)done);
    }
}

/* Each different word once, and of these those that the dictionary has and has not. */
static void words_sort(const struct morphology *morphology, struct arena *arena,
                       const struct words *all, struct words *different, struct words *kinds)
{
    struct map seen;
    map_init(&seen, arena);
    for (size_t i = 0; i < all->count; i++) {
        struct analysis item;
        bool added;
        map_add(&seen, all->items[i], &added);
        if (added) {
            *ARRAY_PUSH(arena, different) = all->items[i];
            morphology_analyze(morphology, all->items[i], &item, 1);
            *ARRAY_PUSH(arena, &kinds[item.known]) = all->items[i];
        }
    }
}

int main(int argc, char **argv)
{
    struct morphology *morphology;
    struct error error;
    struct arena arena;
    struct words all = {0}, different = {0}, kinds[2] = {{0}};
    error_init(&error);
    arena_init(&arena, (size_t)1 << 30);
    double start = seconds_now();
    if (argc < 3 || !morphology_open(&morphology, argv[1], &error)) {
        fprintf(stderr, "bench_dictionary DICTIONARY FILE…\n");
        return 2;
    }
    printf("dictionary opened in %.2f ms\n", (seconds_now() - start) * 1e3);
    for (int i = 2; i < argc; i++) {
        struct mapped_file file;
        if (mapped_file_open(&file, argv[i], &error)) {
            words_cut(&arena, file.bytes, &all);
        }
    }
    words_sort(morphology, &arena, &all, &different, kinds);
    measure(morphology, "running words", &all);
    measure(morphology, "different words", &different);
    measure(morphology, "different known words", &kinds[1]);
    measure(morphology, "different unknown words", &kinds[0]);
    arena_release(&arena);
    morphology_close(morphology);
    error_release(&error);
    return 0;
}

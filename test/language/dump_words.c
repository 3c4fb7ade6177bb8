/* Prints the analyses of each word of standard input, a line a word: the word, then for each
 * analysis "tag|lemma|base", separated by tabs. For compare_az.cjs. */
#include "file.h"
#include "morphology.h"

static void dump(const struct morphology *morphology, struct span word, struct arena *arena)
{
    struct analysis items[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(morphology, word, items, ANALYSIS_LIMIT);
    printf("%.*s", SPAN_ARGS(word));
    for (size_t i = 0; i < count; i++) {
        struct span tag = morphology_tag(morphology, &items[i], arena);
        struct span lemma = morphology_lemma(morphology, word, &items[i], arena);
        struct span base = morphology_base(morphology, word, &items[i], arena);
        bool named = items[i].lemma == morphology_lemma_id(lemma) &&
                     items[i].base == morphology_lemma_id(base);
        printf("\t%.*s|%.*s|%.*s%s", SPAN_ARGS(tag), SPAN_ARGS(lemma), SPAN_ARGS(base),
               named ? "" : "|wrong id");
    }
    printf("\n");
}

int main(void)
{
    struct morphology *morphology;
    struct error error;
    struct buffer buffer;
    struct arena arena;
    const char *path = getenv("UZEL_DICTIONARY");
    error_init(&error);
    buffer_init(&buffer, 64 << 20);
    arena_init(&arena, 64 << 20);
    if (!path || !morphology_open(&morphology, path, &error) || !file_read("-", &buffer, &error)) {
        fprintf(stderr, "dump_words: %s\n", error.count ? error.items[0].key : "no dictionary");
        return 1;
    }
    struct span rest = buffer_span(&buffer), word;
    while (span_next_line(&rest, &word)) {
        dump(morphology, word, &arena);
        arena_clear(&arena);
    }
    arena_release(&arena);
    buffer_release(&buffer);
    morphology_close(morphology);
    error_release(&error);
    return 0;
}

/* Fuzzes what is typed into the box of a search: filters are cut out of the words, and what is left
 * has none; values are read; the words become phrases of lemmas as the index has them. The input's
 * first line is the text, the others are values of filters. */
#include <stdlib.h>

#include "filter.h"
#include "utf8.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct job {
    struct arena arena;
    struct span input;
    struct morphology *morphology;
};

static void check(bool holds)
{
    if (!holds)
        abort();
}

/* A phrase is of words with a space between them, each of alternatives, none of which is empty. */
static void check_phrases(const struct span *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct span rest = phrases[i], word, lemma;
        check(rest.size > 0 && span_find(rest, SPAN("\""), 0) == SIZE_MAX);
        while (rest.size && span_next_part(&rest, ' ', &word)) {
            check(word.size > 0);
            while (word.size && span_next_part(&word, '|', &lemma))
                check(lemma.size > 0);
        }
    }
}

static void check_query(const struct search_query *query)
{
    check_phrases(query->phrases, query->phrase_count);
    check_phrases(query->excluded, query->excluded_count);
}

static void try_words(struct job *job, const struct filter_text *text)
{
    struct search_query query;
    search_query_of(job->morphology, text->words, &job->arena, &query);
    size_t phrases = query.phrase_count + query.excluded_count;
    for (size_t i = 0; i < text->title_count; i++)
        search_query_of_title(job->morphology, text->titles[i].words, text->titles[i].excluded,
                              &job->arena, &query);
    check(query.phrase_count + query.excluded_count <= phrases + text->title_count);
    check_query(&query);
    search_query_begun(job->morphology, text->words, &job->arena, &query);
    check_query(&query);
}

static void try_text(struct job *job, struct span line)
{
    const struct query query = {.arena = &job->arena};
    struct filter_text text, again;
    struct error error;
    error_init(&error);
    if (filter_text_read(&query, line, &text, &error)) {
        check(text.words.size <= line.size);
        for (int i = 0; i < FILTERS; i++)
            check(text.filters.values[i].size <= line.size);
        check(filter_text_read(&query, text.words, &again, &error));
        check(again.title_count == 0 && span_equal(again.words, text.words));
        for (int i = 0; i < FILTERS; i++)
            check(again.filters.values[i].size == 0);
        check(filters_join(&query, &again.filters, &text.filters, &error));
        filters_fit(&query, &text.filters, FILTERS_OF_SEARCH, &error);
        try_words(job, &text);
    } else {
        check(error_any(&error));
    }
    error_release(&error);
}

/* A value that is read names days that there are, or a kind of ones. */
static void try_value(struct span value)
{
    struct filter_days days;
    enum filter filter;
    if (filter_days_read(value, &days)) {
        check(days.none || days.known || date_is_set(days.from) || date_is_set(days.until));
        check(!date_is_set(days.from) || date_is_valid(days.from));
        check(!date_is_set(days.until) || date_is_valid(days.until));
    }
    if (filter_find(value, &filter))
        check(filter < FILTERS && filter_name(filter));
}

static void run(void *context)
{
    struct job *job = context;
    struct span rest = job->input, line;
    if (span_next_line(&rest, &line))
        try_text(job, line);
    while (span_next_line(&rest, &line))
        try_value(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct morphology *morphology;
    struct job job = {.input = {(const char *)data, size}};
    struct error error;
    error_init(&error);
    if (!morphology)
        check(morphology_open(&morphology, FUZZ_DICTIONARY, &error));
    error_release(&error);
    if (utf8_check(job.input) != size)
        return 0;
    job.morphology = morphology;
    arena_init(&job.arena, (size_t)1 << 28);
    arena_run(&job.arena, run, &job);
    arena_release(&job.arena);
    return 0;
}

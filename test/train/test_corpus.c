/* Reading annotated texts. */
#include "corpus.h"

#include <stdio.h>
#include <unistd.h>

#include "file.h"
#include "sample.h"
#include "suite.h"

void add_corpus(Suite *suite);

struct reading {
    struct sample_files *sample;
    struct arena arena;
    struct corpus corpus;
    enum document_role role;
    bool good;
};

static void reading_run(void *context)
{
    struct reading *reading = context;
    reading->good = corpus_read(&reading->corpus, reading->sample->names, reading->role,
                                &reading->sample->error);
}

static bool corpus_try(struct reading *reading, struct sample_files *sample,
                       enum document_role role)
{
    *reading = (struct reading){.sample = sample, .role = role};
    arena_init(&reading->arena, 1 << 26);
    corpus_init(&reading->corpus, &reading->arena, sample->morphology);
    return arena_run(&reading->arena, reading_run, reading) && reading->good;
}

START_TEST(reads_documents_in_order)
{
    struct sample_files sample;
    struct reading reading;
    sample_init(&sample);
    ck_assert(corpus_try(&reading, &sample, DOCUMENT_NAMES));
    ck_assert_uint_eq(reading.corpus.documents.count, 12);
    const struct document *document = &reading.corpus.documents.items[0];
    ASSERT_SPAN(document->name, "d00");
    ck_assert_uint_eq(document->span_count, 2);
    for (size_t i = 0; i < 2; i++)
        ck_assert_uint_ne(document->spans[i].first, UINT32_MAX);
    const struct token *token = &document->tokens.items[document->spans[1].first];
    ASSERT_SPAN(span_slice(document->report.text, token->start, token->end), "Семён");
    const struct form *form =
        &reading.corpus.forms.items[document->samples[document->spans[1].first].form];
    ASSERT_SPAN(form->folded, "семен");
    ASSERT_SPAN(reading.corpus.documents.items[11].name, "d11");
    arena_release(&reading.arena);
    sample_release(&sample);
}
END_TEST

static void check_gold(struct sample_files *sample, const char *gold, bool good)
{
    struct reading reading;
    char path[128];
    snprintf(path, sizeof path, "%s/d00.json", sample->names);
    if (gold != NULL)
        ck_assert(file_write(path, span_of(gold), &sample->error));
    else
        unlink(path);
    ck_assert(corpus_try(&reading, sample, DOCUMENT_NAMES) == good);
    if (!good) {
        ck_assert_str_eq(sample->error.items[0].key,
                         gold != NULL ? "train.corpus" : "file.cannot_open");
        error_release(&sample->error);
        error_init(&sample->error);
    }
    arena_release(&reading.arena);
    ck_assert(corpus_try(&reading, sample, DOCUMENT_TEXT));
    arena_release(&reading.arena);
}

START_TEST(checks_annotations)
{
    struct sample_files sample;
    sample_init(&sample);
    check_gold(&sample, NULL, false);
    check_gold(&sample, "{\"mentions\": [", false);
    check_gold(&sample, "[]", false);
    check_gold(&sample, "{\"mentions\": [{\"start\": 0, \"end\": 1}]}", false);
    check_gold(&sample, "{\"mentions\": [{\"start\": 1, \"end\": 1, \"type\": \"PER\"}]}", false);
    check_gold(&sample, "{\"mentions\": [{\"start\": -1, \"end\": 1, \"type\": \"PER\"}]}", false);
    check_gold(&sample, "{\"mentions\": [{\"start\": \"0\", \"end\": 1, \"type\": \"PER\"}]}",
               false);
    check_gold(&sample, "{\"mentions\": [{\"start\": 1, \"end\": 900, \"type\": \"PER\"}]}", true);
    check_gold(&sample, "{\"mentions\": []}", true);
    sample_release(&sample);
}
END_TEST

START_TEST(ends_without_memory)
{
    struct sample_files sample;
    sample_init(&sample);
    for (size_t limit = 4096; limit < 1 << 20; limit *= 2) {
        struct reading reading = {.sample = &sample, .role = DOCUMENT_NAMES};
        arena_init(&reading.arena, limit);
        corpus_init(&reading.corpus, &reading.arena, sample.morphology);
        if (arena_run(&reading.arena, reading_run, &reading))
            ck_assert(reading.good || error_any(&sample.error));
        arena_release(&reading.arena);
    }
    sample_release(&sample);
}
END_TEST

void add_corpus(Suite *suite)
{
    SUITE_ADD(suite, reads_documents_in_order);
    SUITE_ADD(suite, checks_annotations);
    SUITE_ADD(suite, ends_without_memory);
}

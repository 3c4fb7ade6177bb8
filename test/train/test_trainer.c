/* A model is learnt, written, opened, and finds what it was taught; twice the same. */
#include "trainer.h"

#include "sample.h"
#include "suite.h"
#include "tagger.h"

void add_trainer(Suite *suite);

static void train(struct sample_files *sample, struct trainer *trainer, struct buffer *model)
{
    buffer_init(model, MODEL_LIMIT);
    trainer_init(trainer, &sample->settings, &sample->sources, sample->morphology, NULL, NULL,
                 &sample->error);
    ck_assert(trainer_run(trainer));
    ck_assert(trainer_write(trainer, model));
    ck_assert(!model->bad);
}

START_TEST(same_seed_gives_the_same_model)
{
    struct sample_files sample;
    struct trainer trainer;
    struct buffer models[3];
    sample_init(&sample);
    sample.settings.epochs = 3;
    for (size_t i = 0; i < 3; i++) {
        sample.settings.seed = i == 2 ? 2 : 1;
        train(&sample, &trainer, &models[i]);
        trainer_release(&trainer);
    }
    ck_assert(span_equal(buffer_span(&models[0]), buffer_span(&models[1])));
    ck_assert(!span_equal(buffer_span(&models[0]), buffer_span(&models[2])));
    for (size_t i = 0; i < 3; i++)
        buffer_release(&models[i]);
    sample_release(&sample);
}
END_TEST

/* Measures a role's documents by the tagger of a model. */
struct checking {
    struct trainer *trainer;
    const struct tagger *tagger;
    struct arena *arena;
    struct measure whole, floats;
    enum document_role role;
};

static void check_run(void *context)
{
    struct checking *checking = context;
    struct corpus *corpus = &checking->trainer->corpus;
    measure_init(&checking->whole, checking->arena);
    measure_init(&checking->floats, checking->arena);
    for (uint32_t i = 0; i < corpus->documents.count; i++) {
        struct found_spans spans;
        if (corpus->documents.items[i].role != checking->role)
            continue;
        found_by_tagger(checking->tagger, corpus, i, checking->arena, &spans);
        measure_add(&checking->whole, corpus, &checking->trainer->lessons, i, &spans);
        corpus->documents.items[i].held = true;
    }
    trainer_measure(checking->trainer, checking->role, &checking->floats);
}

START_TEST(finds_what_it_was_taught)
{
    struct sample_files sample;
    struct trainer trainer;
    struct tagger *tagger;
    struct buffer model;
    struct arena arena;
    sample_init(&sample);
    train(&sample, &trainer, &model);
    ck_assert(trainer.loss < 1);
    ck_assert(
        tagger_of_bytes(&tagger, buffer_span(&model), "model", sample.morphology, &sample.error));
    ck_assert_uint_eq(tagger_data(tagger).size, 64);
    ck_assert_ptr_null(tagger_type(tagger, 3));
    arena_init(&arena, 1 << 26);
    for (int role = DOCUMENT_NAMES; role <= DOCUMENT_TYPES; role++) {
        struct checking checking = {.trainer = &trainer,
                                    .tagger = tagger,
                                    .arena = &arena,
                                    .role = (enum document_role)role};
        ck_assert(arena_run(&arena, check_run, &checking));
        struct measure_row whole = measure_total(&checking.whole);
        struct measure_row floats = measure_total(&checking.floats);
        ck_assert(figures_of(&whole).f1 > 0.9);
        /* The gate of a dozen sentences may shut out a name. */
        ck_assert_double_eq_tol(figures_of(&whole).f1, figures_of(&floats).f1, 0.1);
    }
    arena_release(&arena);
    tagger_close(tagger);
    buffer_release(&model);
    trainer_release(&trainer);
    sample_release(&sample);
}
END_TEST

static bool stop(void *context, const struct trainer_progress *progress)
{
    size_t *left = context;
    (void)progress;
    return (*left)-- > 1;
}

START_TEST(can_be_stopped)
{
    struct sample_files sample;
    sample_init(&sample);
    for (size_t told = 1; told < 5; told++) {
        struct trainer trainer;
        size_t left = told;
        trainer_init(&trainer, &sample.settings, &sample.sources, sample.morphology, stop, &left,
                     &sample.error);
        ck_assert(!trainer_run(&trainer));
        ck_assert(!error_any(&sample.error));
        trainer_release(&trainer);
    }
    sample_release(&sample);
}
END_TEST

static void check_refused(struct sample_files *sample, const char *key)
{
    struct trainer trainer;
    trainer_init(&trainer, &sample->settings, &sample->sources, sample->morphology, NULL, NULL,
                 &sample->error);
    ck_assert(!trainer_run(&trainer));
    ck_assert_uint_ge(sample->error.count, 1);
    ck_assert_str_eq(sample->error.items[0].key, key);
    trainer_release(&trainer);
    error_release(&sample->error);
    error_init(&sample->error);
}

START_TEST(refuses_what_teaches_nothing)
{
    struct sample_files sample;
    sample_init(&sample);
    sample.sources.types = NULL;
    check_refused(&sample, "train.nothing");
    sample.sources.types = sample.folder;
    check_refused(&sample, "train.no_documents");
    sample.sources.types = "/nowhere/at/all";
    check_refused(&sample, "file.cannot_open");
    sample.sources.types = sample.types;
    sample.sources.teacher = SPAN("no teacher");
    sample.sources.teacher_file = "teacher";
    check_refused(&sample, "train.teacher");
    sample.sources.vectors = SPAN("no vectors");
    check_refused(&sample, "train.vectors");
    sample_release(&sample);
}
END_TEST

void add_trainer(Suite *suite)
{
    SUITE_ADD(suite, same_seed_gives_the_same_model);
    SUITE_ADD(suite, finds_what_it_was_taught);
    SUITE_ADD(suite, can_be_stopped);
    SUITE_ADD(suite, refuses_what_teaches_nothing);
}

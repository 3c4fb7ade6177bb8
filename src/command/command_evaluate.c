/* uzel evaluate: how well a model finds what was annotated. */
#include "command.h"

#include "data.h"
#include "figures.h"
#include "output.h"

enum { JSON_LIMIT = 256 << 20 };

struct evaluation {
    struct invocation *invocation;
    struct morphology *morphology;
    struct tagger *tagger;
    struct corpus corpus;
    struct measure measure;
    bool json, faults;
};

static bool corpus_measure(struct evaluation *evaluation)
{
    struct arena *arena = &evaluation->invocation->arena;
    struct lessons lessons;
    if (!lessons_init(&lessons, &evaluation->corpus, &evaluation->invocation->error))
        return false;
    measure_init(&evaluation->measure, arena);
    for (uint32_t i = 0; i < evaluation->corpus.documents.count; i++) {
        struct found_spans spans;
        found_by_tagger(evaluation->tagger, &evaluation->corpus, i, arena, &spans);
        measure_add(&evaluation->measure, &evaluation->corpus, &lessons, i, &spans);
    }
    return true;
}

static bool corpus_open(struct evaluation *evaluation)
{
    struct invocation *invocation = evaluation->invocation;
    const char *names = option_value(invocation, "names");
    const char *types = option_value(invocation, "types");
    corpus_init(&evaluation->corpus, &invocation->arena, evaluation->morphology);
    bool read = names != NULL
                    ? corpus_read(&evaluation->corpus, names, DOCUMENT_NAMES, &invocation->error)
                    : corpus_read(&evaluation->corpus, types, DOCUMENT_TYPES, &invocation->error);
    for (size_t i = 0; i < evaluation->corpus.documents.count; i++)
        evaluation->corpus.documents.items[i].held = true; /* nothing is learnt */
    return read;
}

static void evaluation_print(struct evaluation *evaluation)
{
    struct invocation *invocation = evaluation->invocation;
    struct buffer buffer;
    struct json json;
    if (!evaluation->json) {
        if (evaluation->faults)
            faults_print(invocation, &evaluation->measure, &evaluation->corpus);
        figures_print(invocation, &evaluation->measure, NULL);
        return;
    }
    buffer_init(&buffer, JSON_LIMIT);
    json_init(&json, &buffer);
    json_object_begin(&json);
    json_key(&json, "status");
    json_string(&json, "ok");
    figures_write(&json, &evaluation->measure, &evaluation->corpus, evaluation->faults,
                  &invocation->arena);
    json_object_end(&json);
    output_line(buffer_span(&buffer));
    buffer_release(&buffer);
}

static bool evaluation_open(struct evaluation *evaluation)
{
    struct invocation *invocation = evaluation->invocation;
    struct span folder;
    if (!invocation_data(invocation, &folder) ||
        !morphology_open(&evaluation->morphology,
                         data_path(&invocation->arena, folder, "dictionary.bin"),
                         &invocation->error))
        return false;
    const char *model = option_value(invocation, "model");
    if (model == NULL)
        model = data_path(&invocation->arena, folder, "tagger.model");
    if (tagger_open(&evaluation->tagger, model, evaluation->morphology, &invocation->error))
        return true;
    morphology_close(evaluation->morphology);
    return false;
}

static int evaluate_run(struct invocation *invocation)
{
    struct evaluation evaluation = {.invocation = invocation};
    bool names = option_value(invocation, "names") != NULL;
    bool types = option_value(invocation, "types") != NULL;
    if (!option_json(invocation, &evaluation.json))
        return invocation_misused(invocation);
    if (names == types) {
        error_add(&invocation->error, "evaluate.one_corpus", NULL);
        return invocation_misused(invocation);
    }
    evaluation.faults = option_value(invocation, "errors") != NULL;
    if (!evaluation_open(&evaluation))
        return invocation_fail(invocation, EXIT_FAILED);
    bool done = corpus_open(&evaluation) && corpus_measure(&evaluation);
    if (done)
        evaluation_print(&evaluation);
    tagger_close(evaluation.tagger);
    morphology_close(evaluation.morphology);
    return done ? EXIT_DONE : invocation_fail(invocation, EXIT_FAILED);
}

static const struct command_option evaluate_options[] = {
    {"names", 0, "command.argument.folder", "evaluate.option.names"},
    {"types", 0, "command.argument.folder", "evaluate.option.types"},
    {"model", 'm', "command.argument.file", "evaluate.option.model"},
    {"errors", 'e', NULL, "evaluate.option.errors"},
    OPTION_FORMAT,
    {NULL, 0, NULL, NULL}};

extern const struct command command_evaluate;
const struct command command_evaluate = {
    .name = "evaluate",
    .summary = "evaluate.summary",
    .arguments = "evaluate.arguments",
    .description = "evaluate.description",
    .options = evaluate_options,
    .run = evaluate_run,
};

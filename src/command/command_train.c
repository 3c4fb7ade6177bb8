/* uzel train: a model learnt from annotated texts. */
#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "data.h"
#include "figures.h"
#include "file.h"
#include "intake_run.h"
#include "output.h"
#include "trainer.h"

enum { MODEL_ROOM = 64 << 20, PREDICTIONS_LIMIT = 256 << 20, PROGRESS_EVERY = 200 };

struct training {
    struct invocation *invocation;
    struct trainer_settings settings;
    struct trainer_sources sources;
    struct morphology *morphology;
    struct mapped_file vectors, teacher;
    struct trainer trainer;
    struct buffer model;
    size_t epoch;      /* that progress was told of last */
    double loss;       /* of it */
    int64_t began;     /* when it began */
    int64_t shown;     /* when progress was shown last */
    bool progress;     /* standard error is a terminal */
    bool progress_put; /* and holds a line of progress */
};

/* ---- what the command line asks for ---- */

static bool option_needed(struct invocation *invocation, const char *name)
{
    return option_value(invocation, name) != NULL ||
           error_add(&invocation->error, "train.option_missing", "option", name, NULL);
}

static bool options_whole(struct invocation *invocation)
{
    static const char *const needed[] = {"names", "types", "vectors", "out"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!option_needed(invocation, needed[i]))
            return false;
    return true;
}

/* "K/N" with K below N. */
static bool option_hold(struct training *training)
{
    const char *value = option_value(training->invocation, "hold");
    struct span rest = span_of(value), part;
    int64_t hold, of;
    if (value == NULL)
        return true;
    if (!span_next_part(&rest, '/', &part) || !span_to_integer(part, &hold) ||
        !span_to_integer(rest, &of) || hold < 0 || of < 2 || hold >= of)
        return error_add(&training->invocation->error, "train.bad_hold", "value", value, NULL);
    training->settings.hold = (size_t)hold;
    training->settings.hold_of = (size_t)of;
    return true;
}

static void texts_collect(struct training *training)
{
    struct invocation *invocation = training->invocation;
    const char **texts = ARENA_NEW(&invocation->arena, const char *, invocation->given_count + 1);
    for (size_t i = 0; i < invocation->given_count; i++)
        if (span_equal(span_of(invocation->given[i]->name), SPAN("texts")))
            texts[training->sources.text_count++] = invocation->values[i];
    training->sources.texts = texts;
}

static bool training_read_options(struct training *training)
{
    struct invocation *invocation = training->invocation;
    int64_t epochs = (int64_t)training->settings.epochs, seed = 0;
    if (!options_whole(invocation) || !option_hold(training) ||
        !option_number(invocation, "epochs", 1, 1000, &epochs) ||
        !option_number(invocation, "seed", 0, INT32_MAX, &seed))
        return false;
    training->settings.epochs = (size_t)epochs;
    training->settings.seed = (uint64_t)seed;
    training->sources.names = option_value(invocation, "names");
    training->sources.types = option_value(invocation, "types");
    training->sources.evaluated = option_value(invocation, "evaluate");
    training->sources.vectors_file = option_value(invocation, "vectors");
    training->sources.teacher_file = option_value(invocation, "teacher");
    texts_collect(training);
    return true;
}

static bool training_open(struct training *training)
{
    struct invocation *invocation = training->invocation;
    struct trainer_sources *sources = &training->sources;
    struct span folder;
    if (!invocation_data(invocation, &folder) ||
        !mapped_file_open(&training->vectors, sources->vectors_file, &invocation->error) ||
        (sources->teacher_file != NULL &&
         !mapped_file_open(&training->teacher, sources->teacher_file, &invocation->error)))
        return false;
    sources->vectors = training->vectors.bytes;
    sources->teacher = training->teacher.bytes;
    return morphology_open(&training->morphology,
                           data_path(&invocation->arena, folder, "dictionary.bin"),
                           &invocation->error);
}

static void training_close(struct training *training)
{
    if (training->morphology != NULL) {
        trainer_release(&training->trainer);
        morphology_close(training->morphology);
    }
    buffer_release(&training->model);
    mapped_file_close(&training->vectors);
    mapped_file_close(&training->teacher);
}

/* ---- progress ---- */

static void progress_clear(struct training *training)
{
    if (training->progress_put)
        fputs("\r\033[K", stderr);
    training->progress_put = false;
}

/* Texts of progress live in an arena of their own: it is told many times. */
static void progress_put(struct training *training, const struct trainer_progress *progress)
{
    static const char *const stages[] = {"train.reading", "train.asking", "train.learning",
                                         "train.closing"};
    struct invocation *invocation = training->invocation;
    struct arena arena;
    arena_init(&arena, 1024 * 1024);
    const char *epoch = arena_format(&arena, "%zu", progress->epoch).data;
    const char *epochs = arena_format(&arena, "%zu", progress->epochs).data;
    const char *done = arena_format(&arena, "%.0f", progress->done * 100).data;
    struct span line =
        message(invocation->catalogue, invocation->tongue, &arena, stages[progress->stage], "epoch",
                epoch, "epochs", epochs, "done", done, NULL);
    fprintf(stderr, "\r\033[K%.*s", SPAN_ARGS(line));
    training->progress_put = true;
    arena_release(&arena);
}

static void epoch_print(struct training *training)
{
    struct invocation *invocation = training->invocation;
    struct arena *arena = &invocation->arena;
    double seconds = (double)(clock_now() - training->began) / 1000;
    progress_clear(training);
    output_line(TEXT(invocation, "train.epoch", "epoch",
                     arena_format(arena, "%zu", training->epoch).data, "loss",
                     arena_format(arena, "%.3f", training->loss).data, "seconds",
                     arena_format(arena, "%.0f", seconds).data));
    fflush(stdout);
}

static bool training_told(void *context, const struct trainer_progress *progress)
{
    struct training *training = context;
    int64_t now = clock_now();
    if (progress->epoch != training->epoch) {
        if (training->epoch > 0)
            epoch_print(training);
        training->epoch = progress->epoch;
        training->began = now;
    }
    training->loss = progress->loss;
    if (training->progress &&
        (progress->stage != TRAINER_LEARNING || now - training->shown >= PROGRESS_EVERY)) {
        training->shown = now;
        progress_put(training, progress);
    }
    return !signals_interrupted();
}

/* ---- figures ---- */

static void reading_write(struct json *json, const struct document *document,
                          const struct found_spans *spans)
{
    static const char *const kinds[TAG_KINDS] = {"person", "place", "organization"};
    json_object_begin(json);
    json_key(json, "report");
    json_object_begin(json);
    json_key(json, "id");
    json_text(json, document->name);
    json_object_end(json);
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < spans->count; i++) {
        json_object_begin(json);
        json_key(json, "start");
        json_integer(json, document->samples[spans->items[i].first].start);
        json_key(json, "end");
        json_integer(json, document->samples[spans->items[i].last].end);
        json_key(json, "type");
        json_string(json, kinds[spans->items[i].type]);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "entities");
    json_array_begin(json);
    json_array_end(json);
    json_key(json, "facts");
    json_array_begin(json);
    json_array_end(json);
    json_object_end(json);
}

/* Measures the held documents of a role by the model as it is written; readings of names go to
 * predictions. */
static void model_measure(struct training *training, const struct tagger *tagger,
                          enum document_role role, struct measure *measure,
                          struct buffer *predictions)
{
    struct corpus *corpus = &training->trainer.corpus;
    for (uint32_t i = 0; i < corpus->documents.count; i++) {
        struct found_spans spans;
        struct json json;
        if (!corpus->documents.items[i].held || corpus->documents.items[i].role != role)
            continue;
        found_by_tagger(tagger, corpus, i, measure->arena, &spans);
        measure_add(measure, corpus, &training->trainer.lessons, i, &spans);
        if (role != DOCUMENT_NAMES)
            continue;
        json_init(&json, predictions);
        reading_write(&json, &corpus->documents.items[i], &spans);
        buffer_append_byte(predictions, '\n');
    }
}

static void role_measure(struct training *training, const struct tagger *tagger,
                         enum document_role role, struct buffer *predictions)
{
    struct invocation *invocation = training->invocation;
    struct measure measure, floats;
    measure_init(&measure, &invocation->arena);
    measure_init(&floats, &invocation->arena);
    model_measure(training, tagger, role, &measure, predictions);
    trainer_measure(&training->trainer, role, &floats);
    if (measure.rows.count == 0)
        return;
    output_line(role == DOCUMENT_NAMES ? TEXT(invocation, "train.held_names")
                                       : TEXT(invocation, "train.held_types"));
    figures_print(invocation, &measure, &floats);
}

/* Appends to the file of predictions. */
static bool predictions_write(struct training *training, const struct buffer *predictions)
{
    const char *path = option_value(training->invocation, "predictions");
    if (path == NULL)
        return true;
    FILE *file = fopen(path, "ae");
    struct span bytes = buffer_span(predictions);
    bool good = file != NULL && fwrite(bytes.data, 1, bytes.size, file) == bytes.size;
    if (file != NULL)
        good &= fclose(file) == 0;
    return good || error_add(&training->invocation->error, "file.cannot_write", "file", path,
                             "reason", "", NULL);
}

struct measuring {
    struct training *training;
    const struct tagger *tagger;
    struct buffer *predictions;
};

/* The corpus grows by the types of the tagger. */
static void measuring_run(void *context)
{
    struct measuring *measuring = context;
    role_measure(measuring->training, measuring->tagger, DOCUMENT_NAMES, measuring->predictions);
    role_measure(measuring->training, measuring->tagger, DOCUMENT_TYPES, measuring->predictions);
}

static bool training_measure(struct training *training)
{
    struct invocation *invocation = training->invocation;
    struct tagger *tagger;
    struct buffer predictions;
    if (!tagger_of_bytes(&tagger, buffer_span(&training->model), option_value(invocation, "out"),
                         training->morphology, &invocation->error))
        return false;
    buffer_init(&predictions, PREDICTIONS_LIMIT);
    struct measuring measuring = {training, tagger, &predictions};
    bool good = arena_run(&training->trainer.arena, measuring_run, &measuring) ||
                error_add(&invocation->error, "train.no_memory", NULL);
    good = good && predictions_write(training, &predictions);
    buffer_release(&predictions);
    tagger_close(tagger);
    return good;
}

/* ---- the command ---- */

static bool model_save(struct training *training)
{
    struct invocation *invocation = training->invocation;
    const struct trainer *trainer = &training->trainer;
    struct arena *arena = &invocation->arena;
    if (!trainer_write(&training->trainer, &training->model) ||
        !file_write(option_value(invocation, "out"), buffer_span(&training->model),
                    &invocation->error))
        return false;
    output_line(TEXT(invocation, "train.written", "file", option_value(invocation, "out"), "bytes",
                     message_number(invocation->tongue, arena, (double)training->model.size).data,
                     "named", arena_format(arena, "%.1f", trainer->gate_figures.named * 100).data,
                     "open", arena_format(arena, "%.1f", trainer->gate_figures.open * 100).data));
    return true;
}

static bool training_run(struct training *training)
{
    if (!training_open(training))
        return false;
    trainer_init(&training->trainer, &training->settings, &training->sources, training->morphology,
                 training_told, training, &training->invocation->error);
    bool learnt = trainer_run(&training->trainer);
    progress_clear(training);
    return learnt && model_save(training) && training_measure(training);
}

static int train_run(struct invocation *invocation)
{
    struct training training = {.invocation = invocation,
                                .settings = trainer_defaults,
                                .progress = isatty(STDERR_FILENO) != 0};
    if (!training_read_options(&training))
        return invocation_misused(invocation);
    buffer_init(&training.model, MODEL_ROOM);
    signals_catch();
    bool done = training_run(&training);
    training_close(&training);
    if (done)
        return EXIT_DONE;
    return invocation_fail(invocation, signals_interrupted() ? EXIT_INTERRUPTED : EXIT_FAILED);
}

static const struct command_option train_options[] = {
    {"names", 0, "command.argument.folder", "train.option.names"},
    {"types", 0, "command.argument.folder", "train.option.types"},
    {"texts", 0, "command.argument.folder", "train.option.texts"},
    {"vectors", 0, "command.argument.file", "train.option.vectors"},
    {"teacher", 0, "command.argument.file", "train.option.teacher"},
    {"out", 'o', "command.argument.file", "train.option.out"},
    {"epochs", 0, "command.argument.number", "train.option.epochs"},
    {"seed", 0, "command.argument.number", "train.option.seed"},
    {"hold", 0, "train.argument.hold", "train.option.hold"},
    {"predictions", 0, "command.argument.file", "train.option.predictions"},
    {"evaluate", 0, "command.argument.folder", "train.option.evaluate"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_train;
const struct command command_train = {
    .name = "train",
    .summary = "train.summary",
    .arguments = "train.arguments",
    .description = "train.description",
    .options = train_options,
    .run = train_run,
};

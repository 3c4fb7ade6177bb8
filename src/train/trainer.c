#include "trainer.h"

#include <string.h>

#include "quantize.h"

enum { PROGRESS_BATCHES = 16, AVERAGE_STEPS = 25 };

const struct trainer_settings trainer_defaults = {
    .widths = {64, 96, 64, 64},
    .epochs = 12,
    .names_repeats = 2,
    .vocabulary = 110000,
    .rate = 0.004f,
    .teacher_weight = 1,
    .dropout = {.rows = 0.15f, .words = 0.3f, .vector = 0.05f, .hidden = 0.1f},
    .seed = 0,
};

static const size_t arena_limit = (size_t)16 << 30;

void trainer_init(struct trainer *trainer, const struct trainer_settings *settings,
                  const struct trainer_sources *sources, const struct morphology *morphology,
                  trainer_tell *tell, void *context, struct error *error)
{
    *trainer = (struct trainer){.settings = *settings,
                                .sources = sources,
                                .tell = tell,
                                .context = context,
                                .error = error};
    arena_init(&trainer->arena, arena_limit);
    arena_init(&trainer->scratch, arena_limit);
    corpus_init(&trainer->corpus, &trainer->arena, morphology);
    generator_init(&trainer->generator, settings->seed);
}

void trainer_release(struct trainer *trainer)
{
    arena_release(&trainer->arena);
    arena_release(&trainer->scratch);
}

static bool trainer_told(struct trainer *trainer, struct trainer_progress progress)
{
    progress.epochs = trainer->settings.epochs;
    return trainer->tell == NULL || trainer->tell(trainer->context, &progress);
}

/* ---- reading ---- */

static bool folder_read(struct trainer *trainer, const char *folder, enum document_role role)
{
    return folder == NULL || corpus_read(&trainer->corpus, folder, role, trainer->error);
}

static void documents_hold(struct trainer *trainer, size_t names_end, size_t learnt_end)
{
    size_t of = trainer->settings.hold_of;
    for (size_t i = 0; i < trainer->corpus.documents.count; i++)
        trainer->corpus.documents.items[i].held =
            i >= learnt_end || (i < names_end && of > 0 && i % of == trainer->settings.hold);
}

static bool documents_read(struct trainer *trainer)
{
    const struct trainer_sources *sources = trainer->sources;
    if (!folder_read(trainer, sources->names, DOCUMENT_NAMES))
        return false;
    size_t names_end = trainer->corpus.documents.count;
    bool good = folder_read(trainer, sources->types, DOCUMENT_TYPES);
    for (size_t i = 0; good && i < sources->text_count; i++)
        good = folder_read(trainer, sources->texts[i], DOCUMENT_TEXT);
    size_t learnt_end = trainer->corpus.documents.count;
    good = good && folder_read(trainer, sources->evaluated, DOCUMENT_TYPES);
    documents_hold(trainer, names_end, learnt_end);
    return good;
}

/* The teacher's memory is given back when it has said what it believes. */
static bool teacher_ask(struct trainer *trainer)
{
    struct teacher *teacher;
    if (trainer->sources->teacher.data == NULL)
        return true;
    if (!teacher_read(&teacher, &trainer->arena, &trainer->vectors, trainer->sources->teacher,
                      trainer->sources->teacher_file, trainer->error))
        return false;
    lessons_ask(&trainer->lessons, &trainer->corpus, teacher, &trainer->scratch);
    arena_clear(&trainer->scratch);
    return true;
}

static bool trainer_read(struct trainer *trainer)
{
    const struct trainer_sources *sources = trainer->sources;
    if (!trainer_told(trainer, (struct trainer_progress){.stage = TRAINER_READING}) ||
        !vectors_read(&trainer->vectors, &trainer->arena, sources->vectors, sources->vectors_file,
                      trainer->error) ||
        !documents_read(trainer) ||
        !lessons_init(&trainer->lessons, &trainer->corpus, trainer->error))
        return false;
    if (trainer->lessons.layer_count == 0)
        return error_add(trainer->error, "train.nothing", NULL);
    vocabulary_init(&trainer->vocabulary, &trainer->arena, &trainer->vectors, &trainer->corpus,
                    trainer->settings.vocabulary);
    return trainer_told(trainer, (struct trainer_progress){.stage = TRAINER_ASKING}) &&
           teacher_ask(trainer);
}

/* ---- learning ---- */

struct pool {
    struct batch_item *items;
    size_t count, capacity;
    size_t tokens;
};

static bool document_teaches(const struct trainer *trainer, size_t number)
{
    const struct lesson *lesson = &trainer->lessons.items[number];
    return !trainer->corpus.documents.items[number].held &&
           (lesson->names != NULL || lesson->types != NULL || lesson->beliefs != NULL);
}

static void pool_fill(struct trainer *trainer, struct pool *pool)
{
    for (uint32_t d = 0; d < trainer->corpus.documents.count; d++) {
        const struct document *document = &trainer->corpus.documents.items[d];
        size_t times = document->role == DOCUMENT_NAMES ? trainer->settings.names_repeats : 1;
        for (size_t i = 0; document_teaches(trainer, d) && i < times; i++)
            for (uint32_t s = 0; s < document->tokens.sentence_count; s++) {
                struct batch_item item = {d, s};
                size_t size = document->tokens.sentences[s].count;
                if (size == 0 || size > SENTENCE_MOST)
                    continue;
                *ARRAY_PUSH(&trainer->arena, pool) = item;
                pool->tokens += size;
            }
    }
}

static void pool_shuffle(struct pool *pool, struct generator *generator)
{
    for (size_t i = pool->count; i > 1; i--) {
        size_t other = generator_next(generator) % i;
        struct batch_item item = pool->items[i - 1];
        pool->items[i - 1] = pool->items[other];
        pool->items[other] = item;
    }
}

/* Takes the next sentences of a pool; returns where those behind them begin. */
static size_t batch_take(struct batch *batch, const struct corpus *corpus, const struct pool *pool,
                         size_t at)
{
    batch_clear(batch);
    for (; at < pool->count; at++) {
        uint32_t size = batch_item_size(corpus, pool->items[at]);
        if (!batch_fits(batch, size))
            break;
        batch_add(batch, pool->items[at], size);
    }
    return at;
}

static bool epoch_run(struct trainer *trainer, struct pool *pool, size_t epoch)
{
    const struct trainer_settings *settings = &trainer->settings;
    double loss = 0, all = (double)pool->tokens;
    size_t tokens = 0, batches = 0;
    pool_shuffle(pool, &trainer->generator);
    for (size_t at = 0; at < pool->count;) {
        at = batch_take(&trainer->batch, &trainer->corpus, pool, at);
        loss += network_learn(&trainer->network, &trainer->workspace, &trainer->batch,
                              &trainer->lessons, &settings->dropout, settings->teacher_weight,
                              &trainer->generator);
        tokens += trainer->batch.tokens;
        double done = ((double)epoch + (double)tokens / all) / (double)settings->epochs;
        network_step(&trainer->network, optimizer_rate(settings->rate, done), 1.0f / BATCH_TOKENS);
        if (done >= AVERAGE_FROM && ++trainer->steps % AVERAGE_STEPS == 0)
            network_average(&trainer->network);
        trainer->loss = loss / (double)tokens;
        struct trainer_progress progress = {.stage = TRAINER_LEARNING,
                                            .epoch = epoch + 1,
                                            .done = (double)tokens / all,
                                            .loss = trainer->loss};
        if ((++batches % PROGRESS_BATCHES == 0 || at == pool->count) &&
            !trainer_told(trainer, progress))
            return false;
    }
    return true;
}

static bool trainer_learn(struct trainer *trainer)
{
    struct pool pool = {0};
    pool_fill(trainer, &pool);
    if (pool.count == 0)
        return error_add(trainer->error, "train.nothing", NULL);
    trainer->sentence_count = pool.count;
    trainer->token_count = pool.tokens;
    network_init(&trainer->network, &trainer->arena, &trainer->generator, &trainer->corpus,
                 &trainer->vocabulary, trainer->settings.widths, trainer->lessons.layer_count);
    workspace_init(&trainer->workspace, &trainer->arena, &trainer->network);
    for (size_t epoch = 0; epoch < trainer->settings.epochs; epoch++)
        if (!epoch_run(trainer, &pool, epoch))
            return false;
    network_settle(&trainer->network);
    if (!trainer_told(trainer, (struct trainer_progress){.stage = TRAINER_CLOSING}))
        return false;
    trainer->gate_figures = gate_learn(&trainer->gate, &trainer->arena, &trainer->scratch,
                                       &trainer->network, &trainer->workspace, &trainer->lessons);
    arena_clear(&trainer->scratch);
    return true;
}

static void scratch_work(void *context)
{
    struct trainer *trainer = context;
    trainer->good = trainer_read(trainer) && trainer_learn(trainer);
}

static void arena_work(void *context)
{
    struct trainer *trainer = context;
    if (!arena_run(&trainer->scratch, scratch_work, trainer))
        trainer->good = error_add(trainer->error, "train.no_memory", NULL);
}

bool trainer_run(struct trainer *trainer)
{
    if (!arena_run(&trainer->arena, arena_work, trainer))
        trainer->good = error_add(trainer->error, "train.no_memory", NULL);
    return trainer->good;
}

/* ---- the model ---- */

/* SHA-256 of the digests of all that was learnt from, in order. */
static void data_digest(const struct trainer *trainer, char *out)
{
    struct buffer list;
    char text[DIGEST_TEXT];
    buffer_init(&list, (size_t)1 << 30);
    for (size_t i = 0; i < trainer->corpus.documents.count; i++) {
        const struct document *document = &trainer->corpus.documents.items[i];
        if (!document_teaches(trainer, i))
            continue;
        buffer_append_string(&list, digest_write(&document->text_digest, text));
        if (document->role != DOCUMENT_TEXT)
            buffer_append_string(&list, digest_write(&document->gold_digest, text));
        buffer_append_byte(&list, '\n');
    }
    struct digest digest = digest_of(buffer_span(&list));
    buffer_release(&list);
    digest_write(&digest, out);
}

/* Cuts columns out of the head into a matrix of another width. */
static float *columns_cut(struct arena *arena, const float *from, size_t rows, size_t from_width,
                          size_t at, size_t count, size_t width)
{
    float *out = ARENA_NEW(arena, float, rows *width);
    for (size_t i = 0; i < rows; i++)
        memcpy(out + i * width, from + i * from_width + at, count * sizeof *out);
    return out;
}

static void head_cut(struct trainer *trainer, struct weights *weights)
{
    const struct network *network = &trainer->network;
    struct arena *arena = &trainer->arena;
    size_t third = network->widths[NETWORK_LAYERS], from = network->output_width;
    size_t labels = network->layer_count * TYPE_LABELS;
    const float *head = network->head.weights, *biases = network->head_biases.weights;
    weights->types_width = from - OUTPUT_TYPES;
    weights->names = columns_cut(arena, head, third, from, 0, NAME_LABELS, NAME_WIDTH);
    weights->names_bias = columns_cut(arena, biases, 1, from, 0, NAME_LABELS, NAME_WIDTH);
    weights->types_head =
        columns_cut(arena, head, third, from, OUTPUT_TYPES, labels, weights->types_width);
    weights->types_bias =
        columns_cut(arena, biases, 1, from, OUTPUT_TYPES, labels, weights->types_width);
}

static void weights_fill(struct trainer *trainer, struct weights *weights)
{
    const struct network *network = &trainer->network;
    *weights = (struct weights){.size = network->widths[0],
                                .first_size = network->widths[1],
                                .second_size = network->widths[2],
                                .third_size = network->widths[3],
                                .layers = network->layer_count,
                                .vector_scale = trainer->vocabulary.scale,
                                .rows = network->rows.weights,
                                .contexts = network->contexts.weights,
                                .projection = network->projection.weights,
                                .gate = trainer->gate.weights,
                                .gate_bias = trainer->gate.bias,
                                .anchor_bias = trainer->gate.anchor_bias,
                                .first = network->weights[0].weights,
                                .first_bias = network->biases[0].weights,
                                .second = network->weights[1].weights,
                                .second_bias = network->biases[1].weights,
                                .third = network->weights[2].weights,
                                .third_bias = network->biases[2].weights,
                                .name_steps = network->name_steps.weights,
                                .type_steps = network->type_steps.weights};
    head_cut(trainer, weights);
    for (size_t i = 0; i < network->layer_count; i++) {
        weights->types[i] = trainer->corpus.types.items[trainer->lessons.layers[i].type].data;
        weights->levels[i] = trainer->lessons.layers[i].level;
    }
}

struct model_writing {
    struct trainer *trainer;
    struct weights weights;
};

static void weights_work(void *context)
{
    struct model_writing *writing = context;
    weights_fill(writing->trainer, &writing->weights);
}

bool trainer_write(struct trainer *trainer, struct buffer *out)
{
    struct model_writing writing = {.trainer = trainer};
    char digest[DIGEST_TEXT];
    const size_t prefix = sizeof "sha256:" - 1;
    if (!arena_run(&trainer->arena, weights_work, &writing))
        return error_add(trainer->error, "train.no_memory", NULL);
    data_digest(trainer, digest);
    return model_write(&writing.weights, &trainer->vectors, trainer->vocabulary.words,
                       trainer->vocabulary.word_count, digest + prefix, out, trainer->error);
}

void trainer_measure(struct trainer *trainer, enum document_role role, struct measure *measure)
{
    struct found_spans spans;
    for (uint32_t i = 0; i < trainer->corpus.documents.count; i++) {
        const struct document *document = &trainer->corpus.documents.items[i];
        if (!document->held || document->role != role)
            continue;
        found_by_network(&trainer->network, &trainer->workspace, &trainer->lessons, i,
                         measure->arena, &spans);
        measure_add(measure, &trainer->corpus, &trainer->lessons, i, &spans);
    }
}

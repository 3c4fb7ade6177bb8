/* Weights, and the way forward. */
#include "network.h"

#include <math.h>
#include <string.h>

#include "form_features.h"
#include "matrix.h"

static void layer_init(struct network *network, struct arena *arena, struct generator *generator,
                       size_t layer)
{
    size_t inputs = CONVOLUTION * network->widths[layer], outputs = network->widths[layer + 1];
    parameter_init(&network->weights[layer], arena, generator, inputs * outputs,
                   1.4f / sqrtf((float)inputs));
    parameter_init(&network->biases[layer], arena, generator, outputs, 0);
}

/* How much the weights shrink at each step; scores of steps do not. */
static void decays_set(struct network *network)
{
    const float decay = 0.01f, rare = 0.1f;
    network->rows.decay = decay * rare;
    network->contexts.decay = network->projection.decay = decay;
    network->head.decay = network->head_biases.decay = decay;
    for (size_t i = 0; i < NETWORK_LAYERS; i++)
        network->weights[i].decay = network->biases[i].decay = decay;
}

void network_init(struct network *network, struct arena *arena, struct generator *generator,
                  const struct corpus *corpus, const struct vocabulary *vocabulary,
                  const size_t widths[NETWORK_LAYERS + 1], size_t layer_count)
{
    const float outside_first = 3; /* most tokens are in no span of a type */
    *network =
        (struct network){.corpus = corpus, .vocabulary = vocabulary, .layer_count = layer_count};
    memcpy(network->widths, widths, sizeof network->widths);
    network->output_width =
        (OUTPUT_TYPES + layer_count * TYPE_LABELS + MATRIX_LANES - 1) / MATRIX_LANES * MATRIX_LANES;
    size_t size = widths[0], third = widths[NETWORK_LAYERS], width = network->output_width;
    parameter_init_table(&network->rows, arena, generator, FORM_ROWS, size, ROWS_PLAIN, 0.1f);
    parameter_init(&network->contexts, arena, generator, CONTEXTS * size, 0.1f);
    parameter_init(&network->projection, arena, generator, vocabulary->size * size,
                   0.7f / sqrtf((float)vocabulary->size));
    for (size_t i = 0; i < NETWORK_LAYERS; i++)
        layer_init(network, arena, generator, i);
    parameter_init(&network->head, arena, generator, third * width, 1 / sqrtf((float)third));
    parameter_init(&network->head_biases, arena, generator, width, 0);
    parameter_init(&network->name_steps, arena, generator, NAME_LABELS * NAME_LABELS, 0);
    parameter_init(&network->type_steps, arena, generator, layer_count * TYPE_LABELS * TYPE_LABELS,
                   0);
    for (size_t i = 0; i < layer_count; i++)
        network->head_biases.weights[OUTPUT_TYPES + i * TYPE_LABELS] = outside_first;
    decays_set(network);
    chain_of_spans(&network->names, 3);
    chain_of_spans(&network->types, 1);
}

static float *rows_new(struct arena *arena, size_t width)
{
    return ARENA_NEW(arena, float, (BATCH_ROWS + 2 * BATCH_MARGIN) * width) + BATCH_MARGIN * width;
}

void workspace_init(struct workspace *workspace, struct arena *arena, const struct network *network)
{
    size_t widest = network->output_width * network->widths[NETWORK_LAYERS];
    workspace->vectors = rows_new(arena, network->vocabulary->size);
    for (size_t i = 0; i <= NETWORK_LAYERS; i++) {
        workspace->values[i] = rows_new(arena, network->widths[i]);
        workspace->slopes[i] = rows_new(arena, network->widths[i]);
    }
    for (size_t i = 0; i < NETWORK_LAYERS; i++) {
        size_t matrix = network->widths[i] * network->widths[i + 1];
        widest = matrix > widest ? matrix : widest;
        workspace->masks[i] = ARENA_NEW(arena, uint8_t, BATCH_ROWS * network->widths[i + 1]);
    }
    workspace->outputs = rows_new(arena, network->output_width);
    workspace->output_slopes = rows_new(arena, network->output_width);
    workspace->real = ARENA_NEW(arena, bool, BATCH_ROWS);
    workspace->forms = ARENA_NEW(arena, uint32_t, BATCH_ROWS);
    workspace->contexts = ARENA_NEW(arena, uint8_t, BATCH_ROWS);
    workspace->used_rows = ARENA_NEW(arena, uint32_t, (size_t)BATCH_ROWS * FORM_FEATURES);
    workspace->used_at = ARENA_NEW(arena, size_t, BATCH_ROWS + 1);
    workspace->turned = ARENA_NEW(arena, float, widest);
    workspace->chain_room = ARENA_NEW(arena, float, (size_t)3 * SENTENCE_MOST * CHAIN_LABELS);
    workspace->path = ARENA_NEW(arena, uint8_t, SENTENCE_MOST);
    workspace->back = ARENA_NEW(arena, uint8_t, (size_t)SENTENCE_MOST * CHAIN_LABELS);
}

/* ---- what a token is ---- */

static void tokens_place(const struct network *network, struct workspace *workspace,
                         const struct batch *batch)
{
    memset(workspace->real, 0, batch->rows * sizeof *workspace->real);
    for (size_t i = 0; i < batch->count; i++) {
        const struct document *document =
            &network->corpus->documents.items[batch->items[i].document];
        const struct sample *samples =
            document->samples + document->tokens.sentences[batch->items[i].sentence].first;
        for (size_t k = 0; k < batch->sizes[i]; k++) {
            size_t row = batch->at[i] + k;
            workspace->forms[row] = samples[k].form;
            workspace->contexts[row] = samples[k].context;
            workspace->real[row] = true;
        }
    }
}

static bool left_out(float share, struct generator *generator)
{
    return generator_unit(generator) < share;
}

/* Adds the rows of a form's features; those that are used go to the workspace. Returns how many
 * are used in all. */
static size_t features_add(const struct network *network, struct workspace *workspace,
                           const struct form *form, size_t used, const struct dropout *dropout,
                           struct generator *generator, float *sum)
{
    size_t size = network->widths[0];
    const struct tiles *tiles = tiles_choose();
    for (uint32_t k = 0; k < form->row_count; k++) {
        uint32_t row = form->rows[k];
        bool whole = row >= FORM_ROWS - ROWS_LEMMA - ROWS_FORM;
        if (dropout != NULL && left_out(whole ? dropout->words : dropout->rows, generator))
            continue;
        workspace->used_rows[used++] = row;
        tiles->add(sum, network->rows.weights + row * size, size);
    }
    return used;
}

size_t network_places(const struct network *network, const struct workspace *workspace, size_t row,
                      size_t *places)
{
    size_t count = 0;
    for (size_t bit = 0; bit < CONTEXT_BITS; bit++)
        if (workspace->contexts[row] >> bit & 1)
            places[count++] = bit;
    places[count++] = CONTEXT_ALWAYS;
    if (!network->vocabulary->known[workspace->forms[row]])
        places[count++] = CONTEXT_NO_VECTOR;
    return count;
}

static void rows_clear(float *values, size_t width, size_t rows)
{
    memset(values - BATCH_MARGIN * width, 0, (rows + 2 * BATCH_MARGIN) * width * sizeof *values);
}

static void inputs_fill(const struct network *network, struct workspace *workspace, size_t rows,
                        const struct dropout *dropout, struct generator *generator)
{
    size_t size = network->widths[0], dimensions = network->vocabulary->size, used = 0;
    rows_clear(workspace->values[0], size, rows);
    rows_clear(workspace->vectors, dimensions, rows);
    for (size_t t = 0; t < rows; t++) {
        workspace->used_at[t] = used;
        if (!workspace->real[t])
            continue;
        uint32_t form = workspace->forms[t];
        float *sum = workspace->values[0] + t * size;
        size_t places[CONTEXTS];
        if (network->vocabulary->known[form] &&
            !(dropout != NULL && left_out(dropout->vector, generator)))
            memcpy(workspace->vectors + t * dimensions,
                   network->vocabulary->values + form * dimensions, dimensions * sizeof *sum);
        used = features_add(network, workspace, &network->corpus->forms.items[form], used, dropout,
                            generator, sum);
        size_t count = network_places(network, workspace, t, places);
        for (size_t k = 0; k < count; k++)
            tiles_choose()->add(sum, network->contexts.weights + places[k] * size, size);
    }
    workspace->used_at[rows] = used;
    matrix_multiply_add(rows, size, dimensions, workspace->vectors, dimensions,
                        network->projection.weights, size, workspace->values[0], size);
}

/* ---- layers ---- */

static void rows_set(float *values, const float *row, size_t width, size_t rows)
{
    for (size_t t = 0; t < rows; t++)
        memcpy(values + t * width, row, width * sizeof *row);
}

/* Cuts off what is negative and, in training, a share by chance; the rest makes up for it. */
static void values_activate(float *values, uint8_t *mask, const bool *real, size_t width,
                            size_t rows, float share, struct generator *generator)
{
    float keep = 1 - share;
    uint32_t limit = (uint32_t)((double)keep * 4294967295.0);
    for (size_t t = 0; t < rows; t++)
        for (size_t j = 0; j < width; j++) {
            float *value = &values[t * width + j];
            bool on = real[t] && *value > 0;
            if (on && share > 0)
                on = generator_next(generator) < limit;
            mask[t * width + j] = on;
            *value = on ? *value / keep : 0;
        }
}

void network_forward(const struct network *network, struct workspace *workspace,
                     const struct batch *batch, const struct dropout *dropout,
                     struct generator *generator)
{
    size_t rows = batch->rows, third = network->widths[NETWORK_LAYERS];
    tokens_place(network, workspace, batch);
    inputs_fill(network, workspace, rows, dropout, generator);
    for (size_t i = 0; i < NETWORK_LAYERS; i++) {
        size_t in = network->widths[i], out = network->widths[i + 1];
        rows_set(workspace->values[i + 1], network->biases[i].weights, out, rows);
        matrix_multiply_add(rows, out, CONVOLUTION * in, workspace->values[i] - in, in,
                            network->weights[i].weights, out, workspace->values[i + 1], out);
        values_activate(workspace->values[i + 1], workspace->masks[i], workspace->real, out, rows,
                        dropout != NULL ? dropout->hidden : 0, generator);
    }
    rows_set(workspace->outputs, network->head_biases.weights, network->output_width, rows);
    matrix_multiply_add(rows, network->output_width, third, workspace->values[NETWORK_LAYERS],
                        third, network->head.weights, network->output_width, workspace->outputs,
                        network->output_width);
}

void network_forms(const struct network *network, float *out)
{
    size_t size = network->widths[0], forms = network->corpus->forms.count;
    const struct tiles *tiles = tiles_choose();
    for (size_t i = 0; i < forms; i++) {
        const struct form *form = &network->corpus->forms.items[i];
        float *sum = out + i * size;
        memcpy(sum, network->contexts.weights + CONTEXT_ALWAYS * size, size * sizeof *sum);
        if (!network->vocabulary->known[i])
            tiles->add(sum, network->contexts.weights + CONTEXT_NO_VECTOR * size, size);
        for (uint32_t k = 0; k < form->row_count; k++)
            tiles->add(sum, network->rows.weights + form->rows[k] * size, size);
    }
    matrix_multiply_add(forms, size, network->vocabulary->size, network->vocabulary->values,
                        network->vocabulary->size, network->projection.weights, size, out, size);
}

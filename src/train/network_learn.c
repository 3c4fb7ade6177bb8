/* Losses, and the way back. */
#include <math.h>
#include <string.h>

#include "matrix.h"
#include "network.h"

/* ---- losses: each adds to workspace->output_slopes ---- */

struct learning {
    struct network *network;
    struct workspace *workspace;
    const struct lessons *lessons;
    float teacher_weight;
};

/* A sentence of a batch and what it is to teach. */
struct task {
    const struct lesson *lesson;
    size_t tokens; /* of its document */
    uint32_t first;
    size_t size;
    const float *outputs;
    float *slopes;
};

static double names_lose(struct learning *learning, const struct task *task)
{
    struct network *network = learning->network;
    return chain_loss(&network->names, network->name_steps.weights, task->outputs,
                      network->output_width, task->size, task->lesson->names + task->first, 1,
                      task->slopes, network->name_steps.gradients, learning->workspace->chain_room);
}

static double types_lose(struct learning *learning, const struct task *task)
{
    struct network *network = learning->network;
    const size_t steps = TYPE_LABELS * TYPE_LABELS;
    double loss = 0;
    for (size_t layer = 0; layer < network->layer_count; layer++) {
        size_t at = OUTPUT_TYPES + layer * TYPE_LABELS;
        loss += chain_loss(&network->types, network->type_steps.weights + layer * steps,
                           task->outputs + at, network->output_width, task->size,
                           task->lesson->types + layer * task->tokens + task->first, 1,
                           task->slopes + at, network->type_steps.gradients + layer * steps,
                           learning->workspace->chain_room);
    }
    return loss;
}

/* Cross-entropy with the teacher's beliefs at one token. */
static double belief_lose(const float *scores, const float *beliefs, float weight, float *slopes)
{
    float most = scores[0], sum = 0, shares[TEACHER_TAGS];
    double loss = 0;
    for (size_t i = 1; i < TEACHER_TAGS; i++)
        most = scores[i] > most ? scores[i] : most;
    for (size_t i = 0; i < TEACHER_TAGS; i++) {
        shares[i] = expf(scores[i] - most);
        sum += shares[i];
    }
    for (size_t i = 0; i < TEACHER_TAGS; i++) {
        float share = shares[i] / sum;
        slopes[i] += weight * (share - beliefs[i]);
        loss -= (double)(weight * beliefs[i] * logf(share + 1e-9f));
    }
    return loss;
}

static double beliefs_lose(struct learning *learning, const struct task *task)
{
    size_t width = learning->network->output_width;
    double loss = 0;
    for (size_t t = 0; t < task->size; t++)
        loss += belief_lose(task->outputs + t * width + OUTPUT_TEACHER,
                            task->lesson->beliefs + (task->first + t) * TEACHER_TAGS,
                            learning->teacher_weight, task->slopes + t * width + OUTPUT_TEACHER);
    return loss;
}

static double item_lose(struct learning *learning, const struct batch *batch, size_t item)
{
    const struct network *network = learning->network;
    const struct workspace *workspace = learning->workspace;
    struct batch_item place = batch->items[item];
    const struct document *document = &network->corpus->documents.items[place.document];
    struct task task = {.lesson = &learning->lessons->items[place.document],
                        .tokens = document->tokens.count,
                        .first = document->tokens.sentences[place.sentence].first,
                        .size = batch->sizes[item],
                        .outputs = workspace->outputs + batch->at[item] * network->output_width,
                        .slopes =
                            workspace->output_slopes + batch->at[item] * network->output_width};
    double loss = 0;
    if (task.lesson->names != NULL)
        loss += names_lose(learning, &task);
    if (task.lesson->types != NULL)
        loss += types_lose(learning, &task);
    if (task.lesson->beliefs != NULL)
        loss += beliefs_lose(learning, &task);
    return loss;
}

/* ---- the way back ---- */

static void biases_add(struct parameter *biases, const float *slopes, size_t width, size_t rows)
{
    for (size_t t = 0; t < rows; t++)
        tiles_choose()->add(biases->gradients, slopes + t * width, width);
}

static void slopes_clear(float *slopes, size_t width, size_t rows)
{
    memset(slopes - BATCH_MARGIN * width, 0, (rows + 2 * BATCH_MARGIN) * width * sizeof *slopes);
}

static void slopes_mask(float *slopes, const uint8_t *mask, size_t count, float scale)
{
    for (size_t i = 0; i < count; i++)
        slopes[i] = mask[i] ? slopes[i] * scale : 0;
}

static void head_back(struct network *network, struct workspace *workspace, size_t rows)
{
    size_t width = network->output_width, third = network->widths[NETWORK_LAYERS];
    matrix_transposed_multiply_add(rows, width, third, workspace->values[NETWORK_LAYERS], third,
                                   workspace->output_slopes, width, network->head.gradients, width);
    biases_add(&network->head_biases, workspace->output_slopes, width, rows);
    matrix_transpose(third, width, network->head.weights, workspace->turned);
    slopes_clear(workspace->slopes[NETWORK_LAYERS], third, rows);
    matrix_multiply_add(rows, third, width, workspace->output_slopes, width, workspace->turned,
                        third, workspace->slopes[NETWORK_LAYERS], third);
}

/* Slopes of a layer's values to those of its inputs. */
static void layer_back(struct network *network, struct workspace *workspace, size_t layer,
                       size_t rows)
{
    size_t in = network->widths[layer], out = network->widths[layer + 1];
    const float *slopes = workspace->slopes[layer + 1];
    float *before = workspace->slopes[layer];
    matrix_transposed_multiply_add(rows, out, CONVOLUTION * in, workspace->values[layer] - in, in,
                                   slopes, out, network->weights[layer].gradients, out);
    biases_add(&network->biases[layer], slopes, out, rows);
    slopes_clear(before, in, rows);
    for (size_t k = 0; k < CONVOLUTION; k++) {
        matrix_transpose(in, out, network->weights[layer].weights + k * in * out,
                         workspace->turned);
        matrix_multiply_add(rows, in, out, slopes, out, workspace->turned, in, before + k * in - in,
                            in);
    }
}

static void inputs_back(struct network *network, struct workspace *workspace, size_t rows)
{
    size_t size = network->widths[0], dimensions = network->vocabulary->size;
    matrix_transposed_multiply_add(rows, size, dimensions, workspace->vectors, dimensions,
                                   workspace->slopes[0], size, network->projection.gradients, size);
    for (size_t t = 0; t < rows; t++) {
        const float *slope = workspace->slopes[0] + t * size;
        if (!workspace->real[t])
            continue;
        for (size_t k = workspace->used_at[t]; k < workspace->used_at[t + 1]; k++)
            tiles_choose()->add(parameter_touch(&network->rows, workspace->used_rows[k]), slope,
                                size);
        size_t places[CONTEXTS], count = network_places(network, workspace, t, places);
        for (size_t k = 0; k < count; k++)
            tiles_choose()->add(network->contexts.gradients + places[k] * size, slope, size);
    }
}

double network_learn(struct network *network, struct workspace *workspace,
                     const struct batch *batch, const struct lessons *lessons,
                     const struct dropout *dropout, float teacher_weight,
                     struct generator *generator)
{
    struct learning learning = {network, workspace, lessons, teacher_weight};
    size_t rows = batch->rows;
    double loss = 0;
    network_forward(network, workspace, batch, dropout, generator);
    slopes_clear(workspace->output_slopes, network->output_width, rows);
    for (size_t i = 0; i < batch->count; i++)
        loss += item_lose(&learning, batch, i);
    head_back(network, workspace, rows);
    for (size_t i = NETWORK_LAYERS; i-- > 0;) {
        slopes_mask(workspace->slopes[i + 1], workspace->masks[i], rows * network->widths[i + 1],
                    1 / (1 - dropout->hidden));
        layer_back(network, workspace, i, rows);
    }
    inputs_back(network, workspace, rows);
    return loss;
}

/* Does something to every parameter; its arguments may be unused. */
typedef void parameter_work(struct parameter *parameter, float rate, float scale);

static void network_each(struct network *network, parameter_work *work, float rate, float scale)
{
    struct parameter *all[] = {&network->rows,      &network->contexts,    &network->projection,
                               &network->head,      &network->head_biases, &network->name_steps,
                               &network->type_steps};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        work(all[i], rate, scale);
    for (size_t i = 0; i < NETWORK_LAYERS; i++) {
        work(&network->weights[i], rate, scale);
        work(&network->biases[i], rate, scale);
    }
}

static void average_work(struct parameter *parameter, float rate, float scale)
{
    (void)rate;
    (void)scale;
    parameter_average(parameter);
}

static void settle_work(struct parameter *parameter, float rate, float scale)
{
    (void)rate;
    (void)scale;
    parameter_settle(parameter);
}

void network_step(struct network *network, float rate, float scale)
{
    network_each(network, parameter_step, rate, scale);
}

void network_average(struct network *network)
{
    network_each(network, average_work, 0, 0);
}

void network_settle(struct network *network)
{
    network_each(network, settle_work, 0, 0);
}

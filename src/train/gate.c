#include "gate.h"

#include <math.h>
#include <string.h>

enum {
    ROUNDS = 60,
    SLOW_FROM = 40, /* round */
    PART = 2000,    /* forms learnt from at once */
    COUNT_MOST = 20 /* a form counts as often as it stands in texts, up to this */
};

static const float lenience = 0.5f; /* taken off the score of "outside" */
static const float miss_cost = 6;
/* Shares of the tokens in names that each threshold shuts out: words that are rarely in one. */
static const double miss_share = 0.005, anchor_miss_share = 0.1;

/* How often forms stand in names and elsewhere. */
struct tally {
    uint32_t *named, *plain; /* [forms] */
    uint64_t named_count, plain_count;
};

struct gate_learning {
    const struct network *network;
    struct workspace *workspace;
    const struct lessons *lessons;
    struct batch batch;
    struct tally tally;
    size_t size, forms;
    float *inputs; /* [forms][size] */
};

static void sentence_tally(struct gate_learning *learning, uint32_t number, uint32_t sentence)
{
    const struct network *network = learning->network;
    struct workspace *workspace = learning->workspace;
    struct batch *batch = &learning->batch;
    const struct document *document = &network->corpus->documents.items[number];
    const uint8_t *labels = learning->lessons->items[number].names;
    uint32_t first = document->tokens.sentences[sentence].first;
    struct batch_item item = {number, sentence};
    uint32_t size = batch_item_size(network->corpus, item);
    if (size == 0)
        return;
    batch_clear(batch);
    batch_add(batch, item, size);
    network_forward(network, workspace, batch, NULL, NULL);
    float *outputs = workspace->outputs + batch->at[0] * network->output_width;
    for (uint32_t t = 0; t < size; t++)
        outputs[t * network->output_width] -= lenience;
    chain_decode(&network->names, network->name_steps.weights, outputs, network->output_width, size,
                 workspace->path, workspace->back);
    for (uint32_t t = 0; t < size; t++) {
        bool named = workspace->path[t] != 0 || (labels != NULL && labels[first + t] != 0);
        uint32_t form = document->samples[first + t].form;
        learning->tally.named[form] += named;
        learning->tally.plain[form] += !named;
        learning->tally.named_count += named;
        learning->tally.plain_count += !named;
    }
}

static void corpus_tally(struct gate_learning *learning)
{
    const struct corpus *corpus = learning->network->corpus;
    for (uint32_t d = 0; d < corpus->documents.count; d++) {
        const struct document *document = &corpus->documents.items[d];
        for (uint32_t s = 0; !document->held && s < document->tokens.sentence_count; s++)
            sentence_tally(learning, d, s);
    }
}

static float gate_score(const struct gate_learning *learning, const struct gate *gate, size_t form)
{
    const float *input = learning->inputs + form * learning->size;
    float sum = gate->bias;
    for (size_t i = 0; i < learning->size; i++)
        sum += gate->weights[i] * input[i];
    return sum;
}

static float count_cut(uint32_t count)
{
    return (float)(count > COUNT_MOST ? COUNT_MOST : count);
}

/* The gradient of forms from start to end, the bias behind the weights; returns how much they
 * count. */
static float part_slope(const struct gate_learning *learning, const struct gate *gate, size_t start,
                        size_t end, float *slopes)
{
    float total = 0;
    memset(slopes, 0, (learning->size + 1) * sizeof *slopes);
    for (size_t form = start; form < end; form++) {
        float named = miss_cost * count_cut(learning->tally.named[form]);
        float plain = count_cut(learning->tally.plain[form]);
        if (named + plain == 0)
            continue;
        float belief = 1 / (1 + expf(-gate_score(learning, gate, form)));
        float slope = belief * (named + plain) - named;
        const float *input = learning->inputs + form * learning->size;
        for (size_t i = 0; i < learning->size; i++)
            slopes[i] += slope * input[i];
        slopes[learning->size] += slope;
        total += named + plain;
    }
    return total;
}

static void gate_fit(const struct gate_learning *learning, struct gate *gate, struct arena *scratch)
{
    struct generator unused = {1};
    struct parameter parameter;
    parameter_init(&parameter, scratch, &unused, learning->size + 1, 0);
    gate->weights = parameter.weights;
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t start = 0; start < learning->forms; start += PART) {
            size_t end = start + PART < learning->forms ? start + PART : learning->forms;
            float total = part_slope(learning, gate, start, end, parameter.gradients);
            if (total <= 0)
                continue;
            parameter_step(&parameter, round < SLOW_FROM ? 0.02f : 0.004f, 1 / total);
            gate->bias = gate->weights[learning->size];
        }
}

/* The bias at which a share of the tokens in names is shut out. */
static float bias_of_share(const struct gate_learning *learning, struct gate gate, double share)
{
    float low = -20, high = 20, bias = gate.bias;
    for (int i = 0; i < 40; i++) {
        float middle = (low + high) / 2;
        uint64_t missed = 0;
        gate.bias = bias + middle;
        for (size_t form = 0; form < learning->forms; form++)
            if (learning->tally.named[form] > 0 && gate_score(learning, &gate, form) <= 0)
                missed += learning->tally.named[form];
        if ((double)missed > (double)learning->tally.named_count * share)
            low = middle;
        else
            high = middle;
    }
    return bias + high;
}

static struct gate_figures gate_measure(const struct gate_learning *learning,
                                        const struct gate *gate)
{
    const struct tally *tally = &learning->tally;
    double all = (double)(tally->named_count + tally->plain_count);
    uint64_t open = 0;
    for (size_t form = 0; form < learning->forms; form++)
        if (gate_score(learning, gate, form) > 0)
            open += tally->named[form] + tally->plain[form];
    return (struct gate_figures){(double)tally->named_count / all, (double)open / all};
}

struct gate_figures gate_learn(struct gate *gate, struct arena *arena, struct arena *scratch,
                               const struct network *network, struct workspace *workspace,
                               const struct lessons *lessons)
{
    size_t forms = network->corpus->forms.count, size = network->widths[0];
    struct gate_learning *learning = ARENA_NEW(scratch, struct gate_learning, 1);
    *learning = (struct gate_learning){.network = network,
                                       .workspace = workspace,
                                       .lessons = lessons,
                                       .size = size,
                                       .forms = forms,
                                       .inputs = ARENA_NEW(scratch, float, forms *size)};
    learning->tally.named = ARENA_NEW(scratch, uint32_t, forms);
    learning->tally.plain = ARENA_NEW(scratch, uint32_t, forms);
    *gate = (struct gate){0};
    corpus_tally(learning);
    network_forms(network, learning->inputs);
    gate_fit(learning, gate, scratch);
    gate->anchor_bias = bias_of_share(learning, *gate, anchor_miss_share);
    gate->bias = bias_of_share(learning, *gate, miss_share);
    float *kept = ARENA_NEW(arena, float, size);
    memcpy(kept, gate->weights, size * sizeof *kept);
    gate->weights = kept;
    return gate_measure(learning, gate);
}

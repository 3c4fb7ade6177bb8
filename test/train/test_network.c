/* The network's gradients against finite differences, and its optimizer's rate. */
#include "network.h"

#include <math.h>

#include "sample.h"
#include "suite.h"

void add_network(Suite *suite);

/* A network over the sample, and a batch of its first sentences. */
struct trial {
    struct sample_files sample;
    struct trainer trainer;
    struct batch batch;
};

static void trial_init(struct trial *trial)
{
    sample_init(&trial->sample);
    trial->sample.settings.epochs = 1;
    trainer_init(&trial->trainer, &trial->sample.settings, &trial->sample.sources,
                 trial->sample.morphology, NULL, NULL, &trial->sample.error);
    ck_assert(trainer_run(&trial->trainer));
    batch_clear(&trial->batch);
    for (uint32_t i = 0; i < 4; i++) {
        struct batch_item item = {i * 6, 0}; /* two of names, two of types */
        batch_add(&trial->batch, item, batch_item_size(&trial->trainer.corpus, item));
    }
    for (size_t i = 0; i < trial->trainer.corpus.documents.count; i++) {
        size_t tokens = trial->trainer.corpus.documents.items[i].tokens.count;
        float *beliefs = ARENA_NEW(&trial->trainer.arena, float, tokens *TEACHER_TAGS);
        for (size_t k = 0; k < tokens; k++)
            beliefs[k * TEACHER_TAGS + k % TEACHER_TAGS] = 1;
        trial->trainer.lessons.items[i].beliefs = beliefs;
    }
}

static double trial_loss(struct trial *trial)
{
    struct trainer *trainer = &trial->trainer;
    struct dropout none = {0};
    struct generator generator;
    generator_init(&generator, 1);
    return network_learn(&trainer->network, &trainer->workspace, &trial->batch, &trainer->lessons,
                         &none, 0.5f, &generator);
}

/* The sum of differences over the greatest weights of a parameter. */
static void check_parameter(struct trial *trial, struct parameter *parameter, size_t step)
{
    const float little = 0.004f;
    for (size_t i = 0; i < parameter->count; i += step) {
        memset(parameter->gradients, 0, parameter->count * sizeof(float));
        trial_loss(trial);
        double slope = (double)parameter->gradients[i];
        float kept = parameter->weights[i];
        parameter->weights[i] = kept + little;
        double above = trial_loss(trial);
        parameter->weights[i] = kept - little;
        double below = trial_loss(trial);
        parameter->weights[i] = kept;
        double wanted = (above - below) / (2 * (double)little);
        ck_assert_double_eq_tol(slope, wanted, 0.03 + 0.06 * fabs(wanted));
    }
}

START_TEST(gradients_are_slopes)
{
    struct trial trial;
    trial_init(&trial);
    struct network *network = &trial.trainer.network;
    check_parameter(&trial, &network->head, 37);
    check_parameter(&trial, &network->head_biases, 5);
    check_parameter(&trial, &network->name_steps, 13);
    check_parameter(&trial, &network->type_steps, 11);
    check_parameter(&trial, &network->projection, 17);
    check_parameter(&trial, &network->contexts, 13);
    for (size_t i = 0; i < NETWORK_LAYERS; i++) {
        check_parameter(&trial, &network->weights[i], 61);
        check_parameter(&trial, &network->biases[i], 3);
    }
    trainer_release(&trial.trainer);
    sample_release(&trial.sample);
}
END_TEST

START_TEST(rate_rises_and_falls)
{
    ck_assert(optimizer_rate(1, 0) == 0);
    ck_assert(optimizer_rate(1, 0.01) < optimizer_rate(1, 0.02));
    ck_assert(optimizer_rate(1, 0.03) > 0.96f);
    ck_assert(optimizer_rate(1, 0.5) > optimizer_rate(1, 0.6));
    ck_assert(optimizer_rate(1, 1) > 0.39f && optimizer_rate(1, 1) < 0.41f);
}
END_TEST

void add_network(Suite *suite)
{
    SUITE_ADD(suite, gradients_are_slopes);
    SUITE_ADD(suite, rate_rises_and_falls);
}

/* Training a model from folders of texts: reads them, learns epoch by epoch, learns the gate, and
 * writes the model in whole numbers. The same texts, settings and seed give the same model, byte
 * for byte, on the same kind of processor. */
#ifndef TRAINER_H
#define TRAINER_H

#include "gate.h"
#include "measure.h"
#include "network.h"

struct trainer_settings {
    size_t widths[NETWORK_LAYERS + 1]; /* multiples of MATRIX_LANES */
    size_t epochs;
    size_t names_repeats; /* times that an epoch goes through the names corpus, which is small */
    size_t vocabulary;    /* words that keep their vectors */
    float rate;
    float teacher_weight;
    struct dropout dropout;
    uint64_t seed;
    size_t hold,
        hold_of; /* names documents with index % hold_of == hold are held; hold_of 0: none */
};

/* What is learnt from; NULL for what there is none of. */
struct trainer_sources {
    const char *names, *types; /* folders */
    const char *const *texts;
    size_t text_count;
    const char *evaluated; /* a folder of types for measuring */
    struct span vectors, teacher;
    const char *vectors_file, *teacher_file; /* their names in errors */
};

enum trainer_stage { TRAINER_READING, TRAINER_ASKING, TRAINER_LEARNING, TRAINER_CLOSING };

struct trainer_progress {
    enum trainer_stage stage;
    size_t epoch, epochs; /* from 1 on, while learning */
    double done;          /* share of the epoch */
    double loss;          /* a token, in this epoch so far */
};

/* Told now and then; false ends the training. */
typedef bool trainer_tell(void *context, const struct trainer_progress *progress);

struct trainer {
    struct trainer_settings settings;
    const struct trainer_sources *sources;
    struct arena arena, scratch;
    struct error *error;
    trainer_tell *tell;
    void *context;
    struct corpus corpus;
    struct vectors vectors;
    struct vocabulary vocabulary;
    struct lessons lessons;
    struct generator generator;
    struct network network;
    struct workspace workspace;
    struct gate gate;
    struct gate_figures gate_figures;
    struct batch batch;
    double loss;                        /* a token, of the last epoch */
    size_t steps;                       /* since averaging began */
    size_t sentence_count, token_count; /* of an epoch */
    bool good;
};

/* The settings that gave the model in the tree. */
extern const struct trainer_settings trainer_defaults;

/* A trainer that has read nothing. sources, morphology and error must outlive it; tell may be NULL.
 * Release it with trainer_release(). */
void trainer_init(struct trainer *trainer, const struct trainer_settings *settings,
                  const struct trainer_sources *sources, const struct morphology *morphology,
                  trainer_tell *tell, void *context, struct error *error);
void trainer_release(struct trainer *trainer);
/* Reads and learns. False where it was ended by tell (no error is added) or failed: errors of
 * corpus_read(), vectors_read(), teacher_read(), lessons_init(), "train.nothing",
 * "train.no_memory". */
bool trainer_run(struct trainer *trainer);
/* Appends the model to out. Errors: "train.model_too_large", "train.no_memory". */
bool trainer_write(struct trainer *trainer, struct buffer *out);
/* Measures the network in floats on the held documents of a role. Call within arena_run() of
 * measure's arena. */
void trainer_measure(struct trainer *trainer, enum document_role role, struct measure *measure);

#endif

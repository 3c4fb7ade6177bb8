/* Sentences that go through the network together, parted by rows of zeros. */
#ifndef BATCH_H
#define BATCH_H

#include "corpus.h"

enum {
    BATCH_ITEMS = 512,
    BATCH_ROWS = 4096,
    BATCH_TOKENS = 600,   /* about as many are learnt from at once */
    BATCH_PADDING = 2,    /* rows before, between and behind sentences */
    BATCH_MARGIN = 8,     /* rows of zeros around all values */
    SENTENCE_MOST = 1000, /* tokens of a sentence that are looked at */
};

struct batch_item {
    uint32_t document, sentence;
};

struct batch {
    struct batch_item items[BATCH_ITEMS];
    uint32_t at[BATCH_ITEMS]; /* row of its first token */
    uint32_t sizes[BATCH_ITEMS];
    size_t count;
    size_t rows, tokens;
};

static inline void batch_clear(struct batch *batch)
{
    batch->count = batch->tokens = 0;
    batch->rows = BATCH_PADDING;
}

static inline uint32_t batch_item_size(const struct corpus *corpus, struct batch_item item)
{
    const struct document *document = &corpus->documents.items[item.document];
    uint32_t count = document->tokens.sentences[item.sentence].count;
    return count < SENTENCE_MOST ? count : SENTENCE_MOST;
}

static inline bool batch_fits(const struct batch *batch, uint32_t size)
{
    return batch->count == 0 ||
           (batch->count < BATCH_ITEMS && batch->tokens + size <= BATCH_TOKENS &&
            batch->rows + size + BATCH_PADDING <= BATCH_ROWS - BATCH_MARGIN);
}

static inline void batch_add(struct batch *batch, struct batch_item item, uint32_t size)
{
    batch->items[batch->count] = item;
    batch->at[batch->count] = (uint32_t)batch->rows;
    batch->sizes[batch->count++] = size;
    batch->rows += size + BATCH_PADDING;
    batch->tokens += size;
}

#endif

#include "found.h"

#include "labels.h"

static void path_add(struct arena *arena, struct found_spans *spans, const uint8_t *path,
                     size_t count, uint32_t start, uint32_t type)
{
    for (uint32_t t = 0; t < count; t++) {
        if (!label_begins(path[t]))
            continue;
        struct found found = {.first = start + t, .type = type + label_kind(path[t])};
        while (t + 1 < count && !label_ends(path[t]))
            t++;
        found.last = start + t;
        *ARRAY_PUSH(arena, spans) = found;
    }
}

static void sentence_find(const struct network *network, struct workspace *workspace,
                          const struct lessons *lessons, const struct batch *batch, bool names,
                          uint32_t start, struct arena *arena, struct found_spans *spans)
{
    const float *outputs = workspace->outputs + batch->at[0] * network->output_width;
    size_t count = batch->sizes[0], width = network->output_width;
    if (names) {
        chain_decode(&network->names, network->name_steps.weights, outputs, width, count,
                     workspace->path, workspace->back);
        path_add(arena, spans, workspace->path, count, start, 0);
        return;
    }
    for (size_t i = 0; i < network->layer_count; i++) {
        chain_decode(&network->types, network->type_steps.weights + i * TYPE_LABELS * TYPE_LABELS,
                     outputs + OUTPUT_TYPES + i * TYPE_LABELS, width, count, workspace->path,
                     workspace->back);
        path_add(arena, spans, workspace->path, count, start, lessons->layers[i].type);
    }
}

void found_by_network(const struct network *network, struct workspace *workspace,
                      const struct lessons *lessons, uint32_t number, struct arena *arena,
                      struct found_spans *spans)
{
    const struct document *document = &network->corpus->documents.items[number];
    struct batch *batch = ARENA_NEW(arena, struct batch, 1);
    *spans = (struct found_spans){0};
    for (uint32_t s = 0; s < document->tokens.sentence_count; s++) {
        struct batch_item item = {number, s};
        uint32_t size = batch_item_size(network->corpus, item);
        if (size == 0)
            continue;
        batch_clear(batch);
        batch_add(batch, item, size);
        network_forward(network, workspace, batch, NULL, NULL);
        sentence_find(network, workspace, lessons, batch, document->role == DOCUMENT_NAMES,
                      document->tokens.sentences[s].first, arena, spans);
    }
}

/* ---- the tagger ---- */

static const struct tagger_word *words_analyze(const struct corpus *corpus,
                                               const struct document *document, struct arena *arena)
{
    struct tagger_word *words = ARENA_NEW(arena, struct tagger_word, document->tokens.count + 1);
    for (size_t i = 0; i < document->tokens.count; i++) {
        const struct token *token = &document->tokens.items[i];
        struct span text = span_slice(document->report.text, token->start, token->end);
        struct analysis analyses[ANALYSIS_LIMIT];
        size_t count = token_analyze(corpus->morphology, token, text, analyses);
        struct analysis *kept = ARENA_NEW(arena, struct analysis, count + 1);
        for (size_t k = 0; k < count; k++)
            kept[k] = analyses[k];
        words[i] = (struct tagger_word){kept, (uint32_t)count, UINT32_MAX};
    }
    return words;
}

void found_by_tagger(const struct tagger *tagger, struct corpus *corpus, uint32_t number,
                     struct arena *arena, struct found_spans *spans)
{
    const struct document document = corpus->documents.items[number];
    const struct tagger_word *words = words_analyze(corpus, &document, arena);
    bool names = document.role == DOCUMENT_NAMES;
    struct tags tags;
    *spans = (struct found_spans){0};
    if (names)
        tagger_names(tagger, NULL, arena, &document.report, &document.tokens, words, NULL, &tags);
    else
        tagger_types(tagger, NULL, arena, &document.report, &document.tokens, words, &tags);
    for (size_t i = 0; i < tags.count; i++) {
        const struct tag *tag = &tags.items[i];
        uint32_t type =
            names ? tag->kind : corpus_type(corpus, span_of(tagger_type(tagger, tag->kind)));
        struct found found = {tag->first, tag->end - 1, type};
        *ARRAY_PUSH(arena, spans) = found;
    }
}

#include "measure.h"

#include <string.h>

#include "labels.h"

void measure_init(struct measure *measure, struct arena *arena)
{
    *measure = (struct measure){.arena = arena};
}

static struct measure_row *row_of(struct measure *measure, struct span type)
{
    for (size_t i = 0; i < measure->rows.count; i++)
        if (span_equal(measure->rows.items[i].type, type))
            return &measure->rows.items[i];
    struct measure_row *row = ARRAY_PUSH(measure->arena, &measure->rows);
    row->type = type;
    return row;
}

/* What is compared: the spans of one document, and what they are called. */
struct comparison {
    struct measure *measure;
    const struct corpus *corpus;
    uint32_t number;
    const struct document *document;
};

static void fault_add(const struct comparison *comparison, struct found span, struct span type,
                      bool missed)
{
    const struct token *tokens = comparison->document->tokens.items;
    struct measure_fault fault = {.document = comparison->number,
                                  .type = type,
                                  .missed = missed,
                                  .start = tokens[span.first].start,
                                  .end = tokens[span.last].end};
    *ARRAY_PUSH(comparison->measure->arena, &comparison->measure->faults) = fault;
}

static bool spans_hold(const struct found *spans, size_t count, struct found wanted)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].first == wanted.first && spans[i].last == wanted.last &&
            spans[i].type == wanted.type)
            return true;
    return false;
}

/* Lists what one side has and the other has not. */
static void faults_list(const struct comparison *comparison, const struct found_spans *gold,
                        const struct found_spans *spans, bool names)
{
    for (int side = 0; side < 2; side++) {
        const struct found_spans *own = side == 0 ? gold : spans;
        const struct found_spans *other = side == 0 ? spans : gold;
        for (size_t i = 0; i < own->count; i++) {
            struct found span = own->items[i];
            if (spans_hold(other->items, other->count, span) || spans_hold(own->items, i, span))
                continue;
            struct span type =
                names ? span_of(name_kinds[span.type]) : comparison->corpus->types.items[span.type];
            fault_add(comparison, span, type, side == 0);
        }
    }
}

/* ---- names ---- */

static struct found_spans spans_of_labels(struct arena *arena, const uint8_t *labels, size_t count)
{
    struct found_spans spans = {0};
    for (uint32_t t = 0; t < count; t++) {
        if (!label_begins(labels[t]))
            continue;
        struct found span = {.first = t, .type = label_kind(labels[t])};
        while (t + 1 < count && !label_ends(labels[t]))
            t++;
        span.last = t;
        *ARRAY_PUSH(arena, &spans) = span;
    }
    return spans;
}

static void kinds_mark(const struct found_spans *spans, uint8_t *kinds)
{
    for (size_t i = 0; i < spans->count; i++)
        for (uint32_t t = spans->items[i].first; t <= spans->items[i].last; t++)
            kinds[t] = (uint8_t)(spans->items[i].type + 1);
}

static void names_add(const struct comparison *comparison, const uint8_t *labels,
                      const struct found_spans *spans)
{
    struct measure *measure = comparison->measure;
    size_t count = comparison->document->tokens.count;
    struct found_spans gold = spans_of_labels(measure->arena, labels, count);
    uint8_t *wanted = ARENA_NEW(measure->arena, uint8_t, count + 1);
    uint8_t *given = ARENA_NEW(measure->arena, uint8_t, count + 1);
    kinds_mark(&gold, wanted);
    kinds_mark(spans, given);
    for (uint8_t kind = 1; kind <= NAME_KINDS; kind++) {
        struct measure_row *row = row_of(measure, span_of(name_kinds[kind - 1]));
        for (size_t t = 0; t < count; t++) {
            row->right += wanted[t] == kind && given[t] == kind;
            row->spurious += wanted[t] != kind && given[t] == kind;
            row->missed += wanted[t] == kind && given[t] != kind;
        }
    }
    faults_list(comparison, &gold, spans, true);
}

/* ---- types ---- */

/* Annotated spans that fit no tokens cannot be found: they are missed. */
static void gold_add(const struct comparison *comparison, const struct found_spans *spans,
                     struct found_spans *listed)
{
    const struct document *document = comparison->document;
    for (size_t i = 0; i < document->span_count; i++) {
        const struct gold_span *gold = &document->spans[i];
        struct found span = {gold->first, gold->last, gold->type};
        bool fits = gold->first != UINT32_MAX;
        if (gold->broken || (fits && spans_hold(listed->items, listed->count, span)))
            continue;
        bool right = fits && spans_hold(spans->items, spans->count, span);
        struct measure_row *row =
            row_of(comparison->measure, comparison->corpus->types.items[gold->type]);
        row->right += right;
        row->missed += !right;
        if (fits)
            *ARRAY_PUSH(comparison->measure->arena, listed) = span;
    }
}

static void types_add(const struct comparison *comparison, const struct found_spans *spans)
{
    struct found_spans gold = {0}, broken = {0}, counted = {0};
    gold_add(comparison, spans, &gold);
    for (size_t i = 0; i < comparison->document->span_count; i++) {
        const struct gold_span *span = &comparison->document->spans[i];
        struct found item = {span->first, span->last, span->type};
        if (span->broken && span->first != UINT32_MAX)
            *ARRAY_PUSH(comparison->measure->arena, &broken) = item;
    }
    for (size_t i = 0; i < spans->count; i++) {
        struct found span = spans->items[i];
        if (spans_hold(broken.items, broken.count, span) ||
            spans_hold(counted.items, counted.count, span))
            continue;
        *ARRAY_PUSH(comparison->measure->arena, &counted) = span;
        if (!spans_hold(gold.items, gold.count, span))
            row_of(comparison->measure, comparison->corpus->types.items[span.type])->spurious++;
    }
    faults_list(comparison, &gold, &counted, false);
}

void measure_add(struct measure *measure, const struct corpus *corpus,
                 const struct lessons *lessons, uint32_t number, const struct found_spans *spans)
{
    struct comparison comparison = {measure, corpus, number, &corpus->documents.items[number]};
    if (comparison.document->role == DOCUMENT_NAMES)
        names_add(&comparison, lessons->items[number].names, spans);
    else
        types_add(&comparison, spans);
}

/* ---- figures ---- */

static double share(size_t part, size_t rest)
{
    return part > 0 ? (double)part / (double)(part + rest) : 0;
}

struct figures figures_of(const struct measure_row *row)
{
    struct figures figures = {share(row->right, row->spurious), share(row->right, row->missed), 0};
    if (row->right > 0)
        figures.f1 = 2 * figures.precision * figures.recall / (figures.precision + figures.recall);
    return figures;
}

struct measure_row measure_total(const struct measure *measure)
{
    struct measure_row total = {0};
    for (size_t i = 0; i < measure->rows.count; i++) {
        total.right += measure->rows.items[i].right;
        total.spurious += measure->rows.items[i].spurious;
        total.missed += measure->rows.items[i].missed;
    }
    return total;
}

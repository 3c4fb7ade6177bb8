#include "lesson.h"

#include <stdio.h>
#include <string.h>

#include "batch.h"

enum {
    NESTED_LEAST = 50, /* spans within others of their type that are worth a second layer */
    FIRST = 1,         /* labels of a kind, from its first on: begin, inside, last, unit */
    INSIDE = 2,
    LAST = 3,
    UNIT = 4
};

const char *const name_kinds[NAME_KINDS] = {"PER", "LOC", "ORG"};

static bool span_counts(const struct gold_span *span)
{
    return !span->broken && span->first != UINT32_MAX;
}

static bool spans_equal(const struct gold_span *left, const struct gold_span *right)
{
    return left->type == right->type && left->first == right->first && left->last == right->last;
}

static bool span_within(const struct gold_span *inner, const struct gold_span *outer)
{
    return outer->type == inner->type && span_counts(outer) && outer->first <= inner->first &&
           inner->last <= outer->last && !spans_equal(inner, outer);
}

/* How many spans of its type a span stands within; one that is annotated twice counts once. */
static size_t span_level(const struct document *document, const struct gold_span *span)
{
    size_t level = 0;
    for (size_t i = 0; i < document->span_count; i++) {
        const struct gold_span *other = &document->spans[i];
        bool again = false;
        if (!span_within(span, other))
            continue;
        for (size_t k = 0; k < i; k++)
            again |= !document->spans[k].broken && spans_equal(other, &document->spans[k]);
        level += !again;
    }
    return level;
}

/* ---- layers ---- */

struct type_count {
    size_t spans, nested;
};

static bool layer_add(struct lessons *lessons, uint32_t type, uint8_t level)
{
    if (lessons->layer_count == MODEL_LAYERS)
        return false;
    lessons->layers[lessons->layer_count++] = (struct layer){type, level};
    return true;
}

static void types_count(const struct corpus *corpus, struct type_count *counts)
{
    for (size_t d = 0; d < corpus->documents.count; d++) {
        const struct document *document = &corpus->documents.items[d];
        if (document->role != DOCUMENT_TYPES || document->held)
            continue;
        for (size_t i = 0; i < document->span_count; i++) {
            const struct gold_span *span = &document->spans[i];
            if (!span_counts(span))
                continue;
            counts[span->type].spans++;
            counts[span->type].nested += span_level(document, span) > 0;
        }
    }
}

static bool layers_make(struct lessons *lessons, const struct corpus *corpus)
{
    struct type_count *counts =
        ARENA_NEW(corpus->arena, struct type_count, corpus->types.count + 1);
    types_count(corpus, counts);
    for (uint32_t type = 0; type < corpus->types.count; type++) {
        if (counts[type].spans > 0 && !layer_add(lessons, type, 0))
            return false;
        if (counts[type].nested >= NESTED_LEAST && !layer_add(lessons, type, 1))
            return false;
    }
    return true;
}

/* ---- labels ---- */

/* The number of the sentence of each token; UINT32_MAX where it is in none. */
static uint32_t *sentences_number(struct arena *arena, const struct document *document)
{
    uint32_t *numbers = ARENA_NEW(arena, uint32_t, document->tokens.count + 1);
    for (size_t i = 0; i < document->tokens.count; i++)
        numbers[i] = UINT32_MAX;
    for (uint32_t s = 0; s < document->tokens.sentence_count; s++) {
        const struct sentence *sentence = &document->tokens.sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++)
            numbers[sentence->first + i] = s;
    }
    return numbers;
}

/* Labels the tokens of a span; false where one has a label already. */
static bool span_label(uint8_t *labels, const struct gold_span *span, uint32_t kind)
{
    uint8_t base = (uint8_t)(4 * kind);
    for (uint32_t t = span->first; t <= span->last; t++)
        if (labels[t] != 0)
            return false;
    for (uint32_t t = span->first; t <= span->last; t++)
        labels[t] = (uint8_t)(base + INSIDE);
    labels[span->first] = (uint8_t)(base + FIRST);
    labels[span->last] = (uint8_t)(base + LAST);
    if (span->first == span->last)
        labels[span->first] = (uint8_t)(base + UNIT);
    return true;
}

static bool name_label(struct lesson *lesson, const struct corpus *corpus,
                       const struct gold_span *span)
{
    for (uint32_t kind = 0; kind < NAME_KINDS; kind++)
        if (span_equal(corpus->types.items[span->type], span_of(name_kinds[kind])))
            return span_label(lesson->names, span, kind);
    return false;
}

static bool type_label(const struct lessons *lessons, struct lesson *lesson,
                       const struct document *document, const struct gold_span *span)
{
    size_t level = span_level(document, span);
    for (size_t i = 0; i < lessons->layer_count; i++)
        if (lessons->layers[i].type == span->type && lessons->layers[i].level == level)
            return span_label(lesson->types + i * document->tokens.count, span, 0);
    return false;
}

static void document_label(struct lessons *lessons, const struct corpus *corpus, size_t number)
{
    const struct document *document = &corpus->documents.items[number];
    struct lesson *lesson = &lessons->items[number];
    if (document->role == DOCUMENT_TEXT)
        return;
    uint32_t *sentences = sentences_number(corpus->arena, document);
    bool names = document->role == DOCUMENT_NAMES;
    if (names)
        lesson->names = ARENA_NEW(corpus->arena, uint8_t, document->tokens.count + 1);
    else
        lesson->types =
            ARENA_NEW(corpus->arena, uint8_t, document->tokens.count * lessons->layer_count + 1);
    for (size_t i = 0; i < document->span_count; i++) {
        const struct gold_span *span = &document->spans[i];
        if (span->broken)
            continue;
        bool whole = span_counts(span) && sentences[span->first] != UINT32_MAX &&
                     sentences[span->first] == sentences[span->last];
        lessons->left_out += !whole || !(names ? name_label(lesson, corpus, span)
                                               : type_label(lessons, lesson, document, span));
    }
}

bool lessons_init(struct lessons *lessons, const struct corpus *corpus, struct error *error)
{
    *lessons = (struct lessons){0};
    lessons->items = ARENA_NEW(corpus->arena, struct lesson, corpus->documents.count);
    if (!layers_make(lessons, corpus)) {
        char limit[16];
        snprintf(limit, sizeof limit, "%d", MODEL_LAYERS);
        return error_add(error, "train.too_many_types", "limit", limit, NULL);
    }
    for (size_t i = 0; i < corpus->documents.count; i++)
        document_label(lessons, corpus, i);
    return true;
}

/* ---- the teacher ---- */

static void document_ask(struct lesson *lesson, const struct corpus *corpus,
                         const struct document *document, const struct teacher *teacher,
                         struct arena *scratch)
{
    lesson->beliefs =
        ARENA_NEW(corpus->arena, float, document->tokens.count *TEACHER_TAGS + TEACHER_TAGS);
    for (size_t s = 0; s < document->tokens.sentence_count; s++) {
        const struct sentence *sentence = &document->tokens.sentences[s];
        size_t count = sentence->count < SENTENCE_MOST ? sentence->count : SENTENCE_MOST;
        arena_clear(scratch);
        uint32_t *forms = ARENA_NEW(scratch, uint32_t, count + 1);
        for (size_t t = 0; t < count; t++)
            forms[t] = document->samples[sentence->first + t].form;
        teacher_believe(teacher, scratch, corpus, forms, count,
                        lesson->beliefs + (size_t)sentence->first * TEACHER_TAGS);
    }
}

void lessons_ask(struct lessons *lessons, const struct corpus *corpus,
                 const struct teacher *teacher, struct arena *scratch)
{
    for (size_t i = 0; i < corpus->documents.count; i++)
        if (!corpus->documents.items[i].held)
            document_ask(&lessons->items[i], corpus, &corpus->documents.items[i], teacher, scratch);
}

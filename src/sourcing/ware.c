/* What is bought or made, as it is compared. */
#include "ware.h"

#include <stdlib.h>

#include "utf8.h"

enum {
    ROOT_LETTERS = 5, /* «резиновый» and «резина» have so many in common */
    FEATURES = 160
};

/* How surely names that share a feature mean the same: set by judgement, and by the half of the set
 * of bench/sourcing that is open. */
static const float qualities[] = {
    [FEATURE_WORD] = 1.0F,     [FEATURE_GRADE] = 1.0F, [FEATURE_NUMBER] = 0.75F,
    [FEATURE_SYNONYM] = 0.95F, [FEATURE_PART] = 0.75F, [FEATURE_ROOT] = 0.7F};

struct making {
    struct ware *ware;
    const struct products *products;
    enum ware_side side;
    struct arena *arena;
    struct ware_feature features[FEATURES];
    size_t count;
};

/* Ids of features that are no lemmas: made of a number and what it is. */
static uint32_t feature_id(uint32_t number, uint32_t what)
{
    uint32_t hash = (number * 0x9E3779B1u) ^ (what * 0x85EBCA77u);
    hash ^= hash >> 15;
    hash *= 0xC2B2AE3Du;
    return hash ^ hash >> 13;
}

static void feature_add(struct making *making, enum ware_feature_kind kind, uint32_t id,
                        uint32_t mask, uint32_t concept)
{
    bool noun = false;
    for (size_t i = 0; i < making->ware->words.count; i++)
        noun |= (mask >> i & 1) && making->ware->roles[i] != ROLE_ADJECTIVE;
    if (making->count < FEATURES)
        making->features[making->count++] =
            (struct ware_feature){id,
                                  mask,
                                  qualities[kind],
                                  (uint8_t)kind,
                                  noun && kind != FEATURE_ROOT && kind != FEATURE_NUMBER,
                                  concept};
}

/* The first letters of a word, long enough to be its root. */
static void root_add(struct making *making, struct span folded, uint32_t mask)
{
    size_t at = 0, letters = 0;
    while (at < folded.size && letters < ROOT_LETTERS) {
        utf8_next(folded, &at);
        letters++;
    }
    if (letters == ROOT_LETTERS)
        feature_add(making, FEATURE_ROOT,
                    feature_id(morphology_lemma_id(span_slice(folded, 0, at)), 1), mask, 0);
}

static void split_add(struct making *making, const struct product_word *word, uint32_t mask)
{
    struct span rest;
    uint32_t adjective;
    struct analysis analysis;
    if (!products_split(making->products, word, &rest, &adjective) ||
        !morphology_analyze(products_morphology(making->products), rest, &analysis, 1))
        return;
    feature_add(making, FEATURE_WORD, analysis.lemma, mask, 0);
    making->features[making->count - 1].quality = 0.8F; /* as good as a synonym that is guessed */
    feature_add(making, FEATURE_ROOT, adjective, mask, 0);
}

static void word_features(struct making *making, size_t at)
{
    const struct product_word *word = &making->ware->words.items[at];
    uint32_t mask = 1u << at;
    for (size_t i = 0; i < word->lemma_count; i++)
        feature_add(making, word->grade ? FEATURE_GRADE : FEATURE_WORD, word->lemmas[i], mask, 0);
    if (word->number)
        feature_add(making, FEATURE_NUMBER, feature_id(word->number, 4), mask, 0);
    if (word->grade)
        return;
    root_add(making, word->folded, mask);
    split_add(making, word, mask);
}

/* A need of the whole is answered by an offer of the part, and the other way round; two parts of
 * one whole are not the same. */
static void concept_features(struct making *making, const struct product_concept *found)
{
    uint32_t whole_wants = making->side == WARE_NEED ? 2 : 3;
    uint32_t part_wants = making->side == WARE_NEED ? 3 : 2;
    size_t count;
    const uint32_t *wholes = products_wholes(making->products, found->concept, &count);
    feature_add(making, FEATURE_SYNONYM, feature_id(found->concept, 5), found->mask,
                found->concept);
    if (products_whole(making->products, found->concept))
        feature_add(making, FEATURE_PART, feature_id(found->concept, whole_wants), found->mask,
                    found->concept);
    for (size_t i = 0; i < count; i++)
        feature_add(making, FEATURE_PART, feature_id(wholes[i], part_wants), found->mask,
                    found->concept);
}

/* ---- roles ---- */

static void roles_find(struct making *making)
{
    struct ware *ware = making->ware;
    ware->head = PRODUCT_WORDS;
    for (size_t i = 0; i < ware->words.count; i++) {
        const struct product_word *word = &ware->words.items[i];
        bool plain = !word->grade && products_plain(making->products, word);
        ware->roles[i] = plain         ? ROLE_PLAIN
                         : word->grade ? ROLE_GRADE
                         : word->noun  ? ROLE_NOUN
                                       : ROLE_ADJECTIVE;
        if (ware->roles[i] == ROLE_NOUN && ware->head == PRODUCT_WORDS)
            ware->head = (uint32_t)i;
    }
    /* A name of plain words, or without a noun: the last of its words is the head. */
    for (size_t i = 0; i < ware->words.count && ware->head == PRODUCT_WORDS; i++)
        if (!ware->words.items[i].grade && i + 1 == ware->words.count)
            ware->head = (uint32_t)i;
    if (ware->head != PRODUCT_WORDS)
        ware->roles[ware->head] = products_generic(making->products, &ware->words.items[ware->head])
                                      ? ROLE_GENERIC
                                      : ROLE_HEAD;
}

static int by_id(const void *left, const void *right)
{
    const struct ware_feature *one = left, *other = right;
    if (one->id != other->id)
        return one->id < other->id ? -1 : 1;
    return one->mask < other->mask ? -1 : one->mask > other->mask;
}

void ware_make(struct ware *ware, const struct products *products, struct span text,
               enum ware_side side, struct arena *arena)
{
    struct making making = {.ware = ware, .products = products, .side = side, .arena = arena};
    struct product_concept concepts[PRODUCT_CONCEPTS];
    *ware = (struct ware){.head = PRODUCT_WORDS};
    product_words_cut(products_morphology(products), text, arena, &ware->words);
    roles_find(&making);
    for (size_t i = 0; i < ware->words.count; i++)
        if (ware->roles[i] != ROLE_PLAIN)
            word_features(&making, i);
    size_t count = products_concepts(products, &ware->words, concepts);
    for (size_t i = 0; i < count; i++)
        concept_features(&making, &concepts[i]);
    qsort(making.features, making.count, sizeof *making.features, by_id);
    ware->feature_count = making.count;
    ware->features = ARENA_NEW(arena, struct ware_feature, making.count + 1);
    memcpy(ware->features, making.features, making.count * sizeof *making.features);
}

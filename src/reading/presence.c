#include "presence.h"

#include "grammar_parse.h"
#include "matcher_run.h"

enum { WANTS_FOUND = 16 };

/* ---- what a part wants ---- */

struct wants {
    struct want items[WANTS_FOUND];
    size_t count;
    bool leaves; /* a quote or a reply may lead out of the sentence */
};

static size_t set_size(const struct grammar *grammar, uint32_t set)
{
    const struct lemma_set *bits = &grammar->sets.items[set];
    size_t size = 0;
    for (size_t i = 0; i < bits->capacity; i++)
        size += (size_t)__builtin_popcountll(bits->bits[i]);
    return size;
}

/* How common a thing is; mentions are commoner than words. */
static size_t want_weight(const struct grammar *grammar, const struct want *want)
{
    enum { MENTION_WEIGHT = 1000 };
    return want->type == NODE_WORD   ? set_size(grammar, want->set)
           : want->type == NODE_FORM ? 1
                                     : MENTION_WEIGHT;
}

static bool want_of_leaf(const struct node *leaf, struct want *want)
{
    *want = (struct want){.type = leaf->type, .set = leaf->set};
    if (leaf->type == NODE_LIST || leaf->type == NODE_MENTION) {
        want->type = NODE_MENTION;
        want->mentions = leaf->mentions;
        want->schemas = leaf->schemas;
        return true;
    }
    return leaf->type == NODE_WORD || leaf->type == NODE_FORM;
}

/* One of two things; false where that is no one thing. */
static bool want_join(struct grammar *grammar, struct want *want, const struct want *other)
{
    if (want->type != other->type || (want->type == NODE_FORM && want->set != other->set))
        return false;
    want->mentions |= other->mentions;
    want->schemas |= other->schemas;
    if (want->type != NODE_WORD || want->set == other->set)
        return true;
    uint32_t set = grammar_set_new(grammar);
    grammar_set_join(grammar, set, want->set);
    grammar_set_join(grammar, set, other->set);
    want->set = set;
    return true;
}

static bool want_of_element(struct grammar *grammar, const struct element *element,
                            struct want *want);

/* The first thing that a sequence wants. */
static bool want_of_sequence(struct grammar *grammar, const struct element_sequence *sequence,
                             struct want *want)
{
    for (size_t i = 0; i < sequence->count; i++)
        if (want_of_element(grammar, &sequence->items[i], want))
            return true;
    return false;
}

static bool want_of_element(struct grammar *grammar, const struct element *element,
                            struct want *want)
{
    if (element->optional)
        return false;
    if (!element->is_group)
        return want_of_leaf(&element->leaf, want);
    for (size_t i = 0; i < element->alternative_count; i++) {
        struct want here;
        if (!want_of_sequence(grammar, &element->alternatives[i], i ? &here : want) ||
            (i && !want_join(grammar, want, &here)))
            return false;
    }
    return true;
}

/* Whether a sequence has elements that may lead out of the sentence. */
static bool sequence_leaves(const struct element_sequence *sequence)
{
    for (size_t i = 0; i < sequence->count; i++) {
        const struct element *element = &sequence->items[i];
        uint8_t type = element->leaf.type;
        if (!element->is_group && (type == NODE_QUOTE || type == NODE_REPLY))
            return true;
        for (size_t k = 0; element->is_group && k < element->alternative_count; k++)
            if (sequence_leaves(&element->alternatives[k]))
                return true;
    }
    return false;
}

static void wants_collect(struct grammar *grammar, const struct element_sequence *sequence,
                          struct wants *wants)
{
    for (size_t i = 0; i < sequence->count && wants->count < WANTS_FOUND; i++) {
        const struct element *element = &sequence->items[i];
        if (element->is_group && !element->optional && element->alternative_count == 1)
            wants_collect(grammar, &element->alternatives[0], wants);
        else if (want_of_element(grammar, element, &wants->items[wants->count]))
            wants->count++;
    }
}

void part_find_wants(struct grammar *grammar, struct part *part)
{
    struct wants wants = {0};
    part->want_count = 0;
    if (!part->elements || sequence_leaves(part->elements))
        return;
    wants_collect(grammar, part->elements, &wants);
    while (wants.count && part->want_count < PART_WANTS) {
        size_t best = 0;
        for (size_t i = 1; i < wants.count; i++)
            if (want_weight(grammar, &wants.items[i]) < want_weight(grammar, &wants.items[best]))
                best = i;
        part->wants[part->want_count++] = wants.items[best];
        wants.items[best] = wants.items[--wants.count];
    }
}

uint32_t part_wanted_set(const struct part *part)
{
    for (size_t i = 0; i < part->want_count; i++)
        if (part->wants[i].type == NODE_WORD)
            return part->wants[i].set;
    return NO_SET;
}

/* ---- what a sentence holds ---- */

static size_t words_for(size_t count)
{
    return count / 64 + 1;
}

void presence_init(struct presence *presence, const struct grammar *grammar, struct arena *arena)
{
    size_t lemmas = words_for(grammar->lemmas.strings.count);
    size_t forms = words_for(grammar->forms.strings.count);
    *presence = (struct presence){.lemmas = ARENA_NEW(arena, uint64_t, lemmas),
                                  .forms = ARENA_NEW(arena, uint64_t, forms),
                                  .touched = ARENA_NEW(arena, uint32_t, lemmas),
                                  .touched_forms = ARENA_NEW(arena, uint32_t, forms),
                                  .sets = ARENA_NEW(arena, uint32_t, grammar->sets.count + 1)};
}

static void bit_put(uint64_t *bits, uint32_t number, uint32_t *touched, size_t *count)
{
    if (!bits[number / 64])
        touched[(*count)++] = number / 64;
    bits[number / 64] |= (uint64_t)1 << number % 64;
}

static void presence_clear(struct presence *presence)
{
    for (size_t i = 0; i < presence->touched_count; i++)
        presence->lemmas[presence->touched[i]] = 0;
    for (size_t i = 0; i < presence->touched_form_count; i++)
        presence->forms[presence->touched_forms[i]] = 0;
    presence->touched_count = presence->touched_form_count = 0;
    presence->types = 0;
    presence->schemas = 0;
    presence->stamp++;
}

void presence_of(struct presence *presence, const struct matcher *matcher, uint32_t first,
                 uint32_t end)
{
    presence_clear(presence);
    for (uint32_t token = first; token < end; token++) {
        const struct grammar_word *word = &matcher->words[token];
        for (uint32_t i = 0; i < word->lemma_count; i++)
            bit_put(presence->lemmas, word->lemmas[i].lemma, presence->touched,
                    &presence->touched_count);
        if (word->form)
            bit_put(presence->forms, word->form, presence->touched_forms,
                    &presence->touched_form_count);
        for (uint32_t i = matcher->starts[token]; i != UINT32_MAX;
             i = matcher->units.items[i].next_start)
            unit_kinds(matcher, matcher->units.items[i].mention, &presence->types,
                       &presence->schemas);
    }
}

bool presence_find_set(struct presence *presence, const struct grammar *grammar, uint32_t set)
{
    const struct lemma_set *bits = &grammar->sets.items[set];
    bool found = false;
    for (size_t i = 0; i < presence->touched_count && !found; i++) {
        uint32_t word = presence->touched[i];
        found = word < bits->capacity && (bits->bits[word] & presence->lemmas[word]);
    }
    presence->sets[set] = presence->stamp << 1 | found;
    return found;
}

bool presence_allows(struct presence *presence, const struct grammar *grammar,
                     const struct part *part)
{
    for (size_t i = 0; i < part->want_count; i++) {
        const struct want *want = &part->wants[i];
        bool found =
            want->type == NODE_WORD ? presence_has_set(presence, grammar, want->set)
            : want->type == NODE_FORM
                ? presence->forms[want->set / 64] >> want->set % 64 & 1
                : (want->mentions & presence->types) || (want->schemas & presence->schemas);
        if (!found)
            return false;
    }
    return true;
}

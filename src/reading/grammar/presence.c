#include "presence.h"

#include "form.h"
#include "grammar_parse.h"
#include "matcher_run.h"
#include "quantity.h"
#include "utf8.h"

enum { WANTS_FOUND = 16 };

/* ---- what a part wants ---- */

struct wants {
    struct want items[WANTS_FOUND];
    size_t count;
    bool leaves; /* a quote or a reply may lead out of the sentence */
};

/* Words of few letters, «в», «и», «для», «при», stand everywhere. */
static size_t word_weight(struct span word)
{
    enum { SHORT = 3, SHORT_WEIGHT = 3000 };
    return utf8_count(word) > SHORT ? 1 : SHORT_WEIGHT;
}

static size_t set_weight(const struct grammar *grammar, uint32_t set)
{
    const struct lemma_set *bits = &grammar->sets.items[set];
    size_t weight = 0;
    for (uint32_t i = 0; i < bits->capacity; i++)
        for (uint64_t rest = bits->bits[i]; rest; rest &= rest - 1)
            weight += word_weight(
                intern_string(&grammar->lemmas, i * 64 + (uint32_t)__builtin_ctzll(rest)));
    return weight;
}

/* How common it is that one of the things stands in a sentence; mentions and numbers are commoner
 * than most words. */
static size_t want_weight(const struct grammar *grammar, const struct want *want)
{
    enum { MENTION_WEIGHT = 1000, NUMBER_WEIGHT = 700 };
    return (want->set == NO_SET ? 0 : set_weight(grammar, want->set)) +
           (want->form ? word_weight(intern_string(&grammar->forms, want->form)) : 0) +
           (want->number ? NUMBER_WEIGHT : 0) +
           (want->mentions || want->schemas ? MENTION_WEIGHT : 0);
}

static bool want_of_leaf(const struct node *leaf, struct want *want)
{
    *want = (struct want){.set = NO_SET};
    switch (leaf->type) {
    case NODE_LIST:
    case NODE_MENTION:
        want->mentions = leaf->mentions;
        want->schemas = leaf->schemas;
        return true;
    case NODE_WORD:
        want->set = leaf->set;
        return true;
    case NODE_FORM:
        want->form = leaf->set;
        return true;
    case NODE_NUMBER:
        want->number = true;
        return true;
    case NODE_PHRASE:
    case NODE_QUANTITY:
        /* What heads the phrase or is counted is of the list. */
        if (leaf->flags & NODE_HOLDS) {
            want->set = leaf->set;
            return true;
        }
        want->number = true;
        return leaf->type == NODE_QUANTITY && !(leaf->flags & NODE_ORDINAL);
    default:
        return false;
    }
}

/* The lemmas of both sets. Many patterns have the same alternatives: each pair is joined once. */
static uint32_t sets_join(struct grammar *grammar, uint32_t left, uint32_t right)
{
    if (left == NO_SET || left == right)
        return right;
    if (right == NO_SET)
        return left;
    uint32_t pair[] = {left, right};
    struct span key = {(const char *)pair, sizeof pair};
    const uint32_t *known = map_find(&grammar->joined_by_pair, key);
    if (known)
        return *known;
    uint32_t set = grammar_set_new(grammar);
    grammar_set_join(grammar, set, left);
    grammar_set_join(grammar, set, right);
    *map_add(&grammar->joined_by_pair, arena_copy(grammar->arena, key), NULL) = set;
    return set;
}

/* Of the things of both one is wanted; false where that cannot be said. */
static bool want_join(struct grammar *grammar, struct want *want, const struct want *other)
{
    if (want->form && other->form && want->form != other->form)
        return false;
    want->form = want->form ? want->form : other->form;
    want->number |= other->number;
    want->mentions |= other->mentions;
    want->schemas |= other->schemas;
    want->set = sets_join(grammar, want->set, other->set);
    return true;
}

static bool want_of_element(struct grammar *grammar, const struct element *element,
                            struct want *want);

/* The rarest thing that a sequence wants. */
static bool want_of_sequence(struct grammar *grammar, const struct element_sequence *sequence,
                             struct want *want)
{
    bool any = false;
    for (size_t i = 0; i < sequence->count; i++) {
        struct want here;
        if (!want_of_element(grammar, &sequence->items[i], &here))
            continue;
        if (!any || want_weight(grammar, &here) < want_weight(grammar, want))
            *want = here;
        any = true;
    }
    return any;
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

/* The number of a set among those that are wanted; sets of the same lemmas have one. */
static uint32_t wanted_number(struct grammar *grammar, uint32_t set)
{
    const struct lemma_set *bits = &grammar->sets.items[set];
    size_t size = bits->capacity;
    while (size > 0 && !bits->bits[size - 1])
        size--;
    bool added;
    uint32_t *number = map_add(
        &grammar->wanted_by_bits,
        size ? (struct span){(const char *)bits->bits, size * sizeof *bits->bits} : SPAN("-"),
        &added);
    if (!added)
        return *number;
    *number = (uint32_t)grammar->wanted.count;
    *ARRAY_PUSH(grammar->arena, &grammar->wanted) = set;
    return *number;
}

static void part_find_wants(struct grammar *grammar, struct part *part)
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
        struct want *want = &part->wants[part->want_count++];
        *want = wants.items[best];
        if (want->set != NO_SET)
            want->set = wanted_number(grammar, want->set);
        wants.items[best] = wants.items[--wants.count];
    }
}

/* The weight of a want that names its set by its number among the wanted. */
static size_t numbered_weight(const struct grammar *grammar, struct want want)
{
    if (want.set != NO_SET)
        want.set = grammar->wanted.items[want.set];
    return want_weight(grammar, &want);
}

static bool wants_equal(const struct want *left, const struct want *right)
{
    return left->number == right->number && left->set == right->set && left->form == right->form &&
           left->mentions == right->mentions && left->schemas == right->schemas;
}

/* Puts a want where its weight belongs, the rarest first; the commonest falls out of a full row. */
static void part_add_want(const struct grammar *grammar, struct part *part, struct want want)
{
    size_t at = part->want_count, weight = numbered_weight(grammar, want);
    for (size_t i = 0; i < part->want_count; i++)
        if (wants_equal(&part->wants[i], &want))
            return;
    while (at > 0 && numbered_weight(grammar, part->wants[at - 1]) > weight)
        at--;
    if (at == PART_WANTS)
        return;
    if (part->want_count < PART_WANTS)
        part->want_count++;
    for (size_t i = part->want_count - 1; i > at; i--)
        part->wants[i] = part->wants[i - 1];
    part->wants[at] = want;
}

void pattern_find_wants(struct grammar *grammar, struct pattern *pattern)
{
    for (size_t i = 0; i < pattern->parts.count; i++)
        part_find_wants(grammar, &pattern->parts.items[i]);
    for (size_t i = 0; i < pattern->parts.count; i++) {
        const struct part *need = &pattern->parts.items[i];
        if (need->use != PART_NEED || need->scope == SCOPE_PREVIOUS)
            continue;
        for (size_t k = 0; k < pattern->parts.count; k++)
            for (size_t n = 0; pattern->parts.items[k].use == PART_MATCH && n < need->want_count;
                 n++)
                part_add_want(grammar, &pattern->parts.items[k], need->wants[n]);
    }
}

struct candidate part_candidate(const struct part *part, uint32_t pattern, uint32_t number)
{
    struct candidate candidate = {
        .pattern = pattern, .part = (uint16_t)number, .start = part->start};
    size_t sets = 0;
    for (size_t i = 0; i < part->want_count; i++) {
        const struct want *want = &part->wants[i];
        bool set = want->set != NO_SET, mention = want->mentions || want->schemas;
        bool alone = set + mention + (want->form != 0) + want->number == 1;
        if (alone && set && sets < 2 && want->set < UINT16_MAX) {
            candidate.wanted[sets++] = (uint16_t)(want->set + 1);
        } else if (alone && mention && !candidate.mentions && !candidate.schemas) {
            candidate.mentions = want->mentions;
            candidate.schemas = want->schemas;
        } else if (alone && want->form && !candidate.form) {
            candidate.form = want->form;
        } else {
            candidate.more = true;
        }
    }
    return candidate;
}

/* Calls visit for each lemma of each wanted set. */
static void wanted_visit(struct grammar *grammar, uint32_t *starts,
                         void (*visit)(struct grammar *grammar, uint32_t *starts, uint32_t lemma,
                                       uint32_t number))
{
    for (uint32_t i = 0; i < grammar->wanted.count; i++) {
        const struct lemma_set *set = &grammar->sets.items[grammar->wanted.items[i]];
        for (uint32_t k = 0; k < set->capacity; k++)
            for (uint64_t rest = set->bits[k]; rest; rest &= rest - 1)
                visit(grammar, starts, k * 64 + (uint32_t)__builtin_ctzll(rest), i);
    }
}

static void wanted_count(struct grammar *grammar, uint32_t *starts, uint32_t lemma, uint32_t number)
{
    (void)grammar;
    (void)number;
    starts[lemma + 1]++;
}

static void wanted_put(struct grammar *grammar, uint32_t *starts, uint32_t lemma, uint32_t number)
{
    grammar->wanted_numbers[starts[lemma]++] = number;
}

void grammar_index_wanted(struct grammar *grammar)
{
    size_t lemmas = grammar->lemmas.strings.count + 1;
    uint32_t *starts = ARENA_NEW(grammar->arena, uint32_t, lemmas + 1);
    wanted_visit(grammar, starts, wanted_count);
    for (size_t lemma = 1; lemma <= lemmas; lemma++)
        starts[lemma] += starts[lemma - 1];
    grammar->wanted_numbers = ARENA_NEW(grammar->arena, uint32_t, starts[lemmas] + 1);
    wanted_visit(grammar, starts, wanted_put);
    /* Each start has moved to where the next began. */
    memmove(starts + 1, starts, lemmas * sizeof *starts);
    starts[0] = 0;
    grammar->wanted_starts = starts;
}

/* ---- what a sentence holds ---- */

static size_t words_for(size_t count)
{
    return count / 64 + 1;
}

void presence_init(struct presence *presence, const struct grammar *grammar, struct arena *arena)
{
    size_t forms = words_for(grammar->forms.strings.count);
    *presence = (struct presence){.forms = ARENA_NEW(arena, uint64_t, forms),
                                  .touched_forms = ARENA_NEW(arena, uint32_t, forms),
                                  .sets = ARENA_NEW(arena, uint32_t, grammar->wanted.count + 1)};
}

static void form_put(struct presence *presence, uint32_t form)
{
    if (form >= 64 && !presence->forms[form / 64])
        presence->touched_forms[presence->touched_form_count++] = form / 64;
    presence->forms[form / 64] |= (uint64_t)1 << form % 64;
}

/* Marks all wanted sets that hold a lemma. */
static void lemma_put(struct presence *presence, const struct grammar *grammar, uint32_t lemma)
{
    const uint32_t *number = &grammar->wanted_numbers[grammar->wanted_starts[lemma]];
    const uint32_t *end = &grammar->wanted_numbers[grammar->wanted_starts[lemma + 1]];
    for (; number < end; number++)
        presence->sets[*number + 1] = presence->stamp;
}

static void presence_clear(struct presence *presence)
{
    for (size_t i = 0; i < presence->touched_form_count; i++)
        presence->forms[presence->touched_forms[i]] = 0;
    presence->touched_form_count = 0;
    presence->forms[0] = 0;
    presence->number = presence->number_known = false;
    presence->types = 0;
    presence->schemas = 0;
    presence->stamp++;
    /* What wants no set and no form has its place in every sentence. */
    presence->sets[0] = presence->stamp;
    presence->forms[0] |= 1;
}

void presence_turn(struct presence *presence, uint32_t first, uint32_t end)
{
    presence->known = false;
    presence->first = first;
    presence->end = end;
}

void presence_learn(struct presence *presence, const struct matcher *matcher)
{
    if (presence->known)
        return;
    presence_clear(presence);
    presence->known = true;
    presence->reading = matcher->reading;
    for (uint32_t token = presence->first; token < presence->end; token++) {
        const struct grammar_word *word = matcher->words[token];
        for (uint32_t i = 0; i < word->lemma_count; i++)
            lemma_put(presence, matcher->grammar, word->lemmas[i].lemma);
        if (word->form)
            form_put(presence, word->form);
        for (uint32_t i = matcher->starts[token]; i != UINT32_MAX;
             i = matcher->units.items[i].next_start)
            unit_kinds(matcher, matcher->units.items[i].mention, &presence->types,
                       &presence->schemas);
    }
}

/* Whether a number stands in the sentence; asked of few sentences. */
static bool number_is_present(struct presence *presence)
{
    const struct reading *reading = presence->reading;
    for (uint32_t i = presence->first; !presence->number_known && i < presence->end; i++) {
        const struct word *word = &reading->words[i];
        presence->number |= reading->tokens.items[i].kind == TOKEN_NUMBER ||
                            (word->analysis_count && word->analyses[0].pos == POS_NUMERAL) ||
                            (word->form && word->form->time && quantity_begins(reading, i));
    }
    presence->number_known = true;
    return presence->number;
}

static bool want_is_present(struct presence *presence, const struct want *want)
{
    return (want->set != NO_SET && presence_has_set(presence, want->set)) ||
           (want->form && presence_has_form(presence, want->form)) ||
           (want->mentions & presence->types) || (want->schemas & presence->schemas) ||
           (want->number && number_is_present(presence));
}

bool presence_allows(struct presence *presence, const struct part *part)
{
    for (size_t i = 0; i < part->want_count; i++)
        if (!want_is_present(presence, &part->wants[i]))
            return false;
    return true;
}

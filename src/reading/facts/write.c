/* From drafts to the facts of the reading: what tells each of them, how sure it is, and what became
 * of the drafts that are no facts. */
#include "draft.h"

#include "calibration.h"

/* What is known of a draft while facts are written. */
struct place_of_draft {
    uint32_t root;    /* the draft that it was joined into in the end; itself */
    uint32_t telling; /* its number among the fact's, from 1 */
};

struct writing {
    struct facts *facts;
    struct place_of_draft *places; /* by draft */
    uint32_t *numbers;             /* of facts by draft; 0 for drafts that are none */
};

/* Ways to roots get shorter each time that they are gone. */
static uint32_t root_of(struct drafts *drafts, uint32_t index)
{
    uint32_t root = index;
    while (drafts->items[root].into)
        root = drafts->items[root].into - 1;
    while (drafts->items[index].into) {
        uint32_t next = drafts->items[index].into - 1;
        drafts->items[index].into = root + 1;
        index = next;
    }
    return root;
}

static struct telling telling_of(const struct facts *facts, const struct draft *draft)
{
    return (struct telling){.pattern = &draft->pattern->place,
                            .confidence = draft->pattern->confidence,
                            .range = tokens_range(facts->reading, draft->first, draft->end),
                            .sentence = draft->sentence,
                            .extends = draft->extends};
}

/* The tellings of all facts: a fact's own is its first. */
static void tellings_write(struct writing *writing)
{
    struct facts *facts = writing->facts;
    struct drafts *drafts = &facts->drafts;
    struct fact *items = facts->reading->facts;
    for (uint32_t i = 0; i < drafts->count; i++) {
        writing->places[i].root = root_of(drafts, i);
        uint32_t number = writing->numbers[writing->places[i].root];
        if (number)
            items[number - 1].telling_count++;
    }
    for (uint32_t i = 0; i < drafts->count; i++)
        if (writing->numbers[i]) {
            struct fact *fact = &items[writing->numbers[i] - 1];
            fact->tellings = ARENA_NEW(facts->arena, struct telling, fact->telling_count);
            fact->tellings[0] = telling_of(facts, &drafts->items[i]);
            writing->places[i].telling = 1;
            fact->telling_count = 1;
        }
    for (uint32_t i = 0; i < drafts->count; i++) {
        uint32_t number = writing->numbers[writing->places[i].root];
        if (!number || writing->places[i].root == i)
            continue;
        struct fact *fact = &items[number - 1];
        fact->tellings[fact->telling_count++] = telling_of(facts, &drafts->items[i]);
        writing->places[i].telling = (uint32_t)fact->telling_count;
    }
}

/* Claims of one property stand together, in the order of the schema. */
static void claims_write(struct writing *writing, uint32_t index, struct fact *fact)
{
    const struct draft *draft = &writing->facts->drafts.items[index];
    struct claim *claims = ARENA_NEW(writing->facts->arena, struct claim, draft->claims.count);
    size_t count = 0;
    for (size_t i = 0; i < draft->kind->property_count; i++)
        for (size_t j = 0; j < draft->claims.count; j++)
            if (draft->claims.items[j].property == &draft->kind->properties[i])
                claims[count++] = draft->claims.items[j];
    for (size_t i = 0; i < count; i++) {
        uint32_t source = claims[i].telling;
        bool own = source && writing->places[source - 1].root == index;
        claims[i].telling = own ? writing->places[source - 1].telling : 0;
    }
    fact->claims = claims;
    fact->claim_count = count;
}

/* The sentence that a byte of the text stands in. */
static uint32_t sentence_at(const struct reading *reading, uint32_t byte)
{
    size_t low = 0, high = reading->tokens.sentence_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (reading->tokens.items[reading->tokens.sentences[middle].first].start <= byte)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static unsigned sentences_between(uint32_t left, uint32_t right)
{
    return left > right ? left - right : right - left;
}

/* How far from what tells the fact a claim's words stand. */
static unsigned claim_distance(const struct reading *reading, const struct fact *fact,
                               const struct claim *claim)
{
    if (!claim->evidence_count)
        return 0;
    uint32_t sentence = sentence_at(reading, claim->evidence[0].start);
    const struct telling *telling = &fact->tellings[claim->telling ? claim->telling - 1 : 0];
    if (telling->extends)
        telling = &fact->tellings[0];
    return sentences_between(sentence, telling->sentence);
}

/* The sentences that tell a fact; several patterns may find it in one. */
static unsigned sentences_telling(const struct fact *fact)
{
    unsigned count = 1;
    uint32_t before = fact->tellings[0].sentence;
    for (size_t i = 1; i < fact->telling_count; i++) {
        const struct telling *telling = &fact->tellings[i];
        if (telling->extends || telling->sentence == fact->tellings[0].sentence ||
            telling->sentence == before)
            continue;
        before = telling->sentence;
        count++;
    }
    return count;
}

static void basis_write(const struct reading *reading, const struct draft *draft, struct fact *fact)
{
    fact->basis.pattern = draft->confidence;
    fact->basis.sentences = sentences_telling(fact);
    for (size_t i = 0; i < fact->claim_count; i++) {
        unsigned distance = claim_distance(reading, fact, &fact->claims[i]);
        if (distance > fact->basis.distance)
            fact->basis.distance = distance;
    }
}

/* References to facts are numbers of drafts until here. */
static void references_number(struct writing *writing)
{
    struct drafts *drafts = &writing->facts->drafts;
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        size_t kept = 0;
        for (size_t j = 0; j < draft->claims.count; j++) {
            struct claim claim = draft->claims.items[j];
            if (claim.value.type == VALUE_FACT)
                claim.value.fact = writing->numbers[claim.value.fact - 1];
            if (claim.value.type != VALUE_FACT || claim.value.fact)
                draft->claims.items[kept++] = claim;
        }
        draft->claims.count = kept;
    }
}

static int refusals_compare(const void *left, const void *right)
{
    const struct refusal *a = left, *b = right;
    if (a->telling.range.start != b->telling.range.start)
        return a->telling.range.start < b->telling.range.start ? -1 : 1;
    if (a->telling.range.end != b->telling.range.end)
        return a->telling.range.end < b->telling.range.end ? -1 : 1;
    return strcmp(a->telling.pattern->name, b->telling.pattern->name);
}

/* Matches that a guard forbade, and drafts that were dropped. */
static void refusals_write(struct writing *writing)
{
    struct facts *facts = writing->facts;
    struct {
        struct refusal *items;
        size_t count;
        size_t capacity;
    } refusals = {0};
    for (size_t i = 0; i < facts->matcher.forbidden.count; i++) {
        const struct forbidden *found = &facts->matcher.forbidden.items[i];
        const struct draft match = {.pattern = found->pattern,
                                    .sentence = found->sentence,
                                    .first = found->first,
                                    .end = found->end};
        *ARRAY_PUSH(facts->arena, &refusals) = (struct refusal){
            .kind = found->pattern->kind,
            .telling = telling_of(facts, &match),
            .reason = REFUSED_BY_GUARD,
            .guard = tokens_range(facts->reading, found->guard_first, found->guard_end),
            .line = found->guard->line};
    }
    for (size_t i = 0; i < facts->drafts.count; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        if (writing->numbers[writing->places[i].root] || draft->into)
            continue;
        *ARRAY_PUSH(facts->arena, &refusals) = (struct refusal){
            .kind = draft->kind, .telling = telling_of(facts, draft), .reason = draft->reason};
    }
    if (refusals.count)
        qsort(refusals.items, refusals.count, sizeof *refusals.items, refusals_compare);
    facts->reading->refusals = refusals.items;
    facts->reading->refusal_count = refusals.count;
}

/* What the sides of facts were chosen from; a draft that is none has no side. */
static void choices_write(struct writing *writing)
{
    struct facts *facts = writing->facts;
    size_t kept = 0;
    for (size_t i = 0; i < facts->choices.count; i++) {
        struct choice choice = facts->choices.items[i];
        choice.fact = writing->numbers[choice.fact];
        if (!choice.fact)
            continue;
        choice.fact--;
        facts->choices.items[kept++] = choice;
    }
    facts->reading->choices = facts->choices.items;
    facts->reading->choice_count = kept;
}

void facts_write(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    struct writing writing = {.facts = facts,
                              .places =
                                  ARENA_NEW(facts->arena, struct place_of_draft, drafts->count + 1),
                              .numbers = ARENA_NEW(facts->arena, uint32_t, drafts->count + 1)};
    uint32_t count = 0;
    for (size_t i = 0; i < drafts->count; i++)
        if (!drafts->items[i].dropped && !drafts->items[i].extends)
            writing.numbers[i] = ++count;
    references_number(&writing);
    facts->reading->facts = ARENA_NEW(facts->arena, struct fact, count + 1);
    facts->reading->fact_count = count;
    tellings_write(&writing);
    for (uint32_t i = 0; i < drafts->count; i++) {
        if (!writing.numbers[i])
            continue;
        const struct draft *draft = &drafts->items[i];
        struct fact *fact = &facts->reading->facts[writing.numbers[i] - 1];
        fact->kind = draft->kind;
        claims_write(&writing, i, fact);
        basis_write(facts->reading, draft, fact);
        fact->confidence =
            calibration_confidence(&facts->reader->grammar->calibration, draft->kind, &fact->basis);
    }
    refusals_write(&writing);
    choices_write(&writing);
}

#include "draft_index.h"

/* What a chain is of. */
struct chain_key {
    uint32_t kind;
    uint32_t entity; /* ANY_TEXT, ANY_VALUE, or one */
};

#define ANY_TEXT UINT32_MAX
#define ANY_VALUE (UINT32_MAX - 1)

void draft_index_init(struct draft_index *index, struct arena *arena)
{
    *index = (struct draft_index){.arena = arena};
    map_init(&index->numbers, arena);
    /* Entry 0 ends a chain. */
    ARRAY_PUSH(arena, &index->entries);
}

static struct draft_chain *chain_find(const struct draft_index *index, struct chain_key key)
{
    const uint32_t *number =
        map_find(&index->numbers, (struct span){(const char *)&key, sizeof key});
    return number ? &index->chains.items[*number - 1] : NULL;
}

static struct draft_chain *chain_of(struct draft_index *index, struct chain_key key)
{
    struct draft_chain *chain = chain_find(index, key);
    if (chain)
        return chain;
    /* The map keeps the key's bytes where they are. */
    struct chain_key *copy = ARENA_NEW(index->arena, struct chain_key, 1);
    *copy = key;
    chain = ARRAY_PUSH(index->arena, &index->chains);
    *map_add(&index->numbers, (struct span){(const char *)copy, sizeof *copy}, NULL) =
        (uint32_t)index->chains.count;
    return chain;
}

static void chain_add(struct draft_index *index, struct chain_key key, uint32_t draft)
{
    struct draft_chain *chain = chain_of(index, key);
    if (chain->last && index->entries.items[chain->last].draft == draft)
        return;
    *ARRAY_PUSH(index->arena, &index->entries) = (struct draft_entry){.draft = draft};
    uint32_t entry = (uint32_t)index->entries.count - 1;
    if (chain->last)
        index->entries.items[chain->last].next = entry;
    else
        chain->first = entry;
    chain->last = entry;
    if (++chain->count > DRAFTS_REACH) {
        chain->first = index->entries.items[chain->first].next;
        chain->count--;
    }
}

bool property_tells(const struct schema_kind *kind, const struct schema_property *property)
{
    return property == &kind->properties[0] ||
           (span_equal(kind->name, SPAN("meeting")) && span_equal(property->name, SPAN("event")));
}

/* The key of a value by which facts of a kind are told apart; false for one by which nothing is
 * told apart. */
static bool key_of_claim(const struct draft *draft, const struct claim *claim,
                         struct chain_key *key)
{
    if (!property_tells(draft->kind, claim->property))
        return false;
    key->kind = draft->kind->number;
    key->entity = claim->value.type == VALUE_ENTITY ? claim->value.entity : ANY_TEXT;
    return claim->value.type == VALUE_ENTITY || claim->value.type == VALUE_TEXT;
}

void draft_index_enter(struct draft_index *index, const struct facts *facts,
                       const struct draft *draft)
{
    uint32_t number = (uint32_t)(draft - facts->drafts.items);
    struct chain_key key = {draft->kind->number, ANY_VALUE};
    chain_add(index, key, number);
    for (size_t i = 0; i < draft->claims.count; i++)
        if (key_of_claim(draft, &draft->claims.items[i], &key))
            chain_add(index, key, number);
}

struct draft *draft_entry(const struct facts *facts, const struct draft_index *index,
                          uint32_t *entry)
{
    while (*entry) {
        const struct draft_entry *found = &index->entries.items[*entry];
        struct draft *draft = &facts->drafts.items[found->draft];
        *entry = found->next;
        if (!draft->dropped)
            return draft;
    }
    return NULL;
}

uint32_t draft_index_first(const struct draft_index *index, const struct schema_kind *kind,
                           uint32_t entity)
{
    const struct draft_chain *chain = chain_find(index, (struct chain_key){kind->number, entity});
    return chain ? chain->first : 0;
}

struct draft_walk draft_walk_alike(struct facts *facts, const struct draft_index *index,
                                   const struct draft *draft)
{
    return (struct draft_walk){.facts = facts, .index = index, .draft = draft};
}

struct draft_walk draft_walk_kind(struct facts *facts, const struct draft_index *index,
                                  const struct draft *draft)
{
    return (struct draft_walk){.facts = facts,
                               .index = index,
                               .draft = draft,
                               .claim = SIZE_MAX,
                               .entry = draft_index_first(index, draft->kind, ANY_VALUE),
                               .by_kind = true};
}

struct draft *draft_walk_next(struct draft_walk *walk)
{
    for (;;) {
        struct draft *found = draft_entry(walk->facts, walk->index, &walk->entry);
        if (found || walk->by_kind)
            return found;
        struct chain_key key;
        do {
            if (walk->claim >= walk->draft->claims.count)
                return NULL;
        } while (!key_of_claim(walk->draft, &walk->draft->claims.items[walk->claim++], &key));
        walk->entry = draft_index_first(walk->index, walk->draft->kind, key.entity);
    }
}

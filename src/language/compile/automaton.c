/* Minimal automata: construction and packing. */
#include "automaton.h"

#include <xxhash.h>

#include "dictionary.h"

enum { DEPTH = 128, NO_VALUE = 0xFFFFFF, OPEN_BLOCKS = 64, BASES = 1 << 24 };

struct transition {
    uint32_t target; /* index of a state */
    uint8_t letter;
};

/* A state that will not change any more. Two states are one where value and transitions equal. */
struct state {
    uint32_t first; /* transition */
    uint32_t count;
    uint32_t value; /* NO_VALUE: no key ends here */
    uint32_t base;  /* where it was packed; 0: not yet */
};

/* A state on the path of the last key, still growing. */
struct growing {
    struct transition transitions[CODES];
    uint32_t count;
    uint32_t value;
};

struct automaton {
    struct arena *arena;
    struct growing path[DEPTH + 1];
    uint8_t key[DEPTH];
    size_t key_size;
    struct {
        struct transition *items;
        size_t count;
        size_t capacity;
    } transitions;
    struct {
        struct state *items;
        size_t count;
        size_t capacity;
    } states;
    uint32_t *table; /* open addressing: index of a state + 1 */
    size_t table_size;
    struct {
        uint32_t *items;
        size_t count;
        size_t capacity;
    } units;
    struct {
        struct block {
            uint64_t taken; /* units */
            uint64_t bases; /* bases that a state has */
        } * items;
        size_t count;
        size_t capacity;
    } blocks;    /* of 64 units */
    size_t open; /* blocks before it are not tried again */
};

struct automaton *automaton_new(struct arena *arena)
{
    struct automaton *automaton = ARENA_NEW(arena, struct automaton, 1);
    automaton->arena = arena;
    automaton->path[0].value = NO_VALUE;
    automaton->table_size = 1 << 16;
    automaton->table = ARENA_NEW(arena, uint32_t, automaton->table_size);
    return automaton;
}

static uint64_t hash_state(const struct transition *transitions, size_t count, uint32_t value)
{
    uint64_t words[CODES + 1] = {value};
    for (size_t i = 0; i < count; i++) {
        words[i + 1] = (uint64_t)transitions[i].target << 8 | transitions[i].letter;
    }
    return XXH3_64bits(words, (count + 1) * sizeof *words);
}

static bool state_equal(const struct automaton *automaton, const struct state *state,
                        const struct growing *other)
{
    if (state->count != other->count || state->value != other->value) {
        return false;
    }
    for (size_t i = 0; i < state->count; i++) {
        const struct transition *mine = &automaton->transitions.items[state->first + i];
        if (mine->letter != other->transitions[i].letter ||
            mine->target != other->transitions[i].target) {
            return false;
        }
    }
    return true;
}

static void table_grow(struct automaton *automaton)
{
    automaton->table_size *= 2;
    automaton->table = ARENA_NEW(automaton->arena, uint32_t, automaton->table_size);
    for (size_t i = 0; i < automaton->states.count; i++) {
        const struct state *state = &automaton->states.items[i];
        size_t slot =
            hash_state(&automaton->transitions.items[state->first], state->count, state->value);
        while (automaton->table[slot &= automaton->table_size - 1]) {
            slot++;
        }
        automaton->table[slot] = (uint32_t)i + 1;
    }
}

/* The finished state equal to a growing one. */
static uint32_t freeze(struct automaton *automaton, const struct growing *growing)
{
    size_t slot = hash_state(growing->transitions, growing->count, growing->value);
    while (automaton->table[slot &= automaton->table_size - 1]) {
        uint32_t found = automaton->table[slot] - 1;
        if (state_equal(automaton, &automaton->states.items[found], growing)) {
            return found;
        }
        slot++;
    }
    struct state *state = ARRAY_PUSH(automaton->arena, &automaton->states);
    *state = (struct state){.first = (uint32_t)automaton->transitions.count,
                            .count = growing->count,
                            .value = growing->value};
    for (size_t i = 0; i < growing->count; i++) {
        *ARRAY_PUSH(automaton->arena, &automaton->transitions) = growing->transitions[i];
    }
    uint32_t index = (uint32_t)automaton->states.count - 1;
    automaton->table[slot] = index + 1;
    if (automaton->states.count * 2 > automaton->table_size) {
        table_grow(automaton);
    }
    return index;
}

/* Finishes the states of the path deeper than depth. */
static void freeze_path(struct automaton *automaton, size_t depth)
{
    while (automaton->key_size > depth) {
        uint32_t state = freeze(automaton, &automaton->path[automaton->key_size]);
        struct growing *parent = &automaton->path[--automaton->key_size];
        parent->transitions[parent->count - 1].target = state;
    }
}

bool automaton_add(struct automaton *automaton, const uint8_t *key, size_t size, uint32_t value)
{
    size_t common = 0;
    while (common < size && common < automaton->key_size && key[common] == automaton->key[common]) {
        common++;
    }
    bool rising =
        common < size && (common == automaton->key_size || key[common] > automaton->key[common]);
    if (!rising || size > DEPTH || value >= NO_VALUE) {
        return false;
    }
    freeze_path(automaton, common);
    for (size_t i = common; i < size; i++) {
        struct growing *parent = &automaton->path[i];
        parent->transitions[parent->count++].letter = key[i];
        automaton->path[i + 1].count = 0;
        automaton->path[i + 1].value = NO_VALUE;
    }
    memcpy(automaton->key, key, size);
    automaton->key_size = size;
    automaton->path[size].value = value;
    return true;
}

/* The set of letters with every letter XOR-ed with low. */
static uint64_t set_shifted(uint64_t set, unsigned low)
{
    static const uint64_t masks[6] = {0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F,
                                      0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF};
    for (unsigned bit = 0; bit < 6; bit++) {
        if (low >> bit & 1) {
            unsigned by = 1u << bit;
            set = (set & masks[bit]) << by | (set >> by & masks[bit]);
        }
    }
    return set;
}

static void block_add(struct automaton *automaton)
{
    ARRAY_PUSH(automaton->arena, &automaton->blocks);
    for (size_t i = 0; i < CODES; i++) {
        *ARRAY_PUSH(automaton->arena, &automaton->units) = 0;
    }
    if (automaton->blocks.count - automaton->open > OPEN_BLOCKS) {
        automaton->open++;
    }
}

/* A base whose units for a set of letters are free, and takes them. */
static uint32_t base_find(struct automaton *automaton, uint64_t set)
{
    for (size_t i = automaton->open;; i++) {
        if (i == automaton->blocks.count) {
            block_add(automaton);
        }
        struct block *block = &automaton->blocks.items[i];
        for (unsigned low = 0; low < CODES && ~block->taken; low++) {
            uint64_t needed = set_shifted(set, low);
            if (needed & block->taken || block->bases >> low & 1) {
                continue;
            }
            block->taken |= needed;
            block->bases |= (uint64_t)1 << low;
            return (uint32_t)(i * CODES + low);
        }
    }
}

/* Gives a state and those below it their place; a state without transitions needs none. */
static void place(struct automaton *automaton, uint32_t index)
{
    struct state *state = &automaton->states.items[index];
    if (state->base || state->count == 0) {
        return;
    }
    const struct transition *transitions = &automaton->transitions.items[state->first];
    uint64_t set = state->value != NO_VALUE ? 1 : 0;
    for (size_t i = 0; i < state->count; i++) {
        set |= (uint64_t)1 << transitions[i].letter;
    }
    uint32_t base = base_find(automaton, set);
    state->base = base;
    for (size_t i = 0; i < state->count; i++) {
        place(automaton, transitions[i].target);
    }
    uint32_t *units = automaton->units.items;
    if (state->value != NO_VALUE) {
        units[base] = state->value << UNIT_BASE_SHIFT;
    }
    for (size_t i = 0; i < state->count; i++) {
        const struct state *target = &automaton->states.items[transitions[i].target];
        uint32_t flags = target->count == 0          ? UNIT_LEAF
                         : target->value != NO_VALUE ? UNIT_FINAL
                                                     : 0;
        uint32_t to = target->count == 0 ? target->value : target->base;
        units[base ^ transitions[i].letter] = to << UNIT_BASE_SHIFT | flags | transitions[i].letter;
    }
}

const uint32_t *automaton_pack(struct automaton *automaton, size_t *count)
{
    freeze_path(automaton, 0);
    uint32_t root = freeze(automaton, &automaton->path[0]);
    /* The first block is for the root's unit alone: base 0 then means "not placed". */
    block_add(automaton);
    automaton->blocks.items[0].taken = ~(uint64_t)0;
    automaton->blocks.items[0].bases = ~(uint64_t)0;
    place(automaton, root);
    automaton->units.items[0] = automaton->states.items[root].base << UNIT_BASE_SHIFT;
    *count = automaton->units.count;
    return automaton->units.count < BASES ? automaton->units.items : NULL;
}

/* What the resolver asks of the registry about candidates, each once and many at a time:
 * a question of its own for each would cost more than all that they find. Internal to the folder.
 *
 * Want first, then ask; what was asked before is not asked again. Between finder_init() or
 * finder_forget() and the next of them nothing may be written that the answers rest on. */
#ifndef FINDER_H
#define FINDER_H

#include "map.h"
#include "prepare.h"

struct finder {
    struct resolve_work *work; /* whose registry is asked */
    struct arena *arena;
    size_t limit;    /* of the candidates of a key */
    struct map keys; /* to places in candidates */
    struct {
        struct key_candidates *items;
        size_t count;
        size_t capacity;
    } candidates;
    size_t keys_asked;  /* so many of the candidates are filled */
    struct map numbers; /* to places in profiles */
    struct {
        int64_t *items;
        size_t count;
        size_t capacity;
    } wanted; /* canonical entities */
    struct {
        struct stored_profile *items;
        size_t count;
        size_t capacity;
    } profiles; /* of the first of those wanted */
};

/* What is found lies in arena. */
void finder_init(struct finder *finder, struct resolve_work *work, size_t limit,
                 struct arena *arena);
/* Drops what was found: entities were merged. */
void finder_forget(struct finder *finder);

void finder_want_key(struct finder *finder, uint64_t key);
bool finder_ask_keys(struct finder *finder);
/* The candidates of a key that was asked for. */
const struct stored_entities *finder_key(const struct finder *finder, uint64_t key);

void finder_want_profile(struct finder *finder, int64_t number);
bool finder_ask_profiles(struct finder *finder);
/* The profile of a canonical entity that was asked for; its number is 0 where there is none. */
const struct stored_profile *finder_profile(const struct finder *finder, int64_t number);

#endif

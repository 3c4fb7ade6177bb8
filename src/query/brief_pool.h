/* Inside src/query/ alone: the facts that a brief is made of, and whom of its two sides they touch.
 */
#ifndef BRIEF_POOL_H
#define BRIEF_POOL_H

#include "fact.h"
#include "regions.h"

enum {
    SIDE_MEMBERS = 24,  /* entities that stand for a side */
    MEMBER_FACTS = 200, /* of one of them, the newest */
    REGION_FACTS = 100  /* of a region and kind, the newest */
};

/* One of the two. */
struct brief_side {
    struct stored_entity entity;
    struct query_value shown;
    const struct reference_region *region; /* what is in it is the side's; NULL */
    int64_t members[SIDE_MEMBERS];
    size_t count;
};

struct brief_fact {
    const struct item *item;
    bool touches[2]; /* it names the side, or something in its region */
    struct date told;
};

struct brief_pool {
    struct lookup *lookup;
    struct brief_side sides[2];
    struct items items;
    struct brief_fact *facts; /* those told last first */
    size_t count;
    bool cut;
    struct map places; /* of entities by number: index + 1 of regions */
    struct entity_regions *regions;
};

/* Reads both sides, by ids or names, and gathers. False with an error. */
bool brief_gather(struct lookup *lookup, const struct span asked[2], struct brief_pool *pool);
/* Whether an entity is the side's: one that stands for it, or one that is in its region and does
 * not stand for the other. Of those alone whom facts of the pool name. */
bool side_has(const struct brief_pool *pool, size_t side, int64_t number);
/* Whether a claim of the property names somebody or something of the side. */
bool side_in(const struct brief_pool *pool, size_t side, const struct item *item,
             const char *property);
bool fact_is(const struct brief_fact *fact, const char *kind);

#endif

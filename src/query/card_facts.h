/* Inside src/query/ alone: the facts that an entity has a part in. */
#ifndef CARD_FACTS_H
#define CARD_FACTS_H

#include "lookup.h"

/* A fact that names an entity, and under which property. */
struct part {
    int64_t fact;
    const struct schema_kind *kind;
    const struct schema_property *property;
};

struct parts {
    struct part *items; /* those of the newest reports first, each fact once */
    size_t count;
    size_t capacity;
    bool more; /* there are more than were asked for */
};

/* The facts of all kinds that the newest claims tell of which name the entity. */
void parts_find(struct lookup *lookup, int64_t number, struct parts *parts);
/* The same of these kinds alone, at most limit. */
void parts_of_kinds(struct lookup *lookup, int64_t number, const struct schema_kind *const *kinds,
                    size_t count, size_t limit, struct parts *parts);
/* Reads the facts of these kinds, each once, by number; whether there are more than limit. */
bool facts_of_kinds(struct lookup *lookup, int64_t number, const struct schema_kind *const *kinds,
                    size_t count, size_t limit, struct items *facts);
/* Reads those of the parts that a card shows and counts states by; by number. */
void parts_read(struct lookup *lookup, const struct parts *parts, struct items *facts);
/* The item of a number among items by number; NULL. */
const struct item *item_find(const struct items *facts, int64_t number);
/* Adds a list for each kind of fact but statements to the card, and counts those. */
void related_add(struct lookup *lookup, const struct parts *parts, const struct items *facts,
                 struct query_card *card);

#endif

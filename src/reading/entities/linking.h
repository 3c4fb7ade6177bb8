/* Inside src/reading: candidates that are one entity make a group. entities.c links places,
 * organizations and the like and writes the reading; people.c links persons. Descriptors are
 * resolved to what they point at afterwards (references.c), offices to who holds them (offices.c).
 */
#ifndef LINKING_H
#define LINKING_H

#include "map.h"
#include "names.h"

struct group {
    uint32_t first; /* candidate that began it */
    uint32_t best;  /* candidate whose name is the fullest */
    struct span parts[PERSON_SLOTS];
    uint16_t person;
    const struct schema_kind *kind;
    uint32_t place; /* candidate of the place inside its name; NO_CANDIDATE */
    bool bare;
    bool listed;
    bool initials;         /* of persons: somewhere initials stand for the given name */
    uint32_t next_surname; /* another group of the same surname; 0 for none */
    uint32_t last;         /* 1 + token of the mention last passed; 0 for none */
    struct {
        struct span *items;
        size_t count;
        size_t capacity;
    } aliases;
};

struct linking {
    struct scan *scan;
    struct map keys;     /* family and key to group */
    struct map surnames; /* nominative in folded lower case to group */
    struct {
        struct group *items;
        size_t count;
        size_t capacity;
    } groups;
};

/* Groups are numbered from 1. */
struct group *group_at(const struct linking *linking, uint32_t number);
/* A group begun by a candidate. */
uint32_t group_new(struct linking *linking, uint32_t candidate);
/* Gives all persons of the report their groups. */
void persons_link(struct linking *linking);
/* Points later mentions of an office alone at the person who was named with it; the candidates in
 * the order of the text, linked by then. */
void offices_resolve(struct scan *scan, struct candidate **order, size_t count);
/* The text in lower case with ё as е. */
struct span folded_text(struct arena *arena, struct span text);

#endif

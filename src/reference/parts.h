/* What a reference is made of. Internal to the folder. */
#ifndef PARTS_H
#define PARTS_H

#include "map.h"
#include "reference.h"

/* One of several bodies that bear a name, one after another. */
struct body_name {
    uint32_t body; /* index of bodies */
    bool alone;    /* counts without the state behind it */
    uint32_t next; /* another bearer: index plus 1; 0 */
};

struct reference {
    struct arena arena;
    struct reference_country country;
    struct {
        struct reference_district *items;
        size_t count;
        size_t capacity;
    } districts;
    struct {
        struct reference_region *items;
        size_t count;
        size_t capacity;
    } regions;
    struct map region_names;   /* folded: index plus 1; towns too */
    struct map region_numbers; /* region_number() of the same, its bytes: index plus 1 */
    struct {
        struct reference_body *items;
        size_t count;
        size_t capacity;
    } bodies;
    struct {
        struct body_name *items;
        size_t count;
        size_t capacity;
    } body_names;
    struct map bearers;      /* plain names: index plus 1 of body_names */
    struct map body_numbers; /* number, its bytes: index plus 1 */
};

/* FNV-1a: its values stand in files. Continues from hash; the first time from HASH_START. */
#define HASH_START 0xCBF29CE484222325u
uint64_t reference_hash(uint64_t hash, struct span text);
/* Lower case, ё as е, dashes as hyphens; in arena. */
struct span reference_fold(struct span text, struct arena *arena);
/* The same into out, which has room for text.size bytes. */
struct span reference_fold_into(struct span text, char *out);
bool regions_load(struct reference *reference, struct span folder, struct error *error);
bool bodies_load(struct reference *reference, struct span folder, struct error *error);

#endif

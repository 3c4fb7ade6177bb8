/* A small registry made by hand, for the tests of the questions: two reports that share a firm. */
#ifndef WORLD_H
#define WORLD_H

#include "../registry/fixture.h"
#include "fields.h"
#include "query.h"
#include "reference.h"

struct world {
    struct fixture fixture;
    struct catalogue *catalogue;
    struct morphology *morphology;
    struct reference *reference;
    struct fields *fields;
    struct query query;
};

/* An empty registry, asked in Russian on 1 December 2015. */
void world_init_empty(struct world *world);
/* The same with the two reports, "vympel" and "klaster". */
void world_init(struct world *world);
void world_release(struct world *world);
/* The id of the thing of that name, or of the first fact of that kind of a report. */
struct span world_thing(struct world *world, const char *name);
struct span world_fact(struct world *world, const char *report, const char *kind);

/* A day or less exact date as it is stored, "2015" or "2015-02-09". */
struct date world_day(const char *text);

/* Fails unless what a question wrote is golden/NAME.json, where it stands pretty-printed; with
 * UZEL_ACCEPT set it is accepted instead. */
void golden_compare(const char *name, struct span json);

/* Runs write(query, answer, json) and compares. */
#define GOLDEN(world, name, write, answer)                                                         \
    do {                                                                                           \
        struct buffer golden_buffer;                                                               \
        struct json golden_json;                                                                   \
        buffer_init(&golden_buffer, 16 * 1024 * 1024);                                             \
        json_init(&golden_json, &golden_buffer);                                                   \
        write(&(world)->query, answer, &golden_json);                                              \
        golden_compare(name, buffer_span(&golden_buffer));                                         \
        buffer_release(&golden_buffer);                                                            \
    } while (0)

/* Writes a draft whose last source is a fact with two claims, those from first_claim on, as a
 * report that tells of count such facts. */
void world_draft_write(struct world *world, struct draft *draft, size_t first_claim, size_t count);

#endif

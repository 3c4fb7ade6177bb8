/* How much of what was annotated is found, by type, and what is not.
 *
 * Names are measured token by token: a token counts for the kind of the span that it stands in.
 * Types are measured by spans, nested ones too, which must be the same from end to end; a span that
 * was annotated in fragments neither earns nor costs. */
#ifndef MEASURE_H
#define MEASURE_H

#include "found.h"

struct measure_row {
    struct span type;
    size_t right, spurious, missed;
};

/* A span that was annotated and not found, or found and not annotated. */
struct measure_fault {
    uint32_t document; /* number in the corpus */
    struct span type;
    bool missed;         /* else it is spurious */
    uint32_t start, end; /* bytes of the report's text */
};

struct measure {
    struct arena *arena;
    struct {
        struct measure_row *items;
        size_t count, capacity;
    } rows;
    struct {
        struct measure_fault *items;
        size_t count, capacity;
    } faults;
};

struct figures {
    double precision, recall, f1;
};

/* Nothing measured, in arena; there is nothing to release. */
void measure_init(struct measure *measure, struct arena *arena);
/* Adds what was found in a document, names or types by its role. Call within arena_run(). */
void measure_add(struct measure *measure, const struct corpus *corpus,
                 const struct lessons *lessons, uint32_t document, const struct found_spans *spans);
struct figures figures_of(const struct measure_row *row);
/* The sum of all rows; its type is empty. */
struct measure_row measure_total(const struct measure *measure);

#endif

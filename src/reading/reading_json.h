/* Inside src/reading alone: what is written in readings and in explanations alike. */
#ifndef READING_JSON_H
#define READING_JSON_H

#include "reading.h"

/* The number of code points before every 64th byte of a text. */
struct offsets {
    struct span text;
    uint32_t *marks;
    size_t count;
};

/* False where there is no memory; else release it with offsets_release(). */
bool offsets_init(struct offsets *offsets, struct span text);
void offsets_release(struct offsets *offsets);
uint32_t offset_in_points(const struct offsets *offsets, uint32_t byte);
/* The keys start and end, in code points. */
void write_range(struct json *json, const struct offsets *offsets, struct range range);
/* The key capped with the sentences in which the matcher reached its bound; nothing where it did
 * not. */
void write_capped(struct json *json, const struct offsets *offsets, const struct reading *reading);
/* A value as docs/reading.md has it. */
void write_value(struct json *json, const struct value *value);

#endif

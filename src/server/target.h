/* The target of a request: its path and its query string, decoded strictly.
 *
 * "/api/v1/search?q=%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0&lang=ru" gives the segments api, v1,
 * search and two parameters. A path begins with "/"; its segments are decoded one by one, after the
 * split, so that an encoded slash never makes a segment. What is refused: a broken percent sign,
 * text that is no UTF-8, a zero byte or another control character, more segments or parameters than
 * below. */
#ifndef TARGET_H
#define TARGET_H

#include "arena.h"

enum {
    TARGET_LIMIT = 8192,   /* bytes of a target; a longer one is refused */
    TARGET_SEGMENTS = 16,  /* most segments of a path */
    TARGET_PARAMETERS = 64 /* most parameters of a query string */
};

struct parameter {
    struct span name;
    struct span value;
};

struct target {
    struct span path; /* decoded, for messages and for assets: "/assets/index.js" */
    struct span segments[TARGET_SEGMENTS];
    size_t segment_count; /* none for "/"; a trailing slash adds none */
    struct parameter parameters[TARGET_PARAMETERS];
    size_t parameter_count;
};

/* Reads what stands in a request's line between the method and the version; all of it is copied to
 * arena. False where it is malformed. */
bool target_parse(struct arena *arena, struct span raw, struct target *target);
/* The value of the first parameter of a name; an empty span whose data is NULL where there is none.
 */
struct span target_parameter(const struct target *target, const char *name);

#endif

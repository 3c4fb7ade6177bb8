/* The body of a request: one JSON object whose members are strings or null. */
#ifndef BODY_H
#define BODY_H

#include "arena.h"
#include "error.h"

struct body_field {
    const char *name;
    struct span value; /* data is NULL where the member is missing or null */
};

/* Reads body into fields, whose names are given and whose values are copied to arena. Errors:
 * "server.body_invalid" (line, column), "server.parameter_unknown" (name) for a member that is not
 * among the fields, "server.parameter_invalid" (name, value) for one that is no string. */
bool body_read(struct arena *arena, struct span body, struct body_field *fields, size_t count,
               struct error *error);

#endif

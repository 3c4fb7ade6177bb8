/* Routes: which function answers which method and path. A table of const entries, one a line.
 *
 * A pattern is a path whose segments are literal or, beginning with a colon, variable:
 * "/api/v1/entities/:id/claims". A variable matches one non-empty segment, which the function finds
 * in exchange->arguments, in the order of the pattern. The first entry that matches is taken. */
#ifndef ROUTE_H
#define ROUTE_H

#include "exchange.h"

/* What a route asks of a request besides a right, and how it is answered. A token of a program
 * takes the place of the Origin. */
enum route_kind {
    ROUTE_READ,  /* nothing */
    ROUTE_KEPT,  /* nothing; what it answers depends on target, tongue and the service's version
                    alone, and may be kept (answers.h) */
    ROUTE_SLOW,  /* the same; what is not kept takes tens of milliseconds, so that others would
                    wait behind it: threads beside those that answer work it out */
    ROUTE_HEAVY, /* the same; tenths of seconds: threads of their own, which give way to all others
                  */
    ROUTE_SESSION, /* a matching Origin and a JSON body or none: the exchange of token for session
                    */
    ROUTE_TRY,     /* a matching Origin; writes nothing */
    ROUTE_WRITE    /* a matching Origin; run one after another, in order of arrival */
};

struct route {
    enum method method; /* METHOD_GET answers HEAD as well */
    const char *pattern;
    enum route_kind kind;
    enum right right;  /* that whoever calls it must have */
    size_t body_limit; /* bytes of body that it takes; 0: none */
    unsigned (*answer)(struct exchange *exchange);
    /* Whether this answer takes long, as a file of a whole list does: it is then made one after
     * another with its like, by a thread of their own, and never kept. NULL: none does. */
    bool (*is_long)(const struct exchange *exchange);
    /* What is done before a write takes its turn: passwords are tried and hashed here, at most two
     * at once, with a connection that reads. The status of a refusal, with errors; 0: go on. NULL:
     * nothing. */
    unsigned (*prepare)(struct exchange *exchange);
};

/* The route for a method and the segments of a path. The arguments are written to arguments
 * (ROUTE_ARGUMENTS). NULL where there is none; *methods is then the set of those methods (bit 1 <<
 * enum method) under which the path exists, zero where it does not. */
const struct route *route_find(const struct route *routes, size_t count, enum method method,
                               const struct target *target, struct span *arguments,
                               unsigned *methods);
/* The name of a method; "" for METHOD_OTHER. */
const char *method_name(enum method method);
/* The method of a name; HEAD is METHOD_GET. */
enum method method_of(const char *name);

#endif

/* One request and its answer, as the functions of the routes see them.
 *
 * A route's function reads target, arguments and body, writes the answer's body into out, and
 * returns the HTTP status. Where it appends to error instead, the body becomes the JSON of the
 * error in the asker's tongue. It runs within arena_run() of the exchange's arena: where memory is
 * out it ends at once and the asker gets an error. It knows nothing of sockets. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <stdatomic.h>

#include "arena.h"
#include "asker.h"
#include "attempts.h"
#include "json.h"
#include "message.h"
#include "target.h"

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_DELETE, METHOD_OTHER };

enum { ROUTE_ARGUMENTS = 4 };

/* How long a browser may keep an answer. */
enum caching {
    CACHE_ASK,    /* keep it, but ask each time whether it is still the same (entity tag) */
    CACHE_NEVER,  /* secrets and outcomes of writes */
    CACHE_FOREVER /* files whose name holds a digest of what is in them */
};

struct access;
struct stream;

struct exchange {
    struct arena *arena;
    const struct access *access;
    void *borrowed; /* what the service lends its functions: a connection of the registry */
    const struct catalogue *catalogue;
    enum tongue tongue;
    enum method method;
    struct target target;
    struct span arguments[ROUTE_ARGUMENTS]; /* what stands at the variables of the pattern */
    struct span body;
    struct span body_type; /* its Content-Type */
    struct asker asker;
    struct span address;       /* of the machine that asks */
    struct span agent;         /* what asks, as it says (User-Agent); not to be trusted */
    struct attempts *attempts; /* failed logins */
    void *prepared;            /* by the route's prepare(), in arena */
    struct span origin;        /* by which the asker calls this server: "http://127.0.0.1:8080" */
    const atomic_bool *stops;  /* true once the server stops: long work gives up. May be NULL */

    struct error error;
    struct buffer out; /* the body of the answer */
    struct span fixed; /* the body instead, where its bytes outlive the server (data not NULL) */
    int file;          /* the body instead, where it is a file: its descriptor, which the answer
                          takes over, from its beginning on; -1 for none */
    struct stream *stream;   /* the body instead, where it comes while it is sent (stream.h): the
                                exchange's part of it; NULL for none */
    const char *type;        /* Content-Type, a literal; JSON where the function sets none */
    const char *tag;         /* entity tag with quotes; NULL: made from the body */
    const char *disposition; /* Content-Disposition, in arena; NULL for none */
    const char *encoding;    /* Content-Encoding, a literal; NULL for none */
    const char *location;    /* Location, in arena; NULL for none */
    const char *cookie;      /* Set-Cookie, in arena; NULL for none */
    const char *allow;       /* Allow, in arena; NULL for none */
    const char *retry_after; /* Retry-After, in arena; NULL for none */
    enum caching caching;
};

enum { EXCHANGE_ANSWER_LIMIT = 256 * 1024 * 1024 }; /* bytes of an answer's body */

/* An exchange without request or answer; release it with exchange_release(). */
void exchange_init(struct exchange *exchange, struct arena *arena);
void exchange_release(struct exchange *exchange);
/* Whether the server goes on: for long work, which asks it now and then. */
bool exchange_goes_on(void *exchange);
/* The value of a parameter of the query string; data is NULL where there is none. */
struct span exchange_parameter(const struct exchange *exchange, const char *name);
/* Reads a parameter that is a number of lowest to highest into *value, which keeps what it holds
 * where the parameter is absent. Errors: "server.parameter_invalid" (name, value). */
bool exchange_integer(struct exchange *exchange, const char *name, int64_t lowest, int64_t highest,
                      int64_t *value);
/* Replaces the body by the JSON of the exchange's errors, as RFC 9457 has it, for an HTTP status:
 * {"type", "title", "status", "detail", "key", "arguments": {…}, "more": ["…"]}. */
void exchange_write_errors(struct exchange *exchange, unsigned status);

#endif

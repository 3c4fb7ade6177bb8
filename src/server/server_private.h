/* What the files of the server share among themselves. */
#ifndef SERVER_PRIVATE_H
#define SERVER_PRIVATE_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "answers.h"
#include "flights.h"
#include "line.h"
#include "listener.h"
#include "server.h"
#include "session.h"

enum {
    VISIT_ARENA_LIMIT = 512 * 1024 * 1024, /* bytes that answering one request may take */
    HASHES_AT_ONCE = 2,
    WAITING_HASHES = 4 /* for each of them */
};

struct server {
    struct server_options options;
    struct listener listener;
    struct MHD_Daemon *daemons[LISTENER_FAMILIES];
    struct guard guard;
    struct line line;  /* writes */
    struct line files; /* answers that take long */
    struct line slow;  /* … and those of slow and of heavy routes */
    struct line heavy;
    struct line hashes[HASHES_AT_ONCE];
    bool guard_runs;
    bool line_runs;
    bool files_run;
    bool slow_run;
    bool heavy_run;
    size_t hashes_run;
    bool attempts_run;
    atomic_uint next_hash;
    atomic_bool noting; /* the use of a secret is about to be noted */
    struct attempts attempts;
    atomic_bool stops;
    atomic_size_t visits; /* requests under way */
    struct access access;
    struct answers answers;
    struct flights flights;
};

enum visit_state {
    VISIT_LINE,     /* the request's first line is known */
    VISIT_BODY,     /* the body is being taken */
    VISIT_WAITING,  /* in a line, or for one who works out the same */
    VISIT_ANSWERED, /* the exchange holds the answer */
    VISIT_SENT
};

/* One request on its way. */
struct visit {
    struct line_item item; /* must stand first: the line hands it back */
    struct server *server;
    struct MHD_Connection *connection;
    struct guarded *guarded;
    struct arena arena;
    struct exchange exchange;
    struct buffer body;
    const struct route *route; /* NULL: an asset's path */
    enum visit_state state;
    unsigned status;
    bool closes;          /* refused, and its body is not waited for: the connection ends */
    bool is_long;         /* its answer is made in the line of those that take long */
    bool prepared;        /* what the route does before its turn is done */
    bool sent;            /* by a kept answer */
    bool joined;          /* it has been asked whether another works out the same */
    char tag[ANSWER_TAG]; /* of the answer's body; empty: it has none */
    enum MHD_Result result;
    struct span key; /* by which its answer may be kept; data is NULL where it may not */
    uint64_t version;
    struct flight flight;
    struct span host;
    char raw[]; /* the target as it was sent */
};

/* Checks the request's head and finds its route. Sets visit->status and appends to the exchange's
 * errors where it is refused. */
void visit_admit(struct visit *visit, const char *method);
/* Whose thread answers. */
enum turn {
    TURN_AT_ONCE, /* the connection's own */
    TURN_WRITE,   /* that of the line of writes */
    TURN_FILE,    /* … of answers that take long */
    TURN_QUESTION /* … of slow or heavy routes */
};

/* What is to be done with a visit. */
enum next {
    NEXT_SEND, /* it is answered */
    NEXT_LINE, /* its route is slow or heavy: it is to wait for its turn. In its turn: the answer is
                  kept by now, and the connection's own thread is to send it */
    NEXT_NOTHING /* its connection is suspended until the same, which another works out, is there;
                    it may go on at any moment, so it may not be looked at any more */
};

/* Runs the route, or looks up the asset, within the arena's limit, unless the answer is kept; sets
 * visit->status. What it has worked out is kept if it may be. */
enum next visit_answer(struct visit *visit, enum turn turn);
/* Runs what the route does before its turn, with a connection that reads; false where that was the
 * answer. */
bool visit_prepare(struct visit *visit);
/* Answers that too many writes wait already, or that the server stops; of a route that prepares,
 * that too many passwords are tried. */
void visit_turn_away(struct visit *visit);
/* A header of the request; data is NULL where it is missing. */
struct span visit_header(const struct visit *visit, const char *name);
/* Sends the answer that the exchange holds. */
enum MHD_Result visit_send(struct visit *visit);

#endif

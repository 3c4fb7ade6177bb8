/* The HTTP server: one process on the loopback, a pool of threads that wait by epoll.
 *
 * It answers the routes that it is given and, at all other paths, the embedded web app. Whatever
 * is asked, it first checks that the Host is this machine's loopback at the server's port, or the
 * site's. Each route asks for a right (right.h); a write asks for a matching Origin too. Where the
 * service knows no accounts, whoever has the token that the server makes when it starts has all
 * rights. Writes wait in a line and are done one after another by a thread of their own; the
 * threads that answer reads never wait for them, nor for heavy questions (route.h), which threads
 * beside them work out. Two more threads compute hashes of passwords.
 *
 * Answers carry a strict content security policy and entity tags; those of routes that are marked
 * so are kept in memory until the service's version changes (answers.h). Errors are problems of
 * RFC 9457 in the asker's tongue (exchange_write_errors). Limits: server_limits. */
#ifndef SERVER_H
#define SERVER_H

#include "guard.h"
#include "route.h"
#include "site.h"

/* What the server serves. It must outlive the server; its functions are called from many threads.
 */
struct service {
    const struct route *routes;
    size_t route_count;
    void *context;
    /* Lends what a route's function needs as exchange->borrowed, and takes it back after; writing
     * says that it is the line's thread that asks. NULL functions: nothing is lent. borrow() may
     * fail, with errors. */
    bool (*borrow)(void *context, bool writing, void **borrowed, struct error *error);
    void (*give_back)(void *context, bool writing, void *borrowed);
    /* The version of all that the routes marked as kept answer, as of what was lent; another one
     * after each change. NULL: nothing is kept. */
    uint64_t (*version)(void *context, const void *borrowed);
    /* Finds who shows a session's secret, or a token where that is empty; both may be empty. NULL:
     * there are no accounts. May fail, with errors. */
    bool (*find)(void *context, struct arena *arena, struct span session, struct span token,
                 struct work_access *access, struct error *error);
    /* Notes that a secret was used, by what was lent for writing. */
    void (*use)(void *context, void *borrowed, struct arena *arena, enum secret_kind kind,
                int64_t number);
    /* The server stops: what the service does on its own account is to end, streams first of all.
     * NULL: there is nothing. */
    void (*stop)(void *context);
};

struct server_options {
    unsigned port;      /* 0: any that is free */
    bool exactly;       /* never take the next port */
    unsigned threads;   /* that answer; 0: as many as there are processors, 2 to 16 */
    enum tongue tongue; /* for askers who name none */
    const struct catalogue *catalogue; /* must outlive the server */
    const struct service *service;
    struct guard_limits limits; /* all zero: the usual ones */
    struct site site;           /* that a proxy shows to others */
};

struct server;

/* Starts a server; stop it with server_stop(). Errors: those of listener_open(),
 * "server.cannot_start" (reason). */
bool server_start(struct server **server, const struct server_options *options,
                  struct error *error);
/* Takes no more connections, ends what is under way (up to two seconds), then stops and frees. */
void server_stop(struct server *server);
unsigned server_port(const struct server *server);
/* The secret that lets whoever knows it write; zero-terminated, lives as long as the server. */
const char *server_token(const struct server *server);

#endif

/* The sockets on which the server listens: the loopback alone, IPv4 and, where there is one, IPv6.
 *
 * Both take the same port: else another program could stand behind "localhost" at the port that
 * the server has announced. */
#ifndef LISTENER_H
#define LISTENER_H

#include "error.h"

enum {
    LISTENER_DEFAULT_PORT = 8080,
    LISTENER_TRIES = 50, /* ports after the first that are tried where it is taken */
    LISTENER_FAMILIES = 2
};

struct listener {
    int sockets[LISTENER_FAMILIES]; /* IPv4, IPv6; -1 where there is none */
    unsigned port;
};

/* Listens on the port (0: any that is free), or, unless exactly, on the next one that is free.
 * Errors: "server.port_taken" (port), "server.cannot_listen" (port, reason). */
bool listener_open(struct listener *listener, unsigned port, bool exactly, struct error *error);
/* Closes what is open. */
void listener_close(struct listener *listener);

#endif

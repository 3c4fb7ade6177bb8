/* The address under which others reach the server through a proxy that does TLS. */
#ifndef SITE_H
#define SITE_H

#include "error.h"

struct site {
    struct span origin; /* "https://uzel.example.org"; data is NULL: there is none */
    struct span host;   /* "uzel.example.org", with the port where it is not the usual one */
};

/* Reads an address: https:// and a host, perhaps a port, and nothing more. "server.bad_site"
 * (value). */
bool site_read(const char *text, struct site *site, struct error *error);

#endif

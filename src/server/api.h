/* The API: what the server answers under /api/v1/. docs/api.md describes it.
 *
 * Each route reads the parameters, asks query/ or changes through work/, and writes their JSON: no
 * answer is made up here. Readers' connections to the registry are lent to one request at a time;
 * writes share one connection, which only the server's line uses. */
#ifndef API_H
#define API_H

#include "reading.h"
#include "server.h"

struct products;

struct api_options {
    const char *registry; /* place of an existing registry */
    struct span name;     /* how people call it: its file's name */
    const char *version;  /* of the program */
    struct span author;   /* "user:NAME": who runs the server, and so writes */
    const struct reader *reader;
    const struct products *products; /* what products are called, for matches and plans */
    struct date today;               /* unset: by the clock, each time */
};

struct api;

/* Opens the registry; close it with api_close(). What options point at must outlive the API.
 * Errors: those of store_open(). */
bool api_open(struct api **api, const struct api_options *options, struct error *error);
void api_close(struct api *api);
/* The head of the audit trail, and how many entries it has. */
bool api_audit_head(struct api *api, struct digest *head, int64_t *count, struct error *error);
/* Whether the registry has accounts now. */
bool api_has_accounts(struct api *api, bool *accounts, struct error *error);
/* What a server is to serve; valid until api_close(). */
const struct service *api_service(const struct api *api);

#endif

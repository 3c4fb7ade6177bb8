/* The session: what the token printed at start is exchanged for, and asked of every write.
 *
 * The token stands in the fragment of the address that the server prints, which no browser sends to
 * anybody; the web app gives it to POST /api/v1/session and gets a cookie that scripts cannot read
 * and that no other site's page can send (HttpOnly, SameSite=Strict). */
#ifndef SESSION_H
#define SESSION_H

#include "route.h"
#include "secret.h"

enum { SESSION_COOKIE = 32 };

struct access {
    struct secret token;
    struct secret session;
    char cookie[SESSION_COOKIE]; /* its name, with the port: cookies do not tell ports apart */
    bool secure;                 /* the server is reached by TLS, and cookies go by that alone */
};

/* Makes the secrets of a server at a port; false where the system has no randomness. */
bool access_make(struct access *access, unsigned port, bool secure);
/* Has the answer set the cookie to a session's secret; NULL takes it back. */
void access_cookie(struct exchange *exchange, const char *secret);
/* Whether a Cookie header holds the session. */
bool access_granted(const struct access *access, struct span cookies);
/* The routes GET, POST and DELETE /api/v1/session. */
const struct route *session_routes(size_t *count);

#endif

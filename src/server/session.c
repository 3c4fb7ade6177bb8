/* Giving and ending sessions. */
#include "session.h"

#include <stdio.h>

#include "body.h"
#include "header.h"

bool access_make(struct access *access, unsigned port, bool secure)
{
    access->secure = secure;
    if (secure)
        snprintf(access->cookie, sizeof access->cookie, "__Host-uzel_session");
    else
        snprintf(access->cookie, sizeof access->cookie, "uzel_session_%u", port);
    return secret_make(&access->token) && secret_make(&access->session);
}

bool access_granted(const struct access *access, struct span cookies)
{
    struct span session = header_cookie(cookies, span_of(access->cookie));
    return session.data && secret_equals(&access->session, session);
}

void access_cookie(struct exchange *exchange, const char *secret)
{
    const struct access *access = exchange->access;
    exchange->cookie = arena_format(exchange->arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
                                    access->cookie, secret ? secret : "",
                                    access->secure ? "; Secure" : "", secret ? "" : "; Max-Age=0")
                           .data;
}

static unsigned answer_state(struct exchange *exchange, bool may_write)
{
    struct json json;
    json_init(&json, &exchange->out);
    json_object_begin(&json);
    json_key(&json, "may_write");
    json_boolean(&json, may_write);
    json_object_end(&json);
    exchange->caching = CACHE_NEVER;
    return 200;
}

static unsigned session_show(struct exchange *exchange)
{
    return answer_state(exchange, asker_has(&exchange->asker, RIGHT_DECIDE));
}

static unsigned session_open(struct exchange *exchange)
{
    const struct access *access = exchange->access;
    struct body_field token = {.name = "token"};
    exchange->caching = CACHE_NEVER;
    if (exchange->asker.access.accounts || exchange->asker.closed) {
        error_add(&exchange->error, "server.login_needed", NULL);
        return 403;
    }
    if (!body_read(exchange->arena, exchange->body, &token, 1, &exchange->error))
        return 400;
    if (!token.value.data || !secret_equals(&access->token, token.value)) {
        error_add(&exchange->error, "server.token_refused", NULL);
        return 403;
    }
    access_cookie(exchange, access->session.text);
    return answer_state(exchange, true);
}

static unsigned session_close(struct exchange *exchange)
{
    access_cookie(exchange, NULL);
    return answer_state(exchange, false);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/session", ROUTE_READ, RIGHT_ANY, 0, session_show},
    {METHOD_POST, "/api/v1/session", ROUTE_SESSION, RIGHT_ANY, 1024, session_open},
    {METHOD_DELETE, "/api/v1/session", ROUTE_SESSION, RIGHT_ANY, 0, session_close},
};

const struct route *session_routes(size_t *count)
{
    *count = sizeof routes / sizeof *routes;
    return routes;
}

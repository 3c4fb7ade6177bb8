/* One request: whether it is let in, what answers it, and the answer on its way out. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "asset.h"
#include "gzip.h"
#include "header.h"
#include "server_private.h"
#include "stream.h"

enum {
    REFUSED_BODY_LIMIT = 64 * 1024 * 1024,
    COMPRESSED_LEAST = 1024 /* bytes; a shorter answer fits a packet as it is */
};

/* Scripts, styles, fonts and pictures come from this server alone, nothing stands inline, and no
 * page may frame it. */
#define CONTENT_SECURITY                                                                           \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "                    \
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "                  \
    "form-action 'self'; frame-ancestors 'none'"

static const char *const fixed_headers[][2] = {
    {"Content-Security-Policy", CONTENT_SECURITY},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Vary", "Accept-Encoding, Accept-Language"},
};

static const char *const caching[] = {
    [CACHE_ASK] = "private, no-cache",
    [CACHE_NEVER] = "no-store",
    [CACHE_FOREVER] = "public, max-age=31536000, immutable",
};

struct span visit_header(const struct visit *visit, const char *name)
{
    const char *value = NULL;
    size_t size = 0;
    if (MHD_lookup_connection_value_n(visit->connection, MHD_HEADER_KIND, name, strlen(name),
                                      &value, &size) == MHD_NO ||
        !value)
        return (struct span){0};
    return (struct span){value, size};
}

static enum MHD_Result count_host(void *context, enum MHD_ValueKind kind, const char *key,
                                  const char *value)
{
    (void)kind;
    (void)value;
    if (strcasecmp(key, "Host") == 0)
        ++*(int *)context;
    return MHD_YES;
}

static unsigned refuse_host(struct visit *visit)
{
    int hosts = 0;
    MHD_get_connection_values(visit->connection, MHD_HEADER_KIND, count_host, &hosts);
    const struct site *site = &visit->server->options.site;
    visit->host = visit_header(visit, "Host");
    if (hosts == 1 &&
        (site->host.data ? header_same(visit->host, site->host)
                         : header_host_is_ours(visit->host, visit->server->listener.port)))
        return 0;
    error_add(&visit->exchange.error, site->host.data ? "server.other_host" : "server.host_refused",
              NULL);
    return 421;
}

static const char *allowed_methods(struct arena *arena, unsigned methods)
{
    struct span list = SPAN("");
    for (enum method method = METHOD_GET; method < METHOD_OTHER; method++)
        if (methods & 1U << method)
            list = arena_format(arena, "%.*s%s%s", SPAN_ARGS(list), list.size ? ", " : "",
                                method == METHOD_GET ? "GET, HEAD" : method_name(method));
    return arena_copy(arena, list).data;
}

static unsigned refuse_method(struct visit *visit, unsigned methods)
{
    struct exchange *exchange = &visit->exchange;
    struct span path = arena_copy(exchange->arena, exchange->target.path);
    if (methods == 0) {
        error_add(&exchange->error, "server.not_found", "path", path.data, NULL);
        return 404;
    }
    exchange->allow = allowed_methods(exchange->arena, methods);
    error_add(&exchange->error, "server.method_refused", "path", path.data, "methods",
              exchange->allow, NULL);
    return 405;
}

/* Finds the route: the server's own, the service's, or none for the paths of the web app. */
static unsigned find_route(struct visit *visit)
{
    struct exchange *exchange = &visit->exchange;
    const struct service *service = visit->server->options.service;
    const struct target *target = &exchange->target;
    unsigned methods = 0;
    unsigned others = 0;
    size_t count;
    const struct route *own = session_routes(&count);
    visit->route = route_find(own, count, exchange->method, target, exchange->arguments, &methods);
    if (!visit->route)
        visit->route = route_find(service->routes, service->route_count, exchange->method, target,
                                  exchange->arguments, &others);
    if (visit->route)
        return 0;
    bool of_app = target->segment_count == 0 || !span_equal(target->segments[0], SPAN("api"));
    if (of_app && exchange->method == METHOD_GET)
        return 0;
    return refuse_method(visit, of_app ? 1U << METHOD_GET : methods | others);
}

/* What changes anything must come from a page of this server, or from a program with a token, which
 * no page of another site can send. */
static unsigned refuse_stranger(struct visit *visit)
{
    const struct site *site = &visit->server->options.site;
    if (!visit->route || visit->route->kind <= ROUTE_HEAVY || visit->exchange.asker.by == BY_TOKEN)
        return 0;
    struct span origin = visit_header(visit, "Origin");
    struct span from = visit_header(visit, "Sec-Fetch-Site");
    bool ours = site->origin.data ? header_same(origin, site->origin)
                                  : header_origin_matches(origin, visit->host);
    if (ours && (!from.data || span_equal(from, SPAN("same-origin"))))
        return 0;
    error_add(&visit->exchange.error, "server.origin_refused", NULL);
    return 403;
}

/* Who asks: by a token, else by the session's cookie. */
static unsigned find_asker(struct visit *visit)
{
    struct exchange *exchange = &visit->exchange;
    const struct service *service = visit->server->options.service;
    struct asker *asker = &exchange->asker;
    struct span cookies = visit_header(visit, "Cookie");
    struct span token = header_bearer(visit_header(visit, "Authorization"));
    struct span session = {0};
    if (!visit->route)
        return 0;
    if (!token.data)
        session = header_cookie(cookies, span_of(exchange->access->cookie));
    asker->access.readable = true;
    if (service->find && !service->find(service->context, exchange->arena, session, token,
                                        &asker->access, &exchange->error))
        return 503;
    asker->closed = visit->server->options.site.host.data && !asker->access.accounts;
    if (asker->access.known)
        asker->by = asker->access.by == SECRET_TOKEN ? BY_TOKEN : BY_SESSION;
    else if (!asker->access.accounts && !token.data && access_granted(exchange->access, cookies))
        asker->by = BY_KEY;
    return 0;
}

/* What the route's right is missing for. */
static unsigned refuse_right(struct visit *visit)
{
    struct exchange *exchange = &visit->exchange;
    const struct asker *asker = &exchange->asker;
    if (!visit->route || asker_has(asker, visit->route->right))
        return 0;
    if (asker->access.known) {
        error_add(&exchange->error, "server.right_needed", "right", right_code(visit->route->right),
                  "role", account_role_code(asker->access.account.role), NULL);
        return 403;
    }
    error_add(&exchange->error,
              asker->closed            ? "server.closed"
              : asker->access.accounts ? "server.login_needed"
                                       : "server.token_needed",
              NULL);
    return asker->access.accounts ? 401 : 403;
}

/* The address of who asks; behind a proxy that which the proxy saw. */
static void address_take(struct visit *visit)
{
    char text[INET6_ADDRSTRLEN] = "";
    struct exchange *exchange = &visit->exchange;
    struct span forwarded = header_forwarded(visit_header(visit, "X-Forwarded-For"));
    const struct sockaddr *from =
        MHD_get_connection_info(visit->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    if (from->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr, text,
                  sizeof text);
    else if (from->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, text,
                  sizeof text);
    bool proxied = visit->server->options.site.host.data && forwarded.size;
    exchange->address = arena_copy(exchange->arena, proxied ? forwarded : span_of(text));
    exchange->agent = arena_copy(exchange->arena, visit_header(visit, "User-Agent"));
}

/* Whether a body is to come that is not worth waiting for when it is refused. A smaller one is
 * taken and thrown away: a browser that is still sending would not see the answer otherwise. */
static bool body_is_endless(const struct visit *visit)
{
    int64_t size = 0;
    struct span length = visit_header(visit, "Content-Length");
    return visit_header(visit, "Transfer-Encoding").data ||
           (length.data && (!span_to_integer(length, &size) || size > REFUSED_BODY_LIMIT));
}

static unsigned refuse_body(struct visit *visit)
{
    struct error *error = &visit->exchange.error;
    struct span length = visit_header(visit, "Content-Length");
    size_t limit = visit->route ? visit->route->body_limit : 0;
    int64_t size = 0;
    if (visit_header(visit, "Transfer-Encoding").data) {
        error_add(error, "server.length_needed", NULL);
        return 411;
    }
    if (length.data && (!span_to_integer(length, &size) || size < 0 || (uint64_t)size > limit)) {
        const char *number = arena_format(visit->exchange.arena, "%zu", limit).data;
        error_add(error, limit ? "server.body_too_large" : "server.body_refused", "limit", number,
                  NULL);
        return 413;
    }
    struct span type = visit->exchange.body_type;
    if (size > 0 && !header_type_is(type, SPAN("application/json")) &&
        !header_type_is(type, SPAN("application/octet-stream"))) {
        error_add(error, "server.type_refused", NULL);
        return 415;
    }
    return 0;
}

static void choose_tongue(struct visit *visit)
{
    struct exchange *exchange = &visit->exchange;
    struct span asked = exchange_parameter(exchange, "lang");
    exchange->tongue = visit->server->options.tongue;
    if (asked.data && tongue_of(asked.data, &exchange->tongue))
        return;
    exchange->tongue = header_tongue(visit_header(visit, "Accept-Language"), exchange->tongue);
}

static unsigned refuse_target(struct visit *visit)
{
    if (target_parse(visit->exchange.arena, span_of(visit->raw), &visit->exchange.target))
        return 0;
    visit->exchange.target = (struct target){0};
    error_add(&visit->exchange.error, "server.bad_target", NULL);
    return 400;
}

static void admit(void *context)
{
    struct visit *visit = context;
    struct exchange *exchange = &visit->exchange;
    unsigned target_status = refuse_target(visit);
    choose_tongue(visit);
    visit->status = refuse_host(visit);
    if (!visit->status)
        visit->status = target_status;
    exchange->access = &visit->server->access;
    exchange->attempts = &visit->server->attempts;
    exchange->body_type = visit_header(visit, "Content-Type");
    address_take(visit);
    if (!visit->status)
        visit->status = find_route(visit);
    if (!visit->status)
        visit->status = find_asker(visit);
    if (!visit->status)
        visit->status = refuse_stranger(visit);
    if (!visit->status)
        visit->status = refuse_right(visit);
    if (!visit->status)
        visit->status = refuse_body(visit);
    exchange->stops = &visit->server->stops;
    exchange->origin = visit->server->options.site.origin;
    if (!exchange->origin.data)
        exchange->origin = arena_format(exchange->arena, "http://%.*s", SPAN_ARGS(visit->host));
    visit->is_long = visit->route && visit->route->is_long && visit->route->is_long(exchange);
}

static void write_errors(void *context)
{
    struct visit *visit = context;
    exchange_write_errors(&visit->exchange, visit->status);
}

/* Turns what was appended to the errors into the answer. */
static void settle(struct visit *visit, bool finished)
{
    struct exchange *exchange = &visit->exchange;
    if (!finished || exchange->out.bad) {
        arena_clear(&visit->arena);
        error_release(&exchange->error);
        error_add(&exchange->error, "server.too_much", NULL);
        exchange->location = exchange->cookie = exchange->allow = exchange->retry_after = NULL;
        visit->status = 500;
    }
    if (!error_any(&exchange->error))
        return;
    exchange->caching = CACHE_NEVER;
    if (visit->status < 400)
        visit->status = 500;
    if (!arena_run(&visit->arena, write_errors, visit))
        buffer_clear(&exchange->out);
}

void visit_admit(struct visit *visit, const char *method)
{
    visit->exchange.method = method_of(method);
    bool finished = arena_run(&visit->arena, admit, visit);
    settle(visit, finished);
    bool refused = visit->status != 0;
    visit->state = refused ? VISIT_ANSWERED : VISIT_BODY;
    visit->closes = refused && body_is_endless(visit);
}

static void answer(void *context)
{
    struct visit *visit = context;
    struct exchange *exchange = &visit->exchange;
    if (visit->route)
        visit->status = visit->route->answer(exchange);
    else
        visit->status = asset_answer(exchange, visit_header(visit, "Accept"),
                                     visit_header(visit, "Accept-Encoding"));
}

static bool accepts_gzip(const struct visit *visit)
{
    return header_accepts_gzip(visit_header(visit, "Accept-Encoding"));
}

static void key_make(void *context)
{
    struct visit *visit = context;
    visit->key = arena_format(&visit->arena, "%d %d %s", (int)visit->exchange.tongue,
                              (int)accepts_gzip(visit), visit->raw);
}

/* Makes the key by which the answer may be kept; false where it may not. */
static bool key_find(struct visit *visit)
{
    const struct service *service = visit->server->options.service;
    bool may_be = visit->route->kind >= ROUTE_KEPT && visit->route->kind <= ROUTE_HEAVY;
    if (!may_be || visit->is_long || !service->version ||
        !arena_run(&visit->arena, key_make, visit))
        return false;
    visit->version = service->version(service->context, visit->exchange.borrowed);
    return true;
}

/* Whether the answer was kept, and is on its way or is what the asker has. */
static bool answer_is_sent(struct visit *visit)
{
    guard_step(&visit->server->guard, visit->guarded, GUARD_ANSWER);
    switch (answers_send(&visit->server->answers, visit->key, visit->version,
                         visit_header(visit, "If-None-Match"), visit->connection, &visit->result,
                         visit->tag)) {
    case ANSWERS_SENT:
        visit->sent = true;
        return true;
    case ANSWERS_SAME:
        visit->key = (struct span){0};
        visit->status = MHD_HTTP_OK;
        return true;
    case ANSWERS_NONE:
        break;
    }
    guard_step(&visit->server->guard, visit->guarded, GUARD_WORK);
    return false;
}

/* Whether the body goes out compressed: files and what is embedded go as they are. */
static bool is_compressed(const struct visit *visit, struct span body)
{
    const struct exchange *exchange = &visit->exchange;
    return exchange->file < 0 && !exchange->fixed.data && !exchange->encoding &&
           body.size > COMPRESSED_LEAST && accepts_gzip(visit);
}

/* Compresses the body in its place; where memory is out it stays as it is. */
static void body_compress(struct exchange *exchange)
{
    struct buffer compressed;
    buffer_init(&compressed, EXCHANGE_ANSWER_LIMIT);
    if (!gzip_append(buffer_span(&exchange->out), &compressed)) {
        buffer_release(&compressed);
        return;
    }
    buffer_fit(&compressed);
    buffer_release(&exchange->out);
    exchange->out = compressed;
    exchange->encoding = "gzip";
}

/* The entity tag: the asset's own, or a digest of the body and of how it goes out. */
static void tag_make(struct visit *visit, struct span body, bool compressed)
{
    const struct exchange *exchange = &visit->exchange;
    visit->tag[0] = '\0';
    if (visit->status != MHD_HTTP_OK || exchange->method != METHOD_GET ||
        exchange->caching == CACHE_NEVER)
        return;
    if (exchange->tag) {
        snprintf(visit->tag, sizeof visit->tag, "%s", exchange->tag);
        return;
    }
    XXH128_hash_t hash = XXH3_128bits(body.data, body.size);
    snprintf(visit->tag, sizeof visit->tag, "\"%016llx%016llx%s\"", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64, compressed ? "-gzip" : "");
}

static bool asker_has_it(const struct visit *visit)
{
    return visit->tag[0] &&
           header_tag_matches(visit_header(visit, "If-None-Match"), span_of(visit->tag));
}

static struct span body_of(const struct exchange *exchange)
{
    return exchange->fixed.data ? exchange->fixed : buffer_span(&exchange->out);
}

/* Whether the answer may be kept. */
static bool may_be_kept(const struct visit *visit)
{
    return visit->key.data && visit->status == MHD_HTTP_OK && visit->tag[0] && !visit->closes;
}

/* Makes the answer ready to be sent; by whoever has worked it out, since it takes its time. */
static void body_prepare(struct visit *visit)
{
    struct exchange *exchange = &visit->exchange;
    bool compressed = is_compressed(visit, body_of(exchange));
    tag_make(visit, body_of(exchange), compressed);
    if (compressed && (may_be_kept(visit) || !asker_has_it(visit)))
        body_compress(exchange);
}

static void add_headers(const struct visit *visit, struct MHD_Response *response)
{
    const struct exchange *exchange = &visit->exchange;
    const char *const optional[][2] = {
        {"Content-Encoding", exchange->encoding},
        {"Content-Disposition", exchange->disposition},
        {"Location", exchange->location},
        {"Set-Cookie", exchange->cookie},
        {"Allow", exchange->allow},
        {"Retry-After", exchange->retry_after},
        {"WWW-Authenticate", visit->status == MHD_HTTP_UNAUTHORIZED ? "Bearer" : NULL},
        {"ETag", visit->tag[0] ? visit->tag : NULL},
        {"Connection", visit->closes ? "close" : NULL},
    };
    for (size_t i = 0; i < sizeof fixed_headers / sizeof *fixed_headers; i++)
        MHD_add_response_header(response, fixed_headers[i][0], fixed_headers[i][1]);
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        if (optional[i][1])
            MHD_add_response_header(response, optional[i][0], optional[i][1]);
    MHD_add_response_header(response, "Cache-Control", caching[exchange->caching]);
    MHD_add_response_header(response, "Content-Type",
                            exchange->type ? exchange->type : "application/json; charset=utf-8");
}

/* Keeps the answer before it is sent, so that whoever waits for it finds it: a copy, for who is
 * asked next may drop it. */
static void copy_keep(struct visit *visit)
{
    struct span body = body_of(&visit->exchange);
    if (!may_be_kept(visit) || body.size > ANSWERS_MOST)
        return;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        body.size, (void *)(uintptr_t)body.data, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return;
    add_headers(visit, response);
    if (!answers_keep(&visit->server->answers, visit->key, visit->version, span_of(visit->tag),
                      body.size, response))
        MHD_destroy_response(response);
    visit->key = (struct span){0};
}

/* His connection waits, and no thread with it. */
static void suspend(struct line_item *item)
{
    struct visit *visit = (struct visit *)item;
    visit->state = VISIT_WAITING;
    MHD_suspend_connection(visit->connection);
}

/* Whether another works out the same at the moment: then the visit waits for him, and is not to be
 * looked at any more. Nobody does so twice. */
static bool waits_for_another(struct visit *visit)
{
    if (visit->joined)
        return false;
    visit->joined = true;
    return flights_join(&visit->server->flights, &visit->flight, visit->key, visit->version,
                        &visit->item, suspend);
}

/* What is done with a visit that has borrowed, before it is answered. */
enum step { STEP_ANSWER, STEP_SENT, STEP_LINE, STEP_WAITS };

static enum step step_find(struct visit *visit, enum turn turn)
{
    if (!key_find(visit))
        return STEP_ANSWER;
    /* It may have been kept meanwhile. Only the connection's own thread may send. */
    if (turn == TURN_QUESTION)
        return answers_have(&visit->server->answers, visit->key, visit->version) ? STEP_LINE
                                                                                 : STEP_ANSWER;
    if (answer_is_sent(visit))
        return STEP_SENT;
    if (waits_for_another(visit))
        return STEP_WAITS;
    if (answer_is_sent(visit)) /* by one who has just ended */
        return STEP_SENT;
    return visit->route->kind == ROUTE_KEPT ? STEP_ANSWER : STEP_LINE;
}

enum next visit_answer(struct visit *visit, enum turn turn)
{
    const struct service *service = visit->server->options.service;
    struct exchange *exchange = &visit->exchange;
    bool writing = turn == TURN_WRITE, lent = false, finished = true;
    enum step step = STEP_ANSWER;
    exchange->body = buffer_span(&visit->body);
    if (visit->route && service->borrow) {
        lent = service->borrow(service->context, writing, &exchange->borrowed, &exchange->error);
        visit->status = 500;
    }
    void *borrowed = exchange->borrowed; /* for a visit that waits may be gone */
    if (lent)
        step = step_find(visit, turn);
    if (step == STEP_ANSWER && (lent || !visit->route || !service->borrow))
        finished = arena_run(&visit->arena, answer, visit);
    if (lent)
        service->give_back(service->context, writing, borrowed);
    if (step == STEP_WAITS)
        return NEXT_NOTHING;
    visit->state = step == STEP_LINE ? VISIT_BODY : VISIT_ANSWERED;
    if (step != STEP_ANSWER)
        return step == STEP_LINE ? NEXT_LINE : NEXT_SEND;
    settle(visit, finished);
    body_prepare(visit);
    copy_keep(visit);
    return NEXT_SEND;
}

static void prepare(void *context)
{
    struct visit *visit = context;
    visit->status = visit->route->prepare(&visit->exchange);
}

bool visit_prepare(struct visit *visit)
{
    const struct service *service = visit->server->options.service;
    struct exchange *exchange = &visit->exchange;
    exchange->body = buffer_span(&visit->body);
    visit->status = 500;
    bool lent = !service->borrow ||
                service->borrow(service->context, false, &exchange->borrowed, &exchange->error);
    bool finished = !lent || arena_run(&visit->arena, prepare, visit);
    if (lent && service->borrow)
        service->give_back(service->context, false, exchange->borrowed);
    visit->prepared = lent && finished && !visit->status;
    if (visit->prepared)
        return true;
    settle(visit, finished);
    visit->state = VISIT_ANSWERED;
    return false;
}

void visit_turn_away(struct visit *visit)
{
    bool prepares = visit->route && visit->route->prepare && !visit->prepared;
    error_add(&visit->exchange.error, prepares ? "server.crowded" : "server.busy", NULL);
    visit->status = prepares ? 429 : 503;
    visit->exchange.retry_after = "2";
    settle(visit, true);
    visit->state = VISIT_ANSWERED;
}

static struct MHD_Response *response_of_file(struct exchange *exchange)
{
    struct stat about;
    if (fstat(exchange->file, &about) != 0)
        return NULL;
    struct MHD_Response *response =
        MHD_create_response_from_fd64((uint64_t)about.st_size, exchange->file);
    if (response)
        exchange->file = -1; /* the response closes it */
    return response;
}

static struct MHD_Response *response_of_stream(const struct visit *visit, struct exchange *exchange)
{
    struct MHD_Response *response = stream_response(exchange->stream, visit->connection);
    if (response)
        exchange->stream = NULL; /* the response leaves it */
    return response;
}

static struct MHD_Response *response_of(const struct visit *visit, struct exchange *exchange,
                                        struct span body)
{
    if (exchange->stream)
        return response_of_stream(visit, exchange);
    if (exchange->file >= 0)
        return response_of_file(exchange);
    if (exchange->fixed.data || body.size == 0)
        return MHD_create_response_from_buffer(body.size, (void *)(uintptr_t)body.data,
                                               MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body.size, exchange->out.data, MHD_RESPMEM_MUST_FREE);
    if (response)
        exchange->out.data = NULL; /* the response frees it */
    if (response)
        buffer_init(&exchange->out, EXCHANGE_ANSWER_LIMIT);
    return response;
}

enum MHD_Result visit_send(struct visit *visit)
{
    struct exchange *exchange = &visit->exchange;
    struct span body = body_of(exchange);
    if (visit->sent) {
        visit->state = VISIT_SENT;
        return visit->result;
    }
    if (asker_has_it(visit)) {
        visit->status = MHD_HTTP_NOT_MODIFIED;
        exchange->encoding = NULL;
        body = (struct span){0};
    }
    bool streams = exchange->stream != NULL;
    struct MHD_Response *response = response_of(visit, exchange, body);
    if (!response)
        return MHD_NO;
    add_headers(visit, response);
    /* A stream may last; whoever takes nothing of it is seen by the limit on idleness. */
    guard_step(&visit->server->guard, visit->guarded, streams ? GUARD_WORK : GUARD_ANSWER);
    enum MHD_Result result = MHD_queue_response(visit->connection, visit->status, response);
    MHD_destroy_response(response);
    visit->state = VISIT_SENT;
    return result;
}

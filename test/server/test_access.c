/* Who may do what: every route as nobody and as each role; login, sessions, tokens, invitations. */
#include "api.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "client.h"
#include "data.h"
#include "login.h"
#include "session.h"
#include "store.h"
#include "suite.h"

enum { ARENA_LIMIT = 1 << 30, TOKEN_SIZE = sizeof TOKEN_PREFIX + SECRET_TEXT };

#define PASSWORD "сосна у самой реки"

static char folder[32];
static char place[64];
static struct reader *reader;
static struct catalogue *catalogue;
static struct arena arena;
static struct api *api;
static struct server *server;
static struct reply reply;
static char cookie[256]; /* header lines that the next requests carry */
static struct site site;
static bool has_accounts;
static char tokens[ROLES][TOKEN_SIZE];

/* ---- the registry and its server ---- */

static void serve(void)
{
    struct api_options options = {.registry = place,
                                  .name = SPAN("r.uzel"),
                                  .version = "0.0.0",
                                  .author = SPAN("user:test"),
                                  .reader = reader,
                                  .today = {2026, 1, 1}};
    struct server_options how = {.threads = 2, .catalogue = catalogue, .site = site};
    ck_assert(api_open(&api, &options, NULL));
    how.service = api_service(api);
    ck_assert(server_start(&server, &how, NULL));
}

static void stop(void)
{
    server_stop(server);
    api_close(api);
}

static int64_t now(void)
{
    return (int64_t)time(NULL) * 1000;
}

static void account_add(struct store *store, enum account_role role)
{
    static char hash[PASSWORD_HASH];
    static const char *const names[ROLES] = {"rita", "petr", "emma", "edik", "anna"};
    struct work work = {.store = store,
                        .reader = reader,
                        .arena = &arena,
                        .author = SPAN("user:owner"),
                        .now = now()};
    struct work_account_order order = {.name = span_of(names[role]),
                                       .role = span_of(account_role_code(role))};
    struct stored_account account;
    struct stored_secret token;
    struct secret secret;
    if (!hash[0])
        ck_assert(password_hash(SPAN(PASSWORD), hash, NULL));
    if (role == ROLE_PARTICIPANT)
        order.role = SPAN("reader");
    ck_assert(work_account_add(&work, &order, span_of(hash), &account, NULL));
    if (role == ROLE_PARTICIPANT) { /* of an entity that the registry need not have here */
        account.role = role;
        account.entity = 1;
        ck_assert(store_write_begin(store, work.now, NULL));
        ck_assert(store_account_change(store, &account, NULL));
        ck_assert(store_write_end(store, work.now, NULL) && store_commit(store, NULL));
    }
    ck_assert(work_token_add(&work, &account, SPAN("проба"), 0, &secret, &token, NULL));
    snprintf(tokens[role], TOKEN_SIZE, TOKEN_PREFIX "%s", secret.text);
}

static void start(void *context)
{
    struct span data;
    struct store *store;
    (void)context;
    ck_assert(data_find(&arena, NULL, "", &data, NULL));
    ck_assert(reader_open(&reader, data, NULL));
    suite_folder_make(folder, sizeof folder);
    snprintf(place, sizeof place, "%s/r.uzel", folder);
    ck_assert(store_open(&store, place, STORE_CREATE, reader_schema(reader), NULL));
    for (int role = ROLES; has_accounts && role-- > 0;)
        account_add(store, (enum account_role)role);
    store_close(store);
    serve();
}

static void setup_with(bool accounts, struct site at)
{
    cookie[0] = '\0';
    has_accounts = accounts;
    site = at;
    catalogue = catalogue_new();
    arena_init(&arena, ARENA_LIMIT);
    ck_assert(arena_run(&arena, start, NULL));
}

static void setup(void)
{
    setup_with(true, (struct site){0});
}

static void setup_alone(void)
{
    setup_with(false, (struct site){0});
}

static void teardown(void)
{
    stop();
    reader_close(reader);
    catalogue_free(catalogue);
    reply_release(&reply);
    arena_release(&arena);
}

/* ---- asking ---- */

/* Sends a request with header lines besides Host and those of the body. */
static void request(const char *method, const char *target, const char *headers, const char *body)
{
    struct buffer text;
    unsigned port = server_port(server);
    reply_release(&reply);
    buffer_init(&text, 1 << 20);
    buffer_format(&text, "%s %s HTTP/1.1\r\n", method, target);
    if (site.host.data)
        buffer_format(&text, "Host: %.*s\r\n", SPAN_ARGS(site.host));
    else
        buffer_format(&text, "Host: 127.0.0.1:%u\r\n", port);
    buffer_format(&text,
                  "Connection: close\r\nContent-Type: application/json\r\n"
                  "Content-Length: %zu\r\n%s\r\n%s",
                  strlen(body), headers, body);
    client_ask(port, buffer_span(&text), &reply);
    buffer_release(&text);
}

/* As a page of the server does, with the cookie that was set last. */
static void send_json(const char *method, const char *target, const char *body)
{
    struct span headers =
        site.origin.data
            ? arena_format(&arena, "Origin: %.*s\r\n%s", SPAN_ARGS(site.origin), cookie)
            : arena_format(&arena, "Origin: http://127.0.0.1:%u\r\n%s", server_port(server),
                           cookie);
    request(method, target, headers.data, body);
}

static void get(const char *target)
{
    request("GET", target, cookie, "");
}

static void as_token(const char *method, const char *target, enum account_role role,
                     const char *body)
{
    request(method, target, arena_format(&arena, "Authorization: Bearer %s\r\n", tokens[role]).data,
            body);
}

static void assert_error(unsigned status, const char *key)
{
    char found[64] = "";
    reply_error_key(&reply, found, sizeof found);
    ck_assert_str_eq(found, key);
    ck_assert_uint_eq(reply.status, status);
}

static void assert_done(unsigned status)
{
    ck_assert_msg(reply.status == status, "%u %.*s", reply.status, SPAN_ARGS(reply.body));
}

/* The text behind the first "key":" of the answer. */
static const char *text_of(const char *key)
{
    struct span mark = arena_format(&arena, "\"%s\":\"", key);
    size_t start = span_find(reply.body, mark, 0);
    ck_assert_msg(start != SIZE_MAX, "no %s in %.*s", key, SPAN_ARGS(reply.body));
    size_t end = span_find(reply.body, SPAN("\""), start + mark.size);
    return arena_copy(&arena, span_slice(reply.body, start + mark.size, end)).data;
}

/* Takes the cookie that the answer sets. */
static void cookie_take(void)
{
    struct span set = reply_header(&reply, "Set-Cookie");
    ck_assert(span_find(set, SPAN("; HttpOnly"), 0) != SIZE_MAX);
    ck_assert(span_find(set, SPAN("; SameSite=Strict"), 0) != SIZE_MAX);
    set.size = span_find(set, SPAN(";"), 0);
    snprintf(cookie, sizeof cookie, "Cookie: %.*s\r\n", SPAN_ARGS(set));
}

static void login_try(const char *name, const char *password)
{
    send_json(
        "POST", "/api/v1/login",
        arena_format(&arena, "{\"name\": \"%s\", \"password\": \"%s\"}", name, password).data);
}

static void login(const char *name)
{
    login_try(name, PASSWORD);
    assert_done(200);
    cookie_take();
}

/* ---- every route ---- */

/* The least role that may, or EVERYBODY. A route that is not here fails the test. */
enum { EVERYBODY = -1 };

static const struct {
    enum method method;
    const char *pattern;
    int least;
} expected[] = {
    {METHOD_GET, "/api/v1/session", EVERYBODY},
    {METHOD_POST, "/api/v1/session", EVERYBODY},
    {METHOD_DELETE, "/api/v1/session", EVERYBODY},
    {METHOD_GET, "/api/v1/health", EVERYBODY},
    {METHOD_GET, "/api/v1/openapi.json", EVERYBODY},
    {METHOD_GET, "/api/v1/overview", ROLE_READER},
    {METHOD_GET, "/api/v1/schema", ROLE_READER},
    {METHOD_GET, "/api/v1/lists/:name", ROLE_READER},
    {METHOD_GET, "/api/v1/registry", ROLE_ADMINISTRATOR},
    {METHOD_GET, "/api/v1/map", ROLE_READER},
    {METHOD_GET, "/api/v1/entities/:id", ROLE_READER},
    {METHOD_GET, "/api/v1/entities/:id/facts", ROLE_READER},
    {METHOD_GET, "/api/v1/programmes/:id/progress", ROLE_READER},
    {METHOD_GET, "/api/v1/terms", ROLE_READER},
    {METHOD_GET, "/api/v1/reports/:id", ROLE_READER},
    {METHOD_GET, "/api/v1/search", ROLE_READER},
    {METHOD_GET, "/api/v1/suggest", ROLE_READER},
    {METHOD_GET, "/api/v1/network", ROLE_READER},
    {METHOD_GET, "/api/v1/network/neighbours/:id", ROLE_READER},
    {METHOD_GET, "/api/v1/network/paths/:from/:to", ROLE_READER},
    {METHOD_GET, "/api/v1/network/conflicts/:expert/:applicant", ROLE_READER},
    {METHOD_GET, "/api/v1/network/partners", ROLE_READER},
    {METHOD_GET, "/api/v1/network/communities", ROLE_READER},
    {METHOD_GET, "/api/v1/queue", ROLE_READER},
    {METHOD_GET, "/api/v1/decisions", ROLE_READER},
    {METHOD_POST, "/api/v1/decisions", ROLE_EXPERT},
    {METHOD_POST, "/api/v1/redactions", ROLE_ADMINISTRATOR},
    {METHOD_POST, "/api/v1/entries", ROLE_PARTICIPANT},
    {METHOD_GET, "/api/v1/entries/:id", ROLE_READER},
    {METHOD_PUT, "/api/v1/entries/:id", ROLE_PARTICIPANT},
    {METHOD_PUT, "/api/v1/entries/:id/withdrawn", ROLE_PARTICIPANT},
    {METHOD_GET, "/api/v1/entities/:id/comments", ROLE_READER},
    {METHOD_POST, "/api/v1/entities/:id/comments", ROLE_READER},
    {METHOD_GET, "/api/v1/reports/:id/comments", ROLE_READER},
    {METHOD_POST, "/api/v1/reports/:id/comments", ROLE_READER},
    {METHOD_GET, "/api/v1/entities/:id/messages", ROLE_READER},
    {METHOD_POST, "/api/v1/entities/:id/messages", ROLE_READER},
    {METHOD_GET, "/api/v1/comments/accounts", ROLE_READER},
    {METHOD_GET, "/api/v1/comments/:number", ROLE_READER},
    {METHOD_PUT, "/api/v1/comments/:number", ROLE_READER},
    {METHOD_PUT, "/api/v1/comments/:number/withdrawn", ROLE_READER},
    {METHOD_PUT, "/api/v1/comments/:number/hidden", ROLE_EDITOR},
    {METHOD_POST, "/api/v1/comments/:number/attachments", ROLE_READER},
    {METHOD_GET, "/api/v1/attachments/:number", ROLE_READER},
    {METHOD_GET, "/api/v1/partners", ROLE_READER},
    {METHOD_GET, "/api/v1/needs/:id/offers", ROLE_READER},
    {METHOD_GET, "/api/v1/offers/:id/needs", ROLE_READER},
    {METHOD_POST, "/api/v1/plans", ROLE_PARTICIPANT},
    {METHOD_GET, "/api/v1/plans", ROLE_READER},
    {METHOD_GET, "/api/v1/plans/:id", ROLE_READER},
    {METHOD_DELETE, "/api/v1/plans/:id", ROLE_PARTICIPANT},
    {METHOD_GET, "/api/v1/plans/:id/against/:other", ROLE_READER},
    {METHOD_GET, "/api/v1/reminders", ROLE_READER},
    {METHOD_GET, "/api/v1/feeds/reminders.ics", EVERYBODY},
    {METHOD_GET, "/api/v1/feeds/reminders.atom", EVERYBODY},
    {METHOD_GET, "/api/v1/account/sessions", ROLE_READER},
    {METHOD_DELETE, "/api/v1/account/sessions/:number", ROLE_READER},
    {METHOD_GET, "/api/v1/account/feed", ROLE_READER},
    {METHOD_POST, "/api/v1/account/feed", ROLE_READER},
    {METHOD_DELETE, "/api/v1/account/feed", ROLE_READER},
    {METHOD_GET, "/api/v1/brief", ROLE_READER},
    {METHOD_POST, "/api/v1/tables", ROLE_PARTICIPANT},
    {METHOD_GET, "/api/v1/tables/needs", ROLE_READER},
    {METHOD_GET, "/api/v1/tables/offers", ROLE_READER},
    {METHOD_GET, "/api/v1/preferred", ROLE_READER},
    {METHOD_POST, "/api/v1/preferred", ROLE_EDITOR},
    {METHOD_GET, "/api/v1/preferred/:id", ROLE_READER},
    {METHOD_POST, "/api/v1/preferred/:id/items", ROLE_PARTICIPANT},
    {METHOD_POST, "/api/v1/preferred/:id/decisions", ROLE_EDITOR},
    {METHOD_POST, "/api/v1/preferred/:id/uses", ROLE_PARTICIPANT},
    {METHOD_GET, "/api/v1/reviews", ROLE_READER},
    {METHOD_POST, "/api/v1/reviews", ROLE_EDITOR},
    {METHOD_GET, "/api/v1/reviews/:number", ROLE_READER},
    {METHOD_PUT, "/api/v1/reviews/:number", ROLE_EDITOR},
    {METHOD_PUT, "/api/v1/reviews/:number/closed", ROLE_EDITOR},
    {METHOD_POST, "/api/v1/reviews/:number/applications", ROLE_EDITOR},
    {METHOD_PUT, "/api/v1/reviews/:number/applications/:application", ROLE_EDITOR},
    {METHOD_POST, "/api/v1/reviews/:number/experts", ROLE_EDITOR},
    {METHOD_POST, "/api/v1/reviews/:number/assignments", ROLE_EDITOR},
    {METHOD_GET, "/api/v1/reviews/:number/assignments/:assignment/marks", ROLE_READER},
    {METHOD_PUT, "/api/v1/reviews/:number/assignments/:assignment/marks", ROLE_EXPERT},
    {METHOD_PUT, "/api/v1/reviews/:number/assignments/:assignment/abstained", ROLE_EXPERT},
    {METHOD_POST, "/api/v1/reports", ROLE_EDITOR},
    {METHOD_POST, "/api/v1/readings", ROLE_READER},
    {METHOD_POST, "/api/v1/batches", ROLE_READER},
    {METHOD_PUT, "/api/v1/batches/:id/files/:number", ROLE_READER},
    {METHOD_GET, "/api/v1/batches/:id/events", ROLE_READER},
    {METHOD_DELETE, "/api/v1/batches/:id", ROLE_READER},
    {METHOD_PUT, "/api/v1/reports/:id/published", ROLE_EDITOR},
    {METHOD_PUT, "/api/v1/reports/:id/withdrawn", ROLE_EDITOR},
    {METHOD_GET, "/api/v1/account", EVERYBODY},
    {METHOD_PUT, "/api/v1/account", ROLE_READER},
    {METHOD_PUT, "/api/v1/account/password", ROLE_READER},
    {METHOD_GET, "/api/v1/account/tokens", ROLE_READER},
    {METHOD_POST, "/api/v1/account/tokens", ROLE_READER},
    {METHOD_DELETE, "/api/v1/account/tokens/:number", ROLE_READER},
    {METHOD_POST, "/api/v1/login", EVERYBODY},
    {METHOD_POST, "/api/v1/logout", EVERYBODY},
    {METHOD_POST, "/api/v1/invitations/look", EVERYBODY},
    {METHOD_POST, "/api/v1/invitations/accept", EVERYBODY},
    {METHOD_GET, "/api/v1/invitations", ROLE_ADMINISTRATOR},
    {METHOD_POST, "/api/v1/invitations", ROLE_ADMINISTRATOR},
    {METHOD_DELETE, "/api/v1/invitations/:number", ROLE_ADMINISTRATOR},
    {METHOD_GET, "/api/v1/accounts", ROLE_ADMINISTRATOR},
    {METHOD_PUT, "/api/v1/accounts/:name", ROLE_ADMINISTRATOR},
    {METHOD_GET, "/api/v1/settings", ROLE_ADMINISTRATOR},
    {METHOD_PUT, "/api/v1/settings", ROLE_ADMINISTRATOR},
    {METHOD_GET, "/api/v1/audit", ROLE_ADMINISTRATOR},
};

static int least_of(const struct route *route)
{
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (expected[i].method == route->method && strcmp(expected[i].pattern, route->pattern) == 0)
            return expected[i].least;
    ck_abort_msg("%s %s: say who may", method_name(route->method), route->pattern);
    return 0;
}

/* A path of the pattern, with 999 at its variables: nothing is there. */
static const char *path_of(const char *pattern)
{
    struct span path = SPAN(""), rest = span_of(pattern + 1), part;
    while (span_next_part(&rest, '/', &part))
        path = arena_format(&arena, "%.*s/%.*s", SPAN_ARGS(path),
                            SPAN_ARGS(part.data[0] == ':' ? SPAN("999") : part));
    return path.data;
}

/* Asks as nobody or by the session of a role; the answer says whether the right was there. */
static void route_try(const struct route *route, int role, const char *origin)
{
    const char *method = method_name(route->method);
    const char *path = path_of(route->pattern);
    char key[64] = "";
    bool reading = route->kind <= ROUTE_HEAVY;
    request(method, path, arena_format(&arena, "%s%s", reading ? "" : origin, cookie).data,
            route->body_limit ? "{}" : "");
    reply_error_key(&reply, key, sizeof key);
    bool refused =
        strcmp(key, "server.login_needed") == 0 || strcmp(key, "server.right_needed") == 0;
    bool exchange = strcmp(route->pattern, "/api/v1/session") == 0; /* of no use any more */
    if (exchange)
        return;
    ck_assert_msg(refused == (role < least_of(route)), "%s %s as %d: %u %s", method, path, role,
                  reply.status, key);
    if (refused)
        ck_assert_uint_eq(reply.status, role == EVERYBODY ? 401 : 403);
}

static void routes_try(int role)
{
    size_t own_count;
    const struct route *own = session_routes(&own_count);
    const struct service *service = api_service(api);
    const struct route *logout = NULL;
    const char *origin =
        arena_format(&arena, "Origin: http://127.0.0.1:%u\r\n", server_port(server)).data;
    for (size_t i = 0; i < own_count + service->route_count; i++) {
        const struct route *route = i < own_count ? &own[i] : &service->routes[i - own_count];
        if (strcmp(route->pattern, "/api/v1/logout") == 0)
            logout = route;
        else
            route_try(route, role, origin);
    }
    /* The last: it ends the session, and whoever had one is nobody then. */
    ck_assert_ptr_nonnull(logout);
    route_try(logout, role, origin);
    get("/api/v1/overview");
    assert_error(401, "server.login_needed");
}

START_TEST(every_route_asks_for_its_right)
{
    static const char *const names[ROLES] = {"rita", "petr", "emma", "edik", "anna"};
    size_t own_count;
    session_routes(&own_count);
    ck_assert_uint_eq(sizeof expected / sizeof *expected,
                      own_count + api_service(api)->route_count);
    routes_try(EVERYBODY);
    for (int role = ROLE_READER; role < ROLES; role++) {
        cookie[0] = '\0';
        login(names[role]);
        routes_try(role);
    }
}
END_TEST

/* Who may not edit states what his organization has a part in, and changes what he stated. */
START_TEST(participants_state_for_their_organization_alone)
{
    static const char facts[] = "{\"facts\": \"training\\nsubject=сварка\"}";
    login("edik");
    send_json("POST", "/api/v1/entries", facts);
    assert_done(201);
    const char *entry = arena_format(&arena, "/api/v1/entries/%s", text_of("entry")).data;
    size_t at = span_find(reply.body, SPAN("\"version\":"), 0) + sizeof "\"version\":" - 1;
    struct span rest = span_slice(reply.body, at, reply.body.size), version;
    span_next_part(&rest, ',', &version);
    version = arena_copy(&arena, version);
    login("petr");
    send_json("POST", "/api/v1/entries", facts);
    assert_error(403, "work.entry_party");
    send_json("POST", "/api/v1/entries",
              "{\"facts\": \"preferred_list\\ntitle=x\\nowner=Company:x\"}");
    assert_error(403, "work.entry_editors");
    send_json("PUT", entry,
              arena_format(&arena, "{\"facts\": \"training\\nsubject=x\", \"version\": \"%s\"}",
                           version.data)
                  .data);
    assert_error(403, "work.entry_foreign");
    send_json("PUT", arena_format(&arena, "%s/withdrawn", entry).data, "{\"withdrawn\": \"true\"}");
    assert_error(403, "work.entry_foreign");
}
END_TEST

/* What needs a session needs the Origin of the server's own pages; what is anybody's to ask not. */
START_TEST(forged_requests_are_refused)
{
    static const char *const others[] = {"", "Origin: null\r\n", "Origin: http://evil.example\r\n"};
    const struct service *service = api_service(api);
    login("anna");
    for (size_t i = 0; i < service->route_count; i++) {
        const struct route *route = &service->routes[i];
        for (size_t k = 0; k < 3 && route->kind > ROUTE_HEAVY; k++) {
            request(method_name(route->method), path_of(route->pattern),
                    arena_format(&arena, "%s%s", others[k], cookie).data,
                    route->body_limit ? "{}" : "");
            assert_error(403, "server.origin_refused");
        }
    }
}
END_TEST

/* ---- login ---- */

START_TEST(a_login_is_a_session_of_its_account)
{
    get("/api/v1/account");
    assert_done(200);
    ck_assert(reply_contains(&reply, "\"accounts\":true"));
    ck_assert(reply_contains(&reply, "\"account\":null"));
    login("emma");
    ck_assert(!reply_contains(&reply, PASSWORD) && !reply_contains(&reply, "argon2"));
    get("/api/v1/account");
    ck_assert_str_eq(text_of("role"), "expert");
    ck_assert_str_eq(text_of("by"), "session");
    ck_assert(reply_contains(&reply, "\"rights\":[\"any\",\"read\",\"try\",\"own\",\"comment\","
                                     "\"participate\",\"decide\"]"));
    char before[sizeof cookie];
    memcpy(before, cookie, sizeof before);
    /* It outlives the server, and ends where another takes its place, or by logging out. */
    stop();
    serve();
    get("/api/v1/session");
    assert_done(200);
    send_json("POST", "/api/v1/logout", "{}");
    assert_done(200);
    ck_assert(reply_contains(&reply, "\"account\":null"));
    memcpy(cookie, before, sizeof cookie);
    get("/api/v1/overview");
    assert_error(401, "server.login_needed");
    ASSERT_SPAN(reply_header(&reply, "WWW-Authenticate"), "Bearer");
}
END_TEST

START_TEST(a_session_cannot_be_fixed)
{
    char chosen[sizeof cookie];
    snprintf(chosen, sizeof chosen,
             "Cookie: uzel_session_%u=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
             server_port(server));
    memcpy(cookie, chosen, sizeof cookie);
    login("emma");
    ck_assert_str_ne(cookie, chosen);
    char first[sizeof cookie];
    memcpy(first, cookie, sizeof first);
    login("emma");
    ck_assert_str_ne(cookie, first);
    memcpy(cookie, first, sizeof cookie);
    get("/api/v1/overview");
    assert_error(401, "server.login_needed");
    memcpy(cookie, chosen, sizeof cookie);
    get("/api/v1/overview");
    assert_error(401, "server.login_needed");
}
END_TEST

START_TEST(wrong_names_and_passwords_get_the_same_answer)
{
    login_try("emma", "another password");
    assert_error(403, "work.login_failed");
    struct span first = arena_copy(&arena, reply.body);
    login_try("nobody", "another password");
    ck_assert(span_equal(first, reply.body));
    ck_assert(!reply_contains(&reply, "another password"));
    login_try("", "");
    ck_assert(span_equal(first, reply.body));
}
END_TEST

START_TEST(passwords_are_not_tried_at_will)
{
    for (int i = 0; i < ATTEMPTS_OF_NAME; i++) {
        login_try("emma", "another password");
        assert_error(403, "work.login_failed");
    }
    login_try("emma", PASSWORD);
    assert_error(429, "server.too_many");
    ck_assert(reply_header(&reply, "Retry-After").size > 0);
    login("edik");
}
END_TEST

static void *login_run(void *argument)
{
    struct reply *mine = argument;
    static const char body[] = "{\"name\": \"edik\", \"password\": \"" PASSWORD "\"}";
    char bytes[1024];
    unsigned port = server_port(server);
    int size = snprintf(bytes, sizeof bytes,
                        "POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                        "Origin: http://127.0.0.1:%u\r\nConnection: close\r\n"
                        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                        port, port, strlen(body), body);
    client_ask(port, (struct span){bytes, (size_t)size}, mine);
    return NULL;
}

/* Two are hashed at once, eight wait, the others are to come again. */
START_TEST(a_crowd_of_logins_waits_or_comes_again)
{
    enum { CROWD = 24 };
    static struct reply replies[CROWD];
    pthread_t threads[CROWD];
    unsigned done = 0, turned_away = 0;
    for (size_t i = 0; i < CROWD; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, login_run, &replies[i]), 0);
    for (size_t i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
        done += replies[i].status == 200;
        turned_away += replies[i].status == 429;
        if (replies[i].status == 429)
            ck_assert(reply_header(&replies[i], "Retry-After").size > 0);
        reply_release(&replies[i]);
    }
    ck_assert_uint_eq(done + turned_away, CROWD);
    ck_assert_uint_ge(done, 10);
    ck_assert_uint_ge(turned_away, 1);
}
END_TEST

START_TEST(another_password_ends_other_sessions)
{
    login("emma");
    char other[sizeof cookie];
    memcpy(other, cookie, sizeof other);
    cookie[0] = '\0';
    login("emma");
    send_json("PUT", "/api/v1/account/password",
              "{\"old\": \"wrong one\", \"new\": \"" PASSWORD "!\"}");
    assert_error(403, "work.login_failed");
    send_json("PUT", "/api/v1/account/password", "{\"old\": \"" PASSWORD "\", \"new\": \"short\"}");
    assert_error(400, "work.password_short");
    send_json("PUT", "/api/v1/account/password",
              "{\"old\": \"" PASSWORD "\", \"new\": \"совсем другие слова\"}");
    assert_done(200);
    cookie_take();
    get("/api/v1/overview");
    assert_done(200);
    memcpy(cookie, other, sizeof cookie);
    get("/api/v1/overview");
    assert_error(401, "server.login_needed");
    login_try("emma", PASSWORD);
    assert_error(403, "work.login_failed");
    login_try("emma", "совсем другие слова");
    assert_done(200);
}
END_TEST

/* ---- tokens ---- */

START_TEST(a_token_needs_neither_cookie_nor_origin)
{
    as_token("GET", "/api/v1/account", ROLE_EDITOR, "");
    ck_assert_str_eq(text_of("by"), "token");
    as_token("POST", "/api/v1/reports", ROLE_EDITOR,
             "{\"text\": \"Правительство Тверской области и АО «Пробный завод» подписали"
             " соглашение.\"}");
    assert_done(201);
    as_token("POST", "/api/v1/reports", ROLE_EXPERT, "{\"text\": \"…\"}");
    assert_error(403, "server.right_needed");
    as_token("GET", "/api/v1/account/tokens", ROLE_ADMINISTRATOR, "");
    assert_error(403, "server.right_needed");
    /* One that is wrong is nobody's, whatever cookie comes with it. */
    login("anna");
    request("GET", "/api/v1/overview",
            arena_format(&arena, "Authorization: Bearer uzel_no\r\n%s", cookie).data, "");
    assert_error(401, "server.login_needed");
    /* What it did is its account's. */
    get("/api/v1/audit?limit=1");
    ck_assert_str_eq(text_of("author"), "user:edik");
    ck_assert_str_eq(text_of("what"), "report.add");
    ck_assert(reply_contains(&reply, "\"about\":\"") && !reply_contains(&reply, "\"report\":null"));
    get("/api/v1/audit?author=user:nobody");
    assert_done(200);
    ck_assert(reply_contains(&reply, "\"entries\":[]"));
    get("/api/v1/audit?author=user:edik&limit=1");
    ck_assert_str_eq(text_of("author"), "user:edik");
}
END_TEST

START_TEST(a_token_is_made_shown_once_and_revoked)
{
    login("emma");
    send_json("POST", "/api/v1/account/tokens", "{\"label\": \"выгрузка\", \"days\": \"3\"}");
    assert_done(201);
    snprintf(tokens[0], TOKEN_SIZE, "%s", text_of("secret"));
    get("/api/v1/account/tokens");
    ck_assert(!reply_contains(&reply, tokens[0]));
    ck_assert_str_eq(text_of("label"), "выгрузка");
    as_token("GET", "/api/v1/overview", 0, "");
    assert_done(200);
    send_json("DELETE", "/api/v1/account/tokens/1", ""); /* somebody else's */
    assert_error(404, "work.unknown_secret");
    size_t at = span_find(reply.body, SPAN("number"), 0);
    ck_assert(at != SIZE_MAX);
    get("/api/v1/account/tokens");
    size_t number = span_find(reply.body, SPAN("\"number\":"), 0) + 9;
    struct span digits = span_slice(reply.body, number, span_find(reply.body, SPAN(","), number));
    send_json("DELETE", arena_format(&arena, "/api/v1/account/tokens/%.*s", SPAN_ARGS(digits)).data,
              "");
    assert_done(200);
    ck_assert_str_eq(text_of("state"), "revoked");
    as_token("GET", "/api/v1/overview", 0, "");
    assert_error(401, "server.login_needed");
}
END_TEST

/* ---- administrators ---- */

START_TEST(an_invitation_leads_to_an_account)
{
    login("anna");
    send_json("POST", "/api/v1/invitations",
              "{\"role\": \"editor\", \"days\": \"99999999999999999\"}");
    assert_error(400, "work.bad_days");
    send_json("POST", "/api/v1/account/tokens",
              "{\"label\": \"export\", \"days\": \"99999999999999999\"}");
    assert_error(400, "work.bad_days");
    send_json("POST", "/api/v1/invitations", "{\"role\": \"editor\"}");
    assert_done(201);
    const char *secret = text_of("secret");
    ck_assert(strstr(text_of("address"), "/#invitation="));
    cookie[0] = '\0';
    send_json("POST", "/api/v1/invitations/look",
              arena_format(&arena, "{\"secret\": \"%s\"}", secret).data);
    assert_done(200);
    ck_assert_str_eq(text_of("role"), "editor");
    ck_assert(!reply_contains(&reply, secret));
    const char *accept = arena_format(&arena,
                                      "{\"secret\": \"%s\", \"name\": \"vera\", \"shown\": "
                                      "\"Вера\", \"password\": \"" PASSWORD "\"}",
                                      secret)
                             .data;
    send_json("POST", "/api/v1/invitations/accept", accept);
    assert_done(201);
    cookie_take();
    ck_assert_str_eq(text_of("name"), "vera");
    get("/api/v1/overview");
    assert_done(200);
    send_json("POST", "/api/v1/invitations/accept", accept);
    assert_error(404, "work.invitation_ended");
}
END_TEST

START_TEST(two_administrators_do_not_overwrite_each_other)
{
    login("anna");
    get("/api/v1/accounts");
    assert_done(200);
    ck_assert(!reply_contains(&reply, "argon2"));
    send_json("PUT", "/api/v1/accounts/emma", "{\"role\": \"editor\", \"version\": \"1\"}");
    assert_done(200);
    ck_assert(reply_contains(&reply, "\"version\":2"));
    send_json("PUT", "/api/v1/accounts/emma", "{\"state\": \"disabled\", \"version\": \"1\"}");
    assert_error(409, "work.account_changed");
    send_json("PUT", "/api/v1/accounts/anna", "{\"role\": \"reader\"}");
    assert_error(409, "work.last_administrator");
    send_json("PUT", "/api/v1/accounts/emma", "{\"state\": \"disabled\", \"version\": \"2\"}");
    assert_done(200);
    as_token("GET", "/api/v1/overview", ROLE_EXPERT, "");
    assert_error(401, "server.login_needed");
    login_try("emma", PASSWORD);
    assert_error(403, "work.login_failed");
}
END_TEST

START_TEST(reading_may_be_everybodys)
{
    get("/api/v1/overview");
    assert_error(401, "server.login_needed");
    login("anna");
    send_json("PUT", "/api/v1/settings", "{\"readable\": \"true\"}");
    assert_done(200);
    cookie[0] = '\0';
    get("/api/v1/overview");
    assert_done(200);
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "private, no-cache");
    send_json("POST", "/api/v1/readings", "{\"text\": \"…\"}");
    assert_error(401, "server.login_needed");
}
END_TEST

START_TEST(the_use_of_a_session_is_noted)
{
    struct store *store;
    struct stored_secrets secrets;
    struct work work = {.arena = &arena, .author = SPAN("user:test"), .now = 1000};
    login("rita");
    ck_assert(store_open(&store, place, STORE_WRITE, reader_schema(reader), NULL));
    ck_assert(store_secrets(store, SECRET_TOKEN, 0, &arena, &secrets, NULL));
    work.store = store;
    int64_t number = secrets.items[0].number;
    ck_assert(work_secret_use(&work, SECRET_TOKEN, number, NULL));
    as_token("GET", "/api/v1/overview", ROLE_READER, "");
    bool noted = false;
    for (int i = 0; i < 500 && !noted; i++) {
        ck_assert(store_secrets(store, SECRET_TOKEN, 0, &arena, &secrets, NULL));
        noted = secrets.items[0].used_at > 1000;
        usleep(10000);
    }
    ck_assert(noted);
    store_close(store);
}
END_TEST

/* ---- without accounts, and as a site ---- */

START_TEST(without_accounts_it_is_one_persons)
{
    get("/api/v1/account");
    ck_assert(reply_contains(&reply, "\"accounts\":false"));
    get("/api/v1/overview");
    assert_done(200);
    login_try("anna", PASSWORD);
    assert_error(409, "server.no_accounts");
    get("/api/v1/audit");
    assert_error(403, "server.token_needed");
    send_json("POST", "/api/v1/session",
              arena_format(&arena, "{\"token\": \"%s\"}", server_token(server)).data);
    assert_done(200);
    cookie_take();
    get("/api/v1/account");
    ck_assert_str_eq(text_of("by"), "key");
    get("/api/v1/audit");
    assert_done(200);
    send_json("POST", "/api/v1/invitations", "{\"role\": \"reader\"}");
    assert_error(409, "server.no_accounts");
    /* The first account takes the key's rights away, while the server runs. */
    struct store *store;
    ck_assert(store_open(&store, place, STORE_WRITE, reader_schema(reader), NULL));
    account_add(store, ROLE_ADMINISTRATOR);
    store_close(store);
    get("/api/v1/overview");
    assert_error(401, "server.login_needed");
    send_json("POST", "/api/v1/session",
              arena_format(&arena, "{\"token\": \"%s\"}", server_token(server)).data);
    assert_error(403, "server.login_needed");
    login("anna");
}
END_TEST

static struct site example(void)
{
    struct site read;
    struct error error;
    static const char *const bad[] = {"http://a.example", "https://", "https://a.example/",
                                      "https://A.example", "a.example"};
    error_init(&error);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert(!site_read(bad[i], &read, &error));
    error_release(&error);
    ck_assert(site_read("https://uzel.example", &read, NULL));
    return read;
}

START_TEST(a_site_has_cookies_of_tls_alone)
{
    setup_with(true, example());
    login("anna");
    struct span set = reply_header(&reply, "Set-Cookie");
    ck_assert(span_starts_with(set, SPAN("__Host-uzel_session=")));
    ck_assert(span_find(set, SPAN("; Secure"), 0) != SIZE_MAX);
    get("/api/v1/overview");
    assert_done(200);
    send_json("POST", "/api/v1/invitations", "{\"role\": \"reader\"}");
    ck_assert(strncmp(text_of("address"), "https://uzel.example/#", 22) == 0);
    request("POST", "/api/v1/logout",
            arena_format(&arena, "Origin: http://uzel.example\r\n%s", cookie).data, "{}");
    assert_error(403, "server.origin_refused");
    /* Failures count by the address that the proxy saw. */
    for (int i = 0; i < ATTEMPTS_OF_NAME; i++) {
        request("POST", "/api/v1/login",
                arena_format(&arena,
                             "Origin: https://uzel.example\r\n"
                             "X-Forwarded-For: 10.0.0.1, 192.0.2.%d\r\n",
                             i)
                    .data,
                arena_format(&arena, "{\"name\": \"n%d\", \"password\": \"x\"}", i).data);
        assert_error(403, "work.login_failed");
    }
    struct site none = site;
    site = (struct site){0};
    get("/api/v1/overview");
    assert_error(421, "server.other_host");
    site = none;
    teardown();
}
END_TEST

START_TEST(a_site_without_accounts_is_closed)
{
    setup_with(false, example());
    get("/api/v1/overview");
    assert_error(403, "server.closed");
    get("/api/v1/health");
    assert_done(200);
    send_json("POST", "/api/v1/session",
              arena_format(&arena, "{\"token\": \"%s\"}", server_token(server)).data);
    assert_error(403, "server.login_needed");
    teardown();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("access");
    TCase *with = tcase_create("accounts"), *alone = tcase_create("alone"),
          *sites = tcase_create("sites");
    tcase_set_timeout(with, 120);
    tcase_set_timeout(alone, 60);
    tcase_set_timeout(sites, 60);
    tcase_add_checked_fixture(with, setup, teardown);
    tcase_add_checked_fixture(alone, setup_alone, teardown);
    tcase_add_test(with, every_route_asks_for_its_right);
    tcase_add_test(with, participants_state_for_their_organization_alone);
    tcase_add_test(with, forged_requests_are_refused);
    tcase_add_test(with, a_login_is_a_session_of_its_account);
    tcase_add_test(with, a_session_cannot_be_fixed);
    tcase_add_test(with, wrong_names_and_passwords_get_the_same_answer);
    tcase_add_test(with, passwords_are_not_tried_at_will);
    tcase_add_test(with, a_crowd_of_logins_waits_or_comes_again);
    tcase_add_test(with, another_password_ends_other_sessions);
    tcase_add_test(with, a_token_needs_neither_cookie_nor_origin);
    tcase_add_test(with, a_token_is_made_shown_once_and_revoked);
    tcase_add_test(with, an_invitation_leads_to_an_account);
    tcase_add_test(with, two_administrators_do_not_overwrite_each_other);
    tcase_add_test(with, reading_may_be_everybodys);
    tcase_add_test(with, the_use_of_a_session_is_noted);
    tcase_add_test(alone, without_accounts_it_is_one_persons);
    tcase_add_test(sites, a_site_has_cookies_of_tls_alone);
    tcase_add_test(sites, a_site_without_accounts_is_closed);
    suite_add_tcase(suite, with);
    suite_add_tcase(suite, alone);
    suite_add_tcase(suite, sites);
    return suite_run(suite);
}

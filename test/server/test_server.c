/* The server, asked over the loopback by a client that may send anything. */
#include "server.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "client.h"
#include "suite.h"
#include "target.h"

void add_server(Suite *suite);

static struct catalogue *catalogue;
static struct server *server;
static unsigned port;
static atomic_int writing; /* writes under way: never more than one */
static atomic_int written;
static atomic_int hold;    /* writes wait while it is set */
static atomic_int working; /* on slow and heavy questions */
static atomic_int counted;
static atomic_int version; /* of what is counted */
static struct reply reply;

/* ---- a service for the tests ---- */

static unsigned answer_echo(struct exchange *exchange)
{
    buffer_append_byte(&exchange->out, '"');
    buffer_append(&exchange->out, exchange->arguments[0]);
    buffer_append(&exchange->out, exchange_parameter(exchange, "q"));
    buffer_append_byte(&exchange->out, '"');
    return 200;
}

static unsigned answer_number(struct exchange *exchange)
{
    int64_t number = 7;
    if (!exchange_integer(exchange, "n", 1, 100, &number))
        return 400;
    buffer_format(&exchange->out, "%d", (int)number);
    return 200;
}

/* Asks for more than the arena holds. */
/* Wants more than a request may have; it leaves the memory alone, since writing so much takes
 * longer than a client waits where each byte is watched. */
static unsigned answer_glutton(struct exchange *exchange)
{
    for (;;)
        ARENA_ROOM(exchange->arena, char, 1 << 20);
    return 200;
}

static unsigned answer_large(struct exchange *exchange)
{
    for (int i = 0; i < 200000; i++)
        buffer_append_string(&exchange->out, "0123456789");
    exchange->type = "text/plain; charset=utf-8";
    return 200;
}

static unsigned answer_write(struct exchange *exchange)
{
    ck_assert_int_eq(atomic_fetch_add(&writing, 1), 0);
    while (atomic_load(&hold))
        usleep(1000);
    atomic_fetch_add(&written, 1);
    buffer_format(&exchange->out, "%zu", exchange->body.size);
    atomic_fetch_sub(&writing, 1);
    return 201;
}

/* Counts how often it is asked. */
static unsigned answer_count(struct exchange *exchange)
{
    buffer_format(&exchange->out, "\"%.*s %d\"", SPAN_ARGS(exchange->arguments[0]),
                  atomic_fetch_add(&counted, 1));
    return span_equal(exchange->arguments[0], SPAN("none")) ? 404 : 200;
}

/* The same, once it may: others are not to wait behind it. */
static unsigned answer_heavily(struct exchange *exchange)
{
    atomic_fetch_add(&working, 1);
    while (atomic_load(&hold))
        usleep(1000);
    atomic_fetch_sub(&working, 1);
    return answer_count(exchange);
}

static bool lend(void *context, bool writes, void **borrowed, struct error *error)
{
    (void)context;
    (void)writes;
    (void)error;
    *borrowed = &counted;
    return true;
}

static void take_back(void *context, bool writes, void *borrowed)
{
    (void)context;
    (void)writes;
    (void)borrowed;
}

static uint64_t version_now(void *context, const void *borrowed)
{
    (void)context;
    (void)borrowed;
    return (uint64_t)atomic_load(&version);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/count/:word", ROUTE_KEPT, RIGHT_READ, 0, answer_count},
    {METHOD_GET, "/api/v1/slow/:word", ROUTE_SLOW, RIGHT_READ, 0, answer_heavily},
    {METHOD_GET, "/api/v1/heavy/:word", ROUTE_HEAVY, RIGHT_READ, 0, answer_heavily},
    {METHOD_GET, "/api/v1/held/:word", ROUTE_KEPT, RIGHT_READ, 0, answer_heavily},
    {METHOD_GET, "/api/v1/echo/:word", ROUTE_READ, RIGHT_READ, 0, answer_echo},
    {METHOD_GET, "/api/v1/number", ROUTE_READ, RIGHT_READ, 0, answer_number},
    {METHOD_GET, "/api/v1/glutton", ROUTE_READ, RIGHT_READ, 0, answer_glutton},
    {METHOD_GET, "/api/v1/large", ROUTE_READ, RIGHT_READ, 0, answer_large},
    {METHOD_POST, "/api/v1/things", ROUTE_WRITE, RIGHT_EDIT, 100000, answer_write},
};

static const struct service service = {.routes = routes,
                                       .route_count = sizeof routes / sizeof *routes,
                                       .borrow = lend,
                                       .give_back = take_back,
                                       .version = version_now};

static struct server *start(const struct guard_limits *limits)
{
    struct error error;
    struct server *started;
    struct server_options options = {
        .threads = 2, .catalogue = catalogue, .service = &service, .tongue = TONGUE_RUSSIAN};
    if (limits)
        options.limits = *limits;
    error_init(&error);
    ck_assert_msg(server_start(&started, &options, &error), "%s",
                  error_any(&error) ? error.items[0].key : "");
    error_release(&error);
    return started;
}

static void setup(void)
{
    catalogue = catalogue_new();
    atomic_store(&written, 0);
    server = start(NULL);
    port = server_port(server);
}

static void teardown(void)
{
    if (server)
        server_stop(server);
    catalogue_free(catalogue);
    reply_release(&reply);
}

static void get(const char *target, const char *header)
{
    reply_release(&reply);
    client_get(port, target, header, &reply);
}

/* Appends text in which every $ stands for the port and every ^ for CR LF. */
static void append_request(struct buffer *request, const char *text)
{
    for (; *text; text++) {
        if (*text == '$')
            buffer_format(request, "%u", port);
        else if (*text == '^')
            buffer_append_string(request, "\r\n");
        else
            buffer_append_byte(request, *text);
    }
}

/* Sends such a text on a connection of its own. */
static void ask(const char *text)
{
    struct buffer request;
    buffer_init(&request, 1 << 20);
    append_request(&request, text);
    reply_release(&reply);
    client_ask(port, buffer_span(&request), &reply);
    buffer_release(&request);
}

/* The answer is JSON; its error has the key. */
static void assert_error(unsigned status, const char *key)
{
    ck_assert_uint_eq(reply.status, status);
    char found[64];
    ck_assert_msg(reply_error_key(&reply, found, sizeof found), "%.*s", SPAN_ARGS(reply.body));
    ck_assert_str_eq(found, key);
}

/* ---- reading ---- */

START_TEST(routes_answer)
{
    get("/api/v1/echo/%D0%BA%D0%BE%D1%82?q=+%26", "");
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(reply.body, "\"кот &\"");
    ASSERT_SPAN(reply_header(&reply, "Content-Type"), "application/json; charset=utf-8");
    ASSERT_SPAN(reply_header(&reply, "X-Content-Type-Options"), "nosniff");
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "private, no-cache");
    ck_assert(span_find(reply_header(&reply, "Content-Security-Policy"),
                        SPAN("frame-ancestors 'none'"), 0) != SIZE_MAX);
    ck_assert(span_find(reply_header(&reply, "Content-Security-Policy"), SPAN("unsafe"), 0) ==
              SIZE_MAX);
    get("/api/v1/number?n=100", "");
    ASSERT_SPAN(reply.body, "100");
    get("/api/v1/large", "");
    ck_assert_uint_eq(reply.body.size, 2000000);
}
END_TEST

START_TEST(errors_are_json_in_the_askers_language)
{
    get("/api/v1/nothing", "");
    assert_error(404, "server.not_found");
    ck_assert(reply_contains(&reply, "ничего нет"));
    get("/api/v1/nothing?lang=en", "Accept-Language: ru\r\n");
    ck_assert(reply_contains(&reply, "nothing here"));
    get("/api/v1/nothing", "Accept-Language: en-GB, ru;q=0.5\r\n");
    ck_assert(reply_contains(&reply, "nothing here"));
    get("/api/v1/nothing?lang=de", "");
    ck_assert(reply_contains(&reply, "ничего нет"));
    get("/api/v1/number?n=101", "");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/glutton", "");
    assert_error(500, "server.too_much");
}
END_TEST

START_TEST(other_methods_are_refused)
{
    ask("DELETE /api/v1/number HTTP/1.1^Host: localhost:$^Connection: close^^");
    assert_error(405, "server.method_refused");
    ASSERT_SPAN(reply_header(&reply, "Allow"), "GET, HEAD");
    ask("BREW /api/v1/things HTTP/1.1^Host: localhost:$^Connection: close^^");
    assert_error(405, "server.method_refused");
    ASSERT_SPAN(reply_header(&reply, "Allow"), "POST");
    ask("OPTIONS /index.html HTTP/1.1^Host: localhost:$^Connection: close^^");
    assert_error(405, "server.method_refused");
    ask("POST / HTTP/1.1^Host: localhost:$^Connection: close^Content-Length: 0^^");
    assert_error(405, "server.method_refused");
}
END_TEST

START_TEST(head_has_no_body)
{
    ask("HEAD /api/v1/number HTTP/1.1^Host: localhost:$^Connection: close^^");
    ck_assert_uint_eq(reply.status, 200);
    ck_assert_uint_eq(reply.body.size, 0);
    ASSERT_SPAN(reply_header(&reply, "Content-Length"), "1");
    ask("HEAD /api/v1/none HTTP/1.1^Host: localhost:$^Connection: close^^");
    ck_assert_uint_eq(reply.status, 404);
    ck_assert_uint_eq(reply.body.size, 0);
}
END_TEST

START_TEST(what_has_not_changed_is_not_sent_again)
{
    char header[128];
    get("/api/v1/number", "");
    struct span tag = reply_header(&reply, "ETag");
    ck_assert_uint_gt(tag.size, 10);
    snprintf(header, sizeof header, "If-None-Match: %.*s\r\n", SPAN_ARGS(tag));
    get("/api/v1/number", header);
    ck_assert_uint_eq(reply.status, 304);
    ck_assert_uint_eq(reply.body.size, 0);
    get("/api/v1/number?n=8", header);
    ck_assert_uint_eq(reply.status, 200);
}
END_TEST

START_TEST(answers_are_kept_until_the_version_changes)
{
    char header[128];
    atomic_store(&counted, 0);
    get("/api/v1/count/one", "");
    ASSERT_SPAN(reply.body, "\"one 0\"");
    get("/api/v1/count/one", "");
    ASSERT_SPAN(reply.body, "\"one 0\"");
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_header(&reply, "Content-Security-Policy").size > 0);
    struct span tag = reply_header(&reply, "ETag");
    snprintf(header, sizeof header, "If-None-Match: %.*s\r\n", SPAN_ARGS(tag));
    get("/api/v1/count/one", header);
    ck_assert_uint_eq(reply.status, 304);
    ck_assert_uint_eq(reply.body.size, 0);
    ck_assert(span_equal(reply_header(&reply, "ETag"),
                         span_slice(span_of(header), 15, strlen(header) - 2)));
    ask("HEAD /api/v1/count/one HTTP/1.1^Host: localhost:$^Connection: close^^");
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(reply_header(&reply, "Content-Length"), "7");
    /* Another address, another language, another version. */
    get("/api/v1/count/two", "");
    ASSERT_SPAN(reply.body, "\"two 1\"");
    get("/api/v1/count/one", "Accept-Language: en\r\n");
    ASSERT_SPAN(reply.body, "\"one 2\"");
    atomic_store(&version, atomic_load(&version) + 1);
    get("/api/v1/count/one", "");
    ASSERT_SPAN(reply.body, "\"one 3\"");
    get("/api/v1/count/one", "");
    ASSERT_SPAN(reply.body, "\"one 3\"");
    /* What is no answer is not kept. */
    get("/api/v1/count/none", "");
    get("/api/v1/count/none", "");
    ASSERT_SPAN(reply.body, "\"none 5\"");
}
END_TEST

/* What the answer's body is when it is no longer compressed. */
static struct span unpacked(char *room, size_t size)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)reply.body.data,
                       .avail_in = (uInt)reply.body.size,
                       .next_out = (Bytef *)room,
                       .avail_out = (uInt)size};
    ck_assert_int_eq(inflateInit2(&stream, 15 + 16), Z_OK);
    ck_assert_int_eq(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    return (struct span){room, stream.total_out};
}

START_TEST(long_answers_are_compressed_for_whoever_takes_them)
{
    char target[2048] = "/api/v1/count/", room[4096], header[128], tag[64];
    memset(target + strlen(target), 'a', 1500);
    atomic_store(&counted, 0);
    get(target, "Accept-Encoding: gzip, br\r\n");
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(reply_header(&reply, "Content-Encoding"), "gzip");
    ck_assert(span_find(reply_header(&reply, "Vary"), SPAN("Accept-Encoding"), 0) != SIZE_MAX);
    ck_assert_uint_lt(reply.body.size, 200);
    struct span text = unpacked(room, sizeof room);
    ck_assert(span_ends_with(text, SPAN("a 0\"")));
    snprintf(tag, sizeof tag, "%.*s", SPAN_ARGS(reply_header(&reply, "ETag")));
    ck_assert(span_ends_with(span_of(tag), SPAN("-gzip\"")));
    /* It is kept as it was sent, and beside it what others take. */
    get(target, "Accept-Encoding: gzip\r\n");
    ck_assert(span_ends_with(unpacked(room, sizeof room), SPAN("a 0\"")));
    get(target, "Accept-Encoding: gzip;q=0\r\n");
    ck_assert(span_ends_with(reply.body, SPAN("a 1\"")));
    ck_assert_uint_eq(reply_header(&reply, "Content-Encoding").size, 0);
    ck_assert(!span_equal(reply_header(&reply, "ETag"), span_of(tag)));
    snprintf(header, sizeof header, "Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n", tag);
    get(target, header);
    ck_assert_uint_eq(reply.status, 304);
    get("/api/v1/count/short", "Accept-Encoding: gzip\r\n");
    ck_assert_uint_eq(reply_header(&reply, "Content-Encoding").size, 0);
    ASSERT_SPAN(reply.body, "\"short 2\"");
}
END_TEST

START_TEST(pages_of_the_app_answer_under_any_address)
{
    static const char *const pages[] = {"/", "/agreements", "/entities/ru-17", "/reports/00.2"};
    for (size_t i = 0; i < 4; i++) {
        get(pages[i], "Accept: text/html,*/*;q=0.1\r\n");
        ck_assert_uint_eq(reply.status, 200);
        ASSERT_SPAN(reply_header(&reply, "Content-Type"), "text/html; charset=utf-8");
        ck_assert(reply_contains(&reply, "<!doctype html>") ||
                  reply_contains(&reply, "<!DOCTYPE html>"));
    }
    get("/assets/none.js", "Accept: text/html\r\n");
    assert_error(404, "server.not_found");
    get("/robots.none", "");
    assert_error(404, "server.not_found");
}
END_TEST

START_TEST(no_path_leads_to_the_file_system)
{
    static const char *const paths[] = {
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../../../etc/passwd",
        "//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/api/v1/echo/../../../passwd",
        "/....//etc/passwd",
        "/assets\\..\\etc\\passwd",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        get(paths[i], "");
        ck_assert_msg(reply.status > 0 && !reply_contains(&reply, "root:"), "%s", paths[i]);
    }
}
END_TEST

START_TEST(malformed_requests_are_refused)
{
    get("/api/v1/%zz", "");
    assert_error(400, "server.bad_target");
    get("/api/v1/echo/%00", "");
    assert_error(400, "server.bad_target");
    get("http://127.0.0.1/api/v1/number", "");
    assert_error(400, "server.bad_target");
    ask("GARBAGE^^");
    ck_assert_uint_ne(reply.status, 200);
    ask("\x16\x03\x01^^");
    ck_assert_uint_ne(reply.status, 200);
    get("/api/v1/number", "Transfer-Encoding: chunked\r\n");
    assert_error(411, "server.length_needed");
    ask("GET /api/v1/number HTTP/1.1^Host: localhost:$^Content-Length: 5^Connection: close^^12345");
    assert_error(413, "server.body_refused");
    get("/api/v1/number", "");
    ck_assert_uint_eq(reply.status, 200);
}
END_TEST

START_TEST(a_head_that_is_too_large_is_refused)
{
    struct buffer header;
    buffer_init(&header, 1 << 20);
    buffer_append_string(&header, "X-Long: ");
    for (int i = 0; i < 100000; i++)
        buffer_append_byte(&header, 'x');
    buffer_append_string(&header, "\r\n");
    get("/api/v1/number", header.data);
    ck_assert_uint_ne(reply.status, 200);
    buffer_clear(&header);
    buffer_append_string(&header, "/api/v1/echo/");
    for (int i = 0; i < 9000; i++)
        buffer_append_byte(&header, 'x');
    get(header.data, "");
    assert_error(400, "server.bad_target");
    buffer_release(&header);
}
END_TEST

/* ---- who may ask ---- */

START_TEST(other_hosts_are_refused)
{
    static const char *const hosts[] = {
        "Host: evil.example:$^",
        "Host: 127.0.0.1^",
        "Host: 127.0.0.1:1^",
        "Host: 0.0.0.0:$^",
        "Host: 127.0.0.1:$.com^",
        "Host: evil.example^Host: 127.0.0.1:$^",
        "Host: ^",
        "Host: 127.0.0.1:$^Host: 127.0.0.1:$^",
    };
    static const char *const targets[] = {"/", "/api/v1/number", "/api/v1/none", "/%zz"};
    char request[256];
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        snprintf(request, sizeof request, "GET %s HTTP/1.1^%sConnection: close^^", targets[i % 4],
                 hosts[i]);
        ask(request);
        ck_assert_msg(reply.status == 421 || reply.status == 400, "%s: %u", hosts[i], reply.status);
        ck_assert(!reply_contains(&reply, "doctype"));
    }
    ask("GET / HTTP/1.0^^");
    assert_error(421, "server.host_refused");
    ask("GET /api/v1/number HTTP/1.1^Host: LOCALHOST:$^Connection: close^^");
    ck_assert_uint_eq(reply.status, 200);
}
END_TEST

/* POSTs a body with more header lines (each ending in ^). */
static void post(const char *target, const char *headers, const char *body)
{
    char request[4096];
    snprintf(request, sizeof request,
             "POST %s HTTP/1.1^Host: 127.0.0.1:$^Connection: close^Content-Length: %zu^%s^%s",
             target, strlen(body), headers, body);
    ask(request);
}

#define ORIGIN "Origin: http://127.0.0.1:$^"
#define JSON "Content-Type: application/json^"

/* Headers with which a browser writes once it has a session. */
static const char *session_headers(char *room, size_t size)
{
    char body[128];
    snprintf(body, sizeof body, "{\"token\": \"%s\"}", server_token(server));
    post("/api/v1/session", ORIGIN JSON, body);
    ck_assert_uint_eq(reply.status, 200);
    struct span cookie = reply_header(&reply, "Set-Cookie");
    ck_assert(span_find(cookie, SPAN("HttpOnly"), 0) != SIZE_MAX);
    ck_assert(span_find(cookie, SPAN("SameSite=Strict"), 0) != SIZE_MAX);
    cookie.size = span_find(cookie, SPAN(";"), 0);
    snprintf(room, size, ORIGIN JSON "Cookie: other=1; %.*s^", SPAN_ARGS(cookie));
    return room;
}

START_TEST(the_token_gives_a_session)
{
    char headers[512];
    char request[1024];
    get("/api/v1/session", "");
    ASSERT_SPAN(reply.body, "{\"may_write\":false}");
    post("/api/v1/session", ORIGIN JSON, "{\"token\": \"wrong\"}");
    assert_error(403, "server.token_refused");
    post("/api/v1/session", ORIGIN JSON, "{}");
    assert_error(403, "server.token_refused");
    post("/api/v1/session", ORIGIN JSON, "token");
    assert_error(400, "server.body_invalid");
    session_headers(headers, sizeof headers);
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "no-store");
    snprintf(request, sizeof request,
             "GET /api/v1/session HTTP/1.1^Host: 127.0.0.1:$^Connection: close^%s^", headers);
    ask(request);
    ASSERT_SPAN(reply.body, "{\"may_write\":true}");
    ask("DELETE /api/v1/session HTTP/1.1^Host: 127.0.0.1:$^Connection: close^" ORIGIN "^");
    ck_assert(span_find(reply_header(&reply, "Set-Cookie"), SPAN("Max-Age=0"), 0) != SIZE_MAX);
}
END_TEST

START_TEST(the_token_is_taken_from_our_own_pages_alone)
{
    char body[128];
    snprintf(body, sizeof body, "{\"token\": \"%s\"}", server_token(server));
    static const char *const others[] = {"", "Origin: null^", "Origin: https://evil.example^",
                                         "Origin: http://localhost:$^",
                                         ORIGIN "Sec-Fetch-Site: cross-site^"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char headers[256];
        snprintf(headers, sizeof headers, JSON "%s", others[i]);
        post("/api/v1/session", headers, body);
        assert_error(403, "server.origin_refused");
    }
    post("/api/v1/session", ORIGIN "Content-Type: text/plain^", body);
    assert_error(415, "server.type_refused");
}
END_TEST

START_TEST(writes_need_session_and_origin)
{
    char headers[512];
    post("/api/v1/things", ORIGIN JSON, "{}");
    assert_error(403, "server.token_needed");
    session_headers(headers, sizeof headers);
    post("/api/v1/things", headers, "{\"a\": 1}");
    ck_assert_uint_eq(reply.status, 201);
    ASSERT_SPAN(reply.body, "8");
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "private, no-cache");
    post("/api/v1/things", strchr(headers, '^') + 1, "{}");
    assert_error(403, "server.origin_refused");
    *strstr(headers, "session_") = 'S';
    post("/api/v1/things", headers, "{}");
    assert_error(403, "server.token_needed");
    ck_assert_int_eq(atomic_load(&written), 1);
}
END_TEST

START_TEST(a_body_that_is_too_large_is_refused)
{
    static char body[100002];
    char headers[512];
    char request[1024];
    session_headers(headers, sizeof headers);
    snprintf(request, sizeof request,
             "POST /api/v1/things HTTP/1.1^Host: 127.0.0.1:$^Content-Length: 999999999^%s^",
             headers);
    ask(request);
    assert_error(413, "server.body_too_large");
    snprintf(request, sizeof request,
             "POST /api/v1/things HTTP/1.1^Host: 127.0.0.1:$^Transfer-Encoding: chunked^%s^",
             headers);
    ask(request);
    assert_error(411, "server.length_needed");
    /* One that is not much too large is taken, so that whoever sends it sees the answer. */
    struct buffer whole;
    buffer_init(&whole, 1 << 20);
    memset(body, 'x', sizeof body - 1);
    snprintf(request, sizeof request,
             "POST /api/v1/things HTTP/1.1^Host: 127.0.0.1:$^Connection: close^"
             "Content-Length: 100001^%s^",
             headers);
    append_request(&whole, request);
    buffer_append_string(&whole, body);
    reply_release(&reply);
    client_ask(port, buffer_span(&whole), &reply);
    assert_error(413, "server.body_too_large");
    buffer_release(&whole);
    ck_assert_int_eq(atomic_load(&written), 0);
}
END_TEST

/* ---- many at once ---- */

static void *ask_often(void *argument)
{
    size_t *good = argument;
    for (int i = 0; i < 50; i++) {
        struct reply mine;
        char target[64];
        char wanted[32];
        snprintf(target, sizeof target, "/api/v1/echo/w%d", i);
        snprintf(wanted, sizeof wanted, "\"w%d\"", i);
        client_get(port, target, "", &mine);
        *good += mine.status == 200 && span_equal(mine.body, span_of(wanted));
        reply_release(&mine);
    }
    return NULL;
}

static size_t ask_in_parallel(void *(*function)(void *), size_t count)
{
    pthread_t threads[16];
    size_t good[16] = {0};
    size_t all = 0;
    for (size_t i = 0; i < count; i++)
        pthread_create(&threads[i], NULL, function, &good[i]);
    for (size_t i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        all += good[i];
    }
    return all;
}

START_TEST(parallel_requests_get_their_own_answers)
{
    ck_assert_uint_eq(ask_in_parallel(ask_often, 8), 400);
}
END_TEST

static char write_headers[512];

static void *write_once(void *argument)
{
    size_t *good = argument;
    struct reply mine;
    struct buffer request;
    buffer_init(&request, 1 << 20);
    buffer_format(&request,
                  "POST /api/v1/things HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n"
                  "Content-Length: 2\r\n%s\r\n{}",
                  port, write_headers);
    client_ask(port, buffer_span(&request), &mine);
    *good = mine.status == 201;
    buffer_release(&request);
    reply_release(&mine);
    return NULL;
}

/* Opens a session and keeps its headers as they stand on the wire. */
static void prepare_writes(void)
{
    char headers[512];
    struct buffer out;
    session_headers(headers, sizeof headers);
    buffer_init(&out, sizeof write_headers - 1);
    append_request(&out, headers);
    memcpy(write_headers, out.data, out.size + 1);
    buffer_release(&out);
}

START_TEST(writes_take_turns_and_reads_do_not_wait)
{
    pthread_t threads[10];
    size_t good[10] = {0};
    size_t answered = 0;
    size_t all = 0;
    prepare_writes();
    atomic_store(&hold, 1);
    for (size_t i = 0; i < 10; i++)
        pthread_create(&threads[i], NULL, write_once, &good[i]);
    while (!atomic_load(&writing))
        usleep(1000);
    ask_often(&answered);
    ck_assert_uint_eq(answered, 50);
    ck_assert_int_eq(atomic_load(&written), 0);
    atomic_store(&hold, 0);
    for (size_t i = 0; i < 10; i++) {
        pthread_join(threads[i], NULL);
        all += good[i];
    }
    ck_assert_uint_eq(all, 10);
    ck_assert_int_eq(atomic_load(&written), 10);
}
END_TEST

/* One of those who ask for the same while its answer is held back. */
struct held {
    const char *target;
    pthread_t thread;
    unsigned status;
    bool first; /* nothing was counted before the answer */
};
enum { HELD = 6 };
static struct held held[HELD];

static void *ask_held(void *argument)
{
    struct held *one = argument;
    struct reply mine;
    client_get(port, one->target, "", &mine);
    one->status = mine.status;
    one->first = reply_contains(&mine, " 0\"");
    reply_release(&mine);
    return NULL;
}

/* All ask, one before the others; while the answer is held back others get theirs. */
static void held_ask(const char *target)
{
    size_t answered = 0;
    atomic_store(&counted, 0);
    atomic_store(&hold, 1);
    for (size_t i = 0; i < HELD; i++) {
        held[i] = (struct held){.target = target};
        pthread_create(&held[i].thread, NULL, ask_held, &held[i]);
        while (!atomic_load(&working))
            usleep(1000);
    }
    ask_often(&answered);
    ck_assert_uint_eq(answered, 50);
}

/* Waits for all; how many got the status. */
static size_t held_end(unsigned status)
{
    size_t count = 0;
    for (size_t i = 0; i < HELD; i++) {
        pthread_join(held[i].thread, NULL);
        count += held[i].status == status;
    }
    return count;
}

START_TEST(the_same_is_worked_out_once_and_nobody_waits_behind_it)
{
    static const char *const targets[] = {"/api/v1/heavy/word", "/api/v1/slow/word",
                                          "/api/v1/held/word"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        held_ask(targets[i]);
        atomic_store(&hold, 0);
        ck_assert_uint_eq(held_end(200), HELD);
        ck_assert_int_eq(atomic_load(&counted), 1);
        for (size_t k = 0; k < HELD; k++)
            ck_assert(held[k].first);
    }
}
END_TEST

/* Who waited for an answer that is not kept gets one of his own. */
START_TEST(an_answer_that_failed_lets_others_go_on)
{
    static const char *const targets[] = {"/api/v1/heavy/none", "/api/v1/held/none"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        held_ask(targets[i]);
        atomic_store(&hold, 0);
        ck_assert_uint_eq(held_end(404), HELD);
        ck_assert_int_eq(atomic_load(&counted), HELD);
    }
}
END_TEST

START_TEST(who_has_a_heavy_answer_is_told_so)
{
    struct reply first, again;
    char header[128];
    atomic_store(&hold, 0);
    client_get(port, "/api/v1/heavy/other", "", &first);
    struct span tag = reply_header(&first, "ETag");
    snprintf(header, sizeof header, "If-None-Match: %.*s\r\n", SPAN_ARGS(tag));
    client_get(port, "/api/v1/heavy/other", header, &again);
    ck_assert_uint_eq(again.status, 304);
    reply_release(&first);
    reply_release(&again);
}
END_TEST

static void *let_go(void *argument)
{
    (void)argument;
    usleep(200 * 1000);
    atomic_store(&hold, 0);
    return NULL;
}

START_TEST(stopping_ends_what_is_under_way)
{
    pthread_t thread;
    pthread_t helper;
    size_t good = 0;
    prepare_writes();
    atomic_store(&hold, 1);
    pthread_create(&thread, NULL, write_once, &good);
    while (!atomic_load(&writing))
        usleep(1000);
    pthread_create(&helper, NULL, let_go, NULL);
    int idle = client_connect(port);
    server_stop(server);
    server = NULL;
    pthread_join(thread, NULL);
    pthread_join(helper, NULL);
    ck_assert_uint_eq(good, 1);
    close(idle);
}
END_TEST

/* Who works the answer out ends it; who waits for it is turned away. */
START_TEST(stopping_turns_away_who_waits_for_another)
{
    pthread_t helper;
    held_ask("/api/v1/held/word");
    pthread_create(&helper, NULL, let_go, NULL);
    server_stop(server);
    server = NULL;
    pthread_join(helper, NULL);
    ck_assert_uint_eq(held_end(503), HELD - 1);
    ck_assert_int_eq(atomic_load(&counted), 1);
}
END_TEST

/* ---- slow clients, taken ports ---- */

START_TEST(slow_clients_are_shut_out_and_harm_nobody)
{
    static const struct guard_limits limits = {2, 2, 2, 60, 1000};
    enum { SLOW = 60 };
    int slow[SLOW];
    size_t answered = 0;
    server_stop(server);
    server = start(&limits);
    port = server_port(server);
    for (int i = 0; i < SLOW; i++) {
        slow[i] = client_connect(port);
        client_send(slow[i], SPAN("GET / HTTP/1.1\r\nHost: "));
    }
    ask_often(&answered);
    ck_assert_uint_eq(answered, 50);
    for (int i = 0; i < 45; i++) { /* a byte now and then does not help */
        usleep(100 * 1000);
        for (int s = 0; s < SLOW; s++)
            client_send(slow[s], SPAN("x"));
    }
    for (int i = 0; i < SLOW; i++) {
        struct reply end;
        client_receive(slow[i], &end);
        ck_assert_uint_eq(end.status, 0);
        reply_release(&end);
        close(slow[i]);
    }
    ask_often(&answered);
    ck_assert_uint_eq(answered, 100);
}
END_TEST

START_TEST(more_connections_than_there_is_room_for)
{
    enum { MANY = 600 };
    static int many[MANY];
    size_t answered = 0;
    for (int i = 0; i < MANY; i++) {
        many[i] = client_connect(port);
        client_send(many[i], SPAN("GET / HT"));
    }
    ask_often(&answered);
    ck_assert_uint_eq(answered, 50);
    for (int i = 0; i < MANY; i++)
        close(many[i]);
}
END_TEST

START_TEST(the_next_free_port_is_taken_unless_told_otherwise)
{
    struct error error;
    struct server *second = NULL;
    struct server_options options = {
        .port = port, .exactly = true, .catalogue = catalogue, .service = &service};
    error_init(&error);
    ck_assert(!server_start(&second, &options, &error));
    ck_assert_str_eq(error.items[0].key, "server.port_taken");
    ck_assert_ptr_null(second);
    options.exactly = false;
    ck_assert(server_start(&second, &options, &error));
    ck_assert_uint_gt(server_port(second), port);
    ck_assert_str_ne(server_token(second), server_token(server));
    server_stop(second);
    error_release(&error);
}
END_TEST

void add_server(Suite *suite)
{
    const TTest *const tests[] = {
        routes_answer,
        errors_are_json_in_the_askers_language,
        other_methods_are_refused,
        head_has_no_body,
        what_has_not_changed_is_not_sent_again,
        answers_are_kept_until_the_version_changes,
        long_answers_are_compressed_for_whoever_takes_them,
        pages_of_the_app_answer_under_any_address,
        no_path_leads_to_the_file_system,
        malformed_requests_are_refused,
        a_head_that_is_too_large_is_refused,
        other_hosts_are_refused,
        the_token_gives_a_session,
        the_token_is_taken_from_our_own_pages_alone,
        writes_need_session_and_origin,
        a_body_that_is_too_large_is_refused,
        parallel_requests_get_their_own_answers,
        writes_take_turns_and_reads_do_not_wait,
        the_same_is_worked_out_once_and_nobody_waits_behind_it,
        an_answer_that_failed_lets_others_go_on,
        who_has_a_heavy_answer_is_told_so,
        stopping_ends_what_is_under_way,
        stopping_turns_away_who_waits_for_another,
        slow_clients_are_shut_out_and_harm_nobody,
        more_connections_than_there_is_room_for,
        the_next_free_port_is_taken_unless_told_otherwise,
    };
    TCase *over_the_wire = tcase_create("server");
    tcase_add_checked_fixture(over_the_wire, setup, teardown);
    tcase_set_timeout(over_the_wire, 60);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(over_the_wire, tests[i]);
    suite_add_tcase(suite, over_the_wire);
}

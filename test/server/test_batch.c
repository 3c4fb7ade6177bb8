/* Batches and their streams, asked over the loopback. */
#include "batch.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "server.h"
#include "suite.h"

void add_batch(Suite *suite);

static struct catalogue *catalogue;
static struct server *server;
static struct batches *batches;
static struct reply reply;
static atomic_int hold; /* files that say "slow" wait while it is set */
static atomic_int reading;

/* ---- a service whose files are texts ---- */

static bool read_text(void *context, const void *file, size_t number, struct buffer *told)
{
    const char *text = file;
    (void)context;
    atomic_fetch_add(&reading, 1);
    while (span_equal(span_of(text), SPAN("slow")) && atomic_load(&hold))
        usleep(1000);
    bool read = !span_equal(span_of(text), SPAN("bad"));
    buffer_format(told, "{\"file\":%zu,\"state\":\"%s\",\"text\":\"%s\"}", number,
                  read ? "read" : "failed", text);
    atomic_fetch_sub(&reading, 1);
    return read;
}

static unsigned status_of(enum batch_outcome outcome)
{
    static const unsigned statuses[] = {200, 404, 409, 503};
    return statuses[outcome];
}

static unsigned open_one(struct exchange *exchange)
{
    int64_t files;
    struct secret id = {{0}};
    ck_assert(span_to_integer(exchange->body, &files));
    unsigned status = status_of(batch_open(batches, (size_t)files, &id));
    buffer_append_string(&exchange->out, id.text);
    return status;
}

static unsigned give_one(struct exchange *exchange)
{
    int64_t number;
    ck_assert(span_to_integer(exchange->arguments[1], &number));
    char *text = calloc(1, exchange->body.size + 1);
    memcpy(text, exchange->body.data, exchange->body.size);
    unsigned status = status_of(
        batch_give(batches, exchange->arguments[0], (size_t)number, text, exchange->body.size));
    if (status != 200)
        free(text);
    buffer_append_string(&exchange->out, "given");
    return status;
}

static unsigned watch_one(struct exchange *exchange)
{
    exchange->type = "text/event-stream";
    exchange->caching = CACHE_NEVER;
    return status_of(batch_watch(batches, exchange->arguments[0], &exchange->stream));
}

static unsigned stop_one(struct exchange *exchange)
{
    buffer_append_string(&exchange->out, "stopped");
    return status_of(batch_stop(batches, exchange->arguments[0]));
}

static void stop_all(void *context)
{
    (void)context;
    batches_stop(batches);
}

static const struct route routes[] = {
    {METHOD_POST, "/api/batches", ROUTE_READ, RIGHT_ANY, 100, open_one},
    {METHOD_PUT, "/api/batches/:id/files/:number", ROUTE_READ, RIGHT_ANY, 1000, give_one},
    {METHOD_GET, "/api/batches/:id/events", ROUTE_READ, RIGHT_ANY, 0, watch_one},
    {METHOD_DELETE, "/api/batches/:id", ROUTE_READ, RIGHT_ANY, 0, stop_one},
};

static const struct service service = {.routes = routes, .route_count = 4, .stop = stop_all};

static void setup(void)
{
    static const struct batch_limits limits = {
        .batches = 2, .files = 100, .waiting = 100, .unwatched = 1, .beat = 1};
    struct server_options options = {.threads = 2, .service = &service};
    atomic_store(&hold, 0);
    catalogue = catalogue_new();
    options.catalogue = catalogue;
    batches = batches_new(&limits, &(struct batch_reader){NULL, read_text});
    ck_assert_ptr_nonnull(batches);
    ck_assert(server_start(&server, &options, NULL));
}

static void teardown(void)
{
    atomic_store(&hold, 0);
    if (server)
        server_stop(server);
    batches_free(batches);
    catalogue_free(catalogue);
    reply_release(&reply);
}

/* Asks with a body; the connection stays open where the answer is a stream. */
static int begin(const char *method, const char *target, const char *body)
{
    char request[1024];
    unsigned port = server_port(server);
    int connection = client_connect(port);
    snprintf(request, sizeof request,
             "%s /api/batches%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n"
             "Content-Type: application/octet-stream\r\nContent-Length: %zu\r\n\r\n%s",
             method, target, port, strlen(body), body);
    ck_assert(client_send(connection, span_of(request)));
    return connection;
}

/* The rest of an answer, which is then in reply. */
static void end(int connection)
{
    reply_release(&reply);
    client_receive(connection, &reply);
    close(connection);
}

static unsigned ask(const char *method, const char *target, const char *body)
{
    end(begin(method, target, body));
    return reply.status;
}

/* Opens a batch of so many files; its path is in path. */
static void open_batch(const char *files, char *path, size_t size)
{
    ck_assert_uint_eq(ask("POST", "", files), 200);
    snprintf(path, size, "/%.*s", SPAN_ARGS(reply.body));
}

static unsigned give(const char *batch, int number, const char *text)
{
    char target[128];
    snprintf(target, sizeof target, "%s/files/%d", batch, number);
    return ask("PUT", target, text);
}

static int watch(const char *batch)
{
    char target[128];
    snprintf(target, sizeof target, "%s/events", batch);
    return begin("GET", target, "");
}

static size_t count_of(const char *text)
{
    size_t count = 0;
    for (size_t at = 0; (at = span_find(reply.body, span_of(text), at)) != SIZE_MAX; at++)
        count++;
    return count;
}

static void wait_for_reading(void)
{
    while (!atomic_load(&reading))
        usleep(1000);
}

/* ---- tests ---- */

START_TEST(each_file_is_told_of_and_the_stream_ends)
{
    char batch[64];
    open_batch("3", batch, sizeof batch);
    int watching = watch(batch);
    ck_assert_uint_eq(give(batch, 2, "two"), 200);
    ck_assert_uint_eq(give(batch, 0, "bad"), 200);
    ck_assert_uint_eq(give(batch, 1, "one"), 200);
    end(watching);
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(reply_header(&reply, "Content-Type"), "text/event-stream");
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "no-store");
    ASSERT_SPAN(reply_header(&reply, "Transfer-Encoding"), "chunked");
    ck_assert_uint_eq(count_of("\"state\":\"waiting\""), 3);
    ck_assert_uint_eq(count_of("\"state\":\"reading\""), 3);
    ck_assert_uint_eq(count_of("\"file\":2,\"state\":\"read\",\"text\":\"two\""), 1);
    ck_assert_uint_eq(count_of("\"file\":0,\"state\":\"failed\",\"text\":\"bad\""), 1);
    ck_assert_uint_eq(
        count_of("event: done\ndata: {\"files\":3,\"given\":3,\"read\":2,\"failed\":1,"
                 "\"per_second\":"),
        1);
}
END_TEST

START_TEST(whoever_comes_late_is_told_of_all)
{
    char batch[64];
    open_batch("2", batch, sizeof batch);
    ck_assert_uint_eq(give(batch, 0, "one"), 200);
    ck_assert_uint_eq(give(batch, 1, "two"), 200);
    int first = watch(batch);
    end(first);
    ck_assert_uint_eq(count_of("\"state\":\"read\""), 2);
    end(watch(batch));
    ck_assert_uint_eq(count_of("\"state\":\"read\""), 2);
    ck_assert_uint_eq(count_of("event: done"), 1);
}
END_TEST

START_TEST(an_batch_is_stopped)
{
    char batch[64];
    atomic_store(&hold, 1);
    open_batch("3", batch, sizeof batch);
    ck_assert_uint_eq(give(batch, 0, "slow"), 200);
    ck_assert_uint_eq(give(batch, 1, "one"), 200);
    int watching = watch(batch);
    wait_for_reading();
    ck_assert_uint_eq(ask("DELETE", batch, ""), 200);
    end(watching);
    ck_assert_uint_eq(count_of("event: stopped"), 1);
    ck_assert_uint_eq(count_of("\"state\":\"read\""), 0);
    atomic_store(&hold, 0);
    ck_assert_uint_eq(give(batch, 2, "two"), 404);
    end(watch(batch));
    ck_assert_uint_eq(reply.status, 404);
    ck_assert_uint_eq(ask("DELETE", batch, ""), 404);
}
END_TEST

START_TEST(batches_take_turns)
{
    char first[64];
    char second[64];
    atomic_store(&hold, 1);
    open_batch("4", first, sizeof first);
    open_batch("1", second, sizeof second);
    for (int i = 0; i < 3; i++)
        ck_assert_uint_eq(give(first, i, "slow"), 200);
    wait_for_reading();
    ck_assert_uint_eq(give(second, 0, "one"), 200);
    atomic_store(&hold, 0);
    end(watch(second));
    ck_assert_uint_eq(count_of("event: done"), 1);
}
END_TEST

START_TEST(an_batch_that_nobody_watches_is_dropped)
{
    char batch[64];
    struct span id;
    open_batch("2", batch, sizeof batch);
    id = span_of(batch + 1);
    int watching = watch(batch);
    sleep(3);
    ck_assert_uint_eq(batch_files(batches, id), 2); /* who watches keeps it */
    close(watching);
    for (int i = 0; i < 80 && batch_files(batches, id) > 0; i++)
        usleep(100 * 1000);
    ck_assert_uint_eq(batch_files(batches, id), 0);
}
END_TEST

START_TEST(more_than_there_is_room_for_is_refused)
{
    char batch[64];
    char other[64];
    char large[102] = "";
    memset(large, 'x', sizeof large - 1);
    open_batch("3", batch, sizeof batch);
    open_batch("1", other, sizeof other);
    ck_assert_uint_eq(ask("POST", "", "1"), 503);
    ck_assert_uint_eq(give(batch, 0, large), 503);
    ck_assert_uint_eq(give(batch, 0, "one"), 200);
    ck_assert_uint_eq(give(batch, 0, "one"), 409);
    ck_assert_uint_eq(give("/none", 0, "one"), 404);
}
END_TEST

START_TEST(stopping_the_server_ends_streams)
{
    char batch[64];
    struct timespec before;
    struct timespec after;
    open_batch("2", batch, sizeof batch);
    int watching = watch(batch);
    usleep(100 * 1000);
    clock_gettime(CLOCK_MONOTONIC, &before);
    server_stop(server);
    server = NULL;
    clock_gettime(CLOCK_MONOTONIC, &after);
    ck_assert_int_le(after.tv_sec - before.tv_sec, 2);
    end(watching);
    ck_assert_uint_eq(count_of("event: stopped"), 1);
}
END_TEST

void add_batch(Suite *suite)
{
    TCase *tests = tcase_create("batch");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, each_file_is_told_of_and_the_stream_ends);
    tcase_add_test(tests, whoever_comes_late_is_told_of_all);
    tcase_add_test(tests, an_batch_is_stopped);
    tcase_add_test(tests, batches_take_turns);
    tcase_add_test(tests, an_batch_that_nobody_watches_is_dropped);
    tcase_add_test(tests, more_than_there_is_room_for_is_refused);
    tcase_add_test(tests, stopping_the_server_ends_streams);
    suite_add_tcase(suite, tests);
}

/* How many questions a running server answers in a second, and how soon.
 *
 *     bench_serve REGISTRY DATA_FOLDER PORT PROCESS [SECONDS [NAME]]
 *
 * REGISTRY is the one that the server shows; PROCESS is the server's number; NAME asks for one of
 * the lines alone. What is asked stands in serve_targets.h. A line is asked for as often as the
 * server answers, over eight connections (the peak); or alone, one question after another; or at a
 * rate, at equal distances, whether those before are answered or not: a time then begins when the
 * question was due, so that waiting counts.
 *
 * Prints requests a second by the clock and by the server's CPU, which is what one core would
 * answer if nobody else used it; the median, the 95th and the 99th percentile and the longest time
 * of an answer in milliseconds by the clock; milliseconds of the server's CPU for one; and how many
 * failed. For one core start the server under `taskset -c 0` and this under `taskset -c 1`. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "serve_targets.h"
#include "utf8.h"

enum { CONNECTIONS = 64, PEAK_CONNECTIONS = 8, TIMES_MOST = 1 << 20, SECONDS = 10, RATE = 100 };

struct client {
    int socket;
    bool busy;
    double since;
    char head[4096]; /* of the answer, as far as it has come */
    size_t size;
    bool in_body;
    size_t rest; /* of the body */
};

struct bench {
    struct targets targets;
    unsigned port;
    const char *process;
    double seconds;
    const char *only; /* the line that is asked for; NULL: all */
    struct client clients[CONNECTIONS];
    size_t connections; /* of them, that are used */
    double *times;
    size_t count;
    size_t failures;
};

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "bench_serve: %s failed\n", what);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* ---- asking ---- */

static void client_open(struct bench *bench, struct client *client)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)bench->port)};
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *client = (struct client){.socket = socket(AF_INET, SOCK_STREAM, 0)};
    if (client->socket < 0 ||
        connect(client->socket, (struct sockaddr *)&address, sizeof address) != 0)
        fail("connect");
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* since: when the question was due; 0: now. */
static void client_ask(struct bench *bench, struct client *client, target_make *make, double since)
{
    char target[TARGET], request[TARGET + 256];
    char byte;
    make(&bench->targets, target);
    /* The server ends connections that nobody has used for some seconds. */
    if (recv(client->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) {
        close(client->socket);
        client_open(bench, client);
    }
    int size = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: localhost:%u\r\nAccept-Language: ru\r\n"
                        "Accept-Encoding: gzip\r\n\r\n",
                        target, bench->port);
    client->since = since > 0 ? since : now();
    if (write(client->socket, request, (size_t)size) != size)
        fail("write");
    client->busy = true;
    client->size = 0;
    client->in_body = false;
}

static void client_done(struct bench *bench, struct client *client)
{
    client->busy = false;
    bench->failures += memcmp(client->head, "HTTP/1.1 200", 12) != 0;
    if (bench->count < TIMES_MOST)
        bench->times[bench->count++] = now() - client->since;
}

/* Takes what has come of an answer. */
static void client_take(struct bench *bench, struct client *client)
{
    static char body[1 << 18];
    if (client->in_body) {
        size_t most = client->rest < sizeof body ? client->rest : sizeof body;
        ssize_t size = read(client->socket, body, most);
        if (size <= 0)
            fail("read");
        client->rest -= (size_t)size;
    } else {
        ssize_t size = read(client->socket, client->head + client->size,
                            sizeof client->head - 1 - client->size);
        if (size <= 0)
            fail("read");
        client->size += (size_t)size;
        client->head[client->size] = '\0';
        const char *end = strstr(client->head, "\r\n\r\n");
        const char *length = strstr(client->head, "Content-Length: ");
        if (!end)
            return;
        size_t came = client->size - (size_t)(end + 4 - client->head);
        client->in_body = true;
        client->rest = (length ? strtoul(length + 16, NULL, 10) : 0) - came;
    }
    if (!client->rest)
        client_done(bench, client);
}

static void clients_wait(struct bench *bench, int milliseconds)
{
    struct pollfd polled[CONNECTIONS];
    for (size_t i = 0; i < bench->connections; i++)
        polled[i] =
            (struct pollfd){bench->clients[i].busy ? bench->clients[i].socket : -1, POLLIN, 0};
    poll(polled, bench->connections, milliseconds);
    for (size_t i = 0; i < bench->connections; i++)
        if (polled[i].revents)
            client_take(bench, &bench->clients[i]);
}

static struct client *client_free(struct bench *bench)
{
    for (size_t i = 0; i < bench->connections; i++)
        if (!bench->clients[i].busy)
            return &bench->clients[i];
    return NULL;
}

/* Asks as often as it can (rate 0), or at equal distances: then a time begins when the question was
 * due. */
static void load(struct bench *bench, target_make *make, double seconds, int rate)
{
    double begin = now(), due = begin;
    struct client *client;
    bench->count = bench->failures = 0;
    while (now() - begin < seconds * 1e3) {
        while ((rate ? due <= now() : true) && (client = client_free(bench))) {
            client_ask(bench, client, make, rate ? due : 0);
            due += rate ? 1e3 / rate : 0;
        }
        clients_wait(bench, rate ? 1 : 1000);
    }
    for (bool busy = true; busy;) {
        busy = false;
        for (size_t i = 0; i < bench->connections; i++)
            busy |= bench->clients[i].busy;
        if (busy)
            clients_wait(bench, 1000);
    }
}

static int by_time(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Seconds of CPU that the server has used. */
static double server_used(const struct bench *bench)
{
    char path[64], text[1024] = "";
    snprintf(path, sizeof path, "/proc/%s/stat", bench->process);
    FILE *file = fopen(path, "r");
    if (!file)
        fail(path);
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    /* Fields 14 and 15; the name, which may hold anything, ends with the last bracket. */
    char *at = strrchr(text, ')');
    for (int field = 2; at && field < 14; field++)
        at = strchr(at + 1, ' ');
    if (!at)
        fail(path);
    unsigned long user = strtoul(at, &at, 10), kernel = strtoul(at, NULL, 10);
    return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

/* ---- what is measured ---- */

enum way { PEAK, ALONE, AT_RATE };

struct line {
    const char *name;
    enum way way;
    target_make *make;
};

/* What was asked before is asked for first, so that new questions are new. */
static const struct line lines[] = {
    {"cards, new", PEAK, target_card_new},
    {"cards", PEAK, target_card_known},
    {"searches, new", PEAK, target_search_name},
    {"… over half, new", PEAK, target_search_over_half},
    {"… middling, new", PEAK, target_search_middling},
    {"… rare, new", PEAK, target_search_rare},
    {"searches", PEAK, target_search_known},
    {"overview", ALONE, target_overview},
    {"lists", ALONE, target_list},
    {"organizations", ALONE, target_organizations},
    {"map", ALONE, target_map},
    {"map, filtered", ALONE, target_map_filtered},
    {"paths", ALONE, target_paths},
    {"communities", ALONE, target_communities},
    {"network", ALONE, target_picture},
    {"… of a region", ALONE, target_picture_region},
    {"mix", AT_RATE, target_visit},
};
enum { LINES = sizeof lines / sizeof *lines };

static void line_measure(struct bench *bench, const struct line *line)
{
    bench->connections = line->way == PEAK      ? PEAK_CONNECTIONS
                         : line->way == AT_RATE ? CONNECTIONS
                                                : 1;
    /* What is answered by what is kept was asked for before. */
    while (line->make == target_card_known && bench->targets.known_met < TARGETS_KNOWN)
        load(bench, target_card_in_turn, 0.1, 0);
    if (line->make == target_search_known)
        load(bench, line->make, 1, 0);
    double begin = now(), before = server_used(bench);
    load(bench, line->make, bench->seconds * (line->way == AT_RATE ? 3 : 1),
         line->way == AT_RATE ? RATE : 0);
    double took = (now() - begin) / 1e3, used = server_used(bench) - before;
    if (!bench->count)
        fail(line->name);
    double count = (double)bench->count;
    qsort(bench->times, bench->count, sizeof *bench->times, by_time);
    printf("%s%*s %8.0f %8.0f %8.2f %8.2f %8.2f %8.2f %8.2f %8zu\n", line->name,
           (int)(18 - utf8_count(span_of(line->name))), "", count / took,
           used > 0 ? count / used : 0, bench->times[bench->count / 2],
           bench->times[bench->count * 95 / 100], bench->times[bench->count * 99 / 100],
           bench->times[bench->count - 1], used * 1e3 / count, bench->failures);
    fflush(stdout);
}

int main(int count, char **arguments)
{
    static struct bench bench;
    if (count < 5) {
        fputs("usage: bench_serve REGISTRY DATA_FOLDER PORT PROCESS [SECONDS [NAME]]\n", stderr);
        return 2;
    }
    bench.port = (unsigned)strtoul(arguments[3], NULL, 10);
    bench.process = arguments[4];
    bench.seconds = count > 5 ? strtod(arguments[5], NULL) : SECONDS;
    bench.only = count > 6 ? arguments[6] : NULL;
    bench.times = calloc(TIMES_MOST, sizeof *bench.times);
    if (!bench.times)
        fail("memory");
    targets_open(&bench.targets, arguments[1], span_of(arguments[2]), "bench/searches.txt");
    for (int i = 0; i < CONNECTIONS; i++)
        client_open(&bench, &bench.clients[i]);
    printf("%zu things, %zu agreements and projects\n%-18s %8s %8s %8s %8s %8s %8s %8s %8s\n",
           bench.targets.things.count, bench.targets.facts.count, "", "per s", "per CPU", "median",
           "p95", "p99", "longest", "CPU ms", "failed");
    for (size_t i = 0; i < LINES; i++)
        if (!bench.only || strcmp(bench.only, lines[i].name) == 0)
            line_measure(&bench, &lines[i]);
    targets_close(&bench.targets);
    free(bench.times);
    return 0;
}

/* How many questions a running server answers in a second, and how soon.
 *
 *     bench_serve REGISTRY DATA_FOLDER PORT PROCESS [SECONDS]
 *
 * REGISTRY is the one that the server shows: things are drawn evenly from it; PROCESS is the
 * server's number. In this order:
 *   cards, new      cards of things that nobody has asked for yet
 *   cards           cards of 500 things, each of which was asked for before: the peak
 *   searches, new   the names of things that nobody has searched for yet
 *   searches        the searches of bench/searches.txt with their facets, as often as they can be
 *                   asked; then those of each part of the file alone
 *   …, new          the same, pages that nobody has asked for yet
 *   mix             100 requests a second at equal distances: of a hundred 45 cards of things drawn
 *                   evenly from all, 20 of the 500, 15 searches, 10 neighbours, 5 cards as of 2015,
 *                   5 reports
 * Prints requests a second by the clock and by the server's CPU, which is what one core would
 * answer if nobody else used it; the median, the 95th and the 99th percentile and the longest time
 * of an answer in milliseconds by the clock. For one core start the server under `taskset -c 0` and
 * this under `taskset -c 1`. */
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

#include "file.h"
#include "query.h"
#include "searches.h"
#include "store.h"

enum {
    ARENA_LIMIT = 1 << 30,
    THINGS_MOST = 1000000,
    KNOWN_THINGS = 500,
    REPORTS = 2000,
    CONNECTIONS = 8,
    TIMES_MOST = 1 << 20,
    TARGET = 512,
    SECONDS = 10,
    RATE = 100
};

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
    struct arena arena;
    struct error error;
    struct store *store;
    const struct schema *schema;
    struct stored_entities things;
    struct stored_reports reports;
    struct searches searches;
    const struct search_part *part; /* that is asked; NULL: all */
    unsigned port;
    uint64_t seed;
    size_t next;  /* thing that nobody has asked for */
    size_t known; /* of the known things: how many were asked for */
    const char *process;
    struct client clients[CONNECTIONS];
    double *times;
    size_t count;
    size_t failures;
};

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "bench_serve: %s failed\n", what);
    exit(1);
}

static uint64_t draw(struct bench *bench)
{
    bench->seed = bench->seed * 6364136223846793005u + 1442695040888963407u;
    return bench->seed >> 33;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* ---- what is asked ---- */

static void words_encode(struct span words, char *out, size_t room)
{
    size_t at = 0;
    for (size_t i = 0; i < words.size && at + 4 < room; i++)
        at += (size_t)snprintf(out + at, room - at, "%%%02X", (unsigned char)words.data[i]);
    out[at] = '\0';
}

static const char *thing(struct bench *bench, size_t index)
{
    return bench->things.items[index % bench->things.count].id;
}

/* The things stand in the order of their numbers; these steps meet each of them once. */
static size_t thing_new(struct bench *bench)
{
    return bench->next++ * 7919;
}

static void target_card(char *target, const char *id)
{
    snprintf(target, TARGET, "/api/v1/entities/%s", id);
}

/* As the web app asks: with facets. */
static void target_search(char *target, struct span words, size_t offset)
{
    enum { AROUND = 64 }; /* what stands around the words */
    char encoded[TARGET - AROUND];
    words_encode(words, encoded, sizeof encoded);
    snprintf(target, TARGET, "/api/v1/search?q=%s&facets=1&offset=%zu", encoded, offset);
}

static void ask_card_new(struct bench *bench, char *target)
{
    target_card(target, thing(bench, thing_new(bench)));
}

static void ask_card_known(struct bench *bench, char *target)
{
    target_card(target, thing(bench, bench->known++ % KNOWN_THINGS * 104729));
}

static void ask_card(struct bench *bench, char *target)
{
    target_card(target, thing(bench, draw(bench) % KNOWN_THINGS * 104729));
}

static struct span search_draw(struct bench *bench)
{
    const struct search_part *part = bench->part;
    return part ? part->items[draw(bench) % part->count]
                : searches_at(&bench->searches, draw(bench) % bench->searches.count);
}

static void ask_search(struct bench *bench, char *target)
{
    target_search(target, search_draw(bench), 0);
}

/* A page that begins somewhere among the newest five thousand. */
static void ask_search_page(struct bench *bench, char *target)
{
    target_search(target, search_draw(bench), bench->next++ % 5000);
}

static void ask_search_new(struct bench *bench, char *target)
{
    target_search(target, bench->things.items[thing_new(bench) % bench->things.count].name, 0);
}

static void ask_mix(struct bench *bench, char *target)
{
    unsigned lot = draw(bench) % 100;
    const char *id = thing(bench, draw(bench));
    if (lot < 45)
        target_card(target, id);
    else if (lot < 65)
        ask_card(bench, target);
    else if (lot < 80)
        ask_search(bench, target);
    else if (lot < 90)
        snprintf(target, TARGET, "/api/v1/network/neighbours/%s", id);
    else if (lot < 95)
        snprintf(target, TARGET, "/api/v1/entities/%s?as_of=2015-06-01", id);
    else
        snprintf(target, TARGET, "/api/v1/reports/%.*s",
                 SPAN_ARGS(bench->reports.items[draw(bench) % bench->reports.count].id));
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

static void client_ask(struct bench *bench, struct client *client,
                       void (*ask)(struct bench *, char *), double since)
{
    char target[TARGET], request[TARGET + 128];
    char byte;
    ask(bench, target);
    /* The server ends connections that nobody has used for some seconds. */
    if (recv(client->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) {
        close(client->socket);
        client_open(bench, client);
    }
    int size = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: localhost:%u\r\nAccept-Language: ru\r\n\r\n",
                        target, bench->port);
    if (write(client->socket, request, (size_t)size) != size)
        fail("write");
    client->busy = true;
    client->since = since;
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
    for (int i = 0; i < CONNECTIONS; i++)
        polled[i] =
            (struct pollfd){bench->clients[i].busy ? bench->clients[i].socket : -1, POLLIN, 0};
    poll(polled, CONNECTIONS, milliseconds);
    for (int i = 0; i < CONNECTIONS; i++)
        if (polled[i].revents)
            client_take(bench, &bench->clients[i]);
}

static struct client *client_free(struct bench *bench)
{
    for (int i = 0; i < CONNECTIONS; i++)
        if (!bench->clients[i].busy)
            return &bench->clients[i];
    return NULL;
}

/* Asks as often as it can (rate 0), or at equal distances: then a time begins when it should have
 * been asked. */
static void load(struct bench *bench, void (*ask)(struct bench *, char *), double seconds, int rate)
{
    double begin = now(), due = begin;
    struct client *client;
    bench->count = bench->failures = 0;
    while (now() - begin < seconds * 1e3) {
        while ((rate ? due <= now() : true) && (client = client_free(bench))) {
            client_ask(bench, client, ask, rate ? due : now());
            due += rate ? 1e3 / rate : 0;
        }
        clients_wait(bench, rate ? 1 : 1000);
    }
    for (bool busy = true; busy;) {
        busy = false;
        for (int i = 0; i < CONNECTIONS; i++)
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

static void measure(struct bench *bench, const char *name, void (*ask)(struct bench *, char *),
                    double seconds, int rate)
{
    double begin = now(), before = server_used(bench);
    load(bench, ask, seconds, rate);
    double took = (now() - begin) / 1e3, used = server_used(bench) - before;
    if (!bench->count)
        fail(name);
    qsort(bench->times, bench->count, sizeof *bench->times, by_time);
    printf("%-16s %8.0f %8.0f %8.2f %8.2f %8.2f %8.2f %8zu\n", name, (double)bench->count / took,
           used > 0 ? (double)bench->count / used : 0, bench->times[bench->count / 2],
           bench->times[bench->count * 95 / 100], bench->times[bench->count * 99 / 100],
           bench->times[bench->count - 1], bench->failures);
    fflush(stdout);
}

/* ---- what there is ---- */

static void registry_read(struct bench *bench, const char *registry, struct span folder)
{
    struct buffer text;
    struct schema *schema;
    const char *path = arena_format(&bench->arena, "%.*s/schema.json", SPAN_ARGS(folder)).data;
    buffer_init(&text, 16 << 20);
    if (!file_read(path, &text, &bench->error) ||
        !schema_load(&schema, buffer_span(&text), path, &bench->error) ||
        !store_open(&bench->store, registry, STORE_READ, schema, &bench->error))
        fail(path);
    buffer_release(&text);
    const struct schema_kind **kinds =
        ARENA_NEW(&bench->arena, const struct schema_kind *, schema->kind_count);
    struct entities_wanted wanted = {.kinds = kinds, .limit = THINGS_MOST, .as_of = STORE_TODAY};
    for (size_t i = 0; i < schema->kind_count; i++)
        if (!schema->kinds[i].is_fact)
            kinds[wanted.kind_count++] = &schema->kinds[i];
    if (!store_entities(bench->store, &wanted, &bench->arena, &bench->things, &bench->error) ||
        !store_reports(bench->store, 0, true, false, REPORTS, &bench->arena, &bench->reports,
                       &bench->error) ||
        !bench->things.count || !bench->reports.count)
        fail(registry);
}

/* Each part of the searches, asked for before, and new pages of it. */
static void parts_measure(struct bench *bench, double seconds)
{
    for (size_t i = 0; i < SEARCH_PARTS; i++) {
        bench->part = &bench->searches.parts[i];
        measure(bench, bench->part->name, ask_search, seconds, 0);
        measure(bench, arena_format(&bench->arena, "%s, new", bench->part->name).data,
                ask_search_page, seconds, 0);
    }
    bench->part = NULL;
}

int main(int count, char **arguments)
{
    static struct bench bench = {.seed = 1};
    if (count < 5) {
        fputs("usage: bench_serve REGISTRY DATA_FOLDER PORT PROCESS [SECONDS]\n", stderr);
        return 2;
    }
    double seconds = count > 5 ? strtod(arguments[5], NULL) : SECONDS;
    bench.process = arguments[4];
    arena_init(&bench.arena, ARENA_LIMIT);
    error_init(&bench.error);
    bench.times = ARENA_NEW(&bench.arena, double, TIMES_MOST);
    bench.port = (unsigned)strtoul(arguments[3], NULL, 10);
    registry_read(&bench, arguments[1], span_of(arguments[2]));
    if (!searches_read("bench/searches.txt", &bench.arena, &bench.searches))
        fail("bench/searches.txt");
    for (int i = 0; i < CONNECTIONS; i++)
        client_open(&bench, &bench.clients[i]);
    printf("%zu things\n%-16s %8s %8s %8s %8s %8s %8s %8s\n", bench.things.count, "", "per s",
           "per CPU", "median", "p95", "p99", "longest", "failed");
    measure(&bench, "cards, new", ask_card_new, seconds, 0);
    while (bench.known < KNOWN_THINGS)
        load(&bench, ask_card_known, 0.1, 0);
    measure(&bench, "cards", ask_card, seconds, 0);
    measure(&bench, "searches, new", ask_search_new, seconds, 0);
    load(&bench, ask_search, 1, 0);
    measure(&bench, "searches", ask_search, seconds, 0);
    parts_measure(&bench, seconds);
    measure(&bench, "mix", ask_mix, seconds, RATE);
    store_close(bench.store);
    return 0;
}

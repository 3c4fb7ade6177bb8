/* Starting and stopping the daemons, and what they call for each request. */
#include "server.h"

#include <errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "server_private.h"

enum {
    HEAD_LIMIT = 32 * 1024, /* bytes of a request's head, and of the answer's */
    IDLE_SECONDS = 15,
    CONNECTIONS = 512,
    CONNECTIONS_BY_IPV6 = 128,
    WAITING_WRITES = 32,
    WAITING_FILES = 32,
    WAITING_SLOW = CONNECTIONS + CONNECTIONS_BY_IPV6, /* all may */
    WAITING_HEAVY = 128,
    STOP_MILLISECONDS = 2000
};

/* Crowded is three quarters of all connections of IPv4. */
static const struct guard_limits usual_limits = {15, 2, 120, 300, CONNECTIONS / 4 * 3};

/* The target as it stands in the request's line, before anybody has decoded it. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    struct server *server = context;
    size_t size = strlen(target) + 1;
    struct visit *visit = calloc(1, sizeof *visit + size);
    if (!visit)
        return NULL;
    memcpy(visit->raw, target, size);
    visit->server = server;
    visit->connection = connection;
    visit->guarded =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    arena_init(&visit->arena, VISIT_ARENA_LIMIT);
    exchange_init(&visit->exchange, &visit->arena);
    visit->exchange.catalogue = server->options.catalogue;
    visit->exchange.tongue = server->options.tongue;
    atomic_fetch_add(&server->visits, 1);
    return visit;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode reason)
{
    struct server *server = context;
    struct visit *visit = *state;
    (void)connection;
    (void)reason;
    if (!visit)
        return;
    *state = NULL;
    guard_step(&server->guard, visit->guarded, GUARD_HEAD);
    exchange_release(&visit->exchange);
    buffer_release(&visit->body);
    arena_release(&visit->arena);
    free(visit);
    atomic_fetch_sub(&server->visits, 1);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct server *server = context;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        guard_leave(&server->guard, *socket_context);
        *socket_context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *socket_context = guard_enter(&server->guard, info->connect_fd);
}

/* Targets are decoded by target.h, from what on_target() was given. */
static size_t leave_escapes(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* Lets go on who waited for a visit's answer. Of them, too, none is looked at once he goes on. */
static void let_go(struct line_item *waiting, bool stopping)
{
    while (waiting) {
        struct visit *visit = (struct visit *)waiting;
        struct MHD_Connection *connection = visit->connection;
        waiting = waiting->next;
        visit->state = VISIT_BODY;
        if (stopping)
            visit_turn_away(visit);
        MHD_resume_connection(connection);
    }
}

/* Nobody is to wait for the visit any more: it is answered, or never will be. */
static void land(struct visit *visit)
{
    let_go(flights_land(&visit->server->flights, &visit->flight), false);
}

/* What has come to the head of a line, or is turned away. */
static void on_turn(struct line_item *item, bool stopping, enum turn turn)
{
    struct visit *visit = (struct visit *)item;
    struct MHD_Connection *connection = visit->connection;
    if (stopping)
        visit_turn_away(visit);
    else
        visit_answer(visit, turn);
    land(visit);
    MHD_resume_connection(connection);
}

static void on_write_turn(struct line_item *item, bool stopping)
{
    on_turn(item, stopping, TURN_WRITE);
}

static void on_file_turn(struct line_item *item, bool stopping)
{
    on_turn(item, stopping, TURN_FILE);
}

/* Threads of questions that take their time leave the processor to those that others wait for. On
 * Linux a thread has a rank of its own. */
static void give_way(int ranks)
{
    static _Thread_local bool given;
    if (!given)
        setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + ranks);
    given = true;
}

static void on_slow_turn(struct line_item *item, bool stopping)
{
    enum { RANKS = 3 }; /* half the processor's time of the others, where all want it */
    give_way(RANKS);
    on_turn(item, stopping, TURN_QUESTION);
}

static void on_heavy_turn(struct line_item *item, bool stopping)
{
    enum { RANKS = 12 }; /* a fifteenth */
    give_way(RANKS);
    on_turn(item, stopping, TURN_QUESTION);
}

/* A password that is to be tried or hashed; then its write waits for its turn. */
static void on_hash_turn(struct line_item *item, bool stopping)
{
    struct visit *visit = (struct visit *)item;
    struct MHD_Connection *connection = visit->connection;
    if (stopping)
        visit_turn_away(visit);
    else if (visit_prepare(visit)) {
        if (line_add(&visit->server->line, &visit->item))
            return;
        visit_turn_away(visit);
    }
    MHD_resume_connection(connection);
}

/* The line of hashes that takes turns with the other. */
static struct line *hash_line(struct server *server)
{
    return &server->hashes[atomic_fetch_add(&server->next_hash, 1) % HASHES_AT_ONCE];
}

static enum MHD_Result wait_for_turn(struct visit *visit, struct line *line)
{
    visit->state = VISIT_WAITING;
    MHD_suspend_connection(visit->connection);
    if (!line_add(line, &visit->item)) {
        visit_turn_away(visit);
        land(visit);
        MHD_resume_connection(visit->connection);
    }
    return MHD_YES;
}

/* That a secret was used, on its way into the registry. */
struct use {
    struct line_item item; /* must stand first */
    struct server *server;
    enum secret_kind kind;
    int64_t number;
};

static void on_use(struct line_item *item, bool stopping)
{
    enum { USE_LIMIT = 1024 * 1024 };
    struct use *use = (struct use *)item;
    const struct service *service = use->server->options.service;
    struct arena arena;
    void *borrowed;
    if (!stopping && service->borrow(service->context, true, &borrowed, NULL)) {
        arena_init(&arena, USE_LIMIT);
        service->use(service->context, borrowed, &arena, use->kind, use->number);
        arena_release(&arena);
        service->give_back(service->context, true, borrowed);
    }
    atomic_store(&use->server->noting, false);
    free(use);
}

/* Notes when a session or token was used, where that has not been done for a while: one after
 * another, and no answer waits for it. */
static void use_note(struct visit *visit)
{
    struct server *server = visit->server;
    const struct work_access *access = &visit->exchange.asker.access;
    if (!access->known || !access->stale || atomic_exchange(&server->noting, true))
        return;
    struct use *use = calloc(1, sizeof *use);
    if (use)
        *use = (struct use){{.work = on_use}, server, access->by, access->secret};
    if (use && line_add(&server->line, &use->item))
        return;
    free(use);
    atomic_store(&server->noting, false);
}

static enum MHD_Result begin(struct visit *visit, const char *method)
{
    visit_admit(visit, method);
    if (visit->closes)
        return visit_send(visit);
    buffer_init(&visit->body, visit->route ? visit->route->body_limit : 0);
    guard_step(&visit->server->guard, visit->guarded, GUARD_BODY);
    return MHD_YES;
}

static enum MHD_Result take_body(struct visit *visit, const char *data, size_t *size)
{
    buffer_append(&visit->body, (struct span){data, *size});
    *size = 0;
    return visit->body.bad ? MHD_NO : MHD_YES;
}

static enum MHD_Result answer_at_once(struct visit *visit)
{
    struct server *server = visit->server;
    switch (visit_answer(visit, TURN_AT_ONCE)) {
    case NEXT_LINE:
        return wait_for_turn(visit,
                             visit->route->kind == ROUTE_SLOW ? &server->slow : &server->heavy);
    case NEXT_NOTHING:
        return MHD_YES;
    case NEXT_SEND:
        break;
    }
    land(visit);
    return visit_send(visit);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *target, const char *method, const char *version,
                                  const char *data, size_t *size, void **state)
{
    struct visit *visit = *state;
    (void)context;
    (void)connection;
    (void)target;
    (void)version;
    if (!visit)
        return MHD_NO;
    switch (visit->state) {
    case VISIT_LINE:
        return begin(visit, method);
    case VISIT_BODY:
        if (*size > 0)
            return take_body(visit, data, size);
        guard_step(&visit->server->guard, visit->guarded, GUARD_WORK);
        use_note(visit);
        if (visit->route && visit->route->prepare)
            return wait_for_turn(visit, hash_line(visit->server));
        if (visit->route && visit->route->kind == ROUTE_WRITE)
            return wait_for_turn(visit, &visit->server->line);
        if (visit->is_long)
            return wait_for_turn(visit, &visit->server->files);
        return answer_at_once(visit);
    case VISIT_ANSWERED:
        if (*size == 0)
            return visit_send(visit);
        *size = 0; /* the body of what was refused */
        return MHD_YES;
    case VISIT_WAITING:
    case VISIT_SENT:
        break;
    }
    return MHD_YES;
}

static void ignore_log(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)format;
    (void)arguments;
}

static unsigned threads_of(unsigned asked)
{
    if (asked > 0)
        return asked;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 2)
        return 2;
    return processors > 16 ? 16 : (unsigned)processors;
}

/* Memory of a megabyte and more, which large questions take, goes back to the system when they are
 * answered; else the library raises that bound by and by and keeps it. */
static void memory_give_back(void)
{
#ifdef __GLIBC__
    enum { LARGE = 1 << 20 };
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, 4 * LARGE);
#endif
}

/* Half as many as answer the rest. */
static unsigned slow_threads(const struct server *server)
{
    unsigned threads = threads_of(server->options.threads) / 2;
    return threads ? threads : 1;
}

/* What they work on takes much memory: two at a time, where the others still have a processor. */
static unsigned heavy_threads(const struct server *server)
{
    return threads_of(server->options.threads) > 2 ? 2 : 1;
}

/* One daemon for each family; the second one, rarely used, has the fewest threads. */
static struct MHD_Daemon *daemon_start(struct server *server, int family)
{
    bool first = family == 0;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    return MHD_start_daemon(
        flags | (first ? 0 : MHD_USE_IPv6), 0, NULL, NULL, on_request, server,
        MHD_OPTION_EXTERNAL_LOGGER, ignore_log, NULL,               /* must stand first */
        MHD_OPTION_LISTEN_SOCKET, server->listener.sockets[family], /* */
        MHD_OPTION_THREAD_POOL_SIZE, first ? threads_of(server->options.threads) : 2U,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)(first ? CONNECTIONS : CONNECTIONS_BY_IPV6),
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HEAD_LIMIT, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_target,
        server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, server, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_END);
}

static bool start_parts(struct server *server, struct error *error)
{
    const struct server_options *options = &server->options;
    if (!listener_open(&server->listener, options->port, options->exactly, error))
        return false;
    server->guard_runs = guard_start(&server->guard, &options->limits);
    server->line_runs =
        server->guard_runs && line_start(&server->line, 1, WAITING_WRITES, on_write_turn);
    server->files_run =
        server->line_runs && line_start(&server->files, 1, WAITING_FILES, on_file_turn);
    server->slow_run = server->files_run &&
                       line_start(&server->slow, slow_threads(server), WAITING_SLOW, on_slow_turn);
    server->heavy_run = server->slow_run && line_start(&server->heavy, heavy_threads(server),
                                                       WAITING_HEAVY, on_heavy_turn);
    server->attempts_run = server->heavy_run && attempts_init(&server->attempts);
    while (server->attempts_run && server->hashes_run < HASHES_AT_ONCE &&
           line_start(&server->hashes[server->hashes_run], 1, WAITING_HASHES, on_hash_turn))
        server->hashes_run++;
    bool started = server->hashes_run == HASHES_AT_ONCE &&
                   access_make(&server->access, server->listener.port, options->site.host.data);
    for (int family = 0; started && family < LISTENER_FAMILIES; family++) {
        if (server->listener.sockets[family] < 0)
            continue;
        server->daemons[family] = daemon_start(server, family);
        started = server->daemons[family] != NULL;
    }
    return started || error_add(error, "server.cannot_start", "reason", strerror(errno), NULL);
}

bool server_start(struct server **server, const struct server_options *options, struct error *error)
{
    struct server *new = calloc(1, sizeof *new);
    *server = NULL;
    if (!new)
        return error_add(error, "server.cannot_start", "reason", strerror(ENOMEM), NULL);
    new->options = *options;
    memory_give_back();
    answers_init(&new->answers, 0);
    flights_init(&new->flights);
    new->listener = (struct listener){{-1, -1}, 0};
    if (options->limits.head_seconds == 0)
        new->options.limits = usual_limits;
    if (start_parts(new, error)) {
        *server = new;
        return true;
    }
    server_stop(new);
    return false;
}

static void wait_for_visits(struct server *server)
{
    const struct timespec moment = {0, 10 * 1000 * 1000};
    for (int i = 0; i < STOP_MILLISECONDS / 10 && atomic_load(&server->visits) > 0; i++)
        nanosleep(&moment, NULL);
}

void server_stop(struct server *server)
{
    atomic_store(&server->stops, true);
    for (int family = 0; family < LISTENER_FAMILIES; family++)
        if (server->daemons[family])
            MHD_quiesce_daemon(server->daemons[family]);
    if (server->options.service->stop)
        server->options.service->stop(server->options.service->context);
    for (size_t i = 0; i < server->hashes_run; i++) /* their writes come behind them */
        line_stop(&server->hashes[i]);
    if (server->line_runs)
        line_stop(&server->line);
    if (server->files_run)
        line_stop(&server->files);
    if (server->slow_run)
        line_stop(&server->slow);
    if (server->heavy_run)
        line_stop(&server->heavy);
    let_go(flights_stop(&server->flights), true);
    wait_for_visits(server);
    for (int family = 0; family < LISTENER_FAMILIES; family++)
        if (server->daemons[family])
            MHD_stop_daemon(server->daemons[family]);
    if (server->guard_runs)
        guard_stop(&server->guard);
    if (server->attempts_run)
        attempts_release(&server->attempts);
    listener_close(&server->listener);
    answers_release(&server->answers);
    flights_release(&server->flights);
    free(server);
}

unsigned server_port(const struct server *server)
{
    return server->listener.port;
}

const char *server_token(const struct server *server)
{
    return server->access.token.text;
}

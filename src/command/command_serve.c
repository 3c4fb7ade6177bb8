/* uzel serve: shows a registry in the browser, and answers programs in JSON. */
#include "ask.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "api.h"
#include "listener.h"
#include "output.h"
#include "products.h"
#include "store.h"

struct serving {
    struct invocation *invocation;
    struct reader *reader;
    struct api *api;
    struct server *server;
    struct site site;
    struct products *products;
    bool accounts; /* when it started */
};

/* Makes an empty registry where there is none: its pages say how to fill it. */
static bool registry_make(struct serving *serving, const char *registry)
{
    struct invocation *invocation = serving->invocation;
    struct store *store;
    bool remote = strstr(registry, "://");
    if (!remote && access(registry, F_OK) == 0)
        return true;
    if (!store_open(&store, registry, STORE_CREATE, reader_schema(serving->reader),
                    &invocation->error))
        return false;
    store_close(store);
    if (!remote)
        output_line(TEXT(invocation, "server.command.created", "file", registry));
    return true;
}

static bool serving_open(struct serving *serving, const char *registry, struct date today)
{
    struct invocation *invocation = serving->invocation;
    struct api_options options = {.registry = registry,
                                  .name = registry_name(registry, &invocation->arena),
                                  .version = UZEL_VERSION,
                                  .author = user_author(&invocation->arena),
                                  .today = today};
    struct span folder;
    if (!invocation_data(invocation, &folder) ||
        !reader_open(&serving->reader, folder, &invocation->error) ||
        !products_open(&serving->products, folder, reader_morphology(serving->reader),
                       &invocation->error) ||
        !registry_make(serving, registry))
        return false;
    options.reader = serving->reader;
    options.products = serving->products;
    reader_rest(serving->reader);
    return api_open(&serving->api, &options, &invocation->error) &&
           api_has_accounts(serving->api, &serving->accounts, &invocation->error);
}

static bool serving_start(struct serving *serving, unsigned port)
{
    struct invocation *invocation = serving->invocation;
    struct server_options options = {
        .port = port,
        .exactly = option_value(invocation, "port") != NULL,
        .tongue = invocation->tongue,
        .catalogue = invocation->catalogue,
        .service = api_service(serving->api),
        .site = serving->site,
    };
    return server_start(&serving->server, &options, &invocation->error);
}

/* Keeps the head of the audit trail in the log: whoever alters the registry cannot alter that. */
static void trail_tell(const struct serving *serving)
{
    struct invocation *invocation = serving->invocation;
    char text[DIGEST_TEXT], at[TIME_TEXT];
    struct digest head;
    int64_t count;
    if (!api_audit_head(serving->api, &head, &count, NULL) || !count)
        return;
    output_line(arena_format(
        &invocation->arena, "%s  %s", time_write((int64_t)time(NULL) * 1000, at),
        TEXT(invocation, "command.audit.head", "count",
             message_number(invocation->tongue, &invocation->arena, (double)count).data, "head",
             digest_write(&head, text))
            .data));
    fflush(stdout);
}

static void serving_tell(const struct serving *serving, unsigned wished)
{
    struct invocation *invocation = serving->invocation;
    char port[16];
    char taken[16];
    snprintf(port, sizeof port, "%u", server_port(serving->server));
    snprintf(taken, sizeof taken, "%u", wished);
    if (wished && wished != server_port(serving->server))
        output_line(TEXT(invocation, "server.command.next_port", "port", taken, "next", port));
    output_line(TEXT(invocation, "server.command.address", "port", port));
    if (serving->site.origin.data)
        output_line(TEXT(invocation, "server.command.site", "site", serving->site.origin.data));
    if (serving->accounts)
        output_line(TEXT(invocation, "server.command.accounts"));
    else if (!serving->site.origin.data)
        output_line(TEXT(invocation, "server.command.token", "port", port, "token",
                         server_token(serving->server)));
    output_line(TEXT(invocation, "server.command.stop"));
    fflush(stdout);
    trail_tell(serving);
}

static void serving_close(struct serving *serving)
{
    if (serving->server)
        server_stop(serving->server);
    if (serving->api)
        api_close(serving->api);
    products_close(serving->products);
    if (serving->reader)
        reader_close(serving->reader);
}

/* Waits for a signal, and tells of the audit trail once a day. */
static void wait_for_signal(const struct serving *serving, const sigset_t *unblocked)
{
    static const struct timespec day = {24L * 60 * 60, 0};
    while (!signals_interrupted())
        if (ppoll(NULL, 0, &day, unblocked) == 0)
            trail_tell(serving);
}

/* Serves until a signal comes. The signals are blocked while threads are started, so that all of
 * them reach this one. */
static int serve(struct serving *serving, unsigned port)
{
    sigset_t signals;
    sigset_t before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, &before);
    bool started = serving_start(serving, port);
    if (started)
        serving_tell(serving, port);
    if (started)
        wait_for_signal(serving, &before);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started ? EXIT_DONE : invocation_fail(serving->invocation, EXIT_FAILED);
}

static int serve_run(struct invocation *invocation)
{
    struct serving serving = {.invocation = invocation};
    const char *registry = option_value(invocation, "registry");
    struct date today = {0};
    int64_t port = LISTENER_DEFAULT_PORT;
    const char *site = option_value(invocation, "site");
    if ((site && !site_read(site, &serving.site, &invocation->error)) ||
        !option_number(invocation, "port", 0, UINT16_MAX, &port) ||
        !option_date(invocation, "today", &today))
        return invocation_misused(invocation);
    if (!registry) {
        error_add(&invocation->error, "command.needs_registry", NULL);
        return invocation_misused(invocation);
    }
    int code = EXIT_FAILED;
    if (serving_open(&serving, registry, today))
        code = serve(&serving, (unsigned)port);
    else
        invocation_fail(invocation, EXIT_FAILED);
    serving_close(&serving);
    return code;
}

static const struct command_option serve_options[] = {
    OPTION_REGISTRY,
    {"port", 'p', "command.argument.number", "server.command.option.port"},
    {"site", 0, "command.argument.site", "server.command.option.site"},
    OPTION_TODAY,
    {NULL, 0, NULL, NULL},
};

extern const struct command command_serve;
const struct command command_serve = {
    .name = "serve",
    .summary = "server.command.summary",
    .description = "server.command.description",
    .options = serve_options,
    .run = serve_run,
};

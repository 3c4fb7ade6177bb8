/* uzel copy: copies a registry into a new place, of either engine. */
#include "command.h"

#include "output.h"
#include "resolve.h"
#include "store_accounts.h"
#include "store_comments.h"

struct copying {
    struct invocation *invocation;
    size_t reports;
    struct digest head; /* of the audit trail that was copied */
    int64_t entries;
    int64_t messages; /* for parties of agreements alone, that were copied … */
    int64_t files;    /* … with these */
};

static void report_count(void *context, int64_t report)
{
    struct copying *copying = context;
    (void)report;
    copying->reports++;
}

/* The truth first, in one transaction; then what is derived of it. */
static bool copy_to(struct copying *copying, struct store *from, const char *place,
                    const struct reader *reader)
{
    struct error *error = &copying->invocation->error;
    struct store *to;
    if (!store_open(&to, place, STORE_CREATE, reader_schema(reader), error))
        return false;
    bool done = store_copy(from, to, error) &&
                store_audit_head(to, &copying->head, &copying->entries, error) &&
                store_private_count(to, &copying->messages, &copying->files, error) &&
                resolve_rebuild(to, reader_morphology(reader), report_count, copying, error);
    store_close(to);
    return done;
}

static bool copy_stores(struct copying *copying, const struct reader *reader)
{
    struct invocation *invocation = copying->invocation;
    struct store *from;
    if (!store_open(&from, invocation->operands[0], STORE_READ, reader_schema(reader),
                    &invocation->error))
        return false;
    bool done = copy_to(copying, from, invocation->operands[1], reader);
    store_close(from);
    return done;
}

static int copy_run(struct invocation *invocation)
{
    struct copying copying = {.invocation = invocation};
    char head[DIGEST_TEXT];
    struct reader *reader;
    struct span folder;
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    bool done = copy_stores(&copying, reader);
    reader_close(reader);
    if (!done)
        return invocation_fail(invocation, EXIT_FAILED);
    struct arena *arena = &invocation->arena;
    output_line(TEXT(invocation, "command.copy.done", "registry",
                     store_place_name(invocation->operands[1], arena).data, "count",
                     message_number(invocation->tongue, arena, (double)copying.reports).data));
    if (copying.messages)
        output_line(TEXT(invocation, "command.copy.private", "count",
                         message_number(invocation->tongue, arena, (double)copying.messages).data,
                         "files",
                         message_number(invocation->tongue, arena, (double)copying.files).data));
    if (copying.entries)
        output_line(TEXT(invocation, "command.audit.head", "count",
                         message_number(invocation->tongue, arena, (double)copying.entries).data,
                         "head", digest_write(&copying.head, head)));
    return EXIT_DONE;
}

static const struct command_option copy_options[] = {{NULL, 0, NULL, NULL}};

extern const struct command command_copy;
const struct command command_copy = {
    .name = "copy",
    .arguments = "command.copy.arguments",
    .summary = "command.copy.summary",
    .description = "command.copy.description",
    .options = copy_options,
    .operands_least = 2,
    .operands_most = 2,
    .run = copy_run,
};

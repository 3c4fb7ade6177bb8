/* Lists as files. */
#include "export_run.h"

#include <errno.h>
#include <unistd.h>

#include "export.h"
#include "file.h"
#include "output.h"

static bool format_read(const struct invocation *invocation, enum export_format *format)
{
    const char *value = option_value(invocation, "format");
    return value && export_format_find(span_of(value), format);
}

bool export_asked(const struct invocation *invocation)
{
    enum export_format format;
    return format_read(invocation, &format);
}

bool export_check(struct invocation *invocation)
{
    enum export_format format;
    struct error *error = &invocation->error;
    const char *value = option_value(invocation, "format");
    bool asked = format_read(invocation, &format);
    bool output = option_value(invocation, "output") != NULL;
    if (!asked)
        return !output || error_add(error, "command.list.output_format", NULL);
    if (!invocation->operand_count || strcmp(invocation->operands[0], "appearances") == 0)
        return error_add(error, "command.bad_format", "value", value, "formats", "table, json",
                         NULL);
    if (option_value(invocation, "limit") || option_value(invocation, "offset"))
        return error_add(error, "command.list.whole", "format", value, NULL);
    if (format == EXPORT_XLSX && !output && isatty(STDOUT_FILENO))
        return error_add(error, "command.list.needs_output", NULL);
    return true;
}

static bool print_bytes(void *context, struct span bytes)
{
    (void)context;
    output_write(bytes);
    return !output_failed();
}

/* The rows that are not in the file are told beside it, not in it. */
static void more_tell(struct ask *ask, const struct export_done *done)
{
    if (!done->more)
        return;
    error_add(&ask->invocation->error, "command.list.not_all", NULL);
    errors_print(ask->invocation);
}

static bool file_deliver(struct ask *ask, const struct export_done *done)
{
    struct invocation *invocation = ask->invocation;
    const char *output = option_value(invocation, "output");
    if (!output) {
        if (!descriptor_each(done->file, print_bytes, NULL))
            output_fail(errno);
        return true;
    }
    if (!file_write_from(output, done->file, &invocation->error))
        return false;
    output_line(
        TEXT(invocation, "command.list.written", "file", output, "count",
             message_number(invocation->tongue, &invocation->arena, (double)done->rows).data));
    return true;
}

bool export_run(struct ask *ask, const struct query_list_request *request)
{
    struct export_order order = {.origin = {0}};
    struct export_done done;
    format_read(ask->invocation, &order.format);
    if (!export_list(&ask->query, request, &order, &done, &ask->invocation->error))
        return false;
    bool delivered = file_deliver(ask, &done);
    close(done.file);
    if (delivered)
        more_tell(ask, &done);
    return delivered;
}

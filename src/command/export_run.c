/* Lists as files. */
#include "export_run.h"

#include <errno.h>
#include <unistd.h>

#include "export.h"
#include "file.h"
#include "output.h"

bool export_form(const struct invocation *invocation, enum export_format *format)
{
    const char *value = option_value(invocation, "format");
    return value && export_format_find(span_of(value), format);
}

bool export_asked(const struct invocation *invocation)
{
    enum export_format format;
    return export_form(invocation, &format);
}

bool export_has_place(struct invocation *invocation)
{
    enum export_format format;
    bool output = option_value(invocation, "output") != NULL;
    bool asked = export_form(invocation, &format);
    if (!asked && output)
        return error_add(&invocation->error, "command.list.output_format", NULL);
    return !asked || format != EXPORT_XLSX || output || !isatty(STDOUT_FILENO) ||
           error_add(&invocation->error, "command.list.needs_output", NULL);
}

bool export_check(struct invocation *invocation)
{
    enum export_format format;
    struct error *error = &invocation->error;
    const char *value = option_value(invocation, "format");
    if (!export_form(invocation, &format))
        return export_has_place(invocation);
    if (!invocation->operand_count || strcmp(invocation->operands[0], "appearances") == 0)
        return error_add(error, "command.bad_format", "value", value, "formats", "table, json",
                         NULL);
    if (option_value(invocation, "limit") || option_value(invocation, "offset"))
        return error_add(error, "command.list.whole", "format", value, NULL);
    return export_has_place(invocation);
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

bool export_deliver(struct ask *ask, struct export_done *done)
{
    bool delivered = file_deliver(ask, done);
    close(done->file);
    if (delivered)
        more_tell(ask, done);
    return delivered;
}

bool export_run(struct ask *ask, const struct query_list_request *request)
{
    struct export_order order = {.origin = {0}};
    struct export_done done;
    export_form(ask->invocation, &order.format);
    if (!export_list(&ask->query, request, &order, &done, &ask->invocation->error))
        return false;
    return export_deliver(ask, &done);
}

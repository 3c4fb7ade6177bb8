/* uzel version: which program this is. */
#include "command.h"

#include "json.h"
#include "output.h"

static int version_run(struct invocation *invocation)
{
    bool json;
    if (!option_json(invocation, &json))
        return invocation_misused(invocation);
    if (!json) {
        output_line(TEXT(invocation, "command.version.is", "version", UZEL_VERSION));
        return EXIT_DONE;
    }
    output_line(SPAN("{\"status\":\"ok\",\"version\":\"" UZEL_VERSION "\"}"));
    return EXIT_DONE;
}

static const struct command_option version_options[] = {OPTION_FORMAT, {NULL, 0, NULL, NULL}};

extern const struct command command_version;
const struct command command_version = {
    .name = "version",
    .summary = "command.version.summary",
    .description = "command.version.description",
    .options = version_options,
    .run = version_run,
};

/* Options: reading the command line by a command's table, and the values of its options. */
#include "option.h"

#include <getopt.h>
#include <stdio.h>

const struct command_option common_options[] = {
    {"lang", 0, "command.argument.lang", "command.option.lang"},
    {"data", 0, "command.argument.folder", "command.option.data"},
    {"help", 'h', NULL, "command.option.help"},
    {NULL, 0, NULL, NULL},
};

size_t options_collect(const struct command *command, const struct command_option **all)
{
    size_t count = 0;
    const struct command_option *option = command ? command->options : NULL;
    for (; option && option->name; option++)
        all[count++] = option;
    for (option = common_options; option->name; option++)
        all[count++] = option;
    return count;
}

/* The same tables in getopt's form: an option's number is its index + 256. */
static void options_translate(const struct command_option *const *all, size_t count,
                              struct option *longs, char *letters)
{
    *letters++ = ':';
    for (size_t i = 0; i < count; i++) {
        int argument = all[i]->argument ? required_argument : no_argument;
        longs[i] = (struct option){all[i]->name, argument, NULL, (int)i + 256};
        if (!all[i]->letter)
            continue;
        *letters++ = all[i]->letter;
        if (all[i]->argument)
            *letters++ = ':';
    }
    longs[count] = (struct option){0};
    *letters = '\0';
}

static const struct command_option *option_of_code(const struct command_option *const *all,
                                                   size_t count, int code)
{
    if (code >= 256)
        return (size_t)code - 256 < count ? all[code - 256] : NULL;
    for (size_t i = 0; i < count; i++)
        if (code && all[i]->letter == code)
            return all[i];
    return NULL;
}

static bool option_refuse(struct invocation *invocation, char **arguments, int code)
{
    const char *given = arguments[optind - 1];
    return error_add(&invocation->error,
                     code == ':' ? "command.option_needs_value" : "command.unknown_option",
                     "option", given, NULL);
}

bool options_read(struct invocation *invocation, int count, char **arguments)
{
    const struct command_option *all[COMMAND_OPTIONS];
    struct option longs[COMMAND_OPTIONS + 1];
    char letters[COMMAND_OPTIONS * 2 + 2];
    size_t known = options_collect(invocation->command, all);
    options_translate(all, known, longs, letters);
    opterr = 0;
    optind = 0;
    for (int code; (code = getopt_long(count, arguments, letters, longs, NULL)) != -1;) {
        const struct command_option *option =
            code == '?' || code == ':' ? NULL : option_of_code(all, known, code);
        if (!option)
            return option_refuse(invocation, arguments, code);
        if (invocation->given_count == COMMAND_OPTIONS * 2)
            return error_add(&invocation->error, "command.too_many_options", NULL);
        invocation->given[invocation->given_count] = option;
        invocation->values[invocation->given_count++] = option->argument ? optarg : "";
    }
    invocation->operands = arguments + optind;
    invocation->operand_count = (size_t)(count - optind);
    return true;
}

const char *option_value(const struct invocation *invocation, const char *name)
{
    for (size_t i = invocation->given_count; i-- > 0;)
        if (strcmp(invocation->given[i]->name, name) == 0)
            return invocation->values[i];
    return NULL;
}

bool option_number(struct invocation *invocation, const char *name, int64_t least, int64_t most,
                   int64_t *number)
{
    const char *value = option_value(invocation, name);
    char bounds[2][24];
    if (!value)
        return true;
    if (span_to_integer(span_of(value), number) && *number >= least && *number <= most)
        return true;
    snprintf(bounds[0], sizeof bounds[0], "%lld", (long long)least);
    snprintf(bounds[1], sizeof bounds[1], "%lld", (long long)most);
    return error_add(&invocation->error, "command.bad_number", "option", name, "value", value,
                     "least", bounds[0], "most", bounds[1], NULL);
}

bool option_date(struct invocation *invocation, const char *name, struct date *date)
{
    const char *value = option_value(invocation, name);
    if (!value || date_read(span_of(value), date))
        return true;
    return error_add(&invocation->error, "command.bad_date", "option", name, "value", value, NULL);
}

bool option_json(struct invocation *invocation, bool *json)
{
    const char *value = option_value(invocation, "format");
    *json = value && strcmp(value, "json") == 0;
    if (!value || *json || strcmp(value, "table") == 0)
        return true;
    struct span formats = SPAN("table, json");
    const char *const *export = invocation->command->exports;
    for (; export && *export; export ++) {
        if (strcmp(*export, value) == 0)
            return true;
        formats = arena_format(&invocation->arena, "%.*s, %s", SPAN_ARGS(formats), *export);
    }
    return error_add(&invocation->error, "command.bad_format", "value", value, "formats",
                     formats.data, NULL);
}

/* uzel compile: writes lexicons and grammar in the form from which the program starts quickly, and
 * describes such a file. */
#include "command.h"

#include "data.h"
#include "file.h"
#include "grid.h"
#include "json.h"
#include "output.h"
#include "reading.h"

/* What is described. */
struct compiled {
    const char *path;
    size_t size;
    const char *problem; /* why it is not used; NULL where it is */
    struct compiled_section sections[COMPILED_SECTIONS];
    size_t count;
};

static const char *compiled_path(struct invocation *invocation, struct span folder)
{
    const char *named = option_value(invocation, "output");
    return named ? named : data_path(&invocation->arena, folder, READER_COMPILED);
}

static int compile_write(struct invocation *invocation, struct span folder)
{
    struct reader *reader;
    const char *path = compiled_path(invocation, folder);
    if (!reader_open_text(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    bool fine = reader_compile(reader, folder, path, &invocation->error);
    reader_close(reader);
    if (!fine)
        return invocation_fail(invocation, EXIT_FAILED);
    if (!option_value(invocation, "output"))
        output_line(TEXT(invocation, "command.compile.done", "file", path));
    return EXIT_DONE;
}

static const char *number_text(struct invocation *invocation, size_t number)
{
    return message_number(invocation->tongue, &invocation->arena, (double)number).data;
}

static void describe_print(struct invocation *invocation, const struct compiled *compiled)
{
    const char *size = number_text(invocation, compiled->size);
    output_line(compiled->problem ? TEXT(invocation, "command.compile.unused", "file",
                                         compiled->path, "size", size, "problem", compiled->problem)
                                  : TEXT(invocation, "command.compile.used", "file", compiled->path,
                                         "size", size));
    struct grid grid;
    grid_init(&grid, &invocation->arena);
    grid_column(&grid, TEXT(invocation, "command.compile.section"), false);
    grid_column(&grid, TEXT(invocation, "command.compile.items"), true);
    grid_column(&grid, TEXT(invocation, "command.compile.bytes"), true);
    for (size_t i = 0; i < compiled->count; i++) {
        struct span *cells = grid_row(&grid);
        cells[0] = span_of(compiled->sections[i].name);
        cells[1] = span_of(number_text(invocation, compiled->sections[i].count));
        cells[2] = span_of(number_text(invocation, compiled->sections[i].size));
    }
    if (compiled->count)
        grid_print(&grid, output_width(), output_write);
}

static void describe_write(const struct compiled *compiled)
{
    struct buffer buffer;
    struct json json;
    buffer_init(&buffer, 1 << 16);
    json_init(&json, &buffer);
    json_object_begin(&json);
    json_key(&json, "file");
    json_text(&json, span_of(compiled->path));
    json_key(&json, "size");
    json_integer(&json, (int64_t)compiled->size);
    json_key(&json, "used");
    json_boolean(&json, !compiled->problem);
    if (compiled->problem) {
        json_key(&json, "problem");
        json_text(&json, span_of(compiled->problem));
    }
    json_key(&json, "sections");
    json_array_begin(&json);
    for (size_t i = 0; i < compiled->count; i++) {
        json_object_begin(&json);
        json_key(&json, "name");
        json_text(&json, span_of(compiled->sections[i].name));
        json_key(&json, "items");
        json_integer(&json, (int64_t)compiled->sections[i].count);
        json_key(&json, "size");
        json_integer(&json, (int64_t)compiled->sections[i].size);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    output_line(buffer_span(&buffer));
    buffer_release(&buffer);
}

/* What a reader of the folder says of its compiled form. */
static bool describe_use(struct invocation *invocation, struct span folder,
                         struct compiled *compiled)
{
    struct reader *reader;
    if (!reader_open(&reader, folder, &invocation->error))
        return false;
    compiled->problem = reader_compiled_problem(reader);
    reader_close(reader);
    return true;
}

static int compile_describe(struct invocation *invocation, struct span folder, bool json)
{
    struct compiled compiled = {.path = data_path(&invocation->arena, folder, READER_COMPILED)};
    struct mapped_file file;
    const char *damage;
    if (!mapped_file_open(&file, compiled.path, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    compiled.size = file.bytes.size;
    compiled.count = compiled_describe(file.bytes, compiled.sections, COMPILED_SECTIONS, &damage);
    mapped_file_close(&file);
    if (!describe_use(invocation, folder, &compiled))
        return invocation_fail(invocation, EXIT_FAILED);
    if (json)
        describe_write(&compiled);
    else
        describe_print(invocation, &compiled);
    return EXIT_DONE;
}

static int compile_run(struct invocation *invocation)
{
    struct span folder;
    bool json;
    if (!option_json(invocation, &json))
        return invocation_misused(invocation);
    if (!invocation_data(invocation, &folder))
        return invocation_fail(invocation, EXIT_FAILED);
    return option_value(invocation, "describe") ? compile_describe(invocation, folder, json)
                                                : compile_write(invocation, folder);
}

static const struct command_option compile_options[] = {
    {"output", 'o', "command.argument.file", "command.compile.option.output"},
    {"describe", 0, NULL, "command.compile.option.describe"},
    OPTION_FORMAT,
    {NULL, 0, NULL, NULL}};

extern const struct command command_compile;
const struct command command_compile = {
    .name = "compile",
    .summary = "command.compile.summary",
    .description = "command.compile.description",
    .options = compile_options,
    .run = compile_run,
};

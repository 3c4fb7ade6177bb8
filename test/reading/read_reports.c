/* read_reports DATA FILE…: the readings of files as JSON Lines, for the scorers and the tests. */
#include "file.h"
#include "reading.h"

#include <stdio.h>

struct work {
    const struct reader *reader;
    struct arena *arena;
    struct span bytes;
    struct report_hint hint;
    struct buffer *out;
    struct error *error;
    bool good;
};

static void read_one(void *context)
{
    struct work *work = context;
    struct report report;
    struct reading reading;
    struct json json;
    work->good = report_of_bytes(work->arena, work->bytes, &work->hint, &report, work->error);
    if (!work->good)
        return;
    reading_of(work->reader, work->arena, &report, &reading);
    json_init(&json, work->out);
    reading_write_json(work->reader, &reading, NULL, &json);
}

static void print_errors(const struct error *error)
{
    for (size_t i = 0; i < error->count; i++) {
        fprintf(stderr, "%s", error->items[i].key);
        for (size_t k = 0; k < error->items[i].argument_count; k++)
            fprintf(stderr, " %s=%s", error->items[i].arguments[k].name,
                    error->items[i].arguments[k].value);
        fprintf(stderr, "\n");
    }
}

static struct span stem_of(const char *path)
{
    struct span name = span_of(path);
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] == '/')
            name = span_slice(name, i + 1, name.size), i = 0;
    for (size_t i = name.size; i > 0; i--)
        if (name.data[i - 1] == '.')
            return span_slice(name, 0, i - 1);
    return name;
}

static bool read_file(struct work *work, const char *path)
{
    struct mapped_file file;
    if (!mapped_file_open(&file, path, work->error))
        return false;
    work->bytes = file.bytes;
    work->hint = (struct report_hint){.id = stem_of(path), .source = span_of(path)};
    buffer_clear(work->out);
    bool good = arena_run(work->arena, read_one, work) && work->good;
    if (good) {
        struct span line = buffer_span(work->out);
        fwrite(line.data, 1, line.size, stdout);
        fputc('\n', stdout);
    }
    arena_clear(work->arena);
    mapped_file_close(&file);
    return good;
}

int main(int count, char **arguments)
{
    struct arena arena;
    struct buffer out;
    struct error error;
    struct reader *reader = NULL;
    int failed = 0;
    if (count < 2)
        return 2;
    arena_init(&arena, (size_t)1 << 30);
    buffer_init(&out, (size_t)1 << 28);
    error_init(&error);
    if (reader_open(&reader, span_of(arguments[1]), &error)) {
        struct work work = {.reader = reader, .arena = &arena, .out = &out, .error = &error};
        for (int i = 2; i < count; i++)
            failed |= !read_file(&work, arguments[i]);
    } else {
        failed = 1;
    }
    print_errors(&error);
    reader_close(reader);
    error_release(&error);
    buffer_release(&out);
    arena_release(&arena);
    return failed;
}

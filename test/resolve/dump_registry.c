/* Checks a registry and writes its truth to standard output, times left out.
 *
 *     dump_registry SCHEMA REGISTRY
 *
 * Fails where the registry is unsound; what is wrong goes to standard error. */
#include <stdio.h>

#include "file.h"
#include "store.h"

static int fail(const struct error *error)
{
    for (size_t i = 0; i < error->count; i++) {
        fprintf(stderr, "%s", error->items[i].key);
        for (size_t j = 0; j < error->items[i].argument_count; j++)
            fprintf(stderr, " %s", error->items[i].arguments[j].value);
        fprintf(stderr, "\n");
    }
    return 1;
}

struct dump {
    struct mapped_file file;
    struct schema *schema;
    struct store *store;
    struct error error;
    struct buffer out;
};

static bool dump_run(struct dump *dump, char **arguments)
{
    return mapped_file_open(&dump->file, arguments[1], &dump->error) &&
           schema_load(&dump->schema, dump->file.bytes, arguments[1], &dump->error) &&
           store_open(&dump->store, arguments[2], STORE_READ, dump->schema, &dump->error) &&
           store_check(dump->store, &dump->error) &&
           store_dump(dump->store, false, &dump->out, &dump->error);
}

int main(int count, char **arguments)
{
    struct dump dump = {0};
    int status = 0;
    error_init(&dump.error);
    buffer_init(&dump.out, (size_t)1024 * 1024 * 1024);
    if (count != 3 || !dump_run(&dump, arguments))
        status = fail(&dump.error);
    else
        fwrite(dump.out.data, 1, dump.out.size, stdout);
    store_close(dump.store);
    schema_free(dump.schema);
    mapped_file_close(&dump.file);
    buffer_release(&dump.out);
    error_release(&dump.error);
    return status;
}

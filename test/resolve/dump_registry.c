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

int main(int count, char **arguments)
{
    struct mapped_file file;
    struct schema *schema = NULL;
    struct store *store = NULL;
    struct error error;
    struct buffer out;
    error_init(&error);
    buffer_init(&out, (size_t)1024 * 1024 * 1024);
    if (count != 3 || !mapped_file_open(&file, arguments[1], &error) ||
        !schema_load(&schema, file.bytes, arguments[1], &error) ||
        !store_open(&store, arguments[2], STORE_READ, schema, &error) ||
        !store_check(store, &error) || !store_dump(store, false, &out, &error))
        return fail(&error);
    fwrite(out.data, 1, out.size, stdout);
    store_close(store);
    schema_free(schema);
    mapped_file_close(&file);
    buffer_release(&out);
    error_release(&error);
    return 0;
}

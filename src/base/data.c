/* Finding the data files. */
#include "data.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

const char *data_path(struct arena *arena, struct span folder, const char *name)
{
    return arena_format(arena, "%.*s/%s", SPAN_ARGS(folder), name).data;
}

static bool holds_data(struct arena *arena, struct span folder)
{
    return folder.size && access(data_path(arena, folder, "schema.json"), R_OK) == 0;
}

/* "data" in the folder of the running program. */
static struct span beside_program(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    while (size > 0 && path[size - 1] != '/')
        size--;
    if (size <= 0)
        return SPAN("");
    return arena_format(arena, "%.*sdata", (int)size, path);
}

bool data_find(struct arena *arena, const char *named, const char *installed, struct span *folder,
               struct error *error)
{
    struct span places[] = {span_of(named), span_of(getenv("UZEL_DATA")), beside_program(arena),
                            span_of(installed)};
    struct span tried = SPAN("");
    size_t count = named ? 1 : sizeof places / sizeof places[0];
    for (size_t i = 0; i < count; i++) {
        if (holds_data(arena, places[i])) {
            *folder = arena_copy(arena, places[i]);
            return true;
        }
        if (places[i].size)
            tried = arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(tried), tried.size ? ", " : "",
                                 SPAN_ARGS(places[i]));
    }
    return error_add(error, "data.not_found", "folders", tried.data, NULL);
}

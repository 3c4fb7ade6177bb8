/* What there is to read. */
#include "input.h"

#include <errno.h>
#include <fts.h>
#include <sys/stat.h>

#include "csv.h"
#include "file.h"
#include "utf8.h"

enum { LIST_LIMIT = 64 * 1024 * 1024 };

void inputs_init(struct inputs *inputs, struct arena *arena)
{
    *inputs = (struct inputs){.arena = arena};
    map_init(&inputs->stems, arena);
}

static struct span file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return span_of(slash ? slash + 1 : path);
}

/* The stem, numbered where it is taken: a, a-2, a-3. */
static struct span id_of(struct inputs *inputs, struct span name)
{
    struct span stem = file_stem(name);
    struct span id = arena_copy(inputs->arena, stem);
    bool added;
    uint32_t *taken = map_add(&inputs->stems, id, &added);
    uint32_t number = added ? 1 : *taken;
    *taken = number;
    while (!added) {
        id = arena_format(inputs->arena, "%.*s-%u", SPAN_ARGS(stem), (unsigned)++number);
        *map_find(&inputs->stems, stem) = number;
        uint32_t *other = map_add(&inputs->stems, id, &added);
        if (added)
            *other = 1;
    }
    return id;
}

static void input_push(struct inputs *inputs, const char *path, const struct input *stated)
{
    bool standard = strcmp(path, "-") == 0;
    struct input *input = ARRAY_PUSH(inputs->arena, inputs);
    *input = *stated;
    input->path = arena_copy(inputs->arena, span_of(path)).data;
    input->source = standard ? SPAN("stdin") : file_name(input->path);
    input->id = id_of(inputs, input->source);
}

static bool is_report_name(struct span name)
{
    static const char *const endings[] = {".txt",   ".text", ".html", ".htm",
                                          ".xhtml", ".docx", ".odt",  ".pdf"};
    struct span ending = span_slice(name, file_stem(name).size, name.size);
    char small[8];
    if (!ending.size || ending.size > sizeof small)
        return !ending.size;
    struct span folded = {small, utf8_lower(ending, small, false)};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (span_equal(folded, span_of(endings[i])))
            return true;
    return false;
}

static int by_name(const FTSENT **left, const FTSENT **right)
{
    return strcmp((*left)->fts_name, (*right)->fts_name);
}

/* One thing that a walk through a folder met. */
static bool entry_add(struct inputs *inputs, FTS *walk, FTSENT *entry, const struct input *stated,
                      struct error *error)
{
    struct stat status;
    bool hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
    switch (entry->fts_info) {
    case FTS_D:
        if (hidden)
            fts_set(walk, entry, FTS_SKIP);
        return true;
    case FTS_SL: /* followed to a file, never to a folder: it could lead back */
        if (stat(entry->fts_accpath, &status) == 0 && !S_ISREG(status.st_mode))
            return true;
        /* fall through */
    case FTS_F:
        if (hidden || !is_report_name(span_of(entry->fts_name)))
            inputs->skipped += !hidden;
        else
            input_push(inputs, entry->fts_path, stated);
        return true;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return error_add(error, "file.cannot_open", "file", entry->fts_path, "reason",
                         strerrordesc_np(entry->fts_errno), NULL);
    default:
        return true;
    }
}

/* Walking holds a resource while the arena is used: what it met is collected by a walk whose end
 * is reached in any case but that of no memory, which ends the program. */
static bool folder_add(struct inputs *inputs, const char *path, const struct input *stated,
                       struct error *error)
{
    char *roots[] = {arena_alloc(inputs->arena, strlen(path) + 1, 1), NULL};
    memcpy(roots[0], path, strlen(path));
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    bool fine = walk != NULL;
    for (FTSENT *entry; walk && (entry = fts_read(walk));)
        fine &= entry_add(inputs, walk, entry, stated, error);
    if (walk)
        fts_close(walk);
    else
        error_add(error, "file.cannot_open", "file", path, "reason", strerrordesc_np(errno), NULL);
    return fine;
}

bool inputs_add(struct inputs *inputs, const char *path, const struct input *stated,
                struct error *error)
{
    struct stat status;
    if (strcmp(path, "-") != 0) {
        if (stat(path, &status) != 0)
            return error_add(error, "file.cannot_open", "file", path, "reason",
                             strerrordesc_np(errno), NULL);
        if (S_ISDIR(status.st_mode))
            return folder_add(inputs, path, stated, error);
    }
    input_push(inputs, path, stated);
    return true;
}

enum { COLUMN_FILE, COLUMN_PUBLISHED, COLUMN_SOURCE, COLUMN_URL, COLUMNS };

/* Which cell of a record holds each column; SIZE_MAX where none does. */
static bool columns_find(const struct span *cells, size_t count, size_t *places)
{
    static const char *const names[COLUMNS] = {"file", "published", "source", "url"};
    for (size_t column = 0; column < COLUMNS; column++) {
        places[column] = SIZE_MAX;
        for (size_t i = 0; i < count; i++)
            if (span_equal(cells[i], span_of(names[column])))
                places[column] = i;
    }
    return places[COLUMN_FILE] != SIZE_MAX;
}

static struct span cell_of(const struct span *cells, size_t count, size_t place)
{
    return place < count ? cells[place] : (struct span){0};
}

static bool row_add(struct inputs *inputs, const char *list, size_t line, const struct span *cells,
                    size_t count, const size_t *places, const struct input *stated,
                    struct error *error)
{
    struct span name = cell_of(cells, count, places[COLUMN_FILE]);
    struct span published = cell_of(cells, count, places[COLUMN_PUBLISHED]);
    struct span publisher = cell_of(cells, count, places[COLUMN_SOURCE]);
    struct span url = cell_of(cells, count, places[COLUMN_URL]);
    const char *number = arena_format(inputs->arena, "%zu", line).data;
    struct input row = *stated;
    if (!name.size)
        return error_add(error, "list.no_file", "file", list, "line", number, NULL);
    if (published.size && !date_read(published, &row.published))
        return error_add(error, "list.bad_date", "file", list, "line", number, "value",
                         published.data, NULL);
    if (publisher.size)
        row.publisher = publisher;
    if (url.size)
        row.url = url;
    size_t folder = (size_t)(file_name(list).data - list);
    const char *path =
        name.data[0] == '/'
            ? name.data
            : arena_format(inputs->arena, "%.*s%s", (int)folder, list, name.data).data;
    return inputs_add(inputs, path, &row, error);
}

static bool rows_add(struct inputs *inputs, const char *path, struct span text,
                     const struct input *stated, struct error *error)
{
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t places[COLUMNS], count;
    bool fine = true;
    csv_init(&csv, text);
    if (utf8_check(text) != text.size)
        return error_add(error, "list.not_utf8", "file", path, NULL);
    if (!csv_next(&csv, inputs->arena, cells, &count) || !columns_find(cells, count, places))
        return error_add(error, "list.no_file_column", "file", path, NULL);
    while (csv_next(&csv, inputs->arena, cells, &count))
        fine &= row_add(inputs, path, csv.line, cells, count, places, stated, error);
    return fine;
}

bool inputs_add_list(struct inputs *inputs, const char *path, const struct input *stated,
                     struct error *error)
{
    struct buffer text;
    buffer_init(&text, LIST_LIMIT);
    bool fine = file_read(path, &text, error);
    struct span copy = fine ? arena_copy(inputs->arena, buffer_span(&text)) : (struct span){0};
    buffer_release(&text);
    return fine && rows_add(inputs, path, copy, stated, error);
}

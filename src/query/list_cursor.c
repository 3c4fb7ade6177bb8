/* The texts of cursors: "QUESTION.OFFSET.NUMBER.REPORTS.KEY", numbers in hexadecimals, the key's
 * bytes too. */
#include "list_cursor.h"

#include <inttypes.h>
#include <xxhash.h>

enum { PARTS = 5 };

static uint64_t text_hash(struct span text, uint64_t seed)
{
    return XXH3_64bits_withSeed(text.data ? text.data : "", text.size, seed + text.size);
}

/* All that decides which rows there are, and in which order. */
static uint64_t question_hash(const struct query *query, const struct query_list_request *request)
{
    const struct span texts[] = {
        request->name,   request->words, request->report,     request->region,  request->district,
        request->field,  request->state, request->confidence, request->sort,    request->kind,
        request->entity, request->party, request->person,     request->cluster, request->status,
        request->date,   request->source};
    char day[DATE_TEXT];
    uint64_t hash = (uint64_t)query->known_at;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = text_hash(texts[i], hash);
    for (size_t i = 0; i < request->filter_count; i++)
        hash = text_hash(request->filters[i].value, text_hash(request->filters[i].column, hash));
    return text_hash(span_of(date_write(query->as_of, day)), hash);
}

static int digit_of(char letter)
{
    return letter >= '0' && letter <= '9'   ? letter - '0'
           : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
                                            : -1;
}

static bool number_read(struct span text, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.size; i++) {
        int digit = digit_of(text.data[i]);
        if (digit < 0)
            return false;
        *number = *number << 4 | (unsigned)digit;
    }
    return text.size > 0 && text.size <= 16;
}

static bool bytes_read(struct arena *arena, struct span text, struct span *bytes)
{
    char *out = arena_alloc(arena, text.size / 2 + 1, 1);
    for (size_t i = 0; i + 1 < text.size; i += 2) {
        int high = digit_of(text.data[i]), low = digit_of(text.data[i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i / 2] = (char)(high << 4 | low);
    }
    *bytes = (struct span){out, text.size / 2};
    return text.size % 2 == 0;
}

static bool cursor_parse(struct lookup *lookup, const struct query_list_request *request,
                         struct list_cursor *cursor)
{
    struct span rest = request->cursor, parts[PARTS];
    uint64_t numbers[PARTS - 1];
    size_t count = 0;
    for (struct span part; count < PARTS && span_next_part(&rest, '.', &part); count++)
        parts[count] = part;
    if (count != PARTS || rest.data)
        return false;
    for (size_t i = 0; i < PARTS - 1; i++)
        if (!number_read(parts[i], &numbers[i]))
            return false;
    cursor->offset = (size_t)numbers[1];
    cursor->number = (int64_t)numbers[2];
    cursor->reports = (int64_t)numbers[3];
    return numbers[0] == question_hash(lookup->query, request) && numbers[1] <= INT32_MAX &&
           bytes_read(lookup->arena, parts[PARTS - 1], &cursor->key);
}

bool list_cursor_read(struct lookup *lookup, const struct query_list_request *request,
                      struct list_cursor *cursor)
{
    *cursor = (struct list_cursor){.offset = request->offset};
    return !request->cursor.size || cursor_parse(lookup, request, cursor) ||
           error_add(lookup->error, "query.bad_cursor", "cursor",
                     arena_copy(lookup->arena, request->cursor).data, NULL);
}

struct span list_cursor_write(struct lookup *lookup, const struct query_list_request *request,
                              const struct list_cursor *cursor)
{
    struct span text = arena_format(lookup->arena, "%" PRIx64 ".%zx.%" PRIx64 ".%" PRIx64 ".",
                                    question_hash(lookup->query, request), cursor->offset,
                                    (uint64_t)cursor->number, (uint64_t)cursor->reports);
    char *out = arena_alloc(lookup->arena, text.size + 2 * cursor->key.size + 1, 1);
    memcpy(out, text.data, text.size);
    for (size_t i = 0; i < cursor->key.size; i++)
        for (int high = 1; high >= 0; high--)
            out[text.size + 2 * i + (size_t)!high] =
                "0123456789abcdef"[(unsigned char)cursor->key.data[i] >> (high ? 4 : 0) & 15];
    return (struct span){out, text.size + 2 * cursor->key.size};
}

/* All rows of a list, a part at a time, so that they take no more memory than one part does. */
#include "lookup.h"

enum {
    PART = 500, /* entities that are looked at together */
    PART_MEMORY = 256 * 1024 * 1024
};

struct part {
    struct query query; /* with an arena of its own */
    struct query_list_request request;
    struct query_list list;
    bool (*take)(void *context, const struct query *query, const struct query_list *part);
    void *context;
    struct error *error;
    bool made;
};

static void part_make(void *context)
{
    struct part *part = context;
    part->made = query_list(&part->query, &part->request, &part->list, part->error) &&
                 part->take(part->context, &part->query, &part->list);
}

/* Makes a part and has it taken; false where that failed, or no more is wanted. */
static bool part_give(struct part *part, size_t room)
{
    struct arena arena;
    arena_init(&arena, PART_MEMORY);
    part->query.arena = &arena;
    part->request.limit = room < PART ? room : PART;
    part->made = false;
    if (!arena_run(&arena, part_make, part))
        error_add(part->error, "query.too_large", NULL);
    arena_release(&arena);
    return part->made;
}

bool query_list_all(const struct query *query, const struct query_list_request *request,
                    bool (*take)(void *context, const struct query *query,
                                 const struct query_list *part),
                    void *context, struct query_all *all, struct error *error)
{
    struct part part = {
        .query = *query, .request = *request, .take = take, .context = context, .error = error};
    *all = (struct query_all){0};
    part.request.all = true;
    part.request.offset = 0;
    do {
        if (!part_give(&part, LIST_ALL_MOST - all->rows))
            return false;
        all->rows += part.list.rows.count;
        all->more |= part.list.more;
        part.request.offset = part.list.next_part;
    } while (part.list.next_part && all->rows < LIST_ALL_MOST);
    all->more |= part.list.next_part != 0;
    return true;
}

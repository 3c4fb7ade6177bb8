/* Search: entities by name, reports by their words, with the words in their surroundings. */
#include "lookup.h"
#include "utf8.h"
#include "words.h"

enum { AROUND = 70, SNIPPETS_MOST = 3, ENTITIES_MOST = 12 };

/* The place about AROUND code points before place, at the beginning of a word of the same line. */
static size_t window_start(struct span text, size_t place)
{
    size_t at = place, word = place;
    for (size_t count = 0; at > 0 && count < AROUND; count++) {
        size_t before = at;
        uint32_t code_point = utf8_previous(text, &before);
        if (code_point == '\n')
            return at;
        if (code_point == ' ')
            word = at;
        at = before;
    }
    return at == 0 ? 0 : word;
}

static size_t window_end(struct span text, size_t place)
{
    size_t at = place, word = place;
    for (size_t count = 0; at < text.size && count < AROUND; count++) {
        if (text.data[at] == '\n' || text.data[at] == '\r')
            return at;
        if (text.data[at] == ' ')
            word = at;
        utf8_next(text, &at);
    }
    return at >= text.size ? text.size : word;
}

static void part_add(struct query_snippet *snippet, struct span text, size_t start, size_t end,
                     bool hit)
{
    if (end > start)
        snippet->parts[snippet->part_count++] =
            (struct query_part){span_slice(text, start, end), hit};
}

/* A snippet around the ranges [first, end), cut at the words found. */
static void snippet_make(struct lookup *lookup, struct known_report *known,
                         const struct search_hit *hit, size_t first, size_t end,
                         struct query_snippet *snippet)
{
    struct span text = lookup_text(lookup, known);
    size_t at = window_start(text, hit->ranges[first].start);
    size_t stop = window_end(text, hit->ranges[end - 1].end);
    snippet->parts = ARENA_NEW(lookup->arena, struct query_part, 2 * (end - first) + 1);
    snippet->start = lookup_offset(lookup, known, (uint32_t)at);
    snippet->end = lookup_offset(lookup, known, (uint32_t)stop);
    for (size_t i = first; i < end; i++) {
        if (hit->ranges[i].start < at)
            continue;
        part_add(snippet, text, at, hit->ranges[i].start, false);
        part_add(snippet, text, hit->ranges[i].start, hit->ranges[i].end, true);
        at = hit->ranges[i].end;
    }
    part_add(snippet, text, at, stop, false);
}

static void hit_show(struct lookup *lookup, const struct search_hit *found, struct query_hit *hit)
{
    struct known_report *known = lookup_report(lookup, found->report.number);
    struct span text = lookup_text(lookup, known);
    *hit = (struct query_hit){.report = known->report.id,
                              .title = redacted_show(lookup->query, known->report.title),
                              .published = known->report.published,
                              .publisher = known->report.publisher,
                              .snippets =
                                  ARENA_NEW(lookup->arena, struct query_snippet, SNIPPETS_MOST)};
    for (size_t i = 0; i < found->range_count && hit->snippet_count < SNIPPETS_MOST;) {
        size_t end = i + 1, stop = window_end(text, found->ranges[i].end);
        while (end < found->range_count && window_start(text, found->ranges[end].start) < stop)
            stop = window_end(text, found->ranges[end++].end);
        snippet_make(lookup, known, found, i, end, &hit->snippets[hit->snippet_count++]);
        i = end;
    }
}

static bool entities_search(struct lookup *lookup, const struct search_query *words, size_t limit,
                            struct query_neighbour **found, size_t *count)
{
    struct stored_entities entities = {0};
    *count = 0;
    if (!store_entities_search(lookup->query->store, words, limit, lookup->arena, &entities,
                               lookup->error))
        return false;
    *found = ARENA_NEW(lookup->arena, struct query_neighbour, entities.count);
    for (size_t i = 0; i < entities.count; i++)
        (*found)[(*count)++] = (struct query_neighbour){
            .id = arena_copy(lookup->arena, span_of(entities.items[i].id)),
            .name = redacted_show(lookup->query, entities.items[i].name),
            .kind = entities.items[i].kind,
            .facts = (size_t)entities.items[i].reports,
        };
    return true;
}

bool query_suggest(const struct query *query, struct span typed, size_t limit,
                   struct query_suggestions *suggestions, struct error *error)
{
    struct lookup lookup;
    struct search_query words;
    lookup_init(&lookup, query, error);
    *suggestions = (struct query_suggestions){.typed = typed};
    search_query_begun(query->morphology, typed, query->arena, &words);
    return !words.phrase_count || entities_search(&lookup, &words, limit ? limit : SUGGESTIONS,
                                                  &suggestions->items, &suggestions->count);
}

static struct span summary_make(const struct query *query, const struct query_search *search)
{
    struct span reports =
        QUERY_TEXT(query, search->more ? "query.in_reports_more" : "query.in_reports_found",
                   "count", number_show(query, search->total).data);
    struct span entities =
        QUERY_TEXT(query, "count.rows", "count", number_show(query, search->entity_count).data);
    if (!search->total && !search->entity_count)
        return QUERY_TEXT(query, "query.nothing_found");
    if (!search->entity_count)
        return QUERY_TEXT(query, "query.found_reports", "reports", reports.data);
    return QUERY_TEXT(query, "query.found", "reports", reports.data, "entities", entities.data);
}

bool query_search(const struct query *query, const struct query_search_request *request,
                  struct query_search *search, struct error *error)
{
    struct lookup lookup;
    struct search_query words;
    struct search_hits hits = {0};
    lookup_init(&lookup, query, error);
    *search = (struct query_search){.words = request->words,
                                    .offset = request->offset,
                                    .limit = request->limit ? request->limit : SEARCH_PAGE};
    search_query_of(query->morphology, request->words, query->arena, &words);
    words.until = query->as_of;
    if (!words.phrase_count)
        return error_add(error, "query.no_words", NULL);
    if (!store_search(query->store, &words, request->offset, search->limit, query->arena, &hits,
                      error) ||
        !entities_search(&lookup, &words, ENTITIES_MOST, &search->entities, &search->entity_count))
        return false;
    search->total = (size_t)hits.total;
    search->more = hits.more;
    search->hits = ARENA_NEW(query->arena, struct query_hit, hits.count);
    for (size_t i = 0; i < hits.count; i++)
        hit_show(&lookup, &hits.items[i], &search->hits[search->hit_count++]);
    search->summary = summary_make(query, search);
    return lookup_fine(&lookup);
}

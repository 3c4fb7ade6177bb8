/* Search: entities by name, reports by their words, with the words in their surroundings. */
#include "filter.h"
#include "lookup.h"
#include "store_facets.h"
#include "utf8.h"
#include "words.h"

enum { AROUND = 70, SNIPPETS_MOST = 3, ENTITIES_MOST = 12 };
enum { PLACED_MOST = 1024, SAME_BEGINNING = 8 };

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

/* Finds the words of a hit. */
static void hit_place(struct lookup *lookup, struct placing *placing, struct known_report *known,
                      struct search_hit *hit)
{
    struct range range;
    struct span text = lookup_text(lookup, known);
    hit->ranges = ARENA_NEW(lookup->arena, struct range, PLACED_MOST);
    placing_text(placing, text, hit->words);
    while (hit->range_count < PLACED_MOST && placing_next(placing, &range))
        hit->ranges[hit->range_count++] = range;
}

/* Ranges [first, end) that one snippet shows, and what they are worth. */
struct passage {
    size_t first;
    size_t end;
    size_t worth;
};

/* Whether two words are forms of one, as far as their beginnings tell. */
static bool same_word(struct span one, struct span other)
{
    size_t size = one.size < other.size ? one.size : other.size;
    if (size > SAME_BEGINNING)
        size = SAME_BEGINNING;
    return (size == SAME_BEGINNING || one.size == other.size) &&
           span_equal(span_slice(one, 0, size), span_slice(other, 0, size));
}

/* The letters of the different words: a place that has all that were asked for is worth more than
 * one that has a conjunction of them. */
static size_t passage_worth(struct span text, const struct range *ranges, size_t count)
{
    size_t worth = 0;
    for (size_t i = 0; i < count && i < HIT_RANGES; i++) {
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = same_word(span_of_range(text, ranges[k]), span_of_range(text, ranges[i]));
        worth += again ? 0 : ranges[i].end - ranges[i].start;
    }
    return worth;
}

/* Puts a passage among the best; of those that are worth as much the earlier stands first. */
static size_t passage_keep(struct passage *best, size_t count, struct passage passage)
{
    size_t at = count;
    while (at > 0 && best[at - 1].worth < passage.worth)
        at--;
    if (at == SNIPPETS_MOST)
        return count;
    if (count < SNIPPETS_MOST)
        count++;
    memmove(best + at + 1, best + at, (count - 1 - at) * sizeof *best);
    best[at] = passage;
    return count;
}

/* The passages of a hit that tell most of what was asked for, the best first; how many. */
static size_t passages_choose(struct span text, const struct search_hit *hit,
                              struct passage best[SNIPPETS_MOST])
{
    size_t count = 0;
    for (size_t i = 0, end; i < hit->range_count; i = end) {
        size_t stop = window_end(text, hit->ranges[i].end);
        end = i + 1;
        while (end < hit->range_count && window_start(text, hit->ranges[end].start) < stop)
            stop = window_end(text, hit->ranges[end++].end);
        struct passage passage = {i, end, passage_worth(text, hit->ranges + i, end - i)};
        count = passage_keep(best, count, passage);
    }
    return count;
}

/* placing is NULL where the hit was placed. */
static void hit_show(struct lookup *lookup, struct placing *placing, struct search_hit *found,
                     struct query_hit *hit)
{
    struct known_report *known = ARENA_NEW(lookup->arena, struct known_report, 1);
    known->report = found->report;
    if (placing)
        hit_place(lookup, placing, known, found);
    struct span text = found->range_count ? lookup_text(lookup, known) : SPAN("");
    *hit = (struct query_hit){.report = known->report.id,
                              .title = redacted_show(lookup->query, known->report.title),
                              .published = known->report.published,
                              .publisher = redacted_show(lookup->query, known->report.publisher),
                              .snippets =
                                  ARENA_NEW(lookup->arena, struct query_snippet, SNIPPETS_MOST)};
    struct passage best[SNIPPETS_MOST];
    size_t count = passages_choose(text, found, best);
    for (size_t i = 0; i < count; i++)
        snippet_make(lookup, known, found, best[i].first, best[i].end,
                     &hit->snippets[hit->snippet_count++]);
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

/* ---- the question ---- */

/* A search that is being asked. */
struct searching {
    struct lookup lookup;
    const struct query_search_request *request;
    struct filter_text text;
    struct search_query words; /* of reports */
    struct query_search *search;
};

static bool sort_read(struct searching *searching)
{
    struct span sort = searching->request->sort;
    struct query_search *search = searching->search;
    search->ranked = span_equal(sort, SPAN("relevance"));
    return search->ranked || !sort.size || span_equal(sort, SPAN("date")) ||
           error_add(searching->lookup.error, "query.bad_sort", "value",
                     arena_copy(searching->lookup.arena, sort).data, NULL);
}

static bool words_read(struct searching *searching)
{
    const struct query_search_request *request = searching->request;
    const struct query *query = searching->lookup.query;
    struct error *error = searching->lookup.error;
    struct filter_text *text = &searching->text;
    struct report_filter *filter;
    if (!filter_text_read(query, request->words, text, error) ||
        (request->filters && !filters_join(query, &text->filters, request->filters, error)) ||
        !filters_fit(query, &text->filters, FILTERS_OF_SEARCH, error) || !sort_read(searching) ||
        !report_filter_read(&searching->lookup, &text->filters, &filter))
        return false;
    search_query_of(query->morphology, text->words, query->arena, &searching->words);
    for (size_t i = 0; i < text->title_count; i++)
        search_query_of_title(query->morphology, text->titles[i].words, text->titles[i].excluded,
                              query->arena, &searching->words);
    searching->words.until = query->as_of;
    searching->words.filter = filter;
    searching->words.ranked = searching->search->ranked;
    searching->words.facets = request->facets;
    return searching->words.phrase_count || (filter && !searching->words.excluded_count) ||
           error_add(error, "query.no_words", NULL);
}

static bool hits_find(struct searching *searching, struct search_hits *hits)
{
    const struct query *query = searching->lookup.query;
    return store_search(query->store, &searching->words, searching->request->offset,
                        searching->search->limit, query->arena, hits, searching->lookup.error);
}

/* Shows the hits; false where the words of one were not found. */
static bool hits_show(struct searching *searching, struct placing *placing,
                      struct search_hits *hits)
{
    struct query_search *search = searching->search;
    bool all = true;
    search->hits = ARENA_NEW(searching->lookup.arena, struct query_hit, hits->count);
    search->hit_count = hits->count;
    for (size_t i = 0; i < hits->count; i++) {
        hit_show(&searching->lookup, placing, &hits->items[i], &search->hits[i]);
        all &= hits->items[i].range_count > 0;
    }
    return all;
}

static bool reports_find(struct searching *searching)
{
    const struct query *query = searching->lookup.query;
    struct query_search *search = searching->search;
    struct search_hits hits = {0}, again = {0};
    struct placing placing;
    searching->words.unplaced = placing_begin(&placing, query->word_memory, query->morphology,
                                              &searching->words, query->arena);
    if (!hits_find(searching, &hits))
        return false;
    search->total = (size_t)hits.total;
    search->more = hits.more;
    if (!hits_show(searching, searching->words.unplaced ? &placing : NULL, &hits) &&
        searching->words.unplaced) {
        /* The index was made with another dictionary, and knows what it took the words for. */
        searching->words.unplaced = searching->words.facets = false;
        if (!hits_find(searching, &again))
            return false;
        hits_show(searching, NULL, &again);
    }
    if (hits.facets)
        report_facets_show(&searching->lookup, hits.facets, hits.more, &search->filters,
                           &search->filter_count);
    return true;
}

/* Without words there is nothing to show of the reports but themselves. */
static bool reports_filter(struct searching *searching)
{
    const struct query *query = searching->lookup.query;
    struct query_search *search = searching->search;
    struct stored_reports reports;
    struct report_facets facets;
    if (!store_reports_wanted(query->store, searching->words.filter, true, NULL,
                              searching->request->offset, search->limit, query->arena, &reports,
                              &search->total, searching->request->facets ? &facets : NULL,
                              searching->lookup.error))
        return false;
    search->hits = ARENA_NEW(query->arena, struct query_hit, reports.count);
    for (size_t i = 0; i < reports.count; i++) {
        struct search_hit hit = {.report = reports.items[i]};
        hit_show(&searching->lookup, NULL, &hit, &search->hits[search->hit_count++]);
    }
    if (searching->request->facets)
        report_facets_show(&searching->lookup, &facets, false, &search->filters,
                           &search->filter_count);
    return true;
}

/* Names have no days and publishers: with filters of reports none are sought. */
static bool names_find(struct searching *searching)
{
    struct search_query words;
    const struct query *query = searching->lookup.query;
    struct query_search *search = searching->search;
    search_query_of(query->morphology, searching->text.words, query->arena, &words);
    return searching->words.filter || searching->text.title_count || !words.phrase_count ||
           entities_search(&searching->lookup, &words, ENTITIES_MOST, &search->entities,
                           &search->entity_count);
}

bool query_search(const struct query *query, const struct query_search_request *request,
                  struct query_search *search, struct error *error)
{
    struct searching searching = {.request = request, .search = search};
    lookup_init(&searching.lookup, query, error);
    *search = (struct query_search){.words = request->words,
                                    .offset = request->offset,
                                    .limit = request->limit ? request->limit : SEARCH_PAGE};
    if (!words_read(&searching) ||
        !(searching.words.phrase_count ? reports_find(&searching) : reports_filter(&searching)) ||
        !names_find(&searching))
        return false;
    search->summary = summary_make(query, search);
    return lookup_fine(&searching.lookup);
}

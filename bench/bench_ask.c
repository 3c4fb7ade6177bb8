/* How long questions take: cards, cards of a past day, searches (of names, and of each part of
 * bench/searches.txt, with facets, the newest and the most fitting reports first), neighbours,
 * paths between two entities (the second one of the neighbours' neighbours of the first, so that
 * there is one), communities, pictures of the network, the overview, and pages of lists.
 *
 *     bench_ask REGISTRY DATA_FOLDER [QUESTIONS [NAME]]
 *
 * Asks of things (people, bodies, firms …) drawn evenly from all that the registry holds, by the
 * calls that the command line makes, and prints the mean, the median, the 95th and the 99th
 * percentile and the longest, in milliseconds of this program's CPU, and the 95th percentile by the
 * clock: the two differ where others use the processors, or where a database's server does the
 * work. The same seed draws the same entities. NAME asks the questions of one line alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fields.h"
#include "file.h"
#include "network.h"
#include "picture.h"
#include "query.h"
#include "reference.h"
#include "searches.h"
#include "store.h"

enum { QUESTIONS = 1000, ARENA_LIMIT = 1 << 30, THINGS_MOST = 1000000 };

struct bench {
    struct query query;
    struct arena arena;
    struct error error;
    struct arena *kept;
    struct stored_entities things;
    uint64_t seed;
    double *times;  /* of CPU */
    double *clocks; /* by the clock */
    size_t count;
};

static uint64_t draw(struct bench *bench)
{
    bench->seed = bench->seed * 6364136223846793005u + 1442695040888963407u;
    return bench->seed >> 33;
}

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_time(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static _Noreturn void fail(const struct bench *bench, const char *what)
{
    fprintf(stderr, "bench_ask: %s: %s\n", what,
            bench->error.count ? bench->error.items[0].key : "failed");
    exit(1);
}

/* All things of today, by number. */
static void things_list(struct bench *bench)
{
    const struct schema *schema = bench->query.schema;
    const struct schema_kind **kinds =
        ARENA_NEW(bench->kept, const struct schema_kind *, schema->kind_count);
    struct entities_wanted wanted = {.kinds = kinds, .limit = THINGS_MOST, .as_of = STORE_TODAY};
    for (size_t i = 0; i < schema->kind_count; i++)
        if (!schema->kinds[i].is_fact)
            kinds[wanted.kind_count++] = &schema->kinds[i];
    if (!store_entities(bench->query.store, &wanted, bench->kept, &bench->things, &bench->error) ||
        !bench->things.count)
        fail(bench, "things");
}

enum question {
    ASK_CARD,
    ASK_CARD_OF_A_DAY,
    ASK_SEARCH,
    ASK_NEIGHBOURS,
    ASK_NEIGHBOURS_OF_A_DAY,
    ASK_PATHS,
    ASK_ANY_PATHS,
    QUESTIONS_ASKED
};

static const char *const names[QUESTIONS_ASKED] = {
    [ASK_CARD] = "show",
    [ASK_CARD_OF_A_DAY] = "show --as-of",
    [ASK_SEARCH] = "search",
    [ASK_NEIGHBOURS] = "neighbours",
    [ASK_NEIGHBOURS_OF_A_DAY] = "neighbours --as-of",
    [ASK_PATHS] = "paths",
    [ASK_ANY_PATHS] = "paths of any two",
};

static const struct query_scope everything = {0};

/* One who stands beside the entity; itself where nobody does. */
static struct span neighbour(struct bench *bench, struct span id)
{
    struct query_neighbours neighbours;
    if (!query_neighbours(&bench->query, id, &everything, 0, 0, &neighbours, &bench->error))
        fail(bench, "neighbours");
    return neighbours.count ? neighbours.ties[draw(bench) % neighbours.count].entity.entity : id;
}

/* The second entity of a path. */
static struct span other_end(struct bench *bench, enum question question, struct span id)
{
    if (question == ASK_ANY_PATHS)
        return span_of(bench->things.items[draw(bench) % bench->things.count].id);
    return question == ASK_PATHS ? neighbour(bench, neighbour(bench, id)) : id;
}

static void ask(struct bench *bench, enum question question)
{
    const struct stored_entity *entity = &bench->things.items[draw(bench) % bench->things.count];
    struct query_card card;
    struct query_search search;
    struct query_neighbours neighbours;
    struct query_paths paths;
    struct span id = span_of(entity->id);
    struct query_search_request request = {.words = entity->name};
    struct query_paths_request ends = {.from = id, .to = other_end(bench, question, id)};
    bool path = question == ASK_PATHS || question == ASK_ANY_PATHS, fine;
    if (path && span_equal(ends.from, ends.to))
        return;
    double start = now(CLOCK_PROCESS_CPUTIME_ID), clock = now(CLOCK_MONOTONIC);
    if (!store_snapshot_begin(bench->query.store, &bench->error))
        fail(bench, "snapshot");
    if (path)
        fine = query_paths(&bench->query, &ends, &paths, &bench->error);
    else if (question == ASK_NEIGHBOURS || question == ASK_NEIGHBOURS_OF_A_DAY)
        fine = query_neighbours(&bench->query, id, &everything, 0, 0, &neighbours, &bench->error);
    else if (question == ASK_SEARCH)
        fine = query_search(&bench->query, &request, &search, &bench->error);
    else
        fine = query_card(&bench->query, id, &card, &bench->error);
    store_snapshot_end(bench->query.store);
    bench->clocks[bench->count] = now(CLOCK_MONOTONIC) - clock;
    bench->times[bench->count++] = now(CLOCK_PROCESS_CPUTIME_ID) - start;
    if (!fine)
        fail(bench, "question");
}

static double percentile(const struct bench *bench, const double *times, size_t percent)
{
    return times[bench->count * percent / 100];
}

static void figures_print(struct bench *bench, const char *name)
{
    double sum = 0;
    for (size_t i = 0; i < bench->count; i++)
        sum += bench->times[i];
    qsort(bench->times, bench->count, sizeof *bench->times, by_time);
    qsort(bench->clocks, bench->count, sizeof *bench->clocks, by_time);
    printf("%-20s %8.2f %8.2f %8.2f %8.2f %8.2f %8.2f\n", name, sum / (double)bench->count,
           percentile(bench, bench->times, 50), percentile(bench, bench->times, 95),
           percentile(bench, bench->times, 99), bench->times[bench->count - 1],
           percentile(bench, bench->clocks, 95));
    fflush(stdout);
}

static void measure(struct bench *bench, enum question question, size_t questions)
{
    bool of_a_day = question == ASK_CARD_OF_A_DAY || question == ASK_NEIGHBOURS_OF_A_DAY;
    bench->count = 0;
    bench->seed = 1;
    bench->query.as_of = of_a_day ? (struct date){2015, 6, 1} : (struct date){0};
    for (size_t i = 0; i < questions; i++) {
        arena_clear(&bench->arena);
        ask(bench, question);
    }
    if (bench->count)
        figures_print(bench, names[question]);
}

/* Asked a few times. */
enum { TIMES = 3 };

static void times_begin(struct bench *bench, double *start, double *clock)
{
    arena_clear(&bench->arena);
    *start = now(CLOCK_PROCESS_CPUTIME_ID);
    *clock = now(CLOCK_MONOTONIC);
    if (!store_snapshot_begin(bench->query.store, &bench->error))
        fail(bench, "snapshot");
}

static void times_end(struct bench *bench, bool fine, double start, double clock)
{
    store_snapshot_end(bench->query.store);
    bench->clocks[bench->count] = now(CLOCK_MONOTONIC) - clock;
    bench->times[bench->count++] = now(CLOCK_PROCESS_CPUTIME_ID) - start;
    if (!fine)
        fail(bench, "question");
}

static void communities_measure(struct bench *bench)
{
    struct query_communities communities;
    struct query_communities_request request = {.seed = 1};
    double start, clock;
    bench->count = 0;
    bench->query.as_of = (struct date){0};
    for (size_t i = 0; i < TIMES; i++) {
        times_begin(bench, &start, &clock);
        bool fine = query_communities(&bench->query, &request, &communities, &bench->error);
        times_end(bench, fine, start, clock);
    }
    figures_print(bench, "communities");
    printf("(%zu communities of %zu entities with %zu ties)\n", communities.total,
           communities.entities, communities.ties);
}

/* The network as a picture: of the newest reports; of a region, which must be one of Russia's; and
 * around things, two steps from them. */
static void pictures_measure(struct bench *bench, size_t questions)
{
    struct query_picture picture;
    struct query_picture_request whole = {.limit = 0}, region = {.region = SPAN("RU-TOM")};
    const struct query_picture_request *const requests[] = {&whole, &region};
    static const char *const pictures[] = {"graph", "graph of a region", "graph around"};
    double start, clock;
    bench->seed = 1;
    bench->query.as_of = (struct date){0};
    for (size_t k = 0; k < 2; k++) {
        bench->count = 0;
        for (size_t i = 0; i < TIMES; i++) {
            times_begin(bench, &start, &clock);
            bool fine = query_picture(&bench->query, requests[k], &picture, &bench->error);
            times_end(bench, fine, start, clock);
        }
        figures_print(bench, pictures[k]);
    }
    bench->count = 0;
    for (size_t i = 0; i < questions / 10; i++) {
        struct query_picture_request around = {
            .entity = span_of(bench->things.items[draw(bench) % bench->things.count].id),
            .steps = 2};
        times_begin(bench, &start, &clock);
        bool fine = query_picture(&bench->query, &around, &picture, &bench->error);
        times_end(bench, fine, start, clock);
    }
    if (bench->count)
        figures_print(bench, pictures[2]);
}

/* ---- searches ---- */

static void search_part_measure(struct bench *bench, const struct search_part *part, bool ranked,
                                size_t questions)
{
    double start, clock;
    struct query_search search;
    bench->count = 0;
    for (size_t i = 0; i < questions / 5 + 1; i++) {
        struct query_search_request request = {.words = part->items[i % part->count],
                                               .sort = ranked ? SPAN("relevance") : SPAN("date"),
                                               .facets = true};
        times_begin(bench, &start, &clock);
        bool fine = query_search(&bench->query, &request, &search, &bench->error);
        times_end(bench, fine, start, clock);
    }
    figures_print(bench,
                  arena_format(bench->kept, "%s%s", part->name, ranked ? ", ranked" : "").data);
}

static void searches_measure(struct bench *bench, size_t questions)
{
    struct searches searches;
    bench->query.as_of = (struct date){0};
    if (!searches_read("bench/searches.txt", bench->kept, &searches))
        fail(bench, "bench/searches.txt");
    for (size_t i = 0; i < SEARCH_PARTS; i++)
        for (int ranked = 0; ranked < 2; ranked++)
            search_part_measure(bench, &searches.parts[i], ranked, questions);
}

/* ---- lists ---- */

enum page {
    PAGE_FIRST,
    PAGE_OF_NAMES,
    PAGE_LATER,
    PAGE_OF_STATUS,
    PAGE_OF_YEAR,
    PAGE_OF_REGION,
    PAGE_OF_PARTY,
    PAGE_OF_WORDS,
    PAGE_OF_COMMON_WORD,
    PAGE_OF_REPORTS,
    PAGES
};

static const char *const page_names[PAGES] = {
    [PAGE_FIRST] = "agreements",
    [PAGE_OF_NAMES] = "organizations",
    [PAGE_LATER] = "… page 21",
    [PAGE_OF_STATUS] = "… of a status",
    [PAGE_OF_YEAR] = "… of a year",
    [PAGE_OF_REGION] = "… of a region",
    [PAGE_OF_PARTY] = "… of a party",
    [PAGE_OF_WORDS] = "… with a name",
    [PAGE_OF_COMMON_WORD] = "… with a common word",
    [PAGE_OF_REPORTS] = "reports",
};

/* A subject of Russia, drawn evenly. */
static struct span region_draw(struct bench *bench)
{
    size_t count;
    const struct reference_region *regions = reference_regions(bench->query.reference, &count);
    for (;;) {
        const struct reference_region *region = &regions[draw(bench) % count];
        if (reference_subject(region) == region && region->code.size)
            return region->code;
    }
}

static void page_request(struct bench *bench, enum page page, struct query_filter *filter,
                         struct query_list_request *request)
{
    static const char *const statuses[] = {"planned", "signed", "ended", "extended"};
    const struct stored_entity *thing = &bench->things.items[draw(bench) % bench->things.count];
    *request = (struct query_list_request){.name = SPAN("agreements"), .filters = filter};
    if (page == PAGE_OF_NAMES)
        request->name = SPAN("organizations");
    if (page == PAGE_OF_REPORTS)
        request->name = SPAN("reports");
    if (page == PAGE_LATER)
        request->offset = 1000;
    if (page == PAGE_OF_STATUS)
        *filter = (struct query_filter){SPAN("status"), span_of(statuses[draw(bench) % 4])};
    if (page == PAGE_OF_YEAR)
        *filter = (struct query_filter){
            SPAN("signed_on"), arena_format(&bench->arena, "%d", 2005 + (int)(draw(bench) % 20))};
    if (page == PAGE_OF_PARTY)
        *filter = (struct query_filter){SPAN("parties"), span_of(thing->id)};
    request->filter_count = filter->column.size > 0;
    if (page == PAGE_OF_REGION)
        request->region = region_draw(bench);
    if (page == PAGE_OF_WORDS)
        request->words = thing->name;
    if (page == PAGE_OF_COMMON_WORD)
        request->words = SPAN("соглашение");
}

static void page_ask(struct bench *bench, enum page page)
{
    struct query_filter filter = {.column = SPAN("")};
    struct query_list_request request;
    struct query_list list;
    page_request(bench, page, &filter, &request);
    double start = now(CLOCK_PROCESS_CPUTIME_ID), clock = now(CLOCK_MONOTONIC);
    if (!query_list(&bench->query, &request, &list, &bench->error))
        fail(bench, page_names[page]);
    bench->clocks[bench->count] = now(CLOCK_MONOTONIC) - clock;
    bench->times[bench->count++] = now(CLOCK_PROCESS_CPUTIME_ID) - start;
}

static void overview_ask(struct bench *bench)
{
    struct query_overview overview;
    double start = now(CLOCK_PROCESS_CPUTIME_ID), clock = now(CLOCK_MONOTONIC);
    if (!query_overview(&bench->query, &overview, &bench->error))
        fail(bench, "overview");
    bench->clocks[bench->count] = now(CLOCK_MONOTONIC) - clock;
    bench->times[bench->count++] = now(CLOCK_PROCESS_CPUTIME_ID) - start;
}

/* Pages cost the same whatever was asked for before, so fewer are asked for. */
static void lists_measure(struct bench *bench, size_t questions)
{
    enum { FEWER = 5, OVERVIEWS = 20 };
    bench->query.as_of = (struct date){0};
    bench->count = 0;
    for (size_t i = 0; i < OVERVIEWS && i < questions; i++) {
        arena_clear(&bench->arena);
        overview_ask(bench);
    }
    figures_print(bench, "overview");
    for (int page = 0; page < PAGES; page++) {
        bench->count = 0;
        bench->seed = 1;
        for (size_t i = 0; i < questions / FEWER + 1; i++) {
            arena_clear(&bench->arena);
            page_ask(bench, (enum page)page);
        }
        figures_print(bench, page_names[page]);
    }
}

static struct schema *schema_open(struct bench *bench, struct span folder)
{
    struct buffer text;
    struct schema *schema;
    const char *path = arena_format(&bench->arena, "%.*s/schema.json", SPAN_ARGS(folder)).data;
    buffer_init(&text, 16 << 20);
    if (!file_read(path, &text, &bench->error) ||
        !schema_load(&schema, buffer_span(&text), path, &bench->error))
        fail(bench, path);
    buffer_release(&text);
    return schema;
}

int main(int count, char **arguments)
{
    struct bench bench = {.seed = 1};
    struct arena kept;
    struct morphology *morphology;
    struct reference *reference;
    struct fields *fields;
    if (count < 3) {
        fputs("usage: bench_ask REGISTRY DATA_FOLDER [QUESTIONS [NAME]]\n", stderr);
        return 2;
    }
    size_t questions = count > 3 ? (size_t)strtoul(arguments[3], NULL, 10) : QUESTIONS;
    const char *only = count > 4 ? arguments[4] : NULL;
    arena_init(&bench.arena, ARENA_LIMIT);
    arena_init(&kept, ARENA_LIMIT);
    error_init(&bench.error);
    struct schema *schema = schema_open(&bench, span_of(arguments[2]));
    const char *dictionary = arena_format(&kept, "%s/dictionary.bin", arguments[2]).data;
    if (!morphology_open(&morphology, dictionary, &bench.error) ||
        !reference_open(&reference, span_of(arguments[2]), &bench.error) ||
        !fields_open(&fields, span_of(arguments[2]), morphology, &bench.error) ||
        !store_open(&bench.query.store, arguments[1], STORE_READ, schema, &bench.error))
        fail(&bench, arguments[1]);
    enum { LEAST = 8 };
    bench.times = ARENA_NEW(&kept, double, questions + LEAST);
    bench.clocks = ARENA_NEW(&kept, double, questions + LEAST);
    bench.query.schema = schema;
    bench.query.catalogue = catalogue_new();
    bench.query.morphology = morphology;
    bench.query.reference = reference;
    bench.query.fields = fields;
    bench.query.registry = SPAN("bench");
    bench.query.today = (struct date){2026, 1, 1};
    bench.query.arena = &bench.arena;
    struct store_counts counts;
    if (!store_counts(bench.query.store, &kept, &counts, &bench.error))
        fail(&bench, "counts");
    bench.kept = &kept;
    things_list(&bench);
    printf("%lld reports, %zu things\n", (long long)counts.reports, bench.things.count);
    printf("%-20s %8s %8s %8s %8s %8s %8s\n", "ms", "mean", "median", "p95", "p99", "longest",
           "clock 95");
    for (int i = 0; i < QUESTIONS_ASKED; i++)
        if (!only || strcmp(only, names[i]) == 0)
            measure(&bench, (enum question)i, questions);
    if (!only || strcmp(only, "searches") == 0)
        searches_measure(&bench, questions);
    if (!only || strcmp(only, "communities") == 0)
        communities_measure(&bench);
    if (!only || strcmp(only, "lists") == 0)
        lists_measure(&bench, questions);
    if (!only || strcmp(only, "graph") == 0)
        pictures_measure(&bench, questions);
    return 0;
}

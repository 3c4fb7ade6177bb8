/* How long questions take: cards, cards of a past day, searches, neighbours, paths between two
 * entities (the second one of the neighbours' neighbours of the first, so that there is one).
 *
 *     bench_ask REGISTRY DATA_FOLDER [QUESTIONS]
 *
 * Asks of things (people, bodies, firms …) drawn evenly from all that the registry holds, by the
 * calls that the command line makes, and prints the median, the 95th percentile and the longest, in
 * milliseconds. The same seed draws the same entities. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "file.h"
#include "network.h"
#include "query.h"
#include "store.h"

enum { QUESTIONS = 1000, ARENA_LIMIT = 1 << 30, THINGS_MOST = 1000000 };

struct bench {
    struct query query;
    struct arena arena;
    struct error error;
    struct arena *kept;
    struct stored_entities things;
    uint64_t seed;
    double *times;
    size_t count;
};

static uint64_t draw(struct bench *bench)
{
    bench->seed = bench->seed * 6364136223846793005u + 1442695040888963407u;
    return bench->seed >> 33;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
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
    ASK_ANY_PATHS
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
    double start = now();
    if (path)
        fine = query_paths(&bench->query, &ends, &paths, &bench->error);
    else if (question == ASK_NEIGHBOURS || question == ASK_NEIGHBOURS_OF_A_DAY)
        fine = query_neighbours(&bench->query, id, &everything, 0, 0, &neighbours, &bench->error);
    else if (question == ASK_SEARCH)
        fine = query_search(&bench->query, &request, &search, &bench->error);
    else
        fine = query_card(&bench->query, id, &card, &bench->error);
    bench->times[bench->count++] = now() - start;
    if (!fine)
        fail(bench, "question");
}

static void measure(struct bench *bench, enum question question, const char *name, size_t questions)
{
    bench->count = 0;
    bool of_a_day = question == ASK_CARD_OF_A_DAY || question == ASK_NEIGHBOURS_OF_A_DAY;
    bench->query.as_of = of_a_day ? (struct date){2015, 6, 1} : (struct date){0};
    for (size_t i = 0; i < questions; i++) {
        arena_clear(&bench->arena);
        ask(bench, question);
    }
    qsort(bench->times, bench->count, sizeof *bench->times, by_time);
    printf("%-20s %8.2f %8.2f %8.2f ms\n", name, bench->times[bench->count / 2],
           bench->times[bench->count * 95 / 100], bench->times[bench->count - 1]);
}

static void communities_measure(struct bench *bench)
{
    struct query_communities communities;
    struct query_communities_request request = {.seed = 1};
    double start = now();
    arena_clear(&bench->arena);
    if (!query_communities(&bench->query, &request, &communities, &bench->error))
        fail(bench, "communities");
    printf("communities: %zu of %zu entities with %zu ties in %.1f s\n", communities.total,
           communities.entities, communities.ties, (now() - start) / 1e3);
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
    if (count < 3) {
        fputs("usage: bench_ask REGISTRY DATA_FOLDER [QUESTIONS]\n", stderr);
        return 2;
    }
    size_t questions = count > 3 ? (size_t)strtoul(arguments[3], NULL, 10) : QUESTIONS;
    arena_init(&bench.arena, ARENA_LIMIT);
    arena_init(&kept, ARENA_LIMIT);
    error_init(&bench.error);
    struct schema *schema = schema_open(&bench, span_of(arguments[2]));
    const char *dictionary = arena_format(&kept, "%s/dictionary.bin", arguments[2]).data;
    if (!morphology_open(&morphology, dictionary, &bench.error) ||
        !store_open(&bench.query.store, arguments[1], STORE_READ, schema, &bench.error))
        fail(&bench, arguments[1]);
    bench.times = ARENA_NEW(&kept, double, questions);
    bench.query.schema = schema;
    bench.query.catalogue = catalogue_new();
    bench.query.morphology = morphology;
    bench.query.registry = SPAN("bench");
    bench.query.today = (struct date){2026, 1, 1};
    bench.query.arena = &bench.arena;
    struct store_counts counts;
    if (!store_counts(bench.query.store, &kept, &counts, &bench.error))
        fail(&bench, "counts");
    bench.kept = &kept;
    things_list(&bench);
    printf("%lld reports, %zu things\n", (long long)counts.reports, bench.things.count);
    printf("%-20s %8s %8s %8s\n", "", "median", "p95", "longest");
    measure(&bench, ASK_CARD, "show", questions);
    measure(&bench, ASK_CARD_OF_A_DAY, "show --as-of", questions);
    measure(&bench, ASK_SEARCH, "search", questions);
    measure(&bench, ASK_NEIGHBOURS, "neighbours", questions);
    measure(&bench, ASK_NEIGHBOURS_OF_A_DAY, "neighbours --as-of", questions);
    measure(&bench, ASK_PATHS, "paths", questions);
    measure(&bench, ASK_ANY_PATHS, "paths of any two", questions);
    communities_measure(&bench);
    return 0;
}

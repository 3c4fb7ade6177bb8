/* What bench_serve asks of a server. */
#include "serve_targets.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "network.h"
#include "utf8.h"

enum {
    ARENA_LIMIT = 1 << 30,
    ENTITIES_MOST = 1000000,
    REPORTS_MOST = 2000,
    NEW_STEP = 7919, /* these steps through all things meet each once */
    KNOWN_STEP = 104729
};

static _Noreturn void fail(const struct targets *targets, const char *what)
{
    fprintf(stderr, "bench_serve: %s: %s\n", what,
            targets->error.count ? targets->error.items[0].key : "failed");
    exit(1);
}

/* ---- what there is ---- */

static void schema_open(struct targets *targets, struct span data)
{
    struct buffer text;
    struct schema *schema;
    const char *path = arena_format(&targets->arena, "%.*s/schema.json", SPAN_ARGS(data)).data;
    buffer_init(&text, 16 << 20);
    if (!file_read(path, &text, &targets->error) ||
        !schema_load(&schema, buffer_span(&text), path, &targets->error))
        fail(targets, path);
    buffer_release(&text);
    targets->query.schema = schema;
}

static void entities_read(struct targets *targets, bool facts, struct stored_entities *entities)
{
    const struct schema *schema = targets->query.schema;
    const struct schema_kind **kinds =
        ARENA_NEW(&targets->arena, const struct schema_kind *, schema->kind_count);
    struct entities_wanted wanted = {.kinds = kinds, .limit = ENTITIES_MOST, .as_of = STORE_TODAY};
    for (size_t i = 0; i < schema->kind_count; i++) {
        const struct schema_kind *kind = &schema->kinds[i];
        bool shown =
            span_equal(kind->name, SPAN("agreement")) || span_equal(kind->name, SPAN("project"));
        if (facts ? shown : !kind->is_fact)
            kinds[wanted.kind_count++] = kind;
    }
    if (!store_entities(targets->query.store, &wanted, &targets->arena, entities,
                        &targets->error) ||
        !entities->count)
        fail(targets, "entities");
}

void targets_open(struct targets *targets, const char *registry, struct span data,
                  const char *searches)
{
    struct reference *reference;
    *targets = (struct targets){.seed = 1};
    arena_init(&targets->arena, ARENA_LIMIT);
    arena_init(&targets->work, ARENA_LIMIT);
    error_init(&targets->error);
    schema_open(targets, data);
    if (!reference_open(&reference, data, &targets->error) ||
        !store_open(&targets->query.store, registry, STORE_READ, targets->query.schema,
                    &targets->error))
        fail(targets, registry);
    targets->query.reference = reference;
    targets->query.catalogue = catalogue_new();
    targets->query.today = (struct date){2026, 1, 1};
    targets->query.arena = &targets->work;
    entities_read(targets, false, &targets->things);
    entities_read(targets, true, &targets->facts);
    if (!store_reports(targets->query.store, 0, true, false, REPORTS_MOST, &targets->arena,
                       &targets->reports, &targets->error) ||
        !targets->reports.count)
        fail(targets, "reports");
    if (!searches_read(searches, &targets->arena, &targets->searches))
        fail(targets, searches);
}

void targets_close(struct targets *targets)
{
    store_close(targets->query.store);
    arena_release(&targets->work);
    arena_release(&targets->arena);
}

/* ---- drawing ---- */

static size_t draw(struct targets *targets, size_t below)
{
    targets->seed = targets->seed * 6364136223846793005u + 1442695040888963407u;
    return (targets->seed >> 33) % below;
}

static const char *id_of(const struct stored_entities *entities, size_t index)
{
    return entities->items[index % entities->count].id;
}

static const char *thing_draw(struct targets *targets)
{
    return id_of(&targets->things, draw(targets, targets->things.count));
}

static const char *known_draw(struct targets *targets)
{
    return id_of(&targets->things, draw(targets, TARGETS_KNOWN) * KNOWN_STEP);
}

static const char *fact_draw(struct targets *targets)
{
    return id_of(&targets->facts, draw(targets, targets->facts.count));
}

/* A subject of Russia, by its code. */
static struct span region_draw(struct targets *targets)
{
    size_t count;
    const struct reference_region *regions = reference_regions(targets->query.reference, &count);
    for (;;) {
        const struct reference_region *region = &regions[draw(targets, count)];
        if (region->kind == REGION_SUBJECT && region->code.size)
            return region->code;
    }
}

/* ---- writing ---- */

__attribute__((format(printf, 2, 3))) static void say(char *target, const char *format, ...)
{
    va_list arguments;
    size_t size = strlen(target);
    va_start(arguments, format);
    vsnprintf(target + size, TARGET - size, format, arguments);
    va_end(arguments);
}

static void say_text(char *target, struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        say(target, "%%%02X", (unsigned char)text.data[i]);
}

/* The language, in one of four thousand ways to write it: with percent signs or without. */
static void say_new(struct targets *targets, char *target)
{
    static const char letters[] = "langrulangru";
    size_t variant = targets->variant++;
    for (size_t i = 0; letters[i]; i++, variant >>= 1) {
        say(target, "%s", i % 6 == 0 ? "&" : i % 6 == 4 ? "=" : "");
        say(target, variant & 1 ? "%%%02X" : "%c", (unsigned char)letters[i]);
    }
}

static void begin(char *target, const char *path)
{
    target[0] = '\0';
    say(target, "/api/v1/%s", path);
}

/* ---- cards and searches ---- */

static void card_of(char *target, const char *id)
{
    begin(target, "entities/");
    say(target, "%s", id);
}

void target_card_new(struct targets *targets, char *target)
{
    card_of(target, id_of(&targets->things, targets->things_met++ * NEW_STEP));
}

void target_card_in_turn(struct targets *targets, char *target)
{
    card_of(target, id_of(&targets->things, targets->known_met++ % TARGETS_KNOWN * KNOWN_STEP));
}

void target_card_known(struct targets *targets, char *target)
{
    card_of(target, known_draw(targets));
}

static void search_for(char *target, struct span words)
{
    enum { WORDS_MOST = 400 /* bytes */ };
    begin(target, "search?q=");
    say_text(target, span_slice(words, 0, words.size < WORDS_MOST ? words.size : WORDS_MOST));
    say(target, "&facets=1");
}

void target_search_name(struct targets *targets, char *target)
{
    size_t index = targets->things_met++ * NEW_STEP % targets->things.count;
    search_for(target, targets->things.items[index].name);
}

/* Pages of the first hundred hits, of which no two are the same. */
static void search_part(struct targets *targets, char *target, size_t index)
{
    enum { LEAST = 15, SIZES = 10, OFFSETS = 80 };
    const struct search_part *part = &targets->searches.parts[index];
    size_t variant = targets->variant++;
    search_for(target, part->items[variant % part->count]);
    variant /= part->count;
    say(target, "&limit=%zu&offset=%zu", LEAST + variant % SIZES, variant / SIZES % OFFSETS);
}

void target_search_over_half(struct targets *targets, char *target)
{
    search_part(targets, target, 0);
}

void target_search_middling(struct targets *targets, char *target)
{
    search_part(targets, target, 1);
}

void target_search_rare(struct targets *targets, char *target)
{
    search_part(targets, target, 2);
}

void target_search_known(struct targets *targets, char *target)
{
    search_for(target, searches_at(&targets->searches, draw(targets, targets->searches.count)));
}

/* ---- lists and maps ---- */

static const char *const lists[] = {"agreements", "people",    "organizations", "projects",
                                    "sites",      "clusters",  "reports",       "places",
                                    "programmes", "agreements"}; /* twice as often */
enum { LISTS = sizeof lists / sizeof *lists };

static void say_agreements(struct targets *targets, char *target)
{
    static const char *const statuses[] = {"planned", "signed", "ended", "extended"};
    enum { FIRST_YEAR = 2005, YEARS = 20 };
    begin(target, "lists/agreements?limit=50");
    switch (draw(targets, 4)) {
    case 0:
        say(target, "&filter.status=%s", statuses[draw(targets, 4)]);
        break;
    case 1:
        say(target, "&filter.parties=%s", thing_draw(targets));
        break;
    case 2:
        say(target, "&region=");
        say_text(target, region_draw(targets));
        break;
    default:
        break;
    }
    if (draw(targets, 2))
        say(target, "&filter.signed_on=%zu", FIRST_YEAR + draw(targets, YEARS));
    if (draw(targets, 4) == 0)
        say(target, "&facets=1");
    if (draw(targets, 4) == 0)
        say(target, "&sort=until");
}

/* Of ten: four first pages, four of agreements that are filtered, a later page, one with words. */
static void list_draw(struct targets *targets, char *target)
{
    enum { PAGE = 50, PAGES = 20 };
    size_t lot = draw(targets, 10);
    if (lot >= 6) {
        say_agreements(targets, target);
        return;
    }
    begin(target, "lists/");
    say(target, "%s?limit=%d", lists[draw(targets, LISTS)], PAGE);
    if (lot == 4)
        say(target, "&offset=%zu", (1 + draw(targets, PAGES)) * PAGE);
    if (lot != 5)
        return;
    begin(target, "lists/agreements?limit=50&q=");
    say_text(target, targets->things.items[draw(targets, targets->things.count)].name);
}

void target_list(struct targets *targets, char *target)
{
    list_draw(targets, target);
    say_new(targets, target);
}

void target_organizations(struct targets *targets, char *target)
{
    begin(target, "lists/organizations?limit=50");
    say_new(targets, target);
}

void target_overview(struct targets *targets, char *target)
{
    begin(target, "overview?lang=ru");
    say_new(targets, target);
}

static void map_draw(struct targets *targets, char *target)
{
    enum { MAPPED = 6 };
    begin(target, "map?list=");
    say(target, "%s", lists[draw(targets, MAPPED)]);
}

void target_map(struct targets *targets, char *target)
{
    map_draw(targets, target);
    say_new(targets, target);
}

void target_map_filtered(struct targets *targets, char *target)
{
    begin(target, "map?list=agreements");
    say(target, "&filter.signed_on=%zu..%zu", 2005 + draw(targets, 10), 2015 + draw(targets, 10));
    if (draw(targets, 2))
        say(target, "&filter.status=signed");
    say_new(targets, target);
}

/* ---- the network ---- */

/* One who stands beside the entity; itself where nobody does. */
static struct span neighbour(struct targets *targets, struct span id)
{
    const struct query_scope everything = {0};
    struct query_neighbours neighbours;
    if (!query_neighbours(&targets->query, id, &everything, 0, 0, &neighbours, &targets->error))
        fail(targets, "neighbours");
    return neighbours.count ? neighbours.ties[draw(targets, neighbours.count)].entity.entity : id;
}

void target_paths(struct targets *targets, char *target)
{
    struct span from, to;
    bool near = targets->variant++ % 2 == 0;
    do {
        arena_clear(&targets->work);
        from = span_of(thing_draw(targets));
        to = near ? neighbour(targets, neighbour(targets, from)) : span_of(thing_draw(targets));
    } while (span_equal(from, to));
    begin(target, "network/paths/");
    say(target, "%.*s/%.*s", SPAN_ARGS(from), SPAN_ARGS(to));
}

void target_communities(struct targets *targets, char *target)
{
    begin(target, "network/communities?");
    say(target, "seed=%zu", targets->variant++);
}

void target_picture(struct targets *targets, char *target)
{
    begin(target, "network?lang=ru");
    say_new(targets, target);
}

void target_picture_region(struct targets *targets, char *target)
{
    begin(target, "network?region=");
    say_text(target, region_draw(targets));
    say_new(targets, target);
}

static void network_draw(struct targets *targets, char *target)
{
    begin(target, "network");
    switch (draw(targets, 4)) {
    case 0:
        break;
    case 1:
        say(target, "?region=");
        say_text(target, region_draw(targets));
        break;
    default:
        say(target, "?entity=%s", thing_draw(targets));
    }
}

/* ---- visits ---- */

/* What somebody has typed of a name: its first letters. */
static void suggestions_draw(struct targets *targets, char *target)
{
    struct span name = targets->things.items[draw(targets, targets->things.count)].name;
    size_t letters = 2 + draw(targets, 8), end = 0;
    while (letters-- && end < name.size)
        utf8_next(name, &end);
    begin(target, "suggest?q=");
    say_text(target, span_slice(name, 0, end));
}

static void search_draw(struct targets *targets, char *target)
{
    if (draw(targets, 2))
        target_search_known(targets, target);
    else
        search_for(target, targets->things.items[draw(targets, targets->things.count)].name);
    say(target, "&limit=20");
}

static void report_draw(struct targets *targets, char *target)
{
    begin(target, "reports/");
    say(target, "%.*s",
        SPAN_ARGS(targets->reports.items[draw(targets, targets->reports.count)].id));
}

static void card_draw(struct targets *targets, char *target)
{
    card_of(target, draw(targets, 3) ? thing_draw(targets) : known_draw(targets));
}

static void fact_card_draw(struct targets *targets, char *target)
{
    card_of(target, fact_draw(targets));
}

static void past_card_draw(struct targets *targets, char *target)
{
    card_of(target, thing_draw(targets));
    say(target, "?as_of=2015-06-01");
}

static void neighbours_draw(struct targets *targets, char *target)
{
    begin(target, "network/neighbours/");
    say(target, "%s", thing_draw(targets));
}

static void facts_draw(struct targets *targets, char *target)
{
    card_of(target, known_draw(targets));
    say(target, "/facts?kind=%s", draw(targets, 2) ? "agreement" : "occupation");
}

static void overview_draw(struct targets *targets, char *target)
{
    (void)targets;
    begin(target, "overview");
}

void target_visit(struct targets *targets, char *target)
{
    static const struct {
        size_t share; /* of a hundred */
        target_make *make;
    } asked[] = {{2, overview_draw},   {20, list_draw},  {30, card_draw},  {8, fact_card_draw},
                 {2, past_card_draw},  {9, report_draw}, {8, search_draw}, {8, suggestions_draw},
                 {7, neighbours_draw}, {2, facts_draw},  {2, map_draw},    {2, network_draw}};
    size_t lot = draw(targets, 100), i = 0;
    while (lot >= asked[i].share)
        lot -= asked[i++].share;
    asked[i].make(targets, target);
}

/* How many cards there are, kept up to date with them: the table tallies.
 *
 * A row says how many cards of a kind have a value: all of them (by what their first property
 * names, where the kind is listed by it), each choice, the years of each date, each region, each
 * state. Facts of little confidence are counted apart and in nothing else. So a list is counted,
 * and offers its values with their numbers, without a look at its rows.
 *
 * A report changes some hundred of these numbers, and the next report most of the same ones. So
 * changes are gathered in memory and written once a group; those of a report that is undone are
 * taken back by a journal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_sql.h"

enum { VALUE_ROOM = SCHEMA_CODE_ROOM /* years, numbers and kinds are shorter than codes */ };

/* A row of the table, and by how much it has changed. */
struct tally {
    const struct schema_kind *kind;
    enum listed_tally what;
    int64_t change;
    char value[VALUE_ROOM];
};

struct change {
    uint32_t tally;
    int32_t by;
};

struct tallies {
    struct tally *items;
    size_t count;
    size_t room;
    uint32_t *places; /* 1 + index of the item whose hash leads here; 0: free */
    size_t place_count;
    struct change *journal; /* of the report in hand */
    size_t journal_count;
    size_t journal_room;
};

static uint32_t hash_of(const struct schema_kind *kind, enum listed_tally what, const char *value)
{
    uint32_t hash = (kind->number * 16 + (uint32_t)what) * 0x9E3779B1u;
    for (const char *at = value; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 0x01000193u;
    return hash ^ hash >> 15;
}

static uint32_t *place_of(struct tallies *tallies, const struct schema_kind *kind,
                          enum listed_tally what, const char *value)
{
    size_t mask = tallies->place_count - 1, at = hash_of(kind, what, value) & mask;
    for (;; at = (at + 1) & mask) {
        uint32_t place = tallies->places[at];
        const struct tally *tally = place ? &tallies->items[place - 1] : NULL;
        if (!tally ||
            (tally->kind == kind && tally->what == what && strcmp(tally->value, value) == 0))
            return &tallies->places[at];
    }
}

/* Makes room for one more of each. */
static bool room_make(struct tallies *tallies)
{
    enum { FIRST = 1024 };
    if (tallies->journal_count == tallies->journal_room) {
        size_t room = tallies->journal_room ? tallies->journal_room * 2 : FIRST;
        struct change *journal = realloc(tallies->journal, room * sizeof *journal);
        if (!journal)
            return false;
        tallies->journal = journal;
        tallies->journal_room = room;
    }
    if (tallies->count < tallies->room)
        return true;
    size_t room = tallies->room ? tallies->room * 2 : FIRST;
    uint32_t *places = calloc(room * 2, sizeof *places);
    struct tally *items = places ? realloc(tallies->items, room * sizeof *items) : NULL;
    if (!items) {
        free(places);
        return false;
    }
    free(tallies->places);
    tallies->items = items;
    tallies->room = room;
    tallies->places = places;
    tallies->place_count = room * 2;
    for (size_t i = 0; i < tallies->count; i++)
        *place_of(tallies, items[i].kind, items[i].what, items[i].value) = (uint32_t)(i + 1);
    return true;
}

static void tally_change(struct tallies *tallies, const struct schema_kind *kind,
                         enum listed_tally what, const char *value, int by)
{
    uint32_t *place = place_of(tallies, kind, what, value);
    if (!*place) {
        struct tally *added = &tallies->items[tallies->count++];
        *added = (struct tally){.kind = kind, .what = what};
        memcpy(added->value, value, strlen(value));
        *place = (uint32_t)tallies->count;
    }
    tallies->items[*place - 1].change += by;
    tallies->journal[tallies->journal_count++] = (struct change){*place - 1, by};
}

static bool text_count(struct sql_store *store, const struct schema_kind *kind,
                       enum listed_tally what, struct span text, int by, struct error *error)
{
    char value[VALUE_ROOM] = "";
    size_t size = text.size < VALUE_ROOM ? text.size : VALUE_ROOM - 1;
    if (size)
        memcpy(value, text.data, size);
    if (!room_make(store->tallies))
        return sql_no_memory(store, error);
    tally_change(store->tallies, kind, what, value, by);
    return true;
}

static bool number_count(struct sql_store *store, const struct schema_kind *kind,
                         enum listed_tally what, int64_t number, int by, struct error *error)
{
    char value[VALUE_ROOM];
    snprintf(value, sizeof value, "%lld", (long long)number);
    return text_count(store, kind, what, span_of(value), by, error);
}

static int64_t region_of(const struct sql_listed *listed, size_t i)
{
    int64_t region = listed->regions[i] < 0 ? -listed->regions[i] : listed->regions[i];
    for (size_t k = 0; k < i; k++)
        if (listed->regions[k] == region || listed->regions[k] == -region)
            return 0;
    return region;
}

/* As TALLY_SEVERAL() has it. */
static struct span together_write(const struct sql_listed *listed, char text[VALUE_ROOM])
{
    const int64_t *regions = listed->regions;
    snprintf(text, VALUE_ROOM, "%lld %lld %lld", llabs(regions[0]), llabs(regions[1]),
             llabs(regions[2]));
    return span_of(text);
}

bool store_kind_names_first(const struct schema_kind *kind)
{
    return kind->is_fact && kind->order && kind->order == &kind->properties[0];
}

static bool values_count(struct sql_store *store, const struct schema_kind *kind,
                         const struct sql_listed *listed, int by, struct error *error)
{
    char together[VALUE_ROOM];
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        if (listed->choices[i].size &&
            !text_count(store, kind, (enum listed_tally)(TALLY_CHOICE + i), listed->choices[i], by,
                        error))
            return false;
    for (size_t i = 0; i < LISTED_DAYS; i++)
        if (listed->days[i].size && !text_count(store, kind, (enum listed_tally)(TALLY_YEAR + i),
                                                span_slice(listed->days[i], 0, 4), by, error))
            return false;
    for (size_t i = 0; i < LISTED_REGIONS; i++) {
        int64_t region = region_of(listed, i);
        if (region && !number_count(store, kind, TALLY_REGION, region, by, error))
            return false;
    }
    return (!listed->regions[1] ||
            text_count(store, kind, TALLY_TOGETHER, together_write(listed, together), by, error)) &&
           number_count(store, kind, TALLY_STATE, listed->state, by, error);
}

static bool card_count(struct sql_store *store, const struct schema_kind *kind,
                       const struct sql_listed *listed, int by, struct error *error)
{
    if (!listed || listed->confidence < 0)
        return true;
    if (kind->is_fact && listed->confidence < LISTED_SURE)
        return text_count(store, kind, TALLY_DOUBTFUL, SPAN(""), by, error);
    return text_count(store, kind, TALLY_ALL,
                      store_kind_names_first(kind) ? listed->named : SPAN(""), by, error) &&
           values_count(store, kind, listed, by, error);
}

bool sql_tallies_note(struct sql_store *store, const struct schema_kind *kind,
                      const struct sql_listed *before, const struct sql_listed *after,
                      struct error *error)
{
    if (!store->tallies && !(store->tallies = calloc(1, sizeof *store->tallies)))
        return sql_no_memory(store, error);
    return card_count(store, kind, before, -1, error) && card_count(store, kind, after, 1, error);
}

void sql_tallies_report_begin(struct sql_store *store)
{
    if (store->tallies)
        store->tallies->journal_count = 0;
}

void sql_tallies_report_undo(struct sql_store *store)
{
    struct tallies *tallies = store->tallies;
    for (size_t i = 0; tallies && i < tallies->journal_count; i++)
        tallies->items[tallies->journal[i].tally].change -= tallies->journal[i].by;
    sql_tallies_report_begin(store);
}

void sql_tallies_forget(struct sql_store *store)
{
    struct tallies *tallies = store->tallies;
    if (!tallies)
        return;
    tallies->count = tallies->journal_count = 0;
    if (tallies->place_count)
        memset(tallies->places, 0, tallies->place_count * sizeof *tallies->places);
}

void sql_tallies_release(struct sql_store *store)
{
    if (!store->tallies)
        return;
    free(store->tallies->items);
    free(store->tallies->places);
    free(store->tallies->journal);
    free(store->tallies);
    store->tallies = NULL;
}

bool sql_tallies_settle(struct sql_store *store, struct error *error)
{
#define TALLIED                                                                                    \
    " ON CONFLICT(kind, what, value) DO UPDATE SET count = tallies.count + excluded.count"
    static const char *const add[] = {
        ROWS_ENDING("INSERT INTO tallies VALUES", "(?, ?, ?, ?)", TALLIED)};
    struct tallies *tallies = store->tallies;
    struct sql_rows rows;
    if (!tallies || !tallies->count)
        return true;
    sql_rows_begin(&rows, store, add[0], add[1], 4);
    for (size_t i = 0; i < tallies->count; i++) {
        const struct tally *tally = &tallies->items[i];
        if (!tally->change)
            continue;
        bind_text(&rows.statement, tally->kind->name);
        bind_integer(&rows.statement, tally->what);
        bind_text(&rows.statement, span_of(tally->value));
        bind_integer(&rows.statement, tally->change);
        if (!sql_rows_next(&rows, error))
            return false;
    }
    if (!sql_rows_end(&rows, error))
        return false;
    sql_tallies_forget(store);
    return true;
}

/* ---- made again ---- */

/* What the cards add up to. ?1: the kinds of facts; ?2: those that are listed by their first
 * property. The numbers are those of enum listed_tally, 500 is LISTED_SURE. */
_Static_assert(TALLY_CHOICE == 1 && LISTED_CHOICES == 2 && TALLY_YEAR == 3 && LISTED_DAYS == 3 &&
                   TALLY_REGION == 6 && LISTED_REGIONS == 3 && TALLY_STATE == 7 &&
                   TALLY_DOUBTFUL == 8 && TALLY_TOGETHER == 9 && LISTED_SURE == 500,
               "the questions have these numbers");
/* An empty text that compares by bytes, as the columns do. */
#define NOTHING "substr(k.kind, 1, 0)"
#define SURE                                                                                       \
    "(k.confidence >= 500"                                                                         \
    " OR (k.confidence >= 0 AND k.kind NOT IN (SELECT value FROM json_each(?1))))"
#define AND_THEN " UNION ALL "
#define TALLY_BY(suffix, what, value)                                                              \
    "SELECT k.kind AS kind, " what " AS what, " value " AS value, count(*) AS count"               \
    " FROM cards" suffix " k WHERE " SURE " AND " value " <> '' GROUP BY k.kind, 3"
#define TALLY_EACH(suffix)                                                                         \
    "SELECT k.kind, 0, CASE WHEN k.kind IN (SELECT value FROM json_each(?2)) THEN k.named"         \
    " ELSE " NOTHING " END, count(*) FROM cards" suffix " k WHERE " SURE " GROUP BY k.kind, 3"
#define CARDS_OF(suffix, region, other)                                                            \
    "SELECT k.kind AS kind, abs(k." region ") AS region, count(*) AS n FROM cards" suffix          \
    " k WHERE " SURE " AND k." region " <> 0" other " GROUP BY k.kind, 2"
#define ANOTHER " AND abs(k.region2) <> abs(k.region1)"
#define A_THIRD " AND abs(k.region3) NOT IN (abs(k.region1), abs(k.region2))"
#define CARDS_OF_REGIONS(suffix)                                                                   \
    CARDS_OF(suffix, "region1", "")                                                                \
    AND_THEN CARDS_OF(suffix, "region2", ANOTHER)                                                  \
    AND_THEN CARDS_OF(suffix, "region3", A_THIRD)
#define TALLY_REGIONS(suffix)                                                                      \
    "SELECT r.kind, 6, substr(r.kind, 1, 0) || r.region, CAST(sum(r.n) AS INTEGER)"                \
    " FROM (" CARDS_OF_REGIONS(suffix) ") AS r GROUP BY r.kind, r.region"
#define TALLY_DOUBTS(suffix)                                                                       \
    "SELECT k.kind, 8, " NOTHING ", count(*) FROM cards" suffix                                    \
    " k WHERE k.confidence >= 0 AND k.confidence < 500"                                            \
    " AND k.kind IN (SELECT value FROM json_each(?1)) GROUP BY k.kind"
#define TALLY_SEVERAL(suffix)                                                                      \
    "SELECT k.kind, 9, " NOTHING " || abs(k.region1) || ' ' || abs(k.region2) || ' '"              \
    " || abs(k.region3), count(*) FROM cards" suffix " k WHERE " SURE                              \
    " AND k.region2 <> 0 GROUP BY k.kind, 3"
#define TALLIES(suffix)                                                                            \
    TALLY_BY(suffix, "1", "k.choice1")                                                             \
    AND_THEN TALLY_BY(suffix, "2", "k.choice2") AND_THEN TALLY_BY(suffix, "3",                     \
                                                                  "substr(k.day1, 1, 4)") AND_THEN \
    TALLY_BY(suffix, "4", "substr(k.day2, 1, 4)") AND_THEN                                         \
    TALLY_BY(suffix, "5", "substr(k.day3, 1, 4)") AND_THEN                                         \
    TALLY_BY(suffix, "7", NOTHING " || k.state") AND_THEN                                          \
    TALLY_EACH(suffix)                                                                             \
    AND_THEN TALLY_REGIONS(suffix)                                                                 \
    AND_THEN TALLY_SEVERAL(suffix)                                                                 \
    AND_THEN TALLY_DOUBTS(suffix)

/* The names of kinds of facts, those alone that are listed by their first property or all. */
static struct span fact_names(struct sql_store *store, bool named, struct arena *arena)
{
    const struct schema *schema = store->store.schema;
    const struct schema_kind **kinds =
        ARENA_NEW(arena, const struct schema_kind *, schema->kind_count);
    size_t count = 0;
    for (size_t i = 0; i < schema->kind_count; i++)
        if (schema->kinds[i].is_fact && (!named || store_kind_names_first(&schema->kinds[i])))
            kinds[count++] = &schema->kinds[i];
    return arena_copy(arena, sql_kinds(store, kinds, count));
}

struct tallying {
    struct sql_store *store;
    const char *text;
    struct error *error;
    struct arena arena;
    bool (*take)(struct tallying *, struct statement *);
    bool facts_alone; /* ?2 is not asked for */
    bool *sound;
    bool done;
};

static void tallying_run(void *context)
{
    struct tallying *tallying = context;
    struct statement statement;
    struct span facts = fact_names(tallying->store, false, &tallying->arena);
    struct span named = fact_names(tallying->store, true, &tallying->arena);
    if (!statement_begin(tallying->store, tallying->text, &statement, tallying->error))
        return;
    bind_text(&statement, facts);
    if (!tallying->facts_alone)
        bind_text(&statement, named);
    tallying->done = tallying->take(tallying, &statement);
}

static bool tallying_do(struct tallying *tallying)
{
    enum { NAMES_LIMIT = 1 << 20 };
    arena_init(&tallying->arena, NAMES_LIMIT);
    if (!arena_run(&tallying->arena, tallying_run, tallying))
        sql_no_memory(tallying->store, tallying->error);
    arena_release(&tallying->arena);
    return tallying->done;
}

static bool rows_write(struct tallying *tallying, struct statement *statement)
{
    return statement_run(statement, tallying->error);
}

bool sql_tallies_make_new(struct sql_store *store, struct error *error)
{
    static const char make[] =
        "INSERT INTO tallies_new(kind, what, value, count)"
        " SELECT t.kind, t.what, t.value, t.count FROM (" TALLIES("_new") ") AS t";
    struct tallying tallying = {.store = store, .text = make, .error = error, .take = rows_write};
    return tallying_do(&tallying);
}

bool sql_tallies_upgrade(struct sql_store *store, struct error *error)
{
    static const char make[] = "INSERT INTO tallies(kind, what, value, count) " TALLY_SEVERAL("");
    struct tallying tallying = {
        .store = store, .text = make, .error = error, .take = rows_write, .facts_alone = true};
    return sql_run(store, "DELETE FROM tallies WHERE what = 9;", error) && tallying_do(&tallying);
}

static bool problems_take(struct tallying *tallying, struct statement *statement)
{
    bool done;
    while (statement_row(statement, &done, tallying->error)) {
        *tallying->sound = false;
        sql_problem_add(tallying->store, "tallies", column_span(statement, 0), "counted wrongly",
                        tallying->error);
    }
    return done;
}

bool sql_tallies_check(struct sql_store *store, bool *sound, struct error *error)
{
    static const char differences[] =
        "SELECT t.kind || ' ' || t.what || ' ' || t.value FROM (SELECT a.kind AS kind,"
        " a.what AS what, a.value AS value, sum(a.n) AS n FROM (SELECT c.kind AS kind,"
        " c.what AS what, c.value AS value, c.count AS n FROM (" TALLIES(
            "") ") AS c UNION ALL SELECT kind, what, value, -count FROM tallies) AS a"
                " GROUP BY a.kind, a.what, a.value) AS t WHERE t.n <> 0 LIMIT 20";
    struct tallying tallying = {
        .store = store, .text = differences, .error = error, .take = problems_take, .sound = sound};
    return tallying_do(&tallying);
}

/* ---- asking ---- */

bool sql_listed_tallies(struct store *base, const struct schema_kind *kind, enum listed_tally what,
                        struct arena *arena, struct listed_values *values, struct error *error)
{
    static const char find[] = "SELECT value, count FROM tallies WHERE kind = ? AND what = ?"
                               " AND count > 0 ORDER BY count DESC, value";
    struct sql_store *store = (struct sql_store *)base;
    struct statement statement;
    *values = (struct listed_values){0};
    /* Within a report it would be undone with that, but for what others noted. */
    if ((!store->in_report && !sql_tallies_settle(store, error)) ||
        !statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, kind->name);
    bind_integer(&statement, what);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct listed_value *value = ARRAY_PUSH(arena, values);
        *value = (struct listed_value){.text = column_text(&statement, 0, arena),
                                       .count = (size_t)column_integer(&statement, 1)};
        value->number = strtoll(value->text.data, NULL, 10);
    }
    return done;
}

/* Facts by their parties: where candidates for an agreement are found, and
 * how much was read of the parties since. */
#include <stdlib.h>
#include <string.h>

#include "store_sql_held.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* A party of a fact, as a report tells it. */
struct party {
    int64_t source; /* of the fact, in the report; of an office its number */
    int64_t fact;   /* canonical entities */
    int64_t party;
    int64_t shorter; /* number of an office by its first word alone; 0 */
};

enum { PARTIES_MOST = 512 /* of a report; the others are no candidates */ };

/* What stands in the place of a second party: an office of the first, by its words. Numbers of
 * entities are positive, these are not. */
static int64_t office_number(struct span words)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */
    for (size_t i = 0; i < words.size; i++)
        hash = (hash ^ (unsigned char)words.data[i]) * 0x100000001B3u;
    return -(int64_t)(hash >> 1) - 1;
}

/* CROSS JOIN keeps the order of the tables: each row of claims asks for two identities. */
#define PARTIES(values, property)                                                                  \
    "SELECT c.source, f.canonical, p.canonical" values " FROM claims c"                            \
    " CROSS JOIN identities f"                                                                     \
    " ON f.report = c.report AND f.source = c.source AND f.known_to = " HOLDS                      \
    " CROSS JOIN identities p"                                                                     \
    " ON p.report = c.report AND p.source = c.value_source AND p.known_to = " HOLDS                \
    " WHERE c.report = ? AND c.property = '" property "' AND c.known_to = " HOLDS
#define OFFICE                                                                                     \
    ", (SELECT o.value FROM claims o WHERE o.report = c.report"                                    \
    " AND o.source = c.source AND o.property = 'position' AND o.known_to = " HOLDS " LIMIT 1)"

static void office_name(struct party *party, struct span words)
{
    struct span first;
    party->source = office_number(words);
    if (span_next_part(&words, ' ', &first))
        party->shorter = office_number(first);
}

/* Of parties, or of offices: then the row's fact is told of the body under the office's number. */
static bool parties_read(struct sql_store *store, int64_t report, bool offices,
                         struct party *parties, size_t *count, struct error *error)
{
    static const char *const finds[] = {PARTIES("", "parties") " ORDER BY c.source",
                                        PARTIES(OFFICE, "organization") " ORDER BY c.source"};
    struct statement statement;
    bool row = true;
    *count = 0;
    if (!statement_begin(store, finds[offices], &statement, error))
        return false;
    bind_integer(&statement, report);
    while (*count < PARTIES_MOST) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        struct party *party = &parties[(*count)++];
        *party = (struct party){.source = column_integer(&statement, 0),
                                .fact = column_integer(&statement, 1),
                                .party = column_integer(&statement, 2)};
        if (!offices)
            continue;
        office_name(party, column_span(&statement, 3));
    }
    statement_end(&statement);
    return true;
}

static void pairs_begin(struct sql_rows *rows, struct sql_store *store, enum derived derived)
{
    static const char *const add[][2] = {
        {ROWS_ENDING("INSERT INTO pairs VALUES", "(?, ?, ?)", " ON CONFLICT DO NOTHING")},
        {ROWS_ENDING("INSERT INTO pairs_new VALUES", "(?, ?, ?)", " ON CONFLICT DO NOTHING")}};
    sql_rows_begin(rows, store, add[derived][0], add[derived][1], 3);
}

static bool pair_insert(struct sql_rows *rows, int64_t first, int64_t second, int64_t fact,
                        struct error *error)
{
    bind_integer(&rows->statement, first);
    bind_integer(&rows->statement, second);
    bind_integer(&rows->statement, fact);
    return sql_rows_next(rows, error) &&
           (!rows->statement.store->held ||
            sql_held_pair_add(rows->statement.store, first, second, fact, error));
}

static bool parties_pair(struct sql_rows *rows, const struct party *parties, size_t count,
                         struct error *error)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (parties[i].source == parties[k].source && parties[i].party != parties[k].party &&
                !pair_insert(rows, parties[i].party, parties[k].party, parties[i].fact, error))
                return false;
    return true;
}

static bool offices_pair(struct sql_rows *rows, const struct party *offices, size_t count,
                         struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct party *office = &offices[i];
        if (!pair_insert(rows, office->party, office->source, office->fact, error) ||
            (office->shorter && office->shorter != office->source &&
             !pair_insert(rows, office->party, office->shorter, office->fact, error)))
            return false;
    }
    return true;
}

bool sql_pairs_add(struct sql_store *store, enum derived derived, int64_t report,
                   struct error *error)
{
    struct party parties[PARTIES_MOST];
    struct sql_rows rows;
    size_t count;
    pairs_begin(&rows, store, derived);
    return parties_read(store, report, false, parties, &count, error) &&
           parties_pair(&rows, parties, count, error) &&
           parties_read(store, report, true, parties, &count, error) &&
           offices_pair(&rows, parties, count, error) && sql_rows_end(&rows, error);
}

/* The index plus 1 of the source that a claim's value names; 0. */
static uint32_t source_named(const struct new_claim *claim)
{
    return claim->value.type == VALUE_ENTITY ? claim->value.entity
           : claim->value.type == VALUE_FACT ? claim->value.fact
                                             : 0;
}

/* The words of the office that each source tells of first. */
static struct span *office_words(const struct new_reading *reading, struct arena *arena)
{
    struct span *words = ARENA_NEW(arena, struct span, reading->source_count);
    for (size_t i = 0; i < reading->claim_count; i++) {
        const struct new_claim *claim = &reading->claims[i];
        if (claim->value.type == VALUE_TEXT && !words[claim->source].size &&
            span_equal(claim->property->name, SPAN("position")))
            words[claim->source] = value_text(&claim->value, arena);
    }
    return words;
}

bool sql_pairs_of_reading(struct sql_store *store, const struct new_reading *reading,
                          const int64_t *canonicals, struct arena *arena, struct error *error)
{
    const struct span *words = office_words(reading, arena);
    struct party parties[PARTIES_MOST], offices[PARTIES_MOST];
    struct sql_rows rows;
    size_t party_count = 0, office_count = 0;
    for (size_t i = 0; i < reading->claim_count; i++) {
        const struct new_claim *claim = &reading->claims[i];
        uint32_t named = source_named(claim);
        if (!named)
            continue;
        struct party party = {.source = claim->source,
                              .fact = canonicals[claim->source],
                              .party = canonicals[named - 1]};
        if (party_count < PARTIES_MOST && span_equal(claim->property->name, SPAN("parties"))) {
            parties[party_count++] = party;
        } else if (office_count < PARTIES_MOST &&
                   span_equal(claim->property->name, SPAN("organization"))) {
            office_name(&party, words[claim->source]);
            offices[office_count++] = party;
        }
    }
    pairs_begin(&rows, store, DERIVED_TODAY);
    return parties_pair(&rows, parties, party_count, error) &&
           offices_pair(&rows, offices, office_count, error) && sql_rows_end(&rows, error);
}

bool sql_pairs_move(struct sql_store *store, int64_t from, int64_t to, struct error *error)
{
    static const char there[] = "INSERT INTO pairs SELECT ?2, second, fact FROM pairs"
                                " WHERE first = ?1 AND second <> ?2 ON CONFLICT DO NOTHING";
    /* Offices stand second alone. */
    static const char back[] =
        "INSERT INTO pairs SELECT second, ?2, fact FROM pairs WHERE first = ?1"
        " AND second <> ?2 AND second > 0 ON CONFLICT DO NOTHING";
    int64_t values[] = {from, to};
    return sql_run_with(store, there, values, 2, error) &&
           sql_run_with(store, back, values, 2, error);
}

bool sql_facts_between(struct store *base, int64_t first, int64_t second,
                       const struct schema_kind *kind, size_t limit, struct arena *arena,
                       struct stored_entities *facts, struct error *error)
{
    static const char find[] =
        "SELECT p.fact, c.kind, '', 0 FROM pairs p JOIN canonicals c ON c.number = p.fact"
        " WHERE p.first = ? AND p.second = ? AND c.kind = ? ORDER BY p.fact DESC LIMIT ?";
    struct statement statement;
    *facts = (struct stored_entities){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, first);
    bind_integer(&statement, second);
    bind_text(&statement, kind->name);
    bind_integer(&statement, (int64_t)limit);
    return sql_entities_read(&statement, arena, facts, error);
}

bool sql_facts_of_pairs(struct store *base, struct pair_facts *pairs, size_t count,
                        const struct schema_kind *kind, size_t limit, struct arena *arena,
                        struct error *error)
{
    const struct sql_many *many = sql_of(base)->driver->many;
    if (sql_of(base)->held)
        return sql_held_facts_of_pairs(sql_of(base), pairs, count, kind, limit, arena, error);
    if (many)
        return many->facts_of_pairs(sql_of(base), pairs, count, kind, limit, NULL, arena, error);
    for (size_t i = 0; i < count; i++)
        if (!sql_facts_between(base, pairs[i].first, pairs[i].second, kind, limit, arena,
                               &pairs[i].facts, error))
            return false;
    return true;
}

bool sql_facts_of_office(struct store *base, int64_t body, struct span office, size_t limit,
                         struct arena *arena, struct stored_entities *facts, struct error *error)
{
    static const char find[] =
        "SELECT p.fact, c.kind, '', 0 FROM pairs p JOIN canonicals c ON c.number = p.fact"
        " WHERE p.first = ? AND p.second = ? ORDER BY p.fact DESC LIMIT ?";
    struct statement statement;
    *facts = (struct stored_entities){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, body);
    bind_integer(&statement, office_number(office));
    bind_integer(&statement, (int64_t)limit);
    return sql_entities_read(&statement, arena, facts, error);
}

bool store_is_paired(const struct schema_property *property)
{
    return span_equal(property->name, SPAN("parties")) ||
           span_equal(property->name, SPAN("organization"));
}

bool sql_facts_paired(struct store *base, int64_t canonical, const struct schema_kind *kind,
                      const struct schema_property *property, size_t limit, struct arena *arena,
                      struct stored_numbers *facts, struct error *error)
{
#define PAIRED(second)                                                                             \
    "SELECT p.fact FROM (SELECT DISTINCT fact FROM pairs WHERE first = ? AND second " second       \
    " 0 ORDER BY fact DESC LIMIT ?) AS p CROSS JOIN cards k ON k.canonical = p.fact"               \
    " WHERE k.kind = ? AND k.confidence >= 0 ORDER BY p.fact DESC"
    static const char *const find[2] = {PAIRED("<"), PAIRED(">")};
    struct statement statement;
    *facts = (struct stored_numbers){0};
    if (!statement_begin(sql_of(base), find[span_equal(property->name, SPAN("parties"))],
                         &statement, error))
        return false;
    bind_integer(&statement, canonical);
    bind_integer(&statement, (int64_t)limit);
    bind_text(&statement, kind->name);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, facts) = column_integer(&statement, 0);
    }
    return done;
}

/* Origins of reports, ordered, each once. */
struct origins {
    int64_t *items;
    size_t count;
};

static void origin_add(struct origins *origins, int64_t origin)
{
    size_t low = 0, high = origins->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (origins->items[middle] < origin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < origins->count && origins->items[low] == origin)
        return;
    memmove(origins->items + low + 1, origins->items + low, (origins->count - low) * sizeof origin);
    origins->items[low] = origin;
    origins->count++;
}

/* Adds the reports that name the entity, newest taken in first: of a hub the first of them are
 * enough. Of most the day decides, which is looked at before the rest. */
static bool origins_since(struct sql_store *store, int64_t canonical, const struct date days[2],
                          size_t most, struct origins *origins, struct error *error)
{
    static const char find[] =
        "SELECT coalesce(r.copy_of, r.number) FROM (SELECT DISTINCT n.report FROM identities n"
        " WHERE n.canonical = ?1 ORDER BY n.report DESC) AS j"
        " CROSS JOIN readings d ON d.report = j.report AND d.earliest > ?2 AND d.earliest <= ?3"
        " CROSS JOIN reports r ON r.number = j.report"
        " WHERE EXISTS (SELECT 1 FROM identities i CROSS JOIN sources s ON s.report = i.report"
        " AND s.number = i.source AND s.reading = d.number AND s.known_to = " HOLDS
        " WHERE i.canonical = ?1 AND i.report = j.report AND i.known_to = " HOLDS ")";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, canonical);
    bind_date(&statement, days[0]);
    bind_date(&statement, days[1]);
    while (origins->count < most) {
        bool row;
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        origin_add(origins, column_integer(&statement, 0));
    }
    statement_end(&statement);
    return true;
}

bool sql_reports_since(struct store *base, const int64_t *canonicals, size_t count,
                       struct date after, struct date until, size_t most, size_t *number,
                       struct error *error)
{
    struct sql_store *store = sql_of(base);
    const struct date days[2] = {date_last_day(after), until};
    struct origins origins = {.items = calloc(most + 1, sizeof *origins.items)};
    bool fine = true;
    *number = 0;
    if (!origins.items)
        return sql_no_memory(store, error);
    for (size_t i = 0; i < count && fine; i++)
        fine = origins_since(store, canonicals[i], days, most, &origins, error);
    *number = origins.count;
    free(origins.items);
    return fine;
}

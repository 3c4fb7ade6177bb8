/* Asking which facts name an entity, and what reports tell of facts, without the words: the rows
 * hold numbers and dates alone. */
#include <stdlib.h>

#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ?2 is the time as of which is asked. */
#define KNOWN(table) table ".known_from <= ?2 AND ?2 < " table ".known_to"

/* ---- claims that were rejected ---- */

static int by_key(const void *left, const void *right)
{
    const struct rejected_claim *a = left, *b = right;
    int order = (a->report > b->report) - (a->report < b->report);
    return order ? order : (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

bool sql_claim_is_rejected(const struct rejected_claims *rejected, int64_t report, uint32_t ordinal)
{
    struct rejected_claim key = {report, ordinal};
    return rejected->count &&
           bsearch(&key, rejected->items, rejected->count, sizeof key, by_key) != NULL;
}

/* Few reports have any. */
bool sql_rejected_find(struct sql_store *store, const int64_t *reports, size_t count, int64_t as_of,
                       struct arena *arena, struct rejected_claims *rejected, struct error *error)
{
    const struct claims_wanted wanted = {.as_of = as_of, .rejected = true, .bare = true};
    int64_t *decided;
    size_t decided_count;
    if (!sql_reports_decided(store, reports, count, CLAIM_REJECTED, arena, &decided, &decided_count,
                             error))
        return false;
    for (size_t i = 0; i < decided_count; i++) {
        struct stored_claims claims;
        if (!sql_claims_of_report(&store->store, decided[i], &wanted, arena, &claims, error))
            return false;
        for (size_t k = 0; k < claims.count; k++)
            if (claims.items[k].state == CLAIM_REJECTED)
                *ARRAY_PUSH(arena, rejected) =
                    (struct rejected_claim){decided[i], claims.items[k].ordinal};
    }
    return true;
}

/* Reports on whose claims of the kinds somebody decided that they are rejected, at some time. */
static bool reports_rejecting(struct sql_store *store, const struct schema_kind *const *kinds,
                              size_t kind_count, struct arena *arena,
                              struct stored_numbers *reports, struct error *error)
{
    static const char find[] =
        "SELECT DISTINCT r.number FROM decisions d CROSS JOIN reports r ON r.digest = d.digest"
        " WHERE d.state = ?1 AND d.kind IN (SELECT value FROM json_each(?2)) ORDER BY r.number";
    struct statement statement;
    struct span names = arena_copy(arena, sql_kinds(store, kinds, kind_count));
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, CLAIM_REJECTED);
    bind_text(&statement, names);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, reports) = column_integer(&statement, 0);
    }
    return done;
}

static bool kind_is_among(const struct schema_kind *kind, const struct schema_kind *const *kinds,
                          size_t count)
{
    size_t i = 0;
    while (i < count && kinds[i] != kind)
        i++;
    return i < count;
}

bool sql_facts_rejected(struct store *base, const struct schema_kind *const *kinds,
                        size_t kind_count, struct arena *arena, struct stored_numbers *facts,
                        struct error *error)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true, .bare = true};
    struct stored_numbers reports = {0};
    *facts = (struct stored_numbers){0};
    if (!reports_rejecting(sql_of(base), kinds, kind_count, arena, &reports, error))
        return false;
    for (size_t i = 0; i < reports.count; i++) {
        struct stored_claims claims;
        if (!sql_claims_of_report(base, reports.items[i], &wanted, arena, &claims, error))
            return false;
        for (size_t k = 0; k < claims.count; k++)
            if (claims.items[k].state == CLAIM_REJECTED && claims.items[k].canonical &&
                kind_is_among(claims.items[k].kind, kinds, kind_count))
                *ARRAY_PUSH(arena, facts) = claims.items[k].canonical;
    }
    facts->count = sql_numbers_unique(facts->items, facts->count);
    return true;
}

/* ---- facts that name an entity ---- */

static bool namings_read(struct statement *statement, struct arena *arena,
                         struct stored_namings *namings, struct error *error)
{
    const struct schema *schema = statement->store->store.schema;
    bool done;
    while (statement_row(statement, &done, error)) {
        struct stored_naming naming = {.fact = column_integer(statement, 0),
                                       .report = column_integer(statement, 3),
                                       .claim = (uint32_t)column_integer(statement, 4),
                                       .source = (uint32_t)column_integer(statement, 5)};
        naming.kind = schema_kind_find(schema, column_span(statement, 1));
        if (naming.kind)
            naming.property = schema_property_find(naming.kind, column_span(statement, 2));
        if (naming.property)
            *ARRAY_PUSH(arena, namings) = naming;
    }
    return done;
}

/* Drops what names the entity by claims that were rejected. */
static bool namings_judge(struct sql_store *store, int64_t as_of, struct arena *arena,
                          struct stored_namings *namings, struct error *error)
{
    struct rejected_claims rejected = {0};
    int64_t *reports = ARENA_NEW(arena, int64_t, namings->count);
    size_t kept = 0;
    for (size_t i = 0; i < namings->count; i++)
        reports[i] = namings->items[i].report;
    if (!sql_rejected_find(store, reports, namings->count, as_of, arena, &rejected, error))
        return false;
    for (size_t i = 0; i < namings->count; i++)
        if (!sql_claim_is_rejected(&rejected, namings->items[i].report, namings->items[i].claim))
            namings->items[kept++] = namings->items[i];
    namings->count = kept;
    return true;
}

bool sql_facts_naming(struct store *base, int64_t canonical, const struct namings_wanted *wanted,
                      struct arena *arena, struct stored_namings *namings, struct error *error)
{
    /* In the order of the index of identities, so that reading ends at the limit; what lies before
     * the newest NAMINGS_SCANNED sources is not looked at, however few facts were found. Claims are
     * found by their index alone (x), and read (c) only where the kind of the fact is wanted. */
    static const char find[] =
        "SELECT i.canonical, s.kind, c.property, c.report, c.ordinal, c.source FROM identities n"
        " CROSS JOIN claims x INDEXED BY claims_by_value"
        " ON x.report = n.report AND x.value_source = n.source"
        " CROSS JOIN sources s ON s.report = x.report AND s.number = x.source"
        " CROSS JOIN claims c"
        " ON c.report = x.report AND c.source = x.source AND c.ordinal = x.ordinal"
        " CROSS JOIN identities i ON i.report = c.report AND i.source = c.source"
        " WHERE n.canonical = ?3 AND " KNOWN("n") " AND " KNOWN("c") " AND " KNOWN(
            "i") " AND s.kind IN (SELECT value FROM json_each(?1))"
                 " AND (?6 = '' OR EXISTS (SELECT 1 FROM readings d WHERE d.report = n.report"
                 " AND " KNOWN(
                     "d") " AND d.earliest <= ?6))"
                          " AND n.report > coalesce((SELECT x.report FROM identities x"
                          " WHERE x.canonical = ?3 ORDER BY x.report DESC LIMIT 1 OFFSET ?5), -1)"
                          " ORDER BY n.report DESC, c.ordinal LIMIT ?4";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    *namings = (struct stored_namings){0};
    struct span kinds = sql_kinds(store, wanted->kinds, wanted->kind_count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, kinds);
    bind_integer(&statement, wanted->as_of);
    bind_integer(&statement, canonical);
    bind_integer(&statement, (int64_t)wanted->limit);
    bind_integer(&statement, wanted->scanned ? (int64_t)wanted->scanned : NAMINGS_SCANNED);
    bind_date(&statement, wanted->until);
    return namings_read(&statement, arena, namings, error) &&
           namings_judge(store, wanted->as_of, arena, namings, error);
}

/* ---- what reports tell of facts ---- */

struct member_row {
    int64_t fact;
    const struct schema_kind *kind;
    int64_t report;
    uint32_t source;
    uint32_t claim;
    size_t order; /* in which they came */
    struct stored_member member;
};

struct member_rows {
    struct member_row *items;
    size_t count;
    size_t capacity;
};

/* Facts by number, of one the newest report first, of one report by source, of one by claim. */
static int by_telling(const void *left, const void *right)
{
    const struct member_row *a = left, *b = right;
    int order = (a->fact > b->fact) - (a->fact < b->fact);
    if (!order)
        order = (a->report < b->report) - (a->report > b->report);
    if (!order)
        order = (a->source > b->source) - (a->source < b->source);
    if (!order)
        order = (a->claim > b->claim) - (a->claim < b->claim);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void row_add(struct arena *arena, struct member_rows *rows, const struct member_row *row,
                    int64_t number, struct date date)
{
    struct member_row *added = ARRAY_PUSH(arena, rows);
    *added = *row;
    added->order = rows->count;
    added->member.number = number;
    added->member.date = date;
}

/* A claim's members: whom it names, or its date. */
static void members_take(const struct statement *statement, struct arena *arena,
                         struct member_row *row, struct member_rows *rows)
{
    const struct schema_property *property =
        schema_property_find(row->kind, column_span(statement, 3));
    enum value_type type = value_type_find(column_span(statement, 4));
    struct date date;
    if (!property || !value_fits(property->type, type))
        return;
    row->claim = (uint32_t)column_integer(statement, 2);
    row->member = (struct stored_member){.property = property, .claim = row->claim};
    if (type == VALUE_DATE) {
        if (date_read(column_span(statement, 5), &date))
            row_add(arena, rows, row, 0, date);
        return;
    }
    for (int column = 6; column <= 7; column++) {
        int64_t number = column_integer(statement, column);
        if (!number && column == 6)
            return;
        if (number)
            row_add(arena, rows, row, number, (struct date){0});
    }
}

static int by_place(const void *left, const void *right)
{
    const struct telling_place *a = left, *b = right;
    int order = (a->report > b->report) - (a->report < b->report);
    return order ? order : (a->source > b->source) - (a->source < b->source);
}

/* Rows of one telling come together. */
static bool members_read(struct statement *statement, const struct telling_place *places,
                         size_t count, struct arena *arena, struct member_rows *rows,
                         struct error *error)
{
    struct member_row at = {0};
    bool done;
    while (statement_row(statement, &done, error)) {
        struct telling_place key = {.report = column_integer(statement, 0),
                                    .source = (uint32_t)column_integer(statement, 1)};
        if (key.report != at.report || key.source != at.source) {
            const struct telling_place *place = bsearch(&key, places, count, sizeof key, by_place);
            at = (struct member_row){.report = key.report, .source = key.source};
            if (place) {
                at.fact = place->fact;
                at.kind = place->kind;
            }
        }
        if (at.kind)
            members_take(statement, arena, &at, rows);
    }
    return done;
}

/* A canonical entity that is named, and its kind. */
struct named_kind {
    int64_t number;
    const struct schema_kind *kind;
};

static int by_named(const void *left, const void *right)
{
    const struct named_kind *a = left, *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

/* Gives the members the kinds of their entities, each asked for once; those whose kind the schema
 * does not know are left out. */
static bool kinds_give(struct sql_store *store, struct arena *arena, struct member_rows *rows,
                       struct error *error)
{
    static const char find[] =
        "SELECT c.number, c.kind FROM (SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j"
        " CROSS JOIN canonicals c ON c.number = j.n";
    struct statement statement;
    int64_t *numbers = ARENA_NEW(arena, int64_t, rows->count);
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].member.number)
            numbers[count++] = rows->items[i].member.number;
    count = sql_numbers_unique(numbers, count);
    struct named_kind *named = ARENA_NEW(arena, struct named_kind, count);
    for (size_t i = 0; i < count; i++)
        named[i].number = numbers[i];
    struct span list = sql_numbers(store, numbers, count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        struct named_kind key = {.number = column_integer(&statement, 0)};
        struct named_kind *one = bsearch(&key, named, count, sizeof *named, by_named);
        if (one)
            one->kind = schema_kind_find(store->store.schema, column_span(&statement, 1));
    }
    for (size_t i = 0; i < rows->count; i++) {
        struct stored_member *member = &rows->items[i].member;
        struct named_kind key = {.number = member->number};
        const struct named_kind *one =
            member->number ? bsearch(&key, named, count, sizeof *named, by_named) : NULL;
        if (one)
            member->kind = one->kind;
        if (!member->number || member->kind)
            rows->items[kept++] = rows->items[i];
    }
    rows->count = kept;
    return true;
}

/* What is known of the days of a report. */
struct frame {
    int64_t report;
    int64_t origin;
    struct date earliest;
    struct date latest;
    int64_t taken_in;
};

struct frames {
    struct frame *items;
    size_t count;
    size_t capacity;
};

static int by_report(const void *left, const void *right)
{
    const struct frame *a = left, *b = right;
    return (a->report > b->report) - (a->report < b->report);
}

static bool frames_find(struct sql_store *store, const int64_t *reports, size_t count,
                        struct arena *arena, struct frames *frames, struct error *error)
{
    static const char find[] =
        "SELECT r.number, coalesce(r.copy_of, r.number), d.earliest, d.latest, r.taken_in"
        " FROM reports r LEFT JOIN readings d ON d.report = r.number AND d.known_to = " HOLDS
        " WHERE r.number IN (SELECT CAST(value AS INTEGER) FROM json_each(?1))";
    struct statement statement;
    struct span list = sql_numbers(store, reports, count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        *ARRAY_PUSH(arena, frames) = (struct frame){
            column_integer(&statement, 0), column_integer(&statement, 1),
            column_date(&statement, 2), column_date(&statement, 3), column_integer(&statement, 4)};
    }
    if (frames->count)
        qsort(frames->items, frames->count, sizeof *frames->items, by_report);
    return true;
}

/* Makes tellings of sorted rows. */
static void tellings_make(const struct member_rows *rows, const struct frames *frames,
                          const struct rejected_claims *rejected, struct arena *arena,
                          struct stored_tellings *tellings)
{
    struct stored_telling *telling = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        const struct member_row *row = &rows->items[i];
        struct frame key = {.report = row->report};
        if (sql_claim_is_rejected(rejected, row->report, row->claim))
            continue;
        if (!telling || telling->fact != row->fact || telling->report != row->report ||
            telling->source != row->source) {
            const struct frame *frame =
                frames->count ? bsearch(&key, frames->items, frames->count, sizeof key, by_report)
                              : NULL;
            telling = ARRAY_PUSH(arena, tellings);
            telling->fact = row->fact;
            telling->kind = row->kind;
            telling->report = row->report;
            telling->source = row->source;
            telling->origin = frame ? frame->origin : row->report;
            telling->earliest = frame ? frame->earliest : (struct date){0};
            telling->latest = frame ? frame->latest : (struct date){0};
            telling->taken_in = frame ? frame->taken_in : 0;
        }
        *ARRAY_PUSH(arena, &telling->members) = row->member;
    }
}

bool sql_telling_places(struct store *base, int64_t fact, int64_t as_of, struct arena *arena,
                        struct telling_places *places, struct error *error)
{
    static const char find[] =
        "SELECT i.report, i.source, s.kind FROM identities i"
        " CROSS JOIN sources s ON s.report = i.report AND s.number = i.source"
        " WHERE i.canonical = ?1 AND " KNOWN("i");
    struct sql_store *store = sql_of(base);
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, fact);
    bind_integer(&statement, as_of);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, places) = (struct telling_place){
            fact, schema_kind_find(base->schema, column_span(&statement, 2)),
            column_integer(&statement, 0), (uint32_t)column_integer(&statement, 1)};
    }
    return done;
}

/* Orders the places and leaves each once; the keys of their sources. */
static int64_t *places_sort(struct telling_places *places, struct arena *arena)
{
    size_t kept = 0;
    if (places->count)
        qsort(places->items, places->count, sizeof *places->items, by_place);
    for (size_t i = 0; i < places->count; i++)
        if (!kept || by_place(&places->items[kept - 1], &places->items[i]) != 0)
            places->items[kept++] = places->items[i];
    places->count = kept;
    int64_t *pairs = ARENA_NEW(arena, int64_t, kept);
    for (size_t i = 0; i < kept; i++)
        pairs[i] = (int64_t)((uint64_t)places->items[i].report << 32 | places->items[i].source);
    return pairs;
}

bool sql_tellings_at(struct store *base, struct telling_places *places, int64_t as_of,
                     struct arena *arena, struct stored_tellings *tellings, struct error *error)
{
    static const char find[] =
        "SELECT c.report, c.source, c.ordinal, c.property, c.type, c.value,"
        " coalesce(vi.canonical, 0), coalesce(fi.canonical, 0)"
        " FROM (SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j"
        " CROSS JOIN claims c ON c.report = j.n / 4294967296 AND c.source = j.n % 4294967296"
        " LEFT JOIN identities vi ON vi.report = c.report AND vi.source = c.value_source"
        " AND " KNOWN("vi") " LEFT JOIN identities fi ON fi.report = c.report AND fi.source = "
                            "c.value_for AND " KNOWN("fi") " WHERE " KNOWN(
                                "c") " AND (c.value_source IS NOT NULL OR c.type = 'date')";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    struct member_rows rows = {0};
    struct frames frames = {0};
    struct rejected_claims rejected = {0};
    *tellings = (struct stored_tellings){0};
    if (!places->count)
        return true;
    const int64_t *pairs = places_sort(places, arena);
    struct span list = sql_numbers(store, pairs, places->count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bind_integer(&statement, as_of);
    if (!members_read(&statement, places->items, places->count, arena, &rows, error) ||
        !kinds_give(store, arena, &rows, error))
        return false;
    if (rows.count)
        qsort(rows.items, rows.count, sizeof *rows.items, by_telling);
    int64_t *reports = ARENA_NEW(arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        reports[i] = rows.items[i].report;
    size_t report_count = sql_numbers_unique(reports, rows.count);
    if (!frames_find(store, reports, report_count, arena, &frames, error) ||
        !sql_rejected_find(store, reports, report_count, as_of, arena, &rejected, error))
        return false;
    tellings_make(&rows, &frames, &rejected, arena, tellings);
    return true;
}

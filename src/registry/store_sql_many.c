/* Asking about many at once: entities, the claims of entities and their evidence, each by one
 * question over a list of numbers, however many they are. A number that names one of a report's
 * own things (a source, a claim) is that report's and the thing's own together: pair_of(). */
#include <stdlib.h>
#include <string.h>

#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ?1 is the list, ?2 the time as of which is asked. */
#define LISTED "(SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j"
#define KNOWN(table) table ".known_from <= ?2 AND ?2 < " table ".known_to"
#define PAIRED "4294967296"

static int64_t pair_of(int64_t report, uint32_t number)
{
    return (int64_t)((uint64_t)report << 32 | number);
}

struct span sql_numbers(struct sql_store *store, const int64_t *numbers, size_t count)
{
    buffer_clear(&store->work);
    for (size_t i = 0; i < count; i++)
        buffer_format(&store->work, "%s%lld", i ? "," : "[", (long long)numbers[i]);
    buffer_append_string(&store->work, count ? "]" : "[]");
    return buffer_span(&store->work);
}

/* ---- entities ---- */

/* A number that is asked for, and where in the list. */
struct asked {
    int64_t number;
    size_t place;
};

static int by_asked(const void *left, const void *right)
{
    const struct asked *a = left, *b = right;
    int order = (a->number > b->number) - (a->number < b->number);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static struct asked *asked_sort(const int64_t *numbers, size_t count, struct arena *arena)
{
    struct asked *asked = ARENA_NEW(arena, struct asked, count);
    for (size_t i = 0; i < count; i++)
        asked[i] = (struct asked){numbers[i], i};
    if (count)
        qsort(asked, count, sizeof *asked, by_asked);
    return asked;
}

/* The first of the sorted that asks for the number; count where none does. */
static size_t asked_find(const struct asked *asked, size_t count, int64_t number)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (asked[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && asked[low].number == number ? low : count;
}

bool sql_entities_of(struct store *base, const int64_t *numbers, size_t count, struct arena *arena,
                     struct stored_entity *entities, struct error *error)
{
    static const char find[] =
        "SELECT c.number, c.kind, coalesce(k.name, ''), coalesce(k.reports, 0) FROM " LISTED
        " CROSS JOIN canonicals c ON c.number = j.n LEFT JOIN cards k ON k.canonical = c.number"
        " WHERE c.redirect IS NULL";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    struct stored_entities found = {0};
    bool is_there;
    for (size_t i = 0; i < count; i++)
        entities[i] = (struct stored_entity){0};
    if (!count)
        return true;
    struct asked *asked = asked_sort(numbers, count, arena);
    struct span list = sql_numbers(store, numbers, count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    if (!sql_entities_read(&statement, arena, &found, error))
        return false;
    for (size_t i = 0; i < found.count; i++)
        for (size_t k = asked_find(asked, count, found.items[i].number);
             k < count && asked[k].number == found.items[i].number; k++)
            entities[asked[k].place] = found.items[i];
    /* Few were merged away. */
    for (size_t i = 0; i < count; i++)
        if (!entities[i].number &&
            !sql_entity(base, numbers[i], arena, &entities[i], &is_there, error))
            return false;
    return true;
}

/* ---- what claims refer to ---- */

/* A source that claims name, once. */
struct named {
    int64_t pair;
    struct stored_reference reference;
};

/* A claim of which the references are not known yet. */
struct raw_claim {
    struct stored_claim claim;
    uint32_t value_source; /* 0: none */
    uint32_t value_for;
    int64_t author;
};

struct raw_claims {
    struct raw_claim *items;
    size_t count;
    size_t capacity;
};

static int by_number(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

size_t sql_numbers_unique(int64_t *numbers, size_t count)
{
    size_t kept = 0;
    if (count)
        qsort(numbers, count, sizeof *numbers, by_number);
    for (size_t i = 0; i < count; i++)
        if (!kept || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}

static int by_pair(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    return (a->pair > b->pair) - (a->pair < b->pair);
}

static bool named_read(struct statement *statement, struct arena *arena, struct named *named,
                       size_t count, struct error *error)
{
    const struct schema *schema = statement->store->store.schema;
    bool done;
    while (statement_row(statement, &done, error)) {
        struct named key = {
            .pair = pair_of(column_integer(statement, 0), (uint32_t)column_integer(statement, 1))};
        struct named *one = bsearch(&key, named, count, sizeof *named, by_pair);
        if (one)
            sql_reference_take(statement, 2, schema, arena, &one->reference);
    }
    return done;
}

/* Asks for all that the claims name. */
static bool named_find(struct sql_store *store, const struct raw_claims *raw, int64_t as_of,
                       struct arena *arena, struct named **named, size_t *count,
                       struct error *error)
{
    static const char find[] =
        "SELECT v.report, v.number, coalesce(i.canonical, 0), v.kind, v.name, k.name FROM " LISTED
        " CROSS JOIN sources v ON v.report = j.n / " PAIRED " AND v.number = j.n % " PAIRED
        " LEFT JOIN identities i ON i.report = v.report AND i.source = v.number AND " KNOWN(
            "i") " LEFT JOIN cards k ON k.canonical = i.canonical";
    struct statement statement;
    int64_t *pairs = ARENA_NEW(arena, int64_t, 2 * raw->count);
    *count = 0;
    for (size_t i = 0; i < raw->count; i++) {
        const struct raw_claim *one = &raw->items[i];
        if (one->value_source)
            pairs[(*count)++] = pair_of(one->claim.report, one->value_source);
        if (one->value_for)
            pairs[(*count)++] = pair_of(one->claim.report, one->value_for);
    }
    *count = sql_numbers_unique(pairs, *count);
    *named = ARENA_NEW(arena, struct named, *count);
    for (size_t i = 0; i < *count; i++)
        (*named)[i].pair = pairs[i];
    if (!*count)
        return true;
    struct span list = sql_numbers(store, pairs, *count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bind_integer(&statement, as_of);
    return named_read(&statement, arena, *named, *count, error);
}

static void reference_give(const struct named *named, size_t count, int64_t report, uint32_t source,
                           struct stored_reference *reference)
{
    struct named key = {.pair = pair_of(report, source)};
    const struct named *one =
        source && count ? bsearch(&key, named, count, sizeof *named, by_pair) : NULL;
    if (one)
        *reference = one->reference;
}

/* ---- claims ---- */

static bool raw_read(struct statement *statement, bool bare, struct arena *arena,
                     struct raw_claims *raw, struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        struct raw_claim one = {0};
        if (!sql_claim_take(statement, statement->store->store.schema, arena, &one.claim) ||
            !(bare || sql_evidence_unpack(column_span(statement, 16), arena, &one.claim)))
            continue;
        one.value_source = (uint32_t)column_integer(statement, 14);
        one.value_for = (uint32_t)column_integer(statement, 15);
        one.claim.canonical = column_integer(statement, 3);
        one.author = column_integer(statement, 8);
        *ARRAY_PUSH(arena, raw) = one;
    }
    return done;
}

/* Gives the claims the names of their authors, who are few. */
static bool authors_give(struct sql_store *store, struct raw_claims *raw, struct arena *arena,
                         struct error *error)
{
    struct span name = SPAN("");
    for (size_t i = 0; i < raw->count; i++) {
        int64_t author = raw->items[i].author;
        if ((!i || author != raw->items[i - 1].author) &&
            !sql_author_name(store, author, arena, &name, error))
            return false;
        raw->items[i].claim.author = name;
    }
    return true;
}

static bool is_before(const struct stored_claim *one, const struct stored_claim *other)
{
    return one->report != other->report ? one->report < other->report
                                        : one->ordinal < other->ordinal;
}

/* Claims that are to be sorted, with the place of their entity in the list. */
struct placed {
    const struct stored_claim *claim;
    size_t place;
};

static int by_place(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    int order = (a->place > b->place) - (a->place < b->place);
    return order ? order : is_before(b->claim, a->claim) - is_before(a->claim, b->claim);
}

/* Puts claims in the order of their entities in the list, then of reports and ordinals. */
static void claims_sort(const int64_t *canonicals, size_t count, struct arena *arena,
                        struct stored_claims *claims)
{
    struct asked *asked = asked_sort(canonicals, count, arena);
    struct placed *placed = ARENA_NEW(arena, struct placed, claims->count);
    bool sorted = true;
    for (size_t i = 0; i < claims->count; i++) {
        size_t at = asked_find(asked, count, claims->items[i].canonical);
        placed[i] = (struct placed){&claims->items[i], at < count ? asked[at].place : count};
        sorted &= !i || by_place(&placed[i - 1], &placed[i]) < 0;
    }
    if (sorted)
        return;
    qsort(placed, claims->count, sizeof *placed, by_place);
    struct stored_claim *items = ARENA_NEW(arena, struct stored_claim, claims->count);
    for (size_t i = 0; i < claims->count; i++)
        items[i] = *placed[i].claim;
    claims->items = items;
    claims->capacity = claims->count;
}

/* The claims of the sources that the identities i name. The kind is read once for each source. */
#define CLAIMS(identities)                                                                         \
    "SELECT c.report, c.ordinal, c.source, i.canonical, s.kind, c.property, c.type, c.value,"      \
    " c.author, c.confidence, c.held_from, c.held_to, c.known_from, c.known_to,"                   \
    " coalesce(c.value_source, 0), coalesce(c.value_for, 0), c.evidence FROM " identities          \
    " CROSS JOIN sources s ON s.report = i.report AND s.number = i.source"                         \
    " CROSS JOIN claims c"                                                                         \
    " ON c.report = i.report AND c.source = i.source WHERE " KNOWN("i") " AND " KNOWN("c")

/* Reads claims of a list of numbers; ?3 is bound where third is given, and then ?4 where there is a
 * day. */
static bool raw_ask(struct sql_store *store, const char *find, const int64_t *numbers, size_t count,
                    const struct claims_wanted *wanted, const int64_t *third, struct arena *arena,
                    struct raw_claims *raw, struct error *error)
{
    struct statement statement;
    struct span list = sql_numbers(store, numbers, count);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bind_integer(&statement, wanted->as_of);
    if (third)
        bind_integer(&statement, *third);
    if (third && date_is_set(wanted->until))
        bind_date(&statement, wanted->until);
    return raw_read(&statement, wanted->bare, arena, raw, error);
}

/* Of each entity the sources of the newest reports, ?3 of them; seen: a condition on x or i. */
#define NEWEST(seen)                                                                               \
    "(SELECT l.n, coalesce((SELECT x.report FROM identities x WHERE x.canonical = l.n AND " KNOWN( \
        "x")                                                                                       \
        seen("x") " ORDER BY x.report DESC LIMIT 1 OFFSET ?3), 0) AS since"                        \
                  " FROM (SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS l) AS j"       \
                  " CROSS JOIN identities i ON i.canonical = j.n AND i.report >= j.since" seen(    \
                      "i")
#define OF_ALL_DAYS(table)
#define UNTIL(table)                                                                               \
    " AND EXISTS (SELECT 1 FROM readings d WHERE d.report = " table ".report AND d.earliest <= "   \
    "?4)"

static bool raw_find(struct sql_store *store, const int64_t *canonicals, size_t count,
                     const struct claims_wanted *wanted, struct arena *arena,
                     struct raw_claims *raw, struct error *error)
{
    static const char all[] = CLAIMS(LISTED " CROSS JOIN identities i ON i.canonical = j.n");
    static const char newest[] = CLAIMS(NEWEST(OF_ALL_DAYS));
    static const char until[] = CLAIMS(NEWEST(UNTIL));
    static const char of_reports[] =
        CLAIMS(LISTED " CROSS JOIN identities i ON i.canonical = ?3 AND i.report = j.n");
    const struct claims_wanted others = {.as_of = wanted->as_of, .bare = wanted->bare};
    const int64_t before = (int64_t)wanted->newest - 1;
    bool fine = true;
    if (!wanted->newest)
        return raw_ask(store, all, canonicals, count, wanted, NULL, arena, raw, error);
    if (!raw_ask(store, date_is_set(wanted->until) ? until : newest, canonicals, count, wanted,
                 &before, arena, raw, error))
        return false;
    for (size_t i = 0; i < count && fine && wanted->report_count; i++)
        fine = raw_ask(store, of_reports, wanted->reports, wanted->report_count, &others,
                       &canonicals[i], arena, raw, error);
    return fine;
}

/* Leaves each of sorted claims once. */
static void claims_unique(struct stored_claims *claims)
{
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++)
        if (!kept || claims->items[kept - 1].report != claims->items[i].report ||
            claims->items[kept - 1].ordinal != claims->items[i].ordinal)
            claims->items[kept++] = claims->items[i];
    claims->count = kept;
}

bool sql_claims_many(struct sql_store *store, const int64_t *canonicals, size_t count,
                     const struct claims_wanted *wanted, struct arena *arena,
                     struct stored_claims *claims, struct error *error)
{
    struct raw_claims raw = {0};
    struct named *named;
    size_t named_count;
    if (!count)
        return true;
    if (!raw_find(store, canonicals, count, wanted, arena, &raw, error) ||
        !authors_give(store, &raw, arena, error) ||
        !named_find(store, &raw, wanted->as_of, arena, &named, &named_count, error))
        return false;
    for (size_t i = 0; i < raw.count; i++) {
        struct raw_claim *one = &raw.items[i];
        struct stored_claim *claim = &one->claim;
        reference_give(named, named_count, claim->report, one->value_source, &claim->entity);
        reference_give(named, named_count, claim->report, one->value_for, &claim->on_behalf_of);
        if (sql_claim_value_take(claim))
            *ARRAY_PUSH(arena, claims) = *claim;
    }
    if (claims->count)
        claims_sort(canonicals, count, arena, claims);
    if (wanted->report_count)
        claims_unique(claims);
    return true;
}

/* ---- evidence ---- */

static int by_claim(const void *left, const void *right)
{
    const struct stored_claim *a = *(struct stored_claim *const *)left;
    const struct stored_claim *b = *(struct stored_claim *const *)right;
    return is_before(b, a) - is_before(a, b);
}

/* Gives the evidence of a row to the claims of its key; they are sorted. */
static void evidence_take(const struct statement *statement, struct stored_claim **claims,
                          size_t count, struct arena *arena)
{
    struct stored_claim key = {.report = column_integer(statement, 0),
                               .ordinal = (uint32_t)column_integer(statement, 1)};
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(claims[middle], &key))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && !is_before(&key, claims[low]); low++)
        sql_evidence_unpack(column_span(statement, 2), arena, claims[low]);
}

bool sql_evidence_many(struct store *base, struct stored_claim *const *claims, size_t count,
                       struct arena *arena, struct error *error)
{
    static const char find[] =
        "SELECT c.report, c.ordinal, c.evidence FROM " LISTED
        " CROSS JOIN claims c ON c.report = j.n / " PAIRED " AND c.source = j.n % " PAIRED;
    struct sql_store *store = sql_of(base);
    struct statement statement;
    struct stored_claim **sorted = ARENA_NEW(arena, struct stored_claim *, count);
    int64_t *pairs = ARENA_NEW(arena, int64_t, count);
    if (!count)
        return true;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = claims[i];
        pairs[i] = pair_of(claims[i]->report, claims[i]->source);
    }
    qsort(sorted, count, sizeof *sorted, by_claim);
    size_t unique = sql_numbers_unique(pairs, count);
    struct span list = sql_numbers(store, pairs, unique);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, error)) {
        evidence_take(&statement, sorted, count, arena);
    }
    return done;
}

/* ---- decisions ---- */

bool sql_reports_decided(struct sql_store *store, const int64_t *reports, size_t count, int state,
                         struct arena *arena, int64_t **decided, size_t *decided_count,
                         struct error *error)
{
    static const char find[] =
        "SELECT r.number FROM " LISTED " CROSS JOIN reports r ON r.number = j.n"
        " WHERE EXISTS (SELECT 1 FROM decisions d WHERE d.digest = r.digest"
        " AND (?2 < 0 OR d.state = ?2))";
    struct statement statement;
    int64_t any = 0;
    *decided = NULL;
    *decided_count = 0;
    if (count && !sql_number(store, "SELECT EXISTS (SELECT 1 FROM decisions)", 0, 0, &any, error))
        return false;
    if (!any)
        return true;
    int64_t *numbers = ARENA_NEW(arena, int64_t, count);
    memcpy(numbers, reports, count * sizeof *numbers);
    size_t unique = sql_numbers_unique(numbers, count);
    struct span list = sql_numbers(store, numbers, unique);
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bind_integer(&statement, state);
    *decided = numbers; /* what is found is among them */
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        numbers[(*decided_count)++] = column_integer(&statement, 0);
    }
    *decided_count = sql_numbers_unique(numbers, *decided_count);
    return true;
}

bool sql_numbers_have(const int64_t *numbers, size_t count, int64_t number)
{
    return count && bsearch(&number, numbers, count, sizeof *numbers, by_number);
}

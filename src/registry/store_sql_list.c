/* Asking for lists: a page of the entities of one kind, how many they are, and how often each value
 * stands among them. All of it is read from one index of cards, which covers the columns that lists
 * are ordered and filtered by (store_sql_listed.c), so that an entity that is looked at costs a
 * step of that index. */
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- statements ---- */

/* What has no key or day stands last. No index has it there: so where one has all else in the order
 * that is wanted, those with a key or day are asked for first, and then the rest. */
enum part { PART_ALL, PART_KEYED, PART_KEYLESS };

/* A statement asks for no more than what is wanted: a condition that is not there costs a fifth of
 * the look at a row. So its text is put together, and kept by the store (sql_text_keep()). */
struct asking {
    struct sql_store *store;
    enum part part;
    const struct listed_wanted *wanted;
    struct arena *arena;
    struct buffer *text;      /* of the store */
    struct sql_value *values; /* those of the parameters ?1, ?2 … */
    size_t value_count;
};

enum { VALUES_MOST = 32 };

static void asking_begin(struct asking *asking, struct sql_store *store,
                         const struct listed_wanted *wanted, struct arena *arena)
{
    *asking = (struct asking){.store = store, .wanted = wanted, .arena = arena};
    asking->values = ARENA_NEW(arena, struct sql_value, VALUES_MOST);
    asking->text = &store->asked;
    buffer_clear(asking->text);
}

static void say(struct asking *asking, const char *text)
{
    buffer_append_string(asking->text, text);
}

static unsigned value_add(struct asking *asking, struct sql_value value)
{
    asking->values[asking->value_count++] = value;
    return (unsigned)asking->value_count;
}

/* The parameter of a text or number that is said once. */
static void say_text(struct asking *asking, struct span text)
{
    struct sql_value value = {.type = SQL_TEXT, .bytes = text};
    buffer_format(asking->text, "?%u", value_add(asking, value));
}

static void say_number(struct asking *asking, int64_t number)
{
    struct sql_value value = {.type = SQL_INTEGER, .integer = number};
    buffer_format(asking->text, "?%u", value_add(asking, value));
}

/* A list of numbers, as they may be read again and again by its parameter. */
static unsigned numbers_add(struct asking *asking, const int64_t *numbers, size_t count)
{
    return value_add(
        asking, (struct sql_value){.type = SQL_TEXT,
                                   .bytes = arena_copy(
                                       asking->arena, sql_numbers(asking->store, numbers, count))});
}

static unsigned regions_add(struct asking *asking)
{
    size_t count = asking->wanted->region_count;
    int64_t *regions = ARENA_NEW(asking->arena, int64_t, count * 2);
    for (size_t i = 0; i < count; i++) {
        regions[2 * i] = asking->wanted->regions[i];
        regions[2 * i + 1] = -asking->wanted->regions[i];
    }
    return numbers_add(asking, regions, count * 2);
}

/* Begins the statement, and binds its values. */
static bool asking_end(struct asking *asking, struct statement *statement, struct error *error)
{
    struct span text = buffer_span(asking->text);
    const char *kept = asking->text->bad ? NULL : sql_text_keep(asking->store, text);
    if (!kept)
        return sql_no_memory(asking->store, error);
    if (!statement_begin(asking->store, kept, statement, error))
        return false;
    for (size_t i = 0; i < asking->value_count; i++)
        if (asking->values[i].type == SQL_TEXT)
            bind_text(statement, asking->values[i].bytes);
        else
            bind_integer(statement, asking->values[i].integer);
    return true;
}

/* ---- what is looked at ---- */

static bool is_ordered(const struct schema_kind *kind)
{
    return !kind->is_fact || kind->order;
}

/* The columns that are masked so that no index but the one that covers them is taken. */
static const char *const choice_columns[] = {"choice1", "choice2"};
static const char *const day_columns[] = {"day1", "day2", "day3"};
static const char *const region_columns[] = {"region1", "region2", "region3"};

static void say_day(struct asking *asking, const char *column, const char *mask,
                    const struct listed_days *days)
{
    buffer_format(asking->text, " AND k.%s%s >= ", column, mask);
    say_text(asking, days->from);
    buffer_format(asking->text, " AND k.%s%s < ", column, mask);
    say_text(asking, days->below);
}

static void say_regions(struct asking *asking)
{
    unsigned list = regions_add(asking);
    for (size_t i = 0; i < LISTED_REGIONS; i++)
        buffer_format(asking->text,
                      "%sk.%s + 0 IN (SELECT CAST(value AS INTEGER) FROM json_each(?%u))",
                      i ? " OR " : " AND (", region_columns[i], list);
    say(asking, ")");
}

/* The key of facts that are listed by their first date is that day. */
static bool key_is_day(const struct schema_kind *kind, size_t day)
{
    return kind->order && store_day_place(kind, kind->order) == (int)day;
}

static void say_conditions(struct asking *asking)
{
    const struct listed_wanted *wanted = asking->wanted;
    say(asking, " WHERE k.kind = ");
    say_text(asking, wanted->kind->name);
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        if (wanted->choices[i].size) {
            buffer_format(asking->text, " AND k.%s || '' = ", choice_columns[i]);
            say_text(asking, wanted->choices[i]);
        }
    for (size_t i = 0; i < LISTED_DAYS; i++)
        if (wanted->days[i].below.size && key_is_day(wanted->kind, i))
            say_day(asking, "key", "", &wanted->days[i]);
        else if (wanted->days[i].below.size)
            say_day(asking, day_columns[i], " || ''", &wanted->days[i]);
    if (wanted->region_count)
        say_regions(asking);
    say(asking, " AND k.confidence >= ");
    say_number(asking, wanted->confidence_from);
    if (wanted->confidence_to) {
        say(asking, " AND k.confidence <= ");
        say_number(asking, wanted->confidence_to);
    }
    if (wanted->in_state) {
        say(asking, " AND k.state + 0 = ");
        say_number(asking, wanted->state);
    }
    if (wanted->without_count) {
        struct span names = sql_kinds(asking->store, wanted->without, wanted->without_count);
        unsigned list =
            value_add(asking, (struct sql_value){.type = SQL_TEXT,
                                                 .bytes = arena_copy(asking->arena, names)});
        buffer_format(asking->text, " AND k.named NOT IN (SELECT value FROM json_each(?%u))", list);
    }
    if (wanted->key.size) {
        say(asking, " AND k.key = ");
        say_text(asking, wanted->key);
    }
}

/* The column by which the rows are ordered, where they have one. */
static const char *order_column(const struct listed_wanted *wanted)
{
    return wanted->order == ORDER_DAY ? day_columns[wanted->day] : "key";
}

/* Whether nothing but confidence is asked of the rows. */
static bool is_unfiltered(const struct listed_wanted *wanted)
{
    bool filtered = wanted->region_count || wanted->in_state || wanted->key.size;
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        filtered |= wanted->choices[i].size > 0;
    for (size_t i = 0; i < LISTED_DAYS; i++)
        filtered |= wanted->days[i].below.size > 0;
    return !filtered;
}

/* Whether the rows are asked for in two parts. The index of a day does not cover the columns: so
 * only where many of what it has are wanted. */
static bool comes_in_parts(const struct listed_wanted *wanted)
{
    if (wanted->among || wanted->narrow || !is_ordered(wanted->kind))
        return false;
    if (wanted->order == ORDER_DAY)
        return wanted->day > 0 && (wanted->many || is_unfiltered(wanted));
    return wanted->order == ORDER_KEY && !wanted->reverse && wanted->kind->is_fact;
}

static void say_part(struct asking *asking)
{
    if (asking->part != PART_ALL)
        buffer_format(asking->text, " AND k.%s %s ''", order_column(asking->wanted),
                      asking->part == PART_KEYED ? "<>" : "=");
}

/* The entities that one condition leaves, by an index of its own. */
static void say_narrow_one(struct asking *asking, const char *column, const char *none)
{
    buffer_format(asking->text,
                  "SELECT canonical AS n FROM cards WHERE ordered = 1 AND %s <> %s AND kind = ",
                  column, none);
    say_text(asking, asking->wanted->kind->name);
    buffer_format(asking->text, " AND %s", column);
}

static void say_narrow(struct asking *asking)
{
    const struct listed_wanted *wanted = asking->wanted;
    size_t place = (size_t)wanted->narrow_place;
    switch (wanted->narrow) {
    case NARROW_DAY:
        say_narrow_one(asking, day_columns[place], "''");
        say(asking, " >= ");
        say_text(asking, wanted->days[place].from);
        buffer_format(asking->text, " AND %s < ", day_columns[place]);
        say_text(asking, wanted->days[place].below);
        break;
    case NARROW_STATE:
        say_narrow_one(asking, "state", "0");
        say(asking, " = ");
        say_number(asking, wanted->state);
        break;
    default:
        for (size_t i = 0, list = regions_add(asking); i < LISTED_REGIONS; i++) {
            say(asking, i ? " UNION " : "");
            say_narrow_one(asking, region_columns[i], "0");
            buffer_format(asking->text, " IN (SELECT CAST(value AS INTEGER) FROM json_each(?%zu))",
                          list);
        }
    }
}

static void say_from(struct asking *asking)
{
    const struct listed_wanted *wanted = asking->wanted;
    if (wanted->among) {
        buffer_format(asking->text,
                      " FROM (SELECT DISTINCT CAST(value AS INTEGER) AS n FROM json_each(?%u)) AS j"
                      " CROSS JOIN cards k ON k.canonical = j.n",
                      numbers_add(asking, wanted->among, wanted->among_count));
    } else if (wanted->narrow) {
        say(asking, " FROM (");
        say_narrow(asking);
        say(asking, ") AS j CROSS JOIN cards k ON k.canonical = j.n");
    } else if (is_ordered(wanted->kind)) {
        say(asking, " FROM (SELECT * FROM cards WHERE ordered = 1) k"); /* for the index of such */
    } else {
        say(asking, " FROM cards k");
    }
}

/* ---- order ---- */

static void say_key_order(struct asking *asking)
{
    const struct listed_wanted *wanted = asking->wanted;
    if (wanted->kind->is_fact && !wanted->kind->order)
        say(asking, wanted->reverse ? "k.canonical DESC" : "k.canonical");
    else if (wanted->reverse)
        say(asking, "k.key DESC, k.canonical DESC");
    else /* things all have a key; what has none stands last */
        say(asking,
            wanted->kind->is_fact ? "k.key = '', k.key, k.canonical" : "k.key, k.canonical");
}

static void say_order(struct asking *asking)
{
    const struct listed_wanted *wanted = asking->wanted;
    const char *day = day_columns[wanted->order == ORDER_DAY ? wanted->day : 0];
    say(asking, " ORDER BY ");
    if (asking->part != PART_ALL) {
        const char *way = wanted->reverse ? " DESC" : "";
        buffer_format(asking->text, "k.%s%s, k.canonical%s", order_column(wanted), way, way);
        return;
    }
    switch (wanted->order) {
    case ORDER_DAY:
        buffer_format(asking->text,
                      wanted->reverse ? "k.%s DESC, k.canonical DESC"
                                      : "k.%s = '', k.%s, k.canonical",
                      day, day);
        break;
    case ORDER_NUMBER:
        say(asking, wanted->reverse ? "k.canonical DESC" : "k.canonical");
        break;
    case ORDER_REPORTS:
        say(asking, wanted->reverse ? "k.reports DESC, " : "k.reports, ");
        say(asking, "k.key, k.canonical");
        break;
    default:
        say_key_order(asking);
    }
}

/* What stands behind an entity in the order, whether it is still there or not. */
static void say_behind(struct asking *asking)
{
    const struct listed_wanted *wanted = asking->wanted;
    const struct listed_after *after = &wanted->after;
    const char *column = order_column(wanted);
    bool by_number = wanted->order == ORDER_NUMBER ||
                     (wanted->order == ORDER_KEY && wanted->kind->is_fact && !wanted->kind->order);
    if (!after->number || (asking->part == PART_KEYLESS && after->key.size))
        return;
    unsigned number =
        value_add(asking, (struct sql_value){.type = SQL_INTEGER, .integer = after->number});
    if (by_number || asking->part == PART_KEYLESS) {
        buffer_format(asking->text, " AND k.canonical %s ?%u", wanted->reverse ? "<" : ">", number);
        return;
    }
    unsigned key =
        value_add(asking, (struct sql_value){.type = SQL_TEXT,
                                             .bytes = after->key.data ? after->key : SPAN("")});
    if (wanted->order == ORDER_REPORTS) {
        const char *sign = wanted->reverse ? "0 - " : "";
        buffer_format(asking->text, " AND (%sk.reports, k.key, k.canonical) > (%s", sign, sign);
        say_number(asking, after->reports);
        buffer_format(asking->text, ", ?%u, ?%u)", key, number);
    } else if (wanted->reverse || asking->part == PART_KEYED) {
        buffer_format(asking->text, " AND (k.%s, k.canonical) %s (?%u, ?%u)", column,
                      wanted->reverse ? "<" : ">", key, number);
    } else {
        buffer_format(asking->text, " AND (k.%s = '', k.%s, k.canonical) > (?%u = '', ?%u, ?%u)",
                      column, column, key, key, number);
    }
}

static void say_page(struct asking *asking, size_t limit, size_t offset)
{
    say(asking, " LIMIT ");
    say_number(asking, (int64_t)limit);
    say(asking, " OFFSET ");
    say_number(asking, (int64_t)offset);
}

/* What is asked for of a part of the rows. */
struct page {
    enum part part;
    size_t limit;
    size_t offset;
};

static bool page_ask(struct sql_store *store, const struct listed_wanted *wanted, struct page page,
                     struct arena *arena, struct listed_entities *entities, struct error *error)
{
    struct statement statement;
    struct asking asking;
    asking_begin(&asking, store, wanted, arena);
    asking.part = page.part;
    buffer_format(asking.text, "SELECT k.canonical, k.%s, %s", order_column(wanted),
                  wanted->order == ORDER_REPORTS ? "k.reports" : "0");
    say_from(&asking);
    say_conditions(&asking);
    say_part(&asking);
    say_behind(&asking);
    say_order(&asking);
    say_page(&asking, page.limit, page.offset);
    if (!asking_end(&asking, &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, entities) =
            (struct listed_entity){column_integer(&statement, 0), column_text(&statement, 1, arena),
                                   column_integer(&statement, 2)};
    }
    return done;
}

static bool part_count(struct sql_store *store, const struct listed_wanted *wanted, enum part part,
                       size_t most, struct arena *arena, size_t *count, struct error *error)
{
    struct statement statement;
    struct asking asking;
    bool row;
    asking_begin(&asking, store, wanted, arena);
    asking.part = part;
    say(&asking, "SELECT count(*) FROM (SELECT 1 AS one");
    say_from(&asking);
    say_conditions(&asking);
    say_part(&asking);
    say_page(&asking, most, 0);
    say(&asking, ") AS c");
    if (!asking_end(&asking, &statement, error) || !statement_next(&statement, &row, error))
        return false;
    *count = row ? (size_t)column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

/* Those with a key or day, and as many of the others as still belong to the page. */
static bool parts_ask(struct sql_store *store, const struct listed_wanted *wanted,
                      struct arena *arena, struct listed_entities *entities, struct error *error)
{
    struct page keyed = {PART_KEYED, wanted->limit, wanted->offset};
    size_t before = 0;
    bool passed = wanted->after.number && !wanted->after.key.size; /* all those with one */
    if (!passed && !page_ask(store, wanted, keyed, arena, entities, error))
        return false;
    if (entities->count == wanted->limit)
        return true;
    if (!entities->count && wanted->offset && !passed &&
        !part_count(store, wanted, PART_KEYED, wanted->offset, arena, &before, error))
        return false;
    struct page keyless = {PART_KEYLESS, wanted->limit - entities->count,
                           entities->count ? 0 : wanted->offset - before};
    return page_ask(store, wanted, keyless, arena, entities, error);
}

bool sql_listed(struct store *base, const struct listed_wanted *wanted, struct arena *arena,
                struct listed_entities *entities, struct error *error)
{
    struct page page = {PART_ALL, wanted->limit, wanted->offset};
    *entities = (struct listed_entities){0};
    return comes_in_parts(wanted) ? parts_ask(sql_of(base), wanted, arena, entities, error)
                                  : page_ask(sql_of(base), wanted, page, arena, entities, error);
}

static struct listed_row row_take(const struct statement *statement, struct arena *arena)
{
    struct listed_row row = {.number = column_integer(statement, 0),
                             .key = column_text(statement, 1, arena)};
    int column = 2;
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        row.choices[i] = column_text(statement, column++, arena);
    for (size_t i = 0; i < LISTED_DAYS; i++)
        row.days[i] = column_text(statement, column++, arena);
    for (size_t i = 0; i < LISTED_REGIONS; i++)
        row.regions[i] = column_integer(statement, column++);
    row.confidence = column_integer(statement, column++);
    row.state = (enum listed_state)column_integer(statement, column);
    return row;
}

static bool rows_ask(struct sql_store *store, const struct listed_wanted *wanted, enum part part,
                     size_t most, struct arena *arena, struct listed_rows *rows,
                     struct error *error)
{
    struct statement statement;
    struct asking asking;
    asking_begin(&asking, store, wanted, arena);
    asking.part = part;
    say(&asking, "SELECT k.canonical, k.key, k.choice1, k.choice2, k.day1, k.day2, k.day3,"
                 " k.region1, k.region2, k.region3, k.confidence, k.state");
    say_from(&asking);
    say_conditions(&asking);
    say_part(&asking);
    say_order(&asking);
    say_page(&asking, most, 0);
    if (!asking_end(&asking, &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, rows) = row_take(&statement, arena);
    }
    return done;
}

bool sql_listed_rows(struct store *base, const struct listed_wanted *wanted, size_t most,
                     struct arena *arena, struct listed_rows *rows, struct error *error)
{
    struct sql_store *store = sql_of(base);
    *rows = (struct listed_rows){0};
    if (!comes_in_parts(wanted))
        return rows_ask(store, wanted, PART_ALL, most, arena, rows, error);
    return rows_ask(store, wanted, PART_KEYED, most, arena, rows, error) &&
           (rows->count == most ||
            rows_ask(store, wanted, PART_KEYLESS, most - rows->count, arena, rows, error));
}

/* ---- counts ---- */

/* Room for the lists that are bound, where the caller has no arena. */
struct counting {
    struct store *store;
    const struct listed_wanted *wanted;
    size_t most;
    size_t count;
    struct arena arena;
    struct error *error;
    bool done;
};

static void count_run(void *context)
{
    struct counting *counting = context;
    counting->done = part_count(sql_of(counting->store), counting->wanted, PART_ALL, counting->most,
                                &counting->arena, &counting->count, counting->error);
}

bool sql_listed_count(struct store *base, const struct listed_wanted *wanted, size_t most,
                      size_t *count, struct error *error)
{
    enum { LISTS_LIMIT = 64 * 1024 * 1024 };
    struct counting counting = {.store = base, .wanted = wanted, .most = most, .error = error};
    *count = 0;
    arena_init(&counting.arena, LISTS_LIMIT);
    if (!arena_run(&counting.arena, count_run, &counting))
        sql_no_memory(sql_of(base), error);
    arena_release(&counting.arena);
    *count = counting.count;
    return counting.done;
}

/* ---- of facts ---- */

bool sql_facts_standing(struct store *base, const int64_t *numbers, size_t count,
                        struct arena *arena, struct fact_standing *standings, struct error *error)
{
    static const char find[] =
        "SELECT k.canonical, k.confidence, k.state FROM (SELECT CAST(value AS INTEGER) AS n"
        " FROM json_each(?1)) AS j CROSS JOIN cards k ON k.canonical = j.n ORDER BY k.canonical";
    struct statement statement;
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        standings[i] = (struct fact_standing){.number = numbers[i], .confidence = -1};
    if (!count)
        return true;
    struct span list = arena_copy(arena, sql_numbers(sql_of(base), numbers, count));
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, error)) {
        int64_t number = column_integer(&statement, 0);
        while (at < count && standings[at].number < number)
            at++;
        if (at < count && standings[at].number == number) {
            standings[at].confidence = (int)column_integer(&statement, 1);
            standings[at].state = (enum listed_state)column_integer(&statement, 2);
        }
    }
    return done;
}

/* ---- of reports ---- */

bool sql_entities_of_reports(struct store *base, const int64_t *reports, size_t count,
                             const struct schema_kind *const *kinds, size_t kind_count,
                             struct arena *arena, struct stored_numbers *entities,
                             struct error *error)
{
    static const char find[] =
        "SELECT DISTINCT i.canonical FROM (SELECT CAST(value AS INTEGER) AS n"
        " FROM json_each(?1)) AS j CROSS JOIN sources s ON s.report = j.n AND s.number > 0"
        " AND s.known_to = " HOLDS " CROSS JOIN identities i ON i.report = s.report"
        " AND i.source = s.number AND i.known_to = " HOLDS
        " WHERE s.kind IN (SELECT value FROM json_each(?2)) ORDER BY i.canonical";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    struct span numbers = arena_copy(arena, sql_numbers(store, reports, count));
    struct span names = arena_copy(arena, sql_kinds(store, kinds, kind_count));
    *entities = (struct stored_numbers){0};
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, numbers);
    bind_text(&statement, names);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, entities) = column_integer(&statement, 0);
    }
    return done;
}

/* ---- reports ---- */

/* Those of which a reading holds, by the index of their days; lists and entries are left out. */
#define REPORTS_OF_DAYS                                                                            \
    " FROM readings d CROSS JOIN reports r ON r.number = d.report WHERE d.known_to = " HOLDS       \
    " AND (?2 = '' OR (d.published >= ?1 AND d.published < ?2))"                                   \
    " AND substr(r.charset, 1, 4) <> '" LIST_CHARSET "'"                                           \
    " AND substr(r.charset, 1, 6) <> '" ENTRY_CHARSET "'"

static bool numbers_take(struct statement *statement, int64_t *numbers, size_t *count,
                         struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        numbers[(*count)++] = column_integer(statement, 0);
    }
    return done;
}

bool sql_reports_listed(struct store *base, const struct listed_days *days, bool reverse,
                        const struct listed_after *after, size_t offset, size_t limit,
                        struct arena *arena, struct stored_reports *reports, struct error *error)
{
    static const char *const find[2] = {
        "SELECT r.number" REPORTS_OF_DAYS
        " AND (?5 = 0 OR (d.published = '', d.published, d.report) > (?6 = '', ?6, ?5))"
        " ORDER BY d.published = '', d.published, d.report LIMIT ?3 OFFSET ?4",
        "SELECT r.number" REPORTS_OF_DAYS " AND (?5 = 0 OR (d.published, d.report) < (?6, ?5))"
        " ORDER BY d.published DESC, d.report DESC LIMIT ?3 OFFSET ?4"};
    struct statement statement;
    size_t count = 0;
    int64_t *numbers = ARENA_NEW(arena, int64_t, limit);
    *reports = (struct stored_reports){0};
    if (!statement_begin(sql_of(base), find[reverse], &statement, error))
        return false;
    bind_text(&statement, days->from);
    bind_text(&statement, days->below);
    bind_integer(&statement, (int64_t)limit);
    bind_integer(&statement, (int64_t)offset);
    bind_integer(&statement, after ? after->number : 0);
    bind_text(&statement, after && after->key.data ? after->key : SPAN(""));
    if (!numbers_take(&statement, numbers, &count, error))
        return false;
    reports->items = ARENA_NEW(arena, struct stored_report, count);
    reports->count = reports->capacity = count;
    return sql_reports_of(base, numbers, count, arena, reports->items, error);
}

/* How many users' lists, or entries, are among the readings that hold: few, found by their band. */
#define HELD_OF(size, charset)                                                                     \
    "SELECT count(*) FROM (SELECT b.report FROM bands b WHERE b.band = 0 AND b.hash = ?1) AS j"    \
    " CROSS JOIN reports r ON r.number = j.report CROSS JOIN readings d ON d.report = j.report"    \
    " WHERE d.known_to = " HOLDS " AND substr(r.charset, 1, " size ") = '" charset "'"

static bool lists_count(struct sql_store *store, int64_t *count, struct error *error)
{
    return sql_number(store, HELD_OF("4", LIST_CHARSET), LIST_BAND, 0, count, error);
}

static bool entries_count(struct sql_store *store, int64_t *count, struct error *error)
{
    return sql_number(store, HELD_OF("6", ENTRY_CHARSET), ENTRY_BAND, 0, count, error);
}

/* Of all days nothing is looked at but the readings' index. */
static bool readings_count(struct sql_store *store, size_t most, size_t *count, struct error *error)
{
    static const char find[] = "SELECT count(*) FROM (SELECT 1 AS one FROM readings"
                               " WHERE known_to = " HOLDS " LIMIT ?1) AS c";
    int64_t lists, entries, readings;
    if (!lists_count(store, &lists, error) || !entries_count(store, &entries, error) ||
        !sql_number(store, find, (int64_t)most + lists + entries, 0, &readings, error))
        return false;
    *count = (size_t)(readings - lists - entries);
    return true;
}

bool sql_reports_listed_count(struct store *base, const struct listed_days *days, size_t most,
                              size_t *count, struct error *error)
{
    static const char find[] =
        "SELECT count(*) FROM (SELECT 1 AS one" REPORTS_OF_DAYS " LIMIT ?3) AS c";
    struct statement statement;
    bool row;
    *count = 0;
    if (!days->below.size)
        return readings_count(sql_of(base), most, count, error);
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_text(&statement, days->from);
    bind_text(&statement, days->below);
    bind_integer(&statement, (int64_t)most);
    if (!statement_next(&statement, &row, error))
        return false;
    *count = row ? (size_t)column_integer(&statement, 0) : 0;
    statement_end(&statement);
    return true;
}

bool sql_report_counts(struct store *base, struct store_counts *counts, struct error *error)
{
    static const char all[] = "SELECT count(*) FROM reports";
    static const char superseded[] = "SELECT count(*) FROM reports WHERE superseded_by IS NOT NULL";
    static const char withdrawn[] = "SELECT count(*) FROM withdrawals WHERE known_to = " HOLDS;
    static const char both[] =
        "SELECT count(*) FROM withdrawals w JOIN reports r"
        " ON r.number = w.report WHERE w.known_to = " HOLDS " AND r.superseded_by IS NOT NULL";
    static const char days[] =
        "SELECT (SELECT min(published) FROM readings WHERE known_to = " HOLDS
        " AND published <> ''), (SELECT max(published) FROM readings WHERE known_to = " HOLDS
        " AND published <> '')";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t number, twice;
    bool row;
    *counts = (struct store_counts){0};
    if (!sql_number(store, all, 0, 0, &number, error) ||
        !sql_number(store, superseded, 0, 0, &counts->superseded, error) ||
        !sql_number(store, withdrawn, 0, 0, &counts->withdrawn, error) ||
        !sql_number(store, both, 0, 0, &twice, error) ||
        !lists_count(store, &counts->lists, error) ||
        !entries_count(store, &counts->entries, error) ||
        !statement_begin(store, days, &statement, error) ||
        !statement_next(&statement, &row, error))
        return false;
    counts->reports = number - counts->superseded - counts->withdrawn + twice;
    if (row) {
        counts->first_published = column_date(&statement, 0);
        counts->last_published = column_date(&statement, 1);
    }
    statement_end(&statement);
    return true;
}

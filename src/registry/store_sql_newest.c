/* What the newest reports tell of facts, all of it at once.
 *
 * Each table is read once, in the order in which it lies, and its rows are joined here by arrays: a
 * report's sources stand one behind the other, and are found by their number. So a row costs a step
 * of the database, where store_sql_tellings.c, which asks by facts, pays a search for each. */
#include <stdlib.h>
#include <string.h>

#include "order.h"
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ?1 is the list of reports. */
#define LISTED "(SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j"

/* A report that is looked at, and where its sources stand. */
struct frame {
    int64_t report;
    int64_t origin;
    struct date earliest;
    struct date latest;
    int64_t taken_in;
    uint32_t first; /* of its sources */
    uint32_t count;
};

struct source {
    uint32_t frame;
    uint32_t number;
    int64_t canonical; /* 0: not known */
    const struct schema_kind *kind;
    uint32_t links; /* how many are of it … */
    uint32_t first; /* … and where they stand in the order of links_order() */
};

/* What a claim of a fact names: a source, or a day. */
struct link {
    uint32_t fact;   /* sources */
    uint32_t member; /* + 1; 0: a day */
    uint32_t claim;
    struct date date;
    const struct schema_property *property; /* NULL where the question is bare */
};

struct gathering {
    struct sql_store *store;
    const struct tellings_wanted *wanted;
    const bool *kinds; /* by number: which facts are wanted */
    struct arena *arena;
    struct error *error;
    struct {
        struct frame *items; /* by report */
        size_t count;
        size_t capacity;
    } frames;
    struct {
        struct source *items; /* by report and number */
        size_t count;
        size_t capacity;
    } sources;
    struct {
        struct link *items;
        size_t count;
        size_t capacity;
    } links;
    struct rejected_claims rejected;
    size_t at; /* the frame of the last row */
};

/* ---- which reports ---- */

static int by_report(const void *left, const void *right)
{
    const struct frame *a = left, *b = right;
    return (a->report > b->report) - (a->report < b->report);
}

/* Takes the frames, newest first, and says whether there are more than the limit. */
static bool frames_find(struct gathering *gathering, bool *more)
{
#define FRAME                                                                                      \
    "SELECT d.report, coalesce(r.copy_of, d.report), d.earliest, d.latest, r.taken_in FROM "
#define OF_READING                                                                                 \
    " CROSS JOIN reports r ON r.number = d.report WHERE d.known_to = " HOLDS " AND d.earliest <= " \
    "?1"
    static const char all[] = FRAME "readings d" OF_READING " ORDER BY d.number DESC LIMIT ?2";
    static const char naming[] =
        FRAME "identities i CROSS JOIN readings d ON d.report = i.report" OF_READING
              " AND i.canonical = ?3 AND i.known_to = " HOLDS " ORDER BY i.report DESC LIMIT ?2";
    static const char these[] = FRAME
        "(SELECT CAST(value AS INTEGER) AS n FROM json_each(?3)) AS j CROSS JOIN readings d ON "
        "d.report = j.n" OF_READING " ORDER BY d.report DESC LIMIT ?2";
    const struct tellings_wanted *wanted = gathering->wanted;
    const struct search_query until = {.until = wanted->until};
    struct statement row;
    size_t rows = 0;
    struct span list = {0};
    if (wanted->reports)
        list = sql_numbers(gathering->store, wanted->reports, wanted->report_count);
    if (!statement_begin(gathering->store,
                         wanted->reports  ? these
                         : wanted->naming ? naming
                                          : all,
                         &row, gathering->error))
        return false;
    bind_date(&row, search_until(&until));
    bind_integer(&row, (int64_t)wanted->limit + 1);
    if (wanted->reports)
        bind_text(&row, list);
    else if (wanted->naming)
        bind_integer(&row, wanted->naming);
    for (bool is_row = true;;) {
        if (!statement_next(&row, &is_row, gathering->error))
            return false;
        if (!is_row)
            break;
        int64_t report = column_integer(&row, 0);
        size_t count = gathering->frames.count;
        rows++;
        if (count && gathering->frames.items[count - 1].report == report)
            continue; /* it names the entity twice */
        *ARRAY_PUSH(gathering->arena, &gathering->frames) =
            (struct frame){.report = report,
                           .origin = column_integer(&row, 1),
                           .earliest = column_date(&row, 2),
                           .latest = column_date(&row, 3),
                           .taken_in = column_integer(&row, 4)};
    }
    *more = rows > wanted->limit;
    if (gathering->frames.count > wanted->limit)
        gathering->frames.count = wanted->limit;
    if (gathering->frames.count)
        qsort(gathering->frames.items, gathering->frames.count, sizeof(struct frame), by_report);
    return true;
}

/* The frame of a row's report; NULL where it is none of them. Rows of one report come together. */
static struct frame *frame_of(struct gathering *gathering, int64_t report)
{
    struct frame key = {.report = report}, *items = gathering->frames.items;
    if (items[gathering->at].report != report) {
        struct frame *found =
            bsearch(&key, items, gathering->frames.count, sizeof *items, by_report);
        if (!found)
            return NULL;
        gathering->at = (size_t)(found - items);
    }
    return &items[gathering->at];
}

/* Begins a statement over a list of reports. */
static bool listed_begin(struct gathering *gathering, const char *find, const int64_t *reports,
                         size_t count, struct statement *statement)
{
    struct span list = sql_numbers(gathering->store, reports, count);
    gathering->at = 0;
    if (!statement_begin(gathering->store, find, statement, gathering->error))
        return false;
    bind_text(statement, list);
    return true;
}

/* What is done with a row. */
typedef void row_taker(struct gathering *gathering, const struct statement *row);

/* Takes every row that a statement finds in a list of reports. */
static bool listed_read(struct gathering *gathering, const char *find, const int64_t *reports,
                        size_t count, row_taker *take)
{
    struct statement row;
    if (!count)
        return true;
    if (!listed_begin(gathering, find, reports, count, &row))
        return false;
    for (bool is_row = true;;) {
        if (!statement_next(&row, &is_row, gathering->error))
            return false;
        if (!is_row)
            return true;
        take(gathering, &row);
    }
}

/* ---- their sources ---- */

static int by_number(const void *left, const void *right)
{
    const struct source *a = left, *b = right;
    int order = (a->frame > b->frame) - (a->frame < b->frame);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* Notes in the frames where their sources stand. */
static void sources_place(struct gathering *gathering)
{
    struct source *items = gathering->sources.items;
    size_t count = gathering->sources.count;
    bool sorted = true;
    for (size_t i = 1; i < count && sorted; i++)
        sorted = by_number(&items[i - 1], &items[i]) < 0;
    if (!sorted)
        qsort(items, count, sizeof *items, by_number);
    for (size_t i = 0; i < count; i++) {
        struct frame *frame = &gathering->frames.items[items[i].frame];
        if (!frame->count++)
            frame->first = (uint32_t)i;
    }
}

/* Memory for what so many reports usually have: what is not used of it costs nothing, where growing
 * step by step would hold twice as much. */
static void room_make(struct gathering *gathering)
{
    enum { SOURCES = 48, LINKS = 64 /* of a report */ };
    gathering->sources.capacity = gathering->frames.count * SOURCES;
    gathering->links.capacity = gathering->frames.count * LINKS;
    gathering->sources.items =
        ARENA_ROOM(gathering->arena, struct source, gathering->sources.capacity);
    gathering->links.items = ARENA_ROOM(gathering->arena, struct link, gathering->links.capacity);
}

static void source_take(struct gathering *gathering, const struct statement *row)
{
    struct frame *frame = frame_of(gathering, column_integer(row, 0));
    const struct schema_kind *kind =
        schema_kind_find(gathering->store->store.schema, column_span(row, 2));
    if (frame && kind)
        *ARRAY_PUSH(gathering->arena, &gathering->sources) =
            (struct source){.frame = (uint32_t)(frame - gathering->frames.items),
                            .number = (uint32_t)column_integer(row, 1),
                            .kind = kind};
}

static bool sources_read(struct gathering *gathering, const int64_t *reports, size_t count)
{
    static const char find[] = "SELECT s.report, s.number, s.kind FROM " LISTED
                               " CROSS JOIN sources s ON s.report = j.n WHERE s.known_to = " HOLDS;
    if (!listed_read(gathering, find, reports, count, source_take))
        return false;
    sources_place(gathering);
    return true;
}

/* The source of a number; NULL where it is none that holds. */
static struct source *source_of(const struct gathering *gathering, const struct frame *frame,
                                uint32_t number)
{
    struct source *items = gathering->sources.items + frame->first;
    if (!frame->count || number < items->number)
        return NULL;
    uint32_t at = number - items->number; /* most reports have one reading, without gaps */
    if (at < frame->count && items[at].number == number)
        return &items[at];
    struct source key = {.frame = items->frame, .number = number};
    return bsearch(&key, items, frame->count, sizeof key, by_number);
}

static void identity_take(struct gathering *gathering, const struct statement *row)
{
    const struct frame *frame = frame_of(gathering, column_integer(row, 0));
    struct source *source =
        frame ? source_of(gathering, frame, (uint32_t)column_integer(row, 1)) : NULL;
    if (source)
        source->canonical = column_integer(row, 2);
}

static bool identities_read(struct gathering *gathering, const int64_t *reports, size_t count)
{
    static const char find[] =
        "SELECT i.report, i.source, i.canonical FROM " LISTED
        " CROSS JOIN identities i ON i.report = j.n WHERE i.known_to = " HOLDS;
    return listed_read(gathering, find, reports, count, identity_take);
}

/* ---- what their facts name ---- */

static void link_add(struct gathering *gathering, struct source *fact, uint32_t claim,
                     const struct schema_property *property, const struct source *member,
                     struct date date)
{
    const struct source *all = gathering->sources.items;
    if (member && !member->canonical)
        return;
    fact->links++;
    *ARRAY_PUSH(gathering->arena, &gathering->links) =
        (struct link){.fact = (uint32_t)(fact - all),
                      .member = member ? (uint32_t)(member - all) + 1 : 0,
                      .claim = claim,
                      .property = property,
                      .date = date};
}

/* The fact that a row is of, where it is wanted. */
static struct source *fact_of(struct gathering *gathering, const struct statement *row,
                              struct frame **frame)
{
    *frame = frame_of(gathering, column_integer(row, 0));
    struct source *fact =
        *frame ? source_of(gathering, *frame, (uint32_t)column_integer(row, 1)) : NULL;
    return fact && fact->canonical && gathering->kinds[fact->kind->number] ? fact : NULL;
}

/* A claim with all that it names, or its day. */
static void claim_take(struct gathering *gathering, const struct statement *row)
{
    bool bare = gathering->wanted->bare;
    struct frame *frame;
    struct source *fact = fact_of(gathering, row, &frame);
    uint32_t claim = (uint32_t)column_integer(row, 2);
    struct date date = {0};
    if (!fact || sql_claim_is_rejected(&gathering->rejected, frame->report, claim))
        return;
    const struct schema_property *property = schema_property_find(fact->kind, column_span(row, 3));
    enum value_type type = value_type_find(column_span(row, 4));
    if (!property || !value_fits(property->type, type))
        return;
    if (type == VALUE_DATE) {
        if (!bare && date_read(column_span(row, 5), &date))
            link_add(gathering, fact, claim, property, NULL, date);
        return;
    }
    for (int column = 6; column <= (bare ? 6 : 7); column++) {
        uint32_t number = (uint32_t)column_integer(row, column);
        const struct source *member = number ? source_of(gathering, frame, number) : NULL;
        if (member)
            link_add(gathering, fact, claim, bare ? NULL : property, member, date);
    }
}

static bool claims_read(struct gathering *gathering, const int64_t *reports, size_t count)
{
    static const char find[] = "SELECT c.report, c.source, c.ordinal, c.property, c.type, c.value,"
                               " coalesce(c.value_source, 0), coalesce(c.value_for, 0) FROM " LISTED
                               " CROSS JOIN claims c ON c.report = j.n WHERE c.known_to = " HOLDS
                               " AND (c.value_source IS NOT NULL OR c.type = 'date')";
    return listed_read(gathering, find, reports, count, claim_take);
}

/* The source that a column of a fact's row numbers; NULL where it numbers none. */
static const struct source *member_of(const struct gathering *gathering, const struct frame *frame,
                                      const struct statement *row, int column)
{
    uint32_t number = (uint32_t)column_integer(row, column);
    return number ? source_of(gathering, frame, number) : NULL;
}

static void named_take(struct gathering *gathering, const struct statement *row)
{
    struct frame *frame;
    struct source *fact = fact_of(gathering, row, &frame);
    const struct source *member = fact ? member_of(gathering, frame, row, 3) : NULL;
    if (member)
        link_add(gathering, fact, (uint32_t)column_integer(row, 2), NULL, member, (struct date){0});
}

/* Whom claims name, by the index alone. It does not tell which claims have ended; those of a
 * reading's sources that hold do, but where users decided. */
static bool index_read(struct gathering *gathering, const int64_t *reports, size_t count)
{
    static const char find[] = "SELECT c.report, c.source, c.ordinal, c.value_source FROM " LISTED
                               " CROSS JOIN claims c INDEXED BY claims_by_value ON c.report = j.n"
                               " WHERE c.value_source IS NOT NULL";
    return listed_read(gathering, find, reports, count, named_take);
}

static void day_take(struct gathering *gathering, const struct statement *row)
{
    struct frame *frame;
    struct source *fact = fact_of(gathering, row, &frame);
    if (!fact)
        return;
    uint32_t claim = (uint32_t)column_integer(row, 2);
    const struct schema_property *property = schema_property_find(fact->kind, column_span(row, 4));
    struct date date = {0};
    const struct source *member = member_of(gathering, frame, row, 6);
    if (member)
        link_add(gathering, fact, claim, NULL, member, date);
    else if (property && value_type_find(column_span(row, 3)) == VALUE_DATE &&
             date_read(column_span(row, 5), &date))
        link_add(gathering, fact, claim, property, NULL, date);
}

/* The days that facts tell, and whom their signatories sign for; by an index too. */
static bool days_read(struct gathering *gathering, const int64_t *reports, size_t count)
{
    static const char find[] = "SELECT c.report, c.source, c.ordinal, c.type, c.property, c.value,"
                               " coalesce(c.value_for, 0) FROM " LISTED
                               " CROSS JOIN claims c INDEXED BY claims_of_days ON c.report = j.n"
                               " WHERE (c.type = 'date' OR c.value_for IS NOT NULL)";
    return listed_read(gathering, find, reports, count, day_take);
}

/* ---- where users decided ---- */

/* Moves the reports on which users acted to the end of the list; how many there are of the others.
 */
static bool touched_part(struct gathering *gathering, int64_t *reports, size_t count,
                         size_t *untouched)
{
    static const char find[] = "SELECT DISTINCT report FROM acts WHERE report <> 0";
    struct statement row;
    int64_t *decided, *touched = ARENA_NEW(gathering->arena, int64_t, count);
    size_t decided_count, touched_count = 0;
    *untouched = 0;
    if (!sql_reports_decided(gathering->store, reports, count, -1, gathering->arena, &decided,
                             &decided_count, gathering->error) ||
        !statement_begin(gathering->store, find, &row, gathering->error))
        return false;
    bool *is_touched = ARENA_NEW(gathering->arena, bool, count);
    for (bool is_row = true;;) {
        if (!statement_next(&row, &is_row, gathering->error))
            return false;
        if (!is_row)
            break;
        const struct frame *frame = frame_of(gathering, column_integer(&row, 0));
        if (frame)
            is_touched[frame - gathering->frames.items] = true;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_touched[i] || sql_numbers_have(decided, decided_count, reports[i]))
            touched[touched_count++] = reports[i];
        else
            reports[(*untouched)++] = reports[i];
    }
    if (touched_count)
        memcpy(reports + *untouched, touched, touched_count * sizeof *touched);
    return true;
}

static bool links_read(struct gathering *gathering, int64_t *reports, size_t count)
{
    size_t untouched = 0;
    if (!sql_rejected_find(gathering->store, reports, count, STORE_TODAY, gathering->arena,
                           &gathering->rejected, gathering->error))
        return false;
    bool indexed = gathering->wanted->bare || gathering->wanted->plain;
    if (indexed && !touched_part(gathering, reports, count, &untouched))
        return false;
    return index_read(gathering, reports, untouched) &&
           (!gathering->wanted->plain || days_read(gathering, reports, untouched)) &&
           claims_read(gathering, reports + untouched, count - untouched);
}

/* ---- tellings ---- */

/* A telling that is to be made, of a source. */
struct told {
    int64_t fact;
    uint32_t source;
    uint32_t frame;
};

/* Facts by number, of one the newest report first, of one report by source. */
static int by_fact(const void *left, const void *right)
{
    const struct told *a = left, *b = right;
    int order = (a->fact > b->fact) - (a->fact < b->fact);
    if (!order)
        order = (a->frame < b->frame) - (a->frame > b->frame);
    return order ? order : (a->source > b->source) - (a->source < b->source);
}

/* Puts the members of a telling in the order of their claims: rows come in any. */
static void members_sort(struct stored_member *members, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct stored_member member = members[i];
        size_t at = i;
        for (; at && members[at - 1].claim > member.claim; at--)
            members[at] = members[at - 1];
        members[at] = member;
    }
}

/* Orders the links by their facts: links->items[order[i]], those of a source from its first on. */
static uint32_t *links_order(struct gathering *gathering)
{
    struct source *sources = gathering->sources.items;
    uint32_t *order = ARENA_ROOM(gathering->arena, uint32_t, gathering->links.count);
    uint32_t sum = 0;
    for (size_t i = 0; i < gathering->sources.count; i++) {
        sources[i].first = sum;
        sum += sources[i].links;
        sources[i].links = 0;
    }
    for (size_t i = 0; i < gathering->links.count; i++) {
        struct source *fact = &sources[gathering->links.items[i].fact];
        order[fact->first + fact->links++] = (uint32_t)i;
    }
    return order;
}

/* The sources that are told, in the order in which they are handed on. */
static struct told *told_find(struct gathering *gathering, size_t *told_count)
{
    static const struct order_key fact = ORDER_KEY(told, fact);
    const struct source *sources = gathering->sources.items;
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < gathering->sources.count; i++)
        count += sources[i].links > 0;
    struct told *told = ARENA_ROOM(gathering->arena, struct told, count);
    /* By report already, the newest first, and by source: it is left to order them by fact. */
    for (size_t i = gathering->frames.count; i-- > 0;) {
        const struct frame *frame = &gathering->frames.items[i];
        for (uint32_t k = frame->first; k < frame->first + frame->count; k++)
            if (sources[k].links)
                told[kept++] = (struct told){sources[k].canonical, k, (uint32_t)i};
    }
    if (count && !order_by_keys(told, count, sizeof *told, &fact, 1))
        qsort(told, count, sizeof *told, by_fact);
    *told_count = count;
    return told;
}

static void member_make(const struct source *sources, const struct link *link,
                        struct stored_member *member)
{
    *member = (struct stored_member){
        .property = link->property, .claim = link->claim, .date = link->date};
    if (!link->member)
        return;
    member->number = sources[link->member - 1].canonical;
    member->kind = sources[link->member - 1].kind;
}

static void telling_make(const struct gathering *gathering, const uint32_t *order,
                         const struct source *source, struct arena *arena,
                         struct stored_telling *telling)
{
    const struct frame *frame = &gathering->frames.items[source->frame];
    *telling = (struct stored_telling){.fact = source->canonical,
                                       .kind = source->kind,
                                       .report = frame->report,
                                       .source = source->number,
                                       .origin = frame->origin,
                                       .earliest = frame->earliest,
                                       .latest = frame->latest,
                                       .taken_in = frame->taken_in};
    telling->members.items = ARENA_ROOM(arena, struct stored_member, source->links);
    telling->members.count = telling->members.capacity = source->links;
    for (uint32_t i = 0; i < source->links; i++)
        member_make(gathering->sources.items, &gathering->links.items[order[source->first + i]],
                    &telling->members.items[i]);
    members_sort(telling->members.items, source->links);
}

/* Makes the tellings of some facts and hands them on, in memory that is used again. */
static bool tellings_hand(const struct gathering *gathering, const uint32_t *order,
                          const struct told *told, size_t count, const struct tellings_taker *taker)
{
    struct stored_tellings tellings = {ARENA_ROOM(taker->arena, struct stored_telling, count),
                                       count, count, false};
    for (size_t i = 0; i < count; i++)
        telling_make(gathering, order, &gathering->sources.items[told[i].source], taker->arena,
                     &tellings.items[i]);
    bool taken = taker->take(taker->context, &tellings);
    arena_clear(taker->arena);
    return taken;
}

/* How many of the told are of the first facts: few, but all of each fact. */
static size_t told_part(const struct told *told, size_t count)
{
    enum { PART = 4096 };
    size_t end = count < PART ? count : PART;
    while (end < count && told[end].fact == told[end - 1].fact)
        end++;
    return end;
}

static bool tellings_make(struct gathering *gathering, const struct tellings_taker *taker)
{
    const uint32_t *order = links_order(gathering);
    size_t count, part;
    const struct told *told = told_find(gathering, &count);
    for (size_t i = 0; i < count; i += part) {
        part = told_part(told + i, count - i);
        if (!tellings_hand(gathering, order, told + i, part, taker))
            return false;
    }
    return true;
}

static const bool *kinds_read(struct sql_store *store, const struct tellings_wanted *wanted,
                              struct arena *arena)
{
    const struct schema *schema = store->store.schema;
    bool *kinds = ARENA_NEW(arena, bool, schema->kind_count);
    for (size_t i = 0; i < schema->kind_count; i++)
        kinds[i] = !wanted->kind_count && schema->kinds[i].is_fact;
    for (size_t i = 0; i < wanted->kind_count; i++)
        kinds[wanted->kinds[i]->number] = true;
    return kinds;
}

bool sql_tellings_newest(struct store *base, const struct tellings_wanted *wanted,
                         struct arena *arena, const struct tellings_taker *taker, bool *more,
                         struct error *error)
{
    struct gathering gathering = {
        .store = sql_of(base), .wanted = wanted, .arena = arena, .error = error};
    gathering.kinds = kinds_read(gathering.store, wanted, arena);
    if (!frames_find(&gathering, more))
        return false;
    size_t count = gathering.frames.count;
    if (!count)
        return true;
    int64_t *reports = ARENA_NEW(arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        reports[i] = gathering.frames.items[i].report;
    room_make(&gathering);
    return sources_read(&gathering, reports, count) &&
           identities_read(&gathering, reports, count) && links_read(&gathering, reports, count) &&
           tellings_make(&gathering, taker);
}

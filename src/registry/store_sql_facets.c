/* What reports are filtered and counted by, kept beside them: the table report_facets.
 *
 * A search finds ten thousand reports in the time in which the rows of their sources could be asked
 * for three hundred. So what is counted of a reading is an entry of some forty bytes, and five
 * hundred entries are a block, one row of the table: all of a registry of 100,000 reports is 200
 * rows. Entries are made at the end of each group, of the readings behind the last block; so they
 * need neither a journal nor a place in a rebuild, which only empties the table before.
 *
 * A block, in this machine's order of bytes: struct block_head, the regions, the entries, then the
 * names of the kinds and the publishers, each with its length before it. What entries name they
 * name by its place in the block. */
#include "store_sql_facets.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "utf8.h"

struct block_head {
    uint32_t entries;
    uint32_t regions;
    uint32_t kinds;
    uint32_t publishers;
};

uint32_t sql_day_number(struct date date)
{
    return date_is_set(date)
               ? (uint32_t)(date.year * 10000 + (date.month > 0 ? date.month : 0) * 100 +
                            (date.day > 0 ? date.day : 0))
               : 0;
}

/* ---- blocks as bytes ---- */

/* Whether what an entry names is in its block. */
static bool entry_is_sound(const struct block_head *head, const struct entry *entry)
{
    bool sound = (entry->publisher == ENTRY_NONE || entry->publisher < head->publishers) &&
                 (head->kinds == BLOCK_KINDS || entry->kinds >> head->kinds == 0);
    for (size_t i = 0; i < ENTRY_REGIONS; i++)
        sound &= entry->regions[i] == ENTRY_NONE || entry->regions[i] < head->regions;
    return sound;
}

static bool texts_read(struct span *rest, size_t count, struct arena *arena, struct texts *texts)
{
    for (size_t i = 0; i < count; i++) {
        uint16_t size;
        if (rest->size < sizeof size)
            return false;
        memcpy(&size, rest->data, sizeof size);
        *rest = span_slice(*rest, sizeof size, rest->size);
        if (rest->size < size)
            return false;
        *ARRAY_PUSH(arena, texts) = span_slice(*rest, 0, size);
        *rest = span_slice(*rest, size, rest->size);
    }
    return true;
}

static void texts_write(const struct texts *texts, struct buffer *out)
{
    for (size_t i = 0; i < texts->count; i++) {
        uint16_t size = (uint16_t)texts->items[i].size;
        buffer_append(out, (struct span){(const char *)&size, sizeof size});
        buffer_append(out, texts->items[i]);
    }
}

bool sql_facet_block_read(struct span bytes, struct arena *arena, struct block *block)
{
    struct block_head head;
    if (bytes.size < sizeof head)
        return false;
    memcpy(&head, bytes.data, sizeof head);
    size_t regions = head.regions * sizeof(uint32_t), entries = head.entries * sizeof(struct entry);
    bytes = span_slice(bytes, sizeof head, bytes.size);
    if (head.entries > BLOCK_ENTRIES || head.regions > BLOCK_ENTRIES * ENTRY_REGIONS ||
        head.kinds > BLOCK_KINDS || bytes.size < regions + entries)
        return false;
    block->regions.items = ARENA_NEW(arena, uint32_t, head.regions);
    block->regions.count = block->regions.capacity = head.regions;
    memcpy(block->regions.items, bytes.data, regions);
    block->entries.items = ARENA_ROOM(arena, struct entry, BLOCK_ENTRIES);
    block->entries.count = head.entries;
    block->entries.capacity = BLOCK_ENTRIES;
    memcpy(block->entries.items, bytes.data + regions, entries);
    for (size_t i = 0; i < head.entries; i++)
        if (!entry_is_sound(&head, &block->entries.items[i]))
            return false;
    bytes = span_slice(bytes, regions + entries, bytes.size);
    return texts_read(&bytes, head.kinds, arena, &block->kinds) &&
           texts_read(&bytes, head.publishers, arena, &block->publishers);
}

static void block_write(const struct block *block, struct buffer *out)
{
    const struct block_head head = {(uint32_t)block->entries.count, (uint32_t)block->regions.count,
                                    (uint32_t)block->kinds.count,
                                    (uint32_t)block->publishers.count};
    buffer_clear(out);
    buffer_append(out, (struct span){(const char *)&head, sizeof head});
    buffer_append(out, (struct span){(const char *)block->regions.items,
                                     block->regions.count * sizeof(uint32_t)});
    buffer_append(out, (struct span){(const char *)block->entries.items,
                                     block->entries.count * sizeof(struct entry)});
    texts_write(&block->kinds, out);
    texts_write(&block->publishers, out);
}

/* The place of a text in the block, which it is given where it has none; ENTRY_NONE where there are
 * most already. */
static size_t text_place(struct arena *arena, struct texts *texts, struct span text, size_t most)
{
    enum { TEXT_MOST = 1000 };
    text = utf8_cut(text, TEXT_MOST);
    for (size_t i = 0; i < texts->count; i++)
        if (span_equal(texts->items[i], text))
            return i;
    if (texts->count == most)
        return ENTRY_NONE;
    *ARRAY_PUSH(arena, texts) = arena_copy(arena, text);
    return texts->count - 1;
}

static size_t region_place(struct arena *arena, struct block *block, uint32_t region)
{
    for (size_t i = 0; i < block->regions.count; i++)
        if (block->regions.items[i] == region)
            return i;
    *ARRAY_PUSH(arena, &block->regions) = region;
    return block->regions.count - 1;
}

/* ---- making entries ---- */

struct making {
    struct sql_store *store;
    struct arena arena;
    /* Of sql_facets_again(); 0: what is behind the last block. Of a check the block before. */
    int64_t report;
    struct error *error;
    bool done;
};

/* Adds the entries of the readings after one, up to another, at most so many, without what they
 * tell of. */
static bool readings_take(struct making *making, int64_t after, int64_t last, size_t most,
                          struct block *block)
{
    static const char find[] =
        "SELECT d.number, d.report, d.published, d.earliest, coalesce((SELECT c.value FROM claims c"
        " WHERE c.report = d.report AND c.source = 0 AND c.property = 'publisher'"
        " AND c.known_to = " HOLDS "), ''), coalesce((SELECT length(w.ranges) FROM word_ranges w"
        " WHERE w.reading = d.number), 0) FROM readings d"
        " CROSS JOIN reports r ON r.number = d.report WHERE d.number > ?1 AND d.number <= ?2"
        " AND d.known_to = " HOLDS " AND substr(r.charset, 1, 4) <> '" LIST_CHARSET "'"
        " ORDER BY d.number LIMIT ?3";
    struct statement row;
    if (!statement_begin(making->store, find, &row, making->error))
        return false;
    bind_integer(&row, after);
    bind_integer(&row, last);
    bind_integer(&row, (int64_t)most);
    bool done;
    while (statement_row(&row, &done, making->error)) {
        struct span publisher = column_span(&row, 4);
        struct entry *entry = ARRAY_PUSH(&making->arena, &block->entries);
        *entry = (struct entry){.reading = (uint32_t)column_integer(&row, 0),
                                .report = (uint32_t)column_integer(&row, 1),
                                .day = sql_day_number(column_date(&row, 2)),
                                .earliest = sql_day_number(column_date(&row, 3)),
                                .size = (uint32_t)column_integer(&row, 5),
                                .publisher = ENTRY_NONE};
        if (publisher.size)
            entry->publisher = (uint16_t)text_place(&making->arena, &block->publishers, publisher,
                                                    BLOCK_ENTRIES + 1);
        for (size_t i = 0; i < ENTRY_REGIONS; i++)
            entry->regions[i] = ENTRY_NONE;
    }
    return done;
}

static void region_note(struct arena *arena, struct block *block, struct entry *entry,
                        int64_t region)
{
    size_t i = 0;
    if (!region)
        return;
    uint16_t place =
        (uint16_t)region_place(arena, block, (uint32_t)(region < 0 ? -region : region));
    while (i < ENTRY_REGIONS && entry->regions[i] != ENTRY_NONE && entry->regions[i] != place)
        i++;
    if (i < ENTRY_REGIONS)
        entry->regions[i] = place;
}

/* The names of kinds of facts as a JSON list. */
static struct span fact_kinds(struct making *making)
{
    const struct schema *schema = making->store->store.schema;
    const struct schema_kind **kinds =
        ARENA_NEW(&making->arena, const struct schema_kind *, schema->kind_count);
    size_t count = 0;
    for (size_t i = 0; i < schema->kind_count; i++)
        if (schema->kinds[i].is_fact)
            kinds[count++] = &schema->kinds[i];
    return arena_copy(&making->arena, sql_kinds(making->store, kinds, count));
}

/* Adds to the entries from first on what their reports tell of. */
static bool sources_take(struct making *making, struct block *block, size_t first)
{
    static const char find[] =
        "SELECT s.report, s.kind, s.region FROM (SELECT CAST(value AS INTEGER) AS n"
        " FROM json_each(?1)) AS j CROSS JOIN sources s ON s.report = j.n AND s.number > 0"
        " AND s.known_to = " HOLDS " WHERE CASE WHEN s.kind IN (SELECT value FROM json_each(?2))"
        " THEN coalesce((SELECT k.confidence FROM identities i JOIN cards k"
        " ON k.canonical = i.canonical WHERE i.report = s.report AND i.source = s.number"
        " AND i.known_to = " HOLDS "), 0) ELSE 1000 END >= 500";
    struct arena *arena = &making->arena;
    size_t count = block->entries.count - first;
    struct entry *entries = block->entries.items + first;
    int64_t *reports = ARENA_NEW(arena, int64_t, count);
    struct map places; /* of reports, to place + 1 */
    struct statement row;
    _Static_assert(LISTED_SURE == 500, "the question has it");
    map_init(&places, arena);
    for (size_t i = 0; i < count; i++) {
        reports[i] = entries[i].report;
        *map_add(&places, (struct span){(const char *)&reports[i], sizeof reports[i]}, NULL) =
            (uint32_t)i + 1;
    }
    struct span list = arena_copy(arena, sql_numbers(making->store, reports, count));
    struct span facts = fact_kinds(making);
    if (!statement_begin(making->store, find, &row, making->error))
        return false;
    bind_text(&row, list);
    bind_text(&row, facts);
    bool done;
    while (statement_row(&row, &done, making->error)) {
        int64_t report = column_integer(&row, 0);
        const uint32_t *place =
            map_find(&places, (struct span){(const char *)&report, sizeof report});
        size_t kind = text_place(arena, &block->kinds, column_span(&row, 1), BLOCK_KINDS);
        if (place && kind != ENTRY_NONE)
            entries[*place - 1].kinds |= (uint64_t)1 << kind;
        if (place)
            region_note(arena, block, &entries[*place - 1], column_integer(&row, 2));
    }
    return done;
}

/* ---- the table ---- */

/* Registries that older programs made have none until somebody may write to them. */
static bool is_there(struct sql_store *store, bool *there, struct error *error)
{
    int64_t count = 1;
    if (!store->has_facets && !store->driver->table_find(store, "report_facets", &count, error))
        return false;
    *there = store->has_facets = count > 0;
    return true;
}

static bool table_ensure(struct sql_store *store, struct error *error)
{
    bool there;
    return is_there(store, &there, error) && (there || sql_run(store, FACETS_TABLE, error));
}

bool sql_facets_need(struct sql_store *store, bool needed, bool *there, struct error *error)
{
    return (store->in_report || sql_facets_settle(store, error)) && is_there(store, there, error) &&
           (*there || !needed || error_add(error, "registry.uncounted", "file", store->file, NULL));
}

static bool damaged(struct sql_store *store, struct error *error)
{
    return error_add(error, "registry.damaged", "file", store->file, NULL);
}

/* A row of the table, first is 0 where there is none; its bytes are in the arena. */
static bool row_find(struct making *making, const char *find, int64_t value, int64_t *first,
                     struct span *bytes)
{
    struct statement row;
    bool found;
    *first = 0;
    if (!statement_begin(making->store, find, &row, making->error))
        return false;
    bind_integer(&row, value);
    if (!statement_next(&row, &found, making->error))
        return false;
    if (!found)
        return true;
    *bytes = column_text(&row, 1, &making->arena);
    *first = column_integer(&row, 0);
    statement_end(&row);
    return true;
}

static bool block_take(struct making *making, const char *find, int64_t value, struct block *block)
{
    struct span bytes;
    *block = (struct block){0};
    return row_find(making, find, value, &block->first, &bytes) &&
           (!block->first || sql_facet_block_read(bytes, &making->arena, block) ||
            damaged(making->store, making->error));
}

static bool block_put(struct making *making, struct block *block)
{
    struct statement row;
    struct buffer *work = &making->store->work;
    if (block->first && !sql_run_with(making->store, "DELETE FROM report_facets WHERE first = ?",
                                      &block->first, 1, making->error))
        return false;
    if (!block->entries.count)
        return true;
    block_write(block, work);
    if (work->bad)
        return sql_no_memory(making->store, making->error);
    if (!statement_begin(making->store, "INSERT INTO report_facets VALUES(?, ?, ?)", &row,
                         making->error))
        return false;
    block->first = block->entries.items[0].reading;
    bind_integer(&row, block->first);
    bind_integer(&row, block->entries.items[block->entries.count - 1].reading);
    bind_blob(&row, buffer_span(work));
    return statement_run(&row, making->error);
}

/* Fills the last block, then others, with the readings behind it. */
static void behind_make(void *context)
{
    static const char last_of_all[] = "SELECT first, facets FROM report_facets WHERE first >= ?1"
                                      " ORDER BY first DESC LIMIT 1";
    struct making *making = context;
    struct block block;
    if (!block_take(making, last_of_all, 0, &block))
        return;
    for (int64_t after = 0;;) {
        if (block.entries.count)
            after = block.entries.items[block.entries.count - 1].reading;
        if (block.entries.count == BLOCK_ENTRIES)
            block = (struct block){0};
        size_t first = block.entries.count;
        if (!readings_take(making, after, STORE_FOREVER, BLOCK_ENTRIES - first, &block))
            return;
        if (block.entries.count == first)
            break;
        if (!sources_take(making, &block, first) || !block_put(making, &block))
            return;
        if (block.entries.count < BLOCK_ENTRIES)
            break;
    }
    making->done = true;
}

/* Makes the entry of a report's reading again, where it has one. */
static void entry_make(void *context)
{
    static const char reading_of[] = "SELECT coalesce(max(number), 0) FROM readings"
                                     " WHERE report = ? AND known_to = " HOLDS;
    static const char having[] = "SELECT first, facets FROM report_facets WHERE first <= ?1"
                                 " ORDER BY first DESC LIMIT 1";
    struct making *making = context;
    struct block block;
    int64_t reading;
    if (!sql_number(making->store, reading_of, making->report, 0, &reading, making->error) ||
        (reading && !block_take(making, having, reading, &block)))
        return;
    making->done = true;
    size_t place = 0, count = reading ? block.entries.count : 0;
    while (place < count && block.entries.items[place].reading != reading)
        place++;
    if (place == count)
        return;
    block.entries.items = arena_reserve(&making->arena, block.entries.items, count,
                                        &block.entries.capacity, sizeof(struct entry));
    making->done = readings_take(making, reading - 1, reading, 1, &block) &&
                   (block.entries.count == count || sources_take(making, &block, count));
    if (!making->done || block.entries.count == count)
        return;
    block.entries.items[place] = block.entries.items[--block.entries.count];
    making->done = block_put(making, &block);
}

/* Makes the blocks again in which a report's readings have entries, of what holds alone: an entry
 * that is made again leaves in its block what the last one named. */
static void blocks_make(void *context)
{
    static const char find[] =
        "SELECT DISTINCT f.first, f.last FROM readings d JOIN report_facets f ON f.first ="
        " (SELECT max(o.first) FROM report_facets o WHERE o.first <= d.number)"
        " WHERE d.report = ?1 AND d.number <= f.last";
    struct making *making = context;
    struct {
        struct bounds {
            int64_t first;
            int64_t last;
        } * items;
        size_t count;
        size_t capacity;
    } found = {0};
    struct statement row;
    bool done;
    if (!statement_begin(making->store, find, &row, making->error))
        return;
    bind_integer(&row, making->report);
    while (statement_row(&row, &done, making->error))
        *ARRAY_PUSH(&making->arena, &found) =
            (struct bounds){column_integer(&row, 0), column_integer(&row, 1)};
    for (size_t i = 0; i < found.count && done; i++) {
        struct block block = {.first = found.items[i].first};
        done = readings_take(making, block.first - 1, found.items[i].last, BLOCK_ENTRIES, &block) &&
               (!block.entries.count || sources_take(making, &block, 0)) &&
               block_put(making, &block);
    }
    making->done = done;
}

static bool making_run(struct making *making, void (*make)(void *context))
{
    enum { MAKING_LIMIT = 512 * 1024 * 1024 };
    arena_init(&making->arena, MAKING_LIMIT);
    if (!arena_run(&making->arena, make, making))
        sql_no_memory(making->store, making->error);
    arena_release(&making->arena);
    return making->done;
}

bool sql_facets_note(struct sql_store *store, int64_t canonical, struct error *error)
{
    enum { FIRST_ROOM = 64 };
    if (store->facet_facts.count == store->facet_facts.capacity) {
        size_t room = store->facet_facts.capacity ? store->facet_facts.capacity * 2 : FIRST_ROOM;
        int64_t *items = realloc(store->facet_facts.items, room * sizeof *items);
        if (!items)
            return sql_no_memory(store, error);
        store->facet_facts.items = items;
        store->facet_facts.capacity = room;
    }
    store->facet_facts.items[store->facet_facts.count++] = canonical;
    return true;
}

/* Makes the entries again that tell of the facts which were noted; those of this group are to come.
 */
static void facts_make(void *context)
{
    static const char find[] =
        "SELECT DISTINCT i.report FROM (SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j"
        " CROSS JOIN canonicals c ON c.number = j.n"
        " AND c.kind IN (SELECT value FROM json_each(?2))"
        " CROSS JOIN identities i ON i.canonical = c.number AND i.known_to = " HOLDS
        " CROSS JOIN readings d ON d.report = i.report AND d.known_to = " HOLDS
        " WHERE d.number <= (SELECT coalesce(max(last), 0) FROM report_facets)";
    struct making *making = context;
    struct sql_store *store = making->store;
    struct stored_numbers reports = {0};
    struct statement row;
    struct span facts = fact_kinds(making);
    struct span noted = arena_copy(
        &making->arena, sql_numbers(store, store->facet_facts.items, store->facet_facts.count));
    if (!statement_begin(store, find, &row, making->error))
        return;
    bind_text(&row, noted);
    bind_text(&row, facts);
    while (statement_row(&row, &making->done, making->error))
        *ARRAY_PUSH(&making->arena, &reports) = column_integer(&row, 0);
    for (size_t i = 0; i < reports.count && making->done; i++)
        making->done = sql_facets_again(store, reports.items[i], making->error);
}

static bool facts_settle(struct sql_store *store, struct error *error)
{
    struct making making = {.store = store, .error = error};
    if (!store->facet_facts.count)
        return true;
    bool made = table_ensure(store, error) && making_run(&making, facts_make);
    store->facet_facts.count = 0;
    return made;
}

bool sql_facets_settle(struct sql_store *store, struct error *error)
{
    struct making making = {.store = store, .error = error};
    if (!facts_settle(store, error))
        return false;
    if (!store->facets_due)
        return true;
    store->facets_due = false;
    return table_ensure(store, error) && making_run(&making, behind_make);
}

bool sql_facets_again(struct sql_store *store, int64_t report, struct error *error)
{
    struct making making = {.store = store, .report = report, .error = error};
    if (report == store->added_report)
        return true; /* it has none yet */
    return table_ensure(store, error) && making_run(&making, entry_make);
}

bool sql_facets_forget(struct sql_store *store, int64_t report, struct error *error)
{
    struct making making = {.store = store, .report = report, .error = error};
    return table_ensure(store, error) && making_run(&making, blocks_make);
}

bool sql_facets_renew(struct sql_store *store, struct error *error)
{
    store->facets_due = true;
    return table_ensure(store, error) && sql_run(store, "DELETE FROM report_facets;", error) &&
           sql_facets_settle(store, error);
}

/* ---- whether they are right ---- */

struct facets_check {
    struct making making; /* its arena is cleared between blocks */
    int64_t after;        /* the last reading that was compared */
    size_t problems;
    bool *sound;
};

static void entry_problem(struct facets_check *check, uint32_t reading, const char *problem)
{
    enum { PROBLEMS_MOST = 20 };
    char where[16];
    snprintf(where, sizeof where, "%u", (unsigned)reading);
    *check->sound = false;
    if (check->problems++ < PROBLEMS_MOST)
        sql_problem_add(check->making.store, "report_facets", span_of(where), problem,
                        check->making.error);
}

/* The entry of one block by the places of another. */
static struct entry entry_in(struct arena *arena, const struct block *from, struct entry entry,
                             struct block *to)
{
    uint64_t kinds = entry.kinds;
    for (entry.kinds = 0; kinds; kinds &= kinds - 1) {
        size_t place =
            text_place(arena, &to->kinds, from->kinds.items[__builtin_ctzll(kinds)], BLOCK_KINDS);
        entry.kinds |= place == ENTRY_NONE ? 0 : (uint64_t)1 << place;
    }
    if (entry.publisher != ENTRY_NONE)
        entry.publisher = (uint16_t)text_place(arena, &to->publishers,
                                               from->publishers.items[entry.publisher], UINT16_MAX);
    for (size_t i = 0; i < ENTRY_REGIONS; i++)
        if (entry.regions[i] != ENTRY_NONE)
            entry.regions[i] =
                (uint16_t)region_place(arena, to, from->regions.items[entry.regions[i]]);
    return entry;
}

/* Of many regions those are kept that came first, in no order that is the same on every database.
 */
static bool regions_are_same(const struct entry *one, const struct entry *other)
{
    size_t counts[2] = {0}, shared = 0;
    for (size_t i = 0; i < ENTRY_REGIONS; i++) {
        counts[0] += one->regions[i] != ENTRY_NONE;
        counts[1] += other->regions[i] != ENTRY_NONE;
        for (size_t k = 0; k < ENTRY_REGIONS; k++)
            shared += one->regions[i] != ENTRY_NONE && one->regions[i] == other->regions[k];
    }
    return counts[0] == counts[1] && (shared == counts[0] || counts[0] == ENTRY_REGIONS);
}

/* The size is an estimate, which may be of other words. */
static bool entries_are_same(const struct entry *one, const struct entry *other)
{
    return one->report == other->report && one->day == other->day &&
           one->earliest == other->earliest && one->publisher == other->publisher &&
           one->kinds == other->kinds && regions_are_same(one, other);
}

static struct entry *entry_of(const struct block *block, uint32_t reading)
{
    for (size_t i = 0; i < block->entries.count; i++)
        if (block->entries.items[i].reading == reading)
            return &block->entries.items[i];
    return NULL;
}

/* Compares the readings behind the last one compared, up to one, with the entries of a block, which
 * forgets those that are found. */
static bool readings_compare(struct facets_check *check, struct block *block, int64_t last)
{
    struct making *making = &check->making;
    for (bool more = true; more;) {
        struct block truth = {0};
        if (!readings_take(making, check->after, last, BLOCK_ENTRIES, &truth) ||
            (truth.entries.count && !sources_take(making, &truth, 0)))
            return false;
        for (size_t i = 0; i < truth.entries.count; i++) {
            struct entry *entry = entry_of(block, truth.entries.items[i].reading);
            struct entry right = entry_in(&making->arena, &truth, truth.entries.items[i], block);
            check->after = right.reading;
            if (!entry || !entries_are_same(&right, entry))
                entry_problem(check, right.reading, entry ? "counted wrongly" : "not counted");
            if (entry)
                *entry = block->entries.items[--block->entries.count];
        }
        more = truth.entries.count == BLOCK_ENTRIES;
    }
    return true;
}

/* Entries of readings that ended stay until the next rebuild, but are known to have ended. */
static bool ended_check(struct facets_check *check, const struct block *block)
{
    for (size_t i = 0; i < block->entries.count; i++) {
        const struct entry *entry = &block->entries.items[i];
        int64_t stale;
        if (!sql_number(check->making.store, "SELECT count(*) FROM stale WHERE reading = ?",
                        entry->reading, 0, &stale, check->making.error))
            return false;
        if (!stale)
            entry_problem(check, entry->reading, "counted, but holds no more");
    }
    return true;
}

/* The next block, or behind the last one what has none. */
static void block_check(void *context)
{
    static const char next[] = "SELECT first, facets FROM report_facets WHERE first > ?1"
                               " ORDER BY first LIMIT 1";
    struct facets_check *check = context;
    struct making *making = &check->making;
    struct block block = {0};
    struct span bytes;
    if (!row_find(making, next, making->report, &block.first, &bytes))
        return;
    making->report = block.first;
    making->done = true;
    if (block.first && !sql_facet_block_read(bytes, &making->arena, &block)) {
        entry_problem(check, (uint32_t)block.first, "cannot be read");
        making->report = 0; /* all behind it is as wrong */
        return;
    }
    int64_t last =
        block.entries.count ? block.entries.items[block.entries.count - 1].reading : block.first;
    making->done = readings_compare(check, &block, block.first ? last : STORE_FOREVER) &&
                   ended_check(check, &block);
}

bool sql_facets_check(struct sql_store *store, bool *sound, struct error *error)
{
    struct facets_check check = {.making = {.store = store, .error = error}, .sound = sound};
    struct making *making = &check.making;
    bool there;
    if (!is_there(store, &there, error))
        return false;
    if (!there) {
        *sound = false;
        sql_problem_add(store, "report_facets", SPAN("0"), "of an older program", error);
        return true;
    }
    do {
        making->done = false;
        if (!making_run(making, block_check))
            return false;
    } while (making->report);
    return true;
}

bool sql_is_counted(struct store *base, bool *counted, struct error *error)
{
    return is_there((struct sql_store *)base, counted, error);
}

bool sql_count(struct store *base, struct error *error)
{
    if (!sql_write_begin(base, 0, error))
        return false;
    ((struct sql_store *)base)->facets_due = true;
    return sql_write_end(base, 0, error) && sql_commit(base, error);
}

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
#include "store_facets.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "store_sql.h"
#include "utf8.h"

enum {
    BLOCK_ENTRIES = 512,
    BLOCK_KINDS = 64,
    ENTRY_REGIONS = 5,
    NONE = UINT16_MAX,
    FACET_VALUES_MOST = 50, /* publishers, the most frequent */
    YEARS = 10000
};

/* A reading. */
struct entry {
    uint64_t kinds; /* bits: places in the block */
    uint32_t reading;
    uint32_t report;
    uint32_t day;      /* on which it was published, as day_number(); 0: not known */
    uint32_t earliest; /* the same of the first day that it may be of */
    uint32_t size;     /* bytes of its row of word_ranges: about two a word */
    uint16_t publisher;
    uint16_t regions[ENTRY_REGIONS];
};
_Static_assert(sizeof(struct entry) == 40, "entries are stored as they are");

struct block_head {
    uint32_t entries;
    uint32_t regions;
    uint32_t kinds;
    uint32_t publishers;
};

struct texts {
    struct span *items;
    size_t count;
    size_t capacity;
};

struct block {
    int64_t first; /* reading; 0: the table has no such row yet */
    struct {
        struct entry *items;
        size_t count;
        size_t capacity;
    } entries;
    struct {
        uint32_t *items;
        size_t count;
        size_t capacity;
    } regions;
    struct texts kinds;
    struct texts publishers;
};

/* 20150209, 20150200, 20150000: compares as the dates do. */
static uint32_t day_number(struct date date)
{
    return date_is_set(date)
               ? (uint32_t)(date.year * 10000 + (date.month > 0 ? date.month : 0) * 100 +
                            (date.day > 0 ? date.day : 0))
               : 0;
}

/* The same with what is not known as late as can be. */
static uint32_t last_number(struct date date)
{
    return (uint32_t)(date.year * 10000 + (date.month > 0 ? date.month : 99) * 100 +
                      (date.day > 0 ? date.day : 99));
}

/* ---- blocks as bytes ---- */

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

/* Reads a block, whose texts stay in bytes; false where it is none. */
static bool block_read(struct span bytes, struct arena *arena, struct block *block)
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

/* The place of a text in the block, which it is given where it has none; NONE where there are most
 * already. */
static size_t text_place(struct arena *arena, struct texts *texts, struct span text, size_t most)
{
    enum { TEXT_MOST = 1000 };
    text = utf8_cut(text, TEXT_MOST);
    for (size_t i = 0; i < texts->count; i++)
        if (span_equal(texts->items[i], text))
            return i;
    if (texts->count == most)
        return NONE;
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
    int64_t report; /* of sql_facets_again(); 0: what is behind the last block */
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
                                .day = day_number(column_date(&row, 2)),
                                .earliest = day_number(column_date(&row, 3)),
                                .size = (uint32_t)column_integer(&row, 5),
                                .publisher = NONE};
        if (publisher.size)
            entry->publisher = (uint16_t)text_place(&making->arena, &block->publishers, publisher,
                                                    BLOCK_ENTRIES + 1);
        for (size_t i = 0; i < ENTRY_REGIONS; i++)
            entry->regions[i] = NONE;
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
    while (i < ENTRY_REGIONS && entry->regions[i] != NONE && entry->regions[i] != place)
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
        if (place && kind != NONE)
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

/* *there says whether there is a table; where it is needed and there is none, false. What was
 * written in this group is counted first. */
static bool facets_need(struct sql_store *store, bool needed, bool *there, struct error *error)
{
    return (store->in_report || sql_facets_settle(store, error)) && is_there(store, there, error) &&
           (*there || !needed || error_add(error, "registry.uncounted", "file", store->file, NULL));
}

static bool damaged(struct sql_store *store, struct error *error)
{
    return error_add(error, "registry.damaged", "file", store->file, NULL);
}

static bool block_take(struct making *making, const char *find, int64_t value, struct block *block)
{
    struct statement row;
    bool found;
    *block = (struct block){0};
    if (!statement_begin(making->store, find, &row, making->error))
        return false;
    bind_integer(&row, value);
    if (!statement_next(&row, &found, making->error))
        return false;
    if (!found)
        return true;
    struct span bytes = column_text(&row, 1, &making->arena);
    block->first = column_integer(&row, 0);
    statement_end(&row);
    return block_read(bytes, &making->arena, block) || damaged(making->store, making->error);
}

static bool block_put(struct making *making, struct block *block)
{
    struct statement row;
    struct buffer *work = &making->store->work;
    if (!block->entries.count)
        return true;
    if (block->first && !sql_run_with(making->store, "DELETE FROM report_facets WHERE first = ?",
                                      &block->first, 1, making->error))
        return false;
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

static bool making_run(struct making *making, void (*make)(void *context))
{
    enum { MAKING_LIMIT = 512 * 1024 * 1024 };
    arena_init(&making->arena, MAKING_LIMIT);
    if (!arena_run(&making->arena, make, making))
        sql_no_memory(making->store, making->error);
    arena_release(&making->arena);
    return making->done;
}

bool sql_facets_settle(struct sql_store *store, struct error *error)
{
    struct making making = {.store = store, .error = error};
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

bool sql_facets_renew(struct sql_store *store, struct error *error)
{
    store->facets_due = true;
    return table_ensure(store, error) && sql_run(store, "DELETE FROM report_facets;", error) &&
           sql_facets_settle(store, error);
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

/* ---- questions ---- */

/* What is asked of entries, and what was counted of them. */
struct asking {
    struct sql_store *store;
    struct arena *arena;
    const struct report_filter *filter; /* NULL: all */
    uint32_t until;                     /* no later than this; 0: of any day */
    struct span publisher;              /* folded */
    uint32_t from_day;
    uint32_t until_day;
    struct report_facets *facets; /* NULL: nothing is counted */
    size_t *kinds;                /* by number of kind */
    size_t *years;
    struct map regions; /* of numbers, to place + 1 of facets->values */
    struct map publishers;
    struct error *error;
};

/* What a block's places mean for the question. */
struct meaning {
    uint64_t kinds;   /* that are wanted */
    bool *publishers; /* that are wanted */
    bool *regions;    /* … */
    unsigned kind_of[BLOCK_KINDS];
    size_t *publisher_of; /* places of facets->values + 1; 0: none yet */
    size_t *region_of;
};

static struct span text_fold(struct arena *arena, struct span text)
{
    char *folded = ARENA_NEW(arena, char, text.size + 1);
    return (struct span){folded, utf8_lower(text, folded, true)};
}

static void asking_begin(struct asking *asking)
{
    const struct report_filter *filter = asking->filter;
    const struct schema *schema = asking->store->store.schema;
    if (filter) {
        asking->publisher = text_fold(asking->arena, filter->publisher);
        asking->from_day = day_number(filter->from);
        asking->until_day = date_is_set(filter->until) ? last_number(filter->until) : 0;
    }
    if (!asking->facets)
        return;
    *asking->facets = (struct report_facets){0};
    asking->kinds = ARENA_NEW(asking->arena, size_t, schema->kind_count);
    asking->years = ARENA_NEW(asking->arena, size_t, YEARS);
    map_init(&asking->regions, asking->arena);
    map_init(&asking->publishers, asking->arena);
}

static bool kind_is_wanted(const struct report_filter *filter, struct span name)
{
    for (size_t i = 0; filter && i < filter->kind_count; i++)
        if (span_equal(filter->kinds[i]->name, name))
            return true;
    return false;
}

static bool region_is_wanted(const struct report_filter *filter, uint32_t region)
{
    for (size_t i = 0; filter && i < filter->region_count; i++)
        if (filter->regions[i] == (int64_t)region)
            return true;
    return false;
}

static void meaning_find(const struct asking *asking, const struct block *block,
                         struct meaning *meaning)
{
    const struct schema *schema = asking->store->store.schema;
    *meaning =
        (struct meaning){.publishers = ARENA_NEW(asking->arena, bool, block->publishers.count),
                         .regions = ARENA_NEW(asking->arena, bool, block->regions.count),
                         .publisher_of = ARENA_NEW(asking->arena, size_t, block->publishers.count),
                         .region_of = ARENA_NEW(asking->arena, size_t, block->regions.count)};
    for (size_t i = 0; i < block->kinds.count; i++) {
        const struct schema_kind *kind = schema_kind_find(schema, block->kinds.items[i]);
        meaning->kind_of[i] = kind ? kind->number : UINT_MAX;
        if (kind_is_wanted(asking->filter, block->kinds.items[i]))
            meaning->kinds |= (uint64_t)1 << i;
    }
    for (size_t i = 0; i < block->publishers.count && asking->publisher.size; i++)
        meaning->publishers[i] =
            span_equal(text_fold(asking->arena, block->publishers.items[i]), asking->publisher);
    for (size_t i = 0; i < block->regions.count; i++)
        meaning->regions[i] = region_is_wanted(asking->filter, block->regions.items[i]);
}

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left, *other = right;
    return (*one > *other) - (*one < *other);
}

static bool days_fit(const struct asking *asking, const struct entry *entry)
{
    const struct report_filter *filter = asking->filter;
    if ((filter->dated && !entry->day) || (filter->undated && entry->day))
        return false;
    if (!asking->from_day && !asking->until_day)
        return true;
    return entry->day && entry->day >= asking->from_day &&
           (!asking->until_day || entry->day <= asking->until_day);
}

static bool entry_fits(const struct asking *asking, const struct meaning *meaning,
                       const struct entry *entry)
{
    const struct report_filter *filter = asking->filter;
    if (asking->until && entry->earliest > asking->until)
        return false;
    if (!filter)
        return true;
    if (!days_fit(asking, entry) || (filter->kind_count && !(entry->kinds & meaning->kinds)) ||
        (filter->publisher.size &&
         (entry->publisher == NONE || !meaning->publishers[entry->publisher])))
        return false;
    bool placed = !filter->regions;
    for (size_t i = 0; i < ENTRY_REGIONS && entry->regions[i] != NONE && !placed; i++)
        placed = meaning->regions[entry->regions[i]];
    int64_t report = entry->report;
    return placed && (!filter->reports || (filter->report_count &&
                                           bsearch(&report, filter->reports, filter->report_count,
                                                   sizeof report, by_number)));
}

static struct listed_value *value_of(struct asking *asking, enum report_facet facet,
                                     struct map *places, struct span key, size_t *known)
{
    struct listed_values *values = &asking->facets->values[facet];
    if (!*known) {
        bool added;
        uint32_t *place = map_add(places, key, &added);
        if (added) {
            *ARRAY_PUSH(asking->arena, values) = (struct listed_value){0};
            *place = (uint32_t)values->count;
        }
        *known = *place;
    }
    return &values->items[*known - 1];
}

static void entry_count(struct asking *asking, const struct block *block, struct meaning *meaning,
                        const struct entry *entry)
{
    for (uint64_t rest = entry->kinds; rest; rest &= rest - 1) {
        unsigned kind = meaning->kind_of[__builtin_ctzll(rest)];
        if (kind != UINT_MAX)
            asking->kinds[kind]++;
    }
    asking->years[entry->day / 10000 % YEARS]++; /* 0: without a day */
    if (entry->publisher != NONE) {
        struct span text = block->publishers.items[entry->publisher];
        struct listed_value *value = value_of(asking, FACET_PUBLISHER, &asking->publishers, text,
                                              &meaning->publisher_of[entry->publisher]);
        value->text = text;
        value->count++;
    }
    for (size_t i = 0; i < ENTRY_REGIONS && entry->regions[i] != NONE; i++) {
        uint32_t *region = &block->regions.items[entry->regions[i]];
        struct listed_value *value = value_of(asking, FACET_REGION, &asking->regions,
                                              (struct span){(const char *)region, sizeof *region},
                                              &meaning->region_of[entry->regions[i]]);
        value->number = *region;
        value->count++;
    }
}

static int by_count(const void *left, const void *right)
{
    const struct listed_value *one = left, *other = right;
    if (one->count != other->count)
        return one->count > other->count ? -1 : 1;
    int order = span_compare(one->text, other->text);
    return order ? order : (one->number > other->number) - (one->number < other->number);
}

static void asking_end(struct asking *asking)
{
    const struct schema *schema = asking->store->store.schema;
    if (!asking->facets)
        return;
    struct listed_values *values = asking->facets->values;
    for (size_t i = 0; i < schema->kind_count; i++)
        if (asking->kinds[i])
            *ARRAY_PUSH(asking->arena, &values[FACET_KIND]) =
                (struct listed_value){.text = schema->kinds[i].name, .count = asking->kinds[i]};
    for (size_t i = YEARS; i-- > 0;)
        if (asking->years[i])
            *ARRAY_PUSH(asking->arena, &values[FACET_YEAR]) = (struct listed_value){
                .text = i ? arena_format(asking->arena, "%04zu", i) : SPAN("none"),
                .number = (int64_t)i,
                .count = asking->years[i]};
    for (size_t i = 0; i < REPORT_FACETS; i++) {
        if (i == FACET_YEAR || !values[i].count)
            continue;
        qsort(values[i].items, values[i].count, sizeof *values[i].items, by_count);
        if (i == FACET_PUBLISHER && values[i].count > FACET_VALUES_MOST)
            values[i].count = FACET_VALUES_MOST;
    }
}

/* The blocks that may have readings between two, the newest first. Their texts are in the arena. */
static bool blocks_read(struct asking *asking, int64_t first, int64_t last, struct block **blocks,
                        size_t *count)
{
    static const char find[] = "SELECT first, facets FROM report_facets WHERE first <= ?2"
                               " AND last >= ?1 ORDER BY first DESC";
    struct {
        struct block *items;
        size_t count;
        size_t capacity;
    } taken = {0};
    struct statement row;
    if (!statement_begin(asking->store, find, &row, asking->error))
        return false;
    bind_integer(&row, first);
    bind_integer(&row, last);
    bool done;
    while (statement_row(&row, &done, asking->error)) {
        struct block *block = ARRAY_PUSH(asking->arena, &taken);
        *block = (struct block){.first = column_integer(&row, 0)};
        if (!block_read(column_text(&row, 1, asking->arena), asking->arena, block)) {
            statement_end(&row);
            return damaged(asking->store, asking->error);
        }
    }
    *blocks = taken.items;
    *count = taken.count;
    return done;
}

/* The entry of a reading; NULL where the block has none. Entries stand by reading; *at is behind
 * the one that was found last, of a later reading. */
static const struct entry *entry_find(const struct block *block, int64_t reading, size_t *at)
{
    const struct entry *items = block->entries.items;
    while (*at > 0 && items[*at - 1].reading > reading)
        --*at;
    return *at > 0 && items[*at - 1].reading == reading ? &items[*at - 1] : NULL;
}

bool sql_facets_choose(struct sql_store *store, const struct search_query *query, size_t most,
                       size_t counted, struct arena *arena, struct found_set *found,
                       struct report_facets *facets, struct error *error)
{
    struct asking asking = {.store = store,
                            .arena = arena,
                            .filter = query->filter,
                            .until = date_is_set(query->until) ? last_number(query->until) : 0,
                            .facets = facets,
                            .error = error};
    struct block *blocks;
    struct meaning meaning;
    size_t block_count = 0, at = 0, kept = 0;
    bool there;
    asking_begin(&asking);
    if (!found->count)
        return true;
    if (!facets_need(store, query->filter != NULL, &there, error) ||
        (there && !blocks_read(&asking, found->readings[found->count - 1], found->readings[0],
                               &blocks, &block_count)))
        return false;
    size_t block = SIZE_MAX, next = 0;
    for (size_t i = 0; i < found->count && kept < most; i++) {
        int64_t reading = found->readings[i];
        while (next < block_count && blocks[next].first > reading)
            next++;
        const struct entry *entry = NULL;
        if (next < block_count) {
            if (block != next) {
                meaning_find(&asking, &blocks[next], &meaning);
                at = blocks[next].entries.count;
                block = next;
            }
            entry = entry_find(&blocks[next], reading, &at);
        }
        if (entry ? !entry_fits(&asking, &meaning, entry) : query->filter != NULL)
            continue;
        if (entry && facets && kept < counted)
            entry_count(&asking, &blocks[next], &meaning, entry);
        found->readings[kept] = reading;
        found->sizes[kept++] = entry ? entry->size : 0;
    }
    found->count = kept;
    asking_end(&asking);
    return true;
}

/* ---- reports by their days ---- */

struct wanted_report {
    uint32_t day;
    uint32_t report;
};

static int by_day(const void *left, const void *right)
{
    const struct wanted_report *a = left, *b = right;
    int order = (a->day < b->day) - (a->day > b->day);
    return order ? order : (a->report < b->report) - (a->report > b->report);
}

/* From the earliest; those without a day last. */
static int by_day_up(const void *left, const void *right)
{
    const struct wanted_report *a = left, *b = right;
    if (!a->day != !b->day)
        return a->day ? -1 : 1;
    int order = (a->day > b->day) - (a->day < b->day);
    return order ? order : (a->report > b->report) - (a->report < b->report);
}

struct wanted_reports {
    struct wanted_report *items;
    size_t count;
    size_t capacity;
};

static bool ended_read(struct asking *asking, struct map *ended)
{
    struct statement row;
    map_init(ended, asking->arena);
    if (!statement_begin(asking->store, "SELECT reading FROM stale", &row, asking->error))
        return false;
    bool done;
    while (statement_row(&row, &done, asking->error)) {
        uint32_t *reading = ARENA_NEW(asking->arena, uint32_t, 1);
        *reading = (uint32_t)column_integer(&row, 0);
        map_add(ended, (struct span){(const char *)reading, sizeof *reading}, NULL);
    }
    return done;
}

static bool wanted_find(struct asking *asking, struct wanted_reports *wanted)
{
    struct block *blocks;
    struct map ended;
    size_t count;
    bool there;
    asking_begin(asking);
    if (!facets_need(asking->store, true, &there, asking->error) || !ended_read(asking, &ended) ||
        !blocks_read(asking, 0, STORE_FOREVER, &blocks, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct meaning meaning;
        meaning_find(asking, &blocks[i], &meaning);
        for (size_t k = 0; k < blocks[i].entries.count; k++) {
            const struct entry *entry = &blocks[i].entries.items[k];
            struct span key = {(const char *)&entry->reading, sizeof entry->reading};
            if (!entry_fits(asking, &meaning, entry) || (ended.count && map_find(&ended, key)))
                continue;
            if (asking->facets)
                entry_count(asking, &blocks[i], &meaning, entry);
            *ARRAY_PUSH(asking->arena, wanted) = (struct wanted_report){entry->day, entry->report};
        }
    }
    asking_end(asking);
    return true;
}

/* Where the page begins: behind the report that is named, else at the offset. */
static size_t start_find(const struct wanted_reports *wanted, const struct listed_after *after,
                         size_t offset, int (*order)(const void *, const void *))
{
    struct date day;
    if (!after || !after->number)
        return offset < wanted->count ? offset : wanted->count;
    const struct wanted_report key = {
        after->key.size && date_read(after->key, &day) ? day_number(day) : 0,
        (uint32_t)after->number};
    size_t low = 0, high = wanted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(&wanted->items[middle], &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool sql_reports_wanted(struct store *base, const struct report_filter *filter, bool reverse,
                        const struct listed_after *after, size_t offset, size_t limit,
                        struct arena *arena, struct stored_reports *reports, size_t *total,
                        struct report_facets *facets, struct error *error)
{
    struct asking asking = {.store = (struct sql_store *)base,
                            .arena = arena,
                            .filter = filter,
                            .facets = facets,
                            .error = error};
    struct wanted_reports wanted = {0};
    int (*order)(const void *, const void *) = reverse ? by_day : by_day_up;
    *reports = (struct stored_reports){0};
    if (!wanted_find(&asking, &wanted))
        return false;
    *total = wanted.count;
    if (wanted.count)
        qsort(wanted.items, wanted.count, sizeof *wanted.items, order);
    size_t first = start_find(&wanted, after, offset, order);
    size_t count = wanted.count - first < limit ? wanted.count - first : limit;
    int64_t *numbers = ARENA_NEW(arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        numbers[i] = wanted.items[first + i].report;
    reports->items = ARENA_NEW(arena, struct stored_report, count);
    reports->count = reports->capacity = count;
    return sql_reports_of(base, numbers, count, arena, reports->items, error);
}

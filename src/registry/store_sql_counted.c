/* Asking what reports are filtered and counted by.
 *
 * Publishers, regions and kinds get their places in the whole table instead of in a block, so that
 * counting is adding to arrays. Readings are numbered without large gaps, so a set of them is a
 * line of bits, and that of a question's hits, which takes the full text milliseconds to tell where
 * they are many, is kept for other pages of it; so is what was counted of them. */
#include "store_sql_counted.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "store_sql_facets.h"
#include "utf8.h"

enum {
    KINDS = 64,
    FACET_VALUES_MOST = 50, /* publishers, the most frequent */
    COUNTED_LIMIT = 1024 * 1024 * 1024,
    HITS_KEPT = 64,         /* questions whose hits are kept */
    HITS_KEPT_LEAST = 1000, /* fewer are soon found again */
    HITS_KEY = 240,         /* bytes of a question */
    SORTED_MOST = 1000      /* hits that are sorted; of more the line of days is gone along */
};
#define NO_PUBLISHER UINT32_MAX

/* A reading. */
struct counted_reading {
    uint64_t kinds; /* bits: places in the table */
    uint32_t reading;
    uint32_t report;
    uint32_t day;
    uint32_t earliest;
    uint32_t size;
    uint32_t publisher;
    uint16_t regions[ENTRY_REGIONS];
};

/* What a question was found to hit. */
struct kept_hits {
    char key[HITS_KEY];
    size_t key_size; /* 0: free */
    uint64_t used;
    struct reading_set set; /* of malloc() */
    uint32_t *met;          /* what was counted of the newest of them, of malloc(); NULL: nothing */
    size_t most;            /* … of so many */
};

struct counted {
    struct arena arena;
    bool whole; /* it was read to its end */
    int64_t version;
    struct {
        struct counted_reading *items; /* by reading */
        size_t count;
        size_t capacity;
    } readings;
    uint32_t *by_day; /* their places: the latest first, of a day the newest; without a day last */
    struct texts kinds;
    struct texts publishers;
    struct {
        uint32_t *items;
        size_t count;
        size_t capacity;
    } regions;
    struct map publisher_places;
    uint32_t first_year; /* of those that are known */
    uint32_t last_year;
    struct kept_hits kept[HITS_KEPT];
    uint64_t used;
};

/* ---- reading the table ---- */

struct loading {
    struct sql_store *store;
    struct counted *counted;
    struct arena work; /* of the block at hand */
    struct error *error;
    bool done;
};

static uint64_t kind_bit(struct counted *counted, struct span name)
{
    size_t i = 0;
    while (i < counted->kinds.count && !span_equal(counted->kinds.items[i], name))
        i++;
    if (i == KINDS)
        return 0;
    if (i == counted->kinds.count)
        *ARRAY_PUSH(&counted->arena, &counted->kinds) = arena_copy(&counted->arena, name);
    return (uint64_t)1 << i;
}

static uint32_t publisher_place(struct counted *counted, struct span text)
{
    bool added;
    const uint32_t *known = map_find(&counted->publisher_places, text);
    if (known)
        return *known;
    text = arena_copy(&counted->arena, text);
    uint32_t *place = map_add(&counted->publisher_places, text, &added);
    *place = (uint32_t)counted->publishers.count;
    *ARRAY_PUSH(&counted->arena, &counted->publishers) = text;
    return *place;
}

static uint16_t region_place(struct counted *counted, uint32_t region)
{
    size_t i = 0;
    while (i < counted->regions.count && counted->regions.items[i] != region)
        i++;
    if (i == counted->regions.count && i < ENTRY_NONE)
        *ARRAY_PUSH(&counted->arena, &counted->regions) = region;
    return (uint16_t)i;
}

/* The places of the block's texts and regions in the table. */
struct places {
    uint64_t kinds[BLOCK_KINDS];
    uint32_t publishers[BLOCK_ENTRIES + 1];
    uint16_t regions[BLOCK_ENTRIES * ENTRY_REGIONS];
};

static void places_find(struct counted *counted, const struct block *block, struct places *places)
{
    for (size_t i = 0; i < block->kinds.count; i++)
        places->kinds[i] = kind_bit(counted, block->kinds.items[i]);
    for (size_t i = 0; i < block->publishers.count && i <= BLOCK_ENTRIES; i++)
        places->publishers[i] = publisher_place(counted, block->publishers.items[i]);
    for (size_t i = 0; i < block->regions.count; i++)
        places->regions[i] = region_place(counted, block->regions.items[i]);
}

static void reading_add(struct counted *counted, const struct entry *entry,
                        const struct places *places)
{
    struct counted_reading *reading = ARRAY_PUSH(&counted->arena, &counted->readings);
    uint32_t year = entry->day / 10000;
    *reading = (struct counted_reading){.reading = entry->reading,
                                        .report = entry->report,
                                        .day = entry->day,
                                        .earliest = entry->earliest,
                                        .size = entry->size,
                                        .publisher = entry->publisher == ENTRY_NONE
                                                         ? NO_PUBLISHER
                                                         : places->publishers[entry->publisher]};
    for (uint64_t rest = entry->kinds; rest; rest &= rest - 1)
        reading->kinds |= places->kinds[__builtin_ctzll(rest)];
    for (size_t i = 0; i < ENTRY_REGIONS; i++)
        reading->regions[i] =
            entry->regions[i] == ENTRY_NONE ? ENTRY_NONE : places->regions[entry->regions[i]];
    if (year && (!counted->first_year || year < counted->first_year))
        counted->first_year = year;
    if (year > counted->last_year)
        counted->last_year = year;
}

static bool blocks_read(struct loading *loading)
{
    static const char find[] = "SELECT facets FROM report_facets ORDER BY first";
    struct counted *counted = loading->counted;
    struct places *places = ARENA_NEW(&counted->arena, struct places, 1);
    struct statement row;
    bool done;
    if (!statement_begin(loading->store, find, &row, loading->error))
        return false;
    while (statement_row(&row, &done, loading->error)) {
        struct block block = {0};
        if (!sql_facet_block_read(column_span(&row, 0), &loading->work, &block)) {
            statement_end(&row);
            return error_add(loading->error, "registry.damaged", "file", loading->store->file,
                             NULL);
        }
        places_find(counted, &block, places);
        for (size_t i = 0; i < block.entries.count; i++)
            reading_add(counted, &block.entries.items[i], places);
        arena_clear(&loading->work);
    }
    return done;
}

/* One step of sorting the places by a part of their days. */
static void by_day_step(const struct counted *counted, unsigned shift, const uint32_t *from,
                        uint32_t *to)
{
    enum { VALUES = 1 << 11 };
    uint32_t starts[VALUES + 1] = {0};
#define PART(place) (~counted->readings.items[place].day >> shift & (VALUES - 1))
    for (size_t i = 0; i < counted->readings.count; i++)
        starts[PART(from[i]) + 1]++;
    for (size_t i = 1; i < VALUES; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < counted->readings.count; i++)
        to[starts[PART(from[i])]++] = from[i];
#undef PART
}

/* The readings come by their numbers, so the newest of a day stay before the others. */
static void by_day_make(struct loading *loading)
{
    enum { STEP = 11 /* bits: a day has 27 */ };
    struct counted *counted = loading->counted;
    size_t count = counted->readings.count;
    uint32_t *other = ARENA_ROOM(&loading->work, uint32_t, count);
    uint32_t *line = counted->by_day = ARENA_ROOM(&counted->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        other[i] = (uint32_t)(count - 1 - i);
    by_day_step(counted, 0, other, line);
    by_day_step(counted, STEP, line, other);
    by_day_step(counted, 2 * STEP, other, line);
}

static void table_read(void *context)
{
    struct loading *loading = context;
    map_init(&loading->counted->publisher_places, &loading->counted->arena);
    if (!blocks_read(loading))
        return;
    by_day_make(loading);
    loading->done = true;
}

static void in_table(void *context)
{
    struct loading *loading = context;
    if (!arena_run(&loading->counted->arena, table_read, loading))
        sql_no_memory(loading->store, loading->error);
}

static void kept_release(struct counted *counted)
{
    for (size_t i = 0; i < HITS_KEPT; i++) {
        free(counted->kept[i].set.words);
        free(counted->kept[i].met);
    }
    memset(counted->kept, 0, sizeof counted->kept);
}

void sql_counted_release(struct sql_store *store)
{
    struct counted *counted = store->counted;
    store->counted = NULL;
    if (!counted)
        return;
    kept_release(counted);
    arena_release(&counted->arena);
    free(counted);
}

/* An empty table, in the memory of the last one. */
static bool table_begin(struct sql_store *store, struct error *error)
{
    struct counted *counted = store->counted ? store->counted : calloc(1, sizeof *counted);
    if (!counted)
        return sql_no_memory(store, error);
    kept_release(counted);
    arena_release(&counted->arena);
    *counted = (struct counted){.whole = false};
    arena_init(&counted->arena, COUNTED_LIMIT);
    store->counted = counted;
    return true;
}

/* Whether what is kept can tell that it is of an older version: within a moment of a connection
 * that reads. */
static bool is_kept(struct sql_store *store)
{
    return store->in_snapshot && store->driver->read_only(store);
}

/* Reads the table, unless it is kept; where there is none it is as if it were empty, or, where it
 * is needed, an error. */
static bool counted_need(struct sql_store *store, bool needed, struct error *error)
{
    struct loading loading = {.store = store, .error = error};
    int64_t version = 0;
    bool there;
    if (is_kept(store) && !store->driver->version(store, &version, error))
        return false;
    if (is_kept(store) && store->counted && store->counted->whole &&
        store->counted->version == version)
        return true;
    if (!sql_facets_need(store, needed, &there, error) || !table_begin(store, error))
        return false;
    loading.counted = store->counted;
    store->counted->version = version;
    if (!there)
        return true;
    arena_init(&loading.work, COUNTED_LIMIT);
    if (!arena_run(&loading.work, in_table, &loading))
        sql_no_memory(store, error);
    arena_release(&loading.work);
    return store->counted->whole = loading.done;
}

/* ---- sets ---- */

size_t reading_set_newest(const struct reading_set *set, size_t most, int64_t *readings)
{
    size_t count = 0;
    for (size_t i = set->size; i-- > 0;)
        for (uint64_t rest = set->words[i]; rest && count < most;) {
            unsigned bit = 63 - (unsigned)__builtin_clzll(rest);
            rest ^= (uint64_t)1 << bit;
            readings[count++] = (int64_t)(i * 64 + bit);
        }
    return count;
}

/* ---- hits ---- */

/* The question as bytes; 0 where it is too long to be kept. */
static size_t key_write(const struct search_query *query, char key[HITS_KEY])
{
    const struct span *const parts[] = {query->phrases, query->excluded};
    const size_t counts[] = {query->phrase_count, query->excluded_count};
    size_t size = 0;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < counts[i]; k++) {
            if (size + parts[i][k].size + 1 > HITS_KEY)
                return 0;
            memcpy(key + size, parts[i][k].data, parts[i][k].size);
            size += parts[i][k].size;
            key[size++] = i ? '\1' : '\0';
        }
    return size;
}

static struct kept_hits *hits_recall(struct counted *counted, const char *key, size_t size)
{
    for (size_t i = 0; size && i < HITS_KEPT; i++) {
        struct kept_hits *kept = &counted->kept[i];
        if (kept->key_size != size || memcmp(kept->key, key, size) != 0)
            continue;
        kept->used = ++counted->used;
        return kept;
    }
    return NULL;
}

/* Keeps a set in the place of that which nobody asked for the longest; *set becomes what is kept.
 */
static void hits_keep(struct counted *counted, const char *key, size_t size,
                      struct reading_set *set)
{
    struct kept_hits *kept = &counted->kept[0];
    uint64_t *words = malloc(set->size * sizeof *words);
    for (size_t i = 1; i < HITS_KEPT; i++)
        if (counted->kept[i].used < kept->used)
            kept = &counted->kept[i];
    if (!words)
        return;
    free(kept->set.words);
    free(kept->met);
    kept->met = NULL;
    memcpy(kept->key, key, size);
    memcpy(words, set->words, set->size * sizeof *words);
    kept->key_size = size;
    kept->used = ++counted->used;
    set->words = words;
    kept->set = *set;
}

/* Where titles were asked for and nothing was found, the registry may not know them. */
static bool titles_are_known(struct sql_store *store, const struct search_query *query,
                             struct error *error)
{
    static const char known[] = "SELECT count(*) FROM meta WHERE key = 'words_version'";
    int64_t found = 1;
    bool asked = false;
    for (size_t i = 0; i < query->phrase_count; i++)
        asked |= memchr(query->phrases[i].data, TITLE_MARK, query->phrases[i].size) != NULL;
    return !asked || (sql_number(store, known, 0, 0, &found, error) &&
                      (found || error_add(error, "registry.untitled", "file", store->file, NULL)));
}

bool sql_counted_find(struct sql_store *store, const struct search_query *query,
                      struct arena *arena, struct reading_set *found, struct error *error)
{
    char key[HITS_KEY];
    size_t key_size = key_write(query, key);
    *found = (struct reading_set){0};
    if (!counted_need(store, query->filter != NULL, error))
        return false;
    const struct kept_hits *kept =
        is_kept(store) ? hits_recall(store->counted, key, key_size) : NULL;
    if (kept) {
        *found = kept->set;
        return true;
    }
    if (!store->driver->words_find(store, query, arena, found, error) ||
        (!found->count && !titles_are_known(store, query, error)))
        return false;
    if (is_kept(store) && key_size && found->count >= HITS_KEPT_LEAST)
        hits_keep(store->counted, key, key_size, found);
    return true;
}

/* ---- questions ---- */

/* The same with what is not known as late as can be. */
static uint32_t last_number(struct date date)
{
    return (uint32_t)(date.year * 10000 + (date.month > 0 ? date.month : 99) * 100 +
                      (date.day > 0 ? date.day : 99));
}

/* What is asked of readings, and what was counted of them. */
struct asking {
    const struct counted *counted;
    const struct schema *schema;
    struct arena *arena;
    const struct report_filter *filter; /* NULL: all */
    uint32_t until;                     /* no later than this; 0: of any day */
    uint32_t from_day;
    uint32_t until_day;
    uint64_t kinds;               /* that are wanted; the rest by the places of the table */
    bool *publishers;             /* … */
    bool *regions;                /* … */
    struct report_facets *facets; /* NULL: nothing is counted */
    uint32_t *met;                /* how often each value was met: first kinds, then … */
    uint32_t *undated_met;
    uint32_t *years_met; /* from the first year on */
    uint32_t *publishers_met;
    uint32_t *regions_met;
};

static struct span text_fold(struct arena *arena, struct span text)
{
    char *folded = ARENA_NEW(arena, char, text.size + 1);
    return (struct span){folded, utf8_lower(text, folded, true)};
}

static bool kind_is_wanted(const struct report_filter *filter, struct span name)
{
    for (size_t i = 0; i < filter->kind_count; i++)
        if (span_equal(filter->kinds[i]->name, name))
            return true;
    return false;
}

static bool region_is_wanted(const struct report_filter *filter, uint32_t region)
{
    for (size_t i = 0; i < filter->region_count; i++)
        if (filter->regions[i] == (int64_t)region)
            return true;
    return false;
}

static void filter_read(struct asking *asking)
{
    const struct report_filter *filter = asking->filter;
    const struct counted *counted = asking->counted;
    struct span publisher = text_fold(asking->arena, filter->publisher);
    asking->from_day = sql_day_number(filter->from);
    asking->until_day = date_is_set(filter->until) ? last_number(filter->until) : 0;
    asking->publishers = ARENA_NEW(asking->arena, bool, counted->publishers.count);
    asking->regions = ARENA_NEW(asking->arena, bool, counted->regions.count);
    for (size_t i = 0; i < counted->kinds.count; i++)
        if (kind_is_wanted(filter, counted->kinds.items[i]))
            asking->kinds |= (uint64_t)1 << i;
    for (size_t i = 0; i < counted->publishers.count && publisher.size; i++)
        asking->publishers[i] =
            span_equal(text_fold(asking->arena, counted->publishers.items[i]), publisher);
    for (size_t i = 0; i < counted->regions.count; i++)
        asking->regions[i] = region_is_wanted(filter, counted->regions.items[i]);
}

static size_t year_count(const struct counted *counted)
{
    return counted->last_year - counted->first_year + 1;
}

/* How many values are counted. */
static size_t met_count(const struct counted *counted)
{
    return KINDS + 1 + year_count(counted) + counted->publishers.count + counted->regions.count;
}

static void asking_begin(struct asking *asking)
{
    const struct counted *counted = asking->counted;
    if (asking->filter)
        filter_read(asking);
    if (!asking->facets)
        return;
    *asking->facets = (struct report_facets){0};
    asking->met = ARENA_NEW(asking->arena, uint32_t, met_count(counted));
    asking->undated_met = asking->met + KINDS;
    asking->years_met = asking->undated_met + 1;
    asking->publishers_met = asking->years_met + year_count(counted);
    asking->regions_met = asking->publishers_met + counted->publishers.count;
}

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left, *other = right;
    return (*one > *other) - (*one < *other);
}

static bool days_fit(const struct asking *asking, const struct counted_reading *reading)
{
    const struct report_filter *filter = asking->filter;
    if ((filter->dated && !reading->day) || (filter->undated && reading->day))
        return false;
    if (!asking->from_day && !asking->until_day)
        return true;
    return reading->day && reading->day >= asking->from_day &&
           (!asking->until_day || reading->day <= asking->until_day);
}

static bool reading_fits(const struct asking *asking, const struct counted_reading *reading)
{
    const struct report_filter *filter = asking->filter;
    if (asking->until && reading->earliest > asking->until)
        return false;
    if (!filter)
        return true;
    if (!days_fit(asking, reading) || (filter->kind_count && !(reading->kinds & asking->kinds)) ||
        (filter->publisher.size &&
         (reading->publisher == NO_PUBLISHER || !asking->publishers[reading->publisher])))
        return false;
    bool placed = !filter->regions;
    for (size_t i = 0; i < ENTRY_REGIONS && reading->regions[i] != ENTRY_NONE && !placed; i++)
        placed = asking->regions[reading->regions[i]];
    int64_t report = reading->report;
    return placed && (!filter->reports || (filter->report_count &&
                                           bsearch(&report, filter->reports, filter->report_count,
                                                   sizeof report, by_number)));
}

static void reading_count(struct asking *asking, const struct counted_reading *reading)
{
    for (uint64_t rest = reading->kinds; rest; rest &= rest - 1)
        asking->met[__builtin_ctzll(rest)]++;
    if (reading->day)
        asking->years_met[reading->day / 10000 - asking->counted->first_year]++;
    else
        ++*asking->undated_met;
    if (reading->publisher != NO_PUBLISHER)
        asking->publishers_met[reading->publisher]++;
    for (size_t i = 0; i < ENTRY_REGIONS && reading->regions[i] != ENTRY_NONE; i++)
        asking->regions_met[reading->regions[i]]++;
}

static void value_add(struct asking *asking, enum report_facet facet, struct listed_value value)
{
    if (value.count)
        *ARRAY_PUSH(asking->arena, &asking->facets->values[facet]) = value;
}

static void years_tell(struct asking *asking)
{
    const struct counted *counted = asking->counted;
    for (size_t i = year_count(counted); i-- > 0;) {
        uint32_t year = counted->first_year + (uint32_t)i;
        if (asking->years_met[i])
            value_add(asking, FACET_YEAR,
                      (struct listed_value){.text = arena_format(asking->arena, "%04u", year),
                                            .number = year,
                                            .count = asking->years_met[i]});
    }
    value_add(asking, FACET_YEAR,
              (struct listed_value){.text = SPAN("none"), .count = *asking->undated_met});
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
    const struct counted *counted = asking->counted;
    if (!asking->facets)
        return;
    struct listed_values *values = asking->facets->values;
    for (size_t i = 0; i < counted->kinds.count; i++)
        if (schema_kind_find(asking->schema, counted->kinds.items[i]))
            value_add(
                asking, FACET_KIND,
                (struct listed_value){.text = arena_copy(asking->arena, counted->kinds.items[i]),
                                      .count = asking->met[i]});
    for (size_t i = 0; i < counted->publishers.count; i++)
        value_add(asking, FACET_PUBLISHER,
                  (struct listed_value){.text = counted->publishers.items[i],
                                        .count = asking->publishers_met[i]});
    for (size_t i = 0; i < counted->regions.count; i++)
        value_add(asking, FACET_REGION,
                  (struct listed_value){.number = counted->regions.items[i],
                                        .count = asking->regions_met[i]});
    years_tell(asking);
    for (size_t i = 0; i < REPORT_FACETS; i++) {
        if (i == FACET_YEAR || !values[i].count)
            continue;
        qsort(values[i].items, values[i].count, sizeof *values[i].items, by_count);
        if (i == FACET_PUBLISHER && values[i].count > FACET_VALUES_MOST)
            values[i].count = FACET_VALUES_MOST;
    }
    /* What is kept may be gone before the answer is. */
    for (size_t i = 0; i < values[FACET_PUBLISHER].count; i++)
        values[FACET_PUBLISHER].items[i].text =
            arena_copy(asking->arena, values[FACET_PUBLISHER].items[i].text);
}

/* What is known of a reading; NULL: nothing. Readings are asked for from the newest on, and *end is
 * behind all that are left. Their numbers have few gaps, so that the place is near where it would
 * be without any. */
static const struct counted_reading *reading_find(const struct counted *counted, int64_t reading,
                                                  size_t *end)
{
    const struct counted_reading *items = counted->readings.items;
    if (!*end || items[*end - 1].reading < reading)
        return NULL;
    uint64_t back = items[*end - 1].reading - (uint64_t)reading;
    size_t low = back < *end ? *end - 1 - (size_t)back : 0, high = *end - 1;
    while (low < high) {
        size_t middle = items[low].reading >= reading ? low : low + (high - low) / 2;
        if (items[middle].reading < reading)
            low = middle + 1;
        else
            high = middle;
    }
    *end = low + 1;
    return items[low].reading == reading ? &items[low] : NULL;
}

/* Leaves those that fit, and counts the newest of them. */
static void found_choose(struct asking *asking, bool chooses, size_t most,
                         struct reading_set *found)
{
    struct reading_set left = {chooses ? ARENA_NEW(asking->arena, uint64_t, found->size) : NULL,
                               found->size, 0};
    size_t end = asking->counted->readings.count, met = 0;
    for (size_t i = found->size; i-- > 0 && (chooses || (asking->facets && met < most));)
        for (uint64_t rest = found->words[i]; rest;) {
            unsigned bit = 63 - (unsigned)__builtin_clzll(rest);
            int64_t number = (int64_t)(i * 64 + bit);
            const struct counted_reading *reading = reading_find(asking->counted, number, &end);
            rest ^= (uint64_t)1 << bit;
            if (reading ? !reading_fits(asking, reading) : asking->filter != NULL)
                continue;
            if (chooses)
                reading_set_add(&left, number);
            if (reading && asking->facets && met < most)
                reading_count(asking, reading);
            met++;
        }
    if (chooses)
        *found = left;
}

/* What was counted of a kept set of hits before; false where nothing was. */
static bool met_recall(const struct asking *asking, const struct kept_hits *kept, size_t most)
{
    bool known = kept && kept->met && kept->most == most;
    if (known)
        memcpy(asking->met, kept->met, met_count(asking->counted) * sizeof *kept->met);
    return known;
}

static void met_keep(const struct asking *asking, struct kept_hits *kept, size_t most)
{
    size_t count = met_count(asking->counted);
    if (!kept)
        return;
    free(kept->met);
    kept->met = malloc(count * sizeof *kept->met);
    kept->most = most;
    if (kept->met)
        memcpy(kept->met, asking->met, count * sizeof *kept->met);
}

/* The place where a set is kept; NULL where it is not. */
static struct kept_hits *kept_of(struct counted *counted, const struct reading_set *set)
{
    for (size_t i = 0; i < HITS_KEPT && set->words; i++)
        if (counted->kept[i].set.words == set->words)
            return &counted->kept[i];
    return NULL;
}

void sql_counted_choose(struct sql_store *store, const struct search_query *query, size_t most,
                        struct arena *arena, struct reading_set *found,
                        struct report_facets *facets)
{
    struct counted *counted = store->counted;
    struct asking asking = {.counted = counted,
                            .schema = store->store.schema,
                            .arena = arena,
                            .filter = query->filter,
                            .until = date_is_set(query->until) ? last_number(query->until) : 0,
                            .facets = facets};
    bool chooses = query->filter || asking.until;
    struct kept_hits *kept = chooses || !facets ? NULL : kept_of(counted, found);
    asking_begin(&asking);
    if (!met_recall(&asking, kept, most)) {
        found_choose(&asking, chooses, most, found);
        met_keep(&asking, kept, most);
    }
    asking_end(&asking);
}

uint32_t sql_counted_size(const struct sql_store *store, int64_t reading)
{
    size_t end = store->counted->readings.count;
    const struct counted_reading *found = reading_find(store->counted, reading, &end);
    return found ? found->size : 0;
}

/* ---- by their days ---- */

struct dated {
    uint32_t day;
    uint32_t number; /* of a reading or report */
};

static int by_day(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    int order = (a->day < b->day) - (a->day > b->day);
    return order ? order : (a->number < b->number) - (a->number > b->number);
}

/* Of few: they are sorted. */
static size_t latest_of_few(const struct counted *counted, const struct reading_set *found,
                            size_t offset, size_t limit, struct arena *arena, int64_t *readings)
{
    struct dated *dated = ARENA_NEW(arena, struct dated, found->count);
    int64_t *newest = ARENA_NEW(arena, int64_t, found->count);
    size_t count = reading_set_newest(found, found->count, newest);
    size_t end = counted->readings.count, taken = 0;
    for (size_t i = 0; i < count; i++) {
        const struct counted_reading *reading = reading_find(counted, newest[i], &end);
        dated[i] = (struct dated){reading ? reading->day : 0, (uint32_t)newest[i]};
    }
    if (count)
        qsort(dated, count, sizeof *dated, by_day);
    for (size_t i = offset; i < count && taken < limit; i++)
        readings[taken++] = dated[i].number;
    return taken;
}

size_t sql_counted_latest(const struct sql_store *store, const struct reading_set *found,
                          size_t offset, size_t limit, struct arena *arena, int64_t *readings)
{
    const struct counted *counted = store->counted;
    size_t met = 0, taken = 0;
    if (found->count <= SORTED_MOST || !counted->readings.count)
        return latest_of_few(counted, found, offset, limit, arena, readings);
    for (size_t i = 0; i < counted->readings.count && taken < limit; i++) {
        uint32_t reading = counted->readings.items[counted->by_day[i]].reading;
        if (reading_set_has(found, reading) && met++ >= offset)
            readings[taken++] = reading;
    }
    return taken;
}

/* From the earliest; those without a day last. */
static int by_day_up(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    if (!a->day != !b->day)
        return a->day ? -1 : 1;
    int order = (a->day > b->day) - (a->day < b->day);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

struct wanted_reports {
    struct dated *items;
    size_t count;
    size_t capacity;
};

/* The readings that have ended since the last rebuild and, where none are wanted, those of users'
 * entries; sorted. */
static bool unwanted_read(struct sql_store *store, bool unstated, struct arena *arena,
                          struct stored_numbers *unwanted, struct error *error)
{
    static const char find[] =
        "SELECT reading FROM stale UNION SELECT d.number FROM bands b CROSS JOIN reports r"
        " ON r.number = b.report CROSS JOIN readings d ON d.report = b.report WHERE ?1 <> 0"
        " AND b.band = 0 AND b.hash = ?1 AND d.known_to = " HOLDS
        " AND substr(r.charset, 1, 6) = '" ENTRY_CHARSET "' ORDER BY 1";
    struct statement row;
    if (!statement_begin(store, find, &row, error))
        return false;
    bind_integer(&row, unstated ? ENTRY_BAND : 0);
    bool done;
    while (statement_row(&row, &done, error)) {
        *ARRAY_PUSH(arena, unwanted) = column_integer(&row, 0);
    }
    return done;
}

static bool wanted_find(struct sql_store *store, struct asking *asking,
                        struct wanted_reports *wanted, struct error *error)
{
    struct stored_numbers unwanted = {0};
    if (!counted_need(store, true, error) ||
        !unwanted_read(store, asking->filter && asking->filter->unstated, asking->arena, &unwanted,
                       error))
        return false;
    asking->counted = store->counted;
    asking_begin(asking);
    for (size_t i = 0; i < store->counted->readings.count; i++) {
        const struct counted_reading *reading = &store->counted->readings.items[i];
        if (!reading_fits(asking, reading) ||
            sql_numbers_have(unwanted.items, unwanted.count, reading->reading))
            continue;
        if (asking->facets)
            reading_count(asking, reading);
        *ARRAY_PUSH(asking->arena, wanted) = (struct dated){reading->day, reading->report};
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
    const struct dated key = {after->key.size && date_read(after->key, &day) ? sql_day_number(day)
                                                                             : 0,
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
    struct sql_store *store = (struct sql_store *)base;
    struct asking asking = {
        .schema = base->schema, .arena = arena, .filter = filter, .facets = facets};
    struct wanted_reports wanted = {0};
    int (*order)(const void *, const void *) = reverse ? by_day : by_day_up;
    *reports = (struct stored_reports){0};
    if (!wanted_find(store, &asking, &wanted, error))
        return false;
    *total = wanted.count;
    if (wanted.count)
        qsort(wanted.items, wanted.count, sizeof *wanted.items, order);
    size_t first = start_find(&wanted, after, offset, order);
    size_t count = wanted.count - first < limit ? wanted.count - first : limit;
    int64_t *numbers = ARENA_NEW(arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        numbers[i] = wanted.items[first + i].number;
    reports->items = ARENA_NEW(arena, struct stored_report, count);
    reports->count = reports->capacity = count;
    return sql_reports_of(base, numbers, count, arena, reports->items, error);
}

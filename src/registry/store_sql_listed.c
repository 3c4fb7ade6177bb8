/* What lists are ordered and filtered by: the columns of cards beside the name.
 *
 * A fact has the values that are shown of its choices and dates (choose.h), in the order in which
 * its kind has such properties; a date that no report tells is reckoned where the schema says from
 * what (an agreement ends when its term is over). A thing has none. Its regions are those that its
 * reports give the bodies and places it names (new_source.region); a thing's are its own. Told ones
 * stand first, in the order in which they were told, at most LISTED_REGIONS; where none is told,
 * the first that a report speaks of, below 0.
 *
 * A new fact's columns are made of its reading alone. Where it is told again, they are made again
 * from all its claims only where the reading says something else: so intake reads the claims of few
 * facts. A thing's confidence and state are those of its first report until they are made again. */
#include <stdlib.h>

#include "choose.h"
#include "map.h"
#include "store_sql_held.h"
#include "utf8.h"

enum {
    KEY_MOST = 64,           /* bytes */
    SOURCES_LOOKED_AT = 256, /* of a thing, for its regions */
    REPORTS_LOOKED_AT = 64   /* with more the claims of a thing are not read again */
};

int store_choice_place(const struct schema_kind *kind, const struct schema_property *property)
{
    int place = 0;
    for (size_t i = 0; i < kind->property_count && place < LISTED_CHOICES; i++) {
        const struct schema_property *one = &kind->properties[i];
        if (one->type != VALUE_CHOICE || one->listed)
            continue;
        if (one == property)
            return place;
        place++;
    }
    return -1;
}

int store_day_place(const struct schema_kind *kind, const struct schema_property *property)
{
    int place = 0;
    for (size_t i = 0; i < kind->property_count && place < LISTED_DAYS; i++) {
        const struct schema_property *one = &kind->properties[i];
        if (one->type != VALUE_DATE || one->listed)
            continue;
        if (one == property)
            return place;
        place++;
    }
    return -1;
}

/* ---- values ---- */

/* Other facts are listed by nothing but their numbers. */
static bool is_ordered(const struct schema_kind *kind)
{
    return !kind->is_fact || kind->order;
}

struct span store_list_key(struct span name, struct arena *arena)
{
    char *out = arena_alloc(arena, name.size + 1, 1);
    struct span key = {out, utf8_lower(name, out, true)};
    if (key.size <= KEY_MOST)
        return key;
    key.size = KEY_MOST;
    while (key.size && ((unsigned char)key.data[key.size] & 0xC0) == 0x80)
        key.size--;
    return key;
}

static void region_add(struct sql_listed *listed, int64_t region)
{
    size_t i = 0;
    if (region < 0 && !listed->regions[0])
        listed->regions[0] = region;
    if (region <= 0)
        return;
    if (listed->regions[0] < 0)
        listed->regions[0] = 0;
    while (i < LISTED_REGIONS && listed->regions[i] && listed->regions[i] != region)
        i++;
    if (i < LISTED_REGIONS)
        listed->regions[i] = region;
}

static bool is_person(const struct schema_kind *kind)
{
    return span_equal(kind->family, SPAN("person"));
}

static int64_t thousandths(double confidence)
{
    enum { THOUSAND = 1000 };
    return (int64_t)(confidence * THOUSAND + 0.5);
}

/* Notes the value of a property that has one place. */
static void value_note(struct sql_listed *listed, struct span *place, struct span value)
{
    if (!place->size)
        *place = value;
    else if (!span_equal(*place, value))
        listed->unsure = true;
}

/* ---- of a new reading ---- */

static uint32_t named_index(const struct value *value)
{
    return value->type == VALUE_ENTITY      ? value->entity
           : value->type == VALUE_SIGNATORY ? value->signatory.on_behalf_of
                                            : 0;
}

static void claim_note(const struct new_reading *reading, const struct new_claim *claim,
                       struct arena *arena, struct sql_listed *listed)
{
    const struct schema_kind *kind = reading->sources[claim->source].kind;
    uint32_t index = named_index(&claim->value);
    const struct new_source *named = index ? &reading->sources[index - 1] : NULL;
    bool choice = claim->value.type == VALUE_CHOICE, day = claim->value.type == VALUE_DATE;
    if (thousandths(claim->confidence) > listed->confidence)
        listed->confidence = thousandths(claim->confidence);
    if (!kind->is_fact)
        return;
    int place = choice ? store_choice_place(kind, claim->property)
                : day  ? store_day_place(kind, claim->property)
                       : -1;
    struct span text = choice ? claim->value.choice->code
                       : day  ? value_text(&claim->value, arena)
                              : SPAN("");
    if (place >= 0)
        value_note(listed, choice ? &listed->choices[place] : &listed->days[place], text);
    if (claim->property == kind->order && !listed->key.size)
        listed->key = day     ? text
                      : named ? store_list_key(named->name, arena)
                              : store_list_key(value_text(&claim->value, arena), arena);
    if (named && claim->property == &kind->properties[0] && !listed->named.size)
        listed->named = named->kind->name;
    if (named && !is_person(named->kind))
        region_add(listed, named->region);
}

/* «2015-02-09» and five years: «2020-02-09»; empty where there is no day. */
static struct span day_reckoned(struct span from, struct duration lasting, struct arena *arena)
{
    char text[DATE_TEXT];
    struct date day;
    if (!date_read(from, &day))
        return SPAN("");
    return arena_copy(arena, span_of(date_write(date_add(day, lasting), text)));
}

/* Reckons the days that last as long as the claim says. Where the reading does not tell from when,
 * another report may. */
static void lasting_note(const struct new_reading *reading, const struct new_claim *claim,
                         struct arena *arena, struct sql_listed *listed)
{
    const struct schema_kind *kind = reading->sources[claim->source].kind;
    for (size_t i = 0; i < kind->property_count; i++) {
        const struct schema_property *property = &kind->properties[i];
        int day = property->lasting == claim->property ? store_day_place(kind, property) : -1;
        int from = day >= 0 ? store_day_place(kind, property->from) : -1;
        if (from < 0)
            continue;
        struct span text = day_reckoned(listed->days[from], claim->value.duration, arena);
        listed->unsure |= !text.size;
        value_note(listed, &listed->days[day], text);
    }
}

struct sql_listed *sql_listed_of_reading(const struct new_reading *reading, struct arena *arena)
{
    struct sql_listed *listed = ARENA_NEW(arena, struct sql_listed, reading->source_count);
    bool stated = span_starts_with(reading->reader, SPAN("user:"));
    for (size_t i = 0; i < reading->source_count; i++) {
        const struct new_source *source = &reading->sources[i];
        listed[i].state = stated ? LISTED_STATED : LISTED_READ;
        listed[i].ordered = is_ordered(source->kind);
        if (source->kind->is_fact)
            continue;
        listed[i].key = store_list_key(source->name, arena);
        region_add(&listed[i], source->region);
    }
    for (size_t i = 0; i < reading->claim_count; i++)
        claim_note(reading, &reading->claims[i], arena, &listed[reading->claims[i].source]);
    for (size_t i = 0; i < reading->claim_count; i++)
        if (reading->claims[i].value.type == VALUE_DURATION)
            lasting_note(reading, &reading->claims[i], arena, &listed[reading->claims[i].source]);
    return listed;
}

/* ---- writing ---- */

void sql_listed_bind(struct statement *statement, const struct sql_listed *listed)
{
    bind_text(statement, listed->key);
    bind_integer(statement, listed->ordered);
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        bind_text(statement, listed->choices[i]);
    for (size_t i = 0; i < LISTED_DAYS; i++)
        bind_text(statement, listed->days[i]);
    for (size_t i = 0; i < LISTED_REGIONS; i++)
        bind_integer(statement, listed->regions[i]);
    bind_integer(statement, listed->confidence);
    bind_integer(statement, listed->state);
    bind_text(statement, listed->named);
}

/* A card on its way into the database. */
struct written {
    int64_t canonical;
    const struct schema_kind *kind;
    const struct sql_listed *before; /* what it was listed by */
    const struct sql_listed *listed;
};

/* What reports are counted by knows only facts of enough confidence. */
static bool facet_note(struct sql_store *store, const struct written *written, struct error *error)
{
    bool was_sure = written->before && written->before->confidence >= LISTED_SURE;
    return !written->kind->is_fact || was_sure == (written->listed->confidence >= LISTED_SURE) ||
           sql_facets_note(store, written->canonical, error);
}

static bool listed_write(struct sql_store *store, enum derived derived,
                         const struct written *written, struct error *error)
{
#define LISTED_WRITE(suffix)                                                                       \
    "UPDATE cards" suffix " SET key = ?1, ordered = ?2, choice1 = ?3, choice2 = ?4, day1 = ?5,"    \
    " day2 = ?6, day3 = ?7, region1 = ?8, region2 = ?9, region3 = ?10, confidence = ?11,"          \
    " state = ?12, named = ?13 WHERE canonical = ?14"
    static const char *const write[] = {LISTED_WRITE(""), LISTED_WRITE("_new")};
    struct statement statement;
    if (derived == DERIVED_TODAY &&
        (!sql_tallies_note(store, written->kind, written->before, written->listed, error) ||
         !facet_note(store, written, error)))
        return false;
    /* While entities are merged the cards that are held are not those of today. */
    if (derived == DERIVED_TODAY && store->held && !sql_held_is_merging(store) &&
        sql_held_entity(store, written->canonical)) {
        sql_held_listed_set(store, written->canonical, written->listed, true);
        return true;
    }
    if (!statement_begin(store, write[derived], &statement, error))
        return false;
    sql_listed_bind(&statement, written->listed);
    bind_integer(&statement, written->canonical);
    return statement_run(&statement, error);
}

bool sql_listed_name(struct sql_store *store, enum derived derived, int64_t canonical,
                     struct span name, struct arena *arena, struct error *error)
{
    static const char *const write[] = {
        "UPDATE cards SET key = ?1 WHERE canonical = ?2 AND name = ?3",
        "UPDATE cards_new SET key = ?1 WHERE canonical = ?2 AND name = ?3"};
    struct statement statement;
    if (!statement_begin(store, write[derived], &statement, error))
        return false;
    bind_text(&statement, store_list_key(name, arena));
    bind_integer(&statement, canonical);
    bind_text(&statement, name);
    return statement_run(&statement, error);
}

/* ---- told again ---- */

enum { LISTED_COLUMNS = 2 + LISTED_CHOICES + LISTED_DAYS + LISTED_REGIONS + 3 };

static struct sql_listed listed_take(const struct statement *row, int column, struct arena *arena)
{
    struct sql_listed listed = {.key = column_text(row, column++, arena)};
    listed.ordered = column_integer(row, column++) != 0;
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        listed.choices[i] = column_text(row, column++, arena);
    for (size_t i = 0; i < LISTED_DAYS; i++)
        listed.days[i] = column_text(row, column++, arena);
    for (size_t i = 0; i < LISTED_REGIONS; i++)
        listed.regions[i] = column_integer(row, column++);
    listed.confidence = column_integer(row, column++);
    listed.state = column_integer(row, column++);
    listed.named = column_text(row, column, arena);
    return listed;
}

/* Whether what is told is what is known, or nothing. */
static bool value_agrees(struct span known, struct span told)
{
    return !told.size || span_equal(known, told);
}

static bool listed_agrees(const struct sql_listed *known, const struct sql_listed *told)
{
    bool agrees = known->confidence >= 0 && !told->unsure && known->state == LISTED_READ &&
                  told->state == LISTED_READ && value_agrees(known->key, told->key) &&
                  value_agrees(known->named, told->named);
    for (size_t i = 0; i < LISTED_CHOICES; i++)
        agrees &= value_agrees(known->choices[i], told->choices[i]);
    for (size_t i = 0; i < LISTED_DAYS; i++)
        agrees &= value_agrees(known->days[i], told->days[i]);
    return agrees;
}

/* Adds what a telling tells beside the values; whether that is anything. */
static bool listed_join(struct sql_listed *known, const struct sql_listed *told, bool fact)
{
    struct sql_listed before = *known;
    for (size_t i = 0; i < LISTED_REGIONS; i++)
        region_add(known, told->regions[i]);
    if (fact && told->confidence > known->confidence)
        known->confidence = told->confidence;
    bool changed = before.confidence != known->confidence;
    for (size_t i = 0; i < LISTED_REGIONS; i++)
        changed |= before.regions[i] != known->regions[i];
    return changed;
}

/* An entity of which a reading tells again. */
struct retold {
    int64_t canonical;
    bool fact;
    const struct sql_listed *told;
    struct sql_listed known;
    struct span name;               /* what it is called */
    const struct schema_kind *kind; /* of its card */
};

struct retolds {
    struct retold *items;
    size_t count;
    size_t capacity;
};

struct numbers {
    int64_t *items;
    size_t count;
    size_t capacity;
};

static int by_retold(const void *left, const void *right)
{
    const struct retold *a = left, *b = right;
    return (a->canonical > b->canonical) - (a->canonical < b->canonical);
}

static void known_take(struct retolds *retolds, const struct retold *taken)
{
    int64_t canonical = taken->canonical;
    struct retold key = {.canonical = canonical};
    struct retold *found = bsearch(&key, retolds->items, retolds->count, sizeof key, by_retold);
    while (found && found > retolds->items && found[-1].canonical == canonical)
        found--;
    for (; found && found < retolds->items + retolds->count && found->canonical == canonical;
         found++) {
        found->known = taken->known;
        found->name = taken->name;
        found->kind = taken->kind;
    }
}

/* What the database has of the entities of the numbers. */
static bool known_ask(struct sql_store *store, int64_t *numbers, size_t count,
                      struct retolds *retolds, struct arena *arena, struct error *error)
{
    static const char find[] =
        "SELECT k.canonical, k.key, k.ordered, k.choice1, k.choice2, k.day1, k.day2, k.day3,"
        " k.region1, k.region2, k.region3, k.confidence, k.state, k.named, k.name, k.kind"
        " FROM (SELECT CAST(value AS INTEGER) AS n FROM json_each(?1)) AS j"
        " CROSS JOIN cards k ON k.canonical = j.n";
    struct statement statement;
    struct span list = sql_numbers(store, numbers, sql_numbers_unique(numbers, count));
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct retold taken = {
            .canonical = column_integer(&statement, 0),
            .known = listed_take(&statement, 1, arena),
            .name = column_text(&statement, 1 + LISTED_COLUMNS, arena),
            .kind =
                schema_kind_find(store->store.schema, column_span(&statement, 2 + LISTED_COLUMNS))};
        if (store->held) { /* whose names are newer */
            sql_held_listed_set(store, taken.canonical, &taken.known, false);
            taken.name = sql_held_entity(store, taken.canonical)->name;
        }
        known_take(retolds, &taken);
    }
    return done;
}

static bool known_read(struct sql_store *store, struct retolds *retolds, struct arena *arena,
                       struct error *error)
{
    int64_t *numbers = ARENA_NEW(arena, int64_t, retolds->count);
    size_t count = 0;
    for (size_t i = 0; i < retolds->count; i++) {
        int64_t number = retolds->items[i].canonical;
        const struct held_entity *held = store->held ? sql_held_entity(store, number) : NULL;
        if (held && held->listed)
            known_take(retolds, &(struct retold){.canonical = number,
                                                 .known = *held->listed,
                                                 .name = held->name,
                                                 .kind = held->kind});
        else
            numbers[count++] = number;
    }
    if (!count)
        return true;
    if (store->held)
        sql_held_ask(store, true);
    bool fine = known_ask(store, numbers, count, retolds, arena, error);
    if (store->held)
        sql_held_ask(store, false);
    return fine;
}

/* Writes what an entity of the reading has more, or notes that it is to be made again. */
static bool retold_write(struct sql_store *store, struct retold *retold, struct numbers *again,
                         struct arena *arena, struct error *error)
{
    const struct sql_listed before = retold->known;
    const struct written written = {retold->canonical, retold->kind, &before, &retold->known};
    if (retold->fact ? !listed_agrees(&retold->known, retold->told)
                     : retold->known.confidence < 0) {
        *ARRAY_PUSH(arena, again) = retold->canonical;
        return true;
    }
    bool renamed = false;
    if (!retold->fact) {
        struct span key = store_list_key(retold->name, arena);
        renamed = !span_equal(key, retold->known.key);
        retold->known.key = key;
    }
    return (!listed_join(&retold->known, retold->told, retold->fact) && !renamed) ||
           listed_write(store, DERIVED_TODAY, &written, error);
}

bool sql_listed_update(struct sql_store *store, const struct listed_reading *made,
                       struct arena *arena, struct error *error)
{
    const struct new_reading *reading = made->reading;
    struct retolds retolds = {0};
    struct numbers again = {0};
    for (size_t i = 0; i < reading->source_count; i++) {
        const struct sql_listed *listed = &made->listed[i];
        bool fact = reading->sources[i].kind->is_fact;
        if ((fact && (made->decided || reading->sources[i].same_as)) ||
            (made->minted[i] && listed->unsure))
            *ARRAY_PUSH(arena, &again) = made->canonicals[i];
        else if (!made->minted[i])
            *ARRAY_PUSH(arena, &retolds) = (struct retold){.canonical = made->canonicals[i],
                                                           .fact = fact,
                                                           .told = listed,
                                                           .known = {.confidence = -1}};
    }
    if (retolds.count) {
        qsort(retolds.items, retolds.count, sizeof *retolds.items, by_retold);
        if (!known_read(store, &retolds, arena, error))
            return false;
    }
    for (size_t i = 0; i < retolds.count; i++)
        if ((!i || retolds.items[i].canonical != retolds.items[i - 1].canonical) &&
            !retold_write(store, &retolds.items[i], &again, arena, error))
            return false;
    return sql_listed_again(store, DERIVED_TODAY, again.items, again.count, error);
}

/* ---- made again ---- */

struct frame {
    int64_t origin;
    struct date earliest;
};

struct remaking {
    struct sql_store *store;
    enum derived derived;
    const int64_t *canonicals;
    size_t count;
    struct arena arena;
    struct map frames; /* of reports, to frame_items */
    struct {
        struct frame *items;
        size_t count;
        size_t capacity;
    } frame_items;
    struct error *error;
    bool failed;
    bool complete;
};

static const struct frame *frame_of(struct remaking *remaking, int64_t report)
{
    static const char find[] =
        "SELECT coalesce(r.copy_of, r.number), d.earliest FROM reports r"
        " LEFT JOIN readings d ON d.report = r.number AND d.known_to = " HOLDS
        " WHERE r.number = ?";
    struct span key =
        arena_copy(&remaking->arena, (struct span){(const char *)&report, sizeof report});
    struct statement statement;
    bool added, row = false;
    uint32_t *index = map_add(&remaking->frames, key, &added);
    if (!added)
        return &remaking->frame_items.items[*index];
    *index = (uint32_t)remaking->frame_items.count;
    struct frame frame = {.origin = report};
    if (!remaking->failed && statement_begin(remaking->store, find, &statement, remaking->error)) {
        bind_integer(&statement, report);
        remaking->failed = !statement_next(&statement, &row, remaking->error);
        if (row) {
            frame = (struct frame){column_integer(&statement, 0), column_date(&statement, 1)};
            statement_end(&statement);
        }
    } else {
        remaking->failed = true;
    }
    struct frame *kept = ARRAY_PUSH(&remaking->arena, &remaking->frame_items);
    *kept = frame;
    return kept;
}

static struct span chooser_key(void *context, const struct stored_claim *claim)
{
    struct remaking *remaking = context;
    return claim->entity.number
               ? arena_format(&remaking->arena, "%s %s", claim->entity.id, claim->on_behalf_of.id)
               : claim->text;
}

static int64_t chooser_origin(void *context, int64_t report)
{
    return frame_of(context, report)->origin;
}

static struct date chooser_day(void *context, int64_t report)
{
    return frame_of(context, report)->earliest;
}

static struct span key_of_claim(const struct stored_claim *claim, struct arena *arena)
{
    if (claim->value.type == VALUE_DATE)
        return claim->text;
    return store_list_key(claim->entity.number ? claim->entity.as_said : claim->text, arena);
}

static void fact_remake(struct remaking *remaking, const struct stored_claim *claims, size_t count,
                        struct sql_listed *listed)
{
    const struct claim_chooser chooser = {remaking, chooser_key, chooser_origin, chooser_day};
    const struct schema_kind *kind = claims[0].kind;
    for (size_t i = 0; i < kind->property_count; i++) {
        const struct schema_property *property = &kind->properties[i];
        int choice = store_choice_place(kind, property), day = store_day_place(kind, property);
        if (choice < 0 && day < 0 && property != kind->order && i > 0)
            continue;
        const struct stored_claim *chosen =
            claim_choose(&chooser, claims, count, property, &remaking->arena);
        if (!chosen)
            continue;
        if (choice >= 0)
            listed->choices[choice] = chosen->text;
        if (day >= 0)
            listed->days[day] = chosen->text;
        if (property == kind->order)
            listed->key = key_of_claim(chosen, &remaking->arena);
        if (i == 0 && chosen->entity.number)
            listed->named = chosen->entity.kind->name;
    }
}

/* The days that no claim tells, reckoned from those that are shown. */
static void days_reckon(struct remaking *remaking, const struct stored_claim *claims, size_t count,
                        struct sql_listed *listed)
{
    const struct claim_chooser chooser = {remaking, chooser_key, chooser_origin, chooser_day};
    const struct schema_kind *kind = claims[0].kind;
    for (size_t i = 0; i < kind->property_count; i++) {
        const struct schema_property *property = &kind->properties[i];
        int day = property->lasting ? store_day_place(kind, property) : -1;
        int from = day >= 0 ? store_day_place(kind, property->from) : -1;
        if (from < 0 || listed->days[day].size)
            continue;
        const struct stored_claim *lasting =
            claim_choose(&chooser, claims, count, property->lasting, &remaking->arena);
        if (lasting)
            listed->days[day] =
                day_reckoned(listed->days[from], lasting->value.duration, &remaking->arena);
    }
}

static void judge(const struct stored_claim *claims, size_t count, struct sql_listed *listed)
{
    for (size_t i = 0; i < count; i++) {
        if (claims[i].state == CLAIM_CONFIRMED)
            listed->state = LISTED_CONFIRMED;
        else if (claim_is_stated(&claims[i]) && listed->state == LISTED_READ)
            listed->state = LISTED_STATED;
        if (thousandths(claims[i].confidence) > listed->confidence)
            listed->confidence = thousandths(claims[i].confidence);
    }
}

/* The regions of what a fact names, or of a thing. */
static bool regions_remake(struct remaking *remaking, int64_t canonical, bool fact,
                           struct sql_listed *listed)
{
    static const char of_fact[] =
        "SELECT v.region, v.kind FROM identities i"
        " CROSS JOIN claims c ON c.report = i.report AND c.source = i.source"
        " AND c.known_to = " HOLDS
        " CROSS JOIN sources v ON v.report = c.report AND v.number IN (c.value_source, c.value_for)"
        " WHERE i.canonical = ?1 AND i.known_to = " HOLDS
        " AND v.region <> 0 ORDER BY c.report, c.ordinal LIMIT ?2";
    static const char of_thing[] =
        "SELECT s.region, '' FROM identities i"
        " CROSS JOIN sources s ON s.report = i.report AND s.number = i.source"
        " AND s.known_to = " HOLDS " WHERE i.canonical = ?1 AND i.known_to = " HOLDS
        " AND s.region <> 0 ORDER BY s.report, s.number LIMIT ?2";
    const struct schema *schema = remaking->store->store.schema;
    struct statement statement;
    if (!statement_begin(remaking->store, fact ? of_fact : of_thing, &statement, remaking->error))
        return false;
    bind_integer(&statement, canonical);
    bind_integer(&statement, SOURCES_LOOKED_AT);
    bool done;
    while (statement_row(&statement, &done, remaking->error)) {
        const struct schema_kind *kind =
            fact ? schema_kind_find(schema, column_span(&statement, 1)) : NULL;
        if (!kind || !is_person(kind))
            region_add(listed, column_integer(&statement, 0));
    }
    return done;
}

/* An entity, and what it is listed by before. */
struct remade {
    struct stored_entity entity;
    struct sql_listed before;
};

struct remades {
    struct remade *items;
    size_t count;
    size_t capacity;
};

static bool entities_find(struct remaking *remaking, struct remades *entities)
{
#define LISTED_FIND(suffix)                                                                        \
    "SELECT k.canonical, k.kind, k.name, k.reports, k.key, k.ordered, k.choice1, k.choice2,"       \
    " k.day1, k.day2, k.day3, k.region1, k.region2, k.region3, k.confidence, k.state, k.named"     \
    " FROM (SELECT CAST(value AS INTEGER) AS n"                                                    \
    " FROM json_each(?1)) AS j CROSS JOIN cards" suffix " k ON k.canonical = j.n"
    static const char *const find[] = {LISTED_FIND(""), LISTED_FIND("_new")};
    struct statement statement;
    int64_t *numbers = ARENA_NEW(&remaking->arena, int64_t, remaking->count);
    memcpy(numbers, remaking->canonicals, remaking->count * sizeof *numbers);
    size_t count = sql_numbers_unique(numbers, remaking->count);
    struct span list = sql_numbers(remaking->store, numbers, count);
    if (!statement_begin(remaking->store, find[remaking->derived], &statement, remaking->error))
        return false;
    bind_text(&statement, list);
    bool done;
    while (statement_row(&statement, &done, remaking->error)) {
        struct remade remade;
        if (!sql_entity_take(&statement, &remaking->arena, &remade.entity))
            continue;
        remade.before = listed_take(&statement, 4, &remaking->arena);
        *ARRAY_PUSH(&remaking->arena, entities) = remade;
    }
    return done;
}

/* The claims of the entities that have not too many. */
static bool claims_find(struct remaking *remaking, const struct remades *entities,
                        struct stored_claims *claims)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    int64_t *numbers = ARENA_NEW(&remaking->arena, int64_t, entities->count);
    size_t count = 0;
    for (size_t i = 0; i < entities->count; i++) {
        const struct stored_entity *entity = &entities->items[i].entity;
        if (entity->reports > 0 && (entity->kind->is_fact || entity->reports <= REPORTS_LOOKED_AT))
            numbers[count++] = entity->number;
    }
    return sql_claims(&remaking->store->store, numbers, count, &wanted, &remaking->arena, claims,
                      remaking->error);
}

static bool entity_remake(struct remaking *remaking, const struct remade *remade,
                          const struct stored_claim *claims, size_t count)
{
    const struct stored_entity *entity = &remade->entity;
    struct sql_listed listed = {.ordered = is_ordered(entity->kind),
                                .confidence = entity->reports > 0 ? 0 : -1};
    if (entity->kind->is_fact && !count)
        listed.confidence = -1;
    if (listed.confidence >= 0 &&
        !regions_remake(remaking, entity->number, entity->kind->is_fact, &listed))
        return false;
    if (!entity->kind->is_fact)
        listed.key = store_list_key(entity->name, &remaking->arena);
    else if (count)
        fact_remake(remaking, claims, count, &listed);
    if (entity->kind->is_fact && count)
        days_reckon(remaking, claims, count, &listed);
    judge(claims, count, &listed);
    if (!entity->kind->is_fact && entity->reports > REPORTS_LOOKED_AT)
        listed.confidence = thousandths(1);
    const struct written written = {entity->number, entity->kind, &remade->before, &listed};
    return !remaking->failed &&
           listed_write(remaking->store, remaking->derived, &written, remaking->error);
}

static void remake(void *context)
{
    struct remaking *remaking = context;
    struct remades entities = {0};
    struct stored_claims claims = {0};
    map_init(&remaking->frames, &remaking->arena);
    if (!entities_find(remaking, &entities) || !claims_find(remaking, &entities, &claims))
        return;
    for (size_t i = 0; i < entities.count; i++) {
        size_t first = 0, end;
        int64_t number = entities.items[i].entity.number;
        while (first < claims.count && claims.items[first].canonical != number)
            first++;
        end = first;
        while (end < claims.count && claims.items[end].canonical == number)
            end++;
        if (!entity_remake(remaking, &entities.items[i], claims.items + first, end - first))
            return;
    }
    remaking->complete = true;
}

bool sql_listed_again(struct sql_store *store, enum derived derived, const int64_t *canonicals,
                      size_t count, struct error *error)
{
    enum { REMAKE_LIMIT = 512 * 1024 * 1024 };
    struct remaking remaking = {.store = store,
                                .derived = derived,
                                .canonicals = canonicals,
                                .count = count,
                                .error = error};
    if (!count)
        return true;
    arena_init(&remaking.arena, REMAKE_LIMIT);
    if (!arena_run(&remaking.arena, remake, &remaking))
        error_add(error, "registry.failed", "file", store->file, "reason", "out of memory", NULL);
    arena_release(&remaking.arena);
    return remaking.complete;
}

/* ---- of a report ---- */

static bool of_statement_again(struct sql_store *store, enum derived derived,
                               struct statement *statement, struct error *error)
{
    enum { FIRST_ROOM = 64 };
    size_t count = 0, room = FIRST_ROOM;
    int64_t *numbers = malloc(room * sizeof *numbers);
    bool fine = numbers || sql_no_memory(store, error);
    for (bool row = true; fine;) {
        fine = statement_next(statement, &row, error);
        if (!fine || !row)
            break;
        if (count == room) {
            int64_t *more = realloc(numbers, (room *= 2) * sizeof *numbers);
            fine = more || sql_no_memory(store, error);
            numbers = more ? more : numbers;
        }
        if (fine)
            numbers[count++] = column_integer(statement, 0);
        else
            statement_end(statement);
    }
    fine = fine && sql_listed_again(store, derived, numbers, count, error);
    free(numbers);
    return fine;
}

bool sql_listed_of_report(struct sql_store *store, int64_t report, int64_t reading,
                          struct error *error)
{
    static const char find[] =
        "SELECT DISTINCT i.canonical FROM sources s JOIN identities i ON i.report = s.report"
        " AND i.source = s.number AND i.known_to = " HOLDS
        " WHERE s.report = ?1 AND s.number > 0 AND (s.reading = ?2"
        " OR (?2 = 0 AND s.known_to = " HOLDS "))";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    bind_integer(&statement, reading);
    return of_statement_again(store, DERIVED_TODAY, &statement, error);
}

bool sql_listed_complete(struct sql_store *store, int64_t report, struct error *error)
{
    static const char find[] =
        "SELECT DISTINCT k.canonical FROM sources s JOIN identities i ON i.report = s.report"
        " AND i.source = s.number AND i.known_to = " HOLDS
        " JOIN cards_new k ON k.canonical = i.canonical WHERE s.report = ?1 AND s.number > 0"
        " AND s.known_to = " HOLDS " AND k.confidence < 0";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    return of_statement_again(store, DERIVED_NEW, &statement, error);
}

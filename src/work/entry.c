/* Entries: what users state of their own. */
#include <stdio.h>

#include "change.h"
#include "entry_given.h"

/* ---- as a reading ---- */

static void mentions_make(const struct entry *entry, struct arena *arena, struct reading *reading)
{
    reading->mentions = ARENA_NEW(arena, struct mention, entry->places.count);
    reading->mention_count = entry->places.count;
    for (size_t i = 0; i < entry->places.count; i++) {
        const struct entry_place *place = &entry->places.items[i];
        struct span family = entry->things.items[place->thing - 1].kind->family;
        enum mention_type type = span_equal(family, SPAN("person"))      ? MENTION_PERSON
                                 : span_equal(family, SPAN("place"))     ? MENTION_PLACE
                                 : span_equal(family, SPAN("agreement")) ? MENTION_DOCUMENT
                                 : span_equal(family, SPAN("project"))   ? MENTION_PROGRAMME
                                                                         : MENTION_ORGANIZATION;
        reading->mentions[i] = (struct mention){.range = place->range,
                                                .name = place->range,
                                                .has_name = true,
                                                .type = (uint8_t)type,
                                                .entity = place->thing};
    }
}

static void fact_make(const struct entry_fact *given, struct arena *arena, struct fact *fact)
{
    struct claim *claims = ARENA_NEW(arena, struct claim, given->count);
    for (size_t i = 0; i < given->count; i++)
        claims[i] = (struct claim){.property = given->items[i].property,
                                   .value = given->items[i].value,
                                   .evidence = &given->items[i].range,
                                   .evidence_count = 1};
    *fact = (struct fact){
        .kind = given->kind, .claims = claims, .claim_count = given->count, .confidence = 1};
}

/* An entry as if it had been read, and who is who in it. */
static void reading_make(const struct entry *entry, const struct report *report,
                         struct arena *arena, struct resolve_entry *made)
{
    struct reading *reading = ARENA_NEW(arena, struct reading, 1);
    int64_t *things = ARENA_NEW(arena, int64_t, entry->things.count);
    int64_t *facts = ARENA_NEW(arena, int64_t, entry->facts.count);
    bool *names = ARENA_NEW(arena, bool, entry->things.count);
    *reading = (struct reading){.report = report,
                                .entities = ARENA_NEW(arena, struct entity, entry->things.count),
                                .entity_count = entry->things.count,
                                .facts = ARENA_NEW(arena, struct fact, entry->facts.count),
                                .fact_count = entry->facts.count};
    for (size_t i = 0; i < entry->things.count; i++) {
        const struct entry_thing *thing = &entry->things.items[i];
        reading->entities[i] =
            (struct entity){.schema = thing->kind, .name = thing->name, .listed = true};
        things[i] = thing->canonical;
        names[i] = thing->named;
    }
    for (size_t i = 0; i < entry->facts.count; i++) {
        fact_make(&entry->facts.items[i], arena, &reading->facts[i]);
        facts[i] = entry->facts.items[i].canonical;
    }
    mentions_make(entry, arena, reading);
    tokens_of_report(arena, report, &reading->tokens);
    made->reading = reading;
    made->things = things;
    made->facts = facts;
    made->names = names;
}

/* ---- as a report ---- */

static bool report_make(const struct work *work, const struct entry *entry, struct span id,
                        struct date date, struct span charset, struct report *report,
                        struct error *error)
{
    const struct report_hint hint = {.id = id, .source = id, .published = date};
    if (!report_of_text(work->arena, entry->text, &hint, report, error))
        return false;
    report->title = entry->title;
    report->charset = charset.data;
    report->language = charset.data + sizeof ENTRY_CHARSET - 1;
    report->credit_count = 0; /* who gave it is the author of its claims */
    report->publisher = report->url = SPAN("");
    return true;
}

static bool write(const struct work *work, const struct resolve_entry *made,
                  const struct resolve_origin *origin, const char *what,
                  struct resolution *resolution, struct error *error)
{
    char content[DIGEST_TEXT];
    struct span text = span_of(digest_write(&made->reading->report->digest, content));
    if (!resolve_entry(work->store, work->reader, made, origin, work->arena, resolution, error))
        return false;
    return store_write_begin(work->store, work->now, error) &&
           change_note(work, what,
                       arena_format(work->arena, "report %lld", (long long)resolution->report),
                       text, error) &&
           store_write_end(work->store, work->now, error) && store_commit(work->store, error);
}

/* ---- stating ---- */

bool work_entry_find(const struct work *work, struct span id, struct stored_report *newest,
                     struct error *error)
{
    bool found, there = false;
    if (!store_report_by_id(work->store, id, work->arena, newest, &found, error))
        return false;
    if (!found || !stored_report_is_entry(newest) || newest->erased)
        return error_add(error, "work.unknown_entry", "id", arena_copy(work->arena, id).data, NULL);
    return !newest->superseded_by ||
           store_report_by_path(work->store, newest->path, work->arena, newest, &there, error);
}

bool work_entry_is_own(const struct work *work, const struct stored_report *entry,
                       struct error *error)
{
    struct entry given;
    if (!entry_of_stored(work, entry->number, &given, error))
        return false;
    return span_equal(given.author, work->author) ||
           error_add(error, "work.entry_foreign", "id", arena_copy(work->arena, entry->id).data,
                     NULL);
}

/* A name that no entry has. It says when, and nothing of what. */
static bool path_make(const struct work *work, struct span *path, struct error *error)
{
    bool found = true;
    for (int64_t time = work->now; found; time++) {
        struct stored_report report;
        *path = arena_format(work->arena, "entry-%llx", (unsigned long long)time);
        if (!store_report_by_path(work->store, *path, work->arena, &report, &found, error))
            return false;
    }
    return true;
}

/* The version that is changed, and that it is the one which was seen. */
static bool version_find(const struct work *work, const struct work_entry_order *order,
                         struct stored_report *older, struct error *error)
{
    char version[24], time[TIME_TEXT];
    struct entry given;
    if (!work_entry_find(work, order->id, older, error) ||
        (order->own && !work_entry_is_own(work, older, error)))
        return false;
    if (older->withdrawn_at)
        return error_add(error, "work.entry_withdrawn", "id",
                         arena_copy(work->arena, older->id).data, NULL);
    snprintf(version, sizeof version, "%lld", (long long)older->number);
    if (!order->version || order->version == older->number)
        return true;
    return entry_of_stored(work, older->number, &given, error) &&
           error_add(error, "work.entry_changed", "id", arena_copy(work->arena, older->id).data,
                     "version", version, "author", arena_copy(work->arena, given.author).data, "at",
                     time_write(older->taken_in, time), NULL);
}

/* The version that gives way, where there is one, and the entry's path. */
static bool older_find(const struct work *work, const struct work_entry_order *order,
                       struct stored_report *older, struct span *path, struct error *error)
{
    bool found;
    if (order->id.size) {
        bool good = version_find(work, order, older, error);
        *path = older->path;
        return good;
    }
    if (!order->path.size)
        return path_make(work, path, error);
    *path = order->path;
    if (!store_report_by_path(work->store, order->path, work->arena, older, &found, error))
        return false;
    if (!found || older->erased)
        *older = (struct stored_report){0};
    return true;
}

static struct date day_of(const struct work *work, struct date date)
{
    char time[TIME_TEXT];
    if (!date_is_set(date))
        date_read(span_slice(span_of(time_write(work->now, time)), 0, 10), &date);
    return date;
}

static bool done_tell(const struct work *work, const struct entry *entry,
                      const struct resolution *resolution, struct work_entry *done,
                      struct error *error)
{
    struct stored_sources sources;
    struct span *ids = ARENA_NEW(work->arena, struct span, entry->stated);
    bool found;
    *done = (struct work_entry){.outcome = resolution->outcome, .ids = ids};
    if (!store_report(work->store, resolution->report, work->arena, &done->report, &found, error) ||
        !store_sources_of_report(work->store, resolution->report, work->arena, &sources, error))
        return false;
    for (size_t i = 0; i < sources.count && done->facts < entry->stated; i++)
        if (sources.items[i].kind->is_fact)
            ids[done->facts++] = arena_copy(work->arena, span_of(sources.items[i].canonical_id));
    return true;
}

bool work_entry_state(const struct work *work, const struct work_entry_order *order,
                      struct work_entry *done, struct error *error)
{
    struct stored_report older = {0};
    struct entry entry;
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    struct resolve_entry made = {0};
    struct resolve_origin origin = {.author = work->author, .now = work->now};
    struct resolution resolution = {0};
    if (!older_find(work, order, &older, &origin.path, error))
        return false;
    *done = (struct work_entry){.outcome = RESOLVED_WITHDRAWN, .report = older};
    if (older.withdrawn_at)
        return true;
    origin.stated.published = day_of(work, order->date);
    if (!entry_take(work, order, &entry, error) ||
        (!older.number &&
         !entry_decisions_fit(work, order, &entry, origin.stated.published, error)) ||
        (older.number && !entry_inherit(work, older.number, &entry, error)))
        return false;
    if (older.number && order->same_stays) {
        bool same;
        if (!entry_is_same(work, older.number, &entry, &same, error))
            return false;
        done->outcome = RESOLVED_UNCHANGED;
        if (same)
            return true;
    }
    entry_text_make(work, order, &entry);
    if (!report_make(work, &entry, origin.path, origin.stated.published,
                     order->tongue == TONGUE_ENGLISH ? SPAN(ENTRY_CHARSET "en")
                                                     : SPAN(ENTRY_CHARSET "ru"),
                     report, error))
        return false;
    reading_make(&entry, report, work->arena, &made);
    made.replaces = older.number;
    made.author = work->author;
    return write(work, &made, &origin, older.number ? "entry.change" : "entry.add", &resolution,
                 error) &&
           done_tell(work, &entry, &resolution, done, error);
}

bool entry_again(const struct work *work, const struct stored_report *stored,
                 struct work_report *done, struct error *error)
{
    struct entry entry;
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    struct resolve_entry made = {.replaces = stored->number};
    struct resolve_origin origin = {
        .path = stored->path, .author = work->author, .restore = true, .now = work->now};
    struct resolution resolution = {0};
    if (!entry_of_stored(work, stored->number, &entry, error) ||
        !report_make(work, &entry, stored->id, entry.date, arena_copy(work->arena, stored->charset),
                     report, error))
        return false;
    made.author = entry.author;
    origin.stated.published = entry.date;
    reading_make(&entry, report, work->arena, &made);
    done->facts = entry.stated;
    return write(work, &made, &origin, "entry.restore", &resolution, error);
}

/* ---- telling ---- */

static struct span id_text(struct arena *arena, int64_t canonical)
{
    char id[CANONICAL_TEXT];
    return arena_copy(arena, span_of(canonical_write(canonical, id)));
}

/* The words of a value in the entry's text, without the id behind what they name. */
static struct span words_of(const struct entry *entry, struct range range)
{
    struct span words = span_of_range(entry->text, range), rest = words;
    size_t at, last = SIZE_MAX;
    for (at = 0; (at = span_find(rest, SPAN(" (ru-"), at)) != SIZE_MAX; at++)
        last = at;
    return last == SIZE_MAX ? words : span_slice(words, 0, last);
}

static void value_tell(const struct work *work, const struct entry *entry,
                       const struct entry_value *given, struct told_value *told)
{
    struct arena *arena = work->arena;
    const struct value *value = &given->value;
    *told = (struct told_value){.property = given->property};
    uint32_t thing = value->type == VALUE_ENTITY      ? value->entity
                     : value->type == VALUE_SIGNATORY ? value->signatory.person
                                                      : 0;
    if (thing) {
        told->given = id_text(arena, entry->things.items[thing - 1].canonical);
        told->name = entry->things.items[thing - 1].name;
        told->kind = entry->things.items[thing - 1].kind;
        if (value->type == VALUE_SIGNATORY && value->signatory.on_behalf_of) {
            thing = value->signatory.on_behalf_of;
            told->for_name = entry->things.items[thing - 1].name;
            told->given =
                arena_format(arena, "%.*s > %.*s", SPAN_ARGS(told->given),
                             SPAN_ARGS(id_text(arena, entry->things.items[thing - 1].canonical)));
        }
    } else if (value->type == VALUE_FACT) {
        const struct entry_fact *fact = &entry->facts.items[value->fact - 1];
        told->kind = fact->kind;
        told->text = words_of(entry, given->range);
        told->given = fact->linked ? id_text(arena, fact->canonical)
                                   : arena_format(arena, "#%u", (unsigned)value->fact);
    } else {
        told->text = span_of_range(entry->text, given->range);
        told->given = value_text(value, arena);
    }
}

static void fact_tell(const struct work *work, const struct entry *entry,
                      const struct entry_fact *fact, struct told_fact *told)
{
    told->kind = fact->kind;
    told->id = id_text(work->arena, fact->canonical);
    for (size_t i = 0; i < fact->count; i++)
        value_tell(work, entry, &fact->items[i], ARRAY_PUSH(work->arena, told));
}

static bool versions_tell(const struct work *work, struct work_entry_told *told,
                          struct error *error)
{
    struct stored_reports reports;
    if (!store_report_versions(work->store, told->report.path, ENTRY_VERSIONS, work->arena,
                               &reports, error))
        return false;
    for (size_t i = 0; i < reports.count; i++) {
        struct entry entry;
        if (!entry_of_stored(work, reports.items[i].number, &entry, error))
            return false;
        *ARRAY_PUSH(work->arena, &told->versions) =
            (struct told_version){reports.items[i], entry.author};
    }
    return true;
}

bool work_entry_tell(const struct work *work, struct span id, struct work_entry_told *told,
                     struct error *error)
{
    struct entry entry;
    *told = (struct work_entry_told){0};
    if (!work_entry_find(work, id, &told->report, error) ||
        !entry_of_stored(work, told->report.number, &entry, error))
        return false;
    told->withdrawn = told->report.withdrawn_at != 0;
    told->author = entry.author;
    told->note = entry.note;
    for (size_t i = 0; i < entry.stated; i++)
        fact_tell(work, &entry, &entry.facts.items[i], ARRAY_PUSH(work->arena, &told->facts));
    return versions_tell(work, told, error);
}

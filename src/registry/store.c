/* The store behind its interface: ids, and the way to the engine. */
#include "store.h"
#include "store_acts.h"
#include "store_facets.h"
#include "store_queue.h"

#include <stdio.h>

#include "engine.h"

enum {
    CANONICAL_DIGITS = 12,
    CANONICAL_HALF = 24, /* bits: a Feistel network works on two halves of 48 */
    FEISTEL_ROUNDS = 4
};

/* The round function of the network: any mixing will do, the inverse does not need its own. The
 * multipliers are those of MurmurHash3's finalizer (Appleby, 2011). They must never change: ids
 * stand in users' notes and links. */
static uint32_t feistel_round(uint32_t half, unsigned round)
{
    uint32_t mixed = half + 0x9E3779B9u * (round + 1);
    mixed = (mixed ^ mixed >> 16) * 0x85EBCA6Bu;
    mixed = (mixed ^ mixed >> 13) * 0xC2B2AE35u;
    return (mixed ^ mixed >> 16) & ((1u << CANONICAL_HALF) - 1);
}

static uint64_t feistel_mix(uint64_t number)
{
    uint32_t left = (uint32_t)(number >> CANONICAL_HALF);
    uint32_t right = (uint32_t)number & ((1u << CANONICAL_HALF) - 1);
    for (unsigned round = 0; round < FEISTEL_ROUNDS; round++) {
        uint32_t next = left ^ feistel_round(right, round);
        left = right;
        right = next;
    }
    return (uint64_t)left << CANONICAL_HALF | right;
}

static uint64_t feistel_unmix(uint64_t mixed)
{
    uint32_t left = (uint32_t)(mixed >> CANONICAL_HALF);
    uint32_t right = (uint32_t)mixed & ((1u << CANONICAL_HALF) - 1);
    for (unsigned round = FEISTEL_ROUNDS; round-- > 0;) {
        uint32_t previous = right ^ feistel_round(left, round);
        right = left;
        left = previous;
    }
    return (uint64_t)left << CANONICAL_HALF | right;
}

const char *canonical_write(int64_t number, char *out)
{
    /* Of each candidate that is looked at: printf() would take a fiftieth of the resolver's time.
     */
    static const char prefix[] = "ru-", digits[] = "0123456789abcdef";
    uint64_t mixed = feistel_mix((uint64_t)number);
    memcpy(out, prefix, sizeof prefix);
    for (size_t i = CANONICAL_TEXT - 1; i-- > sizeof prefix - 1; mixed >>= 4)
        out[i] = digits[mixed & 0xF];
    out[CANONICAL_TEXT - 1] = '\0';
    return out;
}

static bool hex_digit(char digit, uint64_t *value)
{
    if (digit >= '0' && digit <= '9')
        *value = (uint64_t)(digit - '0');
    else if (digit >= 'a' && digit <= 'f')
        *value = (uint64_t)(digit - 'a' + 10);
    else
        return false;
    return true;
}

bool canonical_read(struct span text, int64_t *number)
{
    uint64_t mixed = 0, digit;
    if (text.size != CANONICAL_TEXT - 1 || !span_starts_with(text, SPAN("ru-")))
        return false;
    for (size_t i = 3; i < text.size; i++) {
        if (!hex_digit(text.data[i], &digit))
            return false;
        mixed = mixed << 4 | digit;
    }
    *number = (int64_t)feistel_unmix(mixed);
    return *number > 0;
}

static bool place_open(struct store **store, const char *place, enum store_mode mode,
                       const struct schema *schema, struct error *error)
{
    return postgres_is_url(place) ? postgres_store_open(store, place, mode, schema, error)
                                  : sqlite_store_open(store, place, mode, schema, error);
}

/* A registry that an older program made lacks what reports are counted by. Whoever reads it makes
 * that first, if he may; else questions that need it say so. */
static bool counted_ensure(struct store *store, const char *place, struct error *error)
{
    struct store *writer;
    bool counted;
    if (!store->engine->is_counted(store, &counted, error))
        return false;
    if (!counted && place_open(&writer, place, STORE_WRITE, store->schema, NULL)) {
        writer->engine->count(writer, NULL);
        store_close(writer);
    }
    return true;
}

bool store_open(struct store **store, const char *place, enum store_mode mode,
                const struct schema *schema, struct error *error)
{
    if (!place_open(store, place, mode, schema, error))
        return false;
    if (mode != STORE_READ || counted_ensure(*store, place, error))
        return true;
    store_close(*store);
    return false;
}

struct span store_place_name(const char *place, struct arena *arena)
{
    struct buffer name;
    if (!postgres_is_url(place))
        return arena_copy(arena, span_of(place));
    buffer_init(&name, 4096);
    postgres_place_write(place, &name);
    struct span copy = arena_copy(arena, name.bad ? SPAN("postgresql://") : buffer_span(&name));
    buffer_release(&name);
    return copy;
}

void store_close(struct store *store)
{
    if (store)
        store->engine->close(store);
}

bool store_snapshot_begin(struct store *store, struct error *error)
{
    return store->engine->snapshot_begin(store, error);
}

void store_snapshot_end(struct store *store)
{
    store->engine->snapshot_end(store);
}

bool store_version(struct store *store, int64_t *version, struct error *error)
{
    return store->engine->version(store, version, error);
}

const struct schema *store_schema(const struct store *store)
{
    return store->schema;
}

bool store_write_begin(struct store *store, int64_t now, struct error *error)
{
    return store->engine->write_begin(store, now, error);
}

bool store_write_end(struct store *store, int64_t now, struct error *error)
{
    return store->engine->write_end(store, now, error);
}

void store_write_cancel(struct store *store)
{
    store->engine->write_cancel(store);
}

bool store_commit(struct store *store, struct error *error)
{
    return store->engine->commit(store, error);
}

bool store_has_queue(const struct store *store)
{
    return store->engine->has_queue(store);
}

bool store_queue_add(struct store *store, const struct queued_report *reports, size_t count,
                     struct error *error)
{
    return store->engine->queue_add(store, reports, count, error);
}

bool store_queue_take(struct store *store, size_t limit, struct arena *arena,
                      struct queued_reports *reports, bool *empty, struct error *error)
{
    return store->engine->queue_take(store, limit, arena, reports, empty, error);
}

bool store_look_ahead(struct store *store, const struct report_look *looks, size_t count,
                      struct error *error)
{
    return store->engine->look_ahead(store, looks, count, error);
}

bool store_queue_turn(struct store *store, struct arena *arena, enum queue_turn *turn,
                      struct error *error)
{
    return store->engine->queue_turn(store, arena, turn, error);
}

bool store_queue_end(struct store *store, int64_t last, struct error *error)
{
    return store->engine->queue_end(store, last, error);
}

void store_queue_cancel(struct store *store)
{
    store->engine->queue_cancel(store);
}

bool store_report_add(struct store *store, const struct new_report *report, int64_t *number,
                      struct error *error)
{
    return store->engine->report_add(store, report, number, error);
}

bool store_report_withdraw(struct store *store, int64_t report, struct span author,
                           struct span reason, int64_t now, struct error *error)
{
    return store->engine->report_withdraw(store, report, author, reason, now, error);
}

bool store_report_restore(struct store *store, int64_t report, struct span author, int64_t now,
                          struct error *error)
{
    return store->engine->report_restore(store, report, author, now, error);
}

bool store_report_erase(struct store *store, int64_t report, struct error *error)
{
    return store->engine->report_erase(store, report, error);
}

bool store_report_erased(struct store *store, int64_t report, struct error *error)
{
    return store->engine->report_erased(store, report, error);
}

bool store_compact(struct store *store, struct error *error)
{
    return store->engine->compact(store, error);
}

bool stored_report_is_list(const struct stored_report *report)
{
    return span_starts_with(report->charset, SPAN(LIST_CHARSET));
}

bool stored_report_is_plan(const struct stored_report *report)
{
    return span_is(report->charset, PLAN_CHARSET);
}

bool stored_report_is_entry(const struct stored_report *report)
{
    return span_starts_with(report->charset, SPAN(ENTRY_CHARSET));
}

const uint64_t *stored_report_band(const struct stored_report *report)
{
    static const uint64_t list = LIST_BAND, entry = ENTRY_BAND;
    if (stored_report_is_list(report))
        return &list;
    return stored_report_is_entry(report) ? &entry : NULL;
}

bool store_lists(struct store *store, bool all, size_t limit, struct arena *arena,
                 struct stored_reports *lists, struct error *error)
{
    const uint64_t band = LIST_BAND;
    struct stored_reports alike = {0};
    *lists = (struct stored_reports){0};
    if (!store_reports_alike(store, &band, 1, limit, arena, &alike, error))
        return false;
    for (size_t i = 0; i < alike.count; i++) {
        struct stored_report report;
        bool found;
        if (!store_report(store, alike.items[i].number, arena, &report, &found, error))
            return false;
        if (found && stored_report_is_list(&report) &&
            (all || (!report.superseded_by && !report.withdrawn_at)))
            *ARRAY_PUSH(arena, lists) = report;
    }
    return true;
}

bool store_reports_alike(struct store *store, const uint64_t *bands, size_t count, size_t limit,
                         struct arena *arena, struct stored_reports *reports, struct error *error)
{
    return store->engine->reports_alike(store, bands, count, limit, arena, reports, error);
}

bool store_sources_of_last(struct store *store, int64_t report, struct arena *arena,
                           struct stored_sources *sources, int64_t *as_of, struct error *error)
{
    return store->engine->sources_of_last(store, report, arena, sources, as_of, error);
}

bool store_report_supersede(struct store *store, int64_t older, int64_t newer, int64_t now,
                            struct error *error)
{
    return store->engine->report_supersede(store, older, newer, now, error);
}

bool store_reading_add(struct store *store, const struct new_reading *reading, struct error *error)
{
    return store->engine->reading_add(store, reading, error);
}

bool store_report_state(struct store *store, int64_t report,
                        const struct report_statement *statement, struct span author, int64_t now,
                        bool *changed, struct error *error)
{
    return store->engine->report_state(store, report, statement, author, now, changed, error);
}

bool store_claim_decide(struct store *store, int64_t report, uint32_t claim, enum claim_state state,
                        struct span author, struct span reason, int64_t now, struct error *error)
{
    return store->engine->claim_decide(store, report, claim, state, author, reason, now, error);
}

bool store_identity_decide(struct store *store, int64_t report, uint32_t source, int64_t *canonical,
                           struct span author, struct span reason, int64_t now, struct error *error)
{
    return store->engine->identity_decide(store, report, source, canonical, author, reason, now,
                                          error);
}

bool store_canonical_merge(struct store *store, int64_t from, int64_t to, struct span author,
                           struct span reason, int64_t now, struct error *error)
{
    return store->engine->canonical_merge(store, from, to, author, reason, now, error);
}

bool store_act(struct store *store, const struct new_act *act, int64_t now, int64_t *number,
               struct error *error)
{
    return store->engine->act(store, act, now, number, error);
}

bool store_acts(struct store *store, int64_t canonical, int64_t before, size_t limit,
                struct arena *arena, struct stored_acts *acts, struct error *error)
{
    return store->engine->acts(store, canonical, before, limit, arena, acts, error);
}

bool store_additions(struct store *store, int64_t report, struct arena *arena,
                     struct stored_additions *additions, struct error *error)
{
    return store->engine->additions(store, report, arena, additions, error);
}

bool store_act_of(struct store *store, int64_t number, struct arena *arena, struct stored_act *act,
                  bool *found, struct error *error)
{
    return store->engine->act_of(store, number, arena, act, found, error);
}

bool store_differ(struct store *store, int64_t one, int64_t other, bool *differ,
                  struct error *error)
{
    return store->engine->differ(store, one, other, differ, error);
}

bool store_doubts(struct store *store, size_t offset, size_t limit, struct arena *arena,
                  struct stored_doubts *doubts, struct error *error)
{
    return store->engine->doubts(store, offset, limit, arena, doubts, error);
}

bool store_doubt(struct store *store, int64_t number, struct arena *arena,
                 struct stored_doubt *doubt, bool *open, bool *found, struct error *error)
{
    return store->engine->doubt(store, number, arena, doubt, open, found, error);
}

bool store_report(struct store *store, int64_t number, struct arena *arena,
                  struct stored_report *report, bool *found, struct error *error)
{
    return store->engine->report(store, number, arena, report, found, error);
}

bool store_reports_of(struct store *store, const int64_t *numbers, size_t count,
                      struct arena *arena, struct stored_report *reports, struct error *error)
{
    return store->engine->reports_of(store, numbers, count, arena, reports, error);
}

bool store_report_frames(struct store *store, const int64_t *numbers, size_t count,
                         struct arena *arena, struct stored_report *reports, struct error *error)
{
    return store->engine->report_frames(store, numbers, count, arena, reports, error);
}

bool store_report_by_id(struct store *store, struct span id, struct arena *arena,
                        struct stored_report *report, bool *found, struct error *error)
{
    return store->engine->report_by_id(store, id, arena, report, found, error);
}

bool store_report_by_digest(struct store *store, const struct digest *digest, struct arena *arena,
                            struct stored_report *report, bool *found, struct error *error)
{
    return store->engine->report_by_digest(store, digest, arena, report, found, error);
}

bool store_report_by_path(struct store *store, struct span path, struct arena *arena,
                          struct stored_report *report, bool *found, struct error *error)
{
    return store->engine->report_by_path(store, path, arena, report, found, error);
}

bool store_report_versions(struct store *store, struct span path, size_t limit, struct arena *arena,
                           struct stored_reports *reports, struct error *error)
{
    return store->engine->report_versions(store, path, limit, arena, reports, error);
}

bool store_report_text(struct store *store, int64_t number, struct arena *arena, struct span *text,
                       struct error *error)
{
    return store->engine->report_text(store, number, arena, text, error);
}

bool store_reports(struct store *store, int64_t before, bool newest_first, bool superseded,
                   size_t limit, struct arena *arena, struct stored_reports *reports,
                   struct error *error)
{
    return store->engine->reports(store, before, newest_first, superseded, limit, arena, reports,
                                  error);
}

bool store_entities(struct store *store, const struct entities_wanted *wanted, struct arena *arena,
                    struct stored_entities *entities, struct error *error)
{
    return store->engine->entities(store, wanted, arena, entities, error);
}

bool store_entity(struct store *store, int64_t number, struct arena *arena,
                  struct stored_entity *entity, bool *found, struct error *error)
{
    return store->engine->entity(store, number, arena, entity, found, error);
}

bool store_entities_of(struct store *store, const int64_t *numbers, size_t count,
                       struct arena *arena, struct stored_entity *entities, struct error *error)
{
    return store->engine->entities_of(store, numbers, count, arena, entities, error);
}

bool store_entities_search(struct store *store, const struct search_query *query, size_t limit,
                           struct arena *arena, struct stored_entities *entities,
                           struct error *error)
{
    return store->engine->entities_search(store, query, limit, arena, entities, error);
}

bool store_candidates(struct store *store, uint64_t key, size_t limit, struct arena *arena,
                      struct stored_entities *entities, struct error *error)
{
    return store->engine->candidates(store, key, limit, arena, entities, error);
}

bool store_profile(struct store *store, int64_t number, struct arena *arena,
                   struct stored_profile *profile, bool *found, struct error *error)
{
    return store->engine->profile(store, number, arena, profile, found, error);
}

bool store_candidates_of(struct store *store, struct key_candidates *keys, size_t count,
                         size_t limit, struct arena *arena, struct error *error)
{
    return store->engine->candidates_of(store, keys, count, limit, arena, error);
}

bool store_profiles(struct store *store, const int64_t *numbers, size_t count, struct arena *arena,
                    struct stored_profile *profiles, struct error *error)
{
    return store->engine->profiles(store, numbers, count, arena, profiles, error);
}

bool store_facts_of_pairs(struct store *store, struct pair_facts *pairs, size_t count,
                          const struct schema_kind *kind, size_t limit, struct arena *arena,
                          struct error *error)
{
    return store->engine->facts_of_pairs(store, pairs, count, kind, limit, arena, error);
}

bool store_report_texts(struct store *store, const int64_t *numbers, size_t count,
                        struct arena *arena, struct span *texts, struct error *error)
{
    return store->engine->report_texts(store, numbers, count, arena, texts, error);
}

bool store_facts_between(struct store *store, int64_t first, int64_t second,
                         const struct schema_kind *kind, size_t limit, struct arena *arena,
                         struct stored_entities *facts, struct error *error)
{
    return store->engine->facts_between(store, first, second, kind, limit, arena, facts, error);
}

bool store_facts_of_office(struct store *store, int64_t body, struct span office, size_t limit,
                           struct arena *arena, struct stored_entities *facts, struct error *error)
{
    return store->engine->facts_of_office(store, body, office, limit, arena, facts, error);
}

bool store_reports_since(struct store *store, const int64_t *canonicals, size_t count,
                         struct date after, struct date until, size_t most, size_t *number,
                         struct error *error)
{
    return store->engine->reports_since(store, canonicals, count, after, until, most, number,
                                        error);
}

bool store_claims(struct store *store, const int64_t *canonicals, size_t count,
                  const struct claims_wanted *wanted, struct arena *arena,
                  struct stored_claims *claims, struct error *error)
{
    return store->engine->claims(store, canonicals, count, wanted, arena, claims, error);
}

bool store_claims_of_report(struct store *store, int64_t report, const struct claims_wanted *wanted,
                            struct arena *arena, struct stored_claims *claims, struct error *error)
{
    return store->engine->claims_of_report(store, report, wanted, arena, claims, error);
}

bool store_facts_naming(struct store *store, int64_t canonical, const struct namings_wanted *wanted,
                        struct arena *arena, struct stored_namings *namings, struct error *error)
{
    return store->engine->facts_naming(store, canonical, wanted, arena, namings, error);
}

bool store_sources(struct store *store, int64_t after, size_t limit, bool facts,
                   struct arena *arena, struct stored_sources *sources, struct error *error)
{
    return store->engine->sources(store, after, limit, facts, arena, sources, error);
}

bool store_sources_of_report(struct store *store, int64_t report, struct arena *arena,
                             struct stored_sources *sources, struct error *error)
{
    return store->engine->sources_of_report(store, report, arena, sources, error);
}

bool store_evidence(struct store *store, struct stored_claim *const *claims, size_t count,
                    struct arena *arena, struct error *error)
{
    return store->engine->evidence_many(store, claims, count, arena, error);
}

bool store_sources_of_entity(struct store *store, int64_t canonical, int64_t as_of,
                             struct date until, size_t limit, struct arena *arena,
                             struct stored_sources *sources, struct error *error)
{
    return store->engine->sources_of_entity(store, canonical, as_of, until, limit, arena, sources,
                                            error);
}

bool store_mentions(struct store *store, int64_t report, struct arena *arena,
                    struct stored_mentions *mentions, struct error *error)
{
    return store->engine->mentions(store, report, arena, mentions, error);
}

bool store_credits(struct store *store, int64_t report, struct arena *arena,
                   struct stored_credits *credits, struct error *error)
{
    return store->engine->credits(store, report, arena, credits, error);
}

bool store_search(struct store *store, const struct search_query *query, size_t offset,
                  size_t limit, struct arena *arena, struct search_hits *hits, struct error *error)
{
    return store->engine->search(store, query, offset, limit, arena, hits, error);
}

bool store_listed(struct store *store, const struct listed_wanted *wanted, struct arena *arena,
                  struct listed_entities *entities, struct error *error)
{
    return store->engine->listed(store, wanted, arena, entities, error);
}

bool store_listed_count(struct store *store, const struct listed_wanted *wanted, size_t most,
                        size_t *count, struct error *error)
{
    return store->engine->listed_count(store, wanted, most, count, error);
}

bool store_facts_paired(struct store *store, int64_t canonical, const struct schema_kind *kind,
                        const struct schema_property *property, size_t limit, struct arena *arena,
                        struct stored_numbers *facts, struct error *error)
{
    return store->engine->facts_paired(store, canonical, kind, property, limit, arena, facts,
                                       error);
}

bool store_listed_rows(struct store *store, const struct listed_wanted *wanted, size_t most,
                       struct arena *arena, struct listed_rows *rows, struct error *error)
{
    return store->engine->listed_rows(store, wanted, most, arena, rows, error);
}

bool store_listed_texts(struct store *store, const struct schema_kind *kind,
                        const struct schema_property *property, const int64_t *numbers,
                        size_t count, struct arena *arena, struct listed_texts *texts,
                        struct stored_numbers *decided, struct error *error)
{
    return store->engine->listed_texts(store, kind, property, numbers, count, arena, texts, decided,
                                       error);
}

bool store_told_since(struct store *store, struct store_moment *moment, struct arena *arena,
                      struct stored_numbers *told, bool *all, struct error *error)
{
    return store->engine->told_since(store, moment, arena, told, all, error);
}

bool store_listed_tallies(struct store *store, const struct schema_kind *kind,
                          enum listed_tally what, struct arena *arena, struct listed_values *values,
                          struct error *error)
{
    return store->engine->listed_tallies(store, kind, what, arena, values, error);
}

bool store_entities_of_reports(struct store *store, const int64_t *reports, size_t count,
                               const struct schema_kind *const *kinds, size_t kind_count,
                               struct arena *arena, struct stored_numbers *entities,
                               struct error *error)
{
    return store->engine->entities_of_reports(store, reports, count, kinds, kind_count, arena,
                                              entities, error);
}

bool store_search_reports(struct store *store, const struct search_query *query, size_t limit,
                          struct arena *arena, struct stored_numbers *reports, struct error *error)
{
    return store->engine->search_reports(store, query, limit, arena, reports, error);
}

bool store_reports_listed(struct store *store, const struct listed_days *days, bool reverse,
                          const struct listed_after *after, size_t offset, size_t limit,
                          struct arena *arena, struct stored_reports *reports, struct error *error)
{
    return store->engine->reports_listed(store, days, reverse, after, offset, limit, arena, reports,
                                         error);
}

bool store_reports_listed_count(struct store *store, const struct listed_days *days, size_t most,
                                size_t *count, struct error *error)
{
    return store->engine->reports_listed_count(store, days, most, count, error);
}

bool store_reports_wanted(struct store *store, const struct report_filter *filter, bool reverse,
                          const struct listed_after *after, size_t offset, size_t limit,
                          struct arena *arena, struct stored_reports *reports, size_t *total,
                          struct report_facets *facets, struct error *error)
{
    return store->engine->reports_wanted(store, filter, reverse, after, offset, limit, arena,
                                         reports, total, facets, error);
}

bool store_facts_rejected(struct store *store, const struct schema_kind *const *kinds,
                          size_t kind_count, struct arena *arena, struct stored_numbers *facts,
                          struct error *error)
{
    return store->engine->facts_rejected(store, kinds, kind_count, arena, facts, error);
}

bool store_facts_standing(struct store *store, const int64_t *numbers, size_t count,
                          struct arena *arena, struct fact_standing *standings, struct error *error)
{
    return store->engine->facts_standing(store, numbers, count, arena, standings, error);
}

bool store_report_counts(struct store *store, struct store_counts *counts, struct error *error)
{
    return store->engine->report_counts(store, counts, error);
}

bool store_counts(struct store *store, struct arena *arena, struct store_counts *counts,
                  struct error *error)
{
    return store->engine->counts(store, arena, counts, error);
}

bool store_rebuild_begin(struct store *store, struct error *error)
{
    return store->engine->rebuild_begin(store, error);
}

bool store_rebuild_next(struct store *store, struct arena *arena, struct rebuild_reading *reading,
                        bool *found, struct error *error)
{
    return store->engine->rebuild_next(store, arena, reading, found, error);
}

bool store_rebuild_add(struct store *store, const struct rebuild_reading *reading,
                       const struct span *lemmas, const struct new_token *tokens,
                       size_t token_count, struct error *error)
{
    return store->engine->rebuild_add(store, reading, lemmas, tokens, token_count, error);
}

bool store_rebuild_end(struct store *store, bool *again, struct error *error)
{
    return store->engine->rebuild_end(store, again, error);
}

bool store_copy(struct store *from, struct store *to, struct error *error)
{
    return from->engine->copy(from, to, error);
}

bool store_backup(struct store *store, const struct store_going *going, int *file,
                  struct error *error)
{
    return store->engine->backup(store, going, file, error);
}

bool store_check(struct store *store, struct error *error)
{
    return store->engine->check(store, error);
}

bool store_dump(struct store *store, bool times, struct buffer *out, struct error *error)
{
    return store->engine->dump(store, times, out, error);
}

/* ---- redaction ---- */

bool store_redactions(struct store *store, const struct redactions **redactions,
                      struct error *error)
{
    return store->engine->redactions(store, redactions, error);
}

bool store_redaction_key(struct store *store, bool make, unsigned char out[DIGEST_KEY_SIZE],
                         struct error *error)
{
    return store->engine->redaction_key(store, make, out, error);
}

bool store_strings_of_report(struct store *store, int64_t report, struct arena *arena,
                             struct stored_strings *strings, struct error *error)
{
    return store->engine->strings_of_report(store, report, arena, strings, error);
}

bool store_names_ever(struct store *store, int64_t canonical, struct arena *arena,
                      struct stored_strings *names, struct error *error)
{
    return store->engine->names_ever(store, canonical, arena, names, error);
}

bool store_redaction_add(struct store *store, const struct new_redaction *redaction, int64_t now,
                         int64_t *number, struct error *error)
{
    return store->engine->redaction_add(store, redaction, now, number, error);
}

bool store_redact_report(struct store *store, const struct redacted_report *report,
                         struct redacting *redacting, struct arena *arena, struct error *error)
{
    return store->engine->redact_report(store, report, redacting, arena, error);
}

bool store_redact_rest(struct store *store, struct redacting *redacting, struct arena *arena,
                       struct error *error)
{
    return store->engine->redact_rest(store, redacting, arena, error);
}

bool store_redacted_text_add(struct store *store, int64_t report, const struct digest *original,
                             struct error *error)
{
    return store->engine->redacted_text_add(store, report, original, error);
}

bool store_redaction_pending(struct store *store, bool *pending, struct error *error)
{
    return store->engine->redaction_pending(store, pending, error);
}

bool store_redactions_complete(struct store *store, struct error *error)
{
    return store->engine->redactions_complete(store, error);
}

/* Additions: what a user adds to a report that the reader missed.
 *
 * An addition is a source of the reading that holds, as if the reader had found it, whose claims
 * are the user's; so it stands wherever what was read stands, and ends with the reading. The act
 * names the first of its claims, by which it is found. Whoever writes a new reading asks for the
 * additions (store_additions()) and gives them to it. */
#include <stdio.h>

#include "store_acts.h"
#include "store_sql.h"

/* The acts that added to the report ?1 and hold, with the first claim of each. */
#define ADDED                                                                                      \
    " FROM acts a JOIN claims c ON c.report = a.report AND c.ordinal = a.made"                     \
    " WHERE a.kind = 10 AND a.undone_by = 0 AND a.made <> 0 AND a.report = ?1"

_Static_assert(ACT_ADD == 10, "the questions have its number");

bool sql_additions(struct store *base, int64_t report, struct arena *arena,
                   struct stored_additions *additions, struct error *error)
{
    static const char find[] =
        "SELECT n, source, (SELECT clues FROM sources WHERE report = ?1 AND number = source),"
        " (SELECT region FROM sources WHERE report = ?1 AND number = source)"
        " FROM (SELECT a.number AS n, c.source AS source" ADDED ") AS added ORDER BY n";
    struct statement statement;
    *additions = (struct stored_additions){0};
    if (!statement_begin((struct sql_store *)base, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    bool done;
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, additions) =
            (struct stored_addition){.act = column_integer(&statement, 0),
                                     .source = (uint32_t)column_integer(&statement, 1),
                                     .clues = column_text(&statement, 2, arena),
                                     .region = column_integer(&statement, 3)};
    }
    return done;
}

bool sql_additions_mention(struct sql_store *store, int64_t report, struct arena *arena,
                           struct stored_mentions *mentions, struct error *error)
{
    static const char find[] =
        "SELECT c.source, c.evidence" ADDED " AND c.property = 'name' AND c.known_to = " HOLDS
        " ORDER BY a.number";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct stored_claim claim = {0};
        if (!sql_evidence_unpack(column_span(&statement, 1), arena, &claim))
            continue;
        for (size_t i = 0; i < claim.evidence_count; i++) {
            struct stored_mention *mention = ARRAY_PUSH(arena, mentions);
            *mention = (struct stored_mention){.range = claim.evidence[i].range,
                                               .name = claim.evidence[i].range,
                                               .has_name = true,
                                               .type = MENTION_ADDED,
                                               .source = (uint32_t)column_integer(&statement, 0),
                                               .order = (uint32_t)mentions->count};
        }
    }
    return done;
}

bool sql_additions_end(struct sql_store *store, int64_t report, int64_t now, struct error *error)
{
    return sql_run_with(store,
                        "UPDATE claims SET known_to = ?2 WHERE report = ?1 AND known_to = " HOLDS
                        " AND source IN (SELECT c.source" ADDED ")",
                        (int64_t[]){report, now}, 2, error);
}

/* ---- making ---- */

/* An addition on its way into the tables. */
struct adding {
    struct sql_store *store;
    const struct new_act *act;
    int64_t now;
    int64_t reading;
    int64_t source;
    int64_t claim; /* the first */
    int64_t canonical;
    struct arena *arena;
    struct error *error;
};

static bool numbers_find(struct adding *adding)
{
    static const char find[] =
        "SELECT coalesce((SELECT number FROM readings WHERE report = ?1 AND known_to = " HOLDS
        "), 0), (SELECT max(number) + 1 FROM sources WHERE report = ?1),"
        " (SELECT coalesce(max(ordinal), 0) + 1 FROM claims WHERE report = ?1)";
    struct statement statement;
    bool row;
    if (!statement_begin(adding->store, find, &statement, adding->error))
        return false;
    bind_integer(&statement, adding->act->report);
    if (!statement_next(&statement, &row, adding->error))
        return false;
    adding->reading = column_integer(&statement, 0);
    adding->source = column_integer(&statement, 1);
    adding->claim = column_integer(&statement, 2);
    statement_end(&statement);
    char number[32];
    snprintf(number, sizeof number, "%lld", (long long)adding->act->report);
    return adding->reading ||
           error_add(adding->error, "registry.no_reading", "report", number, NULL);
}

/* The known entity, as it is today, or a new one. */
static bool canonical_find(struct adding *adding)
{
    const struct new_source *source = adding->act->addition->source;
    if (!source->canonical)
        return sql_canonical_mint(adding->store, source->kind->name, adding->now,
                                  &adding->canonical, adding->error);
    return sql_canonical_follow(adding->store, source->canonical, &adding->canonical,
                                adding->error) &&
           (adding->canonical || sql_no_entity(source->canonical, adding->error));
}

static bool source_insert(struct adding *adding, struct span clues)
{
    const struct new_source *source = adding->act->addition->source;
    struct statement statement;
    if (!statement_begin(adding->store,
                         "INSERT INTO sources VALUES(?, ?, ?, ?, ?, ?, ?, ?, " HOLDS ", ?)",
                         &statement, adding->error))
        return false;
    bind_integer(&statement, adding->act->report);
    bind_integer(&statement, adding->source);
    bind_integer(&statement, adding->reading);
    bind_text(&statement, source->kind->name);
    bind_text(&statement, source->name);
    bind_blob(&statement, clues);
    bind_integer(&statement, source->name.size > 0);
    bind_integer(&statement, adding->now);
    bind_integer(&statement, source->region);
    return statement_run(&statement, adding->error) &&
           sql_identity_move(adding->store, adding->act->report, adding->source, adding->canonical,
                             source->author, source->reason, adding->now, adding->error);
}

static bool claim_insert(struct adding *adding, const struct new_claim *claim, int64_t ordinal)
{
    struct statement statement;
    int64_t author;
    if (!sql_author(adding->store, adding->act->author, &author, adding->error) ||
        !statement_begin(adding->store,
                         "INSERT INTO claims VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, " HOLDS
                         ", ?)",
                         &statement, adding->error))
        return false;
    bind_integer(&statement, adding->act->report);
    bind_integer(&statement, adding->source);
    bind_integer(&statement, ordinal);
    bind_text(&statement, claim->property->name);
    bind_text(&statement, span_of(value_type_name(claim->value.type)));
    bind_text(&statement, value_text(&claim->value, adding->arena));
    sql_bind_references(&statement, &claim->value);
    bind_integer(&statement, author);
    bind_real(&statement, claim->confidence);
    bind_integer(&statement, adding->now);
    bind_blob(&statement, sql_evidence_pack(claim->evidence, claim->evidence_count, adding->arena));
    return statement_run(&statement, adding->error);
}

static bool claims_insert(struct adding *adding)
{
    const struct new_addition *addition = adding->act->addition;
    for (size_t i = 0; i < addition->claim_count; i++)
        if (!claim_insert(adding, &addition->claims[i], adding->claim + (int64_t)i))
            return false;
    return true;
}

/* What is derived of a canonical entity, after a source of it came or went. */
static bool derived_again(struct sql_store *store, int64_t report, int64_t canonical,
                          struct error *error)
{
    return sql_cards_exchange(store, canonical, canonical, error) &&
           sql_fact_profiles_drop(store, report, error) && sql_facets_again(store, report, error) &&
           sql_changes_count(store, error);
}

static bool derive(struct adding *adding, struct span clues)
{
    const struct new_source *source = adding->act->addition->source;
    struct derived_source derived = {.canonical = adding->canonical,
                                     .kind = source->kind,
                                     .name = source->name,
                                     .lemmas = source->lemmas,
                                     .clues = clues,
                                     .minted = !source->canonical};
    struct sql_store *store = adding->store;
    return sql_names_add(store, DERIVED_TODAY, &derived, 1, adding->arena, adding->error) &&
           sql_clues_add(store, DERIVED_TODAY, &derived, 1, adding->arena, adding->error) &&
           sql_pairs_add(store, DERIVED_TODAY, adding->act->report, adding->error) &&
           derived_again(store, adding->act->report, adding->canonical, adding->error);
}

bool sql_addition_make(struct sql_store *store, const struct new_act *act, int64_t now,
                       struct arena *arena, int64_t *canonical, uint32_t *made, struct error *error)
{
    const struct new_addition *addition = act->addition;
    struct adding adding = {.store = store, .act = act, .now = now, .arena = arena, .error = error};
    struct new_reading doubting = {.report = act->report,
                                   .known_from = now,
                                   .doubts = addition->doubts,
                                   .doubt_count = addition->doubt_count};
    char room[CLUES_MOST];
    if (!numbers_find(&adding) || !canonical_find(&adding))
        return false;
    struct span clues =
        arena_copy(arena, sql_clues_write(addition->source, addition->canonicals, room));
    *canonical = adding.canonical;
    *made = (uint32_t)adding.claim;
    return source_insert(&adding, clues) && claims_insert(&adding) && derive(&adding, clues) &&
           sql_doubts_add(store, &doubting, &adding.canonical, error);
}

/* ---- undoing ---- */

/* Another addition that names what goes would be left with half of what it says. */
static bool nothing_rests(struct sql_store *store, const struct stored_act *undone, int64_t source,
                          struct error *error)
{
    static const char find[] =
        "SELECT a.number" ADDED " AND EXISTS (SELECT 1 FROM claims v WHERE v.report = c.report"
        " AND v.source = c.source AND v.known_to = " HOLDS
        " AND (v.value_source = ?2 OR v.value_for = ?2)) ORDER BY a.number LIMIT 1";
    char number[32];
    int64_t needing;
    if (!sql_number(store, find, undone->report, source, &needing, error))
        return false;
    snprintf(number, sizeof number, "%lld", (long long)needing);
    return !needing || error_add(error, "registry.act_needed", "number", number, NULL);
}

/* What is no longer there is no longer doubtful. */
static bool doubts_end(struct sql_store *store, int64_t canonical, struct error *error)
{
    static const char end[] =
        "UPDATE doubts SET closed_by = ?2 WHERE closed_by = 0 AND (subject = ?1 OR object = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM identities i JOIN sources s ON s.report = i.report"
        " AND s.number = i.source AND s.known_to = " HOLDS
        " WHERE i.canonical = ?1 AND i.known_to = " HOLDS ")";
    return sql_run_with(store, end, (int64_t[]){canonical, store->act}, 2, error);
}

bool sql_addition_undo(struct sql_store *store, const struct stored_act *undone, int64_t now,
                       struct error *error)
{
    static const char source_find[] = "SELECT source FROM claims WHERE report = ? AND ordinal = ?";
    static const char canonical_find[] = "SELECT canonical FROM identities WHERE report = ?"
                                         " AND source = ? AND known_to = " HOLDS;
    static const char source_end[] = "UPDATE sources SET known_to = ? WHERE report = ?"
                                     " AND number = ? AND known_to = " HOLDS;
    static const char claims_end[] = "UPDATE claims SET known_to = ? WHERE report = ?"
                                     " AND source = ? AND known_to = " HOLDS;
    int64_t source, canonical;
    if (!sql_number(store, source_find, undone->report, undone->made, &source, error) ||
        !nothing_rests(store, undone, source, error) ||
        !sql_number(store, canonical_find, undone->report, source, &canonical, error))
        return false;
    int64_t values[] = {now, undone->report, source};
    return sql_run_with(store, source_end, values, 3, error) &&
           sql_run_with(store, claims_end, values, 3, error) &&
           derived_again(store, undone->report, canonical, error) &&
           sql_clues_again(store, canonical, error) && doubts_end(store, canonical, error);
}

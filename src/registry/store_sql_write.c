/* Writing: reports, readings, what users state and decide. */
#include "store_acts.h"
#include "store_sql_held.h"

#include <string.h>

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- reports ---- */

static bool id_is_taken(struct sql_store *store, struct span id, bool *taken, struct error *error)
{
    struct statement statement;
    *taken = false;
    if (sql_held_is_absent(store, ABSENT_ID, id))
        return true;
    if (!statement_begin(store, "SELECT 1 FROM reports WHERE id = ?", &statement, error))
        return false;
    bind_text(&statement, id);
    if (!statement_next(&statement, taken, error))
        return false;
    statement_end(&statement);
    return true;
}

/* The wished id, with -2, -3 where it is taken, in store->work. */
static bool id_choose(struct sql_store *store, struct span wished, struct error *error)
{
    bool taken = true;
    if (!wished.size)
        wished = SPAN("report");
    for (unsigned n = 1; taken; n++) {
        buffer_clear(&store->work);
        buffer_append(&store->work, wished);
        if (n > 1)
            buffer_format(&store->work, "-%u", n);
        if (!id_is_taken(store, buffer_span(&store->work), &taken, error))
            return false;
    }
    return true;
}

static bool report_insert(struct sql_store *store, const struct new_report *report, int64_t number,
                          struct error *error)
{
    struct statement statement;
    if (!id_choose(store, report->id, error) ||
        !statement_begin(store,
                         "INSERT INTO reports(number, id, digest, source, path, charset, size,"
                         " taken_in, copy_of) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         &statement, error))
        return false;
    struct span digest = {(const char *)report->digest.bytes, DIGEST_SIZE};
    sql_held_appear(store, ABSENT_DIGEST, digest);
    sql_held_appear(store, ABSENT_ID, buffer_span(&store->work));
    if (report->path.size)
        sql_held_appear(store, ABSENT_PATH, report->path);
    bind_integer(&statement, number);
    bind_text(&statement, buffer_span(&store->work));
    bind_blob(&statement, digest);
    bind_text(&statement, report->source);
    bind_text(&statement, report->path);
    bind_text(&statement, report->charset);
    bind_integer(&statement, (int64_t)report->text.size);
    bind_integer(&statement, report->taken_in);
    bind_optional(&statement, report->copy_of);
    return statement_run(&statement, error);
}

static bool text_insert(struct sql_store *store, int64_t number, struct span text,
                        struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, "INSERT INTO texts VALUES(?, ?)", &statement, error))
        return false;
    bind_integer(&statement, number);
    bind_bytes(&statement, text);
    return statement_run(&statement, error);
}

bool sql_report_add(struct store *base, const struct new_report *report, int64_t *number,
                    struct error *error)
{
    static const char itself[] = "INSERT INTO sources(report, number, reading, kind, name,"
                                 " clues, mentions, known_from, known_to, region)"
                                 " VALUES(?, 0, 0, 'Report', '', x'', 0, ?, " HOLDS ", 0)";
    struct sql_store *store = sql_of(base);
    if (!sql_number_next(store, NUMBERED_REPORTS, number, error))
        return false;
    if (store->held)
        sql_held_report_add(store, report, *number);
    store->added_report = *number;
    store->added_claims = 0;
    int64_t source[] = {*number, report->taken_in};
    return report_insert(store, report, *number, error) &&
           text_insert(store, *number, report->text, error) &&
           sql_bands_add(store, *number, report->bands, report->band_count, error) &&
           sql_run_with(store, itself, source, 2, error);
}

/* ---- ending ---- */

static bool reading_end(struct sql_store *store, int64_t report, int64_t reading, int64_t now,
                        struct error *error)
{
    static const char reading_ends[] = "UPDATE readings SET known_to = ?1 WHERE number = ?2";
    static const char sources_end[] =
        "UPDATE sources SET known_to = ?1 WHERE report = ?3 AND reading = ?2";
    /* Claims of others about a source outlive the reading that found it. */
    static const char claims_end[] =
        "UPDATE claims SET known_to = ?1 WHERE report = ?3 AND known_to = " HOLDS
        " AND author = (SELECT author FROM readings WHERE number = ?2)";
    int64_t values[] = {now, reading, report};
    return sql_derived_remove(store, report, reading, error) &&
           sql_run_with(store, reading_ends, values, 2, error) &&
           sql_run_with(store, sources_end, values, 3, error) &&
           sql_run_with(store, claims_end, values, 3, error) &&
           sql_additions_end(store, report, now, error) &&
           sql_listed_of_report(store, report, reading, error) && sql_changes_count(store, error);
}

bool sql_reading_end(struct sql_store *store, int64_t report, int64_t now, struct error *error)
{
    int64_t reading;
    return sql_number(store, "SELECT number FROM readings WHERE report = ? AND known_to = " HOLDS,
                      report, 0, &reading, error) &&
           (!reading || reading_end(store, report, reading, now, error));
}

bool sql_report_supersede(struct store *base, int64_t older, int64_t newer, int64_t now,
                          struct error *error)
{
    int64_t values[] = {newer, now, older};
    /* A file that was changed back makes the report that it superseded the newer one again. */
    return sql_reading_end(sql_of(base), older, now, error) &&
           sql_run_with(sql_of(base),
                        "UPDATE reports SET superseded_by = NULL, superseded_at = NULL"
                        " WHERE number = ?",
                        &newer, 1, error) &&
           sql_run_with(sql_of(base),
                        "UPDATE reports SET superseded_by = ?, superseded_at = ?"
                        " WHERE number = ?",
                        values, 3, error);
}

/* ---- readings ---- */

/* A reading on its way into the tables. */
struct reading_write {
    struct sql_store *store;
    const struct new_reading *reading;
    int64_t number;
    int64_t author;
    int64_t ending; /* the reading that holds; 0: none */
    int64_t first_source;
    int64_t first_claim;
    bool decided;                      /* users decided on claims of the report */
    int64_t *canonicals;               /* of the sources */
    uint32_t *mentions;                /* of the sources: how many */
    const struct schema_kind **minted; /* of the sources: the kind of a canonical entity that the
                                          first source of it brought; else NULL */
    struct sql_listed *listed;         /* of the sources */
    struct arena arena;
    struct error *error;
    bool complete;
};

static bool reading_insert(struct reading_write *write)
{
    const struct new_reading *reading = write->reading;
    struct statement statement;
    if (!statement_begin(write->store,
                         "INSERT INTO readings VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " HOLDS ")",
                         &statement, write->error))
        return false;
    bind_integer(&statement, write->number);
    bind_integer(&statement, reading->report);
    bind_integer(&statement, write->author);
    bind_text(&statement, reading->title);
    bind_date(&statement, reading->published);
    bind_integer(&statement, reading->published_by_user);
    bind_date(&statement, reading->earliest);
    bind_date(&statement, reading->latest);
    bind_text(&statement, reading->language);
    bind_integer(&statement, reading->known_from);
    return statement_run(&statement, write->error);
}

bool sql_canonical_mint(struct sql_store *store, struct span kind, int64_t now, int64_t *number,
                        struct error *error)
{
    struct statement statement;
    if (!sql_number_next(store, NUMBERED_CANONICALS, number, error) ||
        !statement_begin(store, "INSERT INTO canonicals(number, kind, minted_at) VALUES(?, ?, ?)",
                         &statement, error))
        return false;
    const struct schema_kind *known = schema_kind_find(store->store.schema, kind);
    if (store->held && known)
        sql_held_mint(store, *number, known);
    bind_integer(&statement, *number);
    bind_text(&statement, kind);
    bind_integer(&statement, now);
    return statement_run(&statement, error);
}

static void identities_begin(struct sql_rows *rows, struct sql_store *store)
{
    static const char *const insert[] = {
        ROWS_OF("INSERT INTO identities VALUES", "(?, ?, 1, ?, ?, ?, ?, " HOLDS ", ?)")};
    sql_rows_begin(rows, store, insert[0], insert[1], 7);
}

/* The first of a source. */
static bool identity_add(struct sql_rows *rows, int64_t report, int64_t source, int64_t canonical,
                         struct span author, struct span reason, int64_t act, int64_t now,
                         struct error *error)
{
    struct sql_store *store = rows->statement.store;
    int64_t author_number;
    if (!sql_author(store, author, &author_number, error))
        return false;
    bind_integer(&rows->statement, report);
    bind_integer(&rows->statement, source);
    bind_integer(&rows->statement, canonical);
    bind_integer(&rows->statement, author_number);
    bind_text(&rows->statement, reason);
    bind_integer(&rows->statement, now);
    bind_optional(&rows->statement, act);
    return sql_rows_next(rows, error);
}

static bool identity_insert(struct sql_store *store, int64_t report, int64_t source,
                            int64_t canonical, struct span author, struct span reason, int64_t act,
                            int64_t now, struct error *error)
{
    static const char insert[] =
        "INSERT INTO identities SELECT ?1, ?2, coalesce(max(n), 0) + 1, ?3, ?4, ?5, ?6, " HOLDS
        ", ?7 FROM identities WHERE report = ?1 AND source = ?2";
    struct statement statement;
    int64_t author_number;
    if (!sql_author(store, author, &author_number, error) ||
        !statement_begin(store, insert, &statement, error))
        return false;
    bind_integer(&statement, report);
    bind_integer(&statement, source);
    bind_integer(&statement, canonical);
    bind_integer(&statement, author_number);
    bind_text(&statement, reason);
    bind_integer(&statement, now);
    bind_optional(&statement, act);
    return statement_run(&statement, error);
}

static bool source_insert(struct reading_write *write, struct sql_rows *rows,
                          const struct new_source *source, int64_t number, uint32_t mentions,
                          struct span clues)
{
    struct statement *row = &rows->statement;
    bind_integer(row, write->reading->report);
    bind_integer(row, number);
    bind_integer(row, write->number);
    bind_text(row, source->kind->name);
    bind_text(row, source->name);
    bind_blob(row, clues);
    bind_integer(row, mentions);
    bind_integer(row, write->reading->known_from);
    bind_integer(row, source->region);
    return sql_rows_next(rows, write->error);
}

/* Those that are not held as canonical entities of today become 0. */
static bool canonicals_recall(struct reading_write *write)
{
    size_t count = write->reading->source_count, asked_count = 0;
    int64_t *asked = ARENA_NEW(&write->arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        if (write->canonicals[i])
            asked[asked_count++] = write->canonicals[i];
    if (!sql_held_load(write->store, asked, asked_count, write->error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (write->canonicals[i] && !sql_held_entity(write->store, write->canonicals[i])->kind)
            write->canonicals[i] = 0;
    return true;
}

/* All of them are to be held; where one cannot be, no more is held. */
static bool canonicals_hold(struct reading_write *write)
{
    for (size_t i = 0; i < write->reading->source_count && write->store->held; i++) {
        int64_t canonical = write->canonicals[i];
        if (!canonical)
            continue;
        if (!sql_held_load(write->store, &canonical, 1, write->error) ||
            (!sql_held_entity(write->store, canonical)->kind &&
             !sql_held_end(write->store, write->error)))
            return false;
    }
    return true;
}

/* The canonical entities that are known, as they are today. */
static bool canonicals_follow(struct reading_write *write)
{
    const struct new_reading *reading = write->reading;
    const struct sql_many *many = write->store->driver->many;
    for (size_t i = 0; many && i < reading->source_count; i++)
        write->canonicals[i] = reading->sources[i].same_as ? 0 : reading->sources[i].canonical;
    if (write->store->held ? !canonicals_recall(write)
                           : many && !many->canonicals_check(write->store, write->canonicals,
                                                             reading->source_count, write->error))
        return false;
    for (size_t i = 0; i < reading->source_count; i++) {
        const struct new_source *source = &reading->sources[i];
        if (source->canonical && !source->same_as && !write->canonicals[i] &&
            !sql_canonical_follow(write->store, source->canonical, &write->canonicals[i],
                                  write->error))
            return false;
    }
    return canonicals_hold(write);
}

/* The canonical entity of a source: that of an earlier one, the known one, or a new one. */
static bool source_canonical(struct reading_write *write, size_t index, struct sql_rows *minted)
{
    const struct new_source *source = &write->reading->sources[index];
    int64_t *canonical = &write->canonicals[index];
    if (source->same_as)
        *canonical = write->canonicals[source->same_as - 1];
    if (*canonical)
        return true;
    write->minted[index] = source->kind;
    if (!sql_number_next(write->store, NUMBERED_CANONICALS, canonical, write->error))
        return false;
    if (write->store->held)
        sql_held_mint(write->store, *canonical, source->kind);
    bind_integer(&minted->statement, *canonical);
    bind_text(&minted->statement, source->kind->name);
    bind_integer(&minted->statement, write->reading->known_from);
    return sql_rows_next(minted, write->error);
}

/* Clues name the canonical entities of sources further on, so all are found first. */
static bool canonicals_find(struct reading_write *write)
{
    static const char *const insert[] = {
        ROWS_OF("INSERT INTO canonicals(number, kind, minted_at) VALUES", "(?, ?, ?)")};
    struct sql_rows minted;
    if (!canonicals_follow(write))
        return false;
    sql_rows_begin(&minted, write->store, insert[0], insert[1], 3);
    for (size_t i = 0; i < write->reading->source_count; i++)
        if (!source_canonical(write, i, &minted))
            return false;
    return sql_rows_end(&minted, write->error);
}

static bool sources_derive(struct reading_write *write, struct derived_source *sources)
{
    size_t count = write->reading->source_count;
    return sql_names_add(write->store, DERIVED_TODAY, sources, count, &write->arena,
                         write->error) &&
           sql_clues_add(write->store, DERIVED_TODAY, sources, count, &write->arena, write->error);
}

static bool sources_insert(struct reading_write *write)
{
    static const char *const insert[] = {
        ROWS_OF("INSERT INTO sources VALUES", "(?, ?, ?, ?, ?, ?, ?, ?, " HOLDS ", ?)")};
    const struct new_reading *reading = write->reading;
    struct derived_source *derived =
        ARENA_NEW(&write->arena, struct derived_source, reading->source_count);
    struct sql_rows sources, identities;
    sql_rows_begin(&sources, write->store, insert[0], insert[1], 9);
    identities_begin(&identities, write->store);
    for (size_t i = 0; i < reading->source_count; i++) {
        const struct new_source *source = &reading->sources[i];
        int64_t number = write->first_source + (int64_t)i;
        char room[CLUES_MOST];
        struct span clues =
            source->clues.data
                ? source->clues
                : arena_copy(&write->arena, sql_clues_write(source, write->canonicals, room));
        if (!source_insert(write, &sources, source, number, write->mentions[i], clues) ||
            !identity_add(&identities, reading->report, number, write->canonicals[i],
                          source->author, source->reason, source->act, reading->known_from,
                          write->error))
            return false;
        bool kept = source->name.size || !write->decided;
        derived[i] = (struct derived_source){.canonical = write->canonicals[i],
                                             .kind = source->kind,
                                             .name = source->name,
                                             .lemmas = source->lemmas,
                                             .clues = kept ? clues : SPAN(""),
                                             .minted = write->minted[i] != NULL};
    }
    return sql_rows_end(&sources, write->error) && sql_rows_end(&identities, write->error) &&
           sources_derive(write, derived);
}

static bool sources_add(struct reading_write *write)
{
    const struct new_reading *reading = write->reading;
    write->canonicals = ARENA_NEW(&write->arena, int64_t, reading->source_count);
    write->mentions = ARENA_NEW(&write->arena, uint32_t, reading->source_count);
    write->minted = ARENA_NEW(&write->arena, const struct schema_kind *, reading->source_count);
    for (size_t i = 0; i < reading->mention_count; i++)
        if (reading->mentions[i].source)
            write->mentions[reading->mentions[i].source - 1]++;
    return canonicals_find(write) && sources_insert(write);
}

/* The number in the report of a source that a value names by its index plus 1; 0 for none. */
static int64_t source_number(const struct reading_write *write, uint32_t index)
{
    return index ? write->first_source + index - 1 : 0;
}

void sql_value_sources(const struct value *value, uint32_t *first, uint32_t *second)
{
    *first = *second = 0;
    if (value->type == VALUE_ENTITY) {
        *first = value->entity;
    } else if (value->type == VALUE_FACT) {
        *first = value->fact;
    } else if (value->type == VALUE_SIGNATORY) {
        *first = value->signatory.person;
        *second = value->signatory.on_behalf_of;
    }
}

static void bind_references(struct reading_write *write, struct statement *statement,
                            const struct value *value)
{
    uint32_t first, second;
    sql_value_sources(value, &first, &second);
    bind_optional(statement, source_number(write, first));
    bind_optional(statement, source_number(write, second));
}

void sql_bind_references(struct statement *statement, const struct value *value)
{
    uint32_t first, second;
    sql_value_sources(value, &first, &second);
    bind_optional(statement, first);
    bind_optional(statement, second);
}

static bool claim_insert(struct reading_write *write, struct sql_rows *rows,
                         const struct new_claim *claim, int64_t ordinal)
{
    struct statement *row = &rows->statement;
    int64_t author = write->author;
    if (claim->author.size && !sql_author(write->store, claim->author, &author, write->error))
        return false;
    bind_integer(row, write->reading->report);
    bind_integer(row, write->first_source + claim->source);
    bind_integer(row, ordinal);
    bind_text(row, claim->property->name);
    bind_text(row, span_of(value_type_name(claim->value.type)));
    bind_text(row, value_text(&claim->value, &write->arena));
    bind_references(write, row, &claim->value);
    bind_integer(row, author);
    bind_real(row, claim->confidence);
    bind_date(row, claim->held_from);
    bind_date(row, claim->held_to);
    bind_integer(row, write->reading->known_from);
    bind_blob(row, sql_evidence_pack(claim->evidence, claim->evidence_count, &write->arena));
    return sql_rows_next(rows, write->error);
}

static bool claims_add(struct reading_write *write)
{
    static const char *const insert[] = {ROWS_OF(
        "INSERT INTO claims VALUES", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " HOLDS ", ?)")};
    struct sql_rows claims;
    sql_rows_begin(&claims, write->store, insert[0], insert[1], 14);
    for (size_t i = 0; i < write->reading->claim_count; i++)
        if (!claim_insert(write, &claims, &write->reading->claims[i],
                          write->first_claim + (int64_t)i))
            return false;
    return sql_rows_end(&claims, write->error);
}

/* Acts name what they made by its number, which is another one now. */
static bool kept_rename(struct reading_write *write)
{
    static const char rename[] =
        "UPDATE acts SET made = ?1 WHERE report = ?2 AND made = ?3 AND made <> 0";
    for (size_t i = 0; i < write->reading->claim_count; i++) {
        int64_t kept = write->reading->claims[i].kept;
        int64_t values[] = {write->first_claim + (int64_t)i, write->reading->report, kept};
        if (kept && !sql_run_with(write->store, rename, values, 3, write->error))
            return false;
    }
    return true;
}

/* What users added is not as the reader would say it: its columns are made of the claims. */
static bool kept_list(struct reading_write *write)
{
    const struct new_reading *reading = write->reading;
    int64_t *kept = ARENA_NEW(&write->arena, int64_t, reading->source_count);
    size_t count = 0;
    for (size_t i = 0; i < reading->source_count; i++)
        if (reading->sources[i].clues.data)
            kept[count++] = write->canonicals[i];
    return sql_listed_again(write->store, DERIVED_TODAY, kept, count, write->error);
}

static bool mentions_add(struct reading_write *write)
{
    const struct new_reading *reading = write->reading;
    struct statement statement;
    if (!statement_begin(write->store, "INSERT INTO mentions VALUES(?, ?, ?)", &statement,
                         write->error))
        return false;
    bind_integer(&statement, reading->report);
    bind_integer(&statement, write->number);
    bind_blob(&statement, sql_mentions_pack(reading->mentions, reading->mention_count,
                                            write->first_source, &write->arena));
    return statement_run(&statement, write->error);
}

static bool credits_add(struct reading_write *write)
{
    static const char *const insert[] = {ROWS_OF("INSERT INTO credits VALUES", "(?, ?, ?, ?, ?)")};
    const struct new_reading *reading = write->reading;
    struct sql_rows rows;
    sql_rows_begin(&rows, write->store, insert[0], insert[1], 5);
    for (size_t i = 0; i < reading->credit_count; i++) {
        const struct new_credit *credit = &reading->credits[i];
        bind_integer(&rows.statement, write->number);
        bind_integer(&rows.statement, (int64_t)i);
        bind_integer(&rows.statement, credit->role);
        bind_integer(&rows.statement, credit->name.start);
        bind_integer(&rows.statement, credit->name.end);
        if (!sql_rows_next(&rows, write->error))
            return false;
    }
    return sql_rows_end(&rows, write->error);
}

/* What the registry holds of the report already, asked at once. A report that is added now has no
 * reading, and nobody decided on it. */
static bool held_read(struct reading_write *write)
{
    static const char find[] =
        "SELECT coalesce((SELECT number FROM readings WHERE report = ?1 AND known_to = " HOLDS
        "), 0), (SELECT coalesce(max(number), 0) + 1 FROM sources WHERE report = ?1),"
        " (SELECT coalesce(max(ordinal), 0) + 1 FROM claims WHERE report = ?1),"
        " (SELECT count(*) FROM reports r JOIN decisions d ON d.digest = r.digest"
        " WHERE r.number = ?1)";
    struct statement statement;
    bool row;
    if (write->reading->report == write->store->added_report) {
        write->first_source = 1;
        write->first_claim = write->store->added_claims + 1;
        return true;
    }
    if (!statement_begin(write->store, find, &statement, write->error))
        return false;
    bind_integer(&statement, write->reading->report);
    if (!statement_next(&statement, &row, write->error))
        return false;
    write->ending = column_integer(&statement, 0);
    write->first_source = column_integer(&statement, 1);
    write->first_claim = column_integer(&statement, 2);
    write->decided = column_integer(&statement, 3) > 0;
    statement_end(&statement);
    return true;
}

static bool numbers_find(struct reading_write *write)
{
    return sql_author(write->store, write->reading->reader, &write->author, write->error) &&
           sql_number_next(write->store, NUMBERED_READINGS, &write->number, write->error);
}

/* Ends the reading that holds. */
static bool before_end(struct reading_write *write)
{
    const struct new_reading *reading = write->reading;
    return !write->ending || reading_end(write->store, reading->report, write->ending,
                                         reading->known_from, write->error);
}

static bool cards_add(struct reading_write *write)
{
    const struct new_reading *reading = write->reading;
    struct named_canonical *sources =
        ARENA_NEW(&write->arena, struct named_canonical, reading->source_count);
    write->listed = sql_listed_of_reading(reading, &write->arena);
    for (size_t i = 0; i < reading->source_count; i++)
        sources[i] = (struct named_canonical){.canonical = write->canonicals[i],
                                              .name = reading->sources[i].name,
                                              .minted = write->minted[i],
                                              .listed = &write->listed[i]};
    return sql_cards_add(write->store, DERIVED_TODAY, sources, reading->source_count, write->error);
}

static bool listed_update(struct reading_write *write)
{
    const struct listed_reading made = {.reading = write->reading,
                                        .listed = write->listed,
                                        .canonicals = write->canonicals,
                                        .minted = write->minted,
                                        .decided = write->decided};
    return sql_listed_update(write->store, &made, &write->arena, write->error);
}

static void reading_write_run(void *context)
{
    struct reading_write *write = context;
    const struct new_reading *reading = write->reading;
    write->complete =
        held_read(write) && before_end(write) && numbers_find(write) && reading_insert(write) &&
        sources_add(write) && claims_add(write) && kept_rename(write) && mentions_add(write) &&
        credits_add(write) && cards_add(write) && listed_update(write) && kept_list(write) &&
        sql_pairs_of_reading(write->store, reading, write->canonicals, &write->arena,
                             write->error) &&
        sql_words_add(write->store, DERIVED_TODAY, write->number, reading->tokens,
                      reading->token_count, write->error) &&
        sql_doubts_add(write->store, reading, write->canonicals, write->error) &&
        (write->first_source == 1 ||
         sql_lost_add(write->store, reading->report, reading->known_from, write->error));
}

bool sql_reading_add(struct store *base, const struct new_reading *reading, struct error *error)
{
    enum { WRITE_LIMIT = 512 * 1024 * 1024 }; /* the values of the largest report */
    struct reading_write write = {.store = sql_of(base), .reading = reading, .error = error};
    write.store->facets_due = true;
    arena_init(&write.arena, WRITE_LIMIT);
    if (!arena_run(&write.arena, reading_write_run, &write))
        error_add(error, "registry.failed", "file", write.store->file, "reason", "out of memory",
                  NULL);
    arena_release(&write.arena);
    return write.complete;
}

/* ---- what users state of a report ---- */

struct property_statement {
    int64_t report;
    const char *property;
    enum value_type type;
    struct span value;
    int64_t author;
    int64_t now;
};

static bool statement_holds(struct sql_store *store, const struct property_statement *stated,
                            bool *holds, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "SELECT 1 FROM claims WHERE report = ? AND source = 0 AND property = ?"
                         " AND value = ? AND known_to = " HOLDS,
                         &statement, error))
        return false;
    bind_integer(&statement, stated->report);
    bind_text(&statement, span_of(stated->property));
    bind_text(&statement, stated->value);
    if (!statement_next(&statement, holds, error))
        return false;
    statement_end(&statement);
    return true;
}

static bool statement_end_old(struct sql_store *store, const struct property_statement *stated,
                              struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "UPDATE claims SET known_to = ? WHERE report = ? AND source = 0"
                         " AND property = ? AND known_to = " HOLDS,
                         &statement, error))
        return false;
    bind_integer(&statement, stated->now);
    bind_integer(&statement, stated->report);
    bind_text(&statement, span_of(stated->property));
    return statement_run(&statement, error);
}

static bool statement_insert(struct sql_store *store, const struct property_statement *stated,
                             struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "INSERT INTO claims SELECT ?1, 0, coalesce(max(ordinal), 0) + 1, ?2, ?3,"
                         " ?4, NULL, NULL, ?5, 1.0, '', '', ?6, " HOLDS
                         ", x'' FROM claims WHERE report = ?1",
                         &statement, error))
        return false;
    bind_integer(&statement, stated->report);
    bind_text(&statement, span_of(stated->property));
    bind_text(&statement, span_of(value_type_name(stated->type)));
    bind_text(&statement, stated->value);
    bind_integer(&statement, stated->author);
    bind_integer(&statement, stated->now);
    return statement_run(&statement, error);
}

/* Notes one property, where it is stated and new. */
static bool property_state(struct sql_store *store, const struct property_statement *stated,
                           bool *changed, struct error *error)
{
    bool holds = false;
    if (!stated->value.size)
        return true;
    if (!statement_holds(store, stated, &holds, error))
        return false;
    if (holds)
        return true;
    *changed = true;
    store->added_claims += stated->report == store->added_report;
    return statement_end_old(store, stated, error) && statement_insert(store, stated, error);
}

static bool statement_audit(struct sql_store *store, int64_t report,
                            const struct property_statement stated[3], struct span author,
                            int64_t now, struct error *error)
{
    struct buffer content;
    buffer_init(&content, WORK_LIMIT);
    for (size_t i = 0; i < 3; i++)
        buffer_format(&content, "%s=%.*s\n", stated[i].property, SPAN_ARGS(stated[i].value));
    bool added =
        sql_audit_report(store, "report.state", report, author, buffer_span(&content), now, error);
    buffer_release(&content);
    return added;
}

bool sql_report_state(struct store *base, int64_t report, const struct report_statement *statement,
                      struct span author, int64_t now, bool *changed, struct error *error)
{
    struct sql_store *store = sql_of(base);
    char date[DATE_TEXT];
    bool ignored, *any = changed ? changed : &ignored;
    int64_t author_number;
    *any = false;
    if (!date_is_set(statement->published) && !statement->publisher.size && !statement->url.size)
        return true;
    if (!sql_author(store, author, &author_number, error))
        return false;
    struct property_statement stated[] = {
        {report, "published", VALUE_DATE, span_of(date_write(statement->published, date)),
         author_number, now},
        {report, "publisher", VALUE_TEXT, span_trim(statement->publisher), author_number, now},
        {report, "url", VALUE_TEXT, span_trim(statement->url), author_number, now},
    };
    for (size_t i = 0; i < sizeof stated / sizeof *stated; i++)
        if (!property_state(store, &stated[i], any, error))
            return false;
    return !*any || (statement_audit(store, report, stated, author, now, error) &&
                     sql_facets_again(store, report, error));
}

/* ---- who is who ---- */

static bool identity_end(struct sql_store *store, int64_t report, int64_t source, int64_t now,
                         struct error *error)
{
    int64_t values[] = {now, report, source};
    return sql_run_with(store,
                        "UPDATE identities SET known_to = ? WHERE report = ? AND source = ?"
                        " AND known_to = " HOLDS,
                        values, 3, error);
}

bool sql_no_entity(int64_t canonical, struct error *error)
{
    char id[CANONICAL_TEXT];
    return error_add(error, "registry.no_entity", "entity", canonical_write(canonical, id), NULL);
}

bool sql_identity_move(struct sql_store *store, int64_t report, int64_t source, int64_t canonical,
                       struct span author, struct span reason, int64_t now, struct error *error)
{
    return identity_end(store, report, source, now, error) &&
           identity_insert(store, report, source, canonical, author, reason, store->act, now,
                           error);
}

/* The kind of a source, in store->work; found is false where there is no such source. */
static bool source_kind(struct sql_store *store, int64_t report, int64_t source, bool *found,
                        struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "SELECT kind FROM sources WHERE report = ? AND number = ? AND number > 0",
                         &statement, error))
        return false;
    bind_integer(&statement, report);
    bind_integer(&statement, source);
    if (!statement_next(&statement, found, error))
        return false;
    buffer_clear(&store->work);
    if (*found)
        buffer_append(&store->work, column_span(&statement, 0));
    statement_end(&statement);
    return true;
}

/* The canonical entity that a decision is to name: the one given, or a new one. */
static bool identity_target(struct sql_store *store, int64_t report, uint32_t source,
                            int64_t *canonical, int64_t now, struct error *error)
{
    bool found;
    int64_t target = 0;
    if (!source_kind(store, report, source, &found, error))
        return false;
    if (!found)
        return sql_no_entity(*canonical, error);
    if (!*canonical)
        return sql_canonical_mint(store, buffer_span(&store->work), now, canonical, error);
    if (!sql_canonical_follow(store, *canonical, &target, error))
        return false;
    if (!target)
        return sql_no_entity(*canonical, error);
    *canonical = target;
    return true;
}

bool sql_identity_decide(struct store *base, int64_t report, uint32_t source, int64_t *canonical,
                         struct span author, struct span reason, int64_t now, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t old;
    return identity_target(store, report, source, canonical, now, error) &&
           sql_number(store,
                      "SELECT canonical FROM identities WHERE report = ? AND source = ?"
                      " AND known_to = " HOLDS,
                      report, source, &old, error) &&
           sql_identity_move(store, report, source, *canonical, author, reason, now, error) &&
           sql_cards_exchange(store, old, *canonical, error) &&
           sql_clues_again(store, old, error) && sql_clues_again(store, *canonical, error) &&
           sql_pairs_add(store, DERIVED_TODAY, report, error) && sql_changes_count(store, error);
}

bool sql_canonical_merge(struct store *base, int64_t from, int64_t to, struct span author,
                         struct span reason, int64_t now, struct error *error)
{
    static const char add[] =
        "INSERT INTO identities SELECT report, source, n + 1, ?, ?, ?, ?, " HOLDS ", ?"
        " FROM identities WHERE canonical = ? AND known_to = " HOLDS;
    static const char end[] = "UPDATE identities SET known_to = ? WHERE canonical = ?"
                              " AND known_to = " HOLDS;
    static const char redirect[] = "UPDATE canonicals SET redirect = ? WHERE number = ?";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t author_number, source = 0, target = 0;
    if (!sql_canonical_follow(store, from, &source, error) ||
        !sql_canonical_follow(store, to, &target, error))
        return false;
    if (!source || !target)
        return sql_no_entity(source ? to : from, error);
    if (source == target)
        return true;
    if (!sql_author(store, author, &author_number, error) ||
        !statement_begin(store, add, &statement, error))
        return false;
    bind_integer(&statement, target);
    bind_integer(&statement, author_number);
    bind_text(&statement, reason);
    bind_integer(&statement, now);
    bind_optional(&statement, store->act);
    bind_integer(&statement, source);
    return statement_run(&statement, error) &&
           (!store->held || sql_held_merge_begin(store, source, target, error)) &&
           sql_run_with(store, end, (int64_t[]){now, source}, 2, error) &&
           sql_run_with(store, redirect, (int64_t[]){target, source}, 2, error) &&
           sql_cards_exchange(store, source, target, error) &&
           sql_profile_join(store, source, target, error) &&
           sql_pairs_move(store, source, target, error) &&
           (!store->held || sql_held_merge_end(store, source, target, error)) &&
           sql_changes_count(store, error);
}

/* ---- decisions on claims ---- */

struct decision_write {
    struct sql_store *store;
    int64_t report;
    uint32_t ordinal;
    enum claim_state state;
    struct span fields; /* of activity: data is NULL where they are not what is decided */
    struct span author;
    struct span reason;
    int64_t now;
    struct error *error;
    struct arena arena;
    bool complete;
};

static bool claim_find(struct decision_write *write, struct stored_claim *claim)
{
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true, .rejected = true};
    struct stored_claims claims = {0};
    if (!sql_claims_of_report(&write->store->store, write->report, &wanted, &write->arena, &claims,
                              write->error))
        return false;
    for (size_t i = 0; i < claims.count; i++) {
        if (claims.items[i].ordinal == write->ordinal) {
            *claim = claims.items[i];
            return true;
        }
    }
    struct span name =
        arena_format(&write->arena, "%lld.%u", (long long)write->report, write->ordinal);
    return error_add(write->error, "registry.no_claim", "claim", name.data, NULL);
}

static void decision_write_run(void *context)
{
    struct decision_write *write = context;
    struct stored_claim claim;
    struct span text;
    struct statement statement;
    int64_t author, number;
    if (!claim_find(write, &claim) ||
        !sql_report_text(&write->store->store, write->report, &write->arena, &text, write->error) ||
        !sql_author(write->store, write->author, &author, write->error) ||
        !sql_number_next(write->store, NUMBERED_DECISIONS, &number, write->error))
        return;
    struct digest evidence =
        sql_evidence_digest(text, claim.evidence, claim.evidence_count, &write->arena);
    struct span value = sql_decision_value(&claim, &write->arena);
    struct span property = claim.property->name;
    if (write->fields.data)
        property =
            arena_format(&write->arena, "%.*s#%.*s", SPAN_ARGS(property), SPAN_ARGS(write->fields));
    if (!statement_begin(
            write->store,
            "INSERT INTO decisions(decision, digest, kind, property, value, evidence, state,"
            " author, reason, decided_at, act) SELECT ?, digest, ?, ?, ?, ?, ?, ?, ?, ?, ?"
            " FROM reports WHERE number = ?",
            &statement, write->error))
        return;
    bind_integer(&statement, number);
    bind_text(&statement, claim.kind->name);
    bind_text(&statement, property);
    bind_text(&statement, value);
    bind_blob(&statement, (struct span){(const char *)evidence.bytes, DIGEST_SIZE});
    bind_integer(&statement, write->state);
    bind_integer(&statement, author);
    bind_text(&statement, write->reason);
    bind_integer(&statement, write->now);
    bind_optional(&statement, write->store->act);
    bind_integer(&statement, write->report);
    write->complete = statement_run(&statement, write->error) &&
                      sql_fact_profiles_drop(write->store, write->report, write->error) &&
                      (!claim.canonical || sql_listed_again(write->store, DERIVED_TODAY,
                                                            &claim.canonical, 1, write->error)) &&
                      sql_facets_again(write->store, write->report, write->error);
}

static bool decision_run(struct decision_write *write)
{
    enum { DECISION_LIMIT = 512 * 1024 * 1024 }; /* the claims of the largest report */
    arena_init(&write->arena, DECISION_LIMIT);
    if (!arena_run(&write->arena, decision_write_run, write))
        error_add(write->error, "registry.failed", "file", write->store->file, "reason",
                  "out of memory", NULL);
    arena_release(&write->arena);
    return write->complete;
}

bool sql_claim_decide(struct store *base, int64_t report, uint32_t claim, enum claim_state state,
                      struct span author, struct span reason, int64_t now, struct error *error)
{
    struct decision_write write = {.store = sql_of(base),
                                   .report = report,
                                   .ordinal = claim,
                                   .state = state,
                                   .author = author,
                                   .reason = reason,
                                   .now = now,
                                   .error = error};
    return decision_run(&write);
}

bool sql_claim_classify(struct sql_store *store, const struct new_act *act, int64_t now,
                        struct error *error)
{
    struct decision_write write = {.store = store,
                                   .report = act->report,
                                   .ordinal = act->claim,
                                   .fields = act->fields.data ? act->fields : SPAN(""),
                                   .author = act->author,
                                   .reason = act->reason,
                                   .now = now,
                                   .error = error};
    return decision_run(&write);
}

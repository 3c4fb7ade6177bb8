/* Writing reports and their readings. */
#include <inttypes.h>

#include "store_sql_held.h"

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

/* Makes the N-th id of those that are alike (the wished one, then with -2, -3) in store->work, and
 * tells whether a report has it. */
static bool id_number_is_taken(struct sql_store *store, struct span wished, uint64_t n, bool *taken,
                               struct error *error)
{
    buffer_clear(&store->work);
    buffer_append(&store->work, wished);
    if (n > 1)
        buffer_format(&store->work, "-%" PRIu64, n);
    return id_is_taken(store, buffer_span(&store->work), taken, error);
}

/* The wished id, with -2, -3 where it is taken, in store->work: one that is free after one that is
 * taken, sought by doubling and then by halves. Of a hundred thousand reports named alike none asks
 * for all the ids before its own. */
static bool id_choose(struct sql_store *store, struct span wished, struct error *error)
{
    bool taken;
    if (!wished.size)
        wished = SPAN("report");
    uint64_t last_taken = 0, first_free = 1;
    for (;;) {
        if (!id_number_is_taken(store, wished, first_free, &taken, error))
            return false;
        if (!taken)
            break;
        last_taken = first_free;
        first_free *= 2;
    }
    while (first_free - last_taken > 1) {
        uint64_t middle = last_taken + (first_free - last_taken) / 2;
        if (!id_number_is_taken(store, wished, middle, &taken, error))
            return false;
        if (taken)
            last_taken = middle;
        else
            first_free = middle;
    }
    return id_number_is_taken(store, wished, first_free, &taken, error);
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

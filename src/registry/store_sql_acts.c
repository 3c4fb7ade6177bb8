/* Acts: what users decide on who is who and on claims, so that it can be
 * undone, and the queue of what is to be decided.
 *
 * An act is one row; the rows of identities and decisions that it made name it (store->act while it
 * is being done). To undo it the sources that it moved go back, unless a later act moved them
 * elsewhere; its decisions no longer count (they are joined with acts); its doubt is open again. */
#include <stdio.h>

#include "store_acts.h"
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- reading acts ---- */

#define ACTS                                                                                       \
    "SELECT a.number, a.kind, a.subject, a.object, a.report, a.claim, a.made, a.undoes,"           \
    " a.undone_by, w.name, a.reason, a.at, a.subject_name, a.object_name FROM acts a JOIN "        \
    "authors w ON w.number = a.author"
/* The entity and what was merged into it. */
#define FAMILY                                                                                     \
    "WITH RECURSIVE family(n) AS (SELECT ?1 UNION SELECT c.number FROM canonicals c"               \
    " JOIN family ON c.redirect = n) "

static bool acts_read(struct statement *statement, struct arena *arena, struct stored_acts *acts,
                      struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        *ARRAY_PUSH(arena, acts) =
            (struct stored_act){.number = column_integer(statement, 0),
                                .kind = (enum act_kind)column_integer(statement, 1),
                                .subject = column_integer(statement, 2),
                                .object = column_integer(statement, 3),
                                .report = column_integer(statement, 4),
                                .claim = (uint32_t)column_integer(statement, 5),
                                .made = (uint32_t)column_integer(statement, 6),
                                .undoes = column_integer(statement, 7),
                                .undone_by = column_integer(statement, 8),
                                .author = column_text(statement, 9, arena),
                                .reason = column_text(statement, 10, arena),
                                .at = column_integer(statement, 11),
                                .subject_name = column_text(statement, 12, arena),
                                .object_name = column_text(statement, 13, arena)};
    }
    return done;
}

bool sql_acts(struct store *base, int64_t canonical, int64_t before, size_t limit,
              struct arena *arena, struct stored_acts *acts, struct error *error)
{
    static const char all[] = ACTS " WHERE a.number < ? ORDER BY a.number DESC LIMIT ?";
    static const char some[] =
        FAMILY ACTS " WHERE a.number IN (SELECT number FROM acts JOIN family ON subject = n"
                    " UNION SELECT number FROM acts JOIN family ON object = n AND object <> 0)"
                    " AND a.number < ?2 ORDER BY a.number DESC LIMIT ?3";
    struct statement statement;
    *acts = (struct stored_acts){0};
    if (!statement_begin(sql_of(base), canonical ? some : all, &statement, error))
        return false;
    if (canonical)
        bind_integer(&statement, canonical);
    bind_integer(&statement, before ? before : STORE_FOREVER);
    bind_integer(&statement, (int64_t)limit);
    return acts_read(&statement, arena, acts, error);
}

bool sql_act_of(struct store *base, int64_t number, struct arena *arena, struct stored_act *act,
                bool *found, struct error *error)
{
    struct statement statement;
    struct stored_acts acts = {0};
    *act = (struct stored_act){0};
    *found = false;
    if (!statement_begin(sql_of(base), ACTS " WHERE a.number = ?", &statement, error))
        return false;
    bind_integer(&statement, number);
    if (!acts_read(&statement, arena, &acts, error))
        return false;
    *found = acts.count > 0;
    if (*found)
        *act = acts.items[0];
    return true;
}

/* ---- never the same ---- */

bool sql_differ(struct store *base, int64_t one, int64_t other, bool *differ, struct error *error)
{
    static const char find[] =
        FAMILY ", others(n) AS (SELECT ?2 UNION SELECT c.number FROM canonicals c"
               " JOIN others ON c.redirect = n)"
               " SELECT count(*) FROM acts WHERE kind = ?3 AND undone_by = 0 AND object <> 0"
               " AND ((subject IN (SELECT n FROM family) AND object IN (SELECT n FROM others))"
               " OR (subject IN (SELECT n FROM others) AND object IN (SELECT n FROM family)))";
    struct statement statement;
    bool row;
    *differ = false;
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, one);
    bind_integer(&statement, other);
    bind_integer(&statement, ACT_DIFFER);
    if (!statement_next(&statement, &row, error))
        return false;
    *differ = row && column_integer(&statement, 0) > 0;
    statement_end(&statement);
    return true;
}

/* ---- doing ---- */

/* An act in progress. */
struct doing {
    struct sql_store *store;
    const struct new_act *act;
    int64_t now;
    int64_t number;
    int64_t subject; /* what is written of the act in the end */
    int64_t object;
    uint32_t made;
    struct arena arena;
    struct error *error;
    bool done;
};

static bool fail_number(struct error *error, const char *key, int64_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)number);
    return error_add(error, key, "number", text, NULL);
}

static bool follow(struct doing *doing, int64_t number, int64_t *target)
{
    return sql_canonical_follow(doing->store, number, target, doing->error) &&
           (*target || sql_no_entity(number, doing->error));
}

/* Doubts between two entities that are now one, or are never, are answered. */
static bool doubts_close(struct doing *doing)
{
    static const char close[] =
        FAMILY ", others(n) AS (SELECT ?2 UNION SELECT c.number FROM canonicals c"
               " JOIN others ON c.redirect = n)"
               " UPDATE doubts SET closed_by = ?3 WHERE closed_by = 0"
               " AND ((subject IN (SELECT n FROM family) AND object IN (SELECT n FROM others))"
               " OR (subject IN (SELECT n FROM others) AND object IN (SELECT n FROM family)))";
    int64_t values[] = {doing->subject, doing->object, doing->number};
    return sql_run_with(doing->store, close, values, 3, doing->error);
}

/* Writes on what the act is, with the names of today: after it they may be others. */
static bool subjects_write(struct doing *doing)
{
    static const char write[] =
        "UPDATE acts SET subject = ?1, object = ?2,"
        " subject_name = coalesce((SELECT name FROM cards WHERE canonical = ?1), ''),"
        " object_name = coalesce((SELECT name FROM cards WHERE canonical = ?2), '')"
        " WHERE number = ?3";
    return sql_run_with(doing->store, write,
                        (int64_t[]){doing->subject, doing->object, doing->number}, 3, doing->error);
}

static bool do_merge(struct doing *doing)
{
    const struct new_act *act = doing->act;
    if (!follow(doing, act->subject, &doing->subject) ||
        !follow(doing, act->object, &doing->object))
        return false;
    if (!subjects_write(doing))
        return false;
    if (doing->subject == doing->object)
        return true;
    return doubts_close(doing) &&
           sql_canonical_merge(&doing->store->store, doing->subject, doing->object, act->author,
                               act->reason, doing->now, doing->error);
}

static bool do_differ(struct doing *doing)
{
    return follow(doing, doing->act->subject, &doing->subject) &&
           follow(doing, doing->act->object, &doing->object) && subjects_write(doing) &&
           doubts_close(doing);
}

/* ---- splitting ---- */

struct moves {
    struct {
        int64_t report;
        int64_t source;
    } * items;
    size_t count;
    size_t capacity;
};

/* Takes rows of report, source to their end. */
static bool moves_read(struct doing *doing, struct statement *statement, struct moves *moves)
{
    bool done;
    while (statement_row(statement, &done, doing->error)) {
        ARRAY_PUSH(&doing->arena, moves);
        moves->items[moves->count - 1].report = column_integer(statement, 0);
        moves->items[moves->count - 1].source = column_integer(statement, 1);
    }
    return done;
}

/* Gives the sources another canonical entity and makes what is derived of both again. */
static bool moves_do(struct doing *doing, const struct moves *moves, int64_t from, int64_t to)
{
    struct sql_store *store = doing->store;
    for (size_t i = 0; i < moves->count; i++)
        if (!sql_identity_move(store, moves->items[i].report, moves->items[i].source, to,
                               doing->act->author, doing->act->reason, doing->now, doing->error))
            return false;
    for (size_t i = 0; i < moves->count; i++)
        if ((!i || moves->items[i].report != moves->items[i - 1].report) &&
            !sql_pairs_add(store, DERIVED_TODAY, moves->items[i].report, doing->error))
            return false;
    return sql_cards_exchange(store, from, to, doing->error) &&
           sql_clues_again(store, from, doing->error) && sql_clues_again(store, to, doing->error) &&
           sql_changes_count(store, doing->error);
}

static bool moves_of_report(struct doing *doing, int64_t report, struct moves *moves)
{
    static const char find[] = "SELECT report, source FROM identities WHERE canonical = ?"
                               " AND report = ? AND known_to = " HOLDS " ORDER BY source";
    struct statement statement;
    if (!statement_begin(doing->store, find, &statement, doing->error))
        return false;
    bind_integer(&statement, doing->subject);
    bind_integer(&statement, report);
    return moves_read(doing, &statement, moves);
}

static bool nothing_to_split(struct doing *doing)
{
    char id[CANONICAL_TEXT];
    return error_add(doing->error, "registry.nothing_to_split", "entity",
                     canonical_write(doing->subject, id), NULL);
}

/* The kind of the first of the sources, in store->work. */
static bool moved_kind(struct doing *doing, const struct moves *moves)
{
    struct statement statement;
    bool row;
    buffer_clear(&doing->store->work);
    if (!statement_begin(doing->store, "SELECT kind FROM sources WHERE report = ? AND number = ?",
                         &statement, doing->error))
        return false;
    bind_integer(&statement, moves->items[0].report);
    bind_integer(&statement, moves->items[0].source);
    if (!statement_next(&statement, &row, doing->error))
        return false;
    if (row)
        buffer_append(&doing->store->work, column_span(&statement, 0));
    statement_end(&statement);
    return true;
}

static bool do_split(struct doing *doing)
{
    const struct new_act *act = doing->act;
    struct moves moves = {0};
    int64_t all;
    if (!follow(doing, act->subject, &doing->subject))
        return false;
    for (size_t i = 0; i < act->report_count; i++)
        if (!moves_of_report(doing, act->reports[i], &moves))
            return false;
    /* Sources of readings that ended stay with either; those of today tell whether all would go. */
    if (!sql_number(doing->store,
                    "SELECT count(*) FROM identities i JOIN sources s ON s.report = i.report"
                    " AND s.number = i.source AND s.known_to = " HOLDS
                    " WHERE i.canonical = ? AND i.known_to = " HOLDS,
                    doing->subject, 0, &all, doing->error))
        return false;
    if (!moves.count || (int64_t)moves.count >= all)
        return nothing_to_split(doing);
    return moved_kind(doing, &moves) &&
           sql_canonical_mint(doing->store, buffer_span(&doing->store->work), doing->now,
                              &doing->object, doing->error) &&
           moves_do(doing, &moves, doing->subject, doing->object) && subjects_write(doing);
}

/* ---- claims ---- */

static bool claim_subject(struct doing *doing)
{
    return sql_number(doing->store,
                      "SELECT i.canonical FROM claims c JOIN identities i"
                      " ON i.report = c.report AND i.source = c.source AND i.known_to = " HOLDS
                      " WHERE c.report = ? AND c.ordinal = ?",
                      doing->act->report, doing->act->claim, &doing->subject, doing->error) &&
           subjects_write(doing);
}

static bool do_decide(struct doing *doing, enum claim_state state)
{
    return claim_subject(doing) &&
           sql_claim_decide(&doing->store->store, doing->act->report, doing->act->claim, state,
                            doing->act->author, doing->act->reason, doing->now, doing->error);
}

/* A claim of the user's, on the same source and property. */
static bool correction_insert(struct doing *doing)
{
    static const char insert[] =
        "INSERT INTO claims SELECT c.report, c.source, (SELECT max(ordinal) + 1 FROM claims m"
        " WHERE m.report = c.report), c.property, ?3, ?4, ?5, ?6, ?7, 1.0,"
        " c.held_from, c.held_to, ?8, " HOLDS ", x'' FROM claims c"
        " WHERE c.report = ?1 AND c.ordinal = ?2 RETURNING ordinal";
    const struct value *value = &doing->act->value;
    int64_t author;
    struct statement statement;
    bool row;
    struct span text = value_text(value, &doing->arena);
    if (!sql_author(doing->store, doing->act->author, &author, doing->error) ||
        !statement_begin(doing->store, insert, &statement, doing->error))
        return false;
    bind_integer(&statement, doing->act->report);
    bind_integer(&statement, doing->act->claim);
    bind_text(&statement, span_of(value_type_name(value->type)));
    bind_text(&statement, text);
    sql_bind_references(&statement, value);
    bind_integer(&statement, author);
    bind_integer(&statement, doing->now);
    if (!statement_next(&statement, &row, doing->error))
        return false;
    doing->made = row ? (uint32_t)column_integer(&statement, 0) : 0;
    return !row || statement_run(&statement, doing->error);
}

/* ---- undoing ---- */

/* The sources that the act moved and that are still where it moved them. */
static bool moves_of_act(struct doing *doing, int64_t act, int64_t there, struct moves *moves)
{
    static const char find[] =
        "SELECT DISTINCT i.report, i.source FROM identities i JOIN identities now"
        " ON now.report = i.report AND now.source = i.source AND now.known_to = " HOLDS
        " AND now.canonical = ? WHERE i.act = ? ORDER BY i.report, i.source";
    struct statement statement;
    if (!statement_begin(doing->store, find, &statement, doing->error))
        return false;
    bind_integer(&statement, there);
    bind_integer(&statement, act);
    return moves_read(doing, &statement, moves);
}

/* The merged entity stands for itself again, with what it had. */
static bool undo_merge(struct doing *doing, const struct stored_act *undone)
{
    static const char stand[] = "UPDATE canonicals SET redirect = NULL WHERE number = ?";
    struct moves moves = {0};
    int64_t there;
    if (undone->subject == undone->object)
        return true;
    return follow(doing, undone->object, &there) &&
           moves_of_act(doing, undone->number, there, &moves) &&
           sql_run_with(doing->store, stand, &undone->subject, 1, doing->error) &&
           moves_do(doing, &moves, there, undone->subject);
}

/* What was taken out goes back, with what was found to be it since. */
static bool undo_split(struct doing *doing, const struct stored_act *undone)
{
    int64_t from, to;
    if (!follow(doing, undone->object, &from) || !follow(doing, undone->subject, &to))
        return false;
    return from == to || sql_canonical_merge(&doing->store->store, from, to, doing->act->author,
                                             doing->act->reason, doing->now, doing->error);
}

static bool undo_correct(struct doing *doing, const struct stored_act *undone)
{
    int64_t values[] = {doing->now, undone->report, undone->made};
    return sql_run_with(doing->store,
                        "UPDATE claims SET known_to = ? WHERE report = ? AND ordinal = ?", values,
                        3, doing->error);
}

/* What a program joined it would join again. */
static bool differ_note(struct doing *doing, const struct stored_act *undone)
{
    if (undone->kind != ACT_MERGE || span_starts_with(undone->author, SPAN("user:")) ||
        undone->subject == undone->object)
        return true;
    struct new_act act = {.kind = ACT_DIFFER,
                          .subject = undone->subject,
                          .object = undone->object,
                          .author = doing->act->author,
                          .reason = doing->act->reason};
    int64_t number;
    return sql_act(&doing->store->store, &act, doing->now, &number, doing->error);
}

/* What its claims say of the subject is another thing now. */
static bool subject_list(struct doing *doing)
{
    int64_t subject;
    return sql_canonical_follow(doing->store, doing->subject, &subject, doing->error) &&
           sql_listed_again(doing->store, DERIVED_TODAY, &subject, 1, doing->error);
}

static bool undo_kind(struct doing *doing, const struct stored_act *undone)
{
    switch (undone->kind) {
    case ACT_MERGE:
        return undo_merge(doing, undone);
    case ACT_SPLIT:
        return undo_split(doing, undone);
    case ACT_CORRECT:
        return undo_correct(doing, undone);
    case ACT_ADD:
        return sql_addition_undo(doing->store, undone, doing->now, doing->error);
    default:
        return true; /* what holds by the act alone no longer does */
    }
}

static bool do_undo(struct doing *doing)
{
    struct stored_act undone;
    bool found;
    if (!sql_act_of(&doing->store->store, doing->act->undoes, &doing->arena, &undone, &found,
                    doing->error))
        return false;
    if (!found || undone.number == doing->number) /* its own row stands there already */
        return fail_number(doing->error, "registry.no_act", doing->act->undoes);
    if (undone.undone_by)
        return fail_number(doing->error, "registry.act_undone", undone.number);
    if (undone.kind == ACT_UNDO)
        return fail_number(doing->error, "registry.act_final", undone.number);
    if (undone.kind == ACT_REDACT)
        return fail_number(doing->error, "registry.act_redaction", undone.number);
    doing->subject = undone.subject;
    doing->object = undone.object;
    return subjects_write(doing) && undo_kind(doing, &undone) &&
           sql_run_with(doing->store, "UPDATE acts SET undone_by = ? WHERE number = ?",
                        (int64_t[]){doing->number, undone.number}, 2, doing->error) &&
           sql_run_with(doing->store, "UPDATE doubts SET closed_by = 0 WHERE closed_by = ?",
                        &undone.number, 1, doing->error) &&
           (!doing->subject || subject_list(doing));
}

static bool doubt_answer(struct doing *doing)
{
    struct stored_doubt doubt;
    bool open, found;
    if (!doing->act->doubt)
        return true;
    if (!sql_doubt(&doing->store->store, doing->act->doubt, &doing->arena, &doubt, &open, &found,
                   doing->error))
        return false;
    if (!found)
        return fail_number(doing->error, "registry.no_doubt", doing->act->doubt);
    if (doing->act->kind == ACT_DISMISS) {
        doing->subject = doubt.subject;
        doing->object = doubt.object;
        if (!subjects_write(doing))
            return false;
    }
    return sql_run_with(doing->store, "UPDATE doubts SET closed_by = ? WHERE number = ?",
                        (int64_t[]){doing->number, doubt.number}, 2, doing->error);
}

static bool do_kind(struct doing *doing)
{
    switch (doing->act->kind) {
    case ACT_MERGE:
        return do_merge(doing);
    case ACT_SPLIT:
        return do_split(doing);
    case ACT_DIFFER:
        return do_differ(doing);
    case ACT_CONFIRM:
        return do_decide(doing, CLAIM_CONFIRMED);
    case ACT_REJECT:
        return do_decide(doing, CLAIM_REJECTED);
    case ACT_CORRECT:
        return do_decide(doing, CLAIM_REJECTED) && correction_insert(doing) && subject_list(doing);
    case ACT_FIELDS:
        return claim_subject(doing) &&
               sql_claim_classify(doing->store, doing->act, doing->now, doing->error);
    case ACT_ADD:
        return sql_addition_make(doing->store, doing->act, doing->now, &doing->arena,
                                 &doing->subject, &doing->made, doing->error) &&
               subjects_write(doing);
    case ACT_UNDO:
        return do_undo(doing);
    case ACT_REDACT:
        return !doing->act->subject ||
               (follow(doing, doing->act->subject, &doing->subject) && subjects_write(doing));
    default:
        return true;
    }
}

static bool act_insert(struct doing *doing)
{
    static const char insert[] =
        "INSERT INTO acts(number, kind, subject, object, report, claim, made, undoes, author,"
        " reason, at, undone_by, subject_name, object_name)"
        " VALUES(?, ?, 0, 0, ?, ?, 0, ?, ?, ?, ?, 0, '', '')";
    const struct new_act *act = doing->act;
    struct statement statement;
    int64_t author;
    if (!sql_author(doing->store, act->author, &author, doing->error) ||
        !statement_begin(doing->store, insert, &statement, doing->error))
        return false;
    bind_integer(&statement, doing->number);
    bind_integer(&statement, act->kind);
    bind_integer(&statement, act->report);
    bind_integer(&statement, act->claim);
    bind_integer(&statement, act->undoes);
    bind_integer(&statement, author);
    bind_text(&statement, act->reason);
    bind_integer(&statement, doing->now);
    return statement_run(&statement, doing->error);
}

static void act_run(void *context)
{
    struct doing *doing = context;
    doing->done = sql_number(doing->store, "SELECT coalesce(max(number), 0) + 1 FROM acts", 0, 0,
                             &doing->number, doing->error) &&
                  act_insert(doing);
    if (!doing->done)
        return;
    doing->store->act = doing->number;
    doing->done = do_kind(doing) && doubt_answer(doing) &&
                  sql_run_with(doing->store, "UPDATE acts SET made = ? WHERE number = ?",
                               (int64_t[]){doing->made, doing->number}, 2, doing->error) &&
                  sql_audit_act(doing->store, doing->act, doing->number, doing->now, doing->error);
    doing->store->act = 0;
    struct stored_act undone = {0};
    bool found;
    if (doing->done && doing->act->kind == ACT_UNDO)
        doing->done = sql_act_of(&doing->store->store, doing->act->undoes, &doing->arena, &undone,
                                 &found, doing->error) &&
                      differ_note(doing, &undone);
}

bool sql_act(struct store *base, const struct new_act *act, int64_t now, int64_t *number,
             struct error *error)
{
    enum { ACT_LIMIT = 512 * 1024 * 1024 }; /* the claims of the largest report */
    struct doing doing = {.store = sql_of(base), .act = act, .now = now, .error = error};
    arena_init(&doing.arena, ACT_LIMIT);
    if (!arena_run(&doing.arena, act_run, &doing)) {
        doing.done = false;
        error_add(error, "registry.failed", "file", doing.store->file, "reason", "out of memory",
                  NULL);
    }
    doing.store->act = 0;
    arena_release(&doing.arena);
    *number = doing.number;
    return doing.done;
}

/* ---- the queue ---- */

/* One row at a time is added, which may be there already. */
#define NEXT_DOUBT "(SELECT coalesce(max(number), 0) + 1 FROM doubts)"

bool sql_doubts_add(struct sql_store *store, const struct new_reading *reading,
                    const int64_t *canonicals, struct error *error)
{
    static const char insert[] = "INSERT INTO doubts VALUES(" NEXT_DOUBT
                                 ", ?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, 0) ON CONFLICT DO NOTHING";
    for (size_t i = 0; i < reading->doubt_count; i++) {
        const struct new_doubt *doubt = &reading->doubts[i];
        struct statement statement;
        if (!statement_begin(store, insert, &statement, error))
            return false;
        bind_integer(&statement, DOUBT_SAME);
        bind_integer(&statement, reading->report);
        bind_integer(&statement, canonicals[doubt->source]);
        bind_integer(&statement, doubt->candidate);
        bind_real(&statement, doubt->score);
        bind_text(&statement, doubt->reasons);
        bind_integer(&statement, reading->known_from);
        if (!statement_run(&statement, error))
            return false;
    }
    return true;
}

static bool lost_insert(struct sql_store *store, int64_t report, int64_t act, int64_t now,
                        struct error *error)
{
    static const char insert[] =
        "INSERT INTO doubts SELECT " NEXT_DOUBT ", ?1, ?2, a.subject, 0, a.number, 0, '', ?4, 0"
        " FROM acts a"
        " WHERE a.number = ?3 AND a.undone_by = 0"
        " ON CONFLICT(subject, object, act) DO UPDATE SET closed_by = 0, raised_at = ?4";
    int64_t values[] = {DOUBT_LOST, report, act, now};
    return sql_run_with(store, insert, values, 4, error);
}

enum { LOST_ACTS = 256 };

/* Acts that moved a source which the reading no longer has, while nothing of the report is what it
 * was moved to. */
static bool moved_lost(struct sql_store *store, int64_t report, int64_t *acts, size_t *count,
                       struct error *error)
{
    static const char find[] =
        "SELECT DISTINCT i.act FROM identities i JOIN sources s ON s.report = i.report"
        " AND s.number = i.source AND s.known_to <> " HOLDS
        " WHERE i.report = ? AND i.act IS NOT NULL AND i.known_to = " HOLDS
        " AND NOT EXISTS (SELECT 1 FROM identities j JOIN sources t ON t.report = j.report"
        " AND t.number = j.source AND t.known_to = " HOLDS " WHERE j.report = i.report"
        " AND j.canonical = i.canonical AND j.known_to = " HOLDS ")";
    struct statement statement;
    if (!statement_begin(store, find, &statement, error))
        return false;
    bind_integer(&statement, report);
    bool done;
    while (statement_row(&statement, &done, error)) {
        if (*count < LOST_ACTS)
            acts[(*count)++] = column_integer(&statement, 0);
    }
    return done;
}

struct losing {
    struct sql_store *store;
    int64_t report;
    int64_t now;
    struct arena arena;
    struct error *error;
    bool done;
};

static void lost_run(void *context)
{
    struct losing *losing = context;
    int64_t acts[LOST_ACTS];
    size_t count = 0;
    losing->done = sql_decisions_lost(losing->store, losing->report, &losing->arena, acts,
                                      LOST_ACTS, &count, losing->error) &&
                   moved_lost(losing->store, losing->report, acts, &count, losing->error);
    for (size_t i = 0; losing->done && i < count; i++)
        losing->done =
            lost_insert(losing->store, losing->report, acts[i], losing->now, losing->error);
}

bool sql_lost_add(struct sql_store *store, int64_t report, int64_t now, struct error *error)
{
    enum { LOST_LIMIT = 512 * 1024 * 1024 }; /* the claims of the largest report */
    struct losing losing = {.store = store, .report = report, .now = now, .error = error};
    arena_init(&losing.arena, LOST_LIMIT);
    if (!arena_run(&losing.arena, lost_run, &losing)) {
        losing.done = false;
        error_add(error, "registry.failed", "file", store->file, "reason", "out of memory", NULL);
    }
    arena_release(&losing.arena);
    return losing.done;
}

#define DOUBTS                                                                                     \
    "SELECT number, kind, report, subject, object, act, score, reasons, raised_at, closed_by"      \
    " FROM doubts"

static bool doubts_read(struct statement *statement, struct arena *arena,
                        struct stored_doubts *doubts, bool *open, struct error *error)
{
    bool done;
    while (statement_row(statement, &done, error)) {
        *ARRAY_PUSH(arena, doubts) =
            (struct stored_doubt){.number = column_integer(statement, 0),
                                  .kind = (enum doubt_kind)column_integer(statement, 1),
                                  .report = column_integer(statement, 2),
                                  .subject = column_integer(statement, 3),
                                  .object = column_integer(statement, 4),
                                  .act = column_integer(statement, 5),
                                  .score = column_real(statement, 6),
                                  .reasons = column_text(statement, 7, arena),
                                  .raised_at = column_integer(statement, 8)};
        if (open)
            *open = column_integer(statement, 9) == 0;
    }
    return done;
}

/* Gives each doubt the entities as they are now. */
static bool doubts_follow(struct sql_store *store, struct stored_doubts *doubts,
                          struct error *error)
{
    for (size_t i = 0; i < doubts->count; i++) {
        struct stored_doubt *doubt = &doubts->items[i];
        if (!sql_canonical_follow(store, doubt->subject, &doubt->subject, error) ||
            (doubt->object && !sql_canonical_follow(store, doubt->object, &doubt->object, error)))
            return false;
    }
    return true;
}

bool sql_doubts(struct store *base, size_t offset, size_t limit, struct arena *arena,
                struct stored_doubts *doubts, struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct statement statement;
    *doubts = (struct stored_doubts){0};
    if (!sql_number(store, "SELECT count(*) FROM doubts WHERE closed_by = 0", 0, 0, &doubts->total,
                    error) ||
        !statement_begin(store,
                         DOUBTS " WHERE closed_by = 0 ORDER BY kind DESC, score DESC, number"
                                " LIMIT ? OFFSET ?",
                         &statement, error))
        return false;
    bind_integer(&statement, (int64_t)limit);
    bind_integer(&statement, (int64_t)offset);
    return doubts_read(&statement, arena, doubts, NULL, error) &&
           doubts_follow(store, doubts, error);
}

bool sql_doubt(struct store *base, int64_t number, struct arena *arena, struct stored_doubt *doubt,
               bool *open, bool *found, struct error *error)
{
    struct sql_store *store = sql_of(base);
    struct statement statement;
    struct stored_doubts doubts = {0};
    *doubt = (struct stored_doubt){0};
    *found = *open = false;
    if (!statement_begin(store, DOUBTS " WHERE number = ?", &statement, error))
        return false;
    bind_integer(&statement, number);
    if (!doubts_read(&statement, arena, &doubts, open, error) ||
        !doubts_follow(store, &doubts, error))
        return false;
    *found = doubts.count > 0;
    if (*found)
        *doubt = doubts.items[0];
    return true;
}

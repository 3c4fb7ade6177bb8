/* Asking about claims: their values, references, evidence and state. */
#include <string.h>

#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ?1 is the time as of which is asked; v is the value's source, f the one whom a person signs for.
 */
#define KNOWN(table) table ".known_from <= ?1 AND ?1 < " table ".known_to"
#define CLAIMS                                                                                     \
    "SELECT c.report, c.ordinal, c.source, coalesce(i.canonical, 0), s.kind, c.property, c.type,"  \
    " c.value, a.name, c.confidence, c.held_from, c.held_to, c.known_from, c.known_to,"            \
    " coalesce(vi.canonical, 0), v.kind, v.name, vk.name,"                                         \
    " coalesce(fi.canonical, 0), f.kind, f.name, fk.name, c.evidence"
#define REFERENCE(source, identity, card, column)                                                  \
    " LEFT JOIN sources " source " ON " source ".report = c.report AND " source                    \
    ".number = c." column " LEFT JOIN identities " identity " ON " identity                        \
    ".report = c.report AND " identity ".source = c." column                                       \
    " AND " KNOWN(identity) " LEFT JOIN cards " card " ON " card ".canonical = " identity          \
                            ".canonical"
#define CLAIMS_JOINED                                                                              \
    " JOIN sources s ON s.report = c.report AND s.number = c.source"                               \
    " JOIN authors a ON a.number = c.author" REFERENCE("v", "vi", "vk", "value_source")            \
        REFERENCE("f", "fi", "fk", "value_for")

enum { EVIDENCE_COLUMN = 22 };

void sql_reference_take(const struct statement *row, int column, const struct schema *schema,
                        struct arena *arena, struct stored_reference *reference)
{
    reference->number = column_integer(row, column);
    if (reference->number)
        canonical_write(reference->number, reference->id);
    reference->kind = schema_kind_find(schema, column_span(row, column + 1));
    reference->as_said = column_text(row, column + 2, arena);
    reference->name = column_text(row, column + 3, arena);
    if (!reference->name.size)
        reference->name = reference->as_said;
}

bool sql_claim_value_take(struct stored_claim *claim)
{
    enum value_type type = claim->value.type;
    if (!value_fits(claim->property->type, type))
        return false;
    if (type == VALUE_ENTITY || type == VALUE_FACT || type == VALUE_SIGNATORY)
        return claim->entity.number != 0 && claim->entity.kind;
    return value_read(claim->text, type, claim->property, &claim->value);
}

bool sql_claim_take(const struct statement *row, const struct schema *schema, struct arena *arena,
                    struct stored_claim *claim)
{
    claim->kind = schema_kind_find(schema, column_span(row, 4));
    claim->property = claim->kind ? schema_property_find(claim->kind, column_span(row, 5)) : NULL;
    if (!claim->property)
        return false;
    claim->report = column_integer(row, 0);
    claim->ordinal = (uint32_t)column_integer(row, 1);
    claim->source = (uint32_t)column_integer(row, 2);
    claim->canonical = column_integer(row, 3);
    claim->value = (struct value){.type = value_type_find(column_span(row, 6))};
    claim->text = column_text(row, 7, arena);
    claim->confidence = column_real(row, 9);
    claim->held_from = column_date(row, 10);
    claim->held_to = column_date(row, 11);
    claim->known_from = column_integer(row, 12);
    claim->known_to = column_integer(row, 13);
    return true;
}

/* Reads a row; false where the schema does not know it. */
static bool claim_take(const struct statement *row, const struct schema *schema,
                       struct arena *arena, struct stored_claim *claim)
{
    if (!sql_claim_take(row, schema, arena, claim))
        return false;
    claim->author = column_text(row, 8, arena);
    sql_reference_take(row, 14, schema, arena, &claim->entity);
    sql_reference_take(row, 18, schema, arena, &claim->on_behalf_of);
    return sql_claim_value_take(claim);
}

static bool claims_read(struct statement *statement, bool bare, struct arena *arena,
                        struct stored_claims *claims, struct error *error)
{
    const struct schema *schema = statement->store->store.schema;
    bool done;
    while (statement_row(statement, &done, error)) {
        struct stored_claim claim = {0};
        if (claim_take(statement, schema, arena, &claim) &&
            (bare || sql_evidence_unpack(column_span(statement, EVIDENCE_COLUMN), arena, &claim)))
            *ARRAY_PUSH(arena, claims) = claim;
    }
    return done;
}

/* ---- evidence ---- */

struct digest sql_evidence_digest(struct span text, const struct stored_evidence *evidence,
                                  size_t count, struct arena *arena)
{
    size_t size = 0, filled = 0;
    for (size_t i = 0; i < count; i++)
        size += span_of_range(text, evidence[i].range).size + 1;
    char *words = ARENA_NEW(arena, char, size);
    for (size_t i = 0; i < count; i++) {
        struct span part = span_of_range(text, evidence[i].range);
        if (part.size)
            memcpy(words + filled, part.data, part.size);
        filled += part.size;
        words[filled++] = '\n';
    }
    return digest_of((struct span){words, filled});
}

struct span sql_decision_value(const struct stored_claim *claim, struct arena *arena)
{
    switch (claim->value.type) {
    case VALUE_ENTITY:
        return claim->entity.as_said;
    case VALUE_SIGNATORY:
        return arena_format(arena, "%.*s > %.*s", SPAN_ARGS(claim->entity.as_said),
                            SPAN_ARGS(claim->on_behalf_of.as_said));
    default:
        return claim->text;
    }
}

/* ---- decisions ---- */

struct claim_decision {
    struct stored_deciding decided;
    struct span kind;
    struct span property;
    struct span value;
    struct span evidence;
    struct span fields; /* of activity: data is NULL where it decides on the claim itself */
    enum claim_state state;
};

struct claim_decisions {
    struct claim_decision *items;
    size_t count;
    size_t capacity;
};

/* Whether a later decision, which was read before, is on the same claim and of the same sort. */
static bool is_overruled(const struct claim_decisions *later, const struct claim_decision *decision)
{
    for (size_t i = later->count; i-- > 0;) {
        const struct claim_decision *other = &later->items[i];
        if (!other->fields.data == !decision->fields.data &&
            span_equal(other->evidence, decision->evidence) &&
            span_equal(other->value, decision->value) &&
            span_equal(other->property, decision->property) &&
            span_equal(other->kind, decision->kind))
            return true;
    }
    return false;
}

/* The decisions on a report's claims that hold: of those on one claim the last. */
static bool decisions_read(struct sql_store *store, int64_t report, struct arena *arena,
                           struct claim_decisions *decisions, struct error *error)
{
    struct statement statement;
    if (!statement_begin(
            store,
            "SELECT d.kind, d.property, d.value, d.evidence, d.state, d.act, w.name, d.decided_at"
            " FROM reports r JOIN decisions d ON d.digest = r.digest"
            " JOIN authors w ON w.number = d.author LEFT JOIN acts a ON a.number = d.act WHERE "
            "r.number = ?"
            " AND coalesce(a.undone_by, 0) = 0 ORDER BY d.decision DESC",
            &statement, error))
        return false;
    bind_integer(&statement, report);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct arena_mark mark = arena_mark(arena);
        struct claim_decision decision = {.kind = column_text(&statement, 0, arena),
                                          .fields = column_text(&statement, 1, arena),
                                          .value = column_text(&statement, 2, arena),
                                          .evidence = column_text(&statement, 3, arena),
                                          .state = (enum claim_state)column_integer(&statement, 4),
                                          .decided = {column_integer(&statement, 5),
                                                      column_text(&statement, 6, arena),
                                                      column_integer(&statement, 7)}};
        span_next_part(&decision.fields, '#', &decision.property);
        if (is_overruled(decisions, &decision))
            arena_rewind(arena, mark);
        else
            *ARRAY_PUSH(arena, decisions) = decision;
    }
    return done;
}

/* What decisions know a claim by. */
struct claim_key {
    const struct stored_claim *claim;
    struct span value;
    struct digest evidence;
};

static struct claim_key key_of(const struct stored_claim *claim, struct span text,
                               struct arena *arena)
{
    return (struct claim_key){
        claim, sql_decision_value(claim, arena),
        sql_evidence_digest(text, claim->evidence, claim->evidence_count, arena)};
}

static bool is_on(const struct claim_decision *decision, const struct claim_key *key)
{
    struct span evidence = {(const char *)key->evidence.bytes, DIGEST_SIZE};
    return span_equal(decision->kind, key->claim->kind->name) &&
           span_equal(decision->property, key->claim->property->name) &&
           span_equal(decision->value, key->value) && span_equal(decision->evidence, evidence);
}

/* Gives a claim what was decided on it: one decision is on its state, one on its fields. */
static void decided_take(const struct claim_decisions *decisions, struct stored_claim *claim,
                         struct span text, struct arena *arena)
{
    struct claim_key key = key_of(claim, text, arena);
    claim->state = CLAIM_ASSERTED;
    for (size_t i = 0; i < decisions->count; i++) {
        const struct claim_decision *decision = &decisions->items[i];
        if (!is_on(decision, &key))
            continue;
        if (decision->fields.data) {
            claim->fields = decision->fields;
        } else {
            claim->state = decision->state;
            claim->decided = decision->decided;
        }
    }
}

/* ---- what users stated ---- */

/* A claim that an act made; one that added something made the others of its source too. */
struct claim_making {
    struct stored_deciding decided;
    uint32_t source;
    uint32_t ordinal; /* 0: all of the source */
};

struct claim_makings {
    struct claim_making *items;
    size_t count;
    size_t capacity;
};

static bool makings_read(struct sql_store *store, int64_t report, struct arena *arena,
                         struct claim_makings *makings, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "SELECT a.number, w.name, a.at, c.source, a.made, a.kind FROM acts a"
                         " JOIN authors w ON w.number = a.author JOIN claims c"
                         " ON c.report = a.report AND c.ordinal = a.made"
                         " WHERE a.report = ? AND a.made <> 0 AND a.undone_by = 0"
                         " ORDER BY a.number",
                         &statement, error))
        return false;
    bind_integer(&statement, report);
    bool done;
    while (statement_row(&statement, &done, error)) {
        struct claim_making *making = ARRAY_PUSH(arena, makings);
        making->decided = (struct stored_deciding){column_integer(&statement, 0),
                                                   column_text(&statement, 1, arena),
                                                   column_integer(&statement, 2)};
        making->source = (uint32_t)column_integer(&statement, 3);
        making->ordinal =
            column_integer(&statement, 5) == ACT_ADD ? 0 : (uint32_t)column_integer(&statement, 4);
    }
    return done;
}

static bool is_stated(const struct stored_claim *claim)
{
    return span_starts_with(claim->author, SPAN("user:"));
}

/* Says of a claim that a user stated who it was, and by which act; of several the last. */
static void stated_take(const struct claim_makings *makings, struct stored_claim *claim)
{
    claim->decided = (struct stored_deciding){0, claim->author, claim->known_from};
    for (size_t i = 0; i < makings->count; i++) {
        const struct claim_making *making = &makings->items[i];
        if (making->source == claim->source &&
            (!making->ordinal || making->ordinal == claim->ordinal))
            claim->decided = making->decided;
    }
}

static bool is_on_any(const struct claim_decision *decision, const struct claim_key *keys,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_on(decision, &keys[i]))
            return true;
    return false;
}

bool sql_decisions_lost(struct sql_store *store, int64_t report, struct arena *arena, int64_t *acts,
                        size_t limit, size_t *count, struct error *error)
{
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true};
    struct claim_decisions decisions = {0};
    struct stored_claims claims;
    struct span text;
    *count = 0;
    if (!decisions_read(store, report, arena, &decisions, error))
        return false;
    if (!decisions.count)
        return true;
    if (!sql_report_text(&store->store, report, arena, &text, error) ||
        !sql_claims_of_report(&store->store, report, &wanted, arena, &claims, error))
        return false;
    struct claim_key *keys = ARENA_NEW(arena, struct claim_key, claims.count);
    for (size_t i = 0; i < claims.count; i++)
        keys[i] = key_of(&claims.items[i], text, arena);
    for (size_t i = 0; i < decisions.count && *count < limit; i++)
        if (decisions.items[i].decided.act && !is_on_any(&decisions.items[i], keys, claims.count))
            acts[(*count)++] = decisions.items[i].decided.act;
    return true;
}

/* ---- completing ---- */

/* The claims [first, end), all of one report, tell who stated them, where users did. */
static bool report_state(struct sql_store *store, struct stored_claims *claims, size_t first,
                         size_t end, struct arena *arena, struct error *error)
{
    struct claim_makings makings = {0};
    bool any = false;
    for (size_t i = first; i < end; i++)
        any |= is_stated(&claims->items[i]);
    if (any && !makings_read(store, claims->items[first].report, arena, &makings, error))
        return false;
    for (size_t i = first; i < end; i++)
        if (is_stated(&claims->items[i]))
            stated_take(&makings, &claims->items[i]);
    return true;
}

/* The claims [first, end), all of one report, get their words and, where any of the report were
 * decided on, their states. */
static bool report_complete(struct sql_store *store, struct stored_claims *claims, size_t first,
                            size_t end, bool words, bool decided, struct arena *arena,
                            struct error *error)
{
    struct claim_decisions decisions = {0};
    struct span text = SPAN("");
    int64_t report = claims->items[first].report;
    if (decided && !decisions_read(store, report, arena, &decisions, error))
        return false;
    if ((words || decisions.count) && !sql_report_text(&store->store, report, arena, &text, error))
        return false;
    for (size_t i = first; i < end; i++) {
        struct stored_claim *claim = &claims->items[i];
        if (decisions.count)
            decided_take(&decisions, claim, text, arena);
        for (size_t j = 0; words && j < claim->evidence_count; j++)
            claim->evidence[j].words = span_of_range(text, claim->evidence[j].range);
    }
    return true;
}

static void rejected_drop(struct stored_claims *claims)
{
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++)
        if (claims->items[i].state != CLAIM_REJECTED)
            claims->items[kept++] = claims->items[i];
    claims->count = kept;
}

/* Asks for the evidence of bare claims of decided reports: decisions are known by its words. */
static bool evidence_give(struct sql_store *store, struct stored_claims *claims,
                          const int64_t *decided, size_t decided_count, struct arena *arena,
                          struct error *error)
{
    struct stored_claim **wanted = ARENA_NEW(arena, struct stored_claim *, claims->count);
    size_t count = 0;
    for (size_t i = 0; i < claims->count && decided_count; i++)
        if (sql_numbers_have(decided, decided_count, claims->items[i].report))
            wanted[count++] = &claims->items[i];
    return sql_evidence_many(&store->store, wanted, count, arena, error);
}

/* Gives the claims their words and states. */
static bool claims_complete(struct sql_store *store, struct stored_claims *claims,
                            const struct claims_wanted *wanted, struct arena *arena,
                            struct error *error)
{
    int64_t *decided, *reports = ARENA_NEW(arena, int64_t, claims->count);
    size_t decided_count;
    for (size_t i = 0; i < claims->count; i++)
        reports[i] = claims->items[i].report;
    if (!sql_reports_decided(store, reports, claims->count, -1, arena, &decided, &decided_count,
                             error) ||
        (wanted->bare && !evidence_give(store, claims, decided, decided_count, arena, error)))
        return false;
    for (size_t first = 0, end; first < claims->count; first = end) {
        int64_t report = claims->items[first].report;
        for (end = first + 1; end < claims->count && claims->items[end].report == report;)
            end++;
        bool any = sql_numbers_have(decided, decided_count, report);
        if (!report_state(store, claims, first, end, arena, error))
            return false;
        if ((wanted->words || any) &&
            !report_complete(store, claims, first, end, wanted->words, any, arena, error))
            return false;
    }
    if (!wanted->rejected)
        rejected_drop(claims);
    return true;
}

bool sql_claims(struct store *base, const int64_t *canonicals, size_t count,
                const struct claims_wanted *wanted, struct arena *arena,
                struct stored_claims *claims, struct error *error)
{
    struct sql_store *store = sql_of(base);
    *claims = (struct stored_claims){0};
    return sql_claims_many(store, canonicals, count, wanted, arena, claims, error) &&
           claims_complete(store, claims, wanted, arena, error);
}

bool sql_claims_of_report(struct store *base, int64_t report, const struct claims_wanted *wanted,
                          struct arena *arena, struct stored_claims *claims, struct error *error)
{
    static const char find[] =
        CLAIMS " FROM claims c" CLAIMS_JOINED
               " LEFT JOIN identities i ON i.report = c.report AND i.source = c.source AND " KNOWN(
                   "i") " WHERE c.report = ?2 AND " KNOWN("c") " ORDER BY c.ordinal";
    struct statement statement;
    *claims = (struct stored_claims){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, wanted->as_of);
    bind_integer(&statement, report);
    return claims_read(&statement, wanted->bare, arena, claims, error) &&
           claims_complete(sql_of(base), claims, wanted, arena, error);
}

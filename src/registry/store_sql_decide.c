/* What users decide on claims. */
#include "store_acts.h"
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

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

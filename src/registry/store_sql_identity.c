/* Who is who: canonical entities, the decisions which sources they are, and merges of them. */
#include "store_sql_held.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
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

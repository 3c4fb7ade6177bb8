/* Accounts, what lets somebody in, and settings. */
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- accounts ---- */

#define ACCOUNTS                                                                                   \
    "SELECT a.number, a.name, a.shown, a.role, a.state, a.password, a.entity, a.made_at,"          \
    " a.version, 0 FROM accounts a"

static void account_take(const struct statement *row, struct arena *arena,
                         struct stored_account *account)
{
    *account = (struct stored_account){.number = column_integer(row, 0),
                                       .name = column_text(row, 1, arena),
                                       .shown = column_text(row, 2, arena),
                                       .role = (enum account_role)column_integer(row, 3),
                                       .state = (enum account_state)column_integer(row, 4),
                                       .password = column_text(row, 5, arena),
                                       .entity = column_integer(row, 6),
                                       .made_at = column_integer(row, 7),
                                       .version = column_integer(row, 8),
                                       .last_seen = column_integer(row, 9)};
}

bool sql_account_add(struct store *base, const struct stored_account *account, int64_t *number,
                     struct error *error)
{
    static const char insert[] = "INSERT INTO accounts VALUES(?, ?, ?, ?, ?, ?, ?, ?, 1)";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    if (!sql_number(store, "SELECT coalesce(max(number), 0) + 1 FROM accounts", 0, 0, number,
                    error) ||
        !statement_begin(store, insert, &statement, error))
        return false;
    bind_integer(&statement, *number);
    bind_text(&statement, account->name);
    bind_text(&statement, account->shown);
    bind_integer(&statement, account->role);
    bind_integer(&statement, account->state);
    bind_text(&statement, account->password);
    bind_integer(&statement, account->entity);
    bind_integer(&statement, account->made_at);
    return statement_run(&statement, error);
}

bool sql_account_change(struct store *base, const struct stored_account *account,
                        struct error *error)
{
    static const char update[] = "UPDATE accounts SET shown = ?, role = ?, state = ?, password = ?,"
                                 " entity = ?, version = version + 1 WHERE number = ?";
    struct statement statement;
    if (!statement_begin(sql_of(base), update, &statement, error))
        return false;
    bind_text(&statement, account->shown);
    bind_integer(&statement, account->role);
    bind_integer(&statement, account->state);
    bind_text(&statement, account->password);
    bind_integer(&statement, account->entity);
    bind_integer(&statement, account->number);
    return statement_run(&statement, error);
}

bool sql_account(struct store *base, struct span name, int64_t number, struct arena *arena,
                 struct stored_account *account, bool *found, struct error *error)
{
    struct statement statement;
    *account = (struct stored_account){0};
    if (!statement_begin(sql_of(base),
                         name.size ? ACCOUNTS " WHERE a.name = ?" : ACCOUNTS " WHERE a.number = ?",
                         &statement, error))
        return false;
    if (name.size)
        bind_text(&statement, name);
    else
        bind_integer(&statement, number);
    if (!statement_next(&statement, found, error))
        return false;
    if (*found)
        account_take(&statement, arena, account);
    statement_end(&statement);
    return true;
}

bool sql_accounts(struct store *base, struct arena *arena, struct stored_accounts *accounts,
                  struct error *error)
{
    static const char find[] =
        "SELECT a.number, a.name, a.shown, a.role, a.state, a.password, a.entity, a.made_at,"
        " a.version, coalesce((SELECT max(s.used_at) FROM secrets s WHERE s.account = a.number"
        " AND s.kind = 2), 0) FROM accounts a ORDER BY a.name";
    struct statement statement;
    *accounts = (struct stored_accounts){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        account_take(&statement, arena, ARRAY_PUSH(arena, accounts));
    }
    return done;
}

/* ---- secrets ---- */

#define SECRETS                                                                                    \
    "SELECT s.number, s.kind, s.digest, s.account, s.role, s.entity, s.label, w.name, s.made_at,"  \
    " s.until, s.used_at, s.ended_at FROM secrets s JOIN authors w ON w.number = s.author"

static void secret_take(const struct statement *row, struct arena *arena,
                        struct stored_secret *secret)
{
    struct span digest = column_span(row, 2);
    *secret = (struct stored_secret){.number = column_integer(row, 0),
                                     .kind = (enum secret_kind)column_integer(row, 1),
                                     .account = column_integer(row, 3),
                                     .role = (enum account_role)column_integer(row, 4),
                                     .entity = column_integer(row, 5),
                                     .label = column_text(row, 6, arena),
                                     .author = column_text(row, 7, arena),
                                     .made_at = column_integer(row, 8),
                                     .until = column_integer(row, 9),
                                     .used_at = column_integer(row, 10),
                                     .ended_at = column_integer(row, 11)};
    if (digest.size == DIGEST_SIZE)
        memcpy(secret->digest.bytes, digest.data, DIGEST_SIZE);
}

bool sql_secret_add(struct store *base, const struct stored_secret *secret, int64_t *number,
                    struct error *error)
{
    static const char insert[] = "INSERT INTO secrets VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)";
    struct sql_store *store = sql_of(base);
    struct statement statement;
    int64_t author;
    if (!sql_author(store, secret->author, &author, error) ||
        !sql_number(store, "SELECT coalesce(max(number), 0) + 1 FROM secrets", 0, 0, number,
                    error) ||
        !statement_begin(store, insert, &statement, error))
        return false;
    bind_integer(&statement, *number);
    bind_integer(&statement, secret->kind);
    bind_blob(&statement, (struct span){(const char *)secret->digest.bytes, DIGEST_SIZE});
    bind_integer(&statement, secret->account);
    bind_integer(&statement, secret->role);
    bind_integer(&statement, secret->entity);
    bind_text(&statement, secret->label);
    bind_integer(&statement, author);
    bind_integer(&statement, secret->made_at);
    bind_integer(&statement, secret->until);
    bind_integer(&statement, secret->used_at);
    return statement_run(&statement, error);
}

bool sql_secret(struct store *base, enum secret_kind kind, const struct digest *digest,
                int64_t number, struct arena *arena, struct stored_secret *secret, bool *found,
                struct error *error)
{
    struct statement statement;
    *secret = (struct stored_secret){0};
    if (!statement_begin(sql_of(base),
                         digest ? SECRETS " WHERE s.digest = ? AND s.kind = ?"
                                : SECRETS " WHERE s.number = ? AND s.kind = ?",
                         &statement, error))
        return false;
    if (digest)
        bind_blob(&statement, (struct span){(const char *)digest->bytes, DIGEST_SIZE});
    else
        bind_integer(&statement, number);
    bind_integer(&statement, kind);
    if (!statement_next(&statement, found, error))
        return false;
    if (*found)
        secret_take(&statement, arena, secret);
    statement_end(&statement);
    return true;
}

bool sql_secrets(struct store *base, enum secret_kind kind, int64_t account, struct arena *arena,
                 struct stored_secrets *secrets, struct error *error)
{
    struct statement statement;
    *secrets = (struct stored_secrets){0};
    if (!statement_begin(sql_of(base),
                         SECRETS " WHERE s.kind = ?1 AND (?2 = 0 OR s.account = ?2)"
                                 " ORDER BY s.number DESC",
                         &statement, error))
        return false;
    bind_integer(&statement, kind);
    bind_integer(&statement, account);
    bool done;
    while (statement_row(&statement, &done, error)) {
        secret_take(&statement, arena, ARRAY_PUSH(arena, secrets));
    }
    return done;
}

bool sql_secret_change(struct store *base, const struct stored_secret *secret, struct error *error)
{
    int64_t values[] = {secret->used_at, secret->account, secret->ended_at, secret->number};
    if (secret->kind == SECRET_SESSION && secret->ended_at)
        return sql_run_with(sql_of(base), "DELETE FROM secrets WHERE number = ?", &values[3], 1,
                            error);
    return sql_run_with(sql_of(base),
                        "UPDATE secrets SET used_at = ?, account = ?, ended_at = ?"
                        " WHERE number = ?",
                        values, 4, error);
}

bool sql_sessions_end(struct store *base, int64_t account, int64_t but, int64_t now,
                      struct error *error)
{
    int64_t values[] = {account, but, now};
    return sql_run_with(sql_of(base),
                        "DELETE FROM secrets WHERE kind = 2 AND ((account = ? AND number <> ?)"
                        " OR until <= ?)",
                        values, 3, error);
}

/* ---- settings ---- */

bool sql_setting(struct store *base, enum setting setting, struct arena *arena, struct span *value,
                 struct error *error)
{
    struct statement statement;
    bool row;
    *value = SPAN("");
    if (!statement_begin(sql_of(base), "SELECT value FROM settings WHERE number = ?", &statement,
                         error))
        return false;
    bind_integer(&statement, setting);
    if (!statement_next(&statement, &row, error))
        return false;
    if (row)
        *value = column_text(&statement, 0, arena);
    statement_end(&statement);
    return true;
}

bool sql_setting_put(struct store *base, enum setting setting, struct span value,
                     struct error *error)
{
    struct statement statement;
    if (!statement_begin(sql_of(base),
                         "INSERT INTO settings VALUES(?1, ?2) ON CONFLICT(number)"
                         " DO UPDATE SET value = ?2",
                         &statement, error))
        return false;
    bind_integer(&statement, setting);
    bind_text(&statement, value);
    return statement_run(&statement, error);
}

/* The store's accounts behind its interface, and the codes of roles and states. */
#include "store_accounts.h"

#include "engine.h"

static const char *const role_codes[ROLES] = {"reader", "participant", "expert", "editor",
                                              "administrator"};
static const char *const state_codes[ACCOUNT_STATES] = {"active", "disabled", "removed"};

const char *account_role_code(enum account_role role)
{
    return role_codes[role];
}

const char *account_state_code(enum account_state state)
{
    return state_codes[state];
}

static bool code_find(const char *const *codes, int count, struct span text, int *index)
{
    for (*index = 0; *index < count; ++*index)
        if (span_equal(text, span_of(codes[*index])))
            return true;
    return false;
}

bool account_role_read(struct span text, enum account_role *role)
{
    int index;
    bool found = code_find(role_codes, ROLES, text, &index);
    if (found)
        *role = (enum account_role)index;
    return found;
}

bool account_state_read(struct span text, enum account_state *state)
{
    int index;
    bool found = code_find(state_codes, ACCOUNT_STATES, text, &index);
    if (found)
        *state = (enum account_state)index;
    return found;
}

bool store_account_add(struct store *store, const struct stored_account *account, int64_t *number,
                       struct error *error)
{
    return store->engine->account_add(store, account, number, error);
}

bool store_account_change(struct store *store, const struct stored_account *account,
                          struct error *error)
{
    return store->engine->account_change(store, account, error);
}

bool store_account(struct store *store, struct span name, int64_t number, struct arena *arena,
                   struct stored_account *account, bool *found, struct error *error)
{
    return store->engine->account(store, name, number, arena, account, found, error);
}

bool store_accounts(struct store *store, struct arena *arena, struct stored_accounts *accounts,
                    struct error *error)
{
    return store->engine->accounts(store, arena, accounts, error);
}

bool store_secret_add(struct store *store, const struct stored_secret *secret, int64_t *number,
                      struct error *error)
{
    return store->engine->secret_add(store, secret, number, error);
}

bool store_secret(struct store *store, enum secret_kind kind, const struct digest *digest,
                  int64_t number, struct arena *arena, struct stored_secret *secret, bool *found,
                  struct error *error)
{
    return store->engine->secret(store, kind, digest, number, arena, secret, found, error);
}

bool store_secrets(struct store *store, enum secret_kind kind, int64_t account, struct arena *arena,
                   struct stored_secrets *secrets, struct error *error)
{
    return store->engine->secrets(store, kind, account, arena, secrets, error);
}

bool store_secret_change(struct store *store, const struct stored_secret *secret,
                         struct error *error)
{
    return store->engine->secret_change(store, secret, error);
}

bool store_sessions_end(struct store *store, int64_t account, int64_t but, int64_t now,
                        struct error *error)
{
    return store->engine->sessions_end(store, account, but, now, error);
}

bool store_setting(struct store *store, enum setting setting, struct arena *arena,
                   struct span *value, struct error *error)
{
    return store->engine->setting(store, setting, arena, value, error);
}

bool store_setting_put(struct store *store, enum setting setting, struct span value,
                       struct error *error)
{
    return store->engine->setting_put(store, setting, value, error);
}

bool store_audit_add(struct store *store, const struct new_audit *entry, int64_t now,
                     struct error *error)
{
    return store->engine->audit_add(store, entry, now, error);
}

bool store_audits(struct store *store, struct span author, int64_t before, size_t limit,
                  struct arena *arena, struct stored_audits *entries, struct error *error)
{
    return store->engine->audits(store, author, before, limit, arena, entries, error);
}

bool store_audit_head(struct store *store, struct digest *head, int64_t *count, struct error *error)
{
    return store->engine->audit_head(store, head, count, error);
}

bool store_audit_find(struct store *store, const struct digest *head, int64_t *number,
                      struct error *error)
{
    return store->engine->audit_find(store, head, number, error);
}

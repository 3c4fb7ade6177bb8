/* Making and changing accounts. */
#include "account.h"

#include <stdio.h>

#include "change.h"
#include "utf8.h"

static bool account_note(const struct work *work, const char *what,
                         const struct stored_account *account, struct error *error)
{
    struct arena *arena = work->arena;
    struct span object = arena_format(arena, "account %.*s", SPAN_ARGS(account->name));
    struct span content = arena_format(
        arena, "role=%s\nstate=%s\nentity=%lld\nshown=%.*s\n", account_role_code(account->role),
        account_state_code(account->state), (long long)account->entity, SPAN_ARGS(account->shown));
    return change_note(work, what, object, content, error);
}

/* ---- what an order says ---- */

static bool fail(const struct work *work, const char *key, const char *name, struct span value,
                 struct error *error)
{
    return error_add(error, key, name, arena_copy(work->arena, value).data, NULL);
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

bool account_name_is_fine(struct arena *arena, struct span name, struct error *error)
{
    bool fine = name.size >= ACCOUNT_NAME_LEAST && name.size <= ACCOUNT_NAME_MOST &&
                is_letter(name.data[0]);
    for (size_t i = 0; i < name.size && fine; i++) {
        char byte = name.data[i];
        fine = is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' ||
               byte == '-';
    }
    return fine || error_add(error, "work.bad_name", "name", arena_copy(arena, name).data, NULL);
}

static bool shown_is_fine(struct span shown, struct error *error)
{
    bool fine = utf8_count(shown) <= ACCOUNT_SHOWN_MOST;
    for (size_t i = 0; i < shown.size && fine; i++)
        fine = (unsigned char)shown.data[i] >= 0x20 && shown.data[i] != 0x7F;
    return fine || error_add(error, "work.bad_shown", NULL);
}

bool account_entity_take(const struct work *work, struct span id, int64_t *entity,
                         struct error *error)
{
    struct stored_entity stored;
    bool found = false;
    *entity = 0;
    if (!id.size)
        return true;
    if (canonical_read(id, entity) &&
        !store_entity(work->store, *entity, work->arena, &stored, &found, error))
        return false;
    if (!found || stored.kind->is_fact)
        return fail(work, "work.unknown_entity", "id", id, error);
    *entity = stored.number;
    return true;
}

/* Puts what the order says into the account. */
static bool order_take(const struct work *work, const struct work_account_order *order,
                       struct stored_account *account, struct error *error)
{
    if (order->role.data && !account_role_read(order->role, &account->role))
        return fail(work, "work.bad_role", "role", order->role, error);
    if (order->state.data && !account_state_read(order->state, &account->state))
        return fail(work, "work.bad_state", "state", order->state, error);
    if (order->entity.data && !account_entity_take(work, order->entity, &account->entity, error))
        return false;
    if (order->shown.data)
        account->shown = span_trim(order->shown);
    if (account->role == ROLE_PARTICIPANT && account->state == ACCOUNT_ACTIVE && !account->entity)
        return error_add(error, "work.bad_participant", NULL);
    return shown_is_fine(account->shown, error);
}

static bool is_administrator(const struct stored_account *account)
{
    return account->state == ACCOUNT_ACTIVE && account->role == ROLE_ADMINISTRATOR;
}

/* ---- changes ---- */

bool account_insert(const struct work *work, const struct work_account_order *order,
                    struct span hash, struct stored_account *account, struct error *error)
{
    struct stored_account known;
    struct stored_accounts all;
    bool found;
    *account = (struct stored_account){.name = order->name,
                                       .shown = SPAN(""),
                                       .role = ROLE_READER,
                                       .state = ACCOUNT_ACTIVE,
                                       .password = hash,
                                       .made_at = work->now,
                                       .version = 1};
    if (!account_name_is_fine(work->arena, order->name, error) ||
        !order_take(work, order, account, error) ||
        !store_account(work->store, order->name, 0, work->arena, &known, &found, error) ||
        !store_accounts(work->store, work->arena, &all, error))
        return false;
    if (found)
        return fail(work, "work.name_taken", "name", order->name, error);
    if (!all.count && account->role != ROLE_ADMINISTRATOR)
        return error_add(error, "work.first_administrator", NULL);
    return store_account_add(work->store, account, &account->number, error) &&
           account_note(work, "account.add", account, error);
}

bool work_account_add(const struct work *work, const struct work_account_order *order,
                      struct span hash, struct stored_account *account, struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, account_insert(work, order, hash, account, error), error);
}

/* The account of a name that is not removed. */
static bool account_take(const struct work *work, struct span name, struct stored_account *account,
                         struct error *error)
{
    bool found;
    if (!store_account(work->store, name.size ? name : SPAN("-"), 0, work->arena, account, &found,
                       error))
        return false;
    if (!found)
        return fail(work, "work.unknown_account", "name", name, error);
    return account->state != ACCOUNT_REMOVED ||
           fail(work, "work.account_removed", "name", name, error);
}

static bool version_fits(const struct work *work, const struct work_account_order *order,
                         const struct stored_account *account, struct error *error)
{
    char version[24];
    if (!order->version || order->version == account->version)
        return true;
    snprintf(version, sizeof version, "%lld", (long long)account->version);
    return error_add(error, "work.account_changed", "name",
                     arena_copy(work->arena, account->name).data, "version", version, NULL);
}

/* There is always one who can give others their rights. */
static bool administrator_stays(const struct work *work, const struct stored_account *before,
                                const struct stored_account *after, struct error *error)
{
    struct stored_accounts all;
    if (!is_administrator(before) || is_administrator(after))
        return true;
    if (!store_accounts(work->store, work->arena, &all, error))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].number != before->number && is_administrator(&all.items[i]))
            return true;
    return fail(work, "work.last_administrator", "name", before->name, error);
}

/* What stays of a removed account is its name. */
static void removed_clear(struct stored_account *account)
{
    if (account->state != ACCOUNT_REMOVED)
        return;
    account->shown = account->password = SPAN("");
    account->entity = 0;
}

static bool account_write(const struct work *work, const struct work_account_order *order,
                          struct stored_account *account, struct error *error)
{
    struct stored_account before;
    if (!account_take(work, order->name, &before, error) ||
        !version_fits(work, order, &before, error))
        return false;
    *account = before;
    if (!order_take(work, order, account, error) ||
        !administrator_stays(work, &before, account, error))
        return false;
    removed_clear(account);
    bool other = account->role != before.role || account->state != before.state;
    if (!store_account_change(work->store, account, error) ||
        !account_note(work, "account.change", account, error) ||
        (other && !store_sessions_end(work->store, account->number, 0, work->now, error)))
        return false;
    account->version++;
    return true;
}

bool work_account_change(const struct work *work, const struct work_account_order *order,
                         struct stored_account *account, struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, account_write(work, order, account, error), error);
}

static bool password_write(const struct work *work, struct span name, struct span hash,
                           struct error *error)
{
    struct stored_account account;
    if (!account_take(work, name, &account, error))
        return false;
    account.password = hash;
    return store_account_change(work->store, &account, error) &&
           store_sessions_end(work->store, account.number, 0, work->now, error) &&
           change_note(work, "account.password",
                       arena_format(work->arena, "account %.*s", SPAN_ARGS(account.name)), SPAN(""),
                       error);
}

bool work_account_password(const struct work *work, struct span name, struct span hash,
                           struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, password_write(work, name, hash, error), error);
}

bool work_readable_set(const struct work *work, bool readable, struct error *error)
{
    struct span value = readable ? SPAN("1") : SPAN("0");
    return change_begin(work, error) &&
           change_end(work,
                      store_setting_put(work->store, SETTING_READABLE, value, error) &&
                          change_note(work, "setting", SPAN("readable"), value, error),
                      error);
}

/* Accounts: making and changing them. Each function is one change with its entry in the audit
 * trail. What may be done by whom is the faces' business; the command line is the owner's. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "password.h"
#include "store_accounts.h"
#include "work.h"

enum {
    ACCOUNT_NAME_LEAST = 2,
    ACCOUNT_NAME_MOST = 32,
    ACCOUNT_SHOWN_MOST = 120 /* characters */
};

/* What an account is to be. data is NULL where it is to stay as it is, or is left out. */
struct work_account_order {
    struct span name;
    struct span shown;
    struct span role;   /* a code */
    struct span state;  /* a code; of a new one left out */
    struct span entity; /* id; "" for none */
    int64_t version;    /* that was seen; 0: whichever it is */
};

/* Adds an account with the hash of a password ("": nobody can log in yet). Errors: "work.bad_name"
 * (name), "work.name_taken" (name), "work.bad_role" (role), "work.bad_shown",
 * "work.unknown_entity" (id), "work.bad_participant": it names no entity,
 * "work.first_administrator": there is no account yet, and this is none. */
bool work_account_add(const struct work *work, const struct work_account_order *order,
                      struct span hash, struct stored_account *account, struct error *error);
/* Changes an account; where role, state or password change its sessions end. Errors besides those:
 * "work.unknown_account" (name), "work.bad_state" (state), "work.account_removed" (name),
 * "work.last_administrator" (name), "work.account_changed" (name, version: as it is now). */
bool work_account_change(const struct work *work, const struct work_account_order *order,
                         struct stored_account *account, struct error *error);
/* Gives an account another password, by its hash, and ends all its sessions. Errors:
 * "work.unknown_account" (name), "work.account_removed" (name). */
bool work_account_password(const struct work *work, struct span name, struct span hash,
                           struct error *error);
/* Says whether reading asks for no account. */
bool work_readable_set(const struct work *work, bool readable, struct error *error);

/* Whether name may be that of an account. "work.bad_name" (name). */
bool account_name_is_fine(struct arena *arena, struct span name, struct error *error);

/* Within the folder: adds an account in a transaction that is open. */
bool account_insert(const struct work *work, const struct work_account_order *order,
                    struct span hash, struct stored_account *account, struct error *error);
/* The number of an entity's id, 0 of an empty one. "work.unknown_entity" (id). */
bool account_entity_take(const struct work *work, struct span id, int64_t *entity,
                         struct error *error);

#endif

/* The store's accounts, the secrets that let somebody in, settings, and the audit trail: a part of
 * store.h, whose head tells of errors, times and what lives in an arena.
 *
 * The store keeps; what is allowed, and what a password must be, is src/work's. Of secrets it has
 * digests alone. */
#ifndef STORE_ACCOUNTS_H
#define STORE_ACCOUNTS_H

#include "store.h"

/* Each has the rights of those before it. The numbers stand in registries. */
enum account_role {
    ROLE_READER,
    ROLE_PARTICIPANT, /* acts for one organization */
    ROLE_EXPERT,
    ROLE_EDITOR,
    ROLE_ADMINISTRATOR,
    ROLES
};

enum account_state {
    ACCOUNT_ACTIVE,
    ACCOUNT_DISABLED,
    ACCOUNT_REMOVED, /* its name alone is left: it is never given again */
    ACCOUNT_STATES
};

/* The codes of API and command line: "reader", "active"; and back, false where text is none. */
const char *account_role_code(enum account_role role);
bool account_role_read(struct span text, enum account_role *role);
const char *account_state_code(enum account_state state);
bool account_state_read(struct span text, enum account_state *state);

struct stored_account {
    int64_t number;
    struct span name;
    struct span shown; /* for people */
    enum account_role role;
    enum account_state state;
    struct span password; /* its hash; empty: nobody can log in */
    int64_t entity;       /* canonical entity of the organization that it acts for; 0 */
    int64_t made_at;      /* time */
    int64_t version;      /* counts the changes, from 1 */
    int64_t last_seen;    /* in a session that holds; 0: none. Of lists alone */
};

struct stored_accounts {
    struct stored_account *items;
    size_t count;
    size_t capacity;
};

/* The next three in a transaction: see store_write_begin(). Adds an account; its number is given,
 * its version is 1. */
bool store_account_add(struct store *store, const struct stored_account *account, int64_t *number,
                       struct error *error);
/* Writes all of an account but its name, number and time; counts its version up. */
bool store_account_change(struct store *store, const struct stored_account *account,
                          struct error *error);
/* The account of a name or, where name is empty, of a number; *found is false where there is none.
 */
bool store_account(struct store *store, struct span name, int64_t number, struct arena *arena,
                   struct stored_account *account, bool *found, struct error *error);
/* All of them by name. */
bool store_accounts(struct store *store, struct arena *arena, struct stored_accounts *accounts,
                    struct error *error);

/* ---- secrets ---- */

/* The numbers stand in registries. */
enum secret_kind { SECRET_INVITATION, SECRET_TOKEN, SECRET_SESSION, SECRET_FEED, SECRET_KINDS };

struct stored_secret {
    int64_t number;
    enum secret_kind kind;
    struct digest digest;   /* of the secret's text */
    int64_t account;        /* whose it is; of an invitation who accepted it, 0 */
    enum account_role role; /* these two of an invitation */
    int64_t entity;
    struct span label;  /* of a token, in the user's words */
    struct span author; /* "user:NAME" who made it */
    int64_t made_at;    /* times */
    int64_t until;      /* 0: no end */
    int64_t used_at;    /* last, as noted; 0 */
    int64_t ended_at;   /* accepted or revoked; 0. A session that ends is gone */
};

struct stored_secrets {
    struct stored_secret *items;
    size_t count;
    size_t capacity;
};

bool store_secret_add(struct store *store, const struct stored_secret *secret, int64_t *number,
                      struct error *error);
/* The secret of a kind by its digest or, where that is NULL, by its number. */
bool store_secret(struct store *store, enum secret_kind kind, const struct digest *digest,
                  int64_t number, struct arena *arena, struct stored_secret *secret, bool *found,
                  struct error *error);
/* Those of a kind, of an account (0: of all), newest first. */
bool store_secrets(struct store *store, enum secret_kind kind, int64_t account, struct arena *arena,
                   struct stored_secrets *secrets, struct error *error);
/* Notes when it was used, by which account, and when it ended; a session that ended is gone. */
bool store_secret_change(struct store *store, const struct stored_secret *secret,
                         struct error *error);
/* Ends the sessions of an account but one (0: all), and whoever's are over at now. */
bool store_sessions_end(struct store *store, int64_t account, int64_t but, int64_t now,
                        struct error *error);

/* ---- settings ---- */

enum setting { SETTING_READABLE = 1 /* "1": reading asks for no account */ };

/* The value is empty where it was never set. */
bool store_setting(struct store *store, enum setting setting, struct arena *arena,
                   struct span *value, struct error *error);
bool store_setting_put(struct store *store, enum setting setting, struct span value,
                       struct error *error);

/* ---- the audit trail ---- */

enum { AUDIT_SALT = 16 };

/* An entry. Its digest is SHA-256 of number, at, author, what, object, content and before, each as
 * LENGTH:BYTES, with numbers in decimal and digests as digest_write() writes them. */
struct stored_audit {
    int64_t number;        /* from 1, without a gap */
    int64_t at;            /* time */
    struct span author;    /* "user:NAME" */
    struct span what;      /* "merge", "account.add": audit_… of the messages */
    struct span object;    /* "decision 7", "report 3", "account olga": names no other person */
    struct digest content; /* of the salt and what was changed, behind one another */
    struct digest before;  /* of the entry before; zeros: there is none */
    struct span salt;      /* empty where it was taken away: then nobody can try contents */
};

struct stored_audits {
    struct stored_audit *items;
    size_t count;
    size_t capacity;
};

struct new_audit {
    struct span author;
    const char *what;
    struct span object;
    struct span content; /* all that was changed, in a form that is always the same */
};

struct digest audit_digest(const struct stored_audit *entry);
/* Appends an entry, in the transaction of the change. */
bool store_audit_add(struct store *store, const struct new_audit *entry, int64_t now,
                     struct error *error);
/* Entries of an author (empty: of all) with numbers below before (0: from the newest), newest
 * first, at most limit. */
bool store_audits(struct store *store, struct span author, int64_t before, size_t limit,
                  struct arena *arena, struct stored_audits *entries, struct error *error);
/* How many entries there are, and the digest of the last (zeros where there is none). */
bool store_audit_head(struct store *store, struct digest *head, int64_t *count,
                      struct error *error);
/* Follows the chain to the entry whose digest is head: *number is 0 where there is none, or where
 * the chain breaks before it. */
bool store_audit_find(struct store *store, const struct digest *head, int64_t *number,
                      struct error *error);

#endif

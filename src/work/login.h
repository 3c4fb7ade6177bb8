/* Letting people and programs in: sessions, tokens, invitations.
 *
 * Of a secret the registry has the digest alone; its text is given out once, when it is made. */
#ifndef LOGIN_H
#define LOGIN_H

#include "account.h"
#include "secret.h"

enum {
    SESSION_IDLE = 12 * 3600 * 1000,     /* milliseconds after the last request … */
    SESSION_LIFE = 7 * 24 * 3600 * 1000, /* … and after login */
    USE_NOTED = 10 * 60 * 1000,          /* how exactly the last use is noted */
    TOKEN_DAYS_MOST = 3660,
    INVITATION_DAYS = 7,
    INVITATION_DAYS_MOST = 60,
    LABEL_MOST = 120 /* characters */
};

#define TOKEN_PREFIX "uzel_"    /* of a token's text, by which one is recognized where it leaked */
#define FEED_PREFIX "uzelfeed_" /* … of that of a feed */

/* Who asks, by the secret that he shows. */
struct work_access {
    bool accounts; /* the registry has accounts */
    bool readable; /* reading asks for no account */
    bool known;    /* account is who asks */
    bool stale;    /* the use of the secret is to be noted: work_secret_use() */
    enum secret_kind by;
    int64_t secret; /* its number */
    struct stored_account account;
};

/* Finds who shows a session's secret or, where that is empty, a token ("uzel_…"); both may be
 * empty. A secret that has ended, and one of an account that is not active, is nobody's. Nothing is
 * written. */
bool work_access_find(struct store *store, struct arena *arena, struct span session,
                      struct span token, int64_t now, struct work_access *access,
                      struct error *error);
/* Notes that a secret was used now. */
bool work_secret_use(const struct work *work, enum secret_kind kind, int64_t number,
                     struct error *error);

/* The account that may log in by a name; *found is false where there is none. */
bool work_login_account(struct store *store, struct arena *arena, struct span name,
                        struct stored_account *account, bool *found, struct error *error);
/* Begins a session of an account as it was when its password was tried: "work.login_failed" where
 * it has changed since. The session of the number before ends (0: none). */
bool work_session_begin(const struct work *work, const struct stored_account *account,
                        int64_t before, struct span label /* from where, for people */,
                        struct secret *secret, struct error *error);
bool work_session_end(const struct work *work, int64_t number, struct error *error);
/* Ends a session of an account, by its number. "work.unknown_secret" (number). */
bool work_session_revoke(const struct work *work, const struct stored_account *account,
                         int64_t number, struct error *error);
/* Whether a session holds at a time. */
bool work_session_holds(const struct stored_secret *session, int64_t now);

/* Invites somebody into a role, for an entity (id, may be empty), for some days. Errors:
 * "work.bad_role" (role), "work.bad_participant", "work.unknown_entity" (id), "work.bad_days"
 * (days, most). */
bool work_invite(const struct work *work, struct span role, struct span entity, int64_t days,
                 struct secret *secret, struct stored_secret *invitation, struct error *error);
/* The invitation of a secret, or by number where that is empty. "work.invitation_ended" where there
 * is none that holds. */
bool work_invitation(struct store *store, struct arena *arena, struct span secret, int64_t now,
                     struct stored_secret *invitation, struct error *error);
/* Makes the account for which an invitation is; order's name and shown alone count. Errors: those
 * of work_invitation() and work_account_add(). */
bool work_invitation_accept(const struct work *work, struct span secret,
                            const struct work_account_order *order, struct span hash,
                            struct stored_account *account, struct error *error);
/* Makes a token of an account, for some days (0: no end). Its text is TOKEN_PREFIX and the secret.
 * Errors: "work.bad_label", "work.bad_days" (days, most). */
bool work_token_add(const struct work *work, const struct stored_account *account,
                    struct span label, int64_t days, struct secret *secret,
                    struct stored_secret *token, struct error *error);
/* Makes the secret by which an account's reminders are read, and nothing else; the one before ends.
 * Its text is FEED_PREFIX and the secret. */
bool work_feed_make(const struct work *work, const struct stored_account *account,
                    struct secret *secret, struct stored_secret *feed, struct error *error);
/* Ends it, if there is one. */
bool work_feed_end(const struct work *work, const struct stored_account *account,
                   struct error *error);
/* The account whose reminders a text ("uzelfeed_…") lets read; *found is false where it is nobody's
 * who is active. Nothing is written. */
bool work_feed_find(struct store *store, struct arena *arena, struct span text,
                    struct stored_account *account, bool *found, struct error *error);

/* Ends an invitation, or a token of an account. Nothing changes where it has ended.
 * "work.unknown_secret" (number). */
bool work_secret_revoke(const struct work *work, enum secret_kind kind, int64_t account,
                        int64_t number, struct stored_secret *secret, struct error *error);

#endif

/* Accounts, what lets somebody in, and the audit trail, as the faces show them. */
#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include "query.h"
#include "store_accounts.h"

struct query_account {
    struct span name;
    struct span shown;
    struct span role; /* codes, and what people call them */
    struct span role_label;
    struct span state;
    struct span state_label;
    struct span entity; /* id; empty: none */
    struct span entity_name;
    struct span made_at;   /* 2026-11-29T10:00:00Z */
    struct span last_seen; /* empty: in no session that holds */
    int64_t version;
    bool listed; /* last_seen is known */
};

struct query_accounts {
    struct query_account *items;
    size_t count;
    size_t capacity;
};

/* An invitation or a token. */
struct query_secret {
    enum secret_kind kind;
    size_t number;
    struct span role; /* of an invitation, up to entity_name */
    struct span role_label;
    struct span entity;
    struct span entity_name;
    struct span label; /* of a token */
    struct span by;
    struct span made_at;
    struct span until;   /* empty: no end */
    struct span used_at; /* empty: never */
    struct span account; /* name of who accepted the invitation, of whose token it is */
    struct span state;   /* "open", "accepted", "active", "revoked", "expired" */
    struct span state_label;
    struct span text;    /* the secret, where it has just been made; empty */
    struct span address; /* of an invitation, with the secret; empty */
};

struct query_secrets {
    struct query_secret *items;
    size_t count;
    size_t capacity;
};

struct query_audit_entry {
    size_t number;
    size_t
        part_of;  /* the entry that tells of the whole act of which this is a part; 0: none does */
    size_t first; /* of that the first of its parts; else its own number */
    struct span at;
    struct span author;
    struct span what;
    struct span label;
    struct span object;
    struct span about;   /* what the object says today: a title, a decision, of a comment what it is
                            on; empty: it says none */
    struct span report;  /* id of the report or entry that it is, or on which a comment is; empty */
    struct span entity;  /* id of that on whose card a comment is; empty */
    bool is_entry;       /* … of an entry */
    struct span content; /* "sha256:…" */
    struct span before;
};

struct query_audit {
    struct query_audit_entry *items;
    size_t count;
    size_t capacity;
    size_t total;
    struct span head;
    size_t next; /* the before of the next page; 0 */
};

enum { AUDIT_PAGE = 20, AUDIT_PAGE_MOST = 500 };

/* As an account is shown to itself: listed is false. */
bool query_account(const struct query *query, const struct stored_account *stored,
                   struct query_account *account, struct error *error);
/* All of them, by name. */
bool query_accounts(const struct query *query, struct query_accounts *accounts,
                    struct error *error);
bool query_secret(const struct query *query, const struct stored_secret *stored, int64_t now,
                  struct query_secret *secret, struct error *error);
/* All invitations, or the tokens of an account (0: of all); newest first. */
bool query_secrets(const struct query *query, enum secret_kind kind, int64_t account, int64_t now,
                   struct query_secrets *secrets, struct error *error);
/* The audit trail: entries with numbers below before (0: from the newest), newest first. */
bool query_audit(const struct query *query, size_t before, size_t limit, struct query_audit *audit,
                 struct error *error);
/* The same of one author alone ("user:olga"; empty: of all). total and head are the whole trail's.
 */
bool query_audit_of(const struct query *query, struct span author, size_t before, size_t limit,
                    struct query_audit *audit, struct error *error);

/* Each as one JSON object: docs/accounts.md. */
void query_account_write(const struct query_account *account, struct json *json);
void query_accounts_write(const struct query *query, const struct query_accounts *accounts,
                          struct json *json);
void query_secret_write(const struct query_secret *secret, struct json *json);
/* key: "invitations" or "tokens". */
void query_secrets_write(const char *key, const struct query_secrets *secrets, struct json *json);
void query_audit_write(const struct query *query, const struct query_audit *audit,
                       struct json *json);

#endif

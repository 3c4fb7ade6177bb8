/* The API's logins: what has to do with passwords.
 *
 * Each is done in two steps: prepare() tries and hashes passwords with a connection that reads, two
 * of them at once; then the write takes its turn. What was tried is looked at again there. */
#include <stdio.h>
#include <time.h>

#include "api_accounts.h"
#include "header.h"
#include "session.h"

/* What prepare() leaves for the write. */
struct prepared {
    struct stored_account account;
    struct work_account_order order;
    struct span secret; /* of an invitation */
    char hash[PASSWORD_HASH];
};

static struct prepared *prepared_new(struct exchange *exchange)
{
    struct prepared *prepared = ARENA_NEW(exchange->arena, struct prepared, 1);
    exchange->prepared = prepared;
    return prepared;
}

/* ---- trying a password ---- */

static int64_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* Whether so many have failed that no more is tried for a while. */
static bool may_try(struct exchange *exchange, struct span name)
{
    int64_t now = seconds_now();
    unsigned of_name = attempts_wait(exchange->attempts, ATTEMPTS_BY_NAME, name, now);
    unsigned of_address =
        attempts_wait(exchange->attempts, ATTEMPTS_BY_ADDRESS, exchange->address, now);
    unsigned wait = of_name > of_address ? of_name : of_address;
    if (!wait)
        return true;
    exchange->retry_after = arena_format(exchange->arena, "%u", wait).data;
    return error_add(&exchange->error, "server.too_many", "seconds", exchange->retry_after, NULL);
}

/* Tries a password of the account of a name; an unknown one costs as much. */
static bool password_try(struct exchange *exchange, struct span name, struct span password,
                         struct stored_account *account)
{
    const struct lent *lent = exchange->borrowed;
    bool found;
    if (!may_try(exchange, name) ||
        !work_login_account(lent->store, exchange->arena, name, account, &found, &exchange->error))
        return false;
    if (password_fits(found ? account->password : SPAN(""), password)) {
        attempts_forget(exchange->attempts, ATTEMPTS_BY_NAME, name);
        return true;
    }
    attempts_fail(exchange->attempts, ATTEMPTS_BY_NAME, name, seconds_now());
    attempts_fail(exchange->attempts, ATTEMPTS_BY_ADDRESS, exchange->address, seconds_now());
    return error_add(&exchange->error, "work.login_failed", NULL);
}

/* Begins a session of the account, in place of the one that was shown, and says who that is. */
static unsigned session_answer(struct exchange *exchange, const struct stored_account *account,
                               unsigned status)
{
    struct work work = api_work(exchange);
    struct asker asker = exchange->asker;
    struct secret secret;
    int64_t before = asker.by == BY_SESSION ? asker.access.secret : 0;
    if (!work_session_begin(&work, account, before, agent_name(exchange->arena, exchange->agent),
                            &secret, &exchange->error))
        return api_status(exchange);
    access_cookie(exchange, secret.text);
    asker.by = BY_SESSION;
    asker.access.accounts = asker.access.known = true;
    asker.access.account = *account;
    unsigned answered = api_answer_asker(exchange, &asker);
    return answered == 200 ? status : answered;
}

/* ---- login and logout ---- */

unsigned api_prepare_login(struct exchange *exchange)
{
    struct body_field fields[] = {{.name = "name"}, {.name = "password"}};
    struct prepared *prepared = prepared_new(exchange);
    if (!api_take_body(exchange, fields, 2))
        return api_status(exchange);
    if (!exchange->asker.access.accounts) {
        error_add(&exchange->error, "server.no_accounts", NULL);
        return api_status(exchange);
    }
    return password_try(exchange, fields[0].value, fields[1].value, &prepared->account)
               ? 0
               : api_status(exchange);
}

unsigned api_login(struct exchange *exchange)
{
    const struct prepared *prepared = exchange->prepared;
    return session_answer(exchange, &prepared->account, 200);
}

unsigned api_logout(struct exchange *exchange)
{
    struct work work = api_work(exchange);
    struct asker nobody = exchange->asker;
    if (!api_take_body(exchange, NULL, 0) ||
        (nobody.by == BY_SESSION &&
         !work_session_end(&work, nobody.access.secret, &exchange->error)))
        return api_status(exchange);
    access_cookie(exchange, NULL);
    nobody.by = BY_NOBODY;
    nobody.access.known = false;
    return api_answer_asker(exchange, &nobody);
}

/* ---- another password ---- */

unsigned api_prepare_password(struct exchange *exchange)
{
    struct body_field fields[] = {{.name = "old"}, {.name = "new"}};
    struct prepared *prepared = prepared_new(exchange);
    struct span name = exchange->asker.access.account.name;
    bool fine = api_needs_account(exchange) && api_take_body(exchange, fields, 2) &&
                password_is_fine(fields[1].value, name, &exchange->error) &&
                password_try(exchange, name, fields[0].value, &prepared->account) &&
                password_hash(fields[1].value, prepared->hash, &exchange->error);
    return fine ? 0 : api_status(exchange);
}

unsigned api_change_password(struct exchange *exchange)
{
    struct prepared *prepared = exchange->prepared;
    struct work work = api_work(exchange);
    struct span hash = span_of(prepared->hash);
    if (!work_account_password(&work, prepared->account.name, hash, &exchange->error))
        return api_status(exchange);
    prepared->account.password = hash;
    prepared->account.version++;
    return session_answer(exchange, &prepared->account, 200);
}

/* ---- accepting an invitation ---- */

unsigned api_prepare_acceptance(struct exchange *exchange)
{
    enum { FIELD_SECRET, FIELD_NAME, FIELD_SHOWN, FIELD_PASSWORD, FIELDS };
    struct body_field fields[FIELDS] = {
        {.name = "secret"}, {.name = "name"}, {.name = "shown"}, {.name = "password"}};
    const struct lent *lent = exchange->borrowed;
    struct prepared *prepared = prepared_new(exchange);
    struct stored_secret invitation;
    struct error *error = &exchange->error;
    if (!api_take_body(exchange, fields, FIELDS))
        return api_status(exchange);
    prepared->secret = fields[FIELD_SECRET].value;
    prepared->order.name = fields[FIELD_NAME].value;
    prepared->order.shown = fields[FIELD_SHOWN].value;
    bool fine = work_invitation(lent->store, exchange->arena, prepared->secret, api_now(),
                                &invitation, error) &&
                account_name_is_fine(exchange->arena, prepared->order.name, error) &&
                password_is_fine(fields[FIELD_PASSWORD].value, prepared->order.name, error) &&
                password_hash(fields[FIELD_PASSWORD].value, prepared->hash, error);
    return fine ? 0 : api_status(exchange);
}

unsigned api_accept_invitation(struct exchange *exchange)
{
    struct prepared *prepared = exchange->prepared;
    struct work work = api_work(exchange);
    if (!work_invitation_accept(&work, prepared->secret, &prepared->order, span_of(prepared->hash),
                                &prepared->account, &exchange->error))
        return api_status(exchange);
    return session_answer(exchange, &prepared->account, 201);
}

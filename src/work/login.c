/* Sessions, tokens and invitations. */
#include "login.h"

#include <stdio.h>

#include "change.h"
#include "utf8.h"

static const int64_t day = 24LL * 3600 * 1000;

static struct digest secret_digest(const struct secret *secret)
{
    return digest_of(span_of(secret->text));
}

static bool secret_new(struct secret *secret, struct error *error)
{
    return secret_make(secret) || error_add(error, "work.no_memory", NULL);
}

static bool holds(const struct stored_secret *secret, int64_t now)
{
    return !secret->ended_at && (!secret->until || now < secret->until);
}

/* ---- who asks ---- */

static bool secret_find(struct store *store, struct arena *arena, enum secret_kind kind,
                        struct span text, struct stored_secret *secret, bool *found,
                        struct error *error)
{
    struct digest digest = digest_of(text);
    return store_secret(store, kind, &digest, 0, arena, secret, found, error);
}

bool work_session_holds(const struct stored_secret *session, int64_t now)
{
    return holds(session, now) && now < session->used_at + SESSION_IDLE;
}

static bool owner_find(struct store *store, struct arena *arena, const struct stored_secret *secret,
                       int64_t now, struct work_access *access, struct error *error)
{
    bool found;
    if (secret->kind == SECRET_SESSION ? !work_session_holds(secret, now) : !holds(secret, now))
        return true;
    if (!store_account(store, SPAN(""), secret->account, arena, &access->account, &found, error))
        return false;
    access->known = found && access->account.state == ACCOUNT_ACTIVE;
    access->by = secret->kind;
    access->secret = secret->number;
    access->stale = now >= secret->used_at + USE_NOTED;
    return true;
}

static bool settings_find(struct store *store, struct arena *arena, struct work_access *access,
                          struct error *error)
{
    struct stored_account first;
    struct span readable;
    /* The first account has the number 1, and none is ever deleted. */
    if (!store_account(store, SPAN(""), 1, arena, &first, &access->accounts, error) ||
        !store_setting(store, SETTING_READABLE, arena, &readable, error))
        return false;
    access->readable = !access->accounts || span_equal(readable, SPAN("1"));
    return true;
}

bool work_access_find(struct store *store, struct arena *arena, struct span session,
                      struct span token, int64_t now, struct work_access *access,
                      struct error *error)
{
    struct stored_secret secret;
    enum secret_kind kind = session.size ? SECRET_SESSION : SECRET_TOKEN;
    struct span prefix = SPAN(TOKEN_PREFIX);
    bool found;
    *access = (struct work_access){0};
    if (!settings_find(store, arena, access, error))
        return false;
    if (kind == SECRET_TOKEN && span_starts_with(token, prefix))
        session = span_slice(token, prefix.size, token.size);
    if (!access->accounts || session.size != SECRET_TEXT - 1)
        return true;
    return secret_find(store, arena, kind, session, &secret, &found, error) &&
           (!found || owner_find(store, arena, &secret, now, access, error));
}

static bool use_write(const struct work *work, enum secret_kind kind, int64_t number,
                      struct error *error)
{
    struct stored_secret secret;
    bool found;
    if (!store_secret(work->store, kind, NULL, number, work->arena, &secret, &found, error))
        return false;
    secret.used_at = work->now;
    return !found || secret.ended_at || store_secret_change(work->store, &secret, error);
}

bool work_secret_use(const struct work *work, enum secret_kind kind, int64_t number,
                     struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, use_write(work, kind, number, error), error);
}

/* ---- sessions ---- */

bool work_login_account(struct store *store, struct arena *arena, struct span name,
                        struct stored_account *account, bool *found, struct error *error)
{
    if (!store_account(store, name.size ? name : SPAN("-"), 0, arena, account, found, error))
        return false;
    *found = *found && account->state == ACCOUNT_ACTIVE;
    return true;
}

static bool session_write(const struct work *work, const struct stored_account *account,
                          int64_t before, struct span label, const struct secret *secret,
                          struct error *error)
{
    struct stored_account now;
    bool found;
    struct stored_secret session = {.kind = SECRET_SESSION,
                                    .digest = secret_digest(secret),
                                    .account = account->number,
                                    .label = label,
                                    .author = work->author,
                                    .made_at = work->now,
                                    .until = work->now + SESSION_LIFE,
                                    .used_at = work->now};
    struct stored_secret old = {.number = before, .kind = SECRET_SESSION, .ended_at = work->now};
    if (!store_account(work->store, SPAN(""), account->number, work->arena, &now, &found, error))
        return false;
    if (!found || now.state != ACCOUNT_ACTIVE || !span_equal(now.password, account->password))
        return error_add(error, "work.login_failed", NULL);
    return (!before || store_secret_change(work->store, &old, error)) &&
           store_sessions_end(work->store, 0, 0, work->now, error) &&
           store_secret_add(work->store, &session, &session.number, error);
}

bool work_session_begin(const struct work *work, const struct stored_account *account,
                        int64_t before, struct span label, struct secret *secret,
                        struct error *error)
{
    return secret_new(secret, error) && change_begin(work, error) &&
           change_end(work, session_write(work, account, before, label, secret, error), error);
}

static bool session_revoke(const struct work *work, const struct stored_account *account,
                           int64_t number, struct error *error)
{
    struct stored_secret session;
    bool found;
    char text[24];
    if (!store_secret(work->store, SECRET_SESSION, NULL, number, work->arena, &session, &found,
                      error))
        return false;
    snprintf(text, sizeof text, "%lld", (long long)number);
    if (!found || session.account != account->number)
        return error_add(error, "work.unknown_secret", "number", text, NULL);
    session.ended_at = work->now;
    return store_secret_change(work->store, &session, error);
}

bool work_session_revoke(const struct work *work, const struct stored_account *account,
                         int64_t number, struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, session_revoke(work, account, number, error), error);
}

bool work_session_end(const struct work *work, int64_t number, struct error *error)
{
    struct stored_secret session = {
        .number = number, .kind = SECRET_SESSION, .ended_at = work->now};
    return change_begin(work, error) &&
           change_end(work, store_secret_change(work->store, &session, error), error);
}

/* ---- invitations ---- */

static bool days_fit(int64_t days, int64_t least, int64_t most, struct error *error)
{
    char given[24], bound[24];
    if (days >= least && days <= most)
        return true;
    snprintf(given, sizeof given, "%lld", (long long)days);
    snprintf(bound, sizeof bound, "%lld", (long long)most);
    return error_add(error, "work.bad_days", "days", given, "most", bound, NULL);
}

static struct span numbered(const struct work *work, const char *what, int64_t number)
{
    return arena_format(work->arena, "%s %lld", what, (long long)number);
}

static bool invitation_write(const struct work *work, struct stored_secret *invitation,
                             struct error *error)
{
    struct span content = arena_format(work->arena, "role=%s\nentity=%lld\nuntil=%lld\n",
                                       account_role_code(invitation->role),
                                       (long long)invitation->entity, (long long)invitation->until);
    return store_secret_add(work->store, invitation, &invitation->number, error) &&
           change_note(work, "invitation.add", numbered(work, "invitation", invitation->number),
                       content, error);
}

bool work_invite(const struct work *work, struct span role, struct span entity, int64_t days,
                 struct secret *secret, struct stored_secret *invitation, struct error *error)
{
    if (!days_fit(days, 1, INVITATION_DAYS_MOST, error))
        return false;
    *invitation = (struct stored_secret){.kind = SECRET_INVITATION,
                                         .label = SPAN(""),
                                         .author = work->author,
                                         .made_at = work->now,
                                         .until = work->now + days * day};
    if (!account_role_read(role, &invitation->role))
        return error_add(error, "work.bad_role", "role", arena_copy(work->arena, role).data, NULL);
    if (!account_entity_take(work, entity, &invitation->entity, error) ||
        !secret_new(secret, error))
        return false;
    if (invitation->role == ROLE_PARTICIPANT && !invitation->entity)
        return error_add(error, "work.bad_participant", NULL);
    invitation->digest = secret_digest(secret);
    return change_begin(work, error) &&
           change_end(work, invitation_write(work, invitation, error), error);
}

bool work_invitation(struct store *store, struct arena *arena, struct span secret, int64_t now,
                     struct stored_secret *invitation, struct error *error)
{
    bool found;
    if (!secret_find(store, arena, SECRET_INVITATION, secret, invitation, &found, error))
        return false;
    return (found && holds(invitation, now)) || error_add(error, "work.invitation_ended", NULL);
}

/* The account is the author of its own beginning. */
static bool acceptance_write(const struct work *inviting, struct span secret,
                             const struct work_account_order *order, struct span hash,
                             struct stored_account *account, struct error *error)
{
    struct stored_secret invitation;
    struct work work = *inviting;
    char entity[CANONICAL_TEXT] = "";
    if (!work_invitation(work.store, work.arena, secret, work.now, &invitation, error))
        return false;
    if (invitation.entity)
        canonical_write(invitation.entity, entity);
    const struct work_account_order made = {.name = order->name,
                                            .shown = order->shown,
                                            .role = span_of(account_role_code(invitation.role)),
                                            .entity = span_of(entity)};
    work.author = arena_format(work.arena, "user:%.*s", SPAN_ARGS(order->name));
    if (!account_insert(&work, &made, hash, account, error))
        return false;
    invitation.account = account->number;
    invitation.ended_at = invitation.used_at = work.now;
    return store_secret_change(work.store, &invitation, error) &&
           change_note(&work, "invitation.accept", numbered(&work, "invitation", invitation.number),
                       order->name, error);
}

bool work_invitation_accept(const struct work *work, struct span secret,
                            const struct work_account_order *order, struct span hash,
                            struct stored_account *account, struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, acceptance_write(work, secret, order, hash, account, error), error);
}

/* ---- tokens ---- */

static bool label_is_fine(struct span label, struct error *error)
{
    bool fine = label.size > 0 && utf8_count(label) <= LABEL_MOST;
    for (size_t i = 0; i < label.size && fine; i++)
        fine = (unsigned char)label.data[i] >= 0x20 && label.data[i] != 0x7F;
    return fine || error_add(error, "work.bad_label", NULL);
}

static bool token_write(const struct work *work, struct stored_secret *token, struct error *error)
{
    return store_secret_add(work->store, token, &token->number, error) &&
           change_note(work, "token.add", numbered(work, "token", token->number), token->label,
                       error);
}

bool work_token_add(const struct work *work, const struct stored_account *account,
                    struct span label, int64_t days, struct secret *secret,
                    struct stored_secret *token, struct error *error)
{
    if (!days_fit(days, 0, TOKEN_DAYS_MOST, error))
        return false;
    *token = (struct stored_secret){.kind = SECRET_TOKEN,
                                    .account = account->number,
                                    .label = span_trim(label),
                                    .author = work->author,
                                    .made_at = work->now,
                                    .until = days ? work->now + days * day : 0};
    if (!label_is_fine(token->label, error) || !secret_new(secret, error))
        return false;
    token->digest = secret_digest(secret);
    return change_begin(work, error) && change_end(work, token_write(work, token, error), error);
}

/* ---- feeds ---- */

static bool feeds_end(const struct work *work, const struct stored_account *account, bool *any,
                      struct error *error)
{
    struct stored_secrets feeds;
    *any = false;
    if (!store_secrets(work->store, SECRET_FEED, account->number, work->arena, &feeds, error))
        return false;
    for (size_t i = 0; i < feeds.count; i++) {
        if (feeds.items[i].ended_at)
            continue;
        *any = true;
        feeds.items[i].ended_at = work->now;
        if (!store_secret_change(work->store, &feeds.items[i], error))
            return false;
    }
    return true;
}

static bool feed_note(const struct work *work, const char *what,
                      const struct stored_account *account, struct error *error)
{
    return change_note(work, what,
                       arena_format(work->arena, "account %.*s", SPAN_ARGS(account->name)),
                       SPAN(""), error);
}

static bool feed_write(const struct work *work, const struct stored_account *account,
                       struct stored_secret *feed, struct error *error)
{
    bool any;
    return feeds_end(work, account, &any, error) &&
           store_secret_add(work->store, feed, &feed->number, error) &&
           feed_note(work, "feed.add", account, error);
}

bool work_feed_make(const struct work *work, const struct stored_account *account,
                    struct secret *secret, struct stored_secret *feed, struct error *error)
{
    if (!secret_new(secret, error))
        return false;
    *feed = (struct stored_secret){.kind = SECRET_FEED,
                                   .digest = secret_digest(secret),
                                   .account = account->number,
                                   .label = SPAN(""),
                                   .author = work->author,
                                   .made_at = work->now};
    return change_begin(work, error) &&
           change_end(work, feed_write(work, account, feed, error), error);
}

static bool feed_end_write(const struct work *work, const struct stored_account *account,
                           struct error *error)
{
    bool any;
    return feeds_end(work, account, &any, error) &&
           (!any || feed_note(work, "feed.revoke", account, error));
}

bool work_feed_end(const struct work *work, const struct stored_account *account,
                   struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, feed_end_write(work, account, error), error);
}

bool work_feed_find(struct store *store, struct arena *arena, struct span text,
                    struct stored_account *account, bool *found, struct error *error)
{
    struct span prefix = SPAN(FEED_PREFIX);
    struct stored_secret secret;
    *found = false;
    if (text.size != prefix.size + SECRET_TEXT - 1 || !span_starts_with(text, prefix))
        return true;
    if (!secret_find(store, arena, SECRET_FEED, span_slice(text, prefix.size, text.size), &secret,
                     found, error))
        return false;
    if (!*found || secret.ended_at) {
        *found = false;
        return true;
    }
    if (!store_account(store, SPAN(""), secret.account, arena, account, found, error))
        return false;
    *found = *found && account->state == ACCOUNT_ACTIVE;
    return true;
}

/* ---- ending invitations and tokens ---- */

static bool revocation_write(const struct work *work, enum secret_kind kind, int64_t account,
                             int64_t number, struct stored_secret *secret, struct error *error)
{
    bool found;
    char text[24];
    if (!store_secret(work->store, kind, NULL, number, work->arena, secret, &found, error))
        return false;
    snprintf(text, sizeof text, "%lld", (long long)number);
    if (!found || (kind == SECRET_TOKEN && secret->account != account))
        return error_add(error, "work.unknown_secret", "number", text, NULL);
    if (secret->ended_at)
        return true;
    secret->ended_at = work->now;
    bool token = kind == SECRET_TOKEN;
    return store_secret_change(work->store, secret, error) &&
           change_note(work, token ? "token.revoke" : "invitation.revoke",
                       numbered(work, token ? "token" : "invitation", number), SPAN(""), error);
}

bool work_secret_revoke(const struct work *work, enum secret_kind kind, int64_t account,
                        int64_t number, struct stored_secret *secret, struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, revocation_write(work, kind, account, number, secret, error), error);
}

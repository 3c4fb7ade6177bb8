/* The store's comments behind its interface. */
#include "store_comments.h"

#include "engine.h"
#include "store_accounts.h"

bool store_comment_add(struct store *store, const struct stored_comment *comment, int64_t *number,
                       struct error *error)
{
    return store->engine->comment_add(store, comment, number, error);
}

bool store_comment_change(struct store *store, const struct stored_comment *comment,
                          struct span words, int64_t at, struct error *error)
{
    return store->engine->comment_change(store, comment, words, at, error);
}

bool store_comment_erase(struct store *store, int64_t number, struct error *error)
{
    return store->engine->comment_erase(store, number, error);
}

bool store_comment_mention(struct store *store, int64_t number, const int64_t *accounts,
                           size_t count, struct error *error)
{
    return store->engine->comment_mention(store, number, accounts, count, error);
}

bool store_comment(struct store *store, int64_t number, struct arena *arena,
                   struct stored_comment *comment, bool *found, struct error *error)
{
    return store->engine->comment(store, number, arena, comment, found, error);
}

bool store_wordings(struct store *store, int64_t number, struct arena *arena,
                    struct stored_wordings *wordings, struct error *error)
{
    return store->engine->wordings(store, number, arena, wordings, error);
}

bool store_comments(struct store *store, const struct comments_wanted *wanted, struct arena *arena,
                    struct stored_comments *comments, struct error *error)
{
    return store->engine->comments(store, wanted, arena, comments, error);
}

bool store_comments_count(struct store *store, const struct comments_wanted *wanted, int64_t *count,
                          struct error *error)
{
    return store->engine->comments_count(store, wanted, count, error);
}

bool store_comments_by(struct store *store, struct span author, struct arena *arena,
                       struct stored_comments *comments, struct error *error)
{
    return store->engine->comments_by(store, author, arena, comments, error);
}

bool store_comments_to(struct store *store, int64_t account, struct span author, int64_t since,
                       size_t limit, struct arena *arena, struct stored_notes *notes,
                       struct error *error)
{
    return store->engine->comments_to(store, account, author, since, limit, arena, notes, error);
}

bool store_attachment_add(struct store *store, const struct stored_attachment *attachment,
                          int64_t *number, struct error *error)
{
    return store->engine->attachment_add(store, attachment, number, error);
}

bool store_attachment(struct store *store, int64_t number, struct arena *arena,
                      struct stored_attachment *attachment, bool *found, struct error *error)
{
    return store->engine->attachment(store, number, arena, attachment, found, error);
}

bool store_attachments(struct store *store, int64_t comment, struct arena *arena,
                       struct stored_attachments *attachments, struct error *error)
{
    return store->engine->attachments(store, comment, arena, attachments, error);
}

bool store_private_count(struct store *store, int64_t *comments, int64_t *files,
                         struct error *error)
{
    return store->engine->private_count(store, comments, files, error);
}

/* ---- parties ---- */

/* Whether facts of the kind have parties, who share what others do not see. */
static bool kind_has_parties(const struct schema_kind *kind)
{
    for (size_t i = 0; i < kind->property_count; i++)
        if (kind->properties[i].shares)
            return true;
    return false;
}

/* Whether somebody who could give himself a part in a fact stated the claim: what a
 * participant says of his organization is no proof until somebody else confirms it. */
static bool author_is_sure(struct store *store, const struct stored_claim *claim,
                           struct arena *arena, bool *sure, struct error *error)
{
    struct span prefix = SPAN("user:");
    struct stored_account account;
    bool found;
    *sure = true;
    if (!span_starts_with(claim->author, prefix) || claim->state == CLAIM_CONFIRMED)
        return true;
    struct span name = span_slice(claim->author, prefix.size, claim->author.size);
    if (!name.size)
        return true;
    if (!store_account(store, name, 0, arena, &account, &found, error))
        return false;
    *sure = !found || account.role >= ROLE_EXPERT;
    return true;
}

static bool names_party(const struct stored_claim *claim, int64_t organization)
{
    return claim->value.type == VALUE_ENTITY && claim->entity.number == organization &&
           claim->property->shares;
}

static bool claims_name_party(struct store *store, int64_t fact, int64_t organization,
                              struct arena *arena, bool *is, struct error *error)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    struct stored_claims claims;
    if (!store_claims(store, &fact, 1, &wanted, arena, &claims, error))
        return false;
    for (size_t i = 0; i < claims.count && !*is; i++)
        if (names_party(&claims.items[i], organization) &&
            !author_is_sure(store, &claims.items[i], arena, is, error))
            return false;
    return true;
}

bool store_is_party(struct store *store, int64_t fact, int64_t organization, struct arena *arena,
                    bool *is, struct error *error)
{
    struct stored_entity known, party;
    bool found, there = false;
    *is = false;
    if (!store_entity(store, fact, arena, &known, &found, error) ||
        (found && !store_entity(store, organization, arena, &party, &there, error)))
        return false;
    return !found || !there || !kind_has_parties(known.kind) ||
           claims_name_party(store, known.number, party.number, arena, is, error);
}

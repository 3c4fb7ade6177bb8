/* The store's reviews behind its interface. */
#include "store_reviews.h"

#include "engine.h"

bool store_review_add(struct store *store, const struct stored_review *review, int64_t *number,
                      struct error *error)
{
    return store->engine->review_add(store, review, number, error);
}

bool store_review_change(struct store *store, const struct stored_review *review,
                         struct error *error)
{
    return store->engine->review_change(store, review, error);
}

bool store_application_add(struct store *store, int64_t review,
                           const struct stored_application *application, int64_t *number,
                           struct error *error)
{
    return store->engine->application_add(store, review, application, number, error);
}

bool store_reviewer_add(struct store *store, int64_t review, const struct stored_reviewer *reviewer,
                        int64_t *number, struct error *error)
{
    return store->engine->reviewer_add(store, review, reviewer, number, error);
}

bool store_assignment_add(struct store *store, const struct stored_assignment *assignment,
                          int64_t *number, struct error *error)
{
    return store->engine->assignment_add(store, assignment, number, error);
}

bool store_conflict_add(struct store *store, const struct stored_conflict *conflict,
                        struct error *error)
{
    return store->engine->conflict_add(store, conflict, error);
}

bool store_assignment_change(struct store *store, const struct stored_assignment *assignment,
                             struct error *error)
{
    return store->engine->assignment_change(store, assignment, error);
}

bool store_mark_add(struct store *store, const struct stored_mark *mark, struct error *error)
{
    return store->engine->mark_add(store, mark, error);
}

bool store_verdict_add(struct store *store, const struct stored_verdict *verdict,
                       struct error *error)
{
    return store->engine->verdict_add(store, verdict, error);
}

bool store_review(struct store *store, int64_t number, struct arena *arena,
                  struct stored_review *review, bool *found, struct error *error)
{
    return store->engine->review(store, number, arena, review, found, error);
}

bool store_review_parts(struct store *store, int64_t review, struct arena *arena,
                        struct stored_review_parts *parts, struct error *error)
{
    return store->engine->review_parts(store, review, arena, parts, error);
}

bool store_marks(struct store *store, int64_t assignment, struct arena *arena,
                 struct stored_marks *marks, struct error *error)
{
    return store->engine->marks(store, assignment, arena, marks, error);
}

bool store_reviews(struct store *store, const struct reviews_wanted *wanted, struct arena *arena,
                   struct stored_reviews *reviews, struct error *error)
{
    return store->engine->reviews(store, wanted, arena, reviews, error);
}

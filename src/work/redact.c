/* Redacting personal data. */
#include "redact.h"

#include "redact_value.h"

/* A redaction on its way. */
struct hiding {
    const struct work *work;
    const struct work_redact_order *order;
    struct redact_target target;
    struct error *error;
};

static bool fail(const struct hiding *hiding, const char *key, const char *name)
{
    return error_add(hiding->error, key, name,
                     arena_copy(hiding->work->arena, span_trim(hiding->order->what)).data, NULL);
}

/* ---- what is named ---- */

static bool digits_take(struct span *text, int64_t *number)
{
    size_t digits = 0;
    *number = 0;
    while (digits < text->size && digits < 18 && text->data[digits] >= '0' &&
           text->data[digits] <= '9')
        *number = *number * 10 + (text->data[digits++] - '0');
    *text = span_slice(*text, digits, text->size);
    return digits > 0;
}

/* "7.12" */
static bool claim_read(struct span text, int64_t *report, int64_t *ordinal)
{
    if (!digits_take(&text, report) || !span_starts_with(text, SPAN(".")))
        return false;
    text = span_slice(text, 1, text.size);
    return digits_take(&text, ordinal) && !text.size;
}

/* A claim's value: the words of a text, or the entity. */
static bool claim_take(struct hiding *hiding, int64_t report, int64_t ordinal)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true, .bare = true};
    struct stored_claims claims;
    if (!store_claims_of_report(hiding->work->store, report, &wanted, hiding->work->arena, &claims,
                                hiding->error))
        return false;
    for (size_t i = 0; i < claims.count; i++) {
        const struct stored_claim *claim = &claims.items[i];
        if (claim->ordinal != ordinal)
            continue;
        if (claim->value.type == VALUE_TEXT)
            hiding->target.words = claim->text;
        else if (claim->value.type == VALUE_ENTITY)
            hiding->target.entity = claim->entity.number;
        else
            return fail(hiding, "work.not_text", "claim");
        return true;
    }
    return fail(hiding, "registry.no_claim", "claim");
}

static bool target_take(struct hiding *hiding)
{
    struct span what = span_trim(hiding->order->what);
    struct stored_entity entity;
    int64_t number, report, ordinal;
    bool found;
    if (!what.size)
        return error_add(hiding->error, "work.missing_words", NULL);
    if (claim_read(what, &report, &ordinal))
        return claim_take(hiding, report, ordinal);
    if (!span_starts_with(what, SPAN("ru-"))) {
        hiding->target.words = what;
        return true;
    }
    if (!canonical_read(what, &number))
        return fail(hiding, "work.unknown_entity", "id");
    if (!store_entity(hiding->work->store, number, hiding->work->arena, &entity, &found,
                      hiding->error))
        return false;
    if (!found || entity.kind->is_fact)
        return fail(hiding, "work.unknown_entity", "id");
    hiding->target.entity = entity.number;
    return true;
}

/* ---- doing ---- */

static bool completed(const struct work *work, struct error *error)
{
    if (!store_write_begin(work->store, work->now, error))
        return false;
    if (store_redactions_complete(work->store, error))
        return store_write_end(work->store, work->now, error) && store_commit(work->store, error);
    store_write_cancel(work->store);
    return false;
}

/* Takes the value out of what is derived, and out of what was deleted. */
static bool remains_clear(const struct work *work, struct error *error)
{
    return resolve_rebuild(work->store, reader_morphology(work->reader), NULL, NULL, error) &&
           store_compact(work->store, error) && completed(work, error);
}

static void redaction_fill(const struct work *work, const struct redact_done *done,
                           struct work_redaction *redaction)
{
    redaction->number = done->number;
    redaction->entities = done->entity_count;
    redaction->reports = done->reports;
    redaction->places = done->places;
    redaction->claims = (size_t)done->claims;
    redaction->strings = (size_t)done->strings;
    redaction->ids = ARENA_NEW(work->arena, struct span, WORK_REDACTION_IDS);
    for (size_t i = 0; i < done->entity_count && i < WORK_REDACTION_IDS; i++) {
        char id[CANONICAL_TEXT];
        redaction->ids[redaction->id_count++] =
            arena_copy(work->arena, span_of(canonical_write(done->entities[i], id)));
    }
}

bool work_redact(const struct work *work, const struct work_redact_order *order,
                 struct work_redaction *redaction, struct error *error)
{
    struct hiding hiding = {.work = work, .order = order, .error = error};
    struct redact_done done;
    bool pending;
    *redaction = (struct work_redaction){0};
    if (!target_take(&hiding) || !store_redaction_pending(work->store, &pending, error))
        return false;
    hiding.target.author = work->author;
    hiding.target.reason = span_trim(order->reason);
    hiding.target.trial = !order->force;
    if (!resolve_redact(work->store, reader_morphology(work->reader), &hiding.target, work->now,
                        work->arena, &done, error))
        return false;
    if (!done.any && !pending)
        return fail(&hiding, "work.redacted_already", "id");
    redaction_fill(work, &done, redaction);
    if (!order->force)
        return true;
    redaction->done = done.any;
    redaction->complete = remains_clear(work, error);
    return redaction->complete;
}

void work_redaction_write(const struct work_redaction *redaction, struct json *json)
{
    const struct {
        const char *name;
        size_t count;
    } counts[] = {{"reports", redaction->reports},
                  {"places", redaction->places},
                  {"claims", redaction->claims},
                  {"strings", redaction->strings}};
    json_object_begin(json);
    json_key(json, "done");
    json_boolean(json, redaction->done || redaction->complete);
    json_key(json, "number");
    if (redaction->done)
        json_integer(json, redaction->number);
    else
        json_null(json);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        json_key(json, counts[i].name);
        json_integer(json, (int64_t)counts[i].count);
    }
    json_key(json, "entity_count");
    json_integer(json, (int64_t)redaction->entities);
    json_key(json, "entities");
    json_array_begin(json);
    for (size_t i = 0; i < redaction->id_count; i++)
        json_text(json, redaction->ids[i]);
    json_array_end(json);
    json_object_end(json);
}

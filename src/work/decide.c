/* Decisions of a user. */
#include "decide.h"

#include <stdio.h>
#include <string.h>

#include "add.h"
#include "conflict.h"
#include "fields.h"
#include "give.h"
#include "store_acts.h"

/* A decision on its way. */
struct deciding {
    const struct work *work;
    const struct work_order *order;
    struct new_act act;
    struct error *error;
};

static bool missing(const struct deciding *deciding, const char *key)
{
    return error_add(deciding->error, key, "action",
                     arena_copy(deciding->work->arena, deciding->order->action).data, NULL);
}

/* ---- what the order names ---- */

static bool entity_take(const struct deciding *deciding, struct span id, const char *key,
                        int64_t *number)
{
    struct stored_entity entity;
    bool found = false;
    if (!id.size)
        return missing(deciding, key);
    if (canonical_read(id, number) &&
        !store_entity(deciding->work->store, *number, deciding->work->arena, &entity, &found,
                      deciding->error))
        return false;
    if (!found)
        return error_add(deciding->error, "work.unknown_entity", "id",
                         arena_copy(deciding->work->arena, id).data, NULL);
    *number = entity.number;
    return true;
}

static bool number_take(struct span *text, int64_t *number)
{
    size_t digits = 0;
    *number = 0;
    while (digits < text->size && digits < 18 && text->data[digits] >= '0' &&
           text->data[digits] <= '9')
        *number = *number * 10 + (text->data[digits++] - '0');
    *text = span_slice(*text, digits, text->size);
    return digits > 0;
}

static bool claim_take(struct deciding *deciding)
{
    struct span rest = deciding->order->claim;
    int64_t ordinal;
    if (!rest.size)
        return missing(deciding, "work.missing_claim");
    bool fine = number_take(&rest, &deciding->act.report) && rest.size > 1 && rest.data[0] == '.';
    if (fine) {
        rest = span_slice(rest, 1, rest.size);
        fine = number_take(&rest, &ordinal) && !rest.size && ordinal > 0 && ordinal <= UINT32_MAX;
    }
    if (!fine)
        return error_add(deciding->error, "work.bad_claim", "claim",
                         arena_copy(deciding->work->arena, deciding->order->claim).data, NULL);
    deciding->act.claim = (uint32_t)ordinal;
    return true;
}

static bool reports_take(struct deciding *deciding)
{
    const struct work *work = deciding->work;
    const struct work_order *order = deciding->order;
    int64_t *numbers = ARENA_NEW(work->arena, int64_t, order->report_count);
    if (!order->report_count)
        return missing(deciding, "work.missing_reports");
    for (size_t i = 0; i < order->report_count; i++) {
        struct stored_report report;
        bool found;
        if (!store_report_by_id(work->store, order->reports[i], work->arena, &report, &found,
                                deciding->error))
            return false;
        if (!found)
            return error_add(deciding->error, "work.unknown_report", "id",
                             arena_copy(work->arena, order->reports[i]).data, NULL);
        numbers[i] = report.number;
    }
    deciding->act.reports = numbers;
    deciding->act.report_count = order->report_count;
    return true;
}

/* ---- the corrected value ---- */

static bool bad_value(const struct deciding *deciding)
{
    return error_add(deciding->error, "work.bad_value", "value",
                     arena_copy(deciding->work->arena, deciding->order->value).data, NULL);
}

/* Reads the value as one that the property takes. */
static bool value_take(struct deciding *deciding, const struct stored_claim *claim)
{
    struct span text = span_trim(deciding->order->value);
    bool fits;
    if (!text.size)
        return missing(deciding, "work.missing_value");
    return value_give(deciding->work, deciding->act.report, claim->property, text,
                      &deciding->act.value, &fits, deciding->error) &&
           (fits || bad_value(deciding));
}

static bool correction_take(struct deciding *deciding)
{
    const struct work *work = deciding->work;
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true};
    struct stored_claims claims;
    if (!claim_take(deciding) || !store_claims_of_report(work->store, deciding->act.report, &wanted,
                                                         work->arena, &claims, deciding->error))
        return false;
    for (size_t i = 0; i < claims.count; i++)
        if (claims.items[i].ordinal == deciding->act.claim)
            return value_take(deciding, &claims.items[i]);
    return error_add(deciding->error, "registry.no_claim", "claim",
                     arena_copy(work->arena, deciding->order->claim).data, NULL);
}

/* ---- fields of activity ---- */

/* The codes of the fields that the value names, with commas between: "-" names none. */
static bool fields_take(struct deciding *deciding)
{
    const struct work *work = deciding->work;
    struct span rest = span_trim(deciding->order->value), name, codes = SPAN("");
    if (!claim_take(deciding))
        return false;
    if (!rest.size)
        return missing(deciding, "work.missing_value");
    while (!span_equal(rest, SPAN("-")) && rest.data && span_next_part(&rest, ',', &name)) {
        const struct field *field = work->fields ? field_named(work->fields, name) : NULL;
        if (!field)
            return error_add(deciding->error, "work.unknown_field", "field",
                             arena_copy(work->arena, span_trim(name)).data, NULL);
        codes = arena_format(work->arena, "%.*s%s%.*s", SPAN_ARGS(codes), codes.size ? "," : "",
                             SPAN_ARGS(field->code));
    }
    deciding->act.fields = codes;
    return true;
}

/* ---- doubts ---- */

static bool doubt_take(struct deciding *deciding)
{
    struct stored_doubt doubt;
    bool open, found;
    char number[32];
    if (deciding->order->number <= 0)
        return missing(deciding, "work.missing_number");
    if (!store_doubt(deciding->work->store, deciding->order->number, deciding->work->arena, &doubt,
                     &open, &found, deciding->error))
        return false;
    bool fits = found && open && (deciding->act.kind == ACT_DISMISS || doubt.kind == DOUBT_SAME);
    snprintf(number, sizeof number, "%lld", (long long)deciding->order->number);
    if (!fits)
        return error_add(deciding->error, "registry.no_doubt", "number", number, NULL);
    deciding->act.doubt = doubt.number;
    if (deciding->act.kind != ACT_DISMISS) {
        deciding->act.subject = doubt.subject;
        deciding->act.object = doubt.object;
    }
    return true;
}

static bool two_take(struct deciding *deciding)
{
    return entity_take(deciding, deciding->order->entity, "work.missing_entity",
                       &deciding->act.subject) &&
           entity_take(deciding, deciding->order->other, "work.missing_other",
                       &deciding->act.object);
}

static bool one_take(struct deciding *deciding)
{
    return entity_take(deciding, deciding->order->entity, "work.missing_entity",
                       &deciding->act.subject) &&
           reports_take(deciding);
}

static bool undo_take(struct deciding *deciding)
{
    deciding->act.undoes = deciding->order->number;
    return deciding->order->number > 0 || missing(deciding, "work.missing_number");
}

/* What is added is made within the transaction: it may join what the registry has. */
static bool add_take(struct deciding *deciding)
{
    (void)deciding;
    return true;
}

static const struct action {
    struct span name;
    enum act_kind kind;
    bool (*take)(struct deciding *deciding);
} actions[] = {
    {{"merge", 5}, ACT_MERGE, two_take},       {{"split", 5}, ACT_SPLIT, one_take},
    {{"differ", 6}, ACT_DIFFER, two_take},     {{"confirm", 7}, ACT_CONFIRM, claim_take},
    {{"reject", 6}, ACT_REJECT, claim_take},   {{"correct", 7}, ACT_CORRECT, correction_take},
    {{"same", 4}, ACT_MERGE, doubt_take},      {{"different", 9}, ACT_DIFFER, doubt_take},
    {{"dismiss", 7}, ACT_DISMISS, doubt_take}, {{"undo", 4}, ACT_UNDO, undo_take},
    {{"fields", 6}, ACT_FIELDS, fields_take},  {{"add", 3}, ACT_ADD, add_take},
};

static const struct action *action_find(struct span name)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (span_equal(actions[i].name, name))
            return &actions[i];
    return NULL;
}

/* ---- doing ---- */

static bool warnings_find(const struct deciding *deciding, struct work_decision *decision)
{
    const struct work *work = deciding->work;
    bool differ;
    if (deciding->act.kind != ACT_MERGE)
        return true;
    if (!store_differ(work->store, deciding->act.subject, deciding->act.object, &differ,
                      deciding->error))
        return false;
    if (differ)
        decision->warnings[decision->warning_count++] = "work.warning.differ";
    struct resolve_conflicts conflicts;
    if (!resolve_conflicts_find(work->store, work->reference, deciding->act.subject,
                                deciding->act.object, work->arena, &conflicts, deciding->error))
        return false;
    for (size_t i = 0; i < conflicts.count && decision->warning_count < WORK_WARNINGS; i++)
        decision->warnings[decision->warning_count++] = conflicts.keys[i];
    return true;
}

/* ---- what others decided meanwhile ---- */

/* The entity that the claim of the act is about; 0 where there is no such claim. */
static bool claim_entity(const struct deciding *deciding, int64_t *entity)
{
    const struct work *work = deciding->work;
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true, .bare = true};
    struct stored_claims claims;
    *entity = 0;
    if (!store_claims_of_report(work->store, deciding->act.report, &wanted, work->arena, &claims,
                                deciding->error))
        return false;
    for (size_t i = 0; i < claims.count; i++)
        if (claims.items[i].ordinal == deciding->act.claim)
            *entity = claims.items[i].canonical;
    return true;
}

/* Whether an act was on the claim, or undid one that was. */
static bool act_is_on_claim(const struct deciding *deciding, const struct stored_act *act,
                            bool *is_on)
{
    const struct work *work = deciding->work;
    struct stored_act undone = *act;
    bool found;
    if (act->kind == ACT_UNDO &&
        !store_act_of(work->store, act->undoes, work->arena, &undone, &found, deciding->error))
        return false;
    *is_on = undone.report == deciding->act.report && undone.claim == deciding->act.claim;
    return true;
}

/* Adds the acts on an entity after those that were seen. */
static bool changes_of(const struct deciding *deciding, int64_t entity, struct stored_acts *changed)
{
    enum { CHANGES_MOST = 50 };
    const struct work *work = deciding->work;
    struct stored_acts acts;
    if (!entity)
        return true;
    if (!store_acts(work->store, entity, 0, CHANGES_MOST, work->arena, &acts, deciding->error))
        return false;
    for (size_t i = 0; i < acts.count && acts.items[i].number > deciding->order->seen; i++) {
        bool counts = true;
        if (deciding->act.claim && !act_is_on_claim(deciding, &acts.items[i], &counts))
            return false;
        if (counts)
            *ARRAY_PUSH(work->arena, changed) = acts.items[i];
    }
    return true;
}

/* What came since what was seen; within the transaction of the act. */
static bool changes_find(const struct deciding *deciding, struct stored_acts *changed)
{
    int64_t entity = deciding->act.subject;
    if (!deciding->order->has_seen || deciding->order->force)
        return true;
    if (deciding->act.claim && !claim_entity(deciding, &entity))
        return false;
    if (!changes_of(deciding, entity, changed))
        return false;
    return changed->count || changes_of(deciding, deciding->act.object, changed);
}

static bool act_do(struct deciding *deciding, struct work_decision *decision)
{
    const struct work *work = deciding->work;
    if (!store_write_begin(work->store, work->now, deciding->error))
        return false;
    if (changes_find(deciding, &decision->changed) && !decision->changed.count &&
        (deciding->act.kind != ACT_ADD ||
         addition_make(work, deciding->order, &deciding->act, deciding->error)) &&
        store_act(work->store, &deciding->act, work->now, &decision->number, deciding->error) &&
        store_write_end(work->store, work->now, deciding->error))
        return store_commit(work->store, deciding->error);
    store_write_cancel(work->store);
    store_commit(work->store, NULL);
    return false;
}

/* What there is now: what was merged into, what was split off, what was added. */
static bool entity_name(const struct deciding *deciding, struct work_decision *decision)
{
    struct stored_act act;
    struct stored_entity entity;
    bool found;
    bool added = deciding->act.kind == ACT_ADD;
    if (deciding->act.kind != ACT_MERGE && deciding->act.kind != ACT_SPLIT && !added)
        return true;
    if (!store_act_of(deciding->work->store, decision->number, deciding->work->arena, &act, &found,
                      deciding->error) ||
        !store_entity(deciding->work->store, added ? act.subject : act.object,
                      deciding->work->arena, &entity, &found, deciding->error))
        return false;
    if (found)
        memcpy(decision->entity, entity.id, sizeof decision->entity);
    return true;
}

bool work_decide(const struct work *work, const struct work_order *order,
                 struct work_decision *decision, struct error *error)
{
    const struct action *action = action_find(order->action);
    struct deciding deciding = {.work = work, .order = order, .error = error};
    *decision = (struct work_decision){0};
    if (!action)
        return error_add(error, "work.unknown_action", "action",
                         arena_copy(work->arena, order->action).data, NULL);
    deciding.act.kind = action->kind;
    deciding.act.author = work->author;
    deciding.act.reason = span_trim(order->reason);
    if (!action->take(&deciding) || !warnings_find(&deciding, decision))
        return false;
    if (decision->warning_count && !order->force)
        return true;
    decision->done = act_do(&deciding, decision) && entity_name(&deciding, decision);
    return decision->done || (decision->changed.count && !error_any(error));
}

/* The name of an action of a kind: the first of them. */
static const char *action_name(enum act_kind kind)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (actions[i].kind == kind)
            return actions[i].name.data;
    return "redact";
}

static void changed_write(const struct work_decision *decision, struct json *json)
{
    char at[TIME_TEXT];
    json_key(json, "changed");
    json_array_begin(json);
    for (size_t i = 0; i < decision->changed.count; i++) {
        const struct stored_act *act = &decision->changed.items[i];
        json_object_begin(json);
        json_key(json, "number");
        json_integer(json, act->number);
        json_key(json, "action");
        json_string(json, action_name(act->kind));
        json_key(json, "author");
        json_text(json, act->author);
        json_key(json, "at");
        json_string(json, time_write(act->at, at));
        json_key(json, "reason");
        json_text(json, act->reason);
        json_object_end(json);
    }
    json_array_end(json);
}

void work_decision_write(const struct work_decision *decision, const struct catalogue *catalogue,
                         enum tongue tongue, struct arena *arena, struct json *json)
{
    json_object_begin(json);
    json_key(json, "done");
    json_boolean(json, decision->done);
    json_key(json, "number");
    if (decision->done)
        json_integer(json, decision->number);
    else
        json_null(json);
    json_key(json, "entity");
    json_string(json, decision->entity[0] ? decision->entity : NULL);
    json_key(json, "warnings");
    json_array_begin(json);
    for (size_t i = 0; i < decision->warning_count; i++) {
        json_object_begin(json);
        json_key(json, "key");
        json_string(json, decision->warnings[i]);
        json_key(json, "message");
        json_text(json, message(catalogue, tongue, arena, decision->warnings[i], NULL));
        json_object_end(json);
    }
    json_array_end(json);
    if (decision->changed.count)
        changed_write(decision, json);
    json_object_end(json);
}

/* Decisions and the queue, as people read them. */
#include "decisions.h"

#include <stdlib.h>
#include <string.h>

#include "store_acts.h"
#include "write.h"

static const char *const act_codes[ACT_KINDS] = {
    [ACT_MERGE] = "merge",     [ACT_SPLIT] = "split",   [ACT_DIFFER] = "differ",
    [ACT_CONFIRM] = "confirm", [ACT_REJECT] = "reject", [ACT_CORRECT] = "correct",
    [ACT_DISMISS] = "dismiss", [ACT_UNDO] = "undo",     [ACT_FIELDS] = "fields",
    [ACT_REDACT] = "redact",   [ACT_ADD] = "add"};

/* The entity of a number as it was: one that was merged stands under its own id. */
static struct query_value entity_show(struct lookup *lookup, int64_t number, size_t *reports)
{
    struct items items = {0};
    char id[CANONICAL_TEXT];
    if (reports)
        *reports = 0;
    if (!number)
        return (struct query_value){0};
    items_of_numbers(lookup, &number, 1, &items);
    struct span text = items.count ? item_name(lookup, &items.items[0]) : SPAN("");
    struct query_value value = {.type = VALUE_ENTITY};
    if (items.count) {
        value = item_value(lookup, &items.items[0], text);
        if (reports)
            *reports = (size_t)items.items[0].entity.reports;
    }
    value.entity = arena_copy(lookup->arena, span_of(canonical_write(number, id)));
    if (!value.text.size)
        value.text = value.entity;
    return value;
}

/* The same, of what was shown before as it was shown then: many decisions are on one thing. Of what
 * is known of a thing, which may be much, its name alone stays in the arena. */
static struct query_value entity_known(struct lookup *lookup, struct things_known *known,
                                       int64_t number)
{
    char id[CANONICAL_TEXT];
    for (size_t i = 0; i < known->count; i++)
        if (known->items[i].number == number)
            return known->items[i].value;
    if (!number)
        return (struct query_value){0};
    struct arena_mark mark = arena_mark(lookup->arena);
    struct lookup own; /* what it knows goes with the mark */
    lookup_init(&own, lookup->query, lookup->error);
    struct query_value value = entity_show(&own, number, NULL);
    lookup->failed |= !lookup_fine(&own);
    value.text = arena_keep(lookup->arena, mark, value.text);
    value.entity = arena_copy(lookup->arena, span_of(canonical_write(number, id)));
    *ARRAY_PUSH(lookup->arena, known) = (struct thing_known){number, value};
    return value;
}

/* ---- decisions ---- */

static const char *text_of(struct lookup *lookup, struct span text)
{
    return arena_copy(lookup->arena, text).data;
}

/* A name as it stands between quotation marks: its own are those of the second rank. */
static const char *quoted(struct lookup *lookup, struct span name)
{
    static const struct span open = {"«", 2}, close = {"»", 2};
    struct span inner = name;
    if (span_starts_with(name, open) && span_ends_with(name, close) &&
        span_find(name, close, 0) == name.size - close.size)
        inner = span_slice(name, open.size, name.size - close.size);
    struct span text = SPAN("");
    for (size_t i = 0; i < inner.size; i++) {
        struct span rest = span_slice(inner, i, inner.size);
        bool opens = span_starts_with(rest, open), closes = span_starts_with(rest, close);
        text = opens || closes
                   ? arena_format(lookup->arena, "%.*s%s", SPAN_ARGS(text), opens ? "„" : "“")
                   : arena_format(lookup->arena, "%.*s%c", SPAN_ARGS(text), inner.data[i]);
        i += opens || closes;
    }
    return text_of(lookup, text);
}

/* The claims of the report that was asked for last: many decisions in a row are on one. */
struct claims_known {
    int64_t report;
    struct stored_claims claims;
};

static const struct stored_claim *claim_find(struct lookup *lookup, struct claims_known *known,
                                             int64_t report, uint32_t ordinal)
{
    if (known->report != report) {
        const struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true, .bare = true};
        known->report = report;
        if (!store_claims_of_report(lookup->query->store, report, &wanted, lookup->arena,
                                    &known->claims, lookup->error))
            known->claims = (struct stored_claims){0};
    }
    for (size_t i = 0; i < known->claims.count; i++)
        if (known->claims.items[i].ordinal == ordinal)
            return &known->claims.items[i];
    return NULL;
}

static const char *brief_of(struct lookup *lookup, const struct stored_claim *claim)
{
    enum { VALUE_SHOWN = 90 };
    return text_of(lookup, text_cut(lookup->arena, value_show(lookup, claim).text, VALUE_SHOWN));
}

/* «Срок действия — 5 лет»: what a decision is on, and «вместо» which value; empty where the
 * registry holds the claim no longer. */
static struct span claim_text(struct lookup *lookup, struct claims_known *known,
                              const struct stored_act *act)
{
    const struct stored_claim *claim =
        act->claim ? claim_find(lookup, known, act->report, act->claim) : NULL;
    if (!claim)
        return SPAN("");
    const struct stored_claim *made =
        act->made ? claim_find(lookup, known, act->report, act->made) : NULL;
    const char *property = text_of(lookup, label_show(lookup->query, &claim->property->label));
    if (made)
        return QUERY_TEXT(lookup->query, "query.decision.other_value", "property", property,
                          "value", brief_of(lookup, made), "instead", brief_of(lookup, claim));
    return QUERY_TEXT(lookup->query, "query.decision.value", "property", property, "value",
                      brief_of(lookup, claim));
}

static struct span decision_text(struct lookup *lookup, const struct query_decision *decision,
                                 struct span value)
{
    const struct query *query = lookup->query;
    const char *key = arena_format(lookup->arena, "query.decision.%s%s", decision->code,
                                   value.size ? "_value" : "")
                          .data;
    if (span_equal(span_of(decision->code), SPAN("redact")) && !decision->subject.text.size)
        key = "query.decision.redact_words";
    const char *report = text_of(lookup, decision->report);
    struct span number = number_show(query, decision->undoes);
    struct span text = QUERY_TEXT(query, key, "subject", quoted(lookup, decision->subject.text),
                                  "object", quoted(lookup, decision->object.text), "claim",
                                  text_of(lookup, decision->claim), "value", text_of(lookup, value),
                                  "number", text_of(lookup, number), "report", report);
    if (!decision->undone_by)
        return text;
    return QUERY_TEXT(query, "query.decision.undone", "text", text_of(lookup, text), "number",
                      text_of(lookup, number_show(query, decision->undone_by)));
}

/* Reads "name:+1.0 region:-4.0". */
static void reasons_show(const struct query *query, struct span reasons, struct query_doubt *doubt)
{
    enum { REASONS = 16 };
    struct span part;
    doubt->reasons = ARENA_NEW(query->arena, struct query_reason, REASONS);
    while (doubt->reason_count < REASONS && span_next_part(&reasons, ' ', &part)) {
        struct span weight = part, code;
        span_next_part(&weight, ':', &code);
        struct query_reason *reason = &doubt->reasons[doubt->reason_count];
        reason->code = code;
        reason->label = QUERY_TEXT(
            query, arena_format(query->arena, "query.reason.%.*s", SPAN_ARGS(code)).data);
        reason->weight = strtod(arena_copy(query->arena, weight).data, NULL);
        doubt->reason_count++;
    }
}

/* The labels of the reasons that speak for something, or of those against it. */
static struct span reasons_join(const struct query *query, const struct query_doubt *doubt,
                                bool against)
{
    struct span joined = SPAN("");
    for (size_t i = 0; i < doubt->reason_count; i++)
        if ((doubt->reasons[i].weight < 0) == against)
            joined = arena_format(query->arena, "%.*s%s%.*s", SPAN_ARGS(joined),
                                  joined.size ? ", " : "", SPAN_ARGS(doubt->reasons[i].label));
    return joined;
}

/* Why an act is: the user's own words, or in words what the program found alike and what not. */
static struct span act_reason(const struct query *query, const struct stored_act *act)
{
    struct query_doubt found = {0};
    if (!act->reason.size || span_starts_with(act->author, SPAN("user:")) ||
        !memchr(act->reason.data, ':', act->reason.size))
        return redacted_show(query, act->reason);
    reasons_show(query, act->reason, &found);
    struct span alike = reasons_join(query, &found, false);
    struct span differs = reasons_join(query, &found, true);
    return QUERY_TEXT(query, differs.size ? "query.decision.alike_but" : "query.decision.alike",
                      "alike", arena_copy(query->arena, alike).data, "differs",
                      arena_copy(query->arena, differs).data);
}

static void decision_show(struct lookup *lookup, const struct stored_act *act,
                          struct claims_known *claims, struct things_known *things,
                          struct query_decision *decision)
{
    struct arena *arena = lookup->arena;
    *decision = (struct query_decision){.number = (size_t)act->number,
                                        .code = act_codes[act->kind],
                                        .at = time_show(lookup, act->at),
                                        .author = act->author,
                                        .reason = act_reason(lookup->query, act),
                                        .subject = entity_known(lookup, things, act->subject),
                                        .object = entity_known(lookup, things, act->object),
                                        .undoes = (size_t)act->undoes,
                                        .undone_by = (size_t)act->undone_by};
    if (act->report)
        decision->report = lookup_report(lookup, act->report)->report.id;
    if (act->claim) {
        decision->claim =
            arena_format(arena, "%lld.%u", (long long)act->report, (unsigned)act->claim);
    }
    if (act->made)
        decision->made =
            arena_format(arena, "%lld.%u", (long long)act->report, (unsigned)act->made);
    if (act->subject_name.size)
        decision->subject.text = redacted_show(lookup->query, act->subject_name);
    if (act->object_name.size)
        decision->object.text = redacted_show(lookup->query, act->object_name);
    bool on_value = act->kind == ACT_CONFIRM || act->kind == ACT_REJECT || act->kind == ACT_CORRECT;
    decision->text =
        decision_text(lookup, decision, on_value ? claim_text(lookup, claims, act) : SPAN(""));
}

bool query_decisions(const struct query *query, struct span id, size_t before, size_t limit,
                     struct query_decisions *decisions, struct error *error)
{
    struct lookup lookup;
    struct stored_acts acts;
    struct stored_entity entity = {0};
    struct claims_known claims = {0};
    struct things_known things = {0};
    int64_t number = 0;
    bool found = false;
    *decisions = (struct query_decisions){0};
    lookup_init(&lookup, query, error);
    if (id.size && canonical_read(id, &number) &&
        !store_entity(query->store, number, query->arena, &entity, &found, error))
        return false;
    if (id.size && !found)
        return error_add(error, "query.unknown_id", "id", arena_copy(query->arena, id).data, NULL);
    if (!store_acts(query->store, id.size ? entity.number : 0, (int64_t)before, limit + 1,
                    query->arena, &acts, error))
        return false;
    for (size_t i = 0; i < acts.count && i < limit; i++)
        decision_show(&lookup, &acts.items[i], &claims, &things,
                      ARRAY_PUSH(query->arena, decisions));
    if (acts.count > limit)
        decisions->next = decisions->items[limit - 1].number;
    return lookup_fine(&lookup);
}

bool query_decision_text(const struct query *query, size_t number, struct things_known *things,
                         struct span *text, struct error *error)
{
    struct lookup lookup;
    struct stored_act act;
    struct claims_known claims = {0};
    struct query_decision decision;
    bool found;
    *text = SPAN("");
    lookup_init(&lookup, query, error);
    if (!store_act_of(query->store, (int64_t)number, query->arena, &act, &found, error))
        return false;
    if (found) {
        entity_known(&lookup, things, act.subject);
        entity_known(&lookup, things, act.object);
        /* All that is known of what it is about: of a long trail it would be more than there is
         * room for. */
        struct arena_mark mark = arena_mark(query->arena);
        decision_show(&lookup, &act, &claims, things, &decision);
        *text = arena_keep(query->arena, mark, decision.text);
    }
    return lookup_fine(&lookup);
}

static void key_number(const char *key, size_t number, struct json *json)
{
    json_key(json, key);
    if (number)
        json_integer(json, (int64_t)number);
    else
        json_null(json);
}

void query_decisions_write(const struct query *query, const struct query_decisions *decisions,
                           struct json *json)
{
    (void)query;
    json_object_begin(json);
    json_key(json, "decisions");
    json_array_begin(json);
    for (size_t i = 0; i < decisions->count; i++) {
        const struct query_decision *decision = &decisions->items[i];
        json_object_begin(json);
        key_count(json, "number", decision->number);
        key_text(json, "action", span_of(decision->code));
        key_text(json, "text", decision->text);
        key_text(json, "at", decision->at);
        key_text(json, "author", decision->author);
        key_text(json, "reason", decision->reason);
        key_value(json, "subject", &decision->subject);
        key_value(json, "object", &decision->object);
        key_text(json, "report", decision->report);
        key_text(json, "claim", decision->claim);
        key_text(json, "made", decision->made);
        key_number("undoes", decision->undoes, json);
        key_number("undone_by", decision->undone_by, json);
        json_object_end(json);
    }
    json_array_end(json);
    key_number("next", decisions->next, json);
    json_object_end(json);
}

/* ---- the queue ---- */

static void doubt_show(struct lookup *lookup, const struct stored_doubt *stored,
                       struct query_doubt *doubt)
{
    struct known_report *report = lookup_report(lookup, stored->report);
    *doubt = (struct query_doubt){.number = (size_t)stored->number,
                                  .code = stored->kind == DOUBT_LOST ? "lost" : "same",
                                  .report = report->report.id,
                                  .title = redacted_show(lookup->query, report->report.title),
                                  .score = stored->score,
                                  .decision = (size_t)stored->act,
                                  .at = time_show(lookup, stored->raised_at)};
    doubt->subject = entity_show(lookup, stored->subject, &doubt->subject_reports);
    doubt->object = entity_show(lookup, stored->object, &doubt->object_reports);
    reasons_show(lookup->query, stored->reasons, doubt);
    struct span number = number_show(lookup->query, doubt->decision);
    doubt->text = QUERY_TEXT(lookup->query,
                             stored->kind == DOUBT_LOST ? "query.doubt.lost" : "query.doubt.same",
                             "subject", quoted(lookup, doubt->subject.text), "object",
                             quoted(lookup, doubt->object.text), "number", text_of(lookup, number));
}

bool query_queue(const struct query *query, size_t offset, size_t limit, struct query_queue *queue,
                 struct error *error)
{
    struct lookup lookup;
    struct stored_doubts doubts;
    *queue = (struct query_queue){.offset = offset, .limit = limit ? limit : QUEUE_PAGE};
    lookup_init(&lookup, query, error);
    if (!store_doubts(query->store, offset, queue->limit, query->arena, &doubts, error))
        return false;
    queue->total = (size_t)doubts.total;
    queue->summary = queue->total ? QUERY_TEXT(query, "query.queue.summary", "count",
                                               text_of(&lookup, number_show(query, queue->total)))
                                  : QUERY_TEXT(query, "query.queue.empty");
    for (size_t i = 0; i < doubts.count; i++)
        doubt_show(&lookup, &doubts.items[i], ARRAY_PUSH(query->arena, &queue->doubts));
    return lookup_fine(&lookup);
}

static void doubt_write(const struct query_doubt *doubt, struct json *json)
{
    json_object_begin(json);
    key_count(json, "number", doubt->number);
    key_text(json, "kind", span_of(doubt->code));
    key_text(json, "text", doubt->text);
    key_value(json, "subject", &doubt->subject);
    key_count(json, "subject_reports", doubt->subject_reports);
    key_value(json, "object", &doubt->object);
    key_count(json, "object_reports", doubt->object_reports);
    key_text(json, "report", doubt->report);
    key_text(json, "title", doubt->title);
    json_key(json, "score");
    json_number(json, doubt->score);
    json_key(json, "reasons");
    json_array_begin(json);
    for (size_t i = 0; i < doubt->reason_count; i++) {
        json_object_begin(json);
        key_text(json, "code", doubt->reasons[i].code);
        key_text(json, "label", doubt->reasons[i].label);
        json_key(json, "weight");
        json_number(json, doubt->reasons[i].weight);
        json_object_end(json);
    }
    json_array_end(json);
    key_number("decision", doubt->decision, json);
    key_text(json, "at", doubt->at);
    json_object_end(json);
}

void query_queue_write(const struct query *query, const struct query_queue *queue,
                       struct json *json)
{
    (void)query;
    json_object_begin(json);
    key_text(json, "summary", queue->summary);
    key_count(json, "total", queue->total);
    key_count(json, "offset", queue->offset);
    key_count(json, "limit", queue->limit);
    json_key(json, "doubts");
    json_array_begin(json);
    for (size_t i = 0; i < queue->doubts.count; i++)
        doubt_write(&queue->doubts.items[i], json);
    json_array_end(json);
    json_object_end(json);
}

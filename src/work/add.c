/* Adding what the reader missed: a name, a fact, or more values of a fact. */
#include "add.h"

#include "give.h"
#include "words.h"

enum { NAME_MOST = 600 /* bytes */ };

/* An addition on its way. */
struct adding {
    const struct work *work;
    const struct work_order *order;
    struct given_report given;
    const struct schema_kind *kind;
    struct range words;   /* that were selected; empty where each value has its own */
    struct range *places; /* of a name: all of them, the first of which are the words */
    size_t place_count;
    struct {
        struct new_claim *items;
        size_t count;
        size_t capacity;
    } claims;
    struct error *error;
};

static bool fail(const struct adding *adding, const char *key, const char *name, struct span value)
{
    return error_add(adding->error, key, name, arena_copy(adding->work->arena, value).data, NULL);
}

/* ---- what is added ---- */

static bool is_new(const struct adding *adding)
{
    return span_equal(adding->order->entity, SPAN("new"));
}

/* The known entity that was chosen, if any, and the kind. */
static bool kind_take(struct adding *adding, struct stored_entity *entity)
{
    const struct work *work = adding->work;
    struct span id = adding->order->entity, name = adding->order->kind;
    int64_t number;
    bool found = false;
    if (is_new(adding))
        id = SPAN("");
    *entity = (struct stored_entity){0};
    if (id.size && canonical_read(id, &number) &&
        !store_entity(work->store, number, work->arena, entity, &found, adding->error))
        return false;
    if (id.size && !found)
        return fail(adding, "work.unknown_entity", "id", id);
    adding->kind = found ? entity->kind : schema_kind_find(store_schema(work->store), name);
    if (!found && !name.size)
        return fail(adding, "work.missing_kind", "action", adding->order->action);
    return (adding->kind && !span_equal(adding->kind->family, SPAN("report"))) ||
           fail(adding, "work.unknown_kind", "kind", name);
}

static bool claim_add(struct adding *adding, const struct schema_property *property,
                      struct value value, struct range evidence)
{
    struct range *range = ARENA_NEW(adding->work->arena, struct range, 1);
    *range = evidence;
    *ARRAY_PUSH(adding->work->arena, &adding->claims) =
        (struct new_claim){.property = property,
                           .value = value,
                           .confidence = 1,
                           .evidence = range,
                           .evidence_count = evidence.start < evidence.end};
    return true;
}

/* A name is named wherever its words stand. */
static void name_claim_add(struct adding *adding, struct span name)
{
    *ARRAY_PUSH(adding->work->arena, &adding->claims) =
        (struct new_claim){.property = schema_property_find(adding->kind, SPAN("name")),
                           .value = {.type = VALUE_TEXT, .text = name},
                           .confidence = 1,
                           .evidence = adding->places,
                           .evidence_count = adding->place_count};
}

/* ---- a name ---- */

/* What a register would call it: the words in the nominative, as one of the kind is called. */
static struct span name_of_words(const struct adding *adding)
{
    const struct morphology *morphology = reader_morphology(adding->work->reader);
    struct arena *arena = adding->work->arena;
    struct span words = words_join(arena, adding->given.report->text, adding->words);
    struct span rest = words, part, name = SPAN("");
    struct name_word parts[NAME_WORDS] = {0};
    size_t count = 0;
    if (!span_equal(adding->kind->name, SPAN("Person")))
        return morphology_inflect_phrase(morphology, words, 0, GRAM_NOMINATIVE, arena);
    while (count < NAME_WORDS && span_next_part(&rest, ' ', &part))
        parts[count++].text = part;
    if (rest.size ||
        !morphology_inflect_name(morphology, parts, count, 0, GRAM_NOMINATIVE, arena, NULL))
        return words;
    for (size_t i = 0; i < count; i++)
        name = arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(name), i ? " " : "",
                            SPAN_ARGS(parts[i].form));
    return name;
}

static bool name_make(struct adding *adding, const struct stored_entity *known,
                      struct new_addition *addition)
{
    const struct work *work = adding->work;
    const struct resolve_origin origin = {.author = work->author, .now = work->now};
    struct span given = span_trim(adding->order->name);
    if (adding->words.start == adding->words.end)
        return fail(adding, "work.missing_place", "action", adding->order->action);
    struct added_name name = {.kind = adding->kind,
                              .name = given.size ? given : name_of_words(adding),
                              .range = adding->words,
                              .canonical = known->number,
                              .is_new = is_new(adding)};
    if (name.name.size > NAME_MOST)
        return fail(adding, "work.long_name", "name", name.name);
    name_claim_add(adding, name.name);
    return resolve_added_name(work->store, work->reader, adding->given.reading,
                              adding->given.stored.number, &name, &origin, work->arena, addition,
                              adding->error);
}

/* ---- values ---- */

/* The value and the words of "PROPERTY=VALUE@WORDS", either of which may be missing. */
static void value_split(struct span rest, struct span *value, struct span *words)
{
    size_t at = rest.size;
    while (at && rest.data[at - 1] != '@')
        at--;
    *value = span_trim(at ? span_slice(rest, 0, at - 1) : rest);
    *words = at ? span_trim(span_slice(rest, at, rest.size)) : SPAN("");
}

static bool value_add(struct adding *adding, struct span line)
{
    const struct work *work = adding->work;
    struct span rest = line, name, given, words;
    struct range range = adding->words;
    struct value value;
    bool fits = false;
    span_next_part(&rest, '=', &name);
    const struct schema_property *property = schema_property_find(adding->kind, span_trim(name));
    if (!property)
        return fail(adding, "work.unknown_property", "property", span_trim(name));
    value_split(rest, &given, &words);
    if (!given.size && !words.size)
        return fail(adding, "work.missing_value", "action", adding->order->action);
    if (words.size && !words_give(work, &adding->given, words, &range, adding->error))
        return false;
    if (!given.size) {
        value_of_words(work, &adding->given, property, range, &value, &fits);
        if (!fits)
            return fail(adding, "work.unread_words", "words",
                        words_join(work->arena, adding->given.report->text, range));
        return claim_add(adding, property, value, range);
    }
    if (!value_give(work, adding->given.stored.number, property, given, &value, &fits,
                    adding->error))
        return false;
    return fits ? claim_add(adding, property, value, range)
                : fail(adding, "work.bad_value", "value", given);
}

static bool values_take(struct adding *adding)
{
    struct span rest = adding->order->values, line;
    while (span_next_line(&rest, &line))
        if (span_trim(line).size && !value_add(adding, span_trim(line)))
            return false;
    return adding->claims.count ||
           fail(adding, "work.missing_values", "action", adding->order->action);
}

static void fact_make(struct adding *adding, const struct stored_entity *known,
                      struct new_addition *addition)
{
    struct new_source *source = ARENA_NEW(adding->work->arena, struct new_source, 1);
    *source = (struct new_source){.kind = adding->kind,
                                  .canonical = known->number,
                                  .author = adding->work->author,
                                  .reason = known->number ? SPAN("chosen") : SPAN("new")};
    addition->source = source;
}

static bool places_take(struct adding *adding)
{
    if (!span_trim(adding->order->words).size)
        return true;
    if (!places_give(adding->work, &adding->given, adding->order->words, &adding->places,
                     &adding->place_count, adding->error))
        return false;
    adding->words = adding->places[0];
    return true;
}

bool addition_make(const struct work *work, const struct work_order *order, struct new_act *act,
                   struct error *error)
{
    struct adding adding = {.work = work, .order = order, .error = error};
    struct new_addition *addition = ARENA_NEW(work->arena, struct new_addition, 1);
    struct stored_entity known;
    if (!order->report.size)
        return fail(&adding, "work.missing_report", "action", order->action);
    if (!kind_take(&adding, &known) ||
        !given_report_read(work, order->report, &adding.given, error) || !places_take(&adding))
        return false;
    if (adding.kind->is_fact)
        fact_make(&adding, &known, addition);
    else if (!name_make(&adding, &known, addition))
        return false;
    if (!values_take(&adding))
        return false;
    addition->claims = adding.claims.items;
    addition->claim_count = adding.claims.count;
    act->report = adding.given.stored.number;
    act->addition = addition;
    return true;
}

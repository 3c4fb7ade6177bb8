/* How the facts of a reading came about, as JSON: docs/facts.md. */
#include <math.h>

#include "reading_json.h"
#include "side_weights.h"

#define SHARE_PARTS 1000.0 /* no more is known */

static const char *const reasons[REFUSAL_REASONS] = {
    [REFUSED_OTHER] = "other",           [REFUSED_BY_GUARD] = "guard",
    [REFUSED_INCOMPLETE] = "incomplete", [REFUSED_CIRCULAR] = "circular",
    [REFUSED_OUTDONE] = "outdone",       [REFUSED_ELSEWHERE] = "elsewhere",
    [REFUSED_DIFFERENT] = "different",   [REFUSED_LONELY] = "lonely"};

const char *refusal_name(enum refusal_reason reason)
{
    return reasons[reason];
}

static void write_words(struct json *json, const struct reading *reading,
                        const struct offsets *offsets, struct range range)
{
    write_range(json, offsets, range);
    json_key(json, "text");
    json_text(json, span_of_range(reading->report->text, range));
}

/* The members of a telling, within its object. */
static void write_telling(struct json *json, const struct reading *reading,
                          const struct offsets *offsets, const struct telling *telling)
{
    json_key(json, "pattern");
    json_string(json, telling->pattern->name);
    json_key(json, "file");
    json_string(json, telling->pattern->file);
    json_key(json, "line");
    json_integer(json, telling->pattern->line);
    json_key(json, "confidence");
    json_number(json, telling->confidence);
    json_key(json, "sentence");
    json_integer(json, (int64_t)telling->sentence + 1);
    write_words(json, reading, offsets, telling->range);
}

static void write_claim(struct json *json, const struct reading *reading,
                        const struct offsets *offsets, const struct claim *claim)
{
    json_object_begin(json);
    json_key(json, "property");
    json_text(json, claim->property->name);
    json_key(json, "value");
    write_value(json, &claim->value);
    if (claim->telling) {
        json_key(json, "telling");
        json_integer(json, claim->telling);
    }
    json_key(json, "evidence");
    json_array_begin(json);
    for (size_t i = 0; i < claim->evidence_count; i++) {
        json_object_begin(json);
        write_words(json, reading, offsets, claim->evidence[i]);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

static void write_basis(struct json *json, const struct confidence_basis *basis)
{
    json_key(json, "basis");
    json_object_begin(json);
    json_key(json, "pattern");
    json_number(json, basis->pattern);
    json_key(json, "sentences");
    json_integer(json, basis->sentences);
    json_key(json, "distance");
    json_integer(json, basis->distance);
    json_object_end(json);
}

static void write_fact(struct json *json, const struct reading *reading,
                       const struct offsets *offsets, uint32_t index)
{
    const struct fact *fact = &reading->facts[index];
    json_object_begin(json);
    json_key(json, "id");
    json_name(json, 'f', index + 1);
    json_key(json, "kind");
    json_text(json, fact->kind->name);
    json_key(json, "confidence");
    json_number(json, fact->confidence);
    write_basis(json, &fact->basis);
    json_key(json, "tellings");
    json_array_begin(json);
    for (size_t i = 0; i < fact->telling_count; i++) {
        json_object_begin(json);
        write_telling(json, reading, offsets, &fact->tellings[i]);
        json_key(json, "extends");
        json_boolean(json, fact->tellings[i].extends);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "claims");
    json_array_begin(json);
    for (size_t i = 0; i < fact->claim_count; i++)
        write_claim(json, reading, offsets, &fact->claims[i]);
    json_array_end(json);
    json_object_end(json);
}

static void write_refusal(struct json *json, const struct reading *reading,
                          const struct offsets *offsets, const struct refusal *refusal)
{
    json_object_begin(json);
    json_key(json, "kind");
    json_text(json, refusal->kind->name);
    json_key(json, "reason");
    json_string(json, reasons[refusal->reason]);
    write_telling(json, reading, offsets, &refusal->telling);
    if (refusal->reason == REFUSED_BY_GUARD) {
        json_key(json, "guard");
        json_object_begin(json);
        json_key(json, "line");
        json_integer(json, refusal->line);
        write_words(json, reading, offsets, refusal->guard);
        json_object_end(json);
    }
    json_object_end(json);
}

/* A thing that could be a side, with what is seen of it. */
static void write_choice_thing(struct json *json, const struct choice_thing *thing)
{
    char buffer[SIDE_NAME];
    json_object_begin(json);
    json_key(json, "entity");
    json_name(json, 'e', thing->entity);
    json_key(json, "share");
    json_number(json, round(thing->share * SHARE_PARTS) / SHARE_PARTS);
    json_key(json, "looks");
    json_object_begin(json);
    for (unsigned i = 0; i < SIDE_WEIGHTS; i++)
        if (thing->looks[i] != 0) {
            json_key(json, side_look_name(i, buffer));
            json_number(json, thing->looks[i]);
        }
    json_object_end(json);
    json_object_end(json);
}

static void write_choices(struct json *json, const struct reading *reading)
{
    json_key(json, "choices");
    json_array_begin(json);
    for (size_t i = 0; i < reading->choice_count; i++) {
        const struct choice *choice = &reading->choices[i];
        json_object_begin(json);
        json_key(json, "fact");
        json_name(json, 'f', choice->fact + 1);
        json_key(json, "property");
        json_text(json, choice->property->name);
        json_key(json, "lacking");
        json_boolean(json, choice->lacking);
        json_key(json, "things");
        json_array_begin(json);
        for (size_t k = 0; k < choice->thing_count; k++)
            write_choice_thing(json, &choice->things[k]);
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

void reading_write_explanation(const struct reading *reading, bool all, struct json *json)
{
    struct offsets offsets;
    if (!offsets_init(&offsets, reading->report->text)) {
        json->out->bad = true;
        return;
    }
    json_object_begin(json);
    json_key(json, "report");
    json_text(json, reading->report->id);
    write_capped(json, &offsets, reading);
    json_key(json, "entities");
    json_object_begin(json);
    for (uint32_t i = 0; i < reading->entity_count; i++)
        if (reading->entities[i].listed) {
            char id[16];
            snprintf(id, sizeof id, "e%u", i + 1);
            json_key(json, id);
            json_text(json, reading->entities[i].name);
        }
    json_object_end(json);
    json_key(json, "facts");
    json_array_begin(json);
    for (uint32_t i = 0; i < reading->fact_count; i++)
        write_fact(json, reading, &offsets, i);
    json_array_end(json);
    if (all) {
        json_key(json, "refused");
        json_array_begin(json);
        for (size_t i = 0; i < reading->refusal_count; i++)
            write_refusal(json, reading, &offsets, &reading->refusals[i]);
        json_array_end(json);
        write_choices(json, reading);
    }
    json_object_end(json);
    offsets_release(&offsets);
}

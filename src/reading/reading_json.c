/* The reading as JSON: docs/reading.md. Offsets become code points here and nowhere else. */
#include "reading_json.h"

#include "reader.h"
#include "tagger.h"
#include "utf8.h"

static const char *const mention_types[MENTION_TYPES] = {
    [MENTION_PERSON] = "person",       [MENTION_ORGANIZATION] = "organization",
    [MENTION_PLACE] = "place",         [MENTION_POSITION] = "position",
    [MENTION_PRODUCT] = "product",     [MENTION_EVENT] = "event",
    [MENTION_PROGRAMME] = "programme", [MENTION_DOCUMENT] = "document",
    [MENTION_DATE] = "date",           [MENTION_MONEY] = "money",
};

static const char *const credit_roles[] = {
    [CREDIT_PRESS_SERVICE] = "press_service",
    [CREDIT_AUTHOR] = "author",
    [CREDIT_PHOTO] = "photo",
};

enum { MARK_DISTANCE = 64 };

bool offsets_init(struct offsets *offsets, struct span text)
{
    *offsets = (struct offsets){.text = text, .count = text.size / MARK_DISTANCE + 1};
    offsets->marks = malloc(offsets->count * sizeof *offsets->marks);
    if (offsets->marks == NULL)
        return false;
    uint32_t points = 0;
    for (size_t i = 0; i < offsets->count; i++) {
        offsets->marks[i] = points;
        points += (uint32_t)utf8_count(
            span_slice(text, i * MARK_DISTANCE, i * MARK_DISTANCE + MARK_DISTANCE));
    }
    return true;
}

void offsets_release(struct offsets *offsets)
{
    free(offsets->marks);
}

uint32_t offset_in_points(const struct offsets *offsets, uint32_t byte)
{
    struct span behind = span_slice(offsets->text, byte - byte % MARK_DISTANCE, byte);
    return offsets->marks[byte / MARK_DISTANCE] + (uint32_t)utf8_count(behind);
}

void write_range(struct json *json, const struct offsets *offsets, struct range range)
{
    json_key(json, "start");
    json_integer(json, offset_in_points(offsets, range.start));
    json_key(json, "end");
    json_integer(json, offset_in_points(offsets, range.end));
}

static void write_text_of(struct json *json, const char *key, struct span text)
{
    if (text.size == 0)
        return;
    json_key(json, key);
    json_text(json, text);
}

static void write_credits(struct json *json, const struct report *report)
{
    json_key(json, "credits");
    json_array_begin(json);
    for (size_t i = 0; i < report->credit_count; i++) {
        json_object_begin(json);
        json_key(json, "role");
        json_string(json, credit_roles[report->credits[i].role]);
        json_key(json, "name");
        json_text(json, span_of_range(report->text, report->credits[i].name));
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_reader(struct json *json, const struct reader *reader)
{
    json_key(json, "reader");
    json_object_begin(json);
    json_key(json, "program");
    json_text(json, reader->program_version);
    json_key(json, "model");
    if (reader->model_version.size > 0)
        json_text(json, reader->model_version);
    else
        json_null(json);
    json_key(json, "grammar");
    json_text(json, reader->grammar_version);
    json_object_end(json);
}

void write_capped(struct json *json, const struct offsets *offsets, const struct reading *reading)
{
    if (reading->capped_count == 0)
        return;
    json_key(json, "capped");
    json_array_begin(json);
    for (size_t i = 0; i < reading->capped_count; i++) {
        json_object_begin(json);
        write_range(json, offsets, reading->capped[i]);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_report(struct json *json, const struct reader *reader,
                         const struct reading *reading, const struct offsets *offsets)
{
    const struct report *report = reading->report;
    char date[DATE_TEXT], digest[DIGEST_TEXT];
    json_key(json, "report");
    json_object_begin(json);
    json_key(json, "id");
    json_text(json, report->id);
    json_key(json, "source");
    json_text(json, report->source);
    write_text_of(json, "publisher", report->publisher);
    write_text_of(json, "url", report->url);
    write_text_of(json, "title", span_of_range(report->text, report->title));
    if (date_is_set(report->published)) {
        json_key(json, "published");
        json_string(json, date_write(report->published, date));
    }
    json_key(json, "language");
    json_string(json, report->language);
    json_key(json, "text_length");
    json_integer(json, (int64_t)utf8_count(report->text));
    json_key(json, "format");
    json_integer(json, 1);
    json_key(json, "digest");
    json_string(json, digest_write(&report->digest, digest));
    write_reader(json, reader);
    write_credits(json, report);
    write_capped(json, offsets, reading);
    json_object_end(json);
}

static bool is_listed(const struct reading *reading, uint32_t entity)
{
    return entity != NO_ENTITY && reading->entities[entity - 1].listed;
}

static void write_mention_value(struct json *json, const struct value *value)
{
    char text[DURATION_TEXT > DATE_TEXT ? DURATION_TEXT : DATE_TEXT];
    if (value->type == VALUE_DATE) {
        json_key(json, "date");
        json_string(json, date_write(value->date, text));
    } else if (value->type == VALUE_DURATION) {
        json_key(json, "duration");
        json_string(json, duration_write(value->duration, text));
    }
}

static void write_mention(struct json *json, const struct reading *reading,
                          const struct offsets *offsets, const struct mention *mention)
{
    bool whole = mention->has_name && mention->name.start == mention->range.start &&
                 mention->name.end == mention->range.end;
    json_object_begin(json);
    write_range(json, offsets, mention->range);
    json_key(json, "type");
    json_string(json, mention_types[mention->type]);
    json_key(json, "text");
    json_text(json, span_of_range(reading->report->text, mention->range));
    if (is_listed(reading, mention->entity)) {
        json_key(json, "entity");
        json_name(json, 'e', mention->entity);
    }
    if (!whole) {
        json_key(json, "name");
        if (mention->has_name) {
            json_object_begin(json);
            write_range(json, offsets, mention->name);
            json_object_end(json);
        } else {
            json_null(json);
        }
    }
    write_mention_value(json, &mention->value);
    json_object_end(json);
}

static void write_type(struct json *json, const struct reader *reader,
                       const struct reading *reading, const struct offsets *offsets,
                       const struct tag *tag)
{
    const struct token *tokens = reading->tokens.items;
    struct range range = {tokens[tag->first].start, tokens[tag->end - 1].end};
    json_object_begin(json);
    write_range(json, offsets, range);
    json_key(json, "type");
    json_string(json, reading_type(reader, tag->kind));
    json_key(json, "text");
    json_text(json, span_of_range(reading->report->text, range));
    json_object_end(json);
}

static void write_mentions(struct json *json, const struct reader *reader,
                           const struct reading *reading, const struct tags *types,
                           const struct offsets *offsets)
{
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; types == NULL && i < reading->mention_count; i++)
        write_mention(json, reading, offsets, &reading->mentions[i]);
    for (size_t i = 0; types != NULL && i < types->count; i++)
        write_type(json, reader, reading, offsets, &types->items[i]);
    json_array_end(json);
}

static void write_entity(struct json *json, const struct entity *entity, uint32_t number)
{
    json_object_begin(json);
    json_key(json, "id");
    json_name(json, 'e', number);
    json_key(json, "schema");
    json_text(json, entity->schema->name);
    json_key(json, "name");
    json_text(json, entity->name);
    if (entity->alias_count > 0) {
        json_key(json, "aliases");
        json_array_begin(json);
        for (size_t i = 0; i < entity->alias_count; i++)
            json_text(json, entity->aliases[i]);
        json_array_end(json);
    }
    json_object_end(json);
}

static void write_money(struct json *json, const struct money *money)
{
    json_object_begin(json);
    json_key(json, "value");
    json_number(json, money->value);
    json_key(json, "currency");
    json_string(json, money->currency);
    if (money->approximate) {
        json_key(json, "approximate");
        json_boolean(json, true);
    }
    json_object_end(json);
}

static void write_signatory(struct json *json, const struct value *value)
{
    json_object_begin(json);
    json_key(json, "person");
    json_name(json, 'e', value->signatory.person);
    if (value->signatory.on_behalf_of != NO_ENTITY) {
        json_key(json, "for");
        json_name(json, 'e', value->signatory.on_behalf_of);
    }
    json_object_end(json);
}

void write_value(struct json *json, const struct value *value)
{
    switch (value->type) {
    case VALUE_TEXT:
        json_text(json, value->text);
        break;
    case VALUE_ENTITY:
        json_name(json, 'e', value->entity);
        break;
    case VALUE_FACT:
        json_name(json, 'f', value->fact);
        break;
    case VALUE_MONEY:
        write_money(json, &value->money);
        break;
    case VALUE_SIGNATORY:
        write_signatory(json, value);
        break;
    default:
        if (!value_write_plain(value, json))
            json_null(json);
        break;
    }
}

/* Whether the claim is the first of its property. */
static bool begins_property(const struct fact *fact, size_t claim)
{
    for (size_t i = 0; i < claim; i++)
        if (fact->claims[i].property == fact->claims[claim].property)
            return false;
    return true;
}

static void write_property(struct json *json, const struct fact *fact, size_t first)
{
    const struct schema_property *property = fact->claims[first].property;
    json_key_span(json, property->name);
    if (!property->listed) {
        write_value(json, &fact->claims[first].value);
        return;
    }
    json_array_begin(json);
    for (size_t i = first; i < fact->claim_count; i++)
        if (fact->claims[i].property == property)
            write_value(json, &fact->claims[i].value);
    json_array_end(json);
}

static void write_evidence(struct json *json, const struct fact *fact, size_t first,
                           const struct offsets *offsets)
{
    const struct schema_property *property = fact->claims[first].property;
    json_key_span(json, property->name);
    json_array_begin(json);
    for (size_t i = first; i < fact->claim_count; i++) {
        const struct claim *claim = &fact->claims[i];
        if (claim->property != property)
            continue;
        for (size_t k = 0; k < claim->evidence_count; k++) {
            json_object_begin(json);
            write_range(json, offsets, claim->evidence[k]);
            json_object_end(json);
        }
        if (!property->listed)
            break;
    }
    json_array_end(json);
}

static void write_fact(struct json *json, const struct fact *fact, uint32_t number,
                       const struct offsets *offsets)
{
    json_object_begin(json);
    json_key(json, "id");
    json_name(json, 'f', number);
    json_key(json, "kind");
    json_text(json, fact->kind->name);
    for (size_t i = 0; i < fact->claim_count; i++)
        if (begins_property(fact, i))
            write_property(json, fact, i);
    json_key(json, "evidence");
    json_object_begin(json);
    for (size_t i = 0; i < fact->claim_count; i++)
        if (begins_property(fact, i))
            write_evidence(json, fact, i, offsets);
    json_object_end(json);
    json_key(json, "confidence");
    json_number(json, fact->confidence);
    json_object_end(json);
}

void reading_write_json(const struct reader *reader, const struct reading *reading,
                        const struct tags *types, struct json *json)
{
    struct offsets offsets;
    if (!offsets_init(&offsets, reading->report->text)) {
        json->out->bad = true;
        return;
    }
    json_object_begin(json);
    write_report(json, reader, reading, &offsets);
    write_mentions(json, reader, reading, types, &offsets);
    json_key(json, "entities");
    json_array_begin(json);
    for (uint32_t i = 0; i < reading->entity_count; i++)
        if (reading->entities[i].listed)
            write_entity(json, &reading->entities[i], i + 1);
    json_array_end(json);
    json_key(json, "facts");
    json_array_begin(json);
    for (uint32_t i = 0; i < reading->fact_count; i++)
        write_fact(json, &reading->facts[i], i + 1, &offsets);
    json_array_end(json);
    json_object_end(json);
    offsets_release(&offsets);
}

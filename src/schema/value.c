/* Values: comparing them, and their normalized text. */
#include "value.h"

#include <math.h>
#include <stdlib.h>

#include "json.h"
#include "utf8.h"

enum { NUMBER_TEXT = 40 };

static const char *const type_names[VALUE_TYPES] = {
    [VALUE_TEXT] = "text",
    [VALUE_ENTITY] = "entity",
    [VALUE_ENTITY_OR_TEXT] = "entity_or_text",
    [VALUE_FACT] = "fact",
    [VALUE_FACT_OR_ENTITY] = "fact_or_entity",
    [VALUE_DATE] = "date",
    [VALUE_DURATION] = "duration",
    [VALUE_MONEY] = "money",
    [VALUE_INTEGER] = "integer",
    [VALUE_NUMBER] = "number",
    [VALUE_BOOLEAN] = "boolean",
    [VALUE_CHOICE] = "choice",
    [VALUE_SIGNATORY] = "signatory",
};

const char *value_type_name(enum value_type type)
{
    return type_names[type];
}

enum value_type value_type_find(struct span name)
{
    for (int i = 0; i < VALUE_TYPES; i++)
        if (type_names[i] && span_equal(span_of(type_names[i]), name))
            return (enum value_type)i;
    return VALUE_NONE;
}

bool value_fits(enum value_type property_type, enum value_type value_type)
{
    switch (property_type) {
    case VALUE_ENTITY_OR_TEXT:
        return value_type == VALUE_ENTITY || value_type == VALUE_TEXT;
    case VALUE_FACT_OR_ENTITY:
        return value_type == VALUE_FACT || value_type == VALUE_ENTITY;
    case VALUE_NONE:
        return false;
    default:
        return property_type == value_type;
    }
}

static struct span text_trim(struct span text)
{
    size_t start = 0, end = text.size;
    for (size_t next = 0; start < end; start = next)
        if (!code_point_is_space(utf8_next(text, &next)))
            break;
    for (size_t before = end; end > start; end = before)
        if (!code_point_is_space(utf8_previous(text, &before)))
            break;
    return span_slice(text, start, end);
}

static bool duration_equal(struct duration left, struct duration right)
{
    return left.years == right.years && left.months == right.months && left.weeks == right.weeks &&
           left.days == right.days;
}

static bool money_equal(const struct money *left, const struct money *right)
{
    return left->value == right->value && left->approximate == right->approximate &&
           span_equal(span_of(left->currency), span_of(right->currency));
}

bool value_equal(const struct value *left, const struct value *right)
{
    if (left->type != right->type)
        return false;
    switch (left->type) {
    case VALUE_TEXT:
        return span_equal(text_trim(left->text), text_trim(right->text));
    case VALUE_ENTITY:
        return left->entity == right->entity;
    case VALUE_FACT:
        return left->fact == right->fact;
    case VALUE_DATE:
        return date_compare(left->date, right->date) == 0;
    case VALUE_DURATION:
        return duration_equal(left->duration, right->duration);
    case VALUE_MONEY:
        return money_equal(&left->money, &right->money);
    case VALUE_INTEGER:
        return left->integer == right->integer;
    case VALUE_NUMBER:
        return left->number == right->number;
    case VALUE_BOOLEAN:
        return left->boolean == right->boolean;
    case VALUE_CHOICE:
        return span_equal(left->choice->code, right->choice->code);
    case VALUE_SIGNATORY:
        return left->signatory.person == right->signatory.person &&
               left->signatory.on_behalf_of == right->signatory.on_behalf_of;
    default:
        return true;
    }
}

/* The shortest decimal of at most 17 digits that reads back as the same number. */
static const char *number_write(double number, char *out)
{
    snprintf(out, NUMBER_TEXT, "%.15g", number);
    if (strtod(out, NULL) != number)
        snprintf(out, NUMBER_TEXT, "%.17g", number);
    return out;
}

struct span value_text(const struct value *value, struct arena *arena)
{
    char text[DURATION_TEXT + NUMBER_TEXT];
    switch (value->type) {
    case VALUE_TEXT:
        return arena_copy(arena, text_trim(value->text));
    case VALUE_DATE:
        return arena_copy(arena, span_of(date_write(value->date, text)));
    case VALUE_DURATION:
        return arena_copy(arena, span_of(duration_write(value->duration, text)));
    case VALUE_MONEY:
        return arena_format(arena, "%s%s %s", value->money.approximate ? "~" : "",
                            number_write(value->money.value, text), value->money.currency);
    case VALUE_INTEGER:
        return arena_format(arena, "%lld", (long long)value->integer);
    case VALUE_NUMBER:
        return arena_copy(arena, span_of(number_write(value->number, text)));
    case VALUE_BOOLEAN:
        return value->boolean ? SPAN("true") : SPAN("false");
    case VALUE_CHOICE:
        return arena_copy(arena, value->choice->code);
    default:
        return SPAN("");
    }
}

static bool number_read(struct span text, double *number)
{
    char copy[NUMBER_TEXT];
    if (!text.size || text.size >= sizeof copy)
        return false;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    /* strtod() would also take white space, words such as "inf" and hexadecimals. */
    for (size_t i = 0; i < text.size; i++)
        if (!memchr("0123456789+-.e", copy[i], 14))
            return false;
    char *end;
    *number = strtod(copy, &end);
    return end == copy + text.size && isfinite(*number);
}

static bool money_read(struct span text, struct money *money)
{
    *money = (struct money){.approximate = span_starts_with(text, SPAN("~"))};
    if (money->approximate)
        text = span_slice(text, 1, text.size);
    size_t space = span_find(text, SPAN(" "), 0);
    if (space == SIZE_MAX || text.size != space + sizeof money->currency)
        return false;
    memcpy(money->currency, text.data + space + 1, sizeof money->currency - 1);
    return number_read(span_slice(text, 0, space), &money->value);
}

static bool choice_read(struct span text, const struct schema_property *property,
                        struct value *value)
{
    value->choice = property ? schema_choice_find(property, text) : NULL;
    return value->choice != NULL;
}

static bool boolean_read(struct span text, bool *boolean)
{
    *boolean = span_equal(text, SPAN("true"));
    return *boolean || span_equal(text, SPAN("false"));
}

bool value_read(struct span text, enum value_type type, const struct schema_property *property,
                struct value *value)
{
    *value = (struct value){.type = type};
    switch (type) {
    case VALUE_TEXT:
        value->text = text;
        return true;
    case VALUE_DATE:
        return date_read(text, &value->date);
    case VALUE_DURATION:
        return duration_read(text, &value->duration);
    case VALUE_MONEY:
        return money_read(text, &value->money);
    case VALUE_INTEGER:
        return span_to_integer(text, &value->integer);
    case VALUE_NUMBER:
        return number_read(text, &value->number);
    case VALUE_BOOLEAN:
        return boolean_read(text, &value->boolean);
    case VALUE_CHOICE:
        return choice_read(text, property, value);
    default:
        return false;
    }
}

bool value_write_plain(const struct value *value, struct json *json)
{
    char text[DURATION_TEXT > DATE_TEXT ? DURATION_TEXT : DATE_TEXT];
    switch (value->type) {
    case VALUE_DATE:
        json_string(json, date_write(value->date, text));
        return true;
    case VALUE_DURATION:
        json_string(json, duration_write(value->duration, text));
        return true;
    case VALUE_INTEGER:
        json_integer(json, value->integer);
        return true;
    case VALUE_NUMBER:
        json_number(json, value->number);
        return true;
    case VALUE_BOOLEAN:
        json_boolean(json, value->boolean);
        return true;
    case VALUE_CHOICE:
        json_text(json, value->choice->code);
        return true;
    default:
        return false;
    }
}

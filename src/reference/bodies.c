/* Federal bodies, their names over time, and what became of them. */
#include "lines.h"
#include "parts.h"
#include "utf8.h"

/* ---- names ---- */

/* What stands in front of a name and says only what it is in law. */
static const char *const forms[] = {"государственная корпорация",
                                    "госкорпорация",
                                    "гк",
                                    "государственная компания",
                                    "пао",
                                    "оао",
                                    "ао",
                                    "зао",
                                    "ооо",
                                    "нко",
                                    "ано",
                                    "фгбу",
                                    "фгбну",
                                    "фгау",
                                    "публичное акционерное общество",
                                    "открытое акционерное общество",
                                    "акционерное общество",
                                    "автономная некоммерческая организация",
                                    NULL};

static bool is_word_part(uint32_t letter)
{
    return code_point_is_letter(letter) || code_point_is_digit(letter) || letter == '-';
}

/* The words of a name, folded, with one space between them: no marks, «рф» in full; in arena. */
static struct span words_of(struct span name, struct arena *arena)
{
    struct span folded = reference_fold(name, arena), text = SPAN("");
    for (size_t at = 0; at < folded.size;) {
        size_t start = at, end;
        uint32_t letter = utf8_next(folded, &at);
        if (!is_word_part(letter) || letter == '-')
            continue;
        for (end = at; at < folded.size && is_word_part(utf8_next(folded, &at));)
            end = at;
        at = end;
        struct span word = span_slice(folded, start, end);
        if (span_equal(word, SPAN("рф")) && text.size)
            word = SPAN("российской федерации");
        text = text.size ? arena_format(arena, "%.*s %.*s", SPAN_ARGS(text), SPAN_ARGS(word))
                         : arena_copy(arena, word);
    }
    return text;
}

static struct span without_end(struct span text, struct span end)
{
    bool has = span_ends_with(text, end) && text.size > end.size &&
               text.data[text.size - end.size - 1] == ' ';
    return has ? span_slice(text, 0, text.size - end.size - 1) : text;
}

static struct span without_state(struct span text)
{
    static const struct span states[] = {{"российской федерации", 39}, {"россии", 12}};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct span less = without_end(text, states[i]);
        if (less.size != text.size)
            return less;
    }
    return text;
}

static struct span without_form(struct span text)
{
    for (const char *const *form = forms; *form; form++) {
        struct span begin = span_of(*form);
        if (span_starts_with(text, begin) && text.size > begin.size && text.data[begin.size] == ' ')
            return without_form(span_slice(text, begin.size + 1, text.size));
    }
    return text;
}

/* ---- lines ---- */

static void bearer_add(struct reference *reference, struct span name, size_t body, bool alone)
{
    bool added;
    struct span words = without_form(words_of(name, &reference->arena));
    uint32_t *first = map_add(&reference->bearers, words, &added);
    for (uint32_t i = added ? 0 : *first; i;) {
        struct body_name *one = &reference->body_names.items[i - 1];
        if (one->body == body) {
            one->alone |= alone;
            return;
        }
        i = one->next;
    }
    *ARRAY_PUSH(&reference->arena, &reference->body_names) =
        (struct body_name){(uint32_t)body, alone, added ? 0 : *first};
    *first = (uint32_t)reference->body_names.count;
}

/* A succession as it stands in a line, until all bodies are known. */
struct promise {
    size_t body;
    struct span name;
    enum reference_succession how;
    int64_t line;
};

struct promises {
    struct promise *items;
    size_t count;
    size_t capacity;
};

static bool became_read(struct lines *lines, struct reference *reference, struct span values,
                        struct promises *promises)
{
    static const struct span ways[] = {{"split", 5}, {"joined", 6}, {"functions", 9}};
    struct span value;
    while (value_next(lines, &values, &value)) {
        struct span how = value_bracket(&value);
        size_t way = 0;
        while (way < 3 && !span_equal(how, ways[way]))
            way++;
        if (way == 3 || !value.size)
            return lines_complain(lines, "succession", value);
        *ARRAY_PUSH(&reference->arena, promises) = (struct promise){
            reference->bodies.count, value, (enum reference_succession)way, lines->line};
    }
    return true;
}

static bool body_property(struct lines *lines, struct reference *reference,
                          struct reference_body *body, struct span property, struct span values,
                          struct reference_names *alone, struct promises *promises)
{
    if (span_equal(property, SPAN("short")))
        return names_read(lines, values, &body->short_names);
    if (span_equal(property, SPAN("alone")))
        return names_read(lines, values, alone);
    if (span_equal(property, SPAN("was")))
        return formers_read(lines, values, &body->was);
    if (span_equal(property, SPAN("from")))
        return date_property(lines, values, &body->from);
    if (span_equal(property, SPAN("until")))
        return date_property(lines, values, &body->until);
    if (span_equal(property, SPAN("became")))
        return became_read(lines, reference, values, promises);
    return lines_complain(lines, "unknown_property", property);
}

static bool body_read(struct lines *lines, struct reference *reference, struct span name,
                      struct promises *promises)
{
    struct reference_body body = {
        .sort = lines->section, .name = name, .number = region_number(name)};
    struct reference_names alone = {0};
    struct span property, values;
    while (lines_property(lines, &property, &values))
        if (!body_property(lines, reference, &body, property, values, &alone, promises))
            return false;
    if (lines->failed)
        return false;
    size_t index = reference->bodies.count;
    bool ministry = span_equal(body.sort, SPAN("ministry"));
    *ARRAY_PUSH(&reference->arena, &reference->bodies) = body;
    bearer_add(reference, body.name, index, !ministry);
    for (size_t i = 0; i < body.short_names.count; i++)
        bearer_add(reference, body.short_names.items[i], index,
                   !ministry || span_find(body.short_names.items[i], SPAN("Российской Федерации"),
                                          0) != SIZE_MAX);
    for (size_t i = 0; i < body.was.count; i++)
        bearer_add(reference, body.was.items[i].name, index, !ministry);
    for (size_t i = 0; i < alone.count; i++)
        bearer_add(reference, alone.items[i], index, true);
    return true;
}

static struct span number_key(const uint32_t *number)
{
    return (struct span){(const char *)number, sizeof *number};
}

static struct reference_body *body_of_name(struct reference *reference, struct span name)
{
    uint32_t number = region_number(name);
    const uint32_t *index = map_find(&reference->body_numbers, number_key(&number));
    return index ? &reference->bodies.items[*index - 1] : NULL;
}

/* Ties the successions, when all bodies stand where they stay. */
static bool promises_keep(struct lines *lines, struct reference *reference,
                          const struct promises *promises)
{
    for (size_t i = 0; i < reference->bodies.count; i++)
        *map_add(&reference->body_numbers, number_key(&reference->bodies.items[i].number), NULL) =
            (uint32_t)i + 1;
    for (size_t i = 0; i < promises->count; i++) {
        const struct promise *promise = &promises->items[i];
        struct reference_body *body = &reference->bodies.items[promise->body];
        struct reference_body *later = body_of_name(reference, promise->name);
        lines->line = promise->line;
        if (!later)
            return lines_complain(lines, "unknown_body", promise->name);
        *ARRAY_PUSH(&reference->arena, &body->became) =
            (struct reference_step){later, promise->how, body->until};
        *ARRAY_PUSH(&reference->arena, &later->came_of) =
            (struct reference_step){body, promise->how, body->until};
    }
    return true;
}

bool bodies_load(struct reference *reference, struct span folder, struct error *error)
{
    struct lines lines;
    struct promises promises = {0};
    struct span name;
    if (!lines_open(&lines, &reference->arena, folder, "federal_bodies.txt", '|', error))
        return false;
    while (lines_next(&lines, &name))
        if (!body_read(&lines, reference, name, &promises))
            return false;
    return !lines.failed && promises_keep(&lines, reference, &promises);
}

/* ---- finding ---- */

/* Whether the body was there on the day. */
static bool was_there(const struct reference_body *body, struct date day)
{
    return (!date_is_set(body->from) || date_compare(date_last_day(day), body->from) >= 0) &&
           (!date_is_set(body->until) || date_compare(date_first_day(day), body->until) < 0);
}

static const struct reference_body *bearer_find(const struct reference *reference,
                                                struct span words, bool with_state, struct date day)
{
    const uint32_t *first = map_find(&reference->bearers, words);
    const struct reference_body *found = NULL;
    size_t fitting = 0;
    if (!first)
        return NULL;
    bool several = reference->body_names.items[*first - 1].next != 0;
    for (uint32_t i = *first; i;) {
        const struct body_name *name = &reference->body_names.items[i - 1];
        const struct reference_body *body = &reference->bodies.items[name->body];
        bool counts = name->alone || with_state;
        if (counts && (!several || (date_is_set(day) && was_there(body, day)))) {
            found = body;
            fitting++;
        }
        i = name->next;
    }
    return fitting == 1 ? found : NULL;
}

const struct reference_body *reference_body_named(const struct reference *reference,
                                                  struct span name, struct date day,
                                                  struct arena *arena)
{
    struct span words = without_form(words_of(name, arena));
    struct span less = without_state(words);
    const struct reference_body *found = bearer_find(reference, words, false, day);
    if (!found && less.size != words.size)
        found = bearer_find(reference, less, true, day);
    return found;
}

uint64_t reference_body_key(const struct reference_body *body)
{
    struct span number = {(const char *)&body->number, sizeof body->number};
    return reference_hash(reference_hash(HASH_START, SPAN("body|")), number);
}

const struct reference_body *reference_body_of_number(const struct reference *reference,
                                                      uint32_t number)
{
    const uint32_t *index = map_find(&reference->body_numbers, number_key(&number));
    return index ? &reference->bodies.items[*index - 1] : NULL;
}

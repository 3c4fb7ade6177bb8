/* Values as users give them. */
#include "give.h"

#include "entry_value.h"

#include <string.h>

#include "utf8.h"

/* ---- by hand ---- */

/* The number of the report's source that is the entity; 0 where the report names none. */
static bool source_find(const struct work *work, int64_t report, struct span id, bool fact,
                        uint32_t *number, struct error *error)
{
    struct stored_entity known;
    struct stored_sources sources;
    int64_t entity;
    bool found = false;
    *number = 0;
    if (!canonical_read(span_trim(id), &entity))
        return true;
    if (!store_entity(work->store, entity, work->arena, &known, &found, error) ||
        !store_sources_of_report(work->store, report, work->arena, &sources, error))
        return false;
    for (size_t i = 0; i < sources.count && found && !*number; i++)
        if (sources.items[i].canonical == known.number && sources.items[i].kind->is_fact == fact)
            *number = sources.items[i].number;
    return true;
}

/* "ru-1 > ru-2", or "ru-1" where nobody says for whom. */
static bool signatory_give(const struct work *work, int64_t report, struct span text,
                           struct value *value, bool *fits, struct error *error)
{
    struct span rest = text, person;
    span_next_part(&rest, '>', &person);
    *value = (struct value){.type = VALUE_SIGNATORY};
    if (!source_find(work, report, person, false, &value->signatory.person, error) ||
        !source_find(work, report, rest, false, &value->signatory.on_behalf_of, error))
        return false;
    *fits = value->signatory.person && (!span_trim(rest).size || value->signatory.on_behalf_of);
    return true;
}

static bool reference_give(const struct work *work, int64_t report, enum value_type type,
                           struct span text, struct value *value, bool *fits, struct error *error)
{
    uint32_t source;
    if (!source_find(work, report, text, type == VALUE_FACT, &source, error))
        return false;
    *value = (struct value){.type = type};
    if (type == VALUE_FACT)
        value->fact = source;
    else
        value->entity = source;
    *fits = source != 0;
    return true;
}

bool value_give(const struct work *work, int64_t report, const struct schema_property *property,
                struct span text, struct value *value, bool *fits, struct error *error)
{
    static const enum value_type plain[] = {VALUE_DATE,    VALUE_DURATION, VALUE_MONEY,
                                            VALUE_CHOICE,  VALUE_INTEGER,  VALUE_NUMBER,
                                            VALUE_BOOLEAN, VALUE_TEXT};
    static const enum value_type references[] = {VALUE_ENTITY, VALUE_FACT};
    int64_t entity;
    *fits = false;
    if (property->type == VALUE_SIGNATORY)
        return signatory_give(work, report, text, value, fits, error);
    for (size_t i = 0; i < 2 && canonical_read(text, &entity) && !*fits; i++)
        if (value_fits(property->type, references[i]) &&
            !reference_give(work, report, references[i], text, value, fits, error))
            return false;
    for (size_t i = 0; i < sizeof plain / sizeof *plain && !*fits; i++)
        *fits = value_fits(property->type, plain[i]) && !canonical_read(text, &entity) &&
                value_read(text, plain[i], property, value);
    /* Of numbers the registry's own form was read above, so a comma can only be a Russian one. */
    if (!*fits && property->type != VALUE_ENTITY_OR_TEXT)
        *fits = entry_value_read(text, property, TONGUE_RUSSIAN, work->arena, value);
    return true;
}

/* ---- the report ---- */

bool stored_read(const struct work *work, const struct stored_report *stored, struct date published,
                 struct report **report, struct reading **reading, struct error *error)
{
    struct report_hint hint = {stored->id, stored->source, stored->publisher, stored->url,
                               published};
    struct span text;
    *report = ARENA_NEW(work->arena, struct report, 1);
    *reading = ARENA_NEW(work->arena, struct reading, 1);
    if (!store_report_text(work->store, stored->number, work->arena, &text, error) ||
        !report_of_text(work->arena, text, &hint, *report, error))
        return false;
    reading_of(work->reader, work->arena, *report, *reading);
    return true;
}

bool report_is_read(const struct work *work, const struct stored_report *stored,
                    struct error *error)
{
    const char *id = arena_copy(work->arena, stored->id).data;
    if (stored_report_is_list(stored))
        return error_add(error, "work.is_list", "id", id, NULL);
    return !stored_report_is_entry(stored) || error_add(error, "work.is_entry", "id", id, NULL);
}

bool given_report_read(const struct work *work, struct span id, struct given_report *given,
                       struct error *error)
{
    const char *name = arena_copy(work->arena, id).data;
    struct report *report;
    struct reading *reading;
    bool found;
    *given = (struct given_report){0};
    if (!store_report_by_id(work->store, id, work->arena, &given->stored, &found, error))
        return false;
    if (!found)
        return error_add(error, "work.unknown_report", "id", name, NULL);
    if (!report_is_read(work, &given->stored, error))
        return false;
    struct date published =
        given->stored.published_by_user ? given->stored.published : (struct date){0};
    if (!stored_read(work, &given->stored, published, &report, &reading, error) ||
        !store_sources_of_report(work->store, given->stored.number, work->arena, &given->sources,
                                 error) ||
        !store_mentions(work->store, given->stored.number, work->arena, &given->mentions, error))
        return false;
    given->report = report;
    given->reading = reading;
    return true;
}

/* ---- words ---- */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* The bytes of text from start on that are the words, whatever blanks part them; 0: none. */
static size_t words_match(struct span text, size_t start, struct span words)
{
    size_t at = start, i = 0;
    while (i < words.size) {
        if (at >= text.size)
            return 0;
        if (is_blank(words.data[i]) && is_blank(text.data[at])) {
            while (i < words.size && is_blank(words.data[i]))
                i++;
            while (at < text.size && is_blank(text.data[at]))
                at++;
        } else if (words.data[i++] != text.data[at++]) {
            return 0;
        }
    }
    return at - start;
}

static bool is_range(struct span words, size_t *first, size_t *end)
{
    struct span rest = words, part;
    int64_t from, to;
    if (!span_next_part(&rest, '-', &part) || !span_to_integer(part, &from) ||
        !span_to_integer(rest, &to) || from < 0 || to <= from)
        return false;
    *first = (size_t)from;
    *end = (size_t)to;
    return true;
}

/* The byte at which a code point begins; beyond the last the end. */
static size_t byte_of(struct span text, size_t code_points)
{
    size_t offset = 0;
    while (code_points-- && offset < text.size)
        utf8_next(text, &offset);
    return offset;
}

static struct range range_trim(struct span text, size_t start, size_t end)
{
    struct span words = span_trim(span_slice(text, start, end));
    size_t first = words.size ? (size_t)(words.data - text.data) : start;
    return (struct range){(uint32_t)first, (uint32_t)(first + words.size)};
}

bool words_give(const struct work *work, const struct given_report *given, struct span words,
                struct range *range, struct error *error)
{
    struct span text = given->report->text;
    const char *shown = arena_copy(work->arena, words).data;
    size_t first, end, found = 0, size;
    words = span_trim(words);
    if (is_range(words, &first, &end)) {
        *range = range_trim(text, byte_of(text, first), byte_of(text, end));
        return range->start < range->end || error_add(error, "work.no_words", "words", shown, NULL);
    }
    for (size_t i = 0; i < text.size && words.size; i++) {
        size = words_match(text, i, words);
        if (!size)
            continue;
        if (found++)
            return error_add(error, "work.many_words", "words", shown, NULL);
        *range = range_trim(text, i, i + size);
    }
    return found || error_add(error, "work.no_words", "words", shown, NULL);
}

/* Whether words are places alone, and how many. */
static bool are_places(struct span words, size_t *count)
{
    struct span rest = words, part;
    size_t first, end;
    for (*count = 0; span_next_part(&rest, ' ', &part); ++*count)
        if (!is_range(part, &first, &end))
            return false;
    return *count > 1;
}

bool places_give(const struct work *work, const struct given_report *given, struct span words,
                 struct range **ranges, size_t *count, struct error *error)
{
    struct span rest = span_trim(words), part;
    if (!are_places(rest, count)) {
        *count = 1;
        *ranges = ARENA_NEW(work->arena, struct range, 1);
        return words_give(work, given, words, *ranges, error);
    }
    *ranges = ARENA_NEW(work->arena, struct range, *count);
    for (size_t i = 0; span_next_part(&rest, ' ', &part); i++)
        if (!words_give(work, given, part, &(*ranges)[i], error))
            return false;
    return true;
}

struct span words_join(struct arena *arena, struct span text, struct range range)
{
    struct span words = span_trim(span_of_range(text, range));
    char *joined = ARENA_NEW(arena, char, words.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < words.size; i++) {
        bool blank = is_blank(words.data[i]);
        if (!blank || !is_blank(words.data[i - 1]))
            joined[size++] = blank ? ' ' : words.data[i];
    }
    return (struct span){joined, size};
}

/* ---- what words say ---- */

/* Bytes that two ranges share. */
static size_t shared(struct range one, struct range other)
{
    uint32_t start = one.start > other.start ? one.start : other.start;
    uint32_t end = one.end < other.end ? one.end : other.end;
    return start < end ? end - start : 0;
}

/* How well a range is what was selected: the words that both have, less those that one has alone.
 */
static int64_t likeness(struct range one, struct range other)
{
    int64_t both = (int64_t)shared(one, other);
    return both ? 3 * both - (int64_t)(one.end - one.start) - (int64_t)(other.end - other.start)
                : INT64_MIN;
}

/* The date, length of time or sum that stands there. */
static const struct value *amount_at(const struct given_report *given,
                                     const struct schema_property *property, struct range range)
{
    const struct value *best = NULL;
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < given->reading->mention_count; i++) {
        const struct mention *mention = &given->reading->mentions[i];
        int64_t like = likeness(mention->range, range);
        if (like > most && mention->value.type != VALUE_NONE &&
            value_fits(property->type, mention->value.type)) {
            most = like;
            best = &mention->value;
        }
    }
    return best;
}

static const struct stored_source *source_of(const struct given_report *given, uint32_t number)
{
    for (size_t i = 0; i < given->sources.count; i++)
        if (given->sources.items[i].number == number)
            return &given->sources.items[i];
    return NULL;
}

/* The source that the words name, of persons alone where it signs; 0: none. */
static uint32_t named_at(const struct given_report *given, bool person, struct range range)
{
    uint32_t best = 0;
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < given->mentions.count; i++) {
        const struct stored_mention *mention = &given->mentions.items[i];
        const struct stored_source *source = source_of(given, mention->source);
        int64_t like = likeness(mention->range, range);
        if (like > most && source && (!person || span_equal(source->kind->name, SPAN("Person")))) {
            most = like;
            best = mention->source;
        }
    }
    return best;
}

static struct span folded(struct arena *arena, struct span text)
{
    char *room = ARENA_NEW(arena, char, text.size + 1);
    return (struct span){room, utf8_lower(text, room, true)};
}

static const struct schema_choice *
choice_named(const struct work *work, const struct schema_property *property, struct span words)
{
    struct span wanted = folded(work->arena, words);
    for (size_t i = 0; i < property->choice_count; i++) {
        const struct schema_choice *choice = &property->choices[i];
        if (span_equal(folded(work->arena, choice->label.ru), wanted) ||
            span_equal(folded(work->arena, choice->label.en), wanted))
            return choice;
    }
    return NULL;
}

/* The figures of «около 1 200 человек», as text. */
static struct span figures_of(struct arena *arena, struct span words)
{
    char *figures = ARENA_NEW(arena, char, words.size + 1);
    size_t count = 0, gap = 0;
    for (size_t i = 0; i < words.size; i++) {
        char byte = words.data[i];
        bool digit = byte >= '0' && byte <= '9';
        bool point = (byte == ',' || byte == '.') && count && !gap && i + 1 < words.size &&
                     words.data[i + 1] >= '0' && words.data[i + 1] <= '9';
        if (digit || point)
            figures[count++] = digit ? byte : '.';
        else if (count && ((unsigned char)byte < 0x80 ? byte != ' ' : ++gap > 3))
            break;
        gap = digit ? 0 : gap;
    }
    return (struct span){figures, count};
}

void value_of_words(const struct work *work, const struct given_report *given,
                    const struct schema_property *property, struct range range, struct value *value,
                    bool *fits)
{
    struct span words = words_join(work->arena, given->report->text, range);
    enum value_type type = property->type;
    const struct value *amount = amount_at(given, property, range);
    const struct schema_choice *choice = choice_named(work, property, words);
    uint32_t named = value_fits(type, VALUE_ENTITY) || type == VALUE_SIGNATORY
                         ? named_at(given, type == VALUE_SIGNATORY, range)
                         : 0;
    *value = (struct value){0};
    if (amount) {
        *value = *amount;
    } else if (choice) {
        *value = (struct value){.type = VALUE_CHOICE, .choice = choice};
    } else if (named && type == VALUE_SIGNATORY) {
        value->type = VALUE_SIGNATORY;
        value->signatory.person = named;
    } else if (named) {
        *value = (struct value){.type = VALUE_ENTITY, .entity = named};
    } else if (type == VALUE_INTEGER || type == VALUE_NUMBER) {
        *fits = value_read(figures_of(work->arena, words), type, property, value);
        return;
    } else if (value_fits(type, VALUE_TEXT)) {
        *value = (struct value){.type = VALUE_TEXT, .text = words};
    }
    *fits = value->type != VALUE_NONE;
}

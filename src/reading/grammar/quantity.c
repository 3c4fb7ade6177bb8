#include "quantity.h"

#include "form.h"
#include "grammar_form.h"
#include "number.h"
#include "time_words.h"

static const struct token *token_at(const struct reading *reading, uint32_t index)
{
    return &reading->tokens.items[index];
}

static bool token_is(const struct reading *reading, uint32_t index, const char *form)
{
    return span_equal(token_at(reading, index)->folded, span_of(form));
}

static const struct time_word *time_at(const struct reading *reading, uint32_t index)
{
    return reading->words[index].form ? reading->words[index].form->time : NULL;
}

/* Figures that are a number: neither «09.02.2015» nor «14:30» nor «27-м». */
static bool figures_read(const struct reading *reading, uint32_t index, double *value)
{
    struct span folded = token_at(reading, index)->folded;
    size_t marks = 0;
    for (size_t i = 0; i < folded.size; i++) {
        char c = folded.data[i];
        bool space = (unsigned char)c >= 0x80 || c == ' '; /* no-break spaces between thousands */
        if (c == ',' || c == '.')
            marks++;
        else if (!space && (c < '0' || c > '9'))
            return false;
    }
    return marks <= 1 && number_read(reading, index, index + 1, value);
}

static bool is_in_name(const struct reading *reading, uint32_t index)
{
    return reading->words[index].mention != 0;
}

/* Whether a token belongs to the name of a thing: «технопарка» alone only says what it is. */
static bool is_named(const struct reading *reading, uint32_t index)
{
    uint32_t number = reading->words[index].mention;
    return number && (reading->mentions[number - 1].token_count > 1 ||
                      reading->tokens.items[index].shape != CASE_LOWER);
}

/* Whether a token is of a number, or makes it thousands of what it was. */
static bool is_number(const struct reading *reading, uint32_t index)
{
    double value;
    if (is_in_name(reading, index))
        return false;
    if (token_at(reading, index)->kind == TOKEN_NUMBER)
        return figures_read(reading, index, &value);
    const struct time_word *time = time_at(reading, index);
    return time && (time->number > 0 || time->scale > 0);
}

static bool is_numero(const struct reading *reading, uint32_t index)
{
    return token_is(reading, index, "№") || token_is(reading, index, "n");
}

bool quantity_begins(const struct reading *reading, uint32_t index)
{
    if (!is_number(reading, index))
        return false;
    uint32_t first = reading->tokens.sentences[reading->words[index].sentence].first;
    return index == first || (!is_number(reading, index - 1) && !is_numero(reading, index - 1));
}

/* The token behind one number with its scale; first where there is none. */
static uint32_t number_end(const struct reading *reading, uint32_t first, uint32_t limit,
                           double *value, bool *scaled)
{
    uint32_t at = first;
    *scaled = false;
    *value = 0;
    if (at < limit && is_number(reading, at) && token_at(reading, at)->kind == TOKEN_NUMBER) {
        figures_read(reading, at, value);
        at++;
    }
    for (; at < limit && is_number(reading, at); at++) {
        const struct time_word *time = time_at(reading, at);
        if (!time || token_at(reading, at)->kind == TOKEN_NUMBER)
            break;
        if (time->scale > 0) {
            *value = *value > 0 ? *value * time->scale : time->scale;
            *scaled = true;
        } else if (*scaled || token_at(reading, first)->kind == TOKEN_NUMBER)
            break;
        else
            *value += time->number;
    }
    return at;
}

/* «5–7 тысяч»: what multiplies the upper end multiplies the lower one. */
static void scale_lower(struct quantity *quantity, const struct reading *reading, uint32_t end)
{
    for (uint32_t i = quantity->first; i < end; i++) {
        const struct time_word *time = time_at(reading, i);
        if (time && time->scale > 0 && quantity->value * time->scale <= quantity->maximum)
            quantity->value *= time->scale;
    }
}

/* Reads on to the upper end of a range. */
static void range_read(const struct reading *reading, uint32_t limit, struct quantity *quantity)
{
    uint32_t at = quantity->end;
    bool from = quantity->first > 0 && token_is(reading, quantity->first - 1, "от");
    if (at + 1 >= limit ||
        (token_at(reading, at)->kind != TOKEN_DASH && !(from && token_is(reading, at, "до"))))
        return;
    double maximum;
    bool scaled;
    uint32_t end = number_end(reading, at + 1, limit, &maximum, &scaled);
    if (end == at + 1 || maximum <= quantity->value)
        return;
    quantity->maximum = maximum;
    if (scaled)
        scale_lower(quantity, reading, end);
    quantity->end = end;
}

/* Nouns that measure and count nothing: «4 раза», «120 гектаров», «85 процентов». */
static bool is_measure(const struct reading *reading, uint32_t index)
{
    static const char *const stems[] = {"раз", "раза", "гектар", "га",   "процент", "метр", "м",
                                        "км",  "балл", "кв.",    "куб.", "пункт",   "балла"};
    struct span folded = token_at(reading, index)->folded;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        struct span stem = span_of(stems[i]);
        bool long_stem = stem.size > 8; /* four letters: its forms too */
        if (span_equal(folded, stem) || (long_stem && span_starts_with(folded, stem)))
            return true;
    }
    return false;
}

/* Nouns that measure time, and those that multiply: «5 лет» is a length, «4 раза» counts nothing.
 */
static bool is_time_unit(const struct reading *reading, uint32_t index)
{
    const struct time_word *time = time_at(reading, index);
    uint64_t units = 1u << GROUP_YEAR | 1u << GROUP_YEARS | 1u << GROUP_MONTHS | 1u << GROUP_WEEKS |
                     1u << GROUP_DAYS;
    uint64_t months = ((uint64_t)1 << 12) - 1;
    uint64_t currency = (uint64_t)1 << GROUP_CURRENCY;
    return (time && (time->groups & (units | months | currency))) || is_measure(reading, index);
}

/* Whether a noun can stand behind the number: in the genitive, behind «один» in the singular, or,
 * where the number itself is in an oblique case, in that one. */
static bool head_is_counted(const struct reading *reading, const struct quantity *quantity,
                            uint32_t head)
{
    const struct word *word = &reading->words[head];
    double units = quantity->maximum > 0 ? quantity->maximum : quantity->value;
    bool one = units < 1e15 && (int64_t)units % 10 == 1 && (int64_t)units % 100 != 11;
    for (uint32_t i = 0; i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        if (analysis->pos != POS_NOUN || (i > 0 && analysis->weight < FAR_FETCHED))
            continue;
        if (one ? (analysis->grammemes & GRAM_SINGULAR) != 0
                : (analysis->grammemes & GRAM_GENITIVE) ||
                      ((analysis->grammemes & GRAM_PLURAL) &&
                       (analysis->grammemes & (GRAM_DATIVE | GRAM_INSTRUMENTAL | GRAM_LOCATIVE))))
            return true;
    }
    return false;
}

/* Another number begins another quantity: «27 предприятий и 2 вуза». */
static uint32_t counted_limit(const struct reading *reading, uint32_t first, uint32_t limit)
{
    uint32_t at = first;
    while (at < limit && token_at(reading, at)->kind != TOKEN_NUMBER && !is_number(reading, at))
        at++;
    return at;
}

static bool counted_read(const struct reading *reading, uint32_t limit, struct quantity *quantity)
{
    uint32_t first = quantity->end;
    limit = counted_limit(reading, first, limit);
    if (first >= limit ||
        !phrase_read(reading, first, limit, 0, NODE_NARROW | NODE_COMMON, &quantity->phrase))
        return false;
    struct phrase_member *member = &quantity->phrase.members[0];
    return reading->tokens.items[member->head].cyrillic && !is_named(reading, member->head) &&
           !is_time_unit(reading, member->head);
}

bool quantity_read(const struct reading *reading, uint32_t first, uint32_t limit, bool counted,
                   struct quantity *quantity)
{
    bool scaled;
    *quantity = (struct quantity){.first = first};
    if (first >= limit || !quantity_begins(reading, first))
        return false;
    quantity->end = number_end(reading, first, limit, &quantity->value, &scaled);
    if (quantity->end == first || quantity->value <= 0)
        return false;
    range_read(reading, limit, quantity);
    /* «Одна компания» is any company. */
    return !counted || (quantity->value > 1 && counted_read(reading, limit, quantity) &&
                        head_is_counted(reading, quantity, quantity->phrase.members[0].head));
}

/* Whether a word is an ordinal number, or the first part of one. */
static bool is_ordinal(const struct reading *reading, uint32_t index)
{
    const struct word *word = &reading->words[index];
    struct span folded = token_at(reading, index)->folded;
    if (token_at(reading, index)->kind == TOKEN_NUMBER)
        return span_find(folded, SPAN("-"), 0) != SIZE_MAX &&
               (unsigned char)folded.data[folded.size - 1] >= 0x80;
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].grammemes & GRAM_ORDINAL)
            return true;
    return false;
}

static double ordinal_value(const struct reading *reading, uint32_t index)
{
    /* Those that do not begin as their numeral does. */
    static const struct {
        const char *stem;
        double value;
    } ordinals[] = {{"перв", 1}, {"втор", 2}, {"трет", 3}, {"седьм", 7}, {"сот", 100}};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (span_starts_with(token_at(reading, index)->folded, span_of(ordinals[i].stem)))
            return ordinals[i].value;
    double value = 0;
    number_read(reading, index, index + 1, &value);
    return value;
}

bool ordinal_read(const struct reading *reading, uint32_t first, uint32_t limit,
                  struct quantity *quantity)
{
    uint32_t at = first;
    *quantity = (struct quantity){.first = first};
    while (at < limit && !is_ordinal(reading, at) && time_at(reading, at) &&
           time_at(reading, at)->number > 0)
        at++;
    if (at >= limit || at > first + 3 || is_in_name(reading, at) || !is_ordinal(reading, at))
        return false;
    double tens = 0, last = 0;
    if (at > first)
        number_read(reading, first, at, &tens);
    struct span folded = token_at(reading, at)->folded;
    if (token_at(reading, at)->kind == TOKEN_NUMBER)
        for (size_t i = 0; i < folded.size && folded.data[i] >= '0' && folded.data[i] <= '9'; i++)
            last = last * 10 + (folded.data[i] - '0');
    else
        last = ordinal_value(reading, at);
    quantity->value = tens + last;
    quantity->end = at + 1;
    /* «Первый резидент» may be the first of many. */
    return quantity->value > 1 && counted_read(reading, limit, quantity);
}

uint32_t quantity_end(const struct quantity *quantity)
{
    return quantity->phrase.count ? quantity->phrase.members[quantity->phrase.count - 1].end
                                  : quantity->end;
}

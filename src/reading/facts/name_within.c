/* Names that hold other names, and parties that can stand for one another. */
#include "draft.h"

#include "utf8.h"

enum { NAME_SIZE = 512, STEM_LEAST = 3, ENDING_MOST = 3, FORM_MOST = 5 };
/* A word takes a byte and what parts it from the next; one more is looked for than there are. */
enum { WORDS_MOST = NAME_SIZE / 2 + 2 };

static bool next_word(struct span text, size_t *at, struct span *word)
{
    while (*at < text.size) {
        size_t start = *at, next = *at;
        while (next < text.size) {
            size_t behind = next;
            uint32_t c = utf8_next(text, &behind);
            if (!code_point_is_letter(c) && !code_point_is_digit(c))
                break;
            next = behind;
        }
        if (next > start) {
            *word = span_slice(text, start, next);
            *at = next;
            return true;
        }
        utf8_next(text, at);
    }
    return false;
}

/* Whether two words begin alike up to an ending of a few letters. */
static bool stems_equal(struct span left, struct span right)
{
    size_t common = 0, letters = 0;
    while (common < left.size && common < right.size) {
        size_t a = common, b = common;
        if (utf8_next(left, &a) != utf8_next(right, &b))
            break;
        common = a;
        letters++;
    }
    size_t left_rest = utf8_count(span_slice(left, common, left.size));
    size_t right_rest = utf8_count(span_slice(right, common, right.size));
    if (left_rest == 0 && right_rest == 0)
        return true;
    return letters >= STEM_LEAST && left_rest <= ENDING_MOST && right_rest <= ENDING_MOST;
}

static struct span fold_name(struct span name, char *out)
{
    name = span_slice(name, 0, NAME_SIZE);
    return (struct span){out, utf8_lower(name, out, true)};
}

/* Without the legal form before a quoted name: «ОАО «Роснано»» is «Роснано». */
static struct span without_form(struct span name)
{
    static const char *const marks[] = {"«", "„", "\"", "“"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = span_find(name, span_of(marks[i]), 0);
        if (at == SIZE_MAX)
            continue;
        struct span form = span_trim(span_slice(name, 0, at));
        bool capitals = form.size > 0 && utf8_count(form) <= FORM_MOST;
        for (size_t offset = 0; offset < form.size;)
            capitals &= code_point_is_upper(utf8_next(form, &offset));
        if (capitals)
            return span_slice(name, at, name.size);
    }
    return name;
}

/* A word of a name or text, with what all words have in common whose stems are equal. */
struct text_word {
    struct span text;
    uint32_t begin; /* its first two letters */
};

static uint32_t word_begin(struct span word)
{
    size_t offset = 0;
    uint32_t first = utf8_next(word, &offset);
    return first * 31 + (offset < word.size ? utf8_next(word, &offset) : 0);
}

/* The words of a folded name, which has no more than NAME_SIZE bytes. */
static size_t text_words(struct span name, struct text_word *words)
{
    size_t at = 0, count = 0;
    while (next_word(name, &at, &words[count].text)) {
        words[count].begin = word_begin(words[count].text);
        count++;
    }
    return count;
}

/* Whether one of the words has the same stem. */
static bool words_have(const struct text_word *words, size_t count, const struct text_word *word)
{
    for (size_t i = 0; i < count; i++)
        if (words[i].begin == word->begin && stems_equal(word->text, words[i].text))
            return true;
    return false;
}

bool name_within(struct span part, struct span whole)
{
    part = without_form(part);
    char part_text[NAME_SIZE], whole_text[NAME_SIZE];
    part = fold_name(part, part_text);
    whole = fold_name(whole, whole_text);
    struct text_word words[WORDS_MOST], others[WORDS_MOST];
    size_t count = text_words(part, words), other_count = text_words(whole, others);
    for (size_t i = 0; i < count; i++)
        if (!words_have(others, other_count, &words[i]))
            return false;
    return count > 0;
}

/* The initials of a name's words; of words in capitals all letters: «Сибирское отделение РАН» and
 * «СО РАН» both give «СОРАН». Returns the number of letters; at most INITIALS. */
enum { INITIALS = 24 };
static size_t name_initials(struct span name, uint32_t *out)
{
    struct span word;
    size_t at = 0, count = 0;
    while (next_word(name, &at, &word)) {
        size_t offset = 0;
        utf8_next(word, &offset);
        bool capitals = word.size > offset;
        for (size_t i = offset; i < word.size;)
            capitals &= code_point_is_upper(utf8_next(word, &i));
        for (size_t i = 0; i < (capitals ? word.size : offset) && count < INITIALS;)
            out[count++] = code_point_to_upper(utf8_next(word, &i));
    }
    return count;
}

/* Whether a name is the other's initials. */
static bool name_abbreviates(struct span left, struct span right)
{
    uint32_t a[INITIALS], b[INITIALS];
    size_t count = name_initials(left, a);
    return count >= 3 && count == name_initials(right, b) && memcmp(a, b, count * sizeof *a) == 0;
}

bool texts_alike(struct span left, struct span right)
{
    char left_text[NAME_SIZE], right_text[NAME_SIZE];
    left = fold_name(left, left_text);
    right = fold_name(right, right_text);
    if (left.size > right.size) {
        struct span other = left;
        left = right;
        right = other;
    }
    struct text_word words[WORDS_MOST], others[WORDS_MOST];
    size_t count = text_words(left, words), other_count = text_words(right, others), common = 0;
    for (size_t i = 0; i < count; i++)
        common += words_have(others, other_count, &words[i]);
    return count > 0 && common * 3 >= count * 2;
}

bool texts_share_head(struct span left, struct span right)
{
    char left_text[NAME_SIZE], right_text[NAME_SIZE];
    struct span texts[] = {fold_name(left, left_text), fold_name(right, right_text)};
    struct span head, word;
    for (size_t i = 0; i < 2; i++) {
        size_t at = 0, from = 0;
        if (!next_word(texts[i], &at, &head))
            return false;
        while (next_word(texts[1 - i], &from, &word))
            if (stems_equal(head, word))
                return true;
    }
    return false;
}

struct span entity_name(const struct reading *reading, uint32_t entity)
{
    return entity == NO_ENTITY ? SPAN("") : reading->entities[entity - 1].name;
}

bool entity_is_of(const struct reading *reading, uint32_t entity, const char *schemas)
{
    const struct schema_kind *schema =
        entity == NO_ENTITY ? NULL : reading->entities[entity - 1].schema;
    while (schema) {
        size_t same = 0;
        while (same < schema->name.size && schemas[same] == schema->name.data[same])
            same++;
        if (same == schema->name.size && (schemas[same] == '|' || !schemas[same]))
            return true;
        const char *bar = strchr(schemas + same, '|');
        if (!bar)
            return false;
        schemas = bar + 1;
    }
    return false;
}

bool mention_is_of(const struct reading *reading, const struct mention *mention,
                   const char *schemas)
{
    return mention->token_count && mention->entity != NO_ENTITY &&
           reading->entities[mention->entity - 1].listed &&
           entity_is_of(reading, mention->entity, schemas);
}

bool claim_is_of(const struct facts *facts, const struct claim *claim, const char *schemas)
{
    return claim && claim->value.type == VALUE_ENTITY &&
           entity_is_of(facts->reading, claim->value.entity, schemas);
}

/* The bits of a name's words: equal for words whose stems are. */
static uint64_t words_bits(struct span name)
{
    char text[NAME_SIZE];
    struct span word;
    size_t at = 0;
    uint64_t bits = 0;
    name = fold_name(name, text);
    while (next_word(name, &at, &word)) {
        bits |= (uint64_t)1 << word_begin(word) % 64;
    }
    return bits;
}

static const struct party_key *party_key(const struct facts *facts, uint32_t entity)
{
    const struct reading *reading = facts->reading;
    struct party_key *key = &facts->parties[entity - 1];
    if (key->known)
        return key;
    struct span name = entity_name(reading, entity);
    uint32_t letters[INITIALS];
    size_t count = name_initials(name, letters);
    key->part = words_bits(without_form(name));
    key->whole = words_bits(name);
    key->known = true;
    for (size_t i = 0; count >= 3 && i < count; i++)
        key->initials = key->initials * 1000003 + letters[i] + 1;
    return key;
}

/* Whether one name's words may stand in another's: what name_within() need be asked of. */
static bool may_stand_within(const struct party_key *part, const struct party_key *whole)
{
    return !(part->part & ~whole->whole);
}

static bool names_within(const struct facts *facts, uint32_t part, uint32_t whole)
{
    return may_stand_within(party_key(facts, part), party_key(facts, whole)) &&
           name_within(entity_name(facts->reading, part), entity_name(facts->reading, whole));
}

static bool names_abbreviate(const struct facts *facts, uint32_t left, uint32_t right)
{
    uint64_t initials = party_key(facts, left)->initials;
    return initials && initials == party_key(facts, right)->initials &&
           name_abbreviates(entity_name(facts->reading, left), entity_name(facts->reading, right));
}

/* The sorts of a party, which are asked of one and the same again and again. */
static uint8_t party_sorts(const struct facts *facts, uint32_t entity)
{
    static const struct {
        const char *schemas;
        uint8_t sort;
    } sorts[] = {{"Region|Country|Locality|Place", PARTY_PLACE},
                 {"Locality", PARTY_LOCALITY},
                 {"PublicBody", PARTY_BODY},
                 {"Site|Cluster|Company", PARTY_FIRM}};
    struct party_key *key = &facts->parties[entity - 1];
    for (size_t i = 0; !key->sorted && i < sizeof sorts / sizeof *sorts; i++)
        if (entity_is_of(facts->reading, entity, sorts[i].schemas))
            key->sorts |= sorts[i].sort;
    key->sorted = true;
    return key->sorts;
}

/* The words behind the first one of what a body's name says that governs: «Омской области» of
 * «Правительство Омской области»; empty. */
static struct span governed_by(const struct reading *reading, uint32_t entity)
{
    static const char *const bodies[] = {"Правительство ", "Администрация ", "Кабинет Министров ",
                                         "Совет Министров "};
    struct span name = entity_name(reading, entity);
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (span_starts_with(name, span_of(bodies[i])))
            return span_slice(name, span_of(bodies[i]).size, name.size);
    return SPAN("");
}

/* «Администрация Омской области» is its government. */
static bool govern_alike(const struct reading *reading, uint32_t left, uint32_t right)
{
    struct span one = governed_by(reading, left), other = governed_by(reading, right);
    return one.size && other.size && name_within(one, other) && name_within(other, one);
}

/* Whether a body is a region's and no town's: «Правительство Томской области» is not of Томск. */
static bool is_of_region(const struct reading *reading, uint32_t body)
{
    static const char *const words[] = {" области", " края", " Республики", " республики"};
    struct span name = entity_name(reading, body);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_find(name, span_of(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool place_governs(const struct facts *facts, uint32_t place, uint32_t body)
{
    if ((party_sorts(facts, place) & PARTY_LOCALITY) && is_of_region(facts->reading, body) &&
        span_find(entity_name(facts->reading, place), SPAN(" "), 0) == SIZE_MAX)
        return false;
    /* «Правительство РС(Я)» is that of Якутия. */
    return facts->reading->entities[body - 1].place == place || names_within(facts, place, body);
}

bool same_party(const struct facts *facts, uint32_t left, uint32_t right)
{
    if (left == NO_ENTITY || right == NO_ENTITY)
        return false;
    if (left == right)
        return true;
    uint8_t one = party_sorts(facts, left), other = party_sorts(facts, right);
    if ((one & PARTY_PLACE) && (other & PARTY_BODY))
        return place_governs(facts, left, right);
    if ((other & PARTY_PLACE) && (one & PARTY_BODY))
        return place_governs(facts, right, left);
    if ((one | other) & PARTY_PLACE)
        return false;
    /* «ОЭЗ «Липецк»» is not «Правительство Липецкой области». */
    if (((one ^ other) & PARTY_BODY) && ((one | other) & PARTY_FIRM))
        return false;
    /* A managing company and its principal; a short name that was not joined to the full one. */
    return names_within(facts, left, right) || names_within(facts, right, left) ||
           names_abbreviate(facts, left, right) || govern_alike(facts->reading, left, right);
}

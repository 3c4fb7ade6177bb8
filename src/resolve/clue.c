/* Clues of names. */
#include "clue.h"

#include <string.h>

#include "name_lists.h"
#include "utf8.h"

/* The parts one behind the other, in arena. */
#define JOINED(arena, ...)                                                                         \
    joined(arena, (const struct span[]){__VA_ARGS__},                                              \
           sizeof((const struct span[]){__VA_ARGS__}) / sizeof(struct span))

static struct span joined(struct arena *arena, const struct span *parts, size_t count)
{
    size_t size = 0, filled = 0;
    for (size_t i = 0; i < count; i++)
        size += parts[i].size;
    char *text = ARENA_ROOM(arena, char, size);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].size)
            memcpy(text + filled, parts[i].data, parts[i].size);
        filled += parts[i].size;
    }
    return (struct span){text, size};
}

static void hash_add(struct clues *clues, enum relation relation, bool sought, bool kept,
                     uint64_t key)
{
    for (size_t i = 0; i < clues->count; i++) {
        struct clue *one = &clues->items[i];
        if (one->key != key)
            continue;
        one->sought |= sought;
        one->kept |= kept;
        if (relation < one->relation)
            one->relation = (uint8_t)relation;
        return;
    }
    if (clues->count < CLUES)
        clues->items[clues->count++] = (struct clue){
            .key = key, .relation = (uint8_t)relation, .sought = sought, .kept = kept};
}

static void key_add(struct clues *clues, enum relation relation, bool sought, bool kept,
                    struct span text)
{
    hash_add(clues, relation, sought, kept, hash_long(text));
}

/* The same with a region behind it; nothing where no region is known. */
static void key_add_in(struct clues *clues, enum relation relation, bool sought, bool kept,
                       struct span text, uint32_t region, struct arena *arena)
{
    char digits[8];
    size_t first = sizeof digits;
    if (!region)
        return;
    for (uint32_t rest = region; rest; rest >>= 4)
        digits[--first] = "0123456789abcdef"[rest & 0xF];
    key_add(clues, relation, sought, kept,
            JOINED(arena, text, SPAN("@"), {digits + first, sizeof digits - first}));
}

/* ---- letters ---- */

/* The first count letters of a text. */
static struct span first_letters(struct span text, size_t count)
{
    size_t offset = 0;
    while (count-- && offset < text.size)
        utf8_next(text, &offset);
    return span_slice(text, 0, offset);
}

static struct span last_letters(struct span text, size_t count)
{
    size_t letters = utf8_count(text);
    return letters <= count
               ? text
               : span_slice(text, first_letters(text, letters - count).size, text.size);
}

/* ---- sounds ---- */

/* The consonant that a letter of either alphabet stands for; 0 for vowels and signs. */
static char sound_of(uint32_t letter)
{
    static const char *const cyrillic[] = {/* а to я */
                                           "",  "b", "v", "g", "d", "",  "z", "z", "", "",  "k",
                                           "l", "m", "n", "",  "p", "r", "s", "t", "", "f", "h",
                                           "s", "c", "c", "c", "",  "",  "",  "",  "", ""};
    static const char latin[] = "\0bkd\0fg\0\0zklmn\0pkrst\0vvk\0z"; /* a to z */
    if (letter >= 0x430 && letter <= 0x44F)
        return cyrillic[letter - 0x430][0];
    return letter >= 'a' && letter <= 'z' ? latin[letter - 'a'] : '\0';
}

/* Two letters of Latin that are one sound: «sh», «ch», «kh», «ph», «th», «ts», «ck»; of which the
 * first is given. */
static char sound_of_two(char first, char second)
{
    static const char pairs[][4] = {"shc", "chc", "zhz", "khh", "phf", "tht", "tss", "ckk"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == first && pairs[i][1] == second)
            return pairs[i][2];
    return '\0';
}

/* The consonants of a name, doubles once; into out, which has room for size. Their number. */
static size_t sounds_write(struct span text, char *out, size_t size)
{
    size_t count = 0;
    for (size_t offset = 0; offset < text.size;) {
        uint32_t letter = utf8_next(text, &offset);
        char sound = sound_of(letter);
        if (letter < 0x80 && offset < text.size) {
            char two = sound_of_two((char)letter, text.data[offset]);
            if (two) {
                sound = two;
                offset++;
            }
        }
        if (letter == 'h' && !sound && count == 0)
            sound = 'h';
        if (sound && count < size && (!count || out[count - 1] != sound))
            out[count++] = sound;
    }
    return count;
}

static bool has_latin(struct span text)
{
    for (size_t offset = 0; offset < text.size;)
        if (code_point_is_latin(utf8_next(text, &offset)))
            return true;
    return false;
}

enum { LIKE_LETTERS = 64, SOUNDS = 32, SOUNDS_LEAST = 4 };

static size_t letters_of(struct span text, uint32_t *letters)
{
    size_t count = 0;
    for (size_t offset = 0; offset < text.size && count < LIKE_LETTERS;)
        letters[count++] = utf8_next(text, &offset);
    return count;
}

static unsigned least(unsigned left, unsigned right)
{
    return left < right ? left : right;
}

/* Slips between two texts: letters put in, left out, replaced, neighbours changed about. */
static unsigned slips_between(const uint32_t *left, size_t left_count, const uint32_t *right,
                              size_t right_count)
{
    unsigned rows[3][LIKE_LETTERS + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= right_count; j++)
        above[j] = (unsigned)j;
    for (size_t i = 1; i <= left_count; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= right_count; j++) {
            row[j] = least(least(above[j] + 1, row[j - 1] + 1),
                           above[j - 1] + (left[i - 1] != right[j - 1]));
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        unsigned *free = before;
        before = above;
        above = row;
        row = free;
    }
    return above[right_count];
}

bool names_are_like(struct span left, struct span right)
{
    enum { SHORT_LETTERS = 5, LONG_LETTERS = 14 };
    uint32_t one[LIKE_LETTERS], other[LIKE_LETTERS];
    char sounds[2][SOUNDS];
    if (has_latin(left) != has_latin(right)) {
        size_t count = sounds_write(left, sounds[0], SOUNDS);
        return count >= SOUNDS_LEAST - 1 && sounds_write(right, sounds[1], SOUNDS) == count &&
               memcmp(sounds[0], sounds[1], count) == 0;
    }
    size_t count = letters_of(left, one), other_count = letters_of(right, other);
    size_t shorter = count < other_count ? count : other_count;
    if (shorter < SHORT_LETTERS)
        return span_equal(left, right);
    return slips_between(one, count, other, other_count) <= (shorter < LONG_LETTERS ? 1U : 2U);
}

static void sound_clue(struct clues *clues, const char *tag, struct span name, struct arena *arena)
{
    char sounds[SOUNDS];
    size_t count = sounds_write(name, sounds, SOUNDS);
    if (count >= SOUNDS_LEAST)
        key_add(clues, RELATION_LIKE, true, true,
                JOINED(arena, span_of(tag), SPAN("t|"), {sounds, count}));
}

/* ---- persons ---- */

static bool is_initial(struct span word)
{
    return memchr(word.data, '.', word.size) || utf8_count(word) < 2;
}

bool person_name_of(struct span name, struct arena *arena, struct person_name *parts)
{
    struct span rest = shape_fold(span_trim(name), arena), word, words[4];
    size_t count = 0;
    *parts = (struct person_name){0};
    while (span_next_part(&rest, ' ', &word))
        if (word.size && count < 4)
            words[count++] = word;
    if (count < 2 || is_initial(words[count - 1]))
        return false;
    parts->given = words[0];
    parts->family = words[count - 1];
    parts->initials = is_initial(words[0]);
    if (count == 3)
        parts->patronymic = words[1];
    else if (count == 4) /* «Мехмет Али Реджеп Кая»: all but the last are given names */
        parts->given = JOINED(arena, words[0], SPAN(" "), words[1], SPAN(" "), words[2]);
    else if (parts->initials && parts->given.size > 3) { /* «и.п.» written together */
        size_t point = span_find(parts->given, SPAN("."), 0);
        parts->patronymic = span_slice(parts->given, point + 1, parts->given.size);
    }
    return true;
}

/* A key of a person's name, and the same in each region. */
static void person_key_add(struct clues *clues, enum relation relation, enum relation in_region,
                           bool sought, bool kept, struct span text, const uint32_t *regions,
                           size_t count, struct arena *arena)
{
    key_add(clues, relation, sought, kept, text);
    for (size_t i = 0; i < count; i++)
        key_add_in(clues, in_region, sought, kept, text, regions[i], arena);
}

void person_clues(const struct person_name *name, const uint32_t *regions, size_t region_count,
                  struct arena *arena, struct clues *clues)
{
    enum { SLIP_LETTERS = 4 };
    struct span letter = first_letters(name->given, 1);
    struct span full = JOINED(arena, SPAN("p|"), name->given, SPAN(" "), name->family);
    struct span of_full = JOINED(arena, SPAN("pf|"), letter, SPAN(" "), name->family);
    struct span of_initials = JOINED(arena, SPAN("pi|"), letter, SPAN(" "), name->family);
    person_key_add(clues, RELATION_INITIALS, RELATION_INITIALS_IN_REGION, true, name->initials,
                   of_initials, regions, region_count, arena);
    person_key_add(clues, RELATION_INITIALS, RELATION_INITIALS_IN_REGION, name->initials,
                   !name->initials, of_full, regions, region_count, arena);
    if (name->initials)
        return;
    person_key_add(clues, RELATION_SAME, RELATION_IN_REGION, true, true, full, regions,
                   region_count, arena);
    struct span begins = first_letters(name->family, SLIP_LETTERS);
    struct span ends = last_letters(name->family, SLIP_LETTERS);
    key_add(clues, RELATION_LIKE, true, true,
            JOINED(arena, SPAN("p1|"), name->given, SPAN(" "), begins));
    key_add(clues, RELATION_LIKE, true, true,
            JOINED(arena, SPAN("p2|"), name->given, SPAN(" "), ends));
    sound_clue(clues, "p", span_slice(full, 2, full.size), arena);
}

/* ---- places ---- */

void place_clues(struct span name, struct clues *clues, struct arena *arena)
{
    key_add(clues, RELATION_SAME, true, true, JOINED(arena, SPAN("g|"), name));
}

/* ---- bodies and the like ---- */

/* What keys of a kind begin with: kinds that readers confuse have the same. */
static struct span tag_of(const struct schema_kind *kind)
{
    return name_group_of(kind) == GROUP_ORGANIZATION ? SPAN("o") : kind->name;
}

struct thing {
    struct span tag;
    const struct name_shape *shape;
    uint32_t region; /* of the name, else where the thing is */
    uint32_t country;
    bool alias;
    struct arena *arena;
    struct clues *clues;
};

static bool is_core(const struct shape_word *word)
{
    return !word->place && !word->form && !word->function;
}

/* The lemmas of the words that are no place and no form, in the order of the alphabet. */
static struct span core_of(const struct name_shape *shape, struct arena *arena)
{
    struct span sorted[SHAPE_WORDS], core = SPAN("");
    size_t count = 0;
    for (size_t i = 0; i < shape->count; i++) {
        if (!is_core(&shape->words[i]))
            continue;
        size_t at = count++;
        while (at > 0 && span_compare(shape->words[i].lemma, sorted[at - 1]) < 0) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = shape->words[i].lemma;
    }
    for (size_t i = 0; i < count; i++)
        core = core.size ? JOINED(arena, core, SPAN(" "), sorted[i]) : sorted[i];
    return core;
}

/* The name without quotation marks and forms, its words as they stand. */
static struct span plain_of(const struct name_shape *shape, struct arena *arena)
{
    struct span plain = SPAN("");
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_word *word = &shape->words[i];
        if (word->form)
            continue;
        plain = plain.size ? JOINED(arena, plain, SPAN(" "), word->folded) : word->folded;
    }
    return plain;
}

/* «ТГУ» is not Tomsk's everywhere, whatever the lexicons list. */
static bool is_any_university(struct span known)
{
    return utf8_count(known) <= 4 && span_ends_with(known, SPAN("у"));
}

static void same_clues(const struct thing *thing)
{
    struct arena *arena = thing->arena;
    struct span plain = plain_of(thing->shape, arena), core = core_of(thing->shape, arena);
    if (thing->shape->known.size && !is_any_university(thing->shape->known))
        key_add(thing->clues, RELATION_KNOWN, true, true,
                JOINED(arena, thing->tag, SPAN("k|"), thing->shape->known));
    /* A second name that is any body's, «министерство», is a name within its region alone. */
    bool loose = thing->alias && thing->region && thing->shape->specificity == SPECIFIC_NONE;
    if (plain.size && !loose)
        key_add(thing->clues, RELATION_SAME, true, true,
                JOINED(arena, thing->tag, SPAN("|"), plain));
    if (core.size)
        key_add_in(thing->clues, RELATION_IN_REGION, true, true,
                   JOINED(arena, thing->tag, SPAN("c|"), core), thing->region, arena);
}

/* «Минэкономразвития» without its region or state may be the state's. */
static void ministry_clue(const struct thing *thing)
{
    const struct name_shape *shape = thing->shape;
    if (shape->count == 1 && !shape->region && thing->region &&
        span_starts_with(shape->words[0].folded, SPAN("мин")))
        key_add_in(thing->clues, RELATION_IN_REGION, true, false,
                   JOINED(thing->arena, thing->tag, SPAN("c|"), shape->words[0].lemma),
                   thing->country, thing->arena);
}

static bool inner_is_place(const struct name_shape *shape)
{
    for (size_t i = 0; i < shape->count; i++)
        if ((shape->has_quotes ? shape->words[i].quoted : !shape->words[i].form) &&
            !shape->words[i].place && !shape->words[i].function)
            return false;
    return true;
}

static void inner_clues(const struct thing *thing)
{
    const struct name_shape *shape = thing->shape;
    if (!shape->inner.size || inner_is_place(shape) || shape->apart || shape->outside > 2 ||
        (!shape->has_quotes && shape->specificity == SPECIFIC_NONE))
        return;
    struct span text = JOINED(thing->arena, thing->tag, SPAN("q|"), shape->inner);
    key_add(thing->clues, RELATION_INNER, true, true, text);
    key_add_in(thing->clues, RELATION_INNER_IN_REGION, true, true, text, thing->region,
               thing->arena);
    sound_clue(thing->clues, "o", shape->inner, thing->arena);
}

/* ---- abbreviations ---- */

enum { ABBREVIATION_LEAST = 2, ABBREVIATION_MOST = 8 };

/* The name's abbreviation where it is one: «РВК» of «ОАО «РВК»», «ФСБ» of «ФСБ России». */
static struct span abbreviation_of(const struct name_shape *shape)
{
    struct span found = SPAN("");
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_word *word = &shape->words[i];
        if (word->form || (word->place && !word->upper) || (shape->has_quotes && !word->quoted))
            continue;
        if (word->upper &&
            (span_equal(word->folded, SPAN("рф")) || span_equal(word->folded, SPAN("сша"))))
            continue;
        if (!word->upper || found.size)
            return SPAN("");
        found = word->folded;
    }
    size_t letters = utf8_count(found);
    return letters >= ABBREVIATION_LEAST && letters <= ABBREVIATION_MOST ? found : SPAN("");
}

/* Appends the first letters of the parts of a word: «научно-технический» has two. */
static void letters_append(struct buffer *out, struct span word)
{
    struct span part;
    while (span_next_part(&word, '-', &part))
        if (part.size)
            buffer_append(out, first_letters(part, 1));
}

/* What the name would be abbreviated to: with «и» and the like or without, with the places at its
 * end or without, with what stands before the quotation marks or without. */
static void long_clues(const struct thing *thing)
{
    enum { WITH_FUNCTION = 1, WITH_END = 2, QUOTED_ALONE = 4, WAYS = 8 };
    const struct name_shape *shape = thing->shape;
    struct buffer letters;
    size_t places = shape->count;
    while (places > 0 && (shape->words[places - 1].place))
        places--;
    buffer_init(&letters, 1024);
    for (int way = 0; way < WAYS; way++) {
        if ((way & QUOTED_ALONE) && !shape->has_quotes)
            break;
        buffer_clear(&letters);
        for (size_t i = 0; i < ((way & WITH_END) ? shape->count : places); i++) {
            const struct shape_word *word = &shape->words[i];
            if (word->form || word->upper || (!(way & WITH_FUNCTION) && word->function) ||
                ((way & QUOTED_ALONE) && !word->quoted))
                continue;
            letters_append(&letters, word->folded);
        }
        size_t count = utf8_count(buffer_span(&letters));
        if (count < ABBREVIATION_LEAST || count > ABBREVIATION_MOST)
            continue;
        struct span text = buffer_span(&letters);
        struct span as_long = JOINED(thing->arena, thing->tag, SPAN("l|"), text);
        struct span as_short = JOINED(thing->arena, thing->tag, SPAN("s|"), text);
        key_add(thing->clues, RELATION_SHORT, false, true, as_long);
        key_add_in(thing->clues, RELATION_SHORT_IN_REGION, false, true, as_long, thing->region,
                   thing->arena);
        key_add_in(thing->clues, RELATION_SHORT_IN_REGION, true, false, as_short, thing->region,
                   thing->arena);
        key_add(thing->clues, RELATION_SHORT, true, false, as_short);
    }
    buffer_release(&letters);
}

static void short_clues(const struct thing *thing, struct span abbreviation)
{
    struct span as_long = JOINED(thing->arena, thing->tag, SPAN("l|"), abbreviation);
    struct span as_short = JOINED(thing->arena, thing->tag, SPAN("s|"), abbreviation);
    key_add_in(thing->clues, RELATION_SHORT_IN_REGION, true, false, as_long, thing->region,
               thing->arena);
    key_add(thing->clues, RELATION_SHORT, true, false, as_long);
    key_add_in(thing->clues, RELATION_SHORT_IN_REGION, false, true, as_short, thing->region,
               thing->arena);
    key_add(thing->clues, RELATION_SHORT, false, true, as_short);
}

/* «мин», «рос» and «гос» with what stands behind them in full. */
static const struct syllable {
    struct span begin;
    struct span stem;
} syllables[] = {
    {{"мин", 6}, {"министерств", 22}}, {{"рос", 6}, {"росси", 10}},
    {{"гос", 6}, {"государств", 20}},  {{"обл", 6}, {"областн", 14}},
    {{"глав", 8}, {"главн", 10}},      {{"тех", 6}, {"техни", 10}},
};

bool is_made_of_syllables(struct span word, const struct name_shape *name)
{
    for (size_t i = 0; i < name->count && word.size; i++) {
        const struct shape_word *part = &name->words[i];
        size_t shared = 0;
        if (part->form || part->function)
            continue;
        while (shared < word.size && shared < part->folded.size &&
               word.data[shared] == part->folded.data[shared])
            shared++;
        if (shared & 1) /* within a letter */
            shared--;
        if (!shared) {
            if (i == 0)
                return false;
            continue;
        }
        word = span_slice(word, shared, word.size);
    }
    /* An ending of the last word may be left: «Минобрнауки» ends as it is, «Минкомсвязь» does not.
     */
    return word.size <= 4;
}

static void syllable_clues(const struct thing *thing)
{
    enum { NEXT_LETTERS = 3, MINISTRY = 0 };
    const struct name_shape *shape = thing->shape;
    if (!shape->count)
        return;
    struct span first =
        shape->inner.size && !shape->has_quotes ? shape->inner : shape->words[0].folded;
    for (size_t i = 0; i < sizeof syllables / sizeof *syllables; i++) {
        struct span next = SPAN("");
        bool is_short = false;
        if (span_starts_with(first, syllables[i].stem)) {
            for (size_t j = 1; j < shape->count && !next.size; j++)
                if (is_core(&shape->words[j]))
                    next = shape->words[j].folded;
        } else if (span_starts_with(first, syllables[i].begin) &&
                   utf8_count(first) >= utf8_count(syllables[i].begin) + NEXT_LETTERS + 1) {
            next = span_slice(first, syllables[i].begin.size, first.size);
            is_short = true;
        }
        if (!next.size)
            continue;
        struct span letters = first_letters(next, NEXT_LETTERS);
        for (int kept = 0; kept < 2; kept++)
            key_add_in(
                thing->clues, RELATION_SYLLABLES, !kept, kept,
                JOINED(thing->arena, thing->tag, span_of(is_short == (kept == 1) ? "a" : "m"),
                       SPAN("|"), syllables[i].begin, letters),
                thing->region && i == MINISTRY ? thing->region : thing->country, thing->arena);
    }
}

void thing_clues(const struct schema_kind *kind, const struct name_shape *shape,
                 struct clue_place place, bool alias, struct arena *arena, struct clues *clues)
{
    struct thing thing = {.tag = tag_of(kind),
                          .shape = shape,
                          .region = shape->region ? shape->region : place.region,
                          .country = place.country,
                          .alias = alias,
                          .arena = arena,
                          .clues = clues};
    struct span abbreviation = abbreviation_of(shape);
    same_clues(&thing);
    ministry_clue(&thing);
    inner_clues(&thing);
    if (abbreviation.size)
        short_clues(&thing, abbreviation);
    else
        long_clues(&thing);
    syllable_clues(&thing);
}

void body_clue(const struct reference_body *body, struct clues *clues)
{
    hash_add(clues, RELATION_KNOWN, true, true, reference_body_key(body));
}

void number_clue(const char *sort, struct span number, struct clues *clues, struct arena *arena)
{
    if (number.size)
        key_add(clues, RELATION_KNOWN, true, true, JOINED(arena, span_of(sort), SPAN("|"), number));
}

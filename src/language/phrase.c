/* Whole noun phrases: the head and what agrees with it change, the rest stays.
 *
 * A phrase is cut into words and what stands between them. Its head is the noun that all words
 * before it agree with as adjectives and participles do («Объединённой авиастроительной
 * корпорацией»); where several could be, the last one. Where no noun is found the first word is the
 * head («исполняющего обязанности»). Behind the head only a name in apposition («городом Томском»,
 * «министром Иваном Петровым») and a second head after «и» change; genitives, and all that stands
 * in quotation marks or brackets, stay. */
#include "utf8.h"
#include "word.h"

enum { WORDS = 48, MODIFIERS = 8 };

struct phrase_word {
    struct span text;
    struct analysis *items;
    size_t count;
    struct span form; /* what it becomes; its text while it does not change */
    bool upper;       /* begins with a capital */
    bool joined;      /* nothing but a space stands between it and the word before */
};

struct phrase {
    const struct morphology *morphology;
    struct arena *arena;
    struct phrase_word words[WORDS];
    size_t count;
    grammemes wanted;
    bool quoted; /* a quotation mark follows the last word */
};

/* A way to read a head and the words before it. */
struct head {
    size_t index;
    const struct analysis *analysis;
    grammemes reading; /* one case, one number, gender and animacy where there are */
    bool shared; /* two modifiers joined by «и» may each be singular: «первого и второго цехов» */
    double weight;
};

static bool is_word_letter(uint32_t code_point)
{
    return code_point_is_letter(code_point) || code_point_is_digit(code_point) ||
           code_point == '-' || code_point == '\'' || code_point == 0x2019;
}

static bool opens_quote(uint32_t code_point)
{
    return code_point == 0xAB || code_point == '"' || code_point == 0x201C ||
           code_point == 0x201E || code_point == '(' || code_point == '[';
}

/* Cuts the phrase up to its first quotation mark or bracket into words. */
static void words_cut(struct phrase *phrase, struct span text)
{
    size_t offset = 0, gap = 0;
    while (offset < text.size && phrase->count < WORDS) {
        size_t start = offset;
        uint32_t code_point = utf8_next(text, &offset);
        if (opens_quote(code_point)) {
            phrase->quoted = code_point != '(' && code_point != '[';
            return;
        }
        if (!is_word_letter(code_point)) {
            gap += code_point_is_space(code_point) ? 1 : 100;
            continue;
        }
        size_t end = offset;
        while (offset < text.size && is_word_letter(utf8_next(text, &offset))) {
            end = offset;
        }
        offset = end;
        struct phrase_word *word = &phrase->words[phrase->count++];
        *word = (struct phrase_word){.text = span_slice(text, start, end),
                                     .upper = code_point_is_upper(code_point),
                                     .joined = gap == 1};
        word->form = word->text;
        gap = 0;
    }
}

static void words_analyze(struct phrase *phrase)
{
    for (size_t i = 0; i < phrase->count; i++) {
        struct phrase_word *word = &phrase->words[i];
        word->items = ARENA_ROOM(phrase->arena, struct analysis, ANALYSIS_LIMIT);
        word->count =
            morphology_analyze(phrase->morphology, word->text, word->items, ANALYSIS_LIMIT);
    }
}

static bool word_is(const struct phrase_word *word, const char *text)
{
    char lower[64];
    return word->text.size <= sizeof lower &&
           span_equal((struct span){lower, utf8_lower(word->text, lower, true)}, span_of(text));
}

static bool has_reading(const struct phrase_word *word, enum part_of_speech pos, grammemes set)
{
    for (size_t i = 0; i < word->count; i++) {
        if (word->items[i].pos == pos && (!set || word->items[i].grammemes & set)) {
            return true;
        }
    }
    return false;
}

static bool is_modifier(const struct analysis *analysis)
{
    return analysis->pos == POS_ADJECTIVE || analysis->pos == POS_PARTICIPLE;
}

/* «Набережных» of «Набережных Челнов»: a noun that is an adjective in a place's name. */
static bool is_place_modifier(const struct phrase_word *word, const struct analysis *analysis)
{
    return word->upper && analysis->pos == POS_NOUN && analysis->known &&
           (span_ends_with(word->text, SPAN("ые")) || span_ends_with(word->text, SPAN("ых")) ||
            span_ends_with(word->text, SPAN("ым")) || span_ends_with(word->text, SPAN("ыми")));
}

/* The reading in which a word agrees with a head read so; NULL where there is none. */
static const struct analysis *modifier_of(const struct phrase_word *word, const struct head *head)
{
    const struct analysis agreed = {.grammemes = head->reading};
    const struct analysis single = {.grammemes = (head->reading & ~GRAM_NUMBERS) | GRAM_SINGULAR};
    const struct analysis *best = NULL;
    for (size_t i = 0; i < word->count; i++) {
        bool place = head->reading & GRAM_PLACE_NAME && is_place_modifier(word, &word->items[i]);
        bool fits = analysis_agrees(&word->items[i], &agreed) ||
                    (head->shared && analysis_agrees(&word->items[i], &single));
        /* An abbreviation of any gender is a masculine where the modifier can be one. */
        bool masculine = best && best->grammemes & GRAM_MASCULINE;
        if ((is_modifier(&word->items[i]) || place) && fits &&
            (!best || (word->items[i].weight > best->weight &&
                       !(masculine && head->reading & GRAM_ABBREVIATION)))) {
            best = &word->items[i];
        }
    }
    return best;
}

/* Words that may stand between modifiers and do not change: «особо», «не», «и». */
static bool is_between(const struct phrase_word *word)
{
    return word_is(word, "и") || word_is(word, "не") || word_is(word, "или") ||
           (!word->upper && has_reading(word, POS_ADVERB, 0));
}

/* Weighs a reading of the head with the words from first to it: zero where they do not agree. */
static double head_weight(const struct phrase *phrase, size_t first, const struct head *head)
{
    double weight = head->analysis->weight + 0.01;
    for (size_t i = first; i < head->index; i++) {
        const struct analysis *modifier = modifier_of(&phrase->words[i], head);
        if (modifier) {
            weight *= modifier->weight + 0.01;
        } else if (i + 1 == head->index || !is_between(&phrase->words[i])) {
            return 0;
        }
    }
    /* «компании «Заря»» is one company. */
    size_t next = head->index + 1;
    bool one = next == phrase->count ? phrase->quoted
                                     : phrase->words[next].upper && phrase->words[next].joined;
    weight *= one && head->reading & GRAM_SINGULAR ? 2 : 1;
    /* Plurals of unknown names: «Ростех» is no «ростехи». */
    bool name = phrase->words[head->index].upper && !head->analysis->known;
    weight *= name && head->reading & GRAM_PLURAL ? 0.3 : 1;
    weight *=
        head->analysis->grammemes & GRAM_ABBREVIATION && head->reading & GRAM_PLURAL ? 0.3 : 1;
    return head->reading & GRAM_NOMINATIVE ? weight * (name ? 2 : 1.2) : weight;
}

static bool from_allows(grammemes from, grammemes reading)
{
    static const grammemes categories[] = {GRAM_CASES, GRAM_NUMBERS, GRAM_GENDERS & ~GRAM_COMMON};
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        if (from & categories[i] && reading & categories[i] && !(from & reading & categories[i])) {
            return false;
        }
    }
    return true;
}

/* Tries one reading of a word as head, in each of its cases. */
static void head_try(const struct phrase *phrase, size_t first, size_t index,
                     const struct analysis *analysis, grammemes from, struct head *best)
{
    for (unsigned bit = 0; bit < 6; bit++) {
        for (unsigned number = 0; number < 2; number++) {
            grammemes one_case = GRAMMEME(bit);
            grammemes one_number = number ? GRAM_PLURAL : GRAM_SINGULAR;
            struct head head = {.index = index, .analysis = analysis};
            for (size_t i = first; number && i < index; i++) {
                head.shared = head.shared || word_is(&phrase->words[i], "и");
            }
            head.reading =
                (analysis->grammemes & ~(GRAM_CASES | GRAM_NUMBERS)) | one_case | one_number;
            if (!(analysis->grammemes & one_case) || !(analysis->grammemes & one_number) ||
                !from_allows(from, head.reading)) {
                continue;
            }
            head.weight = head_weight(phrase, first, &head);
            if (head.weight > best->weight) {
                *best = head;
            }
        }
    }
}

/* The head of the phrase whose first word is first. The further away the better: «рабочей группы»
 * could be headed by the noun «рабочая». */
static bool head_find(const struct phrase *phrase, size_t first, grammemes from, struct head *head)
{
    *head = (struct head){.weight = 0};
    for (size_t i = first; i < phrase->count && i - first <= MODIFIERS; i++) {
        const struct phrase_word *word = &phrase->words[i];
        struct head best = {.weight = 0};
        for (size_t j = 0; j < word->count; j++) {
            if (word->items[j].pos == POS_NOUN) {
                head_try(phrase, first, i, &word->items[j], from, &best);
            }
        }
        if (best.weight > 0) {
            *head = best;
        }
        bool modifies = has_reading(word, POS_ADJECTIVE, 0) ||
                        has_reading(word, POS_PARTICIPLE, 0) ||
                        (word->count > 0 && is_place_modifier(word, &word->items[0]));
        if (!modifies && !is_between(word)) {
            break;
        }
    }
    for (size_t i = 0; head->weight == 0 && i < phrase->words[first].count; i++) {
        const struct analysis *item = &phrase->words[first].items[i];
        if (is_modifier(item) || item->pos == POS_PRONOUN) {
            struct head best = {.weight = 0};
            head_try(phrase, first, first, item, from, &best);
            /* «исполняющего обязанности»: a person */
            best.weight *= item->grammemes & GRAM_NEUTER ? 0.5 : 1;
            *head = best.weight > head->weight ? best : *head;
        }
    }
    return head->weight > 0;
}

static void word_inflect(const struct phrase *phrase, struct phrase_word *word,
                         const struct analysis *analysis, grammemes wanted)
{
    struct span form;
    if (morphology_inflect(phrase->morphology, word->text, analysis, wanted, phrase->arena,
                           &form)) {
        word->form = form;
    }
}

/* Case, number and gender that the head and its modifiers get. */
static grammemes target_of(const struct phrase *phrase, const struct head *head)
{
    grammemes wanted = phrase->wanted;
    grammemes target = wanted & GRAM_CASES ? wanted & GRAM_CASES : head->reading & GRAM_CASES;
    target |= wanted & GRAM_NUMBERS ? wanted & GRAM_NUMBERS : head->reading & GRAM_NUMBERS;
    return target;
}

static void head_inflect(struct phrase *phrase, size_t first, const struct head *head,
                         grammemes modifier_target, grammemes head_target)
{
    grammemes gender = head->reading & GRAM_GENDERS;
    gender = gender & GRAM_COMMON || (gender & (gender - 1)) ? 0 : gender;
    for (size_t i = first; i < head->index; i++) {
        struct phrase_word *word = &phrase->words[i];
        const struct analysis *analysis = modifier_of(word, head);
        grammemes wanted = modifier_target | (head->reading & (GRAM_ANIMATE | GRAM_INANIMATE));
        if (!analysis || (is_between(word) && !is_modifier(&word->items[0]))) {
            continue;
        }
        if (head->shared && !(analysis->grammemes & GRAM_PLURAL)) {
            wanted = (wanted & ~GRAM_NUMBERS) | GRAM_SINGULAR;
        }
        wanted |= wanted & GRAM_SINGULAR ? gender : 0;
        word_inflect(phrase, word, analysis, wanted);
    }
    bool gendered = is_modifier(head->analysis) && head_target & GRAM_SINGULAR;
    word_inflect(phrase, &phrase->words[head->index], head->analysis,
                 gendered ? head_target | gender : head_target);
}

/* «двух новых заводов» → «два новых завода»: behind a numeral in the nominative or accusative
 * stands the genitive, of the singular behind 2 to 4. Numerals in those cases stay. */
static bool numeral_inflect(struct phrase *phrase, size_t first, grammemes from)
{
    static const char *const few[] = {"два", "три", "четыре", "оба"};
    struct head head;
    grammemes target = phrase->wanted & GRAM_CASES, noun = target | GRAM_PLURAL;
    if (!has_reading(&phrase->words[first], POS_NUMERAL, 0) || first + 1 == phrase->count ||
        !head_find(phrase, first + 1, (from & GRAM_CASES) | GRAM_PLURAL, &head)) {
        return false;
    }
    struct phrase_word *word = &phrase->words[first];
    for (size_t i = 0; i < word->count; i++) {
        const struct analysis *item = &word->items[i];
        grammemes genders = item->grammemes & GRAM_GENDERS;
        if (item->pos != POS_NUMERAL || !(item->grammemes & head.reading & GRAM_CASES) ||
            (genders && !(genders & head.reading))) {
            continue;
        }
        word_inflect(phrase, word, item, target | (head.reading & (GRAM_ANIMATE | GRAM_INANIMATE)));
        grammemes modifier = noun;
        if (target & (GRAM_NOMINATIVE | GRAM_ACCUSATIVE)) {
            noun = modifier = GRAM_GENITIVE | GRAM_PLURAL;
            for (size_t j = 0; j < sizeof few / sizeof *few; j++) {
                bool same = item->lemma == morphology_lemma_id(span_of(few[j]));
                noun = same ? GRAM_GENITIVE | GRAM_SINGULAR : noun;
            }
        }
        head_inflect(phrase, first + 1, &head, modifier, noun);
        return true;
    }
    return false;
}

static bool is_person_word(const struct phrase_word *word)
{
    return has_reading(word, POS_NOUN, GRAM_GIVEN_NAME | GRAM_SURNAME | GRAM_PATRONYMIC);
}

/* Inflects the words from first on as a person's name; the number of words taken. */
static size_t name_inflect(struct phrase *phrase, size_t first, grammemes from)
{
    struct name_word names[NAME_WORDS] = {0};
    size_t count = 0;
    while (first + count < phrase->count && count < NAME_WORDS &&
           phrase->words[first + count].upper &&
           (count == 0 || phrase->words[first + count].joined)) {
        names[count].text = phrase->words[first + count].text;
        count++;
    }
    if (morphology_inflect_name(phrase->morphology, names, count, from, phrase->wanted,
                                phrase->arena, NULL)) {
        for (size_t i = 0; i < count; i++) {
            phrase->words[first + i].form = names[i].form;
        }
    }
    return count;
}

/* Whether the head is a word that a place's name follows in the same case. */
static bool takes_place(const struct head *head)
{
    static const char *const words[] = {"город",     "поселок",     "село",         "деревня",
                                        "станица",   "аул",         "хутор",        "столица",
                                        "наукоград", "город-герой", "город-спутник"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (head->analysis->lemma == morphology_lemma_id(span_of(words[i]))) {
            return true;
        }
    }
    return false;
}

/* Inflects what stands in apposition to the head; the index of the first word behind it. */
static size_t apposition_inflect(struct phrase *phrase, const struct head *head)
{
    size_t next = head->index + 1;
    grammemes from = head->reading & (GRAM_CASES | GRAM_NUMBERS);
    bool adjective =
        next < phrase->count && (has_reading(&phrase->words[next], POS_ADJECTIVE, 0) &&
                                 !has_reading(&phrase->words[next], POS_NOUN, GRAM_PLACE_NAME));
    if (next >= phrase->count || !phrase->words[next].upper || !phrase->words[next].joined) {
        return next;
    }
    if (takes_place(head)) {
        struct head place; /* «посёлка Северного», but «города Москвы» */
        from |= adjective ? head->reading & GRAM_GENDERS : 0;
        if (head_find(phrase, next, from, &place)) {
            grammemes target = target_of(phrase, &place);
            head_inflect(phrase, next, &place, target, target);
            next = place.index + 1;
        }
    } else if (head->reading & GRAM_ANIMATE && is_person_word(&phrase->words[next])) {
        next += name_inflect(phrase, next, from & GRAM_CASES);
    }
    return next;
}

/* «мэром Томска Иваном Петровым»: a name in the head's case behind what depends on the head. Only
 * in cases that its dependents cannot have; the index of the first word behind the name, or next.
 */
static size_t late_name_inflect(struct phrase *phrase, const struct head *head, size_t next)
{
    grammemes one_case = head->reading & GRAM_CASES;
    if (!(head->reading & GRAM_ANIMATE) ||
        !(one_case & (GRAM_DATIVE | GRAM_INSTRUMENTAL | GRAM_LOCATIVE))) {
        return next;
    }
    for (size_t i = next; i < phrase->count; i++) {
        const struct phrase_word *word = &phrase->words[i];
        for (size_t j = 0; word->upper && j < word->count; j++) {
            const struct analysis *item = &word->items[j];
            if (item->known && item->grammemes & GRAM_GIVEN_NAME && item->grammemes & one_case &&
                !(item->grammemes & GRAM_INITIAL)) {
                return i + name_inflect(phrase, i, one_case);
            }
        }
    }
    return next;
}

/* Inflects the noun phrase that begins at word first, and those joined to it by «и». */
static void group_inflect(struct phrase *phrase, size_t first, grammemes from)
{
    struct head head;
    if (first >= phrase->count || numeral_inflect(phrase, first, from) ||
        !head_find(phrase, first, from, &head)) {
        return;
    }
    grammemes target = target_of(phrase, &head);
    head_inflect(phrase, first, &head, target, target);
    size_t next = apposition_inflect(phrase, &head);
    next = next == head.index + 1 ? late_name_inflect(phrase, &head, next) : next;
    if (next + 1 < phrase->count && word_is(&phrase->words[next], "и") &&
        phrase->words[next].joined && head.analysis->pos == POS_NOUN) {
        group_inflect(phrase, next + 1, head.reading & GRAM_CASES);
    }
}

/* Whether the whole phrase is a person's name: capitals alone, one of them a known name. */
static bool is_name(const struct phrase *phrase, struct span text)
{
    bool known = false;
    struct span last = phrase->words[phrase->count - 1].text;
    for (size_t i = 0; i < phrase->count; i++) {
        const struct phrase_word *word = &phrase->words[i];
        bool names = is_person_word(word);
        const struct analysis *first = &word->items[0];
        if (!word->upper || (!names && first->known) || (i > 0 && !word->joined)) {
            return false;
        }
        known = known || (names && first->known &&
                          first->grammemes & (GRAM_GIVEN_NAME | GRAM_SURNAME | GRAM_PATRONYMIC));
    }
    return known && last.data + last.size == text.data + text.size && phrase->count <= 4;
}

/* The phrase with its words in their forms. */
static struct span phrase_text(const struct phrase *phrase, struct span text)
{
    size_t size = text.size, used = 0, offset = 0;
    for (size_t i = 0; i < phrase->count; i++) {
        size += phrase->words[i].form.size;
    }
    char *out = arena_alloc(phrase->arena, size + 1, 1);
    for (size_t i = 0; i < phrase->count; i++) {
        const struct phrase_word *word = &phrase->words[i];
        size_t start = (size_t)(word->text.data - text.data);
        memcpy(out + used, text.data + offset, start - offset);
        used += start - offset;
        if (word->form.size) {
            memcpy(out + used, word->form.data, word->form.size);
        }
        used += word->form.size;
        offset = start + word->text.size;
    }
    memcpy(out + used, text.data + offset, text.size - offset);
    return (struct span){out, used + text.size - offset};
}

struct span morphology_inflect_phrase(const struct morphology *morphology, struct span text,
                                      grammemes from, grammemes wanted, struct arena *arena)
{
    struct arena_mark mark = arena_mark(arena);
    struct phrase phrase; /* not cleared: its words are many */
    phrase.morphology = morphology;
    phrase.arena = arena;
    phrase.wanted = wanted;
    phrase.quoted = false;
    phrase.count = 0;
    words_cut(&phrase, text);
    if (phrase.count == 0) {
        return text;
    }
    words_analyze(&phrase);
    if (is_name(&phrase, text)) {
        name_inflect(&phrase, 0, from);
    } else {
        group_inflect(&phrase, 0, from);
    }
    return arena_keep(arena, mark, phrase_text(&phrase, text));
}

/* Clauses by their marks, and the seats of a predicate's arguments. */
#include "predicate.h"

#include "utf8.h"

#define MODIFIERS (1u << POS_ADJECTIVE | 1u << POS_PARTICIPLE | 1u << POS_NUMERAL)
#define AGREEING (GRAM_NUMBERS | GRAM_GENDERS)

/* What a stretch between two marks is to the clause around it. */
enum stretch_kind {
    STRETCH_OWN,    /* more of it: a member of a list, an apposition */
    STRETCH_ISLAND, /* put into it: a participle's phrase, «по словам …» */
    STRETCH_CLAUSE, /* another clause beside it */
    STRETCH_UNDER   /* a clause under another: «что …», «который …» */
};

static const struct token *token_at(const struct reading *reading, uint32_t index)
{
    return &reading->tokens.items[index];
}

static uint8_t part_of(const struct reading *reading, uint32_t index)
{
    const struct word *word = &reading->words[index];
    return word->analysis_count ? word->analyses[0].pos : (uint8_t)POS_UNKNOWN;
}

static bool is_one_of(struct span folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_equal(folded, span_of(words[i])))
            return true;
    return false;
}

#define IS_ONE_OF(folded, words) is_one_of(folded, words, sizeof(words) / sizeof *(words))

static bool is_mark(const struct reading *reading, uint32_t index, char mark)
{
    const struct token *token = token_at(reading, index);
    return token->kind == TOKEN_PUNCTUATION && token->folded.size == 1 &&
           token->folded.data[0] == mark;
}

/* Whether a token is of a name: what its words say is nothing of the clause. */
static bool is_named(const struct reading *reading, uint32_t index)
{
    uint32_t mention = reading->words[index].mention;
    return mention && reading->mentions[mention - 1].type != MENTION_DATE;
}

static bool is_to_be(struct span folded)
{
    static const char *const forms[] = {"быть", "был", "была", "было", "были", "будет", "будут"};
    return IS_ONE_OF(folded, forms);
}

/* Whether a token is the verb of a clause: a finite one, or what stands for one («готов»). */
static bool is_finite(const struct reading *reading, uint32_t index)
{
    if (is_named(reading, index) || is_to_be(token_at(reading, index)->folded))
        return false;
    uint8_t part = part_of(reading, index);
    /* «клей» is an imperative as well; news commands nothing. */
    const struct word *word = &reading->words[index];
    for (uint32_t i = 1; i < word->analysis_count; i++)
        if (part == POS_VERB && (word->analyses[0].grammemes & GRAM_IMPERATIVE) &&
            word->analyses[i].pos == POS_NOUN)
            return false;
    return part == POS_VERB || part == POS_PARTICIPLE_SHORT || part == POS_ADJECTIVE_SHORT;
}

static bool is_which(const struct reading *reading, uint32_t index)
{
    return span_starts_with(token_at(reading, index)->folded, SPAN("котор"));
}

/* Marks at which a stretch ends. */
static bool is_border(const struct reading *reading, uint32_t index)
{
    return is_mark(reading, index, ',') || is_mark(reading, index, ';') ||
           is_mark(reading, index, ':') || token_at(reading, index)->kind == TOKEN_DASH;
}

/* Words that begin a clause under another. */
static bool begins_under(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {"что",   "чтобы",   "где",       "куда",   "откуда",
                                        "когда", "если",    "пока",      "хотя",   "поскольку",
                                        "чем",   "сколько", "благодаря", "почему", "ибо",
                                        "чей",   "чья",     "чье",       "чьи",    "зачем"};
    /* «пока закупают в Китае» is no clause of its own. */
    if (span_equal(token_at(reading, index)->folded, SPAN("пока")) && index > 0 &&
        reading->words[index - 1].sentence == reading->words[index].sentence &&
        !is_border(reading, index - 1))
        return false;
    return is_which(reading, index) || IS_ONE_OF(token_at(reading, index)->folded, words);
}

/* Words that begin a clause beside another, behind a comma. */
static bool begins_beside(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {"но",      "однако", "зато",         "причем",
                                        "поэтому", "притом", "следовательно"};
    return IS_ONE_OF(token_at(reading, index)->folded, words);
}

/* Words that say who says so, or how it is meant. */
static bool begins_aside(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {
        "по",       "согласно", "например", "конечно",        "кстати",  "кроме",
        "помимо",   "вместе",   "наряду",   "соответственно", "видимо",  "вероятно",
        "наверное", "кажется",  "возможно", "напомним",       "отметим", "как"};
    return IS_ONE_OF(token_at(reading, index)->folded, words);
}

static bool joins_verbs(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {"и", "а", "но", "или", "да", "также"};
    return IS_ONE_OF(token_at(reading, index)->folded, words);
}

/* The last token of what begins at one: of a mention, a quotation, a pair of brackets, itself. */
static uint32_t piece_last(const struct reading *reading, uint32_t index, uint32_t high)
{
    const struct token *token = token_at(reading, index);
    uint32_t mention = reading->words[index].mention, last = index;
    if (mention) {
        const struct mention *found = &reading->mentions[mention - 1];
        last = found->first + found->token_count - 1;
    }
    if (token->partner != UINT32_MAX && token->partner > last)
        last = token->partner;
    return last < high ? last : high - 1;
}

/* The first token of what ends with one. */
static uint32_t piece_first(const struct reading *reading, uint32_t index, uint32_t low)
{
    const struct token *token = token_at(reading, index);
    uint32_t mention = reading->words[index].mention, first = index;
    if (mention)
        first = reading->mentions[mention - 1].first;
    if (token->partner != UINT32_MAX && token->partner < first)
        first = token->partner;
    return first > low ? first : low;
}

static bool is_bracket(const struct reading *reading, uint32_t index)
{
    return token_at(reading, index)->kind == TOKEN_PUNCTUATION &&
           token_at(reading, index)->partner != UINT32_MAX;
}

/* The mark at or behind a token at which its stretch ends; high where there is none. */
static uint32_t stretch_close(const struct reading *reading, uint32_t index, uint32_t high)
{
    while (index < high && !is_border(reading, index))
        index = piece_last(reading, index, high) + 1;
    return index < high ? index : high;
}

/* The first token of the stretch that ends before a token. */
static uint32_t stretch_open(const struct reading *reading, uint32_t index, uint32_t low)
{
    while (index > low && !is_border(reading, index - 1))
        index = piece_first(reading, index - 1, low);
    return index > low ? index : low;
}

static bool has_finite(const struct reading *reading, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i = piece_last(reading, i, end) + 1)
        if (is_finite(reading, i))
            return true;
    return false;
}

/* «входящий в группу» is an adjective of the dictionary as well. */
static bool can_be_participle(const struct reading *reading, uint32_t index)
{
    const struct word *word = &reading->words[index];
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_PARTICIPLE)
            return true;
    return false;
}

/* What the stretch first..end is, behind a comma. */
static enum stretch_kind stretch_kind(const struct reading *reading, uint32_t first, uint32_t end)
{
    if (first >= end)
        return STRETCH_OWN;
    uint32_t word = first;
    if (part_of(reading, word) == POS_PREPOSITION && word + 1 < end)
        word++;
    if (begins_under(reading, first) || is_which(reading, word))
        return STRETCH_UNDER;
    if (begins_beside(reading, first))
        return STRETCH_CLAUSE;
    /* «, а подшипники — в Чехии» */
    if (span_equal(token_at(reading, first)->folded, SPAN("а")) &&
        !(first + 1 < end && span_equal(token_at(reading, first + 1)->folded, SPAN("также"))))
        return STRETCH_CLAUSE;
    if (span_equal(token_at(reading, first)->folded, SPAN("как")) &&
        has_finite(reading, first, end))
        return STRETCH_ISLAND;
    if (has_finite(reading, first, end))
        return STRETCH_CLAUSE;
    uint8_t part = part_of(reading, first);
    if (part == POS_ADVERB && first + 1 < end)
        part = part_of(reading, first + 1);
    bool named = is_named(reading, first);
    if (!named && (part == POS_PARTICIPLE || part == POS_GERUND || begins_aside(reading, first) ||
                   can_be_participle(reading, first)))
        return STRETCH_ISLAND;
    return STRETCH_OWN;
}

static void stretch_add(struct stretches *stretches, uint32_t first, uint32_t end)
{
    if (first < end && stretches->count < PREDICATE_STRETCHES)
        stretches->items[stretches->count++] = (struct stretch){first, end};
}

/* The end of the predicate's own words before another verb at index: before the conjunction that
 * joins the two, else before that verb. */
static uint32_t own_end(const struct reading *reading, uint32_t first, uint32_t index)
{
    for (uint32_t i = index; i > first; i--)
        if (joins_verbs(reading, i - 1))
            return i - 1;
    return index;
}

/* Another predicate to the right: what follows it is its own. «собрали, обобщили и издали труды»:
 * verbs side by side, of which last was the last one, have the same. */
static bool stops_right(const struct predicate *predicate, uint32_t *last, uint32_t index)
{
    const struct reading *reading = predicate->reading;
    if (is_named(reading, index) || is_to_be(token_at(reading, index)->folded))
        return false;
    uint8_t part = part_of(reading, index);
    bool verb = is_finite(reading, index) || part == POS_INFINITIVE;
    if (!verb)
        return false;
    bool beside =
        index - *last == 2 && (joins_verbs(reading, index - 1) || is_mark(reading, index - 1, ','));
    if (!beside || part != part_of(reading, predicate->token))
        return true;
    *last = index;
    return false;
}

/* Whether the stretch first..close behind a comma begins a clause that leaves out its verb:
 * «поставляет трубы, «Заря» – насосы». A second dash would close an apposition. */
static bool is_elliptic(const struct predicate *predicate, uint32_t first, uint32_t close)
{
    const struct reading *reading = predicate->reading;
    if (close + 1 >= predicate->high || token_at(reading, close)->kind != TOKEN_DASH ||
        joins_verbs(reading, first))
        return false;
    uint32_t end = stretch_close(reading, close + 1, predicate->high);
    return stretch_kind(reading, close + 1, end) == STRETCH_OWN &&
           (end >= predicate->high || token_at(reading, end)->kind != TOKEN_DASH);
}

/* Goes over a dash or comma to the right; false where the clause ends at it. */
static bool cross_right(const struct predicate *predicate, uint32_t mark, uint32_t *at)
{
    const struct reading *reading = predicate->reading;
    uint32_t high = predicate->high, first = mark + 1;
    if (is_mark(reading, mark, ';') || is_mark(reading, mark, ':') || first >= high)
        return false;
    uint32_t close = stretch_close(reading, first, high);
    enum stretch_kind kind = stretch_kind(reading, first, close);
    if (token_at(reading, mark)->kind == TOKEN_DASH) {
        *at = close + 1;
        return kind != STRETCH_CLAUSE && close < high &&
               token_at(reading, close)->kind == TOKEN_DASH;
    }
    *at = kind == STRETCH_ISLAND ? close + 1 : first;
    return (kind == STRETCH_OWN && !is_elliptic(predicate, first, close)) ||
           (kind == STRETCH_ISLAND && close < high && is_mark(reading, close, ','));
}

/* «университет (ТПУ), завод и банк»: whether a list goes on behind a pair of brackets. */
static bool goes_on_behind(const struct predicate *predicate, uint32_t behind)
{
    return behind < predicate->high &&
           (is_mark(predicate->reading, behind, ',') ||
            span_equal(token_at(predicate->reading, behind)->folded, SPAN("и")));
}

static void walk_right(struct predicate *predicate)
{
    const struct reading *reading = predicate->reading;
    uint32_t at = predicate->token + 1, first = at, last = predicate->token;
    while (at < predicate->high) {
        bool between_verbs = is_mark(reading, at, ',') && at == last + 1 &&
                             at + 1 < predicate->high &&
                             part_of(reading, at + 1) == part_of(reading, predicate->token);
        if (is_border(reading, at) && !between_verbs) {
            uint32_t behind;
            bool goes_on = cross_right(predicate, at, &behind);
            /* A participle's phrase ends at its comma; what it stands before follows it at once. */
            goes_on &= predicate->form != PREDICATE_PARTICIPLE;
            if (!goes_on || behind > at + 1) {
                stretch_add(&predicate->right, first, at);
                first = behind;
            }
            if (!goes_on)
                return;
            at = behind;
            continue;
        }
        if (is_bracket(reading, at) && token_at(reading, at)->partner > at) {
            uint32_t behind = piece_last(reading, at, predicate->high) + 1;
            if (!goes_on_behind(predicate, behind)) {
                stretch_add(&predicate->right, first, at);
                first = behind;
            }
            at = behind;
            continue;
        }
        if (stops_right(predicate, &last, at)) {
            stretch_add(&predicate->right, first, own_end(reading, first, at));
            return;
        }
        at = piece_last(reading, at, predicate->high) + 1;
    }
    stretch_add(&predicate->right, first, predicate->high);
}

/* Goes over a mark to the left. */
enum crossing { CROSS_NOT, CROSS_OWN, CROSS_ISLAND, CROSS_SHARED };

static enum crossing cross_left(const struct predicate *predicate, uint32_t mark, uint32_t *open)
{
    const struct reading *reading = predicate->reading;
    uint32_t low = predicate->low;
    if (is_mark(reading, mark, ';') || is_mark(reading, mark, ':') || mark == low)
        return CROSS_NOT;
    *open = stretch_open(reading, mark, low);
    enum stretch_kind kind = stretch_kind(reading, *open, mark);
    bool comma_before = *open > low && is_mark(reading, *open - 1, ',');
    if (token_at(reading, mark)->kind == TOKEN_DASH) {
        bool pair = *open > low && token_at(reading, *open - 1)->kind == TOKEN_DASH;
        return pair && kind != STRETCH_CLAUSE ? CROSS_ISLAND : CROSS_NOT;
    }
    if (kind == STRETCH_OWN)
        return CROSS_OWN;
    if (kind == STRETCH_ISLAND || kind == STRETCH_UNDER)
        return comma_before ? CROSS_ISLAND : CROSS_NOT;
    return CROSS_SHARED;
}

/* A verb to the left without a mark between: the governor of an infinitive, or one whose subject
 * both have. */
static bool meets_left(struct predicate *predicate, uint32_t index)
{
    if (predicate->form == PREDICATE_INFINITIVE && predicate->governor == NO_TOKEN) {
        predicate->governor = index;
        return false;
    }
    if (predicate->form == PREDICATE_NOUN || predicate->form == PREDICATE_GERUND)
        predicate->governor = index;
    return true;
}

/* The beginning of the predicate's own words behind another verb. */
static uint32_t own_first(const struct reading *reading, uint32_t index, uint32_t end)
{
    for (uint32_t i = end; i > index + 1; i--)
        if (joins_verbs(reading, i - 1))
            return i;
    return index + 1;
}

static void walk_left(struct predicate *predicate)
{
    const struct reading *reading = predicate->reading;
    struct stretches *own = &predicate->left;
    uint32_t at = predicate->token, end = at;
    while (at > predicate->low) {
        uint32_t before = at - 1;
        if (is_border(reading, before)) {
            uint32_t open = before;
            enum crossing crossing = predicate->form == PREDICATE_PARTICIPLE
                                         ? CROSS_NOT
                                         : cross_left(predicate, before, &open);
            if (crossing == CROSS_OWN) {
                at = before;
                continue;
            }
            stretch_add(own, at, end);
            if (crossing == CROSS_NOT)
                return;
            if (crossing == CROSS_SHARED)
                own = &predicate->shared;
            /* «две фирмы – «Заря» и «Восток» – построят»: who they are. */
            if (crossing == CROSS_ISLAND && token_at(reading, before)->kind == TOKEN_DASH)
                stretch_add(&predicate->aside, open, before);
            at = end = crossing == CROSS_ISLAND ? open - 1 : before;
            continue;
        }
        if (begins_under(reading, before)) {
            if (is_which(reading, before))
                predicate->relative = before;
            stretch_add(own, at, end);
            return;
        }
        if (is_bracket(reading, before) && token_at(reading, before)->partner < before) {
            bool listed = goes_on_behind(predicate, at);
            if (!listed)
                stretch_add(own, at, end);
            at = piece_first(reading, before, predicate->low);
            end = listed ? end : at;
            continue;
        }
        if (own == &predicate->left && is_finite(reading, before) &&
            meets_left(predicate, before)) {
            uint32_t first = own_first(reading, before, end);
            stretch_add(own, first, end);
            own = &predicate->shared;
            end = first;
        }
        at = piece_first(reading, before, predicate->low);
    }
    stretch_add(own, at, end);
}

/* The clause's verb to the right of a gerund, an infinitive or a noun that has none to its left. */
static void find_governor(struct predicate *predicate)
{
    if (predicate->governor != NO_TOKEN || predicate->form == PREDICATE_FINITE ||
        predicate->form == PREDICATE_SHORT || predicate->form == PREDICATE_PARTICIPLE)
        return;
    const struct reading *reading = predicate->reading;
    for (uint32_t i = predicate->token + 1; i < predicate->high;
         i = piece_last(reading, i, predicate->high) + 1) {
        if (is_border(reading, i) && predicate->form != PREDICATE_GERUND)
            return;
        if (is_finite(reading, i)) {
            predicate->governor = i;
            return;
        }
    }
}

static uint8_t form_of(const struct analysis *analysis)
{
    switch (analysis->pos) {
    case POS_INFINITIVE:
        return PREDICATE_INFINITIVE;
    case POS_GERUND:
        return PREDICATE_GERUND;
    case POS_PARTICIPLE:
        return PREDICATE_PARTICIPLE;
    case POS_PARTICIPLE_SHORT:
    case POS_ADJECTIVE_SHORT:
        return PREDICATE_SHORT;
    case POS_VERB:
        return PREDICATE_FINITE;
    default:
        return PREDICATE_NOUN;
    }
}

void predicate_find(const struct reading *reading, uint32_t token, const struct analysis *analysis,
                    bool reflexive, uint32_t low, uint32_t high, struct predicate *predicate)
{
    *predicate = (struct predicate){.reading = reading,
                                    .analysis = analysis,
                                    .token = token,
                                    .low = low,
                                    .high = high,
                                    .form = form_of(analysis),
                                    .governor = NO_TOKEN,
                                    .relative = NO_TOKEN};
    bool passive_participle =
        (analysis->pos == POS_PARTICIPLE || analysis->pos == POS_PARTICIPLE_SHORT) &&
        (analysis->grammemes & GRAM_PASSIVE);
    predicate->passive = reflexive || passive_participle;
    walk_right(predicate);
    walk_left(predicate);
    find_governor(predicate);
}

/* ---- seats ---- */

/* Number and gender of words that go together. */
static bool grammemes_agree(grammemes left, grammemes right)
{
    grammemes numbers = left & right & GRAM_NUMBERS;
    if ((left & GRAM_NUMBERS) && (right & GRAM_NUMBERS) && !numbers)
        return false;
    grammemes genders = GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER;
    if ((numbers && numbers != GRAM_SINGULAR) || !(left & genders) || !(right & genders))
        return true;
    return ((left | right) & GRAM_COMMON) || (left & right & genders);
}

bool words_go_together(const struct word *left, const struct word *right, grammemes cases)
{
    for (uint32_t i = 0; i < left->analysis_count; i++) {
        if (cases && !(left->analyses[i].grammemes & cases))
            continue;
        for (uint32_t j = 0; j < right->analysis_count; j++)
            if (grammemes_agree(left->analyses[i].grammemes, right->analyses[j].grammemes))
                return true;
    }
    return false;
}

bool marks_go_together(grammemes marks, const struct word *word)
{
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (grammemes_agree(marks, word->analyses[i].grammemes))
            return true;
    return false;
}

static void seat_add(struct seats *seats, struct seat seat)
{
    if (seat.first < seat.end && seats->count < sizeof seats->items / sizeof *seats->items)
        seats->items[seats->count++] = seat;
}

enum seat_kind {
    SEAT_ANY,
    SEAT_KNOWN, /* of a known case */
    SEAT_SURE   /* of no other case */
};

static void seats_of(struct seats *seats, const struct stretches *stretches, grammemes cases,
                     uint32_t agrees, enum seat_kind kind)
{
    for (size_t i = 0; i < stretches->count; i++)
        seat_add(seats, (struct seat){.first = stretches->items[i].first,
                                      .end = stretches->items[i].end,
                                      .cases = cases,
                                      .agrees = agrees,
                                      .differs = NO_TOKEN,
                                      .known = kind != SEAT_ANY,
                                      .sure = kind == SEAT_SURE});
}

/* «завод, который поставляет»: what stands before the comma. */
static void seat_of_antecedent(const struct predicate *predicate, struct seats *seats,
                               grammemes cases, uint32_t agrees, uint32_t behind)
{
    const struct reading *reading = predicate->reading;
    uint32_t end = behind;
    if (end > predicate->low && part_of(reading, end - 1) == POS_PREPOSITION)
        return;
    if (end == predicate->low || !is_mark(reading, end - 1, ','))
        return;
    end--;
    uint32_t first = stretch_open(reading, end, predicate->low);
    seat_add(seats, (struct seat){.first = first,
                                  .end = end,
                                  .cases = cases,
                                  .agrees = agrees,
                                  .differs = NO_TOKEN,
                                  .closes = true});
}

static bool which_has(const struct predicate *predicate, grammemes cases)
{
    return predicate->relative != NO_TOKEN &&
           (predicate->reading->words[predicate->relative].grammemes & cases);
}

/* The noun that a participle goes with: before its comma, or behind its phrase. */
static void seats_of_head(const struct predicate *predicate, struct seats *seats)
{
    uint32_t first = predicate->token;
    while (first > predicate->low && part_of(predicate->reading, first - 1) == POS_ADVERB)
        first--;
    grammemes cases = predicate->analysis->grammemes & GRAM_CASES;
    for (uint32_t i = 1; i < predicate->reading->words[predicate->token].analysis_count; i++)
        cases |= predicate->reading->words[predicate->token].analyses[i].grammemes & GRAM_CASES;
    seat_of_antecedent(predicate, seats, cases, predicate->token, first);
    seats_of(seats, &predicate->right, cases, predicate->token, SEAT_KNOWN);
}

/* Whether a noun agrees with a verb as its subject, alone or with what it is joined to: «поставляют
 * завод и банк». */
static bool goes_with_verb(const struct predicate *predicate, uint32_t noun, uint32_t verb)
{
    const struct reading *reading = predicate->reading;
    const struct word *word = &reading->words[verb];
    if (words_go_together(&reading->words[noun], word, GRAM_NOMINATIVE))
        return true;
    uint32_t behind = piece_last(reading, noun, predicate->high) + 1;
    return word->analysis_count && (word->analyses[0].grammemes & GRAM_PLURAL) &&
           behind + 1 < predicate->high &&
           span_equal(token_at(reading, behind)->folded, SPAN("и")) &&
           (part_of(reading, behind + 1) == POS_NOUN || is_named(reading, behind + 1));
}

/* Whether a noun of the stretches is the verb's own subject, whatever it names. */
static bool has_nominative(const struct predicate *predicate, const struct stretches *stretches,
                           uint32_t agrees)
{
    const struct reading *reading = predicate->reading;
    if (agrees == NO_TOKEN)
        return false;
    for (size_t i = 0; i < stretches->count; i++)
        for (uint32_t k = stretches->items[i].first; k < stretches->items[i].end; k++) {
            const struct word *word = &reading->words[k];
            if (word->analysis_count && word->analyses[0].pos == POS_NOUN &&
                (word->analyses[0].grammemes & GRAM_NOMINATIVE) &&
                token_stands_free(reading, predicate->low, k, true) &&
                goes_with_verb(predicate, k, agrees))
                return true;
        }
    return false;
}

/* «их выпускает завод»: and not «их завод». */
static bool is_object_pronoun(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {"их", "его", "ее", "нас", "вас"};
    if (!IS_ONE_OF(token_at(reading, index)->folded, words) || index + 1 >= reading->tokens.count ||
        is_named(reading, index + 1))
        return false;
    uint8_t next = part_of(reading, index + 1);
    return next != POS_NOUN && next != POS_ADJECTIVE && next != POS_PARTICIPLE &&
           !(index > 0 && part_of(reading, index - 1) == POS_PREPOSITION);
}

/* Whether a noun of the stretches may be the verb's object. */
static bool has_accusative(const struct predicate *predicate, const struct stretches *stretches)
{
    const struct reading *reading = predicate->reading;
    for (size_t i = 0; i < stretches->count; i++)
        for (uint32_t k = stretches->items[i].first; k < stretches->items[i].end; k++)
            if (is_object_pronoun(reading, k) ||
                (part_of(reading, k) == POS_NOUN &&
                 (reading->words[k].grammemes & GRAM_ACCUSATIVE) &&
                 token_stands_free(reading, predicate->low, k, true)))
                return true;
    return false;
}

/* Nominatives of a verb in the clause: left, right, before «который», left of another verb. What
 * stands behind a transitive verb and may be its object is no subject, unless another may be the
 * object: «трубы поставляет завод». */
static void seats_of_nominative(const struct predicate *predicate, struct seats *seats,
                                uint32_t agrees)
{
    bool takes_object = !predicate->passive && (predicate->analysis->grammemes & GRAM_TRANSITIVE);
    seats_of(seats, &predicate->left, GRAM_NOMINATIVE, agrees, SEAT_ANY);
    bool free = !takes_object || which_has(predicate, GRAM_ACCUSATIVE) ||
                has_accusative(predicate, &predicate->left);
    seats_of(seats, &predicate->right, GRAM_NOMINATIVE, agrees, free ? SEAT_KNOWN : SEAT_SURE);
    seats_of(seats, &predicate->aside, GRAM_NOMINATIVE, NO_TOKEN, SEAT_ANY);
    if (which_has(predicate, GRAM_NOMINATIVE))
        seat_of_antecedent(predicate, seats, 0, predicate->relative, predicate->relative);
    if (!has_nominative(predicate, &predicate->left, agrees) &&
        !(predicate->passive && has_nominative(predicate, &predicate->right, agrees)))
        seats_of(seats, &predicate->shared, GRAM_NOMINATIVE, agrees, SEAT_ANY);
    if (free)
        seats_of(seats, &predicate->right, GRAM_NOMINATIVE, agrees, SEAT_ANY);
}

static void seats_of_agent(const struct predicate *predicate, struct seats *seats)
{
    seats_of(seats, &predicate->right, GRAM_INSTRUMENTAL, NO_TOKEN, SEAT_ANY);
    if (predicate->form != PREDICATE_NOUN)
        seats_of(seats, &predicate->left, GRAM_INSTRUMENTAL, NO_TOKEN, SEAT_KNOWN);
}

/* «поставку труб начал завод», «поставка труб осуществлена заводом»: who does what the verb says of
 * the noun does that as well. */
static void seats_of_governor(const struct predicate *predicate, struct seats *seats)
{
    const struct reading *reading = predicate->reading;
    uint32_t governor = predicate->governor;
    if (governor == NO_TOKEN)
        return;
    if (governor < predicate->token) {
        seats_of_nominative(predicate, seats, governor);
        return;
    }
    const struct analysis *analysis = &reading->words[governor].analyses[0];
    struct span text = token_at(reading, governor)->folded;
    bool reflexive = span_ends_with(text, SPAN("ся")) || span_ends_with(text, SPAN("сь"));
    struct predicate verb;
    predicate_find(reading, governor, analysis, reflexive, predicate->low, predicate->high, &verb);
    if (verb.passive)
        seats_of_agent(&verb, seats);
    else
        seats_of_nominative(&verb, seats, governor);
}

void predicate_subject_seats(const struct predicate *predicate, struct seats *seats)
{
    seats->count = 0;
    if (predicate->passive) {
        seats_of_agent(predicate, seats);
        return;
    }
    switch (predicate->form) {
    case PREDICATE_PARTICIPLE:
        seats_of_head(predicate, seats);
        break;
    case PREDICATE_NOUN:
        seats_of_agent(predicate, seats);
        seats_of_governor(predicate, seats);
        break;
    case PREDICATE_GERUND: {
        uint32_t close = stretch_close(predicate->reading, predicate->token, predicate->high);
        seats_of(seats, &predicate->left, GRAM_NOMINATIVE, predicate->governor, SEAT_ANY);
        seats_of(seats, &predicate->shared, GRAM_NOMINATIVE, predicate->governor, SEAT_ANY);
        uint32_t open = stretch_open(predicate->reading, predicate->token, predicate->low);
        seat_add(seats, (struct seat){.first = predicate->low,
                                      .end = open,
                                      .cases = GRAM_NOMINATIVE,
                                      .agrees = predicate->governor,
                                      .differs = NO_TOKEN});
        seat_add(seats, (struct seat){.first = close,
                                      .end = predicate->high,
                                      .cases = GRAM_NOMINATIVE,
                                      .agrees = predicate->governor,
                                      .differs = NO_TOKEN});
        break;
    }
    case PREDICATE_INFINITIVE:
        seats_of_governor(predicate, seats);
        break;
    default:
        seats_of_nominative(predicate, seats, predicate->token);
    }
}

/* «поставка труб»: the genitive right behind the noun. */
static void seat_of_genitive(const struct predicate *predicate, struct seats *seats)
{
    if (!predicate->right.count || predicate->right.items[0].first != predicate->token + 1)
        return;
    struct stretch right = predicate->right.items[0];
    seat_add(seats, (struct seat){.first = right.first,
                                  .end = right.end,
                                  .cases = GRAM_GENITIVE,
                                  .agrees = NO_TOKEN,
                                  .differs = NO_TOKEN});
}

/* «трубы омичи заказывали»: whether a noun before the verb can be nothing but its subject. */
static bool has_sure_nominative(const struct predicate *predicate, uint32_t verb)
{
    const struct reading *reading = predicate->reading;
    const struct stretches *left = &predicate->left;
    for (size_t i = 0; i < left->count; i++)
        for (uint32_t k = left->items[i].first; k < left->items[i].end; k++) {
            const struct word *word = &reading->words[k];
            if (part_of(reading, k) == POS_NOUN && (word->grammemes & GRAM_NOMINATIVE) &&
                !(word->grammemes & (GRAM_ACCUSATIVE | GRAM_GENITIVE)) &&
                token_stands_free(reading, predicate->low, k, true) &&
                words_go_together(word, &reading->words[verb], GRAM_NOMINATIVE))
                return true;
        }
    return false;
}

/* Whether anything behind the verb may be its object: «трубы покупают в Китае» has none, so that
 * what stands before it is. */
static bool has_object_right(const struct predicate *predicate)
{
    const struct reading *reading = predicate->reading;
    const struct stretches *right = &predicate->right;
    if (has_accusative(predicate, right))
        return true;
    for (size_t i = 0; i < right->count; i++)
        for (uint32_t k = right->items[i].first; k < right->items[i].end; k++) {
            bool counted = token_at(reading, k)->kind == TOKEN_NUMBER ||
                           part_of(reading, k) == POS_NUMERAL ||
                           part_of(reading, k) == POS_PRONOUN || is_named(reading, k);
            bool joined = k > right->items[i].first &&
                          (joins_verbs(reading, k - 1) || is_mark(reading, k - 1, ','));
            if (counted && !joined && token_stands_free(reading, predicate->low, k, false))
                return true;
        }
    return false;
}

/* «трубы поставляет завод»: what stands before the verb and could be its subject is one, unless
 * another is. */
static void seats_before_verb(const struct predicate *predicate, struct seats *seats)
{
    size_t first = seats->count;
    seats_of(seats, &predicate->left, GRAM_ACCUSATIVE, NO_TOKEN, SEAT_KNOWN);
    uint32_t verb = predicate->form == PREDICATE_FINITE ? predicate->token : predicate->governor;
    if (verb == NO_TOKEN || has_nominative(predicate, &predicate->right, verb) ||
        has_sure_nominative(predicate, verb) || !has_object_right(predicate))
        return;
    for (size_t i = first; i < seats->count; i++)
        seats->items[i].differs = verb;
}

/* «начала поставлять»: a verb that looks like a noun. */
static bool rules_infinitive(const struct predicate *predicate, uint32_t index)
{
    const struct word *word = &predicate->reading->words[index];
    if (predicate->form != PREDICATE_INFINITIVE || index + 1 != predicate->token)
        return false;
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_VERB)
            return true;
    return false;
}

/* Whether a noun before the verb can be nothing but its object, and no other follows the verb up to
 * the next mark. */
static bool has_sure_object(const struct predicate *predicate, uint32_t verb)
{
    const struct reading *reading = predicate->reading;
    const struct stretches *left = &predicate->left;
    for (uint32_t k = predicate->token + 1; k < predicate->high && !is_border(reading, k); k++)
        if (part_of(reading, k) == POS_NOUN && (reading->words[k].grammemes & GRAM_ACCUSATIVE) &&
            token_stands_free(reading, predicate->low, k, true) &&
            !words_go_together(&reading->words[k], &reading->words[verb], GRAM_NOMINATIVE))
            return false;
    for (size_t i = 0; i < left->count; i++)
        for (uint32_t k = left->items[i].first; k < left->items[i].end; k++)
            if (part_of(reading, k) == POS_NOUN && !is_named(reading, k) &&
                !rules_infinitive(predicate, k) &&
                (reading->words[k].grammemes & GRAM_ACCUSATIVE) &&
                token_stands_free(reading, predicate->low, k, true) &&
                !words_go_together(&reading->words[k], &reading->words[verb], GRAM_NOMINATIVE))
                return true;
    return false;
}

void predicate_object_seats(const struct predicate *predicate, struct seats *seats)
{
    seats->count = 0;
    if (predicate->form == PREDICATE_NOUN) {
        seat_of_genitive(predicate, seats);
        return;
    }
    if (predicate->passive && predicate->form == PREDICATE_PARTICIPLE) {
        seats_of_head(predicate, seats);
        return;
    }
    if (predicate->passive && predicate->form != PREDICATE_GERUND) {
        uint32_t agrees =
            predicate->form == PREDICATE_INFINITIVE ? predicate->governor : predicate->token;
        seats_of_nominative(predicate, seats, agrees);
        return;
    }
    /* «узлы, которые завод покупает»: «которые» can be nothing else. */
    uint32_t verb = predicate->form == PREDICATE_FINITE ? predicate->token : predicate->governor;
    bool which = which_has(predicate, GRAM_ACCUSATIVE);
    bool sure = which && has_nominative(predicate, &predicate->left, verb);
    if (sure)
        seat_of_antecedent(predicate, seats, 0, predicate->relative, predicate->relative);
    /* «панели поставляет завод, трубы — комбинат» */
    bool left_first = !which && verb != NO_TOKEN && has_sure_object(predicate, verb);
    if (left_first)
        seats_before_verb(predicate, seats);
    seats_of(seats, &predicate->right, GRAM_ACCUSATIVE, NO_TOKEN, SEAT_ANY);
    if (left_first)
        return;
    if (which && !sure)
        seat_of_antecedent(predicate, seats, 0, predicate->relative, predicate->relative);
    seats_before_verb(predicate, seats);
}

bool mention_rules_nothing(const struct mention *mention)
{
    bool place = mention->type == MENTION_PLACE && !mention->by_reference;
    return mention->type == MENTION_DATE || mention->type == MENTION_MONEY ||
           (place && mention->entity != NO_ENTITY);
}

bool token_tells_time(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {
        "год",      "года",     "году",   "годом",  "месяц",   "месяца",    "месяце",    "квартал",
        "квартала", "квартале", "недели", "неделе", "неделю",  "полугодия", "полугодии", "день",
        "дня",      "дней",     "лет",    "лета",   "летом",   "осени",     "осенью",    "весны",
        "весной",   "зимы",     "зимой",  "время",  "времени", "утром",     "вечером",   "днем",
        "лето",     "осень",    "весну",  "зиму",   "моменту", "момент",    "века"};
    return !is_named(reading, index) && IS_ONE_OF(token_at(reading, index)->folded, words);
}

bool token_stands_free(const struct reading *reading, uint32_t low, uint32_t token, bool known)
{
    uint32_t at = token;
    while (at > low && !is_named(reading, at - 1) && (MODIFIERS >> part_of(reading, at - 1) & 1))
        at--;
    if (at == low)
        return true;
    if (part_of(reading, at - 1) == POS_PREPOSITION)
        return false;
    uint32_t number = reading->words[at - 1].mention;
    if (number && mention_rules_nothing(&reading->mentions[number - 1]))
        return true;
    /* «директор «Зари»», «цех «Зари»»: a name of no known case behind a noun is the noun's. */
    bool noun = part_of(reading, at - 1) == POS_NOUN || is_named(reading, at - 1);
    return known || !noun || token_tells_time(reading, at - 1);
}

bool token_follows_noun(const struct reading *reading, uint32_t noun, uint32_t token)
{
    uint32_t at = token;
    while (at > noun + 1 && (MODIFIERS >> part_of(reading, at - 1) & 1))
        at--;
    return at == noun + 1 && (reading->words[token].grammemes & GRAM_GENITIVE);
}

bool seat_takes(const struct reading *reading, const struct seat *seat, uint32_t token)
{
    const struct word *word = &reading->words[token];
    if (token < seat->first || token >= seat->end ||
        (seat->cases && !(word->grammemes & seat->cases)))
        return false;
    if (seat->differs != NO_TOKEN &&
        words_go_together(word, &reading->words[seat->differs], GRAM_NOMINATIVE))
        return false;
    return seat->agrees == NO_TOKEN ||
           words_go_together(word, &reading->words[seat->agrees], seat->cases);
}

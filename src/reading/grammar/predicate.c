/* Clauses by their marks, conjunctions and finite verbs, and what of them is a predicate's own. */
#include "clause.h"

/* What a stretch between two marks is to the clause around it. */
enum stretch_kind {
    STRETCH_OWN,    /* more of it: a member of a list, an apposition */
    STRETCH_ISLAND, /* put into it: a participle's phrase, «по словам …» */
    STRETCH_CLAUSE, /* another clause beside it */
    STRETCH_UNDER   /* a clause under another: «что …», «который …» */
};

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

/* «будет строить»: of the infinitive's own words, and yet its subject agrees with it. */
static bool is_future(const struct reading *reading, uint32_t index)
{
    static const char *const forms[] = {"буду", "будем", "будет", "будут"};
    return IS_ONE_OF(token_at(reading, index)->folded, forms);
}

/* Whether a token is a verb whose subject the predicate has as well. */
static bool is_governor(const struct predicate *predicate, uint32_t index)
{
    return is_finite(predicate->reading, index) ||
           (predicate->form == PREDICATE_INFINITIVE && predicate->governor == NO_TOKEN &&
            is_future(predicate->reading, index));
}

static bool is_which(const struct reading *reading, uint32_t index)
{
    return span_starts_with(token_at(reading, index)->folded, SPAN("котор"));
}

bool token_is_border(const struct reading *reading, uint32_t index)
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
        !token_is_border(reading, index - 1))
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

bool token_joins_verbs(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {"и", "а", "но", "или", "да", "также"};
    return IS_ONE_OF(token_at(reading, index)->folded, words);
}

uint32_t piece_last(const struct reading *reading, uint32_t index, uint32_t high)
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

uint32_t stretch_close(const struct reading *reading, uint32_t index, uint32_t high)
{
    while (index < high && !token_is_border(reading, index))
        index = piece_last(reading, index, high) + 1;
    return index < high ? index : high;
}

uint32_t stretch_open(const struct reading *reading, uint32_t index, uint32_t low)
{
    while (index > low && !token_is_border(reading, index - 1))
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

/* «ранее он был директором»: the copula is a clause's verb where the clause has a subject of its
 * own. */
static bool has_copula(const struct reading *reading, uint32_t first, uint32_t end)
{
    static const char *const subjects[] = {"он", "она", "оно", "они"};
    bool subject = false, copula = false;
    for (uint32_t i = first; i < end; i = piece_last(reading, i, end) + 1) {
        struct span folded = token_at(reading, i)->folded;
        subject |= IS_ONE_OF(folded, subjects);
        copula |= is_to_be(folded);
    }
    return subject && copula;
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
    if (has_finite(reading, first, end) || has_copula(reading, first, end))
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
        if (token_joins_verbs(reading, i - 1))
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
    bool beside = index - *last == 2 &&
                  (token_joins_verbs(reading, index - 1) || is_mark(reading, index - 1, ','));
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
        token_joins_verbs(reading, first))
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
        if (token_is_border(reading, at) && !between_verbs) {
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
        if (token_joins_verbs(reading, i - 1))
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
        if (token_is_border(reading, before)) {
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
        if (own == &predicate->left && is_governor(predicate, before) &&
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
        if (token_is_border(reading, i) && predicate->form != PREDICATE_GERUND)
            return;
        if (is_governor(predicate, i)) {
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

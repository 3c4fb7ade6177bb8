/* Where the subject and the object of a predicate can stand, by its voice and form. */
#include "clause.h"

#define AGREEING (GRAM_NUMBERS | GRAM_GENDERS)

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

/* Whether something stands by itself in the stretches that could be what the verb is said of. */
static bool has_free_thing(const struct predicate *predicate, const struct stretches *stretches)
{
    const struct reading *reading = predicate->reading;
    for (size_t i = 0; i < stretches->count; i++)
        for (uint32_t k = stretches->items[i].first; k < stretches->items[i].end; k++) {
            uint32_t number = reading->words[k].mention;
            bool inside = number && reading->mentions[number - 1].first != k;
            bool thing =
                number || part_of(reading, k) == POS_NOUN || part_of(reading, k) == POS_PRONOUN;
            if (thing && !inside && !token_tells_time(reading, k) &&
                token_stands_free(reading, predicate->low, k, false))
                return true;
        }
    return false;
}

/* «Строило школу ООО «Кедр»»: behind an object that can be nothing else, the subject. */
static void seats_behind_object(const struct predicate *predicate, struct seats *seats,
                                uint32_t agrees)
{
    const struct reading *reading = predicate->reading;
    const struct stretches *right = &predicate->right;
    uint32_t behind = NO_TOKEN;
    if (agrees == NO_TOKEN || has_free_thing(predicate, &predicate->left) ||
        has_free_thing(predicate, &predicate->shared) || predicate->aside.count)
        return;
    for (size_t i = 0; i < right->count; i++)
        for (uint32_t k = right->items[i].first; k < right->items[i].end && behind == NO_TOKEN; k++)
            if (part_of(reading, k) == POS_NOUN && !is_named(reading, k) &&
                (reading->words[k].grammemes & GRAM_ACCUSATIVE) &&
                !goes_with_verb(predicate, k, agrees) &&
                token_stands_free(reading, predicate->low, k, true))
                behind = k + 1;
    for (size_t i = 0; behind != NO_TOKEN && i < right->count; i++) {
        struct stretch part = right->items[i];
        seat_add(seats, (struct seat){.first = part.first > behind ? part.first : behind,
                                      .end = part.end,
                                      .cases = GRAM_NOMINATIVE,
                                      .agrees = agrees,
                                      .differs = NO_TOKEN});
    }
}

/* «В рамках соглашения ЗАО «Заря» построит школу»: where nothing stands by itself before a verb in
 * the singular, the name of no case right before it is its subject, and not the noun's before. */
static void seat_before_verb(const struct predicate *predicate, struct seats *seats,
                             uint32_t agrees)
{
    enum { BETWEEN = 3 };
    const struct reading *reading = predicate->reading;
    if (agrees == NO_TOKEN || predicate->passive || predicate->aside.count ||
        !(reading->words[agrees].grammemes & GRAM_SINGULAR) ||
        part_of(reading, agrees) != POS_VERB || has_free_thing(predicate, &predicate->left) ||
        has_free_thing(predicate, &predicate->shared))
        return;
    for (uint32_t at = agrees; at > predicate->low && at + BETWEEN > agrees; at--) {
        uint32_t number = reading->words[at - 1].mention;
        bool quote = token_at(reading, at - 1)->kind == TOKEN_QUOTE_CLOSE;
        if (number && reading->mentions[number - 1].type == MENTION_ORGANIZATION) {
            seat_add(seats, (struct seat){.first = reading->mentions[number - 1].first,
                                          .end = at,
                                          .cases = GRAM_NOMINATIVE,
                                          .agrees = agrees,
                                          .differs = NO_TOKEN,
                                          .lone = true});
            return;
        }
        if (!quote && part_of(reading, at - 1) != POS_ADVERB)
            return;
    }
}

/* Nominatives of a verb in the clause: left, right, before «который», left of another verb. What
 * stands behind a transitive verb and may be its object is no subject, unless another may be the
 * object: «трубы поставляет завод». */
static void seats_of_nominative(const struct predicate *predicate, struct seats *seats,
                                uint32_t agrees)
{
    bool takes_object = !predicate->passive && (predicate->analysis->grammemes & GRAM_TRANSITIVE);
    seats_of(seats, &predicate->left, GRAM_NOMINATIVE, agrees, SEAT_ANY);
    seat_before_verb(predicate, seats, agrees);
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
    else
        seats_behind_object(predicate, seats, agrees);
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

/* «поручил заводу построить», «обязала завод поставить»: verbs by whose subject another is told to
 * do what the infinitive says. */
static bool tells_another(const struct reading *reading, uint32_t verb)
{
    static const char *const stems[] = {
        "поруч", "обяза", "обязыв",  "прос",    "попрос",  "предлож",  "предлаг", "помог",
        "помож", "помоч", "разреш",  "позвол",  "застав",  "рекоменд", "посовет", "вынуд",
        "довер", "запре", "предпис", "приглас", "приглаш", "призва",   "велел"};
    struct span text = token_at(reading, verb)->folded;
    if (span_ends_with(text, SPAN("ся")) || span_ends_with(text, SPAN("сь")) ||
        part_of(reading, verb) != POS_VERB)
        return false;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (span_starts_with(text, span_of(stems[i])))
            return true;
    return false;
}

/* «поручил заводу построить»: whoever is told to do it, between the two or before them. */
static void seats_of_told(const struct predicate *predicate, struct seats *seats)
{
    const grammemes cases = GRAM_DATIVE | GRAM_ACCUSATIVE;
    uint32_t governor = predicate->governor;
    if (governor < predicate->token)
        seat_add(seats, (struct seat){.first = governor + 1,
                                      .end = predicate->token,
                                      .cases = cases,
                                      .agrees = NO_TOKEN,
                                      .differs = NO_TOKEN});
    seats_of(seats, &predicate->left, GRAM_DATIVE, NO_TOKEN, SEAT_SURE);
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
        if (predicate->governor != NO_TOKEN &&
            tells_another(predicate->reading, predicate->governor))
            seats_of_told(predicate, seats);
        else
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
                          (token_joins_verbs(reading, k - 1) || is_mark(reading, k - 1, ','));
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
    for (uint32_t k = predicate->token + 1; k < predicate->high && !token_is_border(reading, k);
         k++)
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

/* Whether a word governs the noun behind it: «возле», «около» are adverbs by themselves. */
static bool governs_noun(const struct reading *reading, uint32_t index)
{
    static const char *const words[] = {"возле", "около",  "близ",  "вблизи", "вокруг", "напротив",
                                        "вдоль", "внутри", "среди", "мимо",   "после",  "кроме"};
    return part_of(reading, index) == POS_PREPOSITION ||
           IS_ONE_OF(token_at(reading, index)->folded, words);
}

bool token_stands_free(const struct reading *reading, uint32_t low, uint32_t token, bool known)
{
    uint32_t at = token;
    while (at > low && !is_named(reading, at - 1) && !governs_noun(reading, at - 1) &&
           (MODIFIERS >> part_of(reading, at - 1) & 1))
        at--;
    if (at == low)
        return true;
    if (governs_noun(reading, at - 1))
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

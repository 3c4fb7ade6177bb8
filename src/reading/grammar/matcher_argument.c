/* The arguments of a predicate: parts sought where its clause and its voice put them. */
#include "matcher_run.h"
#include "quantity.h"
#include "reader.h"

/* Whether the anchor's lemma is another's reflexive, which the pattern names as well:
 * «поставляться» beside «поставлять». */
static bool is_passive_of(const struct matcher *matcher, uint32_t set, uint32_t lemma)
{
    const struct grammar *grammar = matcher->grammar;
    struct span text = intern_string(&grammar->lemmas, lemma);
    if (!span_ends_with(text, SPAN("ся")))
        return false;
    uint32_t base = intern_find(&grammar->lemmas, span_slice(text, 0, text.size - SPAN("ся").size));
    return base && matcher_set_has(matcher, set, base);
}

/* Makes the word at a token the predicate, where it is of a set. */
static bool predicate_take(struct run *run, uint32_t token, uint32_t set)
{
    const struct matcher *matcher = run->matcher;
    const struct word *word = &matcher->reading->words[token];
    const struct grammar_word *known = matcher->words[token];
    for (uint32_t i = 0; i < known->lemma_count && set != NO_SET; i++) {
        struct word_lemma lemma = known->lemmas[i];
        if (!matcher_set_has(matcher, set, lemma.lemma))
            continue;
        predicate_find(matcher->reading, token, &word->analyses[lemma.analysis],
                       is_passive_of(matcher, set, lemma.lemma), run->sentence_start,
                       run->sentence_end, &run->predicate);
        return true;
    }
    return false;
}

/* The predicate at the match's anchor; NULL where it is none. */
static const struct predicate *run_predicate(struct run *run, const struct match *match)
{
    if (!run->predicate_known) {
        run->predicate_known = true;
        run->has_predicate = predicate_take(run, match->anchor, match->part->anchor_set);
    }
    return run->has_predicate ? &run->predicate : NULL;
}

/* The outermost mention that begins at a token; NULL. */
static const struct mention *mention_from(const struct reading *reading, uint32_t token)
{
    uint32_t number = reading->words[token].mention;
    if (!number || reading->mentions[number - 1].first != token)
        return NULL;
    return &reading->mentions[number - 1];
}

/* The noun of the phrase that begins at a token. */
static uint32_t phrase_head(const struct reading *reading, uint32_t token, uint32_t end)
{
    while (token + 1 < end && !(reading->words[token].analysis_count &&
                                reading->words[token].analyses[0].pos == POS_NOUN))
        token++;
    return token;
}

/* Whether two or more were joined, or others are with what was found: «завод и банк подписали». */
static bool is_joined(const struct run *run)
{
    const struct reading *reading = run->matcher->reading;
    size_t members = 0;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = &run->events[i];
        members += event->type == NODE_LIST;
        for (uint32_t k = event->first; event->type == NODE_PHRASE && k < event->end; k++)
            members += span_equal(reading->tokens.items[k].folded, SPAN("и")) ? 2 : 0;
    }
    if (members > 1)
        return true;
    if (run->right_end >= run->sentence_end)
        return false;
    struct span next = reading->tokens.items[run->right_end].folded;
    return span_equal(next, SPAN("и")) || span_equal(next, SPAN("совместно")) ||
           span_equal(next, SPAN("вместе")) || span_equal(next, SPAN(","));
}

/* Whether a number begins at a token, or what says how near it is: «до 90 %», «первые 40 насосов».
 */
static bool count_begins(const struct reading *reading, uint32_t token)
{
    static const char *const near[] = {"до", "около", "более", "свыше", "почти", "порядка", "еще"};
    if (quantity_begins(reading, token))
        return true;
    if (token + 1 >= reading->tokens.count || !quantity_begins(reading, token + 1))
        return false;
    const struct word *word = &reading->words[token];
    if (word->analysis_count && word->analyses[0].pos == POS_ADJECTIVE)
        return true;
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        if (span_equal(reading->tokens.items[token].folded, span_of(near[i])))
            return true;
    return false;
}

/* Whether words that were found at a token have a case of the seat; what a number counts is in the
 * genitive, and tells nothing. */
static bool seat_has_case(const struct run *run, const struct seat *seat, uint32_t token)
{
    const struct reading *reading = run->matcher->reading;
    if (!seat->cases || mention_from(reading, token) || count_begins(reading, token))
        return true;
    grammemes found = reading->words[phrase_head(reading, token, run->right_end)].grammemes;
    return !(found & GRAM_CASES) || (found & seat->cases);
}

/* Whether what was found at a token agrees with the word that the seat names. */
static bool seat_agrees(const struct run *run, const struct seat *seat, uint32_t token)
{
    const struct reading *reading = run->matcher->reading;
    const struct mention *mention = mention_from(reading, token);
    uint32_t head = mention ? mention->head : phrase_head(reading, token, run->right_end);
    /* «ТОР создана»: the gender of letters is that of the words that they stand for. */
    if (mention && reading->tokens.items[head].shape == CASE_UPPER)
        return true;
    if (seat->differs != NO_TOKEN &&
        words_go_together(&reading->words[head], &reading->words[seat->differs], GRAM_NOMINATIVE))
        return false;
    if (seat->agrees == NO_TOKEN)
        return true;
    const struct word *other = &reading->words[seat->agrees];
    if (!other->analysis_count)
        return true;
    /* «80 процентов насосов закупается»: behind a number the verb may be in either, but is of no
     * gender: not so in «создан центр и три завода». */
    if (count_begins(reading, token) &&
        !(other->analyses[0].grammemes & (GRAM_MASCULINE | GRAM_FEMININE)))
        return true;
    bool plural = !(other->analyses[0].grammemes & GRAM_SINGULAR);
    if (plural && is_joined(run))
        return true;
    if (mention && !mention_cases(reading, mention))
        return true;
    if (mention && mention->type == MENTION_PERSON && mention->grammemes)
        return marks_go_together(mention->grammemes, other);
    return words_go_together(&reading->words[head], other, seat->cases);
}

/* The first of the names that one of no known case is joined to: «на «Зарю», «Кедр» и «Восток»» has
 * the preposition before all of them. */
static uint32_t first_joined(const struct reading *reading, uint32_t low, uint32_t token)
{
    while (token > low + 1) {
        struct span joint = reading->tokens.items[token - 1].folded;
        uint32_t number = reading->words[token - 2].mention;
        if (!number || !(span_equal(joint, SPAN(",")) || span_equal(joint, SPAN("и"))))
            break;
        token = reading->mentions[number - 1].first;
    }
    return token > low ? token : low;
}

/* Whether a mention that could be in the genitive as well as in the case that is sought is the
 * noun's before it: «предприятия области», «больницам области», «самой республики». others: the
 * cases that it has besides. */
static bool is_of_noun(const struct run *run, const struct mention *mention, grammemes others,
                       uint32_t token)
{
    const struct reading *reading = run->matcher->reading;
    if (!mention || mention->type == MENTION_PERSON || !(others & GRAM_GENITIVE) ||
        token == run->sentence_start)
        return false;
    const struct word *before = &reading->words[token - 1];
    if (before->mention)
        return !mention_rules_nothing(&reading->mentions[before->mention - 1]);
    if (!before->analysis_count)
        return false;
    if (before->analyses[0].pos == POS_ADJECTIVE)
        return !(before->grammemes & GRAM_NOMINATIVE);
    return before->analyses[0].pos == POS_NOUN && !token_tells_time(reading, token - 1);
}

/* Whether another line has bound the property of a capture before it: «заводы поставили «Заре»
 * насосы» has its supplier when «Заря» is tried for one. */
static bool is_outdone(const struct run *run, size_t index)
{
    const struct role *roles = run->matcher->grammar->roles.items;
    const struct capture *capture = &run->captures[index];
    for (size_t i = 0; i < index; i++)
        if (run->captures[i].role != capture->role &&
            roles[run->captures[i].role].property == roles[capture->role].property)
            return !roles[capture->role].property->listed;
    return false;
}

/* Whether the words that a part would bind were bound already: the object is not the subject as
 * well, and «ООО «Заря»», which has no case, is not both who delivers and to whom. */
static bool is_taken(const struct run *run, const struct part *part, uint32_t first)
{
    uint8_t type = part->leaf.type;
    const struct mention *mention = mention_from(run->matcher->reading, first);
    bool caseless = mention && !mention_cases(run->matcher->reading, mention) &&
                    (type == NODE_MENTION || type == NODE_LIST);
    if ((type != NODE_PHRASE && !caseless) || part->role == NO_ROLE || part->use == PART_UNLESS)
        return false;
    for (size_t i = 0; i < run->capture_count; i++)
        if (run->captures[i].first < run->right_end && run->captures[i].end > first &&
            !is_outdone(run, i))
            return true;
    return false;
}

/* «Насосы производства «Зари»»: whose they are, and nothing that is done. */
static bool tells_maker(const struct reading *reading, uint32_t token)
{
    static const char *const makes[] = {"производства", "выпуска", "разработки", "сборки"};
    if (token == 0 || token + 1 >= reading->tokens.count)
        return false;
    uint32_t number = reading->words[token + 1].mention;
    const struct word *before = &reading->words[token - 1];
    if (!number || reading->mentions[number - 1].type != MENTION_ORGANIZATION ||
        !before->analysis_count || before->analyses[0].pos != POS_NOUN)
        return false;
    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++)
        if (span_equal(reading->tokens.items[token].folded, span_of(makes[i])))
            return true;
    return false;
}

/* Tries a part at a token of a seat. */
static bool run_at_seat(struct run *run, const struct part *part, const struct seat *seat,
                        uint32_t token)
{
    const struct reading *reading = run->matcher->reading;
    if (token_inside_mention(reading, token))
        return false;
    const struct mention *mention = mention_from(reading, token);
    grammemes cases =
        mention ? mention_cases(reading, mention) : reading->words[token].grammemes & GRAM_CASES;
    bool known = !mention || cases;
    /* «по программе завода, принятой в мае»: before a participle its case tells. */
    bool told = seat->closes && seat->cases && known;
    if ((seat->known && !known) || (seat->sure && (cases & ~seat->cases & GRAM_ACCUSATIVE)) ||
        (!told && !token_stands_free(reading, run->sentence_start, token,
                                     (known && seat->cases) || seat->lone)))
        return false;
    if (!seat->lone && is_of_noun(run, mention, cases & ~seat->cases, token))
        return false;
    /* «за счёт второй очереди»: with its adjective «очереди» is no subject. */
    if (!mention && token > run->sentence_start &&
        modifier_forbids(reading, token - 1, token, seat->cases))
        return false;
    if (!mention && tells_maker(reading, token))
        return false;
    /* «закупают в Корее и Германии»: neither is the subject. */
    uint32_t first = known && !mention ? token : first_joined(reading, seat->first, token);
    if (first != token && !token_stands_free(reading, run->sentence_start, first, known))
        return false;
    run->cases = seat->cases;
    bool found = run_part(run, part, token);
    run->cases = 0;
    return found && (!seat->closes || run->right_end == seat->end) &&
           seat_has_case(run, seat, token) && seat_agrees(run, seat, token) &&
           !is_taken(run, part, token);
}

static bool run_seats(struct run *run, const struct part *part, const struct seats *seats)
{
    for (size_t i = 0; i < seats->count; i++) {
        const struct seat *seat = &seats->items[i];
        run->low = seat->first;
        run->high = seat->end;
        for (uint32_t token = seat->first; token < seat->end; token++)
            if (run_at_seat(run, part, seat, token)) {
                if (part->use != PART_UNLESS)
                    run_capture(run);
                return true;
            }
    }
    return false;
}

/* Whether an argument that begins with a phrase or a name can begin at a token: the words before it
 * are not its preposition. */
static bool argument_begins(const struct run *run, const struct part *part, uint32_t token)
{
    const struct reading *reading = run->matcher->reading;
    uint8_t type = part->leaf.type;
    if (!part->seated || (type != NODE_PHRASE && type != NODE_MENTION && type != NODE_LIST))
        return true;
    if (token_inside_mention(reading, token))
        return false;
    const struct mention *mention = mention_from(reading, token);
    bool known = !mention || mention_cases(reading, mention);
    grammemes wanted = part->leaf.wanted & GRAM_CASES;
    if (mention && wanted &&
        is_of_noun(run, mention, mention_cases(reading, mention) & ~wanted, token))
        return false;
    uint32_t first = known ? token : first_joined(reading, run->low, token);
    return token_stands_free(reading, run->sentence_start, first, known || first != token);
}

/* Seeks a part in stretches of the clause; every: all of its places, else the first. */
static bool run_stretches(struct run *run, const struct part *part,
                          const struct stretches *stretches, bool every)
{
    bool found = false;
    for (size_t i = 0; i < stretches->count && (every || !found); i++) {
        run->low = stretches->items[i].first;
        run->high = stretches->items[i].end;
        for (uint32_t token = run->low; token < stretches->items[i].end && (every || !found);) {
            bool here = argument_begins(run, part, token) && run_part(run, part, token) &&
                        !is_taken(run, part, token);
            if (here && part->use != PART_UNLESS)
                run_capture(run);
            found |= here;
            token = here && run->right_end > token ? run->right_end : token + 1;
        }
    }
    return found;
}

bool run_argument(struct run *run, const struct part *part, const struct match *match)
{
    const struct predicate *predicate = run_predicate(run, match);
    if (!predicate)
        return false;
    if (part->scope == SCOPE_ARGUMENT) {
        bool every = part->use == PART_EVERY;
        bool found = run_stretches(run, part, &predicate->right, every);
        if (every || !found)
            found |= run_stretches(run, part, &predicate->left, every);
        return found;
    }
    struct seats seats;
    if (part->scope == SCOPE_SUBJECT)
        predicate_subject_seats(predicate, &seats);
    else
        predicate_object_seats(predicate, &seats);
    return run_seats(run, part, &seats);
}

/* Whether a noun is the object of a predicate. Behind another noun a genitive is that one's. */
static bool governs(const struct predicate *predicate, uint32_t token)
{
    const struct reading *reading = predicate->reading;
    bool sure = !(reading->words[token].grammemes & GRAM_GENITIVE);
    struct seats seats;
    if (predicate->form == PREDICATE_NOUN)
        return token > predicate->token && token_follows_noun(reading, predicate->token, token);
    if (!token_stands_free(reading, predicate->low, token, sure))
        return false;
    predicate_object_seats(predicate, &seats);
    for (size_t i = 0; i < seats.count; i++)
        if (seat_takes(reading, &seats.items[i], token))
            return true;
    return false;
}

bool run_governor(struct run *run, const struct part *part, struct match *match)
{
    for (uint32_t token = run->sentence_start; token < run->sentence_end; token++) {
        run->low = run->sentence_start;
        run->high = run->sentence_end;
        if (token == match->anchor || !run_part(run, part, token) ||
            !predicate_take(run, token, part->anchor_set) ||
            !governs(&run->predicate, match->anchor))
            continue;
        run_capture(run);
        run->predicate_known = run->has_predicate = true;
        match->first = token < match->first ? token : match->first;
        match->end = token >= match->end ? token + 1 : match->end;
        return true;
    }
    return false;
}

/* The elements of a part, from its anchor on. */
#include "matcher_run.h"

#include "lexicon.h"
#include "phrase.h"
#include "quantity.h"
#include "reader.h"

enum {
    STEPS_PER_TOKEN = 600,
    STEPS_MORE = 8000,
    RUN_DEPTH = 300,
    LIST_MODIFIERS = 3,
    PHRASE_REACH = 16
};

#define GENDERS (GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER)

/* Whether a mention is a lone word that is taken for a person's name, and nobody's: «стеклоровинг».
 */
static bool is_doubtful(const struct reading *reading, const struct mention *mention)
{
    return mention->type == MENTION_PERSON && mention->token_count == 1 &&
           (mention->entity == NO_ENTITY || !reading->entities[mention->entity - 1].listed);
}

void unit_kinds(const struct matcher *matcher, uint32_t index, uint32_t *types, uint64_t *schemas)
{
    const struct reading *reading = matcher->reading;
    const struct mention *mention = &reading->mentions[index];
    if (is_doubtful(reading, mention))
        return;
    if (mention->type == MENTION_DATE && mention->value.type == VALUE_DURATION)
        *types |= MENTION_DURATION_BIT;
    else
        *types |= 1u << mention->type;
    /* «глава региона» alone points at the person who holds the office. */
    if (mention->type == MENTION_POSITION && mention->entity != NO_ENTITY)
        *types |= 1u << MENTION_PERSON;
    if (mention->entity != NO_ENTITY && reading->entities[mention->entity - 1].schema)
        *schemas |= (uint64_t)1 << reading->entities[mention->entity - 1].schema->number;
}

void run_init(struct run *run, struct matcher *matcher, uint32_t sentence)
{
    const struct sentence *found = &matcher->reading->tokens.sentences[sentence];
    run->matcher = matcher;
    run->sentence = sentence;
    run->sentence_start = found->first;
    run->sentence_end = found->first + found->count;
    run->steps = 0;
    run->step_limit = STEPS_MORE + (size_t)STEPS_PER_TOKEN * found->count;
    run->depth = 0;
    run->capped = false;
    run->cases = 0;
    run->predicate_known = false;
}

static const struct token *run_token(const struct run *run, uint32_t index)
{
    return &run->matcher->reading->tokens.items[index];
}

static bool token_is(const struct run *run, uint32_t index, const char *form)
{
    return span_equal(run_token(run, index)->folded, span_of(form));
}

bool token_ends_clause(const struct token *token)
{
    if (token->kind == TOKEN_DASH)
        return true;
    if (token->kind != TOKEN_PUNCTUATION || token->folded.size != 1)
        return false;
    char mark = token->folded.data[0];
    return mark == ',' || mark == ';' || mark == ':' || mark == '(' || mark == ')';
}

static bool event_push(struct run *run, struct event event)
{
    if (run->event_count == RUN_EVENTS) {
        run->capped = true;
        return false;
    }
    run->events[run->event_count++] = event;
    return true;
}

/* All cases that a word can stand in, of the singular where it has one: «главы» are rarely many. */
static grammemes word_cases(const struct word *word)
{
    grammemes cases = 0, single = 0;
    for (uint32_t i = 0; i < word->analysis_count; i++) {
        grammemes found = word->analyses[i].grammemes;
        cases |= found & GRAM_CASES;
        if (found & GRAM_SINGULAR)
            single |= found & GRAM_CASES;
    }
    return single ? single : cases;
}

/* The cases in which a noun and the adjective before it can stand together: «областной
 * администрации» is no nominative, although «администрации» can be one. */
static grammemes agreed_cases(const struct word *adjective, const struct word *noun,
                              grammemes known)
{
    grammemes cases = 0;
    for (uint32_t i = 0; i < adjective->analysis_count; i++) {
        grammemes one = adjective->analyses[i].grammemes;
        for (uint32_t j = 0; j < noun->analysis_count; j++) {
            grammemes other = noun->analyses[j].grammemes;
            if (one & other & GRAM_NUMBERS)
                cases |= one & other & GRAM_CASES;
        }
    }
    if (cases & known)
        return cases & known;
    return cases ? cases : known;
}

/* «особой» is a form of «особа» too. */
static bool word_is_adjective(const struct word *word)
{
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_ADJECTIVE)
            return true;
    return false;
}

/* The cases of a mention, 0 where they are not known: the endings of names that no dictionary has
 * tell nothing («Швабе»). Of an office its first word's: «заместитель министра», «врио главы». */
grammemes mention_cases(const struct reading *reading, const struct mention *mention)
{
    const struct word *head = &reading->words[mention->head];
    const struct token *first = &reading->tokens.items[mention->first];
    bool quoted = first->kind == TOKEN_QUOTE_OPEN;
    /* «ФИФА» is no «фифа», and «НИТУ» no dative, although the dictionary thinks so. */
    if (mention->type == MENTION_ORGANIZATION && first->shape == CASE_UPPER &&
        mention->head == mention->first &&
        (mention->token_count == 1 || !(mention->grammemes & GRAM_NOMINATIVE)))
        return 0;
    bool unknown = head->analysis_count == 0 || !head->analyses[0].known;
    bool thing = mention->type == MENTION_ORGANIZATION || mention->type == MENTION_PLACE;
    /* «Курской АЭС-2»: the adjective tells what the abbreviation does not. */
    if (thing && unknown && mention->first + 1 == mention->head &&
        word_is_adjective(&reading->words[mention->first]))
        return word_cases(&reading->words[mention->first]);
    if (mention->type != MENTION_POSITION && mention->type != MENTION_PERSON && (quoted || unknown))
        return 0;
    /* «города Цзямусы» stands in the case of «город». */
    bool apposed = mention->type == MENTION_PLACE && mention->has_name &&
                   mention->name.start > mention->range.start &&
                   mention->name.start == reading->tokens.items[mention->head].start;
    if (mention->type == MENTION_POSITION &&
        word_is_deputy(first->folded, &reading->words[mention->first]))
        return 0;
    if (thing && mention->first < mention->head &&
        word_is_adjective(&reading->words[mention->first]))
        return agreed_cases(&reading->words[mention->first], head, mention->grammemes & GRAM_CASES);
    if (mention->type != MENTION_POSITION && (!apposed || mention->first == mention->head))
        return mention->grammemes & GRAM_CASES;
    return word_cases(&reading->words[mention->first]);
}

/* Whether a word of a mention is in the node's set. */
static bool mention_holds(const struct matcher *matcher, const struct node *node,
                          const struct mention *mention)
{
    struct node word = {.type = NODE_WORD, .set = node->set};
    for (uint32_t i = 0; i < mention->token_count; i++)
        if (matcher_word_fits(matcher, &word, mention->first + i))
            return true;
    return false;
}

/* Whether a mention has the name of a body that the lexicons know as a holding. */
static bool mention_is_holding(const struct matcher *matcher, const struct mention *mention)
{
    for (uint32_t i = 0; matcher->lexicon && i < mention->token_count; i++) {
        uint32_t number = matcher->reading->words[mention->first + i].entry;
        const struct lexicon_entry *entry = number ? lexicon_entry(matcher->lexicon, number) : NULL;
        if (entry && entry->marks & MARK_HOLDING && entry->words + i <= mention->token_count)
            return true;
    }
    return false;
}

/* The gender of a mention: of an office that stands for its holder the holder's, «глава региона».
 */
static grammemes mention_gender(const struct reading *reading, const struct mention *mention)
{
    enum { REACH = 40 };
    if (mention->type != MENTION_POSITION || mention->entity == NO_ENTITY)
        return mention->grammemes & GENDERS;
    size_t index = (size_t)(mention - reading->mentions);
    for (size_t back = 1; back <= index && back <= REACH; back++) {
        const struct mention *other = mention - back;
        if (other->entity == mention->entity && other->type == MENTION_PERSON)
            return other->grammemes & GENDERS;
    }
    return 0;
}

bool mention_fits(const struct matcher *matcher, const struct node *node, uint32_t index)
{
    const struct mention *mention = &matcher->reading->mentions[index];
    uint32_t types = 0;
    uint64_t schemas = 0;
    unit_kinds(matcher, index, &types, &schemas);
    if (!(types & node->mentions) && !(schemas & node->schemas))
        return false;
    if ((node->flags & NODE_NAMED) && mention->by_reference)
        return false;
    if ((node->flags & NODE_REFERENCE) && !mention->by_reference)
        return false;
    if ((node->flags & NODE_HOLDS) && !mention_holds(matcher, node, mention))
        return false;
    if ((node->flags & NODE_HOLDING) && !mention_is_holding(matcher, mention))
        return false;
    grammemes cases = node->wanted & GRAM_CASES;
    grammemes known = cases ? mention_cases(matcher->reading, mention) : 0;
    grammemes numbers = node->wanted & GRAM_NUMBERS;
    grammemes genders = node->wanted & GENDERS, gender = 0;
    if (genders)
        gender = mention_gender(matcher->reading, mention);
    if (genders && gender && !(genders & gender))
        return false;
    return (!cases || !known || (cases & known)) &&
           (!numbers || !(mention->grammemes & GRAM_NUMBERS) || (numbers & mention->grammemes));
}

/* The node with the cases that the seat asks for, where it names none itself. */
static struct node node_in_seat(const struct run *run, const struct node *node)
{
    struct node asked = *node;
    if (!(node->wanted & GRAM_CASES))
        asked.wanted |= run->cases;
    return asked;
}

/* The cases of a word as one: «директора» of one director. */
static grammemes singular_cases(const struct word *word)
{
    grammemes cases = 0;
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].grammemes & GRAM_SINGULAR)
            cases |= word->analyses[i].grammemes & GRAM_CASES;
    return cases;
}

/* «директора Ли Дэминь»: a name of which no form tells the case stands in that of the office before
 * it. Whether that is one of the wanted. */
static bool office_fits(const struct matcher *matcher, const struct unit *name_unit,
                        grammemes wanted)
{
    const struct reading *reading = matcher->reading;
    const struct unit *unit = &matcher->units.items[matcher->ends[name_unit->end - 1]];
    if (unit->mention != name_unit->mention)
        unit = name_unit;
    const struct mention *person = &reading->mentions[unit->mention];
    uint32_t number = reading->words[unit->first].mention;
    if (!wanted || unit->first == person->first || !number ||
        reading->mentions[number - 1].type != MENTION_POSITION)
        return true;
    grammemes office = singular_cases(&reading->words[unit->first]);
    grammemes name = mention_cases(reading, person);
    return (office & wanted) || !office || (name && !(office & name));
}

static bool unit_fits(const struct run *run, const struct node *node, uint32_t unit)
{
    const struct unit *found = &run->matcher->units.items[unit];
    grammemes wanted = node->wanted;
    if (run->cases) {
        struct node asked = node_in_seat(run, node);
        wanted = asked.wanted;
        if (!mention_fits(run->matcher, &asked, found->mention))
            return false;
    } else if (!mention_fits(run->matcher, node, found->mention)) {
        return false;
    }
    return !(wanted & GRAM_CASES) ||
           run->matcher->reading->mentions[found->mention].type != MENTION_PERSON ||
           office_fits(run->matcher, found, wanted & GRAM_CASES);
}

/* The units at a place, in the run's direction. */
static uint32_t unit_first(const struct run *run, uint32_t at)
{
    const struct matcher *matcher = run->matcher;
    if (run->left)
        return at > run->low ? matcher->ends[at - 1] : UINT32_MAX;
    return at < run->high ? matcher->starts[at] : UINT32_MAX;
}

static uint32_t unit_next(const struct run *run, uint32_t unit)
{
    const struct unit *found = &run->matcher->units.items[unit];
    return run->left ? found->next_end : found->next_start;
}

static bool unit_inside(const struct run *run, uint32_t unit)
{
    const struct unit *found = &run->matcher->units.items[unit];
    return found->first >= run->low && found->end <= run->high;
}

/* Where the run stands behind a unit. */
static uint32_t unit_behind(const struct run *run, uint32_t unit)
{
    const struct unit *found = &run->matcher->units.items[unit];
    return run->left ? found->first : found->end;
}

/* The place behind one token, one mention, or one pair of quotes or brackets; at itself where the
 * region ends or, unless across, the clause. */
static uint32_t step_over(const struct run *run, uint32_t at, bool across)
{
    for (uint32_t unit = unit_first(run, at); unit != UINT32_MAX; unit = unit_next(run, unit))
        if (unit_inside(run, unit))
            return unit_behind(run, unit);
    if (run->left ? at <= run->low : at >= run->high)
        return at;
    uint32_t index = run->left ? at - 1 : at;
    const struct token *token = run_token(run, index);
    uint32_t partner = token->partner;
    if (partner != UINT32_MAX && partner >= run->low && partner < run->high &&
        (run->left ? partner < index : partner > index))
        return run->left ? partner : partner + 1;
    if (!across && token_ends_clause(token))
        return at;
    return run->left ? at - 1 : at + 1;
}

static bool run_node(struct run *run, uint32_t node, uint32_t at);

/* Whether a node may match at a place, as far as one look tells: most ways are refused by their
 * first word, and need no undoing. */
static bool run_may_begin(struct run *run, uint32_t index, uint32_t at)
{
    const struct node *node = &run->matcher->grammar->nodes.items[index];
    while (node->type == NODE_OPEN)
        node = &run->matcher->grammar->nodes.items[node->next];
    if (node->type != NODE_WORD && node->type != NODE_FORM)
        return true;
    if (run->left ? at <= run->low : at >= run->high)
        return false;
    uint32_t token = run->left ? at - 1 : at;
    run->steps++;
    return node->type == NODE_FORM ? run->matcher->words[token]->form == node->set
                                   : matcher_word_may_fit(run->matcher, node, token) &&
                                         matcher_word_fits(run->matcher, node, token);
}

/* Tries to go on from one of several ways, undoing what it did. */
static bool run_branch(struct run *run, uint32_t node, uint32_t at)
{
    size_t events = run->event_count;
    bool left = run->left;
    uint32_t labels[AGREEMENT_LABELS];
    if (!run_may_begin(run, node, at))
        return false;
    memcpy(labels, run->labels, sizeof labels);
    if (run->depth >= RUN_DEPTH) {
        run->capped = true;
        return false;
    }
    run->depth++;
    bool found = run_node(run, node, at);
    run->depth--;
    if (found)
        return true;
    run->event_count = events;
    run->left = left;
    memcpy(run->labels, labels, sizeof labels);
    return false;
}

static bool words_agree(const struct run *run, const struct node *node, uint32_t left,
                        uint32_t right)
{
    const struct word *words = run->matcher->reading->words;
    for (uint32_t i = 0; i < words[left].analysis_count; i++)
        for (uint32_t j = 0; j < words[right].analysis_count; j++)
            if (node_allows(node, &words[right].analyses[j]) &&
                analysis_agrees(&words[left].analyses[i], &words[right].analyses[j]))
                return true;
    return false;
}

static bool word_is_of_set(const struct run *run, const struct node *node, uint32_t token)
{
    struct node word = *node;
    word.type = NODE_WORD;
    word.sketch = 0;
    return matcher_word_fits(run->matcher, &word, token);
}

/* A node that takes one token. */
static bool token_fits(struct run *run, const struct node *node, uint32_t index)
{
    const struct token *token = run_token(run, index);
    switch (node->type) {
    case NODE_FORM:
        return run->matcher->words[index]->form == node->set;
    case NODE_NUMBER: {
        const struct word *word = &run->matcher->reading->words[index];
        return token->kind == TOKEN_NUMBER ||
               (word->analysis_count && word->analyses[0].pos == POS_NUMERAL);
    }
    default:
        if (node->type == NODE_WORD && !matcher_word_may_fit(run->matcher, node, index))
            return false;
        if (node->type == NODE_ANY && token->kind != TOKEN_WORD &&
            token->kind != TOKEN_ABBREVIATION && (node->parts || node->wanted || node->flags))
            return false;
        if (!matcher_word_fits(run->matcher, node, index))
            return false;
    }
    if (!node->label)
        return true;
    uint32_t *label = &run->labels[node->label];
    if (*label && !words_agree(run, node, *label - 1, index))
        return false;
    *label = index + 1;
    return true;
}

/* Mentions of the same label have a case in common; one of no known case agrees with all. */
static bool mention_agrees(struct run *run, const struct node *node, uint32_t mention)
{
    const struct reading *reading = run->matcher->reading;
    uint32_t cases = (uint32_t)mention_cases(reading, &reading->mentions[mention]);
    uint32_t *label = &run->labels[node->label];
    if (!cases)
        return true;
    if (*label && !(*label & cases))
        return false;
    *label = *label ? *label & cases : cases;
    return true;
}

/* Whether a unit is more than its mention: an earlier pattern's whole match. */
static bool unit_is_titled(const struct run *run, const struct unit *unit)
{
    return unit->end - unit->first > run->matcher->reading->mentions[unit->mention].token_count;
}

static bool run_mention(struct run *run, const struct node *node, uint32_t at)
{
    for (uint32_t i = unit_first(run, at); i != UINT32_MAX; i = unit_next(run, i)) {
        const struct unit *unit = &run->matcher->units.items[i];
        if (!unit_inside(run, i) || !unit_fits(run, node, i) ||
            ((node->flags & NODE_TITLED) && !unit_is_titled(run, unit)))
            continue;
        size_t events = run->event_count;
        uint32_t before = run->labels[node->label];
        if (node->label && !mention_agrees(run, node, unit->mention))
            continue;
        struct event event = {
            .type = NODE_MENTION, .first = unit->first, .end = unit->end, .mention = unit->mention};
        if (event_push(run, event) && run_branch(run, node->next, unit_behind(run, i)))
            return true;
        run->event_count = events;
        run->labels[node->label] = before;
    }
    return false;
}

static bool run_gap(struct run *run, const struct node *node, uint32_t at)
{
    for (unsigned i = 0;; i++) {
        if (run_branch(run, node->next, at))
            return true;
        uint32_t behind = step_over(run, at, node->flags & NODE_ACROSS);
        if (behind == at || i == node->limit)
            return false;
        at = behind;
    }
}

/* Words that may stand between a list's comma and its next mention: adjectives and nouns. */
static bool token_modifies(const struct run *run, uint32_t index)
{
    const struct word *word = &run->matcher->reading->words[index];
    const struct token *token = run_token(run, index);
    /* «ИТЦ «Заря»»: what stands before a name in quotes and is no part of the mention. */
    enum { CAPITALS_MOST = 5 * 2 };
    if (token->shape == CASE_UPPER && !word->mention && token->folded.size <= CAPITALS_MOST)
        return true;
    if (token->kind != TOKEN_WORD || token->shape != CASE_LOWER || !word->analysis_count)
        return false;
    uint8_t pos = word->analyses[0].pos;
    return pos == POS_NOUN || pos == POS_ADJECTIVE || pos == POS_PARTICIPLE;
}

/* A unit of the list at a place, past a few modifiers; UINT32_MAX. */
static uint32_t list_item(const struct run *run, const struct node *node, uint32_t at)
{
    for (unsigned i = 0;; i++) {
        for (uint32_t unit = unit_first(run, at); unit != UINT32_MAX; unit = unit_next(run, unit))
            if (unit_inside(run, unit) && unit_fits(run, node, unit))
                return unit;
        /* Modifiers stand before what they modify: leftwards they come behind the item. */
        if (run->left || i == LIST_MODIFIERS || at >= run->high || !token_modifies(run, at))
            return UINT32_MAX;
        at++;
    }
}

/* Behind what is said of a list's member before the list goes on: «завод «Заря» из Омска», «ООО
 * «Кедр», выпускающее краски» before a comma. The place itself where nothing is. */
static uint32_t list_aside(const struct run *run, uint32_t at)
{
    enum { ASIDE_TOKENS = 14 };
    const struct reading *reading = run->matcher->reading;
    if (at + 1 >= run->sentence_end)
        return at;
    if (token_is(run, at, "из"))
        for (uint32_t unit = unit_first(run, at + 1); unit != UINT32_MAX;
             unit = unit_next(run, unit)) {
            uint32_t mention = run->matcher->units.items[unit].mention;
            if (mention != NO_MENTION && reading->mentions[mention].type == MENTION_PLACE)
                return unit_behind(run, unit);
        }
    const struct word *word = &reading->words[at + 1];
    if (!token_is(run, at, ",") || !word->analysis_count || word->analyses[0].pos != POS_PARTICIPLE)
        return at;
    for (uint32_t i = at + 2; i < run->sentence_end && i < at + ASIDE_TOKENS; i++)
        if (token_is(run, i, ","))
            return i;
    return at;
}

/* The place behind what joins two members: brackets, a comma, conjunctions, a repeated preposition.
 */
static uint32_t list_joint(const struct run *run, uint32_t at)
{
    static const char *const joints[] = {",",  "и",     "а",   "также", "с",
                                         "со", "между", "или", "плюс",  "да"};
    bool joined = false;
    unsigned modifiers = 0;
    for (unsigned i = 0; i < 6; i++) {
        if (run->left ? at <= run->low : at >= run->high)
            break;
        uint32_t index = run->left ? at - 1 : at;
        size_t j = 0;
        while (j < sizeof joints / sizeof *joints && !token_is(run, index, joints[j]))
            j++;
        const struct token *token = run_token(run, index);
        bool bracket = token->kind == TOKEN_PUNCTUATION && token->partner != UINT32_MAX;
        if (j == sizeof joints / sizeof *joints && bracket && (run->left || !joined)) {
            uint32_t behind = step_over(run, at, false);
            if (behind == at)
                break;
            at = behind;
            continue;
        }
        /* Leftwards the modifiers of the member just taken come before the joint. */
        if (run->left && !joined && modifiers < LIST_MODIFIERS && token_modifies(run, index)) {
            modifiers++;
            at--;
            continue;
        }
        if (j == sizeof joints / sizeof *joints)
            break;
        if (j == 2 && !token_is(run, index + 1, "также"))
            break;
        joined |= j < 4 || j > 6;
        at = run->left ? at - 1 : at + 1;
    }
    return joined ? at : UINT32_MAX;
}

/* The place behind an office that stands before another in a list of people: «председатель совета,
 * директор завода Иван Петров»; at itself where there is none. */
static uint32_t office_behind(const struct run *run, uint32_t at)
{
    const struct reading *reading = run->matcher->reading;
    enum { OFFICE_TAIL = 3 }; /* words of the office behind its mention */
    if (run->left || at >= run->high || !reading->words[at].mention)
        return at;
    const struct mention *office = &reading->mentions[reading->words[at].mention - 1];
    if (office->type != MENTION_POSITION || office->first != at)
        return at;
    uint32_t end = office->first + office->token_count;
    for (uint32_t i = end; i < run->high && i <= end + OFFICE_TAIL; i++)
        if (token_is(run, i, ","))
            return i + 1;
        else if (reading->words[i].mention)
            return at;
    return at;
}

static bool run_list(struct run *run, const struct node *node, uint32_t at)
{
    size_t events = run->event_count;
    uint32_t high = run->high;
    uint32_t item = list_item(run, node, at);
    if (item == UINT32_MAX)
        return false;
    while (item != UINT32_MAX) {
        const struct unit *unit = &run->matcher->units.items[item];
        struct event event = {.type = NODE_LIST,
                              .role = node->role,
                              .first = unit->first,
                              .end = unit->end,
                              .mention = unit->mention};
        if (!event_push(run, event))
            break;
        at = unit_behind(run, item);
        uint32_t aside = run->left ? at : list_aside(run, at);
        if (aside > run->high) /* the list goes on behind a clause that was put in */
            run->high = run->sentence_end;
        uint32_t next = list_joint(run, aside);
        item = next == UINT32_MAX ? UINT32_MAX : list_item(run, node, next);
        if (item == UINT32_MAX && next != UINT32_MAX && office_behind(run, next) != next)
            item = list_item(run, node, office_behind(run, next));
    }
    if (run_branch(run, node->next, at))
        return true;
    run->event_count = events;
    run->high = high;
    return false;
}

/* A quotation in the run's direction; its tokens without the marks. */
static bool run_quote(struct run *run, const struct node *node, uint32_t at)
{
    if (run->left ? at <= run->low : at >= run->high)
        return false;
    uint32_t index = run->left ? at - 1 : at;
    const struct token *token = run_token(run, index);
    if (token->kind != (run->left ? TOKEN_QUOTE_CLOSE : TOKEN_QUOTE_OPEN) ||
        token->partner == UINT32_MAX || run->matcher->reading->words[index].mention)
        return false;
    uint32_t open = run->left ? token->partner : index, close = run->left ? index : token->partner;
    if (close <= open + 2)
        return false;
    struct event event = {
        .type = NODE_QUOTE, .first = open + 1, .end = close, .mention = NO_MENTION};
    return event_push(run, event) && run_branch(run, node->next, run->left ? open : close + 1);
}

/* The mark that opens the quotation around a place, not before first; first where there is none. */
static uint32_t quotation_start(const struct run *run, uint32_t first, uint32_t at)
{
    enum { REACH = 200 }; /* tokens */
    for (uint32_t token = at; token > first && token + REACH > at; token--) {
        const struct token *mark = run_token(run, token - 1);
        if (mark->kind == TOKEN_QUOTE_OPEN && mark->partner != UINT32_MAX && mark->partner > at)
            return token - 1;
    }
    return first;
}

/* Whether a token is of a mention, named or referred to, of one that acts. */
static bool is_of_actor(const struct reading *reading, uint32_t token)
{
    uint32_t number = reading->words[token].mention;
    const struct mention *mention = number ? &reading->mentions[number - 1] : NULL;
    return mention && mention->type <= MENTION_POSITION && !is_doubtful(reading, mention);
}

/* What was said in a paragraph that begins with a dash, up to the place where the run is; likewise
 * in a quotation that its author's words interrupt. */
static bool run_reply(struct run *run, const struct node *node, uint32_t at)
{
    const struct tokens *tokens = &run->matcher->reading->tokens;
    uint32_t sentence = run->sentence;
    while (sentence > 0 &&
           tokens->sentences[sentence - 1].block == tokens->sentences[run->sentence].block)
        sentence--;
    uint32_t first = tokens->sentences[sentence].first;
    if (!run->left)
        return false;
    if (tokens->items[first].kind != TOKEN_DASH)
        first = quotation_start(run, first, at);
    uint8_t kind = tokens->items[first].kind;
    if ((kind != TOKEN_DASH && kind != TOKEN_QUOTE_OPEN) || at < first + 2)
        return false;
    if (kind == TOKEN_QUOTE_OPEN &&
        (tokens->items[first].partner == UINT32_MAX || tokens->items[first].partner <= at))
        return false;
    struct event event = {.type = NODE_REPLY, .first = first + 1, .end = at, .mention = NO_MENTION};
    return event_push(run, event) && run_branch(run, node->next, first);
}

static bool is_of_name(const struct reading *reading, uint32_t token)
{
    uint32_t number = reading->words[token].mention;
    const struct mention *mention = number ? &reading->mentions[number - 1] : NULL;
    /* «омские заводы»: an organization that is none of the report's things has no name. */
    return mention && !mention->by_reference && is_of_actor(reading, token) &&
           !(mention->type == MENTION_ORGANIZATION && mention->entity == NO_ENTITY);
}

bool token_inside_mention(const struct reading *reading, uint32_t token)
{
    uint32_t mention = reading->words[token].mention;
    return mention && reading->mentions[mention - 1].first < token;
}

/* The end of the noun phrase that begins at a token; at itself where there is none, or where its
 * head is not of the node's set. */
static uint32_t phrase_find_end(const struct run *run, const struct node *node, uint32_t at,
                                uint32_t limit)
{
    struct phrase phrase;
    if (!phrase_read(run->matcher->reading, at, limit, node->wanted & GRAM_CASES, node->flags,
                     &phrase))
        return at;
    struct node head = {.type = NODE_WORD, .set = node->set};
    if ((node->flags & NODE_HOLDS) &&
        !matcher_word_fits(run->matcher, &head, phrase.members[0].head))
        return at;
    if ((node->flags & NODE_THING) && is_of_actor(run->matcher->reading, phrase.members[0].head))
        return at;
    if ((node->flags & NODE_PLAIN) && is_of_name(run->matcher->reading, phrase.members[0].head))
        return at;
    return phrase.members[phrase.count - 1].end;
}

/* The same: many patterns ask for one phrase in turn. */
static uint32_t phrase_end_at(const struct run *run, const struct node *node, uint32_t at,
                              uint32_t limit)
{
    grammemes cases = node->wanted & GRAM_CASES;
    uint32_t flags = node->flags, slot = (at * 5 + limit + flags) % PHRASES_KNOWN;
    struct phrase_known *known = &run->matcher->phrases[slot];
    if (known->limit == limit && known->first == at && known->cases == cases &&
        known->set == node->set && known->flags == flags)
        return known->end;
    uint32_t end = phrase_find_end(run, node, at, limit);
    *known = (struct phrase_known){cases, at, limit, node->set, flags, end};
    return end;
}

/* A noun phrase that ends here, leftwards: the longest first. */
static bool run_phrase_left(struct run *run, const struct node *node, uint32_t at)
{
    uint32_t first = at > run->low + PHRASE_REACH ? at - PHRASE_REACH : run->low;
    for (; first < at; first++) {
        if (token_inside_mention(run->matcher->reading, first) ||
            phrase_end_at(run, node, first, at) != at)
            continue;
        size_t events = run->event_count;
        struct event event = {.type = NODE_PHRASE,
                              .flags = node->flags,
                              .first = first,
                              .end = at,
                              .mention = NO_MENTION,
                              .cases = node->wanted & GRAM_CASES};
        if (event_push(run, event) && run_branch(run, node->next, first))
            return true;
        run->event_count = events;
    }
    return false;
}

/* What a NODE_QUANTITY reads at a token: many patterns ask the same in turn. */
static const struct amount *amount_at(const struct run *run, uint32_t at, unsigned flags)
{
    struct amount *amount = &run->matcher->amounts[flags % AMOUNTS];
    if (amount->first == at && amount->limit == run->high)
        return amount;
    struct quantity quantity;
    const struct reading *reading = run->matcher->reading;
    bool found = flags & NODE_ORDINAL
                     ? ordinal_read(reading, at, run->high, &quantity)
                     : quantity_read(reading, at, run->high, flags & NODE_COUNTED, &quantity);
    *amount = (struct amount){.first = at, .limit = run->high, .end = at};
    if (found)
        amount->end = quantity_end(&quantity);
    if (found && quantity.phrase.count)
        amount->head = quantity.phrase.members[0].head;
    return amount;
}

/* The end of a NODE_QUANTITY; at itself where there is none. */
static uint32_t amount_end(const struct run *run, const struct node *node, uint32_t at)
{
    const struct amount *amount = amount_at(run, at, node->flags & (NODE_COUNTED | NODE_ORDINAL));
    if (amount->end == at ||
        ((node->flags & NODE_HOLDS) && !word_is_of_set(run, node, amount->head)))
        return at;
    return amount->end;
}

/* The end of what a NODE_PHRASE, NODE_QUANTITY, NODE_CLAUSE or NODE_REST takes; at itself where
 * there is none. */
static uint32_t stretch_end(const struct run *run, const struct node *node, uint32_t at)
{
    if (node->type == NODE_QUANTITY)
        return amount_end(run, node, at);
    if (node->type == NODE_PHRASE)
        return phrase_end_at(run, node, at, run->high);
    uint32_t end = at;
    while (end < run->high && (node->type == NODE_REST || !token_ends_clause(run_token(run, end))))
        end++;
    while (end > at && run_token(run, end - 1)->kind == TOKEN_PUNCTUATION &&
           run_token(run, end - 1)->partner == UINT32_MAX)
        end--;
    return end;
}

/* All from the sentence's beginning up to here. */
static bool run_rest_left(struct run *run, const struct node *node, uint32_t at)
{
    uint32_t first = run->sentence_start;
    if (first < at && run_token(run, first)->kind == TOKEN_DASH)
        first++;
    if (at <= first)
        return false;
    struct event event = {.type = NODE_REST, .first = first, .end = at, .mention = NO_MENTION};
    return event_push(run, event) && run_branch(run, node->next, first);
}

static bool run_stretch(struct run *run, const struct node *node, uint32_t at)
{
    if (run->left && node->type == NODE_REST)
        return run_rest_left(run, node, at);
    if (run->left && node->type == NODE_PHRASE)
        return run_phrase_left(run, node, at);
    if (run->left || at >= run->high)
        return false;
    struct node asked = node_in_seat(run, node);
    uint32_t end = stretch_end(run, &asked, at);
    if (end == at)
        return false;
    struct event event = {.type = node->type,
                          .flags = node->flags,
                          .first = at,
                          .end = end,
                          .mention = NO_MENTION,
                          .cases = asked.wanted & GRAM_CASES};
    return event_push(run, event) && run_branch(run, node->next, end);
}

/* Whether the place is the beginning or end of the sentence, or of the one before where that is
 * sought in, but for marks. */
static bool at_edge(const struct run *run, uint32_t at, bool end)
{
    bool previous = run->high <= run->sentence_start;
    uint32_t last = previous ? run->high : run->sentence_end;
    if (!end)
        return at == (previous ? run->low : run->sentence_start);
    while (at < last && run_token(run, at)->kind == TOKEN_PUNCTUATION)
        at++;
    return at >= last;
}

/* The list that follows a sentence which ends here: the tokens of its items. */
static bool run_items(struct run *run, const struct node *node, uint32_t at)
{
    const struct reading *reading = run->matcher->reading;
    const struct tokens *tokens = &reading->tokens;
    uint32_t first = run->sentence + 1, sentence = first;
    if (run->left || !at_edge(run, at, true))
        return false;
    while (sentence < tokens->sentence_count &&
           reading->report->blocks[tokens->sentences[sentence].block].kind == BLOCK_LIST_ITEM)
        sentence++;
    if (sentence == first)
        return false;
    const struct sentence *last = &tokens->sentences[sentence - 1];
    struct event event = {.type = NODE_ITEMS,
                          .first = tokens->sentences[first].first,
                          .end = last->first + last->count,
                          .mention = NO_MENTION};
    return event_push(run, event) && run_branch(run, node->next, run->sentence_end);
}

/* Nodes at which the way forks or which take more than one token. */
static bool run_wide(struct run *run, const struct node *node, uint32_t at)
{
    switch (node->type) {
    case NODE_ACCEPT:
        run->left_end = at;
        return true;
    case NODE_TURN:
        run->right_end = at;
        run->left = true;
        return run_branch(run, node->other, run->anchor);
    case NODE_MENTION:
        return run_mention(run, node, at);
    case NODE_LIST:
        return run_list(run, node, at);
    case NODE_GAP:
        return run_gap(run, node, at);
    case NODE_QUOTE:
        return run_quote(run, node, at);
    case NODE_REPLY:
        return run_reply(run, node, at);
    case NODE_ITEMS:
        return run_items(run, node, at);
    default:
        return run_stretch(run, node, at);
    }
}

static bool run_node(struct run *run, uint32_t index, uint32_t at)
{
    for (;;) {
        const struct node *node = &run->matcher->grammar->nodes.items[index];
        if (++run->steps > run->step_limit) {
            run->capped = true;
            return false;
        }
        switch (node->type) {
        case NODE_WORD:
        case NODE_FORM:
        case NODE_ANY:
        case NODE_NUMBER:
            if (run->left ? at <= run->low : at >= run->high)
                return false;
            if (!token_fits(run, node, run->left ? at - 1 : at))
                return false;
            at = run->left ? at - 1 : at + 1;
            break;
        case NODE_SPLIT:
            if (run_branch(run, node->next, at))
                return true;
            index = node->other;
            continue;
        case NODE_OPEN:
        case NODE_CLOSE:
            if (!event_push(run, (struct event){.type = node->type,
                                                .left = run->left,
                                                .role = node->role,
                                                .first = at,
                                                .mention = NO_MENTION}))
                return false;
            break;
        case NODE_NOT:
            if (at > run->sentence_start && word_is_of_set(run, node, at - 1))
                return false;
            break;
        case NODE_START:
        case NODE_END:
            if (!at_edge(run, at, node->type == NODE_END))
                return false;
            break;
        default:
            return run_wide(run, node, at);
        }
        index = node->next;
    }
}

bool run_from(struct run *run, uint32_t start, uint32_t token)
{
    run->left = false;
    run->anchor = token;
    run->event_count = 0;
    memset(run->labels, 0, sizeof run->labels);
    return run_node(run, start, token);
}

/* Whether the first node of a part may match at a token, as far as one look tells: a part is tried
 * at each token of a clause. */
static bool part_may_stand(const struct run *run, const struct part *part, uint32_t token)
{
    const struct matcher *matcher = run->matcher;
    const struct node *node = &matcher->grammar->nodes.items[part->start];
    while (node->type == NODE_OPEN)
        node = &matcher->grammar->nodes.items[node->next];
    switch (node->type) {
    case NODE_WORD:
        return matcher_word_may_fit(matcher, node, token);
    case NODE_FORM:
        return matcher->words[token]->form == node->set;
    case NODE_MENTION:
        return matcher->starts[token] != UINT32_MAX;
    default:
        return true;
    }
}

bool run_part(struct run *run, const struct part *part, uint32_t token)
{
    return part_may_stand(run, part, token) && run_from(run, part->start, token);
}

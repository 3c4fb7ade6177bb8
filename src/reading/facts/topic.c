/* Sides of a fact that its sentence leaves to what is spoken of: «нам поставляет», «их делает»,
 * «мы построим». «Мы» are whom the speaker of the words leads; a side that is not said is what the
 * paragraph speaks of. */
#include "topic.h"

#include "clause.h"
#include "news.h"

enum { TOPIC_REACH = 2, LEAD_REACH = 5, SPEECH_REACH = 40 }; /* sentences */

static bool sentence_has(const struct reading *reading, uint32_t sentence, const char *const *forms,
                         size_t count)
{
    const struct sentence *found = &reading->tokens.sentences[sentence];
    for (uint32_t i = found->first; i < found->first + found->count; i++)
        if (is_one_of(reading->tokens.items[i].folded, forms, count))
            return true;
    return false;
}

/* Whom a person speaks for: what he leads; a body that speaks is itself. */
static uint32_t body_of(const struct facts *facts, uint32_t speaker, struct claim *claim)
{
    const struct schema_kind *schema = facts->reading->entities[speaker - 1].schema;
    if (schema && !span_equal(schema->name, SPAN("Person")))
        return speaker;
    return occupation_of(facts, speaker, claim);
}

/* The statement in whose words a range stands. */
static const struct draft *statement_around(const struct facts *facts, uint32_t sentence,
                                            struct range range)
{
    struct draft_range around = drafts_around(facts, sentence, SPEECH_REACH, SPEECH_REACH);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        if (draft->first > facts->reading->tokens.count || draft->dropped ||
            !draft_is(draft, "statement"))
            continue;
        const struct claim *quote = draft_claim(draft, "quote");
        for (size_t j = 0; quote && j < quote->evidence_count; j++)
            if (quote->evidence[j].start <= range.start && range.end <= quote->evidence[j].end)
                return draft;
    }
    return NULL;
}

bool topic_is_us(const struct facts *facts, const struct draft *draft)
{
    static const char *const us[] = {"мы", "нам", "нас", "наш", "наша", "наше", "наши", "нашей"};
    /* «идёт стройка, где мы будем …»: what hangs on the clause is of something else. */
    static const char *const under[] = {"где", "когда", "чтобы", "что", "если", "куда", "пока"};
    const struct reading *reading = facts->reading;
    const struct sentence *sentence = &reading->tokens.sentences[draft->sentence];
    bool below = false;
    for (uint32_t at = sentence->first; at < sentence->first + sentence->count; at++) {
        struct span word = reading->tokens.items[at].folded;
        below |= at >= draft->end && is_mark(reading, at - 1, ',') &&
                 (IS_ONE_OF(word, under) || span_starts_with(word, SPAN("котор")));
        if (!below && IS_ONE_OF(word, us))
            return true;
    }
    return false;
}

bool topic_speaker(struct facts *facts, struct draft *draft, const char *property, bool by_pronoun,
                   struct claim *claim)
{
    const struct reading *reading = facts->reading;
    /* A match may begin with the mark or the conjunction before the words that were said. */
    struct range range = tokens_range(reading, draft->anchor, draft->anchor + 1);
    if (by_pronoun && !topic_is_us(facts, draft))
        return false;
    const struct draft *statement = statement_around(facts, draft->sentence, range);
    const struct claim *speaker = statement ? draft_claim(statement, "speaker") : NULL;
    struct claim office = {0};
    uint32_t body = speaker && speaker->value.type == VALUE_ENTITY
                        ? body_of(facts, speaker->value.entity, &office)
                        : NO_ENTITY;
    /* «Мы построим в Кирове цех» of the director of a firm in Киров is no town's work. */
    if (body == NO_ENTITY ||
        (entity_is_of(reading, body, "Region|Locality") && draft_holds(draft, body)))
        return false;
    const struct claim *source = office.evidence_count ? &office : speaker;
    *claim = (struct claim){.property = draft_property(draft, property),
                            .value = value_of_entity(body),
                            .evidence = source->evidence,
                            .evidence_count = source->evidence_count};
    return true;
}

static bool speaker_add(struct facts *facts, struct draft *draft, const char *property,
                        bool by_pronoun)
{
    struct claim claim;
    if (!topic_speaker(facts, draft, property, by_pronoun, &claim))
        return false;
    draft_add_claim(facts, draft, &claim);
    return true;
}

bool topic_speaker_add(struct facts *facts, struct draft *draft, const char *property)
{
    return speaker_add(facts, draft, property, false);
}

bool topic_us_add(struct facts *facts, struct draft *draft, const char *property)
{
    return speaker_add(facts, draft, property, true);
}

/* Whether a mention is of a body that makes, buys and sells. */
static bool is_firm(const struct reading *reading, const struct mention *mention)
{
    return mention->type == MENTION_ORGANIZATION && mention_is_of(reading, mention, SCHEMAS_FIRM);
}

bool draft_holds(const struct draft *draft, uint32_t entity)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        if (draft->claims.items[i].value.type == VALUE_ENTITY &&
            draft->claims.items[i].value.entity == entity)
            return true;
    return false;
}

bool topic_mention_add(struct facts *facts, struct draft *draft, const char *property,
                       const struct mention *mention)
{
    if (!mention || draft_holds(draft, mention->entity))
        return false;
    draft_add(facts, draft, draft_property(draft, property), value_of_entity(mention->entity),
              mention->range);
    return true;
}

void sides_fill(struct facts *facts, struct draft *draft, const struct side_step *steps,
                size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!draft_claim(draft, steps[i].property))
            steps[i].source(facts, draft, steps[i].property);
}

/* The firm that a sentence speaks of first. */
static const struct mention *firm_of_sentence(const struct reading *reading, uint32_t sentence,
                                              uint32_t limit, const struct draft *draft)
{
    const struct sentence *found = &reading->tokens.sentences[sentence];
    for (size_t i = mention_from(reading, found->first);
         i < reading->mention_count && reading->mentions[i].first < limit; i++)
        if (is_firm(reading, &reading->mentions[i]) &&
            !draft_holds(draft, reading->mentions[i].entity))
            return &reading->mentions[i];
    return NULL;
}

/* A firm of a sentence, named before a token; NULL where there is none. */
typedef const struct mention *firm_find(const struct reading *reading, uint32_t sentence,
                                        uint32_t limit, const struct draft *draft);

/* Adds the firm found in the draft's sentence before it, or in the nearest of the few before that
 * in its paragraph. */
static bool nearest_firm_add(struct facts *facts, struct draft *draft, const char *property,
                             firm_find *find)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentences = reading->tokens.sentences;
    uint32_t limit = draft->first;
    for (uint32_t i = 0; i <= TOPIC_REACH && i <= draft->sentence; i++) {
        uint32_t sentence = draft->sentence - i;
        if (sentences[sentence].block != sentences[draft->sentence].block)
            return false;
        const struct mention *firm = find(reading, sentence, limit, draft);
        limit = sentences[sentence].first;
        if (!firm)
            continue;
        return topic_mention_add(facts, draft, property, firm);
    }
    return false;
}

bool topic_firm_add(struct facts *facts, struct draft *draft, const char *property)
{
    return nearest_firm_add(facts, draft, property, firm_of_sentence);
}

/* Whether a mention is of a body or place that may be a side of something. */
static bool is_side(const struct reading *reading, const struct mention *mention)
{
    return mention_is_of(reading, mention,
                         SCHEMAS_FIRM
                         "|PublicBody|DevelopmentInstitution|Association|Cluster|Region|Site");
}

/* Whether «с» stands before a mention, or before the words that describe it: «с чешской Zarya». */
static bool is_companion(const struct facts *facts, const struct mention *mention)
{
    enum { WORDS = 3 };
    const struct token *tokens = facts->reading->tokens.items;
    for (uint32_t i = 1; i <= WORDS && i <= mention->first; i++) {
        const struct token *before = &tokens[mention->first - i];
        if (span_equal(before->folded, SPAN("с")) || span_equal(before->folded, SPAN("со")))
            return i == mention->first || !span_equal((before - 1)->folded, SPAN("не"));
        if (before->kind != TOKEN_WORD || before->shape != CASE_LOWER)
            return false;
    }
    return false;
}

/* Whether a finite verb stands right behind a mention, or behind the quotation mark that closes it:
 * ««Заря» намерена построить». */
static bool has_verb_behind(const struct reading *reading, const struct mention *mention)
{
    uint32_t at = mention->first + mention->token_count;
    const struct word *first = &reading->words[mention->first];
    if (first->analysis_count && !(first->grammemes & GRAM_NOMINATIVE))
        return false;
    while (at < reading->tokens.count && reading->tokens.items[at].kind == TOKEN_QUOTE_CLOSE)
        at++;
    const struct word *word = at < reading->tokens.count ? &reading->words[at] : NULL;
    return word && word->analysis_count &&
           word->sentence == reading->words[mention->first].sentence &&
           (word->analyses[0].pos == POS_VERB || word->analyses[0].pos == POS_ADJECTIVE_SHORT) &&
           (word->analyses[0].grammemes & GRAM_SINGULAR);
}

/* «на базе ОАО «Заря»»: of which no ending tells the case, and a preposition or a noun of another
 * case before it does. */
static bool is_governed(const struct reading *reading, const struct mention *mention)
{
    const struct word *before = mention->first ? &reading->words[mention->first - 1] : NULL;
    if (!(mention->grammemes & GRAM_GENITIVE) || !before || !before->analysis_count ||
        before->mention || before->sentence != reading->words[mention->first].sentence)
        return false;
    return before->analyses[0].pos == POS_PREPOSITION ||
           (before->analyses[0].pos == POS_NOUN && !(before->grammemes & GRAM_NOMINATIVE));
}

/* Whether a mention stands in the nominative. What is written in Latin letters has the case of the
 * noun before it: «компания Zarya»; «власти Омской области» are the region. */
static bool is_subject(const struct facts *facts, const struct mention *mention)
{
    const struct reading *reading = facts->reading;
    if (mention->first > 0 && facts_token_is_of(facts, "authorities", mention->first - 1))
        return true;
    /* A name of which no ending tells the case, at the beginning. */
    uint32_t sentence = reading->words[mention->first].sentence;
    if (!(mention->grammemes & GRAM_CASES) &&
        (mention->first == reading->tokens.sentences[sentence].first ||
         (has_verb_behind(reading, mention) && !is_companion(facts, mention))))
        return true;
    if (reading->tokens.items[mention->first].kind != TOKEN_WORD ||
        reading->tokens.items[mention->first].cyrillic)
        return (mention->grammemes & GRAM_NOMINATIVE) && !is_governed(reading, mention);
    if (mention->first == 0 || !facts_token_is_of(facts, "company", mention->first - 1))
        return false;
    const struct word *before = &reading->words[mention->first - 1];
    for (size_t i = 0; i < before->analysis_count; i++)
        if ((before->analyses[i].grammemes & GRAM_NOMINATIVE) &&
            (before->analyses[i].grammemes & GRAM_SINGULAR))
            return true;
    return false;
}

/* Whether a mention stands within another that began before: «кластер Омской области». */
static bool is_nested(const struct reading *reading, size_t index)
{
    enum { NEST = 4 };
    const struct mention *mention = &reading->mentions[index];
    for (size_t i = 1; i <= NEST && i <= index; i++) {
        const struct mention *other = &reading->mentions[index - i];
        if (other->range.start <= mention->range.start && other->range.end >= mention->range.end)
            return true;
    }
    return false;
}

/* The first side that the draft lacks and of which something is true, in the tokens of a sentence
 * up to a limit; NULL. */
static const struct mention *side_in(const struct facts *facts, const struct draft *draft,
                                     uint32_t sentence, uint32_t limit,
                                     bool (*fits)(const struct facts *, const struct mention *))
{
    const struct reading *reading = facts->reading;
    for (size_t i = mention_from(reading, reading->tokens.sentences[sentence].first);
         i < reading->mention_count && reading->mentions[i].first < limit; i++)
        if (is_side(reading, &reading->mentions[i]) && !is_nested(reading, i) &&
            !draft_holds(draft, reading->mentions[i].entity) && fits(facts, &reading->mentions[i]))
            return &reading->mentions[i];
    return NULL;
}

const struct mention *topic_side(const struct facts *facts, const struct draft *draft)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    uint32_t limit = draft->first;
    for (uint32_t i = 0; i <= TOPIC_REACH && i <= draft->sentence; i++) {
        uint32_t sentence = draft->sentence - i;
        if (sentences[sentence].block != sentences[draft->sentence].block)
            return NULL;
        const struct mention *side = side_in(facts, draft, sentence, limit, is_subject);
        if (!side && i <= 1)
            side = side_in(facts, draft, sentence, limit, is_companion);
        if (side)
            return side;
        limit = sentences[sentence].first;
    }
    return NULL;
}

const struct mention *topic_side_of(const struct facts *facts, const struct draft *draft,
                                    uint32_t sentence)
{
    const struct sentence *found = &facts->reading->tokens.sentences[sentence];
    return side_in(facts, draft, sentence, found->first + found->count, is_subject);
}

/* Whether a mention is of a town or a country: a side only beside another. */
static bool is_land(const struct reading *reading, const struct mention *mention)
{
    return mention_is_of(reading, mention, "Locality|Country");
}

/* The token behind brackets that open at a token; the token itself where none do. */
static uint32_t brackets_end(const struct reading *reading, uint32_t token)
{
    enum { LONGEST = 16 };
    const struct token *tokens = reading->tokens.items;
    if (token >= reading->tokens.count || !span_equal(tokens[token].folded, SPAN("(")))
        return token;
    for (uint32_t i = token + 1; i < reading->tokens.count && i < token + LONGEST; i++)
        if (span_equal(tokens[i].folded, SPAN(")")))
            return i + 1;
    return token;
}

/* Whether two mentions stand in one list: marks, «и», brackets and lower-case words alone between
 * them. */
static bool is_in_row(const struct reading *reading, const struct mention *left,
                      const struct mention *right)
{
    enum { GAP = 6 };
    uint32_t end = brackets_end(reading, left->first + left->token_count);
    bool joint = false;
    if (right->first < end || right->first > end + GAP)
        return false;
    for (uint32_t i = end; i < right->first; i++) {
        const struct token *token = &reading->tokens.items[i];
        const struct word *word = &reading->words[i];
        joint |= span_equal(token->folded, SPAN("и")) || span_equal(token->folded, SPAN(","));
        if (word->analysis_count && token->kind == TOKEN_WORD &&
            (word->analyses[0].pos == POS_VERB || word->analyses[0].pos == POS_PREPOSITION ||
             word->analyses[0].pos == POS_PARTICIPLE))
            return false;
    }
    return joint;
}

size_t topic_row(const struct facts *facts, const struct draft *draft, uint32_t sentence,
                 const struct mention **row, size_t most)
{
    const struct reading *reading = facts->reading;
    const struct sentence *found = &reading->tokens.sentences[sentence];
    uint32_t limit = found->first + found->count;
    size_t count = 0;
    if (limit > draft->first)
        limit = draft->first;
    for (size_t i = mention_from(reading, found->first);
         i < reading->mention_count && reading->mentions[i].first < limit && count < most; i++) {
        const struct mention *mention = &reading->mentions[i];
        if ((!is_side(reading, mention) && !is_land(reading, mention)) || is_nested(reading, i))
            continue;
        /* «A (холдинг B), C и D»: what the brackets hold is of no list. */
        const struct mention *last = count ? row[count - 1] : NULL;
        if (last && mention->first < brackets_end(reading, last->first + last->token_count))
            continue;
        if (count && is_in_row(reading, row[count - 1], mention))
            row[count++] = mention;
        else if (count < 2 && is_subject(facts, mention)) {
            row[0] = mention;
            count = 1;
        }
    }
    return count < 2 ? 0 : count;
}

const struct mention *topic_main(const struct facts *facts, const struct draft *draft)
{
    enum { LEAD = 8, LEAST = 3 };
    const struct reading *reading = facts->reading;
    const uint32_t *counts = facts->mention_counts;
    const struct mention *main = NULL, *other = NULL;
    size_t at = mention_from(reading, draft->first);
    for (size_t i = at > FAR_MENTIONS ? at - FAR_MENTIONS : 0;
         i < reading->mention_count && i < at + FAR_MENTIONS; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!is_firm(reading, mention) || draft_holds(draft, mention->entity))
            continue;
        if (!main && reading->words[mention->first].sentence < LEAD)
            main = mention;
        else if (!main || (mention->entity != main->entity &&
                           (!other || counts[mention->entity] > counts[other->entity])))
            other = mention;
    }
    bool most = main && counts[main->entity] >= LEAST &&
                (!other || counts[main->entity] > counts[other->entity]);
    return most ? main : NULL;
}

bool topic_lead_add(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentences = reading->tokens.sentences;
    uint32_t lead = draft->sentence;
    for (uint32_t i = 0; i < LEAD_REACH && lead > 0; i++)
        if (sentences[lead - 1].block == sentences[draft->sentence].block)
            lead--;
    const struct mention *firm = NULL;
    for (; lead <= draft->sentence && !firm; lead++) {
        uint32_t end = sentences[lead].first + sentences[lead].count;
        firm = firm_of_sentence(reading, lead, end < draft->first ? end : draft->first, draft);
    }
    return topic_mention_add(facts, draft, property, firm);
}

bool topic_says(const struct facts *facts, const struct draft *draft, const char *const *forms,
                size_t count)
{
    return sentence_has(facts->reading, draft->sentence, forms, count);
}

size_t topic_mention_at(const struct reading *reading, size_t offset)
{
    size_t low = 0, high = reading->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->mentions[middle].range.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct mention *topic_mention_behind(const struct reading *reading, size_t offset)
{
    size_t at = topic_mention_at(reading, offset);
    if (at >= reading->mention_count || reading->mentions[at].range.start > offset + 1 ||
        reading->mentions[at].entity == NO_ENTITY)
        return NULL;
    return &reading->mentions[at];
}

const struct mention *topic_firm_within(const struct reading *reading, struct range range)
{
    for (size_t i = topic_mention_at(reading, range.start);
         i < reading->mention_count && reading->mentions[i].range.end <= range.end; i++)
        if (is_firm(reading, &reading->mentions[i]))
            return &reading->mentions[i];
    return NULL;
}

/* What a pronoun says of what it points at; 0 for other words. */
static grammemes pronoun_marks(struct span word)
{
    static const struct {
        const char *form;
        grammemes marks;
    } pronouns[] = {{"он", GRAM_MASCULINE},        {"она", GRAM_FEMININE},
                    {"оно", GRAM_NEUTER},          {"они", GRAM_PLURAL},
                    {"последний", GRAM_MASCULINE}, {"последняя", GRAM_FEMININE},
                    {"последнее", GRAM_NEUTER}};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (span_equal(word, span_of(pronouns[i].form)))
            return pronouns[i].marks;
    return 0;
}

/* Whether a pronoun can point at a mention: «компания «Заря»» is she, ООО «Заря» may be any. */
static bool pronoun_fits(const struct reading *reading, const struct mention *mention,
                         grammemes marks)
{
    const struct token *head = &reading->tokens.items[mention->head];
    const struct word *word = &reading->words[mention->head];
    if (marks == GRAM_PLURAL)
        return mention->grammemes & GRAM_PLURAL;
    if (head->kind != TOKEN_WORD || head->shape == CASE_UPPER || !word->analysis_count ||
        word->analyses[0].pos != POS_NOUN)
        return true;
    return !(word->analyses[0].grammemes & GRAM_GENDERS) || (word->analyses[0].grammemes & marks);
}

/* The firm in the nominative that a pronoun points at in tokens low..high, the last one; NULL in
 * *found where it rather means a person, or there is none, and then whether to look no further. */
static bool pronoun_firm(const struct reading *reading, const struct draft *draft, uint32_t low,
                         uint32_t high, grammemes marks, const struct mention **found)
{
    bool known = false;
    *found = NULL;
    for (size_t i = mention_from(reading, low);
         i < reading->mention_count && reading->mentions[i].first < high; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!(mention->grammemes & GRAM_NOMINATIVE) || mention->entity == NO_ENTITY)
            continue;
        bool person = mention->type == MENTION_PERSON && marks != GRAM_NEUTER;
        if (person) {
            *found = NULL;
            known = true;
        } else if (is_firm(reading, mention) && !draft_holds(draft, mention->entity) &&
                   pronoun_fits(reading, mention, marks)) {
            *found = mention;
            known = true;
        }
    }
    return known;
}

bool topic_pronoun_add(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentences = reading->tokens.sentences;
    uint32_t first = sentences[draft->sentence].first, at = first;
    grammemes marks = 0;
    for (; at < draft->end; at++) {
        marks = pronoun_marks(reading->tokens.items[at].folded);
        if (marks)
            break;
    }
    if (!marks)
        return false;
    const struct mention *firm;
    bool known = pronoun_firm(reading, draft, first, at, marks, &firm);
    for (uint32_t i = 1; !known && i <= TOPIC_REACH && i <= draft->sentence; i++) {
        const struct sentence *before = &sentences[draft->sentence - i];
        if (before->block != sentences[draft->sentence].block)
            break;
        known = pronoun_firm(reading, draft, before->first, before->first + before->count, marks,
                             &firm);
    }
    if (!known && at == first)
        return topic_firm_add(facts, draft, property);
    return topic_mention_add(facts, draft, property, firm);
}

/* Whether a word of the list of documents stands in tokens low..high. */
static bool has_document(const struct facts *facts, uint32_t low, uint32_t high)
{
    for (uint32_t i = low; i < high; i++)
        if (facts_token_is_of(facts, "genre", i))
            return true;
    return false;
}

bool topic_partner_add(struct facts *facts, struct draft *draft, const char *property)
{
    enum { DOCUMENT_REACH = 8 }; /* words */
    const struct reading *reading = facts->reading;
    uint32_t first = reading->tokens.sentences[draft->sentence].first;
    if (side_in(facts, draft, draft->sentence, draft->anchor, is_subject))
        return false;
    for (size_t i = mention_from(reading, first);
         i < reading->mention_count && reading->mentions[i].first < draft->anchor; i++) {
        const struct mention *mention = &reading->mentions[i];
        uint32_t low =
            mention->first > first + DOCUMENT_REACH ? mention->first - DOCUMENT_REACH : first;
        if (is_firm(reading, mention) && is_companion(facts, mention) &&
            has_document(facts, low, mention->first))
            return topic_mention_add(facts, draft, property, mention);
    }
    return false;
}

/* The firm that a report names much more often than any other. */
static const struct mention *main_firm_find(const struct facts *facts)
{
    const struct reading *reading = facts->reading;
    uint32_t *counts = ARENA_NEW(facts->arena, uint32_t, reading->entity_count + 1);
    const struct mention *first = NULL;
    uint32_t most = 0, second = 0;
    memset(counts, 0, (reading->entity_count + 1) * sizeof *counts);
    for (size_t i = 0; i < reading->mention_count; i++)
        if (is_firm(reading, &reading->mentions[i]))
            counts[reading->mentions[i].entity]++;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        uint32_t count = is_firm(reading, mention) ? counts[mention->entity] : 0;
        if (first && mention->entity == first->entity)
            continue;
        if (count > most) {
            second = most;
            most = count;
            first = mention;
        } else if (count > second)
            second = count;
    }
    return most >= 3 && most > 2 * second ? first : NULL;
}

const struct mention *topic_main_firm(const struct facts *facts)
{
    if (!facts->main_firm->known)
        *facts->main_firm = (struct main_firm){true, main_firm_find(facts)};
    return facts->main_firm->mention;
}

bool topic_main_firm_add(struct facts *facts, struct draft *draft, const char *property)
{
    return topic_mention_add(facts, draft, property, topic_main_firm(facts));
}

/* The firm in the nominative that a sentence speaks of last before a token. */
static const struct mention *subject_of_sentence(const struct reading *reading, uint32_t sentence,
                                                 uint32_t limit, const struct draft *draft)
{
    const struct mention *found = NULL;
    for (size_t i = mention_from(reading, reading->tokens.sentences[sentence].first);
         i < reading->mention_count && reading->mentions[i].first < limit; i++)
        if (is_firm(reading, &reading->mentions[i]) &&
            !draft_holds(draft, reading->mentions[i].entity) &&
            (reading->mentions[i].grammemes & GRAM_NOMINATIVE))
            found = &reading->mentions[i];
    return found;
}

bool topic_subject_add(struct facts *facts, struct draft *draft, const char *property)
{
    return nearest_firm_add(facts, draft, property, subject_of_sentence);
}

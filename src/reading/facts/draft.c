/* From what a match bound to the values of a fact's properties, with the words that prove them. */
#include "draft.h"

#include "nominal.h"
#include "number.h"
#include "row.h"

#define REVEALING 0.9 /* how sure a pattern is of its offices' bodies */

struct range tokens_range(const struct reading *reading, uint32_t first, uint32_t end)
{
    return (struct range){reading->tokens.items[first].start, reading->tokens.items[end - 1].end};
}

uint32_t token_from(const struct reading *reading, uint32_t offset)
{
    size_t low = 0, high = reading->tokens.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->tokens.items[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

const struct schema_property *draft_property(const struct draft *draft, const char *name)
{
    return schema_property_find(draft->kind, span_of(name));
}

struct value value_of_choice(const struct schema_property *property, const char *code)
{
    return (struct value){.type = VALUE_CHOICE,
                          .choice = schema_choice_find(property, span_of(code))};
}

struct claim *draft_claim(const struct draft *draft, const char *property)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        if (span_is(draft->claims.items[i].property->name, property))
            return &draft->claims.items[i];
    return NULL;
}

size_t draft_claim_count(const struct draft *draft, const char *property)
{
    size_t count = 0;
    for (size_t i = 0; i < draft->claims.count; i++)
        count += span_is(draft->claims.items[i].property->name, property);
    return count;
}

void draft_remove(struct draft *draft, const char *property)
{
    size_t kept = 0;
    for (size_t i = 0; i < draft->claims.count; i++)
        if (!span_is(draft->claims.items[i].property->name, property))
            draft->claims.items[kept++] = draft->claims.items[i];
    draft->claims.count = kept;
}

/* The first of the sorted drafts that begins at a token or behind it. */
static size_t draft_from(const struct facts *facts, uint32_t token)
{
    size_t low = 0, high = facts->sorted;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (facts->drafts.items[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct draft_range drafts_around(const struct facts *facts, uint32_t sentence, uint32_t back,
                                 uint32_t ahead)
{
    const struct tokens *tokens = &facts->reading->tokens;
    if (!tokens->sentence_count) /* a report of marks alone */
        return (struct draft_range){0};
    uint32_t first = sentence > back ? sentence - back : 0;
    uint32_t last = sentence + ahead;
    if (last >= tokens->sentence_count)
        last = (uint32_t)tokens->sentence_count - 1;
    return (struct draft_range){
        draft_from(facts, tokens->sentences[first].first),
        draft_from(facts, tokens->sentences[last].first + tokens->sentences[last].count)};
}

void draft_drop(struct draft *draft, enum refusal_reason reason)
{
    draft->dropped = true;
    draft->reason = (uint8_t)reason;
}

void draft_join(const struct facts *facts, struct draft *to, struct draft *from)
{
    if (from->confidence > to->confidence)
        to->confidence = from->confidence;
    from->into = (uint32_t)(to - facts->drafts.items) + 1;
    from->dropped = true;
}

/* Whether a list already has the value: signatories by their person. */
static bool has_value(const struct draft *draft, const struct schema_property *property,
                      const struct value *value)
{
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (claim->property != property)
            continue;
        if (!property->listed || value_equal(&claim->value, value))
            return true;
        if (value->type == VALUE_SIGNATORY && claim->value.type == VALUE_SIGNATORY &&
            claim->value.signatory.person == value->signatory.person)
            return true;
    }
    return false;
}

void draft_add_claim(struct facts *facts, struct draft *draft, const struct claim *claim)
{
    if (!value_fits(claim->property->type, claim->value.type) ||
        has_value(draft, claim->property, &claim->value))
        return;
    *ARRAY_PUSH(facts->arena, &draft->claims) = *claim;
}

void draft_add(struct facts *facts, struct draft *draft, const struct schema_property *property,
               struct value value, struct range evidence)
{
    struct range *copy = ARENA_NEW(facts->arena, struct range, 1);
    *copy = evidence;
    draft_add_claim(facts, draft,
                    &(struct claim){.property = property,
                                    .value = value,
                                    .evidence = copy,
                                    .evidence_count = evidence.end > evidence.start});
}

/* The mention of a capture, where it covers all of it but for marks. */
static const struct mention *capture_mention(const struct facts *facts,
                                             const struct capture *capture)
{
    return capture->mention == NO_MENTION ? NULL : &facts->reading->mentions[capture->mention];
}

static struct span text_of_words(struct facts *facts, const struct capture *capture)
{
    return tokens_text(facts->reading, facts->arena, capture->first, capture->end);
}

/* «(статус) пилотного»: an adjective alone goes into the nominative of what it would modify. */
static struct span text_of_adjective(struct facts *facts, const struct capture *capture)
{
    struct span words = text_of_words(facts, capture), form;
    const struct word *word = &facts->reading->words[capture->first];
    if (capture->end == capture->first + 1 && word->analysis_count &&
        word->analyses[0].pos == POS_ADJECTIVE && (word->analyses[0].grammemes & GRAM_GENITIVE) &&
        morphology_inflect(facts->reader->morphology, words, &word->analyses[0], GRAM_NOMINATIVE,
                           facts->arena, &form))
        return form;
    return words;
}

/* «шестнадцать котлов», «12 котлов»: the noun behind a number keeps its genitive. */
static bool is_counted_noun(const struct facts *facts, const struct capture *capture)
{
    const struct word *word = &facts->reading->words[capture->first];
    if (facts->reading->tokens.items[capture->first].kind == TOKEN_NUMBER)
        return capture->end > capture->first + 1;
    return capture->end > capture->first + 1 && word->analysis_count &&
           word->analyses[0].pos == POS_NUMERAL && (word->grammemes & GRAM_NOMINATIVE);
}

/* «(статус) особой экономической зоны»: the cases of words that are all of a mention and name no
 * thing; 0 of others. */
static grammemes cases_of_kind(const struct facts *facts, const struct capture *capture)
{
    const struct reading *reading = facts->reading;
    uint32_t number = reading->words[capture->first].mention;
    if (!number)
        return 0;
    const struct mention *mention = &reading->mentions[number - 1];
    bool whole =
        mention->first == capture->first && mention->first + mention->token_count == capture->end;
    bool named = mention->entity != NO_ENTITY && !mention->by_reference &&
                 reading->entities[mention->entity - 1].listed;
    return whole && !named ? mention->grammemes & GRAM_CASES : 0;
}

/* Free text in the nominative, where it is a noun phrase. */
static struct span text_of_phrase(struct facts *facts, const struct capture *capture)
{
    struct phrase phrase;
    if (is_counted_noun(facts, capture))
        return text_of_words(facts, capture);
    if (!phrase_read(facts->reading, capture->first, capture->end, capture->cases, NODE_MANY,
                     &phrase))
        return text_of_adjective(facts, capture);
    uint32_t end = phrase.members[phrase.count - 1].end;
    struct span text = phrase_nominative(facts->reader->morphology, facts->reading, facts->arena,
                                         &phrase, 0, phrase.count);
    grammemes cases = cases_of_kind(facts, capture);
    if (cases && !(cases & GRAM_NOMINATIVE) && span_equal(text, text_of_words(facts, capture)))
        return morphology_inflect_phrase(facts->reader->morphology, text, cases, GRAM_NOMINATIVE,
                                         facts->arena);
    if (end >= capture->end)
        return text;
    struct span rest = tokens_text(facts->reading, facts->arena, end, capture->end);
    return arena_format(facts->arena, "%.*s%s%.*s", SPAN_ARGS(text),
                        facts->reading->tokens.items[end].space_before ? " " : "", SPAN_ARGS(rest));
}

static struct value text_value(struct span text)
{
    return (struct value){.type = VALUE_TEXT, .text = text};
}

/* What was said, as it stands. */
static struct value text_of_capture(struct facts *facts, const struct capture *capture)
{
    if (capture->type == NODE_QUOTE || capture->type == NODE_REPLY || capture->type == NODE_REST ||
        capture->type == NODE_CLAUSE) {
        struct range range = tokens_range(facts->reading, capture->first, capture->end);
        return text_value(span_of_range(facts->reading->report->text, range));
    }
    if (capture->type == NODE_OPEN) {
        struct span nominal = nominal_text(facts->reader->morphology, facts->reading, facts->arena,
                                           capture->first, capture->end);
        if (nominal.size)
            return text_value(nominal);
    }
    struct span text = text_of_phrase(facts, capture);
    uint32_t sentence = facts->reading->words[capture->first].sentence;
    bool begins = facts->reading->tokens.sentences[sentence].first == capture->first;
    return text_value(begins ? text_uncapitalised(facts, text) : text);
}

static struct value entity_of_capture(struct facts *facts, const struct capture *capture)
{
    const struct mention *mention = capture_mention(facts, capture);
    if (!mention || mention->entity == NO_ENTITY ||
        !facts->reading->entities[mention->entity - 1].listed)
        return (struct value){0};
    return (struct value){.type = VALUE_ENTITY, .entity = mention->entity};
}

static bool mention_has_capital(const struct reading *reading, const struct mention *mention)
{
    for (uint32_t i = 0; i < mention->token_count; i++)
        if (reading->tokens.items[mention->first + i].shape > CASE_LOWER)
            return true;
    return false;
}

/* Whether a property of a fact is held by bodies alone. */
static bool reveals(const struct draft *draft, const struct schema_property *property)
{
    static const char *const properties[][2] = {
        {"occupation", "organization"}, {"subordination", "part"}, {"membership", "member"}};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (draft_is(draft, properties[i][0]) &&
            span_equal(property->name, span_of(properties[i][1])))
            return true;
    return false;
}

/* A body whose name was too doubtful for an entity is one where somebody holds an office in it:
 * «глава синодального отдела по делам молодёжи Иван Петров»; so is what is part of a holding, and a
 * list of which something is a member. */
static void body_reveal(struct facts *facts, const struct draft *draft,
                        const struct capture *capture, const struct schema_property *property)
{
    const struct mention *mention = capture_mention(facts, capture);
    if (!mention || mention->entity == NO_ENTITY || mention->by_reference)
        return;
    bool list = mention->type == MENTION_DOCUMENT && draft_is(draft, "membership") &&
                span_equal(property->name, SPAN("whole"));
    if (list || (mention->type == MENTION_ORGANIZATION && draft->confidence >= REVEALING &&
                 mention_has_capital(facts->reading, mention) && reveals(draft, property)))
        facts->reading->entities[mention->entity - 1].listed = true;
}

/* The thing that all words of a capture name, where they name one: a phrase that is a name. */
static struct value entity_of_words(const struct facts *facts, const struct capture *capture)
{
    struct value none = {0};
    uint32_t number = facts->reading->words[capture->first].mention;
    if (!number)
        return none;
    const struct mention *mention = &facts->reading->mentions[number - 1];
    if (mention->first != capture->first || mention->first + mention->token_count != capture->end ||
        mention->by_reference || mention->entity == NO_ENTITY ||
        !facts->reading->entities[mention->entity - 1].listed)
        return none;
    return (struct value){.type = VALUE_ENTITY, .entity = mention->entity};
}

/* Whether a capture is a mention and not a longer text that holds one: «парк в Омске» is no Омск.
 * What stands around a person is the chunk of his office. */
static bool capture_is_mention(const struct facts *facts, const struct capture *capture)
{
    if (capture->type != NODE_MENTION || capture->mention == NO_MENTION)
        return false;
    const struct mention *mention = &facts->reading->mentions[capture->mention];
    return mention->first == capture->first || mention->type == MENTION_PERSON;
}

static struct value signatory_of_capture(struct facts *facts, const struct capture *capture)
{
    struct value person = entity_of_capture(facts, capture);
    if (person.type != VALUE_ENTITY)
        return person;
    struct value value = {.type = VALUE_SIGNATORY};
    value.signatory.person = person.entity;
    return value;
}

static bool amount_of_capture(struct facts *facts, const struct capture *capture, double *number)
{
    struct quantity quantity;
    if (!quantity_of_capture(facts, capture, &quantity))
        return false;
    *number = quantity.value;
    return true;
}

static struct value number_of_capture(struct facts *facts, const struct capture *capture,
                                      bool integer)
{
    double number;
    struct value value = {0};
    const struct mention *mention = capture_mention(facts, capture);
    if (mention && mention->value.type == VALUE_MONEY)
        number = mention->value.money.value;
    else if (capture->type == NODE_QUANTITY
                 ? !amount_of_capture(facts, capture, &number)
                 : !number_read(facts->reading, capture->first, capture->end, &number))
        return value;
    /* 16,4 thousand millions are a whole number. */
    int64_t whole = (int64_t)(number + 0.5);
    if (number > (double)whole - 1e-5 && number < (double)whole + 1e-5)
        number = (double)whole;
    value.type = integer ? VALUE_INTEGER : VALUE_NUMBER;
    if (integer)
        value.integer = (int64_t)number;
    else
        value.number = number;
    return value;
}

static struct value value_of_mention(struct facts *facts, const struct capture *capture)
{
    const struct mention *mention = capture_mention(facts, capture);
    return mention ? mention->value : (struct value){0};
}

/* The day of the report, for words such as «сейчас». */
static struct value date_of_words(const struct facts *facts)
{
    struct date published = facts->reading->report->published;
    return published.year ? (struct value){.type = VALUE_DATE, .date = published}
                          : (struct value){0};
}

/* «производство насосов, труб и кранов»: what the noun says of each, «производство труб». */
static struct value shared_value(struct facts *facts, const struct capture *capture)
{
    struct phrase head;
    if (!phrase_read(facts->reading, capture->ruler, capture->ruler + 1, 0, 0, &head))
        return text_of_capture(facts, capture);
    struct span noun =
        phrase_nominative(facts->reader->morphology, facts->reading, facts->arena, &head, 0, 1);
    struct span member = tokens_text(facts->reading, facts->arena, capture->first, capture->end);
    return text_value(text_uncapitalised(
        facts, arena_format(facts->arena, "%.*s %.*s", SPAN_ARGS(noun), SPAN_ARGS(member))));
}

static struct value value_of_capture(struct facts *facts, const struct capture *capture,
                                     const struct schema_property *property)
{
    switch (property->type) {
    case VALUE_TEXT:
        return text_of_capture(facts, capture);
    case VALUE_ENTITY:
    case VALUE_FACT_OR_ENTITY:
        return entity_of_capture(facts, capture);
    case VALUE_ENTITY_OR_TEXT: {
        struct value value = {0};
        if (capture->flags & NODE_SHARED)
            return shared_value(facts, capture);
        if (capture_is_mention(facts, capture)) {
            const struct mention *mention = &facts->reading->mentions[capture->mention];
            value = entity_of_capture(facts, capture);
            /* «завод», and nobody knows which: that names nothing. */
            if (!value.type && (mention->by_reference || mention->token_count == 1))
                return value;
        }
        if (!value.type)
            value = entity_of_words(facts, capture);
        return value.type ? value : text_of_capture(facts, capture);
    }
    case VALUE_SIGNATORY:
        return signatory_of_capture(facts, capture);
    case VALUE_INTEGER:
    case VALUE_NUMBER:
        return number_of_capture(facts, capture, property->type == VALUE_INTEGER);
    case VALUE_DATE:
        return capture->mention == NO_MENTION ? date_of_words(facts)
                                              : value_of_mention(facts, capture);
    case VALUE_BOOLEAN:
        return (struct value){.type = VALUE_BOOLEAN, .boolean = true};
    default:
        return value_of_mention(facts, capture);
    }
}

/* Whether a phrase's member shares what follows with the next: «разработки и производства …». */
static bool member_is_bare(const struct phrase *phrase, size_t i)
{
    return i + 1 < phrase->count && phrase->members[i].end == phrase->members[i].head + 1;
}

/* Each joined member of a phrase as a value of its own. */
static void add_members(struct facts *facts, struct draft *draft, const struct capture *capture,
                        const struct schema_property *property)
{
    struct phrase phrase;
    if (!phrase_read(facts->reading, capture->first, capture->end, capture->cases, NODE_MANY,
                     &phrase))
        return;
    for (size_t from = 0, to; from < phrase.count; from = to) {
        to = from + 1;
        while (to < phrase.count && member_is_bare(&phrase, to - 1) &&
               noun_acts(facts->reading, phrase.members[to - 1].head))
            to++;
        /* «энергетика, медицина и связь»: the last has nothing that the others could share. */
        if (phrase.members[to - 1].end == phrase.members[to - 1].head + 1)
            to = from + 1;
        struct span text = phrase_nominative(facts->reader->morphology, facts->reading,
                                             facts->arena, &phrase, from, to);
        draft_add(
            facts, draft, property, text_value(text),
            tokens_range(facts->reading, phrase.members[from].first, phrase.members[to - 1].end));
    }
}

/* The words of a list's item, without its bullet or number and the marks at its end. */
static struct capture item_words(const struct reading *reading, const struct sentence *sentence)
{
    const struct token *tokens = reading->tokens.items;
    uint32_t first = sentence->first, end = first + sentence->count;
    while (first < end && tokens[first].kind != TOKEN_WORD &&
           tokens[first].kind != TOKEN_QUOTE_OPEN)
        first++;
    while (end > first && tokens[end - 1].kind == TOKEN_PUNCTUATION &&
           tokens[end - 1].partner == UINT32_MAX)
        end--;
    return (struct capture){.type = NODE_OPEN, .first = first, .end = end, .mention = NO_MENTION};
}

/* The first mention in an item that names a listed thing other than a place: a member, a side. A
 * technopark and a cluster are found like places and are no mere places. */
static uint32_t item_mention(const struct reading *reading, const struct capture *item)
{
    for (uint32_t token = item->first; token < item->end; token++) {
        uint32_t number = reading->words[token].mention;
        const struct mention *mention = number ? &reading->mentions[number - 1] : NULL;
        if (mention && mention->entity != NO_ENTITY &&
            reading->entities[mention->entity - 1].listed &&
            (mention->type != MENTION_PLACE ||
             entity_is_of(reading, mention->entity, "Site|Cluster")))
            return number - 1;
    }
    return NO_MENTION;
}

/* What item a sentence of a list is: its mention where the property holds things, else its words.
 * False where the sentence goes on with the item before, or has no words. */
static bool item_of_sentence(const struct facts *facts, uint32_t number,
                             const struct schema_property *property, struct capture *item)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentence = &reading->tokens.sentences[number];
    *item = item_words(reading, sentence);
    if (item->first >= item->end || sentence[-1].block == sentence->block)
        return false;
    bool things = property->type == VALUE_ENTITY_OR_TEXT || property->type == VALUE_ENTITY;
    uint32_t mention = things ? item_mention(reading, item) : NO_MENTION;
    if (mention != NO_MENTION) {
        item->type = NODE_MENTION;
        item->mention = mention;
        item->first = reading->mentions[mention].first;
        item->end = item->first + reading->mentions[mention].token_count;
    }
    return mention != NO_MENTION || property->type != VALUE_ENTITY;
}

/* Each item of a list is a value: its first sentence. */
static void add_items(struct facts *facts, struct draft *draft, const struct capture *capture,
                      const struct schema_property *property)
{
    const struct tokens *tokens = &facts->reading->tokens;
    uint32_t number = facts->reading->words[capture->first].sentence;
    for (; number < tokens->sentence_count && tokens->sentences[number].first < capture->end;
         number++) {
        struct capture item;
        if (!item_of_sentence(facts, number, property, &item))
            continue;
        struct value value = value_of_capture(facts, &item, property);
        if (value.type == VALUE_TEXT)
            value.text = text_uncapitalised(facts, value.text);
        if (value.type)
            draft_add(facts, draft, property, value,
                      tokens_range(facts->reading, item.first, item.end));
    }
}

/* "signatories.for=…": whom the first signatory behind these words signs for; where none is known
 * yet, the next that is found. */
static void add_on_behalf(struct facts *facts, struct draft *draft, const struct capture *capture,
                          const struct schema_property *property)
{
    struct value body = entity_of_capture(facts, capture);
    if (body.type != VALUE_ENTITY)
        return;
    size_t start = facts->reading->tokens.items[capture->first].start;
    struct claim *signer = NULL;
    for (size_t i = 0; i < draft->claims.count; i++) {
        struct claim *claim = &draft->claims.items[i];
        if (claim->property == property && claim->evidence_count &&
            claim->evidence[0].start > start &&
            (!signer || claim->evidence[0].start < signer->evidence[0].start))
            signer = claim;
    }
    if (signer && signer->value.signatory.on_behalf_of == NO_ENTITY)
        signer->value.signatory.on_behalf_of = body.entity;
    else if (!signer)
        draft->on_behalf = body.entity;
}

/* Whether another property of a fact between sides holds the entity already: a name whose case
 * shows nothing fits as supplier and as recipient. Projects may be where their executor is. */
static bool is_other_side(const struct draft *draft, const struct schema_property *property,
                          const struct value *value)
{
    static const char *const kinds[] = {"supply", "benefit", "decision"};
    bool sided = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        sided |= draft_is(draft, kinds[i]);
    for (size_t i = 0; sided && value->type == VALUE_ENTITY && i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (claim->property != property && claim->value.type == VALUE_ENTITY &&
            claim->value.entity == value->entity)
            return true;
    }
    return false;
}

/* Whether each joined member of a captured phrase is a value of its own. */
static bool capture_is_cut(const struct capture *capture)
{
    return capture->type == NODE_PHRASE && (capture->flags & NODE_MANY) &&
           !(capture->flags & NODE_WHOLE);
}

static void add_capture(struct facts *facts, struct draft *draft, const struct capture *capture)
{
    const struct role *role = &facts->reader->grammar->roles.items[capture->role];
    if (role->on_behalf) {
        add_on_behalf(facts, draft, capture, role->property);
        return;
    }
    if (capture->type == NODE_ITEMS && role->property->listed) {
        add_items(facts, draft, capture, role->property);
        return;
    }
    if (capture_is_cut(capture) && role->property->listed) {
        add_members(facts, draft, capture, role->property);
        return;
    }
    struct value value = {.type = VALUE_CHOICE, .choice = role->choice};
    body_reveal(facts, draft, capture, role->property);
    if (role->text.size)
        value = text_value(role->text);
    else if (!role->choice)
        value = value_of_capture(facts, capture, role->property);
    if (value.type == VALUE_SIGNATORY) {
        value.signatory.on_behalf_of = draft->on_behalf;
        draft->on_behalf = NO_ENTITY;
    }
    if (value.type && !is_other_side(draft, role->property, &value))
        draft_add(facts, draft, role->property, value,
                  tokens_range(facts->reading, capture->first, capture->end));
}

/* The mentions of lists that are bound to properties of one value: each makes a draft. Of two lists
 * as long («главы А и Б Иванов и Петров») the first goes with the first. */
struct spread {
    size_t from[2]; /* of the lists, in the captures */
    size_t lists;
    size_t count; /* of mentions in each; 0 for no list */
};

static struct spread spread_find(const struct facts *facts, const struct match *match)
{
    const struct role *roles = facts->reader->grammar->roles.items;
    struct spread spread = {0};
    for (size_t i = 0; i + 1 < match->capture_count;) {
        const struct role *role = &roles[match->captures[i].role];
        size_t count = 1;
        if (!role->property->listed && !role->choice && match->captures[i].type == NODE_MENTION)
            while (i + count < match->capture_count &&
                   match->captures[i + count].role == match->captures[i].role)
                count++;
        bool first = spread.lists == 0;
        if (count > 1 && (first || (spread.lists == 1 && count == spread.count))) {
            spread.from[spread.lists++] = i;
            spread.count = count;
        }
        i += count;
    }
    return spread;
}

/* Whether a capture belongs to another draft than that of the chosen mentions. */
static bool capture_is_spread(const struct spread *spread, size_t capture, size_t chosen)
{
    for (size_t i = 0; i < spread->lists; i++)
        if (capture >= spread->from[i] && capture < spread->from[i] + spread->count)
            return capture != spread->from[i] + chosen;
    return false;
}

/* A draft with the captures but of spread lists those before or behind the chosen ones. */
static void draft_make(struct facts *facts, const struct match *match, const struct spread *spread,
                       size_t chosen)
{
    struct draft *draft = ARRAY_PUSH(facts->arena, &facts->drafts);
    *draft = (struct draft){.kind = match->pattern->kind,
                            .pattern = match->pattern,
                            .confidence = match->pattern->confidence,
                            .sentence = match->sentence,
                            .first = match->first,
                            .end = match->end,
                            .anchor = match->anchor,
                            .extends = match->pattern->extends,
                            .several = spread->count > 1,
                            .reach = match->pattern->reach};
    for (size_t i = 0; i < match->capture_count; i++)
        if (!capture_is_spread(spread, i, chosen))
            add_capture(facts, draft, &match->captures[i]);
    for (size_t i = 0; i < match->pattern->fixed.count; i++) {
        const struct fixed_value *fixed = &match->pattern->fixed.items[i];
        struct value value = {.type = VALUE_BOOLEAN, .boolean = true};
        if (fixed->choice)
            value = (struct value){.type = VALUE_CHOICE, .choice = fixed->choice};
        if (fixed->text.size)
            value = text_value(fixed->text);
        draft_add(facts, draft, fixed->property, value,
                  tokens_range(facts->reading, match->anchor, match->anchor + 1));
    }
    if (draft_is(draft, "figure"))
        figure_complete(facts, draft, match);
    if (draft_is(draft, "occupation"))
        office_guess(facts, draft, match);
}

/* The capture of joined phrases that is bound to a property of one value; NULL where there is none.
 */
static struct capture *joined_capture(const struct facts *facts, const struct match *match)
{
    const struct role *roles = facts->reader->grammar->roles.items;
    for (size_t i = 0; i < match->capture_count; i++) {
        struct capture *capture = &match->captures[i];
        if (capture_is_cut(capture) && !roles[capture->role].property->listed)
            return capture;
    }
    return NULL;
}

/* «… и других», «… и ряда иных проектов»: what a list leaves unsaid; «систем, использующих …»: what
 * tells of the member before. */
static bool member_is_rest(const struct reading *reading, const struct phrase_member *member)
{
    static const char *const words[] = {"друг", "ины", "проч", "ряд"};
    struct span first = reading->tokens.items[member->first].folded;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_starts_with(first, span_of(words[i])))
            return true;
    const struct word *word = &reading->words[member->first];
    return word->analysis_count && word->analyses[0].pos == POS_PARTICIPLE;
}

/* A draft for each joined member of a phrase. */
static bool drafts_of_phrase(struct facts *facts, const struct match *match)
{
    struct capture *capture = joined_capture(facts, match);
    struct phrase phrase;
    if (!capture || !phrase_read(facts->reading, capture->first, capture->end, capture->cases,
                                 NODE_MANY, &phrase))
        return false;
    struct capture whole = *capture;
    bool shared = (capture->flags & NODE_SHARED) && whole.first > 0;
    if (shared)
        capture->ruler = whole.first - 1;
    for (size_t from = 0, to; from < phrase.count; from = to) {
        to = from + 1;
        while (!shared && to < phrase.count && member_is_bare(&phrase, to - 1))
            to++;
        if (shared && member_is_rest(facts->reading, &phrase.members[from]))
            continue;
        capture->first = phrase.members[from].first;
        capture->end = phrase.members[to - 1].end;
        draft_make(facts, match, &(struct spread){0}, 0);
    }
    *capture = whole;
    return true;
}

/* A draft for each item of a list that is bound to a property of one value. */
static bool drafts_of_items(struct facts *facts, const struct match *match)
{
    const struct role *roles = facts->reader->grammar->roles.items;
    const struct tokens *tokens = &facts->reading->tokens;
    struct capture *capture = NULL;
    for (size_t i = 0; i < match->capture_count; i++)
        if (match->captures[i].type == NODE_ITEMS &&
            !roles[match->captures[i].role].property->listed)
            capture = &match->captures[i];
    if (!capture)
        return false;
    struct capture whole = *capture;
    const struct schema_property *property = roles[whole.role].property;
    uint32_t number = facts->reading->words[whole.first].sentence;
    for (; number < tokens->sentence_count && tokens->sentences[number].first < whole.end;
         number++) {
        if (!item_of_sentence(facts, number, property, capture))
            continue;
        capture->role = whole.role;
        draft_make(facts, match, &(struct spread){0}, 0);
    }
    *capture = whole;
    return true;
}

/* The words bound to what a project is; NULL where it is a name, or cut by itself. */
static struct capture *project_capture(const struct facts *facts, const struct match *match)
{
    const struct role *roles = facts->reader->grammar->roles.items;
    if (!span_equal(match->pattern->kind->name, SPAN("project")) || match->pattern->extends)
        return NULL;
    for (size_t i = 0; i < match->capture_count; i++) {
        struct capture *capture = &match->captures[i];
        if (span_equal(roles[capture->role].property->name, SPAN("what")) &&
            (capture->type == NODE_PHRASE || capture->type == NODE_OPEN) &&
            !capture_is_cut(capture))
            return capture;
    }
    return NULL;
}

static void set_entity(struct facts *facts, struct draft *draft, const char *property,
                       const struct mention *mention)
{
    if (!mention)
        return;
    draft_remove(draft, property);
    draft_add(facts, draft, draft_property(draft, property),
              (struct value){.type = VALUE_ENTITY, .entity = mention->entity}, mention->range);
}

/* A draft for each thing of a row: «построят цех в Омске, котельную и склад». */
static bool drafts_of_row(struct facts *facts, const struct match *match)
{
    enum { ROW = 8 };
    struct row_member members[ROW];
    struct capture *capture = project_capture(facts, match);
    if (!capture)
        return false;
    struct capture whole = *capture;
    bool ruled = capture->type == NODE_OPEN && capture->first + 1 < capture->end &&
                 (facts_token_is_of(facts, "labour", capture->first) ||
                  facts_token_is_of(facts, "founding", capture->first));
    size_t count = row_read(facts, capture, ruled, members, ROW);
    if (count > 1)
        row_share(members, count);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            *capture = (struct capture){.role = whole.role,
                                        .type = NODE_PHRASE,
                                        .flags = ruled ? NODE_SHARED | NODE_NARROW : NODE_NARROW,
                                        .cases = members[i].cases,
                                        .first = members[i].first,
                                        .end = members[i].end,
                                        .mention = NO_MENTION,
                                        .ruler = whole.first};
        }
        draft_make(facts, match, &(struct spread){0}, 0);
        struct draft *draft = &facts->drafts.items[facts->drafts.count - 1];
        set_entity(facts, draft, "place", members[i].place);
        set_entity(facts, draft, "executors", members[i].actor);
        if (i > 0) {
            draft_remove(draft, "amount");
            draft_remove(draft, "jobs");
        }
    }
    *capture = whole;
    return true;
}

/* A draft for each item of a list of projects, told of where the item stands. */
static bool drafts_of_projects(struct facts *facts, const struct match *match)
{
    const struct tokens *tokens = &facts->reading->tokens;
    struct capture *capture = NULL;
    for (size_t i = 0; i < match->capture_count; i++)
        if (match->captures[i].type == NODE_ITEMS)
            capture = &match->captures[i];
    if (!capture || !span_equal(match->pattern->kind->name, SPAN("project")))
        return false;
    struct capture whole = *capture;
    uint32_t number = facts->reading->words[whole.first].sentence;
    for (; number < tokens->sentence_count && tokens->sentences[number].first < whole.end;
         number++) {
        const struct sentence *sentence = &tokens->sentences[number];
        struct match told = *match;
        *capture = item_words(facts->reading, sentence);
        capture->role = whole.role;
        if (capture->first >= capture->end || sentence[-1].block == sentence->block ||
            !row_item(facts, capture))
            continue;
        told.sentence = number;
        told.first = told.anchor = capture->first;
        told.end = capture->end;
        if (!drafts_of_row(facts, &told))
            draft_make(facts, &told, &(struct spread){0}, 0);
    }
    *capture = whole;
    return true;
}

void draft_of_match(struct facts *facts, const struct match *match)
{
    if (span_equal(match->pattern->kind->name, SPAN("figure")))
        figure_prepare(facts, match);
    struct spread spread = spread_find(facts, match);
    if (drafts_of_projects(facts, match) || drafts_of_items(facts, match) ||
        (spread.count == 0 && drafts_of_phrase(facts, match)))
        return;
    if (spread.count == 0 && !drafts_of_row(facts, match))
        draft_make(facts, match, &spread, 0);
    for (size_t i = 0; i < spread.count; i++)
        draft_make(facts, match, &spread, i);
}

/* Figures: what a number counts and how exact it is, and which numbers are figures at all. */
#include "draft.h"
#include "news.h"

/* Words that may stand between «около» and the number: «не менее чем», «за отметку в». */
enum { ABOUT_REACH = 3 };
/* And between «вырос» and «до»: «с 30 тысяч». */
enum { REACH = 6 };

bool quantity_of_capture(const struct facts *facts, const struct capture *capture,
                         struct quantity *quantity)
{
    return capture->flags & NODE_ORDINAL
               ? ordinal_read(facts->reading, capture->first, capture->end, quantity)
               : quantity_read(facts->reading, capture->first, capture->end,
                               capture->flags & NODE_COUNTED, quantity);
}

static bool token_is_of(const struct facts *facts, const char *list, uint32_t token)
{
    return matcher_word_is_of(&facts->matcher, list, token);
}

/* Whether «до» at a token follows a verb of growth or loss: «выросло с 30 до», «увеличилось вдвое —
 * до». */
static bool is_reached(const struct facts *facts, uint32_t first, uint32_t token)
{
    for (uint32_t at = token; at > first && at + REACH > token;)
        if (token_is_of(facts, "reach", --at))
            return true;
    return false;
}

/* The first token of the words before a number that make it approximate; the number's own where
 * there are none. «Довести до 40» is exact, «до 40 компаний» is not. */
static uint32_t about_first(const struct facts *facts, uint32_t number)
{
    const struct reading *reading = facts->reading;
    uint32_t first = reading->tokens.sentences[reading->words[number].sentence].first;
    uint32_t found = number;
    for (uint32_t at = number; at > first && at + ABOUT_REACH > number;) {
        at--;
        bool until = span_equal(reading->tokens.items[at].folded, SPAN("до"));
        if (until && is_reached(facts, first, at))
            return found;
        if (until || token_is_of(facts, "about", at))
            found = at;
        else if (!token_is_of(facts, "about-link", at))
            break;
    }
    return found;
}

static bool draft_has(const struct draft *draft, const char *property)
{
    return draft_claim(draft, property) != NULL;
}

static void add_text(struct facts *facts, struct draft *draft, const char *property,
                     struct span text, struct range evidence)
{
    draft_add(facts, draft, draft_property(draft, property),
              (struct value){.type = VALUE_TEXT, .text = text}, evidence);
}

/* «резиденты», «число рабочих мест». One word alone stays as it is: the report's words prove it. */
static void add_counted(struct facts *facts, struct draft *draft, const struct quantity *quantity)
{
    const struct phrase *phrase = &quantity->phrase;
    uint32_t end = quantity_end(quantity), first = phrase->members[0].first;
    bool single = end == first + 1 &&
                  span_find(facts->reading->tokens.items[first].folded, SPAN("-"), 0) == SIZE_MAX;
    grammemes form = GRAM_PLURAL | (single ? GRAM_NOMINATIVE : GRAM_GENITIVE);
    struct span text = phrase_inflected(facts->reader->morphology, facts->reading, facts->arena,
                                        phrase, form, true);
    if (!single)
        text = arena_format(facts->arena, "число %.*s", SPAN_ARGS(text));
    add_text(facts, draft, "measure", text, tokens_range(facts->reading, quantity->first, end));
}

/* «В год», «в час» behind a quantity; end where there is none. */
static uint32_t rate_end(const struct facts *facts, uint32_t end)
{
    const struct tokens *tokens = &facts->reading->tokens;
    bool rate = end + 1 < tokens->count && span_equal(tokens->items[end].folded, SPAN("в")) &&
                token_is_of(facts, "rate", end + 1);
    return rate ? end + 2 : end;
}

/* «25 тысяч тонн проката в год»: what counts is a unit, and measured is what stands behind it. */
static bool add_measured(struct facts *facts, struct draft *draft, const struct quantity *quantity)
{
    const struct reading *reading = facts->reading;
    uint32_t head = quantity->phrase.members[0].head, end = quantity_end(quantity);
    if (!token_is_of(facts, "unit-noun", head))
        return false;
    struct phrase unit = {.members = {{head, head, head + 1}}, .count = 1}, rest;
    struct span text = phrase_inflected(facts->reader->morphology, reading, facts->arena, &unit,
                                        GRAM_SINGULAR | GRAM_NOMINATIVE, true);
    uint32_t after = rate_end(facts, head + 1);
    if (after > head + 1)
        text = arena_format(facts->arena, "%.*s %.*s", SPAN_ARGS(text),
                            SPAN_ARGS(tokens_text(reading, facts->arena, head + 1, after)));
    if (!draft_has(draft, "unit"))
        add_text(facts, draft, "unit", text, tokens_range(reading, head, after));
    if (!draft_has(draft, "measure") && end > head + 1 &&
        phrase_read(reading, head + 1, end, GRAM_GENITIVE, 0, &rest))
        add_text(facts, draft, "measure",
                 phrase_nominative(facts->reader->morphology, reading, facts->arena, &rest, 0,
                                   rest.count),
                 tokens_range(reading, head + 1, end));
    return true;
}

static void add_quantity(struct facts *facts, struct draft *draft, const struct capture *capture)
{
    struct quantity quantity;
    if (!quantity_of_capture(facts, capture, &quantity))
        return;
    struct range range = tokens_range(facts->reading, quantity.first, quantity.end);
    struct claim *value = draft_claim(draft, "value");
    if (value && value->evidence_count) {
        struct range *number = ARENA_NEW(facts->arena, struct range, 1);
        *number = range;
        value->evidence = number;
    }
    if (quantity.maximum > 0)
        draft_add(facts, draft, draft_property(draft, "value_max"),
                  (struct value){.type = VALUE_NUMBER, .number = quantity.maximum}, range);
    if (quantity.phrase.count && !add_measured(facts, draft, &quantity) &&
        !draft_has(draft, "measure"))
        add_counted(facts, draft, &quantity);
}

/* What is gained or lost: «рост» and «объём производства» make «рост объёма производства». */
static void join_measure(struct facts *facts, struct draft *draft, const struct match *match)
{
    const struct role *roles = facts->reader->grammar->roles.items;
    const struct capture *head = NULL, *of = NULL;
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct capture *capture = &match->captures[i];
        const struct role *role = &roles[capture->role];
        if (!span_equal(role->property->name, SPAN("measure")))
            continue;
        if (span_ends_with(role->text, SPAN(" ")))
            head = capture;
        else if (!role->text.size)
            of = capture;
    }
    struct phrase phrase;
    if (!head || !of || !phrase_read(facts->reading, of->first, of->end, of->cases, 0, &phrase))
        return;
    struct span text = phrase_inflected(facts->reader->morphology, facts->reading, facts->arena,
                                        &phrase, GRAM_GENITIVE, false);
    if (of->first == facts->reading->tokens.sentences[match->sentence].first)
        text = text_uncapitalised(facts, text);
    draft_remove(draft, "measure");
    struct range range = tokens_range(facts->reading, of->first, of->end);
    add_text(
        facts, draft, "measure",
        arena_format(facts->arena, "%.*s%.*s", SPAN_ARGS(roles[head->role].text), SPAN_ARGS(text)),
        range);
    struct claim *claim = draft_claim(draft, "measure");
    struct range *spans = ARENA_NEW(facts->arena, struct range, 2);
    spans[0] = range;
    spans[1] = tokens_range(facts->reading, head->first, head->end);
    claim->evidence = spans;
    claim->evidence_count = 2;
}

static void add_currency(struct facts *facts, struct draft *draft, const struct mention *mention,
                         struct range range)
{
    static const struct {
        const char *code;
        const char *unit;
    } units[] = {{"RUB", "рубль"}, {"USD", "доллар"}, {"EUR", "евро"}, {"CNY", "юань"},
                 {"JPY", "иена"},  {"KZT", "тенге"},  {"GBP", "фунт"}, {"UAH", "гривна"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(mention->value.money.currency, units[i].code) == 0)
            add_text(facts, draft, "unit", span_of(units[i].unit), range);
}

/* Whether a word is an adjective that tells which: «общая» of «общая выручка», not «их». */
static bool tells_which(const struct reading *reading, uint32_t token)
{
    const struct word *word = &reading->words[token];
    return word->analysis_count && !word->mention &&
           (word->analyses[0].pos == POS_ADJECTIVE || word->analyses[0].pos == POS_PARTICIPLE) &&
           !(word->analyses[0].grammemes & GRAM_PRONOMINAL);
}

static bool has_prefix(const struct role *roles, const struct match *match)
{
    for (size_t i = 0; i < match->capture_count; i++)
        if (span_ends_with(roles[match->captures[i].role].text, SPAN(" ")))
            return true;
    return false;
}

/* The adjectives before a measure or a subject belong to it: no anchor can stand behind them. */
static void widen_texts(struct facts *facts, const struct match *match)
{
    const struct reading *reading = facts->reading;
    const struct role *roles = facts->reader->grammar->roles.items;
    uint32_t first = reading->tokens.sentences[match->sentence].first;
    for (size_t i = 0; i < match->capture_count; i++) {
        struct capture *capture = &match->captures[i];
        const struct role *role = &roles[capture->role];
        bool measure = span_equal(role->property->name, SPAN("measure"));
        bool subject = span_equal(role->property->name, SPAN("subject"));
        if ((!measure && !subject) || role->text.size || capture->mention != NO_MENTION)
            continue;
        /* «Поступления» with which a pattern begins is the subject of its sentence. */
        if (measure && !capture->cases && capture->first == match->anchor &&
            !has_prefix(roles, match))
            capture->cases = reading->words[capture->first].grammemes & GRAM_NOMINATIVE;
        while (capture->first > first && tells_which(reading, capture->first - 1) &&
               (reading->words[capture->first - 1].grammemes &
                reading->words[capture->first].grammemes & GRAM_CASES)) {
            /* «выйти на проектную мощность»: the adjective tells the case that the noun leaves
             * open.
             */
            grammemes cases = reading->words[capture->first - 1].grammemes &
                              reading->words[capture->first].grammemes & GRAM_CASES;
            if (capture->cases && !(capture->cases & cases))
                capture->cases = cases;
            capture->first--;
        }
    }
}

void figure_prepare(struct facts *facts, const struct match *match)
{
    widen_texts(facts, match);
}

/* «Численность их сотрудников»: whose they are, the subject says. */
static void drop_pronouns(struct facts *facts, struct draft *draft)
{
    static const char *const pronouns[] = {"их", "его", "её", "ее", "наших", "своих", "этих"};
    struct claim *measure = draft_claim(draft, "measure");
    if (!measure)
        return;
    struct span rest = measure->value.text, word;
    char *out = arena_alloc(facts->arena, rest.size + 1, 1);
    size_t size = 0;
    while (span_next_part(&rest, ' ', &word)) {
        bool pronoun = false;
        for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
            pronoun |= span_equal(word, span_of(pronouns[i]));
        if (pronoun)
            continue;
        if (size)
            out[size++] = ' ';
        memcpy(out + size, word.data, word.size);
        size += word.size;
    }
    if (size)
        measure->value.text = (struct span){out, size};
}

/* The last site or cluster that is named before a token, not far from it. */
static const struct mention *site_before(const struct facts *facts, uint32_t token)
{
    enum { SITE_REACH = 400 }; /* tokens */
    const struct reading *reading = facts->reading;
    const struct mention *found = NULL;
    for (size_t i = mention_from(reading, token > SITE_REACH ? token - SITE_REACH + 1 : 0);
         i < reading->mention_count && reading->mentions[i].first < token; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention_is_of(reading, mention, "Site|Cluster"))
            found = mention;
    }
    return found;
}

/* «Площадь парка», «резидентов — девять»: what has sites' words has a site for its subject, where
 * the subject was only guessed. */
static void prefer_site(struct facts *facts, struct draft *draft, const struct match *match)
{
    const struct claim *subject = draft_claim(draft, "subject");
    bool wants = false;
    uint32_t first = facts->reading->tokens.sentences[match->sentence].first;
    for (uint32_t token = first; token < match->end && !wants; token++)
        wants = token_is_of(facts, "site-word", token);
    if (!wants || !subject || subject->value.type != VALUE_ENTITY ||
        claim_is_of(facts, subject, "Site|Cluster"))
        return;
    const struct mention *site = site_before(facts, match->end);
    if (!site)
        return;
    draft_remove(draft, "subject");
    draft_add(facts, draft, draft_property(draft, "subject"),
              (struct value){.type = VALUE_ENTITY, .entity = site->entity}, site->range);
}

void figure_complete(struct facts *facts, struct draft *draft, const struct match *match)
{
    const struct role *roles = facts->reader->grammar->roles.items;
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct capture *capture = &match->captures[i];
        const struct schema_property *property = roles[capture->role].property;
        if (property == &draft->kind->properties[0] && (capture->flags & NODE_INFERRED))
            draft->inferred = true;
        if (!span_equal(property->name, SPAN("value")))
            continue;
        bool about = false;
        if (capture->mention != NO_MENTION) {
            const struct mention *mention = &facts->reading->mentions[capture->mention];
            about = mention->value.money.approximate;
            add_currency(facts, draft, mention, mention->range);
        } else if (capture->type == NODE_QUANTITY)
            add_quantity(facts, draft, capture);
        uint32_t first = about_first(facts, capture->first);
        if (about || first < capture->first)
            draft_add(facts, draft, draft_property(draft, "approximate"),
                      (struct value){.type = VALUE_BOOLEAN, .boolean = true},
                      tokens_range(facts->reading, first, capture->end));
    }
    if (draft->inferred)
        prefer_site(facts, draft, match);
    join_measure(facts, draft, match);
    drop_pronouns(facts, draft);
}

static bool is_numeric(const struct claim *claim)
{
    enum value_type type = claim->value.type;
    return type == VALUE_INTEGER || type == VALUE_MONEY || type == VALUE_DURATION ||
           type == VALUE_DATE;
}

static bool holds(const struct claim *claim, struct range number)
{
    for (size_t i = 0; i < claim->evidence_count; i++)
        if (claim->evidence[i].start < number.end && number.start < claim->evidence[i].end)
            return true;
    return false;
}

/* Whether a fact of another kind has the number: a project's cost, a deployment's count, the rate
 * that is a benefit. */
static bool draft_holds(const struct draft *draft, struct range number)
{
    if (draft->dropped || draft->extends || draft_is(draft, "figure") ||
        draft_is(draft, "statement"))
        return false;
    bool benefit = draft_is(draft, "benefit");
    for (size_t i = 0; i < draft->claims.count; i++)
        if ((benefit || is_numeric(&draft->claims.items[i])) &&
            holds(&draft->claims.items[i], number))
            return true;
    return false;
}

static struct range number_of(const struct draft *figure)
{
    const struct claim *value = draft_claim(figure, "value");
    return value && value->evidence_count ? value->evidence[0] : (struct range){0};
}

static bool is_same_number(const struct draft *figure, const struct draft *other)
{
    struct range here = number_of(figure), there = number_of(other);
    return here.start < there.end && there.start < here.end;
}

/* Whether another figure tells of the same number, and is surer. */
static bool is_outdone(const struct facts *facts, size_t index)
{
    const struct drafts *drafts = &facts->drafts;
    const struct draft *figure = &drafts->items[index];
    struct draft_range around = drafts_around(facts, figure->sentence, 1, 1);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &drafts->items[i];
        if (i == index || other->dropped || other->extends || !draft_is(other, "figure") ||
            !draft_has(other, "subject") || !draft_has(other, "measure"))
            continue;
        if (is_same_number(figure, other) &&
            (other->confidence > figure->confidence ||
             (other->confidence >= figure->confidence && i < index)))
            return true;
    }
    return false;
}

/* «В зоне 65 резидентов, они создали 1700 рабочих мест»: whose they are, the number before says. */
static void inherit_subject(struct facts *facts, size_t index)
{
    struct draft *figure = &facts->drafts.items[index];
    const struct claim *found = NULL;
    for (size_t i = index; i-- > 0 && facts->drafts.items[i].sentence == figure->sentence;) {
        const struct draft *before = &facts->drafts.items[i];
        const struct claim *subject = draft_claim(before, "subject");
        if (!draft_is(before, "figure") || !subject || is_same_number(figure, before))
            continue;
        if (!before->inferred || !found)
            found = subject;
        if (!before->inferred)
            break;
    }
    if (!found)
        return;
    struct claim copy = *found;
    draft_remove(figure, "subject");
    draft_add_claim(facts, figure, &copy);
}

/* «214 пожаров против 305 годом ранее»: what is counted, the nearest number before says. */
static void inherit_measure(struct facts *facts, size_t index)
{
    struct draft *figure = &facts->drafts.items[index];
    for (size_t i = index; i-- > 0 && facts->drafts.items[i].sentence == figure->sentence;) {
        const struct draft *before = &facts->drafts.items[i];
        const struct claim *measure = draft_claim(before, "measure");
        if (!draft_is(before, "figure") || !measure || is_same_number(figure, before))
            continue;
        struct claim copy = *measure;
        draft_add_claim(facts, figure, &copy);
        const struct claim *unit = draft_claim(before, "unit");
        if (unit && !draft_has(figure, "unit")) {
            copy = *unit;
            draft_add_claim(facts, figure, &copy);
        }
        return;
    }
}

void facts_inherit_figures(struct facts *facts)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        const struct draft *figure = &facts->drafts.items[i];
        if (!draft_is(figure, "figure"))
            continue;
        if (!draft_has(figure, "measure"))
            inherit_measure(facts, i);
        if (figure->inferred || !draft_has(figure, "subject"))
            inherit_subject(facts, i);
    }
    /* Before they are joined, so that a surer figure takes nothing from one that says less. */
    for (size_t i = 0; i < facts->drafts.count; i++)
        if (draft_is(&facts->drafts.items[i], "figure") && is_outdone(facts, i))
            draft_drop(&facts->drafts.items[i], REFUSED_OUTDONE);
}

/* Sentences from a figure to the beginning of a fact that holds its number. */
enum { HOLDER_REACH = 12 };

void facts_prune_figures(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *figure = &drafts->items[i];
        if (!draft_is(figure, "figure") || figure->dropped)
            continue;
        struct range number = number_of(figure);
        if (!draft_has(figure, "subject") || !draft_has(figure, "measure") ||
            number.end == number.start)
            draft_drop(figure, REFUSED_INCOMPLETE);
        else if (is_outdone(facts, i))
            draft_drop(figure, REFUSED_OUTDONE);
        struct draft_range around =
            drafts_around(facts, figure->sentence, HOLDER_REACH, HOLDER_REACH);
        for (size_t j = around.low; j < around.high && !figure->dropped; j++)
            if (draft_holds(&drafts->items[j], number))
                draft_drop(figure, REFUSED_ELSEWHERE);
    }
}

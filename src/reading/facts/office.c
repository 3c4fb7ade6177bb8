/* Offices: what stands before a position is its status, «врио», «бывший», «экс-». */
#include "draft.h"

#include "grammar_parse.h"
#include "utf8.h"

enum { LOOK_BACK = 3 };

bool facts_token_is_of(const struct facts *facts, const char *list, uint32_t token)
{
    return token < facts->reading->tokens.count && matcher_word_is_of(&facts->matcher, list, token);
}

static bool token_begins(const struct facts *facts, uint32_t token, const char *text)
{
    return span_starts_with(facts->reading->tokens.items[token].folded, span_of(text));
}

/* «и. о.», «и.о.»: abbreviations of one token each. */
static bool token_is_initials(const struct facts *facts, uint32_t token)
{
    static const char *const forms[] = {"и. о.", "вр. и. о.", "и.о.", "вр."};
    struct span folded = facts->reading->tokens.items[token].folded;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (span_equal(folded, span_of(forms[i])))
            return true;
    return false;
}

static void status_set(struct facts *facts, struct draft *draft, const char *code, uint32_t token)
{
    const struct claim *known = draft_claim(draft, "status");
    /* «бывший врио губернатора» */
    if (known && strcmp(code, "acting") == 0 &&
        span_equal(known->value.choice->code, SPAN("former")))
        return;
    draft_remove(draft, "status");
    const struct schema_property *property = draft_property(draft, "status");
    draft_add(facts, draft, property, value_of_choice(property, code),
              tokens_range(facts->reading, token, token + 1));
}

/* Whether a token says that the office is held for a time, or was: the status's code, or NULL. */
static const char *token_status(const struct facts *facts, uint32_t token)
{
    if (facts_token_is_of(facts, "acting", token))
        return "acting";
    if (facts_token_is_of(facts, "former", token) || token_begins(facts, token, "экс-"))
        return "former";
    return NULL;
}

struct span text_uncapitalised(struct facts *facts, struct span text)
{
    size_t first = 0, second;
    char lower[4];
    if (text.size == 0)
        return text;
    uint32_t c = utf8_next(text, &first);
    second = first;
    if (!code_point_is_upper(c) || second >= text.size ||
        !code_point_is_lower(utf8_next(text, &second)))
        return text;
    size_t size = utf8_encode(code_point_to_lower(c), lower);
    return arena_format(facts->arena, "%.*s%.*s", (int)size, lower,
                        SPAN_ARGS(span_slice(text, first, text.size)));
}

/* The cases in which a word names a person, of the singular where it can be one: «премьера» is one
 * premier rather than a first night, «директора» one director rather than several, unless it is
 * known to be several. */
static grammemes person_cases(const struct word *word, bool several, bool *plural)
{
    grammemes cases = 0, of_many = 0;
    for (uint32_t i = 0; i < word->analysis_count; i++) {
        grammemes found = word->analyses[i].grammemes;
        if (word->analyses[i].pos != POS_NOUN || !(found & GRAM_ANIMATE))
            continue;
        if (found & GRAM_SINGULAR)
            cases |= found & GRAM_CASES;
        else
            of_many |= found & GRAM_CASES;
    }
    *plural = of_many && (several || !cases);
    return *plural ? of_many : cases;
}

/* «заведующего», «управляющий»: an office by a participle, in the nominative. */
static bool participle_nominative(struct facts *facts, uint32_t token, struct span *form)
{
    const struct word *word = &facts->reading->words[token];
    const struct analysis *analysis = word->analyses;
    if (!word->analysis_count || analysis->pos != POS_PARTICIPLE)
        return false;
    struct span text = tokens_text(facts->reading, facts->arena, token, token + 1);
    return morphology_inflect(facts->reader->morphology, text, analysis,
                              GRAM_NOMINATIVE | (analysis->grammemes & GRAM_NUMBERS), facts->arena,
                              form);
}

/* The office that a verb tells of: «возглавляет». */
static const char *office_of_verb(const struct facts *facts, uint32_t token)
{
    static const char *const offices[][2] = {
        {"возглав", "глава"},     {"руковод", "руководитель"}, {"управля", "управляющий"},
        {"заведо", "заведующий"}, {"заведу", "заведующий"},    {"команд", "командующий"}};
    const struct word *word = &facts->reading->words[token];
    bool verb = word->analysis_count &&
                (word->analyses[0].pos == POS_VERB || word->analyses[0].pos == POS_PARTICIPLE ||
                 word->analyses[0].pos == POS_GERUND);
    for (size_t i = 0; verb && i < sizeof offices / sizeof *offices; i++)
        if (token_begins(facts, token, offices[i][0]) &&
            !span_equal(facts->reading->tokens.items[token].folded, SPAN("заведующий")))
            return offices[i][1];
    return NULL;
}

/* «руководила отделом закупок»: the office of whoever leads the unit; empty where the words begin
 * with no such verb. */
static struct span office_of_unit(struct facts *facts, uint32_t first, uint32_t end)
{
    const struct word *word = &facts->reading->words[first];
    const char *office = office_of_verb(facts, first);
    if (!office || end <= first + 1 || word->analyses[0].pos != POS_VERB)
        return SPAN("");
    struct span unit = tokens_text(facts->reading, facts->arena, first + 1, end);
    unit = morphology_inflect_phrase(facts->reader->morphology, unit,
                                     GRAM_INSTRUMENTAL | GRAM_ACCUSATIVE | GRAM_SINGULAR,
                                     GRAM_GENITIVE, facts->arena);
    return arena_format(facts->arena, "%s %.*s", office, SPAN_ARGS(unit));
}

/* Whether a word can modify the body behind it: an adjective, an adverb. */
static bool is_modifier(const struct word *word)
{
    for (uint32_t i = 0; i < word->analysis_count; i++) {
        uint8_t pos = word->analyses[i].pos;
        bool likely = i == 0 || word->analyses[i].weight >= 0.1f;
        if (likely && (pos == POS_ADJECTIVE || pos == POS_PARTICIPLE || pos == POS_ADVERB))
            return true;
    }
    return false;
}

/* «первого замглавы администрации»: the deputy's word does not change, the adjective before it
 * does. NULL where there is none. */
static const struct analysis *modifier_of_deputy(const struct facts *facts, uint32_t first,
                                                 uint32_t end)
{
    const struct word *word = &facts->reading->words[first];
    const struct word *deputy = word + 1;
    bool fixed = first + 1 < end &&
                 (word_is_deputy(facts->reading->tokens.items[first + 1].folded, deputy) ||
                  (deputy->analysis_count && (deputy->analyses[0].grammemes & GRAM_FIXED) &&
                   span_starts_with(facts->reading->tokens.items[first + 1].folded, SPAN("зам"))));
    if (!fixed)
        return NULL;
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_ADJECTIVE)
            return &word->analyses[i];
    return NULL;
}

/* The words of one office, in the nominative. */
static struct span office_text(struct facts *facts, uint32_t first, uint32_t end, grammemes cases)
{
    struct phrase phrase;
    struct span text = tokens_text(facts->reading, facts->arena, first, end), head;
    uint32_t done = first;
    const struct token *tokens = facts->reading->tokens.items;
    const struct analysis *modifier = modifier_of_deputy(facts, first, end);
    if (modifier) {
        head = tokens_text(facts->reading, facts->arena, first, first + 1);
        morphology_inflect(facts->reader->morphology, head, modifier,
                           GRAM_NOMINATIVE | GRAM_SINGULAR | GRAM_MASCULINE, facts->arena, &head);
        head = arena_format(
            facts->arena, "%.*s %.*s", SPAN_ARGS(head),
            SPAN_ARGS(tokens_text(facts->reading, facts->arena, first + 1, first + 2)));
        done = first + 2;
    } else if (word_is_deputy(tokens[first].folded, &facts->reading->words[first])) {
        head = tokens_text(facts->reading, facts->arena, first, first + 1);
        done = first + 1;
    } else if (participle_nominative(facts, first, &head)) {
        done = first + 1;
    } else if (phrase_read(facts->reading, first, end, cases, NODE_MANY, &phrase)) {
        head = phrase_nominative(facts->reader->morphology, facts->reading, facts->arena, &phrase,
                                 0, 1);
        done = phrase.members[0].end;
    }
    if (done > first) {
        struct span rest =
            done < end ? tokens_text(facts->reading, facts->arena, done, end) : SPAN("");
        const char *space =
            done < end && facts->reading->tokens.items[done].space_before ? " " : "";
        text = arena_format(facts->arena, "%.*s%s%.*s", SPAN_ARGS(head), space, SPAN_ARGS(rest));
    }
    if (span_starts_with(text, SPAN("экс-")) || span_starts_with(text, SPAN("Экс-")))
        text = span_slice(text, SPAN("экс-").size, text.size);
    return text_uncapitalised(facts, text);
}

/* Where the second office begins behind a dash: «заместителем губернатора – | министром»; end where
 * there is one alone. */
static uint32_t second_office(const struct facts *facts, uint32_t first, uint32_t end,
                              grammemes cases)
{
    for (uint32_t at = first + 1; at + 1 < end; at++) {
        if (facts->reading->tokens.items[at].kind != TOKEN_DASH)
            continue;
        for (uint32_t word = at + 1; word < end; word++) {
            bool plural;
            if (person_cases(&facts->reading->words[word], false, &plural) & cases)
                return at + 1;
            if (!is_modifier(&facts->reading->words[word]))
                break;
        }
    }
    return end;
}

/* The words of the position alone, in the nominative; each half of «вице-премьер – министр» is. */
static struct span position_text(struct facts *facts, uint32_t first, uint32_t end, grammemes cases)
{
    uint32_t second = second_office(facts, first, end, cases);
    if (second == end)
        return office_text(facts, first, end, cases);
    struct span dash = tokens_text(facts->reading, facts->arena, second - 1, second);
    return arena_format(facts->arena, "%.*s %.*s %.*s",
                        SPAN_ARGS(office_text(facts, first, second - 1, cases)), SPAN_ARGS(dash),
                        SPAN_ARGS(office_text(facts, second, end, cases)));
}

/* «губернаторы Омской и Томской областей Иван Петров и Пётр Ильин»: each is a governor. */
static struct span position_of_one(struct facts *facts, uint32_t first, uint32_t end,
                                   grammemes cases)
{
    struct span text = tokens_text(facts->reading, facts->arena, first, end);
    text = morphology_inflect_phrase(facts->reader->morphology, text, cases | GRAM_PLURAL,
                                     GRAM_NOMINATIVE | GRAM_SINGULAR, facts->arena);
    return text_uncapitalised(facts, text);
}

/* The word that decides an ordinary status is the position's. */
static void status_default(struct facts *facts, struct draft *draft, struct range position)
{
    struct claim *status = draft_claim(draft, "status");
    if (!status || !span_equal(status->value.choice->code, SPAN("current")))
        return;
    struct range *evidence = ARENA_NEW(facts->arena, struct range, 1);
    *evidence = position;
    status->evidence = evidence;
    status->evidence_count = 1;
}

/* Where the position ends before the words that only say what its body is: «фотограф | независимого
 * еженедельника «Заря»», «президент японской | компании». What the office's own mention covers
 * stays. */
static uint32_t position_end(const struct facts *facts, const struct draft *draft, uint32_t begin,
                             uint32_t end)
{
    const struct reading *reading = facts->reading;
    const struct claim *body = draft_claim(draft, "organization");
    uint32_t least = begin + 1, number = reading->words[begin].mention;
    if (number)
        least = reading->mentions[number - 1].first + reading->mentions[number - 1].token_count;
    bool quoted = body && body->evidence_count && end < reading->tokens.count &&
                  reading->tokens.items[end].start == body->evidence[0].start &&
                  reading->tokens.items[end].kind == TOKEN_QUOTE_OPEN;
    const struct word *words = reading->words;
    if (quoted && end > least && words[end - 1].analysis_count &&
        words[end - 1].analyses[0].pos == POS_NOUN)
        end--;
    while (end > least &&
           (is_modifier(&words[end - 1]) || facts_token_is_of(facts, "descriptor", end - 1)))
        end--;
    return end;
}

/* Callings are no offices without a body, and an office of several is nobody's own. */
static bool office_is_none(const struct facts *facts, const struct draft *draft, uint32_t head,
                           bool plural)
{
    return plural ||
           (!draft_claim(draft, "organization") && facts_token_is_of(facts, "calling", head));
}

void office_guess(const struct facts *facts, struct draft *draft, const struct match *match)
{
    const struct role *roles = facts->reader->grammar->roles.items;
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct capture *capture = &match->captures[i];
        if ((capture->flags & NODE_INFERRED) &&
            span_equal(roles[capture->role].property->name, SPAN("organization")))
            draft->inferred = true;
    }
}

/* Whether a pattern finds a person's office by «этот пост» alone. */
static bool is_same_post(const struct draft *draft)
{
    static const char *const patterns[] = {"occupation.held-till", "occupation.held-it",
                                           "occupation.to-it"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (span_equal(draft->pattern->name, span_of(patterns[i])))
            return true;
    return false;
}

/* Whether a draft tells that somebody gets an office. */
static bool is_appointment(const struct draft *draft)
{
    static const char *const patterns[] = {"occupation.appointing", "occupation.getting",
                                           "occupation.coming", "occupation.replacing",
                                           "occupation.he-was"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (span_starts_with(draft->pattern->name, span_of(patterns[i])))
            return true;
    return false;
}

void office_same_post(struct facts *facts, size_t index)
{
    enum { POST_REACH = 3 }; /* sentences */
    static const char *const properties[] = {"position", "organization"};
    struct draft *draft = &facts->drafts.items[index];
    const struct draft *told = NULL;
    if (!is_same_post(draft))
        return;
    for (size_t i = index; i-- > 0 && !told;) {
        const struct draft *before = &facts->drafts.items[i];
        if (before->sentence + POST_REACH < draft->sentence)
            return;
        if (draft_is(before, "occupation") && !before->dropped && is_appointment(before) &&
            draft_claim(before, "position"))
            told = before;
    }
    for (size_t i = 0; told && i < sizeof properties / sizeof *properties; i++) {
        const struct claim *claim = draft_claim(told, properties[i]);
        draft_remove(draft, properties[i]);
        if (claim)
            draft_add_claim(facts, draft, claim);
    }
    if (told)
        draft->inferred = told->inferred;
}

void office_clean(struct facts *facts, struct draft *draft)
{
    struct claim *position = draft_claim(draft, "position");
    if (!position || position->value.type != VALUE_TEXT || !position->evidence_count)
        return;
    struct range range = position->evidence[0];
    uint32_t first = token_from(facts->reading, range.start);
    uint32_t end = token_from(facts->reading, range.end), begin = first;
    grammemes cases = 0;
    bool plural = false;
    /* «управляющий директор» is more than a verb tells. */
    const char *verb = end == first + 1 ? office_of_verb(facts, first) : NULL;
    if (verb) {
        position->value.text = span_of(verb);
        if (!draft_claim(draft,
                         "organization")) /* «руководил министерством», of which none is known */
            draft_drop(draft, REFUSED_INCOMPLETE);
        return;
    }
    struct span unit = office_of_unit(facts, first, end);
    if (unit.size) {
        position->value.text = unit;
        return;
    }
    for (uint32_t i = 1; i <= LOOK_BACK && i <= first; i++) {
        const char *status = token_status(facts, first - i);
        if (status)
            status_set(facts, draft, status, first - i);
    }
    /* Of «экс-министр промышленности» nothing is left out but the prefix. */
    while (begin + 1 < end && !token_begins(facts, begin, "экс-")) {
        const char *status = token_status(facts, begin);
        bool initials = token_is_initials(facts, begin);
        if (!status && !initials && !facts_token_is_of(facts, "duties", begin))
            break;
        if (initials)
            status = "acting";
        if (status)
            status_set(facts, draft, status, begin);
        if (status && strcmp(status, "acting") == 0)
            cases = GRAM_GENITIVE;
        begin++;
    }
    if (token_begins(facts, begin, "экс-"))
        status_set(facts, draft, "former", begin);
    status_default(facts, draft, range);
    end = position_end(facts, draft, begin, end);
    grammemes known = 0;
    uint32_t head = begin; /* «тренер» of «второй тренер» */
    for (uint32_t token = begin; token < end && !known; token++) {
        const struct word *word = &facts->reading->words[token];
        known = person_cases(word, draft->several, &plural);
        head = known ? token : begin;
        /* «заведующий кафедрой физики»: no physicists */
        if (token > begin && word->analysis_count && word->analyses[0].pos == POS_NOUN)
            break;
    }
    if (!cases)
        cases = known;
    if (office_is_none(facts, draft, head, plural && !draft->several))
        draft_drop(draft, REFUSED_INCOMPLETE);
    position = draft_claim(draft, "position");
    position->value.text = plural && draft->several ? position_of_one(facts, begin, end, cases)
                                                    : position_text(facts, begin, end, cases);
}

/* How tags and rules go together.
 *
 * A tag that no candidate touches is a name that the rules do not know: it becomes one, of the kind
 * that the tagger says. Where both found something, the rules' extent, kind and nominative stay,
 * and the tag says which words of it are the name. */
#include "tagged.h"

#include "map.h"
#include "memory.h"
#include "names.h"
#include "organizations.h"

enum {
    LISTED_MARGIN =
        512, /* in 1/256 of a logit: where a tag leads less it is a mention, and no entity */
    SURE_MARGIN = 1280, /* of a single word, which may be anything */
    LEAST_LEAD = 200,   /* a guess of the rules whose best word is farther from a name is none */
    LONGEST_PERSON = 6
};

/* «оператор «Аль-Джазиры»»: the office before a body is none of its name. */
static void offices_cut(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->tags.count; i++) {
        struct tag *tag = &scan->tags.items[i];
        const struct lexicon_match *match = match_of(scan, tag->first, LEXICON_POSITION);
        if (tag->kind == TAG_PERSON || match == NULL ||
            scan->tokens[tag->first].shape != CASE_LOWER || tag->first + match->count >= tag->end ||
            scan->tokens[tag->first + match->count].shape == CASE_LOWER)
            continue;
        for (uint32_t j = 0; j < match->count; j++)
            scan->tag_at[tag->first++] = 0;
    }
}

/* «Кольская АЭС (филиал АО «Заря»)»: a name does not run into a bracket that it does not close. */
static void open_brackets_cut(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->tags.count; i++) {
        struct tag *tag = &scan->tags.items[i];
        uint32_t open = NO_TOKEN;
        for (uint32_t j = tag->first; j < tag->end; j++) {
            if (open == NO_TOKEN && token_is(scan, j, "("))
                open = j;
            else if (token_is(scan, j, ")"))
                open = NO_TOKEN;
        }
        if (open == NO_TOKEN || open == tag->first)
            continue;
        for (uint32_t j = open; j < tag->end; j++)
            scan->tag_at[j] = 0;
        tag->end = open;
    }
}

/* «компанией Fondital договор аренды подписан»: a common word behind a name in Latin letters is
 * none of it. */
static void latin_tags_cut(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->tags.count; i++) {
        struct tag *tag = &scan->tags.items[i];
        for (uint32_t token = tag->first + 1; token < tag->end; token++) {
            const struct token *before = &scan->tokens[token - 1];
            if (before->kind != TOKEN_WORD || before->cyrillic || before->shape == CASE_LOWER ||
                scan->tokens[token].kind != TOKEN_WORD || scan->tokens[token].shape != CASE_LOWER ||
                !scan->tokens[token].cyrillic)
                continue;
            for (uint32_t j = token; j < tag->end; j++)
                scan->tag_at[j] = 0;
            tag->end = token;
        }
    }
}

/* «с Центром поддержки экспорта | соглашение», «передал университету | приборы»: behind another
 * case than its own a small noun of one thing that has none, nor stands in the case of the name's
 * head, is what the sentence tells of. */
static void stray_tails_cut(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->tags.count; i++) {
        struct tag *tag = &scan->tags.items[i];
        uint32_t last = tag->end - 1;
        if (tag->kind != TAG_ORGANIZATION || tag->end - tag->first < 3 ||
            scan->tokens[last].shape != CASE_LOWER || !scan->tokens[last].cyrillic ||
            scan->words[last].analysis_count == 0 ||
            scan->words[last].analyses[0].pos != POS_NOUN ||
            !(scan->words[last].analyses[0].grammemes & GRAM_SINGULAR) ||
            token_read(scan, last, PARTS_NOUN,
                       GRAM_GENITIVE | GRAM_DATIVE | GRAM_INSTRUMENTAL | GRAM_LOCATIVE) != NULL ||
            token_read(scan, last - 1, PARTS_NOUN,
                       GRAM_GENITIVE | GRAM_DATIVE | GRAM_INSTRUMENTAL) == NULL ||
            token_read(scan, tag->first, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_NOMINATIVE) != NULL)
            continue;
        scan->tag_at[last] = 0;
        tag->end = last;
    }
}

/* «кандидат химических | наук», «доктора наук». */
static bool begins_degree(const struct scan *scan, uint32_t token, uint32_t end)
{
    struct span folded = scan->tokens[token].folded;
    if (!span_starts_with(folded, SPAN("кандидат")) && !span_starts_with(folded, SPAN("доктор")))
        return false;
    while (++token < end && token_read(scan, token, PARTS_ADJECTIVE, GRAM_GENITIVE) != NULL)
        ;
    return token < end && token_is(scan, token, "наук");
}

/* «заместитель директора АО «Заря» | по экономике»: his office goes on behind the name. */
static bool begins_charge_behind(const struct scan *scan, uint32_t token)
{
    return begins_charge(scan, token) ||
           (token_is(scan, token, "по") && token_is_kind(scan, token - 1, TOKEN_QUOTE_CLOSE));
}

/* «Института катализа | кандидат химических наук», «университета | по науке»: what is said of the
 * body's man is none of its name. */
static void personal_tails_cut(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->tags.count; i++) {
        struct tag *tag = &scan->tags.items[i];
        uint32_t end = tag->first + 1;
        while (end < tag->end && !begins_degree(scan, end, tag->end) &&
               !begins_charge_behind(scan, end))
            end++;
        for (uint32_t j = end; tag->kind == TAG_ORGANIZATION && j < tag->end; j++)
            scan->tag_at[j] = 0;
        tag->end = tag->kind == TAG_ORGANIZATION ? end : tag->end;
    }
}

/* Where all is in capitals, the tagger takes much for a body's name that is none: «ГАЗПРОМ НЕФТЬ
 * РАСШИРЯЮТ ПОСТАВКИ», «С ЯПОНСКОЙ КОМПАНИЕЙ». */
static void shouted_tags_drop(struct scan *scan)
{
    const struct sentence *sentences = scan->reading->tokens.sentences;
    size_t kept = 0;
    for (size_t i = 0; i < scan->tags.count; i++) {
        const struct tag *tag = &scan->tags.items[i];
        bool shouted = tag->kind == TAG_ORGANIZATION &&
                       scan->tokens[tag->first].shape == CASE_UPPER &&
                       sentence_is_shouting(scan, &sentences[scan->words[tag->first].sentence]);
        for (uint32_t token = tag->first; shouted && token < tag->end; token++)
            shouted = !token_is_kind(scan, token, TOKEN_QUOTE_OPEN);
        if (!shouted)
            scan->tags.items[kept++] = *tag;
    }
    scan->tags.count = kept;
}

void tags_find(struct scan *scan)
{
    const struct tagger *tagger = scan->reader->tagger;
    const struct tokens *tokens = &scan->reading->tokens;
    if (tagger == NULL)
        return;
    struct tagger_memory *memory = reading_memory_tagger(scan->memory);
    struct tagger_word *words = ARENA_ROOM(scan->arena, struct tagger_word, tokens->count + 1);
    for (size_t i = 0; i < tokens->count; i++)
        words[i] = (struct tagger_word){.analyses = scan->words[i].analyses,
                                        .analysis_count = scan->words[i].analysis_count,
                                        .number = scan->words[i].form->number,
                                        .input = scan->words[i].form->input};
    tagger_memory_begin(memory, tagger, reading_memory_epoch(scan->memory));
    scan->leads = ARENA_ROOM(scan->arena, struct tag_lead, tokens->count + 1);
    tagger_names(tagger, memory, scan->arena, scan->reading->report, tokens, words, scan->leads,
                 &scan->tags);
    arena_return(scan->arena, words, (tokens->count + 1) * sizeof *words);
    shouted_tags_drop(scan);
    scan->tag_at = ARENA_NEW(scan->arena, uint32_t, tokens->count + 1);
    for (uint32_t i = 0; i < scan->tags.count; i++)
        for (uint32_t token = scan->tags.items[i].first; token < scan->tags.items[i].end; token++)
            scan->tag_at[token] = i + 1;
    offices_cut(scan);
    open_brackets_cut(scan);
    latin_tags_cut(scan);
    stray_tails_cut(scan);
    personal_tails_cut(scan);
}

/* The head of a name's nominative: the first noun outside of quotation marks. */
static uint32_t head_of(const struct scan *scan, uint32_t first, uint32_t end)
{
    for (uint32_t token = first; token < end; token++)
        if (token_read(scan, token, PARTS_NOUN, 0) != NULL)
            return token;
    return first;
}

/* The cases that a preposition before the name leaves. */
static grammemes cases_before(const struct scan *scan, uint32_t token)
{
    static const struct {
        const char *word;
        grammemes cases;
    } known[] = {{"в", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
                 {"во", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
                 {"на", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
                 {"из", GRAM_GENITIVE},
                 {"от", GRAM_GENITIVE},
                 {"до", GRAM_GENITIVE},
                 {"у", GRAM_GENITIVE},
                 {"для", GRAM_GENITIVE},
                 {"к", GRAM_DATIVE},
                 {"по", GRAM_DATIVE},
                 {"с", GRAM_INSTRUMENTAL | GRAM_GENITIVE},
                 {"под", GRAM_INSTRUMENTAL},
                 {"над", GRAM_INSTRUMENTAL},
                 {"о", GRAM_LOCATIVE}};
    for (size_t i = 0; token > 0 && i < sizeof known / sizeof known[0]; i++)
        if (token_is(scan, token - 1, known[i].word))
            return known[i].cases;
    /* «предприятие Объединённой корпорации»: behind a noun it is whose that is. */
    bool noun = token > 0 && scan->words[token - 1].analysis_count > 0 &&
                scan->words[token - 1].analyses[0].pos == POS_NOUN &&
                scan->tokens[token - 1].shape == CASE_LOWER &&
                token_read(scan, token, PARTS_ADJECTIVE, GRAM_GENITIVE) != NULL &&
                token_read(scan, token, PARTS_ADJECTIVE, GRAM_NOMINATIVE) == NULL;
    return noun ? GRAM_GENITIVE : 0;
}

static struct span nominative_of(const struct scan *scan, const struct tag *tag)
{
    struct span text = name_span(scan, tag->first, tag->end);
    if (tag->first > 0 && token_is_kind(scan, tag->first - 1, TOKEN_QUOTE_OPEN))
        return text;
    return morphology_inflect_phrase(scan->reader->morphology, text, cases_before(scan, tag->first),
                                     GRAM_NOMINATIVE, scan->arena);
}

/* A place that stands in no list of places and is a common word besides is no entity of its own:
 * «Левобережье», «Земля», «Смоленская». */
static bool is_common(const struct scan *scan, const struct tag *tag)
{
    const struct word *word = &scan->words[tag->first];
    return tag->end == tag->first + 1 && word->analysis_count > 0 && word->analyses[0].known &&
           !(word->grammemes & GRAM_PLACE_NAME);
}

/* Whether a tag is sure enough for an entity of its own. */
static bool tag_is_listed(const struct tag *tag)
{
    return tag->margin >= (tag->end > tag->first + 1 ? LISTED_MARGIN : SURE_MARGIN);
}

/* The kind of an organization that one of its words tells: «Законодательное собрание». */
static const struct schema_kind *kind_by_head(const struct scan *scan, const struct tag *tag)
{
    for (uint32_t token = tag->first; token < tag->end; token++) {
        const struct lexicon_match *head = match_of(scan, token, LEXICON_HEAD);
        const struct schema_kind *kind = head == NULL ? NULL : match_entry(scan, head)->schema;
        if (kind != NULL && token + head->count <= tag->end &&
            mention_type_of(scan, kind) == MENTION_ORGANIZATION)
            return kind;
    }
    return NULL;
}

static void thing_add(struct scan *scan, const struct tag *tag)
{
    bool place = tag->kind == TAG_PLACE;
    struct candidate *candidate =
        candidate_add(scan, tag->first, tag->end, head_of(scan, tag->first, tag->end),
                      place ? MENTION_PLACE : MENTION_ORGANIZATION,
                      place                                        ? THING_LOCALITY
                      : abbreviation_is_research(scan, tag->first) ? THING_RESEARCH_ORGANIZATION
                                                                   : THING_COMPANY);
    candidate->naming = place ? NAMING_FULL : NAMING_SHORT;
    candidate->bare = !place;
    candidate->unlisted = !tag_is_listed(tag) || (place && is_common(scan, tag));
    candidate->name = nominative_of(scan, tag);
    const struct schema_kind *told = place ? NULL : kind_by_head(scan, tag);
    if (told != NULL)
        candidate->kind = told;
    const struct lexicon_match *known = match_of(scan, tag->first, LEXICON_NAME);
    if (!place && known != NULL && tag->first + known->count == tag->end) {
        candidate->entry = match_entry(scan, known);
        candidate->kind = candidate->entry->schema;
        candidate->name = candidate->entry->spelling;
        candidate->bare = false;
    }
    candidate->key = name_key(scan->arena, candidate->name);
    if (!place)
        candidate->short_key = candidate->key;
}

/* What the tags say of a candidate. */
enum verdict {
    VERDICT_KEEP,
    VERDICT_DROP /* it is a guess that the tagger does not share */
};

static bool kind_fits(const struct candidate *candidate, const struct tag *tag)
{
    switch (tag->kind) {
    case TAG_PERSON:
        return candidate->type == MENTION_PERSON;
    case TAG_PLACE:
        return candidate->type == MENTION_PLACE;
    default:
        return candidate->type == MENTION_ORGANIZATION;
    }
}

/* A guess of the rules: a name in quotation marks or capitals that may be anything, a word that the
 * dictionary has as a place among others. */
static bool is_guess(const struct candidate *candidate)
{
    if (candidate->type == MENTION_ORGANIZATION)
        return candidate->bare;
    return candidate->type == MENTION_PLACE && candidate->entry == NULL && !candidate->certain &&
           candidate->name_first == candidate->first && candidate->end == candidate->first + 1;
}

static enum tag_kind kind_of(const struct candidate *candidate)
{
    return candidate->type == MENTION_PERSON  ? TAG_PERSON
           : candidate->type == MENTION_PLACE ? TAG_PLACE
                                              : TAG_ORGANIZATION;
}

/* How near the best of the candidate's naming words is to a name of its kind. */
static int32_t candidate_lead(const struct scan *scan, const struct candidate *candidate)
{
    int32_t best = LEAD_NONE;
    for (uint32_t token = candidate->name_first; token < candidate->name_end; token++) {
        int32_t lead = scan->leads[token].kinds[kind_of(candidate)];
        best = lead > best ? lead : best;
    }
    return best;
}

/* Whether a tag of another kind begins in the naming words. */
static bool is_tagged_otherwise(const struct scan *scan, const struct candidate *candidate)
{
    for (uint32_t token = candidate->name_first; token < candidate->name_end; token++) {
        uint32_t tag = scan->tag_at[token];
        if (tag != 0 && scan->tags.items[tag - 1].kind != kind_of(candidate))
            return true;
    }
    return false;
}

/* «Компании «Вектор» и «Спектр»»: what the first is, the second is too. */
static bool is_coordinated(const struct scan *scan, const struct candidate *candidate)
{
    uint32_t before = candidate->first;
    if (before < 2 || !(token_is(scan, before - 1, "и") || token_is(scan, before - 1, ",")))
        return false;
    const struct candidate *other = candidate_at(scan, before - 2);
    return other != NULL && other->type == candidate->type && other->end == before - 1 &&
           !other->bare;
}

/* Whether the tagger knows a name in quotation marks for a body's. */
static bool is_known_in_quotes(const struct scan *scan, const struct candidate *candidate)
{
    return candidate != NULL && candidate->type == MENTION_ORGANIZATION &&
           candidate->name_first > 0 &&
           token_is_kind(scan, candidate->name_first - 1, TOKEN_QUOTE_OPEN) &&
           (!candidate->bare || candidate_lead(scan, candidate) >= LEAST_LEAD);
}

/* ««Салют», «Сатурн» и «Вега»»: what one of a list of names in quotation marks is, its neighbour
 * is. */
static bool is_in_row(const struct scan *scan, const struct candidate *candidate)
{
    uint32_t first = candidate->first, end = candidate->end;
    bool quoted = candidate->type == MENTION_ORGANIZATION && candidate->name_first > 0 &&
                  token_is_kind(scan, candidate->name_first - 1, TOKEN_QUOTE_OPEN) &&
                  first == candidate->name_first - 1;
    if (!quoted)
        return false;
    bool before = first > 2 && (token_is(scan, first - 1, "и") || token_is(scan, first - 1, ",")) &&
                  token_is_kind(scan, first - 2, TOKEN_QUOTE_CLOSE);
    bool behind = (token_is(scan, end, "и") || token_is(scan, end, ",")) &&
                  token_is_kind(scan, end + 1, TOKEN_QUOTE_OPEN);
    return (before && is_known_in_quotes(scan, candidate_at(scan, first - 2))) ||
           (behind && is_known_in_quotes(scan, candidate_at(scan, end + 1)));
}

/* A name in quotation marks that the tagger is unsure of although it looks like a firm's: a word
 * that no dictionary has («Тяжпрессмаш-Турбо»). */
static bool is_firm_in_quotes(const struct scan *scan, const struct candidate *candidate)
{
    uint32_t open = candidate->name_first - 1;
    if (candidate->type != MENTION_ORGANIZATION || candidate->name_first == 0 ||
        !token_is_kind(scan, open, TOKEN_QUOTE_OPEN))
        return false;
    /* «шаттл «Индевор»»: the noun says what it is. */
    if (open > 0 && token_read(scan, open - 1, PARTS_NOUN, 0) != NULL &&
        token_read(scan, open - 1, PART(POS_PREPOSITION) | PART(POS_CONJUNCTION), 0) == NULL)
        return false;
    for (uint32_t token = candidate->name_first; token < candidate->name_end; token++) {
        const struct word *word = &scan->words[token];
        if (token_is_kind(scan, token, TOKEN_WORD) && scan->tokens[token].cyrillic &&
            (word->analysis_count == 0 || !word->analyses[0].known))
            return true;
    }
    return false;
}

/* «рыбинский «Волжский клапан»»: whatever the tagger takes it for. */
static bool is_behind_place_adjective(const struct scan *scan, const struct candidate *candidate)
{
    uint32_t open = candidate->name_first - 1;
    return candidate->type == MENTION_ORGANIZATION && candidate->name_first > 1 &&
           token_is_kind(scan, open, TOKEN_QUOTE_OPEN) &&
           match_of(scan, open - 1, LEXICON_PLACE_ADJECTIVE) != NULL;
}

static enum verdict candidate_judge(const struct scan *scan, const struct candidate *candidate)
{
    if (candidate->naming == NAMING_REFERENCE || !is_guess(candidate) ||
        is_coordinated(scan, candidate) || is_behind_place_adjective(scan, candidate) ||
        is_in_row(scan, candidate))
        return VERDICT_KEEP;
    if (is_tagged_otherwise(scan, candidate))
        return VERDICT_DROP;
    return candidate_lead(scan, candidate) < LEAST_LEAD && !is_firm_in_quotes(scan, candidate)
               ? VERDICT_DROP
               : VERDICT_KEEP;
}

/* Takes the candidates that are not kept out of the list; what they held is free again. */
static void candidates_keep(struct scan *scan, const bool *kept)
{
    uint32_t *numbers = ARENA_ROOM(scan->arena, uint32_t, scan->candidates.count + 1);
    struct candidate *items = scan->candidates.items;
    uint32_t count = 0;
    for (uint32_t i = 0; i < scan->candidates.count; i++)
        numbers[i] = kept[i] ? count++ : NO_CANDIDATE;
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        if (!kept[i])
            continue;
        struct candidate candidate = items[i];
        if (candidate.place != NO_CANDIDATE)
            candidate.place = numbers[candidate.place];
        if (candidate.same_as != NO_CANDIDATE)
            candidate.same_as = numbers[candidate.same_as];
        items[numbers[i]] = candidate;
    }
    scan->candidates.count = count;
    memset(scan->owner, 0, scan->reading->tokens.count * sizeof *scan->owner);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t token = items[i].first; token < items[i].end; token++)
            scan->owner[token] = i + 1;
}

/* The short names of what the rules are sure of: «Свет» of «ЗАО «Свет»». */
static void short_names(const struct scan *scan, struct map *names)
{
    map_init(names, scan->arena);
    for (size_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        if (!candidate->bare && candidate->short_key.size > 0)
            map_add(names, candidate->short_key, NULL);
    }
}

static void guesses_drop(struct scan *scan)
{
    struct map names;
    bool *kept = ARENA_ROOM(scan->arena, bool, scan->candidates.count + 1);
    bool all = true;
    short_names(scan, &names);
    for (size_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        kept[i] = candidate_judge(scan, candidate) == VERDICT_KEEP ||
                  map_find(&names, candidate->key) != NULL;
        all &= kept[i];
    }
    if (!all)
        candidates_keep(scan, kept);
}

/* Whether a candidate may grow to a tag: what is new of it is free, or of a place or person that
 * stands in the name. */
static bool may_grow(const struct scan *scan, uint32_t number, const struct tag *tag)
{
    for (uint32_t token = tag->first; token < tag->end; token++) {
        const struct candidate *owner = candidate_at(scan, token);
        if (owner != NULL && owner != &scan->candidates.items[number] &&
            (owner->first < tag->first || owner->end > tag->end ||
             (owner->type != MENTION_PLACE && owner->type != MENTION_PERSON &&
              owner->type != MENTION_POSITION)))
            return false;
    }
    return true;
}

/* «Совета | ТПП РФ»: a noun that has the body in the genitive names another body than that. */
static bool is_ruling(const struct scan *scan, const struct candidate *candidate, uint32_t token)
{
    return token + 1 == candidate->first && candidate->kind != NULL &&
           kind_is(scan, candidate->kind, THING_ASSOCIATION) &&
           span_starts_with(scan->tokens[token].folded, SPAN("совет"));
}

/* Where an organization may begin that grows to the left up to first: behind the office of whom it
 * is, «управляющий | Омский филиал», and behind the adjective that only tells where it is,
 * «омский | Институт химии», «омский | «Кедр»». */
static uint32_t grown_first(const struct scan *scan, const struct candidate *candidate,
                            uint32_t first)
{
    bool quoted = token_is_kind(scan, candidate->first, TOKEN_QUOTE_OPEN);
    /* «Омский филиал | РЖД» is not called as the firm is, nor «Дом | правительства» as who sits in
     * it.
     */
    for (uint32_t token = first; token < candidate->first; token++)
        if (span_starts_with(scan->tokens[token].folded, SPAN("филиал")) ||
            (token + 1 == candidate->first &&
             (token_is(scan, token, "дом") || token_is(scan, token, "дома") ||
              token_is(scan, token, "доме"))))
            return candidate->first;
    bool firm = kind_is(scan, candidate->kind, THING_COMPANY) ||
                kind_is(scan, candidate->kind, THING_RESEARCH_ORGANIZATION);
    while (first < candidate->first &&
           (match_of(scan, first, LEXICON_POSITION) != NULL ||
            (match_of(scan, first, LEXICON_PLACE_ADJECTIVE) != NULL &&
             (quoted || (firm && scan->tokens[first].shape == CASE_LOWER)))))
        first++;
    return first;
}

/* «Федерация бобслея» of the rules is «Федерация бобслея России» where the tagger says so. */
static void organization_grow(struct scan *scan, uint32_t number, struct tag *tag)
{
    struct candidate *candidate = &scan->candidates.items[number];
    uint32_t first = tag->first < candidate->first ? tag->first : candidate->first;
    uint32_t end = tag->end > candidate->end ? tag->end : candidate->end;
    bool reference = candidate->naming == NAMING_REFERENCE;
    if (candidate->foreign)
        first = candidate->first; /* «корейская Hanil»: the adjective is not of the name */
    for (uint32_t token = first; token < candidate->first; token++)
        if (token_read(scan, token, PART(POS_PREPOSITION), 0) != NULL ||
            is_ruling(scan, candidate, token))
            return; /* «министерство при содействии ВЭБ», «Совета ТПП РФ по …» */
    first = grown_first(scan, candidate, first);
    for (uint32_t token = tag->first; token < first; token++)
        scan->tag_at[token] = 0;
    tag->first = first > tag->first ? first : tag->first;
    /* «с администрацией Томска ТГК подписала …»: behind its place another name begins. */
    if (candidate->place != NO_CANDIDATE && candidate->end < end &&
        scan->candidates.items[candidate->place].end == candidate->end &&
        scan->tokens[candidate->end].shape == CASE_UPPER) {
        for (uint32_t token = candidate->end; token < tag->end; token++)
            scan->tag_at[token] = 0;
        tag->end = end = candidate->end;
    }
    for (uint32_t token = candidate->end; token < end; token++)
        if (token_is(scan, token, "№") && kind_is(scan, candidate->kind, THING_ASSOCIATION))
            end = token; /* «вестник ассоциации № 8» */
    if ((first == candidate->first && end == candidate->end) || !may_grow(scan, number, tag) ||
        (reference && (tag->margin < LISTED_MARGIN || tag->end - tag->first < 2)))
        return;
    for (uint32_t token = first; token < end; token++) {
        /* «СПбПУ Петра Великого»: he gave his name. */
        const struct candidate *inside = candidate_at(scan, token);
        if (inside != NULL && inside->type == MENTION_PERSON)
            scan->candidates.items[scan->owner[token] - 1].unlisted = true;
    }
    candidate->first = first;
    candidate->end = end;
    for (uint32_t token = first; token < end; token++)
        scan->owner[token] = number + 1;
    candidate->naming = NAMING_FULL;
    candidate->jurisdiction = false;
    candidate->name = capitalized(scan->arena, head_nominative(scan, first, candidate->head, end));
    candidate->key = name_key(scan->arena, candidate->name);
}

static void organizations_grow(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->type != MENTION_ORGANIZATION || candidate->same_as != NO_CANDIDATE)
            continue;
        for (uint32_t token = candidate->first; token < candidate->end; token++) {
            uint32_t tag = scan->tag_at[token];
            if (tag != 0 && kind_fits(candidate, &scan->tags.items[tag - 1])) {
                organization_grow(scan, i, &scan->tags.items[tag - 1]);
                break;
            }
        }
    }
}

/* Words that say what a thing is and not which one: «Банк», «ОЭЗ промышленного типа». */
static bool is_heads_alone(const struct scan *scan, const struct tag *tag)
{
    uint32_t end = tag->end;
    if (end > tag->first + 2 && token_is(scan, end - 1, "типа"))
        end -= 2;
    for (uint32_t token = tag->first; token < end; token++)
        if (match_of(scan, token, LEXICON_HEAD) == NULL &&
            match_of(scan, token, LEXICON_LEGAL_FORM) == NULL &&
            match_of(scan, token, LEXICON_PLACE_HEAD) == NULL)
            return false;
    return true;
}

/* «ЖКХ региона»: what is no name, and nothing in capitals besides. */
static bool is_no_name(const struct scan *scan, const struct tag *tag)
{
    for (uint32_t token = tag->first + 1; token < tag->end; token++)
        if (scan->tokens[token].shape != CASE_LOWER)
            return false;
    return match_of(scan, tag->first, LEXICON_NOT_NAME) != NULL;
}

/* By token the kinds of the names that candidates have there, inner ones too: bits 1 << tag_kind.
 */
static uint8_t *named_tokens(const struct scan *scan)
{
    uint8_t *named = ARENA_NEW(scan->arena, uint8_t, scan->reading->tokens.count + 1);
    for (size_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        bool counts = candidate->type == MENTION_PERSON || candidate->type == MENTION_PLACE ||
                      candidate->type == MENTION_ORGANIZATION;
        for (uint32_t token = candidate->first; counts && token < candidate->end; token++)
            if (candidate->type != MENTION_ORGANIZATION ||
                (token >= candidate->name_first && token < candidate->name_end))
                named[token] |= (uint8_t)(1 << kind_of(candidate));
    }
    return named;
}

/* Whether a tag is the whole name of a body that the rules are sure of: «Росатом построит завод»
 * tells of no person. */
static bool is_sure_body(const struct scan *scan, const struct tag *tag)
{
    const struct candidate *owner = candidate_at(scan, tag->first);
    return owner != NULL && owner->type == MENTION_ORGANIZATION && !owner->bare &&
           ((owner->first == tag->first && owner->end == tag->end) ||
            (owner->name_first == tag->first && owner->name_end == tag->end));
}

/* Whether a tag is the abbreviation of a region, or begins one: «министр УР», «глава РС(Я)» are not
 * of a firm. */
static bool is_sure_region(const struct scan *scan, const struct tag *tag)
{
    const struct candidate *owner = candidate_at(scan, tag->first);
    return owner != NULL && owner->type == MENTION_PLACE && owner->entry != NULL &&
           scan->tokens[tag->first].shape == CASE_UPPER && owner->first == tag->first &&
           owner->end >= tag->end;
}

/* Whether a rule found the tag's name already, or something that its words cut across. */
static bool tag_is_taken(const struct scan *scan, const struct tag *tag, const uint8_t *named)
{
    uint32_t of_kind = 0, of_places = 0, of_one = 0;
    for (uint32_t token = tag->first; token < tag->end; token++) {
        const struct candidate *owner = candidate_at(scan, token);
        of_kind += named[token] >> tag->kind & 1;
        of_places += named[token] >> TAG_PLACE & 1;
        of_one += owner != NULL && owner == candidate_at(scan, tag->first) &&
                  owner->type == MENTION_ORGANIZATION && tag->kind == TAG_ORGANIZATION &&
                  owner->first == tag->first;
        if (owner == NULL)
            continue;
        if (owner->type == MENTION_MONEY || owner->type == MENTION_DATE)
            return true; /* «25 млн долларов США» */
        if (owner->type == MENTION_EVENT && owner->entry != NULL && owner->first == tag->first &&
            owner->end == tag->end)
            return true; /* «на ПМЭФ» */
        bool inside = owner->first >= tag->first && owner->end <= tag->end;
        bool around = owner->first <= tag->first && owner->end >= tag->end;
        if (!inside && !around)
            return true;
    }
    /* «министерство промышленности Марий Эл» */
    if (tag->kind == TAG_PERSON && of_places == tag->end - tag->first)
        return true;
    if (of_one == tag->end - tag->first)
        return true;
    /* A short name of its kind may stand inside: «Всемирная организация здравоохранения ООН». */
    return tag->kind == TAG_ORGANIZATION ? of_kind * 2 >= tag->end - tag->first : of_kind > 0;
}

/* A single word that the dictionary has as anything but a name of a person: «Модератором». */
static bool is_common_person(const struct scan *scan, const struct tag *tag)
{
    const struct word *word = &scan->words[tag->first];
    return tag->end == tag->first + 1 && word->analysis_count > 0 && word->analyses[0].known &&
           !(word->grammemes & (GRAM_GIVEN_NAME | GRAM_SURNAME | GRAM_PATRONYMIC)) &&
           tag->margin < SURE_MARGIN;
}

/* References and offices are made of common words: where the tagger sees a name around them, they
 * are a part of it. */
static void references_drop(struct scan *scan)
{
    bool *kept = ARENA_ROOM(scan->arena, bool, scan->candidates.count + 1);
    bool all = true;
    for (size_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        uint32_t tag = scan->tag_at[candidate->first];
        kept[i] = candidate->naming != NAMING_REFERENCE || tag == 0 ||
                  candidate->type != MENTION_ORGANIZATION ||
                  scan->tags.items[tag - 1].kind != TAG_ORGANIZATION ||
                  scan->tags.items[tag - 1].margin < LISTED_MARGIN ||
                  scan->tags.items[tag - 1].end - scan->tags.items[tag - 1].first < 2;
        all &= kept[i];
    }
    if (!all)
        candidates_keep(scan, kept);
}

static void tags_take(struct scan *scan)
{
    const uint8_t *named = named_tokens(scan);
    for (size_t i = 0; i < scan->tags.count; i++) {
        const struct tag *tag = &scan->tags.items[i];
        if (tag_is_taken(scan, tag, named) ||
            (tag->kind == TAG_ORGANIZATION &&
             (is_heads_alone(scan, tag) || is_sure_region(scan, tag) || is_no_name(scan, tag))))
            continue;
        if (tag->kind != TAG_PERSON)
            thing_add(scan, tag);
        else if (tag->end - tag->first <= LONGEST_PERSON && !is_common_person(scan, tag) &&
                 !is_sure_body(scan, tag))
            tagged_person_read(scan, tag->first, tag->end, tag_is_listed(tag));
    }
}

void tagged_names_add(struct scan *scan)
{
    if (scan->tag_at == NULL)
        return;
    references_drop(scan);
    tagged_names_cut(scan);
    tags_take(scan);
}

void tagged_names_judge(struct scan *scan)
{
    if (scan->tag_at == NULL)
        return;
    guesses_drop(scan);
    organizations_grow(scan);
}

void tagged_names_cut(struct scan *scan)
{
    if (scan->tag_at == NULL)
        return;
    for (size_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        for (uint32_t token = candidate->first; token < candidate->end; token++) {
            if (scan->tag_at[token] == 0)
                continue;
            const struct tag *tag = &scan->tags.items[scan->tag_at[token] - 1];
            if (!kind_fits(candidate, tag) || tag->first < candidate->first ||
                tag->end > candidate->end)
                continue;
            candidate->name_first = tag->first;
            candidate->name_end = tag->end;
            candidate->tagged = true;
            break;
        }
    }
}

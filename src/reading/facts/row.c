/* Rows of things to be built: «построят цех в Омске, котельную и склад в Туле», «строительство
 * цеха, котельной и склада». A pattern binds the first; each of the others is a project of its own,
 * at the place that stands behind it, or else where the first is. */
#include "row.h"

#include "news.h"

enum { PLACE_WORDS = 4 /* between «в» and the place: «в новом индустриальном парке города» */ };

static bool token_is(const struct reading *reading, uint32_t at, const char *form)
{
    return at < reading->tokens.count &&
           span_equal(reading->tokens.items[at].folded, span_of(form));
}

/* The outermost mention that begins at a token; NULL. */
static const struct mention *mention_at(const struct reading *reading, uint32_t at)
{
    uint32_t number = at < reading->tokens.count ? reading->words[at].mention : 0;
    const struct mention *mention = number ? &reading->mentions[number - 1] : NULL;
    return mention && mention->first == at ? mention : NULL;
}

/* The place that stands right behind: «в Омске», «на территории парка «Рассвет»»; at is moved
 * behind it. NULL where there is none. */
static const struct mention *place_behind(const struct reading *reading, uint32_t *at,
                                          uint32_t limit)
{
    static const char *const ways[] = {"в", "во", "на", "под"};
    bool way = false;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        way |= token_is(reading, *at, ways[i]);
    for (uint32_t i = *at + 1; way && i < limit && i <= *at + PLACE_WORDS; i++) {
        const struct mention *mention = mention_at(reading, i);
        if (!mention && reading->tokens.items[i].kind != TOKEN_WORD)
            return NULL;
        if (!mention)
            continue;
        bool place =
            mention_is_of(reading, mention, "Locality|Region|Site|Place|Country") ||
            (i == *at + 1 && mention_is_of(reading, mention, "Company|ResearchOrganization"));
        if (!place)
            return NULL;
        *at = mention->first + mention->token_count;
        return mention;
    }
    return NULL;
}

/* Who is named in brackets right behind: «цех в Ревде (ООО «Заря»)»; at is moved behind them. */
static const struct mention *actor_behind(const struct reading *reading, uint32_t *at,
                                          uint32_t limit)
{
    const struct token *token = &reading->tokens.items[*at];
    if (*at >= limit || !token_is(reading, *at, "(") || token->partner == UINT32_MAX ||
        token->partner <= *at || token->partner >= limit)
        return NULL;
    uint32_t first = *at + 1, end = token->partner;
    *at = end + 1;
    for (uint32_t i = first; i < end; i++) {
        const struct mention *mention = mention_at(reading, i);
        if (mention && mention_is_of(reading, mention, SCHEMAS_FIRM))
            return mention;
    }
    return NULL;
}

/* The place behind what joins the next: «, », « и », «, а также »; at itself where nothing does. */
static uint32_t joint_end(const struct reading *reading, uint32_t at, uint32_t limit)
{
    uint32_t from = at;
    if (token_is(reading, at, ","))
        at++;
    if (token_is(reading, at, "а") && token_is(reading, at + 1, "также"))
        at += 2;
    else if (token_is(reading, at, "и"))
        at++;
    return at < limit ? at : from;
}

/* Whether the noun is a mere plural: «школ и больниц» are no two projects. */
static bool is_many(const struct reading *reading, const struct phrase_member *member)
{
    const struct word *word = &reading->words[member->head];
    if (reading->tokens.items[member->first].kind == TOKEN_NUMBER)
        return false;
    return word->analysis_count && (word->grammemes & GRAM_PLURAL) &&
           !(word->grammemes & GRAM_SINGULAR);
}

static bool is_verb(const struct reading *reading, uint32_t at)
{
    const struct word *word = &reading->words[at];
    return at < reading->tokens.count && word->analysis_count && word->analyses[0].pos == POS_VERB;
}

/* Reads what stands behind a member, and moves at behind that. */
static void member_close(const struct reading *reading, struct row_member *member, uint32_t *at,
                         uint32_t limit)
{
    member->place = place_behind(reading, at, limit);
    member->actor = *at < limit ? actor_behind(reading, at, limit) : NULL;
}

size_t row_read(const struct facts *facts, const struct capture *what, bool ruled,
                struct row_member *members, size_t most)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentence =
        &reading->tokens.sentences[reading->words[what->first].sentence];
    uint32_t limit = sentence->first + sentence->count, at = what->end;
    struct phrase phrase;
    size_t count = 1;
    members[0] = (struct row_member){.first = what->first, .end = what->end};
    member_close(reading, &members[0], &at, limit);
    if (!phrase_read(reading, ruled ? what->first + 1 : what->first, what->end,
                     ruled ? GRAM_GENITIVE : what->cases, NODE_NARROW, &phrase) ||
        is_many(reading, &phrase.members[0]))
        return count;
    grammemes cases = phrase.cases;
    while (count < most) {
        uint32_t next = joint_end(reading, at, limit);
        if (next == at || !phrase_read(reading, next, limit, cases, NODE_NARROW, &phrase) ||
            mention_at(reading, next) ||
            !facts_token_is_of(facts, "facility", phrase.members[0].head) ||
            is_many(reading, &phrase.members[0]))
            break;
        at = phrase.members[0].end;
        members[count] = (struct row_member){.first = next, .end = at, .cases = cases};
        member_close(reading, &members[count], &at, limit);
        /* «построят цех, а котельная заработает» */
        if (is_verb(reading, at) || token_is(reading, at, "который"))
            break;
        count++;
    }
    return count;
}

/* Of members without a place of their own those between two that have one share the latter's. */
void row_share(struct row_member *members, size_t count)
{
    const struct mention *place = NULL;
    for (size_t i = count; i-- > 0;) {
        if (members[i].place)
            place = members[i].place;
        else
            members[i].place = place;
    }
}

/* Whether a name is that of a plant, a park, a project. */
static bool names_works(const struct facts *facts, const struct mention *mention)
{
    const struct reading *reading = facts->reading;
    if (mention_is_of(reading, mention, "Site|Project"))
        return true;
    for (uint32_t i = 0; i < mention->token_count; i++)
        if (facts_token_is_of(facts, "plant", mention->first + i))
            return true;
    return false;
}

bool row_item(const struct facts *facts, struct capture *item)
{
    static const char *const lists[] = {"facility", "labour", "founding", "making"};
    const struct reading *reading = facts->reading;
    const struct mention *mention = mention_at(reading, item->first);
    struct phrase phrase;
    if (mention && names_works(facts, mention)) {
        item->type = NODE_MENTION;
        item->mention = (uint32_t)(mention - reading->mentions);
        item->end = mention->first + mention->token_count;
        return true;
    }
    bool named = mention && !facts_token_is_of(facts, "facility", item->first);
    if (named ||
        !phrase_read(reading, item->first, item->end, GRAM_NOMINATIVE, NODE_NARROW, &phrase))
        return false;
    bool built = false;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        built |= facts_token_is_of(facts, lists[i], phrase.members[0].head);
    item->type = NODE_PHRASE;
    item->flags = NODE_NARROW;
    item->cases = GRAM_NOMINATIVE;
    item->mention = NO_MENTION;
    item->end = phrase.members[0].end;
    return built;
}

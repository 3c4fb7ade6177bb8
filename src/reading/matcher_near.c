/* What a pattern binds from the rest of the report: what is near, what the report or the sentence
 * speaks of, the day of the news. */
#include "map.h"
#include "matcher_run.h"
#include "news.h"

/* Whether a mention is of a listed entity and as the leaf wants it. */
static bool mention_serves(const struct run *run, const struct node *leaf, uint32_t index)
{
    const struct reading *reading = run->matcher->reading;
    uint32_t entity = reading->mentions[index].entity;
    return entity != NO_ENTITY && reading->entities[entity - 1].listed &&
           reading->mentions[index].token_count && mention_fits(run->matcher, leaf, index);
}

/* Some mentions of the report: those with indices from low to high, exclusive. */
struct surroundings {
    uint32_t low;
    uint32_t high;
};

/* The mentions around a match: all of a report of usual length, so many on each side of a huge one.
 */
static struct surroundings mentions_around(const struct reading *reading, uint32_t token)
{
    enum { SIDE = 1000 };
    uint32_t low = 0, high = (uint32_t)reading->mention_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (reading->mentions[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t count = (uint32_t)reading->mention_count;
    return (struct surroundings){low > SIDE ? low - SIDE : 0,
                                 count - low > SIDE ? low + SIDE : count};
}

/* The entity that the most of the mentions name; of several the one named first. */
static uint32_t main_entity(const struct run *run, const struct node *leaf,
                            struct surroundings around)
{
    const struct mention *mentions = run->matcher->reading->mentions;
    struct map counts;
    uint32_t best = NO_ENTITY, most = 0;
    map_init(&counts, run->matcher->arena);
    for (uint32_t i = around.low; i < around.high; i++) {
        if (!mention_serves(run, leaf, i))
            continue;
        struct span key = {(const char *)&mentions[i].entity, sizeof mentions[i].entity};
        uint32_t *count = map_add(&counts, key, NULL);
        if (++*count > most || (*count == most && mentions[i].entity < best)) {
            most = *count;
            best = mentions[i].entity;
        }
    }
    return best;
}

/* How far back a topic is sought. */
enum { TOPIC_SENTENCES = 6 };

/* The gender of the pronoun in a match: «в нём», «она объединяет»; 0 where it has none. */
static grammemes pronoun_gender(const struct reading *reading, const struct match *match)
{
    for (uint32_t i = match->first; i < match->end; i++) {
        const struct word *word = &reading->words[i];
        if (word->analysis_count && word->analyses[0].pos == POS_PRONOUN &&
            (word->analyses[0].grammemes & GRAM_SINGULAR))
            return word->grammemes & GRAM_GENDERS;
    }
    return 0;
}

/* Whether a match holds «мы», «у нас»: the speaker's, who is named behind what he says. */
static bool is_first_person(const struct reading *reading, const struct match *match)
{
    for (uint32_t i = match->first; i < match->end; i++)
        if (span_equal(reading->tokens.items[i].folded, SPAN("мы")) ||
            span_equal(reading->tokens.items[i].folded, SPAN("нас")))
            return true;
    return false;
}

/* Whether the match has bound the property of a part's role. */
static bool role_is_bound(const struct run *run, uint16_t role)
{
    const struct role *roles = run->matcher->grammar->roles.items;
    for (size_t i = 0; i < run->capture_count; i++)
        if (roles[run->captures[i].role].property == roles[role].property)
            return true;
    return false;
}

/* How likely a sentence speaks of a mention: as its subject more than in another case; 0: not. */
static int topic_rank(const struct run *run, uint32_t index, grammemes gender)
{
    const struct reading *reading = run->matcher->reading;
    const struct mention *mention = &reading->mentions[index];
    grammemes cases = mention_cases(reading, mention);
    grammemes own =
        reading->words[mention->head].analysis_count ? mention->grammemes & GRAM_GENDERS : 0;
    if (gender && own && !(own & gender))
        return 0;
    return !cases ? 2 : cases & GRAM_NOMINATIVE ? 3 : 1;
}

/* Of the mentions that serve, in the match's sentence before it or else in the nearest sentence
 * before: the first in the nominative, or else the first there is. Within the match's sentence the
 * last one counts, and one behind the match where there is none before. */
static uint32_t topic_mention(const struct run *run, const struct node *leaf,
                              const struct match *match, struct surroundings around)
{
    const struct reading *reading = run->matcher->reading;
    grammemes gender = pronoun_gender(reading, match);
    uint32_t found = NO_MENTION, behind = NO_MENTION, sentence = match->sentence;
    int best = 0;
    for (uint32_t i = around.high; i-- > around.low;) {
        uint32_t here = reading->words[reading->mentions[i].first].sentence;
        if (here > match->sentence || !mention_serves(run, leaf, i))
            continue;
        if (here + TOPIC_SENTENCES < match->sentence || (here < sentence && found != NO_MENTION))
            break;
        int rank = topic_rank(run, i, gender);
        sentence = here;
        if (here == match->sentence && reading->mentions[i].first >= match->first)
            behind = rank ? i : behind;
        else if (rank > best || (rank == best && rank && here < match->sentence)) {
            best = rank;
            found = i;
        }
    }
    bool speaker = behind != NO_MENTION && is_first_person(reading, match);
    return found != NO_MENTION && !speaker ? found : behind;
}

/* Whether the match has bound the mention's thing to some property: no firm is a part of itself. */
static bool thing_is_bound(const struct run *run, uint32_t index)
{
    const struct mention *mentions = run->matcher->reading->mentions;
    for (size_t i = 0; i < run->capture_count; i++)
        if (run->captures[i].mention != NO_MENTION &&
            mentions[run->captures[i].mention].entity == mentions[index].entity)
            return true;
    return false;
}

static void capture_mention(struct run *run, uint16_t role, uint32_t index, uint8_t flags)
{
    const struct mention *mention = &run->matcher->reading->mentions[index];
    capture_push(run, (struct capture){.role = role,
                                       .type = NODE_MENTION,
                                       .flags = flags,
                                       .first = mention->first,
                                       .end = mention->first + mention->token_count,
                                       .mention = index});
}

/* Binds the day that the news speaks of, where the match has not bound the property. A headline's
 * day is told in the lead. */
void run_news(struct run *run, const struct part *part)
{
    enum { HEADLINES = 3 };
    uint16_t role = element_role(part->anchor);
    uint32_t day = news_day(run->matcher->reading, run->sentence_end);
    if (day == UINT32_MAX && run->sentence < HEADLINES)
        day = news_day_after(run->matcher->reading, run->sentence_end);
    if (day != UINT32_MAX && !role_is_bound(run, role))
        capture_mention(run, role, day, 0);
}

/* Binds the nearest mention of the report, or the nearest one of its main thing of that kind, where
 * the match has not bound the property. */
void run_near(struct run *run, const struct part *part, const struct match *match)
{
    const struct reading *reading = run->matcher->reading;
    const struct node *leaf = element_leaf(part->anchor);
    uint16_t role = element_role(part->anchor);
    if (role_is_bound(run, role))
        return;
    uint32_t found = NO_MENTION;
    struct surroundings around = mentions_around(reading, match->end);
    if (part->use == PART_TOPIC)
        found = topic_mention(run, leaf, match, around);
    uint32_t wanted = part->use == PART_MAIN ? main_entity(run, leaf, around) : NO_ENTITY;
    for (uint32_t i = around.low; i < around.high && part->use != PART_TOPIC; i++) {
        bool before = reading->mentions[i].first < match->end;
        if (!before && found != NO_MENTION)
            break;
        if ((wanted == NO_ENTITY || reading->mentions[i].entity == wanted) &&
            mention_serves(run, leaf, i) && !thing_is_bound(run, i))
            found = i;
    }
    if (found != NO_MENTION)
        capture_mention(run, role, found, NODE_INFERRED);
}

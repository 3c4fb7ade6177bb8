/* What a pattern binds from the rest of the report: what is near, what the report or the sentence
 * speaks of, the day of the news. */
#include "land.h"
#include "map.h"
#include "matcher_run.h"
#include "news.h"

/* Whether a mention is of a listed entity, or an office, and as the leaf wants it. */
static bool mention_serves(const struct run *run, const struct node *leaf, uint32_t index)
{
    const struct reading *reading = run->matcher->reading;
    uint32_t entity = reading->mentions[index].entity;
    if (reading->mentions[index].type == MENTION_POSITION)
        return mention_fits(run->matcher, leaf, index);
    return entity != NO_ENTITY && reading->entities[entity - 1].listed &&
           reading->mentions[index].token_count && mention_fits(run->matcher, leaf, index);
}

/* What of a leaf chooses mentions. */
struct serving_key {
    uint64_t schemas;
    uint64_t wanted;
    uint32_t mentions;
    uint32_t set;
    uint32_t flags;
    uint32_t unused;
};

/* The list of the mentions that serve a part, made when it is first asked for; parts that want the
 * same have one. */
static struct serving *serving_of(const struct run *run, const struct part *part)
{
    struct matcher *matcher = run->matcher;
    const struct node *leaf = &part->leaf;
    struct serving_key key = {leaf->schemas, leaf->wanted, leaf->mentions,
                              leaf->set,     leaf->flags,  0};
    uint32_t *known =
        map_find(&matcher->serving_numbers, (struct span){(const char *)&key, sizeof key});
    if (known)
        return &matcher->servings.items[*known];
    struct span kept = arena_copy(matcher->arena, (struct span){(const char *)&key, sizeof key});
    uint32_t *number = map_add(&matcher->serving_numbers, kept, NULL);
    *number = (uint32_t)matcher->servings.count;
    struct serving *serving = ARRAY_PUSH(matcher->arena, &matcher->servings);
    for (uint32_t i = 0; i < matcher->reading->mention_count; i++)
        if (mention_serves(run, leaf, i))
            *ARRAY_PUSH(matcher->arena, serving) = i;
    return serving;
}

/* The number in a list of the first mention that begins at a token or behind it. */
static size_t serving_from(const struct run *run, const struct serving *serving, uint32_t token)
{
    const struct mention *mentions = run->matcher->reading->mentions;
    size_t low = 0, high = serving->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions[serving->items[middle]].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* So many mentions of a list are looked at on each side: all of a report of usual length. */
enum { SIDE = 500 };

/* The entity that the most of some mentions of a list name; of several the one named first. */
static uint32_t most_named(const struct run *run, const struct serving *serving, size_t low,
                           size_t high)
{
    const struct mention *mentions = run->matcher->reading->mentions;
    struct map counts;
    uint32_t best = NO_ENTITY, most = 0;
    map_init(&counts, run->matcher->arena);
    for (size_t i = low; i < high; i++) {
        const uint32_t *entity = &mentions[serving->items[i]].entity;
        uint32_t *count =
            map_add(&counts, (struct span){(const char *)entity, sizeof *entity}, NULL);
        if (++*count > most || (*count == most && *entity < best)) {
            most = *count;
            best = *entity;
        }
    }
    return best;
}

/* The main thing of a list around a place of it; a huge report has one for each stretch. */
static uint32_t main_entity(const struct run *run, struct serving *serving, size_t at)
{
    size_t block = at / SIDE;
    if (serving->main_known && serving->main_block == block)
        return serving->main;
    size_t low = block ? (block - 1) * SIDE : 0, high = (block + 2) * SIDE;
    serving->main = most_named(run, serving, low, high < serving->count ? high : serving->count);
    serving->main_block = block;
    serving->main_known = true;
    return serving->main;
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
static uint32_t topic_mention(const struct run *run, const struct serving *serving,
                              const struct match *match)
{
    const struct reading *reading = run->matcher->reading;
    grammemes gender = pronoun_gender(reading, match);
    uint32_t found = NO_MENTION, behind = NO_MENTION, sentence = match->sentence;
    int best = 0;
    for (size_t k = serving_from(run, serving, run->sentence_end); k-- > 0;) {
        uint32_t i = serving->items[k];
        uint32_t here = reading->words[reading->mentions[i].first].sentence;
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
    uint16_t role = part->role;
    uint32_t day = news_day(run->matcher->reading, run->sentence_end);
    if (day == UINT32_MAX && run->sentence < HEADLINES)
        day = news_day_after(run->matcher->reading, run->sentence_end);
    if (day != UINT32_MAX && !role_is_bound(run, role))
        capture_mention(run, role, day, 0);
}

/* The last mention of a list before a place of it, else the first behind, that may be bound.
 * wanted: of that thing alone, unless it is NO_ENTITY. */
static uint32_t nearest_mention(const struct run *run, const struct serving *serving, size_t at,
                                uint32_t wanted)
{
    const struct mention *mentions = run->matcher->reading->mentions;
    for (size_t i = at; i-- > 0 && i + SIDE > at;)
        if ((wanted == NO_ENTITY || mentions[serving->items[i]].entity == wanted) &&
            !thing_is_bound(run, serving->items[i]))
            return serving->items[i];
    for (size_t i = at; i < serving->count && i < at + SIDE; i++)
        if ((wanted == NO_ENTITY || mentions[serving->items[i]].entity == wanted) &&
            !thing_is_bound(run, serving->items[i]))
            return serving->items[i];
    return NO_MENTION;
}

/* Whether a mention right before a match only tells to whom its person spoke: «сказал «Заре»
 * директор». */
static bool is_addressee(const struct reading *reading, const struct mention *mention,
                         const struct match *match)
{
    uint32_t before = mention->first;
    while (before > 0 && reading->tokens.items[before - 1].kind == TOKEN_QUOTE_OPEN)
        before--;
    const struct word *word = before ? &reading->words[before - 1] : NULL;
    return word && word->analysis_count && word->analyses[0].pos == POS_VERB &&
           mention->first + mention->token_count + 1 >= match->first &&
           mention->first < match->first;
}

/* Whether a mention heads the match's paragraph: all of its first sentence, or the first name of
 * one without a verb: «Омск. Губернатор Иван Петров …», «Омская область — банк «Восток». Меморандум
 * подписал губернатор …» of a digest. */
static bool is_rubric(const struct reading *reading, const struct mention *mention,
                      const struct match *match)
{
    enum { RUBRIC = 12 }; /* tokens */
    const struct sentence *sentences = reading->tokens.sentences;
    uint32_t there = reading->words[mention->first].sentence;
    const struct sentence *sentence = &sentences[there];
    if (there >= match->sentence || sentence->block != sentences[match->sentence].block)
        return false;
    if (sentence->count <= mention->token_count + 2)
        return true;
    bool heads = mention->first <= sentence->first + 1 && sentence->count <= RUBRIC &&
                 (there == 0 || sentences[there - 1].block != sentence->block);
    for (uint32_t i = sentence->first; heads && i < sentence->first + sentence->count; i++)
        heads = !reading->words[i].analysis_count || reading->words[i].mention ||
                !((1u << POS_VERB | 1u << POS_PARTICIPLE_SHORT | 1u << POS_ADJECTIVE_SHORT) >>
                      reading->words[i].analyses[0].pos &
                  1);
    return heads;
}

/* Whether a mention only tells where: «на форуме в Санкт-Петербурге». */
static bool is_scene(const struct reading *reading, const struct mention *mention)
{
    struct span before =
        mention->first ? reading->tokens.items[mention->first - 1].folded : SPAN("");
    return mention_cases(reading, mention) & GRAM_LOCATIVE &&
           (span_equal(before, SPAN("в")) || span_equal(before, SPAN("на")));
}

/* How much one mention makes its thing spoken of at a match: the nearer the more, as a subject
 * more than in another case, and in the first sentences, which tell what the report is about. */
static float prominence(const struct run *run, uint32_t index, const struct match *match)
{
    enum { HEADLINES = 3 };
    const struct reading *reading = run->matcher->reading;
    const struct mention *mention = &reading->mentions[index];
    uint32_t there = reading->words[mention->first].sentence;
    uint32_t far = match->sentence > there ? match->sentence - there : there - match->sentence;
    if (is_addressee(reading, mention, match))
        return 0.0f;
    float weight = 0.3f + 1.0f / (float)(1 + far) + (there < HEADLINES ? 0.6f : 0.0f);
    if (is_rubric(reading, mention, match))
        weight += 2.0f;
    if (is_scene(reading, mention))
        weight *= 0.5f;
    if (mention->first >= match->end)
        weight *= 0.3f;
    return mention_cases(reading, mention) & GRAM_NOMINATIVE ? 1.5f * weight : weight;
}

/* «губернатор области» is of no край. */
static bool land_fits(const struct run *run, uint32_t index, const struct match *match)
{
    const struct matcher *matcher = run->matcher;
    return land_fits_mention(matcher->reading, matcher->lexicon, match->first, match->end,
                             &matcher->reading->mentions[index]);
}

/* The nearest mention of the thing that is spoken of most around a place of a list. */
static uint32_t spoken_mention(const struct run *run, const struct serving *serving, size_t at,
                               const struct match *match)
{
    enum { REACH = 40 }; /* mentions on each side */
    struct {
        uint32_t last;
        float weight;
    } things[2 * REACH];
    const struct mention *mentions = run->matcher->reading->mentions;
    size_t known = 0, best = 0, low = at > REACH ? at - REACH : 0;
    for (size_t i = low; i < serving->count && i < at + REACH; i++) {
        uint32_t index = serving->items[i];
        size_t j = 0;
        if (thing_is_bound(run, index) || !land_fits(run, index, match))
            continue;
        while (j < known && mentions[things[j].last].entity != mentions[index].entity)
            j++;
        if (j == known) {
            things[j].last = index;
            things[known++].weight = 0.0f;
        }
        things[j].last = i < at ? index : things[j].last;
        things[j].weight += prominence(run, index, match);
        if (things[j].weight >= things[best].weight)
            best = j;
    }
    return known && things[best].weight > 0.0f ? things[best].last : NO_MENTION;
}

/* Binds the nearest mention of the report, or the nearest one of its main thing of that kind, or
 * what is spoken of, where the match has not bound the property. */
void run_near(struct run *run, const struct part *part, const struct match *match)
{
    uint16_t role = part->role;
    if (role_is_bound(run, role))
        return;
    struct serving *serving = serving_of(run, part);
    size_t at = serving_from(run, serving, match->end);
    uint32_t found =
        part->use == PART_TOPIC ? topic_mention(run, serving, match)
        : part->use == PART_SPOKEN
            ? spoken_mention(run, serving, at, match)
            : nearest_mention(run, serving, at,
                              part->use == PART_MAIN ? main_entity(run, serving, at) : NO_ENTITY);
    if (found != NO_MENTION && land_fits(run, found, match))
        capture_mention(run, role, found, NODE_INFERRED);
}

/* Which offers answer a need. */
#include "match.h"

#include <math.h>
#include <stdlib.h>

#include "map.h"

enum {
    COMMON_MOST = 400, /* offers of a feature that is worth looking for; heads count always */
    CLASS_SIZE = 5,    /* letters of «25.94», a class of ОКПД2 */
    KIND_SIZE = 8      /* of «25.94.11», a kind */
};

/* ---- codes ---- */

static bool code_within(struct span whole, struct span part)
{
    /* «25.9» is no part of «25.94»: only whole groups of digits and, behind the second, digits. */
    if (!whole.size || part.size < whole.size || !span_starts_with(part, whole))
        return false;
    return whole.size >= CLASS_SIZE || part.size == whole.size || part.data[whole.size] == '.';
}

float match_codes(struct span need, struct span offer)
{
    if (!need.size || !offer.size)
        return 0;
    if (span_equal(need, offer))
        return 1;
    if (code_within(need, offer))
        return 0.9F;
    if (code_within(offer, need))
        return offer.size >= KIND_SIZE ? 0.85F : 0.8F;
    size_t same = 0;
    while (same < need.size && same < offer.size && need.data[same] == offer.data[same])
        same++;
    return same >= KIND_SIZE ? 0.6F : same >= CLASS_SIZE ? 0.3F : 0;
}

/* ---- the index ---- */

struct postings {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/* The wares of a code's names. */
struct code_wares {
    struct ware *items;
    size_t count;
};

struct match_index {
    const struct products *products;
    struct arena *arena;
    const struct named_product *offers;
    struct ware *wares;
    size_t count;
    struct map by_feature; /* id, its bytes: index plus 1 of lists */
    struct map by_code;    /* a code, and each that it is within: the same */
    struct map codes[2];   /* by ware_side: code: index plus 1 of code_wares */
    struct {
        struct postings *items;
        size_t count;
        size_t capacity;
    } lists;
    struct {
        struct code_wares *items;
        size_t count;
        size_t capacity;
    } code_wares;
    uint32_t *stamps; /* by offer: of the need that it was a candidate of last */
    uint32_t stamp;
};

static struct span id_key(const uint32_t *id)
{
    return (struct span){(const char *)id, sizeof *id};
}

static void posting_add(struct match_index *index, struct map *map, struct span key, uint32_t offer)
{
    bool added;
    uint32_t *list = map_add(map, key, &added);
    if (added) {
        ARRAY_PUSH(index->arena, &index->lists);
        *list = (uint32_t)index->lists.count;
    }
    struct postings *postings = &index->lists.items[*list - 1];
    if (!postings->count || postings->items[postings->count - 1] != offer)
        *ARRAY_PUSH(index->arena, postings) = offer;
}

static const struct postings *postings_of(const struct match_index *index, const struct map *map,
                                          struct span key)
{
    const uint32_t *list = map_find(map, key);
    return list ? &index->lists.items[*list - 1] : NULL;
}

/* The wares that the names of a code are; none where the lexicon does not know it. */
static const struct code_wares *wares_of_code(struct match_index *index, struct span code,
                                              enum ware_side side)
{
    bool added;
    uint32_t *place = map_add(&index->codes[side], code, &added);
    if (!added)
        return &index->code_wares.items[*place - 1];
    struct code_wares *wares = ARRAY_PUSH(index->arena, &index->code_wares);
    *place = (uint32_t)index->code_wares.count;
    const struct span *names = products_of_code(index->products, code, &wares->count);
    wares->items = ARENA_NEW(index->arena, struct ware, wares->count + 1);
    for (size_t i = 0; i < wares->count; i++)
        ware_make(&wares->items[i], index->products, names[i], side, index->arena);
    return wares;
}

static void ware_index(struct match_index *index, const struct ware *ware, uint32_t offer)
{
    for (size_t i = 0; i < ware->feature_count; i++)
        posting_add(index, &index->by_feature, id_key(&ware->features[i].id), offer);
}

static void code_index(struct match_index *index, struct span code, uint32_t offer)
{
    for (size_t size = 2; size <= code.size; size++)
        posting_add(index, &index->by_code, span_slice(code, 0, size), offer);
}

struct match_index *match_index_make(const struct products *products,
                                     const struct named_product *offers, size_t count,
                                     struct arena *arena)
{
    struct match_index *index = ARENA_NEW(arena, struct match_index, 1);
    *index = (struct match_index){
        .products = products, .arena = arena, .offers = offers, .count = count};
    struct map *maps[] = {&index->by_feature, &index->by_code, &index->codes[0], &index->codes[1]};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        map_init(maps[i], arena);
    index->wares = ARENA_NEW(arena, struct ware, count + 1);
    index->stamps = ARENA_NEW(arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        ware_make(&index->wares[i], products, offers[i].words, WARE_OFFER, arena);
        ware_index(index, &index->wares[i], (uint32_t)i);
        code_index(index, offers[i].code, (uint32_t)i);
        if (offers[i].code.size && !offers[i].words.size) {
            const struct code_wares *wares = wares_of_code(index, offers[i].code, WARE_OFFER);
            for (size_t k = 0; k < wares->count; k++)
                ware_index(index, &wares->items[k], (uint32_t)i);
        }
    }
    return index;
}

/* ---- comparing words ---- */

static const float role_weights[] = {
    [ROLE_PLAIN] = 0,   [ROLE_HEAD] = 3,         [ROLE_GENERIC] = 1,
    [ROLE_NOUN] = 1.4F, [ROLE_ADJECTIVE] = 1.4F, [ROLE_GRADE] = 1.4F};

/* Rare words tell more: from 0.5 of one that all offers have to 1.2 of one that a single one has.
 */
static float rarity(const struct match_index *index, const struct product_word *word)
{
    const struct postings *postings =
        postings_of(index, &index->by_feature, id_key(&word->lemmas[0]));
    double df = postings ? (double)postings->count : 1;
    double most = log((double)index->count + 2);
    return (float)(0.5 + 0.7 * (log(((double)index->count + 2) / df) / most));
}

struct coverage {
    float by_word[PRODUCT_WORDS];
    const struct ware_feature *best[PRODUCT_WORDS]; /* of the need's words: what covers them */
    const struct ware_feature *other[PRODUCT_WORDS];
};

static void cover(float *by_word, const struct ware_feature *feature, float quality)
{
    for (size_t i = 0; i < PRODUCT_WORDS; i++)
        if (feature->mask >> i & 1 && by_word[i] < quality)
            by_word[i] = quality;
}

struct comparison {
    const struct ware *need;
    const struct ware *offer;
    struct coverage of_need;
    struct coverage of_offer;
    float heads; /* how surely the heads are the same */
};

static void feature_share(struct comparison *comparison, const struct ware_feature *need,
                          const struct ware_feature *offer)
{
    static const float by_generic = 0.5F; /* «материал» is «материал», and yet another */
    float quality = need->quality < offer->quality ? need->quality : offer->quality;
    float as_head = quality;
    uint32_t need_head = comparison->need->head, offer_head = comparison->offer->head;
    for (size_t i = 0; i < comparison->need->words.count; i++)
        if (need->mask >> i & 1 && comparison->of_need.by_word[i] < quality) {
            comparison->of_need.best[i] = need;
            comparison->of_need.other[i] = offer;
        }
    cover(comparison->of_need.by_word, need, quality);
    cover(comparison->of_offer.by_word, offer, quality);
    if (need_head >= PRODUCT_WORDS || offer_head >= PRODUCT_WORDS ||
        !(need->mask >> need_head & 1) || !(offer->mask >> offer_head & 1))
        return;
    if (need->mask == 1u << need_head && comparison->need->roles[need_head] == ROLE_GENERIC)
        as_head *= by_generic;
    if (comparison->heads < as_head)
        comparison->heads = as_head;
}

static void features_share(struct comparison *comparison)
{
    const struct ware *need = comparison->need, *offer = comparison->offer;
    size_t i = 0, k = 0;
    while (i < need->feature_count && k < offer->feature_count) {
        if (need->features[i].id < offer->features[k].id)
            i++;
        else if (need->features[i].id > offer->features[k].id)
            k++;
        else {
            for (size_t m = k;
                 m < offer->feature_count && offer->features[m].id == need->features[i].id; m++)
                feature_share(comparison, &need->features[i], &offer->features[m]);
            i++;
        }
    }
}

/* What of a ware's words, by weight, is covered. */
struct covered {
    float all;    /* the share of all words */
    float others; /* of those beside the head; 1 where there are none */
    bool grades;  /* it has a grade or size */
    bool grade;   /* one of them is covered */
};

static struct covered covered_of(const struct match_index *index, const struct ware *ware,
                                 const float *by_word)
{
    float all = 0, all_covered = 0, others = 0, others_covered = 0;
    struct covered covered = {0};
    for (size_t i = 0; i < ware->words.count; i++) {
        float weight = role_weights[ware->roles[i]] * rarity(index, &ware->words.items[i]);
        bool other = i != ware->head;
        all += weight;
        all_covered += weight * by_word[i];
        others += other ? weight : 0;
        others_covered += other ? weight * by_word[i] : 0;
        covered.grades |= ware->roles[i] == ROLE_GRADE;
        covered.grade |= ware->roles[i] == ROLE_GRADE && by_word[i] > 0;
    }
    covered.all = all > 0 ? all_covered / all : 0;
    covered.others = others > 0 ? others_covered / others : 1;
    return covered;
}

/* How alike two wares are by their words. */
static float words_compare(const struct match_index *index, struct comparison *comparison)
{
    static const float of_need = 0.7F, without_heads = 0.4F, other_kind = 0.3F, other_grade = 0.6F;
    features_share(comparison);
    struct covered need = covered_of(index, comparison->need, comparison->of_need.by_word);
    struct covered offer = covered_of(index, comparison->offer, comparison->of_offer.by_word);
    float score = (of_need * need.all + (1 - of_need) * offer.all) *
                  (without_heads + (1 - without_heads) * comparison->heads);
    /* Where each says something that the other does not, they are kinds of a thing that differ. */
    float apart = 1 - (need.others > offer.others ? need.others : offer.others);
    score *= 1 - other_kind * apart;
    return need.grades && offer.grades && !need.grade ? score * other_grade : score;
}

/* ---- reasons ---- */

/* The words of a ware that a mask names: from the first to the last. */
static struct span words_of(const struct ware *ware, uint32_t mask)
{
    const char *begin = NULL, *end = NULL;
    for (size_t i = 0; i < ware->words.count; i++) {
        if (!(mask >> i & 1))
            continue;
        struct span text = ware->words.items[i].text;
        begin = begin ? begin : text.data;
        end = text.data + text.size;
    }
    return begin ? (struct span){begin, (size_t)(end - begin)} : (struct span){0};
}

static void reason_add(struct match *match, enum match_reason_kind kind, struct span need,
                       struct span offer)
{
    for (size_t i = 0; i < match->reason_count; i++)
        if (match->reasons[i].kind == kind && span_equal(match->reasons[i].need, need))
            return;
    if (match->reason_count < MATCH_REASONS)
        match->reasons[match->reason_count++] = (struct match_reason){(uint8_t)kind, need, offer};
}

static void word_reasons(const struct comparison *comparison, struct match *match)
{
    static const uint8_t kinds[] = {
        [FEATURE_WORD] = REASON_WORD,    [FEATURE_GRADE] = REASON_GRADE,
        [FEATURE_NUMBER] = REASON_GRADE, [FEATURE_SYNONYM] = REASON_SYNONYM,
        [FEATURE_PART] = REASON_PART,    [FEATURE_ROOT] = REASON_ROOT};
    uint32_t head = comparison->need->head;
    for (size_t k = 0; k <= comparison->need->words.count; k++) {
        size_t i = k ? k - 1 : head; /* the head first */
        if (i >= comparison->need->words.count || (k && i == head) || !comparison->of_need.best[i])
            continue;
        reason_add(match, kinds[comparison->of_need.best[i]->kind],
                   words_of(comparison->need, comparison->of_need.best[i]->mask),
                   words_of(comparison->offer, comparison->of_need.other[i]->mask));
    }
}

/* ---- one need ---- */

struct finding {
    struct match_index *index;
    const struct named_product *need;
    struct ware ware;
    const struct code_wares *code; /* of the need's code; NULL */
    struct postings candidates;
    struct arena *scratch;
};

static void candidates_take(struct finding *finding, const struct postings *postings, bool always)
{
    struct match_index *index = finding->index;
    if (!postings || (!always && postings->count > COMMON_MOST))
        return;
    for (size_t i = 0; i < postings->count; i++) {
        uint32_t offer = postings->items[i];
        if (index->stamps[offer] == index->stamp)
            continue;
        index->stamps[offer] = index->stamp;
        *ARRAY_PUSH(finding->scratch, &finding->candidates) = offer;
    }
}

static void candidates_of_ware(struct finding *finding, const struct ware *ware)
{
    for (size_t i = 0; i < ware->feature_count; i++) {
        const struct ware_feature *feature = &ware->features[i];
        bool of_head = ware->head < PRODUCT_WORDS && feature->mask >> ware->head & 1;
        if (feature->noun || of_head)
            candidates_take(
                finding,
                postings_of(finding->index, &finding->index->by_feature, id_key(&feature->id)),
                of_head && feature->kind != FEATURE_ROOT);
    }
}

static void candidates_find(struct finding *finding)
{
    struct match_index *index = finding->index;
    struct span code = finding->need->code;
    index->stamp++;
    candidates_of_ware(finding, &finding->ware);
    for (size_t i = 0; finding->code && i < finding->code->count; i++)
        candidates_of_ware(finding, &finding->code->items[i]);
    if (!code.size)
        return;
    /* Offers within the need's code, of its kind, and of codes that it is within. */
    candidates_take(finding, postings_of(index, &index->by_code, code), true);
    candidates_take(finding, postings_of(index, &index->by_code, span_slice(code, 0, KIND_SIZE)),
                    false);
    candidates_take(finding, postings_of(index, &index->by_code, span_slice(code, 0, CLASS_SIZE)),
                    false);
}

/* The best of a code's names against a ware. */
static float code_words_compare(const struct match_index *index, const struct code_wares *wares,
                                const struct ware *ware, bool code_is_need)
{
    static const float surely = 0.85F; /* a name of a code holds more than the one product */
    float best = 0;
    for (size_t i = 0; i < wares->count; i++) {
        struct comparison comparison = {.need = code_is_need ? &wares->items[i] : ware,
                                        .offer = code_is_need ? ware : &wares->items[i]};
        float score = words_compare(index, &comparison);
        best = score > best ? score : best;
    }
    return best * surely;
}

static void code_reason(struct match *match, float codes, struct span need, struct span offer)
{
    if (codes > 0)
        reason_add(match,
                   codes >= 1     ? REASON_CODE_EQUAL
                   : codes >= 0.8 ? REASON_CODE_PART
                                  : REASON_CODE_NEAR,
                   need, offer);
}

/* The score by code and by words together. */
static float scores_join(float words, float codes, bool both_codes, bool both_words)
{
    if (!both_codes)
        return words;
    if (!both_words)
        return codes;
    if (codes >= 0.8F) /* each makes up for what the other lacks */
        return 1 - (1 - words) * (1 - 0.9F * codes);
    return words * (codes >= 0.6F ? 1.0F : codes >= 0.3F ? 0.9F : 0.75F);
}

static void offer_compare(struct finding *finding, uint32_t offer, struct match *match)
{
    struct match_index *index = finding->index;
    const struct named_product *need = finding->need, *named = &index->offers[offer];
    struct comparison comparison = {.need = &finding->ware, .offer = &index->wares[offer]};
    bool both_words = need->words.size && named->words.size;
    float words = both_words ? words_compare(index, &comparison) : 0;
    float codes = match_codes(need->code, named->code), by_code = 0;
    static const float beside_words = 0.75F; /* where the need says in words what it is */
    *match = (struct match){.offer = offer};
    if (codes >= 0.8F)
        code_reason(match, codes, need->code, named->code);
    word_reasons(&comparison, match);
    if (codes < 0.8F)
        code_reason(match, codes, need->code, named->code);
    match->score = scores_join(words, codes, need->code.size && named->code.size, both_words);
    if (finding->code && !named->code.size)
        by_code = code_words_compare(index, finding->code, &index->wares[offer], true) *
                  (both_words ? beside_words : 1);
    else if (named->code.size && !named->words.size && !need->code.size)
        by_code = code_words_compare(index, wares_of_code(index, named->code, WARE_OFFER),
                                     &finding->ware, false);
    if (by_code > match->score) {
        match->score = by_code;
        match->reason_count = 0;
        reason_add(match, REASON_CODE_WORDS, need->code.size ? need->code : need->words,
                   named->words.size ? named->words : named->code);
    }
}

static bool is_better(const struct match *one, const struct match *other)
{
    return one->score > other->score || (one->score == other->score && one->offer < other->offer);
}

/* Puts a match in its place among the best; the last of a full list falls out. */
static size_t match_insert(struct match *out, size_t count, size_t limit, const struct match *match)
{
    size_t at = count < limit ? count : limit;
    if (count == limit && (!limit || !is_better(match, &out[limit - 1])))
        return count;
    at = count < limit ? count : limit - 1;
    while (at > 0 && is_better(match, &out[at - 1])) {
        out[at] = out[at - 1];
        at--;
    }
    out[at] = *match;
    return count < limit ? count + 1 : count;
}

size_t match_find(struct match_index *index, const struct named_product *need, float least,
                  struct match *out, size_t limit, struct arena *scratch)
{
    struct finding finding = {.index = index, .need = need, .scratch = scratch};
    size_t count = 0;
    ware_make(&finding.ware, index->products, need->words, WARE_NEED, scratch);
    if (need->code.size)
        finding.code = wares_of_code(index, need->code, WARE_NEED);
    candidates_find(&finding);
    for (size_t i = 0; i < finding.candidates.count; i++) {
        struct match match;
        offer_compare(&finding, finding.candidates.items[i], &match);
        if (match.score >= least)
            count = match_insert(out, count, limit, &match);
    }
    return count;
}

/* Whether each word of the need that says anything is covered. */
static bool is_all_covered(const struct comparison *comparison)
{
    bool any = false;
    for (size_t i = 0; i < comparison->need->words.count; i++) {
        if (role_weights[comparison->need->roles[i]] <= 0)
            continue;
        if (comparison->of_need.by_word[i] <= 0)
            return false;
        any = true;
    }
    return any;
}

size_t match_seek(struct match_index *index, struct span words, struct match *out, size_t limit,
                  struct arena *scratch)
{
    static const float most = 0.5F; /* surer is only what is compared as a thing with a thing */
    const struct named_product asked = {.words = words};
    struct finding finding = {.index = index, .need = &asked, .scratch = scratch};
    size_t count = 0;
    ware_make(&finding.ware, index->products, words, WARE_NEED, scratch);
    candidates_find(&finding);
    for (size_t i = 0; i < finding.candidates.count; i++) {
        uint32_t offer = finding.candidates.items[i];
        struct comparison comparison = {.need = &finding.ware, .offer = &index->wares[offer]};
        struct match match = {.offer = offer};
        features_share(&comparison);
        if (!is_all_covered(&comparison))
            continue;
        word_reasons(&comparison, &match);
        match.score = most * covered_of(index, comparison.need, comparison.of_need.by_word).all;
        count = match_insert(out, count, limit, &match);
    }
    return count;
}

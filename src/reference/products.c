/* What products are called: phrases that name concepts, parts of wholes, names of codes. */
#include "products.h"

#include <stdlib.h>

#include "lines.h"
#include "map.h"
#include "parts.h"
#include "utf8.h"

enum {
    PHRASE_WORDS = 6,
    WINDOW = 5, /* words that a phrase may be spread over, beyond its own */
    PRODUCTS_LIMIT = 32 * 1024 * 1024,
    STEM_LEAST = 3 /* letters behind a prefix that make a word */
};

struct phrase {
    struct product_word words[PHRASE_WORDS];
    size_t count;
    uint32_t concept;
    uint32_t next; /* of the same first word: index plus 1; 0 */
};

struct concepts {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

struct concept {
    struct span name;
    uint32_t same; /* the concept that it was found to be; itself */
    bool whole;
    struct concepts wholes;
};

struct prefix {
    struct span text;
    uint32_t adjective;
};

struct code {
    struct span code;
    struct {
        struct span *items;
        size_t count;
        size_t capacity;
    } names;
};

struct products {
    struct arena arena;
    const struct morphology *morphology;
    struct map plain;   /* lemmas' ids, their bytes */
    struct map generic; /* the same */
    struct map by_word; /* lemma's id, its bytes: index plus 1 of a phrase */
    struct map by_text; /* folded text of a phrase: index plus 1 */
    struct {
        struct phrase *items;
        size_t count;
        size_t capacity;
    } phrases;
    struct {
        struct concept *items;
        size_t count;
        size_t capacity;
    } concepts; /* that of number n at n - 1 */
    struct {
        struct prefix *items;
        size_t count;
        size_t capacity;
    } prefixes;
    struct {
        struct code *items;
        size_t count;
        size_t capacity;
    } codes;
    struct map by_code; /* index plus 1 */
};

static struct span id_key(const uint32_t *id)
{
    return (struct span){(const char *)id, sizeof *id};
}

static uint32_t concept_root(const struct products *products, uint32_t concept)
{
    while (products->concepts.items[concept - 1].same != concept)
    concept = products->concepts.items[concept - 1].same;
    return concept;
}

/* ---- reading ---- */

static void phrase_index(struct products *products, size_t index)
{
    const struct product_word first = products->phrases.items[index].words[0];
    for (size_t i = 0; i < first.lemma_count; i++) {
        if (i) { /* a word of several lemmas stands once for each */
            struct phrase copy = products->phrases.items[index];
            *ARRAY_PUSH(&products->arena, &products->phrases) = copy;
        }
        size_t here = i ? products->phrases.count - 1 : index;
        uint32_t *key = ARENA_NEW(&products->arena, uint32_t, 1);
        *key = first.lemmas[i];
        bool added;
        uint32_t *head = map_add(&products->by_word, id_key(key), &added);
        products->phrases.items[here].next = added ? 0 : *head;
        *head = (uint32_t)here + 1;
    }
}

/* The concept that a phrase names, a new one where it named none; 0 where it has no words. */
static uint32_t phrase_concept(struct products *products, struct span text)
{
    struct product_words words;
    bool added;
    uint32_t *known = map_add(&products->by_text, reference_fold(text, &products->arena), &added);
    if (!added)
        return concept_root(products, products->phrases.items[*known - 1].concept);
    product_words_cut(products->morphology, text, &products->arena, &words);
    if (!words.count || words.count > PHRASE_WORDS)
        return 0;
    uint32_t concept = (uint32_t)products->concepts.count + 1;
    *ARRAY_PUSH(&products->arena, &products->concepts) =
        (struct concept){.name = text, .same = concept};
    struct phrase *phrase = ARRAY_PUSH(&products->arena, &products->phrases);
    memcpy(phrase->words, words.items, words.count * sizeof *words.items);
    phrase->count = words.count;
    phrase->concept = concept;
    *known = (uint32_t)products->phrases.count;
    phrase_index(products, products->phrases.count - 1);
    return concept;
}

/* Lets two concepts, both roots, be one. */
static void concepts_join(struct products *products, uint32_t first, uint32_t other)
{
    struct concept *into = &products->concepts.items[first - 1];
    struct concept *from = &products->concepts.items[other - 1];
    if (first == other)
        return;
    from->same = first;
    into->whole |= from->whole;
    for (size_t i = 0; i < from->wholes.count; i++)
        *ARRAY_PUSH(&products->arena, &into->wholes) = from->wholes.items[i];
}

/* Once all is read: wholes by the concepts that they were found to be. */
static void wholes_settle(struct products *products)
{
    for (size_t i = 0; i < products->concepts.count; i++) {
        struct concepts *wholes = &products->concepts.items[i].wholes;
        for (size_t k = 0; k < wholes->count; k++)
            wholes->items[k] = concept_root(products, wholes->items[k]);
    }
}

static bool synonyms_read(struct lines *lines, struct products *products, struct span name)
{
    struct span values = span_trim(lines->properties), value;
    uint32_t first = phrase_concept(products, name);
    if (!first)
        return lines_complain(lines, "phrase", name);
    while (value_next(lines, &values, &value)) {
        uint32_t other = phrase_concept(products, value);
        if (!other)
            return lines_complain(lines, "phrase", value);
        concepts_join(products, concept_root(products, first), other);
    }
    return true;
}

static bool parts_read(struct lines *lines, struct products *products, struct span name)
{
    struct span values = span_trim(lines->properties), value;
    uint32_t whole = phrase_concept(products, name);
    if (!whole)
        return lines_complain(lines, "phrase", name);
    products->concepts.items[whole - 1].whole = true;
    while (value_next(lines, &values, &value)) {
        uint32_t part = phrase_concept(products, value);
        if (!part)
            return lines_complain(lines, "phrase", value);
        *ARRAY_PUSH(&products->arena, &products->concepts.items[part - 1].wholes) = whole;
    }
    return true;
}

static bool words_read(struct lines *lines, struct products *products, struct map *into)
{
    struct span values = span_trim(lines->properties), value;
    while (value_next(lines, &values, &value)) {
        struct product_words *words = ARENA_NEW(&products->arena, struct product_words, 1);
        product_words_cut(products->morphology, value, &products->arena, words);
        for (size_t i = 0; i < words->count; i++)
            for (size_t k = 0; k < words->items[i].lemma_count; k++)
                map_add(into, id_key(&words->items[i].lemmas[k]), NULL);
    }
    return true;
}

static bool code_read(struct lines *lines, struct products *products, struct span name)
{
    struct span values = span_trim(lines->properties), value;
    bool added;
    uint32_t *index = map_add(&products->by_code, name, &added);
    if (!added)
        return lines_complain(lines, "phrase", name);
    struct code *code = ARRAY_PUSH(&products->arena, &products->codes);
    code->code = name;
    *index = (uint32_t)products->codes.count;
    while (value_next(lines, &values, &value))
        *ARRAY_PUSH(&products->arena, &code->names) = value;
    return code->names.count > 0 || lines_complain(lines, "phrase", name);
}

static bool prefix_read(struct lines *lines, struct products *products, struct span name)
{
    struct product_words words;
    product_words_cut(products->morphology, span_trim(lines->properties), &products->arena, &words);
    if (words.count != 1)
        return lines_complain(lines, "phrase", name);
    *ARRAY_PUSH(&products->arena, &products->prefixes) =
        (struct prefix){reference_fold(name, &products->arena), words.items[0].lemmas[0]};
    return true;
}

static bool line_take(struct lines *lines, struct products *products, struct span name)
{
    if (span_is(lines->section, "plain"))
        return words_read(lines, products, &products->plain);
    if (span_is(lines->section, "generic"))
        return words_read(lines, products, &products->generic);
    if (span_is(lines->section, "synonyms"))
        return synonyms_read(lines, products, name);
    if (span_is(lines->section, "parts"))
        return parts_read(lines, products, name);
    if (span_is(lines->section, "prefixes"))
        return prefix_read(lines, products, name);
    if (span_is(lines->section, "okpd2"))
        return code_read(lines, products, name);
    return lines_complain(lines, "section", lines->section);
}

struct opening {
    struct products *products;
    struct span folder;
    struct error *error;
    bool good;
};

static void products_load(void *context)
{
    struct opening *opening = context;
    struct lines lines;
    struct span name;
    if (!lines_open(&lines, &opening->products->arena, opening->folder, "products.txt", '|',
                    opening->error))
        return;
    while (lines_next(&lines, &name))
        if (!line_take(&lines, opening->products, name))
            return;
    wholes_settle(opening->products);
    opening->good = !lines.failed;
}

bool products_open(struct products **out, struct span data_folder,
                   const struct morphology *morphology, struct error *error)
{
    struct products *products = calloc(1, sizeof *products);
    *out = NULL;
    if (!products)
        return error_add(error, "lexicon.no_memory", NULL);
    arena_init(&products->arena, PRODUCTS_LIMIT);
    products->morphology = morphology;
    struct map *maps[] = {&products->plain, &products->generic, &products->by_word,
                          &products->by_text, &products->by_code};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        map_init(maps[i], &products->arena);
    struct opening opening = {.products = products, .folder = data_folder, .error = error};
    if (!arena_run(&products->arena, products_load, &opening))
        error_add(error, "lexicon.no_memory", NULL);
    if (!opening.good) {
        products_close(products);
        return false;
    }
    *out = products;
    return true;
}

void products_close(struct products *products)
{
    if (!products)
        return;
    arena_release(&products->arena);
    free(products);
}

const struct morphology *products_morphology(const struct products *products)
{
    return products->morphology;
}

/* ---- asking ---- */

static bool stands_in(const struct map *map, const struct product_word *word)
{
    for (size_t i = 0; i < word->lemma_count; i++)
        if (map_find(map, id_key(&word->lemmas[i])))
            return true;
    return false;
}

bool products_plain(const struct products *products, const struct product_word *word)
{
    return stands_in(&products->plain, word);
}

bool products_generic(const struct products *products, const struct product_word *word)
{
    return stands_in(&products->generic, word);
}

static bool words_equal(const struct product_word *left, const struct product_word *right)
{
    for (size_t i = 0; i < left->lemma_count; i++)
        for (size_t k = 0; k < right->lemma_count; k++)
            if (left->lemmas[i] == right->lemmas[k])
                return true;
    return false;
}

/* The words of a text that a phrase consists of, its first one at at; 0 where it does not stand
 * there. */
static uint32_t phrase_find(const struct phrase *phrase, const struct product_words *words,
                            size_t at)
{
    uint32_t mask = 1u << at;
    size_t from = at > WINDOW ? at - WINDOW : 0, to = at + phrase->count + WINDOW;
    for (size_t i = 1; i < phrase->count; i++) {
        size_t k = from;
        while (k < words->count && k < to &&
               (mask >> k & 1 || !words_equal(&phrase->words[i], &words->items[k])))
            k++;
        if (k >= words->count || k >= to)
            return 0;
        mask |= 1u << k;
    }
    return mask;
}

static size_t concept_add(struct product_concept *out, size_t count, struct product_concept found)
{
    for (size_t i = 0; i < count; i++)
        if (out[i].concept == found.concept && out[i].mask == found.mask)
            return count;
    if (count < PRODUCT_CONCEPTS)
        out[count++] = found;
    return count;
}

size_t products_concepts(const struct products *products, const struct product_words *words,
                         struct product_concept *out)
{
    size_t count = 0;
    for (size_t at = 0; at < words->count; at++) {
        const struct product_word *word = &words->items[at];
        for (size_t k = 0; k < word->lemma_count; k++) {
            const uint32_t *head = map_find(&products->by_word, id_key(&word->lemmas[k]));
            for (uint32_t i = head ? *head : 0; i; i = products->phrases.items[i - 1].next) {
                const struct phrase *phrase = &products->phrases.items[i - 1];
                uint32_t mask = phrase_find(phrase, words, at);
                if (mask)
                    count = concept_add(
                        out, count,
                        (struct product_concept){concept_root(products, phrase->concept), mask});
            }
        }
    }
    return count;
}

struct span products_name(const struct products *products, uint32_t concept)
{
    return products->concepts.items[concept - 1].name;
}

const uint32_t *products_wholes(const struct products *products, uint32_t concept, size_t *count)
{
    const struct concepts *wholes = &products->concepts.items[concept - 1].wholes;
    *count = wholes->count;
    return wholes->items;
}

bool products_whole(const struct products *products, uint32_t concept)
{
    return products->concepts.items[concept - 1].whole;
}

bool products_split(const struct products *products, const struct product_word *word,
                    struct span *rest, uint32_t *adjective)
{
    size_t longest = 0;
    if (word->grade)
        return false;
    for (size_t i = 0; i < products->prefixes.count; i++) {
        const struct prefix *prefix = &products->prefixes.items[i];
        if (prefix->text.size <= longest || !span_starts_with(word->folded, prefix->text))
            continue;
        struct span behind = span_slice(word->folded, prefix->text.size, word->folded.size);
        if (behind.size && behind.data[0] == '-')
            behind = span_slice(behind, 1, behind.size);
        struct analysis analysis;
        if (utf8_count(behind) < STEM_LEAST ||
            !morphology_analyze(products->morphology, behind, &analysis, 1) || !analysis.known)
            continue;
        longest = prefix->text.size;
        *rest = behind;
        *adjective = prefix->adjective;
    }
    return longest > 0;
}

const struct span *products_of_code(const struct products *products, struct span code,
                                    size_t *count)
{
    for (size_t size = code.size; size > 0; size--) {
        const uint32_t *index = map_find(&products->by_code, span_slice(code, 0, size));
        if (!index)
            continue;
        *count = products->codes.items[*index - 1].names.count;
        return products->codes.items[*index - 1].names.items;
    }
    *count = 0;
    return NULL;
}

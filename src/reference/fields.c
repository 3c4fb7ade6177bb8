/* Fields of activity: patterns of words, found by the first of them. */
#include "fields.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "lines.h"
#include "parts.h"
#include "utf8.h"

enum {
    PART_LEMMAS = 4,
    PHRASE_PARTS = 5,
    GAP = 2, /* words that may stand between two parts of a phrase */
    TEXT_WORDS = 64,
    FIELD_COUNT = 96,
    BEGIN_LETTERS = 2, /* by so many letters words that begin alike are found */
    FIELDS_LIMIT = 16 * 1024 * 1024,
};

/* A word of a pattern. */
struct part {
    uint32_t lemmas[PART_LEMMAS]; /* 0 where there are no more */
    struct span text;             /* of those below: as it stands, or folded */
    bool begins;                  /* words that begin so: «нефтехим*» */
    bool capitals;                /* as it stands */
};

struct pattern {
    struct part parts[PHRASE_PARTS];
    uint8_t count;
    uint8_t field;
    bool weak;
    uint32_t next; /* of the same first word: index plus 1; 0 */
};

struct fields {
    struct arena arena;
    const struct morphology *morphology;
    struct field items[FIELD_COUNT];
    size_t count;
    struct {
        struct pattern *items;
        size_t count;
        size_t capacity;
    } patterns;
    struct map by_lemma; /* lemma's id, its bytes: index plus 1 of a pattern */
    struct map by_begin; /* the first letters of the folded word: the same */
};

/* ---- words ---- */

struct word {
    struct span text;
    struct span folded;
    uint32_t lemmas[ANALYSIS_LIMIT];
    size_t lemma_count;
};

static bool is_word_letter(uint32_t letter)
{
    return code_point_is_letter(letter) || code_point_is_digit(letter);
}

/* Takes the next word off *rest: letters, digits and hyphens within. */
static bool word_next(struct span *rest, struct span *word)
{
    size_t at = 0, start = 0, end = 0;
    while (at < rest->size) {
        size_t next = at;
        uint32_t letter = utf8_next(*rest, &next);
        if (is_word_letter(letter)) {
            start = end ? start : at;
            end = next;
        } else if (end && letter != '-') {
            break;
        }
        at = next;
    }
    *word = span_slice(*rest, start, end);
    *rest = span_slice(*rest, at, rest->size);
    return end > 0;
}

static void lemma_add(uint32_t *lemmas, size_t *count, size_t limit, uint32_t lemma)
{
    for (size_t i = 0; i < *count; i++)
        if (lemmas[i] == lemma)
            return;
    if (lemma && *count < limit)
        lemmas[(*count)++] = lemma;
}

static size_t lemmas_of(const struct morphology *morphology, struct span word, uint32_t *lemmas,
                        size_t limit)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    size_t found = 0, count = morphology_analyze(morphology, word, analyses, ANALYSIS_LIMIT);
    for (size_t i = 0; i < count; i++)
        if (analyses[i].known)
            lemma_add(lemmas, &found, limit, analyses[i].lemma);
    return found;
}

static bool is_in_capitals(struct span text)
{
    size_t upper = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t letter = utf8_next(text, &at);
        if (code_point_is_lower(letter))
            return false;
        upper += code_point_is_upper(letter);
    }
    return upper > 0;
}

/* The first letters of a folded word; the word where it is shorter. */
static struct span begin_of(struct span folded)
{
    size_t at = 0;
    for (int i = 0; i < BEGIN_LETTERS && at < folded.size; i++)
        utf8_next(folded, &at);
    return span_slice(folded, 0, at);
}

/* ---- lines ---- */

static void pattern_index(struct fields *fields, size_t index)
{
    struct pattern *pattern = &fields->patterns.items[index];
    const struct part *first = &pattern->parts[0];
    bool added;
    uint32_t *head;
    if (first->begins || first->capitals || !first->lemmas[0]) {
        struct span folded = reference_fold(first->text, &fields->arena);
        head = map_add(&fields->by_begin, begin_of(folded), &added);
        pattern->next = added ? 0 : *head;
        *head = (uint32_t)index + 1;
        return;
    }
    /* A word of several lemmas stands once for each. */
    struct pattern copy = *pattern;
    for (size_t i = 0; i < PART_LEMMAS && copy.parts[0].lemmas[i]; i++) {
        if (i)
            *ARRAY_PUSH(&fields->arena, &fields->patterns) = copy;
        size_t here = i ? fields->patterns.count - 1 : index;
        uint32_t *key = ARENA_NEW(&fields->arena, uint32_t, 1);
        *key = copy.parts[0].lemmas[i];
        head = map_add(&fields->by_lemma, (struct span){(const char *)key, sizeof *key}, &added);
        fields->patterns.items[here].next = added ? 0 : *head;
        *head = (uint32_t)here + 1;
    }
}

static bool part_read(struct fields *fields, struct span word, struct part *part)
{
    *part = (struct part){.text = word};
    if (span_ends_with(word, SPAN("*"))) {
        part->begins = true;
        part->text = span_slice(word, 0, word.size - 1);
    }
    part->capitals = is_in_capitals(part->text);
    if (!part->capitals)
        part->text = reference_fold(part->text, &fields->arena);
    if (!part->capitals && !part->begins)
        lemmas_of(fields->morphology, word, part->lemmas, PART_LEMMAS);
    return part->text.size > 0;
}

static bool pattern_read(struct lines *lines, struct fields *fields, struct span phrase, bool weak)
{
    struct pattern pattern = {.field = (uint8_t)(fields->count - 1), .weak = weak};
    struct span rest = phrase, word;
    while (rest.data && span_next_part(&rest, ' ', &word)) {
        if (!word.size)
            continue;
        if (pattern.count == PHRASE_PARTS ||
            !part_read(fields, word, &pattern.parts[pattern.count++]))
            return lines_complain(lines, "phrase", phrase);
    }
    if (!pattern.count)
        return lines_complain(lines, "phrase", phrase);
    *ARRAY_PUSH(&fields->arena, &fields->patterns) = pattern;
    pattern_index(fields, fields->patterns.count - 1);
    return true;
}

static bool words_read(struct lines *lines, struct fields *fields, struct span values, bool weak)
{
    struct span value;
    while (value_next(lines, &values, &value))
        if (!pattern_read(lines, fields, value, weak))
            return false;
    return true;
}

static bool line_take(struct lines *lines, struct fields *fields, struct span name)
{
    struct span values = span_trim(lines->properties);
    if (!fields->count || !span_equal(fields->items[fields->count - 1].code, lines->section)) {
        if (fields->count == FIELD_COUNT || field_named(fields, lines->section))
            return lines_complain(lines, "section", lines->section);
        fields->items[fields->count++] = (struct field){.code = lines->section};
    }
    struct field *field = &fields->items[fields->count - 1];
    if (span_equal(name, SPAN("ru")))
        field->ru = values;
    else if (span_equal(name, SPAN("en")))
        field->en = values;
    else if (span_equal(name, SPAN("okved")))
        return names_read(lines, values, &field->okved);
    else if (span_equal(name, SPAN("okpd")))
        return names_read(lines, values, &field->okpd);
    else if (span_equal(name, SPAN("words")))
        return words_read(lines, fields, values, false);
    else if (span_equal(name, SPAN("weak")))
        return words_read(lines, fields, values, true);
    else
        return lines_complain(lines, "unknown_property", name);
    return true;
}

struct opening {
    struct fields *fields;
    struct span folder;
    struct error *error;
    bool good;
};

static void fields_load(void *context)
{
    struct opening *opening = context;
    struct fields *fields = opening->fields;
    struct lines lines;
    struct span name;
    if (!lines_open(&lines, &fields->arena, opening->folder, "fields.txt", '|', opening->error))
        return;
    while (lines_next(&lines, &name))
        if (!line_take(&lines, fields, name))
            return;
    opening->good = !lines.failed;
}

bool fields_open(struct fields **out, struct span data_folder, const struct morphology *morphology,
                 struct error *error)
{
    struct fields *fields = calloc(1, sizeof *fields);
    *out = NULL;
    if (!fields)
        return error_add(error, "lexicon.no_memory", NULL);
    arena_init(&fields->arena, FIELDS_LIMIT);
    fields->morphology = morphology;
    map_init(&fields->by_lemma, &fields->arena);
    map_init(&fields->by_begin, &fields->arena);
    struct opening opening = {.fields = fields, .folder = data_folder, .error = error};
    if (!arena_run(&fields->arena, fields_load, &opening))
        error_add(error, "lexicon.no_memory", NULL);
    if (!opening.good) {
        fields_close(fields);
        return false;
    }
    *out = fields;
    return true;
}

void fields_close(struct fields *fields)
{
    if (!fields)
        return;
    arena_release(&fields->arena);
    free(fields);
}

const struct field *fields_all(const struct fields *fields, size_t *count)
{
    *count = fields->count;
    return fields->items;
}

const struct field *field_named(const struct fields *fields, struct span name)
{
    enum { NAME = 512 };
    char wanted[NAME], given[NAME];
    name = span_trim(name);
    if (name.size > NAME)
        return NULL;
    struct span folded = {wanted, utf8_lower(name, wanted, true)};
    for (size_t i = 0; i < fields->count; i++) {
        const struct span names[] = {fields->items[i].code, fields->items[i].ru,
                                     fields->items[i].en};
        for (size_t k = 0; k < 3; k++)
            if (names[k].size <= NAME &&
                span_equal(folded, (struct span){given, utf8_lower(names[k], given, true)}))
                return &fields->items[i];
    }
    return NULL;
}

/* ---- finding ---- */

struct finding {
    const struct fields *fields;
    struct word words[TEXT_WORDS];
    char folded[TEXT_WORDS * 64];
    size_t count;
    double strong[FIELD_COUNT];
    double weak[FIELD_COUNT];
    size_t first[FIELD_COUNT]; /* word at which a field is found first, plus 1 */
};

static bool part_begins(const struct part *part, struct span word)
{
    if (part->begins)
        return span_starts_with(word, part->text);
    return span_equal(word, part->text);
}

/* Whether a word is the part: also the piece behind a hyphen, «нано-композит». */
static bool part_fits(const struct part *part, const struct word *word)
{
    if (part->lemmas[0]) {
        for (size_t i = 0; i < PART_LEMMAS && part->lemmas[i]; i++)
            for (size_t k = 0; k < word->lemma_count; k++)
                if (part->lemmas[i] == word->lemmas[k])
                    return true;
        return false;
    }
    return part_begins(part, part->capitals ? word->text : word->folded);
}

static bool pattern_fits(const struct finding *finding, const struct pattern *pattern, size_t at)
{
    if (!part_fits(&pattern->parts[0], &finding->words[at]))
        return false;
    for (size_t i = 1; i < pattern->count; i++) {
        size_t end = at + 1 + GAP < finding->count ? at + 1 + GAP : finding->count - 1;
        size_t k = at + 1;
        while (k <= end && !part_fits(&pattern->parts[i], &finding->words[k]))
            k++;
        if (k > end || k >= finding->count)
            return false;
        at = k;
    }
    return true;
}

/* A phrase tells more than its words. */
static double weight_of(const struct pattern *pattern)
{
    return pattern->count == 1 ? 1 : 1.5 * pattern->count;
}

static void patterns_try(struct finding *finding, uint32_t first, size_t at, double *best)
{
    for (uint32_t i = first; i;) {
        const struct pattern *pattern = &finding->fields->patterns.items[i - 1];
        double weight = weight_of(pattern);
        if (pattern_fits(finding, pattern, at)) {
            double *scores = pattern->weak ? finding->weak : finding->strong;
            if (!finding->first[pattern->field])
                finding->first[pattern->field] = at + 1;
            /* A word counts once for a field, whatever its patterns. */
            double *here = &best[pattern->field];
            if (pattern->weak)
                scores[pattern->field] += 0.3;
            else if (weight > *here) {
                scores[pattern->field] += weight - *here;
                *here = weight;
            }
        }
        i = pattern->next;
    }
}

static void word_try(struct finding *finding, size_t at)
{
    double best[FIELD_COUNT] = {0};
    const struct word *word = &finding->words[at];
    const uint32_t *first = map_find(&finding->fields->by_begin, begin_of(word->folded));
    if (first)
        patterns_try(finding, *first, at, best);
    for (size_t i = 0; i < word->lemma_count; i++) {
        struct span key = {(const char *)&word->lemmas[i], sizeof word->lemmas[i]};
        first = map_find(&finding->fields->by_lemma, key);
        if (first)
            patterns_try(finding, *first, at, best);
    }
}

static void words_cut(struct finding *finding, struct span text)
{
    size_t used = 0;
    struct span piece;
    while (finding->count < TEXT_WORDS && word_next(&text, &piece)) {
        struct word *word = &finding->words[finding->count];
        if (used + piece.size > sizeof finding->folded)
            return;
        char *folded = finding->folded + used;
        *word = (struct word){.text = piece};
        word->folded = (struct span){folded, utf8_lower(piece, folded, true)};
        used += word->folded.size;
        word->lemma_count =
            lemmas_of(finding->fields->morphology, piece, word->lemmas, ANALYSIS_LIMIT);
        finding->count++;
    }
}

/* The best of the fields not yet taken; FIELD_COUNT where there is none. */
static size_t best_of(const struct finding *finding, const double *scores, const bool *taken)
{
    size_t best = FIELD_COUNT;
    for (size_t i = 0; i < finding->fields->count; i++) {
        if (taken[i] || scores[i] <= 0)
            continue;
        if (best == FIELD_COUNT || scores[i] > scores[best] + 1e-9 ||
            (scores[i] > scores[best] - 1e-9 && finding->first[i] < finding->first[best]))
            best = i;
    }
    return best;
}

size_t fields_of_text(const struct fields *fields, struct span text, const struct field **out)
{
    static const double least = 0.33; /* of the best one's score, to be told beside it */
    struct finding finding = {.fields = fields};
    bool taken[FIELD_COUNT] = {false};
    size_t count = 0;
    words_cut(&finding, text);
    for (size_t i = 0; i < finding.count; i++)
        word_try(&finding, i);
    const double *scores = finding.strong;
    if (best_of(&finding, scores, taken) == FIELD_COUNT)
        scores = finding.weak;
    double most = 0;
    while (count < FIELDS_MOST) {
        size_t best = best_of(&finding, scores, taken);
        if (best == FIELD_COUNT || scores[best] < least * most)
            break;
        most = scores[best] > most ? scores[best] : most;
        taken[best] = true;
        out[count++] = &fields->items[best];
    }
    return count;
}

void field_set_add(struct field_set *set, const struct fields *fields, const struct field *field)
{
    size_t place = (size_t)(field - fields->items);
    _Static_assert(FIELD_COUNT <= 8 * sizeof set->bits, "each has a bit");
    set->bits[place / 64] |= (uint64_t)1 << place % 64;
}

bool field_set_has(const struct field_set *set, const struct fields *fields,
                   const struct field *field)
{
    size_t place = (size_t)(field - fields->items);
    return set->bits[place / 64] >> place % 64 & 1;
}

/* ---- memory ---- */

enum { KEPT_TEXTS = 1 << 16, ENTITY_BITS = 17, KEPT_ENTITIES = 1 << ENTITY_BITS };

struct kept_text {
    XXH128_hash_t hash;
    uint8_t count;
    uint8_t fields[FIELDS_MOST];
    bool kept;
};

struct field_memory {
    const struct fields *fields; /* of which the places are */
    int64_t notes[2];
    struct kept_text texts[KEPT_TEXTS]; /* each where its hash says */
    struct kept_entity {
        int64_t number; /* 0: free */
        struct field_set set;
    } entities[KEPT_ENTITIES];
};

bool field_memory_new(struct field_memory **memory)
{
    *memory = calloc(1, sizeof **memory);
    return *memory != NULL;
}

void field_memory_free(struct field_memory *memory)
{
    free(memory);
}

size_t fields_of_text_recall(struct field_memory *memory, const struct fields *fields,
                             struct span text, const struct field **out)
{
    if (!memory)
        return fields_of_text(fields, text, out);
    if (memory->fields != fields) {
        memset(memory, 0, sizeof *memory);
        memory->fields = fields;
    }
    XXH128_hash_t hash = XXH3_128bits(text.data, text.size);
    struct kept_text *kept = &memory->texts[hash.low64 & (KEPT_TEXTS - 1)];
    if (!kept->kept || !XXH128_isEqual(kept->hash, hash)) {
        kept->hash = hash;
        kept->count = (uint8_t)fields_of_text(fields, text, out);
        for (size_t i = 0; i < kept->count; i++)
            kept->fields[i] = (uint8_t)(out[i] - fields->items);
        kept->kept = true;
    }
    for (size_t i = 0; i < kept->count; i++)
        out[i] = &fields->items[kept->fields[i]];
    return kept->count;
}

/* Neighbours among a list's entities are some twenty numbers apart: a multiplication spreads them.
 */
static size_t entity_slot(int64_t number)
{
    return (size_t)((uint64_t)number * 0x9e3779b97f4a7c15U >> (64 - ENTITY_BITS));
}

bool field_memory_find(const struct field_memory *memory, int64_t number, struct field_set *set)
{
    const struct kept_entity *kept = memory ? &memory->entities[entity_slot(number)] : NULL;
    if (!kept || kept->number != number)
        return false;
    *set = kept->set;
    return true;
}

void field_memory_keep(struct field_memory *memory, int64_t number, struct field_set set)
{
    if (memory)
        memory->entities[entity_slot(number)] = (struct kept_entity){number, set};
}

void field_memory_drop(struct field_memory *memory, int64_t number)
{
    struct kept_entity *kept = &memory->entities[entity_slot(number)];
    if (kept->number == number)
        kept->number = 0;
}

int64_t *field_memory_notes(struct field_memory *memory)
{
    return memory->notes;
}

void field_memory_forget(struct field_memory *memory)
{
    if (memory)
        memset(memory->entities, 0, sizeof memory->entities);
}

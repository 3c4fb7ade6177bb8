/* Opening the compiled dictionary and walking its automata; dictionary.h has the format. */
#include "dictionary.h"

static const uint32_t OTHER_LETTERS[] = {0, '\'', '-', '1', 0x2019};

static const size_t ITEM_SIZE[SECTION_COUNT] = {
    [SECTION_WORD_UNITS] = 4,
    [SECTION_WORD_READINGS] = 4,
    [SECTION_ENDING_UNITS] = 4,
    [SECTION_ENDING_READINGS] = 4,
    [SECTION_FORMS] = sizeof(struct dictionary_form),
    [SECTION_SUFFIXES] = 4,
    [SECTION_SUFFIX_TEXT] = 1,
    [SECTION_FOLDED_TEXT] = 1,
    [SECTION_TAGS] = sizeof(struct dictionary_tag),
    [SECTION_TAG_TEXT] = 1,
};

struct file_head {
    char magic[8];
    uint32_t version;
    uint32_t section_count;
    struct {
        uint32_t offset;
        uint32_t items;
    } sections[SECTION_COUNT];
};

uint8_t dictionary_code(uint32_t code_point)
{
    if (code_point >= 0x430 && code_point <= 0x44F) {
        return (uint8_t)(CODE_A + (code_point - 0x430));
    }
    if (code_point >= 0x410 && code_point <= 0x42F) {
        return (uint8_t)(CODE_A + (code_point - 0x410));
    }
    if (code_point == 0x451 || code_point == 0x401) {
        return CODE_YO;
    }
    for (uint8_t i = 1; i < sizeof OTHER_LETTERS / sizeof *OTHER_LETTERS; i++) {
        if (OTHER_LETTERS[i] == code_point) {
            return i;
        }
    }
    return 0;
}

uint32_t dictionary_letter(uint8_t code)
{
    if (code >= CODE_A && code < CODES) {
        return 0x430u + code - CODE_A;
    }
    if (code == CODE_YO) {
        return 0x451;
    }
    return code < sizeof OTHER_LETTERS / sizeof *OTHER_LETTERS ? OTHER_LETTERS[code] : 0;
}

static const uint8_t PREFIX_LETTERS[] = {0, 2, 3};

/* Why the tables cannot be used; NULL where they can. */
static const char *forms_problem(const struct dictionary *dictionary)
{
    const uint32_t *counts = dictionary->counts;
    if (counts[SECTION_SUFFIXES] < 2 || counts[SECTION_FORMS] == 0 ||
        counts[SECTION_FORMS] > READING_FORM || dictionary->forms[0].index != 0) {
        return "tables";
    }
    for (uint32_t i = 0; i < counts[SECTION_FORMS]; i++) {
        const struct dictionary_form *form = &dictionary->forms[i];
        if ((form->suffix & 0x3FFFu) + 1 >= counts[SECTION_SUFFIXES] || form->suffix >> 14 > 2 ||
            form->tag >= counts[SECTION_TAGS] ||
            (form->index != 0 && form->index != dictionary->forms[i - 1].index + 1) ||
            form->lemma > form->index || form->front != PREFIX_LETTERS[form->suffix >> 14]) {
            return "forms";
        }
    }
    return NULL;
}

static const char *tables_problem(const struct dictionary *dictionary)
{
    const uint32_t *counts = dictionary->counts;
    const char *problem = forms_problem(dictionary);
    if (problem) {
        return problem;
    }
    if (counts[SECTION_SUFFIX_TEXT] != counts[SECTION_FOLDED_TEXT] ||
        dictionary->suffixes[0] != 0 ||
        dictionary->suffixes[counts[SECTION_SUFFIXES] - 1] > counts[SECTION_SUFFIX_TEXT]) {
        return "suffixes";
    }
    for (uint32_t i = 1; i < counts[SECTION_SUFFIXES]; i++) {
        if (dictionary->suffixes[i] < dictionary->suffixes[i - 1] ||
            dictionary->suffixes[i] - dictionary->suffixes[i - 1] > DICTIONARY_SUFFIX_MAX) {
            return "suffixes";
        }
    }
    for (uint32_t i = 0; i < counts[SECTION_FORMS]; i++) {
        uint32_t suffix = dictionary->forms[i].suffix & 0x3FFF;
        if (dictionary->forms[i].letters !=
            dictionary->suffixes[suffix + 1] - dictionary->suffixes[suffix]) {
            return "forms";
        }
    }
    if (counts[SECTION_TAG_TEXT] == 0 ||
        dictionary->tag_text[counts[SECTION_TAG_TEXT] - 1] != '\0') {
        return "tags";
    }
    for (uint32_t i = 0; i < counts[SECTION_TAGS]; i++) {
        if (dictionary->tags[i].text >= counts[SECTION_TAG_TEXT]) {
            return "tags";
        }
    }
    if (counts[SECTION_WORD_UNITS] == 0 || counts[SECTION_ENDING_UNITS] == 0) {
        return "units";
    }
    return NULL;
}

/* Points the dictionary's members into the file. */
static const char *sections_problem(struct dictionary *dictionary, struct span bytes)
{
    const struct file_head *head = (const void *)bytes.data;
    if (bytes.size < sizeof *head || memcmp(head->magic, DICTIONARY_MAGIC, 8) != 0) {
        return "magic";
    }
    if (head->version != DICTIONARY_VERSION || head->section_count != SECTION_COUNT) {
        return "version";
    }
    const void **members[SECTION_COUNT] = {
        (const void **)&dictionary->word_units,   (const void **)&dictionary->word_readings,
        (const void **)&dictionary->ending_units, (const void **)&dictionary->ending_readings,
        (const void **)&dictionary->forms,        (const void **)&dictionary->suffixes,
        (const void **)&dictionary->suffix_text,  (const void **)&dictionary->folded_text,
        (const void **)&dictionary->tags,         (const void **)&dictionary->tag_text,
    };
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        uint64_t end = head->sections[i].offset + (uint64_t)head->sections[i].items * ITEM_SIZE[i];
        if (head->sections[i].offset % 8 != 0 || end > bytes.size) {
            return "sections";
        }
        *members[i] = bytes.data + head->sections[i].offset;
        dictionary->counts[i] = head->sections[i].items;
    }
    return tables_problem(dictionary);
}

const char *dictionary_of_bytes(struct dictionary *dictionary, struct span bytes)
{
    *dictionary = (struct dictionary){.file = {{NULL, 0}}};
    return sections_problem(dictionary, bytes);
}

bool dictionary_open(struct dictionary *dictionary, const char *path, struct error *error)
{
    *dictionary = (struct dictionary){.file = {{NULL, 0}}};
    if (!mapped_file_open(&dictionary->file, path, error)) {
        return false;
    }
    const char *problem = sections_problem(dictionary, dictionary->file.bytes);
    if (problem) {
        mapped_file_close(&dictionary->file);
        return error_add(error, "dictionary.damaged", "file", path, "problem", problem, NULL);
    }
    return true;
}

void dictionary_close(struct dictionary *dictionary)
{
    mapped_file_close(&dictionary->file);
}

enum { FORKS = 32 };

/* A walk through one automaton, collecting the readings of a key and of its spellings with ё. */
struct walk {
    const uint32_t *units;
    uint32_t unit_count;
    uint32_t reading_count;
    const uint32_t *readings;
    uint32_t form_count;
    const uint8_t *codes;
    size_t size;
    ptrdiff_t
        direction; /* 1, or -1 for keys that stand backwards: codes is then their last letter */
    struct dictionary_reading *out;
    size_t limit;
    size_t count;
    size_t forks; /* left to try: a sound file needs a handful, a damaged one could fork for ever */
};

static void collect(struct walk *walk, uint32_t unit, bool yo)
{
    if (!(unit & (UNIT_FINAL | UNIT_LEAF))) {
        return;
    }
    uint32_t first = unit >> UNIT_BASE_SHIFT;
    if (!(unit & UNIT_LEAF)) {
        if (first >= walk->unit_count) {
            return;
        }
        first = walk->units[first] >> UNIT_BASE_SHIFT;
    }
    struct dictionary_reading *out = walk->out + walk->count, *end = walk->out + walk->limit;
    for (uint32_t i = first; i < walk->reading_count && out < end; i++) {
        uint32_t reading = walk->readings[i];
        *out = (struct dictionary_reading){
            .form = reading & READING_FORM,
            .weight = reading >> READING_WEIGHT_SHIFT & READING_WEIGHT,
            .yo = yo,
        };
        out += out->form < walk->form_count;
        if (reading & READING_LAST) {
            break;
        }
    }
    walk->count = (size_t)(out - walk->out);
}

/* The unit that the letter code leads to from unit; 0 where there is none. */
static inline uint32_t follow(const uint32_t *units, uint32_t unit_count, uint32_t unit,
                              uint8_t code)
{
    uint32_t next = unit >> UNIT_BASE_SHIFT ^ code;
    if (next >= unit_count || unit & UNIT_LEAF) {
        return 0;
    }
    uint32_t found = units[next];
    return (found & UNIT_LETTER) == code ? found : 0;
}

/* Walks on from unit at position: first with the letters as they stand, then with the last е as ё,
 * the one before it, and so on (which is the order of az). Each е forks once, and a fork dies at
 * its next letter unless a word has that ё, so the walk stays linear for the words that there are.
 * No unit has a code of 64 or above, nor 0, so that such letters end the walk. */
static void walk_on(struct walk *walk, uint32_t unit, size_t position, bool yo)
{
    struct {
        uint32_t unit;
        uint32_t position;
    } forks[FORKS];
    size_t fork_count = 0, size = walk->size;
    const uint32_t *units = walk->units;
    const uint8_t *codes = walk->codes;
    uint32_t unit_count = walk->unit_count;
    ptrdiff_t direction = walk->direction;
    while (position < size && unit) {
        uint8_t code = codes[(ptrdiff_t)position * direction];
        position++;
        if (code == CODE_IE) {
            uint32_t fork = follow(units, unit_count, unit, CODE_YO);
            if (fork && walk->forks > 0) {
                walk->forks--;
                forks[fork_count].unit = fork;
                forks[fork_count++].position = (uint32_t)position;
            }
        }
        unit = code ? follow(units, unit_count, unit, code) : 0;
    }
    if (unit) {
        collect(walk, unit, yo);
    }
    while (fork_count > 0) {
        fork_count--;
        walk_on(walk, forks[fork_count].unit, forks[fork_count].position, true);
    }
}

size_t dictionary_find(const struct dictionary *dictionary, const uint8_t *codes, size_t size,
                       struct dictionary_reading *out, size_t limit)
{
    if (size == 0 || size > CODES) {
        return 0;
    }
    struct walk walk = {
        .units = dictionary->word_units,
        .unit_count = dictionary->counts[SECTION_WORD_UNITS],
        .readings = dictionary->word_readings,
        .reading_count = dictionary->counts[SECTION_WORD_READINGS],
        .form_count = dictionary->counts[SECTION_FORMS],
        .codes = codes,
        .size = size,
        .direction = 1,
        .out = out,
        .limit = limit,
        .forks = FORKS,
    };
    walk_on(&walk, walk.units[0], 0, false);
    return walk.count;
}

/* A walk to all words. */
struct tour {
    const uint32_t *units;
    uint32_t unit_count;
    void (*visit)(void *context, const uint8_t *codes, size_t size);
    void *context;
    uint8_t codes[CODES];
};

static void tour_on(struct tour *tour, uint32_t unit, size_t size)
{
    if (size > 0 && unit & (UNIT_FINAL | UNIT_LEAF)) {
        tour->visit(tour->context, tour->codes, size);
    }
    for (uint8_t code = 1; code < CODES && size < CODES; code++) {
        uint32_t next = follow(tour->units, tour->unit_count, unit, code);
        if (next) {
            tour->codes[size] = code;
            tour_on(tour, next, size + 1);
        }
    }
}

void dictionary_each(const struct dictionary *dictionary,
                     void (*visit)(void *context, const uint8_t *codes, size_t size), void *context)
{
    struct tour tour = {.units = dictionary->word_units,
                        .unit_count = dictionary->counts[SECTION_WORD_UNITS],
                        .visit = visit,
                        .context = context};
    tour_on(&tour, tour.units[0], 0);
}

size_t dictionary_find_ending(const struct dictionary *dictionary, const uint8_t *codes,
                              size_t size, unsigned prefix, size_t letters,
                              struct dictionary_reading *out, size_t limit)
{
    if (letters == 0 || letters > size || letters > ENDING_LETTERS) {
        return 0;
    }
    struct walk walk = {
        .units = dictionary->ending_units,
        .unit_count = dictionary->counts[SECTION_ENDING_UNITS],
        .readings = dictionary->ending_readings,
        .reading_count = dictionary->counts[SECTION_ENDING_READINGS],
        .form_count = dictionary->counts[SECTION_FORMS],
        .codes = codes + size - 1,
        .size = letters,
        .direction = -1,
        .out = out,
        .limit = limit,
        .forks = FORKS,
    };
    uint32_t unit = follow(walk.units, walk.unit_count, walk.units[0], (uint8_t)(prefix + 1));
    if (unit) {
        walk_on(&walk, unit, 0, false);
    }
    return walk.count;
}

const uint8_t *dictionary_prefix(const struct dictionary *dictionary, uint32_t form, size_t *size)
{
    static const uint8_t prefixes[3][3] = {
        {0},
        {CODE_A + 15, CODE_A + 14},        /* по */
        {CODE_A + 13, CODE_A, CODE_A + 8}, /* наи */
    };
    unsigned prefix = dictionary->forms[form].suffix >> 14;
    *size = PREFIX_LETTERS[prefix];
    return prefixes[prefix];
}

uint32_t dictionary_paradigm_size(const struct dictionary *dictionary, uint32_t first)
{
    uint32_t end = first + 1;
    while (end < dictionary->counts[SECTION_FORMS] && dictionary->forms[end].index != 0) {
        end++;
    }
    return end - first;
}

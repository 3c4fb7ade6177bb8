/* The words of which dates, lengths of time, numbers and sums are made, in all their forms. */
#ifndef TIME_WORDS_H
#define TIME_WORDS_H

#include "map.h"

/* A word belongs to a set of groups: 1 << GROUP_…. Months and weekdays are groups of their own,
 * in their order. */
enum time_group {
    GROUP_MONTH,                      /* January; the other eleven follow */
    GROUP_WEEKDAY = GROUP_MONTH + 12, /* Monday; the other six follow */
    GROUP_YEAR = GROUP_WEEKDAY + 7,   /* «год», «года», «г.» */
    GROUP_YEAR_ONE,                   /* those that stand behind «этого» */
    GROUP_YEARS,                      /* «лет», «года» behind a number */
    GROUP_MONTHS,
    GROUP_WEEKS,
    GROUP_DAYS,
    GROUP_THIS,
    GROUP_LAST,
    GROUP_NEXT,
    GROUP_BEFORE_LAST,
    GROUP_DAY_BEFORE_YESTERDAY, /* words of a day, by their distance from today */
    GROUP_YESTERDAY,
    GROUP_TODAY,
    GROUP_TOMORROW,
    GROUP_DAY_AFTER_TOMORROW,
    GROUP_BEFORE_MONTH, /* what may stand before a month without a year: «в», «до конца» */
    GROUP_BEFORE_WEEKDAY, /* «в», «во» */
    GROUP_ORDINAL_END,    /* «-го» */
    GROUP_ABOUT,          /* «около», «свыше» */
    GROUP_CURRENCY,       /* roubles; the others follow */
    GROUP_CURRENCY_END = GROUP_CURRENCY + 8,
    GROUPS
};

struct time_word {
    uint64_t groups;
    double number; /* of «пять»; 0 for none */
    double scale;  /* of «млн»; 0 for none */
};

struct time_words {
    struct map forms;
    struct {
        struct time_word *items; /* the first is none */
        size_t count;
        size_t capacity;
    } words;
};

/* Fills the table, in arena. */
void time_words_init(struct time_words *words, struct arena *arena);
/* The word of a form in lower case; NULL where it is none of them. */
const struct time_word *time_word_find(const struct time_words *words, struct span folded);
/* The code of the currency of a group from GROUP_CURRENCY on: ISO 4217. */
const char *currency_code(unsigned group);

#endif

/* What the files that read tables of needs and offers share; nothing for others. */
#ifndef TRADE_PART_H
#define TRADE_PART_H

#include "csv.h"
#include "map.h"
#include "trade.h"

/* What a title says of how its column counts: «Количество, тыс. шт.», «Мощность, т/год», «Цена,
 * тыс. руб./т». */
struct trade_measure {
    struct span unit;   /* empty: not said */
    struct span period; /* likewise */
    double scale;       /* of a price */
    bool money;         /* of a price: it says roubles, or how many of them are one */
};

struct trade_head {
    struct span titles[TRADE_COLUMNS]; /* as the table has them; empty: no such column */
    size_t places[TRADE_COLUMNS];      /* SIZE_MAX: likewise */
    struct trade_measure measures[TRADE_COLUMNS];
    struct trade_titles unknown; /* of columns that are none of these */
    size_t known;
};

struct trade_table {
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t cell_count;
    struct trade_head head;
    struct span row[TRADE_COLUMNS]; /* the cells by column, as trade_row_take() made them */
    const struct reference *reference;
    struct map ids;
    struct arena *arena;
    struct trade_problems *problems;
    uint8_t of; /* enum trade_side */
};

/* Lower case, «е» for «ё», single blanks; in arena. */
struct span trade_fold(struct arena *arena, struct span text);
/* Notes a problem of the line read last; false, for its caller to give back. */
bool trade_complain(struct trade_table *table, enum trade_column column, const char *key,
                    struct span value);

/* Finds the head of a table and reads on behind it. Before it may stand lines of other things, such
 * as the table's title; it may take two lines, the first for groups of columns; a line that numbers
 * the columns may follow it. False where no line names a product or a code, and an amount. */
bool trade_head_read(struct trade_table *table);

/* In what a quantity or capacity is counted: «тыс. шт.», «т/год», «шт. в месяц», «в год»; what is
 * not said is empty. A need takes no other period than a year. */
bool trade_measure_read(struct span text, enum trade_side of, struct trade_measure *measure);
/* In what a price is given, without its number, folded: «тыс. руб.», «руб./т без ндс». False where
 * a word is of something else. */
bool trade_price_words(struct span folded, struct trade_measure *measure);
/* The days of a lead time: "20", "20 дней", "3 недели", "2 months". */
bool trade_lead_read(struct span text, int64_t *days);

/* Whether the line read last is no row of the table but what it adds up to. */
bool trade_row_is_total(const struct trade_table *table);
/* Takes the cells of the line read last into the row: what stands for nothing («–») is empty, a
 * unit that stands at the number or in the title goes into its own cell, a price is of that unit,
 * in roubles. False with a problem where they contradict each other, or a formula failed. */
bool trade_row_take(struct trade_table *table);

#endif

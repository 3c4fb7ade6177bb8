/* The cells of a row, as people fill them in: units beside numbers, roubles, dashes for nothing. */
#include "trade_part.h"
#include "utf8.h"

/* ---- words ---- */

struct span trade_fold(struct arena *arena, struct span text)
{
    enum { LONGEST = 3 /* bytes of the letter that stands for a byte that is none */ };
    char *out = arena_alloc(arena, LONGEST * text.size + 1, 1);
    size_t size = 0;
    bool blank = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t letter = utf8_next(text, &at);
        if (code_point_is_space(letter)) {
            blank = size > 0;
            continue;
        }
        if (blank)
            out[size++] = ' ';
        blank = false;
        size += utf8_encode(letter, out + size);
    }
    char *folded = arena_alloc(arena, size + 1, 1);
    return (struct span){folded, utf8_lower((struct span){out, size}, folded, true)};
}

/* Parts a text into the number at its beginning and what stands behind it; false where it does not
 * begin with one. */
static bool number_part(struct span text, struct span *number, struct span *rest)
{
    size_t at = 0, end = 0;
    bool digits = false;
    while (at < text.size) {
        uint32_t letter = utf8_next(text, &at);
        if (!code_point_is_digit(letter) && !code_point_is_space(letter) && letter != ',' &&
            letter != '.')
            break;
        digits |= code_point_is_digit(letter);
        end = at;
    }
    *number = span_trim(span_slice(text, 0, end));
    *rest = span_trim(span_slice(text, end, text.size));
    return digits;
}

static bool period_of(struct span text, enum trade_side of, struct span *period)
{
    double days;
    size_t at = 0;
    while (at < text.size &&
           (text.data[at] == ' ' || (text.data[at] >= '0' && text.data[at] <= '9')))
        at++; /* «на 2027 год» */
    *period = span_slice(text, at, text.size);
    return period->size && period_read(*period, &days) &&
           (of == TRADE_OFFERS || (days >= YEAR_DAYS && days <= YEAR_DAYS));
}

bool trade_measure_read(struct span text, enum trade_side of, struct trade_measure *measure)
{
    static const char *const before_period[] = {"/", " в ", " за ", " на "};
    struct unit unit;
    text = span_trim(text);
    *measure = (struct trade_measure){.unit = text, .scale = 1};
    if (unit_read(text, &unit))
        return true;
    for (size_t i = 0; i < sizeof before_period / sizeof *before_period; i++) {
        struct span before = span_of(before_period[i]);
        bool first = span_starts_with(text, span_trim(before)) &&
                     (before.size == 1 || span_starts_with(text, span_of(before_period[i] + 1)));
        size_t at = first ? 0 : span_find(text, before, 0);
        if (at == SIZE_MAX)
            continue;
        measure->unit = span_trim(span_slice(text, 0, at));
        at += first && before.size > 1 ? before.size - 1 : before.size;
        return unit_read(measure->unit, &unit) &&
               period_of(span_slice(text, at, text.size), of, &measure->period);
    }
    return false;
}

/* ---- prices ---- */

static bool is_one_of(struct span word, const char *const *words)
{
    for (; *words; words++)
        if (span_is(word, *words))
            return true;
    return false;
}

/* A word of a price outside of «за …»; false where it is of something else. */
static bool price_word(struct span word, struct trade_measure *measure)
{
    static const char *const roubles[] = {"р", "₽", "rub", NULL};
    static const char *const silent[] = {"с", "без", "ндс", "в", "т", "ч", NULL};
    if (is_one_of(word, silent))
        return true;
    measure->money = true;
    if (span_starts_with(word, SPAN("тыс")))
        measure->scale *= 1e3;
    else if (span_is(word, "млн"))
        measure->scale *= 1e6;
    else
        return span_starts_with(word, SPAN("руб")) || is_one_of(word, roubles);
    return true;
}

/* Takes off the next word, or a slash; false at the end. */
static bool price_word_next(struct span *rest, struct span *word)
{
    static const struct span parts = {" ,.()", 5};
    size_t at = 0, end;
    while (at < rest->size && memchr(parts.data, rest->data[at], parts.size))
        at++;
    for (end = at; end < rest->size && !memchr(parts.data, rest->data[end], parts.size); end++)
        if (rest->data[end] == '/') {
            end += end == at;
            break;
        }
    *word = span_slice(*rest, at, end);
    *rest = span_slice(*rest, end, rest->size);
    return word->size > 0;
}

bool trade_price_words(struct span folded, struct trade_measure *measure)
{
    static const char *const own[] = {"ед", "единицу", "1", NULL};
    struct span word;
    bool per = false;
    *measure = (struct trade_measure){.scale = 1};
    while (price_word_next(&folded, &word)) {
        struct unit unit;
        if (span_is(word, "/") || span_is(word, "за"))
            per = true;
        else if (per && is_one_of(word, own))
            per = span_is(word, "1"); /* «за 1 т» */
        else if (per && unit_read(word, &unit)) {
            measure->unit = word;
            per = false;
        } else if (per || !price_word(word, measure))
            return false;
    }
    return true;
}

/* ---- cells ---- */

/* Dashes, and what stands for “not known”. */
static bool says_nothing(struct span folded)
{
    static const char *const words[] = {"-", "–", "—", "--", "н/д", "нет данных", "n/a", NULL};
    return is_one_of(folded, words);
}

/* What a spreadsheet writes for a formula that failed: «#ЗНАЧ!», «#Н/Д», «#REF!». */
static bool is_failed_formula(struct span cell)
{
    if (cell.size < 4 || cell.data[0] != '#')
        return false;
    char last = cell.data[cell.size - 1];
    return last == '!' || last == '?' || span_is(cell, "#Н/Д") || span_is(cell, "#N/A");
}

static bool cells_take(struct trade_table *table)
{
    bool good = true;
    for (size_t i = 0; i < TRADE_COLUMNS; i++) {
        size_t place = table->head.places[i];
        struct span cell = place < table->cell_count ? span_trim(table->cells[place]) : SPAN("");
        if (is_failed_formula(cell))
            good = trade_complain(table, (enum trade_column)i, "sourcing.failed_formula", cell);
        enum { LONGEST = 32 /* bytes of what stands for nothing */ };
        bool nothing = cell.size < LONGEST && says_nothing(trade_fold(table->arena, cell));
        table->row[i] = nothing ? SPAN("") : cell;
    }
    return good;
}

/* A number as amount_of_text() reads it. */
static struct span number_write(struct arena *arena, double number)
{
    struct span text = arena_format(arena, "%.9f", number);
    while (text.size && text.data[text.size - 1] == '0')
        text.size--;
    if (text.size && text.data[text.size - 1] == '.')
        text.size--;
    return text;
}

/* The unit of the row is this one, too; false with a problem where it is another. */
static bool unit_put(struct trade_table *table, struct span said)
{
    struct unit one, other;
    struct span *cell = &table->row[TRADE_UNIT];
    if (!said.size || !unit_read(said, &one))
        return true;
    if (!cell->size)
        *cell = said;
    if (!unit_read(*cell, &other) ||
        (one.measure == other.measure && one.factor >= other.factor && one.factor <= other.factor))
        return true;
    return trade_complain(
        table, table->head.titles[TRADE_UNIT].size ? TRADE_UNIT : TRADE_AMOUNT,
        "sourcing.two_units",
        arena_format(table->arena, "%.*s, %.*s", SPAN_ARGS(*cell), SPAN_ARGS(said)));
}

static void period_put(struct trade_table *table, struct span said)
{
    if (table->of == TRADE_OFFERS && !table->row[TRADE_PERIOD].size)
        table->row[TRADE_PERIOD] = said;
}

static bool measure_put(struct trade_table *table, const struct trade_measure *measure)
{
    period_put(table, measure->period);
    return unit_put(table, measure->unit);
}

/* Takes «тыс.» and «млн» off the beginning of what stands behind a number; by how much they make it
 * more, 1 where they do not stand there. */
static double multiplier_take(struct arena *arena, struct span *rest)
{
    static const struct {
        struct span beginning; /* folded, and never more bytes than as it stands */
        double by;
    } all[] = {{{"тыс", 6}, 1e3}, {{"thousand", 8}, 1e3}, {{"млн", 6}, 1e6}, {{"million", 7}, 1e6}};
    struct span folded = trade_fold(arena, *rest);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t end = all[i].beginning.size, at = end;
        if (!span_starts_with(folded, all[i].beginning))
            continue;
        while (at < rest->size && code_point_is_letter(utf8_next(*rest, &at)))
            end = at;
        end += end < rest->size && rest->data[end] == '.';
        *rest = span_trim(span_slice(*rest, end, rest->size));
        return all[i].by;
    }
    return 1;
}

/* The number of a cell with its multiplier worked in: a price, a minimum lot and all that is of one
 * unit are of a piece where «1,5 тыс. шт.» stand in one cell, and of a thousand where the unit has
 * a cell or a title of its own that says so. */
static void multiplier_work_in(struct trade_table *table, struct span *number, struct span *rest)
{
    struct span own = table->row[TRADE_UNIT].size ? table->row[TRADE_UNIT]
                                                  : table->head.measures[TRADE_AMOUNT].unit;
    struct trade_measure said;
    struct unit one, other;
    struct span plain = *rest;
    double amount;
    bool same = own.size && trade_measure_read(*rest, (enum trade_side)table->of, &said) &&
                unit_read(own, &one) && unit_read(said.unit, &other) &&
                one.measure == other.measure && one.factor >= other.factor &&
                one.factor <= other.factor;
    double by = same ? 1 : multiplier_take(table->arena, &plain);
    if (by > 1 && amount_of_text(*number, &amount)) {
        *number = number_write(table->arena, amount * by);
        *rest = plain;
    }
}

static bool begins_with_letter(struct span text)
{
    size_t at = 0;
    return text.size && code_point_is_letter(utf8_next(text, &at));
}

/* The unit of a row stands in its own cell, at the number, or in the title. */
static bool amount_take(struct trade_table *table)
{
    struct trade_measure measure;
    struct span number, rest, *unit = &table->row[TRADE_UNIT];
    bool good = true;
    if (unit->size && trade_measure_read(*unit, (enum trade_side)table->of, &measure)) {
        *unit = measure.unit;
        period_put(table, measure.period);
    }
    if (number_part(table->row[TRADE_AMOUNT], &number, &rest) && rest.size) {
        multiplier_work_in(table, &number, &rest);
        if (trade_measure_read(rest, (enum trade_side)table->of, &measure)) {
            table->row[TRADE_AMOUNT] = number;
            good = measure_put(table, &measure);
        } else if (begins_with_letter(rest)) {
            table->row[TRADE_AMOUNT] = number; /* it is the unit that is not known */
            good = trade_complain(table, TRADE_AMOUNT, "sourcing.bad_unit", rest);
        }
    }
    return measure_put(table, &table->head.measures[TRADE_AMOUNT]) && good;
}

/* How many units of the row one of another is; 0 where they cannot be compared. */
static double units_of_row(const struct trade_table *table, struct span said)
{
    struct unit one, other;
    if (!said.size)
        return 1;
    return unit_read(said, &one) && unit_read(table->row[TRADE_UNIT], &other) &&
                   one.measure == other.measure
               ? one.factor / other.factor
               : 0;
}

/* A minimum lot may be said in another unit. */
static void minimum_take(struct trade_table *table)
{
    struct trade_measure measure = table->head.measures[TRADE_MINIMUM], own;
    struct span number, rest, *cell = &table->row[TRADE_MINIMUM];
    double amount;
    if (!number_part(*cell, &number, &rest))
        return;
    double by = multiplier_take(table->arena, &rest);
    if (rest.size && !trade_measure_read(rest, TRADE_NEEDS, &own))
        return;
    if (rest.size)
        measure = own;
    double times = units_of_row(table, measure.unit);
    if ((measure.unit.size || by > 1) && times > 0 && amount_of_text(number, &amount))
        *cell = number_write(table->arena, amount * by * times);
}

/* A price is of one unit of the row, in roubles: «900 руб.» are that under a title of thousands,
 * too. What cannot be a price stays, to be told. */
static void price_take(struct trade_table *table)
{
    const struct trade_measure *title = &table->head.measures[TRADE_PRICE];
    struct trade_measure measure;
    struct span number, rest, *cell = &table->row[TRADE_PRICE];
    double amount;
    if (!number_part(*cell, &number, &rest) ||
        !trade_price_words(trade_fold(table->arena, rest), &measure))
        return;
    struct span per = measure.unit.size ? measure.unit : title->unit;
    double units = units_of_row(table, per), scale = measure.money ? measure.scale : title->scale;
    if (!amount_of_text(number, &amount))
        *cell = span_find(number, SPAN("0"), 0) == 0 ? SPAN("") : *cell; /* 0: not known */
    else if (units > 0)
        *cell = per.size || scale > 1 ? number_write(table->arena, amount * scale / units) : number;
}

/* The title of a lead time may say what its numbers count. */
static void lead_take(struct trade_table *table)
{
    struct span unit = table->head.measures[TRADE_LEAD].unit, *cell = &table->row[TRADE_LEAD];
    int64_t number;
    if (unit.size && span_to_integer(*cell, &number))
        *cell = arena_format(table->arena, "%.*s %.*s", SPAN_ARGS(*cell), SPAN_ARGS(unit));
}

bool trade_row_take(struct trade_table *table)
{
    bool good = cells_take(table);
    good = amount_take(table) && good;
    minimum_take(table);
    price_take(table);
    lead_take(table);
    return good;
}

bool trade_row_is_total(const struct trade_table *table)
{
    static const char *const words[] = {"итого", "всего", "total"};
    size_t i = 0;
    while (i < table->cell_count && !span_trim(table->cells[i]).size)
        i++;
    if (i == table->cell_count)
        return false;
    struct span folded = trade_fold(table->arena, span_trim(table->cells[i]));
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        struct span word = span_of(words[k]);
        if (span_starts_with(folded, word) &&
            (folded.size == word.size || folded.data[word.size] == ' ' ||
             folded.data[word.size] == ':' || folded.data[word.size] == ','))
            return true;
    }
    return false;
}

#include "amounts.h"

#include "utf8.h"

struct number_word {
    const char *forms; /* blanks between them */
    double value;
};

static const struct number_word number_words[] = {
    {"один одна одно одного одной одному одну одним одном", 1},
    {"два две двух двум двумя", 2},
    {"три трех трем тремя", 3},
    {"четыре четырех четырем четырьмя", 4},
    {"пять пяти пятью", 5},
    {"шесть шести шестью", 6},
    {"семь семи семью", 7},
    {"восемь восьми восемью", 8},
    {"девять девяти девятью", 9},
    {"десять десяти десятью десяток", 10},
    {"одиннадцать одиннадцати", 11},
    {"двенадцать двенадцати", 12},
    {"тринадцать тринадцати", 13},
    {"четырнадцать четырнадцати", 14},
    {"пятнадцать пятнадцати", 15},
    {"шестнадцать шестнадцати", 16},
    {"семнадцать семнадцати", 17},
    {"восемнадцать восемнадцати", 18},
    {"девятнадцать девятнадцати", 19},
    {"двадцать двадцати", 20},
    {"тридцать тридцати", 30},
    {"сорок сорока", 40},
    {"пятьдесят пятидесяти", 50},
    {"шестьдесят шестидесяти", 60},
    {"семьдесят семидесяти", 70},
    {"восемьдесят восьмидесяти", 80},
    {"девяносто девяноста", 90},
    {"сто ста сотня", 100},
    {"двести двухсот", 200},
    {"триста трехсот", 300},
    {"четыреста четырехсот", 400},
    {"пятьсот пятисот", 500},
    {"полтора полутора полторы", 1.5},
};

static const struct number_word scales[] = {
    {"тыс тыс. тысяч тысячи тысяча тысячу тысячам тысячами", 1e3},
    {"млн млн. миллион миллиона миллионов миллиону миллионам миллионами", 1e6},
    {"млрд млрд. миллиард миллиарда миллиардов миллиарду миллиардам миллиардами", 1e9},
    {"трлн трлн. триллион триллиона триллионов", 1e12},
};

static bool word_value(struct span word, const struct number_word *words, size_t count,
                       double *value)
{
    for (size_t i = 0; i < count; i++) {
        struct span rest = span_of(words[i].forms), form;
        while (span_next_part(&rest, ' ', &form)) {
            if (span_equal(form, word)) {
                *value = words[i].value;
                return true;
            }
        }
    }
    return false;
}

/* Digits with blanks between thousands and a comma or point before the fraction. */
static bool digits_value(struct span text, double *value)
{
    double whole = 0, scale = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point = utf8_next(text, &at);
        if (code_point_is_digit(code_point)) {
            whole = whole * 10 + (double)(code_point - '0');
            scale *= 10;
        } else if ((code_point == ',' || code_point == '.') && scale == 0) {
            scale = 1;
        } else if (!code_point_is_space(code_point)) {
            return false;
        }
    }
    *value = scale > 0 ? whole / scale : whole;
    return true;
}

bool token_integer(const struct scan *scan, uint32_t token, int *value)
{
    struct span text = token_text(scan, token);
    if (!token_is_kind(scan, token, TOKEN_NUMBER) || text.size > 9)
        return false;
    int64_t number;
    if (!span_to_integer(text, &number))
        return false;
    *value = (int)number;
    return true;
}

static uint32_t words_read(const struct scan *scan, uint32_t token, uint32_t end, double *value)
{
    double sum = 0, part;
    uint32_t at = token;
    size_t count = sizeof number_words / sizeof number_words[0];
    while (at < end && token_is_kind(scan, at, TOKEN_WORD) &&
           word_value(scan->tokens[at].folded, number_words, count, &part)) {
        sum += part;
        at++;
    }
    *value = sum;
    return at > token ? at : NO_TOKEN;
}

uint32_t amount_read(const struct scan *scan, uint32_t token, uint32_t end, double *value)
{
    uint32_t at = NO_TOKEN;
    double scale;
    if (token_is_kind(scan, token, TOKEN_NUMBER)) {
        if (!digits_value(token_text(scan, token), value))
            return NO_TOKEN;
        at = token + 1;
    } else if (token_is_kind(scan, token, TOKEN_WORD)) {
        at = words_read(scan, token, end, value);
    }
    if (at == NO_TOKEN)
        return NO_TOKEN;
    while (at < end && word_value(scan->tokens[at].folded, scales, 4, &scale)) {
        *value *= scale;
        at++;
    }
    return at;
}

bool amount_is_approximate(const struct scan *scan, const struct sentence *sentence, uint32_t token)
{
    static const char *const words[] = {"около",  "порядка", "более",          "свыше",   "почти",
                                        "до",     "менее",   "примерно",       "больше",  "чуть",
                                        "меньше", "минимум", "приблизительно", "максимум"};
    if (token <= sentence->first)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(scan, token - 1, words[i]))
            return true;
    return false;
}

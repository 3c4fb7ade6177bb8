/* Numbers in figures and in words. */
#include "number.h"

/* Stems: each begins all forms of its numeral and of no other word that stands in numbers. */
static const struct {
    const char *stem;
    double value;
} numerals[] = {
    {"одиннадцат", 11},  {"двенадцат", 12},  {"тринадцат", 13},   {"четырнадцат", 14},
    {"пятнадцат", 15},   {"шестнадцат", 16}, {"семнадцат", 17},   {"восемнадцат", 18},
    {"девятнадцат", 19}, {"двадцат", 20},    {"тридцат", 30},     {"сорок", 40},
    {"пятьдесят", 50},   {"пятидесят", 50},  {"шестьдесят", 60},  {"шестидесят", 60},
    {"семьдесят", 70},   {"семидесят", 70},  {"восемьдесят", 80}, {"восьмидесят", 80},
    {"девяност", 90},    {"пятьсот", 500},   {"шестьсот", 600},   {"семьсот", 700},
    {"восемьсот", 800},  {"девятьсот", 900}, {"четырест", 400},   {"триста", 300},
    {"двести", 200},     {"сто", 100},       {"ста", 100},        {"полтор", 1.5},
    {"один", 1},         {"одн", 1},         {"два", 2},          {"две", 2},
    {"двух", 2},         {"двум", 2},        {"двое", 2},         {"трех", 3},
    {"три", 3},          {"трем", 3},        {"трое", 3},         {"четыр", 4},
    {"четвер", 4},       {"пят", 5},         {"шест", 6},         {"сем", 7},
    {"восем", 8},        {"восьм", 8},       {"девят", 9},        {"десят", 10},
};

static const struct {
    const char *stem;
    double scale;
} scales[] = {{"тыс", 1e3},  {"миллион", 1e6}, {"млн", 1e6},      {"миллиард", 1e9},
              {"млрд", 1e9}, {"трлн", 1e12},   {"триллион", 1e12}};

/* Figures with inner spaces and a decimal comma. */
static bool figures_read(struct span text, double *number)
{
    double value = 0, fraction = 0, scale = 1;
    bool any = false, behind = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c >= '0' && c <= '9') {
            any = true;
            if (behind) {
                scale /= 10;
                fraction += (c - '0') * scale;
            } else
                value = value * 10 + (c - '0');
        } else if ((c == ',' || c == '.') && any && !behind)
            behind = true;
        else if (c == ',' || c == '.' || c == '-')
            return false;
    }
    *number = value + fraction;
    return any && value < 1e15;
}

static double numeral_value(struct span folded)
{
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (span_starts_with(folded, span_of(numerals[i].stem)))
            return numerals[i].value;
    return 0;
}

static double scale_value(struct span folded)
{
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (span_starts_with(folded, span_of(scales[i].stem)))
            return scales[i].scale;
    return 0;
}

bool number_read(const struct reading *reading, uint32_t first, uint32_t end, double *number)
{
    double sum = 0, part;
    bool any = false;
    for (uint32_t i = first; i < end; i++) {
        const struct token *token = &reading->tokens.items[i];
        double scale = scale_value(token->folded);
        if (token->kind == TOKEN_NUMBER) {
            if (any || !figures_read(token->folded, &sum))
                return false;
        } else if (scale > 0 && any) {
            sum *= scale;
        } else if ((part = numeral_value(token->folded)) > 0)
            sum += part;
        else
            return any && (*number = sum, true);
        any = true;
    }
    *number = sum;
    return any;
}

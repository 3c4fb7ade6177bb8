/* Units, periods and quantities. */
#include "units.h"

#include "utf8.h"

enum { TEXT = 96, LONGEST = TEXT / 4 /* bytes: no letter takes more than four */ };

static const struct {
    const char *text; /* folded, without points and spaces */
    struct unit unit;
} units[] = {
    {"", {MEASURE_PIECES, 1, "шт."}},
    {"шт", {MEASURE_PIECES, 1, "шт."}},
    {"штука", {MEASURE_PIECES, 1, "шт."}},
    {"штук", {MEASURE_PIECES, 1, "шт."}},
    {"ед", {MEASURE_PIECES, 1, "шт."}},
    {"pcs", {MEASURE_PIECES, 1, "шт."}},
    {"piece", {MEASURE_PIECES, 1, "шт."}},
    {"pieces", {MEASURE_PIECES, 1, "шт."}},
    {"тысшт", {MEASURE_PIECES, 1000, "тыс. шт."}},
    {"млншт", {MEASURE_PIECES, 1e6, "млн шт."}},
    {"компл", {MEASURE_SETS, 1, "компл."}},
    {"комплект", {MEASURE_SETS, 1, "компл."}},
    {"к-т", {MEASURE_SETS, 1, "компл."}},
    {"набор", {MEASURE_SETS, 1, "компл."}},
    {"set", {MEASURE_SETS, 1, "компл."}},
    {"sets", {MEASURE_SETS, 1, "компл."}},
    {"уп", {MEASURE_PACKS, 1, "уп."}},
    {"упак", {MEASURE_PACKS, 1, "уп."}},
    {"упаковка", {MEASURE_PACKS, 1, "уп."}},
    {"pack", {MEASURE_PACKS, 1, "уп."}},
    {"пара", {MEASURE_PAIRS, 1, "пар"}},
    {"пар", {MEASURE_PAIRS, 1, "пар"}},
    {"пары", {MEASURE_PAIRS, 1, "пар"}},
    {"pair", {MEASURE_PAIRS, 1, "пар"}},
    {"pairs", {MEASURE_PAIRS, 1, "пар"}},
    {"кг", {MEASURE_MASS, 1, "кг"}},
    {"килограмм", {MEASURE_MASS, 1, "кг"}},
    {"kg", {MEASURE_MASS, 1, "кг"}},
    {"г", {MEASURE_MASS, 0.001, "г"}},
    {"гр", {MEASURE_MASS, 0.001, "г"}},
    {"g", {MEASURE_MASS, 0.001, "г"}},
    {"ц", {MEASURE_MASS, 100, "ц"}},
    {"т", {MEASURE_MASS, 1000, "т"}},
    {"тн", {MEASURE_MASS, 1000, "т"}},
    {"тонна", {MEASURE_MASS, 1000, "т"}},
    {"тонн", {MEASURE_MASS, 1000, "т"}},
    {"t", {MEASURE_MASS, 1000, "т"}},
    {"тыст", {MEASURE_MASS, 1e6, "тыс. т"}},
    {"м", {MEASURE_LENGTH, 1, "м"}},
    {"метр", {MEASURE_LENGTH, 1, "м"}},
    {"погм", {MEASURE_LENGTH, 1, "м"}},
    {"пм", {MEASURE_LENGTH, 1, "м"}},
    {"m", {MEASURE_LENGTH, 1, "м"}},
    {"тысм", {MEASURE_LENGTH, 1000, "тыс. м"}},
    {"мм", {MEASURE_LENGTH, 0.001, "мм"}},
    {"см", {MEASURE_LENGTH, 0.01, "см"}},
    {"км", {MEASURE_LENGTH, 1000, "км"}},
    {"km", {MEASURE_LENGTH, 1000, "км"}},
    {"м2", {MEASURE_AREA, 1, "м²"}},
    {"м²", {MEASURE_AREA, 1, "м²"}},
    {"квм", {MEASURE_AREA, 1, "м²"}},
    {"m2", {MEASURE_AREA, 1, "м²"}},
    {"тысм2", {MEASURE_AREA, 1000, "тыс. м²"}},
    {"га", {MEASURE_AREA, 10000, "га"}},
    {"л", {MEASURE_VOLUME, 1, "л"}},
    {"литр", {MEASURE_VOLUME, 1, "л"}},
    {"литров", {MEASURE_VOLUME, 1, "л"}},
    {"l", {MEASURE_VOLUME, 1, "л"}},
    {"тысл", {MEASURE_VOLUME, 1000, "тыс. л"}},
    {"м3", {MEASURE_VOLUME, 1000, "м³"}},
    {"м³", {MEASURE_VOLUME, 1000, "м³"}},
    {"тысм3", {MEASURE_VOLUME, 1e6, "тыс. м³"}},
    {"тысм³", {MEASURE_VOLUME, 1e6, "тыс. м³"}},
    {"кубм", {MEASURE_VOLUME, 1000, "м³"}},
    {"m3", {MEASURE_VOLUME, 1000, "м³"}},
    {"ч", {MEASURE_TIME, 1, "ч"}},
    {"час", {MEASURE_TIME, 1, "ч"}},
    {"нормо-час", {MEASURE_TIME, 1, "ч"}},
    {"h", {MEASURE_TIME, 1, "ч"}},
    {"квтч", {MEASURE_ENERGY, 1, "кВт·ч"}},
    {"мвтч", {MEASURE_ENERGY, 1000, "МВт·ч"}},
};

static const struct {
    const char *text;
    double days;
} periods[] = {
    {"", YEAR_DAYS},
    {"год", YEAR_DAYS},
    {"year", YEAR_DAYS},
    {"квартал", YEAR_DAYS / 4},
    {"quarter", YEAR_DAYS / 4},
    {"месяц", MONTH_DAYS},
    {"мес", MONTH_DAYS},
    {"month", MONTH_DAYS},
    {"неделя", 7},
    {"неделю", 7},
    {"нед", 7},
    {"week", 7},
    {"день", 1},
    {"сутки", 1},
    {"сут", 1},
    {"day", 1},
    {"полугодие", 182.625},
};

/* Lower case without spaces, points and dots between. */
static struct span fold(struct span text, char out[TEXT])
{
    size_t size = 0;
    if (text.size > LONGEST)
        return SPAN("?");
    for (size_t at = 0; at < text.size;) {
        uint32_t letter = code_point_to_lower(utf8_next(text, &at));
        if (!code_point_is_space(letter) && letter != '.' && letter != 0xB7 && letter != '*')
            size += utf8_encode(letter == 0x451 ? 0x435 : letter, out + size);
    }
    return (struct span){out, size};
}

bool unit_read(struct span text, struct unit *unit)
{
    char room[TEXT];
    struct span folded = fold(text, room);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (span_equal(folded, span_of(units[i].text))) {
            *unit = units[i].unit;
            return true;
        }
    return false;
}

bool period_read(struct span text, double *days)
{
    char room[TEXT];
    struct span folded = fold(text, room);
    if (span_starts_with(folded, SPAN("в")) && folded.size > 6)
        folded = span_slice(folded, 2, folded.size); /* «в месяц» */
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (span_equal(folded, span_of(periods[i].text))) {
            *days = periods[i].days;
            return true;
        }
    return false;
}

bool amount_of_text(struct span text, double *quantity)
{
    static const double most = 1e12;
    double whole = 0, place = 0;
    bool digits = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t letter = utf8_next(text, &at);
        if (code_point_is_digit(letter)) {
            digits = true;
            whole = place > 0 ? whole + place * (letter - '0') : whole * 10 + (letter - '0');
            place /= 10;
        } else if ((letter == ',' || letter == '.') && place <= 0)
            place = 0.1;
        else if (!code_point_is_space(letter))
            return false;
        if (whole > most)
            return false;
    }
    *quantity = whole;
    return digits && whole > 0;
}

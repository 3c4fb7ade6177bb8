#include "amounts.h"

#include "utf8.h"

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
    uint32_t at = token;
    *value = 0;
    for (; at < end && scan->times[at] != NULL && scan->times[at]->number > 0; at++)
        *value += scan->times[at]->number;
    return at > token ? at : NO_TOKEN;
}

/* One number with its scale: «6,5 млрд», «сорок тысяч». */
static uint32_t scaled_read(const struct scan *scan, uint32_t token, uint32_t end, double *value,
                            double *scale)
{
    uint32_t at = NO_TOKEN;
    *scale = 1;
    if (token_is_kind(scan, token, TOKEN_NUMBER)) {
        if (!digits_value(token_text(scan, token), value))
            return NO_TOKEN;
        at = token + 1;
    } else {
        at = words_read(scan, token, end, value);
    }
    if (at == NO_TOKEN)
        return NO_TOKEN;
    for (; at < end && scan->times[at] != NULL && scan->times[at]->scale > 0; at++)
        *scale *= scan->times[at]->scale;
    *value *= *scale;
    return at;
}

uint32_t amount_read(const struct scan *scan, uint32_t token, uint32_t end, double *value)
{
    double scale;
    uint32_t at = scaled_read(scan, token, end, value, &scale);
    /* «1 миллиард 340 миллионов»: the smaller scale counts on. */
    while (at != NO_TOKEN && at < end && scale > 1) {
        double more, smaller;
        uint32_t after = scaled_read(scan, at, end, &more, &smaller);
        if (after == NO_TOKEN || smaller <= 1 || smaller >= scale || more >= scale)
            break;
        *value += more;
        scale = smaller;
        at = after;
    }
    return at;
}

bool amount_is_approximate(const struct scan *scan, const struct sentence *sentence, uint32_t token)
{
    return token > sentence->first && scan->times[token - 1] != NULL &&
           ((scan->times[token - 1]->groups >> GROUP_ABOUT) & 1);
}

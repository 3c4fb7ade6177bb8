/* What a question wants of the state and the confidence of facts. */
#include <stdlib.h>

#include "list_page.h"
#include "write.h"

enum { THOUSAND = 1000 };

/* A number from 0 to 1 as "0", "1", "0.8", "0.75", ".8"; in thousandths. */
static bool share_read(struct span text, int *thousandths)
{
    int value = 0, unit = THOUSAND;
    size_t i = 0;
    if (i < text.size && (text.data[i] == '0' || text.data[i] == '1'))
        value = (text.data[i++] - '0') * THOUSAND;
    if (i < text.size && text.data[i] == '.') {
        size_t digits = 0;
        for (i++; i < text.size && text.data[i] >= '0' && text.data[i] <= '9'; i++, digits++)
            value += (unit /= 10) * (text.data[i] - '0');
        if (!digits)
            return false;
    }
    *thousandths = value;
    return text.size && i == text.size && value <= THOUSAND;
}

bool confidence_read(struct span text, int *from, int *to)
{
    size_t dots = span_find(text, SPAN(".."), 0);
    struct span low = span_slice(text, 0, dots == SIZE_MAX ? text.size : dots);
    struct span high = dots == SIZE_MAX ? (struct span){0} : span_slice(text, dots + 2, text.size);
    *from = 0;
    *to = THOUSAND;
    return low.size + high.size && (!low.size || share_read(low, from)) &&
           (!high.size || share_read(high, to));
}

static bool bad(struct lookup *lookup, const char *key, struct span value)
{
    return error_add(lookup->error, key, "value", arena_copy(lookup->arena, value).data, NULL);
}

bool state_read(struct span code, enum query_state *state)
{
    for (int i = 0; i < QUERY_STATES; i++)
        if (span_equal(query_state_code((enum query_state)i), code)) {
            *state = (enum query_state)i;
            return true;
        }
    return false;
}

bool standing_filter_read(struct lookup *lookup, const struct query_list_request *request,
                          struct standing_filter *filter)
{
    *filter = (struct standing_filter){.from = LISTED_SURE, .to = THOUSAND};
    if (request->confidence.size &&
        !confidence_read(request->confidence, &filter->from, &filter->to))
        return bad(lookup, "query.bad_confidence", request->confidence);
    if (!request->state.size)
        return true;
    filter->in_state = true;
    return state_read(request->state, &filter->state) ||
           bad(lookup, "query.bad_state", request->state);
}

bool standing_fits(const struct standing_filter *filter, const struct query_row *row)
{
    int confidence = (int)(row->confidence * THOUSAND + 0.5);
    return !row->kind->is_fact || (confidence >= filter->from && confidence <= filter->to);
}

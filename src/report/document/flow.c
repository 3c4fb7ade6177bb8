/* Writing lines of words. */
#include "flow.h"

#include "utf8.h"

enum { SOFT_HYPHEN = 0xAD, NO_BREAK_SPACE = 0xA0, BYTE_ORDER_MARK = 0xFEFF, WORD_JOINER = 0x2060 };

void flow_init(struct flow *flow, struct buffer *out)
{
    *flow = (struct flow){.out = out};
}

bool flow_line_is_empty(const struct flow *flow)
{
    const struct buffer *out = flow->out;
    return out->size == 0 || out->data[out->size - 1] == '\n';
}

/* White space that may become one space. */
static bool is_blank(uint32_t point)
{
    return point != NO_BREAK_SPACE && code_point_is_space(point);
}

static bool is_left_out(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == SOFT_HYPHEN ||
           point == BYTE_ORDER_MARK || point == WORD_JOINER;
}

static void point_write(struct flow *flow, uint32_t point)
{
    char bytes[4];
    if (flow->space && !flow_line_is_empty(flow) && flow->out->data[flow->out->size - 1] != '\t')
        buffer_append_byte(flow->out, ' ');
    flow->space = false;
    buffer_append(flow->out, (struct span){bytes, utf8_encode(point, bytes)});
}

void flow_text(struct flow *flow, struct span text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t point = utf8_next(text, &at);
        if (is_blank(point))
            flow->space = true;
        else if (!is_left_out(point))
            point_write(flow, point);
    }
}

void flow_space(struct flow *flow)
{
    flow->space = true;
}

void flow_tab(struct flow *flow)
{
    flow->space = false;
    if (!flow_line_is_empty(flow))
        buffer_append_byte(flow->out, '\t');
}

void flow_line(struct flow *flow)
{
    struct buffer *out = flow->out;
    flow->space = false;
    while (out->size && out->data[out->size - 1] == '\t')
        out->data[--out->size] = 0;
    if (!flow_line_is_empty(flow))
        buffer_append_byte(out, '\n');
}

void flow_gap(struct flow *flow)
{
    struct buffer *out = flow->out;
    flow_line(flow);
    if (out->size > 1 && out->data[out->size - 2] != '\n')
        buffer_append_byte(out, '\n');
}

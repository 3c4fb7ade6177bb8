/* The writer of XML. */
#include "xml.h"

#include <assert.h>

#include "utf8.h"

void xml_init(struct xml *xml, struct buffer *out)
{
    *xml = (struct xml){.out = out};
    buffer_append_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

static void tag_close(struct xml *xml)
{
    if (xml->in_tag)
        buffer_append_byte(xml->out, '>');
    xml->in_tag = false;
}

static bool is_allowed(uint32_t code_point)
{
    if (code_point < 0x20)
        return code_point == '\t' || code_point == '\n' || code_point == '\r';
    return code_point != 0xFFFE && code_point != 0xFFFF;
}

/* White space in an attribute would become a space to whoever reads it. */
static const char *escape_of(uint32_t code_point)
{
    switch (code_point) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static void append_escaped(struct buffer *out, struct span text)
{
    for (size_t at = 0; at < text.size;) {
        size_t next = at;
        uint32_t code_point = utf8_next(text, &next);
        const char *escape = escape_of(code_point);
        if (escape)
            buffer_append_string(out, escape);
        else if (!is_allowed(code_point) || (code_point == 0xFFFD && next - at == 1))
            buffer_append_string(out, "\xEF\xBF\xBD");
        else
            buffer_append(out, span_slice(text, at, next));
        at = next;
    }
}

void xml_begin(struct xml *xml, const char *element)
{
    tag_close(xml);
    assert(xml->depth < XML_DEPTH);
    xml->open[xml->depth++] = element;
    buffer_append_byte(xml->out, '<');
    buffer_append_string(xml->out, element);
    xml->in_tag = true;
}

void xml_attribute(struct xml *xml, const char *name, struct span value)
{
    assert(xml->in_tag);
    buffer_append_byte(xml->out, ' ');
    buffer_append_string(xml->out, name);
    buffer_append_string(xml->out, "=\"");
    append_escaped(xml->out, value);
    buffer_append_byte(xml->out, '"');
}

void xml_attribute_integer(struct xml *xml, const char *name, int64_t value)
{
    assert(xml->in_tag);
    buffer_format(xml->out, " %s=\"%lld\"", name, (long long)value);
}

void xml_text(struct xml *xml, struct span text)
{
    tag_close(xml);
    append_escaped(xml->out, text);
}

void xml_end(struct xml *xml)
{
    assert(xml->depth > 0);
    const char *element = xml->open[--xml->depth];
    if (xml->in_tag)
        buffer_append_string(xml->out, "/>");
    else
        buffer_format(xml->out, "</%s>", element);
    xml->in_tag = false;
}

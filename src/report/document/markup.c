/* Walking through XML. */
#include "markup.h"

xmlTextReaderPtr markup_open(struct span xml)
{
    if (xml.size > INT32_MAX)
        return NULL;
    return xmlReaderForMemory(xml.data ? xml.data : "", (int)xml.size, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

struct span markup_name(xmlTextReaderPtr reader)
{
    return span_of((const char *)xmlTextReaderConstLocalName(reader));
}

bool markup_attribute(xmlTextReaderPtr reader, const char *name, struct buffer *value)
{
    bool found = false;
    buffer_clear(value);
    for (int more = xmlTextReaderMoveToFirstAttribute(reader); more == 1 && !found;
         more = found ? 0 : xmlTextReaderMoveToNextAttribute(reader)) {
        found = span_is(markup_name(reader), name);
        if (found)
            buffer_append(value, markup_text(reader));
    }
    xmlTextReaderMoveToElement(reader);
    return found;
}

struct span markup_text(xmlTextReaderPtr reader)
{
    return span_of((const char *)xmlTextReaderConstValue(reader));
}

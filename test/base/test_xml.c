/* The writer of XML. */
#include "suite.h"
#include "xml.h"

void add_xml(Suite *suite);

START_TEST(elements_nest)
{
    struct buffer out;
    struct xml xml;
    buffer_init(&out, 1 << 20);
    xml_init(&xml, &out);
    xml_begin(&xml, "graph");
    xml_attribute_integer(&xml, "count", -7);
    xml_begin(&xml, "node");
    xml_attribute(&xml, "label", SPAN("«Узел»"));
    xml_end(&xml);
    xml_begin(&xml, "text");
    xml_text(&xml, SPAN("слова"));
    xml_end(&xml);
    xml_end(&xml);
    ASSERT_SPAN(buffer_span(&out), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                   "<graph count=\"-7\"><node label=\"«Узел»\"/>"
                                   "<text>слова</text></graph>");
    buffer_release(&out);
}
END_TEST

START_TEST(texts_are_escaped)
{
    struct buffer out;
    struct xml xml;
    buffer_init(&out, 1 << 20);
    xml_init(&xml, &out);
    buffer_clear(&out);
    xml_begin(&xml, "a");
    xml_attribute(&xml, "b", SPAN("<i>\"&\n\t\r'"));
    xml_text(&xml, SPAN("</a>\x01\x1B\xFF\xEF\xBF\xBE\xED\xA0\x80\xF0\x9F\x98\x80"));
    xml_end(&xml);
    ASSERT_SPAN(buffer_span(&out), "<a b=\"&lt;i&gt;&quot;&amp;&#10;&#9;&#13;'\">&lt;/a&gt;"
                                   "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                                   "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80</a>");
    buffer_release(&out);
}
END_TEST

void add_xml(Suite *suite)
{
    TCase *tests = tcase_create("xml");
    tcase_add_test(tests, elements_nest);
    tcase_add_test(tests, texts_are_escaped);
    suite_add_tcase(suite, tests);
}

/* Runs the tests of src/report. */
#include "../suite.h"

void add_charset(Suite *suite);
void add_dateline(Suite *suite);
void add_language(Suite *suite);
void add_report(Suite *suite);
void add_tool(Suite *suite);
void add_workbook(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("report");
    add_charset(suite);
    add_dateline(suite);
    add_language(suite);
    add_report(suite);
    add_tool(suite);
    add_workbook(suite);
    return suite_run(suite);
}

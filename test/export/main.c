/* Runs the tests of src/export. */
#include "../suite.h"

void add_export(Suite *suite);
void add_feed(Suite *suite);
void add_sheet(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("export");
    add_export(suite);
    add_feed(suite);
    add_sheet(suite);
    return suite_run(suite);
}

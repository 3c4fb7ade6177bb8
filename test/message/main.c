/* Runs the tests of src/message. */
#include "../suite.h"

void add_catalogue(Suite *suite);
void add_files(Suite *suite);
void add_format(Suite *suite);
void add_tongue(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("message");
    add_catalogue(suite);
    add_files(suite);
    add_format(suite);
    add_tongue(suite);
    return suite_run(suite);
}

/* Runs the tests of src/reference. */
#include "../suite.h"

void add_bodies(Suite *suite);
void add_fields(Suite *suite);
void add_regions(Suite *suite);
void add_sole_office(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("reference");
    add_regions(suite);
    add_bodies(suite);
    add_fields(suite);
    add_sole_office(suite);
    return suite_run(suite);
}

/* Runs the tests of src/sourcing. */
#include "../suite.h"

void add_cover(Suite *suite);
void add_match(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("sourcing");
    add_match(suite);
    add_cover(suite);
    return suite_run(suite);
}
